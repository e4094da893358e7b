//! Where front matter stands, and in which notation.

use scholion_base::{RelPath, Span, front_matter};

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Also JSON in braces, which is YAML but for tabs.
    Yaml,
    /// Hugo, Zola.
    Toml,
    /// JSON without its braces (Hexo's `;;;`).
    Pairs,
    /// Pandoc's title, authors and date, each behind a per cent sign.
    Title,
    /// Logseq's properties of a page: `key:: value`.
    Properties,
}

/// A block of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub notation: Notation,
    /// All of it, with fences.
    pub whole: Span,
    /// What stands between them.
    pub inner: Span,
}

/// The front matter of a text.
pub fn find(text: &str) -> Option<Place> {
    let start = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    let first = text.get(start..)?.lines().next()?.trim_end();
    let fence = first.get(..3).unwrap_or("");
    let form = first.get(3..).unwrap_or("").trim().to_ascii_lowercase();
    match (fence, form.as_str()) {
        ("+++", "") | ("---" | "+++", "toml") => fenced(text, start, fence, Notation::Toml),
        (";;;", "") => fenced(text, start, fence, Notation::Pairs),
        _ if first.starts_with("% ") => title(text, start),
        _ if property(bare(first)).is_some() => properties(text, start),
        _ => yaml(text),
    }
}

/// Up to the next line of nothing but the fence.
fn fenced(text: &str, start: usize, fence: &str, notation: Notation) -> Option<Place> {
    let first = text.get(start..)?.find('\n').map(|step| start + step + 1)?;
    let mut at = first;
    for line in text.get(first..)?.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some(Place { notation, whole: Span::new(start, at + line.len()), inner: Span::new(first, at) });
        }
        at += line.len();
    }
    None
}

fn yaml(text: &str) -> Option<Place> {
    let mut found = Vec::new();
    let parts = front_matter::split(&RelPath::new(""), text, &mut found);
    let inner = parts.front.filter(|_| !found.iter().any(|one| one.code() == "front-unclosed"))?;
    // A file that is held back by what stands behind its front matter has one all the same.
    let end = text.get(inner.end as usize..)?;
    let fence = if inner.of(text).starts_with('{') { end.find('\n').map_or(end.len(), |at| at + 1) } else { 0 };
    let whole = if parts.body.start > inner.end { parts.body.start as usize } else { inner.end as usize + fence };
    Some(Place { notation: Notation::Yaml, whole: Span::new(0, whole), inner })
}

/// A property of a page in Logseq, or of a note in Obsidian's Dataview: its key and its value.
pub fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once("::")?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (is_key && (value.is_empty() || value.starts_with(' '))).then_some((key, value.trim()))
}

/// A line without the mark of an item: in outlines properties are items themselves (Roam Research).
pub fn bare(line: &str) -> &str {
    line.strip_prefix("- ").unwrap_or(line)
}

/// Lines that are properties; an item that holds others is text.
fn properties(text: &str, start: usize) -> Option<Place> {
    let lines: Vec<&str> = text.get(start..)?.split_inclusive('\n').take_while(|line| property(bare(line.trim_end())).is_some()).collect();
    let length: usize = lines.iter().map(|line| line.len()).sum();
    let behind = text.get(start + length..)?;
    let last = lines.last().filter(|line| line.starts_with("- ") && behind.starts_with([' ', '\t'])).map_or(0, |line| line.len());
    let end = start + length - last;
    let whole = Span::new(start, end);
    Some(Place { notation: Notation::Properties, whole, inner: whole })
}

/// Pandoc's block of a title: lines that begin with a per cent sign, and those that go on behind a blank.
fn title(text: &str, start: usize) -> Option<Place> {
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if !line.starts_with('%') && !(end > start && line.starts_with(' ') && !line.trim().is_empty()) {
            break;
        }
        end += line.len();
    }
    let fields = text.get(start..end)?.lines().filter(|line| line.starts_with('%')).count();
    (fields <= 3).then_some(Place { notation: Notation::Title, whole: Span::new(start, end), inner: Span::new(start, end) })
}
