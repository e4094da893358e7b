//! Captures of pages of the web: of which address each is, and of when, and which files beside it it shows.
//!
//! What editors say in a file beside a capture counts first (`letter.yaml` beside `letter.html`), then what the program wrote into it that made it,
//! then the place under the name of a host at which `wget` lays what it fetches, and last how the page calls itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Catalogue, Reader, Survey,
    facet::{Dirty, Facet, Kind},
};
use crate::{
    base::{Captured, Date, Diagnostic, RelPath, captured::key, say},
    config::Config,
    document::{
        capture_note::CaptureNote,
        capture_place::{self, fetched_from, meant},
    },
};

/// A capture of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// Its path in the archive.
    pub path: RelPath,
    /// The address of the page.
    pub url: String,
    /// The day on which it was captured, if anybody says it.
    pub date: Option<Date>,
    /// What it says of itself.
    pub captured: Arc<Captured>,
}

/// All captures.
#[derive(Debug, Default)]
pub struct Captures {
    /// Captures and the sheets beside them, by their paths.
    files: BTreeMap<RelPath, Arc<Captured>>,
    /// What editors say, by the paths of their files.
    notes: BTreeMap<RelPath, Arc<CaptureNote>>,
    /// Captures by the keys of their addresses, the oldest first; those of no known day before all others.
    by_key: BTreeMap<String, Vec<Arc<Capture>>>,
    /// The same by their paths.
    by_path: BTreeMap<RelPath, Arc<Capture>>,
}

impl Captures {
    /// Takes what stands at a path now; whether that is anything else.
    pub(super) fn set(&mut self, path: &RelPath, file: Option<Arc<Captured>>, note: Option<Arc<CaptureNote>>, dirty: &mut Dirty) -> bool {
        let is_other = super::catalogue::set(&mut self.files, path, file, Facet::File(path), dirty);
        is_other | super::catalogue::set(&mut self.notes, path, note, Facet::File(path), dirty)
    }

    /// Lists captures by their addresses anew.
    pub(super) fn settle(&mut self, dirty: &mut Dirty) {
        let mut by_key: BTreeMap<String, Vec<Arc<Capture>>> = BTreeMap::new();
        let mut by_path = BTreeMap::new();
        for (path, captured) in self.files.iter().filter(|(path, _)| capture_place::kind(path) == Some(capture_place::Kind::Page)) {
            let note = notes_of(path).find_map(|path| self.notes.get(&path));
            let url = note.map(|note| note.url.to_string()).filter(|url| !url.is_empty()).unwrap_or_else(|| address(path, captured));
            let date = note.and_then(|note| note.date).or(captured.date);
            let capture = Arc::new(Capture { path: path.clone(), url, date, captured: captured.clone() });
            let mut keys = BTreeSet::from([key(&capture.url)]);
            // `wget --adjust-extension` gives pages an ending that their addresses have not.
            keys.extend(capture.url.strip_suffix(".html").filter(|_| captured.url.is_empty() && note.is_none()).map(key));
            for key in keys.into_iter().filter(|key| !key.is_empty()) {
                by_key.entry(key).or_default().push(capture.clone());
            }
            by_path.insert(path.clone(), capture);
        }
        by_key.values_mut().for_each(|all| all.sort_by(|a, b| (a.date, &a.path).cmp(&(b.date, &b.path))));
        dirty.compare_tables(&self.by_key, &by_key, |key| Facet::Captures(key.as_str()));
        dirty.compare_tables(&self.by_path, &by_path, Facet::File);
        (self.by_key, self.by_path) = (by_key, by_path);
    }

    /// The capture at a path.
    pub fn at(&self, path: &RelPath) -> Option<&Arc<Capture>> {
        self.by_path.get(path)
    }

    /// What a capture, or a sheet beside one, says of itself.
    pub fn captured(&self, path: &RelPath) -> Option<&Arc<Captured>> {
        self.files.get(path)
    }

    /// All captures, in order of their paths.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Capture>> {
        self.by_path.values()
    }

    /// The captures of a page, the oldest first.
    pub fn of(&self, url: &str) -> &[Arc<Capture>] {
        self.by_key.get(&key(url)).map_or(&[], Vec::as_slice)
    }
}

