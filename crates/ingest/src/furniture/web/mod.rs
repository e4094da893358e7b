//! What a web page puts around an article.
//!
//! A line goes only if all of it is furniture: it is one of the known phrases, or begins with one and
//! is short. Each rule is a list of phrases in the languages of the sites that archives collect from.
//! A single word may be a line of the text's own: it goes only beside other furniture, or, if no text
//! would print it alone, where the rest shows that the text was a web page.

mod blocks;
mod page;
mod phrases;

pub use blocks::of_page;
pub use page::{is_caption, leftovers, page_name};

use std::sync::LazyLock;

use crate::{
    chars::{self, End},
    draft::Draft,
    lines::State,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use phrases::{COMMENT_FORM, COOKIES, NAVIGATION, NEWSLETTER, Phrases, READ_ALSO, SHARE_BAR};
use scholion_lang::{BUTTON, HOME, MENU, NETWORK, READING_TIME, WEB_COUNT};

/// Drops the lines of a comment form.
pub fn comment_form(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &COMMENT_FORM);
}

/// Drops buttons for sharing, printing and following.
pub fn share_bar(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &SHARE_BAR);
    drop_site_names(draft, rule);
}

/// Drops notices about cookies.
pub fn cookie_notice(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &COOKIES);
}

/// Drops invitations to subscribe.
pub fn newsletter(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &NEWSLETTER);
}

/// Drops pointers to other articles of the site.
pub fn read_also(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &READ_ALSO);
}

/// Drops advertisement labels, log-in lines, and how long the page takes to read.
pub fn navigation(draft: &mut Draft, rule: &'static str) {
    static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(READING_TIME.list()));
    static ENDINGS: LazyLock<Beginnings> =
        LazyLock::new(|| READING_TIME.iter().fold(Beginnings::of(&[]), |endings, time| endings.and(&[last_word(time)])));
    drop_lines(draft, rule, &NAVIGATION);
    for index in 0..draft.lines.len() {
        let line = draft.line(index);
        if draft.lines[index].state == State::Text
            && line.len() <= 60
            && (BEGINNINGS.may_begin(line) || ENDINGS.may_begin(last_word(line)))
            && is_reading_time(line)
        {
            draft.drop_line(index, rule, Likely);
        }
    }
}

/// Whether words say how long a page takes to read, and nothing else.
pub fn is_reading_time(line: &str) -> bool {
    line.len() <= 60 && line.bytes().any(|byte| byte.is_ascii_digit()) && {
        let line = folded(line);
        READING_TIME.iter().any(|time| line.starts_with(time) || line.ends_with(time))
    }
}

/// Drops menus, which are words that name parts of a site, several in a row, and the path to the page.
pub fn menu(draft: &mut Draft, rule: &'static str) {
    static NAMES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(MENU.list()));
    let is_page = is_page(draft);
    let mut run: Vec<usize> = Vec::new();
    let mut items = 0;
    for index in 0..=draft.lines.len() {
        let length = draft.lines.get(index).map(|line| line.length);
        if draft.lines.get(index).is_some_and(|line| line.state != State::Text) {
            continue;
        }
        let is_short = length.is_some_and(|length| length <= 200);
        let known = if is_short { menu_items(draft.line(index), &NAMES) } else { 0 };
        let count = if known == 0 && is_short && !is_in_table(draft, index) { row_items(draft.line(index)) } else { known };
        if count > 0 {
            run.push(index);
            items += count;
            continue;
        }
        if items >= 3 && (is_page || !stands_in_prose(draft, &run)) {
            run.iter().for_each(|&index| draft.drop_line(index, rule, Likely));
        }
        run.clear();
        items = 0;
        if length.is_some_and(|length| length <= 160) && is_path(draft.line(index)) {
            draft.drop_line(index, rule, Likely);
        }
    }
}

/// Whether full lines stand before and behind some lines: a list of words in a text, where nothing else shows a page of the web.
fn stands_in_prose(draft: &Draft, run: &[usize]) -> bool {
    /// So many lines around them are looked at.
    const NEAR: usize = 40;
    const FULL: u16 = 60;
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return false };
    let is_full = |index: usize| draft.lines.get(index).is_some_and(|line| line.state == State::Text && line.length >= FULL);
    (first.saturating_sub(NEAR)..first).any(is_full) && (last + 1..last + NEAR).any(is_full)
}

/// How many parts of a site a line names, and nothing else.
fn menu_items(line: &str, menu: &Beginnings) -> usize {
    if !menu.may_begin(line) {
        return 0;
    }
    let line = folded(line);
    if MENU.contains(&line) {
        return 1;
    }
    // "Politics, Economy, Culture" is a subtitle: no menu has commas.
    let words = line.split([' ', '|', '•', '·', '/', '\t']).filter(|word| !word.is_empty());
    let mut count = 0;
    for word in words {
        if !MENU.contains(word) {
            return 0;
        }
        count += 1;
    }
    count
}

