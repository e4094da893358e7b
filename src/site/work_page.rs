//! A work's page: what it is, and every passage that cites it.

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    address, citation, copies, entry_link, fields,
    frame::{Maker, pager, year, years_of},
    kind::PageKind,
    page_path::PagePath,
    passage,
    templates::sample,
    view::*,
    webarchive,
};
use crate::{
    archive::{
        Catalogue, Work,
        works::{ClusterId, FIRST},
    },
    base::{Lang, WebAddress},
    document::history::UpdateKind,
    reference::{Name, Record, identity},
};

/// How many citing documents stand on one page.
const PER_PAGE: usize = 100;
/// From so many letters on a title is no heading to be set in large type.
const LONG: usize = 80;
/// How many works cited together are shown.
const MOST_TOGETHER: usize = FIRST - 1;

/// A work.
pub struct WorkPage;

impl PageKind for WorkPage {
    const NAME: &'static str = "Work";
    const IS_IN_EACH: bool = true;
    type Of = Arc<str>;
    type View = WorkView;

    fn all(catalogue: &Catalogue) -> Vec<Arc<str>> {
        catalogue.works().iter().map(|work| work.key.clone()).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Arc<str>) {
        make(maker, of);
    }
}

impl PageView for WorkView {
    const TEMPLATE: &'static str = "work.html";

    fn sample() -> Self {
        sample::work()
    }
}

/// Makes a work's page or pages.
pub fn make(maker: &Maker<'_, '_>, key: &str) {
    let Some(work) = maker.reader.work(key) else { return };
    let mut citing: Vec<(&crate::base::Slug, Vec<&str>)> = Vec::new();
    for (slug, own) in &work.members {
        match citing.last_mut() {
            Some((last, keys)) if *last == slug => keys.push(own),
            _ => citing.push((slug, vec![own])),
        }
    }
    let pages = citing.chunks(PER_PAGE).len().max(1);
    for (nth, chunk) in citing.chunks(PER_PAGE).enumerate() {
        let path = maker.at(&address::work(key, nth + 1));
        let view = view(maker, work, chunk, &path, nth + 1, pages);
        maker.put(path, View::of(view));
    }
}

fn view(
    maker: &Maker<'_, '_>,
    work: &Work,
    chunk: &[(&crate::base::Slug, Vec<&str>)],
    path: &PagePath,
    nth: usize,
    pages: usize,
) -> WorkView {
    let record = &work.record;
    let lang = record.language.clone().unwrap_or_else(|| match lang_in_lists(maker, record) {
        lang if lang.is_empty() => maker.config.lang.clone(),
        lang => Lang::new(&lang),
    });
    let title = record.called(&work.key).into_owned();
    let mut page = maker.frame(path, &title, &lang, "citations");
    page.description = super::markup::plain(&record.verbatim);
    let citing: Vec<CitingDocument> = chunk
        .iter()
        .filter_map(|(slug, keys)| {
            let document = maker.reader.card(slug)?;
            let passages = keys.iter().flat_map(|key| passage::citing(maker, &document, path, key, record));
            Some(CitingDocument { card: maker.card(path, &document), passages: passages.collect() })
        })
        .collect();
    // On its own page the entry leads nowhere.
    let mut line = WorkLine { entry_html: citation::entry_html(maker, record), is_linked: false, ..line(maker, work, path) };
    line.passages = citing.iter().map(|document| document.passages.len()).sum();
    let mut fields = fields::of_record(maker, path, record);
    // The heading says it.
    fields.retain(|field| field.name != "title" || field.values.iter().any(|value| value.title != title));
    WorkView {
        page,
        is_long: title.chars().count() >= LONG,
        work: line,
        coins: super::coins::coins(record),
        metadata_html: super::linked::of_work(maker.config, path, work),
        fields,
        links: links(maker, path, work),
        held_as: held_as(maker, path, work),
        printed_forms: printed_forms(maker, path, work),
        joined: if nth == 1 { super::joined::joined(maker, path, work) } else { Joined::default() },
        citing,
        cited_with: if nth == 1 { cited_with(maker, path, work) } else { Vec::new() },
        pager: pager(path, nth, pages, |n| address::work(&work.key, n)),
    }
}

