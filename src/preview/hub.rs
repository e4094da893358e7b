//! Builds tell, open pages hear.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;
use tokio::sync::broadcast;

use super::page;
use crate::base::{Digest, RelPath, Severity};

/// One finding as the preview shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// `content/documents/a.md:3:7`.
    pub place: String,
    /// What is wrong.
    pub message: Said,
    /// How to mend it.
    pub hint: Option<Said>,
    /// The line, in three parts: before the place, the place, behind it.
    pub line: Option<[String; 3]>,
    /// The page whose own file cannot be read, if this is why.
    #[serde(skip)]
    pub page: Option<Unread>,
    /// Which page it is about.
    #[serde(skip)]
    pub about: About,
}

/// Which page a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The page at this path: the finding is in its own file, or in one that belongs to it.
    Page(String),
    /// Every page: the configuration, or a template.
    Frame,
    /// No single one.
    #[default]
    Nothing,
}

/// Words, and the language that they are in.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    pub text: String,
    pub lang: String,
}

/// A page whose own file cannot be read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its path in the site.
    pub page: String,
    /// Whether it is as it was when its file could be read for the last time.
    pub is_held: bool,
}

/// What open pages are told: the name of the event, and its data as JSON.
#[derive(Clone, Debug)]
pub struct Event {
    /// `changed` or `findings`.
    pub name: &'static str,
    pub data: Arc<str>,
}

/// Where builds and open pages meet.
pub struct Hub {
    now: Mutex<Now>,
    events: broadcast::Sender<Event>,
}

#[derive(Default)]
struct Now {
    folder: Option<PathBuf>,
    /// The folder of the host in which the site will stand.
    base: String,
    /// What the build under way has changed so far.
    changed: Vec<String>,
    findings: Option<Event>,
}

/// Most paths that an event names; beyond that every page asks for itself whether it changed.
const MOST_PATHS: usize = 200;
/// Most findings of a kind that are shown.
pub const MOST_FINDINGS: usize = 20;

/// By page what is wrong with its own file, if that cannot be read.
fn own(errors: &[Finding]) -> serde_json::Value {
    let mut pages: BTreeMap<&str, (bool, Vec<&Finding>)> = BTreeMap::new();
    for (error, unread) in errors.iter().filter_map(|error| Some((error, error.page.as_ref()?))) {
        if pages.len() < MOST_PATHS || pages.contains_key(unread.page.as_str()) {
            let (is_held, all) = pages.entry(&unread.page).or_default();
            *is_held = unread.is_held;
            all.push(error);
        }
    }
    let value = |(page, (held, errors)): (&str, (bool, Vec<&Finding>))| {
        let errors = serde_json::json!(errors.get(..MOST_FINDINGS).unwrap_or(&errors));
        let id = Digest::of(format!("{held}{errors}").as_bytes()).hex(16);
        (page.to_owned(), serde_json::json!({"held": held, "id": id, "errors": errors}))
    };
    pages.into_iter().map(value).collect::<serde_json::Map<_, _>>().into()
}

/// What is said of a count of things, by its key.
pub type Count<'a> = &'a dyn Fn(&str, usize) -> String;

/// By page what is wrong with its own files, and under no page what is wrong with all of them; each with how many there are, in words, and
/// how many are elsewhere.
fn here(errors: &[Finding], warnings: &[Finding], count: Count<'_>) -> serde_json::Value {
    let mut pages: BTreeMap<&str, [Vec<&Finding>; 2]> = BTreeMap::new();
    let mut frame: [Vec<&Finding>; 2] = Default::default();
    for (place, one) in errors.iter().map(|one| (0, one)).chain(warnings.iter().map(|one| (1, one))) {
        match &one.about {
            About::Page(page) if pages.len() < MOST_PATHS || pages.contains_key(page.as_str()) => {
                if let Some(list) = pages.entry(page).or_default().get_mut(place) {
                    list.push(one);
                }
            }
            About::Frame => frame[place].push(one),
            _ => {}
        }
    }
    let all = errors.len() + warnings.len();
    let value = |own: &[Vec<&Finding>; 2]| {
        let [errors, warnings] = [0, 1].map(|place| frame[place].iter().chain(&own[place]).copied().collect::<Vec<_>>());
        let (kind, shown) = if errors.is_empty() { ("warnings", &warnings) } else { ("errors", &errors) };
        let others = all - errors.len() - warnings.len();
        let list: Vec<&Finding> = errors.iter().chain(&warnings).take(MOST_FINDINGS).copied().collect();
        serde_json::json!({
            "kind": kind, "count": errors.len() + warnings.len(), "findings": list, "label": count(kind, shown.len()),
            "elsewhere": if others > 0 { count("elsewhere", others) } else { String::new() },
        })
    };
    let mut here: serde_json::Map<_, _> = pages.iter().map(|(page, own)| ((*page).to_owned(), value(own))).collect();
    here.insert(String::new(), value(&Default::default()));
    here.into()
}

