//! A SQLite database, written from its first page to its last (<https://www.sqlite.org/fileformat2.html>).
//!
//! 1. [`Database::table`] takes the rows of a table, [`Table::row`] by row, and the columns of which it has indexes;
//! 2. [`record`]: a row as bytes;
//! 3. [`page`]: cells as pages of a b-tree, and what does not fit on chains of pages of its own;
//! 4. [`tree`]: pages as a b-tree;
//! 5. [`Database::finish`] writes the first page, which holds the header and the schema.
//!
//! Rows come in the order of their numbers, and the entries of an index are sorted before they are written: so each page is written once,
//! full, and never again.

mod page;
mod record;
#[cfg(test)]
mod tests;
mod tree;

use std::io::{self, Seek, Write};

use page::Pages;
pub use record::Value;
use record::{Key, record};
use tree::{IndexTree, TableTree};

/// A database in the making. It is whole when it is [finished](Self::finish).
pub struct Database<W> {
    pages: Pages<W>,
    schema: Vec<Declared>,
}

/// A line of the schema.
struct Declared {
    kind: &'static str,
    name: String,
    table: String,
    /// The page at which its b-tree begins; 0 if it has none.
    root: u32,
    /// As it was declared; `None` for the indexes that SQLite makes by itself.
    sql: Option<String>,
}

impl<W: Write + Seek> Database<W> {
    /// An empty database, to be written to `out` from its beginning.
    pub fn new(out: W) -> io::Result<Self> {
        Ok(Self { pages: Pages::new(out)?, schema: Vec::new() })
    }

    /// A table, declared by `sql`: of columns without `INTEGER PRIMARY KEY` and `WITHOUT ROWID`.
    pub fn table<'d>(&'d mut self, name: &'d str, sql: &'d str) -> Table<'d, W> {
        Table { database: self, name, sql, indexes: Vec::new(), tree: TableTree::default(), rows: 0, bytes: Vec::new() }
    }

    /// A view, declared by `sql`.
    pub fn view(&mut self, name: &str, sql: &str) {
        let declared = Declared { kind: "view", name: name.to_owned(), table: name.to_owned(), root: 0, sql: Some(sql.to_owned()) };
        self.schema.push(declared);
    }

    /// Writes what is left, and gives back what it was written to.
    pub fn finish(mut self) -> io::Result<W> {
        let mut tree = TableTree::first();
        let mut bytes = Vec::new();
        for (row, line) in (1..).zip(&self.schema) {
            let sql = line.sql.as_deref().map_or(Value::Null, Value::Text);
            let columns =
                [Value::Text(line.kind), Value::Text(&line.name), Value::Text(&line.table), Value::Integer(line.root.into()), sql];
            record(&columns, &mut bytes);
            tree.push(&mut self.pages, row, &bytes)?;
        }
        let first = tree.finish_first(&mut self.pages)?;
        self.pages.finish(first)
    }
}

/// A table in the making.
pub struct Table<'d, W> {
    database: &'d mut Database<W>,
    name: &'d str,
    sql: &'d str,
    indexes: Vec<Index<'d>>,
    tree: TableTree,
    rows: i64,
    bytes: Vec<u8>,
}

/// An index in the making.
struct Index<'d> {
    columns: &'d [usize],
    /// Name and declaration; `None` for one that the table's own declaration asks for.
    declared: Option<(String, String)>,
    entries: Vec<(Vec<Key>, i64)>,
}

impl<'d, W: Write + Seek> Table<'d, W> {
    /// The index that SQLite makes of a `PRIMARY KEY` or `UNIQUE` in the declaration, of these columns by their places. Several are told in the
    /// order in which they are declared.
    pub fn key(&mut self, columns: &'d [usize]) {
        self.indexes.push(Index { columns, declared: None, entries: Vec::new() });
    }

    /// An index of its own, declared by `sql`, of these columns by their places; none of them is of numbers that are not whole.
    pub fn index(&mut self, name: String, sql: String, columns: &'d [usize]) {
        self.indexes.push(Index { columns, declared: Some((name, sql)), entries: Vec::new() });
    }

    /// The next row.
    pub fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        self.rows += 1;
        record(values, &mut self.bytes);
        self.tree.push(&mut self.database.pages, self.rows, &self.bytes)?;
        for index in &mut self.indexes {
            let key = index.columns.iter().map(|column| values.get(*column).map_or(Key::Null, Key::of));
            index.entries.push((key.collect(), self.rows));
        }
        Ok(())
    }

    /// The end of the table: its indexes are written behind it.
    pub fn finish(self) -> io::Result<()> {
        let Self { database, name, sql, indexes, tree, mut bytes, .. } = self;
        let root = tree.finish(&mut database.pages)?;
        let table = || name.to_owned();
        database.schema.push(Declared { kind: "table", name: table(), table: table(), root, sql: Some(sql.to_owned()) });
        let mut own = 0;
        for mut index in indexes {
            index.entries.sort_unstable();
            let mut tree = IndexTree::default();
            for (key, row) in &index.entries {
                let values: Vec<Value<'_>> = key.iter().map(Key::value).chain([Value::Integer(*row)]).collect();
                record(&values, &mut bytes);
                tree.push(&mut database.pages, &bytes)?;
            }
            let root = tree.finish(&mut database.pages)?;
            let (name, sql) = match index.declared {
                Some((name, sql)) => (name, Some(sql)),
                None => {
                    own += 1;
                    (format!("sqlite_autoindex_{name}_{own}"), None)
                }
            };
            database.schema.push(Declared { kind: "index", name, table: table(), root, sql });
        }
        Ok(())
    }
}
