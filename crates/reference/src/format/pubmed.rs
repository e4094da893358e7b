//! PubMed: its tagged format (`.nbib`, MEDLINE) and its XML, with the fields of RIS ([`ris`]).
//!
//! Fields: National Library of Medicine, "MEDLINE/PubMed Data Element (Field) Descriptions"; the XML by its DTD `pubmed_250101`.

use scholion_base::{Span, say};
use scholion_lang::NAME_SUFFIX;

use super::{Library, Unread, labels::with_points, ris, xml::Element};

/// Tags of MEDLINE, and those of RIS that say the same.
const FIELDS: [(&str, &str); 20] = [
    ("BTI", "T2"),
    ("JT", "JF"),
    ("TA", "J2"),
    ("VI", "VL"),
    ("IP", "IS"),
    ("PG", "SP"),
    ("DP", "PY"),
    ("AB", "AB"),
    ("LA", "LA"),
    ("PB", "PB"),
    ("EN", "ET"),
    ("IS", "SN"),
    ("ISBN", "SN"),
    ("MH", "KW"),
    ("OT", "KW"),
    ("FAU", "AU"),
    ("CN", "AU"),
    ("FED", "ED"),
    ("GN", "N1"),
    ("CTI", "T3"),
];

/// Tags that say what another says, or are the catalogue's own.
const PASSED: [&str; 41] = [
    "OWN", "STAT", "DCOM", "LR", "AU", "ED", "AUID", "AD", "IR", "FIR", "PL", "JID", "SB", "PST", "EDAT", "MHDA", "CRDT", "PHST", "SO",
    "PMCR", "DEP", "PT", "PMID", "PMC", "LID", "AID", "OTO", "GR", "RN", "CI", "COIS", "NM", "CRF", "RF", "DA", "DRDT", "CTDT", "OCI",
    "OID", "SFM", "MID",
];

