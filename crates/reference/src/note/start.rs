//! How a piece of a note begins, and what shows that it names a work.

use scholion_base::Span;
use scholion_lang::{ARTICLE, CITATION_LEAD, FUNCTION_WORD, LOCATOR, OTHERS, SENTENCE_OPENER, TIME_WORD};

use super::{
    names::{is_capital, is_in, is_joint, is_quote, is_told, leads_in, names, offsets},
    pieces::{brackets, closing},
    within,
};
use crate::{
    backref, dates, intext, locator,
    marks::{Mark, What},
    names::{is_initial, is_particle},
};

/// How a piece begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the names of authors, which initials or a name turned about show to be names, and what references have behind them.
    Sure,
    /// With what may be names, as a place and a publisher may, and what references have behind them.
    Name,
    /// With a title in quotation marks.
    Title,
    /// With authors and a year, and nothing else.
    Short,
    /// It points back.
    Back,
    /// As titles and bodies do: few small words.
    Plain,
    /// As sentences do.
    Prose,
}

impl Start {
    /// How words begin.
    pub fn of(words: &str) -> Self {
        let words = words.trim_start_matches(['(', '[']);
        if backref::same_author(words).is_some() {
            return Self::Back;
        }
        if intext::begins_bare(words) {
            return Self::Short;
        }
        let names = names(words);
        let quoted = names.as_ref().is_some_and(|names| words.get(names.end..).is_some_and(is_quote));
        // "Hale, ‘Records’ (n 2) 41"
        let again = || {
            backref::back_reference(words).is_some_and(|back| {
                let plain = !back.title.is_empty() && !back.title.contains(['‘', '’', '“', '”', '"', '«', '»']);
                back.kind == backref::BackKind::Supra && back.note_number.is_some() && plain
            })
        };
        if !quoted && starts_back(words) || quoted && again() {
            // In a sentence the names before the pointer are looked for.
            let told = is_prose(words) && !within::backs(words).is_empty();
            return if told { Self::Prose } else { Self::Back };
        }
        match names {
            Some(names) if names.refers(words) => {
                if names.sure {
                    Self::Sure
                } else {
                    Self::Name
                }
            }
            _ if begins_body(words) => Self::Name,
            _ if is_quote(words) => Self::Title,
            _ if is_prose(words) => Self::Prose,
            _ => Self::Plain,
        }
    }

    /// Whether a new work may begin so.
    pub fn is_named(self) -> bool {
        matches!(self, Self::Sure | Self::Name | Self::Title | Self::Short)
    }
}

/// Whether words point back, and do so soon.
pub fn starts_back(words: &str) -> bool {
    backref::back_reference(words).is_some()
}

/// Whether the name of a body stands before a year in brackets: `The Group for Ponds (1990) The title`.
fn begins_body(text: &str) -> bool {
    let Some((before, behind)) = text.split_once(" (") else { return false };
    let is_part = |word: &str| is_capital(word) || is_joint(word) || scholion_lang::NAME_JOINT.contains(word) || ARTICLE.contains(word);
    before.split_whitespace().count() <= 10
        && before.split_whitespace().all(is_part)
        && intext::starts_with_year(behind)
        && !is_told(text.get(before.len() + 1..).unwrap_or(""))
        && behind.contains(' ')
}

/// Whether a text is names, and perhaps a year in brackets or before a point: the title is still to come.
pub fn is_names_only(text: &str) -> bool {
    let Some(names) = names(text) else { return false };
    let rest = text.get(names.end..).unwrap_or("").trim_start();
    let rest = match rest.strip_prefix(['(', '[']) {
        Some(inside) if intext::starts_with_year(inside) => inside.split_once([')', ']']).map_or("", |(_, behind)| behind),
        _ if intext::starts_with_year(rest) && names.sure => behind_year(rest),
        _ => return rest.trim_matches(['.', ',', ':', ' ']).is_empty(),
    };
    // "2009 [viewed 29 April 2021]"
    let rest = rest.trim_start_matches(|c: char| c.is_lowercase() || c == ' ');
    let rest = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')).map_or(rest, |(_, behind)| behind);
    rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '(' | ')' | 'a'..='c')).is_empty()
}

/// Behind a year, or two: "1974/75".
fn behind_year(text: &str) -> &str {
    text.get(4..).unwrap_or("").trim_start_matches(|c: char| c.is_ascii_digit() || c == '/')
}

