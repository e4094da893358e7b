//! How fast names are found. Mark: 200 MB of text a second with 10,000 names.

use scholion::{
    archive::mentions::Matcher,
    base::{Lang, Slug, Span},
    document::{Authority, AuthorityKind, authority::Variant},
};

fn main() {
    divan::main();
}

fn matcher() -> Matcher {
    let syllables = ["bar", "kov", "lin", "mer", "tas", "vel", "rud", "sho", "nik", "pet"];
    let word = |n: usize| -> String {
        let name: String = (0..4).map(|i| syllables[n / 10_usize.pow(i) % 10]).collect();
        name[..1].to_uppercase() + &name[1..]
    };
    let records: Vec<Authority> = (0..10_000)
        .map(|n| Authority {
            kind: AuthorityKind::People,
            id: Slug::from_text(&format!("p{n}")),
            name: format!("{} {}", word(n), word(n * 7 % 10_000)),
            sort: String::new(),
            variants: vec![Variant {
                name: format!("Имя{n} Фамильев{n}ский"), lang: Some(Lang::new("ru")), inflected: true, exact: false
            }],
            dates: None,
            identifiers: Vec::new(),
            note: None,
            coordinates: None,
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

#[divan::bench]
fn build() -> Matcher {
    matcher()
}
