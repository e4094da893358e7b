//! MODS, the Metadata Object Description Schema of the Library of Congress (version 3.8, loc.gov/standards/mods).

mod names;

use scholion_base::{Date, Span, date::End, yaml::Value};

use super::{Found, Library, Unread, set_other, xml::Element};
use crate::{Kind, Record, Role, csl, identity::bare_doi, said};

/// Genres, as the MARC genre term list and catalogues have them, and kinds.
const GENRES: [(&str, Kind); 34] = [
    ("article", Kind::Journal),
    ("journal article", Kind::Journal),
    ("academic journal", Kind::Periodical),
    ("periodical", Kind::Periodical),
    ("journal", Kind::Periodical),
    ("magazine article", Kind::Magazine),
    ("newspaper article", Kind::Newspaper),
    ("newspaper", Kind::Newspaper),
    ("book", Kind::Book),
    ("monograph", Kind::Book),
    ("book chapter", Kind::Chapter),
    ("book section", Kind::Chapter),
    ("conference publication", Kind::Conference),
    ("conference paper", Kind::Conference),
    ("thesis", Kind::Thesis),
    ("dissertation", Kind::Thesis),
    ("theses", Kind::Thesis),
    ("report", Kind::Report),
    ("technical report", Kind::Report),
    ("letter", Kind::Communication),
    ("letters", Kind::Communication),
    ("correspondence", Kind::Communication),
    ("interview", Kind::Interview),
    ("map", Kind::Map),
    ("patent", Kind::Patent),
    ("web site", Kind::WebPage),
    ("website", Kind::WebPage),
    ("manuscript", Kind::Manuscript),
    ("review", Kind::Review),
    ("speech", Kind::Speech),
    ("legislation", Kind::Legislation),
    ("legal case and case notes", Kind::LegalCase),
    ("encyclopedia", Kind::Encyclopedia),
    ("dictionary", Kind::Dictionary),
];

/// Codes and terms of MARC's relators (id.loc.gov/vocabulary/relators), and roles.
const ROLES: [(&str, Role); 32] = [
    ("aut", Role::Author),
    ("author", Role::Author),
    ("cre", Role::Author),
    ("creator", Role::Author),
    ("ive", Role::Author),
    ("interviewee", Role::Author),
    ("inv", Role::Author),
    ("edt", Role::Editor),
    ("editor", Role::Editor),
    ("trl", Role::Translator),
    ("translator", Role::Translator),
    ("com", Role::Compiler),
    ("compiler", Role::Compiler),
    ("cmp", Role::Composer),
    ("composer", Role::Composer),
    ("cur", Role::Curator),
    ("drt", Role::Director),
    ("director", Role::Director),
    ("ill", Role::Illustrator),
    ("illustrator", Role::Illustrator),
    ("ivr", Role::Interviewer),
    ("interviewer", Role::Interviewer),
    ("nrt", Role::Narrator),
    ("orm", Role::Organizer),
    ("prf", Role::Performer),
    ("performer", Role::Performer),
    ("pro", Role::Producer),
    ("producer", Role::Producer),
    ("rcp", Role::Recipient),
    ("addressee", Role::Recipient),
    ("recipient", Role::Recipient),
    ("aus", Role::ScriptWriter),
];

/// Elements at the top that are read, or are the catalogue's own.
const KNOWN: [&str; 18] = [
    "titleInfo",
    "name",
    "typeOfResource",
    "genre",
    "originInfo",
    "language",
    "physicalDescription",
    "abstract",
    "note",
    "subject",
    "identifier",
    "location",
    "accessCondition",
    "relatedItem",
    "part",
    "recordInfo",
    "targetAudience",
    "extension",
];

