//! The names of all items, for telling them apart (specification, "Disambiguation": `givenname-disambiguation-rule`).

use std::collections::{BTreeMap, BTreeSet};

use crate::item::Name;
use crate::names::Given;
use crate::style::layout::GivennameRule;
use crate::style::name::{NameForm, NameOptions};

/// The given names of each family name: by their initials, as they are.
#[derive(Default)]
pub(super) struct Register {
    families: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

impl Register {
    /// Adds the names of a list: the first of them, where only first names are told apart.
    pub fn add(&mut self, people: &[Name], rule: GivennameRule) {
        let primary = matches!(rule, GivennameRule::PrimaryName | GivennameRule::PrimaryNameWithInitials);
        let people = people.get(..1).filter(|_| primary).unwrap_or(people);
        for name in people.iter().filter(|name| name.literal.is_empty()) {
            self.families.entry(family(name)).or_default().entry(initials(&name.given)).or_default().insert(given(&name.given));
        }
    }

    /// How much of the given name has to be printed, at place `at` of `people`, for the name to differ from all others.
    pub fn level(&self, name: &Name, at: usize, people: &[Name], rule: GivennameRule, options: &NameOptions) -> Given {
        if !name.literal.is_empty() || name.given.is_empty() {
            return Given::AsStyle;
        }
        match rule {
            GivennameRule::PrimaryName | GivennameRule::PrimaryNameWithInitials if at > 0 => Given::AsStyle,
            // Cites that are the same are looked at elsewhere. But two people of one work are not both "Roe, J.".
            GivennameRule::ByCite => {
                let same = |other: &Name| {
                    family(other) == family(name) && initials(&other.given) == initials(&name.given) && other.given != name.given
                };
                let initialled = options.form == NameForm::Long && options.initialize_with.is_some();
                if initialled && people.iter().any(same) { Given::Full } else { Given::AsStyle }
            }
            GivennameRule::AllNames | GivennameRule::PrimaryName => self.needed(name, false, options),
            GivennameRule::AllNamesWithInitials | GivennameRule::PrimaryNameWithInitials => self.needed(name, true, options),
        }
    }

    /// Whether others have the family name as well.
    pub fn is_shared(&self, name: &Name) -> bool {
        let given = self.families.get(&family(name));
        given.is_some_and(|initials| initials.len() > 1 || initials.values().any(|given| given.len() > 1))
    }

    fn needed(&self, name: &Name, only_initials: bool, options: &NameOptions) -> Given {
        let Some(family) = self.families.get(&family(name)) else { return Given::AsStyle };
        let several = family.len() > 1;
        let same_initials = family.get(&initials(&name.given)).is_some_and(|given| given.len() > 1);
        match (several, same_initials) {
            _ if only_initials => {
                if several {
                    Given::Initials
                } else {
                    Given::AsStyle
                }
            }
            (_, true) => Given::Full,
            (true, false) if options.initialize_with.is_none() => Given::Full,
            (true, false) => Given::Initials,
            (false, false) => Given::AsStyle,
        }
    }
}

/// A level that can be printed: initials only where the style has some.
pub(super) fn settle(given: Given, options: &NameOptions) -> Given {
    match given {
        Given::Initials if options.initialize_with.is_none() => Given::Full,
        Given::Initials if options.form == NameForm::Long => Given::AsStyle,
        given => given,
    }
}

fn family(name: &Name) -> String {
    let particle = &name.non_dropping_particle;
    let family = if particle.is_empty() { name.family.clone() } else { format!("{particle} {}", name.family) };
    family.replace('.', "")
}

fn given(given: &str) -> String {
    given.split(['.', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn initials(given: &str) -> String {
    given.split(|sign: char| sign.is_whitespace() || sign == '.' || sign == '-').filter_map(|word| word.chars().next()).collect()
}