/// How many parts of a site a line names between bars or points, if most are known: "Local | Economía | El río".
fn row_items(line: &str) -> usize {
    const FEWEST: usize = 3;
    const WORDS: usize = 3;
    if !line.contains(['|', '•', '·']) || line.contains(':') || line.contains(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let parts: Vec<String> = line.split(['|', '•', '·']).map(folded).collect();
    let is_known = |part: &&String| MENU.contains(part) || HOME.contains(part) || NAVIGATION.whole.contains(part) || BUTTON.contains(part);
    let is_item = |part: &String| !part.is_empty() && part.split(' ').count() <= WORDS;
    let known = parts.iter().filter(is_known).count();
    if parts.len() >= FEWEST && parts.iter().all(is_item) && known * 2 >= parts.len() { parts.len() } else { 0 }
}

/// Whether the line before or behind one has bars as well.
fn is_in_table(draft: &Draft, index: usize) -> bool {
    let has_bar = |index: usize| draft.line(index).contains('|');
    index.checked_sub(1).is_some_and(has_bar) || has_bar(index + 1)
}

/// Whether a line is the path to a page: "Home > Culture > Heritage".
fn is_path(line: &str) -> bool {
    [" > ", " › ", " » ", " / ", "/"].iter().filter(|mark| line.contains(**mark)).any(|mark| {
        let parts: Vec<&str> = line.split(mark).map(str::trim).collect();
        let short = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() >= 3 && part.split(' ').count() <= 8;
        let home = parts.first().is_some_and(|first| HOME.contains(&folded(first)));
        (parts.len() >= 2 && home || parts.len() >= 3 && matches!(*mark, " > " | " › "))
            && parts.iter().all(short)
            && !line.contains('«')
            && chars::end_of(line) != End::Closed
    })
}

/// The rules whose finds show that a text was a web page.
pub const OF_A_PAGE: &[&str] = &["comment-form", "share-bar", "cookie-notice", "newsletter", "read-also", "navigation", "menu"];

/// Whether what was found shows that a text was a web page.
pub fn is_page(draft: &Draft) -> bool {
    let found = &draft.report.findings;
    found.iter().filter(|finding| finding.kind == Kind::Dropped && OF_A_PAGE.contains(&finding.rule)).count() >= 2
}

/// "3 Comments", "Комментарии (2)".
fn is_count(line: &str) -> bool {
    let word = line.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ':' | ' '));
    word.len() < line.len() && WEB_COUNT.contains(word)
}

fn drop_lines(draft: &mut Draft, rule: &'static str, phrases: &Phrases) {
    let mut single = Vec::new();
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text
            || usize::from(draft.lines[index].length) > phrases.longest
            || !phrases.beginnings.may_begin(draft.line(index))
        {
            continue;
        }
        let line = folded(draft.line(index));
        if phrases.whole.contains(&line) {
            // One word may be a heading or an answer of the text: it goes only beside other furniture.
            if line.contains(' ') { draft.drop_line(index, rule, Sure) } else { single.push(index) }
        } else if phrases.begins.iter().any(|phrase| begins(&line, phrase)) {
            draft.drop_line(index, rule, Likely);
        }
    }
    let beside = |index: usize, draft: &mut Draft| {
        let dropped = |found: Option<&crate::lines::Line>| found.is_some_and(|line| line.state == State::Dropped);
        let before = draft.lines[..index].iter().rev().take(4).find(|line| line.state != State::Blank);
        let after = draft.lines[index + 1..].iter().take(4).find(|line| line.state != State::Blank);
        if draft.lines[index].state == State::Text && (dropped(before) || dropped(after)) {
            draft.drop_line(index, rule, Likely);
        }
    };
    single.iter().for_each(|&index| beside(index, draft));
    single.iter().rev().for_each(|&index| beside(index, draft));
}

/// A line of nothing but names of networks: "Facebook Twitter WhatsApp Email".
fn drop_site_names(draft: &mut Draft, rule: &'static str) {
    static NAMES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(NETWORK.list()));
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text || draft.lines[index].length > 100 || !NAMES.may_begin(draft.line(index)) {
            continue;
        }
        let line = folded(draft.line(index));
        let mut words = line.split([' ', '|', ',', '·', '•']).filter(|word| !word.is_empty()).peekable();
        if words.peek().is_some() && words.clone().count() <= 10 && words.all(|word| NETWORK.contains(word)) && !line.contains("email@") {
            // A single name may be a line of the text's own.
            if line.contains(' ') {
                draft.drop_line(index, rule, Sure);
            }
        }
    }
}

fn begins(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || phrase.ends_with([':', '：']) || rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Lower case, typographic apostrophes plain, white space and marks at the ends gone.
fn folded(line: &str) -> String {
    letters(line.trim_matches(is_edge)).collect()
}

/// The characters of a text as phrases have them.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c })
}

/// The last word of a text, marks behind it left out.
fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    text.rfind(|c: char| !c.is_alphanumeric())
        .and_then(|at| text.get(at..))
        .map_or(text, |word| word.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '#' | '.' | '!' | '…' | '→' | '»' | '›' | '▼' | '×' | '-' | '•' | '|' | '[' | ']')
}

/// With which words phrases begin: a filter that lets all their lines through and hardly any other (Bloom 1970), so that
/// not every line must be folded and compared for each list.
struct Beginnings([u64; Beginnings::ROOM / 64]);

