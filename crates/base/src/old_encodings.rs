//! Encodings of systems from before Unicode, and how well a reading of bytes fits a language: a text that does not say its encoding
//! is read in that in which its words are words.

/// The code pages of DOS (<https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/>): the name, and the characters from byte 128 on.
pub const DOS: [(&str, &str); 3] = [
    (
        "ibm850",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
     áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
     └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
     ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
    (
        "ibm437",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
     áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
     └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
     αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    ),
    (
        "ibm852",
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
     áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
     └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
     ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    ),
];

/// Bytes read in a code page of DOS.
pub fn read(bytes: &[u8], upper: &str) -> String {
    let upper: Vec<char> = upper.chars().collect();
    let sign = |byte: &u8| match byte {
        // What DOS writes behind a text.
        0x1a => ' ',
        0..=127 => char::from(*byte),
        _ => upper.get(usize::from(*byte) - 128).copied().unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(sign).collect()
}

/// How well a reading fits: letters that continue words speak for it, signs within words and capitals behind small letters against it.
pub fn fit(text: &str) -> i64 {
    /// As many letters tell enough.
    const MOST: usize = 4000;
    let mut score = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut seen = 0;
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            score += of_sign(before, c, chars.peek().copied().unwrap_or(' '));
            seen += 1;
            if seen > MOST {
                break;
            }
        }
        before = c;
    }
    let foreign = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii() && word.chars().nth(1).is_some()).take(MOST);
    score + foreign.filter(|word| scholion_lang::FUNCTION_WORD.contains(&word.to_lowercase())).count() as i64 * 6
}

fn of_sign(before: char, c: char, next: char) -> i64 {
    let is_inside = before.is_alphabetic() && next.is_alphabetic();
    match c {
        '\u{80}'..='\u{9f}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => -8,
        'ƒ' | 'ª' | 'º' | 'µ' | 'ˆ' | '¸' | '˜' | '¯' | '\u{2500}'..='\u{25a0}' => {
            if before.is_alphabetic() || next.is_alphabetic() { -5 } else { 0 }
        }
        _ if c.is_alphabetic() => of_letter(before, c, next),
        '’' | '‘' | '·' | '‑' if is_inside => 0,
        '–' | '—' | '\u{a0}' if is_inside => -1,
        _ if is_inside => -5,
        '„' | '“' | '«' | '‘' | '‹' if !before.is_alphanumeric() && next.is_alphanumeric() => 2,
        '“' | '”' | '»' | '’' | '›' if !before.is_whitespace() && !next.is_alphanumeric() => 2,
        '…' | '–' | '—' | '§' | '°' | '£' | '€' | '©' | '\u{a0}' => 1,
        _ => -1,
    }
}

fn of_letter(before: char, c: char, next: char) -> i64 {
    let neighbours = [before, next].into_iter().filter(|other| other.is_alphabetic());
    if neighbours.clone().any(|other| script(other) != script(c)) {
        return -5;
    }
    match (neighbours.count(), c.is_uppercase()) {
        (0, _) => -1,
        (_, true) if before.is_lowercase() => -5,
        (_, false) if c.is_lowercase() && before.is_uppercase() && next.is_uppercase() => -3,
        _ => 2,
    }
}

/// Scripts that stand in one word.
fn script(c: char) -> u8 {
    match u32::from(c) {
        0..=0x24f | 0x1e00..=0x1eff => 0,
        0x370..=0x3ff | 0x1f00..=0x1fff => 1,
        0x400..=0x52f => 2,
        0x590..=0x5ff => 3,
        0x600..=0x6ff => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_reading_fits_best() {
        let text = "Die Bäuerin hieß Grün, und der Weg führte über die Höhe.";
        let (_, page) = DOS[0];
        let bytes: Vec<u8> = text.chars().map(|c| page.chars().position(|other| other == c).map_or(c as u8, |at| at as u8 + 128)).collect();
        assert_eq!(read(&bytes, page), text);
        let wrong: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(fit(text) > 0 && fit(&wrong) < 0, "{} {}", fit(text), fit(&wrong));
    }
}
