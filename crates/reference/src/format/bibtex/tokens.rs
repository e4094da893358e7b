//! The tokens of TeX: names of commands, their arguments, where groups close.

/// How far the end of a formula or a setting is looked for, in bytes.
const FAR: usize = 4096;

/// Whether the name of a command is a word, which white space ends.
pub fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The beginning of a text, where ends are looked for.
pub fn near(text: &str) -> &str {
    text.get(..text.floor_char_boundary(FAR)).unwrap_or(text)
}

/// The name of a command behind its backslash: letters, perhaps with a star, or one sign.
pub fn name(text: &str) -> (&str, &str) {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let length = match letters {
        0 => text.chars().next().map_or(0, char::len_utf8),
        letters if text.get(letters..).is_some_and(|rest| rest.starts_with("*{")) => letters + 1,
        letters => letters,
    };
    text.split_at_checked(length).unwrap_or((text, ""))
}

/// Takes the argument of a command: a group, a command, or one sign.
pub fn argument<'t>(rest: &mut &'t str) -> &'t str {
    let text = rest.trim_start();
    let (argument, behind) = match text.chars().next() {
        Some('{') => match closing(text.get(1..).unwrap_or("")) {
            Some(end) => (text.get(1..=end).unwrap_or(""), text.get(end + 2..).unwrap_or("")),
            None => (text.get(1..).unwrap_or(""), ""),
        },
        Some('\\') => {
            let (name, _) = name(text.get(1..).unwrap_or(""));
            let end = 1 + name.len();
            let behind = text.get(end..).unwrap_or("");
            // White space ends a command's name.
            let behind = if is_word(name) { behind.strip_prefix("{}").unwrap_or_else(|| behind.trim_start()) } else { behind };
            (text.get(..end).unwrap_or(""), behind)
        }
        Some('}') | None => ("", text),
        Some(c) => text.split_at_checked(c.len_utf8()).unwrap_or((text, "")),
    };
    *rest = behind;
    argument
}

/// The one of so many arguments that is text.
pub fn nth<'t>(count: usize, text: usize, rest: &mut &'t str) -> &'t str {
    let mut found = "";
    for place in 0..count {
        let argument = argument(rest);
        if place == text {
            found = argument;
        }
    }
    found
}

/// Where the group closes that was opened before this.
pub fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where a mark stands that no backslash keeps from being one.
pub fn unescaped(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or("");
        (before.len() - before.trim_end_matches('\\').len()) & 1 == 0
    })
}

/// The character that a number names: `\char"2014`, `\char'52`, `\symbol{8212}`.
pub fn character(rest: &str) -> (Option<char>, &str) {
    let mut behind = rest;
    let inner = if rest.trim_start().starts_with('{') {
        argument(&mut behind)
    } else {
        let end = rest.find(|c: char| !c.is_ascii_hexdigit() && !matches!(c, '"' | '\'')).unwrap_or(rest.len());
        let (inner, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        behind = after.strip_prefix(' ').unwrap_or(after);
        inner
    };
    let number = match inner.trim().chars().next() {
        Some('"') => u32::from_str_radix(inner.trim().get(1..).unwrap_or(""), 16),
        Some('\'') => u32::from_str_radix(inner.trim().get(1..).unwrap_or(""), 8),
        _ => inner.trim().parse(),
    };
    (number.ok().and_then(char::from_u32).filter(|c| !c.is_control()), behind)
}
