//! Records come back from every format as they went into it.

use proptest::prelude::*;

use super::*;
use crate::{
    Kind, Name, Role,
    variable::{self, Shape},
};
use scholion_base::{Date, Lang};

/// Words with all that is special in one of the formats.
const WORD: &str = r##"[A-Za-zÀ-žА-яёЁ王征山本가나א-ת0-9&%$#_{}~^\\<>|"'’«»()/.:;@+=*!?№-]{1,9}"##;

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(WORD, 1..most).prop_map(|words| words.join(" "))
}

fn name() -> impl Strategy<Value = Name> {
    let word = "[A-ZÀ-ÖØ-ÞА-Я王征][a-zà-öø-ÿа-яё]{1,6}";
    prop_oneof![
        (word, word).prop_map(|(family, given)| Name::new(&family, &given)),
        (word, word).prop_map(|(family, given)| Name { particle: "van der".into(), ..Name::new(&family, &given) }),
        (word, word).prop_map(|(family, given)| Name { suffix: "Jr.".into(), ..Name::new(&family, &given) }),
        (word, word, word).prop_map(|(one, two, given)| Name::new(&format!("{one} {two}"), &format!("{given} A."))),
        word.prop_map(|family| Name::new(&family, "")),
        (word, word).prop_map(|(one, two)| Name::literal(&format!("{one} and {two}, Inc. & Co"))),
        (word, word).prop_map(|(one, two)| Name::literal(&format!("{one} {two}"))),
    ]
}

fn date() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![
        Just(None),
        (-500_i32..2100).prop_map(|year| Some(Date::year(year))),
        (1500_i32..2100, 1_u8..13).prop_map(|(year, month)| Date::ymd(year, Some(month), None)),
        (1500_i32..2100, 1_u8..13, 1_u8..29).prop_map(|(year, month, day)| Date::ymd(year, Some(month), Some(day))),
        Just(Date::parse("1914/1918")),
        Just(Date::parse("1914-07-28/1918-11-11")),
        Just(Date::parse("1843~")),
    ]
}

prop_compose! {
    fn record()(
        kind in prop::sample::select(Kind::ALL),
        author in prop::collection::vec(name(), 0..4),
        editor in prop::collection::vec(name(), 0..3),
        translator in prop::collection::vec(name(), 0..2),
        title in words(8),
        container in words(5),
        texts in prop::collection::vec(words(4), 8),
        filled in any::<u16>(),
        (first, last) in (1_u16..400, 401_u16..900),
        issued in date(),
        accessed in date(),
        language in prop::sample::select(vec!["en", "ru", "zh-Hant", "en-GB", "qaa"]),
    ) -> Record {
        let mut record = Record { key: "key2020a".into(), kind, author, editor, translator, title, issued, ..Record::default() };
        let [publisher, place, volume, issue, number, genre, note, archive] = &texts[..] else { unreachable!() };
        let is = |bit: u32| filled & (1 << bit) != 0;
        if is(0) { record.container = container; }
        if is(1) { record.publisher = publisher.as_str().into(); }
        if is(2) { record.place = place.as_str().into(); }
        // The word before a number is not read (`t. 4`), and so is none of it.
        if is(3) { record.volume = without_label(volume, "volume").into(); }
        if is(4) { record.issue = without_label(issue, "issue").into(); }
        if is(5) { record.number = number.as_str().into(); }
        if is(6) { record.genre = genre.as_str().into(); }
        if is(7) { record.note = note.as_str().into(); }
        if is(8) { record.archive = archive.as_str().into(); }
        if is(9) { record.pages = format!("{first}–{last}"); }
        if is(10) { record.doi = "10.1093/cjip/poaa_007(1)".into(); }
        if is(11) { record.url = "https://example.org/a_b?c=d%20e#f~g".into(); }
        if is(12) { record.isbn = "978-3-16-148410-0".into(); }
        if is(13) { record.series = "Studies in Letters".into(); }
        if is(14) { record.language = Some(Lang::new(language)); }
        if is(15) { record.accessed = accessed; }
        record
    }
}

prop_compose! {
    /// A record with all that a variable may hold.
    fn full()(
        record in record(),
        people in prop::collection::btree_map(prop::sample::select(Role::ALL.to_vec()), prop::collection::vec(name(), 1..3), 0..3),
        others in prop::collection::btree_map(prop::sample::select(others()), words(3), 0..5),
        dates in prop::collection::btree_map(prop::sample::select(vec!["original-date", "event-date", "submitted", "available-date"]), date(), 0..2),
        edition in words(2),
        shelfmark in words(3),
        dropping in any::<bool>(),
    ) -> Record {
        let mut record = Record { edition, archive_location: shelfmark, ..record };
        for (role, names) in people {
            if !matches!(role, Role::Author | Role::Editor | Role::Translator) {
                record.other_names.push((role, names));
            }
        }
        if let Some(name) = record.author.first_mut().filter(|name| dropping && !name.given.is_empty()) {
            name.dropping = "von".into();
        }
        for (variable, text) in others {
            set_other(&mut record, variable, &text);
        }
        for (variable, date) in dates {
            set_other(&mut record, variable, &date.map(|date| date.to_string()).unwrap_or_default());
        }
        record
    }
}

