//! Which files are so broken that they say nothing of what they said before.
//!
//! A build makes the best of such a file. One that runs on, beside an editor at work, may prefer what the file said
//! before the slip: a quotation mark that is not closed should not take all names off ten thousand pages.

use super::role::{Role, role};
use crate::{
    base::{Diagnostic, RelPath, Severity, snapshot::CONFIG_FILE},
    config,
    document::{self, addresses, annotation, authority, bibliography, defaults},
};

/// The findings that leave nothing of a file, or of its front matter, that could be relied upon.
const CODES: [&str; 4] = ["bad-yaml", "defaults-unread", "front-unclosed", "not-utf8"];

/// What is wrong with a file, if it cannot be understood as a whole; nothing if it can, whatever else is wrong in it.
pub fn unreadable(path: &RelPath, bytes: &[u8]) -> Vec<Diagnostic> {
    let found = match role(path) {
        Role::Document | Role::Page | Role::Collection => document::parse(path, bytes, &|_, _| None).diagnostics,
        Role::Bibliography => bibliography::parse(path, bytes).diagnostics,
        Role::Annotations => annotation::parse(path, bytes, &|_, _| None).diagnostics,
        Role::Authorities => authority::parse(path, bytes, &|_, _| None).diagnostics,
        Role::Verdicts => bibliography::parse_verdicts(path, bytes).diagnostics,
        Role::Addresses => addresses::parse(path, bytes).diagnostics,
        Role::Defaults => defaults::of_folder(path, bytes).diagnostics,
        Role::Other if path.as_str() == CONFIG_FILE => config::parse(path, bytes).1,
        // Of templates the last good set stays anyway; of a library one bad record spoils no other; what is neither read nor parsed cannot be broken.
        // What was published stays as it is, also with what is wrong in it.
        Role::Version => Vec::new(),
        Role::Library | Role::Data | Role::Style | Role::Template | Role::Source | Role::Media | Role::Layout | Role::Other => Vec::new(),
    };
    if found.iter().any(is_whole) { found } else { Vec::new() }
}

/// Whether this finding says that its file cannot be understood as a whole.
pub fn is_whole(one: &Diagnostic) -> bool {
    one.severity == Severity::Error && CODES.contains(&one.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_nothing_any_more_is_unreadable() {
        let check = |path: &str, bytes: &[u8]| !unreadable(&RelPath::new(path), bytes).is_empty();
        for (path, broken, poor) in [
            ("scholion.yaml", &b"title: A: b"[..], &b"titel: A"[..]),
            ("content/documents/a.md", b"---\ntitle: A: b\n---\n", b"---\ntitle: [A]\n---\n"),
            ("content/documents/a.md", b"---\ntitle: A\n", b"no front matter"),
            ("content/documents/a.md", b"---\ntitle: A\n---\n\xff", b""),
            ("content/pages/a.md", b"---\n- {\n---\n", b"---\n---\n"),
            ("content/bibliography/a.yaml", b"references: [", b"references: 1"),
            ("content/bibliography/works.yaml", b"same: [", b"same: 1"),
            ("content/documents/b/_defaults.yaml", b"- lang: de", b"titel: A"),
            ("content/authorities/people.yaml", b"- {id: a, name: [", b"- {id: a}"),
            ("content/annotations/a.yaml", b"- {body: [", b"- {body: a}"),
        ] {
            assert!(check(path, broken), "{path}: {broken:?}");
            assert!(!check(path, poor), "{path}: {poor:?}");
        }
        assert!(!check("templates/base.html", b"{% broken"));
        assert!(!check("content/sources/a.txt", b"\xff"));
    }
}