/// Whether a text is names that are turned about and a year, as at the head of an entry: "Johnson, Earl, 1979".
pub fn is_entry_head(text: &str) -> bool {
    let Some(names) = names(text).filter(|names| names.turned) else { return false };
    let rest = text.get(names.end..).unwrap_or("").trim_start_matches([' ', '(', '[']);
    intext::starts_with_year(rest) && behind_year(rest).trim_matches(['.', ',', ':', ' ', ')', ']']).is_empty()
}

/// Whether a text is a family name and a given one: "Holm, Erhard".
pub fn is_pair(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(family, given)| [family, given].iter().all(|word| is_capital(word) && !word.ends_with('.')))
}

/// Whether words say in what a work appeared: "Winter Ponds, in: Pond Review, vol. 9".
pub fn says_in(text: &str) -> bool {
    text.split(' ').skip(1).any(leads_in)
}

/// The length of the names that begin a work, the sign behind them left out.
pub fn names_len(text: &str) -> usize {
    names(text).map_or(0, |names| text.get(..names.end).unwrap_or("").trim_end_matches([',', ':', ' ']).len())
}

/// The words between the names and the year of a work: its title, where nothing else was read as one: "C. Holm, Ponds (1983) 20".
pub fn title(text: &str) -> Option<Span> {
    let from = names(text).filter(|names| names.sign.is_some())?.end;
    let to = years(text).find(|at| *at > from)?;
    let words = text.get(from..to)?;
    let lead = words.len() - words.trim_start().len();
    // "NJW 1999, 1234" is a journal with its year.
    if !words.trim_end().ends_with(['(', '[', ',']) {
        return None;
    }
    // "Ponds and Men (Leeds: Mill Press, 1990)"
    let words = words.split(" (").next().unwrap_or(words);
    let words = words.trim().trim_end_matches(['(', '[', ',', '.', ' ']);
    let title =
        words.starts_with(char::is_uppercase) && !words.contains([',', ':', ';', '“', '‘', '«', '(']) && words.split(' ').count() <= 12;
    title.then(|| Span::new(from + lead, from + lead + words.len()))
}

/// Words in small letters, without quotations, brackets, and what is small in names and places as well.
pub fn small_words(text: &str) -> usize {
    let mut count = 0;
    walk(text, |word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = bare.chars().count() > 1 && bare.chars().all(char::is_lowercase);
        count += usize::from(small && !is_particle(bare) && !is_joint(bare) && !LOCATOR.contains(bare));
    });
    count
}

/// Hands out the words outside quotations and brackets.
fn walk(text: &str, mut see: impl FnMut(&str)) {
    let mut at = 0;
    let mut word = 0;
    while at < text.len() {
        if word == at
            && let Some(end) = closing(text, at, text.len())
        {
            (at, word) = (end, end);
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            see(text.get(word..at).unwrap_or(""));
            word = next;
        }
        at = next;
    }
    see(text.get(word..).unwrap_or(""));
}

/// Whether a few words begin with a small letter, as what stands behind a semicolon in a title.
pub fn is_small_start(text: &str) -> bool {
    text.starts_with(char::is_lowercase) && text.split_whitespace().count() <= 6
}

/// Whether words are a sentence: half of them are small ones, or more than half of many.
pub fn is_prose(text: &str) -> bool {
    let mut words = 0;
    walk(text, |word| words += usize::from(word.contains(char::is_alphabetic)));
    let small = small_words(text);
    let opener = text.split_whitespace().next().is_some_and(|first| SENTENCE_OPENER.contains(first.trim_end_matches(',')));
    let referring = text.contains(" // ") || text.contains("://");
    !referring && (small >= 3 && small * 2 + usize::from(words < 10) > words || opener && small >= 2)
}

/// Whether a sentence leads to something that has no name: "Voir le registre de la fabrique, 1844".
pub fn leads_nowhere(text: &str) -> bool {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let lead = first.trim_end_matches(['.', ',', ':']).to_lowercase();
    let named = |c: char| c.is_uppercase() || matches!(c, '“' | '„' | '«' | '‘' | '"' | '*' | '_' | '/');
    CITATION_LEAD.contains(&lead) && rest.starts_with(char::is_lowercase) && !rest.contains(named)
}

