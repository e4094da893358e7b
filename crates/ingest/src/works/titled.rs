//! Short forms with a short title: "Holm, Teiche, S. 46", "Dahl, «Acque e poteri», cit., p. 120".

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use scholion_base::{Span, quotes, text};
use scholion_reference::{Field, Name, Parsed, Record, locator};

/// The works by the family names of their authors, each with the words of its title.
#[derive(Default)]
pub struct Families {
    works: ByName,
    /// By the editors of what a work appeared in, with the words of its title.
    hosts: ByName,
}

type ByName = HashMap<String, Vec<(usize, String)>, FxBuildHasher>;

/// A short form: its words, the work, and whether it is what the work appeared in that is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Short {
    pub span: Span,
    pub work: usize,
    pub host: bool,
}

/// How many works of a name are remembered.
const MOST: usize = 60;
/// By how many of its authors one is found.
const NAMES: usize = 4;

impl Families {
    /// Those of records.
    pub fn of(works: &[Record]) -> Self {
        let mut families = Self::default();
        works.iter().enumerate().for_each(|(index, work)| families.add(index, work));
        families
    }

    /// Adds a work.
    pub fn add(&mut self, index: usize, work: &Record) {
        let people = if work.author.is_empty() { &work.editor } else { &work.author };
        remember(&mut self.works, people, index, &work.title);
        if !work.author.is_empty() && !work.container.is_empty() {
            remember(&mut self.hosts, &work.editor, index, &work.container);
        }
    }

    /// The only work of a name whose title has these words, in their order.
    pub fn work(&self, name: &str, title: &str) -> Option<usize> {
        only(&self.works, name, title)
    }

    /// A work of a name: "Holm" of "Holm, Teiche (wie Anm. 3)".
    pub fn of_name(&self, name: &str) -> Option<usize> {
        let family = words(name.split(", ").next().unwrap_or(name)).join(" ");
        self.works.get(&family)?.first().map(|(index, _)| *index)
    }

    /// Takes the family name of a known author out of a title: "Canaris, Systemdenken und Systembegriff".
    pub fn author_in_title(&self, record: &mut Record) {
        let Some((name, title)) = record.title.split_once(", ").filter(|(name, _)| !name.contains([' ', '.'])) else { return };
        if record.author.is_empty() && title.starts_with(char::is_uppercase) && self.of_name(name).is_some() {
            record.author = vec![scholion_reference::names::one(name)];
            record.title = title.to_owned();
        }
    }

    /// The work that a record names again, if it says no more than the author, words of the title and a place in the work.
    pub fn again(&self, record: &Record) -> Option<usize> {
        let says_where = [&record.container, &record.publisher, &record.place, &record.number, &record.url, &record.doi, &record.isbn];
        let short = record.issued.is_none() && record.editor.is_empty() && says_where.iter().all(|field| field.is_empty());
        let author = record.author.first().filter(|_| short)?;
        self.work(&family(author).join(" "), &record.title)
    }
}

/// Remembers a title by the names of people.
fn remember(known: &mut ByName, people: &[Name], index: usize, title: &str) {
    let title = text::fold(title);
    for name in people.iter().take(NAMES) {
        let works = known.entry(family(name).join(" ")).or_default();
        if works.len() < MOST {
            works.push((index, title.clone()));
        }
    }
}

/// The only one of a name whose title has these words, in their order.
fn only(known: &ByName, name: &str, title: &str) -> Option<usize> {
    let works = known.get(&words(name).join(" "))?;
    let title = text::fold(title);
    if !title.split(' ').any(|word| word.chars().count() > 3) {
        return None;
    }
    let has = |(_, full): &&(usize, String)| {
        let mut full = full.split(' ');
        title.split(' ').filter(|word| !word.is_empty()).all(|word| full.any(|other| other == word))
    };
    let mut fitting = works.iter().filter(has);
    // Two works in one volume have one host.
    let (only, full) = fitting.next()?;
    fitting.all(|(_, other)| other == full).then_some(*only)
}

/// Takes words off the title that lead to it in a sentence: "et en particulier Le Pain", "and above all Ponds".
pub fn without_lead(work: &mut Parsed, text: &str) {
    let title = &work.record.title;
    let mut lead = 0;
    for (index, word) in title.split(' ').take(5).enumerate() {
        if index > 0 && word.starts_with(char::is_uppercase) {
            break;
        }
        let leads = if index == 0 { scholion_lang::AND.contains(word) } else { index < 4 };
        if !leads || !word.starts_with(char::is_lowercase) {
            return;
        }
        lead += word.len() + 1;
    }
    let Some((before, rest)) = title.split_at_checked(lead).filter(|(_, rest)| !rest.is_empty()) else { return };
    for (field, span) in &mut work.fields {
        if *field == Field::Title && span.of(text).starts_with(before) {
            *span = Span::new(span.start as usize + lead, span.end as usize);
        }
    }
    work.record.title = rest.to_owned();
}

/// The words of a family name, or of a body's name, folded.
pub fn family(name: &Name) -> Vec<String> {
    words(if name.family.is_empty() { &name.literal } else { &name.family })
}

fn words(name: &str) -> Vec<String> {
    text::fold(name).split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
}

