//! What has to be added so that cites of different items differ (specification, "Disambiguation").
//!
//! Each item is rendered as a later cite without a locator, and without the numbers of notes: these would part all. Where several come out the same, names are added, then given names, as
//! long as that parts them; then the condition `disambiguate` holds for them; then their years get letters.

mod names;

use std::collections::{BTreeMap, HashMap};

use super::render::{FirstNames, ListSeen, Noted, Pen, Place, Scene};
use super::Work;
use crate::names::Level;
use crate::style::Style;
use crate::style::element::{Branch, Condition, Element, Position, Source};
use crate::style::name::Area;
use crate::style::variable::Variable;
use crate::text;

/// What an item needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Distinct {
    /// How much is shown of each list of names.
    pub levels: Vec<Level>,
    /// How many of the conditions `disambiguate` hold, from the first on.
    pub conditions: u32,
    pub year_suffix: Option<u32>,
}

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
    let count = work.records.len();
    let none = Distinct::default();
    let mut looks: Vec<(String, Vec<ListSeen>)> = Vec::with_capacity(count);
    if citation.disambiguate_add_givenname {
        let mut register = std::mem::take(&mut work.register);
        for item in 0..count {
            let (words, seen) = cite(work, item, &none);
            let people = |list: &ListSeen| work.records.get(item).and_then(|record| record.names(list.variable));
            seen.lists.iter().filter_map(people).for_each(|people| register.add(people, citation.givenname_rule));
            looks.push((words, seen.lists));
        }
        work.register = register;
    }
    // Again, as names may have to be told apart wherever they stand.
    if !citation.disambiguate_add_givenname || citation.givenname_rule != crate::style::layout::GivennameRule::ByCite {
        looks.clear();
        for item in 0..count {
            let (words, seen) = cite(work, item, &none);
            looks.push((words, seen.lists));
        }
    }
    let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
    for (item, (words, _)) in looks.iter().enumerate() {
        if !words.is_empty() {
            same.entry(words).or_default().push(item);
        }
    }
    let mut groups: Vec<Vec<usize>> = same.into_values().filter(|items| items.len() > 1).collect();
    groups.sort_unstable();
    for group in groups {
        let left = if adds_names { names::part(work, group, &looks) } else { vec![(group, Distinct::default())] };
        for (mut items, distinct) in left {
            for item in &items {
                put(work, *item, distinct.clone());
            }
            let left = if work.processor.has_disambiguate { by_condition(work, items, &distinct) } else { vec![std::mem::take(&mut items)] };
            if citation.disambiguate_add_year_suffix {
                for mut items in left.into_iter().filter(|items| items.len() > 1) {
                    items.sort_by_key(|item| work.places.get(*item).copied());
                    for (suffix, item) in items.iter().enumerate() {
                        if let Some(distinct) = work.distinct.get_mut(*item) {
                            distinct.year_suffix = u32::try_from(suffix).ok();
                        }
                    }
                }
            }
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
        place: Place { position: Some(Position::Subsequent), near_note: true, follows: true, ..Place::default() },
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
