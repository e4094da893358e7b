//! Names of authority records, found in texts.
//!
//! All names stand in one trie over words, so a text is read once, whatever the number of names:
//!
//! 1. [`words`] cuts texts and names alike: runs of letters and digits, Chinese character by character;
//!    capitals, `ё`, and the shapes of apostrophes, dashes and spaces are folded away;
//! 2. [`inflect`] gives the forms of a name's words, where the record tolerates inflection;
//! 3. [`trie`] holds the names; from each word of a text the longest name is taken;
//! 4. [`linked`] gives the names that a text itself links to a record; [`mended`] does what the editors say against these;
//! 5. [`find`](Matcher::find) looks through the pieces of a body where links may go in;
//! 6. [`laid`]: what all this gives for the texts of the catalogue.
//!
//! A trie of words, not an automaton over bytes: word boundaries come for nothing, each word of a name
//! inflects by itself (eight words with ten forms each are eighty edges, not ten to the eighth strings),
//! and a hash table of first words is faster than an automaton that does not fit the cache.

mod inflect;
mod laid;
mod linked;
pub(super) mod mended;
pub(super) mod problems;
#[cfg(test)]
mod tests;
mod trie;
mod words;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::{
    base::{Digest, Slug, Span},
    document::{Authority, AuthorityKind, Body, Hole, Piece, Sentences},
};
pub use linked::{linked, links_records};
use trie::Trie;

/// A place where a text names a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What the record is about.
    pub kind: AuthorityKind,
    pub id: Slug,
    /// The name: a range of [`Body::text`].
    pub text: Span,
    /// The sentence that names it, or as much of a long one as a reader needs: a range of [`Body::text`].
    pub passage: Span,
    /// Whether it is the first mention of the record in its section on which a link can be laid: one that
    /// stands in one piece. The notes together are a section.
    pub first_in_section: bool,
}

/// For each entity that a text names, the digest of the passages that do.
pub type Mentioned = BTreeMap<(AuthorityKind, Slug), Digest>;

/// All names of an archive's records, ready to be found.
#[derive(Debug, Default)]
pub struct Matcher {
    trie: Trie,
    records: Vec<(AuthorityKind, Slug)>,
    ambiguous: Vec<(String, Vec<(AuthorityKind, Slug)>)>,
}

impl Matcher {
    /// Takes the names of all records that are to be looked for.
    ///
    /// A name of one Chinese character is left out: it stands in too many words.
    pub fn new<'a>(authorities: impl Iterator<Item = &'a Authority>) -> Self {
        let mut records: Vec<&Authority> = authorities.filter(|record| record.link).collect();
        records.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        let mut builder = trie::Builder::default();
        for (owner, record) in records.iter().enumerate() {
            let owner = u32::try_from(owner).unwrap_or(u32::MAX);
            builder.add(owner, record.kind, &record.name, false, None, false);
            for variant in &record.variants {
                builder.add(owner, record.kind, &variant.name, variant.exact, variant.lang.as_ref(), variant.inflected);
            }
        }
        let records: Vec<(AuthorityKind, Slug)> = records.iter().map(|record| (record.kind, record.id.clone())).collect();
        let (trie, shared) = builder.finish();
        let ambiguous = shared
            .into_iter()
            .map(|(name, owners)| (name, owners.into_iter().filter_map(|owner| records.get(owner as usize).cloned()).collect()))
            .collect();
        Self { trie, records, ambiguous }
    }

    /// The names that several records share, with those records, in the order of the names. They are
    /// linked to none of them.
    pub fn ambiguous(&self) -> &[(String, Vec<(AuthorityKind, Slug)>)] {
        &self.ambiguous
    }

    /// Whether there is no name to look for.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The names in a plain text, as ranges of it.
    pub fn find_in_text(&self, text: &str) -> Vec<(AuthorityKind, Slug, Span)> {
        let mut found = Vec::new();
        self.trie.find(text, |owner, start, end| {
            if let Some((kind, id)) = self.records.get(owner as usize) {
                found.push((*kind, id.clone(), Span::new(start, end)));
            }
        });
        found
    }

    /// The names in a document's text, in order, where mentions may go: not in links, headings and code.
    pub fn find(&self, body: &Body) -> Vec<Mention> {
        let mut mentions = Vec::new();
        if self.records.is_empty() {
            return mentions;
        }
        let mut seen: FxHashSet<(u32, Option<u32>, bool)> = FxHashSet::default();
        let mut block = 0;
        let mut sentences: Option<(usize, Sentences<'_>)> = None;
        for pieces in std::iter::once(&body.pieces).chain(body.notes.iter().map(|note| &note.pieces)) {
            let mut rest = pieces.as_slice();
            while let Some((run, behind)) = next_run(rest) {
                rest = behind;
                let words = run.whole.of(&body.text);
                self.trie.find(words, |owner, start, end| {
                    let Some((kind, id)) = self.records.get(owner as usize) else { return };
                    let text = Span::new(run.whole.start as usize + start, run.whole.start as usize + end);
                    while body.blocks.get(block + 1).is_some_and(|next| next.text.start <= text.start) {
                        block += 1;
                    }
                    let passage = body.blocks.get(block).filter(|block| text.start <= block.text.end).map_or(text, |inner| {
                        if sentences.as_ref().is_none_or(|(of, _)| *of != block) {
                            sentences = Some((block, Sentences::of(inner.text.of(&body.text), inner.text.start)));
                        }
                        sentences.as_ref().map_or(text, |(_, sentences)| sentences.around(text))
                    });
                    let (section, note) = body.blocks.get(block).map_or((None, false), |block| (block.section, block.note.is_some()));
                    let first_in_section = run.is_in_one_piece(text) && seen.insert((owner, section, note));
                    mentions.push(Mention { kind: *kind, id: id.clone(), text, passage, first_in_section });
                });
            }
        }
        mentions
    }
}

/// Pieces of words that follow each other with nothing but tags and note marks between them.
struct Run<'a> {
    whole: Span,
    pieces: &'a [Piece],
}

impl Run<'_> {
    fn is_in_one_piece(&self, text: Span) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Text(span) if span.start <= text.start && text.end <= span.end))
    }
}

/// The first run of words among `pieces`, and the pieces behind it.
fn next_run(pieces: &[Piece]) -> Option<(Run<'_>, &[Piece])> {
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Text(_)))?;
    let mut whole: Option<Span> = None;
    let mut end = first;
    for (i, piece) in pieces.iter().enumerate().skip(first) {
        match (piece, whole) {
            (Piece::Text(span), None) => whole = Some(*span),
            (Piece::Text(span), Some(before)) if span.start == before.end => whole = Some(Span { start: before.start, end: span.end }),
            (Piece::Open(..) | Piece::Attribute(..) | Piece::Close(..) | Piece::Line | Piece::Hole(Hole::Note(..)), _) => continue,
            _ => break,
        }
        end = i + 1;
    }
    Some((Run { whole: whole?, pieces: pieces.get(first..end)? }, pieces.get(end..)?))
}
