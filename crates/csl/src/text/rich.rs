//! The rich text of a field: CSL-JSON's few tags (citeproc-js manual, "HTML-like Formatting Tags"), quotation marks, apostrophes.
//!
//! Whatever is not one of the tags, or is not closed, is words. Straight quotation marks, and those of the locale, become quotation
//! marks of the tree when they come in pairs; single ones that do not are apostrophes. Feet and inches stay as they are.

use super::Marks;
use crate::tree::{Flip, Node};

/// A field as a tree.
pub fn parse(field: &str, marks: &Marks) -> Vec<Node> {
    if is_plain(field, marks) {
        return if field.is_empty() { Vec::new() } else { vec![Node::Text(field.to_owned())] };
    }
    let mut reader = Reader { field, marks, at: 0, before: None, open: Vec::new(), base: Vec::new(), first_straight: None };
    while reader.step() {}
    let mut nodes = reader.end();
    keep_punctuation(&mut nodes);
    nodes
}

/// Marks the quotations behind which the field itself goes on with punctuation: it is where the field's writer wants it.
fn keep_punctuation(nodes: &mut [Node]) {
    let mut behind = false;
    for node in nodes.iter_mut().rev() {
        if let Node::Flip(flip, _) = node
            && behind
        {
            *flip = match *flip {
                Flip::Quote => Flip::KeptQuote,
                Flip::InnerQuote => Flip::KeptInnerQuote,
                other => other,
            };
        }
        behind = matches!(node, Node::Text(text) if text.starts_with(['.', ',', ':', ';', '!', '?']));
        if let Node::Flip(_, inner) | Node::NoCase(inner) = node {
            keep_punctuation(inner);
        }
    }
}

/// The words in front of a cite or behind it: punctuation stays where its writer has put it, inside or outside of quotation marks.
pub fn parse_affix(words: &str, marks: &Marks) -> Vec<Node> {
    let mut out = Vec::new();
    settle(parse(words, marks), marks, None, &mut out);
    out
}

/// Writes quotation marks out, which alternate with those around them.
fn settle(nodes: Vec<Node>, marks: &Marks, around: Option<bool>, out: &mut Vec<Node>) {
    for node in nodes {
        match node {
            Node::Flip(flip @ (Flip::Quote | Flip::InnerQuote | Flip::KeptQuote | Flip::KeptInnerQuote), inner) => {
                let outer = around.map_or(matches!(flip, Flip::Quote | Flip::KeptQuote), |outer| !outer);
                let (open, close) = if outer { (&marks.open, &marks.close) } else { (&marks.open_inner, &marks.close_inner) };
                push_text(out, open);
                settle(inner, marks, Some(outer), out);
                push_text(out, close);
            }
            Node::Flip(flip, inner) => {
                let mut settled = Vec::new();
                settle(inner, marks, around, &mut settled);
                out.push(Node::Flip(flip, settled));
            }
            Node::Text(text) => push_text(out, &text),
            other => out.push(other),
        }
    }
}

/// Whether nothing in a field could be more than words.
fn is_plain(field: &str, marks: &Marks) -> bool {
    let mut before = b'a';
    let special = field.bytes().any(|byte| {
        let high = before == b' ' && matches!(byte, b':' | b';' | b'?' | b'!');
        before = byte;
        high || matches!(byte, b'<' | b'"' | b'\'')
    });
    !special && (field.is_ascii() || !field.contains(|sign: char| matches!(sign, '«' | '»') || (!sign.is_ascii() && is_mark(sign, marks))))
}

fn is_mark(sign: char, marks: &Marks) -> bool {
    marks.open.starts_with(sign) || marks.open_inner.starts_with(sign)
}

/// What stands open.
struct Open<'f> {
    what: What,
    /// As it is written, if it turns out to be words.
    written: &'f str,
    inner: Vec<Node>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Tag(Flip, Closer),
    NoCase,
    /// A straight quotation mark, and what it is when nothing is around.
    Straight(char, Flip),
    /// A quotation mark of the locale.
    Outer,
    Inner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closer {
    I,
    B,
    Sc,
    Sup,
    Sub,
    Span,
}

const TAGS: [(&str, &str, Flip, Closer); 5] = [
    ("<i>", "</i>", Flip::Italic, Closer::I),
    ("<b>", "</b>", Flip::Bold, Closer::B),
    ("<sc>", "</sc>", Flip::SmallCaps, Closer::Sc),
    ("<sup>", "</sup>", Flip::Sup, Closer::Sup),
    ("<sub>", "</sub>", Flip::Sub, Closer::Sub),
];

