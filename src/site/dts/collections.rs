//! What there is: the entry, the collections with what stands in them, and in which collections a document stands.

use serde_json::{Map, Value, json};

use super::{
    answers::{self, written},
    is_made,
    names::{self, COLLECTIONS, ENTRY, ROOT, address, collection_path},
};
use crate::{
    archive::Survey,
    base::{RelPath, Slug},
    config::Config,
    site::{collections::text::beginning, frame::count_pages},
};

/// How many members an answer has.
const PER_PAGE: usize = 200;

/// Whether a file of the site is one of these: all but those of single documents.
pub fn holds(path: &str) -> bool {
    let Some(name) = path.strip_prefix("dts/collection") else { return path == ENTRY };
    let is_parents = name.ends_with(";nav=parents.jsonld");
    !name.starts_with('/')
        || is_parents
        || name.strip_prefix('/').is_some_and(|name| name.starts_with(COLLECTIONS) || name.starts_with(ROOT))
}

/// What stands in a collection.
enum Member<'a> {
    Collection(&'a Slug),
    Document(&'a Slug),
}

/// The files; none where there are no such.
pub fn files(survey: &Survey<'_>, config: &Config) -> Vec<(RelPath, String)> {
    if !is_made(config) {
        return Vec::new();
    }
    let collections = survey.collections();
    let mut files = vec![(RelPath::new(ENTRY), written(answers::entry(config)))];
    let members = |slug: &Slug| -> Vec<Member<'_>> {
        let parts = collections.children(slug).iter().map(Member::Collection);
        let documents = collections.members(slug).iter().filter(|member| survey.is_published(member)).map(Member::Document);
        parts.chain(documents).collect()
    };
    let single = survey.fronts().map(|front| front.slug).filter(|slug| collections.of(slug).is_empty());
    // What is a part of itself is a part of none.
    let roots = collections.files().keys().filter(|slug| collections.label(slug).is_some_and(|label| label.parent.is_none()));
    let top: Vec<Member<'_>> = roots.map(Member::Collection).chain(single.map(Member::Document)).collect();
    let root = answers::collection(config, ROOT, (config.title.as_str(), config.lang.as_str()), &config.description, 0, top.len());
    let of_collection = |slug: &Slug| {
        let (file, label) = collections.files().get(slug).zip(collections.label(slug))?;
        let title = (label.title, label.lang.as_str());
        Some(answers::collection(config, &names::collection(slug), title, &beginning(file), 1, members(slug).len()))
    };
    let of_document = |slug: &Slug| {
        let front = survey.front(slug)?;
        Some(answers::resource(config, survey, slug, front.meta, collections.of(slug).len().max(1)))
    };
    let of_member = |member: &Member<'_>| match member {
        Member::Collection(slug) => of_collection(slug),
        Member::Document(slug) => of_document(slug),
    };
    let mut put = |names: &[&str], about: &Map<String, Value>, members: &[Member<'_>], parents: Vec<Map<String, Value>>| {
        let Some(name) = names.first() else { return };
        let pages = count_pages(members.len(), PER_PAGE);
        for nth in 1..=pages {
            let run = members.iter().skip((nth - 1) * PER_PAGE).take(PER_PAGE);
            let mut answer = about.clone();
            answer.insert("member".into(), run.filter_map(of_member).map(Value::Object).collect::<Vec<_>>().into());
            if pages > 1 {
                answer.insert("view".into(), view(config, name, nth, pages));
            }
            let text = written(answer);
            for name in names {
                for nav in ["", "children"] {
                    if nth == 1 {
                        files.push((collection_path(name, nav, 0), text.clone()));
                    }
                    if pages > 1 {
                        files.push((collection_path(name, nav, nth), text.clone()));
                    }
                }
            }
        }
        let text = above(about, parents);
        names.iter().for_each(|name| files.push((collection_path(name, "parents", 0), text.clone())));
    };
    put(&[ROOT, ""], &root, &top, Vec::new());
    for slug in collections.files().keys() {
        let Some(about) = of_collection(slug) else { continue };
        let parent = collections.label(slug).and_then(|label| label.parent).and_then(of_collection);
        put(&[names::collection(slug).as_str()], &about, &members(slug), vec![parent.unwrap_or_else(|| root.clone())]);
    }
    for front in survey.fronts() {
        let Some(about) = of_document(front.slug) else { continue };
        let parents: Vec<_> = collections.of(front.slug).iter().filter_map(of_collection).collect();
        let parents = if parents.is_empty() { vec![root.clone()] } else { parents };
        files.push((collection_path(&names::document(front.slug), "parents", 0), above(&about, parents)));
    }
    files
}

/// The answer about in what something stands.
fn above(about: &Map<String, Value>, parents: Vec<Map<String, Value>>) -> String {
    let mut answer = about.clone();
    answer.insert("member".into(), parents.into_iter().map(Value::Object).collect::<Vec<_>>().into());
    written(answer)
}

/// The ways from a page of members to the others.
fn view(config: &Config, name: &str, nth: usize, pages: usize) -> Value {
    let at = |nth: usize| address(config, &collection_path(name, "", nth));
    json!({
        "@id": at(nth),
        "@type": "Pagination",
        "first": at(1),
        "previous": (nth > 1).then(|| at(nth - 1)),
        "next": (nth < pages).then(|| at(nth + 1)),
        "last": at(pages),
    })
}
