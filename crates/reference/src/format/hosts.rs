//! In what works of a kind stand.

use crate::Kind;

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
