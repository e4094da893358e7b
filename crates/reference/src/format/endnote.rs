//! EndNote: its XML, and its tagged format (`.enw`, the "Refer" of Unix).
//!
//! Both have the fields of EndNote under their own names; what they mean for which type is what the tags of RIS mean, which EndNote
//! wrote down for export ([`ris`]).

use scholion_base::{Span, say};

use super::{Library, ris, xml::Element};

/// EndNote's types by their names (and numbers, of the usual ones), and RIS's.
const TYPES: [(&str, &str, &str); 52] = [
    ("Journal Article", "17", "JOUR"),
    ("Book", "6", "BOOK"),
    ("Book Section", "5", "CHAP"),
    ("Edited Book", "28", "EDBOOK"),
    ("Conference Proceedings", "10", "CONF"),
    ("Conference Paper", "47", "CPAPER"),
    ("Thesis", "32", "THES"),
    ("Report", "27", "RPRT"),
    ("Web Page", "12", "ELEC"),
    ("Blog", "56", "BLOG"),
    ("Newspaper Article", "23", "NEWS"),
    ("Magazine Article", "19", "MGZN"),
    ("Manuscript", "36", "MANSCPT"),
    ("Unpublished Work", "34", "UNPB"),
    ("Map", "20", "MAP"),
    ("Patent", "25", "PAT"),
    ("Case", "7", "CASE"),
    ("Statute", "31", "STAT"),
    ("Bill", "4", "BILL"),
    ("Hearing", "14", "HEAR"),
    ("Legal Rule or Regulation", "50", "LEGAL"),
    ("Government Document", "46", "GOVDOC"),
    ("Personal Communication", "26", "PCOMM"),
    ("Interview", "", "PCOMM"),
    ("Film or Broadcast", "21", "MPCT"),
    ("Television Episode", "", "MULTI"),
    ("Podcast", "", "SOUND"),
    ("Audiovisual Material", "3", "ADVS"),
    ("Music", "61", "MUSIC"),
    ("Artwork", "2", "ART"),
    ("Figure", "37", "FIGURE"),
    ("Chart or Table", "38", "CHART"),
    ("Encyclopedia", "53", "ENCYC"),
    ("Dictionary", "52", "DICT"),
    ("Electronic Article", "43", "EJOUR"),
    ("Electronic Book", "44", "EBOOK"),
    ("Electronic Book Section", "60", "ECHAP"),
    ("Dataset", "59", "DATA"),
    ("Computer Program", "9", "COMP"),
    ("Standard", "58", "STAND"),
    ("Pamphlet", "24", "PAMP"),
    ("Serial", "57", "SER"),
    ("Classical Work", "49", "CLSWK"),
    ("Ancient Text", "51", "ANCIENT"),
    ("Catalog", "8", "CTLG"),
    ("Aggregated Database", "55", "AGGR"),
    ("Online Database", "45", "DBASE"),
    ("Online Multimedia", "48", "MULTI"),
    ("Discussion Forum", "", "ICOMM"),
    ("Grant", "54", "GRANT"),
    ("Preprint", "", "INPR"),
    ("Generic", "13", "GEN"),
];

/// Paths of elements, and the tags of RIS that say the same.
const FIELDS: &[(&str, &str)] = &[
    ("contributors/authors", "AU"),
    ("contributors/secondary-authors", "A2"),
    ("contributors/tertiary-authors", "A3"),
    ("contributors/subsidiary-authors", "A4"),
    ("contributors/translated-authors", "TA"),
    ("auth-address", "AD"),
    ("titles/title", "TI"),
    ("titles/secondary-title", "T2"),
    ("titles/tertiary-title", "T3"),
    ("titles/alt-title", "J2"),
    ("titles/short-title", "ST"),
    ("titles/translated-title", "TT"),
    ("periodical/full-title", "JF"),
    ("periodical/abbr-1", "J2"),
    ("alt-periodical/full-title", "J2"),
    ("alt-periodical/abbr-1", "J2"),
    ("pages", "SP"),
    ("volume", "VL"),
    ("number", "IS"),
    ("num-vols", "NV"),
    ("edition", "ET"),
    ("section", "SE"),
    ("reprint-edition", "RP"),
    ("keywords", "KW"),
    ("dates/year", "PY"),
    ("dates/pub-dates", "DA"),
    ("pub-location", "CY"),
    ("publisher", "PB"),
    ("orig-pub", "OP"),
    ("isbn", "SN"),
    ("accession-num", "AN"),
    ("call-num", "CN"),
    ("report-id", "M1"),
    ("abstract", "AB"),
    ("caption", "CA"),
    ("notes", "N1"),
    ("research-notes", "RN"),
    ("work-type", "M3"),
    ("reviewed-item", "RI"),
    ("label", "LB"),
    ("urls/related-urls", "UR"),
    ("urls/web-urls", "UR"),
    ("urls/pdf-urls", "L1"),
    ("urls/text-urls", "L2"),
    ("urls/image-urls", "L4"),
    ("custom1", "C1"),
    ("custom2", "C2"),
    ("custom3", "C3"),
    ("custom4", "C4"),
    ("custom5", "C5"),
    ("custom6", "C6"),
    ("custom7", "C7"),
    ("electronic-resource-num", "DO"),
    ("remote-database-name", "DB"),
    ("remote-database-provider", "DP"),
    ("language", "LA"),
    ("access-date", "Y2"),
    ("modified-date", "MD"),
];

