//! Sources converted again: editors' work is never overwritten.

use std::fs;

use crate::fixture::{Archive, Ran};

const SOURCE: &str = "content/sources/letter.txt";
const DOCUMENT: &str = "content/documents/letter.md";
const ASIDE: &str = ".scholion/conflicts/content/documents/letter.md";

/// A source of three paragraphs.
fn text(first: &str, second: &str, third: &str) -> String {
    format!(
        "A letter from the harbour\n\n{first} is what the first paragraph is about, and it goes on for a while.\n\n{second} is what the second one is about, and it goes on as well.\n\n{third} is what the last paragraph is about, before it ends.\n"
    )
}

/// An archive whose one source has been ingested.
fn ingested() -> Archive {
    let archive = Archive::new("");
    archive.write(SOURCE, text("Rain", "Wind", "Snow"));
    let ran = ingest(&archive);
    assert!(ran.stderr.contains("content/documents/letter.md: created"), "{}", ran.stderr);
    archive
}

fn ingest(archive: &Archive) -> Ran {
    let source = archive.read(SOURCE);
    let ran = archive.run(&["ingest"]);
    assert_eq!(archive.read(SOURCE), source, "sources are never written");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran
}

fn edit(archive: &Archive, from: &str, to: &str) {
    let document = archive.read(DOCUMENT);
    assert!(document.contains(from), "{document}");
    archive.write(DOCUMENT, document.replace(from, to));
}

#[test]
fn nothing_new_changes_nothing() {
    let archive = ingested();
    let before = archive.files("content");
    let ran = ingest(&archive);
    assert!(ran.stderr.contains("letter.md: as it was") && archive.files("content") == before, "{}", ran.stderr);
}

#[test]
fn an_edited_document_stays_as_it_is_while_its_source_does() {
    let archive = ingested();
    edit(&archive, "Wind is", "A gale is");
    let before = archive.files("content");
    ingest(&archive);
    // Even where the cache is gone, as in a fresh clone.
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    ingest(&archive);
    assert_eq!(archive.files("content"), before);
}

#[test]
fn an_untouched_document_is_replaced() {
    let archive = ingested();
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    archive.write(SOURCE, text("Hail", "Wind", "Snow"));
    let ran = ingest(&archive);
    assert!(ran.stderr.contains("letter.md: replaced, since nobody edited it"), "{}", ran.stderr);
    assert!(archive.read(DOCUMENT).contains("Hail is"));
}

#[test]
fn an_edited_document_is_merged_with_a_new_source() {
    let archive = ingested();
    edit(&archive, "Snow is", "Sleet is");
    archive.write(SOURCE, text("Hail", "Wind", "Snow"));
    let ran = ingest(&archive);
    assert!(ran.stderr.contains("letter.md: merged with what you edited"), "{}", ran.stderr);
    let document = archive.read(DOCUMENT);
    assert!(document.contains("Hail is") && document.contains("Sleet is"), "{document}");
    // And once more, with what was generated the second time as the base.
    archive.write(SOURCE, text("Hail", "Fog", "Snow"));
    ingest(&archive);
    let document = archive.read(DOCUMENT);
    assert!(document.contains("Hail is") && document.contains("Fog is") && document.contains("Sleet is"), "{document}");
}

#[test]
fn in_a_conflict_the_editors_words_stand_and_the_new_text_is_put_aside() {
    let archive = ingested();
    edit(&archive, "Rain is", "Drizzle is");
    archive.write(SOURCE, text("Hail", "Wind", "Snow"));
    let before = archive.read(DOCUMENT);
    let ran = ingest(&archive);
    assert!(
        ran.stderr.contains("warning[merge-conflict]: you and a new conversion of the source changed the same words; yours stand"),
        "{}",
        ran.stderr
    );
    assert_eq!(archive.read(DOCUMENT), before);
    assert!(archive.read(ASIDE).contains("Hail is"));
    // Reported until it is settled: here by taking the new text.
    assert!(ingest(&archive).stderr.contains("merge-conflict"));
    fs::copy(archive.at(ASIDE), archive.at(DOCUMENT)).unwrap();
    assert!(!ingest(&archive).stderr.contains("merge-conflict"));
    assert!(!archive.at(ASIDE).exists());
}