/// Whether a sentence says where something is to be found: "The list of mills is kept on the site of the county: https://…".
pub fn tells_address(text: &str) -> bool {
    let Some((told, _)) = text.split_once(": http") else { return false };
    let first = told.split(' ').next().unwrap_or("");
    let opens =
        SENTENCE_OPENER.contains(first) || FUNCTION_WORD.contains(&first.to_lowercase()) || CITATION_LEAD.contains(&first.to_lowercase());
    opens && told.split(' ').count() >= 8 && is_prose(told)
}

/// Whether words that lead to a work begin a sentence, which goes on in small letters: "Sur ce point, v. les remarques de".
pub fn leads_on(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lead = CITATION_LEAD.longest(&lower, |lead, tail| lead.ends_with('.') || !tail.starts_with(char::is_alphanumeric));
    let behind = lead.filter(|_| lower.len() == text.len()).and_then(|lead| text.get(lead.word.len()..)).unwrap_or("");
    behind.trim_start_matches([',', ':', '.', ' ']).starts_with(char::is_lowercase) && lead.is_some_and(|lead| lead.word.contains(' '))
}

/// Whether a sentence begins with a day: "Am 3. Mai 1732 schrieb", "On 3 May 1732".
pub fn begins_with_day(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (first, day, month) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
    let number = day.trim_end_matches('.');
    let counts = !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    counts && FUNCTION_WORD.contains(&first.to_lowercase()) && dates::month(month.trim_end_matches([',', '.'])).is_some()
}

/// Whether what stands before a year is no author: "Im Jahre 1825", "Until 1702".
pub fn is_time(authors: &[String]) -> bool {
    let [only] = authors else { return false };
    let last = only.rsplit(' ').next().unwrap_or("");
    let lower = last.to_lowercase();
    let small = SENTENCE_OPENER.contains(last) || FUNCTION_WORD.contains(&lower);
    TIME_WORD.contains(&lower) && only.split(' ').count() <= 2 || small && last.len() == only.len()
}

/// Whether a part says when or where something was published: a mark, or a year that is no part of a sentence ("in 1990").
pub fn says_when(text: &str, span: Span, marks: &[Mark]) -> bool {
    is_marked(span, marks) || years(span.of(text)).next().is_some()
}

/// Whether a year stands in a text where references have it.
pub fn has_year(text: &str) -> bool {
    years(text).next().is_some()
}

/// Whether an address, a DOI or another mark that leads to a work stands in a part.
pub fn is_marked(span: Span, marks: &[Mark]) -> bool {
    let within = |mark: &&Mark| span.start <= mark.span.start && mark.span.start < span.end;
    marks.iter().filter(within).any(|mark| !matches!(mark.what, What::Label | What::Language | What::Volumes))
}

/// Whether a place in a work, with its unit, stands in a text: `vol. 65`.
pub fn has_place(text: &str) -> bool {
    offsets(text).any(|(at, _)| text.get(at..).is_some_and(|rest| locator::len(rest, false) > 0))
}

/// Whether a volume and its pages stand in a text: `12: 501–518`, `5(2), 3–7`.
pub fn has_pages(text: &str) -> bool {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    text.match_indices([':', ',']).any(|(at, sign)| {
        let before = text.get(..at).unwrap_or("").trim_end();
        let behind = text.get(at + sign.len()..).unwrap_or("").trim_start();
        let digits = number(behind);
        let range = behind.get(digits..).is_some_and(|rest| {
            rest.starts_with(['–', '-', '—', '‑']) && digits > 0 && number(rest.trim_start_matches(['–', '-', '—', '‑'])) > 0
        });
        range && before.ends_with(|c: char| c.is_ascii_digit() || c == ')')
    })
}

/// The years of a text that stand where references have them: where each begins.
fn years(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let digits = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
            let start = at;
            at += digits.max(1);
            let year = text.get(start..start + digits).filter(|_| digits == 4).and_then(|digits| digits.parse::<u32>().ok());
            if year.is_some_and(|year| (1450..=2100).contains(&year))
                && is_placed(text.get(..start).unwrap_or(""), text.get(at..).unwrap_or(""))
            {
                return Some(start);
            }
        }
        None
    })
}

