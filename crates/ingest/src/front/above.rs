//! What stands above a title: the line of a journal, and the names of those who wrote the text.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use crate::{
    block::{self, Role},
    chars,
    draft::Draft,
    front::{interview, people, uncased},
    front_matter::{Person, tidy},
    lexicon,
    recognise::{journal, language, patronymic},
    report::Certainty::Likely,
};
use scholion_base::{
    script::{decimal, is_han, is_kana, is_unspaced, is_wide},
    text::fold,
};
use scholion_lang::{BYLINE, GIVEN_NAME, OUTLET, POLITE_TITLE, REFERENCE_WORD};
use scholion_reference::{names, translit::is_cyrillic};

/// The longest block with a title and names, in bytes.
const BLOCK: usize = 1500;
/// The longest line of a journal, in words.
const LONGEST: usize = 20;
/// So many bytes of the text are asked whether words come again.
const ASKED: usize = 60_000;

/// Whether a line says in which number of a journal a text stands, in a form that is not read: "Contents of the review Mills, no. 8",
/// "Fasc. 2/2018", "Mills 41 · April 2007 · pp. 111-139".
pub fn is_masthead(text: &str) -> bool {
    if text.len() > 200 || text.ends_with(['?', '!']) {
        return false;
    }
    let parts = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | '،' | '·' | '|' | '•' | ';' | ':' | '(' | ')' | '/');
    let words: Vec<String> = text.split(parts).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    if words.len() > LONGEST {
        return false;
    }
    let counter = |word: &String| journal::counter(word).filter(|kind| !kind.is_empty());
    let is_roman = |word: &String| word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c'));
    let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit()) || is_roman(word);
    let counted =
        |kind: &str| words.windows(2).any(|pair| matches!(pair, [word, number] if counter(word) == Some(kind) && is_number(number)));
    let is_dated = words.iter().any(|word| is_year(word));
    let is_part = |word: &String| is_number(word) || counter(word).is_some() || journal::is_month(word);
    let of_journal = |word: &String| word.chars().count() > 3 && (OUTLET.contains(word) || REFERENCE_WORD.part(word) == Some("journals"));
    let is_issue = counted("issue") || counted("volume");
    let is_range = text.contains(['-', '–']);
    (counted("issue") && counted("volume"))
        || (is_issue && words.iter().all(is_part))
        || (is_issue && words.iter().any(of_journal))
        || (counted("pages") && is_range && is_dated)
        || (words.first().is_some_and(|word| OUTLET.contains(word)) && words.len() >= 4 && words.last().is_some_and(|word| is_year(word)))
}

/// Whether a word is a year, in the digits of any script.
pub fn is_year(word: &str) -> bool {
    let digits: Option<String> = word.chars().map(|c| decimal(c).and_then(|digit| char::from_digit(digit, 10))).collect();
    digits.is_some_and(|digits| scholion_reference::dates::is_year(&digits))
}

/// Makes the line of an author below a title, with which it stands in one block, a block of its own: it has the label of one, or names with
/// marks behind them. So with a rubric or the line of a journal above it.
pub fn part_lines(draft: &mut Draft) {
    /// So many blocks are looked at.
    const FIRST: usize = 24;
    for index in (0..draft.front.end.min(draft.blocks.len()).min(FIRST)).rev() {
        let block = &draft.blocks[index];
        if !matches!(block.role, Role::Text | Role::Lines) || block.text.len() > BLOCK {
            continue;
        }
        // Title, names and addresses may stand in one.
        for index in index..index + 3 {
            let Some(at) = byline_in(draft, index) else { break };
            interview::apart(draft, index, at);
        }
    }
}

