//! The names with which a piece of a note begins.

use scholion_base::quotes;
use scholion_lang::{AND, ARTICLE, OTHERS, SENTENCE_OPENER};

pub use crate::locator::is_in;

use crate::{
    dates, intext,
    names::{is_given, is_initial, is_particle},
};

/// Names with which words begin.
pub struct Names {
    /// Where they end, what parts them from the title included.
    pub end: usize,
    /// Whether initials or a name turned about show that they are names.
    pub sure: bool,
    /// Whether a name is turned about: "Holm, Karla".
    pub turned: bool,
    /// The sign behind them, if there is one.
    pub sign: Option<char>,
}

impl Names {
    /// Whether what stands behind the names is what references have there.
    pub fn refers(&self, words: &str) -> bool {
        let rest = words.get(self.end..).unwrap_or("").trim_start();
        let next = rest.chars().next();
        let capital = next.is_some_and(|c| c.is_uppercase() || matches!(c, '¿' | '¡'));
        let opens = capital || next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '(' | '[')) || is_quote(rest);
        match self.sign {
            Some(_) => opens || self.sure && next.is_some_and(char::is_alphabetic),
            None => {
                intext::starts_with_year(rest.trim_start_matches(['(', '['])) && !is_told(rest) || is_quote(rest) || self.sure && capital
            }
        }
    }
}

/// Whether a sentence goes on behind a year in brackets: "(2021), temos o potencial".
pub fn is_told(text: &str) -> bool {
    let behind = text.split_once([')', ']']).map_or("", |(_, behind)| behind);
    text.starts_with(['(', '[']) && behind.trim_start_matches([',', ' ']).starts_with(char::is_lowercase)
}

/// Reads the names with which words begin: `R. Goff,`, `Smith, J., and Jones, K.`, `Felsenstein J`, `Feest/Blankenburg`, `ACLEC,`.
pub fn names(text: &str) -> Option<Names> {
    let words: Vec<(usize, &str)> = offsets(text).take(240).collect();
    let next = |index: usize| words.get(index).map_or("", |(_, word)| *word);
    let (mut sure, mut sign, mut end) = (false, None, 0);
    let mut capitals = 0usize;
    // Of the person that is being named: the words with a capital; whether initials stand behind them; whether a given name does.
    let (mut in_person, mut inverted, mut turned) = (0usize, false, false);
    // Whether the persons so far have their initials behind.
    let mut initials_last = false;
    let mut any_turned = false;
    for (index, &(at, printed)) in words.iter().enumerate() {
        // "Holm, Karla /Lund, Rolf"
        let word = printed.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(printed);
        if word.len() < printed.len() {
            (in_person, inverted, turned) = (0, false, false);
        }
        let core = word.trim_end_matches([',', ':', ';']);
        let bare = core.trim_end_matches('.');
        // "Sanderson MJ A nonparametric approach": an article.
        if is_initials(core) && (core.contains('.') || in_person > 0 && !(inverted && core.chars().count() == 1)) {
            sure |= in_person > 0 || next(index + 1).starts_with(char::is_uppercase);
            inverted |= in_person > 0;
            initials_last |= in_person > 0;
        } else if is_capital(bare) {
            // "KELMAN, S. Public libraries", "Felsenstein J Evolutionary trees": the title begins, if no initials make it a further name.
            let goes_on =
                is_initials(next(index + 1).trim_end_matches([',', ':', ';'])) || word.ends_with(',') && is_dotted(next(index + 1));
            if is_opener(bare) || inverted && !goes_on {
                break;
            }
            if inverted {
                (in_person, inverted, turned) = (0, false, false);
            }
            (capitals, in_person) = (capitals + 1, in_person + 1);
            if in_person > 5 {
                return None;
            }
            // "Smith." ends a sentence.
            if core.ends_with('.') && bare.chars().count() > 3 {
                end = at + printed.len();
                break;
            }
        } else if is_joint(core) || is_others(bare) {
            if capitals == 0 {
                return None;
            }
            (in_person, inverted, turned) = (0, false, false);
        } else if !is_particle(core) {
            break;
        }
        end = at + printed.len();
        if word.ends_with(':') {
            sign = Some(':');
            break;
        }
        if !word.ends_with([',', ';']) {
            continue;
        }
        let (one, two) = (next(index + 1), next(index + 2));
        let inner = one.trim_end_matches([',', ':', '.', ';']);
        if is_dotted(one) && in_person > 0 && !inverted {
            // "Smith, J."
            continue;
        }
        let behind = one.ends_with([',', ':']) || is_given(inner);
        if word.ends_with(',') && in_person == 1 && !turned && !inverted && is_capital(inner) && !is_opener(inner) && behind {
            // "Holm, Karla,"
            sure |= is_given(inner);
            (turned, in_person, any_turned) = (true, 0, true);
            continue;
        }
        // Another person.
        let more = is_joint(one)
            || is_others(inner)
            || is_dotted(one)
            || is_turned(&words, index + 1)
            || is_capital(inner) && initials_last && is_initials(two.trim_end_matches([',', ':', ';']))
            || word.ends_with(';') && is_capital(inner) && one.ends_with([',', ';']);
        if !more {
            sign = Some(',');
            break;
        }
        (in_person, inverted, turned) = (0, false, false);
    }
    sure |= any_turned && text.get(end..).is_some_and(is_year_of_entry);
    (capitals > 0 && end > 0).then_some(Names { end, sure, turned: any_turned, sign })
}

