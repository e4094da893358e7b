//! What the editor of a text says of it while somebody types: what is wrong where, which fields the front matter may have and what stands in
//! them, and which names and works there are.

use serde::Serialize;
use serde_json::{Value, json};

use super::text::Text;
use crate::{
    archive::{
        Found, Reader,
        editing::front::{self, Given},
        fields::problems,
    },
    base::{
        Diagnostic, Message, RelPath, Severity, Slug, Span,
        diagnostic::did_you_mean,
        places::{COLLECTIONS, DOCUMENTS},
        say,
        text::fold,
    },
    build::Memo,
    commands::report::{line_and_column, sort},
    config::FieldKind,
    document::{
        self, Document, Layers, LinkTarget, OWN_DATES,
        collection::{Element, Level},
    },
    reference::{
        Kind, Record,
        variable::{self, Shape},
    },
    site::{nowhere::nothing, templates::strings::Strings},
};

/// How many findings of a text are shown at once.
const MOST_FINDINGS: usize = 200;
/// How many names are offered at once.
const MOST_NAMES: usize = 12;

/// Byte offsets of a text as a browser counts: in pieces of 16 bits. They are asked in ascending order.
struct Counted<'t> {
    text: &'t str,
    at: usize,
    count: usize,
}

impl<'t> Counted<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, count: 0 }
    }

    fn place(&mut self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.text.len());
        let offset = (self.at..=offset).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.at).max(self.at);
        self.count += self.text.get(self.at..offset).unwrap_or("").encode_utf16().count();
        self.at = offset;
        self.count
    }
}

/// What is wrong with a text as it is typed, where its paragraphs stand, and what stands in its fields.
pub fn checked(memo: &Memo, strings: &Strings, of: &Text, text: &str) -> Value {
    let layers = memo.layers(&of.path);
    let document = document::parse_with(&of.path, text.as_bytes(), &layers, &|_, _| None);
    let mut found = findings(memo, of, &document);
    sort(&mut found, false);
    found.retain(|one| !one.span.is_some_and(Layers::holds));
    found.sort_by_key(|one| (one.span.map_or(0, |span| span.start), one.severity));
    let more = found.len().saturating_sub(MOST_FINDINGS);
    found.truncate(MOST_FINDINGS);
    let (mut starts, mut ends) = (Counted::of(text), Counted::of(text));
    let said = |message: &Message| {
        let (words, lang) = strings.finding(message);
        json!({"text": words, "lang": lang})
    };
    let findings: Vec<Value> = found
        .iter()
        .map(|one| {
            let span = one.span.unwrap_or_default();
            let (line, column) = if one.span.is_some() { line_and_column(text.as_bytes(), span) } else { (0, 0) };
            let severity = match one.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Notice => "notice",
            };
            let start = starts.place(span.start);
            json!({
                "severity": severity, "line": line, "column": column, "start": start, "end": start + utf16(text, span),
                "message": said(&one.message), "hint": one.hint.as_ref().map(said),
            })
        })
        .collect();
    // Paragraphs by their places, so that text and page go together.
    let mut blocks: Vec<(u32, &str)> = document
        .body
        .blocks
        .iter()
        .filter(|block| !block.id.as_str().is_empty())
        .map(|block| (block.source.start, block.id.as_str()))
        .collect();
    blocks.sort_unstable();
    let blocks: Vec<(usize, &str)> = blocks.into_iter().map(|(at, id)| (ends.place(at), id)).collect();
    json!({"findings": findings, "more": more, "blocks": blocks, "fields": fields(memo, strings, &of.path, text)})
}

fn utf16(text: &str, span: Span) -> usize {
    span.of(text).encode_utf16().count()
}

/// What is wrong with a text by itself, and with what it names.
fn findings(memo: &Memo, of: &Text, document: &Document) -> Vec<Diagnostic> {
    let mut all = document.diagnostics.clone();
    let (path, facts, reader) = (&document.path, &document.facts, Reader::new(&memo.catalogue));
    if let Some(config) = memo.config() {
        problems::of_text(&config.fields, document, &mut all);
    }
    for link in &facts.links {
        let lost = match &link.target {
            LinkTarget::Name(name, _) if reader.find_name(path, name).0 == Found::None => Some(nothing(&reader, path, name, true, false)),
            LinkTarget::File(file, fragment) if reader.find_address(path, file, fragment).0 == Found::None => {
                Some(nothing(&reader, path, file, false, false))
            }
            _ => None,
        };
        if let Some((message, hint)) = lost {
            all.push(Diagnostic::error(path, message).at(link.source).hint(hint));
        }
    }
    let works = memo.catalogue.works();
    for citation in &facts.citations {
        let key = citation.key.as_str();
        if works.record(&of.slug, key).is_none() && reader.shelved(key).is_none() {
            let hint = did_you_mean(&reader.nearest_shelved(key)).unwrap_or_else(|| say::unknown_citation_hint(key, &of.slug));
            all.push(Diagnostic::error(path, say::unknown_citation(key)).at(citation.source).hint(hint));
        }
    }
    all
}

