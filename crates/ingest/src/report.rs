//! What the passes found, dropped, repaired and doubt: by rule and line of the source.

use serde::{Deserialize, Serialize};

use scholion_base::Lang;

use super::remark::Remark;

/// Under this name doubts about the encoding are listed.
pub const ENCODING: &str = "encoding";
/// Under this name words are listed that stand around the text of a page or an XML file.
pub const AROUND: &str = "around-the-text";
/// Under this name is listed what the markup of an XML file says and a document cannot.
pub const MARKUP: &str = "markup";
/// Under this name words are listed that no rule found a place for.
pub const UNPLACED: &str = "unplaced";

/// Under this name pictures, sound and film are listed.
pub const PICTURE: &str = "picture";
/// Under this name formulas are listed whose layout is not known.
pub const FORMULA: &str = "formula";
/// Under this name it is said how much of a page was left out.
pub const MUCH: &str = "much-left-out";
/// The names under which readers of packed files, mail and the like list what is no part of the text.
pub const ASIDE: [&str; 11] = [
    "page-head",
    "contents",
    "picture-caption",
    "file-comment",
    "tracked-change",
    "hidden",
    "symbol",
    "missing-part",
    "mail-head",
    "attachment",
    "other-columns",
];

/// All that the passes have to say about one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The source's encoding.
    pub encoding: String,
    /// The language of the text.
    pub language: Lang,
    /// What was found, in the order of the source.
    pub findings: Vec<Finding>,
    /// Footnotes that have both a marker and a body.
    pub notes: usize,
    /// Works recorded.
    pub works: usize,
    /// Citations linked to a work.
    pub citations: usize,
    /// Words of the source that a reader sees.
    pub words: usize,
    /// Words of the source that are in none of the outputs nor among the omissions, with their line:
    /// always empty, unless a rule is wrong.
    pub lost: Vec<(u32, String)>,
    /// Words of the outputs that are not in the source: always empty, unless a rule is wrong.
    pub added: Vec<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Line of the source, from 1.
    pub line: u32,
    /// The rule, as the lists of rules name it.
    pub rule: &'static str,
    /// The words of the source that it is about.
    pub text: String,
    /// What the rule did about it.
    pub kind: Kind,
    /// How sure the rule is.
    pub sure: Certainty,
    /// Which part of the document came of it, or what an editor should look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<Remark>,
}

/// What a rule did about what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Understood: it stands in the front matter, the notes, the bibliography, or carries markup.
    Found,
    /// Left out of the document; the words are among the omissions.
    Dropped,
    /// Put together again: a cut paragraph, a split note, a lost superscript.
    Repaired,
    /// Left as printed, because it could be read in two ways.
    Doubtful,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The text leaves no other reading.
    Sure,
    /// The likeliest reading.
    Likely,
    /// A guess that needs eyes.
    Unsure,
}

impl Report {
    /// The findings of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.kind == kind)
    }

    /// What was left out of the document: the omissions of its front matter.
    pub fn omissions(&self) -> impl Iterator<Item = &Finding> {
        self.of(Kind::Dropped)
    }
}
