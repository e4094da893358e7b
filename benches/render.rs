//! How long a page takes, once its view is there. Budget: 80 µs for a work's page.

use std::collections::BTreeMap;

use scholion::{
    base::{Html, Lang},
    site::{
        templates::{Templates, shown::PageView},
        view::*,
    },
};

fn main() {
    divan::main();
}

fn templates() -> Templates {
    Templates::new(&BTreeMap::new(), &Lang::default()).0
}

fn bench(bencher: divan::Bencher<'_, '_>, view: &View) {
    let templates = templates();
    let length = templates.render(view).map_or(0, |page| page.len());
    bencher.counter(divan::counter::BytesCount::new(length)).bench(|| templates.render(divan::black_box(view)));
}

/// A work that three documents cite in six passages: some 4 KB.
#[divan::bench]
fn work(bencher: divan::Bencher<'_, '_>) {
    let mut work = WorkView::sample();
    for citing in &mut work.citing {
        let passage = citing.passages[0].clone();
        citing.passages = vec![passage; 2];
    }
    work.citing = vec![work.citing[0].clone(); 3];
    work.cited_with = vec![work.cited_with[0].clone(); 5];
    work.fields = vec![work.fields[0].clone(); 6];
    work.printed_forms.clear();
    work.pager = Pager::default();
    bench(bencher, &View::of(work));
}

/// A document of 30 KB with 27 notes and 13 references.
#[divan::bench]
fn document(bencher: divan::Bencher<'_, '_>) {
    let mut document = DocumentView::sample();
    document.body_html = Html::believed("<p>A paragraph of words, “quoted” &amp; cited.</p>\n".repeat(640));
    document.notes = vec![document.notes[0].clone(); 27];
    document.references = vec![document.references[0].clone(); 13];
    bench(bencher, &View::of(document));
}

/// A page of the citation index with 50 works.
#[divan::bench]
fn citations(bencher: divan::Bencher<'_, '_>) {
    let mut citations = CitationsView::sample();
    citations.works = vec![citations.works[0].clone(); 50];
    bench(bencher, &View::of(citations));
}

/// Parsing the set and trying it.
#[divan::bench]
fn load() -> Templates {
    templates()
}
