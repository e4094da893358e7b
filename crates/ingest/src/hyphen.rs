//! Words and addresses that were cut at the end of a line or a page.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use scholion_base::{figures, script::is_wide, source_text::Source, text::squeeze};

use super::{
    block::Joint,
    chars,
    lines::{Line, State},
    recognise::language,
};

/// The words of a text, compounds with their hyphens included: what tells a cut word from a compound.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: HashSet<String, FxBuildHasher>,
    /// The language of the text where it is sure, else nothing.
    lang: &'static str,
}

impl Vocabulary {
    /// The words of the lines that are text; empty if no word is cut, for then nobody asks.
    pub fn of(lines: &[Line], source: &Source) -> Self {
        let text = |line: &Line| line.span.of(&source.text);
        let mut vocabulary = Self::default();
        // Most texts have no hyphen before a space.
        let has_inside =
            memchr::memmem::find(source.text.as_bytes(), b"- ").is_some() || source.text.contains("‐ ") || source.text.contains("¬ ");
        let is_cut = |line: &Line| {
            text(line).trim_end_matches(['*', '_']).ends_with(['-', '‐', '⸗']) || has_inside && inside(text(line)).next().is_some()
        };
        if !lines.iter().any(|line| line.state == State::Text && is_cut(line)) {
            return vocabulary;
        }
        vocabulary.lang = language_of(lines, source);
        for line in lines.iter().filter(|line| line.state == State::Text) {
            for word in text(line).split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '‐'))) {
                // The parts of a word that is cut here prove nothing.
                if word.len() > 2 && word.len() < 64 && !word.ends_with(['-', '‐']) {
                    vocabulary.add(word);
                }
            }
        }
        vocabulary
    }

    /// Most words were met before, in small letters: they cost no copy.
    fn add(&mut self, word: &str) {
        let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !(small && self.has(word)) {
            self.words.insert(word.to_lowercase());
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a word joins others to a part of a word: the hyphen before it stands for the rest. Of two letters it may as well be the end
    /// of a word in another language: Italian "ed" of English "need-ed", French "et" of "mark-et", Dutch "en" of "wood-en".
    fn stands_for_rest(&self, word: &str) -> bool {
        const SHORT: usize = 2;
        let langs = scholion_lang::SUSPENDED.langs(word);
        let is_foreign = || {
            let knows_others = !self.lang.is_empty() && scholion_lang::SUSPENDED.of(self.lang).next().is_some();
            knows_others && word.chars().count() <= SHORT && !langs.has(self.lang)
        };
        !langs.is_empty() && !is_foreign()
    }
}

/// The language in which the first lines of a text are, if that is sure.
fn language_of(lines: &[Line], source: &Source) -> &'static str {
    const ENOUGH: usize = 4000;
    let mut sample = String::new();
    for line in lines.iter().filter(|line| line.state == State::Text) {
        sample.push_str(line.span.of(&source.text));
        sample.push(' ');
        if sample.len() > ENOUGH {
            break;
        }
    }
    Some(language::detect(&sample)).filter(|(_, sure)| *sure).map_or("", |(lang, _)| lang)
}

/// Whether no blank stands where a line end parts these two: between letters and points of Chinese and Japanese, marks of other scripts
/// between them, and beside a wide point (CSS Text 4, section 4.1.3, segment break transformation).
pub fn is_unspaced(before: &str, after: &str) -> bool {
    let is_shared =
        |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '―' | '–' | '…' | '·' | '*' | '_') || figures::of_circled(c).is_some();
    let is_point = |c: char| is_wide(c) && !c.is_alphanumeric();
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if last.is_ascii() && first.is_ascii() {
        return false;
    }
    let inner = before.chars().rev().take(MARKS).find(|c| !is_shared(*c)).is_some_and(is_wide);
    let next = after.chars().take(MARKS).find(|c| !is_shared(*c)).is_some_and(is_wide);
    inner && next || is_point(last) || is_point(first)
}

