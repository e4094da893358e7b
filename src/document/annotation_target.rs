//! `target:` of a note: what it is about, where that is not words.

use scholion_anchor::Quote;
use serde::{Deserialize, Serialize};

use super::{
    region::{Kept, Length, Pictured, Region, Shape, TimeSpan},
    report::Report,
    unplaced::Unplaced,
};
use crate::base::{
    Message, Slug, say,
    text::squeeze,
    yaml::{Node, Pair},
};

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// The document as a whole.
    Document,
    /// Words of the document.
    Words(Quote),
    /// A work, by the key under which the document or the archive knows it.
    Work(String),
    /// Another note on the same document, by its id.
    Note(Slug),
    /// A place on a picture.
    Region(Region),
    /// A time of a recording.
    Time(TimeSpan),
    /// A place that another program gave, and that was not found.
    Unplaced(Unplaced),
}

impl Target {
    /// The key of the work that the note is about.
    pub fn work(&self) -> Option<&str> {
        match self {
            Self::Work(key) => Some(key),
            _ => None,
        }
    }

    /// Whether it is about a part of the document, which must be shown where the note is.
    pub fn is_part(&self) -> bool {
        matches!(self, Self::Words(_) | Self::Region(_) | Self::Time(_) | Self::Unplaced(_))
    }
}

/// The keys of a target, each with what it names.
const KEYS: [&str; 10] = ["work", "page", "file", "xywh", "polygon", "image", "time", "recording", "selector", "source"];
const SYNONYMS: &[(&str, &str)] =
    &[("points", "polygon"), ("picture", "file"), ("canvas", "page"), ("surface", "page"), ("t", "time"), ("rectangle", "xywh")];

/// Reads what a note is about; `None`, with a finding, if it cannot be meant so.
pub(super) fn read(report: &mut Report<'_>, value: &Node<'_>) -> Option<Target> {
    let expected = say::expected_target();
    if let Some(pairs) = value.map() {
        return mapping(report, value, pairs);
    }
    match value.text() {
        Some("document") => Some(Target::Document),
        Some(other) => {
            report.error(say::bad_target(other), value.span, say::expected(expected));
            None
        }
        None => {
            report.wrong("target", value, expected);
            None
        }
    }
}