/// Variables that hold words and have no field of their own in a record.
fn others() -> Vec<&'static str> {
    let own: Vec<&str> = crate::csl::texts(&Record::default()).iter().map(|(name, _)| *name).collect();
    let all = variable::ALL.iter().filter(|variable| matches!(variable.shape, Shape::Text | Shape::Number)).map(|variable| variable.name);
    all.filter(|name| !own.contains(name) && !["language", "keyword"].contains(name)).collect()
}

/// The only record of a text.
fn only(library: Library, text: &str) -> Record {
    assert_eq!(library.faults, [], "{text}");
    assert_eq!(library.entries.len(), 1, "{text}");
    library.entries.into_iter().next().unwrap().record
}

proptest! {
    #[test]
    fn bibtex_comes_back(record in record()) {
        let text = bibtex::write(&record);
        prop_assert_eq!(only(bibtex::read(&text), &text), record, "{}", text);
    }

    #[test]
    fn csl_json_comes_back(record in full()) {
        let text = csl_json::write(&record);
        prop_assert_eq!(only(csl_json::read(&text), &text), record, "{}", text);
    }

    #[test]
    fn ris_comes_back(record in full()) {
        let text = ris::write(&record);
        let sorted = |mut record: Record| {
            record.other.sort();
            record.other_names.sort();
            record
        };
        let back = only(ris::read(&text), &text);
        prop_assert_eq!(ris::write(&back), text.clone());
        prop_assert_eq!(sorted(back), sorted(record), "{}", text);
    }

    #[test]
    fn no_text_is_too_odd(text in r#"([@{}()="\\#,%$~^ \n]|TY  - JOUR\n|ER  - \n|AU  - |DA  - |SP  - |M2  - type: |KW  - |PMID- |FAU - |%0 |%A |<mods>|</mods>|<titleInfo>|<record>|</record>|<ref-type name="Book">|<PubmedArticle>|<!\[CDATA\[|&amp;|&#8211;|<i>|</i>|\{"itemType":"book","date":"|"id":|"items":\[|@book|@string|and|\\'|\\emph|a|[а-я]|1){0,60}"#) {
        for format in ALL {
            let library = (format.read)(&text);
            for place in library.entries.iter().map(|entry| entry.place).chain(library.faults.iter().map(|fault| fault.place)) {
                prop_assert!(place.end as usize <= text.len() && text.is_char_boundary(place.start as usize), "{:?} of {:?}", place, text);
            }
        }
    }
}

fn shown(library: &Library, text: &str) -> String {
    let entry = |found: &Found| {
        let record = &found.record;
        let names: Vec<String> = record.author.iter().map(Name::sorted).collect();
        let date = record.issued.map(|date| date.to_string()).unwrap_or_default();
        format!(
            "`{}` {} | {} | {} | {} | {}",
            found.place.of(text),
            record.kind.name(),
            names.join("; "),
            date,
            record.title,
            record.container
        )
    };
    let fault = |fault: &Fault| format!("{}: {} `{}` ({})", fault.message.code(), fault.message, fault.place.of(text).trim(), fault.hint);
    library.entries.iter().map(entry).chain(library.faults.iter().map(fault)).collect::<Vec<_>>().join("\n")
}

