//! What stands in entries, and what becomes of it.

use super::{super::Library, read, write};
use crate::csl;
use scholion_base::yaml::Value;

/// What a library's records say, without their keys, types and the JSON around it.
fn said(library: &Library, of: &str) -> String {
    let record = &library.entries.iter().find(|found| found.record.key == of || of.is_empty()).unwrap().record;
    let Value::Object(map) = csl::write(record) else { panic!("a record is a mapping") };
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    map.iter().filter(|(name, _)| !matches!(name.as_str(), "id")).map(|(name, value)| format!("{name}={}\n", shown(value))).collect()
}

/// Fields of an entry, and what its record says.
fn check(entry: &str, expected: &[&str]) {
    let library = read(entry);
    let said = said(&library, "");
    for line in expected {
        assert!(said.contains(&format!("{line}\n")), "{entry}\n{said}\n{line}");
    }
    assert!(library.faults.is_empty(), "{entry}: {:?}", library.faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>());
    // What was read is written, and read again the same.
    let written = write(&library.entries[0].record);
    let again = read(&written);
    assert_eq!(again.entries[0].record, library.entries[0].record, "{entry}\n{written}");
    assert!(again.faults.is_empty(), "{written}");
}

/// The finding of an entry, and where it stands.
fn doubted(text: &str, findings: &[&str]) {
    let found: Vec<String> = read(text).faults.iter().map(|fault| format!("{} `{}`", fault.message, fault.place.of(text))).collect();
    assert_eq!(found, findings, "{text}");
}

