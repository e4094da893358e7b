//! What line ends mean in scripts without capitals, which do not say that a sentence begins.

use scholion_base::script;

use super::{
    chars::{self, End},
    draft::Draft,
    lexicon,
    lines::State,
    recognise::items,
};

/// Whether a line of a script without capitals goes on from a long one that ends no sentence. What stands first may be a title with names below it.
pub fn goes_on(draft: &Draft, last: usize, index: usize) -> bool {
    /// A line is long from so many characters on; of wide letters.
    const LONG: (u16, u16) = (40, 18);
    let (before, line) = (draft.line(last), draft.line(index));
    let is_uncased = |c: char| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase();
    let first = line.chars().next().is_some_and(is_uncased);
    let is_wide = before.chars().next_back().is_some_and(script::is_wide);
    let length = draft.lines.get(last).map_or(0, |line| line.length);
    let end = chars::end_of(before);
    let stands_first = || !draft.lines.iter().take(last).any(|line| line.state == State::Text);
    first
        // An entry of a list may end with a year.
        && (end == End::Cut || end == End::Open && before.ends_with(char::is_alphabetic))
        && length >= if is_wide { LONG.1 } else { LONG.0 }
        && !items::begins_item(line)
        && !lexicon::is_one_of(line, &scholion_lang::SECTION_HEADING)
        && (end == End::Cut || chars::end_of(line) == End::Closed || !stands_first())
}

/// Whether a long line ends with a comma or a small word, and the next goes on in a script without capitals.
pub fn is_cut(draft: &Draft, last: usize, index: usize) -> bool {
    chars::end_of(draft.line(last)) == End::Cut && goes_on(draft, last, index)
}

/// Whether a letter or bracket may begin a part of a text, as capitals do: it has no case.
pub fn is_fresh(c: char) -> bool {
    !c.is_ascii() && (c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase() || matches!(c, '【' | '［'))
}

/// Whether a line is how a letter begins: "拝啓", which nothing but the words says.
pub fn greets(text: &str) -> bool {
    text.starts_with(is_fresh) && lexicon::is_one_of(text, &scholion_lang::SALUTATION)
}
