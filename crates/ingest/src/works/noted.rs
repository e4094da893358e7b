//! The works in the notes.

use std::collections::BTreeMap;

use super::{
    again, cited,
    known::{Known, find_or_add, remember},
    short::{self, Short},
    titled::{self, Families, family},
};
use crate::{
    block::{Edit, What},
    draft::{Draft, beginning},
    note::Note,
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::{Span, text};
use scholion_reference::{BackKind, BackReference, Field, Match, Name, Named, Naming, Parsed, Record};

/// Below this what stands in a note is taken for prose.
const FLOOR: f32 = 0.1;

/// Records the works, one record for a work that two notes name, and links their titles.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let order = in_order(draft);
    if order.is_empty() {
        return;
    }
    let mut parser = scholion_reference::Parser::new();
    let mut known: Known = Known::default();
    for (index, record) in draft.works.iter().enumerate() {
        remember(&mut known, scholion_reference::identity(record), index);
    }
    let mut families = Families::of(&draft.works);
    let mut shorts: Vec<Short> = Vec::new();
    // The authors named last, and what the work that was cited last appeared in.
    let mut last: Vec<Name> = Vec::new();
    let mut host = String::new();
    for &note in &order {
        for part in 0..draft.notes[note].body.len() {
            let text = draft.notes[note].body[part].text.clone();
            let noted = parser.note(&text);
            if noted.is_empty() && names_a_place(&text) {
                // What it names was not read.
                last.clear();
            }
            for noted in noted {
                draft.notes[note].named.push((part, Named { span: noted.span, naming: noted.naming.clone() }));
                if noted.naming == Naming::Back
                    && let Some(back) = scholion_reference::back_reference(&noted.span.of(&text).replace(['*', '_'], ""))
                        .filter(|back| !back.author.is_empty())
                {
                    last = families.of_name(&back.author).and_then(|work| draft.works.get(work)).map(authors).unwrap_or_default();
                }
                if let Naming::Short(work) = noted.naming {
                    last = work.authors.iter().map(|author| scholion_reference::names::one(author)).collect();
                    shorts.push((note, part, work));
                    continue;
                }
                if noted.naming == Naming::Work && titled::is_whole(noted.span.of(&text), &families) {
                    // What it means is said when all works are known.
                    let name = noted.span.of(&text).split(", ").next().unwrap_or("");
                    last = families.of_name(name).and_then(|work| draft.works.get(work)).map(authors).unwrap_or_default();
                    draft.notes[note].named.pop();
                    continue;
                }
                let Some(mut work) = noted.work else { continue };
                match &noted.naming {
                    Naming::SameAuthor => same_author(&mut work.record, &last),
                    Naming::By(author) => work.record.author = by(draft, &families, author),
                    _ => {}
                }
                titled::without_lead(&mut work, &text);
                families.author_in_title(&mut work.record);
                // "О реках // Там же. 2003. № 1."
                if scholion_reference::back_reference(&work.record.container).is_some_and(|back| back.kind == BackKind::Ibid) {
                    work.record.container.clone_from(&host);
                }
                host.clone_from(&work.record.container);
                let untitled = is_untitled(&work) || is_bare(&work.record);
                if !is_work(&work) && !untitled {
                    last = authors(&work.record);
                    continue;
                }
                let line = draft.notes[note].body[part].line_at(&draft.source, work.span.start);
                let title = link_span(&work, &text);
                cited::without_place(&mut work.record);
                let (index, new) = match families.again(&work.record) {
                    Some(index) => (index, false),
                    None => find_or_add(&mut draft.works, &mut known, work),
                };
                if let Some(work) = draft.works.get(index).filter(|_| new) {
                    families.add(index, work);
                }
                cite(draft, (note, part), title, index);
                last = draft.works.get(index).map(authors).unwrap_or_default();
                let words = beginning(title.of(&text), 60);
                match (new, untitled) {
                    (true, true) => draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::NamedShort),
                    (true, false) => draft.note(line, rule, words, Kind::Found, Likely, Remark::Recorded),
                    (false, _) => draft.note(line, rule, words, Kind::Found, Likely, Remark::RecordedBefore),
                }
            }
        }
    }
    scholion_reference::unique_keys(&mut draft.works);
    short::titles(draft, rule, &order, &families);
    short::forms(draft, rule, shorts);
    scholion_reference::unique_keys(&mut draft.works);
}

/// Gives a work behind "ders." the author of the work before; a title of one word may have been taken for its own.
fn same_author(record: &mut Record, last: &[Name]) {
    if let [name] = record.author.as_slice()
        && record.title.is_empty()
        && name.given.is_empty()
        && !name.family.is_empty()
    {
        record.title.clone_from(&name.family);
        record.author.clear();
    }
    if record.author.is_empty() {
        record.author = last.to_vec();
    }
}

