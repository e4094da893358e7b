//! Short forms of notes and the works that they mean: by author and a short title or a page, by a report, by author and year. Of several that fit nobody
//! can say which is meant.

use std::collections::BTreeMap;

use super::{
    again,
    noted::{cite, keys, named},
    titled::{self, Families},
};
use crate::{
    block::{Edit, What},
    draft::Draft,
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::Span;
use scholion_reference::{ByYear, InTextWork, Match, Named, Naming, PrintedIn, Record};

/// A work that a note names by authors and year alone: the note, the part of it, the citation.
pub(super) type Short = (usize, usize, InTextWork);

/// Links names and short titles to the works that they mean, where nothing else was read.
pub(super) fn titles(draft: &mut Draft, rule: &'static str, order: &[usize], families: &Families) {
    let cases = again::Cases::of(&draft.works);
    for &note in order {
        for part in 0..draft.notes[note].body.len() {
            let text = draft.notes[note].body[part].text.clone();
            let mut found = titled::find(&text, families);
            found.extend(again::cases(&text, &cases, &draft.works));
            found.extend(again::pages(&text, families));
            found.sort_by_key(|short| short.span.start);
            for titled::Short { span, works, host } in found {
                let meets = |other: &Span| other.start < span.end && span.start < other.end;
                let is_link = |edit: &&Edit| matches!(edit.what, What::Cite(_));
                let mut links = draft.notes[note].body[part].edits.iter().filter(is_link).map(|edit| edit.span);
                let others = named(&draft.notes[note], part, |naming| matches!(naming, Naming::Back | Naming::Short(_)));
                if links.any(|link| meets(&link)) || others.iter().any(meets) {
                    continue;
                }
                let line = draft.notes[note].body[part].line_at(&draft.source, span.start);
                let keys = keys(draft, &works);
                if let [work] = works.as_slice()
                    && !host
                {
                    cite(draft, (note, part), span, *work);
                    draft.note(line, rule, span.of(&text), Kind::Found, Likely, Remark::Cites { keys });
                } else {
                    // The volume in which a known work appeared has no record of its own.
                    draft.note(line, rule, span.of(&text), Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
                }
                draft.notes[note].named.push((part, Named { span, naming: Naming::Work }));
            }
        }
        draft.notes[note].named.sort_by_key(|(part, named)| (*part, named.span.start));
    }
}

/// Links short forms to the works that they mean. Where the text has no list of references, one that nothing names in full becomes a
/// record of authors and year, which an editor has to look at.
pub(super) fn forms(draft: &mut Draft, rule: &'static str, shorts: Vec<Short>) {
    let full = draft.works.len();
    let mut by_year = ByYear::new(&draft.works);
    let mut made: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
    for (note, part, work) in shorts {
        let line = draft.notes[note].body[part].line_at(&draft.source, work.span.start);
        let words = work.span.of(&draft.notes[note].body[part].text).to_owned();
        let known = draft.works.get(..full).unwrap_or_default();
        match by_year.match_work(&work, known) {
            Match::One(index) => {
                cite(draft, (note, part), work.span, index);
                let keys = keys(draft, &[index]);
                draft.note(line, rule, words, Kind::Found, Likely, Remark::Cites { keys });
            }
            Match::Many(records) if work.sure => {
                let keys = keys(draft, &records);
                draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
            }
            Match::None if work.sure && draft.listed == 0 && !is_archived(&work) => {
                let key = (work.authors.clone(), work.year.clone());
                let new = !made.contains_key(&key);
                let index = *made.entry(key).or_insert(draft.works.len());
                if new {
                    draft.works.push(by_name_and_year(&work, &words));
                    draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::NamedShort);
                }
                cite(draft, (note, part), work.span, index);
            }
            _ => {}
        }
    }
}

/// Whether a short form has its place on a leaf, as what lies in an archive: "Kirchenrechnung 1732, Bl. 3".
fn is_archived(work: &InTextWork) -> bool {
    let unit = work.locator.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    scholion_lang::LOCATOR.part(&unit) == Some("folio") && !matches!(unit.as_str(), "f" | "ff")
}

/// A record of what a short form says.
fn by_name_and_year(work: &InTextWork, words: &str) -> Record {
    let (year, suffix) = work.year.split_at_checked(4).filter(|(year, _)| is_year(year)).unwrap_or(("", ""));
    let mut record = Record {
        author: work.authors.iter().map(|author| scholion_reference::names::one(author)).collect(),
        issued: year.parse().ok().map(scholion_base::Date::year),
        verbatim: words.to_owned(),
        printed_in: PrintedIn::Notes,
        ..Record::default()
    };
    record.set_year_suffix(suffix);
    // "in press", "forthcoming".
    if year.is_empty() {
        record.note.clone_from(&work.year);
    }
    record
}

fn is_year(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit())
}
