//! The everyday part of YAML 1.2: block mappings and lists, plain, quoted and block scalars, lists and
//! mappings in brackets, comments. Not: anchors, tags, directives, several documents, tabs, complex
//! keys; nor anything that is wrong. All that is refused (`None`), never guessed.

use std::{borrow::Cow, collections::HashMap};

use super::{Data, Doubled, Node, Pair, Span, Tree};

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

/// Deeper nesting goes to the crate, which has its own limit.
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

    /// A scalar without quotes, on one line or several.
    fn plain(&mut self, indent: usize) -> Option<Node<'t>> {
        let start = self.at;
        let (first, mut commented) = self.plain_line(true)?;
        let mut end = start + first.len();
        let mut folded: Option<String> = None;
        loop {
            let line = self.at;
            match self.next_line()? {
                Some(next) if next > indent => {
                    if commented {
                        return None;
                    }
                    // Each empty line between is a line break, a single line break a space.
                    let between = self.text.get(line..self.at)?;
                    if between.contains('#') {
                        return None;
                    }
                    let breaks = between.bytes().filter(|&byte| byte == b'\n').count();
                    let begin = self.at;
                    let (words, comment) = self.plain_line(false)?;
                    commented = comment;
                    let text = folded.get_or_insert_with(|| first.to_owned());
                    match breaks {
                        0 => text.push(' '),
                        _ => text.extend(std::iter::repeat_n('\n', breaks)),
                    }
                    text.push_str(words);
                    end = begin + words.len();
                }
                _ => {
                    self.back_to_line();
                    break;
                }
            }
        }
        let data = match folded {
            Some(text) => Data::Quoted(Cow::Owned(text)),
            None if matches!(first, "~" | "null" | "Null" | "NULL") => Data::Null,
            None => Data::Plain(Cow::Borrowed(first)),
        };
        Some(Node { data, span: Span::new(start, end) })
    }

    /// One line of a plain scalar, and whether a comment stands behind it; the line is finished.
    fn plain_line(&mut self, first: bool) -> Option<(&'t str, bool)> {
        let end = self.line_end(self.at);
        let line = self.text.get(self.at..end)?;
        let bytes = line.as_bytes();
        if first && !begins_plain(bytes) {
            return None;
        }
        let mut length = bytes.len();
        let mut commented = false;
        for (index, &byte) in bytes.iter().enumerate() {
            match byte {
                b':' if matches!(bytes.get(index + 1), None | Some(b' ' | b'\r')) => return None,
                b'#' if index > 0 && bytes.get(index - 1) == Some(&b' ') => {
                    length = index;
                    commented = true;
                    break;
                }
                _ => {}
            }
        }
        self.at = (end + 1).min(self.text.len());
        Some((line.get(..length)?.trim_end_matches([' ', '\r']), commented))
    }

    /// A scalar in quotes; it may go on on lines deeper than `indent`, or not at all.
    fn quoted(&mut self, indent: Option<usize>) -> Option<Cow<'t, str>> {
        let quote = self.byte()?;
        let body = self.bytes(self.at + 1);
        let stop = body.iter().position(|&byte| byte == quote || byte == b'\\' && quote == b'"' || byte == b'\n')?;
        let begin = self.at + 1;
        if body.get(stop) == Some(&quote) && !(quote == b'\'' && body.get(stop + 1) == Some(&b'\'')) {
            self.at = begin + stop + 1;
            return Some(Cow::Borrowed(self.text.get(begin..begin + stop)?));
        }
        let mut text = String::new();
        let mut at = begin;
        loop {
            let rest = self.bytes(at);
            let stop = rest.iter().position(|&byte| byte == quote || byte == b'\\' && quote == b'"' || byte == b'\n')?;
            text.push_str(self.text.get(at..at + stop)?);
            at += stop;
            match rest.get(stop)? {
                b'\n' => at = self.fold(&mut text, at, indent?)?,
                b'\\' => at = self.escape(&mut text, at)?,
                _ if quote == b'\'' && rest.get(stop + 1) == Some(&b'\'') => {
                    text.push('\'');
                    at += 2;
                }
                _ => break,
            }
        }
        self.at = at + 1;
        Some(Cow::Owned(text))
    }

    /// A line break inside quotes, at `at`.
    fn fold(&self, text: &mut String, at: usize, indent: usize) -> Option<usize> {
        text.truncate(text.trim_end_matches([' ', '\r']).len());
        let (next, breaks) = self.over_breaks(at, indent)?;
        match breaks {
            1 => text.push(' '),
            _ => text.extend(std::iter::repeat_n('\n', breaks - 1)),
        }
        Some(next)
    }

    /// Behind the line breaks at `at`: where the next words stand (deeper than `indent`), and how many
    /// line breaks there were.
    fn over_breaks(&self, mut at: usize, indent: usize) -> Option<(usize, usize)> {
        let mut breaks = 0;
        while self.text.as_bytes().get(at) == Some(&b'\n') {
            breaks += 1;
            at += 1;
            let spaces = self.bytes(at).iter().take_while(|&&byte| byte == b' ').count();
            let blank = matches!(self.bytes(at + spaces), [b'\n', ..] | [b'\r', b'\n', ..]);
            if blank {
                at += spaces + usize::from(self.text.as_bytes().get(at + spaces) == Some(&b'\r'));
            } else if spaces > indent {
                at += spaces;
            } else {
                return None;
            }
        }
        Some((at, breaks))
    }

    /// An escape in double quotes, at `at`.
    fn escape(&self, text: &mut String, at: usize) -> Option<usize> {
        let code = |digits: usize| {
            let hex = self.text.get(at + 2..at + 2 + digits)?;
            let valid = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            valid.then(|| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32))?
        };
        let (c, length) = match self.text.as_bytes().get(at + 1)? {
            b'n' => ('\n', 2),
            b't' => ('\t', 2),
            b'"' => ('"', 2),
            b'\\' => ('\\', 2),
            b'/' => ('/', 2),
            b'_' => ('\u{a0}', 2),
            b'x' => (code(2)?, 4),
            b'u' => (code(4)?, 6),
            b'U' => (code(8)?, 10),
            _ => return None,
        };
        text.push(c);
        Some(at + length)
    }

    /// A list or mapping in brackets.
    fn flow(&mut self) -> Option<Data<'t>> {
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

    /// A scalar of whole lines, kept (`|`) or folded (`>`), below a key at column `indent`.
    fn block_scalar(&mut self, indent: usize) -> Option<Node<'t>> {
        let start = self.at;
        let folded = self.byte()? == b'>';
        self.at += 1;
        let chomp = match self.byte() {
            Some(byte @ (b'-' | b'+')) => {
                self.at += 1;
                Some(byte)
            }
            _ => None,
        };
        self.spaces();
        if !self.ends_line() {
            return None;
        }
        self.finish_line()?;
        let mut text = String::new();
        let mut depth = None;
        let mut end = self.at;
        let mut blank = 0;
        let mut deeper = false;
        while self.at < self.text.len() {
            let stop = self.line_end(self.at);
            if stop == self.text.len() {
                return None;
            }
            let line = self.text.get(self.at..stop)?.trim_end_matches('\r');
            let spaces = line.bytes().take_while(|&byte| byte == b' ').count();
            if spaces == line.len() {
                if depth.is_none_or(|depth| spaces > depth) && spaces > 0 {
                    return None;
                }
                blank += 1;
            } else {
                let deep = *depth.get_or_insert(spaces);
                if deep <= indent {
                    return None;
                }
                if spaces < deep {
                    break;
                }
                let words = line.get(deep..)?;
                deeper |= spaces > deep;
                match (folded, text.is_empty(), blank) {
                    (true, false, 0) => {
                        text.pop();
                        text.push(' ');
                    }
                    // Between paragraphs the line break before the empty lines is folded away.
                    (true, false, _) => text.extend(std::iter::repeat_n('\n', blank - 1)),
                    _ => text.extend(std::iter::repeat_n('\n', blank)),
                }
                text.push_str(words);
                text.push('\n');
                end = stop;
                blank = 0;
            }
            self.at = stop + 1;
        }
        // Deeper lines are kept unfolded; an empty block has rules of its own: rare, and left to the crate.
        if folded && deeper || text.is_empty() {
            return None;
        }
        match chomp {
            Some(b'-') => text.truncate(text.trim_end_matches('\n').len()),
            Some(_) => text.extend(std::iter::repeat_n('\n', blank)),
            None => {}
        }
        Some(Node { data: Data::Quoted(Cow::Owned(text)), span: Span::new(start, end) })
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