/// A field of the form.
#[derive(Serialize)]
struct FormField {
    key: String,
    label: String,
    /// `text`, `long`, `lines`, `date`, `truth`, `choice`.
    shape: &'static str,
    /// What may stand in it, or what often does: the value and what readers see.
    values: Vec<(String, String)>,
    /// Whether it is shown where nothing stands in it.
    usual: bool,
    /// What stands in it; `None` if nothing, or more than a form can hold.
    value: Option<Given>,
    /// Where its key stands, as a browser counts; -1 if it does not.
    at: i64,
    /// Whether more stands there than a form can hold.
    other: bool,
}

/// Keys that a form offers where nothing stands in them.
const USUAL: &[&str] =
    &["title", "lang", "type", "author", "issued", "container-title", "publisher", "abstract", "keyword", "license", "rights", "draft"];
/// The same of the description of a collection. A free page has few keys, and is offered all.
const USUAL_OF_COLLECTIONS: &[&str] = &["title", "level", "parent", "members", "lang", "dates", "extent"];
/// Keys of documents of which more is said than a form can hold, or which the program writes.
const NOT_OFFERED: &[&str] = &[
    "source",
    "history",
    "facsimile",
    "recordings",
    "files",
    "translations",
    "forwarded",
    "sent",
    "received",
    "bibliography",
    "references",
    "link-citations",
    "nocite",
    "citation-as-printed",
    "collection",
];
const TRUTHS: &[&str] = &["draft", "publish-source", "tiles"];
const LISTS: &[&str] = &["keyword", "aliases", "members", "creator", "languages"];
const LONG: &[&str] = &["abstract", "note", "annote", "lead"];
const LICENCES: &[&str] =
    &["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "PDM-1.0"];

/// The fields of a text's front matter; none if that cannot be changed in part.
pub fn fields(memo: &Memo, strings: &Strings, path: &RelPath, text: &str) -> Value {
    let Some(standing) = front::fields(path, text) else { return Value::Null };
    let (is_document, is_collection) = (path.is_below(DOCUMENTS), path.is_below(COLLECTIONS));
    let keys = document::front_keys_of(path);
    let first: &[&str] = if is_document { USUAL } else { &keys };
    let first = if is_collection { USUAL_OF_COLLECTIONS } else { first };
    let hidden: &[&str] = if is_collection { &["translations"] } else { NOT_OFFERED };
    let mut known: Vec<FormField> = Vec::new();
    let label = |key: &str| {
        let groups = ["description.", "fields.", "roles.", "editor.text-key-"].iter().skip(usize::from(!is_collection));
        groups.filter_map(|group| strings.plain(&format!("{group}{key}"))).next().unwrap_or(key).to_owned()
    };
    let mut add = |key: &str| {
        if hidden.contains(&key) || known.iter().any(|one| one.key == key) {
            return;
        }
        let shape = if is_collection { shape_in_collections(key) } else { shape(key) };
        let values = match key {
            "type" => Kind::ALL
                .iter()
                .map(|kind| (kind.name().to_owned(), strings.plain(&format!("types.{}", kind.name())).unwrap_or(kind.name()).to_owned()))
                .collect(),
            "license" => LICENCES.iter().map(|id| ((*id).to_owned(), (*id).to_owned())).collect(),
            "level" if is_collection => {
                Level::names().map(|name| (name.to_owned(), strings.plain(&format!("levels.{name}")).unwrap_or(name).to_owned())).collect()
            }
            _ => Vec::new(),
        };
        let usual = first.contains(&key);
        known.push(FormField { key: key.to_owned(), label: label(key), shape, values, usual, value: None, at: -1, other: false });
    };
    first.iter().chain(&keys).for_each(|key| add(key));
    if let Some(config) = memo.config().filter(|_| is_document) {
        for field in config.fields.iter() {
            let shape = match field.kind {
                FieldKind::Date => "date",
                FieldKind::List => "choice",
                FieldKind::Entity | FieldKind::People | FieldKind::Organizations | FieldKind::Places | FieldKind::Topics => "lines",
                FieldKind::Text | FieldKind::Number | FieldKind::Link => "text",
            };
            let values = field.values.iter().map(|choice| (choice.value.clone(), choice.label.words(config).0.to_owned())).collect();
            let words = field.label.words(config).0;
            let label = if words.is_empty() { field.name.clone() } else { words.to_owned() };
            known.retain(|one| one.key != field.name);
            known.push(FormField { key: field.name.clone(), label, shape, values, usual: true, value: None, at: -1, other: false });
        }
    }
    let mut counted = Counted::of(text);
    for one in standing {
        let at = counted.place(one.place.start);
        if !known.iter().any(|field| field.key == one.key) {
            let other = FormField {
                key: one.key.clone(),
                label: label(&one.key),
                shape: "text",
                values: Vec::new(),
                usual: false,
                value: None,
                at: -1,
                other: false,
            };
            known.push(other);
        }
        let Some(field) = known.iter_mut().find(|field| field.key == one.key) else { continue };
        field.at = i64::try_from(at).unwrap_or(-1);
        field.other = one.value.is_none();
        field.shape = match (&one.value, field.shape) {
            (Some(Given::List(_)), "text" | "date" | "choice") => "lines",
            (Some(Given::Text(words)), "text") if words.contains('\n') => "long",
            (_, shape) => shape,
        };
        field.value = one.value;
    }
    json!(known)
}

/// What a key of a collection may hold: what describes it in sentences may have many.
fn shape_in_collections(key: &str) -> &'static str {
    match key {
        "dates" => "date",
        key if Element::keyed(key).is_some() => "long",
        key => shape(key),
    }
}

