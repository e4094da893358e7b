//! The engine, with styles of several kinds.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;

use super::*;
use crate::{
    base::{Date, Lang, RelPath},
    config::Config,
    document::facts::CitationForm,
    reference::{Kind, Name, Record},
};

fn csl(style: &str, lang: &str) -> Csl {
    let config = Config { citation_style: style.into(), lang: Lang::new(lang), ..Config::default() };
    let (csl, diagnostics) = Csl::new(&config, None, &BTreeMap::new());
    assert_eq!(diagnostics, []);
    csl
}

fn record(key: &str, family: &str, title: &str, year: i32) -> Record {
    Record {
        key: key.into(),
        kind: Kind::Book,
        author: vec![Name::new(family, "Marta")],
        title: title.into(),
        publisher: "Academic Press".into(),
        place: "Tartu".into(),
        issued: Some(Date::year(year)),
        ..Record::default()
    }
}

fn shown(parts: &[CitationPart]) -> String {
    parts
        .iter()
        .map(|part| match part {
            CitationPart::Text(text) => text.to_string(),
            CitationPart::Cite(nth, html) => format!("[{nth}:{html}]"),
        })
        .collect()
}

fn cite<'a>(record: &'a Record, behind: &str, form: CitationForm) -> Cite<'a> {
    Cite { record, key: &record.key, prefix: String::new(), behind: behind.to_owned(), form }
}

fn group<'a>(cites: impl Into<Vec<Cite<'a>>>) -> Group<'a> {
    Group { cites: cites.into(), note: 0, is_last: false, is_stopped: false }
}

#[test]
fn entries_are_formatted_and_escaped() {
    let book = record("a", "Ilves", "Letters <b>& signs</b> <u>", 2019);
    let entry = |style, lang| csl(style, lang).engine().unwrap().entry(&book).unwrap_or_default();
    assert_eq!(entry("apa", "en"), "Ilves, M. (2019). <i>Letters <b>&amp; signs</b> &lt;u&gt;</i>. Academic Press.");
    let gost = entry("gost", "ru");
    assert!(gost.starts_with("Ilves M.") && gost.contains("Tartu: Academic Press, 2019"), "{gost}");
}

