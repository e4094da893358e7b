//! Characters that Markdown would read as markup, and Pandoc's additions to it (`@` cites, `$` is mathematics,
//! `~` and `^` lower and raise).
//!
//! A text stays readable: a mark is escaped only where it could mean something.

/// What stands around a character.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// The character before it in the same block.
    pub before: Option<char>,
    /// The character behind it.
    pub after: Option<char>,
}

/// Whether a character of this byte could need a backslash inside a line ([`needs_escape`]), or where marks follow; all others are words.
pub fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        b'\\' | b'`' | b'*' | b'_' | b'<' | b'&' | b'[' | b']' | b'{' | b'%' | b'=' | b'!' | b'@' | b'$' | b'~' | b'^' | b'|' | b'-'
    )
}

/// Whether a character inside a line needs a backslash. `rest` begins with the character.
pub fn needs_escape(c: char, around: Around, rest: &str) -> bool {
    let blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' => true,
        '*' => !(blank(around.before) && blank(around.after)),
        // Inside a word an underscore is a letter.
        '_' => !(word(around.before) && word(around.after)) && !(blank(around.before) && blank(around.after)),
        '<' => around.after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => is_entity(rest),
        '[' => opens_link(rest),
        // Brackets may stand in each other, so that what opens a link is far away.
        ']' => matches!(around.after, Some('(' | '[' | '{')),
        '{' => matches!(around.before, Some(']' | ')' | '`')),
        // Comments of Obsidian's, and marked words.
        '%' => around.before == Some('%') || around.after == Some('%'),
        '=' => around.after == Some('=') && around.before != Some('=') && closes_marked(rest),
        '!' => around.after == Some('['),
        '@' => !word(around.before) && around.after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '{')),
        '$' => {
            let doubled = around.after == Some('$') || around.before == Some('$');
            doubled || !blank(around.after) && rest.get(1..).is_some_and(closes_mathematics)
        }
        '^' if around.after == Some('[') => true,
        // The name of a block, at its end.
        '^' if blank(around.before) && names_block(rest) => true,
        '~' | '^' => around.after == Some(c) || around.before == Some(c) || closes(rest, c),
        '|' => false,
        _ => false,
    }
}

/// Whether all that is left is `^name`.
fn names_block(rest: &str) -> bool {
    let name = rest.get(1..).unwrap_or("").trim_end();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// How many bytes at the beginning of a block's line would be read as its markup, and the text to write for
/// them; `None` if the line begins harmlessly.
pub fn line_start(line: &str) -> Option<(usize, String)> {
    let first = line.chars().next()?;
    match first {
        '#' | '>' | '|' | '=' => Some((1, format!("\\{first}"))),
        ':' | '~' => Some((1, format!("\\{first}")))
            .filter(|_| line.get(1..).is_none_or(|rest| rest.starts_with([' ', '~', ':']) || rest.is_empty())),
        '+' | '-' | '*' => {
            let rest = line.get(1..).unwrap_or("");
            let rule = line.len() >= 3 && line.chars().all(|c| c == first || c == ' ');
            (rest.starts_with(' ') || rest.is_empty() || rule || (first == '-' && line.starts_with("---")))
                .then(|| (1, format!("\\{first}")))
        }
        // A task, or the head of a callout.
        '[' => ["[ ]", "[x]", "[X]", "[!"].iter().any(|mark| line.starts_with(mark)).then(|| (1, "\\[".to_owned())),
        '(' => {
            enumerator(line.get(1..)?, true).filter(|&(_, mark)| mark == ')').map(|(end, _)| (end + 2, format!("({}\\)", &line[1..=end])))
        }
        _ => enumerator(line, false).map(|(end, mark)| (end + 1, format!("{}\\{mark}", &line[..end]))),
    }
}

/// A number or letter that would begin a list item: where it ends, and the mark behind it.
fn enumerator(line: &str, bracketed: bool) -> Option<(usize, char)> {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric()).filter(|&end| end > 0 && end <= 9)?;
    let label = line.get(..end)?;
    let mark = line.get(end..)?.chars().next().filter(|mark| matches!(mark, '.' | ')'))?;
    let behind = line.get(end + 1..)?;
    if !behind.is_empty() && !behind.starts_with([' ', '\n']) {
        return None;
    }
    let digits = label.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |byte: u8| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm');
    let letters = label.len() == 1 || label.bytes().all(roman);
    // Pandoc takes "A. Smith" for a name: a capital and a point need two spaces to be a list.
    let name = mark == '.' && !bracketed && label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_uppercase());
    ((digits || letters) && !name).then_some((end, mark))
}