#[test]
fn bibtex_is_read_as_people_write_it() {
    let text = r#"% a comment, me@home
@string{cjip = {The Chinese Journal of International Politics}}
@article{yan2020,
  author = "Yan, Xuetong and M{\"u}ller, J{\'e}r{\^o}me and {\'A}lvarez, Jos\'e and {United Nations} and others",
  title = {Bipolar rivalry in the {\emph{early}} digital age --- \& after}, journal = cjip # { (Online)}, year = 2020, month = jun,
  pages = {313--341},
}
@InProceedings{talk, author={Beethoven, Ludwig van and Ludwig van Beethoven and von Last, Jr, First}, title={Talk}, crossref={proc}}
@Proceedings{proc, title={The Proceedings}, subtitle={Part One}, year={1999}, publisher={ACM}}
@book{broken, title={Lost, year=2001}
@book{good, title = {Good}, year = {c. 1850}, editor = {Иванов, И. И.}, language = {russian}}
@boook{odd, title = {Odd}, date = {in press}, journal = nobody}
"#;
    let library = bibtex::read(text);
    assert_eq!(
        shown(&library, text),
        "`yan2020` article-journal | Yan, Xuetong; Müller, Jérôme; Álvarez, José; United Nations; et al. | 2020-06 | Bipolar rivalry in the early digital age — & after | The Chinese Journal of International Politics (Online)\n\
         `talk` paper-conference | Beethoven, Ludwig van; Beethoven, Ludwig van; Last, First von | 1999 | Talk | The Proceedings: Part One\n\
         `proc` book |  | 1999 | The Proceedings: Part One | \n\
         `good` book |  | 1850~ | Good | \n\
         `odd` document |  |  | Odd | nobody\n\
         bad-bibtex: this entry is never closed `@book{broken` (put the `}` that is missing; braces in a value go in pairs)\n\
         unknown-type: `@boook` is no type of BibLaTeX `odd` (did you mean `@book`?)\n\
         bad-value: `in press` is no date `date` (write `date = {2020-05-01}` or `year = {2020}`; until then the words stand for it)\n\
         unknown-abbreviation: nothing defines `nobody` `nobody` (define it by `@string`, or put the value in braces)"
    );
}

#[test]
fn circles_of_parents_and_abbreviations_end() {
    let text = "@string{a = b}\n@string{b = a}\n@book{x, crossref={y}, title=a}\n@book{y, crossref={x}}\n@book{z, xdata={z}}";
    assert_eq!(bibtex::read(text).entries.len(), 3);
    let deep = format!("@book{{x, title={}{}}}", "{".repeat(100_000), "}".repeat(100_000));
    assert_eq!(bibtex::read(&deep).faults.len(), 1);
}

#[test]
fn ris_is_read_as_people_write_it() {
    let text = "\u{feff}TY  - JOUR\r\nA1  - Yan, Xuetong\r\nAU  - United Nations,, General Assembly\r\nT1  - Bipolar rivalry in the early\r\n      digital age\r\nJO  - CJIP\r\nJF  - The Chinese Journal\r\nY1  - 2020/06//Summer\r\nER  - \r\n\r\nTY  - BOOK\rTI  - Old Mac\rPY  - 1999\rAU  - van Beethoven, Ludwig, Jr.\rER  -\r";
    let library = ris::read(text);
    assert_eq!(
        shown(&library, text),
        "`TY  - JOUR` article-journal | Yan, Xuetong; United Nations, General Assembly | 2020-06 | Bipolar rivalry in the early digital age | The Chinese Journal\n\
         `TY  - BOOK` book | Beethoven, Ludwig van | 1999 | Old Mac | "
    );
    let text = "TI  - Stray\nTY  - JUOR\nID  - a\nTY  - BOOK\nID  - b\n";
    assert_eq!(
        shown(&ris::read(text), text),
        "`ID  - a` document |  |  |  | \n\
         `ID  - b` book |  |  |  | \n\
         bad-ris: this line belongs to no reference `TI  - Stray` (begin each reference with a line `TY  - JOUR`)\n\
         bad-ris: this reference has no end `TY  - JUOR` (end each reference with a line `ER  - `)\n\
         unknown-type: `JUOR` is no type of RIS `TY  - JUOR` (did you mean `JOUR`?)\n\
         bad-ris: this reference has no end `TY  - BOOK` (end each reference with a line `ER  - `)"
    );
}

#[test]
fn json_keeps_what_is_whole() {
    let text = "[\n{\"id\": \"a\", \"title\": \"A {1}\"},\n{\"id\": \"b\", \"title\": oops},\n{\"id\": 7, \"type\": \"boook\"}\n]";
    assert_eq!(
        shown(&csl_json::read(text), text),
        "`\"a\"` document |  |  | A {1} | \n\
         `7` document |  |  |  | \n\
         bad-json: expected value `o` (mend this record; the others are read)\n\
         bad-value: `type`: `boook` is not a CSL type; did you mean `book`? `7` (mend the value; the rest of the record is read)"
    );
    let text = "[\n\"only words\",\n{\"id\": \"a\"}, 12,\n{\"id\": \"b\", \"title\": \"B\"\n";
    assert_eq!(
        shown(&csl_json::read(text), text),
        "`\"a\"` document |  |  |  | \n\
         bad-json: this record is never closed `{\"id\": \"b\", \"title\": \"B\"` (put the `}` that is missing; what stands behind is not read)\n\
         bad-json: this is no record `\"only words\"` (expected CSL-JSON: `[{\"id\": …, \"type\": …}]`)\n\
         bad-json: this is no record `12` (expected CSL-JSON: `[{\"id\": …, \"type\": …}]`)"
    );
}

#[test]
fn pages_stand_without_their_word() {
    for (pages, bare) in [
        ("pp. 5–9", "5–9"),
        ("С. 15", "15"),
        ("S. 23-31", "23-31"),
        ("pp xii–xv", "xii–xv"),
        ("S12–S15", "S12–S15"),
        ("S 12", "S 12"),
        ("e12", "e12"),
        ("vol. 3", "vol. 3"),
        ("P. Lond. 3", "P. Lond. 3"),
        ("", ""),
    ] {
        assert_eq!(super::bare_pages(pages), bare, "{pages}");
    }
    for (text, part, bare) in [
        ("vol. 5", "volume", "5"),
        ("Bd. 2", "volume", "2"),
        ("т. IV", "volume", "IV"),
        ("no. 3", "issue", "3"),
        ("№ 4", "issue", "4"),
        ("V2", "volume", "V2"),
        ("Pt. 3", "volume", "Pt. 3"),
    ] {
        assert_eq!(super::without_label(text, part), bare, "{text}");
    }
}
