//! Citations by author and title in the brackets of the running text, "(Archer, Frozen Port 12)", "(“Guide to the Port” 3)" (MLA Handbook, 9th ed., 6.3
//! to 6.10), where the text has a list of works.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::{citations::Place, taken::Taken, titled::Families};
use crate::{
    draft::Draft,
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::{Span, quotes, text};
use scholion_reference::{Record, locator};

/// Longest bracket that is looked into, in bytes, and the most words of a title.
const LONGEST: usize = 240;
const TITLE: usize = 12;

/// What a part of a bracket says: its words, the author, the words of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cited<'t> {
    span: Span,
    author: &'t str,
    title: &'t str,
    quoted: bool,
}

/// The works of a list by their authors, and those without by their titles.
pub(super) struct Listed {
    families: Families,
    titles: HashMap<String, Vec<usize>, FxBuildHasher>,
}

impl Listed {
    pub(super) fn of(works: &[Record]) -> Self {
        let mut titles: HashMap<String, Vec<usize>, FxBuildHasher> = HashMap::default();
        for (index, work) in works.iter().enumerate() {
            let first = first_word(&work.title);
            if !first.is_empty() {
                titles.entry(first).or_default().push(index);
            }
        }
        Self { families: Families::of(works), titles }
    }

    /// The works that a citation may mean.
    fn meant(&self, cited: &Cited, works: &[Record]) -> Vec<usize> {
        if !cited.author.is_empty() {
            return self.by_names(cited, works);
        }
        let wanted = text::fold(cited.title);
        let begins = |index: &usize| {
            works.get(*index).is_some_and(|work| {
                let title = text::fold(&work.title);
                let title = without_article(&title);
                title.strip_prefix(without_article(&wanted)).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        };
        self.titles.get(&first_word(cited.title)).into_iter().flatten().copied().filter(begins).collect()
    }
}

impl Listed {
    /// The works of the printed names: of several those that have as many authors.
    fn by_names(&self, cited: &Cited, works: &[Record]) -> Vec<usize> {
        let names: Vec<&str> = cited.author.split(' ').collect();
        let names: Vec<String> = names.split(|word| scholion_lang::AND.contains(word) || *word == "&").map(|name| name.join(" ")).collect();
        let first = names.first().map_or("", String::as_str);
        let found = self.families.called(first, cited.title);
        let fits = |index: &usize| {
            works.get(*index).is_some_and(|work| {
                let printed = |(name, wanted): (&scholion_reference::Name, &String)| text::fold(&name.short()) == text::fold(wanted);
                work.author.len() == names.len() && work.author.iter().zip(&names).all(printed)
            })
        };
        let whole: Vec<usize> = found.iter().copied().filter(fits).collect();
        if whole.is_empty() && names.len() == 1 { found } else { whole }
    }
}

/// Links such citations of the running text.
pub(super) fn link(draft: &mut Draft, rule: &'static str) {
    if draft.listed == 0 {
        return;
    }
    let works = draft.works.get(..draft.listed.min(draft.works.len())).unwrap_or_default();
    let listed = Listed::of(works);
    let mut found: Vec<(Place, Cited<'static>, Vec<usize>)> = Vec::new();
    // Where others are cited so, an author and a title that the list lacks are a citation as well.
    let mut strays: Vec<(Place, Cited<'static>, Vec<usize>)> = Vec::new();
    for place in super::citations::blocks(draft) {
        let Some(block) = super::citations::block_of(draft, place) else { continue };
        let taken = Taken::of(Some(block));
        for cited in find(&block.text).into_iter().filter(|cited| taken.is_free(cited.span)) {
            let works = listed.meant(&cited, &draft.works);
            // What names nobody and no title of the list is an aside: "(see Table 12)".
            let known = !works.is_empty() || cited.quoted || !cited.title.is_empty() && !listed.families.by(cited.author).is_empty();
            let told = !cited.author.is_empty() && cited.title.contains(' ');
            let one = (place, Cited { span: cited.span, author: "", title: "", quoted: cited.quoted || told }, works);
            if known {
                found.push(one);
            } else if told {
                strays.push(one);
            }
        }
    }
    if found.iter().any(|(_, cited, works)| cited.quoted && works.len() == 1) {
        found.append(&mut strays);
    }
    for (place, cited, works) in found {
        let Some(block) = super::citations::block_of(draft, place) else { continue };
        let (line, words) = (block.line_at(&draft.source, cited.span.start), cited.span.of(&block.text).to_owned());
        match works.as_slice() {
            [work] => {
                let keys = super::citations::cite(draft, place, cited.span, *work);
                draft.note(line, rule, words, Kind::Found, Likely, Remark::Cites { keys });
            }
            [] => draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::NoEntry),
            _ => {
                let keys = super::noted::keys(draft, &works);
                draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
            }
        }
    }
}

/// The parts of brackets that may cite so.
fn find(text: &str) -> Vec<Cited<'_>> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let rest = text.get(open + 1..).unwrap_or("");
        let Some(close) =
            rest.bytes().take(LONGEST).position(|byte| matches!(byte, b')' | b'(')).filter(|at| rest.as_bytes().get(*at) == Some(&b')'))
        else {
            continue;
        };
        let mut from = open + 1;
        for piece in rest.get(..close).unwrap_or("").split(';') {
            let start = from + piece.len() - piece.trim_start().len();
            from += piece.len() + 1;
            found.extend(part(piece.trim(), start));
        }
    }
    found
}

/// A part of a bracket: an author, a title, a page; a title in quotation marks and a page; an author and a page.
fn part(words: &str, at: usize) -> Option<Cited<'_>> {
    let lead = words.split(' ').take_while(|word| {
        word.starts_with(char::is_lowercase) && scholion_lang::CITATION_LEAD.contains(&word.trim_end_matches(['.', ',']).to_lowercase())
    });
    let lead: usize = lead.map(|word| word.len() + 1).sum();
    let own = words.get(lead..)?;
    let (head, place) = own.rsplit_once(' ')?;
    let is_place = place.contains(|c: char| c.is_ascii_digit())
        && locator::len(place, true) == place.len()
        && !scholion_reference::dates::is_year(place);
    let head = head.trim_end_matches([',', ' ']);
    if !is_place || head.is_empty() {
        return None;
    }
    let span = Span::new(at + lead, at + words.len());
    let (author, title) = match head.split_once(", ") {
        _ if quotes::opens(head) => ("", head),
        Some((author, title)) => (author, title),
        None => (head, ""),
    };
    let is_name = author.is_empty()
        || author.starts_with(char::is_uppercase)
            && author.split(' ').count() <= 4
            && author.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.'));
    let quoted = quotes::opens(title);
    let bare = title.trim_matches(['“', '”', '«', '»', '„', '"', '‘', '*', '_', ',']);
    let is_title = title.is_empty() || quoted || title.trim_start_matches(['*', '_']).starts_with(char::is_uppercase);
    let fits =
        is_name && is_title && bare.split(' ').count() <= TITLE && !bare.contains([';', '(']) && !(author.is_empty() && bare.is_empty());
    fits.then_some(Cited { span, author, title: bare, quoted })
}

/// The first word of a title, folded, its article left out.
fn first_word(title: &str) -> String {
    let folded = text::fold(title);
    without_article(&folded).split(' ').next().unwrap_or("").to_owned()
}

fn without_article(folded: &str) -> &str {
    folded.split_once(' ').filter(|(first, _)| scholion_lang::ARTICLE.contains(first)).map_or(folded, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_and_titles_are_found_in_brackets() {
        let found =
            |text: &'static str| find(text).into_iter().map(|cited| (cited.span.of(text), cited.author, cited.title)).collect::<Vec<_>>();
        assert_eq!(
            found("Cold (Archer, Frozen Port 12; Poe, “Winter Trade” 45)."),
            [("Archer, Frozen Port 12", "Archer", "Frozen Port"), ("Poe, “Winter Trade” 45", "Poe", "Winter Trade")]
        );
        assert_eq!(found("So it is (“Guide to the Port” 3)."), [("“Guide to the Port” 3", "", "Guide to the Port")]);
        assert_eq!(found("Stone (see Poe 49)."), [("Poe 49", "Poe", "")]);
        assert!(found("In the port (1988), (Archer 1988), (12), (as he said in the year 12).").is_empty());
    }
}
