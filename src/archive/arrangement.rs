//! What is wrong with collections: with what they say of each other and of their documents, and with their descriptions.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Found, Survey, Thing,
    collections::{CollectionLabel, Collections, Named, collection_paths, description},
};
use crate::{
    base::{
        Diagnostic, RelPath, Slug, Span,
        diagnostic::{Guesses, meant},
        say,
    },
    config::Config,
    document::{
        Document,
        collection::{Description, Level},
    },
};

/// Finds it.
pub fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let collections = survey.collections();
    let mut guesses = Guesses::default();
    for front in survey.fronts().filter(|front| !front.meta.collections.is_empty()) {
        let mut said: BTreeSet<Slug> = BTreeSet::new();
        for within in &front.meta.collections {
            match collections.named(front.path, &within.name) {
                Named::One(slug) if !said.insert(slug.clone()) => {
                    let found = Diagnostic::warning(front.path, say::collection_doubled_own(&within.name)).at(within.place);
                    all.push(found.hint(say::collection_doubled_hint()));
                }
                Named::One(_) => {}
                named => all.push(unknown(survey, collections, (front.path, &within.name), named, &mut guesses).at(within.place)),
            }
        }
    }
    let mut found = Incomplete::new();
    for (slug, file) in collections.files() {
        if let (Some(said), Some(label)) = (description(file), collections.label(slug)) {
            all.extend(parent(survey, collections, (file, said), &label, &mut guesses));
            members(survey, file, said, &mut guesses, all);
            let lacking = lacking(collections, said, &label);
            if !lacking.is_empty() {
                found.entry(lacking).or_default().push((&**file, said));
            }
        }
    }
    incomplete(found, all);
    circles(collections, all);
}

/// A collection that is named in the file at `from`, and that is not there.
fn unknown(
    survey: &Survey<'_>,
    collections: &Collections,
    (from, written): (&RelPath, &str),
    named: Named,
    guesses: &mut Guesses,
) -> Diagnostic {
    if named == Named::Several {
        return Diagnostic::error(from, say::unknown_collection_shared(written)).hint(say::unknown_collection_shared_hint());
    }
    let is_hidden = collection_paths(from, written).any(
        |path| matches!(survey.find_address(from, &format!("/{path}"), "").0, Found::Thing(Thing::Unpublished(found)) if found == path),
    );
    if is_hidden {
        let found = Diagnostic::warning(from, say::unknown_collection_hidden(written));
        return found.hint(say::unknown_collection_hidden_hint());
    }
    let titles = collections.files().values().map(|file| file.meta.title.as_str());
    let names = collections.files().keys().map(Slug::as_str).chain(titles);
    let near = if guesses.one_more() { meant(written, names) } else { None };
    let hint = near.unwrap_or_else(|| say::unknown_collection_hint(&Slug::from_text(written)));
    Diagnostic::error(from, say::unknown_collection(written)).hint(hint)
}

/// The collection above: is it there, and may this stand in it?
fn parent(
    survey: &Survey<'_>,
    collections: &Collections,
    (file, said): (&Document, &Description),
    label: &CollectionLabel<'_>,
    guesses: &mut Guesses,
) -> Option<Diagnostic> {
    if said.parent.is_empty() {
        return None;
    }
    let place = file.meta.place_of("parent");
    let named = collections.named(&file.path, &said.parent);
    let Named::One(above) = &named else {
        let mut found = unknown(survey, collections, (&file.path, &said.parent), named, guesses);
        found.span = place;
        return Some(found);
    };
    let above = label.parent.and_then(|_| collections.label(above))?;
    if said.level.name().is_empty() || above.level.is_empty() || said.level.may_stand_in(&Level::new(above.level)) {
        return None;
    }
    let mut found = Diagnostic::notice(&file.path, say::collection_level(said.level.name(), above.level));
    found.span = file.meta.place_of("level").or(place);
    found = found.hint(say::collection_level_hint());
    Some(match collections.files().get(above.slug) {
        Some(other) => found.related(&other.path, other.meta.place_of("level"), say::collection_level_parent(above.title)),
        None => found,
    })
}