/// A work as lists show it. Passages are not counted.
pub fn line(maker: &Maker<'_, '_>, work: &Work, path: &PagePath) -> WorkLine {
    let record = &work.record;
    let names = if record.author.is_empty() { &record.editor } else { &record.author };
    let (href, entry) = (path.to(&address::work(&work.key, 1)), citation::entry_html(maker, record));
    let linked = entry_link::linked(&entry, &record.title, &href);
    WorkLine {
        href,
        key: work.key.to_string(),
        is_linked: linked.is_some(),
        entry_html: linked.unwrap_or(entry),
        authors: names.iter().map(Name::sorted).collect::<Vec<_>>().join("; "),
        title: record.title.clone(),
        year: record.issued.map(|date| years_of(&date)).unwrap_or_default(),
        lang: lang_in_lists(maker, record),
        kind: record.kind.name(),
        documents: work.cited_by(),
        passages: 0,
        grave: grave(maker, work),
    }
}

/// That a work which the archive has among its texts was taken back, or is doubted; else nothing.
pub fn grave(maker: &Maker<'_, '_>, work: &Work) -> &'static str {
    let held = work.held_as.iter().filter_map(|slug| maker.reader.card(slug)?.grave);
    held.max().map_or("", UpdateKind::name)
}

/// The language of a record's printed entry where it differs from its surroundings. A record in
/// Chinese whose entry is printed in Latin letters is a transliteration: `zh-Latn` (BCP 47, RFC 5646).
pub fn entry_lang(record: &Record, around: &Lang) -> String {
    let Some(lang) = record.language.as_ref().filter(|lang| *lang != around) else { return String::new() };
    let entry = if record.verbatim.is_empty() { &record.title } else { &record.verbatim };
    if is_latin(entry) && !is_written_in_latin(lang) && !lang.as_str().contains("-Latn") {
        format!("{}-Latn", lang.primary())
    } else {
        lang.to_string()
    }
}

/// The same in lists of the site. What does not say its language is held to be in the main one of the site, if it has its letters: on pages
/// in another language that is marked.
pub fn lang_in_lists(maker: &Maker<'_, '_>, record: &Record) -> String {
    let (main, here) = (maker.config.main_lang(), &maker.config.lang);
    let entry = if record.verbatim.is_empty() { &record.title } else { &record.verbatim };
    if record.language.is_none() && main != here && is_latin(entry) == is_written_in_latin(main) {
        return main.to_string();
    }
    entry_lang(record, here)
}

fn is_latin(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii() || matches!(u32::from(c), 0xc0..=0x24f | 0x1e00..=0x1eff))
}

fn is_written_in_latin(lang: &Lang) -> bool {
    !matches!(
        lang.primary(),
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "el" | "zh" | "ja" | "ko" | "ar" | "fa" | "he" | "hi" | "ka" | "hy" | "th"
    )
}

