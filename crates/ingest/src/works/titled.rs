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

type ByName = HashMap<String, Vec<Titled>, FxBuildHasher>;

/// A work with the words of its title, and its year.
#[derive(Debug)]
struct Titled {
    index: usize,
    title: String,
    year: Option<i32>,
}

/// A short form: its words, the work, or several of which each fits, and whether it is what the work appeared in that is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Short {
    pub span: Span,
    pub works: Vec<usize>,
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
        let year = work.issued.map(|date| date.start.year);
        remember(&mut self.works, people, index, &work.title, year);
        if !work.author.is_empty() && !work.container.is_empty() {
            remember(&mut self.hosts, &work.editor, index, &work.container, None);
        }
    }

    /// The only work of a name whose title has these words, in their order.
    pub fn work(&self, name: &str, title: &str) -> Option<usize> {
        match all(&self.works, name, title).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The works of a name whose title has these words, if any are given.
    pub fn called(&self, name: &str, title: &str) -> Vec<usize> {
        if title.is_empty() { self.by(name) } else { all(&self.works, name, title) }
    }

    /// The works of a name.
    pub fn by(&self, name: &str) -> Vec<usize> {
        let family = words(name).join(" ");
        self.works.get(&family).into_iter().flatten().map(|known| known.index).collect()
    }

    /// A work of a name: "Holm" of "Holm, Teiche (wie Anm. 3)".
    pub fn of_name(&self, name: &str) -> Option<usize> {
        let family = words(name.split(", ").next().unwrap_or(name)).join(" ");
        self.works.get(&family)?.first().map(|known| known.index)
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
fn remember(known: &mut ByName, people: &[Name], index: usize, title: &str, year: Option<i32>) {
    let title = text::fold(title);
    for name in people.iter().take(NAMES) {
        let works = known.entry(family(name).join(" ")).or_default();
        if works.len() < MOST {
            works.push(Titled { index, title: title.clone(), year });
        }
    }
}

/// Those of a name whose title has these words, in their order; one of several that are alike in title and year.
fn all(known: &ByName, name: &str, title: &str) -> Vec<usize> {
    let title = text::fold(title);
    let works = known.get(&words(name).join(" ")).filter(|_| title.split(' ').any(|word| word.chars().count() > 3));
    let has = |known: &&Titled| {
        let mut full = known.title.split(' ');
        title.split(' ').filter(|word| !word.is_empty()).all(|word| full.any(|other| other == word))
    };
    let fitting: Vec<&Titled> = works.into_iter().flatten().filter(has).collect();
    // Two works in one volume have one host.
    let mut found: Vec<&Titled> = Vec::new();
    for one in fitting {
        let is_again = |other: &&Titled| other.title == one.title && (other.year == one.year || other.year.is_none() || one.year.is_none());
        if !found.iter().any(is_again) {
            found.push(one);
        }
    }
    found.into_iter().map(|known| known.index).collect()
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
        let of = |known: &ByName| {
            names.iter().find_map(|(start, name)| Some((*start, all(known, name, title))).filter(|(_, works)| !works.is_empty()))
        };
        let named = of(&families.works).map(|found| (found, false)).or_else(|| of(&families.hosts).map(|found| (found, true)));
        if let Some(((start, works), host)) = named.filter(|((start, _), _)| *start >= end) {
            end = comma + 2 + len;
            // "*Holm, Teiche*, S. 46": no mark of emphasis is left alone.
            let odd = text.get(start..end).is_some_and(|words| words.matches('*').count() % 2 == 1);
            let start = start - usize::from(odd && opened(text, start) > 0);
            if text.get(start..end).is_some_and(|words| words.matches('*').count() % 2 == 0) {
                found.push(Short { span: Span::new(start, end), works, host });
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

/// Whether words are the short form of a known work, or of several, from their beginning to their end.
pub fn is_whole(text: &str, families: &Families) -> bool {
    let ends = |short: &Short| text.get(short.span.end as usize..).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    let begins = |short: &Short| {
        text.get(..short.span.start as usize).is_some_and(|before| before.split(' ').count() <= 3 && !before.contains([',', ';']))
    };
    !text.contains([';', '(']) && matches!(find(text, families).as_slice(), [only] if begins(only) && ends(only) && !only.host)
}

/// A short form with initials, whose title ends at a point or is cut: "Белова А. Н. Мельничное дело… С. 40", "Лугов В. П. Плотины. С. 4".
fn named_title(text: &str, at: usize, len: usize, families: &Families) -> Option<Short> {
    /// As many signs may stand before the place; dots in a row lead from the parts of a table of contents to their pages.
    const GAP: usize = 8;
    /// The longest title, in bytes.
    const LONGEST: usize = 120;
    let tail = text.get(at + len..)?;
    let gap = tail.bytes().take(GAP).take_while(|byte| matches!(byte, b' ' | b',' | b'.')).count();
    let place = locator::len(tail.get(gap..).filter(|_| gap > 0 || len > 1)?, false);
    if place == 0 {
        return None;
    }
    let before = text.get(..at)?;
    let near = before.get(before.floor_char_boundary(at.saturating_sub(LONGEST + 2))..)?;
    let title = near.get(near.rfind(". ")? + 2..).filter(|title| title.len() < LONGEST && title.starts_with(char::is_uppercase))?;
    let mut start = at - title.len();
    let mut initials = 0;
    loop {
        let head = before.get(..start)?.trim_end();
        start = head.rfind(' ').map_or(0, |space| space + 1);
        let word = head.get(start..)?;
        let is_initial = word.ends_with('.') && word.chars().count() <= 3 && word.starts_with(char::is_uppercase);
        if !is_initial {
            let works = all(&families.works, word, title);
            let span = Span::new(start, text.len() - tail.len() + gap + place);
            return Some(Short { span, works, host: false }).filter(|short| initials > 0 && !short.works.is_empty());
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
    // "*Teiche*, S. 46"
    if matches!(open, '*' | '_') {
        let inside = text.trim_start_matches(open);
        let marks = text.len() - inside.len();
        let title = inside.split(open).next().filter(|title| title.starts_with(char::is_uppercase) && title.split(' ').count() <= 8)?;
        let end = marks + title.len();
        let end = end + text.get(end..)?.len() - text.get(end..)?.trim_start_matches(open).len();
        return Some((title.trim_end_matches(','), end + place_len(text.get(end..)?)?)).filter(|_| !title.contains(['(', ':', ';']));
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
    // ", at 20"
    let gap = gap + if gap > 0 && text.get(gap..)?.starts_with("at ") { 3 } else { 0 };
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
        let found = |text: &str| {
            find(text, &families)
                .into_iter()
                .map(|short| (short.span.of(text).to_owned(), short.works.first().copied().unwrap_or(usize::MAX)))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("Auch *Holm*, Teiche, S. 46."), [("*Holm*, Teiche, S. 46".to_owned(), 0)]);
        assert_eq!(found("Holm, Teiche, S. 46, meinte dies."), [("Holm, Teiche, S. 46".to_owned(), 0)]);
        assert_eq!(found("See Holm, *Teiche*, at 20; so"), [("Holm, *Teiche*, at 20".to_owned(), 0)]);
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
        assert!(short.first().is_some_and(|short| short.host && short.works == [0]));
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
