//! Bytes → text: the encoding, the ends of lines, and characters that are no text.
//!
//! The text keeps the lines of the file one for one, so that a line number in the report is the
//! line an editor sees.

use super::{Span, old_encodings};

/// A source text, decoded.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The text: lines end in `\n`, a form feed stands where a printed page ends.
    pub text: String,
    /// The encoding's name as the WHATWG Encoding Standard writes it, in lower case.
    pub encoding: &'static str,
    /// How many characters could not be read; each stands as U+FFFD in the text.
    pub unreadable: usize,
    /// Whether the encoding is a guess: the file says nothing and is not UTF-8.
    pub guessed: bool,
    /// Whether another encoding fits nearly as well as the one that was guessed.
    pub doubtful: bool,
    starts: Vec<u32>,
    /// How many lines of the file stand before the text, where it is a part of a file.
    before: i64,
}

impl Source {
    /// Decodes a file. Never fails: what cannot be read becomes U+FFFD and is counted.
    pub fn decode(bytes: &[u8]) -> Self {
        let Reading { text, encoding, guessed, doubtful, is_sound } = decode(bytes);
        let unreadable = if !is_sound && (guessed || encoding != "utf-8" || std::str::from_utf8(bytes).is_err()) {
            text.chars().filter(|&c| c == '\u{fffd}').count()
        } else {
            0
        };
        let text = clean(text);
        let starts = starts(&text);
        Self { text, encoding, unreadable, guessed, doubtful, starts, before: 0 }
    }

    /// The same source with its text written otherwise, on the same lines.
    #[must_use]
    pub fn rewritten(self, text: String) -> Self {
        let starts = starts(&text);
        Self { text, starts, ..self }
    }

    /// The number of lines; a final line end does not begin another.
    pub fn line_count(&self) -> usize {
        self.starts.len() - usize::from(self.starts.len() > 1 && self.text.ends_with('\n'))
    }

    /// The line with this index, from 0, without its end.
    pub fn line(&self, index: usize) -> Span {
        let start = self.starts.get(index).map_or(self.text.len(), |&start| start as usize);
        let end = self.starts.get(index + 1).map_or(self.text.len(), |&next| next as usize - 1);
        Span::new(start, end.max(start))
    }

    /// The number, from 1, of the line that holds the byte `offset`.
    pub fn line_at(&self, offset: u32) -> u32 {
        let line = i64::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(i64::MAX);
        u32::try_from(line.saturating_add(self.before).max(1)).unwrap_or(u32::MAX)
    }

    /// The text is a part of a file: the byte `offset` of it stands on this line there, from 1.
    pub fn stands_at(&mut self, offset: u32, line: u32) {
        self.before = 0;
        self.before = i64::from(line) - i64::from(self.line_at(offset));
    }
}

/// The text of a file, for those who do not ask for its lines.
pub fn text_of(bytes: &[u8]) -> String {
    clean(decode(bytes).text)
}

/// Where the lines of a text begin.
fn starts(text: &str) -> Vec<u32> {
    std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1))).collect()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A text as it was read.
struct Reading {
    text: String,
    encoding: &'static str,
    guessed: bool,
    doubtful: bool,
    /// Whether all of it surely was what it says.
    is_sound: bool,
}

impl Reading {
    fn new(text: String, encoding: &'static str) -> Self {
        Self { text, encoding, guessed: false, doubtful: false, is_sound: false }
    }

