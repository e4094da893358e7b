//! What a collection says of itself, and in which collections a document says it stands.
//!
//! The elements of a description are those of ISAD(G) (General International Standard Archival Description, 2nd edition, ICA 2000); the
//! levels are its own (chapter 3.1.4) and those of what is printed.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::base::{Date, Lang, Span, natural};

/// A collection in which a document says that it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InCollection {
    /// The collection as written: its slug, its title or the address of its file.
    pub name: String,
    /// Its place among the others, as written: `3`, `12a`; empty if it says none.
    pub order: String,
    /// Where it says so.
    pub place: Span,
}

/// The description of a collection, besides title, language and text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// `level`.
    pub level: Level,
    /// `parent`: the collection of which it is a part, as written; empty if of none.
    pub parent: String,
    /// `order`: its place among the parts of its parent, as written.
    pub order: String,
    /// `sort`: in which order its documents stand.
    pub sort: Sort,
    /// `members`: its documents in their order, as written, and where each is.
    pub members: Vec<(String, Span)>,
    /// `identifier`: the reference code (ISAD(G) 3.1.1).
    pub identifier: String,
    /// `repository`: who keeps it.
    pub repository: String,
    /// `dates` (3.1.3).
    pub dates: Option<Date>,
    /// `extent` (3.1.5).
    pub extent: String,
    /// `creator` (3.2.1): names in reading order.
    pub creators: Vec<String>,
    /// `languages` of what it holds (3.4.3).
    pub languages: Vec<Lang>,
    /// The other elements, in the order of [`Element::ALL`]; each in paragraphs.
    pub elements: Vec<(Element, Vec<String>)>,
}

impl Description {
    /// An element's paragraphs.
    pub fn element(&self, element: Element) -> &[String] {
        self.elements.iter().find(|(other, _)| *other == element).map_or(&[], |(_, paragraphs)| paragraphs)
    }
}

/// What a collection is. Those of the program's list know which may stand in which; any other word stands for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level(String);

/// The levels of an archive, from the whole to the single piece, with their ranks. What has the same rank as its parent is no part of it,
/// but for the divisions that divide again.
const ARCHIVAL: &[(&str, u8)] = &[
    ("fonds", 0),
    ("recordgrp", 0),
    ("subfonds", 1),
    ("subgrp", 1),
    ("series", 2),
    ("subseries", 3),
    ("class", 3),
    ("file", 4),
    ("item", 5),
];

/// The same of what is printed.
const PRINTED: &[(&str, u8)] = &[("journal", 0), ("edition", 0), ("volume", 1), ("issue", 2), ("part", 3)];

impl Level {
    /// All levels of the program's list.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ARCHIVAL.iter().chain(PRINTED).map(|(name, _)| *name).chain(["collection"])
    }

    /// A level by its name.
    pub fn new(name: &str) -> Self {
        let known = Self::names().find(|known| known.eq_ignore_ascii_case(name));
        Self(known.unwrap_or(name).to_owned())
    }

    /// Its name; empty if the file says none.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether it is one of the program's list, so that its name is a word of each language.
    pub fn is_known(&self) -> bool {
        Self::names().any(|known| known == self.0)
    }

    /// Whether archives describe by it, and ISAD(G) says what the description has.
    pub fn is_archival(&self) -> bool {
        self.0 == "collection" || ARCHIVAL.iter().any(|(name, _)| *name == self.0)
    }

    /// Whether what is of this level may be a part of what is of that; of words of one's own nobody knows, so they may.
    pub fn may_stand_in(&self, parent: &Self) -> bool {
        for list in [ARCHIVAL, PRINTED] {
            let rank = |level: &Self| list.iter().find(|(name, _)| *name == level.0).map(|(_, rank)| *rank);
            if let (Some(own), Some(above)) = (rank(self), rank(parent)) {
                return own > above || own == above && ["subfonds", "subgrp", "subseries", "class", "part"].contains(&self.name());
            }
        }
        true
    }
}

/// In which order the documents of a collection stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// As the collection lists them, or as each says; the others behind them by date.
    #[default]
    Listed,
    Date,
    /// By archive, place and shelfmark, with numbers as numbers.
    Shelfmark,
    Title,
    /// By the name of the first author, as indexes sort it.
    Author,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Listed, Self::Title, Self::Author, Self::Date, Self::Shelfmark];

    /// Its name in front matter and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Date => "date",
            Self::Shelfmark => "shelfmark",
            Self::Title => "title",
            Self::Author => "author",
        }
    }

    /// A sort by its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// The elements of ISAD(G) that are told in sentences: name in front matter, chapter of ISAD(G), element of EAD3.
macro_rules! elements {
    ($($name:ident $key:literal $chapter:literal $ead:literal;)+) => {
        /// An element of an archival description that is told in sentences. Scope and content (3.3.1) is the text itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Element {
            $(#[doc = concat!("`", $key, "`: ISAD(G) ", $chapter, ".")] $name,)+
        }

        impl Element {
            /// All of them, in the order of ISAD(G).
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its key in front matter.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }

            /// Its element in EAD3.
            pub fn ead(self) -> &'static str {
                match self {
                    $(Self::$name => $ead,)+
                }
            }

            /// Its chapter in ISAD(G).
            pub fn chapter(self) -> &'static str {
                match self {
                    $(Self::$name => $chapter,)+
                }
            }

            /// An element by its key.
            pub fn keyed(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|element| element.key() == key)
            }
        }
    };
}

elements! {
    History "history" "3.2.2" "bioghist";
    Custody "custody" "3.2.3" "custodhist";
    Acquisition "acquisition" "3.2.4" "acqinfo";
    Appraisal "appraisal" "3.3.2" "appraisal";
    Accruals "accruals" "3.3.3" "accruals";
    Arrangement "arrangement" "3.3.4" "arrangement";
    Access "access" "3.4.1" "accessrestrict";
    Reproduction "reproduction" "3.4.2" "userestrict";
    Condition "condition" "3.4.4" "phystech";
    FindingAids "finding-aids" "3.4.5" "otherfindaid";
    Originals "originals" "3.5.1" "originalsloc";
    Copies "copies" "3.5.2" "altformavail";
    Related "related" "3.5.3" "relatedmaterial";
    Publications "publications" "3.5.4" "bibliography";
    Remarks "note" "3.6.1" "odd";
    Described "described" "3.7" "processinfo";
}

/// How written places compare, `2` before `10` and `12` before `12a`; what says none stands behind what does.
pub fn compare_places(one: &str, other: &str) -> Ordering {
    one.is_empty().cmp(&other.is_empty()).then_with(|| natural(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_know_what_stands_in_what() {
        let may = |own: &str, parent: &str| Level::new(own).may_stand_in(&Level::new(parent));
        assert!(may("series", "fonds") && may("Series", "Fonds") && may("subfonds", "subfonds") && may("item", "fonds"));
        assert!(may("issue", "volume") && may("part", "part") && may("volume", "series") && may("bundle", "item"));
        assert!(!may("fonds", "series") && !may("series", "series") && !may("volume", "issue") && !may("file", "item"));
    }
}
