//! Lists and mappings in brackets.

use std::borrow::Cow;

use super::{DEEPEST, Reader, scalar::begins_plain};
use crate::{
    Span,
    yaml::{Data, Doubled, Node, Pair, keys::Keys},
};

impl<'t> Reader<'t> {
    /// A list or mapping in brackets.
    pub(super) fn flow(&mut self) -> Option<Data<'t>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let open = self.byte()?;
        self.at += 1;
        let mut items = Vec::new();
        let mut pairs: Vec<Pair<'t>> = Vec::new();
        let mut keys = Keys::default();
        self.flow_space()?;
        loop {
            match (open, self.byte()?) {
                (b'[', b']') | (b'{', b'}') => break,
                (b'[', _) => items.push(self.flow_value()?),
                _ => {
                    let place = self.at;
                    let key = match self.byte()? {
                        b'"' | b'\'' => self.quoted(None)?,
                        _ => Cow::Borrowed(self.flow_plain()?),
                    };
                    let place = Span::new(place, self.at);
                    if key == "<<" || self.byte()? != b':' || !matches!(self.bytes(self.at + 1).first(), Some(b' ')) {
                        return None;
                    }
                    self.at += 1;
                    self.flow_space()?;
                    let value = self.flow_value()?;
                    match keys.find(&pairs, &key) {
                        Some(first) => self.doubled.push(Doubled { key: key.into_owned(), first, again: place }),
                        None => pairs.push(Pair { key, place, value }),
                    }
                }
            }
            self.flow_space()?;
            match self.byte()? {
                b',' => self.at += 1,
                b']' | b'}' => {}
                _ => return None,
            }
            self.flow_space()?;
        }
        self.at += 1;
        self.depth -= 1;
        Some(if open == b'[' { Data::List(items) } else { Data::Map(pairs) })
    }

    fn flow_value(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        let data = match self.byte()? {
            b'"' | b'\'' => Data::Quoted(self.quoted(Some(0))?),
            b'[' | b'{' => self.flow()?,
            _ => match self.flow_plain()? {
                "~" | "null" | "Null" | "NULL" => Data::Null,
                text => Data::Plain(Cow::Borrowed(text)),
            },
        };
        Some(Node { data, span: Span::new(start, self.at) })
    }

    /// A plain scalar in brackets: no colon, no comment, on one line.
    fn flow_plain(&mut self) -> Option<&'t str> {
        let rest = self.bytes(self.at);
        if !begins_plain(rest) {
            return None;
        }
        let length = rest.iter().position(|byte| matches!(byte, b',' | b']' | b'}' | b'[' | b'{' | b':' | b'\n' | b'\r' | b'#'))?;
        let ends =
            matches!(rest.get(length), Some(b',' | b']' | b'}')) || rest.get(length) == Some(&b':') && rest.get(length + 1) == Some(&b' ');
        let text = self.text.get(self.at..self.at + length)?.trim_end_matches(' ');
        self.at += length;
        (ends && !text.is_empty()).then_some(text)
    }

    /// Spaces and line breaks between what stands in brackets.
    fn flow_space(&mut self) -> Option<()> {
        loop {
            self.spaces();
            match self.bytes(self.at) {
                [b'\n', b' ', ..] => self.at += 1,
                [b'\r', b'\n', b' ', ..] => self.at += 2,
                [b'\n' | b'\r' | b'#', ..] => return None,
                _ => return Some(()),
            }
        }
    }
}
