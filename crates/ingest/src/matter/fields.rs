//! The keys and values of front matter, with their places in the source.

use std::borrow::Cow;

use super::{
    notation::{self, Notation, Place},
    toml,
};
use scholion_base::{
    Span,
    yaml::{self, Data, Node, Pair},
};

/// Front matter, read.
#[derive(Debug, Default)]
pub struct Matter<'t> {
    /// All of it, with fences.
    pub whole: Span,
    /// What stands between them.
    pub inner: Span,
    pub fields: Vec<Field<'t>>,
    /// Signs that are no words, besides keys.
    pub signs: Vec<Span>,
    /// Lines that are not in order; what could be read of them is a field.
    pub slips: Vec<Span>,
    /// Lines that are part of no field.
    pub strays: Vec<Span>,
}

/// A key and its value.
#[derive(Debug, Default)]
pub struct Field<'t> {
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub place: Span,
    pub value: Node<'t>,
}

impl Matter<'_> {
    /// The same, independent of the text.
    pub fn into_owned(self) -> Matter<'static> {
        let own = |field: Field<'_>| Field {
            key: Cow::Owned(field.key.into_owned()),
            place: field.place,
            value: yaml::Tree { root: field.value, doubled: Vec::new() }.into_owned().root,
        };
        let fields = self.fields.into_iter().map(own).collect();
        Matter { whole: self.whole, inner: self.inner, fields, signs: self.signs, slips: self.slips, strays: self.strays }
    }
}

/// Reads front matter; `None` if it has no key at all.
pub fn read<'t>(text: &'t str, place: &Place) -> Option<Matter<'t>> {
    let mut matter = match place.notation {
        Notation::Yaml => read_yaml(text, place.inner)?,
        Notation::Toml => read_toml(text, place.inner),
        Notation::Pairs => in_braces(text, place.inner)?,
        Notation::Title => title(text, place.inner),
        Notation::Properties => properties(text, place.inner),
    };
    (matter.whole, matter.inner) = (place.whole, place.inner);
    (!matter.fields.is_empty()).then_some(matter)
}

/// YAML between its fences; key by key if it is not in order.
pub fn read_yaml(text: &str, inner: Span) -> Option<Matter<'_>> {
    let written = inner.of(text);
    let shift = inner.start;
    let whole = if written.contains('\t') { parsed(&written.replace('\t', " "), shift) } else { parsed(written, shift) };
    match whole {
        Some(fields) => fields.map(|fields| Matter { fields, ..Matter::default() }),
        None => Some(by_key(text, inner, is_yaml_key, &|chunk, at| parsed(chunk, at).flatten())),
    }
}

/// `None` of what is no YAML, nothing of what is no mapping.
fn parsed(written: &str, shift: u32) -> Option<Option<Vec<Field<'static>>>> {
    let tree = yaml::read(written).ok()?.into_owned();
    // What a key says twice is said in another line, too.
    if !tree.doubled.is_empty() {
        return None;
    }
    let Data::Map(pairs) = tree.root.data else { return Some(None) };
    Some(Some(pairs.into_iter().map(|pair| shifted(pair, shift)).map(|Pair { key, place, value }| Field { key, place, value }).collect()))
}

/// Places counted from the beginning of the file.
fn shifted(pair: Pair<'_>, by: u32) -> Pair<'_> {
    Pair { place: moved(pair.place, by), value: shifted_value(pair.value, by), ..pair }
}

fn shifted_value(value: Node<'_>, by: u32) -> Node<'_> {
    let data = match value.data {
        Data::List(items) => Data::List(items.into_iter().map(|item| shifted_value(item, by)).collect()),
        Data::Map(pairs) => Data::Map(pairs.into_iter().map(|pair| shifted(pair, by)).collect()),
        data => data,
    };
    Node { data, span: moved(value.span, by) }
}

fn moved(span: Span, by: u32) -> Span {
    Span { start: span.start + by, end: span.end + by }
}

fn read_toml(text: &str, inner: Span) -> Matter<'_> {
    match toml::read(inner.of(text), inner.start) {
        Some(read) => Matter { fields: read.fields, signs: read.headers, ..Matter::default() },
        None => by_key(text, inner, is_toml_key, &|chunk, at| toml::read(chunk, at).map(|read| read.fields)),
    }
}

/// JSON without its braces.
fn in_braces(text: &str, inner: Span) -> Option<Matter<'_>> {
    let whole = format!("{{{}}}", inner.of(text).replace('\t', " "));
    let fields = parsed(&whole, inner.start).flatten()?;
    let back = |field: Field<'static>| Field { place: Span { start: field.place.start - 1, end: field.place.end - 1 }, ..field };
    Some(Matter { fields: fields.into_iter().map(back).collect(), ..Matter::default() })
}

/// Keys and values with two colons between them; names of pages stand in double brackets.
fn properties(text: &str, inner: Span) -> Matter<'_> {
    let mut matter = Matter::default();
    let mut at = inner.start as usize;
    for line in inner.of(text).split_inclusive('\n') {
        let bare = notation::bare(line.trim_end());
        if let Some((key, value)) = notation::property(bare) {
            let start = at + line.trim_end().len() - bare.len();
            // Tags with number signs.
            let value = if value.starts_with('#') { value.replacen('#', "", 1).replace(" #", ", ") } else { value.to_owned() };
            let data = Data::Quoted(Cow::Owned(value.replace("[[", "").replace("]]", "")));
            let value = Node { data, span: Span::new(start + key.len() + 2, at + line.len()) };
            matter.fields.push(Field { key: key.into(), place: Span::new(at, start + key.len() + 2), value });
        }
        at += line.len();
    }
    matter.fields.retain(|field| field.value.text().is_some_and(|words| !words.is_empty()));
    matter
}