/// Whether the white space of a markup source at a place of a text is a line end within Chinese or Japanese, and stands for nothing.
pub fn closes_up(before: &str, text: &str, at: usize) -> bool {
    /// Markup is set in by so many blanks at most, in bytes.
    const FAR: usize = 200;
    if before.as_bytes().last().is_none_or(u8::is_ascii) {
        return false;
    }
    let (head, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let head = head.get(head.floor_char_boundary(head.len().saturating_sub(FAR))..).unwrap_or("");
    let rest = rest.get(..rest.floor_char_boundary(FAR)).unwrap_or(rest);
    let next = rest.trim_start();
    let blank = [head.get(head.trim_end().len()..), rest.get(..rest.len() - next.len())];
    blank.into_iter().flatten().any(|blank| blank.contains('\n')) && is_unspaced(before, next)
}

/// A text of a markup source with each run of white space as one blank, and none where [`closes_up`] says so.
pub fn squeezed(text: &str) -> String {
    if text.is_ascii() || !text.contains('\n') {
        return squeeze(text);
    }
    let mut whole = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() {
            whole.push(c);
        } else if !whole.is_empty() && !whole.ends_with(' ') && !closes_up(&whole, text, at) {
            whole.push(' ');
        }
    }
    whole.truncate(whole.trim_end().len());
    whole
}

/// So many marks may stand between two letters.
const MARKS: usize = 8;

/// The lines of a text as one: a blank between them where the script has blanks.
pub fn in_one_line(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.split('\n') {
        if !whole.is_empty() && !is_unspaced(&whole, line) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

/// How a line end inside a stretch of text is mended, and whether that is certain.
pub fn joint(before: &str, after: &str, vocabulary: &Vocabulary) -> (Joint, bool) {
    if is_unspaced(before, after) {
        return (Joint::Nothing, true);
    }
    let bare = before.trim_end_matches(['*', '_']);
    if in_address(bare) {
        let cut = bare.ends_with(['/', '-', '_', '=', '?', '&', '%', '~', '#'])
            || (bare.ends_with('.') && after.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()));
        if cut && !after.starts_with(['(', '[', '<']) {
            return (Joint::Nothing, bare.ends_with(['/', '=', '&', '?']));
        }
        return (Joint::Space, true);
    }
    if let Some(stem) = bare.strip_suffix(CUT).filter(|stem| bare.len() == before.len() && stem.ends_with(char::is_alphabetic)) {
        let is_capital = stem.ends_with(char::is_uppercase);
        return match after.chars().next().filter(|c| c.is_alphabetic()) {
            // A capital within a word may stand behind a hyphen of its own.
            Some(next) if next.is_uppercase() && !is_capital => (Joint::Nothing, false),
            Some(_) => (Joint::Hyphen, true),
            None => (Joint::Space, true),
        };
    }
    if bare.len() != before.len() || !bare.ends_with(['-', '‐', '⸗']) {
        let open = bare.ends_with('—') && bare.len() > 3 && !bare[..bare.len() - 3].ends_with(' ');
        return (if open { Joint::Nothing } else { Joint::Space }, true);
    }
    let stem = bare.trim_end_matches(['-', '‐', '⸗']);
    let (left, right) = (chars::last_word(stem), chars::first_word(after));
    if stem.len() + 1 < bare.len() && !bare.ends_with(['‐', '⸗']) || !stem.ends_with(char::is_alphabetic) {
        // "1990-" or a dash of hyphens.
        return (if stem.ends_with(char::is_alphanumeric) { Joint::Nothing } else { Joint::Space }, true);
    }
    if !after.starts_with(char::is_lowercase) {
        return (if after.starts_with(char::is_alphanumeric) { Joint::Nothing } else { Joint::Space }, true);
    }
    let stands_for_rest = vocabulary.stands_for_rest(right);
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    let whole = vocabulary.has(&format!("{left}{right}"));
    // "pre- and postwar": the hyphen stands for the rest of the word.
    if stands_for_rest && !whole {
        return (Joint::Space, true);
    }
    let compound = vocabulary.has(&format!("{left}-{right}"));
    match (whole, compound) {
        (true, false) => (Joint::Hyphen, true),
        (false, true) => (Joint::Nothing, true),
        _ if scholion_lang::COMPOUNDING.contains(&left) => (Joint::Nothing, false),
        // Both parts are words of the text, and their whole is not: a compound, if an uncertain one.
        _ if left.chars().count() > 3
            && right.chars().count() > 3
            && vocabulary.has(&left)
            && vocabulary.has(&right)
            && !scholion_lang::FREE_PREFIX.contains(&left) =>
        {
            (Joint::Nothing, false)
        }
        _ => (Joint::Hyphen, true),
    }
}

/// Adds a printed line to the lines before it, with nothing known of the words of the text.
pub fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        match joint(text, line, &Vocabulary::default()).0 {
            Joint::Hyphen => text.truncate(text.trim_end_matches(['-', '‐', '⸗', CUT]).len()),
            Joint::Nothing => {}
            Joint::Space | Joint::Line => text.push(' '),
        }
    }
    text.push_str(line);
}

