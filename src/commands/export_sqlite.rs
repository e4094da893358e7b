//! `scholion export sqlite`: the tables of the archive ([`crate::site::tables`]) as one database, for those who ask questions of it.
//!
//! The file is written by `crates/sqlite`, so that nobody needs SQLite to make it. Keys and foreign keys are declared and indexed; what a
//! column means stands behind its declaration, where programs that show databases find it.

use std::{
    fmt::Write as _,
    fs,
    io::{self, BufWriter, Seek, Write},
    path::Path,
};

use scholion_sqlite::{Database, Value};

use crate::{
    archive::Survey,
    build::Memo,
    config::Config,
    document::AuthorityKind,
    site::tables::{self, Cell, Kind, Table},
};

/// Writes the database into a file.
pub fn write_file(memo: &Memo, config: &Config, place: &Path) -> anyhow::Result<()> {
    write(memo, config, BufWriter::new(fs::File::create(place)?))?.flush()?;
    Ok(())
}

fn write<W: Write + Seek>(memo: &Memo, config: &Config, out: W) -> io::Result<W> {
    let mut database = Database::new(out)?;
    for table in tables::ALL {
        fill(&mut database, memo, config, table)?;
    }
    // Each kind by itself, as its pages are.
    for kind in AuthorityKind::ALL.map(AuthorityKind::folder) {
        database.view(kind, &format!("CREATE VIEW \"{kind}\" AS SELECT * FROM \"entities\" WHERE \"kind\" = '{kind}'"));
    }
    database.finish()
}

fn fill<W: Write + Seek>(database: &mut Database<W>, memo: &Memo, config: &Config, table: &Table) -> io::Result<()> {
    let place = |name: &&str| table.columns.iter().position(|column| column.name == *name);
    let key: Vec<usize> = table.key.iter().filter_map(place).collect();
    let columns = table.columns.iter().enumerate();
    // What the key begins with it finds by itself.
    let leading = columns.filter(|(nth, column)| column.leads_to.is_some() && key.first() != Some(nth));
    let leading: Vec<(&str, [usize; 1])> = leading.map(|(nth, column)| (column.name, [nth])).collect();
    let sql = declaration(table);
    let mut made = database.table(table.name, &sql);
    if !key.is_empty() {
        made.key(&key);
    }
    for (column, places) in &leading {
        let name = format!("{}_{column}", table.name);
        let sql = format!("CREATE INDEX \"{name}\" ON \"{}\" (\"{column}\")", table.name);
        made.index(name, sql, places);
    }
    let mut written = Ok(());
    let survey = Survey::new(&memo.catalogue);
    (table.rows)(&survey, config, &mut |cells| {
        if written.is_ok() {
            written = made.row(&cells.iter().map(value).collect::<Vec<_>>());
        }
    });
    written?;
    made.finish()
}

fn value<'c>(cell: &'c Cell<'_>) -> Value<'c> {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => Value::Text(text),
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Number(number) => Value::Real(*number),
        Cell::Truth(is_so) => Value::Integer((*is_so).into()),
    }
}

/// The declaration of a table. All names are the program's own.
fn declaration(table: &Table) -> String {
    let quoted = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<(String, &str)> = Vec::new();
    for column in table.columns {
        let kind = match column.kind {
            Kind::Integer | Kind::Truth => "INTEGER",
            Kind::Number => "REAL",
            Kind::Text | Kind::Date | Kind::Lang | Kind::Page | Kind::Address => "TEXT",
        };
        let mut line = format!("\"{}\" {kind}", column.name);
        if column.is_required {
            line.push_str(" NOT NULL");
        }
        if !column.values.is_empty() {
            let values: Vec<String> = column.values.iter().map(|value| format!("'{value}'")).collect();
            // Writing to a string does not fail.
            _ = write!(line, " CHECK (\"{}\" IN ({}))", column.name, values.join(", "));
        }
        lines.push((line, column.meaning));
    }
    if !table.key.is_empty() {
        lines.push((format!("PRIMARY KEY ({})", quoted(table.key)), ""));
    }
    let leading = table.columns.iter().filter_map(|column| Some((column.name, tables::named(column.leads_to?)?)));
    for (column, other) in leading {
        lines.push((format!("FOREIGN KEY (\"{column}\") REFERENCES \"{}\" ({})", other.name, quoted(other.key)), ""));
    }
    let mut sql = format!("CREATE TABLE \"{}\" (", table.name);
    let last = lines.len().saturating_sub(1);
    for (nth, (line, meaning)) in lines.iter().enumerate() {
        let (comma, comment) = (if nth < last { "," } else { "" }, if meaning.is_empty() { "" } else { " -- " });
        _ = write!(sql, "\n  {line}{comma}{comment}{meaning}");
    }
    sql + "\n)"
}
