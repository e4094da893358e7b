//! Words between two marks of Markdown: what they hold that Markdown does not know.
//!
//! Bare addresses become links, `@key [p. 3]` a citation; marks that Markdown left as they are
//! (`**`, `[^1]`, `[@key`) are pointed out.

use super::{
    Citation, CitationKind, Hole, Link, LinkTarget, address,
    body::{Attribute, Name},
    cite::{self, Cite},
    facts::CitationForm,
    writer::{Inline, Linked, Writer},
};
use crate::base::{Diagnostic, Span, say, script::is_wide, web};

/// Words that follow one another in the text, though not always in the file.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Where they begin in the text.
    start: Option<usize>,
    /// Where each part begins, in the text and in the file. Mostly there is one.
    parts: Vec<(usize, usize)>,
    /// Where the last part ends in the file.
    end: usize,
}

impl Run {
    /// Adds `words` that stand at `source` of the file.
    pub fn push(&mut self, writer: &mut Writer<'_>, words: &str, source: Span) {
        let at = writer.body.text.len();
        if self.start.is_none() {
            self.start = Some(at);
        }
        if self.parts.is_empty() || self.end != source.start as usize {
            self.parts.push((at, source.start as usize));
        } else if source.len() != words.len() {
            // An entity: the rest is shifted against the file.
            self.parts.push((at, source.start as usize));
        }
        self.end = if source.len() == words.len() { source.end as usize } else { usize::MAX };
        writer.body.text.push_str(words);
    }

    /// Lays pieces over the words, and finds what is in them.
    pub fn flush(&mut self, writer: &mut Writer<'_>) {
        let Some(start) = self.start.take() else { return };
        if has_marks(writer.body.text.as_bytes().get(start..).unwrap_or(&[])) {
            self.scan(writer, start);
        } else {
            writer.cover_prose(start);
        }
        self.parts.clear();
    }

    fn scan(&self, writer: &mut Writer<'_>, start: usize) {
        let words = writer.body.text.get(start..).unwrap_or("").to_owned();
        let in_link = writer.in_link();
        let mut rest = 0;
        let mut at = 0;
        // Where emphasis ends that Markdown did not see, and how deep it stands.
        let mut closing: Option<(usize, usize)> = None;
        // The words are laid down again part by part, as a citation leaves none of its own.
        writer.body.text.truncate(start);
        while let Some(found) = words.as_bytes().get(at..).and_then(|bytes| bytes.iter().position(|&byte| is_mark(byte))) {
            let here = at + found;
            at = here + 1;
            let tail = words.get(here..).unwrap_or("");
            let source = |from: usize, to: usize| Span::new(self.source(start + from), self.source(start + to));
            match tail.as_bytes().first() {
                Some(b'@') if !in_link && !self.is_escaped(writer.file, start + here) => {
                    if let Some((cites, length)) = narrative(&words, here) {
                        writer.prose(words.get(rest..here).unwrap_or(""));
                        group(writer, cites, source(here, here + length));
                        at = here + length;
                        rest = at;
                    }
                }
                Some(b':' | b'w' | b'W') if !in_link => {
                    let begin = if tail.starts_with(':') { scheme_start(&words, rest, here) } else { Some(here) };
                    let Some(begin) = begin else { continue };
                    let before = words.get(..begin).and_then(|before| before.chars().next_back());
                    let length = address::bare_length(words.get(begin..).unwrap_or(""));
                    if length > 0 && before.is_none_or(|c| !c.is_alphanumeric()) {
                        writer.prose(words.get(rest..begin).unwrap_or(""));
                        bare_link(writer, words.get(begin..begin + length).unwrap_or(""), source(begin, begin + length));
                        at = begin + length;
                        rest = at;
                    }
                }
                Some(b'[') if !self.is_escaped(writer.file, start + here) => leftover_bracket(writer, tail, source(here, here + 1)),
                Some(b'*') if !self.is_escaped(writer.file, start + here) => {
                    let length = tail.len() - tail.trim_start_matches('*').len();
                    at = here + length;
                    if let Some((_, depth)) = closing.take_if(|(end, _)| *end == here) {
                        writer.prose(words.get(rest..here).unwrap_or(""));
                        writer.close_inline(depth);
                        rest = at;
                    } else if let Some(end) =
                        unseen_emphasis(&words, here, length).filter(|end| closing.is_none() && !self.is_escaped(writer.file, start + end))
                    {
                        writer.prose(words.get(rest..here).unwrap_or(""));
                        closing = Some((end, writer.inline.len()));
                        writer.open_inline(if length == 1 { Name::Em } else { Name::Strong });
                        rest = at;
                        not_portable(writer, source(here, end + length));
                    }
                }
                _ => {}
            }
        }
        writer.prose(words.get(rest..).unwrap_or(""));
        if let Some((_, depth)) = closing {
            writer.close_inline(depth);
        }
    }