/// Where the printed lines of a block begin in its bare words, and where the last ends.
fn printed_lines(draft: &Draft, index: usize) -> Vec<usize> {
    let Some(block) = draft.blocks.get(index) else { return Vec::new() };
    let text = block.bare();
    if block.is_on_one_line(&draft.source) {
        return vec![0, text.len()];
    }
    let lead = block.text.find(text).unwrap_or(0);
    let line_of = |at: usize| block.line_at(&draft.source, u32::try_from(lead + at).unwrap_or(u32::MAX));
    let spaces = text.match_indices([' ', '\n']).map(|(at, _)| at);
    let begins = spaces.filter(|&at| line_of(at + 1) > line_of(at.saturating_sub(1))).map(|at| at + 1);
    let mut all: Vec<usize> = [0].into_iter().chain(begins).chain([text.len()]).collect();
    // Lines in Chinese and Japanese are joined without a blank.
    let is_inside = |at: usize| text.as_bytes().get(at.wrapping_sub(1)).is_some_and(|before| !matches!(before, b' ' | b'\n'));
    let wide = text.char_indices().filter(|(at, c)| is_wide(*c) && is_inside(*at)).map(|(at, _)| at);
    all.extend(wide.filter(|&at| line_of(at) > line_of(at - 1)));
    all.sort_unstable();
    all
}

/// Where the line of an author begins in a block, behind the first line.
fn byline_in(draft: &Draft, index: usize) -> Option<usize> {
    let text = draft.blocks.get(index)?.bare();
    let ends = printed_lines(draft, index);
    ends.windows(2).skip(1).find_map(|ends| {
        let &[from, to] = ends else { return None };
        let (before, line) = (text.get(..from)?.trim_end(), text.get(from..to)?.trim());
        // A rubric or the line of a journal above the title.
        if lexicon::is_one_of(before, &scholion_lang::RUBRIC) || is_masthead(before) || journal::is_journal_line(before) {
            return Some(from);
        }
        // What is all names has no title, but the first of the addresses may follow.
        let is_named = people::names_of(draft, before).is_some();
        let is_address = || line.starts_with(['(', '（']) && line.ends_with([')', '）']);
        if is_named && is_first_address(line) || is_address() && uncased::pieces(&draft.front.lang, before).is_some() {
            return Some(from);
        }
        if is_named || chars::end_of(before) == chars::End::Cut {
            return None;
        }
        let label = lexicon::behind_label(line, BYLINE.iter().map(|label| (label, ())));
        let is_labelled =
            lexicon::is_one_of(line, &BYLINE) || label.is_some_and(|(.., rest)| people::labelled_names(draft, rest).is_some());
        let is_mark = |c: char| chars::is_superscript(c) || matches!(c, '*' | '†' | '‡');
        let names = || people::names_of(draft, line).map_or(0, |names| names.len());
        let is_marked = || {
            line.ends_with(is_mark) && line.contains(' ') && names() > 0
                || line.contains(',') && line.contains(|c: char| c.is_ascii_digit()) && names() > 1
        };
        // "Typescript, County Archive, DX 144/3" says where a text lies.
        let is_first = draft.before(index).is_none() && draft.front.salutation.is_none();
        let is_shelf =
            || is_first && line.matches(',').count() >= 2 && line.contains(|c: char| c.is_ascii_digit()) && !holds_small_word(line);
        (is_labelled || is_marked() || language::is_other(before, line) || is_shelf() || is_east_asian_name(draft, before, line))
            .then_some(from)
    })
}

/// Whether a line is the first of addresses that are counted: "1 Institute of Tides", "a Museum of the Ford".
fn is_first_address(line: &str) -> bool {
    let rest = ["1 ", "a ", "1. ", "¹ ", "¹", "(1) "].into_iter().find_map(|mark| line.strip_prefix(mark));
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase) && rest.contains(' '))
}

fn holds_small_word(line: &str) -> bool {
    line.split(|c: char| !c.is_alphabetic())
        .any(|word| !word.is_empty() && word.starts_with(char::is_lowercase) && chars::is_function_word(word))
}

