//! What stands in braces behind a heading: an id, or words.
//!
//! Pandoc's attributes (`{#id .class key=value}`) are taken for such only if all that the braces hold is one, and an id
//! only if it is of harmless characters. All else is words, as in `## The set {a, b}` or `## To {illegible}`, and stays.
//!
//! The parser does not look at braces; [`Reader::heading`] cuts off those that are attributes.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::{
    Reader,
    attributes::{is_name, parts},
};
use crate::{
    base::{Diagnostic, Span, say},
    document::writer::{Element, is_id},
};

impl Reader<'_> {
    /// Opens a heading that stands at `source` in the file and at `range` in the Markdown.
    pub(super) fn heading(&mut self, level: u8, top: bool, source: Span, range: &Range<usize>) {
        let written = source.of(self.writer.file).to_owned();
        let mut given = None;
        match braces(&written) {
            None => {}
            Some(Braces::NoId) => {
                let message = say::heading_id();
                let hint = say::heading_id_hint();
                self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
            }
            Some(Braces::Attributes { words, id, unused }) => {
                self.cut = range.start + words;
                given = id;
                if !unused.is_empty() {
                    let message = say::heading_attributes(unused.join(" "));
                    let hint = say::heading_attributes_hint();
                    self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
                }
            }
        }
        self.writer.open_block(Element::Heading { level, id: given, top }, source);
    }

    /// The event without what belongs to the braces that were cut off; `None` if nothing is left of it.
    pub(super) fn before_cut<'e>(&mut self, event: Event<'e>, range: &mut Range<usize>) -> Option<Event<'e>> {
        if matches!(event, Event::End(TagEnd::Heading(_))) {
            self.cut = usize::MAX;
            return Some(event);
        }
        if range.start >= self.cut {
            return None;
        }
        match event {
            Event::Text(words) if range.end > self.cut => {
                let kept = words.get(..self.cut - range.start).unwrap_or(&words).to_owned();
                range.end = self.cut;
                Some(Event::Text(CowStr::from(kept)))
            }
            event => Some(event),
        }
    }
}

/// The braces at the end of a heading.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Braces {
    /// Attributes.
    Attributes {
        /// Where the words before them end.
        words: usize,
        /// The id, if they have one.
        id: Option<String>,
        /// What they hold besides, as written: the page has no use for it.
        unused: Vec<String>,
    },
    /// They look as if they named an id, but no id is made of such characters: words.
    NoId,
}

/// Reads the braces at the end of a heading as it stands in the file; `None` if it has none, or mere words in them.
pub(super) fn braces(heading: &str) -> Option<Braces> {
    let heading = heading.trim_end();
    // Words that are underlined have their line of signs below them.
    let content = if heading.starts_with('#') { heading } else { heading.rsplit_once('\n').map_or("", |(words, _)| words).trim_end() };
    let inner = content.strip_suffix('}')?;
    let open = inner.rfind('{')?;
    let (before, inner) = (inner.get(..open)?, inner.get(open + 1..)?);
    let escapes = before.bytes().rev().take_while(|&byte| byte == b'\\').count();
    // Behind a bracket they belong to the words in it.
    if escapes % 2 == 1 || before.ends_with(']') || inner.contains('\n') {
        return None;
    }
    let (mut id, mut unused, mut marked, mut no_id) = (None, Vec::new(), false, false);
    let Some(parts) = parts(inner) else { return inner.trim_start().starts_with('#').then_some(Braces::NoId) };
    for part in parts {
        match part.strip_prefix('#') {
            Some(name) if !is_id(name) => no_id = true,
            Some(name) if id.is_none() => id = Some(name.to_owned()),
            Some(_) => unused.push(part.to_owned()),
            None => {
                let is_class = part == "-" || part.strip_prefix('.').is_some_and(is_name);
                if !is_class && !part.split_once('=').is_some_and(|(key, _)| is_name(key)) {
                    return None;
                }
                marked |= is_class;
                unused.push(part.to_owned());
            }
        }
    }
    if no_id {
        return Some(Braces::NoId);
    }
    // A key alone may be words: "the case {n=2}".
    (id.is_some() || marked).then(|| Braces::Attributes { words: without_closing(before).len(), id, unused })
}

/// The words of a heading without the number signs that close it: `## Words ## {#id}`.
fn without_closing(before: &str) -> &str {
    let words = before.trim_end();
    let bare = words.trim_end_matches('#');
    if bare.len() < words.len() && bare.ends_with([' ', '\t']) && !bare.trim().is_empty() { bare.trim_end() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heading: &str, expected: &str) {
        let read = match braces(heading) {
            None => String::from("words"),
            Some(Braces::NoId) => String::from("no id"),
            Some(Braces::Attributes { words, id, unused }) => {
                format!("{} #{} {}", &heading[..words], id.unwrap_or_default(), unused.join(","))
            }
        };
        assert_eq!(read, expected, "{heading}");
    }

    #[test]
    fn attributes_and_words_are_told_apart() {
        check("## Words {#here}", "## Words #here ");
        check("## Words {#тут_2.a:b}", "## Words #тут_2.a:b ");
        check("## Words ## {#here}\n", "## Words #here ");
        check("Words {#here}\n-----", "Words #here ");
        check("## Words {#a .b k=\"v w\" -}", "## Words #a .b,k=\"v w\",-");
        check("## Words {.unnumbered}", "## Words # .unnumbered");
        for words in ["{a, b}", "{illegible}", "{1}", "{}", "{ }", "{n=2}", "{a=b c}", "{.5}", "\\{#x}", "{#x} y", "{.x, .y}", "{#x\ny}"] {
            check(&format!("## Words {words}"), "words");
        }
        for no_id in ["{#x\"data-probe=\"1}", "{#x' y=1}", "{#<b>}", "{#}", "{#a/b}"] {
            check(&format!("## Words {no_id}"), "no id");
        }
    }
}