#[test]
fn without_a_base_an_edited_document_is_left_alone() {
    let archive = ingested();
    edit(&archive, "Rain is", "Drizzle is");
    archive.write(SOURCE, text("Rain", "Wind", "Hail"));
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    let before = archive.read(DOCUMENT);
    let ran = ingest(&archive);
    assert!(ran.stderr.contains("warning[no-merge-base]"), "{}", ran.stderr);
    assert_eq!(archive.read(DOCUMENT), before);
    assert!(archive.read(ASIDE).contains("Hail is"));
}

/// The source changed as said after the document was edited as said: how that ends.
fn again(archive: &Archive, source: &str) -> (String, String) {
    archive.write(SOURCE, source);
    let ran = ingest(archive);
    (ran.stderr, archive.read(DOCUMENT))
}

#[test]
fn what_an_editor_deleted_does_not_come_back() {
    let archive = ingested();
    edit(&archive, "Wind is what the second one is about, and it goes on as well.\n\n", "");
    // Elsewhere the source may change: the paragraph stays deleted.
    let (said, document) = again(&archive, &text("Hail", "Wind", "Snow"));
    assert!(said.contains("merged with what you edited") && document.contains("Hail is") && !document.contains("Wind"), "{said}{document}");
    // Where it changed just that, the editor decides, with both texts at hand.
    let (said, document) = again(&archive, &text("Hail", "Fog", "Snow"));
    assert!(said.contains("merge-conflict") && !document.contains("Wind") && !document.contains("Fog"), "{said}{document}");
    assert!(archive.read(ASIDE).contains("Fog is"));
}

#[test]
fn different_words_of_one_paragraph_both_stand() {
    let archive = ingested();
    edit(&archive, "Rain is what the first paragraph is about", "Rain is all that the first paragraph is about");
    let (said, document) = again(&archive, &text("Hail", "Wind", "Snow"));
    assert!(said.contains("merged") && document.contains("Hail is all that the first paragraph is about"), "{said}{document}");
}

/// Two paragraphs with a note each, and one more before them if it is given.
fn noted(first: &str) -> String {
    let (mark, body, rest) = if first.is_empty() { ("", String::new(), [1, 2]) } else { ("[1]", format!("[1] {first}\n"), [2, 3]) };
    let [one, two] = rest;
    format!(
        "A letter from the harbour\n\nThe ships were late that year{mark}, and nobody in the town knew why that was so.\n\nThe ice had come early that year[{one}] and the pilots had long been gone.\n\nThe spring was late that year[{two}] and nobody was surprised by that.\n\nNotes\n\n{body}[{one}] See the almanac of that year, page 12.\n[{two}] See the diary of the pilot, page 15.\n"
    )
}

#[test]
fn notes_may_be_numbered_anew_around_an_edit() {
    let archive = Archive::new("");
    archive.write(SOURCE, noted(""));
    ingest(&archive);
    assert!(archive.read(DOCUMENT).contains("[^2]: See the diary"), "{}", archive.read(DOCUMENT));
    edit(&archive, "the diary of the pilot", "the lost diary of the pilot");
    let (said, document) = again(&archive, &noted("See the ledger of the harbour, page 3."));
    assert!(said.contains("merged with what you edited"), "{said}");
    assert!(document.contains("[^1]: See the ledger") && document.contains("[^3]: See the lost diary of the pilot"), "{document}");
    assert!(document.contains("The spring was late that year[^3]"), "{document}");
}

#[test]
fn a_note_of_the_editors_never_gets_the_number_of_another() {
    let archive = Archive::new("");
    archive.write(SOURCE, noted(""));
    ingest(&archive);
    edit(&archive, "by that.\n", "by that.[^3]\n");
    let mine = format!("{}\n[^3]: A note of ours.\n", archive.read(DOCUMENT));
    archive.write(DOCUMENT, &mine);
    let (said, document) = again(&archive, &noted("See the ledger of the harbour, page 3."));
    assert!(said.contains("merge-conflict") && document == mine, "{said}{document}");
}

#[test]
fn front_matter_that_both_changed_is_merged_key_by_key() {
    let archive = ingested();
    edit(
        &archive,
        "title: A letter from the harbour\n",
        "title: \"A letter from the harbour\"   # as on the envelope\nauthor:\n- {family: Tamm, given: Anna}\n",
    );
    let dated =
        text("Rain", "Wind", "Snow").replace("A letter from the harbour\n", "A letter from the harbour\n\ndoi: 10.1234/harbour.5\n");
    let (said, document) = again(&archive, &dated);
    assert!(said.contains("merged with what you edited"), "{said}");
    for line in
        ["title: \"A letter from the harbour\"   # as on the envelope\n", "- {family: Tamm, given: Anna}\n", "DOI: 10.1234/harbour.5\n"]
    {
        assert!(document.contains(line), "{line} is not in {document}");
    }
    // The same key, and not alike.
    let (said, after) = again(&archive, &dated.replace("letter from the harbour", "letter from the port"));
    assert!(said.contains("merge-conflict") && after == document, "{said}");
}