/// The keys of a mapping with many of them: few are sooner looked through.
#[derive(Default)]
struct Keys<'t> {
    many: HashMap<Cow<'t, str>, Span>,
}

impl<'t> Keys<'t> {
    const FEW: usize = 32;

    /// Where the key stands already.
    fn find(&mut self, pairs: &[Pair<'t>], key: &str) -> Option<Span> {
        if pairs.len() <= Self::FEW {
            return pairs.iter().find(|pair| pair.key == key).map(|pair| pair.place);
        }
        // One pair is added between two looks; at the first one, all are new.
        let known = self.many.len();
        self.many.extend(pairs.iter().skip(known).map(|pair| (pair.key.clone(), pair.place)));
        self.many.get(key).copied()
    }
}

/// Whether a plain scalar may begin here (YAML 1.2, rule `ns-plain-first`).
fn begins_plain(bytes: &[u8]) -> bool {
    match bytes {
        [b'-' | b'?' | b':', next, ..] => !matches!(next, b' ' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}'),
        [b'-' | b'?' | b':'] | [] => false,
        [first, ..] => !matches!(
            first,
            b',' | b'['
                | b']'
                | b'{'
                | b'}'
                | b'#'
                | b'&'
                | b'*'
                | b'!'
                | b'|'
                | b'>'
                | b'\''
                | b'"'
                | b'%'
                | b'@'
                | b'`'
                | b' '
                | b'\n'
                | b'\r'
        ),
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