/// Title, authors and date behind per cent signs.
fn title(text: &str, inner: Span) -> Matter<'_> {
    let mut matter = Matter::default();
    let mut at = inner.start as usize;
    let mut keys = ["title", "author", "date"].into_iter();
    for line in inner.of(text).split_inclusive('\n') {
        let words = line.trim_start_matches('%').trim();
        let span = Span::new(at, at + line.len());
        if line.starts_with('%') {
            let key = keys.next().unwrap_or("date");
            let data = Data::Quoted(Cow::Owned(words.to_owned()));
            matter.signs.push(Span::new(at, at + 1));
            matter.fields.push(Field { key: key.into(), place: Span::new(at, at + 1), value: Node { data, span } });
        } else if let Some(Data::Quoted(value)) = matter.fields.last_mut().map(|field| &mut field.value.data) {
            // Authors stand on lines of their own.
            value.to_mut().push_str(&format!("; {words}"));
        }
        at += line.len();
    }
    matter.fields.retain(|field| field.value.text().is_some_and(|words| !words.is_empty()));
    if let Some(title) = matter.fields.iter_mut().find(|field| field.key == "title")
        && let Data::Quoted(words) = &mut title.value.data
    {
        *words = Cow::Owned(words.replace("; ", " "));
    }
    matter
}

/// Reads what is not in order key by key: each with the lines below it that are indented, or go on with a list or brackets. One that
/// cannot be read by itself has the words behind its sign for its value.
fn by_key<'t>(
    text: &'t str,
    inner: Span,
    key: fn(&str) -> Option<(usize, char)>,
    read: &dyn Fn(&str, u32) -> Option<Vec<Field<'static>>>,
) -> Matter<'t> {
    let mut matter = Matter::default();
    let chunks = chunks(inner.of(text), inner.start, key);
    for chunk in chunks {
        let written = chunk.of(text);
        if written.trim().is_empty() || written.starts_with('#') {
            continue;
        }
        // The head of a table in TOML; its keys are read as if they stood outside.
        if written.starts_with('[') && written.trim_end().ends_with(']') && written.trim_end().lines().count() == 1 {
            matter.signs.push(chunk);
            continue;
        }
        let Some((end, _)) = key(written) else {
            matter.strays.push(chunk);
            continue;
        };
        if let Some(fields) = read(written, chunk.start).filter(|fields| fields.len() == 1) {
            matter.fields.extend(fields);
            continue;
        }
        let first = written.lines().next().unwrap_or("");
        let value = first.get(end + 1..).unwrap_or("").trim();
        let bare = value.trim_matches(['"', '\'']);
        // A list that is not closed.
        let bare = bare.strip_prefix('[').filter(|bare| !bare.contains(']')).unwrap_or(bare);
        let place = Span { start: chunk.start, end: chunk.start + u32::try_from(end).unwrap_or(0) };
        let line = Span { start: chunk.start, end: chunk.start + u32::try_from(first.len()).unwrap_or(0) };
        let node = Node { data: Data::Plain(bare.into()), span: Span { start: place.end, end: line.end } };
        matter.slips.push(line);
        matter.fields.push(Field { key: written.get(..end).unwrap_or("").trim().trim_matches(['"', '\'']).into(), place, value: node });
        if let Some(rest) = written.get(first.len()..).filter(|rest| !rest.trim().is_empty()) {
            let start = line.end + u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or(0);
            matter.strays.push(Span { start, end: chunk.end });
        }
    }
    // The first of two keys counts, as in YAML.
    let mut seen = std::collections::BTreeSet::new();
    let (kept, again): (Vec<_>, Vec<_>) = matter.fields.into_iter().partition(|field| seen.insert(field.key.to_lowercase()));
    matter.fields = kept;
    matter.strays.extend(again.iter().map(|field| Span { start: field.place.start, end: field.value.span.end.max(field.place.end) }));
    matter.slips.extend(again.iter().map(|field| Span { start: field.place.start, end: field.value.span.end.max(field.place.end) }));
    matter
}

/// The lines of each key, and lines that belong to none.
fn chunks(inner: &str, shift: u32, key: fn(&str) -> Option<(usize, char)>) -> Vec<Span> {
    let mut chunks: Vec<Span> = Vec::new();
    let mut at = shift;
    for line in inner.split_inclusive('\n') {
        let end = at + u32::try_from(line.len()).unwrap_or(0);
        let goes_on = line.starts_with([' ', '\t', '-', ']', '}']) || line.trim().is_empty();
        match chunks.last_mut().filter(|_| key(line).is_none() && goes_on) {
            Some(last) => last.end = end,
            None => chunks.push(Span { start: at, end }),
        }
        at = end;
    }
    chunks
}

/// Where the key with which a line begins ends, and the sign there.
fn is_yaml_key(line: &str) -> Option<(usize, char)> {
    let colon = line.find(':')?;
    let key = line.get(..colon)?;
    let is_sign = line.get(colon + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
    (is_sign && is_word(key)).then_some((colon, ':'))
}

fn is_toml_key(line: &str) -> Option<(usize, char)> {
    let sign = line.find('=')?;
    line.get(..sign).is_some_and(is_word).then_some((sign, '='))
}

/// Whether a text may be a key.
fn is_word(key: &str) -> bool {
    let bare = key.trim_end().trim_matches(['"', '\'']);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    key.starts_with(|c: char| !c.is_whitespace())
        && !bare.is_empty()
        && bare.len() <= 40
        && bare.chars().all(is_word)
        && !bare.starts_with('-')
}
