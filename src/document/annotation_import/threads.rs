//! Which note answers which.

use std::collections::HashMap;

use super::Imported;
use crate::document::Motivation;

/// What is about another annotation of the file answers it (W3C, 3.3.5: `replying`), and is about what that one is about.
pub fn answer(notes: &mut [Imported]) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, note) in notes.iter().enumerate().filter(|(_, note)| !note.iri.is_empty()) {
        places.entry(&note.iri).or_insert(at);
    }
    let parents: Vec<Option<usize>> = notes
        .iter()
        .enumerate()
        .map(|(at, note)| {
            let is_whole = note.note.get("target").is_some_and(|is| is == "document");
            let iri = note.answers.as_deref().or(Some(note.source.as_str()).filter(|_| is_whole))?;
            places.get(iri).copied().filter(|parent| *parent != at)
        })
        .collect();
    let roots = roots(&parents);
    let sources: Vec<(Option<String>, Option<String>)> = parents
        .iter()
        .zip(roots)
        .map(|(parent, root)| {
            let parent = parent.and_then(|parent| notes.get(parent));
            (parent.map(|parent| parent.iri.clone()), parent.and_then(|_| notes.get(root)).map(|root| root.source.clone()))
        })
        .collect();
    for (note, (answers, source)) in notes.iter_mut().zip(sources) {
        let (Some(answers), Some(source)) = (answers, source) else { continue };
        (note.answers, note.source) = (Some(answers), source);
        note.note.shift_remove("target");
        if note.note.get("motivation").is_some_and(|is| is == Motivation::Commenting.name()) {
            note.note.insert("motivation".into(), Motivation::Replying.name().into());
        }
    }
}

/// The first of each thread: where the way from each, from parent to parent, ends; of a circle one of its own. Linear.
pub fn roots(parents: &[Option<usize>]) -> Vec<usize> {
    let mut roots: Vec<Option<usize>> = vec![None; parents.len()];
    let mut seen = vec![false; parents.len()];
    for start in 0..parents.len() {
        let (mut way, mut at) = (Vec::new(), start);
        let root = loop {
            if let Some(root) = roots.get(at).copied().flatten() {
                break root;
            }
            if seen.get_mut(at).is_none_or(|seen| std::mem::replace(seen, true)) {
                break at;
            }
            way.push(at);
            match parents.get(at).copied().flatten() {
                Some(parent) => at = parent,
                None => break at,
            }
        };
        for at in way {
            if let Some(place) = roots.get_mut(at) {
                *place = Some(root);
            }
        }
    }
    roots.into_iter().enumerate().map(|(at, root)| root.unwrap_or(at)).collect()
}
