//! Names that are nearly one: those of people whose family name is the same, and whose given names are or begin alike; long ones that
//! differ by one letter.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::{
    base::text,
    document::{Authority, AuthorityKind},
};

/// With how many others a name is compared at most where very many look alike.
const MOST: usize = 200;
/// How long a name is at least in which one letter may be wrong.
const LONG: usize = 7;

/// A name, taken apart.
pub struct Name<'a> {
    /// Of what kind of thing it is.
    pub kind: AuthorityKind,
    /// Whose it is.
    pub of: usize,
    /// As written.
    pub text: &'a str,
    folded: String,
    /// Of a person the family name and the given names, folded.
    family: String,
    given: Vec<String>,
}

impl<'a> Name<'a> {
    /// The name of the one that has this number.
    pub fn of(kind: AuthorityKind, of: usize, name: &'a str) -> Self {
        let folded = text::fold(name);
        let (family, given) = match name.split_once(',') {
            _ if kind != AuthorityKind::People => (String::new(), String::new()),
            Some((family, given)) => (text::fold(family), text::fold(given)),
            None => match folded.rsplit_once(' ') {
                Some((given, family)) => (family.to_owned(), given.to_owned()),
                None => (String::new(), String::new()),
            },
        };
        let given = given.split_whitespace().map(str::to_owned).collect();
        Self { kind, of, text: name, folded, family, given }
    }

    /// All names of the record that has this number.
    pub fn of_record(record: &'a Authority, of: usize) -> impl Iterator<Item = Self> {
        let variants = record.variants.iter().map(|variant| variant.name.as_str());
        let names = [record.name.as_str(), record.sort.as_str()].into_iter().chain(variants);
        names.map(move |name| Self::of(record.kind, of, name))
    }

    /// Its words, folded and in order of the alphabet: the same of `Ann Berg` and `Berg, Ann`.
    pub fn words(&self) -> String {
        let mut words: Vec<&str> = self.folded.split_whitespace().collect();
        words.sort_unstable();
        words.join(" ")
    }

    fn block(&self) -> Option<(String, char)> {
        let initial = self.given.first()?.chars().next()?;
        (!self.family.is_empty()).then(|| (self.family.clone(), initial))
    }

    /// The name without one of its letters, each once, and whole. Figures are not mistaken.
    fn forms(&self) -> BTreeSet<String> {
        if self.folded.chars().count() < LONG {
            return BTreeSet::new();
        }
        let without = self
            .folded
            .char_indices()
            .filter(|(_, c)| !c.is_ascii_digit() && *c != ' ')
            .filter_map(|(at, c)| Some([self.folded.get(..at)?, self.folded.get(at + c.len_utf8()..)?].concat()));
        without.chain([self.folded.clone()]).collect()
    }
}

/// Names by what those have in common that are nearly one. Two that differ by one letter are the same without it (the idea of W. Garbe's
/// SymSpell), so that no two names need be compared that have nothing in common.
#[derive(Default)]
pub struct Alike {
    families: FxHashMap<(String, char), Vec<usize>>,
    without: FxHashMap<String, Vec<usize>>,
}

impl Alike {
    /// Takes the name at a place of `names`.
    pub fn put(&mut self, names: &[Name<'_>], place: usize) {
        let Some(name) = names.get(place) else { return };
        if let Some(block) = name.block() {
            self.families.entry(block).or_default().push(place);
        }
        for form in name.forms() {
            self.without.entry(form).or_default().push(place);
        }
    }

    /// The places of those names that are nearly this one and of others, in order.
    pub fn near(&self, names: &[Name<'_>], name: &Name<'_>) -> BTreeSet<usize> {
        let other = |place: &usize| names.get(*place).filter(|other| other.of != name.of);
        let family = name.block().and_then(|block| self.families.get(&block));
        let given = |place: &&usize| other(place).is_some_and(|other| other.given != name.given && agree(&other.given, &name.given));
        let mut near: BTreeSet<usize> = family.into_iter().flatten().take(MOST).filter(given).copied().collect();
        for form in name.forms() {
            let same = self.without.get(&form).into_iter().flatten().take(MOST);
            let letter = |place: &&usize| {
                other(place).is_some_and(|other| other.folded != name.folded && is_one_letter(&other.folded, &name.folded))
            };
            near.extend(same.filter(letter));
        }
        near
    }
}

/// Tells of each pair of names of different owners that are nearly one.
pub fn pairs<'n, 'a>(names: &'n [Name<'a>], tell: &mut dyn FnMut(&'n Name<'a>, &'n Name<'a>)) {
    let mut alike = Alike::default();
    for (place, name) in names.iter().enumerate() {
        for other in alike.near(names, name) {
            if let Some(other) = names.get(other) {
                tell(other, name);
            }
        }
        alike.put(names, place);
    }
}

/// Whether given names may be those of one person: each is that of the other, or its initial; of some one may be silent.
fn agree(one: &[String], other: &[String]) -> bool {
    one.iter().zip(other).all(|(one, other)| {
        let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        one == other || is_initial(one, other) || is_initial(other, one)
    })
}

/// Whether one letter, and no figure, makes one text the other.
fn is_one_letter(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let rest = |text: &[char]| {
        let end = end.min(text.len().saturating_sub(start));
        text.get(start..text.len() - end).unwrap_or(&[]).to_vec()
    };
    let (one, other) = (rest(&one), rest(&other));
    one.len() <= 1 && other.len() <= 1 && !one.iter().chain(&other).any(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: AuthorityKind, names: &[&str]) -> Vec<String> {
        let names: Vec<Name<'_>> = names.iter().enumerate().map(|(nth, name)| Name::of(kind, nth, name)).collect();
        let mut all = BTreeSet::new();
        pairs(&names, &mut |a, b| {
            let mut pair = [a.text, b.text];
            pair.sort_unstable();
            all.insert(pair.join(" = "));
        });
        all.into_iter().collect()
    }

    #[test]
    fn names_that_are_nearly_one_are_found() {
        let people = ["Andrey V. Kresnov", "Kresnov, A.", "Anna Kresnov", "A. K. Kresnov", "Boris Kresnov", "Andrey Kresnow", "Kresnov"];
        assert_eq!(
            found(AuthorityKind::People, &people),
            [
                "A. K. Kresnov = Anna Kresnov",
                "A. K. Kresnov = Kresnov, A.",
                "Andrey V. Kresnov = Kresnov, A.",
                "Anna Kresnov = Kresnov, A."
            ]
        );
        let bodies = ["Ministry of War", "Ministry of Wars", "Ministry of Law", "Fond 1024", "Fond 1025", "Board", "Boards"];
        assert_eq!(found(AuthorityKind::Organizations, &bodies), ["Ministry of War = Ministry of Wars"]);
        assert_eq!(found(AuthorityKind::Places, &["Saint Petersburg", "Saint Peterburg"]), ["Saint Peterburg = Saint Petersburg"]);
    }
}