    /// Where in the file the byte `at` of the text stands.
    fn source(&self, at: usize) -> usize {
        let after = self.parts.partition_point(|part| part.0 <= at);
        self.parts.get(after.wrapping_sub(1)).map_or(0, |(text, source)| source + (at - text))
    }

    /// Whether a backslash stands before the byte `at` of the text, in the file.
    fn is_escaped(&self, file: &str, at: usize) -> bool {
        let begins_part = self.parts.binary_search_by_key(&at, |part| part.0).is_ok();
        begins_part && self.source(at).checked_sub(1).and_then(|before| file.as_bytes().get(before)) == Some(&b'\\')
    }
}

/// Lays down a citation that an editor wrote in Pandoc's way.
pub(super) fn group(writer: &mut Writer<'_>, cites: Vec<Cite>, source: Span) {
    let first = writer.facts.citations.len() as u32;
    let words = Span::new(writer.body.text.len(), writer.body.text.len());
    writer.hole(Hole::Group(first, cites.len() as u32));
    for cite in cites {
        let citation = citation(writer, cite, words, source);
        writer.facts.citations.push(citation);
    }
}

/// Opens the link around the printed words of a citation.
pub(super) fn open_citation(writer: &mut Writer<'_>, key: &str, source: Span) {
    let index = writer.facts.citations.len() as u32;
    let start = writer.body.text.len();
    let cite = Cite { key: key.to_owned(), prefix: String::new(), locator: String::new(), form: CitationForm::Printed };
    let citation = citation(writer, cite, Span::new(start, start), source);
    writer.facts.citations.push(citation);
    writer.open(Name::A, false);
    writer.hole(Hole::Citation(index));
    writer.push_inline(Inline::Link { to: Linked::Citation(index), start, raw: false });
}

/// Opens the link to `target`.
pub(super) fn open_link(writer: &mut Writer<'_>, target: LinkTarget, title: &str, source: Span) {
    open_link_with(writer, target, title, &[], source);
}

/// As [`open_link`], with what else the link says of itself.
pub(super) fn open_link_with(writer: &mut Writer<'_>, target: LinkTarget, title: &str, tail: &[(Attribute, String)], source: Span) {
    let index = link(writer, target, title, source);
    writer.open(Name::A, false);
    writer.hole(Hole::Link(index));
    writer.attributes(tail);
    writer.push_inline(Inline::Link { to: Linked::Link(index), start: writer.body.text.len(), raw: false });
}

/// Notes a link; gives its index.
pub(super) fn link(writer: &mut Writer<'_>, target: LinkTarget, title: &str, source: Span) -> u32 {
    match &target {
        LinkTarget::Unsafe(address) => unsafe_link(writer, address, source),
        LinkTarget::Outside(address) if address.has_password() => {
            writer.diagnostics.push(Diagnostic::warning(writer.path, say::password()).at(source).hint(say::password_hint()));
        }
        _ => {}
    }
    let start = writer.body.text.len();
    let block = writer.body.blocks.len() as u32;
    let words = Span::new(start, start);
    writer.facts.links.push(Link { target, title: title.into(), words, block, accessed: None, picture: None, source });
    writer.facts.links.len() as u32 - 1
}

/// Says that an address is of a scheme that no link may have.
pub(super) fn unsafe_link(writer: &mut Writer<'_>, address: &str, source: Span) {
    let shown: String = address.chars().take(40).collect();
    let message = say::unsafe_link(&shown);
    let hint = say::unsafe_link_hint();
    writer.diagnostics.push(Diagnostic::error(writer.path, message).at(source).hint(hint));
}

fn citation(writer: &mut Writer<'_>, cite: Cite, words: Span, source: Span) -> Citation {
    let note = writer.note.and_then(|note| writer.body.notes.get(note as usize)).map(|note| note.number);
    Citation {
        ordinal: writer.ordinal(&web::fragment(&cite.key)),
        key: web::fragment(&cite.key).as_ref().into(),
        kind: if note.is_some() { CitationKind::Note } else { CitationKind::Body },
        locator: cite.locator.into(),
        prefix: cite.prefix.into(),
        form: cite.form,
        passage: words,
        words,
        note,
        source,
    }
}

/// `@key` at `at`, and what stands in brackets behind it: a locator, further works; the length of it all.
fn narrative(words: &str, at: usize) -> Option<(Vec<Cite>, usize)> {
    let before = words.get(..at)?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '@' | '/' | '[' | '-')) {
        return None;
    }
    let rest = words.get(at + 1..)?;
    let (key, mut length) = cite::key(rest)?;
    // `@example.org` in the words of a text is no key of ours, but `@smith.2001` may be: no telling.
    let (mut locator, mut further) = ("", Vec::new());
    if let Some(bracket) = rest.get(length..).and_then(|rest| rest.strip_prefix(" ["))
        && let Some(end) = bracket.find([']', '['])
        && bracket.get(end..).is_some_and(|rest| rest.starts_with(']'))
        && !bracket.starts_with(['@', '^', '-'])
    {
        (locator, further) = cite::behind(bracket.get(..end)?);
        length += " [".len() + end + "]".len();
    }
    let cite = Cite { key: key.to_owned(), prefix: String::new(), locator: locator.trim().to_owned(), form: CitationForm::Narrative };
    further.insert(0, cite);
    Some((further, length + 1))
}

