//! A table that describes documents, `content/data/*.csv`: a row a document, a column a key of front matter.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    columns::{self, Column},
    front_keys,
    layer::{Layer, LayerKind},
};
use crate::{
    base::{
        Diagnostic, Digest, RelPath, Span, WebAddress,
        digest::Hasher,
        say,
        source_text::Source,
        table::{self, Cell, Fault, Row},
        yaml::{Data, Node, Pair},
    },
    reference::identity::{bare_doi, is_doi},
};

/// A table, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Described {
    /// The column that names the documents, as it is called; `None` if there is none, and the table is for templates only.
    pub column: Option<String>,
    /// Where its head stands.
    pub head: usize,
    pub rows: Vec<DescribedRow>,
    /// Whether a row that cannot be read may hold its document back.
    pub is_holding: bool,
    /// What is wrong with the table by itself, with places in its text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A row that names a document.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedRow {
    /// The document, as it is named.
    pub document: String,
    /// Where it is.
    pub place: Span,
    /// What the row says: its text is the head of the table, and behind it the row.
    pub layer: Arc<Layer>,
    /// Where the row stands.
    pub at: usize,
    /// How long the head is.
    pub head: usize,
}

/// The text of a table in whatever encoding, and which that is if it was guessed.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<&'static str>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => {
            let source = Source::decode(bytes);
            (Cow::Owned(source.text), source.guessed.then_some(source.encoding))
        }
    }
}

/// Reads a table. `fields` are the names of the archive's own fields, each with whether a cell of it may hold several values. Places are
/// byte offsets into what [`decode`] gives. What `before` says in the same way, the table as it was, is not read again.
pub fn read(path: &RelPath, bytes: &[u8], fields: &[(&str, bool)], before: Option<&Described>) -> Described {
    let (text, guessed) = decode(bytes);
    let table = table::read(&text);
    let mut described = Described::default();
    if let Some(encoding) = guessed {
        described.diagnostics.push(Diagnostic::notice(path, say::csv_encoding(encoding)).at(0..0).hint(say::csv_encoding_hint()));
    }
    described.diagnostics.extend(table.faults.iter().map(|fault| {
        let (message, place) = match fault {
            Fault::Open(place) => (say::csv_quote_open(), *place),
            Fault::Behind(place) => (say::csv_quote_behind(), *place),
        };
        Diagnostic::error(path, message).at(place).hint(say::csv_quote_hint())
    }));
    let Some((head, rows)) = table.rows.split_first() else { return described };
    let named = head.cells.iter().enumerate().filter_map(|(nth, cell)| Some((columns::names_document(&cell.text)?, nth)));
    let Some((_, document)) = named.min() else { return described };
    let mut reading = Reading {
        path,
        text: &text,
        head,
        document,
        fields,
        columns: Vec::new(),
        is_unnamed: BTreeSet::new(),
        of_head: Digest::of_value(&(path, head.span.of(&text), document, fields)),
        known: before.into_iter().flat_map(|before| &before.rows).map(|row| (row.layer.digest, &row.layer)).collect(),
        found: Vec::new(),
    };
    reading.columns();
    described.head = head.span.start as usize;
    described.is_holding = reading.columns.iter().flatten().any(|column| matches!(column, Column::Key(path) if may_hold(path)));
    described.rows = rows.iter().filter_map(|row| reading.row(row, described.is_holding)).collect();
    described.diagnostics.append(&mut reading.found);
    described.column = head.cells.get(document).map(|cell| cell.text.to_string());
    described.diagnostics.sort_by_key(|found| found.span);
    described
}

/// Whether a key may hold a document back.
fn may_hold(path: &[String]) -> bool {
    use crate::base::held;
    let yes = |text: &str| Node { data: Data::Plain(text.to_owned().into()), span: Span::default() };
    let [key] = path else { return false };
    held::edge(key).is_some() || ["true", "false", "draft"].iter().any(|value| held::judge(key, &yes(value)).is_some())
}

