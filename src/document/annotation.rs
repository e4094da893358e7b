//! `content/annotations/<slug>.yaml`: the editors' notes on a document.
//!
//! The file is a list of notes. What a note says is Markdown, read as that of any text; [`super::annotation_file`] writes
//! into such a file without touching the rest of it.

use std::{collections::HashMap, sync::Arc};

use scholion_anchor::Quote;
use serde::{Deserialize, Serialize};

use super::{
    Document, Highlight, Motivation, Target, annotation_target,
    moment::is_moment,
    prose,
    report::{Report, first_line},
};
use crate::base::{Diagnostic, Digest, Lang, RelPath, Slug, Span, diagnostic::meant, say, text, yaml::Node};

/// The notes on one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// The file.
    pub path: RelPath,
    /// The slug of the document.
    pub slug: Slug,
    /// The digest of the file's bytes.
    pub digest: Digest,
    /// The notes, in the order of the file; no two have one id.
    pub notes: Vec<Annotation>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// An editor's note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its name in addresses (`id`): its fragment is `note-<id>`.
    pub id: Slug,
    /// What it is about.
    pub target: Target,
    /// What it says, as a text of its own; its path is that of the file, its slug that of the document.
    pub body: Arc<Document>,
    /// What it says, as written.
    pub markdown: String,
    /// The language of what it says, if given (`lang`).
    pub lang: Option<Lang>,
    /// Who wrote it: a name, or `people/<id>` for an authority record; empty if not given.
    pub creator: String,
    /// When it was written, and changed for the last time: ISO 8601, a day or a moment; empty if not given.
    pub created: String,
    pub modified: String,
    /// Where another program has it, if it came from there: its IRI, by which it is known when it comes again (`via`).
    pub via: String,
    /// Why it was written.
    pub motivation: Motivation,
    pub tags: Vec<String>,
    /// Its number in the list, from 0.
    pub nth: usize,
    /// Where it stands in the file: its first line.
    pub source: Span,
    /// Where its quotation, or what else it is about, stands in the file.
    pub quote_place: Span,
}

/// The keys of a note, in the order in which they are written.
pub const KEYS: [&str; 12] =
    ["id", "quote", "target", "reply-to", "motivation", "creator", "created", "modified", "via", "lang", "tags", "body"];
const SYNONYMS: &[(&str, &str)] = &[
    ("author", "creator"),
    ("text", "body"),
    ("note", "body"),
    ("tag", "tags"),
    ("date", "created"),
    ("keyword", "tags"),
    ("selector", "quote"),
];

/// Reads the notes on a document. Never fails.
pub fn parse(path: &RelPath, bytes: &[u8], highlight: Highlight<'_>) -> Annotations {
    let (report, text) = Report::on_file(path, bytes);
    let slug = Slug::of_file(path);
    let mut reader = Reader { text: &text, slug: slug.clone(), report, highlight };
    let notes = reader.report.tree(&text, &["body", "quote"]).map(|tree| reader.notes(&tree.root)).unwrap_or_default();
    Annotations { path: path.clone(), slug, digest: Digest::of(bytes), notes, diagnostics: reader.report.finish() }
}

/// The reading of one file.
struct Reader<'a> {
    text: &'a str,
    slug: Slug,
    report: Report<'a>,
    highlight: Highlight<'a>,
}

/// The values of a note that may come in any order.
#[derive(Default)]
struct Draft {
    id: String,
    quote: Option<Quote>,
    quote_place: Span,
    target: Option<Target>,
    reply_to: Option<Slug>,
    body: Option<(String, Span)>,
    lang: Option<Lang>,
    creator: String,
    created: String,
    modified: String,
    via: String,
    motivation: Option<Motivation>,
    tags: Vec<String>,
}