/// Whether below a short title in Japanese stands a line that may be a name, as digital libraries print it.
pub fn is_east_asian_name(draft: &Draft, title: &str, line: &str) -> bool {
    let letters = line.chars().count();
    draft.front.lang == "ja"
        && title.chars().count() <= 20
        && (3..=7).contains(&letters)
        && line.chars().next().is_some_and(is_han)
        && line.chars().all(is_unspaced)
        && !holds_ending(line)
        && !lexicon::is_one_of(line, &scholion_lang::SECTION_HEADING)
        && !lexicon::is_introduction(line)
}

/// Whether Hiragana stand between Chinese characters, as in "来た日": in names only "の" does.
fn holds_ending(line: &str) -> bool {
    let is_ending = |c: char| is_kana(c) && !matches!(c, 'の' | 'ノ' | 'ヶ' | 'ケ');
    line.find(is_ending).and_then(|at| line.get(at..)).is_some_and(|rest| rest.contains(is_han))
}

/// The lines of a block as they are printed.
pub fn lines(draft: &Draft, index: usize) -> Vec<&str> {
    let text = draft.blocks.get(index).map_or("", |block| block.bare());
    printed_lines(draft, index).windows(2).filter_map(|ends| Some(text.get(*ends.first()?..*ends.last()?)?.trim())).collect()
}

/// The name on the line below a label that stands alone: "submitted by / Dipl.-Geogr. Hanna Leuthold".
pub fn below_label(draft: &Draft, lines: &[&str]) -> Option<String> {
    let at = lines.iter().position(|line| lexicon::is_one_of(line, &BYLINE))?;
    let words: Vec<&str> = lines.get(at + 1)?.split_whitespace().collect();
    let is_degree = |word: &str| word.ends_with('.') && word.trim_end_matches('.').chars().nth(1).is_some();
    let degrees = words.iter().take_while(|word| is_degree(word)).count();
    let name = words.get(degrees..)?.join(" ");
    people::names_of(draft, &name).filter(|names| names.len() == 1).map(|_| name)
}

/// Whether a name is surely one: it has an initial, a patronymic, or a known given name.
pub fn is_signed(name: &str) -> bool {
    let is_initial = |word: &str| {
        word.ends_with('.')
            && !word.is_empty()
            && word.split('.').all(|letter| letter.chars().count() <= 1)
            && word.starts_with(char::is_uppercase)
    };
    name.split([' ', '.']).next().is_some_and(|given| GIVEN_NAME.contains(given))
        || name.split(' ').any(is_initial)
        || patronymic::with_patronymic(name).is_some()
}

/// Whether a table of contents follows a block: its heading, or a line with leaders.
fn has_contents(draft: &Draft, title: usize) -> bool {
    let mut next = (title + 1..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).take(4);
    next.any(|index| draft.blocks[index].text.contains(".....") || draft.blocks[index].text.contains(". . . ."))
}

/// The author before a title on one line: "Пётр Иванович Горев. Паром", "П. И. Горев. Паром".
pub fn before_title(line: &str) -> Option<(String, &str)> {
    line.match_indices(". ").filter(|(at, _)| *at < 80).find_map(|(at, _)| {
        let (name, title) = (line.get(..at)?, line.get(at + 2..)?.trim());
        let words: Vec<&str> = name.split([' ', '.']).filter(|word| !word.is_empty()).collect();
        // Only Russian puts the author so; "U. S. Code. Title 12" names none.
        let initials = is_cyrillic(name)
            && words.len() == 3
            && words.iter().take(2).all(|word| word.chars().count() == 1 && word.starts_with(char::is_uppercase))
            && words.last().is_some_and(|word| {
                word.chars().count() > 2 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
            });
        let name = patronymic::with_patronymic(name).or_else(|| initials.then(|| name.to_owned()))?;
        (title.starts_with(char::is_uppercase) && title.chars().count() >= 3).then_some((name, title))
    })
}