#[test]
fn titles_hold_words_of_tex() {
    for (latex, title) in [
        (r"Trade and {{Empire}}\textemdash{{Critical Views}}", "Trade and Empire—Critical Views"),
        (r"\foreignlanguage{german}{Der Brief} \href{https://a.org}{here}", "Der Brief here"),
        (r"Arts {$\leftrightarrow$} Crafts", "Arts ↔ Crafts"),
        ("A ``Third Way'' of `Reading' Letters", "A “Third Way” of ‘Reading’ Letters"),
        (r"\enquote{A \enquote{B} c} and \mkbibquote{d}, don't", "“A ‘B’ c” and “d”, don't"),
        (r"Garc{\'\i}a {\'{\i}} \'\i x \v{c} \c{c} \H{o} {\aa} \ss{} \oe{}uvre \t{oo}", "García í íx č ç ő å ß œuvre o͡o"),
        (
            r"An \emph{old} {\it text} of H$_2$O, \textsc{ii}",
            "An <i>old</i> <i>text</i> of H<sub>2</sub>O, <span style=\"font-variant:small-caps;\">ii</span>",
        ),
        (r"A letter of {van Gogh} on {DNA} and {iOS}", "A letter of <span class=\"nocase\">van Gogh</span> on DNA and iOS"),
        (r"{The whole in braces}", "The whole in braces"),
        (r"50\,\% of \$5 at {\textdegree}C \& more --- a -- b", "50 % of $5 at °C & more — a – b"),
        (r"Prices of $5 and $6", "Prices of $5 and $6"),
        (r"On $\frac{1}{2}$ and $x^{2}$", "On $\\frac{1}{2}$ and x<sup>2</sup>"),
        (r"<<Кто?>> \guillemotleft{}а\guillemotright", "«Кто?» «а»"),
        (r#"\textcyrillic{\CYRA\cyrb} \char"2014"#, "Аб —"),
        (r"Science \&amp; Letters &#8211; {\&}amp; \&lt;", "Science & Letters – & &lt;"),
        (r"Wien\textsuperscript{2nd} \textsubscript{a}", "Wien<sup>2nd</sup> <sub>a</sub>"),
    ] {
        check(&format!("@book{{k, title={{{latex}}}}}"), &[&format!("title={title}")]);
    }
    // Definitions of the library, and what BibTeX's own documentation defines.
    check(
        "@preamble{\"\\newcommand{\\noop}[1]{} \\newcommand{\\two}[2]{#2 #1}\"} @book{k, title={\\noop{x}A \\two{b}{c}}, year={\\noopsort{1999a}2001}}",
        &["title=A c b", "issued=2001"],
    );
}

#[test]
fn fields_have_their_variables() {
    for (fields, expected) in [
        ("@book{k, annote={Seen in Riga.}}", &["annote=Seen in Riga."][..]),
        ("@book{k, origdate={1850}, eventdate={1851-05/1851-06}}", &["original-date=1850", "event-date=1851-05/1851-06"]),
        ("@book{k, origyear={1850}}", &["original-date=1850"]),
        (
            "@book{k, eprint={20.500/77}, eprinttype={hdl}}",
            &["URL=https://hdl.handle.net/20.500/77", r#"custom={"eprint":"20.500/77","eprinttype":"hdl"}"#],
        ),
        ("@book{k, eprint={1234.5}, archiveprefix={arXiv}}", &["URL=https://arxiv.org/abs/1234.5"]),
        ("@article{k, eprint={123}, eprinttype={pubmed}}", &["PMID=123"]),
        (
            "@book{k, introduction={Intro, Ida}, afterword={After, Abe}, editora={Red, R}, editoratype={redactor}, editorb={Com, C}, editorbtype={compiler}}",
            &[
                r#"compiler=[{"family":"Com","given":"C"}]"#,
                r#"contributor=[{"family":"After","given":"Abe"},{"family":"Red","given":"R"},{"family":"Intro","given":"Ida"}]"#,
            ],
        ),
        ("@book{k, author={Roe, Ann and others}}", &[r#"author=[{"family":"Roe","given":"Ann"},{"literal":"others"}]"#]),
        (
            "@patent{k, type={patentus}, number={7}, location={countryfr and countryuk}}",
            &["genre=U.S. patent", "number=7", "publisher-place=France, United Kingdom"],
        ),
        (
            "@article{k, series={newseries}, shortjournal={J. L.}, journal={Letters}}",
            &["collection-title=new series", "container-title-short=J. L."],
        ),
        ("@collection{k, editor={Smith, J}}", &["type=book"]),
        ("@book{k, langid={ngerman}}", &["language=de"]),
        ("@book{k, language={english and french}}", &["language=en", r#"custom={"language":"english and french"}"#]),
        ("@misc{k, howpublished={Website: \\url{https://a.org/b_c~d}}}", &["URL=https://a.org/b_c~d", "medium=Website"]),
        ("@jurisdiction{k, court={High Court}}", &["authority=High Court"]),
        (
            "@book{k, addendum={Second issue}, nameaddon={pseudonym}, mrnumber={77}}",
            &[r#"custom={"addendum":"Second issue","mrnumber":"77","nameaddon":"pseudonym"}"#],
        ),
        ("@book{k, publisher={{Farrar and Straus}}, rights={CC0}}", &["publisher=Farrar and Straus", "license=CC0"]),
        (
            "@book{k, author={von Humboldt, Alexander}, options={useprefix=false}}",
            &[r#"author=[{"family":"Humboldt","given":"Alexander","dropping-particle":"von"}]"#],
        ),
        ("@book{k, pubstate={inpress}, director={Roe, Ann}}", &["status=in press", r#"director=[{"family":"Roe","given":"Ann"}]"#]),
        ("@article{k, date={2001-21}}", &["issued=2001-21"]),
        ("@article{k, year=2001, month=may # \"--\" # jun}", &["issued=2001-05/2001-06"]),
        ("@misc{k, date={12 May 1998}}", &["issued=1998-05-12"]),
        ("@book{k, date={-0043-03-15}}", &["issued=-0043-03-15"]),
        ("@book{k, year=2001, number=12, institution={A}, publisher={B}}", &["publisher=B", r#"custom={"institution":"A"}"#]),
        ("@book(k, title = {In Round Brackets (1)}, year = 2001)", &["title=In Round Brackets (1)", "issued=2001"]),
        ("@book{k, title=\"Quoted {\"}inner{\"} value\", publisher=\"Oak\"}", &["title=Quoted \"inner\" value", "publisher=Oak"]),
    ] {
        check(fields, expected);
    }
}

#[test]
fn entries_inherit_from_those_they_name_only() {
    let library = read(
        "@book{, author={Zed, Zoe}, title={Keyless}, publisher={Elm}}\n@article{one, author={Roe, Ann}, title={First}, journal={L}}\n\
         @inbook{two, title={Part}, crossref={MV}, pages={1--2}}\n@book{mv, author={Poe, B}, title={Whole}, subtitle={Sub}, date={1999}, doi={10.1/x}, pages={9}}\n\
         @xdata{x, publisher={Oak}, location={Ulm}, author={Roe, A and Poe, B}}\n@book{three, title={Third}, editor={xdata=x-author-2}, author={}, xdata={x}}\n\
         @book{tr, title={Tr}, related={mv}, relatedtype={translationof}}\n@article{i, title={I}, crossref={per}}\n@periodical{per, title={Annals}, year=2001}",
    );
    assert_eq!(
        said(&library, "one"),
        "type=article-journal\nauthor=[{\"family\":\"Roe\",\"given\":\"Ann\"}]\ntitle=First\ncontainer-title=L\n"
    );
    assert_eq!(
        said(&library, "two"),
        "type=chapter\nauthor=[{\"family\":\"Poe\",\"given\":\"B\"}]\ntitle=Part\ncontainer-title=Whole: Sub\npage=1–2\nissued=1999\n"
    );
    let three = said(&library, "three");
    assert!(
        three.contains(r#"editor=[{"family":"Poe","given":"B"}]"#) && three.contains("publisher=Oak\npublisher-place=Ulm\n"),
        "{three}"
    );
    assert!(said(&library, "tr").contains("original-date=1999\noriginal-title=Whole: Sub\n"));
    assert_eq!(said(&library, "i"), "type=article-journal\ntitle=I\ncontainer-title=Annals\nissued=2001\n");
    assert_eq!(library.faults.len(), 1);
}

#[test]
fn what_is_odd_is_said() {
    doubted("@book{, title={A}}", &["this entry has no key `@book{`"]);
    doubted("@book{n, author={Roe, Ann; Poe, Ben}}", &["`;` stands between names in `author` `author`"]);
    doubted("@book{n, author={A, B, C, D}}", &["`A, B, C, D` has more commas than a name `author`"]);
    doubted("@book{n, crossref={no}}", &["`crossref` names `no`, and no entry of this file has that key `crossref`"]);
    doubted("@book{n, title={A}, title={B}}", &["the field `title` stands here twice `title`"]);
    doubted("@book{n, year={2001}, month={13}}", &["of `13 2001` only 2001 is read as a date `year`"]);
    doubted("@book{n, year={in press}}", &["`in press` is no date `year`"]);
    doubted("@set{n, entryset={a,b}}", &["a set of entries is no work: a,b `n`"]);
    doubted(
        "@book{n, file={/home/roe/a.pdf}, timestamp={x}, title={\\strange{A} \\odd}}\n@book{m, file={b}}",
        &[
            "commands of TeX that nobody knows: `\\odd` (1), `\\strange` (1) ``",
            "fields that are not kept: `file` (2), `timestamp` (1) `n`",
        ],
    );
    // Its words stay.
    assert_eq!(read("@book{n, title={\\strange{A} \\odd}}").entries[0].record.title, "A odd");
}

#[test]
fn large_files_take_their_time_only() {
    for part in ["{\\}", "$", "\\emph[", "``", "\\(", "{", "@book{a, title={", "@string{a = a # a}", "\\em ", "@book{a,crossref={a}}\n"] {
        let many = part.repeat(20_000);
        read(&format!("@book{{k, title={{{many}}}}}"));
        read(&many);
    }
}

#[test]
fn definitions_in_each_other_end() {
    // Eight that each call the next a thousand times and say nothing, and one that says its argument as often.
    let preamble: String =
        ('a'..'h').zip('b'..='h').map(|(name, next)| format!("\\def\\z{name}{{{}}}", format!("\\z{next} ").repeat(1000))).collect();
    let library = read(&format!("@preamble{{\"{preamble}\\def\\zh{{}}\"}}@book{{a, title={{Ports\\za{{}} of Riga}}}}"));
    assert!(library.entries[0].record.title.starts_with("Ports"));
    let many = format!("@preamble{{\"\\def\\m#1{{{}}}\"}}@book{{a, title={{\\m{{{}}}}}}}", "#1".repeat(10_000), "x".repeat(100_000));
    assert!(read(&many).entries[0].record.title.len() < 4 << 20);
}

proptest::proptest! {
    #[test]
    fn what_is_read_is_written_in_one_form(
        title in r#"([{}$~`',_^-]|[\\]|[\\](emph|enquote|'|c|alpha|strange|textbf|url|in)|[a-cA-C ]| and |ä|1){0,14}"#,
        names in r"([{},;=]| and |[\\]'|[a-cA-C]| |Jr|von |others|family=){0,12}",
        date in r"([0-9]{4}|[-/~?., ]|May|c\. |X|spring){0,6}",
        field in "(note|journal|publisher|language|eprint|number|series|editora|type|keywords|howpublished)",
    ) {
        let text = format!("@article{{k, title={{{title}}}, author={{{names}}}, date={{{date}}}, {field}={{{title}}}}}");
        if let Some(found) = read(&text).entries.first() {
            let written = write(&found.record);
            let again = read(&written).entries.remove(0).record;
            let twice = write(&again);
            proptest::prop_assert_eq!(&read(&twice).entries[0].record, &again, "{}\n{}\n{}", text, written, twice);
        }
    }
}
