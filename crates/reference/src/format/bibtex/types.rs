//! Kinds of work and types of entry.
//!
//! BibLaTeX's manual, section 2.1, and the choices of Pandoc, Zotero and JabRef where it leaves them open. Kinds without
//! a type of their own go into the nearest one with CSL's name of the kind as `entrysubtype`, which only those read who
//! know it.

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
        Kind::Collection => plain("collection"),
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
        Kind::Standard => plain("standard"),
        Kind::LegalCase => plain("jurisdiction"),
        Kind::Legislation => plain("legislation"),
        Kind::Bill | Kind::Regulation | Kind::Hearing => sub("legislation"),
        Kind::Treaty => plain("legal"),
        Kind::Communication => plain("letter"),
        Kind::MotionPicture => plain("movie"),
        Kind::Broadcast => sub("video"),
        Kind::Song => plain("music"),
        Kind::MusicalScore => sub("music"),
        Kind::Performance => plain("performance"),
        Kind::Graphic => plain("artwork"),
        Kind::Figure => plain("image"),
        Kind::Document => plain("misc"),
        Kind::Interview | Kind::Event | Kind::Map => sub("misc"),
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
        "book" | "mvbook" | "manual" | "proceedings" | "mvproceedings" | "reference" | "mvreference" | "commentary" => Kind::Book,
        "collection" | "mvcollection" => Kind::Collection,
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => Kind::Chapter,
        "inreference" => Kind::Encyclopedia,
        "inproceedings" | "conference" => Kind::Conference,
        "periodical" => Kind::Periodical,
        "report" | "techreport" => Kind::Report,
        "thesis" | "phdthesis" | "mastersthesis" => Kind::Thesis,
        "unpublished" => Kind::Manuscript,
        "online" | "electronic" | "www" => Kind::WebPage,
        "dataset" => Kind::Dataset,
        "software" => Kind::Software,
        "booklet" => Kind::Pamphlet,
        "patent" => Kind::Patent,
        "standard" => Kind::Standard,
        "jurisdiction" => Kind::LegalCase,
        "legislation" => Kind::Legislation,
        "legal" => Kind::Treaty,
        "letter" => Kind::Communication,
        "movie" | "video" => Kind::MotionPicture,
        "audio" | "music" => Kind::Song,
        "performance" => Kind::Performance,
        "artwork" => Kind::Graphic,
        "image" => Kind::Figure,
        "review" => Kind::Review,
        "misc" => Kind::Document,
        _ => return None,
    })
}

/// What the type says of the genre, where the entry does not.
pub fn genre_of(entry_type: &str) -> &'static str {
    match entry_type {
        "phdthesis" => "PhD thesis",
        "mastersthesis" => "Master’s thesis",
        "techreport" => "Technical report",
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
