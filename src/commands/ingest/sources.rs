//! Which sources there are, and which document each has.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    answers::{self, Answered},
    removed, saved_page, unfit,
};
use crate::{
    base::{
        Diagnostic, Digest, RelPath, Slug, Snapshot,
        digest::sha256,
        places::{DOCUMENTS, REMOVED, SOURCES, is_picture, is_recording},
        say,
    },
    commands::origin::{Origin, Origins, origin_of},
    ingest::{self, Belongings, FilePart, belongings, file_parts, gathered, is_one_page, slug},
};

/// A source that can be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its file.
    pub path: RelPath,
    /// The part of it, where each of several texts in a file becomes a document.
    pub part: Option<FilePart>,
    /// The files with its pages, where it orders others.
    pub pages: Vec<RelPath>,
    /// The files that stand in it, as a whole or in part.
    pub parts: Vec<RelPath>,
    /// The text that it answers, if it is a message.
    pub answered: Option<Answered>,
    /// The slug that its document has, or would have.
    pub slug: Slug,
    /// The document made of it, if there is one, and what that says of its origin.
    pub document: Option<(RelPath, Origin)>,
}

impl Source {
    /// What it is called in lists and reports: its file, and behind a number sign its part.
    pub fn name(&self) -> RelPath {
        called(&self.path, self.part.as_ref().map_or("", |part| &part.name))
    }

    /// Where its document stands, or would stand.
    pub fn place(&self) -> RelPath {
        self.document.as_ref().map_or_else(|| RelPath::new(&format!("{DOCUMENTS}/{}.md", self.slug)), |(path, _)| path.clone())
    }

    /// Its own bytes among those of its file.
    pub fn own<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        self.part.as_ref().map_or(bytes, |part| part.of(bytes))
    }

    /// The bytes of its file with those of its pages, if `bytes_of` has them.
    pub fn whole<'b>(&self, bytes: &'b [u8], bytes_of: impl Fn(&RelPath) -> Option<Arc<[u8]>>) -> Cow<'b, [u8]> {
        if self.pages.is_empty() { Cow::Borrowed(bytes) } else { gather(&self.path, bytes, bytes_of) }
    }

    /// Its file, those with its pages, and those that stand in it.
    pub fn files(&self) -> impl Iterator<Item = &RelPath> {
        std::iter::once(&self.path).chain(&self.pages).chain(&self.parts)
    }

    /// The digest of its file, or of all its files.
    pub fn digest(&self, digest_of: impl Fn(&RelPath) -> String) -> String {
        let all: Vec<String> = self.files().map(digest_of).collect();
        if all.len() == 1 { all.concat() } else { Digest::of(all.join(" ").as_bytes()).hex(32) }
    }

    /// Whether its document knows it by another name.
    pub fn is_renamed(&self) -> bool {
        self.document.as_ref().is_some_and(|(_, origin)| origin.file != name_of(&self.path))
    }
}

/// The bytes of a file with those of the files that it orders.
fn gather<'b>(path: &RelPath, bytes: &'b [u8], bytes_of: impl Fn(&RelPath) -> Option<Arc<[u8]>>) -> Cow<'b, [u8]> {
    gathered(name_of(path), bytes, &|name| bytes_of(&source_at(name.as_str())))
}

/// The files with the pages of a source.
pub fn pages_of(path: &RelPath, bytes: &[u8], bytes_of: impl Fn(&RelPath) -> Option<Arc<[u8]>>) -> Vec<RelPath> {
    belonging(path, bytes, bytes_of).map(|belongings| belongings.pages).unwrap_or_default()
}

/// The files that stand in a source, as a whole or in part.
pub fn parts_of(path: &RelPath, bytes: &[u8], bytes_of: impl Fn(&RelPath) -> Option<Arc<[u8]>>) -> Vec<RelPath> {
    let parts = ingest::within(name_of(path), bytes, &|name| bytes_of(&source_at(name)));
    let parts: BTreeSet<RelPath> = parts.into_iter().map(|part| source_at(&part.file)).collect();
    parts.into_iter().collect()
}

fn belonging<B: AsRef<[u8]>>(path: &RelPath, bytes: &[u8], bytes_of: impl Fn(&RelPath) -> Option<B>) -> Option<Belongings> {
    let mut found = belongings(name_of(path), bytes, &|name| bytes_of(&source_at(name.as_str())))?;
    found.pages.iter_mut().chain(&mut found.others).for_each(|name| *name = source_at(name.as_str()));
    Some(found)
}