/// Whether a year, a colon and a title begin words: "Koch, Hartmut, 1975: Das Eis". A publisher and a year have no title behind them.
fn is_year_of_entry(words: &str) -> bool {
    let words = words.trim_start();
    let tail = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | '–' | '-' | 'a'..='e'));
    let title = tail.strip_prefix(": ").unwrap_or("");
    intext::starts_with_year(words) && (title.starts_with(char::is_uppercase) || quotes::opens(title))
}

/// Whether a family name of a few words, a comma and initials stand at a place: `DE MEEÛS, T.`
fn is_turned(words: &[(usize, &str)], from: usize) -> bool {
    let rest = words.get(from..).unwrap_or_default();
    let comma = rest.iter().take(4).position(|(_, word)| word.ends_with(','));
    comma.is_some_and(|at| {
        let family = rest.get(..=at).unwrap_or_default();
        family.iter().all(|(_, word)| is_capital(word.trim_end_matches(',')) || is_particle(word))
            && rest.get(at + 1).is_some_and(|(_, word)| is_dotted(word))
    })
}

/// Whether a word is initials with a point.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && is_initials(word.trim_end_matches([',', ':', ';']))
}

/// Whether a word is initials, however many: `A.`, `JA`, `L.P.C.T.D.`
fn is_initials(word: &str) -> bool {
    is_initial(word)
        || word.ends_with('.') && word.split_terminator('.').all(|one| one.chars().count() == 1 && one.starts_with(char::is_uppercase))
}

/// Whether a word may be part of a name: a capital, letters, hyphens, a stroke between two names.
pub fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '’' | '\'' | '/' | '.'))
}

/// Whether a word with a capital begins a sentence or a title rather than a name.
fn is_opener(word: &str) -> bool {
    SENTENCE_OPENER.contains(word) || ARTICLE.contains(&word.to_lowercase()) || dates::month(word).is_some()
}

pub fn is_joint(word: &str) -> bool {
    AND.contains(word) || matches!(word, "&" | "/")
}

fn is_others(word: &str) -> bool {
    OTHERS.contains(word) || matches!(word, "et" | "al")
}

/// The words before what a work appeared in, and those behind, where a comma and a colon say so: ", in: ".
pub fn split_in(words: &str) -> Option<(&str, &str)> {
    words.match_indices(", ").find_map(|(at, _)| {
        let (lead, host) = words.get(at + 2..)?.split_once(' ')?;
        Some((words.get(..at)?, host)).filter(|_| leads_in(lead))
    })
}

/// Whether a word with a colon leads to what a work appeared in: "in:".
pub fn leads_in(word: &str) -> bool {
    word.ends_with(':') && is_in(word)
}

/// Whether words begin with a quotation.
pub fn is_quote(words: &str) -> bool {
    quotes::opens(words.trim_start())
}

/// Words with their places.
pub fn offsets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