/// How many bytes a tag may have.
const LONGEST: usize = 100;

/// How deep formatting and quotation marks of a field may be nested.
const DEEPEST: usize = 32;

struct Reader<'f> {
    field: &'f str,
    marks: &'f Marks,
    at: usize,
    /// The sign before, tags left out.
    before: Option<char>,
    open: Vec<Open<'f>>,
    base: Vec<Node>,
    /// The straight mark that came first: it is the outer one.
    first_straight: Option<char>,
}

impl<'f> Reader<'f> {
    fn rest(&self) -> &'f str {
        self.field.get(self.at..).unwrap_or_default()
    }

    /// Reads one thing; false at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(sign) = rest.chars().next() else { return false };
        match sign {
            '<' if self.tag(rest) => {}
            '"' | '\'' => self.straight(sign, rest),
            // Thin spaces in front of high punctuation, as French has them.
            ' ' if rest.get(1..).is_some_and(|next| next.starts_with([':', ';', '?', '!', '»'])) => self.word(sign, "\u{202f}"),
            '«' if !self.marks.open.starts_with('«') && rest.starts_with("« ") => {
                self.word(sign, "«\u{202f}");
                self.at += 1;
            }
            _ if !sign.is_ascii() && self.typographic(rest) => {}
            _ => {
                let length = rest.char_indices().skip(1).find(|(_, next)| ends_run(*next)).map_or(rest.len(), |(at, _)| at);
                let run = rest.get(..length).unwrap_or(rest);
                self.push(run);
                self.at += run.len();
                self.before = run.chars().next_back();
            }
        }
        true
    }

    /// A sign of words, written as given.
    fn word(&mut self, sign: char, written: &str) {
        self.push(written);
        self.at += sign.len_utf8();
        self.before = written.chars().next_back();
    }

    fn push(&mut self, text: &str) {
        push_text(self.nodes(), text);
    }

    fn nodes(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(open) => &mut open.inner,
            None => &mut self.base,
        }
    }

    /// Opens something; what is nested too deep is words.
    fn begin(&mut self, what: What, written: &'f str) {
        self.at += written.len();
        if self.open.len() >= DEEPEST {
            return self.push(written);
        }
        self.open.push(Open { what, written, inner: Vec::new() });
    }

    /// Reads a tag, if it is one.
    fn tag(&mut self, rest: &'f str) -> bool {
        for (opening, closing, flip, closer) in TAGS {
            if let Some(written) = rest.get(..opening.len()).filter(|begins| *begins == opening) {
                self.begin(What::Tag(flip, closer), written);
                return true;
            }
            if rest.starts_with(closing) {
                return self.close_tag(closing.len(), |what| matches!(what, What::Tag(_, of) if of == closer));
            }
        }
        if rest.starts_with("</span>") {
            return self.close_tag(7, |what| matches!(what, What::NoCase | What::Tag(_, Closer::Span)));
        }
        let Some(written) = rest
            .strip_prefix("<span")
            .and_then(|_| rest.bytes().take(LONGEST).position(|byte| byte == b'>'))
            .and_then(|end| rest.get(..=end))
        else {
            return false;
        };
        let says: String = written.chars().filter(|sign| !sign.is_whitespace() && *sign != ';').collect();
        let what = match says.as_str() {
            "<spanstyle=\"font-variant:small-caps\">" => What::Tag(Flip::SmallCaps, Closer::Span),
            "<spanclass=\"nocase\">" => What::NoCase,
            "<spanclass=\"nodecor\">" => What::Tag(Flip::Plain, Closer::Span),
            _ => return false,
        };
        self.begin(what, written);
        true
    }

    /// Closes the nearest that fits; what stands open inside of it is words.
    fn close_tag(&mut self, length: usize, fits: impl Fn(What) -> bool) -> bool {
        let Some(depth) = self.open.iter().rposition(|open| fits(open.what)) else { return false };
        while self.open.len() > depth + 1 {
            self.give_up();
        }
        self.at += length;
        self.close();
        true
    }

    /// Closes what was opened last.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let node = match open.what {
            What::Tag(flip, _) | What::Straight(_, flip) => Node::Flip(flip, open.inner),
            What::NoCase => Node::NoCase(open.inner),
            What::Outer => Node::Flip(Flip::Quote, open.inner),
            What::Inner => Node::Flip(Flip::InnerQuote, open.inner),
        };
        self.nodes().push(node);
    }

    /// Takes what was opened last for words.
    fn give_up(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let written = if let What::Straight('\'', _) = open.what { "’" } else { open.written };
        let nodes = self.nodes();
        push_text(nodes, written);
        for node in open.inner {
            match node {
                Node::Text(text) => push_text(nodes, &text),
                other => nodes.push(other),
            }
        }
    }

    /// Reads `"` or `'`.
    fn straight(&mut self, mark: char, rest: &'f str) {
        let next = rest.get(1..).unwrap_or_default();
        let after = next.chars().next();
        let begins = self.before.is_none_or(|sign| sign.is_whitespace() || "([{“‘«„‚\"'-–—/".contains(sign));
        let is_open = self.open.iter().rev().find_map(|open| match open.what {
            What::Tag(..) | What::NoCase => None,
            what => Some(matches!(what, What::Straight(of, _) if of == mark)),
        }) == Some(true);
        if begins && after.is_some_and(|sign| !sign.is_whitespace() && sign != mark) && !(mark == '\'' && is_short_form(next)) {
            let first = *self.first_straight.get_or_insert(mark);
            let flip = if first == mark { Flip::Quote } else { Flip::InnerQuote };
            let written = rest.get(..1).unwrap_or_default();
            self.begin(What::Straight(mark, flip), written);
        } else if is_open
            && self.before.is_some_and(|sign| !sign.is_whitespace())
            && after.is_none_or(|sign| !sign.is_alphanumeric())
            && matches!(self.open.last(), Some(Open { what: What::Straight(of, _), .. }) if *of == mark)
        {
            self.at += 1;
            self.close();
        } else if mark == '"' || (self.before.is_some_and(|sign| sign.is_ascii_digit()) && after.is_none_or(|sign| !sign.is_alphanumeric()))
        {
            self.word(mark, if mark == '"' { "\"" } else { "'" });
            return;
        } else {
            self.word(mark, "’");
            return;
        }
        self.before = Some(mark);
    }

    /// Reads a quotation mark of the locale, if there is one.
    fn typographic(&mut self, rest: &'f str) -> bool {
        let marks = self.marks;
        let pairs = [(&marks.open, &marks.close, What::Outer), (&marks.open_inner, &marks.close_inner, What::Inner)];
        for (open, close, what) in pairs {
            let (opening, closing) = (open.trim(), close.trim());
            if opening.is_empty() || opening.is_ascii() {
                continue;
            }
            let closes = rest.strip_prefix(closing);
            if let Some(after) = closes
                && self.open.last().is_some_and(|open| open.what == what)
                && !after.starts_with(char::is_alphanumeric)
            {
                self.at += closing.len();
                self.trim_end();
                self.close();
                self.before = closing.chars().next_back();
                return true;
            }
            // A mark that both opens and closes, or an apostrophe, opens only in front of a word.
            let begins = self.before.is_none_or(|sign| !sign.is_alphanumeric());
            if let Some(after) = rest.strip_prefix(opening)
                && begins
                && !after.is_empty()
            {
                let blank = if open.ends_with(char::is_whitespace) { after.len() - after.trim_start().len() } else { 0 };
                let written = rest.get(..opening.len() + blank).unwrap_or_default();
                self.begin(what, written);
                self.before = opening.chars().next_back();
                return true;
            }
        }
        false
    }

    /// Takes the blank in front of a closing mark away, which has its own.
    fn trim_end(&mut self) {
        if self.marks.close.starts_with(char::is_whitespace)
            && let Some(Node::Text(text)) = self.nodes().last_mut()
        {
            text.truncate(text.trim_end().len());
        }
    }

    fn end(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.give_up();
        }
        self.base
    }
}

/// Whether a run of words ends in front of a sign.
fn ends_run(sign: char) -> bool {
    matches!(sign, '<' | '"' | '\'' | ' ') || !sign.is_ascii()
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    match nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => nodes.push(Node::Text(text.to_owned())),
    }
}

/// Whether an apostrophe stands for what is left out: ’90s, ’n’.
fn is_short_form(after: &str) -> bool {
    let mut signs = after.chars();
    let (first, second, third) = (signs.next(), signs.next(), signs.next());
    let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    (digit(first) && digit(second) && !digit(third) && third != Some('\''))
        || (first.is_some_and(|sign| sign.eq_ignore_ascii_case(&'n'))
            && second == Some('\'')
            && third.is_none_or(|sign| !sign.is_alphanumeric()))
}

#[cfg(test)]
mod tests;