/// The short forms of known works in a text: a family name, words of the title, a place in the work.
pub fn find(text: &str, families: &Families) -> Vec<Short> {
    let (mut found, mut end) = (Vec::new(), 0);
    for (comma, _) in text.match_indices(", ") {
        let Some((title, len)) = short_title(text.get(comma + 2..).unwrap_or("")).filter(|_| comma >= end) else { continue };
        let names = names_before(text, comma);
        let of = |known: &ByName| names.iter().find_map(|(start, name)| Some((*start, only(known, name, title)?)));
        let named = of(&families.works).map(|found| (found, false)).or_else(|| of(&families.hosts).map(|found| (found, true)));
        if let Some(((start, work), host)) = named.filter(|((start, _), _)| *start >= end) {
            end = comma + 2 + len;
            // "*Holm, Teiche*, S. 46": no mark of emphasis is left alone.
            let odd = text.get(start..end).is_some_and(|words| words.matches('*').count() % 2 == 1);
            let start = start - usize::from(odd && opened(text, start) > 0);
            if text.get(start..end).is_some_and(|words| words.matches('*').count() % 2 == 0) {
                found.push(Short { span: Span::new(start, end), work, host });
            }
        }
    }
    let ends = |(at, c): (usize, char)| matches!(c, '…' | '.').then_some((at, c.len_utf8()));
    found.extend(text.char_indices().filter_map(ends).filter_map(|(at, len)| named_title(text, at, len, families)));
    found.sort_by_key(|short| short.span.start);
    let mut end = 0;
    found.retain(|short| {
        let free = short.span.start >= end;
        end = end.max(short.span.end);
        free
    });
    found
}

/// A short form with initials, whose title ends at a point or is cut: "Белова А. Н. Мельничное дело… С. 40", "Лугов В. П. Плотины. С. 4".
fn named_title(text: &str, at: usize, len: usize, families: &Families) -> Option<Short> {
    let tail = text.get(at + len..)?;
    let gap = tail.len() - tail.trim_start_matches([' ', ',', '.']).len();
    let place = locator::len(tail.get(gap..).filter(|_| gap > 0 || len > 1)?, false);
    if place == 0 {
        return None;
    }
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
            return Some(Short { span: Span::new(start, text.len() - tail.len() + gap + place), work, host: false });
        }
        initials += 1;
        if initials > 3 || start == 0 {
            return None;
        }
    }
}

/// What may be a family name before a comma, and where it begins: the last word, the first of names with strokes, the last two words.
fn names_before(text: &str, comma: usize) -> Vec<(usize, &str)> {
    let printed = text.get(..comma).unwrap_or("");
    // "*Holm*, Teiche": the link holds the marks of emphasis as well.
    let before = printed.trim_end_matches(['*', '_']);
    let marks = printed.len() - before.len();
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
        .map(|(start, name)| (start.saturating_sub(if opened(before, start) == marks { marks } else { 0 }), name))
        .collect()
}

/// How many marks of emphasis stand right before a place.
fn opened(text: &str, at: usize) -> usize {
    text.get(..at).map_or(0, |before| before.len() - before.trim_end_matches(['*', '_']).len())
}

/// A short title with which a text begins, and the length of it with the place behind it.
fn short_title(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    if open.is_uppercase() {
        let title = text.split(", ").next().filter(|title| !title.contains(['(', ':', ';', '.']) && title.split(' ').count() <= 8)?;
        return Some((title, title.len() + place_len(text.get(title.len()..)?)?));
    }
    let close = Some(quotes::closers(open)).filter(|_| quotes::opens(text))?;
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
        let found =
            |text: &str| find(text, &families).into_iter().map(|short| (short.span.of(text).to_owned(), short.work)).collect::<Vec<_>>();
        assert_eq!(found("Auch *Holm*, Teiche, S. 46."), [("*Holm*, Teiche, S. 46".to_owned(), 0)]);
        assert_eq!(found("Holm, Teiche, S. 46, meinte dies."), [("Holm, Teiche, S. 46".to_owned(), 0)]);
        assert_eq!(found("See Vaz Dahl, «Acque», 12."), [("Vaz Dahl, «Acque», 12".to_owned(), 1)]);
        for none in
            ["Holm, Teiche, 1990.", "Holm, Wälder, S. 46", "Holm, Teiche, Köln 1990", "Berg, Teiche, S. 46", "Holm, Teiche, 12 (1990)"]
        {
            assert!(found(none).is_empty(), "{none}");
        }
        assert_eq!(found("Ср.: Holm K. Die Teiche im… S. 4."), [("Holm K. Die Teiche im… S. 4".to_owned(), 0)]);
        assert_eq!(found("ср. Holm K. Die Teiche im Recht. S. 4, 7."), [("Holm K. Die Teiche im Recht. S. 4, 7".to_owned(), 0)]);
        assert_eq!(families.again(&of("Holm", "Flüsse")), Some(2));
        let editor = of("Poll", "").author;
        let hosted = Record { editor, container: "Herrschaft vor Ort".to_owned(), ..of("Saß", "Amtmänner") };
        let short = find("Poll/Stange, Herrschaft, S. 7.", &Families::of(&[hosted]));
        assert!(short.first().is_some_and(|short| short.host && short.work == 0));
    }

    #[test]
    fn words_before_a_title_are_taken_off() {
        let lead = |title: &str| {
            let record = Record { title: title.to_owned(), ..Record::default() };
            let mut work = Parsed { record, fields: Vec::new(), span: Span::default(), confidence: 1.0 };
            without_lead(&mut work, title);
            work.record.title
        };
        assert_eq!(lead("et en particulier Le Pain des autres"), "Le Pain des autres");
        for title in ["Et in Arcadia ego", "et cetera", "Le Pain", "and then there were none"] {
            assert_eq!(lead(title), title);
        }
    }
}