/// What a key may hold, by the one list of variables.
fn shape(key: &str) -> &'static str {
    match variable::named(key).map(|variable| variable.shape) {
        _ if TRUTHS.contains(&key) => "truth",
        _ if LISTS.contains(&key) => "lines",
        _ if LONG.contains(&key) => "long",
        _ if key == "type" => "choice",
        _ if OWN_DATES.contains(&key) || matches!(key, "publish-after" | "publish-until") => "date",
        Some(Shape::Names) => "lines",
        Some(Shape::Date) => "date",
        _ => "text",
    }
}

/// A work in a few words: who, when, and its title.
pub fn in_short(record: &Record) -> String {
    let who = record.author.first().or(record.editor.first()).map(|name| name.short()).unwrap_or_default();
    let year = record.issued.map(|date| date.to_string()).unwrap_or_default();
    let parts = [who, year, record.title.clone()];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// The names that a link in double brackets may lead to, or the works that a bracket may cite, by words of theirs.
pub fn names(memo: &Memo, of: &Text, kind: &str, words: &str) -> Vec<Value> {
    let wanted = fold(words);
    // What begins so before what has it somewhere.
    let mut found: Vec<(usize, String, String, String)> = Vec::new();
    let mut add = |insert: &str, shown: &str, note: &str| {
        let rank = [insert, shown, note].iter().filter_map(|name| fold(name).find(&wanted)).min().map(|at| usize::from(at > 0));
        if let Some(rank) = rank {
            found.push((rank, shown.to_owned(), insert.to_owned(), note.to_owned()));
        }
    };
    let catalogue = &memo.catalogue;
    if kind == "work" {
        let own = catalogue.bibliographies().get(&Slug::of_file(&of.path)).into_iter().flat_map(|file| file.entries.iter());
        let shelved = catalogue.works().iter().flat_map(|work| work.members.iter().map(move |(slug, key)| (slug, key, &work.record)));
        own.for_each(|entry| add(&entry.record.key, &entry.record.key, &in_short(&entry.record)));
        let reader = Reader::new(catalogue);
        let known = shelved.filter(|(slug, key, _)| **slug == of.slug || reader.shelved(key).is_some());
        known.for_each(|(_, key, record)| add(key, key, &in_short(record)));
    } else {
        let texts = catalogue.documents().values().chain(catalogue.pages().values()).chain(catalogue.collections().files().values());
        texts
            .filter(|text| !text.meta.title.contains([']', '|', '[', '#']))
            .for_each(|text| add(&text.meta.title, &text.meta.title, text.path.as_str()));
        for record in catalogue.authorities().values().flat_map(|file| &file.records) {
            add(&record.name, &record.name, &format!("{}/{}", record.kind.folder(), record.id));
        }
    }
    found.sort();
    found.dedup();
    found.truncate(MOST_NAMES);
    found.into_iter().map(|(_, shown, insert, note)| json!({"insert": insert, "name": shown, "note": note})).collect()
}