#[test]
fn line_ends_are_no_edit_and_stay_as_they_are() {
    let archive = ingested();
    edit(&archive, "Snow is", "Sleet is");
    archive.write(DOCUMENT, archive.read(DOCUMENT).replace('\n', "\r\n"));
    let (said, document) = again(&archive, &text("Hail", "Wind", "Snow"));
    assert!(said.contains("merged with what you edited") && document.contains("Hail is") && document.contains("Sleet is"), "{said}");
    assert_eq!(document.matches('\n').count(), document.matches("\r\n").count());
}

#[test]
fn a_renamed_source_keeps_its_document() {
    for is_edited in [false, true] {
        let archive = ingested();
        if is_edited {
            edit(&archive, "Rain is", "Drizzle is");
        }
        fs::rename(archive.at(SOURCE), archive.at("content/sources/letter-of-1911.txt")).unwrap();
        let ran = archive.run(&["ingest"]);
        assert!(ran.status == 0 && !archive.at("content/documents/letter-of-1911.md").exists(), "{}", ran.stderr);
        let document = archive.read(DOCUMENT);
        assert!(document.contains("  file: letter-of-1911.txt\n") && document.contains("Drizzle is") == is_edited, "{document}");
        // `build` does so as well where nobody edited the document; else it says so.
        let ran = archive.run(&["build"]);
        assert!(ran.status == 0 && !archive.at("content/documents/letter-of-1911.md").exists(), "{}", ran.stderr);
    }
}

#[test]
fn a_document_whose_source_is_gone_stays() {
    let archive = ingested();
    edit(&archive, "Rain is", "Drizzle is");
    let before = archive.files("content/documents");
    fs::remove_file(archive.at(SOURCE)).unwrap();
    for args in [["ingest"], ["build"], ["check"]] {
        assert_eq!(archive.run(&args).status, 0, "{args:?}");
    }
    assert_eq!(archive.files("content/documents"), before);
    // And is merged with it if it comes back otherwise.
    let (said, document) = again(&archive, &text("Rain", "Wind", "Hail"));
    assert!(
        said.contains("merged with what you edited") && document.contains("Hail is") && document.contains("Drizzle is"),
        "{said}{document}"
    );
}

#[test]
fn a_renamed_document_is_still_that_of_its_source() {
    let archive = ingested();
    fs::rename(archive.at(DOCUMENT), archive.at("content/documents/from-the-harbour.md")).unwrap();
    let ran = ingest(&archive);
    assert!(ran.stderr.contains("from-the-harbour.md: as it was") && !archive.at(DOCUMENT).exists(), "{}", ran.stderr);
}

/// A letter with a list of references, so that it has a library.
fn with_library() -> Archive {
    let archive = Archive::new("");
    archive.write(
        SOURCE,
        "A letter on salt\n\nSalt was weighed at night (Okoro, 2004), and seldom by day, as everybody in the port knew well.\n\n\
         References\n\nOkoro, B. (2004). Measures of the coast. Lagos: Lantern Press.\nTam, J. (1998). The beam and the law. Journal of Ports, 4(2), 11-29.\n",
    );
    ingest(&archive);
    assert!(archive.read(DOCUMENT).contains("\nbibliography: ../bibliography/letter.yaml\n"));
    archive
}