    fn of(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Self {
        Self::new(encoding.decode_without_bom_handling(bytes).0.into_owned(), name(encoding))
    }
}

/// The text, its encoding, and whether that was guessed.
fn decode(bytes: &[u8]) -> Reading {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return Reading::of(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = utf_16(bytes) {
        return Reading { guessed: true, ..Reading::of(encoding, bytes) };
    }
    if let Some(encoding) = utf_16_of_other_scripts(bytes) {
        return Reading { guessed: true, doubtful: true, ..Reading::of(encoding, bytes) };
    }
    // Mail and texts of Japan in seven bits, which say so themselves (RFC 1468).
    if memchr::memchr(0x1b, bytes).is_some()
        && [b"\x1b$B", b"\x1b$@"].iter().any(|shift| memchr::memmem::find(bytes, *shift).is_some())
        && bytes.is_ascii()
    {
        return Reading::of(encoding_rs::ISO_2022_JP, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Reading { is_sound: true, ..Reading::new(text.to_owned(), "utf-8") },
        Err(_) if nearly_utf_8(bytes) => Reading::new(String::from_utf8_lossy(bytes).into_owned(), "utf-8"),
        Err(_) => guess(bytes),
    }
}

/// Bytes that say nothing of their encoding: the detector's guess, unless an encoding of systems from before Unicode, which no page of
/// the web has and the detector does not know, fits better.
fn guess(bytes: &[u8]) -> Reading {
    /// As much is weighed.
    const MUCH: usize = 1 << 17;
    /// By so much another encoding must fit better.
    const BETTER: i64 = 3;
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let mut encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    if only_signs(&encoding.decode_without_bom_handling(bytes).0) {
        encoding = encoding_rs::WINDOWS_1252;
    }
    let sample = bytes.get(..bytes.len().min(MUCH)).unwrap_or_default();
    let old = [encoding_rs::MACINTOSH, encoding_rs::X_MAC_CYRILLIC, encoding_rs::IBM866];
    let dos = old_encodings::DOS.iter().map(|(name, upper)| (*name, Some(*upper), old_encodings::read(sample, upper)));
    let others = old.iter().map(|one| (name(one), None, one.decode_without_bom_handling(sample).0.into_owned())).chain(dos);
    let own = encoding.decode_without_bom_handling(sample).0.into_owned();
    let own_fit = old_encodings::fit(&own);
    let mut readings = vec![(own_fit, name(encoding), None, own)];
    // Lone letters of another alphabet are signs in this one.
    let others = others.filter(|(_, _, text)| !only_signs(text));
    readings.extend(others.map(|(name, upper, text)| (old_encodings::fit(&text) - BETTER, name, upper, text)));
    // Of those that fit alike the first.
    readings.sort_by_key(|(fit, ..)| std::cmp::Reverse(*fit));
    let Some((fit, best, upper, text)) = readings.first() else { return Reading::of(encoding, bytes) };
    // One that reads the same letters is no rival.
    let rival = readings.iter().skip(1).find(|(_, _, _, other)| other != text).map_or(i64::MIN, |(fit, ..)| *fit);
    let foreign = i64::try_from(text.chars().filter(|c| !c.is_ascii()).count()).unwrap_or(i64::MAX).max(1);
    let doubtful = *fit < 0 || fit.saturating_sub(rival) < foreign.min(20);
    let reading = match upper {
        Some(upper) => Reading::new(old_encodings::read(bytes, upper), best),
        None => {
            let chosen = old.iter().copied().find(|one| name(one) == *best).unwrap_or(encoding);
            Reading::of(chosen, bytes)
        }
    };
    // A control character where a letter should be is none, and must not vanish.
    let text = reading.text.chars().map(|c| if matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}') { '\u{fffd}' } else { c }).collect();
    Reading { text, guessed: true, doubtful, ..reading }
}

/// Bytes in an encoding that somebody names as the web does (WHATWG Encoding Standard, "Names and labels"); `None` if nobody knows the name, or it is that of UTF-8.
pub fn labelled(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)?;
    Some(clean(encoding.decode(bytes).0.into_owned()))
}

/// Bytes in a code page of Windows, DOS or the Macintosh, by its number; one that is not known is read as that of Western Europe.
pub fn code_page(page: u16, bytes: &[u8]) -> String {
    let dos = |name: &str| old_encodings::DOS.iter().find(|(one, _)| one.strip_prefix("ibm") == Some(name));
    if let Some((_, upper)) = dos(&page.to_string()) {
        return old_encodings::read(bytes, upper);
    }
    let label = match page {
        10_000 => "macintosh".to_owned(),
        866 => "ibm866".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        page => format!("windows-{page}"),
    };
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether a text is in Latin letters but for lone letters of other alphabets: then these were signs, "38 C.F.R. § 4",
/// perhaps twice in a row.
fn only_signs(text: &str) -> bool {
    let is_other = |c: char| c.is_alphabetic() && c > '\u{36f}';
    let (mut latin, mut other) = (0usize, 0usize);
    // The letter before, if it is of another alphabet, and how often it stands there.
    let mut before: Option<(char, usize)> = None;
    for c in text.chars() {
        latin += usize::from(c.is_ascii_alphabetic());
        before = match before {
            _ if !is_other(c) => None,
            Some((same, count)) if same == c && count < 2 => Some((c, count + 1)),
            Some(_) => return false,
            None => Some((c, 1)),
        };
        other += usize::from(before.is_some());
    }
    other > 0 && other * 20 < latin
}

fn name(encoding: &'static encoding_rs::Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        other => other,
    }
}

/// UTF-16 without a byte order mark: in most European text every other byte is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    memchr::memchr(0, sample)?;
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if half < 2 || !bytes.len().is_multiple_of(2) {
        None
    } else if odd * 10 > half * 4 && even * 20 < half {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > half * 4 && odd * 20 < half {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// UTF-16 without a byte order mark in scripts whose letters leave no byte zero: spaces and line ends do, and read so all is text.
fn utf_16_of_other_scripts(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    /// As much is looked at.
    const MUCH: usize = 1 << 16;
    let sample = bytes.get(..bytes.len().min(MUCH) & !1).unwrap_or_default();
    if bytes.len() < 8 || !bytes.len().is_multiple_of(2) || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let is_text = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{3011}')
            || c.is_ascii_punctuation()
    };
    [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let (all, good) = text.chars().fold((0usize, 0usize), |(all, good), c| (all + 1, good + usize::from(is_text(c))));
        let plain = text.chars().filter(|c| matches!(c, ' ' | '\n' | '\r')).count();
        // Bytes read in the wrong order are letters as well, but none of them is a space.
        all > 3 && good * 100 >= all * 97 && plain > 0
    })
}

/// A UTF-8 file with a few damaged bytes: reading it as anything else would damage all the rest.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 8
}

/// Makes `\r\n`, `\r` and Unicode's line separators `\n`, and takes out what is no text: control
/// characters, byte order marks, zero-width spaces, soft hyphens inside a line.
fn clean(text: String) -> String {
    let Some(mut special) = special(&text, 0) else { return text };
    let mut cleaned = String::with_capacity(text.len());
    let mut copied = 0;
    loop {
        let (at, c) = special;
        let end = at + c.len_utf8();
        cleaned.push_str(text.get(copied..at).unwrap_or(""));
        copied = end;
        let rest = text.get(end..).unwrap_or("");
        match c {
            '\r' => {
                if !rest.starts_with('\n') {
                    cleaned.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' => cleaned.push('\n'),
            '\u{feff}' | '\u{200b}' | '\u{2060}' => {}
            // Embeddings and overrides, as programs put them around lines from right to left (UAX #9, 2.1 to 2.3): the language of a
            // text gives its direction, and inside words these would hide them from searches.
            '\u{202a}'..='\u{202e}' => {}
            // Before a tag its meaning depends on that.
            '\u{ad}' if rest.trim_start().starts_with('<') => cleaned.push(c),
            // A soft hyphen at the end of a line is a hyphen; elsewhere it is invisible.
            '\u{ad}' => {
                if rest.starts_with(['\n', '\r']) {
                    cleaned.push('-');
                }
            }
            '\u{b}' => cleaned.push(' '),
            _ if c.is_control() => {}
            _ => cleaned.push(c),
        }
        match self::special(&text, end) {
            Some(next) => special = next,
            None => break,
        }
    }
    cleaned.push_str(text.get(copied..).unwrap_or(""));
    cleaned
}

/// The next character from a place on that is no text, or ends a line otherwise than `\n` does.
fn special(text: &str, from: usize) -> Option<(usize, char)> {
    /// So many bytes are looked at together.
    const TOGETHER: usize = 64;
    // Its first byte is one of these.
    let may_begin = |byte: u8| (byte < 0x20 && !matches!(byte, b'\n' | b'\t' | 0xc)) | matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    let is_special = |c: char| {
        matches!(c, '\u{85}' | '\u{ad}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
            || c.is_control() && !matches!(c, '\n' | '\t' | '\u{c}')
    };
    let mut at = from;
    for bytes in text.as_bytes().get(from..)?.chunks(TOGETHER) {
        if bytes.iter().fold(false, |any, &byte| any | may_begin(byte)) {
            let places = bytes.iter().enumerate().filter(|(_, byte)| may_begin(**byte)).map(|(place, _)| at + place);
            let mut found = places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)));
            if let Some(found) = found.find(|(_, c)| is_special(*c)) {
                return Some(found);
            }
        }
        at += bytes.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let source = Source::decode(bytes);
        assert_eq!((source.encoding, source.text.as_str()), (encoding, text));
    }

    #[test]
    fn encodings_are_told_apart() {
        let russian = "Международная информационная безопасность: в поисках согласованных подходов государств";
        check(russian.as_bytes(), "utf-8", russian);
        check(&encoding_rs::WINDOWS_1251.encode(russian).0, "windows-1251", russian);
        check(&encoding_rs::KOI8_R.encode(russian).0, "KOI8-U", russian);
        let law =
            "The keeper of the light shall answer for it under Harbour Code § 12, and under Harbour Code §§ 14, 15 for the oil. ".repeat(4);
        check(&encoding_rs::WINDOWS_1252.encode(&law).0, "windows-1252", &law);
        let greek: Vec<u8> = "Ο μύλος γύριζε τη νύχτα".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&greek, "utf-16be", "Ο μύλος γύριζε τη νύχτα");
        // From before Unicode: an old Macintosh, and DOS.
        check(
            b"Der M\x9fller kam f\x9fr die K\x9ahe, und er a\xa7.",
            "macintosh",
            "Der Müller kam für die Kühe, und er aß.".replace("Kü", "Kö").as_str(),
        );
        check(b"Der M\x81ller kam f\x81r die K\x94he, und er a\xe1.", "ibm850", "Der Müller kam für die Köhe, und er aß.");
        let utf16: Vec<u8> = "plain text".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, "utf-16le", "plain text");
        check(b"\xef\xbb\xbfwith a mark", "utf-8", "with a mark");
        check(b"", "utf-8", "");
    }

    #[test]
    fn lines_are_kept_one_for_one() {
        let source = Source::decode("a\r\nb\rc\u{2028}d\ne".as_bytes());
        assert_eq!(source.text, "a\nb\nc\nd\ne");
        assert_eq!(source.line_count(), 5);
        assert_eq!(source.line(1).of(&source.text), "b");
        assert_eq!(source.line_at(4), 3);
    }

    #[test]
    fn what_is_no_text_goes() {
        check("\u{202b}המגדלור\u{202c} 12".as_bytes(), "utf-8", "המגדלור 12");
        check("a\u{0}b\u{ad}c\u{200b}d hy\u{ad}\nphen".as_bytes(), "utf-8", "abcd hy-\nphen");
    }
}
