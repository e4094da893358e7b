//! Phrases of what a web page puts around an article, each kind with the length that its lines have at most.

use scholion_lang::Words;

/// Phrases of one kind of furniture.
pub(super) struct Phrases {
    /// A line that is one of these, marks at its ends aside.
    pub whole: &'static Words,
    /// A line that begins with one of these and has at most [`Phrases::longest`] characters.
    pub begins: &'static Words,
    /// See [`Phrases::begins`].
    pub longest: usize,
}

const fn phrases(whole: &'static Words, begins: &'static Words, longest: usize) -> Phrases {
    Phrases { whole, begins, longest }
}

pub(super) static COMMENT_FORM: Phrases = phrases(&scholion_lang::COMMENT_FORM, &scholion_lang::COMMENT_FORM_BEGINS, 220);
pub(super) static SHARE_BAR: Phrases = phrases(&scholion_lang::SHARE_BAR, &scholion_lang::SHARE_BAR_BEGINS, 80);
pub(super) static COOKIES: Phrases = phrases(&scholion_lang::COOKIES, &scholion_lang::COOKIES_BEGINS, 600);
pub(super) static NEWSLETTER: Phrases = phrases(&scholion_lang::NEWSLETTER, &scholion_lang::NEWSLETTER_BEGINS, 200);
pub(super) static READ_ALSO: Phrases = phrases(&scholion_lang::READ_ALSO, &scholion_lang::READ_ALSO_BEGINS, 180);
pub(super) static NAVIGATION: Phrases = phrases(&scholion_lang::NAVIGATION, &scholion_lang::NAVIGATION_BEGINS, 60);
