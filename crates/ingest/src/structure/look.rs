//! What the words of a short line look like that may be a heading.

use crate::{
    block::{Block, Role, bare},
    chars::{self, End},
    contents,
    draft::Draft,
    front::press,
    furniture::web,
    lexicon,
    recognise::moments,
    uncased::is_fresh,
};

/// The longest line that may end a book or divide a list of contents, in bytes, and the shortest paragraph.
const SHORT: usize = 120;
const PARAGRAPH: usize = 200;
/// Among so many of the first blocks an address may stand.
const ABOVE: usize = 12;
/// What stands behind the number with which a heading begins.
pub fn behind_number(text: &str) -> &str {
    text.split_once(' ')
        .filter(|(number, _)| number.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit() || b"IVXLC".contains(&byte)))
        .map_or(text, |(_, rest)| rest)
}

/// Whether a text has capitals and no small letter.
pub fn is_in_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !text.chars().any(char::is_lowercase)
}

/// Whether a line of a title page names a translator, an editor, a printer.
pub fn is_credit(text: &str) -> bool {
    let lower: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    let by = text.split(' ').skip(1).any(|word| scholion_lang::FUNCTION_WORD.contains(&word.to_lowercase()));
    by && scholion_lang::TITLE_PAGE_CREDIT.iter().any(|credit| lower.strip_prefix(credit).is_some_and(|rest| rest.starts_with([' ', ','])))
}

/// A caption, a credit, a name with initials: short, and no heading.
pub fn is_aside(text: &str) -> bool {
    if text.len() > 300 {
        return false;
    }
    let lower = text.to_lowercase();
    // "Photo Vera Lind"; "Pictures of a town in winter" may be a heading.
    let is_few = text.split(' ').count() <= 4;
    let closes = |rest: &str| rest.starts_with([':', ',']) || is_few && rest.starts_with(' ');
    let label = scholion_lang::CAPTION.iter().any(|label| lower.strip_prefix(label).is_some_and(closes));
    let signature = text.split(' ').count() <= 4
        && text
            .split(' ')
            .next()
            .is_some_and(|word| word.ends_with('.') && word.chars().count() <= 5 && !word.starts_with(|c: char| c.is_ascii_digit()))
        && text.split(' ').filter(|word| word.ends_with('.') && word.chars().count() == 2).count() >= 2;
    label
        || signature
        || web::is_caption(text)
        || press::is_byline(text)
        || text.starts_with("(L. S.)")
        || moments::full_date(text).is_some()
            && text.split(' ').count() <= 8
            && lexicon::division(text).is_none()
            && !text.starts_with(|c: char| c.is_ascii_digit())
            && text.contains([',', '|'])
}

/// The depth of a heading's number: 1 for `2.`, `II.` and `Chapter 2`, 2 for `2.1`.
pub fn depth(text: &str) -> Option<u8> {
    let is_open = || chars::end_of(text) == End::Open;
    // "一、水権", "（二）地理"
    if lexicon::uncounted(text).len() < text.len() && is_open() {
        return Some(if text.starts_with(['（', '［', '〔']) { 2 } else { 1 });
    }
    let end = text.find(' ')?;
    let number = text.get(..end)?.trim_end_matches('.');
    // "2.1 | Method"
    let rest = text.get(end..)?.trim_start_matches([' ', '|']);
    let is_capital = |c: char| c.is_uppercase() || matches!(c, '“' | '«' | '"');
    if number.is_empty() || !rest.starts_with(is_capital) && !(rest.starts_with(is_fresh) && is_open()) {
        return None;
    }
    let parts: Vec<&str> = number.split('.').collect();
    if parts.iter().all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return u8::try_from(parts.len()).ok().filter(|&depth| depth <= 5);
    }
    let roman = number.len() <= 5
        && number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
        && (text.get(..end)?.ends_with('.') || number.len() > 1);
    roman.then_some(1)
}

/// Whether a short line is no heading because of what stands beside it: it ends the book, divides its list of contents, or is the address of
/// who wrote it.
pub fn is_beside(draft: &Draft, index: usize) -> bool {
    let is_short = draft.blocks.get(index).is_some_and(|block| block.text.len() <= SHORT);
    is_short && (ends_book(draft, index) || stands_in_contents(draft, index) || is_address(draft, index))
}

/// Whether a line above the first paragraph is an address ("Department of Rivers, University of Ford") or what the title page calls the work
/// ("Повесть").
fn is_address(draft: &Draft, index: usize) -> bool {
    let next = draft.after(index).and_then(|next| draft.blocks.get(next));
    let is_above = || next.is_some_and(|next| next.role == Role::Text && next.text.len() < PARAGRAPH);
    let is_one = |text: &str| is_body_and_place(text) || lexicon::is_one_of(text, &scholion_lang::GENRE) && is_above();
    index < ABOVE
        && draft.blocks.get(index).is_some_and(|block| is_one(block.bare()))
        && draft.blocks.iter().take(index).all(|block| block.role == Role::Gone || block.text.len() < PARAGRAPH)
}

fn is_body_and_place(text: &str) -> bool {
    text.contains(", ") && depth(text).is_none() && lexicon::division(text).is_none() && lexicon::is_affiliation(text)
}

/// Whether a line says that the book ends here: "THE END.", "FIN". No paragraph follows.
fn ends_book(draft: &Draft, index: usize) -> bool {
    let says = draft.blocks.get(index).is_some_and(|block| lexicon::is_one_of(block.bare(), &scholion_lang::BOOK_ENDS));
    says && draft.after(index).and_then(|next| draft.blocks.get(next)).is_none_or(|next| next.text.len() < PARAGRAPH)
}

/// Whether a line is a division in a list of contents: its entries stand below it, and others, or the heading of the list, above.
fn stands_in_contents(draft: &Draft, index: usize) -> bool {
    let block = |at: Option<usize>| at.and_then(|at| draft.blocks.get(at)).map_or("", |block| block.text.as_str());
    let (before, next) = (block(draft.before(index)), block(draft.after(index)));
    let is_entry = |line: Option<&str>| line.and_then(contents::entry).is_some();
    is_entry(next.lines().next())
        && (is_entry(before.lines().next_back()) || lexicon::is_one_of(bare(before), &scholion_lang::SECTION_HEADING))
        && !lexicon::is_one_of(draft.blocks.get(index).map_or("", Block::bare), &scholion_lang::SECTION_HEADING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_have_a_depth_in_any_script() {
        let all = ["2.1 Weirs", "一、水権", "（二）地理", "1. 머리말", "2. מבוא", "1. 물레방아는 많았다.", "一般論"];
        assert_eq!(all.map(depth), [Some(2), Some(1), Some(2), Some(1), Some(1), None, None]);
    }

    #[test]
    fn what_ends_a_book_and_divides_its_contents_is_no_heading() {
        let prose =
            "Nobody on the river could say when the first toll had been taken, though three families claimed it for themselves. ".repeat(2);
        let contents = "CONTENTS\n\nPART ONE\n\nThe Ford ......... 1\nThe Mill ......... 9\n\nPART TWO\n\nThe Ice .......... 14";
        let text = format!("THE FERRY\n\nCHAPTER I\n\n{prose}\n\nCHAPTER II\n\n{prose}\n\nTHE END\n\n{contents}\n");
        let made = crate::ingest("ferry.txt", text.as_bytes()).markdown;
        let headings: Vec<&str> = made.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings, ["## CHAPTER I", "## CHAPTER II", "## CONTENTS"]);
    }
}
