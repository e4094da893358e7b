//! Citations with their state, and the bibliography.
//!
//! 1. `setting`: a style in a language; `record`: an item as it is asked while rendering; `work`: what is known of all items;
//! 2. `render`: the elements of a style over an item, with `label` and `namereg` for what it has to look up;
//! 3. `sort`: the order of the bibliography and of the cites of a citation;
//! 4. `distinct`: what has to be added so that cites of different items differ;
//! 5. `position`: which cite is the first of its item, which "ibid.";
//! 6. `cluster`: cites are grouped, drawn together (`collapse`) and joined; `bibliography`: entries.

mod bibliography;
mod cluster;
mod collapse;
mod distinct;
mod label;
mod namereg;
mod position;
mod record;
mod render;
mod setting;
mod sort;
mod work;

use crate::item::Item;
use crate::style::Style;
use crate::style::element::Position;
use crate::style::locale::Locale;
use crate::style::term::Term;
use crate::text::Marks;
use crate::tree::Node;

use namereg::Register;
use record::Record;
use work::{Distinct, Work};

pub use setting::{Collate, Processor};

/// A citation: cites that stand together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cluster {
    pub cites: Vec<Cite>,
    /// The number of the note it stands in; 0: in the text.
    pub note: u32,
}

/// A cite of an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cite {
    /// Its place among the items.
    pub item: usize,
    /// Words in front and behind, in CSL-JSON's rich text.
    pub prefix: String,
    pub suffix: String,
    pub locator: String,
    /// What the locator names; a page where nothing is said. See [`Term::locator`].
    pub label: Option<Term>,
    pub form: CiteForm,
    /// What is said of its position; `None`: it is found out.
    pub position: Option<Position>,
    pub near_note: Option<bool>,
    /// `first-reference-note-number`.
    pub first_note: Option<u32>,
}

/// Which part of a cite is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CiteForm {
    #[default]
    Whole,
    /// The names alone.
    AuthorOnly,
    /// All but the names.
    SuppressAuthor,
    /// The names for the running text, and all the rest apart.
    Narrative,
}

/// What is printed for a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The names of a narrative citation; empty otherwise.
    pub author: Vec<Node>,
    pub nodes: Vec<Node>,
}

/// An entry of the bibliography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its item, by the place among the items.
    pub item: usize,
    pub nodes: Vec<Node>,
}

/// What is printed for a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// One for each cluster.
    pub citations: Vec<Citation>,
    /// `None` if the style has none.
    pub bibliography: Option<Vec<Entry>>,
}

impl Processor {
    /// A processor of a style. `locale` is what [`Style::locale`] gives.
    pub fn new(style: Style, locale: Locale) -> Self {
        let word = |term| locale.word(term).to_owned();
        let marks = Marks {
            open: word(Term::OpenQuote),
            close: word(Term::CloseQuote),
            open_inner: word(Term::OpenInnerQuote),
            close_inner: word(Term::CloseInnerQuote),
            punctuation_in_quote: locale.punctuation_in_quote(),
        };
        let (has_year_suffix, has_disambiguate) = distinct::asks(&style);
        Self { style, locale, marks, links: false, has_year_suffix, has_disambiguate, collate: Box::new(sort::compare) }
    }

    /// The same, which makes links of addresses and identifiers.
    #[must_use]
    pub fn with_links(mut self) -> Self {
        self.links = true;
        self
    }

    /// The same, which sorts by the order of a language.
    #[must_use]
    pub fn with_collation(mut self, collate: Collate) -> Self {
        self.collate = collate;
        self
    }

    /// The style as it was handed over.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The locale as it was handed over.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The citations and the bibliography of a document. All items are in the bibliography, cited or not; without an order of the
    /// style they stand, and are numbered, in theirs.
    pub fn output(&self, items: &[Item], clusters: &[Cluster]) -> Output {
        let work = Work::new(self, items, clusters);
        let citations = cluster::citations(&work, clusters);
        let bibliography = self.style.bibliography.as_ref().map(|style| bibliography::entries(&work, style));
        Output { citations, bibliography }
    }

    /// The citations alone.
    pub fn citations(&self, items: &[Item], clusters: &[Cluster]) -> Vec<Citation> {
        cluster::citations(&Work::new(self, items, clusters), clusters)
    }

    /// The bibliography alone, if the style has one. Nothing is known of notes then, whose numbers may tell works apart.
    pub fn bibliography(&self, items: &[Item]) -> Option<Vec<Entry>> {
        let style = self.style.bibliography.as_ref()?;
        Some(bibliography::entries(&Work::new(self, items, &[]), style))
    }

    /// The places of the items in the order of the bibliography, in which they are numbered.
    pub fn order(&self, items: &[Item]) -> Vec<usize> {
        Work::new(self, items, &[]).order
    }

    /// The entry of one item that stands alone; `None` if the style has no bibliography.
    pub fn entry(&self, item: &Item) -> Option<Entry> {
        let style = self.style.bibliography.as_ref()?;
        let work = Work::alone(self, item);
        bibliography::entries(&work, style).pop()
    }
}

impl<'a> Work<'a> {
    fn new(processor: &'a Processor, items: &'a [Item], clusters: &[Cluster]) -> Self {
        let records: Vec<_> = items.iter().map(Record::new).collect();
        let count = records.len();
        let mut work = Self {
            processor,
            records,
            order: (0..count).collect(),
            places: (0..count).collect(),
            numbers: (1..=count).collect(),
            first_notes: vec![0; count],
            distinct: vec![Distinct::default(); count],
            register: Register::default(),
        };
        for cluster in clusters {
            for cite in &cluster.cites {
                if let Some(note @ 0) = work.first_notes.get_mut(cite.item) {
                    *note = cluster.note;
                }
            }
        }
        sort::bibliography(&mut work);
        distinct::settle(&mut work);
        work
    }

    fn alone(processor: &'a Processor, item: &'a Item) -> Self {
        Self {
            processor,
            records: vec![Record::new(item)],
            order: vec![0],
            places: vec![0],
            numbers: vec![1],
            first_notes: vec![0],
            distinct: vec![Distinct::default()],
            register: Register::default(),
        }
    }
}
