//! What has to be added so that cites of different items differ (specification, "Disambiguation").
//!
//! Each item is rendered as a later cite without a locator. Where several come out the same, names are added, then given names, as long
//! as that parts them; then the condition `disambiguate` holds for them; then their years get letters.

mod names;

use std::collections::BTreeMap;

use super::namereg::Register;
use super::render::{FirstNames, ListSeen, Noted, Pen, Place, Scene};
use super::work::{Distinct, Work};
use crate::style::Style;
use crate::style::element::{Branch, Condition, Element, Position, Source};
use crate::style::layout::GivennameRule;
use crate::style::name::Area;
use crate::style::variable::Variable;
use crate::text;

/// Whether a style prints the variable `year-suffix`, and whether it asks for `disambiguate`.
pub(super) fn asks(style: &Style) -> (bool, bool) {
    let mut asked = (false, false);
    let bibliography = style.bibliography.iter().map(|bibliography| &bibliography.layout.children);
    let lists = style.macros.iter().map(|called| &called.children).chain([&style.citation.layout.children]).chain(bibliography);
    lists.for_each(|list| look(list, &mut asked));
    asked
}

fn look(elements: &[Element], asked: &mut (bool, bool)) {
    for element in elements {
        match element {
            Element::Text(text) => {
                asked.0 |= matches!(text.source, Source::Variable { variable: Variable::YearSuffix | Variable::CitationLabel, .. });
            }
            Element::Group(group) => look(&group.children, asked),
            Element::Names(names) => look(&names.substitute, asked),
            Element::Choose(branches) => branches.iter().for_each(|Branch { conditions, children, .. }| {
                asked.1 |= conditions.contains(&Condition::Disambiguate);
                look(children, asked);
            }),
            Element::Number(_) | Element::Date(_) | Element::Label(_) => {}
        }
    }
}

/// Finds out what each item needs.
pub(super) fn settle(work: &mut Work<'_>) {
    let citation = &work.processor.style.citation;
    let adds_names = citation.disambiguate_add_names || citation.disambiguate_add_givenname;
    if !adds_names && !citation.disambiguate_add_year_suffix && !work.processor.has_disambiguate {
        return;
    }
    let looks = looks(work);
    let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (item, (words, _)) in looks.iter().enumerate().filter(|(_, (words, _))| !words.is_empty()) {
        same.entry(words).or_default().push(item);
    }
    for group in same.into_values().filter(|items| items.len() > 1) {
        let left = if adds_names { names::part(work, group, &looks) } else { vec![(group, Distinct::default())] };
        for (items, distinct) in left {
            items.iter().for_each(|item| put(work, *item, distinct.clone()));
            let left = if work.processor.has_disambiguate { by_condition(work, items, &distinct) } else { vec![items] };
            if citation.disambiguate_add_year_suffix {
                left.into_iter().for_each(|items| letters(work, items));
            }
        }
    }
}

/// The cite of each item as it is without anything, and the lists of names in it. By the way all names are gathered.
fn looks(work: &mut Work<'_>) -> Vec<(String, Vec<ListSeen>)> {
    let citation = &work.processor.style.citation;
    let none = Distinct::default();
    let look = |work: &Work<'_>, item| {
        let (words, seen) = cite(work, item, &none);
        (words, seen.lists)
    };
    let mut looks: Vec<_> = (0..work.records.len()).map(|item| look(work, item)).collect();
    if !citation.disambiguate_add_givenname || citation.givenname_rule == GivennameRule::ByCite {
        return looks;
    }
    let mut register = Register::default();
    for ((_, lists), record) in looks.iter().zip(&work.records) {
        lists.iter().filter_map(|list| record.names(list.variable)).for_each(|people| register.add(people, citation.givenname_rule));
    }
    work.register = register;
    // Again where there is a name that has to be told apart wherever it stands.
    for (item, known) in looks.iter_mut().enumerate() {
        let Some(record) = work.records.get(item) else { continue };
        let mut people = known.1.iter().filter_map(|list| record.names(list.variable)).flatten();
        if people.any(|name| work.register.is_shared(name)) {
            *known = look(work, item);
        }
    }
    looks
}

/// Letters behind the years of items that nothing else parts, in the order of the bibliography.
fn letters(work: &mut Work<'_>, mut items: Vec<usize>) {
    if items.len() < 2 {
        return;
    }
    items.sort_by_key(|item| work.places.get(*item).copied());
    for (suffix, item) in items.iter().enumerate() {
        if let Some(distinct) = work.distinct.get_mut(*item) {
            distinct.year_suffix = u32::try_from(suffix).ok();
        }
    }
}

/// The conditions `disambiguate` for items that are the same without: one after another, as long as that parts some of them. Those
/// that they do not part.
fn by_condition(work: &mut Work<'_>, items: Vec<usize>, distinct: &Distinct) -> Vec<Vec<usize>> {
    let mut left = vec![items];
    for conditions in 1..=MOST_CONDITIONS {
        let with = Distinct { conditions, ..distinct.clone() };
        let Some(first) = left.first().and_then(|items| items.first()) else { break };
        if cite(work, *first, &with).1.asked < conditions {
            break;
        }
        let parts: Vec<_> = left.iter().flat_map(|items| groups(work, items, &with)).collect();
        if parts.len() == left.len() {
            continue;
        }
        parts.iter().flatten().for_each(|item| put(work, *item, with.clone()));
        left = parts.into_iter().filter(|items| items.len() > 1).collect();
    }
    left
}

/// How many conditions `disambiguate` are tried.
const MOST_CONDITIONS: u32 = 8;

/// Parts items by what their cites are.
fn groups(work: &Work<'_>, items: &[usize], distinct: &Distinct) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for item in items {
        groups.entry(cite(work, *item, distinct).0).or_default().push(*item);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_unstable();
    groups
}

fn put(work: &mut Work<'_>, item: usize, distinct: Distinct) {
    if let Some(place) = work.distinct.get_mut(item) {
        *place = distinct;
    }
}

/// The words of a cite for comparing it with others.
fn cite(work: &Work<'_>, item: usize, distinct: &Distinct) -> (String, Noted) {
    let Some(record) = work.records.get(item) else { return Default::default() };
    let scene = Scene {
        processor: work.processor,
        record,
        register: &work.register,
        area: Area::Citation,
        place: Place {
            position: Some(Position::Subsequent),
            near_note: true,
            // As citeproc-js has it: "Doe (n 3)" and "Doe (n 7)" need nothing more.
            first_note: work.first_notes.get(item).copied().unwrap_or(0),
            follows: true,
            ..Place::default()
        },
        distinct,
        sort: None,
        first_names: FirstNames::Print,
        compared: true,
    };
    let mut pen = Pen::new(&scene);
    let mut nodes = Vec::new();
    pen.elements(&work.processor.style.citation.layout.children, "", &mut nodes);
    (text::words(&nodes), pen.seen)
}
