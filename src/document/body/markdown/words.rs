//! Words with their marks.

use std::ops::Range;

use super::{Writer, raw::is_among_words, table::longest_run, tree::Tree};
use crate::{
    base::{
        Span,
        markdown::{self, Around},
    },
    document::{
        Citation, Hole, LinkTarget,
        body::{About, Attribute, Event, Name, Said},
        facts::CitationForm,
    },
};

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In a block of lines.
    Paragraph,
    /// In a block of one line.
    Heading,
    /// In a cell of a table.
    Cell,
}

impl<'d> Writer<'d> {
    /// The words of some events.
    pub(super) fn words(&self, tree: &Tree<'d>, range: Range<usize>, place: Where) -> String {
        let mut out = String::new();
        // What ends the elements that are open.
        let mut ends: Vec<String> = Vec::new();
        let mut at = range.start;
        while let Some(event) = tree.get(at).filter(|_| at < range.end) {
            match event {
                Event::Words { span, .. } => {
                    let in_link = ends.iter().any(|end| end.starts_with("]("));
                    self.escape(tree, at, *span, (place, in_link), &mut out);
                }
                Event::Hole(hole) => self.hole(hole, place, &mut out),
                Event::Close { .. } => out.push_str(&ends.pop().unwrap_or_default()),
                Event::Line => {}
                Event::Open { name: Name::Br, .. } => {
                    out.truncate(out.strip_suffix(' ').map_or(out.len(), str::len));
                    // A line of Markdown does not begin with a blank.
                    let begins_blank = tree.text(at + 1..at + 2).starts_with(' ');
                    let is_line = place == Where::Paragraph && !out.is_empty() && !begins_blank;
                    out.push_str(if is_line { "\\\n" } else { "<br>" });
                }
                Event::Open { name: Name::Code, about, .. } if is_plain_code(*about) => {
                    let end = tree.partner(at);
                    let words = tree.text(at + 1..end);
                    out.push_str(&match class(*about) {
                        "math inline" => format!("${words}$"),
                        "math display" => format!("$${words}$$"),
                        _ => code(&words, place),
                    });
                    at = end;
                }
                Event::Open { name: Name::Img, about, .. } => out.push_str(&self.picture(*about, "")),
                // What stands in a link that leads nowhere from here stays words.
                Event::Open { name: Name::A, about, .. } if self.leads_nowhere(*about) => ends.push(String::new()),
                Event::Open { name: Name::A, about, .. } => match self.link_end(*about) {
                    Some(end) => {
                        out.push('[');
                        ends.push(end);
                    }
                    None => {
                        out.push_str(&self.tag(tree, at));
                        ends.push(String::from("</a>"));
                    }
                },
                Event::Open { name, about, .. } => {
                    let mark = mark(*name).filter(|_| about.said().next().is_none() && is_simple(self, tree, at));
                    match mark {
                        Some(mark) => {
                            out.push_str(mark);
                            ends.push(mark.to_owned());
                        }
                        None => {
                            out.push_str(&self.tag(tree, at));
                            if !name.is_void() {
                                ends.push(format!("</{name}>"));
                            }
                        }
                    }
                }
            }
            at += 1;
        }
        // Blanks at the edges of a block are none but as references to their character.
        if out.ends_with(' ') && !out.ends_with("\\ ") {
            out.pop();
            out.push_str(BLANK);
        }
        if let Some(rest) = out.strip_prefix(' ') {
            out = format!("{BLANK}{rest}");
        }
        out
    }

    /// Writes words so that they are read as such; whether they stand in a link.
    fn escape(&self, tree: &Tree<'d>, at: usize, span: Span, (place, in_link): (Where, bool), out: &mut String) {
        let text = &self.document.body.text;
        let words = span.of(text);
        let line_end = self.document.body.block_at(span.start).map_or(span.end, |block| block.text.end.max(span.end)) as usize;
        let mut from = 0;
        if (out.is_empty() || out.ends_with('\n'))
            && let Some((taken, escaped)) = markdown::line_start(words)
        {
            out.push_str(&escaped);
            from = taken;
        }
        let before_mark = matches!(tree.get(at + 1), Some(Event::Open { .. } | Event::Hole(_)));
        while let Some(behind) = words.get(from..).filter(|behind| !behind.is_empty()) {
            let plain = behind.bytes().position(markdown::is_sign).unwrap_or(behind.len());
            out.push_str(behind.get(..plain).unwrap_or(""));
            let index = from + plain;
            let Some(c) = words.get(index..).and_then(|behind| behind.chars().next()) else { break };
            let here = span.start as usize + index;
            let rest = text.get(here..line_end).unwrap_or("");
            let before = text.get(..here).and_then(|before| before.chars().next_back()).filter(|c| *c != '\n');
            let around = Around { before, after: rest.chars().nth(1) };
            from = index + c.len_utf8();
            let last = from == words.len();
            let touches =
                last && before_mark && matches!(c, '[' | '!' | '^' | '@' | '-') || c == '{' && out.ends_with([')', '>', ']', '`']);
            // Two brackets with a backslash each are a formula.
            let is_mark = matches!(c, '*' | '[' | '`' | '\\') || c == ']' && in_link;
            let is_mark = is_mark || c == '_' && !(is_word(around.before) && is_word(around.after));
            if touches || is_mark || c == '|' && place == Where::Cell || markdown::needs_escape(c, around, rest) {
                out.push('\\');
            }
            out.push(c);
        }
    }

