//! Letters: correspondences, calendars, the letter's own page, and letters as data.

use crate::fixture::Archive;

/// Five letters: between two people, to a body, from somebody unknown, and one that is none.
const ARCHIVE: &str = "
//- /scholion.yaml
title: Letters of the harbour
base-url: https://letters.example/
publisher: Harbour Archive
metadata-license: CC0-1.0
//- /content/authorities/people.yaml
- {id: lunde, name: Edvard Lunde, sort: 'Lunde, Edvard', identifiers: {viaf: 102333412, gnd: 118540238}}
//- /content/authorities/organizations.yaml
- {id: board, name: Harbour Board}
//- /content/authorities/places.yaml
- {id: narva, name: Narva, identifiers: {geonames: 590031}}
//- /content/documents/one.md
---
title: The first letter
license: CC-BY-4.0
added: 2026-05-02
author: [{family: Lunde, given: Edvard}]
recipient: [{family: Berg, given: Ida}]
sent: {place: Narva, date: 1843-05-02}
received: {place: {id: narva}, date: 1843-05-04, conjecture: [date]}
---

Dear Ida.
//- /content/documents/two.md
---
title: The answer
license: CC-BY-4.0
type: personal_communication
author: [{family: Berg, given: Ida}]
recipient: [{family: Lunde, given: Edvard}, {literal: Harbour Board}]
sent: {place: Dorpat, date: 1843-06~}
letter-before: one.md
---

Dear Edvard.
//- /content/documents/three.md
---
title: The third letter
license: CC-BY-4.0
author: [{family: Lunde, given: Edvard}]
recipient: [{family: Berg, given: Ida}]
sent: {not-before: 1843-12-28, not-after: 1844-01-03, uncertain: people}
forwarded: {type: redirected, people: [{family: Tam, given: Jaan}], place: Riga}
---

Dear Ida, again.
//- /content/documents/four.md
---
title: To the board
license: CC-BY-4.0
type: personal_communication
recipient: [{literal: Harbour Board}]
issued: 184X
---

Sirs.
//- /content/documents/five.md
---
title: An article
license: CC-BY-4.0
type: article-journal
author: [{family: Berg, given: Ida}]
received: 2022-05-10
---

No letter.
";

