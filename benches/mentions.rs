//! How fast names are found. Mark: 200 MB of text a second with 10,000 names; a paragraph of 400 KB that is full of names is built
//! into its pages within a second.

use std::sync::atomic::{AtomicUsize, Ordering};

use scholion::{
    archive::mentions::Matcher,
    base::{Lang, RelPath, Slug, Snapshot, Span, snapshot::File},
    build::{Memo, build as build_site},
    config::Config,
    document::{Authority, AuthorityKind, authority::Variant},
};

fn main() {
    divan::main();
}

/// A name of four syllables: another one for each number below 10,000.
fn word(n: usize) -> String {
    let syllables = ["bar", "kov", "lin", "mer", "tas", "vel", "rud", "sho", "nik", "pet"];
    let name: String = (0..4).map(|i| syllables[n / 10_usize.pow(i) % 10]).collect();
    name[..1].to_uppercase() + &name[1..]
}

fn matcher() -> Matcher {
    let records: Vec<Authority> = (0..10_000)
        .map(|n| Authority {
            kind: AuthorityKind::People,
            id: Slug::from_text(&format!("p{n}")),
            name: format!("{} {}", word(n), word(n * 7 % 10_000)),
            sort: String::new(),
            variants: vec![Variant {
                name: format!("Имя{n} Фамильев{n}ский"), lang: Some(Lang::new("ru")), inflected: true, exact: false
            }],
            former_ids: Vec::new(),
            dates: None,
            born: None,
            died: None,
            identifiers: Vec::new(),
            coordinates: None,
            feature_class: String::new(),
            biography: None,
            portrait: None,
            relations: Vec::new(),
            extra: Default::default(),
            link: true,
            source: Span::default(),
        })
        .collect();
    Matcher::new(records.iter())
}

fn bench(bencher: divan::Bencher<'_, '_>, text: &str) {
    let matcher = matcher();
    bencher.counter(divan::counter::BytesCount::new(text.len())).bench(|| matcher.find_in_text(divan::black_box(text)).len());
}

#[divan::bench]
fn english(bencher: divan::Bencher<'_, '_>) {
    let source = include_str!("../content/sources/004_55a3861b4caffbab.txt");
    let text: String = source.chars().filter(char::is_ascii).collect();
    bench(bencher, &(text.repeat(20) + " Barbarbarbar Barbarbarbar"));
}

#[divan::bench]
fn russian(bencher: divan::Bencher<'_, '_>) {
    let source = include_str!("../content/sources/004_55a3861b4caffbab.txt");
    let text: String =
        source.lines().filter(|line| line.matches(|c| ('а'..='я').contains(&c)).count() * 2 > line.chars().count()).collect();
    bench(bencher, &(text.repeat(100) + " Имя7 Фамильев7ского"));
}

/// An archive of 200 people and one document, of one paragraph: 400 KB, in which every tenth word is one of their names.
fn paragraph(bencher: divan::Bencher<'_, '_>, stop: &str) {
    let names: Vec<String> = (0..200).map(|n| format!("{} {}", word(n * 37), word(n * 41 + 3))).collect();
    let people: String = names.iter().enumerate().map(|(n, name)| format!("- id: p{n}\n  name: {name}\n")).collect();
    let mut text = String::from("---\ntitle: Names\nlang: en\nlicense: CC0-1.0\n---\n\n");
    for n in 0.. {
        let end = if n % 3 == 2 { stop } else { "" };
        text.push_str(&format!("{} walked down to the harbour with all other letters{end} ", names[n * 7 % names.len()]));
        if text.len() > 400_000 {
            break;
        }
    }
    let mut snapshot = Snapshot::default();
    for (path, text) in [("content/authorities/people.yaml", &people), ("content/documents/names.md", &text)] {
        snapshot.files.insert(RelPath::new(path), File::new(text.as_bytes()));
    }
    let config = Config::default();
    // Every one of them is found.
    let showing = AtomicUsize::new(0);
    let emit = |path: &RelPath, page: &[u8]| {
        let is_it = path.is_below("people") && String::from_utf8_lossy(page).contains("</mark></a> walked down to the harbour");
        showing.fetch_add(usize::from(is_it), Ordering::Relaxed);
    };
    let made = build_site(&snapshot, &config, &mut Memo::default(), &emit);
    assert!(made.diagnostics.is_empty() && showing.into_inner() == names.len(), "{:?}", made.diagnostics);
    let bytes = divan::counter::BytesCount::new(text.len());
    bencher.counter(bytes).bench(|| build_site(divan::black_box(&snapshot), &config, &mut Memo::default(), &|_, _| ()).paths.len());
}

#[divan::bench(sample_count = 10)]
fn one_paragraph(bencher: divan::Bencher<'_, '_>) {
    paragraph(bencher, ".");
}

#[divan::bench(sample_count = 10)]
fn one_paragraph_without_full_stops(bencher: divan::Bencher<'_, '_>) {
    paragraph(bencher, "");
}

#[divan::bench]
fn build() -> Matcher {
    matcher()
}