fn mapping(report: &mut Report<'_>, value: &Node<'_>, pairs: &[Pair<'_>]) -> Option<Target> {
    // In braces commas part keys: of `{xywh: 120,80,400,60}` the later numbers are keys without a value.
    let is_rest = |pair: &&Pair<'_>| pair.value.is_null() && Length::parse(&pair.key).is_some();
    let rest: Vec<&str> = pairs.iter().filter(is_rest).map(|pair| pair.key.as_ref()).collect();
    let is_unknown = |pair: &&Pair<'_>| !KEYS.contains(&pair.key.as_ref()) && !is_rest(pair);
    pairs.iter().filter(is_unknown).for_each(|pair| report.unknown(pair, &KEYS, SYNONYMS));
    if let Some(work) = text(report, value, "work") {
        return Some(Target::Work(work));
    }
    if let Some(time) = text(report, value, "time") {
        let recording = text(report, value, "recording").unwrap_or_default();
        let span = TimeSpan::parse(&recording, &time);
        if span.is_none() {
            bad(report, value, "time", say::bad_target_time(&time), say::bad_target_time_hint());
        }
        return span.map(Target::Time);
    }
    if let Some(unplaced) = Unplaced::read(value) {
        return Some(Target::Unplaced(unplaced));
    }
    let page = text(report, value, "page").map(Pictured::Page);
    let Some(picture) = page.or_else(|| text(report, value, "file").map(Pictured::File)) else {
        report.error(say::bad_target_no_work(), value.span, say::expected(say::expected_target()));
        return None;
    };
    let shape = match (text(report, value, "xywh"), text(report, value, "polygon")) {
        (Some(numbers), _) => {
            let numbers = std::iter::once(numbers.as_str()).chain(rest).collect::<Vec<_>>().join(",");
            let shape = Shape::rectangle(&numbers);
            if shape.is_none() {
                bad(report, value, "xywh", say::bad_target_region(&numbers), say::bad_target_region_hint());
            }
            shape?
        }
        (None, Some(numbers)) => {
            let shape = Shape::polygon(&numbers);
            if shape.is_none() {
                bad(report, value, "polygon", say::bad_target_region(&numbers), say::bad_target_polygon_hint());
            }
            shape?
        }
        (None, None) => Shape::Whole,
    };
    let image = value.get("image").map(|value| kept(report, value)).unwrap_or_default();
    Some(Target::Region(Region { picture, shape, image }))
}

/// What the picture was when the note was written.
fn kept(report: &mut Report<'_>, value: &Node<'_>) -> Kept {
    let mut kept = Kept::default();
    for pair in report.map("image", value, say::expected_image()).unwrap_or_default() {
        match pair.key.as_ref() {
            "width" => kept.width = number(report, pair),
            "height" => kept.height = number(report, pair),
            "digest" => kept.digest = report.text("digest", &pair.value),
            _ => report.unknown(pair, &["width", "height", "digest"], &[]),
        }
    }
    kept
}

fn number(report: &mut Report<'_>, pair: &Pair<'_>) -> u32 {
    let number = pair.value.text().and_then(|text| text.trim().parse().ok());
    if number.is_none() {
        report.wrong(&pair.key, &pair.value, say::expected_number());
    }
    number.unwrap_or_default()
}

/// What stands under a key, if anything.
fn text(report: &mut Report<'_>, value: &Node<'_>, key: &str) -> Option<String> {
    let value = value.get(key)?;
    Some(squeeze(&report.text(key, value))).filter(|text| !text.is_empty())
}

fn bad(report: &mut Report<'_>, value: &Node<'_>, key: &str, message: Message, hint: Message) {
    let place = value.get(key).map_or(value.span, |value| value.span);
    report.error(message, place, hint);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document::annotation};

    /// What a note is about, as it is written again, and how many findings there are.
    fn check(target: &str, expected: &str, findings: usize) {
        let file = format!("- target: {target}\n  body: A.\n");
        let read = annotation::parse(&RelPath::new("content/annotations/a.yaml"), file.as_bytes(), &|_, _| None);
        let about = match read.notes.first().map(|note| &note.target) {
            Some(Target::Region(region)) => region.value().to_string(),
            Some(Target::Time(span)) => span.value().to_string(),
            Some(Target::Work(key)) => key.clone(),
            Some(Target::Unplaced(unplaced)) => unplaced.shown(),
            _ => "document".to_owned(),
        };
        assert_eq!((about.as_str(), read.diagnostics.len()), (expected, findings), "{target}: {:?}", read.diagnostics);
    }

    #[test]
    fn targets_are_works_places_and_times() {
        check("document", "document", 0);
        check("{work: a}", "a", 0);
        check("{page: 3r}", r#"{"page":"3r"}"#, 0);
        check("{page: 12, xywh: 120,80,400,60}", r#"{"page":"12","xywh":"120,80,400,60"}"#, 0);
        check("{page: 12, xywh: '120,80,400,60'}", r#"{"page":"12","xywh":"120,80,400,60"}"#, 0);
        check("{file: ../files/a.jpg, polygon: '0,0 9,0 9,9'}", r#"{"file":"../files/a.jpg","polygon":"0,0 9,0 9,9"}"#, 0);
        check(
            "{page: 3r, image: {width: 20, height: 30, digest: sha256:0a}}",
            r#"{"page":"3r","image":{"width":20,"height":30,"digest":"sha256:0a"}}"#,
            0,
        );
        check("{page: 3r, image: {width: wide}}", r#"{"page":"3r"}"#, 1);
        check("{time: 00:12:31}", r#"{"time":"00:12:31"}"#, 0);
        check("{recording: Tape 1, time: 12:31-13:02.5}", r#"{"recording":"Tape 1","time":"00:12:31-00:13:02.5"}"#, 0);
        check("{page: 3r, points: '0,0 9,0 9,9'}", r#"{"page":"3r"}"#, 1);
        check("{selector: {type: XPathSelector, value: '/html/body/p[2]'}}", "XPath /html/body/p[2]", 0);
        check(
            "{selector: [{type: TextPositionSelector, start: 4, end: 18}], source: 'https://a.example/'}",
            "characters 4 to 18; https://a.example/",
            0,
        );
        check("{page: ''}", "document", 2);
        check("{xywh: '1,2,3,4'}", "document", 2);
    }
}
