//! What describes a document and stands elsewhere: in a row of a table, in its folder's `_defaults.yaml` and those of the folders
//! above, in the archive's configuration.
//!
//! A layer's places are counted as if its text stood behind the document's own, and that of the next layer behind it
//! ([`Layers::at`]). So whatever is said of a value is said at a place of the document, and who knows the files tells where
//! that truly is. A layer says nothing of where it stands in its file: a row that moves down is as it was.

use std::sync::Arc;

use crate::base::{Digest, RelPath, Span, digest::Hasher, yaml::Pair};

/// Front matter that stands outside a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The file in which it stands, and from which paths that begin with `./` or `../` lead.
    pub file: RelPath,
    pub kind: LayerKind,
    /// What it says, with places in its own text.
    pub pairs: Vec<Pair<'static>>,
    /// How long that text is.
    pub length: usize,
    /// Whether some of it cannot be read that may hold documents back: then it does.
    pub is_held: bool,
    /// The digest of all this.
    pub digest: Digest,
}

/// For what a layer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// One document: a row of a table.
    Row,
    /// All documents below a folder.
    Folder,
    /// All documents.
    Archive,
}

impl LayerKind {
    /// Whether a key means nothing in such a layer: what `ingest` writes for one document, and in what is said of many their addresses.
    pub fn refuses(self, key: &str) -> bool {
        // An address follows from the text's own file alone, and what became of one text became of no other.
        matches!(key, "source" | "slug") || self != Self::Row && matches!(key, "aliases" | "history")
    }
}

/// The layers of a document, nearest first.
#[derive(Clone, Debug, Default)]
pub struct Layers(Vec<Arc<Layer>>);

/// Where the text of the first layer begins: behind all that a document can hold.
const BEHIND: usize = 1 << 31;

impl Layers {
    /// These, of which the first counts before the others.
    pub fn new(layers: Vec<Arc<Layer>>) -> Self {
        Self(layers)
    }

    /// The digest of what they say; `None` if there are none.
    pub fn digest(&self) -> Option<Digest> {
        let mut hasher = Hasher::default();
        self.0.iter().for_each(|layer| hasher.part(&layer.digest.0));
        (!self.0.is_empty()).then(|| hasher.finish())
    }

    /// Each with the place at which its text begins.
    pub fn each(&self) -> impl Iterator<Item = (usize, &Layer)> {
        self.0.iter().scan(BEHIND, |next, layer| {
            let start = *next;
            *next += layer.length + 1;
            Some((start, &**layer))
        })
    }

    /// In which of them a place is, counted from 0, and where there; `None` if it is in the document itself.
    pub fn at(&self, place: Span) -> Option<(usize, Span)> {
        let (from, to) = (place.start as usize, place.end as usize);
        let is_here = |(_, (start, layer)): &(usize, (usize, &Layer))| (*start..=start + layer.length).contains(&from);
        let (nth, (start, _)) = self.each().enumerate().find(is_here)?;
        Some((nth, Span::new(from - start, to.max(from) - start)))
    }

    /// Whether a place is in a layer, whichever.
    pub fn holds(place: Span) -> bool {
        place.start as usize >= BEHIND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_into_their_layers() {
        let layer = |length| {
            let file = RelPath::new("content/documents/_defaults.yaml");
            Arc::new(Layer { file, kind: LayerKind::Folder, pairs: Vec::new(), length, is_held: false, digest: Digest::of(b"") })
        };
        let layers = Layers::new(vec![layer(5), layer(0), layer(7)]);
        let starts: Vec<usize> = layers.each().map(|(start, _)| start - BEHIND).collect();
        assert_eq!(starts, [0, 6, 7]);
        for (start, expected) in [(0, (0, 0)), (5, (0, 5)), (6, (1, 0)), (9, (2, 2))] {
            let place = Span::new(BEHIND + start, BEHIND + start + 1);
            assert_eq!(layers.at(place).map(|(nth, place)| (nth, place.start)), Some(expected));
        }
        assert_eq!(layers.at(Span::new(3, 4)), None);
    }
}
