//! A chapter of a text.

use super::{
    contents::{lines, minutes, words_of},
    cut::{Page, cut, page_of},
    text,
};
use crate::{
    archive::Catalogue,
    base::{Lang, RelPath, Slug, text::squeeze},
    document::{Document, site_address::SiteAddress},
    site::{
        address, facsimile,
        frame::{self, Maker, canonical},
        kind::PageKind,
        page_path::PagePath,
        redirect::{self, Redirect},
        rights::{self, Shown},
        templates::sample,
        versions::history,
        view::*,
    },
};

/// The chapters of a text.
pub struct ChapterPage;

impl PageKind for ChapterPage {
    const NAME: &'static str = "Chapter";
    // It has the words of the text's own page.
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = ChapterView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        super::all(catalogue)
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        super::file(catalogue, of)
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        super::lang(catalogue, of)
    }
}

impl PageView for ChapterView {
    const TEMPLATE: &'static str = "chapter.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        Self {
            page: sample::page(),
            slug: sample::text("a"),
            book: sample::anchor(),
            grave: vec![sample::history_entry()],
            title: sample::text("Chapter"),
            part: sample::text("Part"),
            joined: true,
            nth: 2,
            count: 3,
            previous: sample::anchor(),
            next: sample::anchor(),
            contents: sample_lines(),
            whole_href: sample::text("../a.html#two"),
            facsimile_href: sample::text("../a.facsimile.html"),
            words: 2,
            minutes: 1,
            has_annotations: true,
            from: 30,
            to: 60,
            text: sample_text(),
        }
    }

    fn long_part(&self) -> usize {
        self.text.long_part()
    }
}

impl ChapterText {
    /// How many bytes of it a page repeats at least.
    pub(super) fn long_part(&self) -> usize {
        self.body_html.len() + self.notes.iter().map(|note| note.html.len() + 200).sum::<usize>() + 700 * self.references.len()
    }
}

/// Lines of contents of all kinds.
pub(super) fn sample_lines() -> Vec<ChapterItem> {
    let line =
        |level, current, inner| ChapterItem { level, href: sample::text("a.html"), title: sample::text("T"), current, inner, minutes: 3 };
    vec![line(2, false, false), line(3, true, false), line(4, false, true)]
}

/// Words with all that may belong to them.
pub(super) fn sample_text() -> ChapterText {
    ChapterText {
        body_html: sample::paragraph("Text"),
        annotated: vec![AnnotatedPart { notes: vec![sample::annotation()], html: sample::paragraph("More") }],
        notes: vec![sample::note()],
        ends_in_references: false,
        references: vec![sample::reference("ref-a")],
    }
}

/// Makes the chapters of a text; none where its words are not shown.
fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug).filter(|document| rights::shown(maker.config, &document.meta) == Shown::Full) else {
        return;
    };
    let pages = cut(document);
    let words: Vec<u32> = pages.iter().map(|page| words_of(document, page)).collect();
    let all: u32 = words.iter().sum::<u32>().max(1);
    let has_facsimile = !facsimile::surfaces(maker.reader, document).all.is_empty();
    let has_annotations = maker.reader.annotations(slug).is_some_and(|placed| !placed.file.notes.is_empty());
    let mut before = words.first().copied().unwrap_or(0);
    text::make(maker, document, &pages, |nth| nth > 0, &mut |nth, text| {
        let Some(page) = pages.get(nth) else { return };
        let path = maker.at(&address::chapter(slug, &page.name));
        let own = words.get(nth).copied().unwrap_or(0);
        let id = document.facts.headings.get(page.headings.start).map_or("", |heading| &heading.id);
        let share = |words: u32| u32::try_from(u64::from(words) * 100 / u64::from(all)).unwrap_or(100);
        let book = title_of(&path, document);
        let (from, to) = (share(before), share(before.saturating_add(own)));
        before = before.saturating_add(own);
        let beside = |nth: Option<usize>| match nth.and_then(|nth| pages.get(nth)) {
            Some(page) if page.name == "index" => book.clone(),
            Some(page) => anchor(&path, slug, page),
            None => Anchor::default(),
        };
        let mut frame = maker.frame(&path, &format!("{} · {}", page.title, document.meta.title), &document.meta.lang, "documents");
        frame.canonical = canonical(maker.config, &RelPath::new(&address::document(slug)));
        frame.description = frame::short(&squeeze(page.words.of(&document.body.text)));
        let view = ChapterView {
            slug: slug.to_string(),
            grave: history::warnings(maker, &path, document),
            title: page.title.clone(),
            part: part_of(document, page),
            joined: page.starts > 1,
            nth,
            count: pages.len().saturating_sub(1),
            previous: beside(nth.checked_sub(1)),
            next: beside(nth.checked_add(1)),
            contents: lines(document, &pages, Some(nth)),
            whole_href: format!("{}#{id}", path.to(&address::document(slug))),
            facsimile_href: if has_facsimile { path.to(&address::facsimile(slug)) } else { String::new() },
            words: own,
            minutes: minutes(own, &document.meta.lang),
            has_annotations,
            from,
            to,
            text,
            book,
            page: frame,
        };
        maker.put(path, View::of(view));
    });
    lead_on(maker, document, &pages);
}

/// The words of the headings below which a chapter stands, the highest first.
fn part_of(document: &Document, page: &Page<'_>) -> String {
    let headings = &document.facts.headings;
    let mut level = headings.get(page.headings.start).map_or(0, |heading| heading.level);
    let mut above: Vec<String> = Vec::new();
    for heading in headings.get(..page.headings.start).unwrap_or_default().iter().rev().filter(|heading| heading.top) {
        if heading.level < level {
            level = heading.level;
            above.push(squeeze(heading.text.of(&document.body.text)));
        }
    }
    above.retain(|words| !words.is_empty());
    above.reverse();
    above.join(" · ")
}

/// The title page of a text as its chapters lead to it.
fn title_of(path: &PagePath, document: &Document) -> Anchor {
    Anchor { href: path.to(&address::title_page(&document.slug)), title: document.meta.title.clone(), ..Anchor::default() }
}

/// The way to a chapter.
pub fn anchor(path: &PagePath, slug: &Slug, page: &Page<'_>) -> Anchor {
    Anchor { href: path.to(&address::chapter(slug, &page.name)), title: page.title.clone(), ..Anchor::default() }
}

/// A chapter's address follows from the id of its heading, and ids that these had before lead on (`content/addresses.yaml`): so do the
/// addresses that the chapter had.
fn lead_on(maker: &Maker<'_, '_>, document: &Document, pages: &[Page<'_>]) {
    let former = maker.reader.former_ids_of(&RelPath::new(&address::document(&document.slug)), document);
    let mut taken: Vec<String> = pages.iter().map(|page| page.name.clone()).collect();
    for page in pages.iter().skip(1) {
        let Some(heading) = document.facts.headings.get(page.headings.start) else { continue };
        for old in former.get(heading.id.as_str()).into_iter().flatten() {
            let name = page_of(old);
            if taken.contains(&name) {
                continue;
            }
            let at = RelPath::new(&address::chapter(&document.slug, &name));
            let to = Redirect {
                old: SiteAddress { path: at.to_string(), ..SiteAddress::default() },
                page: RelPath::new(&address::chapter(&document.slug, &page.name)),
                fragment: String::new(),
                title: page.title.clone(),
            };
            maker.file(at.clone(), redirect::page(maker.config, maker.words, &at, &to));
            taken.push(name);
        }
    }
}