/// Reads all references of a file in the tagged format.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut unread = Unread::default();
    let mut lines: Vec<(String, String)> = Vec::new();
    let (mut place, mut at) = (Span::default(), 0);
    for raw in text.split_inclusive('\n') {
        let start = at;
        at += raw.len();
        let line = raw.trim_end().trim_start_matches('\u{feff}');
        let tag = line.get(..4).zip(line.get(4..)).filter(|(tag, rest)| rest.starts_with("- ") && !tag.starts_with(' '));
        match tag {
            Some((tag, rest)) => {
                let tag = tag.trim_end();
                if tag == "PMID" {
                    finish(std::mem::take(&mut lines), place, &mut library, &mut unread);
                    place = Span::new(start, start + line.len());
                }
                lines.push((tag.to_owned(), rest.get(2..).unwrap_or("").trim().to_owned()));
            }
            None => {
                if let Some((_, value)) = lines.last_mut().filter(|_| !line.trim().is_empty()) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    finish(lines, place, &mut library, &mut unread);
    if library.entries.is_empty() && !text.trim().is_empty() {
        library.fault(Span::new(0, text.lines().next().map_or(0, str::len)), say::bad_library(), say::bad_library_hint());
    }
    unread.tell(&mut library);
    library
}

fn finish(lines: Vec<(String, String)>, place: Span, library: &mut Library, unread: &mut Unread) {
    if lines.is_empty() {
        return;
    }
    let all = |tag: &str| lines.iter().filter(move |(known, _)| known == tag).map(|(_, value)| value.as_str()).collect::<Vec<&str>>();
    let kinds = all("PT");
    let mut fields = vec![("TY", type_of(&kinds, !all("BTI").is_empty()).to_owned())];
    // Where the names are not written out the short ones count.
    if all("FAU").is_empty() {
        fields.extend(all("AU").into_iter().map(|name| ("AU", short_name(name))));
    }
    let [title, original] = ["TI", "TT"].map(|tag| all(tag).join(" "));
    fields.extend(titles(&title, &original));
    for (tag, value) in lines.iter().filter(|(tag, _)| !matches!(tag.as_str(), "TI" | "TT")) {
        match FIELDS.iter().find(|(known, _)| known == tag) {
            Some((_, ris)) => fields.push((ris, cleaned(tag, value))),
            None if PASSED.contains(&tag.as_str()) => {}
            None => unread.note(tag, place),
        }
    }
    let id = |mark: &str| lines.iter().filter(|(tag, _)| tag == "LID" || tag == "AID").find_map(|(_, value)| value.strip_suffix(mark));
    fields.extend(id("[doi]").map(|doi| ("DO", doi.trim().to_owned())));
    if let Some(pii) = id("[pii]").filter(|_| all("PG").is_empty()) {
        fields.push(("C7", pii.trim().to_owned()));
    }
    fields.extend(all("PMID").first().map(|id| ("M2", format!("PMID: {id}"))));
    fields.extend(all("PMC").first().map(|id| ("M2", format!("PMCID: {id}"))));
    fields.extend(all("PL").first().map(|place| ("CY", (*place).to_owned())));
    fields.extend(all("DEP").first().map(|day| ("M2", format!("available-date: {day}"))));
    ris::of_fields(fields, place, library);
}

/// RIS's type by the publication types.
fn type_of(kinds: &[&str], is_part: bool) -> &'static str {
    let is = |kind: &str| kinds.iter().any(|known| known.eq_ignore_ascii_case(kind));
    if is("Book Chapter") || is_part {
        return "CHAP";
    }
    let types = [
        ("Book", "BOOK"),
        ("Newspaper Article", "NEWS"),
        ("Academic Dissertation", "THES"),
        ("Technical Report", "RPRT"),
        ("Dataset", "DATA"),
        ("Preprint", "INPR"),
    ];
    types.iter().find(|(name, _)| is(name)).map_or("JOUR", |(_, tag)| tag)
}

fn cleaned(tag: &str, value: &str) -> String {
    match tag {
        // A comma in the name of a body.
        "CN" => value.replacen(',', ",,", 1),
        // `van der Berg, Jan Jr`
        "FAU" | "FED" => match value.rsplit_once(' ') {
            Some((name, suffix)) if name.contains(", ") && NAME_SUFFIX.contains(suffix) => format!("{name}, {suffix}"),
            _ => value.to_owned(),
        },
        "IS" | "ISBN" => value.split(" (").next().unwrap_or(value).to_owned(),
        // The star marks the chief subjects.
        "MH" | "OT" => value.replace('*', ""),
        _ => value.to_owned(),
    }
}

/// The title and its translation. One that stands in brackets is a translation, of the title beside it; each ends with a full stop of
/// the catalogue's.
fn titles(title: &str, original: &str) -> Vec<(&'static str, String)> {
    let bare = |text: &str| text.strip_suffix('.').filter(|rest| !rest.ends_with("..")).unwrap_or(text).to_owned();
    let title = bare(title);
    let inner = title.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).map(&bare);
    let fields = match inner {
        Some(translation) if !original.is_empty() => [("TI", bare(original)), ("TT", translation)],
        Some(translation) => [("TI", translation), ("TT", String::new())],
        None => [("TI", title), ("TT", bare(original))],
    };
    fields.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// `Roe AB` as `Roe, A. B.`
fn short_name(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((family, initials)) if initials.chars().all(char::is_uppercase) => {
            format!("{family}, {}", with_points(initials))
        }
        _ => name.to_owned(),
    }
}

