//! A document as search reads it: passages, each in its language, in parts that a reader's browser can load one by one.

use std::borrow::Cow;

use crate::{
    archive::{
        annotations::Placed,
        fields::{Meant, said},
    },
    base::{Lang, Span, text},
    config::{Config, Field, FieldKind},
    document::{Document, Meta, Person},
    site::{
        markup::plain,
        rights::{Shown, excerpt},
    },
};

/// A stretch of words that a hit is shown in.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its fragment on the page; empty if it has none.
    pub id: String,
    /// Its words, plain, on one line.
    pub words: Cow<'a, str>,
    /// Their language.
    pub lang: Lang,
    /// The pages of the original on which they stand, as their marks call them: `3r–3v`; empty if no mark stands before or in them.
    pub pages: String,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Title,
    /// The title in another language.
    OtherTitle,
    People,
    Keywords,
    /// Abstract or lead.
    Summary,
    /// What else the description says: shelfmark, edition …
    Description,
    Heading,
    Text,
    Footnote,
    /// An editor's note.
    Annotation,
}

impl Passage<'_> {
    /// How much an occurrence in it counts.
    pub fn weight(&self) -> u32 {
        match self.kind {
            Kind::Title => 8,
            Kind::OtherTitle => 6,
            Kind::People | Kind::Keywords => 4,
            Kind::Heading => 3,
            Kind::Summary | Kind::Description => 2,
            Kind::Text | Kind::Footnote | Kind::Annotation => 1,
        }
    }
}

impl Kind {
    /// All but the title, which stands apart, with their names in the files of the index.
    const NAMES: [(Self, &'static str); 9] = [
        (Self::OtherTitle, "title"),
        (Self::People, "people"),
        (Self::Keywords, "keywords"),
        (Self::Summary, "summary"),
        (Self::Description, "description"),
        (Self::Heading, "heading"),
        (Self::Text, ""),
        (Self::Footnote, "footnote"),
        (Self::Annotation, "annotation"),
    ];

    /// Its name in the files of the index.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("title", |(_, name)| name)
    }

    /// The kind of that name there.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

/// The passages of a document as far as its page shows them, under the title that it has there.
pub fn passages<'a>(document: &'a Document, title: &'a str, shown: Shown, placed: Option<&'a Placed>, config: &Config) -> Vec<Passage<'a>> {
    let mut passages = front(&document.meta, title);
    let words = Cow::Owned(own_fields(&document.meta, config));
    let lang = document.meta.lang.clone();
    passages.push(Passage { kind: Kind::Description, id: String::new(), words, lang, pages: String::new() });
    match shown {
        Shown::Full => body(document, &mut passages),
        Shown::Excerpt => {
            let words = Cow::Borrowed(excerpt(&document.body.text));
            passages.push(Passage { kind: Kind::Text, id: String::new(), words, lang: document.meta.lang.clone(), pages: String::new() });
        }
        Shown::Metadata => {}
    }
    for note in placed.into_iter().flat_map(|placed| &placed.file.notes) {
        let lang = note.lang.as_ref().unwrap_or(&config.lang);
        for block in &note.body.body.blocks {
            let words = Cow::Borrowed(block.text.of(&note.body.body.text));
            let lang = block.lang.as_deref().unwrap_or(lang).clone();
            passages.push(Passage { kind: Kind::Annotation, id: format!("note-{}", note.id), words, lang, pages: String::new() });
        }
        if !note.tags.is_empty() {
            let words = Cow::Owned(note.tags.join("; "));
            passages.push(Passage {
                kind: Kind::Keywords,
                id: format!("note-{}", note.id),
                words,
                lang: lang.clone(),
                pages: String::new(),
            });
        }
    }
    for passage in passages.iter_mut().filter(|passage| !text::is_squeezed(&passage.words)) {
        passage.words = Cow::Owned(text::squeeze(&passage.words));
    }
    passages.retain(|passage| !passage.words.is_empty());
    passages
}

fn front<'a>(meta: &'a Meta, title: &'a str) -> Vec<Passage<'a>> {
    let mut passages = Vec::new();
    let mut add = |kind, words: String, lang: &Lang| {
        passages.push(Passage { kind, id: String::new(), words: Cow::Owned(words), lang: lang.clone(), pages: String::new() });
    };
    let lang = &meta.lang;
    add(Kind::Title, title.to_owned(), lang);
    for other in &meta.translations {
        add(Kind::OtherTitle, other.title.clone(), &other.lang);
    }
    add(Kind::People, people(&meta.people), lang);
    for other in &meta.translations {
        add(Kind::People, people(&other.people), &other.lang);
    }
    add(Kind::Keywords, meta.keywords.join("; "), lang);
    for other in &meta.translations {
        add(Kind::Keywords, other.keywords.join("; "), &other.lang);
    }
    add(Kind::Summary, meta.container.clone(), lang);
    add(Kind::Summary, meta.lead.clone(), lang);
    add(Kind::Summary, plain(&meta.abstract_), lang);
    for other in &meta.translations {
        add(Kind::Summary, plain(&other.abstract_), &other.lang);
    }
    // A shelfmark is looked for as a whole: its parts stand in one passage.
    let mut variables: Vec<&str> = meta.variables.iter().map(|(_, text)| text.as_str()).collect();
    let ways = [&meta.way.sent, &meta.way.received].into_iter().flatten().filter_map(|action| action.place.as_ref());
    variables.extend(ways.map(|place| place.said()));
    let numbers: Vec<String> = numbers(meta).collect();
    variables.extend(numbers.iter().map(String::as_str).filter(|text| !text.is_empty()));
    add(Kind::Description, variables.join("; "), lang);
    passages
}