/// Tags of people.
const PEOPLE: [&str; 4] = ["AU", "A2", "A3", "A4"];

/// Reads a record of EndNote's XML. What stands in elements that no tag says is counted in `unread`.
pub fn record(record: &Element, place: Span, library: &mut Library, unread: &mut super::Unread) {
    let kind = record.at("ref-type").map(|kind| (kind.attribute("name").to_owned(), kind.words())).unwrap_or_default();
    let known = TYPES.iter().find(|(name, number, _)| name.eq_ignore_ascii_case(&kind.0) || *number == kind.1 && !number.is_empty());
    let mut fields: Vec<(&'static str, String)> = vec![("TY", known.map_or_else(|| kind.0.clone(), |(.., tag)| (*tag).to_owned()))];
    if kind.0 == "Interview" {
        fields.push(("M2", "type: interview".to_owned()));
    }
    for (path, tag) in FIELDS {
        let Some(element) = record.at(path) else { continue };
        let inner: Vec<String> =
            element.elements().filter(|inner| inner.name != "style").map(rich).filter(|text| !text.is_empty()).collect();
        if inner.is_empty() {
            fields.push((tag, rich(element)));
        } else {
            fields.extend(inner.into_iter().map(|text| (*tag, text)));
        }
    }
    fields.retain(|(tag, value)| *tag == "TY" || !value.is_empty());
    // A name may stand in reading order.
    for (_, value) in fields.iter_mut().filter(|(tag, value)| PEOPLE.contains(tag) && !value.contains(',')) {
        if let Some(name) = turned(value) {
            *value = name;
        }
    }
    for element in record.elements() {
        let is_read = FIELDS.iter().any(|(path, _)| path.split('/').next() == Some(element.name.as_str()));
        let is_own = matches!(
            element.name.as_str(),
            "database" | "source-app" | "rec-number" | "foreign-keys" | "ref-type" | "added-date" | "last-updated-date" | "remote-database"
        );
        if !is_read && !is_own && !element.words().is_empty() {
            unread.note(&element.name, place);
        }
    }
    ris::of_fields(fields, place, library);
}

/// The words of an element with the formatting that EndNote's styles say.
fn rich(element: &Element) -> String {
    element.rich(&|inner| match inner.attribute("face") {
        "italic" => Some("i"),
        "bold" => Some("b"),
        "superscript" => Some("sup"),
        "subscript" => Some("sub"),
        _ => None,
    })
}

/// `Ann Roe` as `Roe, Ann`, if both are words of a person's name. EndNote ends names of bodies with a comma.
fn turned(name: &str) -> Option<String> {
    let (given, family) = name.rsplit_once(' ')?;
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
    };
    let words: Vec<&str> = given.split(' ').collect();
    (words.len() <= 2 && words.iter().all(|word| word.ends_with('.') && is_name(word)) && is_name(family))
        .then(|| format!("{family}, {given}"))
}

/// Tags of `.enw`, and those of RIS.
const REFER: [(char, &str); 41] = [
    ('A', "AU"),
    ('B', "T2"),
    ('C', "CY"),
    ('D', "PY"),
    ('E', "A2"),
    ('F', "LB"),
    ('G', "LA"),
    ('H', "TA"),
    ('I', "PB"),
    ('J', "T2"),
    ('K', "KW"),
    ('L', "CN"),
    ('M', "AN"),
    ('N', "IS"),
    ('O', "J2"),
    ('P', "SP"),
    ('Q', "TT"),
    ('R', "DO"),
    ('S', "T3"),
    ('T', "TI"),
    ('U', "UR"),
    ('V', "VL"),
    ('W', "DP"),
    ('X', "AB"),
    ('Y', "A3"),
    ('Z', "N1"),
    ('7', "ET"),
    ('8', "DA"),
    ('9', "M3"),
    ('@', "SN"),
    ('!', "ST"),
    ('#', "C1"),
    ('$', "C2"),
    ('&', "SE"),
    ('(', "OP"),
    (']', "Y2"),
    ('[', "Y2"),
    ('?', "A4"),
    ('~', "DB"),
    ('+', "AD"),
    ('>', "L1"),
];

