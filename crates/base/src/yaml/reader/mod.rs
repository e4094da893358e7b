//! The everyday part of YAML 1.2: block mappings and lists, plain, quoted and block scalars, lists and
//! mappings in brackets, comments. Not: anchors, tags, directives, several documents, tabs, complex
//! keys; nor anything that is wrong. All that is refused (`None`), never guessed.

mod flow;
mod scalar;

use std::borrow::Cow;

use scalar::begins_plain;

use super::{Data, Doubled, Node, Pair, Span, Tree, keys::Keys};

/// Reads a whole text.
pub(super) fn read(text: &str) -> Option<Tree<'_>> {
    if !is_everyday(text.as_bytes()) {
        return None;
    }
    let mut reader = Reader { text, at: 0, depth: 0, doubled: Vec::new() };
    let root = match reader.next_line()? {
        None => Node::default(),
        Some(indent) => reader.block(indent)?,
    };
    // Something that no block took is a mistake.
    reader.next_line()?.is_none().then_some(Tree { root, doubled: reader.doubled })
}

/// Deeper nesting goes to [`super::events`], which says what is too deep.
const DEEPEST: u32 = 48;

struct Reader<'t> {
    text: &'t str,
    /// Between values: at the beginning of a line, or of its first word.
    at: usize,
    depth: u32,
    doubled: Vec<Doubled>,
}

impl<'t> Reader<'t> {
    /// Goes to the first word of the next line that has one; gives its indentation.
    /// `None` inside for the end of the text, outside for a refusal.
    fn next_line(&mut self) -> Option<Option<usize>> {
        loop {
            let rest = self.bytes(self.at);
            let indent = rest.iter().take_while(|&&byte| byte == b' ').count();
            match rest.get(indent) {
                None => {
                    self.at += indent;
                    return Some(None);
                }
                Some(b'\n' | b'\r' | b'#') => self.at = self.line_end(self.at) + 1,
                Some(_) => {
                    self.at += indent;
                    let marker = indent == 0 && matches!(rest.get(..3), Some(b"---" | b"..."));
                    return if marker || rest.starts_with(b"%") { None } else { Some(Some(indent)) };
                }
            }
            if self.at >= self.text.len() {
                self.at = self.text.len();
            }
        }
    }

