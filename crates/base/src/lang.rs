//! Languages, as BCP 47 names them.

use std::{fmt, sync::Arc};

use icu_locale::{LanguageIdentifier, LocaleDirectionality};
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

    /// Whether this has the shape of BCP 47 (RFC 5646, section 2.1), with a primary subtag of two or three letters.
    pub fn is_tag(tag: &str) -> bool {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or("");
        matches!(primary.len(), 2 | 3)
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("und")
    }

    /// The same with the two letters of ISO 639-1 where there are such, as BCP 47 wants it: `en` for `eng`.
    pub fn shortest(&self) -> Self {
        let primary = self.primary().to_ascii_lowercase();
        match scholion_lang::CODE.langs(&primary).tags().next() {
            Some(short) => Self::new(&format!("{short}{}", self.0.get(primary.len()..).unwrap_or(""))),
            None => self.clone(),
        }
    }

    /// Whether it is written from right to left: by the script that the tag names, else by the one in which the language is likely to be
    /// written (Unicode CLDR, likely subtags; UTS #35, 4.3).
    pub fn is_rtl(&self) -> bool {
        // Most tags are one of these, and every page asks several times.
        if LEFT_TO_RIGHT.contains(&&*self.0) {
            return false;
        }
        // Its data stand in the program; making it reads nothing.
        let directions = LocaleDirectionality::new_extended();
        // A region or script that is none makes the whole no tag; then the language alone counts.
        let read = |tag: &str| LanguageIdentifier::try_from_locale_bytes(tag.as_bytes()).ok();
        read(&self.0).or_else(|| read(self.primary())).is_some_and(|tag| directions.is_right_to_left(&tag))
    }
}

/// Languages of many texts that are written from left to right.
const LEFT_TO_RIGHT: [&str; 12] = ["de", "el", "en", "es", "fr", "it", "ja", "la", "pl", "pt", "ru", "zh"];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_script() {
        let rtl =
            "ar he fa ur yi dv ota ota-Arab tr-Arab ckb ku-Arab lad-Hebr jrb arc nqo ff-Adlm rhg mzn ks pa-PK az-IR und-Hebr syr AR-eg";
        for tag in rtl.split(' ') {
            assert!(Lang::new(tag).is_rtl(), "{tag}");
        }
        for tag in "en ru zh-Hant ar-Latn he-Latn yi-Latn ff pa az ku und x-private en-a_b".split(' ') {
            assert!(!Lang::new(tag).is_rtl(), "{tag}");
        }
        // A private subtag says nothing of the script, but makes it another tag.
        for tag in LEFT_TO_RIGHT {
            assert!(!Lang::new(&format!("{tag}-x-a")).is_rtl(), "{tag}");
        }
    }
}