/// Reads all references of a file in the tagged format: `%0 Journal Article`, `%A Roe, Ann`; an empty line, or `%0`, begins the next.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    let (mut place, mut at) = (Span::default(), 0);
    let mut unread = super::Unread::default();
    for raw in text.split_inclusive('\n') {
        let start = at;
        at += raw.len();
        let line = raw.trim_end().trim_start_matches('\u{feff}');
        let tag = line.strip_prefix('%').and_then(|rest| rest.chars().next());
        let value = line.get(1 + tag.map_or(0, char::len_utf8)..).unwrap_or("").trim();
        match tag {
            Some('0') => {
                ris::of_fields(std::mem::take(&mut fields), place, &mut library);
                place = Span::new(start, start + line.len());
                let known = TYPES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(value));
                fields.push(("TY", known.map_or_else(|| value.to_owned(), |(.., tag)| (*tag).to_owned())));
            }
            Some(tag) => match REFER.iter().find(|(known, _)| *known == tag) {
                Some((_, ris)) => {
                    if fields.is_empty() {
                        place = Span::new(start, start + line.len());
                        fields.push(("TY", "GEN".to_owned()));
                    }
                    fields.push((ris, value.to_owned()));
                }
                None => unread.note(&format!("%{tag}"), Span::new(start, start + line.len())),
            },
            None if line.trim().is_empty() => {
                ris::of_fields(std::mem::take(&mut fields), place, &mut library);
            }
            None => match fields.last_mut() {
                Some((tag, last)) => {
                    last.push(if *tag == "KW" { '\n' } else { ' ' });
                    last.push_str(line.trim());
                }
                None => library.fault(Span::new(start, start + line.len()), say::bad_library(), say::bad_library_hint()),
            },
        }
    }
    ris::of_fields(fields, place, &mut library);
    unread.tell(&mut library);
    library
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Role, format::tree};

    #[test]
    fn records_of_endnote_are_read() {
        let text = r#"<?xml version="1.0"?><xml><records><record><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
            <contributors><authors><author><style face="normal" font="default">Roe, Ann</style></author><author>Harbour Board,</author></authors></contributors>
            <titles><title><style face="normal">A </style><style face="italic">Homo</style><style face="normal"> &amp; more</style></title><secondary-title>Letters</secondary-title></titles>
            <periodical><full-title>Letters</full-title><abbr-1>Lett.</abbr-1></periodical><pages>5-9</pages><volume>3</volume><number>2</number>
            <keywords><keyword>alpha</keyword><keyword>beta</keyword></keywords><dates><year>2004</year><pub-dates><date>Sep 10</date></pub-dates></dates>
            <isbn>2045-2322</isbn><electronic-resource-num>10.1000/x</electronic-resource-num><language>English</language>
            <urls><pdf-urls><url>internal-pdf://12/a.pdf</url></pdf-urls></urls><whatever>odd</whatever></record></records></xml>"#;
        let library = tree::read(text);
        let record = &library.entries[0].record;
        assert_eq!((record.kind, record.title.as_str(), record.container.as_str()), (Kind::Journal, "A Homo & more", "Letters"));
        assert_eq!(record.formatted("title", &record.title), "A <i>Homo</i> & more");
        assert_eq!(record.author.iter().map(|name| name.sorted()).collect::<Vec<_>>(), ["Roe, Ann", "Harbour Board"]);
        assert_eq!((record.pages.as_str(), record.issn.as_str(), record.doi.as_str()), ("5-9", "2045-2322", "10.1000/x"));
        assert_eq!(record.issued.map(|date| date.to_string()).as_deref(), Some("2004-09-10"));
        assert_eq!(record.language.as_ref().map(|lang| lang.as_str()), Some("en"));
        assert_eq!(crate::csl::kept(record, "ris")["L1"][0], "a.pdf");
        assert_eq!(
            library.faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>(),
            ["fields that are not kept: `whatever` (1)"]
        );
    }

    #[test]
    fn the_tagged_format_is_read() {
        let text = "%0 Book\n%A Roe, Ann\n%Y Poe, Ben\n%T On Ports\n%D 2001\n%I Elm\n%C Ulm\n\n%0 Personal Communication\n%A Doe, C.\n%E Roe, A.\n%T Note\ngoes on\n%8 1843/05/01\n";
        let library = read(text);
        let [book, letter] = [&library.entries[0].record, &library.entries[1].record];
        assert_eq!((book.kind, book.editor[0].short(), book.publisher.as_str()), (Kind::Book, "Poe".into(), "Elm"));
        assert_eq!((letter.title.as_str(), letter.names(Role::Recipient).len()), ("Note goes on", 1));
        assert_eq!(library.faults, []);
        assert!(read("%").entries.is_empty() && read("words").faults.len() == 1);
    }
}