/// Reads a record. Elements that are not read are counted in `unread`.
pub fn record(mods: &Element, place: Span, library: &mut Library, unread: &mut Unread) {
    let mut record = Record { key: mods.attribute("ID").to_owned(), kind: kind(mods), ..Record::default() };
    titles(mods, &mut record);
    for element in mods.all("name") {
        if element.attribute("type") == "conference" {
            set_other(&mut record, "event-title", &element.text("namePart"));
        } else if let Some((role, name)) = names::name(element) {
            record.add(role.unwrap_or(Role::Author), name);
        }
    }
    let genres: Vec<String> = mods.all("genre").map(Element::words).collect();
    let genres: Vec<String> =
        genres.into_iter().filter(|genre| !GENRES.iter().any(|(known, _)| genre.eq_ignore_ascii_case(known))).collect();
    match &genres[..] {
        [genre] if !matches!(record.kind, Kind::Book | Kind::Chapter | Kind::Journal | Kind::Periodical) => record.genre.clone_from(genre),
        // What catalogues say of the content of books ("bibliography", "fiction") nobody prints.
        _ => csl::keep(&mut record, "genre", genres.join("; ").into()),
    }
    origin(mods, &mut record);
    language(mods, &mut record);
    extent(mods, &mut record);
    let texts = |name: &str| mods.all(name).map(Element::words).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    set_other(&mut record, "abstract", &texts("abstract"));
    record.note = texts("note");
    subjects(mods, &mut record);
    identifiers(mods, &mut record);
    location(mods, &mut record);
    set_other(&mut record, "license", &mods.text("accessCondition"));
    for related in mods.all("relatedItem") {
        self::related(related, &mut record);
    }
    part(mods, &mut record);
    for element in mods.elements().filter(|element| !KNOWN.contains(&element.name.as_str()) && !element.words().is_empty()) {
        unread.note(&element.name, place);
    }
    let id = mods.text("recordInfo/recordIdentifier");
    csl::keep(&mut record, "mods", if id.is_empty() { Value::Null } else { serde_json::json!({ "recordIdentifier": id }) });
    record.settle_rich();
    library.entries.push(Found { record, place });
}

fn kind(mods: &Element) -> Kind {
    let by_genre =
        mods.all("genre").map(Element::words).find_map(|genre| GENRES.iter().find(|(known, _)| genre.eq_ignore_ascii_case(known)));
    let host = mods.all("relatedItem").find(|related| related.attribute("type") == "host");
    let is_serial = host.is_some_and(|host| {
        let issuance = host.text("originInfo/issuance");
        let mut numbers = Vec::new();
        host.find("detail", &mut numbers);
        mods.find("detail", &mut numbers);
        matches!(issuance.as_str(), "continuing" | "serial")
            || numbers.iter().any(|detail| detail.attribute("type") == "issue")
            || host.all("identifier").any(|id| id.attribute("type") == "issn")
    });
    let resource = mods.text("typeOfResource");
    match (by_genre.map(|(_, kind)| *kind), host) {
        // A genre is often that of the whole.
        (Some(Kind::Book | Kind::Journal) | None, Some(_)) if !is_serial => Kind::Chapter,
        (Some(Kind::Book | Kind::Periodical) | None, Some(_)) => Kind::Journal,
        (Some(kind), _) => kind,
        (None, None) => match resource.as_str() {
            "cartographic" => Kind::Map,
            "notated music" => Kind::MusicalScore,
            "still image" => Kind::Graphic,
            "moving image" => Kind::MotionPicture,
            "software, multimedia" => Kind::Software,
            "sound recording" | "sound recording-musical" | "sound recording-nonmusical" => Kind::Song,
            _ if mods.at("typeOfResource").is_some_and(|kind| kind.attribute("manuscript") == "yes") => Kind::Manuscript,
            _ if mods.at("originInfo/publisher").is_some() => Kind::Book,
            _ => Kind::Document,
        },
    }
}

/// A title with what does not sort and its subtitle.
fn title(info: &Element) -> String {
    let mark = |inner: &Element| match inner.name.as_str() {
        "i" | "em" => Some("i"),
        _ => None,
    };
    let part = |name: &str| info.at(name).map(|part| part.rich(&mark)).unwrap_or_default();
    let (article, main, sub) = (part("nonSort"), part("title"), part("subTitle"));
    let joint = if article.is_empty() || article.ends_with(['\'', '’', '-']) { "" } else { " " };
    let whole = bare(&format!("{article}{joint}{main}"));
    match bare(&sub).as_str() {
        "" => whole,
        sub if whole.ends_with([':', '?', '!', '.']) => format!("{whole} {sub}"),
        sub => format!("{whole}: {sub}"),
    }
}

fn titles(mods: &Element, record: &mut Record) {
    for info in mods.all("titleInfo") {
        let text = title(info);
        match info.attribute("type") {
            "" if record.title.is_empty() => {
                record.title = text;
                set_other(record, "part-number", &info.text("partNumber"));
                set_other(record, "part-title", &info.text("partName"));
            }
            "abbreviated" => set_other(record, "title-short", &text),
            "translated" => record.translated_title = text,
            // The title under which a catalogue gathers versions of a work.
            "uniform" => csl::keep(record, "uniform-title", text.into()),
            // Another title of the same work.
            _ => csl::keep(record, "alternative-title", text.into()),
        }
    }
}

