//! In what works of a kind stand.

use super::other;
use crate::{Kind, Record};

/// Whether a text stands for a work in a work: its container is a book.
pub(super) fn in_book(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Chapter | Kind::Conference | Kind::Entry | Kind::Dictionary | Kind::Encyclopedia | Kind::Figure | Kind::Book | Kind::Classic
    )
}

/// Whether works of a kind appear in the issues of something.
pub(super) fn in_periodical(kind: Kind) -> bool {
    matches!(kind, Kind::Article | Kind::Journal | Kind::Magazine | Kind::Newspaper | Kind::Review | Kind::BookReview | Kind::Periodical)
}

/// Whether a film is one that is sold, as Zotero tells recordings from films (`itemFromCSLJSON` of zotero/utilities).
pub(super) fn is_recording(record: &Record) -> bool {
    let own = [&record.series, &record.place, &record.volume, &record.isbn];
    record.kind == Kind::MotionPicture
        && (own.iter().any(|text| !text.is_empty())
            || ["event-place", "number-of-volumes"].iter().any(|name| !other(record, name).is_empty()))
}