/// Whether a line holds the symbol of a document: "A/RES/77/412", "AG/RES. 1234", or is the number of a file.
pub fn holds_symbol(text: &str) -> bool {
    is_file_number(text)
        || text.split_whitespace().count() <= 30
            && text.contains(|c: char| c.is_ascii_digit())
            && text.split_whitespace().any(|word| {
                let word = word.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | ';'));
                word.split('/').count() >= 2
                    && word.starts_with(|c: char| c.is_ascii_uppercase())
                    && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '-' | '.'))
            })
}

/// Whether a line is the number of a file in a court or an office, and no name of a document: "Az. 3 U 114/09", "Sygn. akt II CSK 114/09".
fn is_file_number(text: &str) -> bool {
    let is_number = |word: &str| {
        let (number, year) = word.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')')).split_once('/').unwrap_or_default();
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_short = (1..=6).contains(&number.len()) && matches!(year.len(), 2 | 4);
        // "Annual Report 2019/20"
        let digits = |part: &str| part.parse::<u32>().unwrap_or(0);
        let is_season = number.len() == 4 && (digits(number) + 1) % 100 == digits(year) % 100;
        is_short && is_digits(number) && is_digits(year) && !is_season
    };
    (2..=6).contains(&text.split_whitespace().count())
        && text.split_whitespace().next_back().is_some_and(is_number)
        && !lexicon::is_document_word(chars::first_word(text))
}

/// Whether a line names a university and a part of it, and little else, as the title page of a thesis does above the title.
pub fn names_bodies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bodies = scholion_lang::INSTITUTION.iter().filter(|word| lower.contains(*word)).count();
    bodies >= 2 && text.split_whitespace().count() <= 8 && lexicon::is_affiliation(chars::first_word(text))
}

/// Takes out the line above the title that names the same people again.
pub fn drop_names(draft: &mut Draft, rule: &'static str, known: &[Person]) {
    let title = draft.front.title_block.unwrap_or(0).min(draft.blocks.len());
    let same = |names: &Vec<String>| {
        names.len() == known.len() && names.iter().zip(known).all(|(name, person)| tidy(names::one(name)).family == person.name.family)
    };
    let again = (0..title).find(|&index| {
        let block = &draft.blocks[index];
        block.role != Role::Gone && people::names_of(draft, &block::bare(&block.text).replace('\n', ", ")).is_some_and(|names| same(&names))
    });
    if let Some(index) = again {
        draft.drop_block(index, rule, Likely);
    }
}

/// Takes out what the first page of a text repeats of its title page, the title and the names beside it.
pub fn drop_repeated(draft: &mut Draft, rule: &'static str) {
    /// So many blocks behind the title are asked.
    const NEAR: usize = 14;
    let Some(title) = draft.front.title_block else { return };
    let printed = fold(&draft.front.title);
    if printed.len() < 8 || !printed.contains(' ') {
        return;
    }
    let live: Vec<usize> = (title + 1..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).take(NEAR).collect();
    let Some(place) = live.iter().position(|&index| fold(&words(draft, index)) == printed) else { return };
    let is_author = |index: usize| {
        let names = people::names_of(draft, &words(draft, index)).unwrap_or_default();
        let known = |name: &String| draft.front.people.iter().any(|person| person.name == tidy(names::one(name)));
        !names.is_empty() && names.iter().all(known)
    };
    let beside: Vec<usize> = [place.checked_sub(1), Some(place + 1)]
        .into_iter()
        .flatten()
        .filter_map(|place| live.get(place).copied())
        .filter(|&index| is_author(index))
        .collect();
    for index in beside.into_iter().chain(live.get(place).copied()) {
        draft.drop_block(index, rule, Likely);
    }
}