/// Whether a record says an author and a title, and neither when nor where: a short form of what nothing names in full.
fn is_bare(record: &Record) -> bool {
    let where_or_when = [
        &record.container,
        &record.publisher,
        &record.place,
        &record.number,
        &record.url,
        &record.doi,
        &record.isbn,
        &record.archive_location,
    ];
    record.kind == scholion_reference::Kind::Book
        && record.issued.is_none()
        && record.editor.is_empty()
        && !record.author.is_empty()
        && where_or_when.iter().all(|field| field.is_empty())
}

/// The author of a work whom the sentence names; by a family name alone, the one who is known by it.
fn by(draft: &Draft, families: &Families, author: &str) -> Vec<Name> {
    if author.contains(' ') {
        return vec![scholion_reference::names::one(author)];
    }
    families.of_name(author).and_then(|work| draft.works.get(work)).map(authors).unwrap_or_default()
}

/// Whether a place in a work stands in a text, or a number among few words: then it cites something.
fn names_a_place(text: &str) -> bool {
    let few = text.split_whitespace().take(16).count() < 16 && text.contains(|c: char| c.is_ascii_digit());
    few || text.match_indices(' ').any(|(at, _)| scholion_reference::locator::len(text.get(at + 1..).unwrap_or(""), false) > 0)
}

fn authors(work: &Record) -> Vec<Name> {
    work.author.clone()
}

/// Lays a citation over words of a note.
pub(super) fn cite(draft: &mut Draft, (note, part): (usize, usize), span: Span, work: usize) {
    let Some(note) = draft.notes.get_mut(note) else { return };
    let is_free = |edit: &Edit| !matches!(edit.what, What::Cite(_)) || edit.span.end <= span.start || span.end <= edit.span.start;
    if let Some(block) = note.body.get_mut(part).filter(|block| block.edits.iter().all(is_free)) {
        block.edit(span.range(), What::Cite(u32::try_from(work).unwrap_or(u32::MAX)));
        note.works.push(work);
    }
}

/// The keys of records.
pub(super) fn keys(draft: &Draft, records: &[usize]) -> Vec<String> {
    records.iter().filter_map(|&record| draft.works.get(record)).map(|work| work.key.clone()).collect()
}

/// Links what points back: to the work named before, of the author, of a numbered note. Where a name is given it has to agree.
pub fn back(draft: &mut Draft, rule: &'static str) {
    let order = in_order(draft);
    let by_label: BTreeMap<u32, usize> = order.iter().filter_map(|&note| Some((draft.notes[note].label.parse().ok()?, note))).collect();
    let mut last: Option<usize> = None;
    let mut folded: Folded = BTreeMap::new();
    for (place, &note) in order.iter().enumerate() {
        for part in 0..draft.notes[note].body.len() {
            let text = draft.notes[note].body[part].text.clone();
            // The parts do not overlap, so that what is laid over one leaves the others free.
            let taken: BTreeMap<u32, u32> =
                draft.notes[note].body[part].edits.iter().map(|edit| (edit.span.start, edit.span.end)).collect();
            for span in named(&draft.notes[note], part, |naming| *naming == Naming::Back) {
                let span = again::reach(&text, span);
                let words = span.of(&text);
                let Some(back) = scholion_reference::back_reference(&words.replace(['*', '_'], "")) else { continue };
                if taken.range(..span.end).next_back().is_some_and(|(_, &end)| end > span.start) {
                    continue;
                }
                // "A. a. O., S. 9": without a name it is the work named before.
                let lone = back.author.is_empty() && back.title.is_empty() && back.note_number.is_none();
                let found = match back.kind {
                    BackKind::Ibid | BackKind::OpCit | BackKind::LocCit if back.kind == BackKind::Ibid || lone => {
                        // What stands before it in the note may be none of the works: a leaf in an archive.
                        let told = text.get(..span.start as usize).is_some_and(names_a_place);
                        let before = last.filter(|_| !told);
                        let before = cited_before(draft, note, part, span.start).or(before);
                        before.and_then(|work| again::piece(draft, work, words)).map_or(Match::None, Match::One)
                    }
                    _ => {
                        let numbered = back.note_number.and_then(|number| by_label.get(&number)).map(|&note| &draft.notes[note].works);
                        let works_of = |note: &usize| draft.notes[*note].works.iter().copied();
                        let pool: Vec<usize> = match numbered {
                            Some(works) if !works.is_empty() => works.iter().copied().take(400).collect(),
                            Some(_) => Vec::new(),
                            None => order[..place].iter().rev().take(400).flat_map(works_of).collect(),
                        };
                        by_author(draft, &mut folded, &pool, &back, numbered.is_some())
                    }
                };
                let line = draft.notes[note].body[part].line_at(&draft.source, span.start);
                match found {
                    Match::One(work) => {
                        cite(draft, (note, part), pointing(&text, span, &back), work);
                        let keys = keys(draft, &[work]);
                        draft.note(line, rule, words, Kind::Found, Likely, Remark::Cites { keys });
                    }
                    Match::Many(works) => {
                        let keys = keys(draft, &works);
                        draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
                    }
                    Match::None => draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::PointsNowhere),
                }
            }
        }
        last = match draft.notes[note].named.last() {
            // What a note names last is not known: what follows it cannot point to anything else.
            Some((part, named)) => cited_in(draft, note, *part, named.span).filter(|_| !goes_on(&draft.notes[note], *part, named.span)),
            None => last.filter(|_| !draft.notes[note].body.iter().any(|part| part.text.contains(|c: char| c.is_ascii_digit()))),
        };
    }
}

