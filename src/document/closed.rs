//! What is left of a document whose words may not be shown.
//!
//! Whoever makes pages, lists, data or an index gets this in its place, so that nothing can be published by oversight: the words
//! are not there.

use std::collections::BTreeSet;

use super::{Annotations, Body, Citation, CitationKind, Document, Facts, Hole, Link, Piece, Target, body::Name, facts};
use crate::base::{Digest, Span};

impl Document {
    /// The document without its text, but for the first `shown` bytes of it.
    ///
    /// What stays is what describes it (the front matter, but for the lead, which is of the text, and a title that is a heading), how
    /// long it is, which works it cites, and where its links lead, for what is wrong with these is said all the same. The words of a
    /// citation and its place, headings, footnotes, titles of pictures and fragments go.
    #[must_use]
    pub fn closed(&self, shown: usize) -> Self {
        let mut meta = self.meta.clone();
        meta.lead.clear();
        // What belongs to it may have all words; that it is not published is said.
        meta.publish_source = None;
        meta.files.iter_mut().for_each(|file| (file.label, file.rights) = Default::default());
        // Pictures of its pages show all words.
        meta.facsimile = Vec::new();
        // And its recordings say them.
        meta.recordings = Vec::new();
        if self.facts.is_untitled {
            self.path.stem().clone_into(&mut meta.title);
        }
        let mut keys = BTreeSet::new();
        let cited = self.facts.citations.iter().filter(|citation| keys.insert(&*citation.key));
        let citations: Vec<Citation> = cited.map(Citation::without_place).collect();
        let body = self.body.once();
        let links = body.all_pieces().filter_map(|piece| match piece {
            Piece::Hole(hole @ (Hole::Link(_) | Hole::Image(_) | Hole::Media(_) | Hole::Wikilink(_))) => Some(*hole),
            _ => None,
        });
        let holes = links.chain((0..).map(Hole::Citation).take(citations.len()));
        let pieces = holes.flat_map(bare);
        Self {
            path: self.path.clone(),
            slug: self.slug.clone(),
            // Other words are shown than those of the file.
            digest: Digest::of_value(&(self.digest, shown)),
            meta,
            body: Body { text: body.text.get(..shown).unwrap_or("").to_owned(), pieces: pieces.collect(), ..Body::default() }.into(),
            facts: Facts {
                by_key: facts::by_key(&citations),
                citations,
                links: self.facts.links.iter().map(Link::without_words).collect(),
                words: self.facts.words,
                authors: self.facts.authors.clone(),
                is_untitled: self.facts.is_untitled,
                incipit: super::incipit::shortened(body.text.get(..shown).unwrap_or("")),
                ..Facts::default()
            },
            diagnostics: self.diagnostics.clone(),
        }
    }
}

/// A hole, and the element of which it is told, without words.
fn bare(hole: Hole) -> impl Iterator<Item = Piece> {
    let name = hole.is_of_element().then_some(match hole {
        Hole::Image(_) => Name::Img,
        Hole::Media(_) => Name::Source,
        _ => Name::A,
    });
    let close = name.filter(|name| !name.is_void()).map(|name| Piece::Close(name, false));
    name.map(|name| Piece::Open(name, false)).into_iter().chain([Piece::Hole(hole)]).chain(close)
}

impl Citation {
    /// That a work is cited, and nothing of where and how.
    fn without_place(&self) -> Self {
        Self {
            ordinal: 0,
            kind: CitationKind::ReferenceList,
            locator: Box::default(),
            prefix: Box::default(),
            passage: Span::default(),
            words: Span::default(),
            note: None,
            ..self.clone()
        }
    }
}

impl Link {
    /// Where it leads, without the words that lead there.
    fn without_words(&self) -> Self {
        Self { title: Box::default(), words: Span::default(), block: 0, ..self.clone() }
    }
}

impl Annotations {
    /// The notes without the words of the text that they are about: what they say of these, they say of the whole.
    #[must_use]
    pub fn on_whole(&self) -> Self {
        let mut notes = self.clone();
        for note in &mut notes.notes {
            if note.target.is_part() {
                note.target = Target::Document;
            }
        }
        notes
    }
}
