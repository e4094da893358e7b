//! What begins an item of a list.

/// Where the words of an item behind a bullet begin. A dash may be a turn of speech.
pub fn bullet(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let is_bullet = match first {
        '•' | '●' | '▪' | '■' | '◦' | '‣' | '➢' | '✓' | '\u{f0b7}' => true,
        '-' | '*' | '+' => text.get(1..2) == Some(" "),
        _ => false,
    };
    let rest = text.get(first.len_utf8()..)?;
    (is_bullet && !rest.trim().is_empty()).then(|| first.len_utf8() + (rest.len() - rest.trim_start().len()))
}

/// Whether a line begins an item of a list: a bullet, a dash, a number or letter with a mark.
pub fn begins_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '●' | '▪' | '■' | '◦' | '‣' | '·' | '➢' | '✓' | '\u{f0b7}') => true,
        Some('-' | '–' | '—' | '*' | '+') => chars.next() == Some(' '),
        Some(_) => enumerator(line).is_some(),
        None => false,
    }
}

/// The number or letter with which an item begins, and where its words begin: `1.`, `2)`, `(a)`, `iv)`.
pub fn enumerator(line: &str) -> Option<(&str, usize)> {
    let open = usize::from(line.starts_with('('));
    let body = line.get(open..)?;
    let end = body.find(|c: char| !c.is_alphanumeric()).filter(|&end| end > 0 && end <= 4)?;
    let label = &body[..end];
    let is_label = label.bytes().all(|byte| byte.is_ascii_digit())
        || (label.chars().count() == 1 && label.chars().all(char::is_alphabetic))
        || label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let mut rest = body[end..].chars();
    let closes = match rest.next() {
        Some(')') => true,
        // A letter with a point may be an initial: "A. Smith".
        Some('.') => open == 0 && label.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    (is_label && closes && rest.next() == Some(' ')).then_some((label, open + end + 2))
}
