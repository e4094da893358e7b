//! What is written is read again by a reader of the format that knows nothing of the writer.

use std::io::Cursor;

use proptest::prelude::*;

use super::{Database, Value};

/// A value as it is read.
#[derive(Clone, Debug, PartialEq)]
enum Read {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

/// A file, read by the description of its format.
struct File<'f>(&'f [u8]);

impl File<'_> {
    fn page(&self, number: u32) -> &[u8] {
        &self.0[(number as usize - 1) * 4096..number as usize * 4096]
    }

    /// The payloads of a b-tree in its order, with the numbers of rows; and how deep it is.
    fn walk(&self, number: u32, all: &mut Vec<(i64, Vec<u8>)>) -> usize {
        let page = self.page(number);
        let start = if number == 1 { 100 } else { 0 };
        let kind = page[start];
        let count = usize::from(u16::from_be_bytes([page[start + 3], page[start + 4]]));
        let is_leaf = matches!(kind, 0x0a | 0x0d);
        let pointers = start + if is_leaf { 8 } else { 12 };
        assert!(count > 0 || is_leaf, "page {number} has no cells");
        let mut depths = Vec::new();
        for nth in 0..count {
            let mut at = usize::from(u16::from_be_bytes([page[pointers + 2 * nth], page[pointers + 2 * nth + 1]]));
            assert!(at >= pointers + 2 * count, "cells run into pointers on page {number}");
            if !is_leaf {
                depths.push(self.walk(u32::from_be_bytes(page[at..at + 4].try_into().unwrap()), all));
                at += 4;
            }
            if kind == 0x05 {
                let row = varint(page, &mut at);
                assert_eq!(all.last().map(|(last, _)| *last), i64::try_from(row).ok());
                continue;
            }
            let length = usize::try_from(varint(page, &mut at)).unwrap();
            let row = if kind == 0x0d { i64::try_from(varint(page, &mut at)).unwrap() } else { 0 };
            all.push((row, self.payload(page, at, length, kind == 0x0d)));
        }
        if !is_leaf {
            depths.push(self.walk(u32::from_be_bytes(page[start + 8..start + 12].try_into().unwrap()), all));
        }
        assert!(depths.windows(2).all(|pair| pair[0] == pair[1]), "the tree is uneven below page {number}");
        depths.first().map_or(1, |depth| depth + 1)
    }

    /// Section 1.6, "Cell payload overflow pages", with its own letters.
    fn payload(&self, page: &[u8], at: usize, p: usize, is_table: bool) -> Vec<u8> {
        let u = 4096;
        let x = if is_table { u - 35 } else { ((u - 12) * 64 / 255) - 23 };
        if p <= x {
            return page[at..at + p].to_vec();
        }
        let m = ((u - 12) * 32 / 255) - 23;
        let k = m + ((p - m) % (u - 4));
        let local = if k <= x { k } else { m };
        let mut payload = page[at..at + local].to_vec();
        let mut next = u32::from_be_bytes(page[at + local..at + local + 4].try_into().unwrap());
        while next > 0 {
            let more = self.page(next);
            let left = p - payload.len();
            payload.extend_from_slice(&more[4..4 + left.min(u - 4)]);
            next = u32::from_be_bytes(more[..4].try_into().unwrap());
        }
        assert_eq!(payload.len(), p);
        payload
    }

    fn table(&self, root: u32) -> Vec<(i64, Vec<Read>)> {
        let mut all = Vec::new();
        self.walk(root, &mut all);
        all.into_iter().map(|(row, payload)| (row, values(&payload))).collect()
    }
}

fn varint(bytes: &[u8], at: &mut usize) -> u64 {
    let mut number = 0;
    for nth in 0..9 {
        let byte = u64::from(bytes[*at]);
        *at += 1;
        if nth == 8 {
            return (number << 8) | byte;
        }
        number = (number << 7) | (byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

fn values(payload: &[u8]) -> Vec<Read> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)).unwrap();
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let code = varint(payload, &mut at);
        let mut take = |length: usize| {
            body += length;
            &payload[body - length..body]
        };
        let integer = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(if bytes.first().is_some_and(|byte| byte & 0x80 > 0) { -1 } else { 0 }, |sum, byte| (sum << 8) | i64::from(*byte))
        };
        values.push(match code {
            0 => Read::Null,
            1..=4 => Read::Integer(integer(take(usize::try_from(code).unwrap()))),
            5 => Read::Integer(integer(take(6))),
            6 => Read::Integer(integer(take(8))),
            7 => Read::Real(f64::from_be_bytes(take(8).try_into().unwrap())),
            8 => Read::Integer(0),
            9 => Read::Integer(1),
            text => Read::Text(String::from_utf8(take((usize::try_from(text).unwrap() - 13) / 2).to_vec()).unwrap()),
        });
    }
    assert_eq!(body, payload.len());
    values
}

