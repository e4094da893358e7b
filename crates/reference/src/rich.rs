//! Formatted words in fields: the marks of CSL-JSON (citeproc-js manual, "HTML-like formatting tags"; Zotero, "Rich Text Bibliography").
//!
//! A [`Record`]'s fields hold words without marks, so that nobody who reads them meets a tag. Where the words were formatted,
//! [`Record::rich`] holds them with their marks; what formats entries and what writes the formats that know them asks
//! [`Record::formatted`].

use std::borrow::Cow;

use crate::{Record, csl};

/// What a mark opens: its tag as written, and what closes it. `em` and `strong` are what MODS and web pages write.
const MARKS: [(&str, &str); 12] = [
    ("<i>", "</i>"),
    ("<b>", "</b>"),
    ("<sup>", "</sup>"),
    ("<sub>", "</sub>"),
    ("<sc>", "</sc>"),
    ("<em>", "</em>"),
    ("<strong>", "</strong>"),
    ("<u>", "</u>"),
    ("<span class=\"nocase\">", "</span>"),
    ("<span style=\"font-variant:small-caps;\">", "</span>"),
    ("<span style=\"font-variant: small-caps;\">", "</span>"),
    ("<span style=\"font-variant:small-caps\">", "</span>"),
];

/// A mark at its place in a text.
struct Mark {
    start: usize,
    end: usize,
}

/// The marks of a text that stand in pairs, in order.
fn marks(text: &str) -> Vec<Mark> {
    let mut open: Vec<(&str, Mark)> = Vec::new();
    let mut paired: Vec<Mark> = Vec::new();
    for (start, _) in text.match_indices('<') {
        let rest = text.get(start..).unwrap_or("");
        if let Some((tag, close)) = MARKS.iter().find(|(tag, _)| rest.starts_with(tag)) {
            open.push((close, Mark { start, end: start + tag.len() }));
        } else if rest.starts_with("</")
            && let Some(at) = open.iter().rposition(|(close, _)| rest.starts_with(close))
        {
            // What opened behind it and was never closed is no mark.
            open.truncate(at + 1);
            if let Some((close, mark)) = open.pop() {
                paired.push(mark);
                paired.push(Mark { start, end: start + close.len() });
            }
        }
    }
    paired.sort_by_key(|mark| mark.start);
    paired
}

/// A part of a text with marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// A mark opens: its tag.
    Open(&'t str),
    /// The mark that opened last and is still open closes.
    Close,
    Words(&'t str),
}

/// The parts of a text in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let words = |from: usize, to: usize| text.get(from..to).filter(|words| !words.is_empty()).map(Piece::Words);
    for mark in marks(text) {
        pieces.extend(words(at, mark.start));
        let tag = text.get(mark.start..mark.end).unwrap_or("");
        pieces.push(if tag.starts_with("</") { Piece::Close } else { Piece::Open(tag) });
        at = mark.end;
    }
    pieces.extend(words(at, text.len()));
    pieces
}

/// Whether words of a text are formatted.
pub fn is_rich(text: &str) -> bool {
    text.contains("</") && !marks(text).is_empty()
}

/// The words without marks. What is no mark of CSL-JSON, or has no partner, stays as it is.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !is_rich(text) {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    for mark in marks(text) {
        words.push_str(text.get(at..mark.start).unwrap_or(""));
        at = mark.end;
    }
    words.push_str(text.get(at..).unwrap_or(""));
    Cow::Owned(words)
}

/// A text with the marks that processors of CSL know: `em` and `strong` are `i` and `b` by other names, and underlined is what typescripts
/// have for italics.
fn usual(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) => {
                let usual = match tag {
                    "<em>" | "<u>" => "<i>",
                    "<strong>" => "<b>",
                    tag if tag.contains("small-caps") => "<span style=\"font-variant:small-caps;\">",
                    tag => tag,
                };
                written.push_str(usual);
                open.push(MARKS.iter().find(|(known, _)| *known == usual).map_or("", |(_, close)| close));
            }
            Piece::Close => written.push_str(open.pop().unwrap_or("")),
            Piece::Words(words) => written.push_str(words),
        }
    }
    written
}

/// Texts that are never formatted.
const BARE: [&str; 5] = ["verbatim", "URL", "DOI", "ISBN", "ISSN"];

impl Record {
    /// Puts what is formatted where it belongs: marks into [`Record::rich`], words into the fields.
    pub fn settle_rich(&mut self) {
        let mut found: Vec<(String, String)> = Vec::new();
        for (variable, text) in csl::texts_mut(self) {
            if !BARE.contains(&variable) && is_rich(text) {
                let words = plain(text).into_owned();
                found.push((variable.to_owned(), usual(&std::mem::replace(text, words))));
            }
        }
        for (variable, json) in &mut self.other {
            if json.contains("</")
                && let Ok(serde_json::Value::String(text)) = serde_json::from_str(json)
                && is_rich(&text)
            {
                *json = serde_json::Value::from(plain(&text)).to_string();
                found.push((variable.clone(), usual(&text)));
            }
        }
        for (variable, text) in found {
            self.rich.retain(|(known, _)| *known != variable);
            self.rich.push((variable, text));
        }
    }

    /// A variable's words with their marks, if these are still the marks of `words`; else the words.
    pub fn formatted<'a>(&'a self, variable: &str, words: &'a str) -> &'a str {
        let rich = self.rich.iter().find(|(known, _)| known == variable).map(|(_, text)| text.as_str());
        rich.filter(|text| plain(text) == words).unwrap_or(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_in_pairs() {
        for (text, words) in [
            ("A <i>Homo</i> study", "A Homo study"),
            ("The <span class=\"nocase\">iPhone</span> in H<sub>2</sub>O", "The iPhone in H2O"),
            ("<b>a <i>b</i></b> <span style=\"font-variant:small-caps;\">c</span>", "a b c"),
            ("a < b > c, <i>lone", "a < b > c, <i>lone"),
            ("<i>a<b>b</i>", "a<b>b"),
            ("</i>x<i>", "</i>x<i>"),
            ("<script>x</script> <p>y</p>", "<script>x</script> <p>y</p>"),
        ] {
            assert_eq!(plain(text), words);
            assert_eq!(is_rich(text), text != words);
        }
    }

    #[test]
    fn marks_become_those_that_processors_know() {
        let mut record = Record {
            title: "On <em>Homo <strong>x</strong></em> <u>a</u> <span style=\"font-variant: small-caps;\">b</span>".into(),
            ..Record::default()
        };
        record.settle_rich();
        let rich = record.formatted("title", &record.title);
        assert_eq!(rich, "On <i>Homo <b>x</b></i> <i>a</i> <span style=\"font-variant:small-caps;\">b</span>");
    }

    #[test]
    fn a_record_keeps_words_and_marks() {
        let mut record = Record { title: "A <i>Homo</i> study".into(), ..Record::default() };
        record.other.push(("title-short".into(), "\"<i>Homo</i>\"".into()));
        record.settle_rich();
        assert_eq!((record.title.as_str(), record.other[0].1.as_str()), ("A Homo study", "\"Homo\""));
        assert_eq!(record.formatted("title", &record.title), "A <i>Homo</i> study");
        assert_eq!(record.formatted("title", "Another"), "Another");
        let again = record.clone();
        record.settle_rich();
        assert_eq!(record, again);
    }
}
