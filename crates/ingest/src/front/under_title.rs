//! What a line under a title is that may name the author: a heading with capitals, or a name beside an address.

use crate::{
    block::Role,
    chars::{self, End},
    draft::Draft,
    front::{above, people},
    lexicon,
};
use scholion_lang::{ARTICLE, FUNCTION_WORD, GIVEN_NAME, PICTURE_LIST, Words};

/// The longest line that may be a heading like another, and the shortest paragraph, in bytes.
const HEADING: usize = 80;
const PARAGRAPH: usize = 200;
/// So many headings behind it show that a line above the first paragraph may be one as well.
const OTHERS: usize = 2;
/// So many blocks are looked through for them.
const REACH: usize = 300;
/// The longest block with a name and an address, in bytes.
const ADDRESS: usize = 300;

/// Whether a line of two words is no name, though both have capitals: "Der Fährmann", "La Crue", with an article in the language of the text.
/// A name of that kind ("Le Corbusier") needs a label.
pub fn is_thing(draft: &Draft, pieces: &[String]) -> bool {
    let [piece] = pieces else { return false };
    if lexicon::is_one_of(piece, &PICTURE_LIST) {
        return true;
    }
    let Some((first, second)) = piece.split_once(' ') else { return false };
    if second.contains(' ') || GIVEN_NAME.contains(first) {
        return false;
    }
    // "Lecture I" counts the parts of a book.
    if !second.is_empty() && second.trim_end_matches('.').bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        return true;
    }
    let lower = first.to_lowercase();
    let is_small = |words: &Words| words.langs(&lower).has(&draft.front.lang);
    is_small(&ARTICLE) || is_small(&FUNCTION_WORD)
}

/// Whether a line may be the first heading of a text: a paragraph follows, as behind other short lines.
pub fn may_be_heading(draft: &Draft, index: usize) -> bool {
    let is_paragraph = |at: Option<usize>| at.and_then(|at| draft.blocks.get(at)).is_some_and(|block| block.text.len() > PARAGRAPH);
    let is_heading = |at: &usize| {
        draft.blocks.get(*at).is_some_and(|block| {
            let is_short = block.role == Role::Text && block.text.len() <= HEADING && chars::end_of(&block.text) == End::Open;
            is_short && is_paragraph(Some(at + 1))
        })
    };
    is_paragraph(draft.after(index)) && (index + 1..draft.blocks.len()).take(REACH).filter(is_heading).nth(OTHERS - 1).is_some()
}

/// The names in a block that has an address as well: on the lines above it, or before a comma ("Berta Lund, University of Ford").
pub fn beside_address(draft: &Draft, index: usize) -> Option<Vec<String>> {
    let is_block = draft.blocks.get(index).is_some_and(|block| block.text.len() <= ADDRESS);
    let lines = if is_block { above::lines(draft, index) } else { Vec::new() };
    let is_address = |line: &&str| lexicon::is_affiliation(line) || line.contains('@');
    let is_name = |line: &&str| !is_address(line) && people::names_of(draft, line).is_some_and(|names| !is_thing(draft, &names));
    let (named, rest) = match lines.as_slice() {
        [line] => line.split_once(", ").filter(|(_, rest)| is_address(rest)).map(|(name, rest)| (vec![name], vec![rest]))?,
        lines => {
            let end = lines.iter().take_while(|line| is_name(line)).count();
            (lines.get(..end)?.to_vec(), lines.get(end..)?.to_vec())
        }
    };
    let is_whole = !named.is_empty() && named.iter().all(is_name) && rest.first().is_some_and(is_address);
    is_whole.then(|| named.iter().filter_map(|line| people::names_of(draft, line)).flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_no_names() {
        let mut draft = Draft::new(b"");
        draft.front.lang = "de".to_owned();
        assert!(is_thing(&draft, &["Der Fährmann".to_owned()]) && !is_thing(&draft, &["Hanna Leuthold".to_owned()]));
        assert!(is_thing(&draft, &["Ülesanne II".to_owned()]) && is_thing(&draft, &["LIST OF PLATES".to_owned()]));
    }

    #[test]
    fn names_above_an_address_are_authors() {
        let prose =
            "The miller counted the carts that crossed the ford, and wrote each of them down in a ledger that is kept to this day.\n";
        for head in ["Edith Arden\nDepartment of Rivers, University of Ford", "Edith Arden, University of Ford"] {
            let made = crate::ingest("tolls.txt", format!("On the Tolls of the Lower River\n\n{head}\n\n{prose}").as_bytes()).markdown;
            assert!(made.contains("family: Arden") && made.contains("University of Ford"), "{made}");
        }
    }
}