    fn hole(&self, hole: &Hole, place: Where, out: &mut String) {
        match *hole {
            Hole::Note(number, _) => out.push_str(&format!("[^{number}]")),
            Hole::Group(first, count) => {
                let citations = self.document.facts.citations.iter().skip(first as usize).take(count as usize);
                out.push_str(&group(&citations.collect::<Vec<_>>()));
            }
            Hole::Wikilink(nth) => {
                if let Some(LinkTarget::Name(name, words)) = self.link(nth).map(|link| &link.target) {
                    if let Some(address) = self.elsewhere(nth) {
                        let words = escaped(words, "\\`*_[]<&$~^|");
                        out.push_str(&if address.is_empty() { words } else { format!("[{words}]({})", destination(address)) });
                        return;
                    }
                    let line = if place == Where::Cell { "\\|" } else { "|" };
                    out.push_str(&if name == words { format!("[[{name}]]") } else { format!("[[{name}{line}{words}]]") });
                }
            }
            // What stands behind a link follows from its words.
            Hole::After(_) | Hole::Link(_) | Hole::Citation(_) | Hole::Image(_) | Hole::Media(_) | Hole::Page(_) | Hole::Zoom(_) => {}
        }
    }

    /// What ends a link or a printed citation; `None` of one that says more of itself than Markdown can.
    fn link_end(&self, about: About<'d>) -> Option<String> {
        let mut said = about.said();
        let (Some(Said::Hole(hole)), None) = (said.next(), said.next()) else { return None };
        match hole {
            Hole::Link(nth) => {
                let link = self.link(*nth)?;
                Some(format!("]({}{})", destination(&self.address(*nth, link)), title(&link.title)))
            }
            Hole::Citation(nth) => {
                let key = &self.document.facts.citations.get(*nth as usize)?.key;
                Some(format!("]({})", destination(&format!("#ref-{}", key.replace('%', "%25")))))
            }
            _ => None,
        }
    }

    /// Whether a link leads nowhere from the place for which the text is written.
    fn leads_nowhere(&self, about: About<'d>) -> bool {
        about.said().any(|said| matches!(said, Said::Hole(Hole::Link(nth)) if self.elsewhere(*nth) == Some("")))
    }

    /// A picture; `caption` is that of a figure.
    fn picture(&self, about: About<'d>, caption: &str) -> String {
        let (mut link, mut to, mut is_gone, mut alt, mut attributes) = (None, String::new(), false, "", Vec::new());
        for said in about.said() {
            match said {
                Said::Hole(Hole::Image(nth)) => {
                    link = self.link(*nth);
                    to = link.map_or(String::new(), |link| self.address(*nth, link));
                    is_gone = self.elsewhere(*nth) == Some("");
                }
                Said::Attribute(Attribute::Alt, value) => alt = value,
                Said::Attribute(Attribute::Id, id) => attributes.push(format!("#{id}")),
                _ => {}
            }
        }
        let Some(link) = link else { return String::new() };
        let alt = escaped(alt, "\\`*_[]<&$~^%=@!");
        if is_gone {
            return alt;
        }
        let shown = link.picture.as_deref().map(|picture| picture.shown).unwrap_or_default();
        attributes.extend(shown.width.map(|width| format!("width={width}")));
        attributes.extend(shown.height.map(|height| format!("height={height}")));
        let attributes = if attributes.is_empty() { String::new() } else { format!("{{{}}}", attributes.join(" ")) };
        let called = if caption.is_empty() { &link.title } else { caption };
        format!("![{alt}]({}{}){attributes}", destination(&to), title(called))
    }

