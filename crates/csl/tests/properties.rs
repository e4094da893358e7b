//! Whatever the style and the works are, it ends, nothing panics, and no word of an editor is lost.

use std::fmt::Write;

use proptest::prelude::*;
use scholion_csl::item::{Date, Day, Item, Name};
use scholion_csl::processor::{Cite, CiteForm, Cluster, Processor};
use scholion_csl::style::Style;
use scholion_csl::style::locale::Locale;
use scholion_csl::style::term::Term;
use scholion_csl::write;

const TEXTS: &[&str] =
    &["title", "title-short", "container-title", "page", "volume", "number", "edition", "DOI", "note", "publisher", "section", "language"];
const NUMBERS: &[&str] = &["page", "volume", "number", "edition", "locator", "citation-number"];
const PEOPLE: &[&str] = &["author", "editor", "translator", "author editor", "editor translator"];
const DATES: &[&str] = &["issued", "accessed", "original-date"];
const KINDS: &[&str] = &["book", "chapter", "article-journal", "webpage", "unheard-of"];
const FORMS: &[&str] = &["long", "short", "verb", "verb-short", "symbol"];
const TERMS: &[&str] = &["page", "ibid", "no date", "editor", "and", "et-al", "anonymous", "edition"];

fn one(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

/// Affixes, formatting and so on.
fn looks() -> impl Strategy<Value = String> {
    let some = |name: &'static str, words: &'static [&'static str]| {
        prop::option::weighted(0.2, one(words)).prop_map(move |word| word.map_or_else(String::new, |word| format!(" {name}=\"{word}\"")))
    };
    (
        some("prefix", &["(", " ", ", ", "“", "[", ".", "see "]),
        some("suffix", &[")", ".", ", ", ": ", "”", "]", " "]),
        some("font-style", &["italic", "normal"]),
        some("quotes", &["true"]),
        some("text-case", &["title", "sentence", "uppercase", "capitalize-first"]),
        some("strip-periods", &["true"]),
        some("display", &["block", "left-margin", "right-inline", "indent"]),
    )
        .prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].concat())
}

fn names() -> impl Strategy<Value = String> {
    let name = (
        one(&["", " form=\"short\"", " form=\"count\"", " name-as-sort-order=\"all\"", " name-as-sort-order=\"first\""]),
        one(&["", " initialize-with=\". \"", " initialize-with=\"\""]),
        one(&["", " and=\"text\"", " and=\"symbol\""]),
        0_u32..4,
        0_u32..4,
        any::<bool>(),
    );
    (one(PEOPLE), looks(), name, any::<bool>()).prop_map(|(variable, looks, (form, initials, and, min, first, last), label)| {
        let label = if label { "<label form=\"short\" prefix=\" \"/>" } else { "" };
        format!("<names variable=\"{variable}\"{looks}><name{form}{initials}{and} et-al-min=\"{min}\" et-al-use-first=\"{first}\" et-al-use-last=\"{last}\"/>{label}<substitute><names variable=\"editor\"/><text variable=\"title\"/></substitute></names>")
    })
}

fn element() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (one(TEXTS), looks()).prop_map(|(v, l)| format!("<text variable=\"{v}\"{l}/>")),
        (one(TERMS), one(FORMS), looks()).prop_map(|(t, f, l)| format!("<text term=\"{t}\" form=\"{f}\"{l}/>")),
        (one(NUMBERS), one(&["numeric", "ordinal", "long-ordinal", "roman"]), looks()).prop_map(|(v, f, l)| format!("<number variable=\"{v}\" form=\"{f}\"{l}/>")),
        (one(NUMBERS), one(FORMS), looks()).prop_map(|(v, f, l)| format!("<label variable=\"{v}\" form=\"{f}\"{l}/>")),
        (one(DATES), one(&["text", "numeric"]), one(&["year", "year-month", "year-month-day"]), looks())
            .prop_map(|(v, f, p, l)| format!("<date variable=\"{v}\" form=\"{f}\" date-parts=\"{p}\"{l}/>")),
        one(DATES).prop_map(|v| format!("<date variable=\"{v}\" delimiter=\" \"><date-part name=\"day\" form=\"ordinal\"/><date-part name=\"month\" form=\"short\"/><date-part name=\"year\"/></date>")),
        one(&["locator", "citation-label", "year-suffix", "first-reference-note-number"]).prop_map(|v| format!("<text variable=\"{v}\" prefix=\" \"/>")),
        names(),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let several = prop::collection::vec(inner, 1..4).prop_map(|list| list.concat());
        prop_oneof![
            (several.clone(), looks(), one(&["", ", ", ". ", " "]))
                .prop_map(|(inside, looks, delimiter)| format!("<group delimiter=\"{delimiter}\"{looks}>{inside}</group>")),
            (
                several.clone(),
                several.clone(),
                one(&[
                    "type=\"book\"",
                    "variable=\"title\"",
                    "position=\"ibid\"",
                    "position=\"subsequent\"",
                    "disambiguate=\"true\"",
                    "is-numeric=\"volume\"",
                    "locator=\"page\"",
                    "is-uncertain-date=\"issued\""
                ]),
                one(&["all", "any", "none"])
            )
                .prop_map(|(yes, no, condition, matches)| format!(
                    "<choose><if {condition} match=\"{matches}\">{yes}</if><else>{no}</else></choose>"
                )),
        ]
    })
}

