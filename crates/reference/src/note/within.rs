//! What a sentence names in its midst: references back behind a name, titles with their year, a title in somebody's own work.

use scholion_base::quotes;
use scholion_lang::{AND, ARTICLE, CITATION_PREFIX, FUNCTION_WORD, REPORT_GENRE, SENTENCE_OPENER};

use super::{
    names::{is_capital, is_in, names, offsets},
    pieces::{brackets, closing},
    start,
};
use crate::{backref, intext, locator};

/// Most words of a short title between a name and its pointer, and of a title in a sentence.
const SHORT_TITLE: usize = 8;
const TITLE: usize = 14;
/// How many bytes before a bracket are looked at.
const REACH: usize = 300;

/// References back behind a name: "adde C. Dahl, préc.", "so auch Holm, Teiche, a. a. O., S. 4". Where each begins and ends.
pub fn backs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut free = 0;
    for (at, end) in backref::pointers(text) {
        if let Some(start) = name_before(text, at, free) {
            found.push((start, end));
            free = end;
        }
    }
    found
}

/// Where the names begin behind which a pointer stands, with a short title between them perhaps.
fn name_before(text: &str, pointer: usize, free: usize) -> Option<usize> {
    let head = text.get(free..pointer)?.trim_end_matches([' ', ',', '(', '[', ':']);
    let named = |end: usize| {
        let (start, authors, _) = intext::names_ending(text, end).filter(|(start, ..)| *start >= free)?;
        let is_name = |author: &String| author.starts_with(char::is_uppercase) && author.split(' ').count() <= 4;
        (authors.iter().all(is_name) && !SENTENCE_OPENER.contains(authors.first()?)).then_some(start)
    };
    named(free + head.len()).or_else(|| {
        let comma = head.rfind(", ")?;
        let title = head.get(comma + 2..)?;
        let is_title = title.split_whitespace().count() <= SHORT_TITLE && (title.starts_with(char::is_uppercase) || quotes::opens(title));
        named(free + comma).filter(|_| is_title)
    })
}

/// Titles with their year right behind, which show to be some: a report, "Report of the Committee on Ponds (1971)", or one whose article has
/// a capital in the midst of a sentence, "her survey A Time for Ponds (1988)". Where each begins and ends.
pub fn titles(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut free = 0;
    for (open, _) in text.match_indices('(').filter(|(open, _)| text.get(open + 1..).is_some_and(intext::starts_with_year)) {
        let Some(close) = text.get(open..).and_then(|rest| rest.find(')')).map(|len| open + len) else { break };
        let inside = text.get(open + 1..close).unwrap_or("");
        let is_year = inside.get(4..).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ';']));
        let Some(start) = title_before(text, open, free).filter(|_| is_year) else { continue };
        let tail = text.get(close + 1..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches([',', ' ']).len();
        let place = tail.get(gap..).map_or(0, |place| locator::len(place, false));
        free = close + 1 + if place > 0 { gap + place } else { 0 };
        found.push((start, free));
    }
    found
}

/// Where a title begins that ends before a bracket.
fn title_before(text: &str, open: usize, free: usize) -> Option<usize> {
    let free = free.max(near(text, open));
    let words: Vec<(usize, &str)> = offsets(text.get(free..open)?).collect();
    let (mut count, mut small) = (0, false);
    for &(at, word) in words.iter().rev().take(TITLE) {
        if count > 0 && word.ends_with([',', ':', ';', '.', ')', '!', '?', '”', '»', '’']) {
            return None;
        }
        count += 1;
        let bare = word.trim_start_matches(['(', '[']);
        let lower = bare.to_lowercase();
        let at = free + at + word.len() - bare.len();
        let follows = text.get(..at).is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_lowercase() || c == ','));
        let capital = bare.starts_with(char::is_uppercase);
        small |= !capital;
        // A newspaper, "The New York Times (1990)", has no small word.
        if capital && small && (count >= 3 && ARTICLE.contains(&lower) && follows || count >= 4 && REPORT_GENRE.contains(&lower)) {
            return Some(at);
        }
    }
    None
}