/// A word that may be cut inside a line, where lines were joined and hyphens stayed: "win- ter".
pub struct Cut {
    /// Where its hyphen ends.
    pub end: usize,
    /// Where its second part begins.
    pub next: usize,
    /// The word: whole if it is known to be one, else as printed.
    pub word: String,
    /// Whether its whole is a word of the text.
    pub is_whole: bool,
}

/// The words of a line that may be cut in it. A hyphen may stand for the rest of a word ("pre- and postwar", "ein- oder zweimal"), or
/// for a dash.
pub fn cuts<'t>(text: &'t str, vocabulary: &'t Vocabulary) -> impl Iterator<Item = Cut> + 't {
    // Where no line is cut nobody made a vocabulary.
    let text = if vocabulary.words.is_empty() { "" } else { text };
    inside(text).filter_map(move |(end, next)| {
        let is_cut = text.get(..end)?.ends_with(CUT);
        let left = chars::last_word(text.get(..end)?.trim_end_matches(['-', '‐', CUT]));
        let right = chars::first_word(text.get(next..)?);
        let whole = format!("{left}{right}");
        let is_whole = is_cut || vocabulary.has(&whole.to_lowercase());
        if left.is_empty() || !is_whole && vocabulary.stands_for_rest(right) {
            return None;
        }
        let word = if is_whole { whole } else { format!("{left}- {right}") };
        Some(Cut { end, next, word, is_whole })
    })
}

/// Hyphens between a letter and a space before a small letter: where each ends, and where the letter stands.
fn inside(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), b"- ").map(|at| (at, at + 1)).chain(hyphens(text)).filter_map(move |(at, end)| {
        let before = text.get(..at)?.chars().next_back()?;
        let next = text.get(end + 1..)?.chars().next()?;
        (before.is_alphabetic() && next.is_lowercase()).then_some((end, end + 1))
    })
}

/// The same of Unicode's own hyphen, and of the sign for a cut word.
fn hyphens(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let text = if text.is_ascii() { "" } else { text };
    let is_apart = |end: usize| text.get(end..).is_some_and(|rest| rest.starts_with(' '));
    text.match_indices(['‐', CUT]).map(|(at, sign)| (at, at + sign.len())).filter(move |(_, end)| is_apart(*end))
}

/// What Transkribus, ABBYY `FineReader` and transcribers write where a line end cuts a word: never a hyphen of the word itself.
pub const CUT: char = '¬';

