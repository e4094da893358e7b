//! The words of an entry without their markup, each byte still knowing where it came from.
//!
//! Entries come from Markdown: emphasis (`*…*`, `_…_`), autolinks (`<https://…>`), inline links and
//! backslash escapes. A parser wants plain words; editors want spans into what they see in the file.

use std::borrow::Cow;

use scholion_base::Span;

/// A text without markup.
#[derive(Clone, Debug)]
pub struct Plain<'a> {
    /// The words; white space is as given.
    pub text: Cow<'a, str>,
    /// For each byte of `text` its offset in the source, and one more for the end; empty if nothing was
    /// taken out.
    map: Vec<u32>,
    /// What stood in emphasis, as ranges of `text`, in order.
    pub emphasis: Vec<Span>,
}

impl Plain<'_> {
    /// The part of the source that a part of the plain text came from.
    pub fn source(&self, start: usize, end: usize) -> Span {
        if self.map.is_empty() || end <= start {
            return Span::new(start, end);
        }
        let at = |offset: usize| self.map.get(offset).map_or(0, |&offset| offset as usize);
        // The end is counted from the last byte: a closing `*` behind it is not part of the words.
        Span::new(at(start), at(end - 1) + 1)
    }

    /// Whether the byte stands in emphasis.
    pub fn is_emphasised(&self, offset: usize) -> bool {
        let after = self.emphasis.partition_point(|span| span.start as usize <= offset);
        after.checked_sub(1).and_then(|at| self.emphasis.get(at)).is_some_and(|span| offset < span.end as usize)
    }
}

/// Takes the markup out of `source`.
pub fn plain(source: &str) -> Plain<'_> {
    if !source.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'\\' | b'<' | b'>' | b'`')) && !source.contains("](") {
        return Plain { text: Cow::Borrowed(source), map: Vec::new(), emphasis: Vec::new() };
    }
    Stripper {
        source,
        at: 0,
        text: String::with_capacity(source.len()),
        map: Vec::with_capacity(source.len() + 1),
        marks: Vec::new(),
        link: None,
    }
    .run()
}

struct Stripper<'a> {
    source: &'a str,
    at: usize,
    text: String,
    map: Vec<u32>,
    /// Emphasis marks taken out: their offset in `text`, the mark, whether they may open and close.
    marks: Vec<Mark>,
    /// Where the bracket of an inline link closes, and the end of its address.
    link: Option<(usize, usize)>,
}

struct Mark {
    offset: usize,
    source: usize,
    mark: u8,
    len: usize,
    opens: bool,
    closes: bool,
}

impl<'a> Stripper<'a> {
    fn run(mut self) -> Plain<'a> {
        while let Some(&byte) = self.source.as_bytes().get(self.at) {
            match byte {
                b'\\' if self.next_is(|next| next.is_ascii_punctuation()) => {
                    self.at += 1;
                    self.keep(1);
                }
                b'<' if self.autolink() => self.at += 1,
                b'>' if self.ends_address() => self.at += 1,
                b'h' | b'H' | b'w' if self.at_address() => self.address(),
                b'*' | b'_' => self.emphasis(byte),
                b'`' => self.at += 1,
                b'[' if self.inline_link() => self.at += 1,
                b']' if self.link.is_some_and(|(close, _)| close == self.at) => {
                    self.at = self.link.take().map_or(self.at + 1, |(_, end)| end);
                }
                _ => self.keep(byte_len(byte)),
            }
        }
        self.map.push(u32::try_from(self.source.len()).unwrap_or(u32::MAX));
        let (restored, emphasis) = pair(&self.marks);
        if restored.is_empty() {
            return Plain { text: Cow::Owned(self.text), map: self.map, emphasis };
        }
        self.restore(&restored, emphasis)
    }

    fn next_is(&self, test: impl Fn(u8) -> bool) -> bool {
        self.source.as_bytes().get(self.at + 1).copied().is_some_and(test)
    }

    fn keep(&mut self, len: usize) {
        let end = (self.at + len).min(self.source.len());
        self.text.push_str(self.source.get(self.at..end).unwrap_or(""));
        for offset in self.at..end {
            self.map.push(u32::try_from(offset).unwrap_or(u32::MAX));
        }
        self.at = end;
    }

    /// `<https://…>`, `<www.…>` and the like.
    fn autolink(&self) -> bool {
        let rest = self.source.get(self.at + 1..).unwrap_or("");
        is_address(rest.trim_start()) && rest.contains('>')
    }

    /// The `>` behind an address.
    fn ends_address(&self) -> bool {
        let before = self.text.rsplit(|c: char| c.is_whitespace()).find(|word| !word.is_empty()).unwrap_or("");
        is_address(before) || before.contains("://")
    }

    fn at_address(&self) -> bool {
        let starts = self.at == 0 || !self.source.as_bytes().get(self.at - 1).is_some_and(u8::is_ascii_alphanumeric);
        starts && is_address(self.source.get(self.at..).unwrap_or(""))
    }

    /// Copies an address: `_` and `*` are part of it, but not at its end.
    fn address(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or("");
        let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | '"' | '”' | '»')).unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or("");
        let len = word.trim_end_matches(['*', '_']).len().max(1);
        let end = self.at + len;
        while self.at < end {
            match self.source.as_bytes().get(self.at).copied() {
                Some(b'\\') if self.next_is(|next| next.is_ascii_punctuation()) => self.at += 1,
                Some(byte) => self.keep(byte_len(byte)),
                None => break,
            }
        }
    }

    fn emphasis(&mut self, mark: u8) {
        let bytes = self.source.as_bytes();
        let len = bytes.iter().skip(self.at).take_while(|&&byte| byte == mark).count();
        let before = self.source.get(..self.at).and_then(|text| text.chars().next_back());
        let after = self.source.get(self.at + len..).and_then(|text| text.chars().next());
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (mut opens, mut closes) = (!space(after), !space(before));
        if mark == b'_' {
            opens &= !word(before);
            closes &= !word(after);
        }
        if len > 3 || !(opens || closes) {
            self.keep(len);
            return;
        }
        self.marks.push(Mark { offset: self.text.len(), source: self.at, mark, len, opens, closes });
        self.at += len;
    }

    /// Whether a `[` opens `[words](address)`; remembers where it closes.
    fn inline_link(&mut self) -> bool {
        if self.link.is_some() {
            return false;
        }
        let rest = self.source.get(self.at..).unwrap_or("");
        let Some(close) = rest.find("](") else { return false };
        if rest.get(1..close).is_none_or(|words| words.contains('[')) {
            return false;
        }
        let Some(end) = rest.get(close..).and_then(|tail| tail.find(')')) else { return false };
        self.link = Some((self.at + close, self.at + close + end + 1));
        true
    }

    /// Puts marks that found no partner back as the characters they are.
    fn restore(self, restored: &[usize], emphasis: Vec<Span>) -> Plain<'a> {
        let mut text = String::with_capacity(self.source.len());
        let mut map = Vec::with_capacity(self.map.len());
        let mut from = 0;
        let mut shifts: Vec<(usize, usize)> = Vec::with_capacity(restored.len());
        for mark in restored.iter().filter_map(|&index| self.marks.get(index)) {
            text.push_str(self.text.get(from..mark.offset).unwrap_or(""));
            map.extend(self.map.get(from..mark.offset).unwrap_or(&[]));
            for step in 0..mark.len {
                text.push(char::from(mark.mark));
                map.push(u32::try_from(mark.source + step).unwrap_or(u32::MAX));
            }
            from = mark.offset;
            shifts.push((mark.offset, mark.len));
        }
        text.push_str(self.text.get(from..).unwrap_or(""));
        map.extend(self.map.get(from..).unwrap_or(&[]));
        let mut next = 0;
        let mut shifted = 0;
        let mut moved = |offset: u32| {
            while let Some(&(at, len)) = shifts.get(next).filter(|(at, _)| *at <= offset as usize) {
                let _ = at;
                shifted += len;
                next += 1;
            }
            offset as usize + shifted
        };
        let emphasis = emphasis.into_iter().map(|span| Span::new(moved(span.start), moved(span.end))).collect();
        Plain { text: Cow::Owned(text), map, emphasis }
    }
}

