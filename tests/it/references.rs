//! `scholion references`, and the formats of other programs, read back by those programs.

use std::{
    collections::BTreeMap,
    io::Write,
    process::{Command, Stdio},
};

use scholion::{
    base::{Date, Lang},
    reference::{Kind, Name, Record, format},
};
use serde_json::Value;

use crate::fixture::{Archive, lacks};

/// Runs the program with something on its standard input.
fn references(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let archive = Archive::bare();
    let args: Vec<&str> = std::iter::once("references").chain(args.iter().copied()).collect();
    let mut child = archive.command(&args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

const ENTRIES: &str = "Yan, X. (2020). Bipolar rivalry in the early digital age. The Chinese Journal of International Politics, 13(3), 313–341. https://doi.org/10.1093/cjip/poaa007\n\
\n\
Xu P. A study of letters. Beijing: Academic Press, 2021. https://doi.org/10.1000/182; Wang Z. Another study. London: Routledge, 2019. https://doi.org/10.1000/183\n\
Крутских А. В. К политико-правовым основаниям глобальной информационной безопасности // Международные процессы. 2007. Т. 5. № 1. С. 28–37.\n";

#[test]
fn one_line_in_gives_one_line_out() {
    let (status, out, _) = references(&["--json"], ENTRIES.as_bytes());
    assert_eq!(status, 0);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["DOI"], "10.1093/cjip/poaa007");
    assert_eq!(lines[0]["issued"]["date-parts"][0][0], 2020);
    assert_eq!(lines[1], serde_json::json!({}));
    assert_eq!(lines[2].as_array().map(Vec::len), Some(2));
    assert_eq!(lines[3]["author"][0]["family"], "Крутских");
    // The same in the encoding of old Russian files, from a file.
    let archive = Archive::bare();
    let last = ENTRIES.lines().last().unwrap();
    let windows: Vec<u8> = last
        .chars()
        .map(|c| match u32::from(c) {
            code @ 0..=0x7f => code as u8,
            code @ 0x410..=0x44f => (code - 0x350) as u8,
            0x2116 => 0xb9,
            0x2013 => 0x96,
            _ => b'?',
        })
        .collect();
    archive.write("old.txt", windows);
    let ran = archive.run(&["references", "old.txt", "--json"]);
    let value: Value = serde_json::from_str(ran.stdout.trim()).unwrap();
    assert_eq!(value["author"][0]["family"], "Крутских", "{ran:?}");
}

#[test]
fn records_are_written_in_the_format_asked_for() {
    let (_, bib, _) = references(&["--bibtex"], ENTRIES.as_bytes());
    assert_eq!(format::bibtex::read(&bib).entries.len(), 4);
    let (_, ris, _) = references(&["--ris"], ENTRIES.as_bytes());
    assert_eq!(format::ris::read(&ris).entries.len(), 4);
    let (_, words, _) = references(&[], ENTRIES.as_bytes());
    assert!(words.contains("title: Bipolar rivalry in the early digital age") && words.contains("no work found"), "{words}");
    let (status, _, error) = references(&["--json", "--ris"], b"");
    assert!(status == 2 && error.contains("one format only"), "{error}");
    assert_eq!(Archive::bare().run(&["references", "nowhere.txt"]).status, 3);
}

#[test]
fn a_reader_who_has_enough_gets_no_message() {
    let archive = Archive::bare();
    let mut child =
        archive.command(&["references", "--json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let many = ENTRIES.repeat(3000);
    let _ = stdin.write_all(many.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(3), String::new()));
}

#[test]
fn a_line_is_answered_while_the_input_stays_open() {
    use std::io::BufRead;
    let archive = Archive::bare();
    let mut child = archive.command(&["references", "--json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    for (entry, key) in [
        ("Nye, J. S. (2017). Deterrence and dissuasion. International Security, 41(3), 44–71.", "nye2017"),
        ("Nye, J. S. (2017). Deterrence and dissuasion. International Security, 41(3), 44–71.", "nye2017a"),
    ] {
        // Without an answer this would wait for ever, and the test be stopped.
        writeln!(stdin, "{entry}").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["id"], key);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// Records with all that formats stumble over.
fn odd_records() -> Vec<Record> {
    let base = |key: &str, kind| Record { key: key.into(), kind, issued: Some(Date::year(2020)), ..Record::default() };
    vec![
        Record {
            title: r#"50 % of A&B_c #1 {x} ~tilde^caret \back $5 "quoted" <less> a--b"#.into(),
            author: vec![
                Name { particle: "van".into(), ..Name::new("Beethoven", "Ludwig") },
                Name::literal("Johnson and Sons, Inc."),
                Name { suffix: "Jr.".into(), ..Name::new("King", "Martin Luther") },
                Name::new("Álvarez Müller", "José Š."),
            ],
            container: "Journal of Letters & Signs".into(),
            volume: "13".into(),
            issue: "3".into(),
            pages: "313–341".into(),
            doi: "10.1093/cjip/poaa_007".into(),
            url: "https://example.org/a_b?c=d%20e&f=g#h~i".into(),
            issued: Date::parse("2020-05-01"),
            accessed: Date::parse("2022-04-01"),
            language: Some(Lang::new("en")),
            ..base("odd2020", Kind::Journal)
        },
        Record {
            title: "К политико-правовым основаниям безопасности".into(),
            author: vec![Name::new("Крутских", "А. В."), Name::literal("МИД России")],
            publisher: "Наука".into(),
            place: "Москва".into(),
            isbn: "978-5-02-040000-1".into(),
            language: Some(Lang::new("ru")),
            ..base("krutskikh2007", Kind::Book)
        },
        Record {
            title: "The Proceedings of NATO in Tartu".into(),
            author: vec![Name::new("王", "征")],
            editor: vec![Name::new("Smith", "John")],
            container: "Handbook of Everything".into(),
            publisher: "MIT Press".into(),
            pages: "1–22".into(),
            ..base("wang2020", Kind::Chapter)
        },
        Record {
            title: "A thesis".into(),
            author: vec![Name::new("Doe", "Jane")],
            publisher: "University of Tartu".into(),
            genre: "PhD thesis".into(),
            ..base("doe2020", Kind::Thesis)
        },
        Record {
            title: "A report".into(),
            author: vec![Name::literal("United Nations")],
            number: "A/75/1".into(),
            publisher: "United Nations".into(),
            ..base("un2020", Kind::Report)
        },
        Record {
            title: "A page".into(),
            url: "https://example.org/".into(),
            accessed: Date::parse("2021-02-03"),
            ..base("page2020", Kind::WebPage)
        },
    ]
}

/// CSL-JSON as Pandoc reads it from one of its formats.
pub fn pandoc(from: &str, text: &str) -> Vec<Value> {
    let mut child = Command::new("pandoc")
        .args(["-f", from, "-t", "csljson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| lacks("pandoc", &error));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A text without the marks that Pandoc adds for capitals, and with the quotation marks and dashes of typewriters.
fn bare(text: &str) -> String {
    let mut bare = text.to_owned();
    for mark in ["<span class=\"nocase\">", "</span>"] {
        bare = bare.replace(mark, "");
    }
    for (sign, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("–", "-"), ("“", "\""), ("”", "\""), ("’", "'"), ("\u{a0}", " ")]
    {
        bare = bare.replace(sign, plain);
    }
    bare
}

fn texts(value: &Value) -> BTreeMap<String, String> {
    let plain = [
        "title",
        "container-title",
        "volume",
        "issue",
        "page",
        "DOI",
        "URL",
        "publisher",
        "publisher-place",
        "ISBN",
        "genre",
        "number",
        "type",
    ];
    let mut texts: BTreeMap<String, String> =
        plain.iter().filter_map(|name| Some(((*name).to_owned(), bare(value.get(name)?.as_str()?)))).collect();
    for role in ["author", "editor"] {
        for (nth, name) in value.get(role).and_then(Value::as_array).into_iter().flatten().enumerate() {
            let part = |name: &Value, part: &str| name.get(part).and_then(Value::as_str).unwrap_or("").to_owned();
            let particle = [part(name, "non-dropping-particle"), part(name, "dropping-particle")].concat();
            let parts = [part(name, "literal"), particle, part(name, "family"), part(name, "given"), part(name, "suffix")];
            texts.insert(format!("{role} {nth}"), bare(&parts.join("|")));
        }
    }
    for date in ["issued", "accessed"] {
        if let Some(parts) = value.get(date).and_then(|date| date.get("date-parts")) {
            texts.insert(date.to_owned(), parts.to_string());
        }
    }
    texts
}

#[test]
fn pandoc_reads_what_is_written() {
    let records = odd_records();
    let expected: Vec<BTreeMap<String, String>> =
        records.iter().map(|record| texts(&Value::Object(format::csl_json::value(record)))).collect();
    let bib: String = records.iter().map(format::bibtex::write).collect();
    let json: Vec<Value> = records.iter().map(|record| Value::Object(format::csl_json::value(record))).collect();
    for (from, text) in [("biblatex", bib.clone()), ("bibtex", bib), ("csljson", Value::Array(json).to_string())] {
        let read: BTreeMap<String, Value> =
            pandoc(from, &text).into_iter().map(|value| (value["id"].as_str().unwrap().to_owned(), value)).collect();
        for (record, expected) in records.iter().zip(&expected) {
            assert_eq!(&texts(&read[&record.key]), expected, "{from}: {text}");
        }
    }
}

#[test]
fn other_readers_of_bibtex_and_ris_read_what_is_written() {
    use biblib::CitationParser;
    let records = odd_records();
    let bib: String = records.iter().map(format::bibtex::write).collect();
    #[derive(serde::Deserialize)]
    struct Entry {
        entry_key: String,
        fields: BTreeMap<String, String>,
    }
    let mut macros = serde_bibtex::MacroDictionary::default();
    macros.set_month_macros();
    let entries = serde_bibtex::de::Deserializer::from_str_with_macros(&bib, macros).into_iter_regular_entry::<Entry>();
    let read: BTreeMap<String, BTreeMap<String, String>> =
        entries.map(|entry| entry.unwrap()).map(|entry| (entry.entry_key, entry.fields)).collect();
    assert_eq!(read.len(), records.len());
    assert_eq!(read["odd2020"]["pages"], "313--341");
    assert_eq!(read["odd2020"]["url"], "https://example.org/a_b?c=d%20e&f=g#h~i");
    assert_eq!(read["krutskikh2007"]["author"], "Крутских, А. В. and {МИД России}");

    let ris: String = records.iter().map(format::ris::write).collect();
    let citations = biblib::RisParser::new().parse(&ris).unwrap();
    assert_eq!(citations.len(), records.len());
    for (citation, record) in citations.iter().zip(&records) {
        assert_eq!(citation.title, record.title);
        // This reader cuts every name at `and`, which RIS does not know.
        let cut = record.people().flat_map(|(_, names)| names).filter(|name| name.literal.contains(" and ")).count();
        // All people are authors for it.
        let is_name = |line: &&str| ["AU  - ", "A1  - ", "A2  - ", "A3  - ", "A4  - "].iter().any(|tag| line.starts_with(tag));
        assert_eq!(citation.authors.len(), format::ris::write(record).lines().filter(is_name).count() + cut);
        assert_eq!(citation.doi.as_deref().unwrap_or(""), record.doi);
        assert_eq!(citation.date.as_ref().map(|date| date.year), record.issued.map(|date| date.start.year));
        assert_eq!(citation.journal.as_deref().unwrap_or(""), record.container);
    }
    assert_eq!(citations[0].pages.as_deref(), Some("313-341"));
    assert_eq!(citations[0].authors[0].name, "van Beethoven");
}
