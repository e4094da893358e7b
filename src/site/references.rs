//! The works that a document lists and cites, as its page and its editions show them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    address, citation,
    citing::Citing,
    copies,
    frame::Maker,
    page_path::PagePath,
    view::{Anchor, ReferenceView},
    webarchive, work_page,
};
use crate::{
    archive::Work,
    base::Slug,
    document::Document,
    reference::{PrintedIn, Record},
};

/// The works of a document: those of its list of references, those that its notes print, and those that only notes of editors cite. With
/// `linked` each has the places that cite it.
pub fn references(
    maker: &Maker<'_, '_>,
    path: &PagePath,
    document: &Document,
    citing: &Citing<'_>,
    linked: bool,
) -> [Vec<ReferenceView>; 3] {
    let mut places: BTreeMap<&str, Vec<Anchor>> = BTreeMap::new();
    for cited in document.facts.citations.iter().filter(|_| linked) {
        let places = places.entry(&cited.key).or_default();
        let title = cited.note.map_or_else(|| (places.len() + 1).to_string(), |note| format!("n. {note}"));
        places.push(Anchor { href: format!("#{}", cited.fragment()), title, ..Anchor::default() });
    }
    let mut in_notes: BTreeSet<&str> = BTreeSet::new();
    for note in maker.reader.annotations(&document.slug).into_iter().flat_map(|placed| &placed.file.notes) {
        for cited in &note.body.facts.citations {
            in_notes.insert(&*cited.key);
            let places = places.entry(&cited.key).or_default();
            let href = format!("#note-{}-{}", note.id, cited.fragment());
            places.push(Anchor { href, title: (places.len() + 1).to_string(), ..Anchor::default() });
        }
    }
    // What only editors' notes cite does not stand among what the text lists.
    let in_text: BTreeSet<&str> = document.facts.citations.iter().map(|cited| &*cited.key).collect();
    let is_editors = |key: &str, record: &Arc<Record>| {
        in_notes.contains(key) && !in_text.contains(key) && maker.reader.shelved(key).is_some_and(|shelved| shelved.says_the_same(record))
    };
    let (mut listed, mut noted, mut editors) = (Vec::new(), Vec::new(), Vec::new());
    let mut ranks: Vec<usize> = Vec::new();
    for (key, record, work) in maker.reader.works_of(&document.slug) {
        let view = ReferenceView {
            id: format!("ref-{key}"),
            entry_html: match citing.entry(key) {
                // As the citations of editors say it, with the letters of years.
                Some(html) if record.verbatim.is_empty() => html.clone(),
                _ => citation::entry_html(maker, record),
            },
            lang: work_page::entry_lang(record, &document.meta.lang),
            href: path.to(&address::work(&work.key, 1)),
            cited: places.remove(&**key).unwrap_or_default(),
            elsewhere: cited_elsewhere(work, &document.slug),
            grave: work_page::grave(maker, work),
            archived: record.accessed.and_then(|date| webarchive::copy(&record.url, date)).unwrap_or_default(),
            accessed: record.accessed.map(|date| date.to_string()).unwrap_or_default(),
            copy: copies::copy(maker, path, &record.url, record.accessed).unwrap_or_default(),
        };
        match record.printed_in {
            _ if is_editors(key, record) => editors.push(view),
            PrintedIn::References => {
                // What a source prints stands as it does there, the rest behind it in the order of the style.
                ranks.push(if record.verbatim.is_empty() { citing.rank(key).map_or(usize::MAX, |rank| rank + 1) } else { 0 });
                listed.push(view);
            }
            PrintedIn::Notes => noted.push(view),
        }
    }
    let mut ranked: Vec<(usize, ReferenceView)> = ranks.into_iter().zip(listed).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    [ranked.into_iter().map(|(_, view)| view).collect(), noted, editors]
}

fn cited_elsewhere(work: &Work, slug: &Slug) -> bool {
    work.members.iter().any(|(other, _)| other != slug)
}
