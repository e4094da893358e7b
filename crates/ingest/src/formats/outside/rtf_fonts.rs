//! RTF in which letters beyond ASCII are named by their numbers in Unicode: in a file they are bytes in the code page of their font, and
//! programs take them for those of the file's.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{rtf::control, rtf_fields};
use scholion_base::source_text::code_page;

/// What holds within a group.
#[derive(Clone, Copy)]
struct State {
    font: Option<i64>,
    /// How many characters stand for one of Unicode, for old programs.
    fallback: usize,
}

struct Writing<'b> {
    bytes: &'b [u8],
    state: State,
    groups: Vec<State>,
    /// The code pages of fonts.
    fonts: BTreeMap<i64, u16>,
    /// The code page of the file.
    page: u16,
    default_font: Option<i64>,
    /// How deep the table of fonts stands, and the font that it speaks of.
    table: Option<(usize, i64)>,
    /// Bytes in a code page that are still to be read.
    run: Vec<u8>,
    /// Whether the last of them is the first of two bytes of a character.
    is_open: bool,
    made: Vec<u8>,
}

/// Signs that are no letters: they stay as they are.
const SYMBOLS: u16 = 0;

/// The same text, in Unicode.
pub fn in_unicode(bytes: &[u8]) -> Vec<u8> {
    let state = State { font: None, fallback: 1 };
    let made = Vec::with_capacity(bytes.len());
    let mut writing = Writing {
        bytes,
        state,
        groups: Vec::new(),
        fonts: BTreeMap::new(),
        page: 1252,
        default_font: None,
        table: None,
        run: Vec::new(),
        is_open: false,
        made,
    };
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'{'
            && let Some(end) = behind_program(bytes, at)
        {
            writing.end_run();
            at = end;
            continue;
        }
        at = match byte {
            b'\\' => writing.sign(at),
            b'\r' | b'\n' => {
                writing.made.push(byte);
                at + 1
            }
            _ if byte >= 0x80 || writing.is_open => {
                writing.take(byte);
                at + 1
            }
            _ => {
                writing.end_run();
                writing.group(byte);
                writing.made.push(byte);
                at + 1
            }
        };
    }
    writing.end_run();
    writing.made
}

/// The place behind a group that begins at a place and names the program that wrote the file. Pandoc takes the words of the paragraph before
/// it for a part of that name, and shows their notes twice.
fn behind_program(bytes: &[u8], start: usize) -> Option<usize> {
    /// In bytes.
    const LONGEST: usize = 2_000;
    let name = bytes.get(start + 1..)?.trim_ascii_start().strip_prefix(b"\\*")?.trim_ascii_start();
    if !name.starts_with(b"\\generator") {
        return None;
    }
    Some(start + rtf_fields::group_end(bytes.get(start..)?, LONGEST)?)
}