struct Reading<'t> {
    path: &'t RelPath,
    text: &'t str,
    head: &'t Row<'t>,
    /// Which column names the document.
    document: usize,
    fields: &'t [(&'t str, bool)],
    /// What each fills; nothing if it is not read.
    columns: Vec<Option<Column>>,
    /// Columns without a name of which it was said.
    is_unnamed: BTreeSet<usize>,
    /// The digest of the table's path, its head and what its columns fill.
    of_head: Digest,
    /// The layers of the table as it was read before.
    known: FxHashMap<Digest, &'t Arc<Layer>>,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// Reads the head.
    fn columns(&mut self) {
        let fields: Vec<&str> = self.fields.iter().map(|(name, _)| *name).collect();
        let naming = self.head.cells.get(self.document).and_then(|cell| columns::names_document(&cell.text));
        for (nth, cell) in self.head.cells.iter().enumerate() {
            let column = columns::column(&cell.text, &fields);
            let refused = |key: &str| LayerKind::Row.refuses(key);
            let column = match &column {
                _ if nth == self.document || cell.text.is_empty() => None,
                _ if naming.is_some() && columns::names_document(&cell.text) == naming => {
                    let message = say::csv_column_twice(&cell.text);
                    self.found.push(Diagnostic::error(self.path, message).at(cell.span).hint(say::csv_column_twice_hint()));
                    None
                }
                Column::Key(path) if path.first().is_some_and(|key| refused(key)) => {
                    let message = say::csv_column_refused(&cell.text);
                    self.found.push(Diagnostic::warning(self.path, message).at(cell.span).hint(say::csv_column_refused_hint()));
                    None
                }
                Column::Key(path) if self.columns.contains(&Some(column.clone())) && !path.last().is_some_and(|key| self.is_list(key)) => {
                    let message = say::csv_column_twice(path.join("."));
                    self.found.push(Diagnostic::error(self.path, message).at(cell.span).hint(say::csv_column_twice_hint()));
                    None
                }
                _ => Some(column),
            };
            self.columns.push(column);
        }
    }

    /// Whether a cell of a key may hold several values.
    fn is_list(&self, key: &str) -> bool {
        let is_own = |key: &str| front_keys().all(|known| known != key);
        columns::is_list(key) || self.fields.iter().any(|(name, several)| *several && *name == key && is_own(key))
    }

    /// Reads a row; `None` if it names no document.
    fn row(&mut self, row: &Row<'_>, is_holding: bool) -> Option<DescribedRow> {
        let (found, expected) = (row.cells.len(), self.head.cells.len());
        let behind = row.cells.iter().skip(expected).any(|cell| !cell.text.is_empty());
        let is_whole = found == expected || found > expected && !behind;
        if !is_whole {
            let message = if is_holding { say::csv_cells_held(found, expected) } else { say::csv_cells(found, expected) };
            self.found.push(Diagnostic::error(self.path, message).at(row.span).hint(say::csv_cells_hint()));
        }
        let named = row.cells.get(self.document).filter(|cell| !cell.text.is_empty());
        let Some(named) = named else {
            if is_whole {
                let column = self.head.cells.get(self.document).map(|cell| cell.text.to_string()).unwrap_or_default();
                let message = say::csv_document_empty();
                let hint = say::csv_document_empty_hint(column);
                self.found.push(Diagnostic::warning(self.path, message).at(row.span).hint(hint));
            }
            return None;
        };
        if let Some((nth, cell)) = self.unnamed(row) {
            self.is_unnamed.insert(nth);
            let message = say::csv_column_unnamed();
            self.found.push(Diagnostic::warning(self.path, message).at(cell.span).hint(say::csv_column_unnamed_hint()));
        }
        let (head, at) = (self.head.span.len(), row.span.start as usize);
        let is_held = !is_whole && is_holding;
        let digest = self.digest(row, is_whole, is_held);
        let layer = self.known.get(&digest).map(|layer| Arc::clone(layer)).unwrap_or_else(|| {
            let pairs = if is_whole { self.pairs(row) } else { Vec::new() };
            let length = head + 1 + row.span.len();
            Arc::new(Layer { file: self.path.clone(), kind: LayerKind::Row, pairs, length, is_held, digest })
        });
        Some(DescribedRow { document: named.text.to_string(), place: named.span, layer, at, head })
    }

    /// The first cell of a row that stands in a column without a name, of which nothing was said yet.
    fn unnamed<'r, 'c>(&self, row: &'r Row<'c>) -> Option<(usize, &'r Cell<'c>)> {
        let named = self.head.cells.iter().zip(&row.cells).enumerate();
        let (nth, (_, cell)) = named.into_iter().find(|(nth, (above, cell))| {
            above.text.is_empty() && !cell.text.is_empty() && *nth != self.document && !self.is_unnamed.contains(nth)
        })?;
        Some((nth, cell))
    }

    /// The digest of what a row says: of its words, of where they stand in it, and of what its columns fill.
    fn digest(&self, row: &Row<'_>, is_whole: bool, is_held: bool) -> Digest {
        let mut hasher = Hasher::default();
        hasher.part(&self.of_head.0);
        hasher.part(row.span.of(self.text).as_bytes());
        for cell in &row.cells {
            hasher.part(&(cell.span.start - row.span.start).to_le_bytes());
            hasher.part(cell.text.as_bytes());
        }
        hasher.part(&[u8::from(is_whole), u8::from(is_held)]);
        hasher.finish()
    }

    /// The keys of a row and their values, with places in its layer.
    fn pairs(&self, row: &Row<'_>) -> Vec<Pair<'static>> {
        let (head, at, length) = (self.head.span.start as usize, row.span.start as usize, self.head.span.len());
        let moved = |span: Span| Span::new(length + 1 + span.start as usize - at, length + 1 + span.end as usize - at);
        let mut pairs: Vec<Pair<'static>> = Vec::new();
        for ((above, column), cell) in self.head.cells.iter().zip(&self.columns).zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty()) {
            let Some(column) = column else { continue };
            let place = Span::new(above.span.start as usize - head, above.span.end as usize - head);
            let path = path_of(column, &cell.text);
            let value = match path.last() {
                Some(key) if self.is_list(key) => several(cell, &moved),
                key => plain(&columns::meant(key.map_or("", String::as_str), &cell.text), moved(cell.span)),
            };
            put(&mut pairs, &path, place, value);
        }
        pairs
    }
}

