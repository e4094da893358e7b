//! Files that belong to a document, as its front matter lists them (`files:`).

use serde::{Deserialize, Serialize};

use super::LinkTarget;
use crate::base::Span;

/// A file that belongs to a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file as written, as in a link of the text; or one that stands elsewhere.
    pub target: LinkTarget,
    /// What it is called; empty if nothing is said.
    pub label: String,
    /// What it is to the document.
    pub role: FileRole,
    /// The statement of rights, where the file has its own: `© State Archive`.
    pub rights: String,
    /// Where it is named in the front matter.
    pub place: Span,
}

/// What a file is to the document to which it belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileRole {
    /// The text as it was received.
    Original,
    /// A picture of what is written.
    Scan,
    /// A sound or film of what was said.
    Recording,
    /// What was said, in writing.
    Transcript,
    /// What the text reports on, for programs: tables, measurements.
    Data,
    /// Something else, or nothing is said.
    #[default]
    Other,
}

impl FileRole {
    /// Each role.
    pub const ALL: [Self; 6] = [Self::Original, Self::Scan, Self::Recording, Self::Transcript, Self::Data, Self::Other];

    /// As front matter has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Scan => "scan",
            Self::Recording => "recording",
            Self::Transcript => "transcript",
            Self::Data => "data",
            Self::Other => "other",
        }
    }

    /// The role of this name, in whatever capitals.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name().eq_ignore_ascii_case(name))
    }
}
