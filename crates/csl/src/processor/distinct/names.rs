//! Adding names and given names.

use std::collections::VecDeque;

use super::{groups, put};
use crate::names::{Given, Level};
use crate::processor::render::ListSeen;
use crate::processor::work::{Distinct, Work};
use crate::style::layout::GivennameRule;

/// Items that are not told apart yet, and how far one has come with them.
struct Trial {
    items: Vec<usize>,
    /// What is tried.
    tried: Vec<Level>,
    /// What of it has parted them from others.
    kept: Vec<Level>,
    /// The list of names and the name in it that is looked at, and how much of its given name is shown.
    list: usize,
    name: usize,
    given: Given,
}

/// Adds names to cites that are the same as long as that parts them. Those that cannot be parted, and what they need all the same to
/// differ from others.
pub(super) fn part(work: &mut Work<'_>, items: Vec<usize>, looks: &[(String, Vec<ListSeen>)]) -> Vec<(Vec<usize>, Distinct)> {
    let citation = &work.processor.style.citation;
    let (adds_names, adds_given) =
        (citation.disambiguate_add_names, citation.disambiguate_add_givenname && citation.givenname_rule == GivennameRule::ByCite);
    // How many names of each list are shown now, and how many there are at most.
    let mut lists: Vec<(usize, usize)> = Vec::new();
    for item in &items {
        for (at, list) in lists_of(looks, *item).iter().enumerate() {
            match lists.get_mut(at) {
                Some(known) => *known = (known.0.max(list.shown), known.1.max(list.all)),
                None => lists.push((list.shown, list.all)),
            }
        }
    }
    let start: Vec<Level> = lists.iter().map(|_| Level::default()).collect();
    let mut left = Vec::new();
    let mut trials = VecDeque::from([Trial { items, tried: start.clone(), kept: start, list: 0, name: 0, given: Given::AsStyle }]);
    while let Some(mut trial) = trials.pop_front() {
        if !trial.step(&lists, adds_names, adds_given) {
            left.push((trial.items, Distinct { levels: bare(trial.kept), ..Distinct::default() }));
            continue;
        }
        if trial.is_same(work, looks) {
            trials.push_front(trial);
            continue;
        }
        let parts = groups(work, &trial.items, &Distinct { levels: trial.tried.clone(), ..Distinct::default() });
        if parts.len() < 2 {
            trials.push_front(trial);
            continue;
        }
        trial.keep();
        for items in parts {
            if let [item] = items[..] {
                put(work, item, Distinct { levels: bare(trial.kept.clone()), ..Distinct::default() });
            } else {
                let Trial { tried, kept, .. } = &trial;
                trials.push_back(Trial { items, tried: tried.clone(), kept: kept.clone(), ..trial });
            }
        }
    }
    left
}

fn lists_of(looks: &[(String, Vec<ListSeen>)], item: usize) -> &[ListSeen] {
    looks.get(item).map_or(&[], |(_, lists)| lists)
}

/// Levels that say nothing are none.
fn bare(levels: Vec<Level>) -> Vec<Level> {
    if levels.iter().all(|level| *level == Level::default()) { Vec::new() } else { levels }
}

impl Trial {
    /// Adds the next thing: more of a given name, the next name, the next list. `false`: there is nothing more.
    fn step(&mut self, lists: &[(usize, usize)], adds_names: bool, adds_given: bool) -> bool {
        loop {
            let Some((shown, all)) = lists.get(self.list).copied() else { return false };
            if adds_given && self.given < Given::Full && self.name < shown.max(self.name_count()) {
                self.given = if self.given == Given::AsStyle { Given::Initials } else { Given::Full };
                if let Some(level) = self.tried.get_mut(self.list) {
                    if level.given.len() <= self.name {
                        level.given.resize(self.name + 1, Given::AsStyle);
                    }
                    if let Some(given) = level.given.get_mut(self.name) {
                        *given = self.given;
                    }
                }
                return true;
            }
            let last = if adds_names { all } else { shown };
            if self.name + 1 < last {
                self.name += 1;
                self.given = Given::AsStyle;
                if self.name >= shown {
                    if let Some(level) = self.tried.get_mut(self.list) {
                        level.shown = self.name + 1;
                    }
                    return true;
                }
            } else {
                self.list += 1;
                self.name = 0;
                self.given = Given::AsStyle;
            }
        }
    }

    /// Whether all items have the same name at the place that is looked at, so that nothing need be rendered: what is written by
    /// thousands is often written by the same thousands.
    fn is_same(&self, work: &Work<'_>, looks: &[(String, Vec<ListSeen>)]) -> bool {
        let name = |item: &usize| {
            let list = lists_of(looks, *item).get(self.list)?;
            let names = work.records.get(*item)?.names(list.variable)?;
            // With the last name "et al." goes as well.
            Some((names.get(self.name)?, self.name + 1 == names.len()))
        };
        let mut names = self.items.iter().map(name);
        let first = names.next().flatten();
        first.is_some() && names.all(|name| name == first)
    }

    /// How many names of the list are shown in the trial.
    fn name_count(&self) -> usize {
        self.tried.get(self.list).map_or(0, |level| level.shown)
    }

    /// The last step is worth its words.
    fn keep(&mut self) {
        let (Some(tried), Some(kept)) = (self.tried.get(self.list), self.kept.get_mut(self.list)) else { return };
        kept.shown = tried.shown;
        if let Some(given) = tried.given.get(self.name) {
            if kept.given.len() <= self.name {
                kept.given.resize(self.name + 1, Given::AsStyle);
            }
            if let Some(place) = kept.given.get_mut(self.name) {
                *place = *given;
            }
        }
    }
}
