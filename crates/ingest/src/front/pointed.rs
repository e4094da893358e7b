//! Names that a point ends, with which turns begin in printed plays and in the minutes of parliaments.

use super::speakers::{LONGEST, Speaker, is_name, is_title};
use scholion_lang::CHAIR;

/// The name with which a text begins, if a point ends it: in capitals, as plays have it, or behind a title, as parliaments have it:
/// "MARTHA. Is it?", "JOB (yawning). It is.", "M. Roche, rapporteur. La commission …", "The SPEAKER. The gentleman …".
pub fn pointed(text: &str) -> Option<Speaker<'_>> {
    /// What stands between a name and its point, in bytes.
    const FARTHEST: usize = 100;
    let bold = text.starts_with("**");
    let lead = if bold { 2 } else { 0 };
    let body = text.get(lead..)?;
    let first = body.split([' ', '\u{a0}']).next()?;
    let is_titled = first.len() < body.len() && first.len() <= LONGEST && is_title(first);
    let start = if is_titled { first.len() + 1 } else { 0 };
    let is_of_name = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '-' | '\'' | '’');
    let after = body.get(start..)?;
    let length = after.find(|c: char| !is_of_name(c)).filter(|length| (1..=LONGEST).contains(length))?;
    let own = after.get(..length)?.trim_end();
    let name = body.get(..start + own.len())?.trim();
    // "O SR. PRESIDENTE": the point is that of a title.
    if own.rsplit(' ').next().is_some_and(is_title) {
        return None;
    }
    if !(if is_titled { is_name(own) || is_chair(name) } else { is_shouted(own) || is_chair(own) }) {
        return None;
    }
    let behind = body.get(start + own.len()..)?;
    let plain = behind.strip_prefix("**").filter(|_| bold).unwrap_or(behind);
    let rest = match plain.chars().next()? {
        '.' => plain.get(1..)?,
        ' ' if plain.starts_with(" (") => {
            let close = plain.find(')').filter(|close| *close <= FARTHEST)?;
            plain.get(close + 1..)?.strip_prefix('.')?
        }
        // An office has small letters: "SELLA, ministro delle finanze. Non è vero."
        ',' => {
            let point = [". ", ".\n", ".**"].iter().filter_map(|end| plain.find(end)).min().filter(|point| *point <= FARTHEST)?;
            let office = plain.get(1..point)?.trim_start();
            plain.get(point + 1..).filter(|_| office.starts_with(char::is_lowercase) && !office.contains([':', ';', '?', '!']))?
        }
        _ => return None,
    };
    let closes = rest.strip_prefix("**").filter(|_| bold);
    let is_closed = !bold || plain.len() < behind.len() || closes.is_some();
    let rest = closes.unwrap_or(rest);
    let words = rest.strip_prefix([' ', '\n', '\u{a0}'])?.trim_start();
    let begins =
        |c: char| c.is_alphabetic() && !c.is_lowercase() || matches!(c, '¿' | '¡' | '“' | '"' | '«' | '„' | '‘' | '(' | '[' | '—' | '…');
    // Only the point belongs to the name.
    let end = start + own.len() + usize::from(plain.starts_with('.') && !bold);
    (is_closed && words.starts_with(begins)).then_some(Speaker { name, start: 0, end: lead + end, bold, pointed: true })
}

/// Whether words are those for who presides.
fn is_chair(words: &str) -> bool {
    words.contains(' ') && CHAIR.contains(words.to_lowercase().as_str())
}

/// Up to four words in capitals that are no number: "MARTHA", "FIRST WITCH"; not "II".
pub fn is_shouted(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3
        && name.split_whitespace().count() <= 4
        && name.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
        && !name.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M' | ' '))
}
