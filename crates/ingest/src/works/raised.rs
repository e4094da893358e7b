//! Numbers that lost that they were raised.

use crate::chars;

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
    fn several_numbers_behind_a_mark_are_found() {
        assert_eq!(several("Das hängt vom Wind ab.1,2 Fische sind da,3,4 und 1,5 m tief."), [23, 42]);
        assert!(several("Siehe Abb.1,2 und 3.14 oder S.1,2.").is_empty());
    }
}
