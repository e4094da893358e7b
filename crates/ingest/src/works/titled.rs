//! Short forms with a short title: "Holm, Teiche, S. 46", "Dahl, «Acque e poteri», cit., p. 120".

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use scholion_base::{Span, text};
use scholion_reference::{Name, Record, locator};

/// The works by the family name of their first author, each with the words of its title.
pub struct Families(HashMap<String, Vec<(usize, String)>, FxBuildHasher>);

/// How many works of a name are remembered.
const MOST: usize = 60;

impl Families {
    /// Those of records.
    pub fn of(works: &[Record]) -> Self {
        let mut families = Self(HashMap::default());
        works.iter().enumerate().for_each(|(index, work)| families.add(index, work));
        families
    }

    /// Adds a work.
    pub fn add(&mut self, index: usize, work: &Record) {
        let Some(name) = work.author.first().or(work.editor.first()).map(|name| family(name).join(" ")) else { return };
        let works = self.0.entry(name).or_default();
        if works.len() < MOST {
            works.push((index, text::fold(&work.title)));
        }
    }

    /// The only work of a name whose title has these words, in their order.
    pub fn work(&self, name: &str, title: &str) -> Option<usize> {
        let works = self.0.get(&words(name).join(" "))?;
        let title = text::fold(title);
        if !title.split(' ').any(|word| word.chars().count() > 3) {
            return None;
        }
        let has = |(_, full): &&(usize, String)| {
            let mut full = full.split(' ');
            title.split(' ').filter(|word| !word.is_empty()).all(|word| full.any(|other| other == word))
        };
        let mut fitting = works.iter().filter(has);
        let (only, _) = fitting.next()?;
        fitting.next().is_none().then_some(*only)
    }

    /// A work of a name: "Holm" of "Holm, Teiche (wie Anm. 3)".
    pub fn of_name(&self, name: &str) -> Option<usize> {
        let family = words(name.split(", ").next().unwrap_or(name)).join(" ");
        self.0.get(&family)?.first().map(|(index, _)| *index)
    }

    /// The work that a record names again, if it says no more than the author, words of the title and a place in the work.
    pub fn again(&self, record: &Record) -> Option<usize> {
        let says_where = [&record.container, &record.publisher, &record.place, &record.number, &record.url, &record.doi, &record.isbn];
        let short = record.issued.is_none() && record.editor.is_empty() && says_where.iter().all(|field| field.is_empty());
        let author = record.author.first().filter(|_| short)?;
        self.work(&family(author).join(" "), &record.title)
    }
}

/// The words of a family name, or of a body's name, folded.
pub fn family(name: &Name) -> Vec<String> {
    words(if name.family.is_empty() { &name.literal } else { &name.family })
}

fn words(name: &str) -> Vec<String> {
    text::fold(name).split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
}

/// The short forms of known works in a text: a family name, words of the title, a place in the work.
pub fn find(text: &str, families: &Families) -> Vec<(Span, usize)> {
    let (mut found, mut end) = (Vec::new(), 0);
    for (comma, _) in text.match_indices(", ") {
        let Some((title, len)) = short_title(text.get(comma + 2..).unwrap_or("")).filter(|_| comma >= end) else { continue };
        let named = names_before(text, comma).into_iter().find_map(|(start, name)| Some((start, families.work(name, title)?)));
        if let Some((start, work)) = named.filter(|(start, _)| *start >= end) {
            end = comma + 2 + len;
            found.push((Span::new(start, end), work));
        }
    }
    found.extend(text.match_indices('…').filter_map(|(at, _)| cut_title(text, at, families)));
    found.sort_by_key(|(span, _)| span.start);
    let mut end = 0;
    found.retain(|(span, _)| {
        let free = span.start >= end;
        end = end.max(span.end);
        free
    });
    found
}

/// A short form whose title is cut: "Белова А. Н. Мельничное дело… С. 40".
fn cut_title(text: &str, at: usize, families: &Families) -> Option<(Span, usize)> {
    let before = text.get(..at)?;
    let title = before.get(before.rfind(". ")? + 2..).filter(|title| title.len() < 120 && title.starts_with(char::is_uppercase))?;
    let mut start = at - title.len();
    let mut initials = 0;
    loop {
        let head = before.get(..start)?.trim_end();
        start = head.rfind(' ').map_or(0, |space| space + 1);
        let word = head.get(start..)?;
        let is_initial = word.ends_with('.') && word.chars().count() <= 3 && word.starts_with(char::is_uppercase);
        if !is_initial {
            let work = families.work(word, title).filter(|_| initials > 0)?;
            let tail = text.get(at + '…'.len_utf8()..)?;
            let gap = tail.len() - tail.trim_start_matches([' ', ',', '.']).len();
            let place = locator::len(tail.get(gap..)?, false);
            return (place > 0).then(|| (Span::new(start, text.len() - tail.len() + gap + place), work));
        }
        initials += 1;
        if initials > 3 || start == 0 {
            return None;
        }
    }
}

