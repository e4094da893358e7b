//! Scripts of East Asia, which no spaces part into words: the one home of their ranges.
//!
//! Source: Unicode 17, Blocks.txt and Scripts.txt; letters that Unicode has not given out yet go with their blocks.

/// Chinese characters (Han), their radicals and repetition marks.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Hiragana and Katakana, with their marks.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Hangul, in syllables and in parts.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}')
}

/// Letters of Chinese and Japanese, which are written without spaces.
pub fn is_unspaced(c: char) -> bool {
    is_han(c) || is_kana(c)
}

/// Letters of Chinese, Japanese and Korean.
pub fn is_east_asian(c: char) -> bool {
    is_unspaced(c) || is_hangul(c)
}

/// Letters of Chinese and Japanese and their points, which are as wide as they.
pub fn is_wide(c: char) -> bool {
    is_unspaced(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{31a0}'..='\u{31bf}' | '\u{3100}'..='\u{312f}' | '\u{ff00}'..='\u{ff60}')
}

/// Cyrillic letters.
pub fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_belong_to_their_script() {
        assert!("王々〇𠀀".chars().all(is_han) && "あアー".chars().all(is_kana) && "가ᄀ".chars().all(is_hangul));
        assert!("王あ가".chars().all(is_east_asian) && !"가".chars().any(is_unspaced) && "，。「（王".chars().all(is_wide));
        assert!("Щё".chars().all(is_cyrillic));
        for c in "aéЖא٣·—。".chars() {
            assert!(!is_east_asian(c), "{c}");
        }
    }
}
