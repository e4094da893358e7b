//! A text under which two writings of the same words are equal, and the way back to the text as written.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use scholion_base::Span;

/// A folded text: NFC, every run of white space one space, quotation marks and dashes of one kind each, without
/// characters that nobody sees. Capitals and diacritics stay: they make other words.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The characters.
    pub chars: Vec<char>,
    /// Where each stands in the text as written; one more at the end, where the last one ends.
    starts: Vec<u32>,
    /// Where each ends in the text as written.
    ends: Vec<u32>,
}

impl Folded {
    /// Folds a text. White space at its ends goes.
    pub fn new(text: &str) -> Self {
        let mut folded =
            Self { chars: Vec::with_capacity(text.len()), starts: Vec::with_capacity(text.len()), ends: Vec::with_capacity(text.len()) };
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_ascii() && chars.peek().is_none_or(|(_, next)| next.is_ascii()) {
                folded.push(c, at, at + 1);
                continue;
            }
            // A character goes with the marks that stand on it, as NFC may make one of them all.
            let mut end = at + c.len_utf8();
            while let Some(&(next, mark)) = chars.peek()
                && joins(mark)
            {
                end = next + mark.len_utf8();
                chars.next();
            }
            let cluster = text.get(at..end).unwrap_or("");
            match c {
                // Ligatures of PDF files.
                '\u{fb00}'..='\u{fb06}' | '\u{2026}' => cluster.nfkc().for_each(|c| folded.push(c, at, end)),
                _ if end == at + c.len_utf8() && !may_compose(c) => folded.push(c, at, end),
                _ => cluster.nfc().for_each(|c| folded.push(c, at, end)),
            }
        }
        if folded.chars.last() == Some(&' ') {
            folded.chars.pop();
            folded.starts.pop();
            folded.ends.pop();
        }
        folded
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        let Some(c) = fold(c) else { return };
        let last = self.chars.last().copied();
        // A run of white space is one space, a run of dashes one dash.
        if c == ' ' && last.is_none_or(|last| last == ' ') {
            return;
        }
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        if c == '-' && last == Some('-') {
            if let Some(last) = self.ends.last_mut() {
                *last = end;
            }
            return;
        }
        self.chars.push(c);
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        self.ends.push(end);
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The characters from `start` up to `end`, cut at the text's ends.
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.chars.len());
        self.chars.get(start.min(end)..end).unwrap_or(&[])
    }

    /// The range of the text as written that the characters from `start` up to `end` stand for.
    pub fn written(&self, start: usize, end: usize) -> Span {
        let from = self.starts.get(start).copied().unwrap_or(0);
        let to = end.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(from);
        Span { start: from, end: to.max(from) }
    }
}

/// Whether a character is written on or into the one before it.
fn joins(c: char) -> bool {
    !c.is_ascii() && (canonical_combining_class(c) != 0 || matches!(c, '\u{1160}'..='\u{11ff}'))
}

/// Whether NFC may make another character of this one alone.
fn may_compose(c: char) -> bool {
    matches!(u32::from(c), 0x340..=0x37f | 0x387 | 0x958..=0x9df | 0xa33..=0xb5d | 0xf43..=0xfb9 | 0x1100..=0x11ff | 0x1f71..=0x2000 | 0x2001 | 0x2126..=0x212b | 0x2329..=0x232a | 0x2adc | 0xf900..=0xfb4e | 0x1d15e.. )
}

/// One character under which its variants are equal; `None` for what nobody sees.
fn fold(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(match c {
            '`' => '\'',
            c if c.is_ascii_whitespace() || c.is_ascii_control() => ' ',
            c => c,
        });
    }
    Some(match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            return None;
        }
        '\u{2018}'..='\u{201b}' | '\u{2039}' | '\u{203a}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '«' | '»' | '\u{2033}' | '\u{301d}'..='\u{301f}' | '\u{ff02}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    })
}