/// What may be a family name before a comma, and where it begins: the last word, the first of names with strokes, the last two words.
fn names_before(text: &str, comma: usize) -> Vec<(usize, &str)> {
    let before = text.get(..comma).unwrap_or("");
    let start = |to: usize| {
        let head = before.get(..to).unwrap_or("");
        let parts = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '«' | '"' | '*' | '_');
        head.char_indices().rev().take(40).find(|(_, c)| parts(*c)).map_or(0, |(at, c)| at + c.len_utf8())
    };
    let one = start(before.len());
    let last = before.get(one..).unwrap_or("");
    let two = start(before.get(..one).unwrap_or("").trim_end().len());
    [(one, last), (one, last.split('/').next().unwrap_or("")), (two, before.get(two..).unwrap_or(""))]
        .into_iter()
        .filter(|(_, name)| name.starts_with(char::is_uppercase) && name.chars().count() > 2 && !name.contains([',', ';', ':', '.']))
        .collect()
}

/// A short title with which a text begins, and the length of it with the place behind it.
fn short_title(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '“' => ['”', '”'],
        '„' => ['“', '”'],
        '«' => ['»', '»'],
        '‘' => ['’', '’'],
        '"' => ['"', '"'],
        c if c.is_uppercase() => {
            let title = text.split(", ").next().filter(|title| !title.contains(['(', ':', ';', '.']) && title.split(' ').count() <= 8)?;
            return Some((title, title.len() + place_len(text.get(title.len()..)?)?));
        }
        _ => return None,
    };
    let inside = text.get(open.len_utf8()..)?;
    let (at, sign) = inside.char_indices().take(160).find(|(_, c)| close.contains(c))?;
    let end = open.len_utf8() + at + sign.len_utf8();
    Some((inside.get(..at)?, end + place_len(text.get(end..)?)?))
}

/// The length of a place in a work behind a title: `, S. 46`, ` 20`; a year or the volume of a journal is none.
fn place_len(text: &str) -> Option<usize> {
    let gap = text.len() - text.trim_start_matches([',', ' ']).len();
    let place = text.get(gap..).filter(|_| gap > 0)?;
    let len = locator::len(place, true);
    let behind = place.get(len..)?;
    let bare = place.starts_with(|c: char| c.is_ascii_digit());
    let year = place.get(..len)?.parse::<u32>().is_ok_and(|number| (1450..=2100).contains(&number));
    let ends = behind.is_empty() || behind.starts_with([',', '.', ';', ')', ']']);
    let opens = behind.trim_start().starts_with(['(', '[', ':']);
    (len > 0 && !year && !opens && (ends || !bare)).then_some(gap + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_titles_are_found() {
        let of = |family: &str, title: &str| Record {
            author: vec![Name { family: family.to_owned(), ..Name::default() }],
            title: title.to_owned(),
            ..Record::default()
        };
        let families = Families::of(&[of("Holm", "Die Teiche im alten Recht"), of("Vaz Dahl", "Acque e poteri"), of("Holm", "Flüsse")]);
        let found = |text: &str| find(text, &families).into_iter().map(|(span, work)| (span.of(text).to_owned(), work)).collect::<Vec<_>>();
        assert_eq!(found("Holm, Teiche, S. 46, meinte dies."), [("Holm, Teiche, S. 46".to_owned(), 0)]);
        assert_eq!(found("See Vaz Dahl, «Acque», 12."), [("Vaz Dahl, «Acque», 12".to_owned(), 1)]);
        for none in
            ["Holm, Teiche, 1990.", "Holm, Wälder, S. 46", "Holm, Teiche, Köln 1990", "Berg, Teiche, S. 46", "Holm, Teiche, 12 (1990)"]
        {
            assert!(found(none).is_empty(), "{none}");
        }
        assert_eq!(found("Ср.: Holm K. Die Teiche im… S. 4."), [("Holm K. Die Teiche im… S. 4".to_owned(), 0)]);
        assert_eq!(families.again(&of("Holm", "Flüsse")), Some(2));
    }
}
