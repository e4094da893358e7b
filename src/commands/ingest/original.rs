//! Whether a file still is what the program generated.
//!
//! A document says it itself: `generated:` under `source:` is the SHA-256 of all its other lines (`docs/FORMATS.md`). A
//! bibliography says it in a comment, its first line.

use std::borrow::Cow;

use crate::base::{RelPath, digest::sha256, front_matter, yaml};

/// What a converted document says of its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// `source: file:`, empty if it was not converted from any.
    pub file: String,
    /// `source: sha256:`, of the source when it was converted.
    pub sha256: String,
    /// `source: added:`, the day on which the document was made; empty if it does not say.
    pub added: String,
    /// `source: generated:`, of the document as generated.
    pub generated: String,
}

/// Reads the origin out of a document's front matter, without reading the rest.
pub fn origin(document: &str) -> Origin {
    let own = as_written(document);
    if own.file.is_empty() { in_other_notation(document).unwrap_or(own) } else { own }
}

/// The origin in front matter that somebody else has written: JSON, behind a comment, `source: {file: …}`.
fn in_other_notation(document: &str) -> Option<Origin> {
    let parts = front_matter::split(&RelPath::new(""), document, &mut Vec::new());
    let front = parts.front.map(|front| yaml::parse(&front.of(document).replace('\t', " ")));
    let Some(Ok(front)) = front else {
        let is_unread = parts.is_held || front.is_some();
        return is_unread.then(|| named(document)).flatten();
    };
    let source = front.get("source")?;
    let text = |key: &str| source.get(key).and_then(yaml::Value::as_str).unwrap_or_default().to_owned();
    Some(Origin { file: text("file"), sha256: text("sha256"), added: text("added"), generated: text("generated") })
}

/// The file that front matter names which is not read (TOML, YAML with a slip): so that no second document is made of it.
fn named(document: &str) -> Option<Origin> {
    const HEAD: usize = 100;
    document.lines().take(HEAD).find_map(|line| {
        let (before, value) = line.match_indices("file").find_map(|(at, key)| {
            let value = line.get(at + key.len()..)?.trim_start_matches(['"', '\'']).trim_start();
            Some((line.get(..at)?, value.strip_prefix(['=', ':'])?.trim_start()))
        })?;
        let quoted = value.strip_prefix(['"', '\'']).and_then(|value| value.split(['"', '\'']).next());
        let file = quoted.or_else(|| value.split([',', '}']).next()).map(str::trim).filter(|file| !file.is_empty())?;
        let is_key = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
        is_key.then(|| Origin { file: file.to_owned(), ..Origin::default() })
    })
}

/// The origin as the program writes it.
fn as_written(document: &str) -> Origin {
    let mut origin = Origin::default();
    let mut in_source = false;
    for line in front_matter(document).lines() {
        if !line.starts_with(' ') {
            in_source = line.trim_end() == "source:";
        } else if let Some((key, value)) = line.trim().split_once(':').filter(|_| in_source) {
            let value = value.trim().trim_matches(['\'', '"']).to_owned();
            match key {
                "file" => origin.file = value,
                "sha256" => origin.sha256 = value,
                "added" => origin.added = value,
                "generated" => origin.generated = value,
                _ => {}
            }
        }
    }
    origin
}

/// Whether no one changed the document since it was generated.
pub fn is_untouched(document: &str) -> bool {
    let recorded = origin(document).generated;
    !recorded.is_empty() && recorded == digest_without(document, "generated:")
}

/// Whether no one changed the bibliography since it was generated.
pub fn is_untouched_bibliography(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    text.split_once('\n').is_some_and(|(first, rest)| first.strip_prefix("# generated: ") == Some(&sha256(rest.as_bytes())))
}

/// The stem of the library that a document names in its front matter.
pub fn library(document: &str) -> Option<&str> {
    let line = front_matter(document).lines().find_map(|line| line.strip_prefix(LIBRARY))?;
    line.trim().trim_matches(['\'', '"']).rsplit('/').next()?.strip_suffix(".yaml")
}

/// A document as generated, with the library of another document's name: both change together.
pub fn with_library<'a>(document: &'a str, stem: &str) -> Cow<'a, str> {
    if library(document).is_none_or(|own| own == stem) {
        return Cow::Borrowed(document);
    }
    let front = front_matter(document).len();
    let (front, text) = document.split_at(front);
    let line = |line: &str| {
        if line.starts_with(LIBRARY) { format!("{LIBRARY} ../bibliography/{stem}.yaml\n") } else { line.to_owned() }
    };
    let named: String = front.split_inclusive('\n').map(line).chain([text.to_owned()]).collect();
    Cow::Owned(signed(&named))
}

