//! Languages, as BCP 47 names them.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// A language tag such as `en`, `ru`, `zh-Hant` (BCP 47). Not checked against the registry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lang(Arc<str>);

impl Lang {
    /// The tag as given, trimmed; an empty one means `und` (undetermined).
    pub fn new(tag: &str) -> Self {
        let tag = tag.trim();
        Self(if tag.is_empty() { "und".into() } else { tag.into() })
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("und")
    }

    /// Whether the language is written from right to left (Arabic, Hebrew, Persian, Urdu, Yiddish …).
    pub fn is_rtl(&self) -> bool {
        matches!(self.primary(), "ar" | "he" | "fa" | "ur" | "yi" | "syr" | "dv" | "ps" | "sd" | "ug")
    }
}

impl Default for Lang {
    fn default() -> Self {
        Self::new("en")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