impl DescribedRow {
    /// Where a place of the layer's text is in the table, whose head begins at `head`.
    pub fn place(&self, head: usize, place: Span) -> Span {
        let moved = |by: usize, from: usize| Span::new(by + place.start as usize - from, by + place.end as usize - from);
        if (place.start as usize) <= self.head { moved(head, 0) } else { moved(self.at, self.head + 1) }
    }
}

/// Where a value goes that stands in a column.
fn path_of(column: &Column, value: &str) -> Vec<String> {
    let is_address = || value.starts_with("http://") || value.starts_with("https://");
    match column {
        Column::Identifier if is_doi(bare_doi(value)) => vec!["DOI".to_owned()],
        Column::Identifier if is_address() => vec!["URL".to_owned()],
        Column::Identifier => vec!["call-number".to_owned()],
        // A statement of rights or a licence by its address.
        Column::Key(path) if path[..] == ["rights"] && is_address() && !WebAddress::of_page(value).is_empty() => {
            vec!["license-url".to_owned()]
        }
        Column::Key(path) => path.clone(),
    }
}

/// Puts a value where its column says; several columns of one key that is a list fill it together.
fn put(pairs: &mut Vec<Pair<'static>>, path: &[String], place: Span, mut value: Node<'static>) {
    let Some((key, rest)) = path.split_first() else { return };
    let known = pairs.iter().position(|pair| pair.key == key.as_str());
    let new = |value| Pair { key: key.clone().into(), place, value };
    if !rest.is_empty() {
        let nth = known.unwrap_or_else(|| {
            pairs.push(new(Node { data: Data::Map(Vec::new()), span: value.span }));
            pairs.len() - 1
        });
        if let Some(Pair { value: Node { data: Data::Map(inner), .. }, .. }) = pairs.get_mut(nth) {
            put(inner, rest, place, value);
        }
        return;
    }
    match known.and_then(|nth| pairs.get_mut(nth)) {
        None => pairs.push(new(value)),
        Some(Pair { value: Node { data: Data::List(items), .. }, .. }) => {
            if let Data::List(more) = &mut value.data {
                items.append(more);
            }
        }
        Some(_) => {}
    }
}

