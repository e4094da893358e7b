//! Notes that were not written for everybody stay out unless somebody asks for them.

use std::collections::{BTreeMap, HashMap};

use crate::document::annotation_import::{Audience, Imported};

/// What is asked for.
pub struct Wanted<'w> {
    pub private: bool,
    pub hidden: bool,
    pub groups: &'w [String],
}

impl Wanted<'_> {
    fn takes(&self, audience: &Audience) -> bool {
        match audience {
            Audience::Everybody => true,
            Audience::Author => self.private,
            Audience::Hidden => self.hidden,
            Audience::Group(id) => self.groups.iter().any(|group| group.strip_prefix("group:").unwrap_or(group) == id),
        }
    }
}

/// Takes out the notes that are not wanted, and those that answer them; gives how many of which kind.
pub fn withhold(notes: &mut Vec<Imported>, wanted: &Wanted<'_>) -> BTreeMap<Audience, usize> {
    let places: HashMap<&str, usize> = notes.iter().enumerate().rev().map(|(at, note)| (note.iri.as_str(), at)).collect();
    let parents: Vec<Option<usize>> = notes.iter().map(|note| note.answers.as_deref().and_then(|iri| places.get(iri)).copied()).collect();
    // Why each is left out, as far as that is known.
    let mut found: Vec<Option<Option<Audience>>> = vec![None; notes.len()];
    for start in 0..notes.len() {
        let (mut way, mut at) = (Vec::new(), Some(start));
        let mut why = None;
        while let Some(one) = at {
            if let Some(known) = found.get(one).cloned().flatten() {
                why = known;
                break;
            }
            let own = notes.get(one).map(|note| note.audience.clone()).filter(|audience| !wanted.takes(audience));
            // Whoever answers in a circle answers nobody.
            if let Some(place) = found.get_mut(one) {
                *place = Some(own.clone());
            }
            if own.is_some() {
                why = own;
                break;
            }
            way.push(one);
            at = parents.get(one).copied().flatten();
        }
        for one in way {
            if let Some(place) = found.get_mut(one) {
                *place = Some(why.clone());
            }
        }
    }
    let mut counts = BTreeMap::new();
    let mut left: Vec<Option<Audience>> = found.into_iter().map(Option::flatten).rev().collect();
    notes.retain(|_| match left.pop().flatten() {
        Some(audience) => {
            *counts.entry(audience).or_default() += 1;
            false
        }
        None => true,
    });
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(iri: &str, audience: Audience, answers: Option<&str>) -> Imported {
        Imported { iri: iri.into(), audience, answers: answers.map(str::to_owned), ..Imported::default() }
    }

    #[test]
    fn what_is_not_for_everybody_is_left_out_with_its_answers() {
        let group = || Audience::Group("g".into());
        let all = || {
            vec![
                note("c", Audience::Everybody, Some("b")),
                note("a", Audience::Author, None),
                note("b", Audience::Everybody, Some("a")),
                note("d", group(), None),
                note("e", Audience::Everybody, None),
                note("h", Audience::Hidden, None),
                note("x", Audience::Everybody, Some("y")),
                note("y", Audience::Everybody, Some("x")),
            ]
        };
        let check = |private: bool, hidden: bool, groups: &[String], kept: &str, left: &[(Audience, usize)]| {
            let mut notes = all();
            let counts = withhold(&mut notes, &Wanted { private, hidden, groups });
            assert_eq!(notes.iter().map(|note| note.iri.as_str()).collect::<String>(), kept);
            assert_eq!(counts.into_iter().collect::<Vec<_>>(), left);
        };
        check(false, false, &[], "exy", &[(group(), 1), (Audience::Author, 3), (Audience::Hidden, 1)]);
        check(true, true, &["g".into()], "cabdehxy", &[]);
        check(false, false, &["group:g".into(), "other".into()], "dexy", &[(Audience::Author, 3), (Audience::Hidden, 1)]);
    }
}