/// A document as generated, with the day on which it was first made; as it is if there is no such day.
pub fn with_added(document: &str, day: &str) -> String {
    let front = front_matter(document).len();
    let (front, text) = document.split_at(front);
    let line = |line: &str| if line.starts_with("  generated:") { format!("  added: {day}\n{line}") } else { line.to_owned() };
    if day.is_empty() {
        return document.to_owned();
    }
    signed(&front.split_inclusive('\n').map(line).chain([text.to_owned()]).collect::<String>())
}

/// A document that the program has changed, with the digest that it has now.
pub fn signed(document: &str) -> String {
    let old = origin(document).generated;
    let digest = digest_without(document, "generated:");
    document.replacen(&format!("generated: {old}"), &format!("generated: {digest}"), 1)
}

const LIBRARY: &str = "bibliography:";

/// The SHA-256 of a document without the first line of its front matter that begins with `key`. Line ends
/// count as `\n`, since tools change them without anybody's doing.
fn digest_without(document: &str, key: &str) -> String {
    let document = document.replace("\r\n", "\n");
    let front = front_matter(&document).len();
    let mut start = 0;
    for line in document[..front].split_inclusive('\n') {
        if line.trim_start().starts_with(key) {
            return sha256([&document[..start], &document[start + line.len()..]].concat().as_bytes());
        }
        start += line.len();
    }
    sha256(document.as_bytes())
}

/// From the first `---` up to the second; empty if there is none.
fn front_matter(document: &str) -> &str {
    let start = if document.starts_with("---\n") {
        4
    } else {
        document.find('\n').filter(|_| document.starts_with("---\r\n")).map_or(0, |at| at + 1)
    };
    if start == 0 {
        return "";
    }
    let end = ["\n---\n", "\n---\r\n"].iter().filter_map(|end| document[start - 1..].find(end)).min();
    end.map_or("", |end| &document[..start + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document as the program writes it.
    fn generated(body: &str) -> String {
        let without = format!("---\ntitle: A\nsource:\n  file: a.txt\n  sha256: 'abc'\n---\n\n{body}");
        without.replace("'abc'\n", &format!("'abc'\n  generated: {}\n", sha256(without.as_bytes())))
    }

    #[test]
    fn an_edit_shows_and_a_change_of_line_ends_does_not() {
        let document = generated("Text.\n");
        assert!(is_untouched(&document));
        assert!(is_untouched(&document.replace('\n', "\r\n")));
        assert!(!is_untouched(&document.replace("Text", "Next")));
        assert!(!is_untouched(&document.replace("title: A", "title: B")));
        assert!(!is_untouched("---\ntitle: A\n---\n"));
        assert!(!is_untouched("Text only.\n"));
    }

    #[test]
    fn the_origin_is_read() {
        let document = generated("file: not this\n");
        assert_eq!((origin(&document).file.as_str(), origin(&document).sha256.as_str()), ("a.txt", "abc"));
        assert_eq!(origin("---\ntitle: A\nother:\n  file: x\n---\n"), Origin::default());
        assert_eq!(origin("---\r\nsource:\r\n  file: x\r\n---\r\n").file, "x");
        assert_eq!(origin("---\n"), Origin::default());
        for document in [
            "<!-- by hand -->\n\n---\nsource:\n  file: x\n---\n",
            "---\nsource: {file: x}\n---\n",
            "---\n\"source\":\n  file: \"x\" # where from\n---\n",
            "{\n\t\"source\": {\"file\": \"x\"}\n}\n",
            "+++\ntitle = 'A'\nprofile = 'y'\n[source]\nfile = \"x\"\n+++\n",
            "+++\nsource = {sha256 = 'y', file = 'x'}\n+++\n",
            "---\ntitle: A: b\nsource: {file: x, sha256: y}\n---\n",
        ] {
            assert_eq!(origin(document).file, "x", "{document}");
        }
    }

    #[test]
    fn a_bibliography_is_marked() {
        let text = "references: []\n";
        let marked = format!("# generated: {}\n{text}", sha256(text.as_bytes()));
        assert!(is_untouched_bibliography(&marked));
        assert!(!is_untouched_bibliography(&marked.replace("[]", "[{}]")));
        assert!(!is_untouched_bibliography("references: []\n"));
    }
}
