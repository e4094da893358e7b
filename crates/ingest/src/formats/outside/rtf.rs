//! The words of a text in RTF (version 1.9.1), by paragraph.

use scholion_base::source_text::code_page;

/// Groups that hold no words of the text.
const SILENT: [&str; 26] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "themedata",
    "colorschememapping",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "latentstyles",
    "pgdsctbl",
    "filetbl",
    "revtbl",
    "mmathPr",
    "objdata",
    "objclass",
    "atnid",
    "atnauthor",
    "sp",
];
/// Groups of which only those that know them take the words, and that have some.
const KNOWN: [&str; 6] = ["shpinst", "shptxt", "footnote", "annotation", "shppict", "ftnsep"];

/// What holds within a group.
#[derive(Clone, Copy)]
struct State {
    is_silent: bool,
    /// Whether its words stand apart from those around it: a note, the head of a page.
    is_apart: bool,
    /// What they are.
    kind: Kind,
    /// How many characters stand for one of Unicode, for old programs.
    fallback: usize,
}

/// What words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Text,
    /// At the head or the foot of each page.
    Head,
    /// Between those who write.
    Comment,
}

/// The words of a file, a paragraph each.
#[derive(Debug, Default)]
pub struct Words {
    pub text: Vec<String>,
    /// Of the heads and feet of pages.
    pub heads: Vec<String>,
    pub comments: Vec<String>,
}

/// The words.
pub fn words(bytes: &[u8]) -> Words {
    /// Deeper groups are a fault or an attack.
    const DEEPEST: usize = 4_000;
    let mut groups = vec![State { is_silent: false, is_apart: false, kind: Kind::Text, fallback: 1 }];
    let mut reading = Reading::default();
    let mut page: u16 = 1252;
    let mut at = 0;
    // How many characters are still to be passed over.
    let mut skip = 0usize;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let state = groups.last().copied().unwrap_or(State { is_silent: false, is_apart: false, kind: Kind::Text, fallback: 1 });
        match byte {
            b'{' if groups.len() < DEEPEST => groups.push(State { is_apart: false, ..state }),
            b'}' if groups.len() > 1 => {
                if groups.pop().is_some_and(|state| state.is_apart) {
                    reading.end();
                }
                reading.kind = groups.last().map(|state| state.kind).unwrap_or_default();
                skip = 0;
            }
            b'{' | b'}' | b'\r' | b'\n' => {}
            b'\\' => {
                let Some(&first) = bytes.get(at) else { break };
                if !first.is_ascii_alphabetic() {
                    at += 1;
                    match first {
                        b'\'' => {
                            let code = bytes
                                .get(at..at + 2)
                                .and_then(|hex| std::str::from_utf8(hex).ok())
                                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
                            at += 2;
                            if skip > 0 {
                                skip -= 1;
                            } else if let (Some(code), false) = (code, state.is_silent) {
                                reading.push(&code_page(page, &[code]));
                            }
                        }
                        b'*' => {
                            let rest = bytes.get(at..).unwrap_or_default();
                            let is_known =
                                KNOWN.iter().any(|name| rest.strip_prefix(b"\\").is_some_and(|rest| rest.starts_with(name.as_bytes())));
                            if let Some(state) = groups.last_mut().filter(|_| !is_known) {
                                state.is_silent = true;
                            }
                        }
                        b'~' if !state.is_silent => reading.push(" "),
                        b'_' if !state.is_silent => reading.push("-"),
                        b'\\' | b'{' | b'}' if !state.is_silent => reading.push(&char::from(first).to_string()),
                        _ => {}
                    }
                    continue;
                }
                let (name, number, next) = control(bytes, at);
                at = next;
                match name {
                    "ansicpg" => page = number.and_then(|number| u16::try_from(number).ok()).unwrap_or(page),
                    "mac" => page = 10_000,
                    "pc" | "pca" => page = 850,
                    "uc" => {
                        if let Some(state) = groups.last_mut() {
                            state.fallback = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).min(20);
                        }
                    }
                    "u" => {
                        // Numbers are of 16 bits with a sign.
                        let code = number.map(|number| if number < 0 { number + 65_536 } else { number });
                        if !state.is_silent {
                            reading.unit(code.and_then(|code| u16::try_from(code).ok()).unwrap_or(0xfffd));
                        }
                        skip = state.fallback;
                    }
                    "par" | "sect" | "row" | "page" if !state.is_silent => reading.end(),
                    "tab" | "line" | "cell" if !state.is_silent => reading.push(" "),
                    "bin" => at += number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0),
                    "emdash" => reading.push("—"),
                    "endash" => reading.push("–"),
                    "lquote" | "rquote" if !state.is_silent => reading.push("’"),
                    "footnote" | "header" | "footer" | "headerl" | "headerr" | "headerf" | "footerl" | "footerr" | "footerf"
                    | "annotation" => {
                        reading.end();
                        if let Some(state) = groups.last_mut() {
                            state.is_apart = true;
                            state.kind = match name {
                                "footnote" => state.kind,
                                "annotation" => Kind::Comment,
                                _ => Kind::Head,
                            };
                            reading.kind = state.kind;
                        }
                    }
                    // Hidden words stand apart from those that are seen.
                    "v" => {
                        reading.end();
                        if let Some(state) = groups.last_mut() {
                            state.is_apart = number != Some(0);
                        }
                    }
                    name if SILENT.contains(&name) => {
                        if let Some(state) = groups.last_mut() {
                            state.is_silent = true;
                        }
                    }
                    _ => {}
                }
            }
            _ if skip > 0 => skip -= 1,
            _ if !state.is_silent => reading.push(&code_page(page, &[byte])),
            _ => {}
        }
    }
    reading.end();
    reading.found
}

