//! A file that holds others, before it is written: what stands in it, in order. The bytes of files of the archive are not in it, so that
//! a book with a thousand pictures takes no more room than its words.
//!
//! The core makes none of these files, since it reads no picture. What leaves it for the site is a *recipe*, a text by which the file is
//! known as others are by theirs, and of which `commands` makes the file.

use serde::{Deserialize, Serialize};

use crate::{
    base::{Diagnostic, RelPath},
    site::Cleaning,
};

/// A file that holds others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// What stands in it: each at its path there.
    pub parts: Vec<(String, Content)>,
    /// What of the archive could not be taken into it.
    pub findings: Vec<Diagnostic>,
}

/// What stands at a path of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A text that is written as it is, so that the file can be told by its beginning.
    Mark(String),
    /// A text.
    Text(String),
    /// A file of the archive, without what readers are not to get; and the digest of its bytes, if that is known.
    File { from: RelPath, how: Option<Cleaning>, digest: String },
}

/// What a recipe begins with, and nothing else that the program makes.
const RECIPE: &str = "scholion package\0\n";

impl Package {
    /// The text of which the file is made: the same of the same texts and files.
    pub fn recipe(&self) -> String {
        let parts = serde_json::to_string(&self.parts).unwrap_or_default();
        format!("{RECIPE}{parts}")
    }

    /// The package of a recipe; nothing of other bytes.
    pub fn of_recipe(bytes: &[u8]) -> Option<Self> {
        let parts = serde_json::from_slice(bytes.strip_prefix(RECIPE.as_bytes())?).ok()?;
        Some(Self { parts, findings: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_says_all_of_a_package() {
        let file = Content::File { from: RelPath::new("content/files/a.png"), how: Some(Cleaning::Places), digest: String::from("ab") };
        let parts = vec![
            (String::from("mimetype"), Content::Mark(String::from("application/epub+zip"))),
            (String::from("a.xhtml"), Content::Text(String::from("<p>\0\"</p>\n"))),
            (String::from("a.png"), file),
        ];
        let package = Package { parts, findings: Vec::new() };
        assert_eq!(Package::of_recipe(package.recipe().as_bytes()), Some(package));
        assert_eq!(Package::of_recipe(b"PK\x03\x04"), None);
    }
}
