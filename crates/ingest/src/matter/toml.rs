//! TOML → the same values that YAML gives. The only home of `toml_edit`.

use std::borrow::Cow;

use super::fields::Field;
use scholion_base::{
    Span,
    yaml::{Data, Node, Pair},
};
use toml_edit::{Document, Item, Table, Value};

/// What TOML says.
pub struct Read {
    pub fields: Vec<Field<'static>>,
    /// Where the names of tables stand.
    pub headers: Vec<Span>,
}

/// Reads TOML that stands at `shift` of the file; `None` if it is not in order.
pub fn read(text: &str, shift: u32) -> Option<Read> {
    let document = Document::parse(text).ok()?;
    let mut headers = Vec::new();
    let fields = pairs(document.as_table(), shift, &mut headers);
    let field = |Pair { key, place, value }: Pair<'static>| Field { key, place, value };
    Some(Read { fields: fields.into_iter().map(field).collect(), headers })
}

fn pairs(table: &Table, shift: u32, headers: &mut Vec<Span>) -> Vec<Pair<'static>> {
    let mut pairs = Vec::new();
    for (name, item) in table {
        let place = table.key(name).and_then(toml_edit::Key::span).map_or(Span::default(), |range| span(range, shift));
        let value = node(item, shift, headers);
        pairs.push(Pair { key: Cow::Owned(name.to_owned()), place, value });
    }
    pairs
}

fn node(item: &Item, shift: u32, headers: &mut Vec<Span>) -> Node<'static> {
    let place = item.span().map_or(Span::default(), |range| span(range, shift));
    match item {
        Item::None => Node::default(),
        Item::Value(value) => of_value(value, shift),
        Item::Table(table) => {
            headers.push(place);
            Node { data: Data::Map(pairs(table, shift, headers)), span: place }
        }
        Item::ArrayOfTables(tables) => {
            let items = tables.iter().map(|table| {
                let place = table.span().map_or(Span::default(), |range| span(range, shift));
                headers.push(place);
                Node { data: Data::Map(pairs(table, shift, headers)), span: place }
            });
            Node { data: Data::List(items.collect()), span: place }
        }
    }
}

fn of_value(value: &Value, shift: u32) -> Node<'static> {
    let place = value.span().map_or(Span::default(), |range| span(range, shift));
    let plain = |text: String| Data::Plain(Cow::Owned(text));
    let data = match value {
        Value::String(text) => Data::Quoted(Cow::Owned(text.value().clone())),
        Value::Integer(number) => plain(number.value().to_string()),
        Value::Float(number) => plain(number.value().to_string()),
        Value::Boolean(truth) => plain(truth.value().to_string()),
        Value::Datetime(moment) => plain(moment.value().to_string()),
        Value::Array(items) => Data::List(items.iter().map(|item| of_value(item, shift)).collect()),
        Value::InlineTable(table) => {
            let pair = |(name, value): (&str, &Value)| Pair {
                key: Cow::Owned(name.to_owned()),
                place: table.key(name).and_then(toml_edit::Key::span).map_or(Span::default(), |range| span(range, shift)),
                value: of_value(value, shift),
            };
            Data::Map(table.iter().map(pair).collect())
        }
    };
    Node { data, span: place }
}

fn span(range: std::ops::Range<usize>, shift: u32) -> Span {
    Span { start: u32::try_from(range.start).unwrap_or(0) + shift, end: u32::try_from(range.end).unwrap_or(0) + shift }
}
