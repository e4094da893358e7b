//! The title page of a text that is read chapter by chapter.

use super::{
    contents::{lines, minutes},
    cut::cut,
    page::{anchor, sample_lines, sample_text},
    text,
};
use crate::{
    archive::Catalogue,
    base::{Lang, RelPath, Slug},
    document::License,
    site::{
        address,
        document_page::{abstracts, has_source, people, titles},
        facsimile,
        frame::{Maker, canonical, description},
        furniture,
        kind::PageKind,
        publication,
        rights::{self, Shown},
        templates::sample,
        versions::history,
        view::*,
    },
};

/// The title page of a text.
pub struct TitlePage;

impl PageKind for TitlePage {
    const NAME: &'static str = "Title";
    // What is to be found is the text's own page.
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = TitleView;

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

impl PageView for TitleView {
    const TEMPLATE: &'static str = "title.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        let document = sample::document();
        Self {
            page: document.page,
            slug: document.slug,
            kind: document.kind,
            grave: vec![sample::history_entry()],
            section: document.section,
            other_titles: document.other_titles,
            people: document.people,
            publication: document.publication,
            edition: sample::text("2nd"),
            license: document.license,
            unlicensed: true,
            abstracts: document.abstracts,
            lead: document.lead,
            first: sample::anchor(),
            contents: sample_lines(),
            whole_href: sample::text("../a.html"),
            facsimile_href: document.facsimile_href,
            source_href: document.source_href,
            words: 2,
            minutes: 150,
            hours: 2,
            text: sample_text(),
        }
    }

    fn long_part(&self) -> usize {
        self.text.long_part()
    }
}

/// Makes the title page of a text; none where its words are not shown.
fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug).filter(|document| rights::shown(maker.config, &document.meta) == Shown::Full) else {
        return;
    };
    let pages = cut(document);
    let Some(first) = pages.get(1) else { return };
    let path = maker.at(&address::title_page(slug));
    let meta = &document.meta;
    let mut before = ChapterText::default();
    text::make(maker, document, &pages, |nth| nth == 0, &mut |_, text| before = text);
    let whole = address::document(slug);
    let whole_minutes = minutes(document.facts.words, &meta.lang);
    let mut page = maker.frame(&path, &meta.title, &meta.lang, "documents");
    page.description = description(meta);
    page.canonical = canonical(maker.config, &RelPath::new(&whole));
    page.social = furniture::first_picture(maker, document).unwrap_or(page.social);
    let edition = meta.variables.iter().find(|(name, _)| name == "edition").map(|(_, words)| words.clone());
    let view = TitleView {
        page,
        slug: slug.to_string(),
        grave: history::warnings(maker, &path, document),
        kind: meta.kind.name(),
        section: meta.section.clone(),
        other_titles: titles(meta),
        people: people(maker, &path, meta),
        publication: publication::publication(meta),
        edition: edition.unwrap_or_default(),
        license: publication::license(meta),
        unlicensed: !meta.license.as_ref().is_some_and(License::is_open),
        abstracts: abstracts(maker, &path, meta),
        lead: meta.lead.clone(),
        first: anchor(&path, slug, first),
        contents: lines(document, &pages, None),
        whole_href: path.to(&whole),
        facsimile_href: if facsimile::surfaces(maker.reader, document).all.is_empty() {
            String::new()
        } else {
            path.to(&address::facsimile(slug))
        },
        source_href: if has_source(maker, meta) { path.to(&address::source(slug)) } else { String::new() },
        words: document.facts.words,
        minutes: whole_minutes,
        hours: if whole_minutes < 120 { 0 } else { (whole_minutes + 30) / 60 },
        text: before,
    };
    maker.put(path, View::of(view));
}