#[test]
fn citations_of_a_page_are_formatted_together() {
    let (a, b) = (record("a", "Ilves", "Alpha", 2019), record("b", "Ilves", "Beta", 2019));
    let groups = vec![
        group([cite(&a, "p. 3", CitationForm::Bracketed), cite(&b, "", CitationForm::Bracketed)]),
        group([cite(&a, "", CitationForm::Narrative)]),
        group([cite(&b, "pp. 4–5", CitationForm::AuthorSuppressed)]),
    ];
    let page = csl("apa", "en").engine().unwrap().page(&groups, &[]);
    assert_eq!(
        page.groups.iter().map(|group| shown(group)).collect::<Vec<_>>(),
        ["([0:Ilves, 2019a, p. 3], [1:2019b])", "[0:Ilves (2019a)]", "([0:2019b, pp. 4–5])"]
    );
    assert_eq!(page.entries.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert!(page.entries[0].1.contains("2019a"), "{page:?}");
    let several =
        [group([cite(&a, "p. 3", CitationForm::Narrative), Cite { prefix: "see also".into(), ..cite(&b, "", CitationForm::Bracketed) }])];
    let said = |style| shown(&csl(style, "en").engine().unwrap().page(&several, &[]).groups[0]);
    assert_eq!(said("apa"), "[0:Ilves (2019a, p. 3]; see also [1:Ilves, 2019b])");
    assert!(said("chicago-notes").starts_with("[0:Ilves ("), "{}", said("chicago-notes"));
    // In a note the name stands in the sentence, and the rest behind it without the name.
    let noted = Group { note: 1, is_last: true, ..group([cite(&a, "p. 3", CitationForm::Narrative)]) };
    let said = shown(&csl("chicago-notes", "en").engine().unwrap().page(&[noted], &[]).groups[0]);
    assert!(said.starts_with("[0:Ilves, <i>Alpha</i> (") && said.matches("Ilves").count() == 1 && said.ends_with(", 3.]"), "{said}");
    let numbered = csl("ieee", "en").engine().unwrap().page(&groups, &[]);
    assert!(shown(&numbered.groups[0]).contains('1'), "{numbered:?}");
    assert!(numbered.entries[0].1.contains("[1]"), "{numbered:?}");
    // A note on a text has the numbers and letters of the text's list.
    let note = |style| {
        shown(&csl(style, "en").engine().unwrap().note(&[group([cite(&b, "", CitationForm::Bracketed)])], &[("a", &a), ("b", &b)])[0])
    };
    assert!(note("ieee").contains('2') && note("apa").contains("2019b"), "{} {}", note("ieee"), note("apa"));
    let listed = csl("ieee", "en").engine().unwrap().page(&[], &[("a", &a), ("b", &b)]);
    assert!(listed.entries.iter().all(|(_, entry)| entry.contains("Ilves") && !entry.contains('[')), "{listed:?}");
    let notes = csl("chicago-notes", "en").engine().unwrap().page(&groups, &[]);
    let first = shown(&notes.groups[0]);
    assert!(first.starts_with("(") && first.ends_with(')') && first.contains("<i>Alpha</i>"), "{first}");
}

#[test]
fn styles_of_the_archive_are_used_and_faults_are_told() {
    let style = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Own</title><id>own</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout prefix="{" suffix="}"><text variable="title"/></layout></citation><bibliography><layout><text variable="title" font-weight="bold"/></layout></bibliography></style>"#;
    let styles = |text: &str| BTreeMap::from([(RelPath::new("content/styles/own.csl"), Arc::from(text.as_bytes()))]);
    let config = Config { citation_style: "own".into(), ..Config::default() };
    let (csl, diagnostics) = Csl::new(&config, None, &styles(style));
    assert_eq!(diagnostics, []);
    assert_eq!(csl.engine().unwrap().entry(&record("a", "Ilves", "Alpha", 2019)).as_deref(), Some("<b>Alpha</b>"));
    let (_, diagnostics) = Csl::new(&config, None, &styles("<style>"));
    assert_eq!(diagnostics.iter().map(|one| one.code()).collect::<Vec<_>>(), ["bad-style"]);
    let config = Config { citation_style: "chicago-autor-date".into(), ..Config::default() };
    let (csl, diagnostics) = Csl::new(&config, Some(b"title: A\ncitation-style: chicago-autor-date\n"), &BTreeMap::new());
    assert_eq!(diagnostics[0].span.map(|span| span.start), Some(25));
    assert!(diagnostics[0].hint.as_ref().is_some_and(|hint| hint.to_string().contains("`chicago-author-date`")), "{diagnostics:?}");
    assert!(csl.engine().is_some());
}

#[test]
fn what_was_formatted_is_kept_and_damage_is_seen() {
    let csl = csl("apa", "en");
    let (book, known) = (record("a", "Ilves", "Alpha", 2019), Formatted::new());
    let formatter = CitationFormatter::new(&csl, &known);
    let entry = formatter.entry(&book);
    let used = formatter.into_used();
    assert_eq!(used.len(), 1);
    let mut bytes = store::write(&used);
    assert_eq!(store::read(&bytes), used);
    // What is known is not made again: even a wrong answer stays.
    let wrong: Formatted = used.keys().map(|digest| (*digest, "known".to_owned())).collect();
    assert_eq!(CitationFormatter::new(&csl, &wrong).entry(&book).as_deref(), Some("known"));
    assert_ne!(entry.as_deref(), Some("known"));
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    assert_eq!(store::read(&bytes), Formatted::new());
}

/// Waking an engine takes longer than what it does.
static STYLES: std::sync::LazyLock<[Csl; 4]> =
    std::sync::LazyLock::new(|| ["apa", "chicago-author-date", "gost", "chicago-notes"].map(|style| csl(style, "en")));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_record_is_too_odd(
        kind in prop::sample::select(Kind::ALL),
        texts in prop::collection::vec(r#"[a-zА-я0-9 .,:;&<>"'{}()/–—-]{0,12}|[0-9]{20}|\PC{0,6}|[0-9]+[–-][0-9]+"#, 12),
        names in prop::collection::vec((r"\PC{0,5}", r"\PC{0,5}", r"(van |de )?\PC{0,4}"), 0..5),
        issued in prop::sample::select(vec!["", "1914/1918", "-0044-03-15", "1843~", "2020-05/..", "9999-12-31", "0000"]),
        locator in r"(p\. |pp\. |ch\. |§ )?[0-9ivx,–& a-z]{0,8}",
    ) {
        let mut record = Record { kind, key: "k".into(), issued: Date::parse(issued), accessed: Date::parse(issued), ..Record::default() };
        record.author = names.iter().map(|(family, given, particle)| Name { family: family.clone(), given: given.clone(), particle: particle.clone(), ..Name::default() }).collect();
        record.editor = names.iter().map(|(family, ..)| Name::literal(family)).collect();
        let [title, container, series, publisher, place, edition, volume, issue, pages, number, genre, url] = &texts[..] else { unreachable!() };
        record.title.clone_from(title);
        record.container.clone_from(container);
        record.series.clone_from(series);
        record.publisher.clone_from(publisher);
        record.place.clone_from(place);
        record.edition.clone_from(edition);
        record.volume.clone_from(volume);
        record.issue.clone_from(issue);
        record.pages.clone_from(pages);
        record.number.clone_from(number);
        record.genre.clone_from(genre);
        record.url.clone_from(url);
        let other = Record { key: "l".into(), ..record.clone() };
        for csl in STYLES.iter() {
            let engine = csl.engine().unwrap();
            if let Some(html) = engine.entry(&record) {
                prop_assert!(!html.contains("<script") && html.matches('<').count() == html.matches('>').count(), "{}", html);
            }
            let forms = [CitationForm::Bracketed, CitationForm::Narrative, CitationForm::AuthorSuppressed];
            let groups: Vec<Group<'_>> =
                forms.iter().map(|form| group([cite(&record, &locator, *form), cite(&other, "", *form)])).collect();
            prop_assert_eq!(engine.page(&groups, &[]).groups.len(), 3);
        }
    }
}
