//! Kinds of work and RIS's types of reference.

use crate::Kind;

/// Types and kinds. The first line of a kind is the type in which it is written, the first of a type what it is read as.
const TYPES: &[(&str, Kind)] = &[
    ("JOUR", Kind::Journal),
    ("MGZN", Kind::Magazine),
    ("NEWS", Kind::Newspaper),
    ("BOOK", Kind::Book),
    ("CHAP", Kind::Chapter),
    ("CONF", Kind::Conference),
    ("THES", Kind::Thesis),
    ("RPRT", Kind::Report),
    ("ELEC", Kind::WebPage),
    ("BLOG", Kind::Weblog),
    ("CASE", Kind::LegalCase),
    ("BILL", Kind::Bill),
    ("STAT", Kind::Legislation),
    ("HEAR", Kind::Hearing),
    ("LEGAL", Kind::Regulation),
    ("MAP", Kind::Map),
    ("MUSIC", Kind::MusicalScore),
    ("SOUND", Kind::Song),
    ("MPCT", Kind::MotionPicture),
    ("MULTI", Kind::Broadcast),
    ("PAT", Kind::Patent),
    ("PCOMM", Kind::Communication),
    ("PAMP", Kind::Pamphlet),
    ("MANSCPT", Kind::Manuscript),
    ("DATA", Kind::Dataset),
    ("DICT", Kind::Dictionary),
    ("ENCYC", Kind::Encyclopedia),
    ("COMP", Kind::Software),
    ("STAND", Kind::Standard),
    ("SLIDE", Kind::Speech),
    ("FIGURE", Kind::Figure),
    ("ART", Kind::Graphic),
    ("CLSWK", Kind::Classic),
    ("ANCIENT", Kind::Classic),
    // `GEN` is an article for Zotero; what it takes for a document are odd types, of which this has the fields of any text.
    ("ANCIENT", Kind::Document),
    ("ANCIENT", Kind::Collection),
    ("ANCIENT", Kind::Event),
    ("ANCIENT", Kind::Performance),
    ("JFULL", Kind::Periodical),
    ("INPR", Kind::Article),
    // Kinds that share a type with another: a line of their own says what they are.
    ("ENCYC", Kind::Entry),
    ("ICOMM", Kind::Post),
    ("PCOMM", Kind::Interview),
    ("JOUR", Kind::Review),
    ("JOUR", Kind::BookReview),
    ("STAT", Kind::Treaty),
    // Types that are only read.
    ("GEN", Kind::Document),
    ("ABST", Kind::Journal),
    ("EJOUR", Kind::Journal),
    ("EBOOK", Kind::Book),
    ("EDBOOK", Kind::Book),
    ("ECHAP", Kind::Chapter),
    ("CPAPER", Kind::Conference),
    ("SER", Kind::Book),
    ("VIDEO", Kind::MotionPicture),
    ("ADVS", Kind::MotionPicture),
    ("UNPB", Kind::Manuscript),
    ("UNPD", Kind::Manuscript),
    ("DBASE", Kind::Dataset),
    ("AGGR", Kind::Dataset),
    ("ICOMM", Kind::Communication),
    ("LETTER", Kind::Communication),
    ("CTLG", Kind::Book),
    ("UNBILL", Kind::Bill),
    ("GOVDOC", Kind::Report),
    ("CHART", Kind::Figure),
    ("EQUA", Kind::Document),
    ("GRANT", Kind::Document),
    ("GRNT", Kind::Document),
    ("WEB", Kind::WebPage),
];

/// The type in which a kind is written.
pub fn of_kind(kind: Kind) -> &'static str {
    TYPES.iter().find(|(_, other)| *other == kind).map_or("GEN", |(name, _)| name)
}

/// The kind that a type is read as.
pub fn kind_of(name: &str) -> Option<Kind> {
    TYPES.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type() {
        for &kind in Kind::ALL {
            assert!(kind_of(of_kind(kind)).is_some(), "{}", kind.name());
            assert!(TYPES.iter().any(|(_, other)| *other == kind), "{}", kind.name());
        }
    }
}