/// Pairs opening with closing marks; gives the indices of those without partner, and what the pairs hold.
fn pair(marks: &[Mark]) -> (Vec<usize>, Vec<Span>) {
    let mut open: Vec<usize> = Vec::new();
    let mut partner = vec![false; marks.len()];
    let mut spans: Vec<Span> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let partner_of = |open: &Vec<usize>| {
            open.iter().rposition(|&at| marks.get(at).is_some_and(|other| other.mark == mark.mark && other.len == mark.len))
        };
        if mark.closes
            && let Some(at) = partner_of(&open)
            && let Some(&opened) = open.get(at)
        {
            open.truncate(at);
            for index in [opened, index] {
                if let Some(paired) = partner.get_mut(index) {
                    *paired = true;
                }
            }
            let start = marks.get(opened).map_or(mark.offset, |mark| mark.offset);
            // A nested pair is swallowed by the one around it.
            while spans.last().is_some_and(|last| last.start as usize >= start) {
                spans.pop();
            }
            spans.push(Span::new(start, mark.offset));
        } else if mark.opens {
            open.push(index);
        }
    }
    let restored = partner.iter().enumerate().filter(|(_, paired)| !**paired).map(|(index, _)| index).collect();
    (restored, spans)
}

/// Whether a text begins as an address does.
pub fn is_address(text: &str) -> bool {
    let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    starts("http://") || starts("https://") || starts("www.") || starts("ftp://")
}

fn byte_len(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str, emphasised: &[&str]) {
        let plain = plain(source);
        assert_eq!(plain.text, text);
        let found: Vec<&str> = plain.emphasis.iter().map(|span| span.of(&plain.text)).collect();
        assert_eq!(found, emphasised, "{source}");
        for (offset, c) in plain.text.char_indices() {
            assert_eq!(plain.source(offset, offset + c.len_utf8()).of(source), c.to_string());
        }
    }

    #[test]
    fn markup_is_taken_out() {
        check("Smith, J. *The title*. <https://a.org/b_c_d>.", "Smith, J. The title. https://a.org/b_c_d.", &["The title"]);
        check("A **bold** and _it_ snake_case_name", "A bold and it snake_case_name", &["bold", "it"]);
        check(r"A \*star\* 3 * 4", "A *star* 3 * 4", &[]);
        check("See [the page](https://a.org).", "See the page.", &[]);
        check("Вестник *РУДН*, *22(2)*", "Вестник РУДН, 22(2)", &["РУДН", "22(2)"]);
        check("an *unpaired and *paired* one", "an *unpaired and paired one", &["paired"]);
        check("a < b > c", "a < b > c", &[]);
    }
}
