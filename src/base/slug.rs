//! Slugs: the part of an address that names one thing, safe in every file system and URL.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// Letters, digits and hyphens; never empty, at most [`Slug::MAX`] bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Longest slug made from a text, in bytes; file names of 255 bytes keep room for suffixes.
    pub const MAX: usize = 80;

    /// A slug for any text: transliterated to ASCII, lower case, all else a single hyphen. Text
    /// with nothing to transliterate gives `untitled`.
    pub fn from_text(text: &str) -> Self {
        let ascii = any_ascii::any_ascii(text);
        let mut slug = String::with_capacity(ascii.len().min(Self::MAX));
        for c in ascii.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if c != '\'' && !slug.ends_with('-') && !slug.is_empty() {
                slug.push('-');
            }
        }
        if slug.len() > Self::MAX {
            let end = slug[..=Self::MAX].rfind('-').filter(|&end| end > Self::MAX / 2).unwrap_or(Self::MAX);
            slug.truncate(end);
        }
        let slug = slug.trim_matches('-');
        Self(if slug.is_empty() { "untitled".into() } else { slug.into() })
    }

    /// A slug as a file's stem gives it: kept as it is where it is safe, or made safe. A dot becomes
    /// a hyphen: `x.source.html` must be the source page of `x`, not the page of `x.source`.
    pub fn from_stem(stem: &str) -> Self {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !stem.is_empty() && stem.len() <= 200 && stem.chars().all(safe) && !stem.starts_with('.') {
            Self(if stem.contains('.') { stem.replace('.', "-").into() } else { stem.into() })
        } else {
            Self::from_text(stem)
        }
    }

    /// This slug with a hyphen and `n` behind it.
    pub fn numbered(&self, n: usize) -> Self {
        Self(format!("{}-{n}", self.0).into())
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_and_never_empty() {
        let slug = |text: &str| Slug::from_text(text).to_string();
        assert_eq!(slug("C++"), "c");
        assert_eq!(slug("Международная безопасность"), "mezhdunarodnaya-bezopasnost");
        assert_eq!(slug("中国"), "zhongguo");
        assert_eq!(slug("China’s"), "chinas");
        assert_eq!(slug("?!"), "untitled");
        assert!(slug(&"long words ".repeat(40)).len() <= Slug::MAX);
        assert_eq!(Slug::from_stem("004_55a.x").to_string(), "004_55a-x");
        assert_eq!(Slug::from_stem("a b").to_string(), "a-b");
    }
}
