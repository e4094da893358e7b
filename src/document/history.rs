//! What became of a document once it was published: its versions, and what was corrected or taken back.
//!
//! The kinds are those by which publishers tell of updates (Crossref's `update-type`, which Crossmark shows; JATS4R says the same of
//! `related-article`). A version is a state of the text that can be cited: its words stand in a file of their own, as they were.

use serde::{Deserialize, Serialize};

use crate::base::{Date, Span, portable};

/// An entry of `history:`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEvent {
    /// The version that came of it (CSL's `version`); empty if the text is told apart by no name.
    pub version: String,
    /// The day, EDTF.
    pub date: Option<Date>,
    pub kind: UpdateKind,
    /// What was changed, and why, in the editors' words: Markdown.
    pub note: String,
    /// What the version's file was when it was released: 32 hexadecimal digits, see `build::versions::digest_of`; empty if nobody wrote it down.
    pub digest: String,
    /// Where it stands in the file.
    pub place: Span,
}

/// The list of kinds, each with its name.
macro_rules! kinds {
    ($($(#[$doc:meta])* $id:ident $name:literal $is_erratum:literal;)+) => {
        /// Why something was published again.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum UpdateKind {
            $($(#[$doc])* $id,)+
        }

        impl UpdateKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$id,)+];

            /// Its name in front matter and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$id => $name,)+ }
            }

            /// Whether it says that something was wrong: then it stands in the list of errata.
            pub fn is_erratum(self) -> bool {
                match self { $(Self::$id => $is_erratum,)+ }
            }
        }
    };
}

kinds! {
    /// A further state of the text; the first is one, too.
    #[default]
    NewVersion "new-version" false;
    /// A new edition.
    NewEdition "new-edition" false;
    /// Something was added.
    Addendum "addendum" true;
    /// Something was said more clearly.
    Clarification "clarification" true;
    /// Something was mended.
    Correction "correction" true;
    /// The author's error was mended.
    Corrigendum "corrigendum" true;
    /// The publisher's error was mended.
    Erratum "erratum" true;
    /// Its editors doubt what it says.
    ExpressionOfConcern "expression-of-concern" true;
    /// A part of it was taken back.
    PartialRetraction "partial-retraction" true;
    /// It was taken back.
    Retraction "retraction" true;
    /// It was taken back before it counted as published.
    Withdrawal "withdrawal" true;
    /// Its text was taken away.
    Removal "removal" true;
}

impl UpdateKind {
    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Whether a reader must know of it before anything else on the page.
    pub fn is_grave(self) -> bool {
        matches!(self, Self::ExpressionOfConcern | Self::PartialRetraction | Self::Retraction | Self::Withdrawal | Self::Removal)
    }
}

/// What a reader must know of a text wherever it is named: the gravest that its history tells.
pub fn gravest(history: &[HistoryEvent]) -> Option<UpdateKind> {
    history.iter().map(|event| event.kind).filter(|kind| kind.is_grave()).max()
}

/// Longest name of a version, in bytes.
const LONGEST: usize = 32;

/// Whether a version can be called so: its name is a part of an address and of a file's name. The index of the folder of versions is
/// called `index`.
pub fn is_version(name: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.len() <= LONGEST
        && name.bytes().all(is_sign)
        && name.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && !name.ends_with('.')
        && !name.contains("..")
        && !name.eq_ignore_ascii_case("index")
        // `con`, `nul` and their like are no names of files on Windows.
        && portable::flaws([name]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_called_what_files_and_addresses_can_be_called() {
        for name in ["1", "1.0", "2026-05-01", "v2", "1.0_rc-1", "A"] {
            assert!(is_version(name), "{name}");
        }
        for name in ["", ".1", "1.", "1..2", "-1", "1/2", "index", "Index", "1 0", "1~2", "é", "con", "NUL.1", "a\\b", &"1".repeat(33)] {
            assert!(!is_version(name), "{name}");
        }
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        assert!(UpdateKind::ALL.iter().all(|kind| UpdateKind::named(kind.name()) == Some(*kind)));
        assert_eq!(UpdateKind::named("Correction"), Some(UpdateKind::Correction));
        assert_eq!(UpdateKind::named("edit"), None);
    }

    #[test]
    fn the_gravest_counts_wherever_it_stands() {
        let said = |kinds: &[UpdateKind]| {
            let event = |kind: &UpdateKind| HistoryEvent {
                version: String::new(),
                date: None,
                kind: *kind,
                note: String::new(),
                digest: String::new(),
                place: Span::default(),
            };
            gravest(&kinds.iter().map(event).collect::<Vec<_>>())
        };
        use UpdateKind::{Correction, ExpressionOfConcern, NewVersion, Retraction};
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[NewVersion, Correction]), None);
        assert_eq!(said(&[Retraction, ExpressionOfConcern, NewVersion]), Some(Retraction));
    }
}
