//! Kinds of work and RIS's types of reference.

use crate::Kind;

/// Types and kinds. The first line of a kind is the type in which it is written, the first of a type what it is read as.
const TYPES: &[(&str, Kind)] = &[
    ("JOUR", Kind::Journal),
    ("MGZN", Kind::Magazine),
    ("NEWS", Kind::Newspaper),
    ("BOOK", Kind::Book),
    ("CHAP", Kind::Chapter),
    ("CPAPER", Kind::Conference),
    ("THES", Kind::Thesis),
    ("RPRT", Kind::Report),
    ("ELEC", Kind::WebPage),
    ("BLOG", Kind::Weblog),
    ("GEN", Kind::Document),
    ("CASE", Kind::LegalCase),
    ("BILL", Kind::Bill),
    ("STAT", Kind::Legislation),
    ("HEAR", Kind::Hearing),
    ("LEGAL", Kind::Regulation),
    ("GOVDOC", Kind::Treaty),
    ("MAP", Kind::Map),
    ("MUSIC", Kind::MusicalScore),
    ("SOUND", Kind::Song),
    ("VIDEO", Kind::MotionPicture),
    ("MULTI", Kind::Broadcast),
    ("PAT", Kind::Patent),
    ("PCOMM", Kind::Communication),
    ("PAMP", Kind::Pamphlet),
    ("UNPB", Kind::Manuscript),
    ("DATA", Kind::Dataset),
    ("DICT", Kind::Dictionary),
    ("ENCYC", Kind::Encyclopedia),
    ("COMP", Kind::Software),
    ("STAND", Kind::Standard),
    ("SLIDE", Kind::Speech),
    ("FIGURE", Kind::Figure),
    ("ART", Kind::Graphic),
    ("CLSWK", Kind::Classic),
    ("EDBOOK", Kind::Collection),
    ("JFULL", Kind::Periodical),
    ("INPR", Kind::Article),
    // Kinds that share a type with another.
    ("GEN", Kind::Event),
    ("GEN", Kind::Performance),
    ("DICT", Kind::Entry),
    ("BLOG", Kind::Post),
    ("PCOMM", Kind::Interview),
    ("JOUR", Kind::Review),
    ("JOUR", Kind::BookReview),
    // Types that are only read.
    ("ABST", Kind::Journal),
    ("EJOUR", Kind::Journal),
    ("EBOOK", Kind::Book),
    ("ECHAP", Kind::Chapter),
    ("CONF", Kind::Book),
    ("SER", Kind::Book),
    ("MPCT", Kind::MotionPicture),
    ("ADVS", Kind::MotionPicture),
    ("MANSCPT", Kind::Manuscript),
    ("DBASE", Kind::Dataset),
    ("AGGR", Kind::Dataset),
    ("ICOMM", Kind::Communication),
    ("LETTER", Kind::Communication),
    ("CTLG", Kind::Book),
    ("UNBILL", Kind::Bill),
    ("GRANT", Kind::Document),
    ("GRNT", Kind::Document),
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
            let back = kind_of(of_kind(kind));
            assert_eq!(back.map(of_kind), Some(of_kind(kind)), "{}", kind.name());
            assert!(TYPES.iter().any(|(_, other)| *other == kind), "{}", kind.name());
        }
    }
}