impl Reader<'_> {
    fn notes(&mut self, root: &Node<'_>) -> Vec<Annotation> {
        let items = self.report.list("the file", root, say::expected_notes());
        let mut notes: Vec<Annotation> = items.iter().enumerate().filter_map(|(nth, item)| self.note(nth, item)).collect();
        self.name_apart(&mut notes);
        let ids: Vec<Slug> = notes.iter().map(|note| note.id.clone()).collect();
        for note in &notes {
            let Target::Note(id) = &note.target else { continue };
            if !ids.contains(id) || *id == note.id {
                let hint = meant(id.as_str(), ids.iter().map(Slug::as_str));
                let hint = hint.unwrap_or_else(say::unknown_note_hint);
                self.report.error(say::unknown_note(id), note.source, hint);
            }
        }
        notes
    }

    fn note(&mut self, nth: usize, item: &Node<'_>) -> Option<Annotation> {
        let place = first_line(self.text, item.span);
        let Some(pairs) = item.map() else {
            self.report.error(say::wrong_type_note(item.kind()), item.span, say::expected(say::expected_note()));
            return None;
        };
        let mut draft = Draft::default();
        for pair in pairs {
            let value = &pair.value;
            match pair.key.as_ref() {
                "id" => draft.id = self.id(value),
                "quote" => {
                    draft.quote = self.report.quote(value);
                    draft.quote_place = first_line(self.text, value.span);
                }
                "target" => {
                    draft.target = annotation_target::read(&mut self.report, value);
                    if draft.quote.is_none() {
                        draft.quote_place = first_line(self.text, value.span);
                    }
                }
                "reply-to" => draft.reply_to = Some(self.id(value)).filter(|id| !id.is_empty()).map(|id| Slug::from_stem(&id)),
                "body" => draft.body = Some((self.report.text("body", value), first_line(self.text, value.span))),
                "lang" => draft.lang = Some(self.report.lang(value)),
                "creator" => draft.creator = text::squeeze(&self.report.text("creator", value)),
                "created" => draft.created = self.moment("created", value),
                "modified" => draft.modified = self.moment("modified", value),
                "via" => draft.via = text::squeeze(&self.report.text("via", value)),
                "motivation" => draft.motivation = self.motivation(value),
                "tags" => draft.tags = self.tags(value),
                _ => self.report.unknown(pair, &KEYS, SYNONYMS),
            }
        }
        Some(Annotation { nth, ..self.finish(draft, place) })
    }

    fn finish(&mut self, draft: Draft, place: Span) -> Annotation {
        let (markdown, body_place) = draft.body.unwrap_or_default();
        if markdown.is_empty() && draft.tags.is_empty() && draft.motivation != Some(Motivation::Highlighting) {
            self.report.error(say::empty_note(), place, say::empty_note_hint());
        }
        let given = [draft.quote.is_some(), draft.target.is_some(), draft.reply_to.is_some()];
        if given.iter().filter(|given| **given).count() > 1 {
            let hint = say::several_targets_hint();
            self.report.error(say::several_targets(), place, hint);
        }
        let replies = draft.reply_to.is_some();
        let target = match (draft.quote, draft.reply_to, draft.target) {
            (Some(quote), _, _) => Target::Words(quote),
            (None, Some(id), _) => Target::Note(id),
            (None, None, Some(target)) => target,
            (None, None, None) => {
                let hint = say::note_without_target_hint();
                self.report.error(say::note_without_target(), place, hint);
                Target::Document
            }
        };
        let id = if draft.id.is_empty() {
            Slug::from_stem(&format!("n{}", Digest::of_value(&(&target, &draft.created, &markdown)).hex(8)))
        } else {
            Slug::from_stem(&draft.id)
        };
        Annotation {
            id,
            body: Arc::new(self.body(&markdown, draft.lang.clone(), body_place)),
            markdown,
            lang: draft.lang,
            creator: draft.creator,
            created: draft.created,
            modified: draft.modified,
            via: draft.via,
            motivation: draft.motivation.unwrap_or(Motivation::usual(replies)),
            tags: draft.tags,
            target,
            nth: 0,
            source: self.report.span(place),
            quote_place: self.report.span(if draft.quote_place.is_empty() { place } else { draft.quote_place }),
        }
    }

    /// What a note says, as a text. Markdown in YAML has no places of its own: findings are about its first line.
    fn body(&mut self, markdown: &str, lang: Option<Lang>, place: Span) -> Document {
        let place = self.report.span(place);
        let (body, found) = prose::read((self.report.path, &self.slug), markdown, lang, place, self.highlight);
        self.report.diagnostics.extend(found);
        body
    }

    /// Gives each note an id of its own.
    fn name_apart(&mut self, notes: &mut [Annotation]) {
        let mut taken: HashMap<Slug, Span> = HashMap::new();
        for note in notes {
            let Some(first) = taken.get(&note.id).copied() else {
                taken.insert(note.id.clone(), note.source);
                continue;
            };
            let mut n = 2;
            while taken.contains_key(&note.id.numbered(n)) {
                n += 1;
            }
            let free = note.id.numbered(n);
            let path = self.report.path;
            let diagnostic =
                Diagnostic::error(path, say::duplicate_id_notes(&note.id)).at(note.source).hint(say::duplicate_id_one_hint(&free));
            self.report.diagnostics.push(diagnostic.related(path, Some(first), say::first_stands_here()));
            taken.insert(free.clone(), note.source);
            note.id = free;
        }
    }

    fn id(&mut self, value: &Node<'_>) -> String {
        let id = self.report.text("id", value);
        let slug = Slug::from_stem(&id);
        if !id.is_empty() && slug.as_str() != id {
            let hint = say::bad_id_hint(&slug);
            self.report.error(say::bad_id(&id), value.span, hint);
        }
        id
    }

    fn motivation(&mut self, value: &Node<'_>) -> Option<Motivation> {
        let text = self.report.text("motivation", value);
        if text.is_empty() {
            return None;
        }
        let name = text.strip_prefix("oa:").unwrap_or(&text);
        let known = Motivation::named(name);
        if known.is_none() {
            let all = || Motivation::ALL.iter().map(|motivation| motivation.name());
            let hint = meant(name, all()).unwrap_or_else(|| say::bad_motivation_hint(all().map(str::to_owned).collect::<Vec<_>>()));
            self.report.error(say::bad_motivation(&text), value.span, hint);
        }
        known
    }

    fn moment(&mut self, key: &str, value: &Node<'_>) -> String {
        let text = self.report.text(key, value);
        if text.is_empty() || is_moment(&text) {
            return text;
        }
        let hint = say::bad_date_moment_hint();
        self.report.error(say::bad_date_moment(&text), value.span, hint);
        String::new()
    }

    fn tags(&mut self, value: &Node<'_>) -> Vec<String> {
        // One tag may stand there as it is.
        if let Some(tag) = value.text() {
            return Some(text::squeeze(tag)).filter(|tag| !tag.is_empty()).into_iter().collect();
        }
        let mut tags: Vec<String> = Vec::new();
        for item in self.report.list("tags", value, say::expected_words()) {
            let tag = text::squeeze(&self.report.text("tags", item));
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }
}
