//! Slugs: the part of an address that names one thing, safe in every file system and URL.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    RelPath,
    places::{ANNOTATIONS, BIBLIOGRAPHY, COLLECTIONS, DOCUMENTS, PAGES},
};

/// Letters, digits and hyphens; never empty. That of a text in folders has theirs before it, with slashes between.
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

    /// The slug of a text of the archive, or of a file that belongs to one: its path below the folder of such files, without its
    /// ending, each part made safe. So a text keeps its address whatever other files come: `documents/box1/letter.md` is
    /// `box1/letter`. Files elsewhere have their stem.
    pub fn of_file(path: &RelPath) -> Self {
        let below = [DOCUMENTS, PAGES, COLLECTIONS, BIBLIOGRAPHY, ANNOTATIONS].iter().find_map(|folder| path.below(folder));
        let folders = below.and_then(|below| below.rsplit_once('/')).map_or("", |(folders, _)| folders);
        let stem = Self::from_stem(path.stem());
        if folders.is_empty() {
            return stem;
        }
        let mut slug = String::with_capacity(folders.len() + 1 + stem.0.len());
        for folder in folders.split('/') {
            slug.push_str(&Self::from_stem(folder).0);
            slug.push('/');
        }
        slug.push_str(&stem.0);
        Self(slug.into())
    }

    /// The last part: the slug without its folders.
    pub fn leaf(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// This slug with another last part.
    pub fn with_leaf(&self, leaf: &Self) -> Self {
        match self.0.rsplit_once('/') {
            Some((folders, _)) => Self(format!("{folders}/{}", leaf.leaf()).into()),
            None => leaf.clone(),
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
        for (path, slug) in [
            ("content/documents/a.md", "a"),
            ("content/documents/Box 1/No. 7/Письмо.md", "box-1/no-7/pismo"),
            ("content/documents/2020/index.md", "2020/index"),
            ("content/pages/help/first.md", "help/first"),
            ("content/bibliography/box1/letter.yaml", "box1/letter"),
            ("content/annotations/box1/letter.yaml", "box1/letter"),
            ("elsewhere/box1/letter.md", "letter"),
        ] {
            assert_eq!(Slug::of_file(&RelPath::new(path)).as_str(), slug);
        }
    }
}
