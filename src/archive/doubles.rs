//! Records that look like one, names without a record that look like one that has, and names that deserve one.
//!
//! Only what shares something is compared: an identifier; a family name and the initial of a given name; all letters but one. What is
//! known to be apart is not: by other identifiers, by dates that cannot both be right, or by a relation, of which `different-from` says just
//! that.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Claim, Survey,
    alike::{self, Name},
};
use crate::{
    base::{Date, Diagnostic, Message, RelPath, date::Day, identifier, places::AUTHORITIES, say, text},
    config::Config,
    document::{Authority, AuthorityKind},
};

/// How many findings of a sort there are at most; the last one counts the others.
const MOST: usize = 50;
/// In how many documents a name stands that deserves a record.
const OFTEN: usize = 5;
/// How many such names are listed of each kind.
const MOST_OFTEN: usize = 20;

/// Pairs of records that may be one.
pub fn records(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let known = Known::of(survey);
    let mut pairs: BTreeMap<(usize, usize), Message> = BTreeMap::new();
    let mut put = |a: usize, b: usize, reason: &dyn Fn() -> Message| {
        if a != b && known.may_be_one(survey, a, b) {
            pairs.entry((a.min(b), a.max(b))).or_insert_with(reason);
        }
    };
    let mut by_identifier: BTreeMap<(AuthorityKind, &str, String), usize> = BTreeMap::new();
    for (nth, (_, record)) in known.records.iter().enumerate() {
        for (scheme, value) in &record.identifiers {
            let Some(value) = identifier::named(scheme).and_then(|scheme| scheme.value(value)) else { continue };
            let first = *by_identifier.entry((record.kind, scheme, value.clone())).or_insert(nth);
            put(first, nth, &|| say::double_identifier(scheme, &value));
        }
    }
    let names: Vec<Name<'_>> = known.names().collect();
    alike::pairs(&names, &mut |a, b| {
        if a.kind == b.kind {
            put(a.of, b.of, &|| say::double_names(a.text, b.text));
        }
    });
    let more = pairs.len().saturating_sub(MOST);
    for ((a, b), reason) in pairs.into_iter().take(MOST) {
        let (Some((first, one)), Some((second, other))) = (known.records.get(a), known.records.get(b)) else { continue };
        let message = say::probable_double(&one.id, &other.id, reason);
        let found = Diagnostic::notice(second, message).at(other.source).hint(say::probable_double_hint(&one.id));
        all.push(found.related(first, Some(one.source), say::shared_name_record(&one.name)));
    }
    if more > 0 {
        all.push(Diagnostic::notice(&RelPath::new(AUTHORITIES), say::probable_doubles_more(more)));
    }
}

/// Names of front matter without a record that may be one that has.
pub fn names(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let known = Known::of(survey);
    let records = known.records.len();
    let bare: Vec<(AuthorityKind, &str)> =
        AuthorityKind::ALL.into_iter().flat_map(|kind| survey.bare_names(kind).map(move |name| (kind, name))).collect();
    if records == 0 || bare.is_empty() {
        return;
    }
    let mut names: Vec<Name<'_>> = known.names().collect();
    names.extend(bare.iter().enumerate().map(|(nth, (kind, name))| Name::of(*kind, records + nth, name)));
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    alike::pairs(&names, &mut |a, b| {
        let (record, name) = if a.of < b.of { (a, b) } else { (b, a) };
        // A keyword may be anything.
        let fits = name.kind == record.kind || name.kind == AuthorityKind::Topics;
        if record.of < records && name.of >= records && fits {
            pairs.insert((name.of - records, record.of));
        }
    });
    let more = pairs.len().saturating_sub(MOST);
    for (nth, record) in pairs.into_iter().take(MOST) {
        let (Some((_, name)), Some((path, record))) = (bare.get(nth), known.records.get(record)) else { continue };
        let message = say::probable_double_name(name, &record.id, &record.name);
        all.push(Diagnostic::notice(path, message).at(record.source).hint(say::probable_double_name_hint(&record.id)));
    }
    if more > 0 {
        all.push(Diagnostic::notice(&RelPath::new(AUTHORITIES), say::probable_doubles_more(more)));
    }
}

