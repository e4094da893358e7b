//! An address of the site, as editors write one that was published once.

use std::fmt;

use crate::base::{RelPath, Slug, text, web};

/// An address of the site, from its root: `documents/old.html?page=2#p-1a2b3c4d`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteAddress {
    /// Its path without escapes and without the slash at its beginning; empty for the root.
    pub path: String,
    /// What stands behind its `?`, as written.
    pub query: String,
    /// What stands behind its `#`, without escapes.
    pub fragment: String,
}

/// Why an address can be none of the site's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It leads out of the site.
    Outside,
    /// No file of this name can be published.
    Form,
}

/// No part of a path is longer, in bytes, as file systems have it.
const LONGEST: usize = 200;

impl SiteAddress {
    /// Reads an address; one that begins with a slash begins at the site's root as any other. The site may be published at `base`.
    pub fn read(written: &str, base: &str) -> Result<Self, Unfit> {
        let bare = web::bare(written);
        let written = bare.strip_prefix(base).filter(|_| !base.is_empty()).unwrap_or(&bare);
        if web::scheme(written).is_some() || written.starts_with("//") || written.starts_with("\\") {
            return Err(Unfit::Outside);
        }
        let (rest, fragment) = written.split_once('#').unwrap_or((written, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        if path.is_empty() && query.is_empty() {
            return Err(Unfit::Form);
        }
        let path = text::percent_decoded(path);
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop().ok_or(Unfit::Outside)?),
                part if is_fit(part) => parts.push(part),
                _ => return Err(Unfit::Form),
            }
        }
        if query.chars().chain(fragment.chars()).any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Unfit::Form);
        }
        let slash = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
        Ok(Self { path: parts.join("/") + slash, query: query.to_owned(), fragment: text::percent_decoded(fragment) })
    }

    /// Reads an address of `aliases`: `None` if it is but a name by which links find the text, whose page stands at `home` among texts that are
    /// published below `folder`.
    ///
    /// An address has a slash, a query or the ending of a page or a text; it begins at the root. A name that could be the last part of one
    /// stands beside the text.
    pub fn of_alias(written: &str, home: &str, folder: &str, base: &str) -> Option<Result<Self, Unfit>> {
        let written = written.trim();
        let path = written.split(['?', '#']).next().unwrap_or(written);
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let is_text = ending == "md";
        let is_page = ["html", "htm"].contains(&ending.as_str());
        let has_blank = written.contains(char::is_whitespace);
        let is_query = written.split_once('?').is_some_and(|(_, query)| query.contains('=')) && !has_blank;
        let is_address = written.contains("://") || path.starts_with('/') || is_query || path.contains('/') && !has_blank;
        if !is_address && !is_text && !is_page {
            let beside = home.rsplit_once('/').map_or("", |(folder, _)| folder);
            let is_slug = Slug::from_stem(written).as_str() == written && !written.chars().any(|c| c.is_uppercase());
            return is_slug.then(|| Ok(Self { path: format!("{beside}/{written}.html"), ..Self::default() }));
        }
        let mut address = match Self::read(written, base) {
            Ok(address) => address,
            Err(unfit) => return Some(Err(unfit)),
        };
        if !address.fragment.is_empty() {
            return Some(Err(Unfit::Form));
        }
        if is_text {
            // The file that it was: its page stands where the page of such a file does.
            let path = address.path.strip_prefix("content/").unwrap_or(&address.path);
            let path = if path.starts_with(&format!("{folder}/")) { path.to_owned() } else { format!("{folder}/{path}") };
            address.path = format!("{folder}/{}.html", Slug::of_file(&RelPath::new(&format!("content/{path}"))));
        } else if is_page && !path.contains('/') {
            let beside = home.rsplit_once('/').map_or("", |(folder, _)| folder);
            address.path = format!("{beside}/{}", address.path);
        }
        Some(Ok(address))
    }

    /// The file that hosts give out at the address: a page's own, or that in the folder of this name.
    pub fn file(&self) -> RelPath {
        let path = self.path.trim_end_matches('/');
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ["html", "htm"].iter().any(|page| ending.eq_ignore_ascii_case(page)) {
            RelPath::new(path)
        } else {
            RelPath::new(&format!("{path}/index.html"))
        }
    }
}

/// Whether a part of a path can be the name of a file on every system on which sites are kept.
fn is_fit(part: &str) -> bool {
    !part.starts_with('.')
        && !part.ends_with(['.', ' '])
        && part.len() <= LONGEST
        && !part.contains(|c: char| c.is_control() || "\\:*\"<>|".contains(c))
}

impl fmt::Display for SiteAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        if !self.fragment.is_empty() {
            write!(f, "#{}", self.fragment)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_names_or_addresses() {
        let alias = |written: &str| match SiteAddress::of_alias(written, "documents/box/a.html", "documents", "https://x.example/s/") {
            None => "a name".to_owned(),
            Some(Ok(address)) => format!("{address} at {}", address.file()),
            Some(Err(unfit)) => format!("{unfit:?}"),
        };
        for (written, expected) in [
            ("Another title", "a name"),
            ("What is to be done?", "a name"),
            ("Krutskikh", "a name"),
            ("old-name", "documents/box/old-name.html at documents/box/old-name.html"),
            ("old.html", "documents/box/old.html at documents/box/old.html"),
            ("documents/old.html", "documents/old.html at documents/old.html"),
            ("/documents/old.html", "documents/old.html at documents/old.html"),
            ("/2019/05/post/", "2019/05/post/ at 2019/05/post/index.html"),
            ("/view.php?id=3", "view.php?id=3 at view.php/index.html"),
            ("/?p=12", "?p=12 at index.html"),
            ("/box9/older name.md", "documents/box9/older-name.html at documents/box9/older-name.html"),
            ("content/documents/Old.md", "documents/Old.html at documents/Old.html"),
            ("/a%20b/", "a b/ at a b/index.html"),
            ("https://x.example/s/old/", "old/ at old/index.html"),
            ("https://y.example/old/", "Outside"),
            ("//y.example/old/", "Outside"),
            ("/../old.html", "Outside"),
            ("/old.html#part", "Form"),
            ("/.git/x.html", "Form"),
            ("/old./x.html", "Form"),
        ] {
            assert_eq!(alias(written), expected, "{written}");
        }
    }
}