fn plain(text: &str, span: Span) -> Node<'static> {
    Node { data: Data::Plain(text.to_owned().into()), span }
}

/// What stands between semicolons or bars.
fn several(cell: &Cell<'_>, moved: &dyn Fn(Span) -> Span) -> Node<'static> {
    let mut items = Vec::new();
    let mut start = cell.span.start as usize;
    for part in cell.text.split([';', '|']) {
        let from = start + (part.len() - part.trim_start().len());
        let item = part.trim();
        if !item.is_empty() {
            // Where quotation marks are written twice the places are those of the cell.
            let own = Span::new(from, from + item.len());
            items.push(plain(item, moved(if matches!(cell.text, Cow::Borrowed(_)) { own } else { cell.span })));
        }
        start += part.len() + 1;
    }
    Node { data: Data::List(items), span: moved(cell.span) }
}

/// What a table says as data for templates: a list of rows by the names of their columns.
pub fn records(text: &str) -> Vec<Vec<(String, String)>> {
    let table = table::read(text);
    let Some((head, rows)) = table.rows.split_first() else { return Vec::new() };
    let name = |cell: &Cell<'_>| cell.text.trim().to_owned();
    let of = |row: &Row<'_>| head.cells.iter().zip(&row.cells).map(|(above, cell)| (name(above), cell.text.to_string())).collect();
    rows.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_what_front_matter_would() {
        let path = RelPath::new("content/data/letters.csv");
        let text = "Document;Title;Creator;Subject;Date;Draft;sent.place;title@ru;Colour\nbox1/a;\"An \"\"old\"\" letter\";Lunde, Edvard; harbours| Baltic ;1843;true;Narva;Письмо;red\n;;;;;;;;\nb\n";
        let table = read(&path, text.replace("Edvard; ", "Edvard;").as_bytes(), &[], None);
        let said: Vec<&str> = table.diagnostics.iter().map(Diagnostic::code).collect();
        assert_eq!((table.column.as_deref(), table.is_holding, &said[..]), (Some("Document"), true, &["csv-cells"][..]));
        let [first, second] = &table.rows[..] else { panic!("{table:#?}") };
        assert_eq!((first.document.as_str(), first.layer.is_held, second.layer.is_held), ("box1/a", false, true));
        let value = Node { data: Data::Map(first.layer.pairs.clone()), span: Span::default() }.to_value();
        assert_eq!(
            value.to_string(),
            "{\"title\":\"An \\\"old\\\" letter\",\"author\":[\"Lunde, Edvard\"],\"keyword\":[\"harbours\",\"Baltic\"],\"issued\":1843,\
             \"draft\":true,\"sent\":{\"place\":\"Narva\"},\"translations\":{\"ru\":{\"title\":\"Письмо\"}},\"Colour\":\"red\"}"
        );
        let text = text.replace("Edvard; ", "Edvard;");
        for (key, expected) in [("issued", "1843"), ("Colour", "red")] {
            let pair = first.layer.pairs.iter().find(|pair| pair.key == key).unwrap();
            assert_eq!(first.place(table.head, pair.value.span).of(&text), expected);
        }
        let colour = first.layer.pairs.last().unwrap();
        assert_eq!(first.place(table.head, colour.place).of(&text), "Colour");
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said_at_its_cell() {
        let path = RelPath::new("content/data/a.csv");
        let check = |bytes: &[u8], expected: &[(&str, &str)]| {
            let text = decode(bytes).0;
            let found = read(&path, bytes, &[], None).diagnostics;
            let found: Vec<(&str, &str)> = found.iter().map(|one| (one.code(), one.span.unwrap_or_default().of(&text))).collect();
            assert_eq!(found, expected);
        };
        check(
            b"document,title,title,keyword,keyword,source,\na,1,2,3,4,5,6\n",
            &[("csv-column", "title"), ("csv-column", "source"), ("csv-column", "6")],
        );
        check(b"slug,title\n,A\na,\"B\nc,D,E\nf,G,,\n", &[("csv-document", ",A"), ("csv-quote", "\""), ("csv-cells", "c,D,E")]);
        check(b"document;title\na;M\xfcller\n", &[("csv-encoding", "")]);
        check(b"name,colour\na,b,c\n", &[]);
    }
}
