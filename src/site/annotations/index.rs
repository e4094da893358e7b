//! `annotations/`: every note of the archive, by document, tag, creator, motivation and date.

use std::collections::{BTreeMap, BTreeSet};

use super::notes;
use crate::{
    archive::{Catalogue, Listed},
    base::{Slug, text},
    site::{
        address,
        frame::{Maker, count_pages, on_page, pager},
        kind::PageKind,
        page_path::PagePath,
        templates::sample,
        view::*,
    },
};

/// How many notes stand on a page.
const PER_PAGE: usize = 50;
/// How many tags, people or documents the index's front names.
const MOST: usize = 500;

/// What a list of notes has in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    /// `document`, `tag`, `creator`, `motivation` or `year`.
    by: &'static str,
    /// How it sorts.
    sort: String,
    /// Its words.
    title: String,
    /// Its name in addresses.
    file: String,
}

/// The index of notes.
pub struct AnnotationIndex;

impl PageKind for AnnotationIndex {
    const NAME: &'static str = "Annotations";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = AnnotationsView;

    fn all(catalogue: &Catalogue) -> Vec<()> {
        if catalogue.placed().values().any(|placed| !placed.file.notes.is_empty()) { vec![()] } else { Vec::new() }
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }
}

impl PageView for AnnotationsView {
    const TEMPLATE: &'static str = "annotations.html";

    fn sample() -> Self {
        let group = |by, title: &str| AnnotationGroup {
            by,
            title: title.to_owned(),
            href: sample::text("by-a.html"),
            count: 2,
            ..AnnotationGroup::default()
        };
        AnnotationsView {
            page: sample::page(),
            by: "tag",
            title: sample::text("treaties"),
            count: 2,
            kinds: vec![group("motivation", "commenting"), AnnotationGroup { current: true, ..group("motivation", "questioning") }],
            all: 3,
            all_href: sample::text("index.html"),
            groups: ["tag", "creator", "document", "year"].map(|by| group(by, "A")).to_vec(),
            entries: vec![ListedAnnotation { document: sample::card(), note: sample::annotation() }],
            pager: sample::pager(),
        }
    }
}

/// Makes the index: all notes, newest first, and the lists of each group.
pub fn make(maker: &Maker<'_, '_>) {
    let all = maker.reader.all_annotations();
    // Each note by its place: document and number in the file.
    let mut entries: Vec<(&Slug, usize)> =
        all.iter().flat_map(|(slug, placed)| (0..placed.file.notes.len()).map(move |nth| (slug, nth))).collect();
    let note = |(slug, nth): (&Slug, usize)| all.get(slug).and_then(|placed| placed.file.notes.get(nth));
    entries.sort_by(|a, b| note(*b).map(|note| &note.created).cmp(&note(*a).map(|note| &note.created)).then(a.cmp(b)));
    let here = maker.at(&address::annotations("index", 1));
    let mut groups: BTreeMap<Group, Vec<(&Slug, usize)>> = BTreeMap::new();
    for &entry in &entries {
        let Some(note) = note(entry) else { continue };
        let mut add = |by: &'static str, title: &str, file: String| {
            if !title.is_empty() {
                let group = Group { by, sort: text::fold(title), title: title.to_owned(), file };
                groups.entry(group).or_default().push(entry);
            }
        };
        if let Some(card) = maker.reader.card(entry.0) {
            add("document", card.title, String::new());
        }
        note.tags.iter().for_each(|tag| add("tag", tag, tag_file(tag)));
        let creator = notes::creator(maker, &here, &note.creator).title;
        add("creator", &creator, format!("by-{}", leaf(&creator)));
        let year = note.created.split('-').next().unwrap_or("");
        add("year", year, format!("year-{year}"));
        add("motivation", note.motivation.name(), note.motivation.to_string());
    }
    // What all notes have in common divides nothing.
    let titles = |by: &str| groups.keys().filter(|group| group.by == by).count();
    let divides: BTreeSet<&str> = ["document", "tag", "creator", "motivation", "year"].into_iter().filter(|by| titles(by) > 1).collect();
    let index = Index { all: entries.len(), groups: &groups, divides };
    list(maker, &index, &Group { by: "", sort: String::new(), title: String::new(), file: "index".to_owned() }, &entries);
    // Two tags that differ in signs only share the addresses of pages: the first keeps them.
    let mut files: BTreeSet<&str> = BTreeSet::new();
    for (group, entries) in groups.iter().filter(|(group, _)| !group.file.is_empty() && files.insert(&group.file)) {
        list(maker, &index, group, entries);
    }
}

