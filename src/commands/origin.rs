//! What documents say of the sources that they were made of, read without the rest of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::{RelPath, front_matter, places::DOCUMENTS, snapshot::File, yaml};

/// What a converted document says of its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `source: file:`, empty if it was not converted from any.
    pub file: String,
    /// `source: part:`, the part of the file; empty if it is all of it.
    pub part: String,
    /// `source: sha256:`, of the source, or of its part, when it was converted.
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
    Some(Origin { file: text("file"), part: text("part"), sha256: text("sha256"), added: text("added"), generated: text("generated") })
}

/// The file that front matter names which is not read (TOML, YAML with a slip): so that no second document is made of it.
fn named(document: &str) -> Option<Origin> {
    const HEAD: usize = 100;
    document.lines().take(HEAD).find_map(|line| {
        let is_key = |before: &str| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
        let value = line.match_indices("file").filter(|(at, _)| line.get(..*at).is_some_and(is_key)).find_map(|(at, key)| {
            let value = line.get(at + key.len()..)?.trim_start_matches(['"', '\'']).trim_start();
            Some(value.strip_prefix(['=', ':'])?.trim_start())
        })?;
        let quoted = value.strip_prefix(['"', '\'']).and_then(|value| value.split(['"', '\'']).next());
        let file = quoted.or_else(|| value.split([',', '}']).next()).map(str::trim).filter(|file| !file.is_empty())?;
        Some(Origin { file: file.to_owned(), ..Origin::default() })
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
                "part" => origin.part = value,
                "sha256" => origin.sha256 = value,
                "added" => origin.added = value,
                "generated" => origin.generated = value,
                _ => {}
            }
        }
    }
    origin
}

/// What documents say of their origin, as far as their bytes were let go.
pub type Origins = BTreeMap<RelPath, Origin>;

/// What a document says of its origin; `None` for other files, and if its bytes were let go.
pub fn origin_of(path: &RelPath, file: &File) -> Option<Origin> {
    let document = path.extension() == "md" && path.is_below(DOCUMENTS);
    let whole = |bytes: &[u8]| origin(&String::from_utf8_lossy(bytes));
    file.bytes().filter(|_| document).map(|bytes| {
        let found = whole(head(bytes));
        let is_elsewhere = found.file.is_empty() && memchr::memmem::find(bytes, b"source").is_some();
        if is_elsewhere { whole(bytes) } else { found }
    })
}

/// Enough of a file to hold its front matter, so that a long text is not looked through.
fn head(bytes: &[u8]) -> &[u8] {
    const FRONT_MATTER: usize = 1 << 20;
    let bytes = bytes.get(..FRONT_MATTER).unwrap_or(bytes);
    let ends = memchr::memmem::find_iter(bytes, b"\n---").map(|at| at + b"\n---".len());
    let mut lines = ends.filter_map(|end| Some(end + memchr::memchr(b'\n', bytes.get(end..)?)?).filter(|&line| is_blank(bytes, end, line)));
    lines.next().map_or(bytes, |end| bytes.get(..=end).unwrap_or(bytes))
}

fn is_blank(bytes: &[u8], start: usize, end: usize) -> bool {
    bytes.get(start..end).is_some_and(|rest| rest.iter().all(u8::is_ascii_whitespace))
}

/// From the first `---` up to the second; empty if there is none.
pub fn front_matter(document: &str) -> &str {
    let start = if document.starts_with("---\n") {
        4
    } else {
        document.find('\n').filter(|_| document.starts_with("---\r\n")).map_or(0, |at| at + 1)
    };
    if start == 0 {
        return "";
    }
    let rest = &document[start - 1..];
    let is_end = |at: &usize| rest[at + 4..].starts_with('\n') || rest[at + 4..].starts_with("\r\n");
    let end = memchr::memmem::find_iter(rest.as_bytes(), "\n---").find(is_end);
    end.map_or("", |end| &document[..start + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_read() {
        let document = "---\ntitle: A\nsource:\n  file: a.txt\n  sha256: 'abc'\n---\n\nfile: not this\n";
        assert_eq!((origin(document).file.as_str(), origin(document).sha256.as_str()), ("a.txt", "abc"));
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
            "+++\nsource = {profile = 'y', file = 'x'}\n+++\n",
            "---\ntitle: A: b\nsource: {file: x, sha256: y}\n---\n",
        ] {
            assert_eq!(origin(document).file, "x", "{document}");
        }
    }
}