/// Words without the punctuation that catalogues put before the next element (ISBD, 0.3.2).
fn bare(text: &str) -> String {
    text.trim_end_matches([' ', ':', ';', ',', '/', '=']).to_owned()
}

fn origin(of: &Element, record: &mut Record) {
    for info in of.all("originInfo") {
        let joined = |words: Vec<String>| words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ");
        let places = info.all("place").flat_map(|place| place.all("placeTerm")).filter(|term| term.attribute("type") != "code");
        first(&mut record.place, joined(places.map(|place| bare(&place.words())).collect()));
        first(&mut record.publisher, joined(info.all("publisher").map(|name| bare(&name.words())).collect()));
        first(&mut record.edition, bare(&info.text("edition")));
        if record.issued.is_none() {
            dates(info, record);
        }
    }
}

/// The first of the dates that say when it appeared, with its end and how sure it is.
fn dates(info: &Element, record: &mut Record) {
    let Some(kind) = ["dateIssued", "dateOther", "copyrightDate", "dateCreated"].iter().find(|kind| info.at(kind).is_some()) else {
        return;
    };
    let all: Vec<&Element> = info.all(kind).collect();
    let end = all.iter().find(|date| date.attribute("point") == "end");
    let coded = all.iter().find(|date| !date.attribute("encoding").is_empty() && date.attribute("point") != "end");
    let Some(start) = coded.or(all.first()) else { return };
    let words = start.words();
    let found = said::said(&words);
    let mut date = found.date;
    if let (Some(date), Some(end)) = (&mut date, end.and_then(|end| said::said(&end.words()).date)) {
        *date = Date { start: date.start, end: Some(End::On(end.start)) };
    }
    if let Some(date) = &mut date {
        date.start.approximate |= start.attribute("qualifier") == "approximate";
        date.start.uncertain |= start.attribute("qualifier") == "questionable";
    }
    csl::set(record, "issued", date.filter(|_| found.is_all).map_or(words, |date| date.to_string()).as_str());
}

fn language(mods: &Element, record: &mut Record) {
    let terms = mods.all("language").flat_map(|language| language.all("languageTerm"));
    let words = terms.map(Element::words).filter(|term| !term.is_empty()).collect::<Vec<_>>();
    match &words[..] {
        [] => {}
        [one] => csl::set(record, "language", one),
        [first, rest @ ..] => {
            csl::set(record, "language", first);
            let others: Vec<&String> = rest.iter().filter(|term| crate::tongue::lang(term) != record.language).collect();
            if !others.is_empty() {
                csl::keep(record, "language", words.join("; ").into());
            }
        }
    }
}

fn extent(mods: &Element, record: &mut Record) {
    for described in mods.all("physicalDescription") {
        // That a book is printed goes without saying (MARC form terms).
        match described.text("form").as_str() {
            form @ ("print" | "regular print reproduction" | "text" | "volume") => csl::keep(record, "form", form.into()),
            form => set_other(record, "medium", form),
        }
        let extent = described.text("extent");
        let digits: String = extent.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        let behind = extent.split_once(digits.as_str()).map_or("", |(_, behind)| behind.trim_start());
        if !digits.is_empty() && behind.to_lowercase().starts_with(['p', 's']) && !extent.contains(['v', ';', ':']) {
            set_other(record, "number-of-pages", &digits);
        } else {
            set_other(record, "dimensions", &extent);
        }
    }
}

fn subjects(mods: &Element, record: &mut Record) {
    let mut words: Vec<String> = Vec::new();
    for subject in mods.all("subject") {
        let parts: Vec<String> =
            subject.elements().filter(|part| part.name != "cartographics").map(Element::words).filter(|text| !text.is_empty()).collect();
        let scale = subject.text("cartographics/scale");
        set_other(record, "scale", &scale);
        if !parts.is_empty() {
            words.push(parts.join(" – "));
        }
    }
    words.dedup();
    let joint = if words.iter().any(|word| word.contains(',')) { "; " } else { ", " };
    set_other(record, "keyword", &words.join(joint));
}