impl Writing<'_> {
    fn group(&mut self, byte: u8) {
        match byte {
            b'{' => self.groups.push(self.state),
            b'}' => {
                self.state = self.groups.pop().unwrap_or(self.state);
                self.table = self.table.filter(|(depth, _)| *depth <= self.groups.len());
            }
            _ => {}
        }
    }

    /// A sign at a place; gives the place behind it.
    fn sign(&mut self, at: usize) -> usize {
        let first = self.bytes.get(at + 1).copied().unwrap_or(b' ');
        if first == b'\'' && self.table.is_none() && self.code_page() != SYMBOLS {
            let hex = self.bytes.get(at + 2..at + 4).and_then(|hex| std::str::from_utf8(hex).ok());
            hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).into_iter().for_each(|byte| self.take(byte));
            return at + 4;
        }
        self.end_run();
        if !first.is_ascii_alphabetic() {
            self.made.extend_from_slice(self.bytes.get(at..(at + 2).min(self.bytes.len())).unwrap_or_default());
            return at + 2;
        }
        let (name, number, mut next) = control(self.bytes, at + 1);
        match (name, number) {
            ("u", Some(number)) => {
                self.put(u16::try_from(number & 0xffff).unwrap_or(0xfffd));
                return self.behind_fallback(next);
            }
            ("uc", number) => {
                self.state.fallback = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).min(20);
                return next;
            }
            ("fonttbl", _) => self.table = Some((self.groups.len(), 0)),
            ("f", Some(font)) => match &mut self.table {
                Some((_, of)) => *of = font,
                None => self.state.font = Some(font),
            },
            ("fcharset", Some(set)) => {
                if let Some((_, font)) = self.table {
                    self.fonts.extend(page_of(set).map(|page| (font, page)));
                }
            }
            ("deff", font) => self.default_font = font,
            ("plain", _) => self.state.font = None,
            ("ansicpg", Some(page)) => self.page = u16::try_from(page).unwrap_or(1252),
            ("mac", _) => self.page = 10_000,
            ("pc" | "pca", _) => self.page = 850,
            ("bin", Some(length)) => next = next.saturating_add(usize::try_from(length).unwrap_or(0)).min(self.bytes.len()),
            _ => {}
        }
        self.made.extend_from_slice(self.bytes.get(at..next).unwrap_or_default());
        next
    }

    /// The place behind what stands for a character in old programs.
    fn behind_fallback(&self, mut at: usize) -> usize {
        for _ in 0..self.state.fallback {
            at = match (self.bytes.get(at), self.bytes.get(at + 1)) {
                (Some(b'\\'), Some(b'\'')) => at + 4,
                (Some(b'{' | b'}' | b'\\') | None, _) => return at,
                _ => at + 1,
            };
        }
        at
    }

    fn code_page(&self) -> u16 {
        self.state.font.or(self.default_font).and_then(|font| self.fonts.get(&font)).copied().unwrap_or(self.page)
    }

    /// Takes a byte of a code page. The first of two bytes of a character is known by its value.
    fn take(&mut self, byte: u8) {
        let page = self.code_page();
        let is_first = byte > 0x80 && !(page == 932 && (0xa0..0xe0).contains(&byte));
        self.is_open = !self.is_open && is_first && matches!(page, 932 | 936 | 949 | 950);
        self.run.push(byte);
    }

    fn end_run(&mut self) {
        self.is_open = false;
        let run = std::mem::take(&mut self.run);
        if run.is_empty() {
            return;
        }
        for c in code_page(self.code_page(), &run).chars() {
            match c {
                '\\' | '{' | '}' => self.made.extend([b'\\', c as u8]),
                ' '..='~' => self.made.push(c as u8),
                _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| self.put(*unit)),
            }
        }
    }

    /// A unit of UTF-16, as a number with a sign, and a question mark for old programs.
    fn put(&mut self, unit: u16) {
        let mut sign = String::new();
        _ = write!(sign, "\\u{}\\'3f", i16::from_ne_bytes(unit.to_ne_bytes()));
        self.made.extend_from_slice(sign.as_bytes());
    }
}

/// The code page of a character set (RTF 1.9.1, "Font Table").
fn page_of(set: i64) -> Option<u16> {
    Some(match set {
        2 => SYMBOLS,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        255 => 850,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_in_the_code_page_of_their_font() {
        let text = br"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 A\'e9;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}\uc1 \'e9 {\f1 \'cf\'e8\'f0}\f2 \'83A\u8220x\'94\'7d}";
        let expected = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 A\\'e9;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}\\u233\\'3f {\\f1 \
                        \\u1055\\'3f\\u1080\\'3f\\u1088\\'3f}\\f2 \\u12450\\'3f\\u8220\\'3f\\u23186\\'3f}";
        assert_eq!(String::from_utf8(in_unicode(text)).unwrap(), expected);
    }

    #[test]
    fn the_name_of_the_program_is_left_out() {
        for (text, expected) in [
            (&br"{\rtf1 Oak{\* \generator A \} {B};} stood.}"[..], r"{\rtf1 Oak stood.}"),
            (&br"{\rtf1 Oak{\*\x A;}}"[..], r"{\rtf1 Oak{\*\x A;}}"),
        ] {
            assert_eq!(String::from_utf8(in_unicode(text)).unwrap(), expected);
        }
    }
}
