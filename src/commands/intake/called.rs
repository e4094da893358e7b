//! What a file will be called among the sources.

use super::{DEEPEST, Why};
use crate::base::{
    RelPath,
    names::is_ignored,
    places::SOURCES,
    portable::{self, Flaw},
};

/// The place among the sources of a file that somebody calls so, with `/` between folders; or why it can have none. A name that one of the
/// systems cannot write is mended; one that leads out of its folder, or that would be passed over, is not.
pub fn called(given: &str) -> Result<RelPath, Why> {
    let parts: Vec<&str> = given.split('/').collect();
    if parts.len() > DEEPEST {
        return Err(Why::Long);
    }
    let mut mended = Vec::with_capacity(parts.len());
    for part in parts {
        if matches!(part.trim(), "" | "." | "..") {
            return Err(Why::Outside);
        }
        let name = portable::mended(part);
        if is_ignored(part) || is_ignored(&name) {
            return Err(Why::Hidden);
        }
        if name.is_empty() {
            return Err(Why::Outside);
        }
        mended.push(name);
    }
    let path = format!("{SOURCES}/{}", mended.join("/"));
    let is_long = portable::flaws([path.as_str()]).iter().any(|(_, flaw)| matches!(flaw, Flaw::LongName | Flaw::LongPath));
    if is_long { Err(Why::Long) } else { Ok(RelPath::new(&path)) }
}

/// The same place with a number before the ending: `letter.docx`, `letter-2.docx`.
pub fn numbered(path: &RelPath, number: usize) -> RelPath {
    let (folder, name) = (path.parent(), path.name());
    let (stem, ending) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((name, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    RelPath::new(&format!("{folder}/{stem}-{number}{dot}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_names_come_to_nothing_and_odd_ones_are_mended() {
        let check = |given: &str, expected: &str| {
            let is = called(given).map_or_else(|why| why.key().to_owned(), |path| path.below(SOURCES).unwrap_or("?").to_owned());
            assert_eq!(is, expected, "{given:?}");
        };
        check("letter.docx", "letter.docx");
        check("box 1/Письмо.txt", "box 1/Письмо.txt");
        check("Cafe\u{301}.txt", "Caf\u{e9}.txt");
        check("what?.txt", "what-.txt");
        check("a\\b.txt", "a-b.txt");
        check("NUL.txt", "NUL-.txt");
        check("a\0b.txt", "a-b.txt");
        for outside in ["../letter.txt", "a/../../letter.txt", "/etc/passwd", "a//b", "", ".", "./a", "a/", " .. /a", "a/.. "] {
            check(outside, "outside");
        }
        for hidden in
            [".htaccess", "a/.git/config", "~$letter.docx", "Thumbs.db", "letter.txt~", ".scholion-1-2.tmp", "..\\..\\letter.txt", "a/. ."]
        {
            check(hidden, "hidden");
        }
        check(&"й".repeat(200), "long");
        check(&format!("{}a", "a/".repeat(20)), "long");
        assert_eq!(numbered(&RelPath::new("content/sources/a/b.c.docx"), 2).as_str(), "content/sources/a/b.c-2.docx");
        assert_eq!(numbered(&RelPath::new("content/sources/b"), 3).as_str(), "content/sources/b-3");
    }
}