    /// A value that begins at the first word of a line, at column `indent`.
    fn block(&mut self, indent: usize) -> Option<Node<'t>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let node = if self.is_item() {
            self.sequence(indent)
        } else if self.key_length().is_some() {
            self.mapping(indent)
        } else {
            // A scalar on the line below its key: it may go on on lines that stand at least as deep.
            self.inline(indent.checked_sub(1)?)
        };
        self.depth -= 1;
        node
    }

    fn sequence(&mut self, indent: usize) -> Option<Node<'t>> {
        let start = self.at;
        let mut end = start;
        let mut items = Vec::new();
        loop {
            if !self.is_item() {
                return None;
            }
            let dash = self.at;
            self.at += 1;
            let spaces = self.spaces();
            let item = if self.ends_line() {
                self.below(indent, dash)?
            } else if self.is_item() || self.key_length().is_some() {
                self.block(indent + 1 + spaces)?
            } else {
                self.inline(indent)?
            };
            end = (item.span.end as usize).max(end);
            items.push(item);
            match self.next_line()? {
                Some(next) if next == indent && self.is_item() => {}
                Some(next) if next > indent => return None,
                _ => break,
            }
        }
        self.back_to_line();
        Some(Node { data: Data::List(items), span: Span::new(start, end) })
    }

    fn mapping(&mut self, indent: usize) -> Option<Node<'t>> {
        let start = self.at;
        let mut end = start;
        let mut pairs: Vec<Pair<'t>> = Vec::new();
        let mut keys = Keys::default();
        loop {
            let length = self.key_length()?;
            let place = Span::new(self.at, self.at + length);
            let key = self.key(length)?;
            self.at += length;
            self.spaces();
            self.at += 1; // the colon
            self.spaces();
            let value = if self.ends_line() { self.below_key(indent, self.at)? } else { self.inline(indent)? };
            end = (value.span.end as usize).max(place.end as usize).max(end);
            match keys.find(&pairs, &key) {
                Some(first) => self.doubled.push(Doubled { key: key.into_owned(), first, again: place }),
                None => pairs.push(Pair { key, place, value }),
            }
            match self.next_line()? {
                Some(next) if next == indent => {}
                Some(next) if next > indent => return None,
                _ => break,
            }
        }
        self.back_to_line();
        Some(Node { data: Data::Map(pairs), span: Span::new(start, end) })
    }

    /// The value of a key whose line ends behind the colon.
    fn below_key(&mut self, indent: usize, empty: usize) -> Option<Node<'t>> {
        self.finish_line()?;
        match self.next_line()? {
            Some(next) if next > indent || next == indent && self.is_item() => self.block(next),
            _ => {
                self.back_to_line();
                Some(Node { data: Data::Null, span: Span::new(empty, empty) })
            }
        }
    }

    /// The item of a dash whose line ends behind it.
    fn below(&mut self, indent: usize, empty: usize) -> Option<Node<'t>> {
        self.finish_line()?;
        match self.next_line()? {
            Some(next) if next > indent => self.block(next),
            _ => {
                self.back_to_line();
                Some(Node { data: Data::Null, span: Span::new(empty, empty + 1) })
            }
        }
    }

    /// A value on the line of its key or dash, which stands at column `indent`; the line is finished.
    fn inline(&mut self, indent: usize) -> Option<Node<'t>> {
        let start = self.at;
        let data = match self.byte()? {
            b'"' | b'\'' => Data::Quoted(self.quoted(Some(indent))?),
            b'[' | b'{' => self.flow()?,
            b'|' | b'>' => return self.block_scalar(indent),
            _ => return self.plain(indent),
        };
        let span = Span::new(start, self.at);
        self.finish_line()?;
        Some(Node { data, span })
    }

    /// Whether a dash of a list stands here.
    fn is_item(&self) -> bool {
        matches!(self.bytes(self.at), [b'-', b' ' | b'\n' | b'\r', ..] | [b'-'])
    }

    /// The length of the key here, if a key and a colon stand here.
    fn key_length(&self) -> Option<usize> {
        /// The crate's limit is 1,024 characters.
        const LONGEST: usize = 256;
        let rest = self.bytes(self.at);
        let ends = |at: usize| matches!(rest.get(at + 1), None | Some(b' ' | b'\n' | b'\r'));
        if let Some(quote @ (b'"' | b'\'')) = rest.first() {
            let end = rest.iter().take(LONGEST).skip(1).position(|byte| byte == quote || *byte == b'\\' || *byte == b'\n')? + 1;
            let after = end + 1 + rest.get(end + 1..)?.iter().take_while(|&&byte| byte == b' ').count();
            return (rest.get(end) == Some(quote) && rest.get(after) == Some(&b':') && ends(after)).then_some(end + 1);
        }
        if !begins_plain(rest) {
            return None;
        }
        for (index, byte) in rest.iter().enumerate().take(LONGEST) {
            match byte {
                b':' if ends(index) => {
                    let key = rest.get(..index)?;
                    return Some(key.len() - key.iter().rev().take_while(|&&byte| byte == b' ').count());
                }
                b'\n' | b'\r' => return None,
                b'#' if index > 0 && rest.get(index - 1) == Some(&b' ') => return None,
                _ => {}
            }
        }
        None
    }

    fn key(&self, length: usize) -> Option<Cow<'t, str>> {
        let key = self.text.get(self.at..self.at + length)?;
        let key = match key.as_bytes() {
            [b'"', .., b'"'] | [b'\'', .., b'\''] => key.get(1..length - 1)?,
            _ => key,
        };
        (key != "<<").then_some(Cow::Borrowed(key))
    }

    fn spaces(&mut self) -> usize {
        let spaces = self.bytes(self.at).iter().take_while(|&&byte| byte == b' ').count();
        self.at += spaces;
        spaces
    }

    /// Whether nothing but a comment comes on this line.
    fn ends_line(&self) -> bool {
        match self.bytes(self.at) {
            [] | [b'\n', ..] | [b'\r', b'\n', ..] => true,
            [b'#', ..] => self.at.checked_sub(1).and_then(|before| self.text.as_bytes().get(before)) == Some(&b' '),
            _ => false,
        }
    }

    fn finish_line(&mut self) -> Option<()> {
        self.spaces();
        if !self.ends_line() {
            return None;
        }
        self.at = (self.line_end(self.at) + 1).min(self.text.len());
        Some(())
    }

    /// Back to the beginning of the line, for those who look for the next one.
    fn back_to_line(&mut self) {
        let spaces = self.text.as_bytes().get(..self.at).map_or(0, |before| before.iter().rev().take_while(|&&byte| byte == b' ').count());
        self.at -= spaces;
    }

    fn line_end(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |length| at + length)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn bytes(&self, at: usize) -> &'t [u8] {
        self.text.as_bytes().get(at..).unwrap_or(&[])
    }
}

/// Whether there are no tabs, no characters that YAML forbids, and no line breaks but LF and CRLF.
fn is_everyday(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(index, &byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(index + 1) == Some(&b'\n'),
        0..=0x1f | 0x7f => false,
        0xc2 => bytes.get(index + 1).is_some_and(|&next| next >= 0xa0),
        0xe2 => !matches!(bytes.get(index + 1..index + 3), Some([0x80, 0xa8 | 0xa9])),
        0xef => !matches!(bytes.get(index + 1..index + 3), Some([0xbb, 0xbf] | [0xbf, 0xbe | 0xbf])),
        _ => true,
    })
}