/// Whether the last word of a text is an address on the web.
fn in_address(text: &str) -> bool {
    let start = text.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '<')).map_or(0, |at| at + 1);
    let word = text.get(start..).unwrap_or("");
    word.contains("://") || word.starts_with("www.") || word.starts_with("doi.org/") || (word.starts_with("10.") && word.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;

    #[test]
    fn words_cut_inside_a_line_are_mended_if_their_whole_is_a_word() {
        let source =
            Source::decode("In winter it was dark. In win- ter, pre- and post- war, the keep- er; ein- oder zweimal - not\n".as_bytes());
        let lines = lines::lines(&source);
        let vocabulary = Vocabulary::of(&lines, &source);
        let found: Vec<(String, bool)> = cuts(lines[0].span.of(&source.text), &vocabulary).map(|cut| (cut.word, cut.is_whole)).collect();
        assert_eq!(found, [("winter".to_owned(), true), ("post- war".to_owned(), false), ("keep- er".to_owned(), false)]);
    }

    #[test]
    fn cut_words_and_addresses_are_mended() {
        let source = Source::decode("recorded and well-known and inter-\nview and overall\n".as_bytes());
        let vocabulary = Vocabulary::of(&lines::lines(&source), &source);
        let check = |before, after| joint(before, after, &vocabulary).0;
        assert_eq!(check("details were rec-", "orded by the"), Joint::Hyphen);
        assert_eq!(check("a well-", "known text"), Joint::Nothing);
        assert_eq!(check("by Kerr-", "Smith in"), Joint::Nothing);
        assert_eq!(check("pre-", "and postwar"), Joint::Space);
        assert_eq!(check("in 1914-", "1918"), Joint::Nothing);
        assert_eq!(check("the words", "go on"), Joint::Space);
        assert_eq!(check("it is mend¬", "ed and"), Joint::Hyphen);
        assert_eq!(check("MILL¬", "WHEEL"), Joint::Hyphen);
        assert_eq!(check("Mill¬", "Hill"), Joint::Nothing);
        assert_eq!(check("p and ¬", "q"), Joint::Space);
        assert_eq!(check("die Müh⸗", "le"), Joint::Hyphen);
        assert_eq!(check("see https://doi.org/", "10.1000/182"), Joint::Nothing);
        assert_eq!(check("see https://doi.org/10.1000/182", "and"), Joint::Space);
    }

    #[test]
    fn no_blank_parts_chinese_and_japanese() {
        let check = |before, after| joint(before, after, &Vocabulary::default()).0;
        for (before, after) in
            [("较少注意", "水权的分配"), ("その共同", "利用の"), ("计，", "1981年"), ("设施。", "①前人"), ("说“", "好”"), ("用——", "信濃")]
        {
            assert_eq!(check(before, after), Joint::Nothing, "{before}{after}");
        }
        for (before, after) in [("물레방아는", "흔한"), ("the word", "水"), ("見", "Smith"), ("he said —", "and")] {
            assert_eq!(check(before, after), Joint::Space, "{before}{after}");
        }
        let closed = ["共同\n  利用", "共同 利用", "the\nford"]
            .map(|text| closes_up(text.get(..6).unwrap_or("the"), text, text.find(char::is_whitespace).unwrap_or(0)));
        assert_eq!(closed, [true, false, false]);
        assert_eq!(squeezed(" 水車の\n   利用 と\n ford of\nthe "), "水車の利用 と ford of the");
        assert_eq!(
            (in_one_line("水車の共同利用\n——信濃国——").as_str(), in_one_line("The\nwheel").as_str()),
            ("水車の共同利用——信濃国——", "The wheel")
        );
    }

    #[test]
    fn ends_of_words_are_no_conjunctions_of_another_language() {
        let english =
            "The people of the valley had built the wheel, and all that they need-\ned was the water of the river, which they found.\n";
        let italian =
            "La gente della valle aveva costruito la ruota, e tutto quello che serviva era l'acqua del fiume prima dell'alba pre-\ned.\n";
        for (text, before, after, expected) in [
            (english, "they want-", "ed it", Joint::Hyphen),
            (english, "pre-", "and post", Joint::Space),
            (italian, "pre-", "ed ante", Joint::Space),
        ] {
            let source = Source::decode(text.as_bytes());
            let vocabulary = Vocabulary::of(&lines::lines(&source), &source);
            assert_eq!(joint(before, after, &vocabulary).0, expected, "{before}{after}");
        }
    }
}