/// Reads an article of PubMed's XML (`PubmedArticle`, `PubmedBookArticle`).
pub fn article(element: &Element, place: Span, library: &mut Library) {
    let mut articles = Vec::new();
    element.find("Article", &mut articles);
    element.find("BookDocument", &mut articles);
    let Some(article) = articles.first() else { return };
    let kinds: Vec<String> = article
        .elements()
        .flat_map(|list| list.all("PublicationType").chain((list.name == "PublicationType").then_some(list)))
        .map(Element::words)
        .collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let book = article.at("Book");
    let has_own_title = article.at("ArticleTitle").is_some_and(|title| !title.words().is_empty());
    let mut fields = vec![("TY", type_of(&kinds, book.is_some() && has_own_title).to_owned())];
    if book.is_some() && !has_own_title {
        fields = vec![("TY", "BOOK".to_owned())];
    }
    let mut put = |tag: &'static str, value: String| {
        if !value.is_empty() {
            fields.push((tag, value));
        }
    };
    let mark = |inner: &Element| match inner.name.as_str() {
        "i" => Some("i"),
        "b" => Some("b"),
        "sup" => Some("sup"),
        "sub" => Some("sub"),
        _ => None,
    };
    let rich = |path: &str| article.at(path).map(|element| element.rich(&mark)).unwrap_or_default();
    titles(&rich("ArticleTitle"), &rich("VernacularTitle")).into_iter().for_each(|(tag, text)| put(tag, text));
    for list in article.elements().filter(|list| list.name == "AuthorList") {
        let tag = if list.attribute("Type") == "editors" { "ED" } else { "AU" };
        list.all("Author").for_each(|author| put(tag, name(author)));
    }
    put("JF", article.text("Journal/Title"));
    put("J2", article.text("Journal/ISOAbbreviation"));
    put("VL", article.text("Journal/JournalIssue/Volume"));
    put("IS", article.text("Journal/JournalIssue/Issue"));
    put("SN", article.text("Journal/ISSN"));
    put("PY", date(article.at("Journal/JournalIssue/PubDate")));
    put("SP", article.text("Pagination/MedlinePgn"));
    if let Some(book) = book {
        put(if has_own_title { "T2" } else { "TI" }, book.text("BookTitle"));
        put("PB", book.text("Publisher/PublisherName"));
        put("CY", book.text("Publisher/PublisherLocation"));
        put("PY", date(book.at("PubDate")));
        put("SN", book.text("Isbn"));
        for list in book.all("AuthorList") {
            let tag = if list.attribute("Type") == "editors" { "ED" } else { "AU" };
            list.all("Author").for_each(|author| put(tag, name(author)));
        }
    }
    let parts = article.at("Abstract").map(|whole| {
        whole.all("AbstractText").map(|part| labelled(part.attribute("Label"), part.rich(&mark))).collect::<Vec<_>>().join(" ")
    });
    put("AB", parts.unwrap_or_default());
    put("LA", article.text("Language"));
    let mut subjects = Vec::new();
    element.find("MeshHeading", &mut subjects);
    subjects.iter().for_each(|subject| put("KW", subject.text("DescriptorName")));
    let mut keywords = Vec::new();
    element.find("Keyword", &mut keywords);
    keywords.iter().for_each(|keyword| put("KW", keyword.words()));
    let mut ids = Vec::new();
    element.find("ArticleId", &mut ids);
    element.find("ELocationID", &mut ids);
    let id = |kind: &str| {
        let is = |id: &&&Element| id.attribute("IdType") == kind || id.attribute("EIdType") == kind;
        ids.iter().find(is).map(|id| id.words()).unwrap_or_default()
    };
    put("DO", id("doi"));
    let mut pmids = Vec::new();
    element.find("PMID", &mut pmids);
    put("M2", pmids.first().map(|id| format!("PMID: {}", id.words())).unwrap_or_default());
    put("M2", Some(id("pmc")).filter(|id| !id.is_empty()).map(|id| format!("PMCID: {id}")).unwrap_or_default());
    ris::of_fields(fields, place, library);
}

/// A part of an abstract with its name, `METHODS: …`.
fn labelled(label: &str, text: String) -> String {
    if label.is_empty() || label == "UNLABELLED" { text } else { format!("{label}: {text}") }
}

fn name(author: &Element) -> String {
    let (family, given, body) = (author.text("LastName"), author.text("ForeName"), author.text("CollectiveName"));
    if !body.is_empty() {
        return body.replacen(',', ",,", 1);
    }
    match author.text("Suffix").as_str() {
        "" => format!("{family}, {given}"),
        suffix => format!("{family}, {given}, {suffix}"),
    }
}