/// What a text of a file is called that holds several.
fn called(path: &RelPath, part: &str) -> RelPath {
    if part.is_empty() { path.clone() } else { RelPath::new(&format!("{path}#{part}")) }
}

/// All sources that can be converted, in order, and what is wrong with the others.
pub fn find(snapshot: &Snapshot, origins: &Origins) -> (Vec<Source>, Vec<Diagnostic>) {
    if snapshot.below(SOURCES).next().is_none() {
        return (Vec::new(), Vec::new());
    }
    let documents = documents(snapshot, origins);
    let by_file: BTreeMap<(&str, &str), usize> = documents
        .iter()
        .enumerate()
        .filter(|(_, (_, origin))| !origin.file.is_empty())
        .map(|(at, (_, origin))| ((origin.file.as_str(), origin.part.as_str()), at))
        .collect();
    // A source that was renamed is known by its bytes: the file that its document names is gone.
    let is_gone = |origin: &Origin| !snapshot.files.contains_key(&*format!("{SOURCES}/{}", origin.file));
    let lost: BTreeMap<(&str, &str), usize> = documents
        .iter()
        .enumerate()
        .filter(|(_, (_, origin))| !origin.file.is_empty() && !origin.sha256.is_empty() && is_gone(origin))
        .map(|(at, (_, origin))| ((origin.sha256.as_str(), origin.part.as_str()), at))
        .collect();
    let by_path: BTreeMap<&RelPath, usize> = documents.iter().enumerate().map(|(at, (path, _))| (path, at)).collect();
    let mut sources: Vec<Source> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut taken: BTreeMap<Slug, RelPath> = BTreeMap::new();
    let (texts, problems) = texts(snapshot);
    diagnostics.extend(problems);
    let folders = folders(&texts);
    let (removed, problem) = removed::read(snapshot);
    diagnostics.extend(problem);
    for Text { path, bytes, part, pages, parts } in texts {
        let part_name = part.as_ref().map_or("", |part| part.name.as_str());
        // An editor may have renamed the document: what it says of its source counts first.
        let made = by_file.get(&(name_of(path), part_name)).copied().or_else(|| {
            let bytes = bytes.filter(|_| !lost.is_empty())?;
            let whole =
                if pages.is_empty() { Cow::Borrowed(bytes) } else { gather(path, bytes, |page| snapshot.get(page.as_str()).cloned()) };
            lost.get(&(sha256(part.as_ref().map_or(&*whole, |part| part.of(bytes))).as_str(), part_name)).copied()
        });
        let made = made.map(|at| &documents[at]);
        if made.is_none() && removed.contains(&(name_of(path).to_owned(), part_name.to_owned())) {
            diagnostics.push(Diagnostic::notice(path, say::source_removed(REMOVED)).hint(say::source_removed_hint()));
            continue;
        }
        let slug = match made {
            Some((document, _)) => Slug::from_stem(document.stem()),
            None => told_apart(path, slug(name_of(path), part_name), &folders),
        };
        if let Some(other) = taken.get(&slug) {
            let problem = Diagnostic::error(path, say::duplicate_source(DOCUMENTS, &slug));
            diagnostics.push(problem.related(other, None, say::duplicate_source_other()).hint(say::duplicate_source_hint()));
            continue;
        }
        taken.insert(slug.clone(), path.clone());
        let document = match made {
            Some(made) => Some(made.clone()),
            None => match by_path.get(&RelPath::new(&format!("{DOCUMENTS}/{slug}.md"))).map(|at| &documents[*at]) {
                None => None,
                // A document of that name which says nothing of its source is the editors' own.
                Some((document, origin)) => {
                    let message = match origin.file.as_str() {
                        "" => say::document_taken(document),
                        file => say::document_taken_other(document, file),
                    };
                    let problem = Diagnostic::warning(path, message);
                    diagnostics.push(problem.hint(say::document_taken_hint(name_of(path))));
                    continue;
                }
            },
        };
        sources.push(Source { path: path.clone(), part, pages, parts, answered: None, slug, document });
    }
    answers::find(snapshot, &mut sources);
    diagnostics.sort_by(|one, other| one.path.cmp(&other.path));
    (sources, diagnostics)
}

