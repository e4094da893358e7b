//! How entries and fields begin.

/// What stands here up to one of these signs, white space or the entry's end.
pub fn word(text: &str, at: usize, close: u8) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '=' | '{' | '}' | '"' | '#' | '(') || c == char::from(close);
    rest.get(..rest.find(is_end).unwrap_or(rest.len())).unwrap_or("")
}

/// Whether a name and `=` stand here.
pub fn is_field(text: &str, at: usize, close: u8) -> bool {
    let name = word(text, at, close);
    let behind = text.get(at + name.len()..).unwrap_or("");
    !name.is_empty() && behind.trim_start().starts_with('=')
}

/// Whether the brace before this place was one too many: a comma and a field follow.
pub fn goes_on(text: &str, at: usize, close: u8) -> bool {
    let behind = text.get(at..).and_then(|rest| rest.trim_start().strip_prefix(',')).map(str::trim_start);
    behind.is_some_and(|behind| is_field(text, text.len() - behind.len(), close))
}

/// The type of the entry that begins here, and where its brace stands.
pub fn head(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text.get(at + 1..)?;
    let before = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let rest = rest.get(before..)?;
    let letters = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
    let name = rest.get(..letters)?;
    let after = rest.get(letters..)?;
    let space = after.len() - after.trim_start().len();
    if name.is_empty() || name.starts_with(|c: char| !c.is_ascii_alphabetic()) || !after.get(space..)?.starts_with(['{', '(']) {
        return None;
    }
    Some((name.to_ascii_lowercase(), at + 1 + before + letters + space))
}

/// Whether an `@` is none of an address, and of no line that is a comment for biber.
pub fn begins(text: &str, at: usize) -> bool {
    /// How far back a line is looked at, in bytes.
    const FAR: usize = 200;
    let before = text.get(text.floor_char_boundary(at.saturating_sub(FAR))..at).unwrap_or("");
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let is_comment = (line.len() < before.len() || at < FAR) && line.trim_start().starts_with('%');
    !is_comment && !text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-')))
}

pub fn begins_line(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']))
}

/// Whether what begins here has a type, a brace, and a key and a comma or a field.
pub fn is_entry(text: &str, at: usize) -> bool {
    let Some((name, body)) = head(text, at) else { return false };
    let rest = text.get(body + 1..).unwrap_or("").trim_start();
    let key = rest.find([',', '{', '}', '=', '"', '\n']).and_then(|end| rest.get(end..));
    matches!(name.as_str(), "string" | "comment" | "preamble") || key.is_some_and(|rest| rest.starts_with([',', '=']))
}