/// The library bears the name of its document, not of its source, also where the source is converted anew.
#[test]
fn a_library_goes_by_the_name_of_its_document() {
    let (renamed, library, former) =
        ("content/documents/harbour.md", "content/bibliography/harbour.yaml", "content/bibliography/letter.yaml");
    // The source is called otherwise: nothing changes but what the document says of it.
    let archive = with_library();
    fs::rename(archive.at(SOURCE), archive.at("content/sources/letter-of-1911.txt")).unwrap();
    assert_eq!(archive.run(&["ingest"]).status, 0);
    assert!(archive.read(DOCUMENT).contains("\nbibliography: ../bibliography/letter.yaml\n"), "{}", archive.read(DOCUMENT));
    assert!(!archive.at("content/bibliography/letter-of-1911.yaml").exists());
    assert!(archive.run(&["ingest"]).stderr.contains("nothing new"));
    for (is_document_edited, is_library_edited) in [(false, false), (true, false), (false, true), (true, true)] {
        let archive = with_library();
        if is_document_edited {
            edit(&archive, "Salt was weighed", "Salt was always weighed");
        }
        if is_library_edited {
            archive.write(former, archive.read(former).replace("Lantern Press", "Lamp Press"));
        }
        fs::rename(archive.at(DOCUMENT), archive.at(renamed)).unwrap();
        ingest(&archive);
        let document = archive.read(renamed);
        assert!(document.contains("\nbibliography: ../bibliography/harbour.yaml\n"), "{document}");
        assert_eq!(document.contains("Salt was always weighed"), is_document_edited, "{document}");
        assert_eq!(archive.read(library).contains("publisher: Lamp Press"), is_library_edited, "{}", archive.read(library));
        // Nothing is removed that an editor may have written, and a second time changes nothing.
        assert!(archive.at(former).exists() && !archive.at(".scholion/conflicts").exists());
        let before = archive.files("content");
        ingest(&archive);
        assert_eq!(archive.files("content"), before);
        // Another name, and both files at once.
        fs::rename(archive.at(renamed), archive.at("content/documents/quay.md")).unwrap();
        fs::rename(archive.at(library), archive.at("content/bibliography/quay.yaml")).unwrap();
        ingest(&archive);
        let document = archive.read("content/documents/quay.md");
        assert!(document.contains("\nbibliography: ../bibliography/quay.yaml\n"), "{document}");
        assert_eq!(document.contains("Salt was always weighed"), is_document_edited, "{document}");
        assert!(!archive.at(library).exists() && !archive.at(".scholion/conflicts").exists());
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let archive = Archive::new("");
    archive.write(SOURCE, text("Rain", "Wind", "Snow"));
    let ran = archive.run(&["ingest", "--dry-run"]);
    assert!(ran.stdout.contains("content/documents/letter.md: would be created"), "{}", ran.stdout);
    assert!(!archive.at("content/documents").exists() && !archive.at(".scholion").exists());
}

#[test]
fn build_ingests_what_has_no_document_and_touches_no_other() {
    let archive = ingested();
    edit(&archive, "Rain is", "Drizzle is");
    archive.write(SOURCE, text("Hail", "Wind", "Snow"));
    archive.write("content/sources/other.txt", text("Dust", "Sand", "Heat"));
    let before = archive.read(DOCUMENT);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(archive.read(DOCUMENT), before);
    assert!(archive.read("content/documents/other.md").contains("Dust is"));
    assert!(archive.at("public/documents/other.html").exists() && archive.at("public/documents/letter.html").exists());
}

#[test]
fn check_sees_what_build_would_ingest_and_writes_nothing() {
    let archive = Archive::new("");
    archive.write(SOURCE, text("Rain", "Wind", "Snow"));
    let ran = archive.run(&["check", "--json"]);
    assert!(ran.stdout.contains("\"path\":\"content/documents/letter.md\""), "{}", ran.stdout);
    assert!(!archive.at("content/documents").exists() && !archive.at("public").exists());
}

/// A corpus of letters; the second has a name.
fn corpus(first: &str, second: &str) -> String {
    let letter = |name: &str, title: &str, words: &str| {
        format!(
            "<TEI{name}><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc></teiHeader>\n\
             <text><body><p>{words}</p></body></text></TEI>\n"
        )
    };
    let header = "<teiHeader><fileDesc><titleStmt><title>Letters of a keeper</title></titleStmt></fileDesc></teiHeader>";
    let letters = [letter("", "To the board", first), letter(" xml:id='k17'", "To the pilot", second)].concat();
    format!("<teiCorpus xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'>{header}\n{letters}</teiCorpus>\n")
}

#[test]
fn each_text_of_a_file_has_a_document_of_its_own() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/sources/letters.xml", corpus("The lamp is out.", "Bring oil."));
    assert!(archive.run(&["ingest"]).stderr.contains("2 sources ingested, 2 with something new"));
    let read = |name: &str| archive.read(&format!("content/documents/letters-{name}.md"));
    assert!(read("1").contains("title: To the board\nlang: en\ncontainer-title: Letters of a keeper\n"), "{}", read("1"));
    assert!(read("k17").contains("  part: k17\n") && read("k17").ends_with("---\n\nBring oil.\n"), "{}", read("k17"));
    assert!(archive.run(&["ingest"]).stderr.contains("nothing new"));
    // Only the text that changed is made anew, and what was edited of the other stays.
    archive.write("content/documents/letters-1.md", read("1").replace("is out", "has gone out"));
    archive.write("content/sources/letters.xml", corpus("The lamp is out.", "Bring oil, and wicks."));
    assert!(archive.run(&["ingest"]).stderr.contains("1 with something new"));
    assert!(read("1").contains("has gone out") && read("k17").contains("and wicks"));
    // A part is named as its file is; the file means all.
    assert!(archive.run(&["ingest", "letters.xml#k17"]).stderr.contains("1 source ingested"));
    assert!(archive.run(&["ingest", "letters.xml"]).stderr.contains("2 sources ingested"));
    // The page beside the source shows the part and nothing of the others.
    archive.run(&["build"]);
    let page = archive.read("public/documents/letters-k17.source.html");
    assert!(page.contains("wicks") && !page.contains("lamp"), "{page}");
    // The file may be called otherwise.
    archive.write("content/sources/post.xml", corpus("The lamp is out.", "Bring oil, and wicks."));
    fs::remove_file(archive.at("content/sources/letters.xml")).unwrap();
    archive.run(&["ingest"]);
    assert!(read("k17").contains("  file: post.xml\n  part: k17\n"));
}

