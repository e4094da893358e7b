//! The archive as tables.
//!
//! 1. [`Table`]: one list says of each table its columns, with type, meaning and what they lead to: [`documents`], [`works`], [`entities`],
//!    [`notes`], [`collections`], [`letters`]. From it come the heads of the files, the schemas of the data package, the database of
//!    `scholion export sqlite`, and `docs/DATA.md`;
//! 2. [`csv`]: a table as a file below `data/`;
//! 3. [`package`]: `data/datapackage.json`, which says of each file below `data/` what it is.
//!
//! Each table holds what is shown, and no more: it asks the [`Survey`] as all data files do.

pub mod collections;
pub mod documents;
pub mod entities;
pub mod letters;
pub mod notes;
pub mod package;
pub mod works;

use std::borrow::Cow;

use super::data::push_cell;
use crate::{
    archive::{Claim, Survey},
    base::Date,
    config::Config,
};

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name: of the file below `data/`, and in the database.
    pub name: &'static str,
    /// What a row of it is.
    pub meaning: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns that name a row; none where rows have no name.
    pub key: &'static [&'static str],
    /// Hands out its rows, in order: a cell for each column.
    pub rows: fn(&Survey<'_>, &Config, Put<'_>),
}

/// Takes the rows of a table.
pub type Put<'p> = &'p mut dyn FnMut(&[Cell<'_>]);

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What they mean.
    pub meaning: &'static str,
    /// Whether each row has a value.
    pub is_required: bool,
    /// The table of which a value names a row, by its key, which is one column.
    pub leads_to: Option<&'static str>,
    /// The only values that there are; none if there may be any.
    pub values: &'static [&'static str],
}

/// What values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A date or a range of dates, EDTF (ISO 8601-2).
    Date,
    /// A language, BCP 47.
    Lang,
    /// Where a page of the archive is: with the archive's public address, or from the root of the site where there is none.
    Page,
    /// An address on the web.
    Address,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
}

impl Kind {
    /// As the manual calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date (EDTF)",
            Self::Lang => "language (BCP 47)",
            Self::Page => "page of the archive",
            Self::Address => "address",
            Self::Integer => "whole number",
            Self::Number => "number",
            Self::Truth => "yes or no",
        }
    }
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'c> {
    /// Nothing is known, or nothing is there.
    Nothing,
    /// Words, which are never empty.
    Text(Cow<'c, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
}

/// All tables: what others lead to stands before these.
pub const ALL: &[Table] = &[
    documents::DOCUMENTS,
    entities::ENTITIES,
    works::WORKS,
    collections::COLLECTIONS,
    notes::ANNOTATIONS,
    documents::CONTRIBUTORS,
    documents::KEYWORDS,
    documents::FIELDS,
    documents::LINKS,
    documents::MENTIONS,
    entities::NAMES,
    entities::IDENTIFIERS,
    entities::RELATIONS,
    works::CITATIONS,
    works::HELD,
    collections::MEMBERS,
    notes::TAGS,
    letters::LETTERS,
];

/// The table of a name.
pub fn named(name: &str) -> Option<&'static Table> {
    ALL.iter().find(|table| table.name == name)
}

impl Table {
    /// Where its file stands on the site.
    pub fn path(&self) -> String {
        format!("data/{}.csv", self.name)
    }

    /// Whether its file stands there.
    pub fn is_at(&self, path: &str) -> bool {
        path.strip_prefix("data/").and_then(|name| name.strip_suffix(".csv")) == Some(self.name)
    }

    /// The column that names its rows, where that is one.
    pub fn id(&self) -> Option<&'static str> {
        if let [id] = self.key { Some(id) } else { None }
    }
}

/// How long a row of a file may be for which there is room already.
const ROW: usize = 16 * 1024;

/// A table as a file (CSV, RFC 4180): a line for the names of the columns, and one for each row.
pub fn csv(table: &Table, survey: &Survey<'_>, config: &Config, csv: &mut String) {
    push_cells(csv, table.columns.iter().map(|column| column.name));
    (table.rows)(survey, config, &mut |cells| push_cells(csv, cells.iter().map(Cell::words)));
}

fn push_cells<S: AsRef<str>>(csv: &mut String, cells: impl Iterator<Item = S>) {
    // Such files hold something of every document: one that grew by doubling would, for a moment, stand in memory three times.
    if csv.capacity() - csv.len() < ROW {
        csv.reserve_exact(ROW + csv.len() / 4);
    }
    for (nth, cell) in cells.enumerate() {
        csv.push_str(if nth > 0 { "," } else { "" });
        push_cell(csv, cell.as_ref());
    }
    csv.push_str("\r\n");
}

impl Column {
    /// A column that may lack a value in any row.
    const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self { name, kind, meaning, is_required: false, leads_to: None, values: &[] }
    }

    /// The same with a value in each row.
    const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same with values that name rows of a table.
    const fn to(self, table: &'static str) -> Self {
        Self { leads_to: Some(table), ..self }
    }

    /// The same with no other values than these.
    const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }
}

/// A column of words.
const fn text(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Text, meaning)
}

impl Cell<'_> {
    /// As it is written in a file.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Truth(is_so) => Cow::Borrowed(if *is_so { "true" } else { "false" }),
        }
    }
}

impl<'c> From<&'c str> for Cell<'c> {
    fn from(text: &'c str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(Cow::Borrowed(text)) }
    }
}

impl<'c> From<&'c String> for Cell<'c> {
    fn from(text: &'c String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(Cow::Owned(text)) }
    }
}

impl From<Option<Date>> for Cell<'_> {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Self::Nothing, |date| Self::from(date.to_string()))
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Self::Nothing, Self::Integer)
    }
}

impl From<bool> for Cell<'_> {
    fn from(is_so: bool) -> Self {
        Self::Truth(is_so)
    }
}

/// The year in which something begins.
fn year(date: Option<Date>) -> Cell<'static> {
    date.map_or(Cell::Nothing, |date| Cell::Integer(date.start.year.into()))
}

/// Whom a name means, as tables name them.
fn entity(claim: &Claim) -> Cell<'static> {
    match claim {
        Claim::One(kind, slug) => format!("{}/{slug}", kind.folder()).into(),
        Claim::Shared(_) | Claim::None => Cell::Nothing,
    }
}
