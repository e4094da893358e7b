//! Scalars: plain, in quotes, of whole lines.

use std::borrow::Cow;

use super::Reader;
use crate::{
    Span,
    yaml::{Data, Node},
};

impl<'t> Reader<'t> {
    /// A scalar without quotes, on one line or several.
    pub(super) fn plain(&mut self, indent: usize) -> Option<Node<'t>> {
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
    pub(super) fn quoted(&mut self, indent: Option<usize>) -> Option<Cow<'t, str>> {
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

    /// A scalar of whole lines, kept (`|`) or folded (`>`), below a key at column `indent`.
    pub(super) fn block_scalar(&mut self, indent: usize) -> Option<Node<'t>> {
        let start = self.at;
        let folded = self.byte()? == b'>';
        self.at += 1;
        // How deep it stands is given where its first line begins with a space; how it ends, before or behind that.
        let (mut chomp, mut given) = (None, None);
        let line = self.text.get(..start)?.rsplit('\n').next()?;
        let is_value = line.trim_end().ends_with(':');
        loop {
            match self.byte() {
                Some(byte @ (b'-' | b'+')) if chomp.is_none() => chomp = Some(byte),
                Some(digit @ b'1'..=b'9') if given.is_none() && is_value => given = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.at += 1;
        }
        self.spaces();
        if !self.ends_line() {
            return None;
        }
        self.finish_line()?;
        let mut text = String::new();
        let mut depth = given.map(|given| indent + given);
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
}

/// Whether a plain scalar may begin here (YAML 1.2, rule `ns-plain-first`).
pub(super) fn begins_plain(bytes: &[u8]) -> bool {
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