/// The files in which editors may speak of a capture.
fn notes_of(path: &RelPath) -> impl Iterator<Item = RelPath> {
    let whole = path.to_string();
    let stem = whole.rsplit_once('.').map_or(whole.clone(), |(stem, _)| stem.to_owned());
    [&stem, &whole]
        .into_iter()
        .flat_map(|start| ["yaml", "yml"].map(|ending| RelPath::new(&format!("{start}.{ending}"))))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The address of which a capture is, as far as it and its place say it.
fn address(path: &RelPath, captured: &Captured) -> String {
    if !captured.url.is_empty() {
        return captured.url.clone();
    }
    let fetched = fetched_from(path).unwrap_or_default();
    let host = |url: &str| key(url).split(['/', '?']).next().unwrap_or("").to_owned();
    // A file that somebody called by a title lies under the name of the host, too.
    let is_titled = fetched.contains(char::is_whitespace);
    if captured.canonical.is_empty() || !fetched.is_empty() && !is_titled && host(&fetched) != host(&captured.canonical) {
        return fetched;
    }
    if fetched.is_empty() || is_titled { captured.canonical.clone() } else { fetched }
}

impl Catalogue {
    /// All captures.
    pub fn captures(&self) -> &Captures {
        &self.captures
    }
}

impl<'a> Reader<'a> {
    /// The capture of a page that is nearest to a day; without one the youngest.
    pub fn capture(&self, url: &str, day: Option<Date>) -> Option<&'a Arc<Capture>> {
        let key = key(url);
        if key.is_empty() {
            return None;
        }
        let all = self.read(Facet::Captures(&key)).captures.of(url);
        let Some(day) = day else { return all.last() };
        // Of two as near the older, which has seen what the text has.
        all.iter().min_by_key(|capture| capture.date.map_or(i64::MAX, |date| (days(date) - days(day)).abs()))
    }

    /// The capture at a path, if it is one.
    pub fn capture_at(&self, path: &RelPath) -> Option<&'a Arc<Capture>> {
        self.read(Facet::File(path)).captures.at(path)
    }

    /// The files beside a capture that are shown with it, in order: sheets, and what these show, too.
    pub fn shown_with(&self, capture: &Capture) -> BTreeSet<RelPath> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![(capture.path.clone(), capture.captured.clone())];
        while let Some((from, captured)) = waiting.pop() {
            for ask in &captured.asks {
                let Some(path) = self.beside_capture(&from, ask) else { continue };
                if found.insert(path.clone())
                    && let Some(sheet) = self.read(Facet::File(&path)).captures.captured(&path)
                    && capture_place::kind(&path) == Some(capture_place::Kind::Sheet)
                {
                    waiting.push((path, sheet.clone()));
                }
            }
        }
        found
    }

    /// The file beside a capture, or a sheet, that it means by an address and shows.
    pub fn beside_capture(&self, from: &RelPath, ask: &str) -> Option<RelPath> {
        meant(from, ask).into_iter().find(|path| {
            // What may be published has a digest for readers, and comes and goes with it.
            let is_there = self.read(Facet::File(path)).fixities.contains_key(path);
            is_there && capture_place::kind(path).is_some_and(|kind| kind != capture_place::Kind::Page)
        })
    }
}

/// About how many days a date lies behind the beginning of our era.
fn days(date: Date) -> i64 {
    let start = date.start;
    i64::from(start.year) * 372 + i64::from(start.month.unwrap_or(6)) * 31 + i64::from(start.day.unwrap_or(15))
}

/// What is wrong with captures.
pub(super) fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let captures = &survey.all(Kind::Captures).captures;
    // A file of which nothing is known reads as one that changed.
    let captures = if captures.files.is_empty() && captures.notes.is_empty() { captures } else { &survey.all(Kind::File).captures };
    all.extend(captures.notes.values().flat_map(|note| &note.flaws).cloned());
    for capture in captures.all() {
        if key(&capture.url).is_empty() {
            all.push(Diagnostic::warning(&capture.path, say::capture_unknown()).hint(say::capture_unknown_hint()));
        } else if capture.date.is_none() {
            all.push(Diagnostic::notice(&capture.path, say::capture_undated()).hint(say::capture_undated_hint()));
        }
    }
    let is_of_none = |path: &&RelPath| !captures.by_path.keys().any(|capture| notes_of(capture).any(|note| note == **path));
    let lost = captures.notes.keys().filter(is_of_none);
    all.extend(lost.map(|path| Diagnostic::warning(path, say::capture_note_lost()).hint(say::capture_note_lost_hint())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captures(files: &[(&str, Captured)], notes: &[(&str, &str, &str)]) -> Captures {
        let mut captures = Captures::default();
        let mut dirty = Dirty::everything();
        for (path, captured) in files {
            captures.set(&RelPath::new(&format!("content/archive/{path}")), Some(Arc::new(captured.clone())), None, &mut dirty);
        }
        for (path, url, date) in notes {
            let note = CaptureNote { url: crate::base::WebAddress::of_page(url), date: Date::parse(date), flaws: Vec::new() };
            captures.set(&RelPath::new(&format!("content/archive/{path}")), None, Some(Arc::new(note)), &mut dirty);
        }
        captures.settle(&mut dirty);
        captures
    }

    fn said(url: &str, canonical: &str, date: &str) -> Captured {
        Captured { url: url.to_owned(), canonical: canonical.to_owned(), date: Date::parse(date), ..Captured::default() }
    }

    #[test]
    fn of_which_page_a_capture_is() {
        let captures = captures(
            &[
                ("a.example/Title (1).html", said("https://a.example/said", "https://a.example/canonical", "2026-05-05")),
                ("b.example/c/index.html", said("", "https://b.example/other", "")),
                ("b.example/d.php?e=1.html", said("", "", "")),
                ("c.example/A title.html", said("", "https://c.example/canonical", "")),
                ("mine/x.html", said("", "https://d.example/", "")),
                ("mine/y.html", said("https://e.example/", "", "2026-01-01")),
                ("mine/z.html", said("", "", "")),
            ],
            &[("mine/y.yaml", "https://f.example/", "2025-01-01")],
        );
        let paths = |url: &str| captures.of(url).iter().map(|one| one.path.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(paths("http://a.example/said#x"), ["Title (1).html"]);
        assert_eq!(paths("https://a.example/canonical"), [""; 0]);
        assert_eq!(paths("https://b.example/c/"), ["index.html"]);
        assert_eq!(paths("https://b.example/d.php?e=1"), ["d.php?e=1.html"]);
        assert_eq!(paths("https://c.example/canonical"), ["A title.html"]);
        assert_eq!(paths("https://d.example"), ["x.html"]);
        assert_eq!((paths("https://e.example/"), paths("https://f.example/")), (vec![], vec![String::from("y.html")]));
        assert_eq!(captures.of("https://f.example/")[0].date, Date::parse("2025-01-01"));
        assert_eq!(captures.at(&RelPath::new("content/archive/mine/z.html")).unwrap().url, "");
    }
}
