//! By what the list of documents is divided.

use serde::{Deserialize, Serialize};

use crate::archive::Listed;

/// What the documents of a list have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentGroup {
    /// Their type, by CSL's name.
    Type(String),
    /// Their language, by its first subtag.
    Language(String),
}

impl DocumentGroup {
    /// By what it divides: `type` or `language`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Type(_) => "type",
            Self::Language(_) => "language",
        }
    }

    /// Which type or language it is.
    pub fn value(&self) -> &str {
        match self {
            Self::Type(value) | Self::Language(value) => value,
        }
    }

    /// Both groups to which a document belongs.
    pub fn of(document: &Listed<'_>) -> [Self; 2] {
        [Self::Type(document.kind.name().to_owned()), Self::Language(document.lang.primary().to_ascii_lowercase())]
    }
}