/// What a collection lists.
fn members(survey: &Survey<'_>, file: &Document, said: &Description, guesses: &mut Guesses, all: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<Slug> = BTreeSet::new();
    for (written, place) in &said.members {
        let found = match survey.member(&file.path, written) {
            Ok(slug) if seen.insert(slug.clone()) => continue,
            Ok(_) => Diagnostic::warning(&file.path, say::collection_doubled(written)).hint(say::collection_doubled_hint()),
            Err(Found::Thing(Thing::Unpublished(_))) => {
                Diagnostic::warning(&file.path, say::unknown_member_hidden(written)).hint(say::unknown_member_hidden_hint())
            }
            Err(_) => {
                let bare = written.trim_start_matches("../").trim_start_matches("documents/").trim_end_matches(".md");
                let near = if guesses.one_more() { meant(bare, survey.fronts().map(|front| front.slug.as_str())) } else { None };
                Diagnostic::error(&file.path, say::unknown_member(written)).hint(near.unwrap_or_else(say::unknown_member_hint))
            }
        };
        all.push(found.at(*place));
    }
}

/// How many descriptions that lack the same are named by themselves.
const FEW: usize = 3;

/// Descriptions that lack something, by what they lack.
type Incomplete<'a> = BTreeMap<Vec<String>, Vec<(&'a Document, &'a Description)>>;

/// What ISAD(G) asks for and a description lacks (I.12). Whom a collection above names as creator created its parts (2.4: nothing is said
/// again below).
fn lacking(collections: &Collections, said: &Description, label: &CollectionLabel<'_>) -> Vec<String> {
    if !said.level.is_archival() {
        return Vec::new();
    }
    let above = std::iter::successors(label.parent, |slug| collections.label(slug)?.parent);
    let mut above = above.filter_map(|slug| description(collections.files().get(slug)?));
    let elements = [
        ("identifier", !said.identifier.is_empty()),
        ("creator", !said.creators.is_empty() || above.any(|above| !above.creators.is_empty())),
        ("dates", said.dates.is_some()),
        ("extent", !said.extent.is_empty()),
    ];
    elements.iter().filter(|(_, is_said)| !is_said).map(|(name, _)| (*name).to_owned()).collect()
}

/// Says what descriptions lack: of many that lack the same, once.
fn incomplete(found: Incomplete<'_>, all: &mut Vec<Diagnostic>) {
    for (lacking, files) in found {
        let named = if files.len() > FEW { 1 } else { files.len() };
        for (file, said) in files.iter().take(named) {
            let message = match files.len() {
                more if more > FEW => say::collection_incomplete_many(more - 1, lacking.clone()),
                _ => say::collection_incomplete(said.level.name(), lacking.clone()),
            };
            let mut found = Diagnostic::notice(&file.path, message).hint(say::collection_incomplete_hint());
            found.span = file.meta.place_of("level");
            all.push(found);
        }
    }
}

/// Collections that are parts of each other.
fn circles(collections: &Collections, all: &mut Vec<Diagnostic>) {
    for circle in collections.circles() {
        let place = |slug: &Slug| -> Option<(&RelPath, Option<Span>)> {
            let file = collections.files().get(slug)?;
            Some((&file.path, file.meta.place_of("parent")))
        };
        let mut places = circle.iter().filter_map(place);
        let Some((path, span)) = places.next() else { continue };
        let message = match &circle[..] {
            [_] => say::collection_cycle_own(),
            _ => say::collection_cycle(circle.iter().map(Slug::to_string).collect::<Vec<String>>()),
        };
        let mut found = Diagnostic::error(path, message).hint(say::collection_cycle_hint());
        found.span = span;
        all.push(places.fold(found, |found, (path, span)| found.related(path, span, say::this_one())));
    }
}