fn style() -> impl Strategy<Value = String> {
    let list = || prop::collection::vec(element(), 1..5).prop_map(|list| list.concat());
    let citation = (
        one(&["", "collapse=\"year\"", "collapse=\"year-suffix-ranged\"", "collapse=\"citation-number\"", "cite-group-delimiter=\", \""]),
        any::<[bool; 3]>(),
        one(&["all-names", "all-names-with-initials", "primary-name", "by-cite"]),
    );
    let bibliography =
        (one(&["", "second-field-align=\"flush\""]), one(&["complete-all", "complete-each", "partial-each", "partial-first"]));
    (one(&["note", "in-text"]), list(), list(), list(), looks(), citation, bibliography).prop_map(
        |(class, called, cites, entries, looks, (collapse, adds, rule), (align, substitute))| {
            format!(
                "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\" class=\"{class}\"><info><id>x</id><title>x</title></info>\
                 <macro name=\"m\">{called}</macro>\
                 <citation {collapse} disambiguate-add-names=\"{}\" disambiguate-add-givenname=\"{}\" disambiguate-add-year-suffix=\"{}\" givenname-disambiguation-rule=\"{rule}\">\
                 <sort><key macro=\"m\"/><key variable=\"author\" sort=\"descending\"/></sort>\
                 <layout delimiter=\"; \" prefix=\"(\" suffix=\").\">{cites}<text macro=\"m\"/></layout></citation>\
                 <bibliography {align} subsequent-author-substitute=\"---\" subsequent-author-substitute-rule=\"{substitute}\">\
                 <sort><key macro=\"m\" names-min=\"2\" names-use-first=\"1\"/><key variable=\"issued\"/></sort><layout{}>{entries}</layout></bibliography></style>",
                adds[0], adds[1], adds[2], looks.replace(" display=\"", " suffix=\"").split(" suffix=").next().unwrap_or("")
            )
        },
    )
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => one(&["Ports", "the “Third” Way", "<i>Homo</i> faber", "12-15", "xii", "3rd", "<span class=\"nocase\">iPhone</span>", "l'an <b>mil", "99-02", "Что делать?", "中文", "a & b", "'", ""]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn name() -> impl Strategy<Value = Name> {
    (
        one(&["Doe", "Roe", "van Gogh", "Ибн", "王", ""]),
        one(&["John", "J. R.", "Jean-Luc", "明", ""]),
        one(&["", "Jr."]),
        one(&["", "de", "von der"]),
        one(&["", "La"]),
        prop::bool::weighted(0.2),
        any::<bool>(),
    )
        .prop_map(|(family, given, suffix, dropping, particle, body, comma)| Name {
            family: if body { String::new() } else { family.into() },
            given: if body { String::new() } else { given.into() },
            suffix: suffix.into(),
            dropping_particle: dropping.into(),
            non_dropping_particle: particle.into(),
            literal: if body { "The Board".into() } else { String::new() },
            comma_suffix: comma,
            static_ordering: false,
        })
}

fn day() -> impl Strategy<Value = Day> {
    (prop_oneof![Just(0), -500..2100_i32, any::<i32>()], any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(year, month, day, season)| Day {
        year,
        month: month % 15,
        day: day % 40,
        season: season % 6,
    })
}

fn item() -> impl Strategy<Value = Item> {
    let texts = prop::collection::btree_map(one(TEXTS).prop_map(str::to_owned), words(), 0..6);
    let people = prop::collection::btree_map(
        one(&["author", "editor", "translator"]).prop_map(str::to_owned),
        prop::collection::vec(name(), 0..5),
        0..3,
    );
    let date = (day(), prop::option::of(day()), any::<bool>(), one(&["", "spring", "c2004"]))
        .prop_map(|(start, end, circa, literal)| Date { start, end, circa, literal: literal.into() });
    let dates = prop::collection::btree_map(one(DATES).prop_map(str::to_owned), date, 0..3);
    (one(KINDS), texts, people, dates).prop_map(|(kind, texts, names, dates)| Item {
        id: "x".into(),
        kind: kind.into(),
        texts,
        names,
        dates,
    })
}

fn cite() -> impl Strategy<Value = Cite> {
    let forms = [CiteForm::Whole, CiteForm::Whole, CiteForm::AuthorOnly, CiteForm::SuppressAuthor, CiteForm::Narrative];
    (
        0_usize..6,
        one(&["", "", "seeword", "zb., "]),
        one(&["", "", "afterword", ", nomark"]),
        words(),
        prop::option::of(prop::sample::select(Term::ALL)),
        prop::sample::select(forms.to_vec()),
    )
        .prop_map(|(item, prefix, suffix, locator, label, form)| Cite {
            item,
            prefix: prefix.into(),
            suffix: suffix.into(),
            locator,
            label,
            form,
            ..Cite::default()
        })
}

fn clusters() -> impl Strategy<Value = Vec<Cluster>> {
    prop::collection::vec((prop::collection::vec(cite(), 0..5), 0_u32..4).prop_map(|(cites, note)| Cluster { cites, note }), 0..5)
}

fn processor(style: &str) -> Processor {
    let style = Style::read(style).unwrap_or_else(|faults| panic!("{style}\n{faults:?}"));
    let locale = Locale::read(include_str!("rules/locale.xml")).unwrap();
    let locale = style.locale("en-US", &[&locale]);
    Processor::new(style, locale)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_style_or_has_faults(text in "\\PC{0,200}") {
        for fault in Style::read(&text).err().into_iter().flatten() {
            prop_assert!(text.get(fault.at.clone()).is_some());
        }
    }

    #[test]
    fn a_style_with_a_hole_is_a_style_or_has_faults(style in style(), from in 0_usize..4000, length in 0_usize..60) {
        let cut: String = style.chars().take(from).chain(style.chars().skip(from + length)).collect();
        if let Err(faults) = Style::read(&cut) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| cut.get(fault.at.clone()).is_some()), "{faults:?}");
        }
    }

    #[test]
    fn any_style_writes_any_works(style in style(), items in prop::collection::vec(item(), 0..6), clusters in clusters()) {
        let processor = processor(&style);
        let output = processor.output(&items, &clusters);
        prop_assert_eq!(&output, &processor.output(&items, &clusters));
        prop_assert_eq!(&output.citations, &processor.citations(&items, &clusters));
        let (whole, alone) = (processor.output(&items, &[]).bibliography, processor.bibliography(&items));
        prop_assert_eq!(whole, alone);
        prop_assert_eq!(output.citations.len(), clusters.len());
        let mut html = String::new();
        for entry in output.bibliography.iter().flatten() {
            let _ = write!(html, "{}{}{}", write::html(&entry.nodes), write::plain(&entry.nodes), write::markdown(&entry.nodes));
        }
        // Whatever collapses, an editor's words stand.
        for (cluster, citation) in clusters.iter().zip(&output.citations) {
            let printed = write::plain(&citation.nodes).to_lowercase();
            for cite in cluster.cites.iter().filter(|cite| cite.item < items.len()) {
                for word in ["seeword", "afterword", "nomark"] {
                    prop_assert!(!format!("{}{}", cite.prefix, cite.suffix).contains(word) || printed.contains(word), "{word} is lost: {printed}\n{style}");
                }
            }
        }
    }
}