#[derive(Default)]
struct Reading {
    open: String,
    /// The first half of a character that Unicode writes in two.
    half: Option<u16>,
    kind: Kind,
    found: Words,
}

impl Reading {
    fn push(&mut self, words: &str) {
        self.open.push_str(words);
    }

    fn unit(&mut self, unit: u16) {
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
        } else {
            self.open.extend(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')));
        }
    }

    fn end(&mut self) {
        let words = std::mem::take(&mut self.open);
        if words.chars().any(char::is_alphanumeric) {
            let found = match self.kind {
                Kind::Text => &mut self.found.text,
                Kind::Head => &mut self.found.heads,
                Kind::Comment => &mut self.found.comments,
            };
            found.push(words.trim().to_owned());
        }
    }
}

/// A control word, its number, and the place behind it.
pub fn control(bytes: &[u8], at: usize) -> (&str, Option<i64>, usize) {
    let of = |from: usize, is: fn(&u8) -> bool| bytes.get(from..).unwrap_or_default().iter().take(32).take_while(|byte| is(byte)).count();
    let name = at + of(at, u8::is_ascii_alphabetic);
    let sign = usize::from(bytes.get(name) == Some(&b'-'));
    let number = name + sign + of(name + sign, u8::is_ascii_digit);
    let text = |from: usize, to: usize| bytes.get(from..to).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("");
    let value = text(name, number).parse().ok();
    let end = if value.is_some() { number } else { name };
    (text(at, name), value, end + usize::from(bytes.get(end) == Some(&b' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_control_words() {
        let text = br"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Times;}}{\info{\title No}}\pard The \b old\b0  p\u233?er{\footnote From oak.}.\par \'cf\'e8\'f0{\*\x no}{\header Sheet 2}{\*\annotation Sure?}{\v hidden}seen\par}";
        let found = words(text);
        assert_eq!(found.text, ["The old péer", "From oak.", "Пир", "hidden", "seen"]);
        assert_eq!((found.heads, found.comments), (vec!["Sheet 2".to_owned()], vec!["Sure?".to_owned()]));
    }
}