    /// A picture with its caption.
    pub(super) fn figure(&self, tree: &Tree<'d>, range: Range<usize>) -> String {
        // What a caption cites stands among its words.
        let words = tree.range(range.clone()).iter().map(|event| match event {
            Event::Words { span, .. } => span.of(&self.document.body.text).to_owned(),
            Event::Hole(hole) if matches!(hole, Hole::Group(..)) => {
                let mut written = String::new();
                self.hole(hole, Where::Heading, &mut written);
                written
            }
            _ => String::new(),
        });
        let caption: String = words.collect();
        tree.about(range.start).map_or(String::new(), |about| self.picture(about, &caption))
    }
}

/// A blank, as a character reference.
const BLANK: &str = "&#32;";

/// Pandoc's bracket of citations, or one in the sentence.
fn group(citations: &[&Citation]) -> String {
    let key = |citation: &Citation| {
        let is_plain = crate::document::cite::key(&citation.key).is_some_and(|(_, length)| length == citation.key.len());
        if is_plain { format!("@{}", citation.key) } else { format!("@{{{}}}", citation.key) }
    };
    let one = |citation: &&Citation| {
        let prefix = if citation.prefix.is_empty() { String::new() } else { format!("{} ", citation.prefix) };
        let minus = if citation.form == CitationForm::AuthorSuppressed { "-" } else { "" };
        let locator = if citation.locator.is_empty() { String::new() } else { format!(", {}", citation.locator) };
        format!("{prefix}{minus}{}{locator}", key(citation))
    };
    if let [citation, further @ ..] = citations
        && citation.form == CitationForm::Narrative
    {
        let behind: Vec<String> = std::iter::once(citation.locator.to_string()).chain(further.iter().map(one)).collect();
        let behind = behind.join("; ");
        return if behind.is_empty() { key(citation) } else { format!("{} [{behind}]", key(citation)) };
    }
    format!("[{}]", citations.iter().map(one).collect::<Vec<_>>().join("; "))
}

/// An address in round brackets.
fn destination(address: &str) -> String {
    if !address.is_empty() && !address.contains([' ', '(', ')', '<', '>', '\\', '&', '`', '\t']) {
        return address.to_owned();
    }
    format!("<{}>", escaped(address, "\\<>&`"))
}

fn title(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" \"{}\"", escaped(title, "\\\"&`<")) }
}

/// The words with a backslash before each of some signs.
fn escaped(words: &str, signs: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if signs.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Words of code between backticks.
fn code(words: &str, place: Where) -> String {
    let fence = "`".repeat(longest_run(words) + 1);
    let words = if place == Where::Cell { words.replace('|', "\\|") } else { words.to_owned() };
    let touches = words.starts_with('`') || words.ends_with('`');
    let padded = words.starts_with(' ') && words.ends_with(' ') && !words.trim().is_empty();
    if touches || padded { format!("{fence} {words} {fence}") } else { format!("{fence}{words}{fence}") }
}

fn class<'d>(about: About<'d>) -> &'d str {
    let class = about.said().find_map(|said| if let Said::Attribute(Attribute::Class, class) = said { Some(class) } else { None });
    class.unwrap_or("")
}

/// Whether code is between backticks or dollars.
fn is_plain_code(about: About<'_>) -> bool {
    about.said().next().is_none() || about.said().count() == 1 && matches!(class(about), "math inline" | "math display")
}

/// The marks of an element.
fn mark(name: Name) -> Option<&'static str> {
    match name {
        Name::Em => Some("*"),
        Name::Strong => Some("**"),
        Name::Del => Some("~~"),
        _ => None,
    }
}

/// Whether marks are seen around an element: words within touch them, and none outside.
fn is_simple<'d>(writer: &Writer<'d>, tree: &Tree<'d>, at: usize) -> bool {
    let end = tree.partner(at);
    let words = |at: Option<usize>| match at.and_then(|at| tree.get(at)) {
        Some(Event::Words { span, .. }) => Ok(span.of(&writer.document.body.text)),
        Some(Event::Open { name, .. } | Event::Close { name, .. }) if is_among_words(*name) => Err(()),
        Some(Event::Hole(_)) => Err(()),
        _ => Ok(""),
    };
    let (Ok(before), Ok(first), Ok(last), Ok(after)) =
        (words(at.checked_sub(1)), words(Some(at + 1)), words(end.checked_sub(1)), words(Some(end + 1)))
    else {
        return false;
    };
    let outside = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '.' | ';' | ':' | '!' | '?'));
    is_word(first.chars().next())
        && is_word(last.chars().next_back())
        && outside(before.chars().next_back())
        && outside(after.chars().next())
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