fn built() -> Archive {
    let archive = Archive::new(ARCHIVE);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

/// The words of a page's main part, without tags.
fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let bare = regex::Regex::new("<[^>]*>").unwrap().replace_all(main, " ").into_owned();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn letters_stand_by_pairs_and_years() {
    let archive = built();
    let index = archive.read("public/letters/index.html");
    let shown = words(&index);
    assert!(shown.contains("4 letters · 2 correspondences") && shown.contains("Berg, Ida – Harbour Board 1843 1"), "{shown}");
    assert!(index.contains("href=\"ida-berg.lunde.html\"") && index.contains("href=\"1843.html\""), "{index}");
    assert!(!archive.files("public/letters").keys().any(|path| path.contains("undated")), "a decade is a year of each of ten");
    let pair = archive.read("public/letters/ida-berg.lunde.html");
    let places: Vec<usize> = ["The first letter", "The answer", "The third letter"].map(|title| pair.find(title).unwrap()).into();
    assert!(places.is_sorted(), "in order of their dates");
    let shown = words(&pair);
    assert!(shown.contains("3 letters, 1843–1844 · 2 from Edvard Lunde, 1 from Ida Berg"), "{shown}");
    assert!(shown.contains("between 28 December 1843 – 3 January 1844"), "{shown}");
    assert!(archive.read("public/letters/ida-berg.o.board.html").contains("../organizations/board.html"));
    // In the menu of every page, and only where there are letters.
    assert!(archive.read("public/index.html").contains("letters/index.html"));
}

#[test]
fn a_year_is_a_calendar() {
    let archive = built();
    let page = archive.read("public/letters/1843.html");
    assert_eq!(page.matches("<caption>").count(), 12);
    assert!(page.contains("<a href=\"../documents/one.html\" aria-label=\"2 May 1843: 1 letter\">2</a>"), "{page}");
    let listed = page.split("Day not certain").nth(1).unwrap();
    for title in ["The answer", "The third letter", "To the board"] {
        assert!(listed.contains(title), "{title}");
    }
    assert!(page.contains("href=\"1842.html\" rel=\"prev\"") && page.contains("href=\"1844.html\" rel=\"next\""), "{page}");
    assert!(!page.contains("<script>"));
    assert!(archive.read("public/letters/1844.html").contains("The third letter"));
}

#[test]
fn a_letter_shows_its_way_and_its_neighbours() {
    let archive = built();
    let page = archive.read("public/documents/two.html");
    assert!(page.contains("<a href=\"one.html\" rel=\"prev\"") && page.contains("<a href=\"three.html\" rel=\"next\""), "{page}");
    let shown = words(&page);
    assert!(shown.contains("Sent Dorpat , c. June 1843") && shown.contains("Follows The first letter"), "{shown}");
    let first = words(&archive.read("public/documents/one.html"));
    assert!(first.contains("Received Narva , 4 May 1843 (date inferred)"), "{first}");
    let third = words(&archive.read("public/documents/three.html"));
    assert!(third.contains("Redirected Jaan Tam , Riga"), "{third}");
    assert!(!archive.read("public/documents/five.html").contains("letters.css"));
    // Whom a letter is from and to, on the page of each; places of letters have pages.
    assert!(words(&archive.read("public/people/lunde.html")).contains("Letters exchanged with Ida Berg 1843–1844 3"));
    assert!(archive.read("public/places/narva.html").contains("The first letter"));
    assert!(archive.read("public/places/dorpat.html").contains("The answer"));
}

#[test]
fn letters_are_data() {
    let archive = built();
    let csv = archive.read("public/data/letters.csv");
    assert_eq!(csv.lines().count(), 1 + 5, "a line for each sender and addressee");
    assert!(csv.contains("one,The first letter,Edvard Lunde,https://letters.example/people/lunde.html,Ida Berg,"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&archive.read("public/data/letters.json")).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 4);
    let without = Archive::new("//- /content/documents/a.md\n---\ntitle: A\n---\n\nNo letter.\n");
    assert_eq!(without.run(&["build"]).status, 0);
    assert!(
        !without
            .files("public")
            .keys()
            .any(|path| path.starts_with("letters/") || path.starts_with("data/letters") || path.contains("cmif"))
    );
}

#[test]
fn a_name_may_say_whose_it_is() {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: A
base-url: https://letters.example/
metadata-license: CC0-1.0
//- /content/authorities/people.yaml
- {id: elder, name: Jaan Tam, sort: 'Tam, Jaan', identifiers: {gnd: 118540238}}
- {id: younger, name: Jaan Tam, sort: 'Tam, Jaan'}
//- /content/authorities/organizations.yaml
- {id: board, name: Harbour Board}
//- /content/documents/a.md
---
title: Father and son
license: CC0-1.0
added: 2026-05-02
author: [{literal: J. Tam, id: elder}, {literal: Jaan Tam, id: younger}]
recipient: {literal: The board, id: board}
sent: 1843-05-02
forwarded: {people: [{literal: Tam, id: younger}]}
---

Sirs.
",
    );
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/a.html");
    for link in [
        "<a href=\"../people/elder.html\">J. Tam</a>",
        "<a href=\"../people/younger.html\">Jaan Tam</a>",
        "<a href=\"../organizations/board.html\">The board</a>",
        "<a href=\"../people/younger.html\"><bdi>Tam</bdi></a>",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
    for name in ["letters/elder.o.board.html", "letters/younger.o.board.html"] {
        assert!(archive.read(&format!("public/{name}")).contains("Father and son"), "{name}");
    }
    let cmif = archive.read("public/data/cmif.xml");
    assert!(
        cmif.contains("<persName ref=\"https://d-nb.info/gnd/118540238\">Tam, Jaan</persName><persName>Tam, Jaan</persName>"),
        "{cmif}"
    );
    assert!(cmif.contains("<orgName>Harbour Board</orgName>"), "{cmif}");

    archive.write("content/documents/a.md", archive.read("content/documents/a.md").replace("id: board", "id: bord"));
    let found = archive.run(&["check"]).stdout;
    assert!(found.contains("warning[person-record]: no record of a person or a body has the id `bord`"), "{found}");
}

#[test]
fn a_letter_of_which_only_is_known_when_it_came_stands_there() {
    let archive = Archive::new(
        "//- /content/documents/a.md\n---\ntitle: Came\nrecipient: Ida Berg\nauthor: Jaan Tam\nreceived: {date: 1843-05-04}\n---\n\nText.\n",
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    let year = words(&archive.read("public/letters/1843.html"));
    assert!(year.contains("Day not certain") && year.contains("4 May 1843 Came"), "{year}");
    let own = words(&archive.read("public/documents/a.html"));
    assert!(!own.contains("Sent ") && own.contains("Received 4 May 1843"), "{own}");
}

#[test]
fn whom_the_head_of_a_letter_names_by_reference_is_that_record() {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: A
base-url: https://letters.example/
metadata-license: CC0-1.0
//- /content/sources/a.xml
<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>To Ida</title><author>Edvard Lunde</author></titleStmt></fileDesc>
<profileDesc><langUsage><language ident='en'/></langUsage><correspDesc>
<correspAction type='sent'><persName ref='people.xml#p1'>Lunde</persName><orgName ref='http://d-nb.info/gnd/2131094-4'>Board</orgName>
<placeName ref='https://www.geonames.org/590031'>Narva</placeName><date when='1843-05-02'/></correspAction>
<correspAction type='received'><persName ref='http://d-nb.info/gnd/118540238'>Mother</persName><persName ref='people.xml#p3'/><placeName ref='#l9'>Riga</placeName></correspAction>
<correspAction type='redirected'><persName ref='people.xml#p3'>Tam</persName></correspAction>
</correspDesc></profileDesc></teiHeader><text><body><p>Dear Ida, all is well here, and the boats came in.</p></body></text></TEI>
//- /content/sources/people.xml
<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>People</title></titleStmt></fileDesc></teiHeader><standOff><listPerson>
<person xml:id='p1'><persName><forename>Edvard</forename> <surname>Lunde</surname></persName><birth when='1801'><placeName>Narva</placeName></birth></person>
<person xml:id='p2'><persName><forename>Ida</forename> <surname>Berg</surname></persName><idno type='GND'>118540238</idno></person>
<person xml:id='p3'><persName>Jaan Tam</persName><note>Postman.</note></person>
<listRelation><relation name='parent' active='#p2' passive='#p1 #p9'/><relation name='spouse' mutual='#p2 #p3'/></listRelation></listPerson>
<listPlace><place xml:id='n'><placeName>Narva</placeName><country>Estonia</country></place></listPlace></standOff></TEI>
",
    );
    assert_eq!(archive.run(&["ingest"]).status, 0);
    let letter = archive.read("content/documents/a.md");
    // Two sent it, and the title names one.
    let people = "author:\n- family: Lunde\n  given: Edvard\n  id: edvard-lunde\n- literal: Board\n  id: board\nrecipient:\n- literal: Mother\n  id: ida-berg\n\
                  - family: Tam\n  given: Jaan\n  id: jaan-tam\n";
    assert!(letter.contains(people), "{letter}");
    assert!(letter.contains("  place:\n    literal: Narva\n    id: narva\n") && letter.contains("  place: Riga\n"), "{letter}");
    assert!(letter.contains("  people:\n  - literal: Tam\n    id: jaan-tam\n"), "{letter}");
    let records = archive.read("content/authorities/people.yaml");
    assert!(records.contains("  born:\n    date: '1801'\n    place: Narva\n") && !records.contains("Mother"), "{records}");
    assert!(records.contains("  relations:\n  - parent-of: edvard-lunde\n  - spouse-of: jaan-tam\n"), "{records}");
    let places = archive.read("content/authorities/places.yaml");
    assert_eq!((places.matches("- id:").count(), places.contains("Estonia")), (1, false), "{places}");
    assert!(archive.read("content/authorities/organizations.yaml").contains("  identifiers:\n    gnd: 2131094-4\n"));
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(archive.read("public/data/cmif.xml").contains("<orgName ref=\"https://d-nb.info/gnd/2131094-4\">Board</orgName>"));
    let again = archive.files("content");
    assert_eq!(archive.run(&["ingest"]).status, 0);
    assert_eq!(archive.files("content"), again);
}

#[test]
fn letters_name_one_another_where_they_move() {
    let letter =
        |title: &str, said: &str| format!("---\ntitle: {title}\ntype: personal_communication\nauthor: Jaan Tam\n{said}\n---\n\nText.\n");
    let archive = Archive::new(&format!(
        "//- /content/documents/box/a.md\n{}//- /content/documents/box/b.md\n{}",
        letter("A", "letter-after: b.md"),
        letter("B", "letter-before: a.md")
    ));
    assert_eq!(archive.run(&["mv", "box/a", "chest/a"]).status, 0);
    assert!(archive.read("content/documents/box/b.md").contains("letter-before: ../chest/a.md\n"));
    assert!(archive.read("content/documents/chest/a.md").contains("letter-after: ../box/b.md\n"));
}