fn links(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> Vec<OutsideLink> {
    let mut links: Vec<OutsideLink> = Vec::new();
    for record in &work.records {
        let accessed = record.accessed.map(|date| date.to_string()).unwrap_or_default();
        // With a resolver or a label before it it is a DOI all the same.
        let bare = identity::doi(&record.doi).filter(|_| !identity::is_doi(&record.doi)).unwrap_or_else(|| record.doi.clone());
        let doi = ("doi", address::doi(&bare), bare);
        let url = ("url", WebAddress::of_page(&record.url), record.url.clone());
        for (kind, href, title) in [doi, url] {
            // What is printed as a DOI and is none leads nowhere, but is no less printed.
            let is_shown = if href.is_empty() { kind == "doi" && !title.is_empty() } else { true };
            if is_shown && links.iter().all(|link| link.href != href || href.is_empty() && link.title != title) {
                let archived = record.accessed.and_then(|date| webarchive::copy(&href, date)).unwrap_or_default();
                let copy = copies::copy(maker, path, &href, record.accessed).unwrap_or_default();
                links.push(OutsideLink { kind, href, title, archived, accessed: accessed.clone(), copy });
            }
        }
    }
    links
}

fn held_as(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> Anchor {
    let document = work.held_as.first().and_then(|slug| maker.reader.card(slug));
    document.map_or_else(Anchor::default, |document| maker.titled(path.to(&address::document(document.slug)), &document))
}

/// The printed forms, where there are several.
fn printed_forms(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> Vec<PrintedForm> {
    let mut printed = work.records.iter().map(|record| &record.verbatim).filter(|verbatim| !verbatim.is_empty());
    let first = printed.next();
    if printed.all(|verbatim| Some(verbatim) == first) {
        return Vec::new();
    }
    let mut forms: BTreeMap<&str, (&Record, Vec<Anchor>)> = BTreeMap::new();
    for (slug, key) in &work.members {
        let Some(record) = maker.reader.record_of(slug, key).filter(|record| !record.verbatim.is_empty()) else { continue };
        let Some(document) = maker.reader.card(slug) else { continue };
        let form = forms.entry(&record.verbatim).or_insert_with(|| (record, Vec::new()));
        let href = format!("{}#ref-{key}", path.to(&address::document(slug)));
        form.1.push(maker.titled(href, &document));
    }
    if forms.len() < 2 {
        return Vec::new();
    }
    let form = |(record, documents): (&Record, Vec<Anchor>)| PrintedForm {
        entry_html: citation::entry_html(maker, record),
        lang: lang_in_lists(maker, record),
        documents,
    };
    forms.into_values().map(form).collect()
}

fn cited_with(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> Vec<CitedWith> {
    // Of one document all stand together once, and the first of the list are shown: it may have thousands.
    if let ([(slug, _), ..], 1) = (&work.members[..], work.cited_by()) {
        let others = maker.reader.first_works_of(slug).filter(|other| other.key != work.key).take(MOST_TOGETHER);
        return others.map(|other| CitedWith { work: line(maker, other, path), together: 1 }).collect();
    }
    // With the place of each work, the last document that was counted.
    let mut counts: FxHashMap<ClusterId, (usize, usize)> = FxHashMap::default();
    let mut last = None;
    for (nth, (slug, _)) in work.members.iter().enumerate() {
        if last == Some(slug) {
            continue;
        }
        last = Some(slug);
        maker.reader.count_works_of(slug, &mut |place| {
            let (together, counted) = counts.entry(place).or_insert((0, usize::MAX));
            if *counted != nth {
                (*together, *counted) = (*together + 1, nth);
            }
        });
    }
    let counts = counts.into_iter().filter(|(_, (together, _))| *together > 1);
    let others = counts.filter_map(|(place, (together, _))| Some((together, maker.reader.work_at(place)?)));
    let mut best: Vec<(usize, &Arc<Work>)> = others.filter(|(_, other)| other.key != work.key).collect();
    let order = |a: &(usize, &Arc<Work>), b: &(usize, &Arc<Work>)| {
        b.0.cmp(&a.0).then_with(|| a.1.sort.cmp(&b.1.sort)).then_with(|| a.1.key.cmp(&b.1.key))
    };
    if best.len() > MOST_TOGETHER {
        best.select_nth_unstable_by(MOST_TOGETHER, order);
        best.truncate(MOST_TOGETHER);
    }
    best.sort_unstable_by(order);
    best.into_iter().map(|(together, other)| CitedWith { work: line(maker, other, path), together }).collect()
}

/// Sorts works by the alphabet of the site's language: author, year, title.
pub fn sort(maker: &Maker<'_, '_>, works: &mut [&Arc<Work>]) {
    let collation = maker.collation();
    works.sort_by_cached_key(|work| {
        let record = &work.record;
        let names = if record.author.is_empty() { &record.editor } else { &record.author };
        let names: Vec<String> = names.iter().map(Name::sorted).collect();
        let year = record.issued.map(|date| year(date.start.year)).unwrap_or_default();
        // A work without authors stands where its title belongs.
        let key = if names.is_empty() {
            collation.key(&[&record.title, &year])
        } else {
            collation.key(&[&names.join("; "), &year, &record.title])
        };
        (key, work.key.clone())
    });
}

/// A work in a few words: `Tikk 2020, Title`.
pub fn named(work: &Work) -> String {
    let record = &work.record;
    if record.author.is_empty() && record.editor.is_empty() {
        return record.called(&work.key).into_owned();
    }
    let short = super::citation::short(record, crate::document::facts::CitationForm::Bracketed);
    if record.title.is_empty() { short } else { format!("{short}, {}", record.title) }
}
