//! What stands between two words.

use super::mix;

/// The hash of a gap and its class for transitions.
pub fn gap(gap: &str, first: bool) -> (u32, u8) {
    if gap == " " && !first {
        return (1, 0);
    }
    let mut hash = if first { 7 } else { 3 };
    let mut last = ' ';
    let mut count = 0;
    let (mut space, mut point, mut comma, mut colon, mut semi, mut open, mut close, mut quote, mut slash, mut dash) =
        (false, false, false, false, false, false, false, false, false, 0u8);
    for c in gap.chars() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            '–' | '‑' | '−' | '‐' => '-',
            '„' | '«' | '‟' | '「' | '『' | '《' | '‹' => '“',
            '»' | '」' | '』' | '》' | '›' => '”',
            '‚' => '‘',
            '，' => ',',
            '．' | '。' => '.',
            '：' => ':',
            '；' => ';',
            '（' => '(',
            '）' => ')',
            c => c,
        };
        if c == ' ' && last == ' ' && count > 0 {
            continue;
        }
        match c {
            ' ' => space = true,
            '.' => point = true,
            ',' => comma = true,
            ':' => colon = true,
            ';' => semi = true,
            '(' | '[' => open = true,
            ')' | ']' => close = true,
            '“' | '”' | '"' | '‘' | '’' | '\'' => quote = true,
            '/' => slash = true,
            '-' => dash = dash.max(1),
            '—' => dash = 2,
            _ => {}
        }
        last = c;
        count += 1;
        if count <= 6 {
            hash = mix(hash, u32::from(c));
        }
    }
    let class = if first {
        19
    } else if slash {
        1
    } else if open && close {
        2
    } else if quote && (comma || point) {
        3
    } else if quote {
        4
    } else if open && (point || comma) {
        5
    } else if open {
        6
    } else if close && (point || comma) {
        7
    } else if close {
        8
    } else if dash == 2 {
        if point { 9 } else { 10 }
    } else if semi {
        11
    } else if colon {
        12
    } else if point && comma {
        13
    } else if point {
        if space { 14 } else { 15 }
    } else if comma {
        16
    } else if dash == 1 {
        17
    } else if gap.is_empty() {
        18
    } else {
        0
    };
    (hash, class)
}
