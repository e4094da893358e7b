//! Works in the notes of sources: pieces of archives, cases, statutes and treaties, short forms and what points back, the places that are cited.

use crate::fixture::Archive;

/// What `ingest` makes of a text: the document, its bibliography, the open items.
struct Made {
    archive: Archive,
    document: String,
    works: Vec<serde_json::Value>,
    open: Vec<String>,
}

fn made(text: &str) -> Made {
    let archive = Archive::new("");
    archive.write("content/sources/text.txt", text);
    let ran = archive.run(&["ingest"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let report = archive.run(&["ingest", "--report", "--json"]).stdout;
    let items = report.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let open = items.filter(|item| item["open"] == true).map(|item| item["remark"]["name"].as_str().unwrap_or("").to_owned()).collect();
    let built = archive.run(&["build"]);
    assert!(built.status <= 1, "{}", built.stderr);
    let works = serde_json::from_str(&archive.read("public/data/works.json")).unwrap();
    let document = archive.read("content/documents/text.md");
    Made { archive, document, works, open }
}

impl Made {
    /// The words of a note, from its number on.
    fn note(&self, number: u32) -> &str {
        let mark = format!("[^{number}]: ");
        self.document.split_once(&mark).map_or("", |(_, rest)| rest.split("\n\n").next().unwrap_or(rest)).trim_end()
    }

    /// The only work of which a variable holds some words.
    fn work(&self, variable: &str, words: &str) -> &serde_json::Value {
        let holds = |work: &&serde_json::Value| work[variable].as_str().is_some_and(|value| value.contains(words));
        let found: Vec<_> = self.works.iter().filter(holds).collect();
        assert_eq!(found.len(), 1, "{variable} {words}: {:#?}", self.works);
        found[0]
    }

    /// The places that are cited, by the work's key, as `data/citations.csv` says.
    fn places(&self) -> Vec<String> {
        let csv = self.archive.read("public/data/citations.csv");
        csv.lines().skip(1).filter_map(|line| line.split(',').nth(3).filter(|place| !place.is_empty()).map(str::to_owned)).collect()
    }
}

#[test]
fn pieces_of_archives_are_manuscripts_to_which_notes_point_back() {
    let made = made(
        "Дело о мосте\n\nМост строили долго.1 Дело тянулось.2 Опись есть.3 Писали и об этом.4 Спорили.5 Кончили.6\n\n\
         1 ГАРФ. Ф. 109. Оп. 3. Д. 17. Л. 4–5 об.\n2 Там же. Л. 9.\n3 Там же. Д. 18. Л. 2.\n4 Лугов А. А. Мост зимой. СПб., 1903. С. 5.\n\
         5 РГИА. Ф. 207. Оп. 1. Д. 6. Л. 1.\n6 Там же. Л. 2 об.\n",
    );
    let first = made.work("archive_location", "Ф. 109. Оп. 3. Д. 17");
    assert_eq!((&first["type"], &first["archive"]), (&"manuscript".into(), &"ГАРФ".into()));
    assert!(first.get("page").is_none());
    let key = |location: &str| made.work("archive_location", location)["id"].as_str().unwrap().to_owned();
    assert!(made.note(2).contains(&format!("#ref-{}", key("Д. 17"))), "{}", made.note(2));
    // Another piece of the same fonds is a work of its own.
    assert!(made.note(3).contains(&format!("#ref-{}", key("Ф. 109. Оп. 3. Д. 18"))), "{}", made.note(3));
    assert!(made.note(6).contains(&format!("#ref-{}", key("Ф. 207"))), "{}", made.note(6));
    assert!(made.work("title", "Мост зимой").get("page").is_none());
    assert!(
        made.places().iter().any(|place| place.contains("С. 5")) && made.places().iter().any(|place| place.contains("Л. 9")),
        "{:?}",
        made.places()
    );
}

#[test]
fn what_points_back_leads_to_what_stands_above_or_to_nothing() {
    let made = made(
        "The Toll House\n\nIt was dear.1 Its books survive.2 They are thin.3 It was told.4 And told again.5\n\n\
         1 Edith Holm, The Toll Road (Leeds: Mill Press, 1990), 12.\n2 Town Archives, Toll Papers, box 4, folder 2, fol. 5r.\n3 Ibid., fol. 6v.\n\
         4 The clerk kept a list of 40 carts that came in the winter of the great frost.\n5 Ibid.\n",
    );
    let piece = made.work("archive", "Town Archives")["id"].as_str().unwrap().to_owned();
    assert!(made.note(3).contains(&piece) && !made.note(3).contains("holm1990"), "{}", made.note(3));
    assert!(!made.note(5).contains("#ref-"), "{}", made.note(5));
    assert!(made.open.contains(&"points-nowhere".to_owned()), "{:?}", made.open);
}

#[test]
fn cases_statutes_and_treaties_are_of_their_types() {
    let made = made(
        "The Duty to Repair\n\nIt is old.1 It was said again.2 The court agreed.3 The statute is plain.4 See the treaty.5 It stands.6 So in Germany.7 And Strasbourg.8\n\n\
         1 Arden v Pike [1971] 2 AC 301 (HL) 310.\n2 ibid 312 (Lord Dunne).\n3 Mill Bd. v. Holm, 412 U.S. 20, 25–26 (1973).\n4 Public Roads Act 1959, s 4(2).\n\
         5 Convention on the Law of Rivers (adopted 3 May 1968, entered into force 1 July 1980) 1150 UNTS 220 art 4.\n6 Holm, 412 U.S. at 27; 44 U.S.C. § 3101 (2018).\n\
         7 BVerfGE 50, 290 (333).\n8 Lund v Norway, App no 5493/72 (ECtHR, 7 December 1976), § 49.\n",
    );
    for (title, kind) in [
        ("Arden v Pike", "legal_case"),
        ("Mill Bd. v. Holm", "legal_case"),
        ("Public Roads Act", "legislation"),
        ("Law of Rivers", "treaty"),
        ("44 U.S.C. § 3101", "legislation"),
        ("BVerfGE 50, 290", "legal_case"),
        ("Lund v Norway", "legal_case"),
    ] {
        assert_eq!(made.work("title", title)["type"], kind, "{title}");
    }
    let mills = made.work("title", "Mill Bd. v. Holm");
    assert_eq!((&mills["volume"], &mills["container-title"], &mills["page"]), (&"412".into(), &"U.S.".into(), &"20".into()));
    let key = |title: &str| made.work("title", title)["id"].as_str().unwrap().to_owned();
    assert!(made.note(2).contains(&key("Arden v Pike")), "{}", made.note(2));
    assert!(made.note(6).contains(&key("Mill Bd.")), "{}", made.note(6));
    assert!(made.works.iter().all(|work| work["author"].as_array().is_none_or(|authors| authors.iter().all(|name| name["family"] != "v"))));
}

#[test]
fn short_forms_find_their_works_and_two_that_fit_are_asked() {
    let made = made(
        "The Winter Road\n\nIt froze.1 It thawed.2 It froze.3 It thawed.4 It froze.5 It thawed.6\n\n\
         1 Edith Holm, The Frozen Road (Leeds: Mill Press, 1988), 12; Karl Lund, “Winter Carts,” Journal of Roads 3, no. 2 (1991): 45, and Ida Berg, “Tolls,” Journal of Roads 4 (1992): 7.\n\
         2 Holm, Frozen Road, 20.\n3 Lund, “Winter Carts,” 47; Holm, The Frozen Road, 21n4.\n4 Edith Holm, The Frozen Ferry (Leeds: Mill Press, 1993), 3.\n\
         5 Holm, Frozen, 9.\n6 Berg, 8.\n",
    );
    assert_eq!(made.works.len(), 4, "{:#?}", made.works);
    assert!(made.note(2).contains("#ref-holm1988"), "{}", made.note(2));
    assert!(made.note(3).contains("#ref-lund1991") && made.note(3).contains("#ref-holm1988"), "{}", made.note(3));
    assert!(!made.note(5).contains("#ref-") && made.open.contains(&"cites-one-of".to_owned()), "{} {:?}", made.note(5), made.open);
    assert!(made.note(6).contains("#ref-berg1992"), "{}", made.note(6));
    assert!(made.works.iter().all(|work| work.get("page").is_none()), "{:#?}", made.works);
    for place in ["12", "45", "20", "47", "21n4"] {
        assert!(made.places().iter().any(|found| found == place), "{place}: {:?}", made.places());
    }
}

#[test]
fn authors_and_titles_in_brackets_lead_to_the_list() {
    let made = made(
        "On Reading\n\nRooms were warm (Holm, Open Room 12). Others disagree (Lund, “Cold Desk” 45; Holm, Closed Room 20). The guide says so (“Guide to the Desk” 3). Nobody says so (“Guide to the Lamp” 3).\n\n\
         Works Cited\n\nHolm, Edith. The Open Room. Mill Press, 1988.\n---. The Closed Room. Mill Press, 1990.\n“Guide to the Desk.” Town News, 3 May 1901, p. 3.\nLund, Karl. “Cold Desk.” Journal of Rooms, vol. 3, no. 2, 1991, pp. 40-50.\n",
    );
    assert_eq!(made.works.len(), 4, "{:#?}", made.works);
    for link in [
        "[Holm, Open Room 12](#ref-holm1988)",
        "[Lund, “Cold Desk” 45](#ref-lund1991)",
        "[Holm, Closed Room 20](#ref-holm1990)",
        "[“Guide to the Desk” 3](#ref-",
    ] {
        assert!(made.document.contains(link), "{link}: {}", made.document);
    }
    assert!(made.open.contains(&"no-entry".to_owned()), "{:?}", made.open);
    assert_eq!(made.work("title", "Open Room")["author"][0]["given"], "Edith");
}

#[test]
fn links_of_a_range_have_words() {
    let list: String =
        (1..=9).map(|number| format!("[{number}] A. Roe, “Part {number},” J. Rec., vol. {number}, pp. 1–2, 200{number}.\n")).collect();
    let made = made(&format!("Numbers\n\nMany works exist [1-9], see also [2–8] and [3, 5–7, 9].\n\nReferences\n\n{list}"));
    let page = made.archive.read("public/documents/text.html");
    for link in page.split("<a ").skip(1) {
        let (tag, rest) = link.split_once('>').unwrap();
        let words = rest.split("</a>").next().unwrap_or("");
        let told = tag.contains("aria-label") || words.contains(char::is_alphanumeric) || words.contains("<svg");
        assert!(told || !tag.contains("href=") || !tag.contains("doc-biblioref"), "<a {link}");
    }
    // Each of the nine is cited, though seven have no words.
    assert!(made.archive.read("public/data/citations.csv").contains("roe2005"));
}

#[test]
fn lines_are_read_by_the_same_rules() {
    // An entry of a list is of the leaf that it names; in a note that is the place cited.
    let archive = Archive::bare();
    let lines = [
        ("РГИА. Ф. 1276. Оп. 2. Д. 5. Л. 12–13 об.", "manuscript", "archive_location", "Ф. 1276. Оп. 2. Д. 5. Л. 12–13 об"),
        ("TNA, FO 371/1234, Smith to Jones, 3 May 1901.", "manuscript", "title", "Smith to Jones"),
        ("BArch R 43 I/1234, Bl. 23.", "manuscript", "archive_location", "R 43 I/1234, Bl. 23"),
        ("Harbor Bd. v. Mills, 410 U.S. 113, 120–22 (1973).", "legal_case", "page", "113"),
        ("Handyside v United Kingdom, App no 5493/72 (ECtHR, 7 December 1976).", "legal_case", "number", "5493/72"),
        ("EuGH, Rs. C-5/08, Infopaq, Slg. 2009, I-6569, Rn. 12.", "legal_case", "number", "C-5/08"),
        ("CE, 12 mars 1999, n° 123456, Lebon p. 12.", "legal_case", "title", "CE, 12 mars 1999, n° 123456"),
        ("44 U.S.C. § 3101 (2018).", "legislation", "section", "3101"),
        ("UN Doc. S/PV.8952 (20 January 2022).", "document", "number", "S/PV.8952"),
        ("Roe, A. (1978). Permanent ink (U.S. Patent No. 4,123,456). U.S. Patent and Trademark Office.", "patent", "number", "4,123,456"),
        ("ISO 690:2021, Information and documentation.", "standard", "title", "Information and documentation"),
        ("Ann Archer, The Frozen Port (Boston: Oak Press, 1988), 12.", "book", "title", "The Frozen Port"),
        ("Doe C. Testing. Lancet. 2002;359:12-15.", "article-journal", "title", "Testing"),
        ("World Health Organization. (2020). Ice and health. Author.", "book", "publisher", "World Health Organization"),
    ];
    let text: String = lines.iter().map(|(line, ..)| format!("{line}\n")).collect();
    archive.write("lines.txt", text);
    let out = archive.run(&["references", "lines.txt", "--json"]).stdout;
    for ((line, kind, variable, value), json) in lines.iter().zip(out.lines()) {
        let read: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!((read["type"].as_str(), read[*variable].as_str()), (Some(*kind), Some(*value)), "{line}: {json}");
        assert!(read.get("translator").is_none() && (*kind != "book" || read.get("page").is_none()), "{line}: {json}");
    }
    archive.write("note.txt", "Ann Archer, The Frozen Port (Boston: Oak Press, 1988), 12; TNA, FO 371/1234, fol. 7v; BL, Add. MS 12345.\n");
    let several: serde_json::Value = serde_json::from_str(&archive.run(&["references", "note.txt", "--json"]).stdout).unwrap();
    assert_eq!(several.as_array().map(Vec::len), Some(3), "{several}");
}
