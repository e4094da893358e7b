//! By what an index of works is divided, beside the alphabet.

use serde::{Deserialize, Serialize};

use crate::reference::{Kind, Record};

/// A division of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// The works of a year (astronomical: 0 is 1 BC).
    Year(i32),
    /// The works of a kind.
    Kind(Kind),
    /// The works in a language: the first part of its tag, small letters and digits.
    Lang(String),
}

impl Group {
    /// The divisions in which a work with this record stands.
    pub fn of(record: &Record) -> Vec<Self> {
        let mut groups = vec![Self::Kind(record.kind)];
        groups.extend(record.issued.map(|date| Self::Year(date.start.year)));
        // The tag becomes a part of an address, so it must be one.
        let tag = record.language.as_ref().map(|lang| lang.primary().to_lowercase());
        groups
            .extend(tag.filter(|tag| (2..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric())).map(Self::Lang));
        groups
    }

    /// What it is a division by: `year`, `type`, `language`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Year(_) => "year",
            Self::Kind(_) => "type",
            Self::Lang(_) => "language",
        }
    }

    /// Which one, as addresses say it: `1999`, `book`, `ru`.
    pub fn value(&self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Kind(kind) => kind.name().to_owned(),
            Self::Lang(tag) => tag.clone(),
        }
    }
}