impl Beginnings {
    /// How many bits there are, a power of two.
    const ROOM: usize = 4096;

    fn of(phrases: &[&str]) -> Self {
        Self([0; Self::ROOM / 64]).and(phrases)
    }

    fn and(mut self, phrases: &[&str]) -> Self {
        for phrase in phrases {
            let bit = Self::bit(phrase);
            self.0[bit / 64] |= 1 << (bit % 64);
        }
        self
    }

    /// Whether a line may begin with one of the phrases.
    fn may_begin(&self, line: &str) -> bool {
        // No phrase begins with a mark.
        let bit = Self::bit(line.trim_start_matches(|c| is_edge(c) || matches!(c, ',' | '/' | '·')));
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// The place of the first word.
    fn bit(text: &str) -> usize {
        let step = |hash: usize, c: char| (hash.rotate_left(5) ^ c as usize).wrapping_mul(0x9e37_79b9);
        // Most are written in ASCII, and need no tables.
        let bytes = text.as_bytes();
        let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let head = bytes.iter().take(plain).fold(0, |hash, byte| step(hash, char::from(byte.to_ascii_lowercase())));
        let rest = if bytes.get(plain).is_some_and(|byte| !byte.is_ascii()) { text.get(plain..).unwrap_or("") } else { "" };
        letters(rest).take_while(|c| c.is_alphanumeric()).fold(head, step) >> 7 & (Self::ROOM - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_menu_are_known_by_most_of_their_items() {
        let names = Beginnings::of(MENU.list());
        assert_eq!((menu_items("Politik Wirtschaft Kultur", &names), menu_items("Politik, Wirtschaft, Kultur", &names)), (3, 0));
        assert_eq!((row_items("Local | Economía | El río"), row_items("Política · Cultura · Sociedad")), (3, 3));
        assert_eq!(
            (row_items("Berg | Holm | Lind"), row_items("Keywords: politics | culture | sport"), row_items("Politik | Kultur")),
            (0, 0, 0)
        );
    }

    #[test]
    fn a_list_of_words_in_a_text_is_no_menu() {
        let line = "Die folgenden Wörter sollen die Kinder bis zum Herbst lernen und in einem Satz gebrauchen können.";
        let text = format!("Wortliste\n\n{line}\n\nKultur\nPolitik\nWirtschaft\nReise\n\n{line}\n");
        let report = crate::ingest("a.txt", text.as_bytes()).report;
        assert!(report.findings.iter().all(|finding| finding.rule != "menu"), "{report:?}");
    }

    /// What the filter refuses is no line of the list: it lets every phrase through, however its line is set.
    #[test]
    fn the_first_words_of_all_phrases_pass() {
        for phrases in [&COMMENT_FORM, &SHARE_BAR, &COOKIES, &NEWSLETTER, &READ_ALSO, &NAVIGATION] {
            for phrase in phrases.whole.iter().chain(phrases.begins.iter()) {
                for line in [phrase.to_string(), format!("» **{}** …", phrase.to_uppercase()), format!("{phrase} x")] {
                    assert!(phrases.beginnings.may_begin(&line), "{line}");
                }
            }
        }
        for words in [MENU.list(), NETWORK.list(), READING_TIME.list()] {
            let beginnings = Beginnings::of(words);
            for word in words {
                assert!(beginnings.may_begin(&format!("/ {word} | {word}")), "{word}");
            }
        }
        assert!(!Beginnings::of(MENU.list()).may_begin("harbours are deep"));
    }

    /// A phrase that no line can match is a slip: cut inside a word, in capitals, or beginning with a mark.
    #[test]
    fn every_phrase_is_matched_by_itself() {
        for (name, phrases) in blocks::KINDS {
            for phrase in phrases.whole.iter() {
                assert_eq!(folded(phrase), phrase, "{name}");
                assert!(phrase.chars().count() <= phrases.longest, "{name}: {phrase}");
            }
            for phrase in phrases.begins.iter() {
                assert!(begins(&folded(&format!("{phrase} once more")), phrase), "{name}: {phrase}");
                assert!(begins(&folded(phrase), phrase) || phrase.ends_with(['…', ':']), "{name}: {phrase}");
                // Languages that inflect "our" have a phrase for each of its forms.
                let last = last_word(phrase);
                assert!(!["nuestr", "noss", "unser", "votr", "nostr"].contains(&last), "{name}: {phrase} breaks off");
            }
        }
        for word in MENU.iter().chain(BUTTON.iter()).chain(NETWORK.iter()) {
            assert_eq!(folded(word), word);
        }
    }

    #[test]
    fn reading_times_are_known_by_either_end() {
        for line in ["5 min read", "Lesezeit: 5 Min.", "Reading time 12", "| 7 мин. чтения"] {
            assert!(is_reading_time(line), "{line}");
            let endings = READING_TIME.iter().fold(Beginnings::of(&[]), |endings, time| endings.and(&[last_word(time)]));
            assert!(Beginnings::of(READING_TIME.list()).may_begin(line) || endings.may_begin(last_word(line)), "{line}");
        }
    }
}