/// A database of one table with a key and an index; the file, its rows, and the entries of both.
fn check(rows: &[(String, Option<i64>, f64)]) {
    let mut database = Database::new(Cursor::new(Vec::new())).unwrap();
    let sql = r#"CREATE TABLE "t" ("id" TEXT PRIMARY KEY, "n" INTEGER, "x" REAL)"#;
    let mut table = database.table("t", sql);
    table.key(&[0]);
    table.index("t_n".to_owned(), r#"CREATE INDEX "t_n" ON "t" ("n")"#.to_owned(), &[1]);
    for (id, n, x) in rows {
        table.row(&[Value::Text(id), n.map_or(Value::Null, Value::Integer), Value::Real(*x)]).unwrap();
    }
    table.finish().unwrap();
    database.view("v", r#"CREATE VIEW "v" AS SELECT "id" FROM "t""#);
    let bytes = database.finish().unwrap().into_inner();
    assert_eq!(bytes.len() % 4096, 0);
    assert_eq!(u32::from_be_bytes(bytes[28..32].try_into().unwrap()) as usize, bytes.len() / 4096);
    let file = File(&bytes);
    let schema = file.table(1);
    let root = |nth: usize| match schema[nth].1[3] {
        Read::Integer(root) => u32::try_from(root).unwrap(),
        _ => panic!("{schema:?}"),
    };
    let names: Vec<&Read> = schema.iter().map(|(_, line)| &line[1]).collect();
    assert_eq!(names, ["t", "sqlite_autoindex_t_1", "t_n", "v"].map(|name| Read::Text(name.to_owned())).iter().collect::<Vec<_>>());
    let number = |n: &Option<i64>| n.map_or(Read::Null, Read::Integer);
    let read = file.table(root(0));
    assert_eq!(read.len(), rows.len());
    for ((nth, (row, line)), (id, n, x)) in (1..).zip(&read).zip(rows) {
        assert_eq!((*row, line), (nth, &vec![Read::Text(id.clone()), number(n), Read::Real(*x)]));
    }
    let mut by_id: Vec<(&str, i64)> = rows.iter().map(|row| &*row.0).zip(1..).collect();
    by_id.sort_unstable();
    let expected: Vec<Vec<Read>> = by_id.into_iter().map(|(id, row)| vec![Read::Text(id.to_owned()), Read::Integer(row)]).collect();
    assert_eq!(file.table(root(1)).into_iter().map(|(_, entry)| entry).collect::<Vec<_>>(), expected);
    let mut by_n: Vec<(Option<i64>, i64)> = rows.iter().map(|row| row.1).zip(1..).collect();
    by_n.sort_unstable();
    let expected: Vec<Vec<Read>> = by_n.into_iter().map(|(n, row)| vec![number(&n), Read::Integer(row)]).collect();
    assert_eq!(file.table(root(2)).into_iter().map(|(_, entry)| entry).collect::<Vec<_>>(), expected);
}

#[test]
fn trees_of_all_sizes_are_read_again() {
    for count in [0, 1, 2, 50, 300, 301, 5000, 40_000] {
        let row = |nth: i64| {
            (format!("{:06}-{}", (nth * 7919) % 100_003, "é".repeat((nth % 60) as usize)), Some(nth % 97 - 40), nth as f64 / 8.0)
        };
        check(&(0..count).map(row).collect::<Vec<_>>());
    }
}

#[test]
fn what_is_long_goes_on_elsewhere() {
    // Around the bounds of a leaf of a table, of an index, and of pages in chains.
    for length in [485, 489, 490, 990, 1000, 1002, 1003, 1010, 4040, 4056, 4057, 4061, 4062, 4070, 4581, 8200, 8673, 100_000] {
        let row = |nth: usize| (format!("{nth}{}", "x".repeat(length - 1)), None, 0.5);
        check(&(0..9).map(row).collect::<Vec<_>>());
    }
}

#[test]
fn a_schema_of_many_tables_has_pages_of_its_own() {
    let mut database = Database::new(Cursor::new(Vec::new())).unwrap();
    let long = "-".repeat(700);
    for nth in 0..900 {
        let name = format!("t{nth}");
        let sql = format!("CREATE TABLE \"{name}\" (\"a\" TEXT) /* {long} */");
        database.table(&name, &sql).finish().unwrap();
    }
    let bytes = database.finish().unwrap().into_inner();
    let schema = File(&bytes).table(1);
    assert_eq!(schema.len(), 900);
    assert!(schema.iter().zip(0..).all(|((_, line), nth)| line[1] == Read::Text(format!("t{nth}"))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_rows_are_read_again(rows in prop::collection::vec((".{0,40}", prop::option::of(any::<i64>()), -1e9..1e9), 0..400)) {
        check(&rows);
    }
}