/// The folders in which texts of each slug lie.
fn folders(texts: &[Text<'_>]) -> BTreeMap<Slug, BTreeSet<String>> {
    let mut folders: BTreeMap<Slug, BTreeSet<String>> = BTreeMap::new();
    for Text { path, part, .. } in texts {
        let slug = slug(name_of(path), part.as_ref().map_or("", |part| &part.name));
        folders.entry(slug).or_default().insert(folder_of(path).to_owned());
    }
    folders
}

/// The folder of a source, from `content/sources/`.
fn folder_of(path: &RelPath) -> &str {
    name_of(path).rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The slug of a text; where other folders hold one of the same name, with its folder before it: archives come in boxes.
fn told_apart(path: &RelPath, slug: Slug, folders: &BTreeMap<Slug, BTreeSet<String>>) -> Slug {
    let own = folder_of(path);
    let Some(others) = folders.get(&slug).filter(|others| others.len() > 1 && !own.is_empty()) else { return slug };
    let last = |folder: &str| folder.rsplit('/').next().unwrap_or("").to_owned();
    // As much of the path as tells it from the others.
    let is_enough = others.iter().filter(|other| last(other) == last(own)).count() == 1;
    let folder = if is_enough { last(own) } else { own.replace('/', "-") };
    Slug::from_stem(&format!("{folder}-{slug}"))
}

/// A text of a file.
struct Text<'a> {
    path: &'a RelPath,
    bytes: Option<&'a [u8]>,
    /// Which part of the file, if it holds several.
    part: Option<FilePart>,
    /// The files with its pages, if it orders others.
    pages: Vec<RelPath>,
    /// The files that stand in it.
    parts: Vec<RelPath>,
}

/// All texts of the files that can be converted, in order, and what is wrong with the other files.
fn texts(snapshot: &Snapshot) -> (Vec<Text<'_>>, Vec<Diagnostic>) {
    let (mut texts, mut problems) = (Vec::new(), Vec::new());
    let mut saved: BTreeMap<RelPath, &RelPath> = BTreeMap::new();
    let mut ordered: BTreeMap<&RelPath, Belongings> = BTreeMap::new();
    for (path, file) in snapshot.below(SOURCES) {
        ordered.extend(file.bytes().and_then(|bytes| Some((path, belonging(path, bytes, |page| snapshot.get(page.as_str()))?))));
    }
    let owned: BTreeSet<RelPath> = ordered.values().flat_map(|own| own.pages.iter().chain(&own.others)).cloned().collect();
    let (held, within) = parts(snapshot);
    let mut named = None;
    for (path, file) in snapshot.below(SOURCES) {
        if let Some(whole) = within.get(path) {
            problems.push(Diagnostic::notice(path, say::part_of_source(name_of(whole))).hint(say::part_of_source_hint()));
            continue;
        }
        if let Some((folder, page)) = saved_page::of(path, snapshot) {
            saved.insert(folder, page);
            continue;
        }
        if owned.contains(path) {
            continue;
        }
        // A text leads to it: it is a file of that.
        if is_recording(path) {
            let named = named.get_or_insert_with(|| unfit::files_named(snapshot));
            let stem = path.stem().to_lowercase();
            if named.contains(&path.name().to_lowercase())
                || named.contains(&stem)
                || !is_picture(path) && named.contains(&unfit::heard(&stem))
            {
                continue;
            }
        }
        let recording =
            || is_recording(path).then(|| unfit::not_text(path, say::source_not_text_recording(), say::source_not_text_recorded_hint()));
        let bytes: Option<&[u8]> = file.bytes().map(|bytes| &**bytes);
        if let Some(problem) = bytes.map_or_else(recording, |bytes| unfit::unfit(path, bytes)) {
            problems.push(problem);
            continue;
        }
        let parts = bytes.map(file_parts).unwrap_or_default();
        if parts.is_empty() {
            let pages = ordered.get(path).map(|own| own.pages.clone()).unwrap_or_default();
            texts.push(Text { path, bytes, part: None, pages, parts: held.get(path).cloned().unwrap_or_default() });
        }
        let held = || held.get(path).cloned().unwrap_or_default();
        texts.extend(parts.into_iter().map(|part| Text { path, bytes, part: Some(part), pages: Vec::new(), parts: held() }));
    }
    for (folder, page) in saved {
        problems.push(Diagnostic::notice(&folder, say::files_of_page(page.name())).hint(say::files_of_page_hint()));
    }
    problems.extend(pages_without_order(&texts));
    for (path, own) in ordered.iter().filter(|(_, own)| !own.pages.is_empty()) {
        let message = say::files_of_order(own.pages.len(), path.name());
        problems.push(Diagnostic::notice(path, message).hint(say::files_of_order_hint()));
    }
    (texts, problems)
}

/// Says of folders of recognised pages, counted by their names, that each page becomes a document.
fn pages_without_order(texts: &[Text<'_>]) -> Vec<Diagnostic> {
    /// Fewer may well be texts of their own.
    const SEVERAL: usize = 3;
    let mut runs: BTreeMap<(&str, String), Vec<&RelPath>> = BTreeMap::new();
    for text in texts {
        let is_counted = text.path.stem().chars().any(|c| c.is_ascii_digit());
        if is_counted && text.bytes.is_some_and(|bytes| is_one_page(text.path.name(), bytes)) {
            let run = text.path.name().replace(|c: char| c.is_ascii_digit(), "");
            runs.entry((text.path.parent(), run)).or_default().push(text.path);
        }
    }
    let several = runs.into_values().filter(|pages| pages.len() >= SEVERAL);
    let problem = |pages: Vec<&RelPath>| {
        Some(Diagnostic::notice(pages.first()?, say::pages_without_order(pages.len())).hint(say::pages_without_order_hint()))
    };
    several.filter_map(problem).collect()
}

/// Whether a file is there that a source may name, and is what its name says: a picture says how large it is.
pub fn is_there(snapshot: &Snapshot, path: &RelPath) -> bool {
    let says = ["png", "jpg", "jpeg", "gif", "webp"].contains(&path.extension().as_str());
    snapshot.files.get(path).is_some_and(|file| !says || file.picture.is_some())
}

/// A file by its path from the folder of sources.
pub fn source_at(name: &str) -> RelPath {
    RelPath::new(&format!("{SOURCES}/{name}"))
}

/// Files by the file that has to do with them.
type FilesOf<'a> = BTreeMap<&'a RelPath, Vec<RelPath>>;

/// The files that stand in each source; and those that stand in one as a whole, and in which: they are parts of it. Of files that stand
/// in each other the first is a source.
fn parts(snapshot: &Snapshot) -> (FilesOf<'_>, BTreeMap<RelPath, &RelPath>) {
    let files = |name: &str| snapshot.get(source_at(name).as_str()).cloned();
    let (mut held, mut within): (FilesOf, FilesOf) = Default::default();
    for (path, file) in snapshot.below(SOURCES) {
        let inner = file.bytes().map_or_else(Vec::new, |bytes| ingest::within(name_of(path), bytes, &files));
        if !inner.is_empty() {
            let all: BTreeSet<RelPath> = inner.iter().map(|part| source_at(&part.file)).collect();
            held.insert(path, all.into_iter().collect());
        }
        let whole: Vec<RelPath> = inner.iter().filter(|part| part.is_whole).map(|part| source_at(&part.file)).collect();
        if !whole.is_empty() {
            within.insert(path, whole);
        }
    }
    let all: BTreeSet<&RelPath> = within.values().flatten().collect();
    let is_free = |path: &RelPath| !all.contains(path);
    let mut parts: BTreeMap<RelPath, &RelPath> = BTreeMap::new();
    for (path, names) in within.iter().filter(|(path, _)| is_free(path)).chain(within.iter().filter(|(path, _)| !is_free(path))) {
        if !parts.contains_key(*path) {
            parts.extend(names.iter().map(|name| (name.clone(), *path)));
        }
    }
    (held, parts)
}

/// A source as front matter names it: its path from `content/sources/`.
pub fn name_of(path: &RelPath) -> &str {
    path.below(SOURCES).unwrap_or(path.as_str())
}

fn documents(snapshot: &Snapshot, origins: &Origins) -> Vec<(RelPath, Origin)> {
    let markdown = snapshot.below(DOCUMENTS).filter(|(path, _)| path.extension() == "md");
    markdown.map(|(path, file)| (path.clone(), origin_of(path, file).or_else(|| origins.get(path).cloned()).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], expected: &[&str], problems: &[&str]) {
        let mut snapshot = Snapshot::default();
        files
            .iter()
            .for_each(|(path, text)| _ = snapshot.files.insert(RelPath::new(path), crate::base::snapshot::File::new(text.as_bytes())));
        let (sources, diagnostics) = find(&snapshot, &Origins::new());
        let found: Vec<String> = sources
            .iter()
            .map(|one| {
                format!(
                    "{} -> {}{}",
                    one.path.name(),
                    one.slug,
                    one.document.as_ref().map_or(String::new(), |(path, _)| format!(" ({})", path.name()))
                )
            })
            .collect();
        assert_eq!(found, expected);
        assert_eq!(diagnostics.iter().map(|one| format!("{}: {}", one.path.name(), one.message)).collect::<Vec<_>>(), problems);
    }

    #[test]
    fn each_source_finds_its_document() {
        let document = "---\ntitle: A\nsource:\n  file: b.txt\n---\n";
        check(&[("content/sources/a.txt", "x")], &["a.txt -> a"], &[]);
        check(&[("content/sources/b.txt", "x"), ("content/documents/b.md", document)], &["b.txt -> b (b.md)"], &[]);
        check(&[("content/sources/b.txt", "x"), ("content/documents/renamed.md", document)], &["b.txt -> renamed (renamed.md)"], &[]);
    }

    #[test]
    fn one_name_in_two_folders_is_told_apart_by_them() {
        let boxes = [("content/sources/box1/a.txt", "x"), ("content/sources/box2/a.txt", "y"), ("content/sources/box2/b.txt", "z")];
        check(&boxes, &["a.txt -> box1-a", "a.txt -> box2-a", "b.txt -> b"], &[]);
        let document = "---\ntitle: A\nsource:\n  file: box1/a.txt\n---\n";
        let made = [("content/sources/box1/a.txt", "x"), ("content/sources/box2/a.txt", "y"), ("content/documents/a.md", document)];
        check(&made, &["a.txt -> a (a.md)", "a.txt -> box2-a"], &[]);
        let deep = [("content/sources/p/box/a.txt", "x"), ("content/sources/q/box/a.txt", "y")];
        check(&deep, &["a.txt -> p-box-a", "a.txt -> q-box-a"], &[]);
    }

    #[test]
    fn what_a_browser_saves_beside_a_page_belongs_to_it() {
        let page = "<html><body><img src='Mill_files/a.png'><p>Words.</p></body></html>";
        check(
            &[
                ("content/sources/Mill.html", page),
                ("content/sources/Mill_files/frame.html", page),
                ("content/sources/Mill_files/a.js", "x()"),
            ],
            &["Mill.html -> Mill"],
            &["Mill_files: the files of this folder were saved with the page `Mill.html`, and become no documents"],
        );
        check(
            &[("content/sources/Mill_files/frame.html", page), ("content/sources/Mill_files/a.js", "x()")],
            &["frame.html -> frame"],
            &["a.js: this source is a script, not text, so no document is made of it"],
        );
    }

    #[test]
    fn a_document_of_somebody_else_is_left_alone() {
        check(
            &[("content/sources/b.txt", "x"), ("content/documents/b.md", "Mine.\n")],
            &[],
            &["b.txt: this source is not ingested: `content/documents/b.md` has its name, but was not converted from it"],
        );
    }

    #[test]
    fn sources_that_cannot_be_converted_are_reported() {
        check(
            &[
                ("content/sources/a.md", "x"),
                ("content/sources/a.txt", "x"),
                ("content/sources/b.zip", "PK\u{3}\u{4}"),
                ("content/sources/c.txt", " \n"),
                ("content/sources/d.docx", "PK\u{3}\u{4}\0"),
                ("content/sources/e.pdf", "%PD\0"),
            ],
            &["a.md -> a"],
            &[
                "a.txt: two sources would become `content/documents/a.md`",
                "b.zip: this source is a zip archive, not text, so no document is made of it",
                "c.txt: this source is empty, so no document is made of it",
                "d.docx: `d.docx` cannot be opened as a Word file: it is damaged, or something else; so no document is made of it",
                "e.pdf: `e.pdf` cannot be opened as a PDF: it is damaged, or something else; so no document is made of it",
            ],
        );
    }
}