/// Whether something that was not read stands behind what a note names last: a number, and a place in something.
fn goes_on(note: &Note, part: usize, span: Span) -> bool {
    let behind = note.body.get(part).and_then(|block| block.text.get(span.end as usize..)).unwrap_or("");
    let told =
        |words: &str| words.split_whitespace().nth(2).is_some() && words.contains(|c: char| c.is_ascii_digit()) && names_a_place(words);
    told(behind) || note.body.iter().skip(part + 1).any(|block| told(&block.text))
}

/// The words that point back, without a sentence that follows the place: "Ibid., 5. But the list is a forgery".
fn pointing(text: &str, span: Span, back: &BackReference) -> Span {
    let words = span.of(text);
    let number = back.note_number.map(|number| number.to_string());
    let from = number.and_then(|number| words.find(&number).map(|at| at + number.len())).unwrap_or(0);
    let place = |rest: &str| rest.find(&back.locator).map(|at| from + at + back.locator.len());
    let sentence = || words.find(". ").filter(|_| back.kind == BackKind::Ibid && words.len() > 20);
    let end = if back.locator.is_empty() { sentence() } else { words.get(from..).and_then(place) };
    let is_more = |rest: &str| rest.starts_with(". ") || rest.split_whitespace().filter(|word| word.len() > 1).count() > 3;
    let follows = |end: &usize| words.get(*end..).is_some_and(is_more);
    trim(text, Span::new(span.start as usize, span.start as usize + end.filter(follows).unwrap_or(words.len())))
}

/// The work that is cited in a stretch of a part of a note.
fn cited_in(draft: &Draft, note: usize, part: usize, span: Span) -> Option<usize> {
    let edits = &draft.notes.get(note)?.body.get(part)?.edits;
    let within = |edit: &&Edit| edit.span.start >= span.start && edit.span.end <= span.end;
    edits.iter().filter(within).find_map(|edit| if let What::Cite(work) = edit.what { Some(work as usize) } else { None })
}

/// The spans of what a part of a note names in this way.
pub fn named(note: &Note, part: usize, way: impl Fn(&Naming) -> bool) -> Vec<Span> {
    note.named.iter().filter(|(at, named)| *at == part && way(&named.naming)).map(|(_, named)| named.span).collect()
}

/// The work that a part of a note cites last before a place.
fn cited_before(draft: &Draft, note: usize, part: usize, at: u32) -> Option<usize> {
    let edits = &draft.notes.get(note)?.body.get(part)?.edits;
    let cites = edits.iter().filter(|edit| edit.span.end <= at);
    let last = cites.filter_map(|edit| if let What::Cite(work) = edit.what { Some((edit.span.end, work)) } else { None }).max()?;
    Some(last.1 as usize)
}

/// The notes in the order of their markers.
fn in_order(draft: &Draft) -> Vec<usize> {
    let mut order: Vec<usize> = (0..draft.notes.len()).filter(|&note| draft.notes[note].number > 0).collect();
    order.sort_by_key(|&note| draft.notes[note].number);
    order
}

/// Whether what the parser found is a work: it has a title, and something that tells whose, where or when.
fn is_work(work: &Parsed) -> bool {
    let record = &work.record;
    let place = !record.url.is_empty()
        || !record.doi.is_empty()
        || !record.container.is_empty()
        || !record.publisher.is_empty()
        || !record.number.is_empty();
    // "Brief vom 3. Mai 1732"
    let lone = record.place.is_empty() && record.editor.is_empty() && !record.title.contains(' ');
    let dated = record.issued.is_some() && !lone;
    // A piece of an archive goes by its shelfmark, and what a rule reads whole by its mark.
    let is_symbol = || scholion_reference::symbol::name(&record.number).is_some();
    let is_numbered = !record.number.is_empty() && (record.kind != scholion_reference::Kind::Document || is_symbol());
    let is_marked = !record.archive_location.is_empty() || is_numbered;
    let is_law = matches!(
        record.kind,
        scholion_reference::Kind::LegalCase | scholion_reference::Kind::Legislation | scholion_reference::Kind::Treaty
    );
    let told = place || dated || !record.author.is_empty() || is_law && work.confidence == 1.0;
    // What names its author, its title, its year and where it appeared is one, however unusual.
    let whole = !record.author.is_empty() && record.issued.is_some() && (!record.publisher.is_empty() || !record.container.is_empty());
    let floor = if whole { FLOOR / 4.0 } else { FLOOR };
    work.confidence >= floor && (is_marked || !record.title.is_empty() && told)
}

