//! Kinds of work and types of entry.
//!
//! BibLaTeX's manual, section 2.1, and the choices of Pandoc, Zotero and JabRef where it leaves them open. Kinds without
//! a type of their own go into the nearest one with CSL's name of the kind as `entrysubtype`, which only those read who
//! know it. So do `standard`, `legal`, `music`, `image` and `performance`: Zotero leaves out entries of a type that it does not know
//! (`BibTeX.js` of zotero/translators). Of `dataset` and `periodical`, which it does not know either, Pandoc and styles say more.

use crate::Kind;

/// The type in which a kind is written, and its subtype; empty if the type says it.
pub fn of_kind(kind: Kind) -> (&'static str, &'static str) {
    let plain = |name| (name, "");
    let sub = |name| (name, kind.name());
    match kind {
        Kind::Journal => plain("article"),
        Kind::Magazine => ("article", "magazine"),
        Kind::Newspaper => ("article", "newspaper"),
        Kind::Article | Kind::Review | Kind::BookReview => sub("article"),
        Kind::Book => plain("book"),
        Kind::Classic => sub("book"),
        Kind::Chapter => plain("incollection"),
        Kind::Encyclopedia => plain("inreference"),
        Kind::Dictionary | Kind::Entry => sub("inreference"),
        Kind::Conference => plain("inproceedings"),
        Kind::Periodical => plain("periodical"),
        Kind::Report => plain("report"),
        Kind::Thesis => plain("thesis"),
        Kind::Manuscript => plain("unpublished"),
        Kind::Speech => sub("unpublished"),
        Kind::WebPage => plain("online"),
        Kind::Post | Kind::Weblog => sub("online"),
        Kind::Dataset => plain("dataset"),
        Kind::Software => plain("software"),
        Kind::Pamphlet => plain("booklet"),
        Kind::Patent => plain("patent"),
        Kind::Standard => sub("report"),
        Kind::LegalCase => plain("jurisdiction"),
        Kind::Legislation => plain("legislation"),
        Kind::Bill | Kind::Regulation | Kind::Hearing | Kind::Treaty => sub("legislation"),
        Kind::Communication => plain("letter"),
        Kind::MotionPicture => plain("movie"),
        Kind::Broadcast => sub("video"),
        Kind::Song => plain("audio"),
        Kind::MusicalScore => sub("audio"),
        Kind::Graphic => plain("artwork"),
        Kind::Figure => sub("artwork"),
        Kind::Document => plain("misc"),
        // BibLaTeX's `@collection` is an edited book, not one of an archive.
        Kind::Collection | Kind::Interview | Kind::Event | Kind::Map | Kind::Performance => sub("misc"),
    }
}

/// The kind of an entry of this type and subtype (small letters); `None` for a type that nobody knows.
pub fn kind_of(entry_type: &str, subtype: &str) -> Option<Kind> {
    if let Some(kind) = Kind::named(subtype) {
        return Some(kind);
    }
    Some(match entry_type {
        "article" => match subtype {
            "magazine" => Kind::Magazine,
            "newspaper" => Kind::Newspaper,
            _ => Kind::Journal,
        },
        "suppperiodical" => Kind::Journal,
        "magazine" => Kind::Magazine,
        "newspaper" | "newsarticle" => Kind::Newspaper,
        "book" | "mvbook" | "manual" | "proceedings" | "mvproceedings" | "reference" | "mvreference" | "commentary" | "collection"
        | "mvcollection" | "monograph" => Kind::Book,
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => Kind::Chapter,
        "inreference" => Kind::Encyclopedia,
        "inproceedings" | "conference" => Kind::Conference,
        "periodical" => Kind::Periodical,
        "report" | "techreport" => Kind::Report,
        "thesis" | "phdthesis" | "mastersthesis" | "masterthesis" | "bachelorsthesis" | "bathesis" => Kind::Thesis,
        "unpublished" | "archival" | "manuscript" => Kind::Manuscript,
        "preprint" => Kind::Article,
        "online" | "electronic" | "www" | "webpage" | "website" => Kind::WebPage,
        "dataset" | "data" => Kind::Dataset,
        "software" | "code" | "softwareversion" => Kind::Software,
        "booklet" => Kind::Pamphlet,
        "patent" => Kind::Patent,
        "standard" => Kind::Standard,
        "jurisdiction" | "case" => Kind::LegalCase,
        "legislation" | "legislature" | "statute" | "law" => Kind::Legislation,
        "bill" => Kind::Bill,
        "legal" | "treaty" => Kind::Treaty,
        "letter" => Kind::Communication,
        "movie" | "video" | "film" => Kind::MotionPicture,
        "audio" | "music" => Kind::Song,
        "performance" => Kind::Performance,
        "artwork" => Kind::Graphic,
        "image" => Kind::Figure,
        "map" => Kind::Map,
        "interview" => Kind::Interview,
        "lecture" | "speech" | "talk" | "presentation" => Kind::Speech,
        "review" => Kind::Review,
        "misc" | "bibnote" | "customa" | "customb" | "customc" | "customd" | "custome" | "customf" | "other" => Kind::Document,
        _ => return None,
    })
}

/// Whether a subtype says which kind of article it is.
pub fn says_kind(subtype: &str) -> bool {
    matches!(subtype.to_ascii_lowercase().as_str(), "" | "magazine" | "newspaper")
}

/// Whether entries of this type stand in something else.
pub fn is_part(entry_type: &str) -> bool {
    entry_type.starts_with("in")
        || matches!(entry_type, "article" | "conference" | "bookinbook" | "suppbook" | "suppcollection" | "suppperiodical")
}

/// Whether works of this kind are by an authority: a court, a parliament.
pub fn is_of_law(kind: Kind) -> bool {
    matches!(kind, Kind::LegalCase | Kind::Legislation | Kind::Bill | Kind::Regulation | Kind::Hearing | Kind::Treaty)
}

/// BibLaTeX's key for what the type says of the genre, where the entry does not.
pub fn key_of(entry_type: &str) -> &'static str {
    match entry_type {
        "phdthesis" => "phdthesis",
        "mastersthesis" | "masterthesis" => "mathesis",
        "bachelorsthesis" | "bathesis" => "bathesis",
        "techreport" => "techreport",
        _ => "",
    }
}

/// Whether an entry's `number` counts the volumes of its series, if it has one.
pub fn is_bookish(entry_type: &str) -> bool {
    matches!(
        entry_type,
        "book"
            | "mvbook"
            | "inbook"
            | "bookinbook"
            | "suppbook"
            | "collection"
            | "mvcollection"
            | "incollection"
            | "suppcollection"
            | "proceedings"
            | "mvproceedings"
            | "inproceedings"
            | "conference"
            | "reference"
            | "mvreference"
            | "inreference"
            | "booklet"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back() {
        for &kind in Kind::ALL {
            let (entry_type, subtype) = of_kind(kind);
            assert_eq!(kind_of(entry_type, subtype), Some(kind), "{}", kind.name());
        }
    }
}