/// Names that stand often in front matter and have no record, in archives that have records of their kind.
pub fn frequent(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for kind in AuthorityKind::ALL {
        let Some(file) = survey.authority_files().find(|file| file.kind == kind && !file.records.is_empty()) else { continue };
        let bare = survey.every_entity(kind).filter(|entity| entity.record.is_none());
        let mut often: Vec<(usize, &str)> =
            bare.map(|entity| (entity.documents(), entity.name.as_str())).filter(|(documents, _)| *documents >= OFTEN).collect();
        often.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let more = often.len().saturating_sub(MOST_OFTEN);
        for (documents, name) in often.into_iter().take(MOST_OFTEN) {
            let found = Diagnostic::notice(&file.path, say::name_without_record(documents, name));
            all.push(found.hint(say::name_without_record_hint(name)));
        }
        if more > 0 {
            all.push(Diagnostic::notice(&file.path, say::names_without_record_more(more)));
        }
    }
}

/// The records of the archive.
struct Known<'a> {
    records: Vec<(&'a RelPath, &'a Authority)>,
}

impl<'a> Known<'a> {
    fn of(survey: &Survey<'a>) -> Self {
        let files = survey.authority_files();
        Self { records: files.flat_map(|file| file.records.iter().map(|record| (&file.path, record))).collect() }
    }

    /// All their names.
    fn names(&self) -> impl Iterator<Item = Name<'a>> {
        self.records.iter().enumerate().flat_map(|(nth, (_, record))| Name::of_record(record, nth))
    }

    /// Whether nothing is known by which two records are apart.
    fn may_be_one(&self, survey: &Survey<'_>, a: usize, b: usize) -> bool {
        let (Some((_, one)), Some((_, other))) = (self.records.get(a), self.records.get(b)) else { return false };
        let value = |record: &Authority, scheme: &str| {
            let found = record.identifiers.iter().find(|(name, _)| name == scheme)?;
            identifier::named(scheme)?.value(&found.1)
        };
        let differ = |scheme: &str| matches!((value(one, scheme), value(other, scheme)), (Some(one), Some(other)) if one != other);
        let names = |record: &Authority, other: &Authority| {
            let is_other = |claim| matches!(claim, Claim::One(kind, id) if kind == other.kind && *id == *other.id.as_str());
            record.relations.iter().any(|relation| is_other(survey.related(record.kind, relation)))
        };
        // What two records are called alike is said elsewhere.
        let is_shared = one.id != other.id
            && [&one.name].into_iter().chain(one.variants.iter().map(|variant| &variant.name)).any(|name| {
                let folded = text::fold(name);
                text::fold(&other.name) == folded || other.variants.iter().any(|variant| text::fold(&variant.name) == folded)
            });
        !is_shared
            && !one.identifiers.iter().any(|(scheme, _)| differ(scheme))
            && !contradict(one.dates, other.dates)
            && !names(one, other)
            && !names(other, one)
    }
}

/// Whether two lives cannot be one.
pub fn contradict(one: Option<Date>, other: Option<Date>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    // What is about or perhaps may be ten years off.
    let apart = |one: Option<Day>, other: Option<Day>| {
        let (Some(one), Some(other)) = (one, other) else { return false };
        let slack = if one.is_doubted() || other.is_doubted() { 10 } else { 0 };
        one.years().1.saturating_add(slack) < other.years().0 || other.years().1.saturating_add(slack) < one.years().0
    };
    apart(one.begins(), other.begins())
        || apart(one.ends(), other.ends())
        || apart_in_time(one.ends(), other.begins())
        || apart_in_time(other.ends(), one.begins())
}

/// Whether one ended before another began.
fn apart_in_time(end: Option<Day>, begin: Option<Day>) -> bool {
    matches!((end, begin), (Some(end), Some(begin)) if end.years().1.saturating_add(10) < begin.years().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lives_contradict_where_they_cannot_be_one() {
        let check = |one: &str, other: &str| contradict(Date::parse(one), Date::parse(other));
        assert!(check("1843/1918", "1850/1918") && check("1843/1918", "1843/1917") && check("../1800", "1850/.."));
        assert!(!check("1843/1918", "1843/..") && !check("1843~/1918", "1850/1918") && !check("184X/1918", "1843/1918"));
        assert!(!check("", "1843"));
    }
}