/// Whether a year between these words is that of a publication: a sign, a name, a number stands before it, or a title with names or numbers
/// behind the year.
fn is_placed(before: &str, behind: &str) -> bool {
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    before.is_empty()
        || !before.ends_with(char::is_whitespace)
        || bare.ends_with([',', '.', ':', ')', ']', '”', '’', '»', '"', ';'])
        || !bare.starts_with(char::is_lowercase)
        || dates::month(bare).is_some()
        || OTHERS.contains(bare)
        || !FUNCTION_WORD.contains(bare) && behind.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a work is printed with its year right behind its authors: its title and where it appeared follow.
pub fn is_author_date(text: &str) -> bool {
    let year = years(text).next().map(|at| at + 4);
    year.and_then(|end| text.get(..end)).is_some_and(is_names_only)
}

/// Where a work begins in a sentence: at a title in quotation marks with a year right behind, with the names before it; or at
/// initials, a family name, a comma and a title.
pub fn work_within(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let fresh = at == 0 || !text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        if fresh && let Some(end) = closing(text, at, text.len()) {
            let quote = is_quote(text.get(at..).unwrap_or(""));
            let long = text.get(at..end).is_some_and(|words| words.split_whitespace().count() >= 2);
            if quote && long && year_follows(text.get(end..).unwrap_or("")) {
                return Some(names_before(text, at).unwrap_or(at));
            }
            at = end;
            continue;
        }
        if fresh && bytes.get(at).is_some_and(|byte| byte.is_ascii_uppercase() || *byte >= 0x80) {
            let rest = text.get(at..).unwrap_or("");
            let first = rest.split_whitespace().next().unwrap_or("");
            if is_initial(first)
                && first.contains('.')
                && names(rest).is_some_and(|names| names.sure && names.sign.is_some() && names.refers(rest))
            {
                return Some(at);
            }
        }
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    None
}

/// Whether a year stands right behind a title: `’ (1990)`, `’, 1976`, `’, Journal 5 (1990)`.
fn year_follows(tail: &str) -> bool {
    let mut window = tail.len().min(90);
    while !tail.is_char_boundary(window) {
        window -= 1;
    }
    let near = tail.get(..window).unwrap_or("");
    let soon = years(near).next().is_some_and(|at| {
        let between = near.get(..at).unwrap_or("");
        small_words(between) <= 2 && !between.contains(". ")
    });
    soon || is_hosted(tail)
}

/// Whether what a title appeared in stands behind it, with a year: `», en Derecho y campo, ed. por Ana Pardo (Sevilla: Alfar, 2006)`.
fn is_hosted(tail: &str) -> bool {
    let host = tail.trim_start_matches([',', ' ']);
    let (lead, rest) = host.split_once(' ').unwrap_or((host, ""));
    let mut window = rest.len().min(200);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let near = rest.get(..window).and_then(|near| near.split(';').next()).unwrap_or("");
    is_in(lead) && rest.starts_with(char::is_uppercase) && years(near).next().is_some()
}

/// Where names begin that end right before a place.
fn names_before(text: &str, at: usize) -> Option<usize> {
    let (start, ..) = intext::names_ending(text, at)?;
    text.get(start..).filter(|rest| names(rest).is_some()).map(|_| start)
}

/// Where a sentence begins behind the year and page of a work.
pub fn tail(words: &str) -> Option<usize> {
    // The last year in brackets, or behind a comma, with a title before it.
    let at = years(words).last()?;
    let end = at + 4;
    let rest = words.get(end..)?;
    if rest.starts_with([':', ';']) || rest.starts_with("):") || is_names_only(words.get(..end)?) {
        return None;
    }
    let skipped = brackets(rest);
    for (offset, word) in offsets(rest) {
        if skipped.iter().any(|&(open, close)| open < offset && offset < close) {
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = bare.chars().count() > 2 && bare.chars().all(char::is_lowercase);
        let before = rest.get(..offset)?.trim_end().trim_end_matches([',', '.', ';', '–', '—', ' ']);
        let numbered =
            before.is_empty() || before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']')) || before.ends_with("ff");
        if small
            && numbered
            && !LOCATOR.contains(bare)
            && locator::len(rest.get(offset..)?, false) == 0
            && !is_particle(bare)
            && !is_joint(bare)
        {
            let behind: Vec<&str> = rest.get(offset..)?.split_whitespace().take(5).collect();
            let smalls = behind.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
            if smalls >= 3 || behind.len() <= 3 && smalls >= 2 {
                return Some(
                    words.get(..end + offset)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '–' | '—')).len(),
                );
            }
        }
    }
    None
}