/// All lists of notes, as each of them shows them.
struct Index<'i, 'a> {
    all: usize,
    groups: &'i BTreeMap<Group, Vec<(&'a Slug, usize)>>,
    /// By what they differ.
    divides: BTreeSet<&'static str>,
}

/// A tag, with the list of the notes that have it.
pub fn tag(path: &PagePath, tag: &str) -> Anchor {
    Anchor { href: path.to(&address::annotations(&tag_file(tag), 1)), title: tag.to_owned(), ..Anchor::default() }
}

fn tag_file(tag: &str) -> String {
    format!("tag-{}", leaf(tag))
}

/// A tag or name in addresses; letters of other scripts have their digest, as their transliterations could collide.
fn leaf(title: &str) -> String {
    let slug = Slug::from_text(title);
    let folded = text::fold(title);
    if folded.is_ascii() { slug.to_string() } else { format!("{slug}-{}", crate::base::Digest::of(folded.as_bytes()).hex(6)) }
}

fn list(maker: &Maker<'_, '_>, index: &Index<'_, '_>, own: &Group, entries: &[(&Slug, usize)]) {
    let all = maker.reader.all_annotations();
    let pages = count_pages(entries.len(), PER_PAGE);
    let is_whole = own.by.is_empty();
    for nth in 1..=pages {
        let path = maker.at(&address::annotations(&own.file, nth));
        let run = on_page(entries.iter(), nth, PER_PAGE);
        let entry = |(slug, number): &(&Slug, usize)| {
            let document = maker.reader.document(slug)?;
            let placed = all.get(*slug)?;
            let (note, place) = placed.notes().nth(*number)?;
            let mut view = notes::view(maker, &path, document, note, place);
            notes::in_version(&mut view, &path, document, note, placed.kept_in(*number));
            Some(ListedAnnotation { document: maker.card(&path, &Listed::of(document)), note: view })
        };
        let group = |group: &Group, entries: &Vec<(&Slug, usize)>| AnnotationGroup {
            by: group.by,
            title: group.title.clone(),
            lang: String::new(),
            href: match (&*group.file, entries.first()) {
                ("", Some((slug, number))) => {
                    let first = all.get(*slug).and_then(|placed| placed.notes().nth(*number));
                    let place = first.map(|(note, _)| format!("#note-{}", note.id)).unwrap_or_default();
                    format!("{}{place}", path.to(&address::document(slug)))
                }
                (file, _) => path.to(&address::annotations(file, 1)),
            },
            count: entries.len(),
            current: group == own,
        };
        let divides = |group: &Group| index.divides.contains(group.by);
        let is_kind = |group: &Group| group.by == "motivation";
        let mut kinds: Vec<AnnotationGroup> =
            index.groups.iter().filter(|(one, _)| is_kind(one) && divides(one)).map(|(one, entries)| group(one, entries)).collect();
        kinds.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
        let others = index.groups.iter().filter(|(one, _)| !is_kind(one) && divides(one) && is_whole && nth == 1);
        let view = AnnotationsView {
            page: maker.frame(&path, "annotations", &maker.config.lang, "annotations"),
            by: own.by,
            title: own.title.clone(),
            count: entries.len(),
            kinds,
            all: index.all,
            all_href: path.to(&address::annotations("index", 1)),
            groups: others.take(MOST).map(|(one, entries)| group(one, entries)).collect(),
            entries: run.filter_map(entry).collect(),
            pager: pager(&path, nth, pages, |n| address::annotations(&own.file, n)),
        };
        maker.put(path, View::of(view));
    }
}