/// Whether only the title is lacking, as lawyers cite articles: "Lang, JZ 1999, 55".
fn is_untitled(work: &Parsed) -> bool {
    let record = &work.record;
    let placed = !record.container.is_empty() && !(record.pages.is_empty() && record.volume.is_empty() && record.editor.is_empty());
    work.confidence >= FLOOR && record.title.is_empty() && placed && record.issued.is_some() && !record.author.is_empty()
}

/// The printed title, or all of the work's words.
fn link_span(work: &Parsed, text: &str) -> Span {
    trim(text, work.span_of(Field::Title).unwrap_or(work.span))
}

/// A span without white space and marks at its end.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    let words = words.trim().trim_end_matches(['.', ',', ';', ':']).trim_end();
    Span::new(span.start as usize + lead, span.start as usize + lead + words.len())
}

/// A work's first author, the others and its editors, its entry and its title, folded for comparison, by its index.
type Folded = BTreeMap<usize, (Vec<String>, Vec<Vec<String>>, String, String)>;

/// The work by an author, with this title if one is given: the first author's before a co-author's. Of a numbered note's works that fit
/// alike nobody can say which is meant; of all works before the latest is.
fn by_author(draft: &Draft, folded: &mut Folded, pool: &[usize], back: &BackReference, numbered: bool) -> Match {
    let (author, title) = (text::fold(&back.author), text::fold(&back.title));
    if author.is_empty() && title.is_empty() {
        let mut works = pool.to_vec();
        works.dedup();
        return if let [only] = works.as_slice() { Match::One(*only) } else { Match::None };
    }
    let words: Vec<&str> = author.split(' ').filter(|word| word.chars().count() > 1).collect();
    let mut best: (u8, Vec<usize>) = (0, Vec::new());
    for &index in pool {
        let Some(work) = draft.works.get(index) else { continue };
        let (first, others, entry, own_title) = folded.entry(index).or_insert_with(|| {
            let mut names = work.author.iter().chain(&work.editor).map(family);
            (names.next().unwrap_or_default(), names.collect(), text::fold(&work.verbatim), text::fold(&work.title))
        });
        // "H. Müller, a.a.O." is no work by K. Müller.
        let given = work.author.first().map_or(String::new(), |name| text::fold(&name.given));
        let initial = author.split(' ').find(|word| word.chars().count() == 1);
        if !given.is_empty() && initial.is_some_and(|initial| !given.starts_with(initial)) {
            continue;
        }
        let says = |name: &Vec<String>| !name.is_empty() && name.iter().all(|word| words.contains(&word.as_str()));
        let fits = if author.is_empty() || says(first) {
            3
        } else if others.iter().any(says) {
            2
        } else {
            let begins = |text: &str| text.strip_prefix(&author).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
            // A report goes by its author, who stands somewhere in the entry; what has no author by its title.
            let whole = format!(" {entry} ");
            u8::from(begins(entry) || first.is_empty() && own_title.contains(&author) || numbered && whole.contains(&format!(" {author} ")))
        };
        if fits == 0 || !title.is_empty() && !own_title.contains(&title) || fits < best.0 || best.1.contains(&index) {
            continue;
        }
        if fits > best.0 {
            best = (fits, Vec::new());
        }
        best.1.push(index);
    }
    // "Holm, Teiche und Flüsse, op. cit.": of several works of the author the one with this title.
    let short = back.author.split_once(", ").map_or(String::new(), |(_, short)| text::fold(short));
    let has = |index: &usize| folded.get(index).is_some_and(|(_, _, _, own_title)| own_title.contains(short.trim()));
    if short.chars().count() > 3 && best.1.iter().any(has) {
        best.1.retain(has);
    } else {
        // A title of which no work has a word is none of theirs.
        let mut words = short.split(' ').filter(|word| word.chars().count() > 3).peekable();
        let known = |word: &str| best.1.iter().any(|index| folded.get(index).is_some_and(|(_, _, entry, _)| entry.contains(word)));
        if words.peek().is_some() && !words.any(known) {
            return Match::None;
        }
    }
    match best.1.as_slice() {
        [] => Match::None,
        [only] => Match::One(*only),
        _ => Match::Many(best.1),
    }
}