/// Whether it is not sure that a block is the title and nothing else: it breaks off, names a rubric or an abstract, or its lines were joined
/// though no blank line parts them from what follows.
pub fn is_doubtful(draft: &Draft, index: usize) -> bool {
    let title = &draft.front.title;
    let is_label = |words: &str| lexicon::is_one_of(words, &scholion_lang::RUBRIC);
    let has_label = title.contains(' ') && lexicon::is_one_of(chars::last_word(title), &scholion_lang::ABSTRACT);
    let next = draft.after(index).and_then(|next| draft.blocks.get(next));
    let is_joined = draft.layout.width.is_some() && printed_lines(draft, index).len() > 2 && next.is_some_and(|next| !next.space_before);
    !draft.is_markdown && (chars::end_of(title) == chars::End::Cut || is_label(title) || has_label || is_joined)
}

/// The names in a line right above a title if they are those of its authors: an initial, a patronymic, a degree before the name or a known
/// given name says so, or that the words of the title come again in the text and those of the line do not.
pub fn authors(draft: &Draft, above: usize, title: usize) -> Option<Vec<String>> {
    let is_address = |index: usize| {
        let block = &draft.blocks[index];
        block.role == Role::Gone || lexicon::is_affiliation(&block.text)
    };
    // Of an interview the turns and their heads say who speaks.
    let is_interview = draft.front.kind == Some(scholion_reference::Kind::Interview);
    if is_interview || draft.front.salutation.is_some() || title >= draft.blocks.len() || !(above + 1..title).all(is_address) {
        return None;
    }
    let (line, below) = (words(draft, above), words(draft, title));
    if let Some(name) = with_degree(draft, &line) {
        return Some(vec![name]);
    }
    let names = people::names_of(draft, &line).filter(|names| names.iter().all(|name| name.contains(' ')) && names.len() <= 8)?;
    let is_named = people::names_of(draft, &below).is_some_and(|names| names.iter().all(|name| name.contains(' ')));
    let text = stems(draft, title);
    let comes_again = |line: &str| telling(line).filter(|word| text.contains(word.as_str())).count();
    let is_strange = comes_again(&line) == 0 && comes_again(&below) > 0;
    // Three names and more are no title.
    let is_list = names.len() >= 3 && below.split(' ').count() >= 3;
    // The title page of a book: its table of contents follows, or what kind of work it is.
    let genre = draft.after(title).is_some_and(|genre| lexicon::is_one_of(&words(draft, genre), &scholion_lang::GENRE));
    let is_book = comes_again(&line) == 0 && (genre || has_contents(draft, title));
    let fits = if names.iter().any(|name| is_signed(name)) {
        !is_named || is_strange || is_book && !is_signed(&below)
    } else {
        !is_named && (is_strange || is_list || is_book)
    };
    fits.then(|| names.iter().map(|name| patronymic::with_patronymic(name).unwrap_or_else(|| name.clone())).collect())
}

/// How many of the telling words of a line come again in the text behind a block.
pub fn again(draft: &Draft, line: &str, from: usize) -> usize {
    let text = stems(draft, from);
    telling(line).filter(|word| text.contains(word.as_str())).count()
}

/// The name of a line that has a degree before it and a place, a star or a second degree besides: "Dr. Hanna Leuthold, Basel*". "Dr. Ida Holm"
/// alone may be the title of a novel.
fn with_degree(draft: &Draft, line: &str) -> Option<String> {
    let bare = line.trim_end_matches([' ', '*', '†', '‡', '∗', '1', '¹']);
    let label = lexicon::behind_label(bare, BYLINE.iter().map(|label| (label, ())));
    let body = label.map_or(bare, |(.., rest)| rest);
    let (head, place) = body.split_once(',').unwrap_or((body, ""));
    let is_degree = |word: &str| word.ends_with('.') && POLITE_TITLE.contains(word.trim_end_matches('.').to_lowercase().as_str());
    let all: Vec<&str> = head.split_whitespace().collect();
    // "PD Dr.", "RA Dr."
    let is_office = |word: &str| (2..=3).contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
    let degrees = all.iter().take_while(|word| is_degree(word) || is_office(word)).count();
    let degrees = if all.iter().take(degrees).any(|word| is_degree(word)) { degrees } else { 0 };
    let is_place = |piece: &str| piece.split_whitespace().count() <= 4 && piece.trim_start().starts_with(char::is_uppercase);
    let has_more = bare.len() < line.len() || label.is_some() || degrees > 1 || !place.is_empty();
    if degrees == 0 || !has_more || line.len() > 120 || !place.is_empty() && !place.split(',').all(is_place) {
        return None;
    }
    let name = all.get(degrees..)?.join(" ");
    let is_one = (2..=4).contains(&name.split(' ').count()) && people::names_of(draft, &name).is_some_and(|names| names.len() == 1);
    is_one.then_some(name)
}