/// `1998 Nov 3`, or what MEDLINE says in words: `1998 Nov-Dec`.
fn date(date: Option<&Element>) -> String {
    let Some(date) = date else { return String::new() };
    let parts = ["Year", "Month", "Season", "Day"].map(|part| date.text(part));
    let [year, month, season, day] = &parts;
    if let (Ok(month), false) = (month.parse::<u8>(), year.is_empty()) {
        return format!("{year}/{month:02}/{}/", day.parse::<u8>().map(|day| format!("{day:02}")).unwrap_or_default());
    }
    let words = [year, month, season, day].into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    if words.is_empty() { date.text("MedlineDate") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Kind, csl,
        format::{other, tree},
    };

    #[test]
    fn the_tagged_format_is_read() {
        let text = "PMID- 123\nOWN - NLM\nIS  - 1476-4687 (Electronic)\nVI  - 3\nIP  - 2\nDP  - 1998 Nov 3\nTI  - [On ports\n      and ice].\nPG  - 5-9\n\
                    LID - 10.1000/x [doi]\nFAU - Roe, Ann Jr\nAU  - Roe A Jr\nCN  - Harbour Board, Ulm\nLA  - eng\nPT  - Journal Article\nJT  - Letters\nTA  - Lett\nMH  - *Ice\nXX  - odd\n\nPMID- 124\nTI  - B.\nAU  - Poe BC\n";
        let library = read(text);
        let record = &library.entries[0].record;
        assert_eq!((record.kind, record.title.as_str(), record.container.as_str()), (Kind::Journal, "On ports and ice", "Letters"));
        assert_eq!(record.issued.map(|date| date.to_string()).as_deref(), Some("1998-11-03"));
        assert_eq!((other(record, "PMID").as_ref(), record.doi.as_str(), record.issn.as_str()), ("123", "10.1000/x", "1476-4687"));
        assert_eq!(record.author.iter().map(|name| name.display()).collect::<Vec<_>>(), ["Ann Roe Jr", "Harbour Board, Ulm"]);
        assert_eq!(library.entries[1].record.author[0].display(), "B. C. Poe");
        assert_eq!(library.faults.len(), 1);
        assert_eq!(csl::kept(record, "ris"), serde_json::Value::Null);
    }

    #[test]
    fn articles_of_the_xml_are_read() {
        let text = r#"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">123</PMID><Article><Journal><ISSN>1476-4687</ISSN><JournalIssue>
            <Volume>3</Volume><PubDate><MedlineDate>1998 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>Letters</Title></Journal>
            <ArticleTitle>On <i>Homo</i> ports.</ArticleTitle><Pagination><MedlinePgn>5-9</MedlinePgn></Pagination>
            <AuthorList><Author><LastName>van Roe</LastName><ForeName>Ann</ForeName></Author><Author><CollectiveName>Harbour Board</CollectiveName></Author></AuthorList>
            <Language>fre</Language></Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/x</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"#;
        let library = tree::read(text);
        assert_eq!(library.faults, []);
        let record = &library.entries[0].record;
        assert_eq!((record.title.as_str(), record.formatted("title", &record.title)), ("On Homo ports", "On <i>Homo</i> ports"));
        assert_eq!((record.author[0].in_two_parts(), record.author.len()), ("van Roe, Ann".into(), 2));
        assert_eq!(csl::date_value(record, "issued"), serde_json::json!({"date-parts": [[1998, 11], [1998, 12]]}));
        assert_eq!((record.doi.as_str(), record.language.as_ref().map(|lang| lang.as_str())), ("10.1000/x", Some("fr")));
    }

    #[test]
    fn a_title_in_brackets_is_a_translation() {
        assert_eq!(titles("[On ports].", "Über Häfen."), [("TI", "Über Häfen".to_owned()), ("TT", "On ports".to_owned())]);
        assert_eq!(titles("[On ports].", ""), [("TI", "On ports".to_owned())]);
        assert_eq!(titles("On ports...", ""), [("TI", "On ports...".to_owned())]);
    }
}
