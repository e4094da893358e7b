//! Numbers that lost that they were raised.

use crate::{
    block::{Block, Element, What},
    chars,
};
use scholion_reference::Numeric;
use std::collections::BTreeMap;

/// Citations by several numbers, `1,2` or `2–4`, that an element raises: for figures alone there are signs. What is a link or a mark is known.
pub fn in_elements(block: &Block) -> Vec<Numeric> {
    let is_other = |what: &What| matches!(what, What::Link(_) | What::Cite(_) | What::Marker(_));
    let others: BTreeMap<u32, u32> =
        block.edits.iter().filter(|edit| is_other(&edit.what)).map(|edit| (edit.span.start, edit.span.end)).collect();
    let is_free = |run: &Numeric| others.range(..run.span.end).next_back().is_none_or(|(_, end)| *end <= run.span.start);
    let raised = block.edits.iter().filter(|edit| edit.what == What::Within(Element::Raised));
    let runs = raised
        .filter_map(|edit| scholion_reference::numeric::run(&block.text, edit.span.start as usize).filter(|run| run.span == edit.span));
    runs.filter(is_free).collect()
}

/// Where several numbers begin right behind a word and a mark, and a space behind them: "vom Wind ab.1,2 Fische". Behind a word that counts or
/// is cut short they are a number: "Abb.1,2".
pub fn several(text: &str) -> Vec<u32> {
    let is_joined = |at: usize| {
        let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let run = scholion_reference::numeric::run(text, at + 1).filter(|run| run.items.len() > 1)?;
        let ends = text.get(run.span.end as usize..)?.chars().next().is_none_or(|c| c.is_whitespace() || chars::is_closer(c));
        let word = chars::last_word(before);
        let lower = word.to_lowercase();
        let counts = scholion_lang::ABBREVIATION.contains(&lower)
            || scholion_lang::LOCATOR.contains(&lower)
            || scholion_lang::COUNTED.contains(&lower)
            || scholion_lang::CUT_ABBREVIATION.contains(&lower);
        (behind.get(digits..)?.starts_with(',') && ends && word.chars().count() > 1 && !counts).then_some(u32::try_from(at + 1).ok()?)
    };
    let marks = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?'));
    marks.filter(|(at, _)| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)).filter_map(|(at, _)| is_joined(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_an_element_raises_are_found() {
        let mut block = Block::given("Ponds are turbid.1,2 Carp matter but depth does not.2–4".to_owned(), Vec::new(), Default::default());
        block.edit(17..20, What::Within(Element::Raised));
        block.edit(52..57, What::Within(Element::Raised));
        block.edit(0..5, What::Within(Element::Raised));
        let numbers = |run: &Numeric| run.items.iter().map(|item| item.number).collect::<Vec<_>>();
        assert_eq!(in_elements(&block).iter().map(numbers).collect::<Vec<_>>(), [vec![1, 2], vec![2, 3, 4]]);
    }

    #[test]
    fn several_numbers_behind_a_mark_are_found() {
        assert_eq!(several("Das hängt vom Wind ab.1,2 Fische sind da,3,4 und 1,5 m tief."), [23, 42]);
        assert!(several("Siehe Abb.1,2 und 3.14 oder S.1,2.").is_empty());
    }
}