/// The beginnings of the telling words of the text behind a block.
fn stems(draft: &Draft, from: usize) -> HashSet<String, FxBuildHasher> {
    let mut found = HashSet::default();
    let mut read = 0;
    for block in draft.blocks.iter().skip(from + 1).filter(|block| block.role != Role::Gone) {
        read += block.text.len();
        if read > ASKED {
            break;
        }
        found.extend(telling(&block.text));
    }
    found
}

/// The words of a text that are no small words, by their beginnings: other endings do not make other words.
fn telling(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter_map(|word| {
        let lower = word.to_lowercase();
        let is_long = lower.chars().nth(3).is_some();
        (is_long && !chars::is_function_word(&lower)).then(|| lower.chars().take(5).collect())
    })
}

fn words(draft: &Draft, index: usize) -> String {
    draft.blocks.get(index).map_or_else(String::new, |block| block::bare(&block.text).trim_start_matches(['#', ' ']).replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_known_before_titles_only_where_nothing_else_fits() {
        for (line, expected) in [
            ("Пётр Иванович Горев. Паром", Some(("Пётр Иванович Горев", "Паром"))),
            ("П.И.Горев. Паром", Some(("П.И.Горев", "Паром"))),
            ("J. R. Marlowe. The Weir", None),
            ("Edith Marlowe. The Weir", None),
            ("Паром. Повесть", None),
            ("U. S. Code. Title 12", None),
        ] {
            assert_eq!(before_title(line), expected.map(|(name, title)| (name.to_owned(), title)), "{line}");
        }
        assert_eq!(patronymic::with_patronymic("Горева Анна Петровна").as_deref(), Some("Анна Петровна Горева"));
        assert_eq!(patronymic::with_patronymic("Новая Анна Карета"), None);
    }

    #[test]
    fn lines_of_journals_are_no_titles() {
        for line in ["Contents of the review Mills, no. 8", "Fasc. 2/2018", "Mills 41 · April 2007 · pp. 111-139", "Heft 3, Band 2"] {
            assert!(is_masthead(line), "{line}");
        }
        for line in
            ["No. 10 Ferry Street: a history", "The ford in 1914", "A review of mills", "Annals of the ford", "Harbour dues, 1801-1914"]
        {
            assert!(!is_masthead(line), "{line}");
        }
    }

    #[test]
    fn numbers_of_files_are_symbols() {
        assert!(holds_symbol("Sygn. akt II CSK 114/09") && holds_symbol("Az. 3 U 114/2009") && holds_symbol("A/RES/77/412"));
        assert!(!holds_symbol("Annual Report 2019/20") && !holds_symbol("Jahresbericht 1999/2000"));
        assert!(!holds_symbol("Wyrok 114/09") && !holds_symbol("The winter of 1813/14 in Moissac and beyond") && !holds_symbol("1/2"));
    }

    #[test]
    fn a_degree_and_a_place_name_an_author() {
        let draft = Draft::new(b"");
        assert_eq!(with_degree(&draft, "Dr. Hanna Leuthold, Basel*").as_deref(), Some("Hanna Leuthold"));
        assert_eq!(with_degree(&draft, "Prof. Dr. Karl Holm").as_deref(), Some("Karl Holm"));
        assert_eq!(with_degree(&draft, "Dr. Ida Holm"), None);
        assert_eq!(with_degree(&draft, "Mrs. Marsh"), None);
    }
}