impl Default for Hub {
    fn default() -> Self {
        Self { now: Mutex::default(), events: broadcast::Sender::new(64) }
    }
}

impl Hub {
    /// The site lies in this folder from now on.
    pub fn lies_in(&self, folder: &Path) {
        self.now().folder = Some(folder.to_path_buf());
    }

    /// The site will stand in this folder of its host: the path of `base-url`; empty if it has none.
    pub fn stands_in(&self, base: &str) {
        self.now().base = base.to_owned();
    }

    /// That folder.
    pub fn base(&self) -> String {
        self.now().base.clone()
    }

    /// These bytes are about to be written; what is there now tells whether a reader will see a difference.
    pub fn page(&self, path: &str, bytes: &[u8]) {
        let Some(folder) = self.folder() else { return };
        let old = fs::read(folder.join(path)).unwrap_or_default();
        let is_same = if path.ends_with(".html") { page::digest(&old) == page::digest(bytes) } else { old == bytes };
        if !is_same {
            self.now().changed.push(path.to_owned());
        }
    }

    /// A build is done: open pages hear what changed and what is wrong now, with the words of what stands around that.
    pub fn built<'a>(
        &self,
        removed: impl IntoIterator<Item = &'a RelPath>,
        errors: &[Finding],
        warnings: &[Finding],
        words: &BTreeMap<&str, String>,
        count: Count<'_>,
    ) {
        let mut now = self.now();
        let mut changed = std::mem::take(&mut now.changed);
        changed.extend(removed.into_iter().map(RelPath::to_string));
        changed.sort_unstable();
        changed.dedup();
        if !changed.is_empty() {
            let more = changed.len() > MOST_PATHS;
            changed.truncate(MOST_PATHS);
            self.tell("changed", &serde_json::json!({"paths": changed, "more": more}));
        }
        let shown = |all: &[Finding]| serde_json::json!(all.get(..MOST_FINDINGS).unwrap_or(all));
        let mut findings = serde_json::json!({
            "errors": shown(errors), "warnings": shown(warnings), "error_count": errors.len(), "warning_count": warnings.len(),
            "words": words,
        });
        // By which a page knows whether it was told to be silent about just these errors.
        findings["own"] = own(errors);
        findings["here"] = here(errors, warnings, count);
        findings["id"] = Digest::of(findings["errors"].to_string().as_bytes()).hex(16).into();
        let is_news = now.findings.as_ref().is_none_or(|old| *old.data != *findings.to_string());
        if is_news {
            now.findings = Some(self.tell("findings", &findings));
        }
    }

    /// Whether any build is done.
    pub fn is_built(&self) -> bool {
        self.now().findings.is_some()
    }

    /// Where the site lies; `None` while none is there and the first build has not begun.
    pub fn folder(&self) -> Option<PathBuf> {
        self.now().folder.clone()
    }

    /// What is wrong now, and from then on all that happens.
    pub fn listen(&self) -> (Option<Event>, broadcast::Receiver<Event>) {
        let now = self.now();
        (now.findings.clone(), self.events.subscribe())
    }

    fn tell(&self, name: &'static str, data: &serde_json::Value) -> Event {
        let event = Event { name, data: data.to_string().into() };
        // That nobody listens is no error.
        let _ = self.events.send(event.clone());
        event
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