fn identifiers(of: &Element, record: &mut Record) {
    let mut others = serde_json::Map::new();
    for id in of.all("identifier").filter(|id| id.attribute("invalid") != "yes") {
        let text = id.words();
        match id.attribute("type").to_lowercase().as_str() {
            "doi" => first(&mut record.doi, bare_doi(&text).to_owned()),
            "isbn" => first(&mut record.isbn, text),
            "issn" => first(&mut record.issn, text),
            "uri" | "url" => first(&mut record.url, text),
            "hdl" | "handle" => {
                first(&mut record.url, if text.starts_with("http") { text } else { format!("https://hdl.handle.net/{text}") })
            }
            "pmid" | "pubmed" => set_other(record, "PMID", &text),
            "citekey" => first(&mut record.key, text),
            "report number" | "reportnumber" | "patent" | "stock number" => first(&mut record.number, text),
            kind => {
                others.insert(if kind.is_empty() { "identifier".to_owned() } else { kind.to_owned() }, text.into());
            }
        }
    }
    if !others.is_empty() {
        csl::keep(record, "identifiers", others.into());
    }
}

fn location(mods: &Element, record: &mut Record) {
    for location in mods.all("location") {
        let holder = location.all("physicalLocation").find(|place| place.attribute("authority").is_empty()).map(Element::words);
        first(&mut record.archive, holder.unwrap_or_default());
        let mut shelves = Vec::new();
        location.find("shelfLocator", &mut shelves);
        first(&mut record.archive_location, shelves.first().map(|shelf| shelf.words()).unwrap_or_default());
        let url = location.all("url").find(|url| url.attribute("usage").starts_with("primary")).or(location.at("url"));
        if let Some(url) = url {
            first(&mut record.url, url.words());
            csl::set(record, "accessed", url.attribute("dateLastAccessed"));
        }
    }
    if record.accessed.is_none() {
        record.other.retain(|(name, _)| name != "accessed");
    }
}

fn related(related: &Element, record: &mut Record) {
    let title = related.at("titleInfo").map(title).unwrap_or_default();
    match related.attribute("type") {
        "host" => {
            first(&mut record.container, title);
            let short = related.all("titleInfo").find(|info| info.attribute("type") == "abbreviated").map(self::title);
            set_other(record, "container-title-short", &short.unwrap_or_default());
            for (role, name) in related.all("name").filter_map(names::name) {
                match role.unwrap_or(Role::Author) {
                    Role::Author => record.add(Role::ContainerAuthor, name),
                    role => record.add(role, name),
                }
            }
            origin(related, record);
            identifiers(related, record);
            part(related, record);
            for series in related.all("relatedItem").filter(|inner| inner.attribute("type") == "series") {
                self::related(series, record);
            }
        }
        "series" => {
            first(&mut record.series, title);
            set_other(record, "collection-number", &related.text("titleInfo/partNumber"));
        }
        "original" => {
            set_other(record, "original-title", &title);
            let mut of = Record::default();
            origin(related, &mut of);
            if let Some(date) = of.issued {
                csl::set(record, "original-date", &date.to_string());
            }
            set_other(record, "original-publisher", &of.publisher);
            set_other(record, "original-publisher-place", &of.place);
        }
        "reviewOf" => {
            set_other(record, "reviewed-title", &title);
            related.all("name").filter_map(names::name).for_each(|(_, name)| record.add(Role::ReviewedAuthor, name));
        }
        kind => {
            let kind = if kind.is_empty() { "related" } else { kind };
            csl::keep(record, kind, title.into());
        }
    }
}

/// Where in its host something stands.
fn part(of: &Element, record: &mut Record) {
    for part in of.all("part") {
        for detail in part.all("detail") {
            let number = detail.text("number");
            match detail.attribute("type") {
                "volume" => first(&mut record.volume, number),
                "issue" | "number" => first(&mut record.issue, number),
                "page" | "pages" => first(&mut record.pages, number),
                "chapter" => set_other(record, "chapter-number", &number),
                "section" => set_other(record, "section", &number),
                "part" => set_other(record, "part-number", &number),
                "supplement" => set_other(record, "supplement-number", &number),
                _ => {}
            }
        }
        for extent in part.all("extent").filter(|extent| matches!(extent.attribute("unit"), "" | "page" | "pages")) {
            let (start, end, list) = (extent.text("start"), extent.text("end"), extent.text("list"));
            let pages = match (start.as_str(), end.as_str()) {
                ("", _) => list,
                (start, end) if end.is_empty() || start == end => start.to_owned(),
                (start, end) => format!("{start}–{end}"),
            };
            first(&mut record.pages, pages);
        }
        if record.issued.is_none() {
            csl::set(record, "issued", &part.text("date"));
        }
    }
    if record.issued.is_none() {
        record.other.retain(|(name, json)| name != "issued" || json.len() > r#"{"literal":""}"#.len());
    }
}

fn first(field: &mut String, text: String) {
    if field.is_empty() {
        *field = text;
    }
}

#[cfg(test)]
mod tests;