/// Where the words begin that are near a place, which is behind them.
fn near(text: &str, place: usize) -> usize {
    let mut from = place.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// A title in a work of its author, who stands before it: "Edith Holm in her Timber and Tide (London, 1951)". Where it begins, and the names:
/// `least` so many words.
pub fn own_title(text: &str, least: usize) -> Option<(usize, &str)> {
    let end = names(text).filter(|names| names.sign.is_none())?.end;
    // "en" joins names in Dutch.
    let last = offsets(text.get(..end)?).filter(|(_, word)| word.starts_with(char::is_uppercase)).last()?;
    let end = last.0 + last.1.len();
    let person = text.get(..end)?;
    let mut words = offsets(text.get(end..)?);
    let ((_, lead), (at, own), (title, first)) = (words.next()?, words.next()?, words.next()?);
    let is_own = own.chars().all(char::is_lowercase) && !ARTICLE.contains(own) && !FUNCTION_WORD.contains(own) && at > 0;
    let is_lead = FUNCTION_WORD.contains(lead) && !AND.contains(lead) || is_in(lead);
    let several = (least..=4).contains(&person.split(' ').count()) && person.split(' ').all(|word| is_capital(word.trim_end_matches('.')));
    (is_lead && is_own && several && first.starts_with(char::is_uppercase)).then_some((end + title, person))
}

/// The same in the midst of a sentence, up to the bracket that says where and when: where the title begins, where that ends, and the names.
pub fn own_titles(text: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    for (open, close) in brackets(text) {
        let dated = start::has_year(text.get(open + 1..close).unwrap_or(""));
        let near = near(text, open);
        let words: Vec<(usize, &str)> = offsets(text.get(near..open).unwrap_or("")).collect();
        let title = words.iter().rev().take(TITLE).find_map(|&(at, word)| {
            let (from, ..) = Some(word)
                .filter(|word| FUNCTION_WORD.contains(word) || is_in(word))
                .and_then(|_| intext::names_ending(text, near + at))?;
            // "de Louis Garnier"
            let from = from + offsets(text.get(from..open)?).find(|(_, word)| word.starts_with(char::is_uppercase))?.0;
            let (title, person) = own_title(text.get(from..open)?, 1)?;
            let long = text.get(from + title..open)?.split_whitespace().count() >= 3;
            (long || person.contains(' ')).then_some((from + title, person))
        });
        if let Some((title, person)) = title.filter(|_| dated) {
            found.push((title, close + 1, person));
        }
    }
    found
}

/// A title in quotation marks with which words begin: where it begins and ends.
pub fn quoted(words: &str) -> Option<(usize, usize)> {
    let end = Some(words).filter(|words| quotes::opens(words)).and_then(|_| closing(words, 0, words.len()))?;
    let inside = words.get(..end)?;
    let from = inside.chars().next()?.len_utf8();
    let title = inside.get(from..end - inside.chars().next_back()?.len_utf8())?;
    let lead = title.len() - title.trim_start().len();
    let title = title.trim().trim_end_matches([',', '.']);
    (title.split(' ').count() > 1).then_some((from + lead, from + lead + title.len()))
}

/// Whether words lead to a name: they end with a small one, "by", "wie schon", or are such throughout.
pub fn leads(words: &str) -> bool {
    let small = |(index, word): (usize, &str)| {
        let core = word.trim_end_matches([',', ':', '.']);
        core.starts_with(char::is_lowercase)
            || index == 0 && (SENTENCE_OPENER.contains(core) || CITATION_PREFIX.contains(&core.to_lowercase()))
    };
    let last = words.split_whitespace().next_back();
    last.is_some_and(|word| word.starts_with(char::is_lowercase)) || last.is_some() && words.split_whitespace().enumerate().all(small)
}

/// Where a short form begins behind a few words that lead to it: "Ausführlicher bei Gessner 1976".
pub fn short_behind(words: &str) -> Option<usize> {
    let work = intext::bare(words).into_iter().next()?;
    let before = words.get(..work.span.start as usize)?;
    let lead = before.split_whitespace().next_back()?.to_lowercase();
    let few = before.split_whitespace().count() <= 4 && !before.contains([',', ':', '.', '(', '[']);
    let ends = words.get(work.span.end as usize..)?.trim_matches(['.', ',', ' ']).is_empty();
    (few && ends && !is_in(&lead) && CITATION_PREFIX.contains(&lead)).then_some(work.span.start as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_pointers_are_found() {
        let found =
            |text: &str| backs(text).into_iter().filter_map(|(start, end)| text.get(start..end).map(str::to_owned)).collect::<Vec<_>>();
        assert_eq!(found("Wie schon Holm, Teiche, a. a. O., S. 4, zeigt."), ["Holm, Teiche, a. a. O., S. 4"]);
        assert_eq!(found("Comme le fait par exemple Arden, ibid., p. 50."), ["Arden, ibid., p. 50"]);
        assert!(found("It is said, ibid., that ponds freeze.").is_empty());
    }

    #[test]
    fn titles_are_found_in_sentences() {
        let found =
            |text: &str| titles(text).into_iter().filter_map(|(start, end)| text.get(start..end).map(str::to_owned)).collect::<Vec<_>>();
        assert_eq!(found("This came of Lady Holm’s survey A Time for Ponds (1988)."), ["A Time for Ponds (1988)"]);
        assert_eq!(
            found("It was said (Report of the Committee on Ponds (1971; Cmnd 45) ch. 9)."),
            ["Report of the Committee on Ponds (1971; Cmnd 45) ch. 9"]
        );
        for none in ["The treaty of The Hague (1907) says so.", "The New Ponds (1980) says so.", "as Holm (1990) says"] {
            assert!(found(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn own_titles_are_found() {
        let text = "Edith Holm in her Timber and Tide (London: Pond Press, 1951), chap. 3.";
        assert_eq!(own_title(text, 2), Some((18, "Edith Holm")));
        assert_eq!(own_title("Edith Holm in the Timber Review (London, 1951)", 2), None);
        let text = "As the remarks of Edith Holm in her Timber and Tide (London: Faber, 1951) show.";
        assert_eq!(own_titles(text), [(36, 73, "Edith Holm")]);
        let text = "Sur ce point, v. les remarques de Louis Garnier dans son Histoire des étangs (Tours, 1950), p. 8.";
        assert_eq!(own_titles(text).first().map(|(_, _, person)| *person), Some("Louis Garnier"));
        let text = "Como señala Lagos en su Historia de los estanques (Burgos: Rex, 1950), 8.";
        assert_eq!(own_titles(text).first().map(|(_, _, person)| *person), Some("Lagos"));
    }
}