/// A letter in TEI with these words and this register behind it.
fn tei(words: &str, register: &str) -> String {
    format!(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0' xmlns:xi='http://www.w3.org/2001/XInclude' xml:lang='en'><teiHeader><fileDesc><titleStmt>\
         <title>A letter</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>\
         <text><body>{words}</body><back>{register}</back></text></TEI>"
    )
}

#[test]
fn registers_give_records_once_and_these_are_the_editors() {
    const PEOPLE: &str = "content/authorities/people.yaml";
    let archive = Archive::new("");
    let known = "- id: ida\n  name: Ida Lund\n  identifiers: {gnd: '118540238'}\n";
    archive.write(PEOPLE, known);
    let words = "<p><persName ref='#p1'>She</persName> saw <rs ref='reg.xml#k'>the keeper</rs>, <persName ref='#p2'>Jan</persName> and \
                 <persName ref='#p9'>nobody</persName> with <rs ref='#p1 reg.xml#k'>Lund and Tom</rs>, <rs ref='#p1 #p2 http://x.example'>both</rs>, at <placeName ref='#l'>the <hi rend='i'>ford</hi></placeName><note>Dry.</note>.</p>";
    let one = "<listPerson><person xml:id='p1'><persName>Lund, I.</persName><idno type='GND'>118540238</idno></person>\
               <person xml:id='p2'><persName>Jan Holm</persName></person></listPerson><listPlace><place xml:id='l'><placeName>Ford</placeName></place></listPlace>";
    archive.write("content/sources/a.xml", tei(words, one));
    // The same name for another person.
    let other = "<listPerson><person xml:id='p2'><persName>Jan Holm</persName><birth when='1801'/></person><person xml:id='p1'><persName>Eva Tam</persName></person></listPerson>";
    archive.write(
        "content/sources/b.xml",
        tei("<p><persName ref='#p1'>Eva</persName> wrote, as in <ref target='a.xml#x'>his</ref>.</p>", other),
    );
    archive.write(
        "content/sources/reg.xml",
        tei("<p>The register.</p>", "<listPerson><person xml:id='k'><persName>Old Tom</persName></person></listPerson>"),
    );
    let ran = archive.run(&["ingest"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let people = archive.read(PEOPLE);
    assert_eq!(
        people,
        format!(
            "{known}- id: jan-holm\n  name: Jan Holm\n  sort: Holm, Jan\n  link: false\n  x-source: a.xml#p2\n- id: eva-tam\n  name: Eva Tam\n  sort: Tam, Eva\n  link: false\n  \
             x-source: b.xml#p1\n- id: old-tom\n  name: Old Tom\n  sort: Tom, Old\n  link: false\n  x-source: reg.xml#k\n"
        )
    );
    let document = archive.read("content/documents/a.md");
    let link = |words: &str, kind: &str, id: &str| format!("[{words}](../authorities/{kind}.yaml#{id})");
    let line = format!(
        "{} saw {}, {} and nobody with {} and {}, both[^1], at {}[^2].",
        link("She", "people", "ida"),
        link("the keeper", "people", "old-tom"),
        link("Jan", "people", "jan-holm"),
        link("Lund", "people", "ida"),
        link("Tom", "people", "old-tom"),
        link("the *ford*", "places", "ford")
    );
    assert!(document.contains(&line), "{document}");
    let note = format!("[^1]: {}; {}", link("Ida Lund", "people", "ida"), link("Jan Holm", "people", "jan-holm"));
    assert!(document.contains(&note), "{document}");
    assert!(archive.run(&["ingest", "--report", "a.xml"]).stdout.contains("“#p9”"));
    assert!(archive.read("content/documents/b.md").contains(&format!("{} wrote, as in [his](a.xml).", link("Eva", "people", "eva-tam"))));
    let built = archive.run(&["build"]);
    assert!(built.status == 0 && !built.stderr.contains("warning"), "{}", built.stderr);
    assert!(archive.read("public/documents/a.html").contains("<a class=\"people\" href=\"../people/old-tom.html\">the keeper</a>"));
    assert!(archive.read("public/documents/b.html").contains("href=\"a.html\">his</a>"));
    assert!(archive.read("public/people/old-tom.html").contains("<mark>the keeper</mark>"));
    // What an editor wrote stays, and two entries may be one person.
    archive.write(PEOPLE, people.replace("a.xml#p2", "[a.xml#p2, b.xml#p1]").replace("Jan Holm\n", "Jan (the elder) Holm\n"));
    let before = archive.read(PEOPLE);
    archive.run(&["ingest"]);
    assert_eq!(archive.read(PEOPLE), before);
    assert!(archive.read("content/documents/b.md").contains(&link("Eva", "people", "jan-holm")));
    // What an editor took out does not come back.
    let without = before.split("- id: old-tom").next().unwrap().to_owned();
    archive.write(PEOPLE, &without);
    archive.run(&["ingest"]);
    assert_eq!(archive.read(PEOPLE), without);
    assert!(archive.read("content/documents/a.md").contains("saw the keeper, "));
}

#[test]
fn a_file_that_stands_in_another_is_a_part_of_it() {
    let archive = Archive::new("");
    let words = "<p><persName ref='#k'>Tom</persName> wrote.</p><xi:include href='parts/one.xml'/><xi:include href='parts/two.xml'><xi:fallback><p>Lost.</p></xi:fallback></xi:include>";
    archive.write("content/sources/book.xml", tei(words, "<xi:include href='parts/people.xml'/>"));
    let people = "<listPerson xmlns='http://www.tei-c.org/ns/1.0'><person xml:id='k'><persName>Old Tom</persName></person></listPerson>";
    archive.write("content/sources/parts/people.xml", people);
    archive.write("content/sources/parts/one.xml", "<div xmlns='http://www.tei-c.org/ns/1.0'><p>The first\npart.</p></div>");
    let ran = archive.run(&["ingest", "--verbose"]);
    assert!(ran.status == 0 && ran.stderr.contains("part-of-source"), "{}", ran.stderr);
    assert!(!archive.at("content/documents/one.md").exists());
    let document = archive.read("content/documents/book.md");
    assert!(document.contains("[Tom](../authorities/people.yaml#old-tom) wrote.\n\nThe first part.\n\nLost.\n"), "{document}");
    assert!(archive.run(&["ingest", "--report", "book.xml"]).stdout.contains("parts/two.xml"));
    let built = archive.run(&["build"]);
    assert!(built.status == 0 && !built.stderr.contains("lost"), "{}", built.stderr);
    let page = archive.read("public/documents/book.source.html");
    assert!(page.contains("The first part."), "{page}");
}

#[test]
fn what_is_hidden_or_outside_the_archive_is_no_part_of_a_text() {
    let (archive, outside) = (Archive::new(""), tempfile::tempdir().unwrap());
    fs::write(outside.path().join("far.txt"), "Far words.").unwrap();
    fs::create_dir_all(archive.at("content/sources")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("far.txt"), archive.at("content/sources/far.txt")).unwrap();
    archive.write("content/sources/.near.txt", "Near words.");
    archive.write("content/sources/here.txt", "Open words.");
    let include = |name: &str| format!("<p>The part: <xi:include parse='text' href='{name}'/></p>");
    archive.write("content/sources/book.xml", tei(&["here.txt", ".near.txt", "far.txt"].map(include).concat(), "<p>The end.</p>"));
    archive.run(&["ingest"]);
    let document = archive.read("content/documents/book.md");
    assert!(document.contains("Open words."), "{document}");
    assert!(!document.contains("Near words") && !document.contains("Far words"), "{document}");
}
