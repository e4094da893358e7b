//! The file of a part of a text: what the list of hits shows of it. It has all the words that the part is found by, so that the index itself
//! reads it again when the text changes, and nothing else needs to be kept.

use std::borrow::Cow;

use super::{
    literal::{Literal, string},
    text::{Kind, Passage},
};
use crate::{
    base::{Lang, RelPath, text},
    document::{
        Meta,
        history::{self, UpdateKind},
    },
    site::frame::year,
};

/// What the files of a text say of it.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// Its page, from the site's root.
    pub address: &'a str,
    pub title: &'a str,
    pub meta: &'a Meta,
    /// Whether it has a page beside its facsimile.
    pub has_facsimile: bool,
}

/// How many texts share a folder.
const FOLDER: u32 = 512;

fn name(number: u32, part: u32) -> String {
    let folder = number / FOLDER;
    if part == 0 { format!("d/{folder}/{number}") } else { format!("d/{folder}/{number}-{part}") }
}

/// The file of a part of a text.
pub fn path(number: u32, part: u32) -> RelPath {
    RelPath::new(&format!("search/{}.js", name(number, part)))
}

/// What it holds.
pub fn write((number, part): (u32, u32), head: Head<'_>, passages: &[Passage<'_>]) -> String {
    let words: usize = passages.iter().map(|passage| passage.words.len() + passage.id.len() + 32).sum();
    let mut script = String::with_capacity(words + 512);
    script.push_str("scholion.give(\"");
    script.push_str(&name(number, part));
    script.push_str("\",[");
    let Head { address, title, meta, has_facsimile } = head;
    let date = meta.issued.map(|date| year(date.start.year)).unwrap_or_default();
    let facsimile = if has_facsimile { "1" } else { "" };
    let grave = history::gravest(&meta.history).map_or("", UpdateKind::name);
    let said = [address, title, meta.lang.as_str(), &meta.authors(), &date, meta.kind.name(), &meta.container, facsimile, grave];
    said.iter().for_each(|part| string(&mut script, part));
    script.push_str(",[");
    for (nth, passage) in passages.iter().filter(|passage| passage.kind != Kind::Title).enumerate() {
        script.push_str(if nth == 0 { "[" } else { ",[" });
        let lang = if passage.lang == meta.lang { "" } else { passage.lang.as_str() };
        [passage.kind.name(), &passage.id, lang, &passage.words].iter().for_each(|part| string(&mut script, part));
        if !passage.pages.is_empty() {
            string(&mut script, &passage.pages);
        }
        script.push(']');
    }
    script.push_str("]]);\n");
    script
}

/// The passages of a part of a text as they were when its file was written; `None` if [`write`] did not write it.
pub fn read(script: &str, part: u32) -> Option<Vec<Passage<'static>>> {
    let mut literal = Literal::of(script)?;
    let mut passages = Vec::new();
    literal.take('[').then_some(())?;
    let mut head = Vec::new();
    while let Some(said) = literal.string() {
        head.push(said);
    }
    let meant = head.get(2)?.as_str();
    let passage = |kind, lang: &str, words: String| {
        let lang = Lang::new(if lang.is_empty() { meant } else { lang });
        Passage { kind, id: String::new(), words: Cow::Owned(words), lang, pages: String::new() }
    };
    let title = text::squeeze(head.get(1)?);
    if part == 0 && !title.is_empty() {
        passages.push(passage(Kind::Title, "", title));
    }
    literal.take('[').then_some(())?;
    while literal.take('[') {
        let (kind, _, lang, words) = (literal.string()?, literal.string()?, literal.string()?, literal.string()?);
        let _ = literal.string();
        literal.take(']').then_some(())?;
        passages.push(passage(Kind::named(&kind)?, &lang, words));
    }
    (literal.take(']') && literal.take(']')).then_some(passages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_comes_back() {
        let meta = Meta { lang: Lang::new("ru"), ..Meta::default() };
        let passage = |kind, id: &str, words: &'static str, lang: &str, pages: &str| Passage {
            kind,
            id: id.to_owned(),
            words: Cow::Borrowed(words),
            lang: Lang::new(lang),
            pages: pages.to_owned(),
        };
        let passages = [
            passage(Kind::Title, "", "Мир \"и\" <i>", "ru", ""),
            passage(Kind::OtherTitle, "", "Peace\u{2028}", "en", ""),
            passage(Kind::Text, "p-1", "[слово]", "ru", "3r–3v"),
        ];
        let head = Head { address: "documents/a.html", title: "Мир \"и\" <i>", meta: &meta, has_facsimile: true };
        let script = write((700, 0), head, &passages);
        assert!(script.starts_with("scholion.give(\"d/1/700\",[\"documents/a.html\","), "{script}");
        assert_eq!(path(700, 2).as_str(), "search/d/1/700-2.js");
        let read_again = read(&script, 0).unwrap();
        let words = |passages: &[Passage<'_>]| -> Vec<(Kind, String, Lang)> {
            passages.iter().map(|passage| (passage.kind, passage.words.to_string(), passage.lang.clone())).collect()
        };
        assert_eq!(words(&read_again), words(&passages));
        let later = write((700, 2), head, &[]);
        assert_eq!(read(&later, 2).unwrap(), []);
        assert!(read("scholion.give(\"x\",7);", 0).is_none());
    }
}
