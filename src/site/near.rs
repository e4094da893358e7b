//! The addresses of the site's texts, works and names, to be found by what is nearly one of them: for the page of addresses that lead
//! nowhere (`templates/assets/moved.js`).
//!
//! Somebody asks for `letter-1843-5`, and there is `letter-1843-05-02`. Addresses are put together by how their last parts begin, with just so many
//! letters that few begin so, and by how they end. The script takes its own letters one by one until something is put under them. So a
//! file is small, and few are asked for, however many addresses there are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{address, previews::digest};
use crate::{archive::Survey, base::RelPath, config::Config, document::AuthorityKind};

/// The folder of the scripts.
pub const FOLDER: &str = "data/near/";

/// How many addresses may stand under one beginning.
const MOST: usize = 40;
/// No beginning is shorter.
const SHORTEST: usize = 2;

/// An address, and what stands there.
struct Place {
    leaf: String,
    address: String,
    title: String,
}

/// Makes the scripts: each at its path on the site.
pub fn make(survey: &Survey<'_>, _: &Config) -> Vec<(RelPath, String)> {
    let mut places = Vec::new();
    let mut put = |address: String, title: &str| {
        let leaf = address.rsplit('/').next().unwrap_or("").strip_suffix(".html").unwrap_or("").to_lowercase();
        places.push(Place { leaf, address, title: title.to_owned() });
    };
    for document in survey.fronts() {
        put(address::document(document.slug), &document.meta.title);
    }
    for (slug, title, _) in &survey.menu().pages {
        put(address::free_page(slug), title);
    }
    for (slug, collection) in survey.collections().files() {
        put(address::collection(slug, 1), &collection.meta.title);
    }
    for kind in AuthorityKind::ALL {
        for entity in survey.every_entity(kind) {
            put(address::entity(kind, &entity.slug, 1), &entity.name);
        }
    }
    for work in survey.works() {
        put(address::work(&work.key, 1), &work.record.called(&work.key));
    }
    let mut scripts: BTreeMap<u8, Map<String, Value>> = BTreeMap::new();
    let mut put = |key: String, places: &[&(Vec<char>, &Place)]| {
        let list = places.iter().take(MOST).map(|(_, place)| Value::from(vec![place.address.as_str(), place.title.as_str()]));
        scripts.entry(digest(&key)).or_default().insert(key, list.collect::<Vec<_>>().into());
    };
    for (sign, is_backwards) in [('<', false), ('>', true)] {
        let letters = |place: &Place| if is_backwards { place.leaf.chars().rev().collect() } else { place.leaf.chars().collect() };
        let mut all: Vec<(Vec<char>, &Place)> = places.iter().map(|place| (letters(place), place)).collect();
        all.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.1.address.cmp(&other.1.address)));
        divide(&all.iter().collect::<Vec<_>>(), 0, &mut |beginning, places| {
            put(std::iter::once(sign).chain(beginning.iter().copied()).collect(), places)
        });
    }
    let script = |(digest, places): (u8, Map<String, Value>)| {
        (RelPath::new(&format!("{FOLDER}{digest:02x}.js")), format!("scholionNear({});\n", Value::Object(places)))
    };
    scripts.into_iter().map(script).collect()
}

/// A place with the letters under which it is looked for.
type Lettered<'p> = (Vec<char>, &'p Place);

/// Puts sorted places under beginnings of as many letters as it takes; all of them have the first `shared` in common.
fn divide(places: &[&Lettered<'_>], shared: usize, put: &mut dyn FnMut(&[char], &[&Lettered<'_>])) {
    let Some(first) = places.first() else { return };
    let ends_here = first.0.len() <= shared;
    if shared >= SHORTEST && (places.len() <= MOST || places.iter().all(|place| place.0.len() <= shared)) || ends_here && places.len() == 1
    {
        put(first.0.get(..shared).unwrap_or(&first.0), places);
        return;
    }
    for same in places.chunk_by(|one, other| one.0.get(shared) == other.0.get(shared)) {
        let is_over = same.first().is_some_and(|place| place.0.len() <= shared);
        if is_over {
            // Nothing is left of these to tell them apart.
            put(first.0.get(..shared).unwrap_or(&first.0), same);
        } else {
            divide(same, shared + 1, put);
        }
    }
}