/// `&amp;`, `&#8212;`
fn is_entity(rest: &str) -> bool {
    let Some(body) = rest.get(1..) else { return false };
    let end = body.bytes().take(32).position(|byte| byte == b';');
    end.is_some_and(|end| end > 0 && body[..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'))
}

/// Whether a bracket begins a link, a note, a wikilink, a citation or an attribute.
fn opens_link(rest: &str) -> bool {
    let Some(body) = rest.get(1..) else { return false };
    if body.starts_with(['^', '[', '@']) || body.starts_with("-@") {
        return true;
    }
    let close = body.bytes().take(1000).position(|byte| byte == b']');
    close.is_some_and(|close| body.get(close + 1..).is_some_and(|behind| behind.starts_with(['(', '[', '{', ':'])))
}

/// Whether a dollar sign behind could close mathematics: no space before it, no digit behind.
fn closes_mathematics(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    (1..bytes.len().min(400))
        .any(|at| bytes[at] == b'$' && !bytes[at - 1].is_ascii_whitespace() && !bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
}

/// Whether two equals signs begin marked words: others close them.
fn closes_marked(rest: &str) -> bool {
    let behind = rest.trim_start_matches('=');
    !behind.starts_with(char::is_whitespace) && behind.contains("==")
}

/// The words of a heading, so that what stands at their end is read as words: number signs would close it, and braces
/// could be attributes.
pub fn heading_end(mut words: String) -> String {
    let signs = words.trim_end_matches('#').len();
    if signs < words.len() && words.get(..signs).is_some_and(|before| before.is_empty() || before.ends_with(' ')) {
        words.insert(signs, '\\');
    }
    if let Some(open) = words.strip_suffix('}').and_then(|before| before.rfind('{')) {
        let before = words.get(..open).unwrap_or("");
        let escapes = before.len() - before.trim_end_matches('\\').len();
        if escapes % 2 == 0 {
            words.insert(open, '\\');
        }
    }
    words
}

/// Whether the same mark stands again before the next space.
fn closes(rest: &str, mark: char) -> bool {
    let behind = rest.get(mark.len_utf8()..).unwrap_or("");
    !behind.starts_with(char::is_whitespace)
        && behind.chars().take(LONGEST_RAISED).find(|&c| c == mark || c.is_whitespace()).is_some_and(|c| c == mark)
}

/// The farthest, in characters, that the end of raised words is looked for.
const LONGEST_RAISED: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_a_backslash_is_a_sign() {
        let beside = || ' '..='~';
        for c in ('\0'..='\u{2ff}').filter(|c| !c.encode_utf8(&mut [0; 4]).bytes().any(is_sign)) {
            for (before, after) in beside().flat_map(|before| beside().map(move |after| (before, after))).step_by(7) {
                let around = Around { before: Some(before), after: Some(after) };
                assert!(!needs_escape(c, around, &format!("{c}{after}{c}{before}](;")), "{before}{c}{after}");
            }
        }
    }

    #[test]
    fn the_end_of_a_heading_is_words() {
        for (words, expected) in [
            ("The set {a, b}", "The set \\{a, b}"),
            ("Place {#x}", "Place \\{#x}"),
            ("Place \\{#x}", "Place \\{#x}"),
            ("In C #", "In C \\#"),
            ("In C#", "In C#"),
            ("{a} b", "{a} b"),
        ] {
            assert_eq!(heading_end(words.to_owned()), expected);
        }
    }

    #[test]
    fn line_starts_are_escaped_where_they_would_be_markup() {
        for (line, expected) in [
            ("1. First", Some("1\\.")),
            ("(a) First", Some("(a\\)")),
            ("iv) First", Some("iv\\)")),
            ("A. Smith", None),
            ("# 5", Some("\\#")),
            ("- item", Some("\\-")),
            ("-5 degrees", None),
            ("1843. A year", Some("1843\\.")),
            ("3.5 metres", None),
            ("(see) this", None),
            ("[x] done", Some("\\[")),
            ("[!NOTE] heed", Some("\\[")),
            ("[sic] this", None),
            ("plain", None),
        ] {
            assert_eq!(line_start(line).map(|(_, text)| text).as_deref(), expected, "{line}");
        }
    }
}
