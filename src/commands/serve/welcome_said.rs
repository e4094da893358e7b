//! What became of texts that came in, as the page says it, in the words of the site.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{editor::held, welcome::Welcome};
use crate::{
    base::{Diagnostic, RelPath, Severity, Slug, places::SOURCES},
    commands::{
        ingest::report::Words,
        intake::{Brought, Done},
        rebuild::{SharedArchive, locked},
    },
    ingest::report::Kind,
    site::address,
};

/// Most open items of a document that are listed.
const MOST_ITEMS: usize = 20;
/// Most characters of an item's words, and of those by which its place is found.
const MOST_WORDS: usize = 120;

/// What was done with a file.
pub(super) fn brought(words: &Words, one: &Brought) -> Value {
    let key = one.done.key();
    let state = match &one.done {
        Done::Added => "wait",
        _ => key,
    };
    let mut said = json!({"name": one.given, "state": state, "label": say(words, &format!("state-{state}"))});
    let called = one.path.as_ref().and_then(|path| path.below(SOURCES)).filter(|called| *called != one.given);
    if let Some(called) = called.filter(|_| !matches!(one.done, Done::Taken(_))) {
        said["renamed"] = words.filled("welcome.renamed", None, &[("name", called)]).into();
    }
    match &one.done {
        Done::Added | Done::Beside | Done::There => said["path"] = json!(one.path),
        Done::Taken(free) => {
            let name = free.below(SOURCES).unwrap_or(free.as_str());
            said["keep"] = words.filled("welcome.keep-both", None, &[("name", name)]).into();
        }
        Done::Refused(problem) => because(&mut said, words, problem),
        Done::Passed(why) => said["why"] = json!({"text": why.words(words), "lang": words.lang()}),
        Done::Failed(cause) => said["why"] = json!({"text": cause, "lang": "en"}),
    }
    said
}

/// What ingest made of sources; of those of which nothing is known yet that they wait.
pub(super) fn states(welcome: &Welcome, shared: &SharedArchive, paths: &[RelPath]) -> Vec<Value> {
    let words = welcome.words();
    let mut made: BTreeMap<RelPath, Vec<(Slug, String, u32)>> =
        paths.iter().filter(|path| path.is_below(SOURCES)).map(|path| (path.clone(), Vec::new())).collect();
    let memo = locked(&shared.memo);
    for (slug, document) in memo.catalogue.documents() {
        let file = document.meta.source.as_ref().map(|source| source.file.as_str()).filter(|file| !file.is_empty());
        let Some(file) = file else { continue };
        if let Some(all) = made.get_mut(&RelPath::new(&format!("{SOURCES}/{file}"))) {
            all.push((slug.clone(), document.meta.title.clone(), document.facts.words));
        }
    }
    drop(memo);
    let one = |(path, documents): (RelPath, Vec<(Slug, String, u32)>)| {
        let mut said = json!({"path": path, "state": "wait"});
        if !documents.is_empty() {
            said["state"] = "made".into();
            said["documents"] = documents.iter().map(|one| document(welcome, &words, one)).collect();
        } else if let Some(problem) = held(&welcome.findings).get(&path) {
            said["state"] = if problem.severity == Severity::Notice { "beside" } else { "refused" }.into();
            because(&mut said, &words, problem);
        }
        let key = format!("state-{}", said["state"].as_str().unwrap_or("wait"));
        said["label"] = say(&words, &key).into();
        said
    };
    made.into_iter().map(one).collect()
}

/// A document, how long it is, and what is to be looked at in it.
fn document(welcome: &Welcome, words: &Words, (slug, title, length): &(Slug, String, u32)) -> Value {
    let count = |key: &str, n: usize| words.filled(&format!("welcome.{key}"), Some(n as u64), &[]);
    let page = address::document(slug);
    let mut said =
        json!({"title": title, "href": format!("/{}", address::encode_path(&page)), "counts": [count("words-n", *length as usize)]});
    let Some((looked, lines)) = welcome.reports.looked(slug.as_str()) else { return said };
    said["report"] = format!("{}/{slug}", crate::preview::REPORT).into();
    let (open, left_out) = (looked.open(), looked.head.count(Kind::Dropped));
    let mut counts = vec![count("words-n", *length as usize)];
    counts.extend((left_out > 0).then(|| count("left-out-n", left_out)));
    counts.extend((open > 0).then(|| count("open-n", open)));
    said["counts"] = json!(counts);
    let item = |item: &crate::commands::ingest::report::Item| {
        // A name is that of the first line of a paragraph; the nearest one before holds the words.
        let line = lines.range(..=item.line).next_back().or_else(|| lines.first());
        let beside = line.map(|line| format!("/{}#L{line}", address::source(slug)));
        let shown: String = item.words.chars().take(MOST_WORDS).collect();
        let remark = item.remark.as_ref().map(|remark| words.remark(remark));
        json!({
            "line": words.filled("welcome.line", Some(item.line.into()), &[]),
            "rule": words.rule(&item.rule),
            "words": shown,
            "remark": remark.map(|(text, lang)| json!({"text": text, "lang": lang})),
            "edit": format!("{}/{}", crate::preview::EDIT, address::encode_path(&page)),
            "beside": beside,
        })
    };
    let items: Vec<Value> = looked.items.iter().filter(|item| item.is_open()).take(MOST_ITEMS).map(item).collect();
    if open > items.len() {
        said["more"] = count("more-n", open - items.len()).into();
    }
    said["items"] = items.into();
    said
}

/// Why something is not as it might be, and what to do.
fn because(said: &mut Value, words: &Words, problem: &Diagnostic) {
    for (key, message) in [("why", Some(&problem.message)), ("hint", problem.hint.as_ref())] {
        said[key] = message.map_or(Value::Null, |message| {
            let (text, lang) = words.finding(message);
            json!({"text": text, "lang": lang})
        });
    }
}

fn say(words: &Words, key: &str) -> String {
    words.filled(&format!("welcome.{key}"), None, &[])
}