/// By what else of its description a document may be known: where it appeared, its numbers, and its dates but for that by whose year
/// hits are filtered.
fn numbers(meta: &Meta) -> impl Iterator<Item = String> {
    let texts = [&meta.section, &meta.publisher, &meta.place, &meta.volume, &meta.issue, &meta.pages, &meta.doi, &meta.isbn, &meta.issn];
    let license = meta.license.as_ref().map(|license| license.id.clone());
    let dates = meta.dates.iter().map(|(_, date)| date.to_string());
    texts.into_iter().cloned().chain([meta.url.to_string()]).chain(license).chain(dates)
}

/// What stands in the archive's own fields, each value with all that it is called.
pub fn own_fields(meta: &Meta, config: &Config) -> String {
    let mut words: Vec<String> = Vec::new();
    // The words of a variable stand with the others, but not what a value of a list is called besides.
    let is_own = |field: &Field| field.kind == FieldKind::List || meta.own.iter().any(|own| own.key == field.name);
    for said in said(&config.fields, meta).filter(|said| is_own(said.field)) {
        for value in &said.values {
            match &value.meant {
                Meant::Choice(choice) => words.extend(choice.label.all().map(str::to_owned)),
                meant => words.push(meant.words().into_owned()),
            }
        }
    }
    words.retain(|words| !words.is_empty());
    words.join("; ")
}

fn people(people: &[Person]) -> String {
    let names: Vec<String> = people.iter().map(|person| person.name.display()).collect();
    names.join("; ")
}

fn body<'a>(document: &'a Document, passages: &mut Vec<Passage<'a>>) {
    let body = &document.body;
    let mut headings = document.facts.headings.iter().map(|heading| heading.text.start).peekable();
    let mut pictures = document.facts.links.iter().filter(|link| link.picture.is_some()).peekable();
    // A cell or a line of code has no element of its own: its hit leads to what stands before it.
    let mut id = String::new();
    for (index, block) in body.blocks.iter().enumerate() {
        while headings.next_if(|start| *start < block.text.start).is_some() {}
        let note = block.note.and_then(|note| body.notes.get(note as usize));
        let kind = match note {
            Some(_) => Kind::Footnote,
            None if headings.peek() == Some(&block.text.start) => Kind::Heading,
            None => Kind::Text,
        };
        match note {
            Some(note) => id = format!("fn-{}", note.number),
            // A turn of a transcript is found by when it is said.
            None if !block.id.is_empty() => {
                id = document.facts.time_before(&document.body.text, block.text).map_or(&*block.id, |time| &time.id).to_owned()
            }
            None => {}
        }
        let words = Cow::Borrowed(block.text.of(&body.text));
        let lang = block.lang.as_deref().unwrap_or(&document.meta.lang);
        let pages = if note.is_some() { String::new() } else { pages(document, block.text) };
        passages.push(Passage { kind, id: id.clone(), words, lang: lang.clone(), pages });
        // What a picture shows, behind the words around it.
        while let Some(link) = pictures.next_if(|link| link.block as usize <= index) {
            let words = link.picture.as_deref().map_or("", |picture| &picture.alt);
            let kind = if note.is_some() { Kind::Footnote } else { Kind::Text };
            passages.push(Passage { kind, id: id.clone(), words: Cow::Borrowed(words), lang: lang.clone(), pages: String::new() });
        }
    }
}

/// The pages of the original on which a block stands.
fn pages(document: &Document, block: Span) -> String {
    let page = |offset| document.facts.page_at(offset).map_or("", |mark| &*mark.label);
    let (first, last) = (page(block.start), page(block.end.saturating_sub(1).max(block.start)));
    match (first, last) {
        (first, last) if first == last => first.to_owned(),
        ("", last) => last.to_owned(),
        (first, last) => format!("{first}–{last}"),
    }
}

/// How many bytes of words a part has before another begins.
const LEAF: usize = 16 * 1024;

/// The parts of a document: at least one.
pub fn parts<'p, 'a>(passages: &'p [Passage<'a>]) -> impl Iterator<Item = &'p [Passage<'a>]> {
    let mut rest = passages;
    let mut first = true;
    std::iter::from_fn(move || {
        if rest.is_empty() && !first {
            return None;
        }
        first = false;
        let mut size = 0;
        let fits = |passage: &&Passage<'_>| {
            let has_room = size < LEAF;
            size += passage.words.len();
            has_room
        };
        let count = rest.iter().take_while(fits).count();
        let (leaf, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = after;
        Some(leaf)
    })
}