fn bare_link(writer: &mut Writer<'_>, address: &str, source: Span) {
    let target = if address.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) {
        address::sort(&format!("https://{address}"))
    } else {
        address::sort(address)
    };
    let depth = writer.inline.len();
    open_link(writer, target, "", source);
    writer.words(address);
    writer.close_inline(depth);
}

/// Where the scheme before a colon at `colon` begins, not before `from`.
fn scheme_start(words: &str, from: usize, colon: usize) -> Option<usize> {
    if !words.get(colon..)?.starts_with("://") {
        return None;
    }
    let before = words.get(from..colon)?;
    ["https", "http", "ftp"]
        .iter()
        .find(|scheme| {
            let name = before.len().checked_sub(scheme.len()).and_then(|start| before.get(start..));
            name.is_some_and(|name| name.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| colon - scheme.len())
}

fn leftover_bracket(writer: &mut Writer<'_>, tail: &str, at: Span) {
    let inner = tail.get(1..).unwrap_or("");
    if let Some(rest) = inner.strip_prefix('^') {
        // Labels are short; a look further would make a text of many brackets slow.
        const LONGEST: usize = 80;
        let close = rest.char_indices().take(LONGEST).find(|(_, c)| *c == ']').map(|(end, _)| end);
        if let Some(end) = close.filter(|&end| end > 0) {
            let label = rest.get(..end).unwrap_or("");
            let span = Span::new(at.start as usize, at.start as usize + end + 3);
            if rest.get(end..).is_some_and(|rest| rest.starts_with("]:")) {
                let message = say::note_leftover_begins(label);
                let hint = say::note_leftover_begins_hint();
                writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(span).hint(hint));
            } else {
                let message = say::note_undefined(label);
                let hint = say::note_undefined_hint(label);
                writer.diagnostics.push(Diagnostic::error(writer.path, message).at(span).hint(hint));
            }
        } else {
            let message = say::note_leftover();
            let hint = say::note_leftover_hint();
            writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(at).hint(hint));
        }
    } else if let Some(rest) = inner.strip_prefix('@').or_else(|| inner.strip_prefix("-@"))
        && cite::key(rest).is_some()
    {
        let closed = inner.find([']', '[']).is_some_and(|end| inner.get(end..).is_some_and(|rest| rest.starts_with(']')));
        let message = if closed { say::citation_malformed_key() } else { say::citation_malformed() };
        let hint = say::citation_malformed_hint();
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(at).hint(hint));
    }
}

/// Where the emphasis ends that the stars at `at` begin and Markdown did not see.
///
/// CommonMark's rule for where emphasis begins and ends takes « » and Chinese points for punctuation, so it leaves
/// `**«слово»**сочетание` and `**中国。**然后` as they are. Pandoc sees it.
fn unseen_emphasis(words: &str, at: usize, length: usize) -> Option<usize> {
    let inner = words.get(at + length..)?;
    let end = inner.find('*')?;
    let (inner, after) = inner.split_at_checked(end)?;
    let behind = after.trim_start_matches('*');
    let spaced = inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
    if length > 2 || after.len() - behind.len() != length || spaced || inner.is_empty() {
        return None;
    }
    let before = words.get(..at).and_then(|before| before.chars().next_back());
    let quoted = |c: Option<char>| c.is_some_and(|c| matches!(c, '«' | '»' | '“' | '”' | '„' | '‘' | '’') || is_wide(c));
    let beside = [before, inner.chars().next(), inner.chars().next_back(), behind.chars().next()];
    beside.into_iter().any(quoted).then_some(at + length + end)
}

fn not_portable(writer: &mut Writer<'_>, span: Span) {
    let message = say::emphasis_portable();
    let hint = say::emphasis_portable_hint();
    writer.diagnostics.push(Diagnostic::notice(writer.path, message).at(span).hint(hint));
}

/// Whether the words may hold anything to be found: cheap, as most hold nothing.
fn has_marks(words: &[u8]) -> bool {
    words.iter().enumerate().any(|(index, &byte)| match byte {
        b'@' | b'*' | b'[' => true,
        b':' => words.get(index + 1) == Some(&b'/'),
        b'w' | b'W' => matches!(words.get(index + 1..index + 4), Some([b'w' | b'W', b'w' | b'W', b'.'])),
        _ => false,
    })
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'@' | b'*' | b'[' | b':' | b'w' | b'W')
}
