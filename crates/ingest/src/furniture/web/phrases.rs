//! Phrases of what a web page puts around an article, each kind with the length that its lines have at most.

use std::sync::LazyLock;

use scholion_lang::Words;

use super::Beginnings;

/// Phrases of one kind of furniture.
pub(super) struct Phrases {
    /// A line that is one of these, marks at its ends aside.
    pub whole: &'static Words,
    /// A line that begins with one of these and has at most [`Phrases::longest`] characters.
    pub begins: &'static Words,
    /// See [`Phrases::begins`].
    pub longest: usize,
    /// With which words both begin.
    pub beginnings: LazyLock<Beginnings>,
}

macro_rules! phrases {
    ($($name:ident, $begins:ident, $longest:literal;)*) => {$(
        pub(super) static $name: Phrases = Phrases {
            whole: &scholion_lang::$name,
            begins: &scholion_lang::$begins,
            longest: $longest,
            beginnings: LazyLock::new(|| Beginnings::of(scholion_lang::$name.list()).and(scholion_lang::$begins.list())),
        };
    )*};
}

phrases! {
    COMMENT_FORM, COMMENT_FORM_BEGINS, 220;
    SHARE_BAR, SHARE_BAR_BEGINS, 80;
    COOKIES, COOKIES_BEGINS, 600;
    NEWSLETTER, NEWSLETTER_BEGINS, 200;
    READ_ALSO, READ_ALSO_BEGINS, 180;
    NAVIGATION, NAVIGATION_BEGINS, 60;
}
