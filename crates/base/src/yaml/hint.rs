//! How to mend YAML that does not read: the mistakes that people make.

use super::Span;

/// The place of a fault, and a hint if the line there looks like a common mistake.
pub(super) fn find(text: &str, index: Option<usize>, message: &str) -> (Option<Span>, Option<String>) {
    let Some(mut index) = index else { return (None, None) };
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    // The parser stops at the character that it cannot take, often on the line behind the mistake.
    let here = line_at(text, index);
    let before = line_before(text, here.0);
    if let Some(hint) = hint(here.1, message) {
        return (Some(point(text, here, index)), Some(hint));
    }
    if let Some((start, line)) = before
        && let Some(hint) = hint(line, message)
    {
        return (Some(Span::new(start, start + line.len())), Some(hint));
    }
    if (message.contains("quoted scalar") || message.contains("end of stream"))
        && let Some((start, line)) = open_quote(text)
    {
        let quote = if line.contains('"') { "\"" } else { "'" };
        let hint = format!("this quotation is not closed: put {quote} at its end, or leave both quotation marks out");
        return (Some(Span::new(start, start + line.len())), Some(hint));
    }
    (Some(point(text, here, index)), None)
}

fn hint(line: &str, message: &str) -> Option<String> {
    let indentation = line.get(..line.len() - line.trim_start().len())?;
    if indentation.contains('\t') {
        return Some("indent with spaces: YAML allows no tabs".into());
    }
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let key = key.trim().trim_start_matches("- ");
    let quote = |why: &str| Some(format!("{why}: put the value in quotation marks, `{key}: '{}'`", shorten(&value.replace('\'', "''"))));
    if value.starts_with('"')
        && value.len() > 1
        && value.trim_end_matches('"').contains('"')
        && !value.contains("\\\"")
        && value.matches('"').count() > 2
    {
        return Some(format!(
            "a quotation mark inside quotation marks ends them: use single ones outside, `{key}: '{}'`",
            shorten(value.trim_matches('"'))
        ));
    }
    if value.starts_with('\'') && value.matches('\'').count() % 2 == 1 && value.matches('\'').count() > 1 {
        return Some("write an apostrophe inside single quotation marks twice, ''".into());
    }
    if value.starts_with(['"', '\'']) {
        return None;
    }
    if value.contains(": ") || value.ends_with(':') && message.contains("mapping values") {
        return quote("a colon and a space inside a value begin a new key");
    }
    if let Some(first) = value.chars().next() {
        match first {
            '*' | '&' | '!' | '%' | '@' | '`' | '|' | '>' => return quote(&format!("a value cannot begin with `{first}`")),
            '[' if !value.contains(']') => return quote("a value that begins with `[` is a list, and this one is not closed"),
            '{' if !value.contains('}') => return quote("a value that begins with `{` is a mapping, and this one is not closed"),
            '[' | '{' => return quote("a value in brackets is a list or mapping"),
            _ => {}
        }
    }
    if line.contains(":\t") || line.contains('\t') {
        return Some("use spaces: YAML allows no tabs here".into());
    }
    None
}

/// The line with the first quotation mark that is never closed.
fn open_quote(text: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
        for quote in ['"', '\''] {
            if value.starts_with(quote) && !(value.len() > 1 && value.ends_with(quote)) && !value.contains(&format!("{quote} #")) {
                found = found.or(Some((at, line.trim_end())));
            }
        }
        at += line.len();
    }
    found
}

fn line_at(text: &str, index: usize) -> (usize, &str) {
    let start = text.get(..index).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    (start, line)
}

/// The last line with words before `start`.
fn line_before(text: &str, start: usize) -> Option<(usize, &str)> {
    let before = text.get(..start)?.trim_end();
    (!before.is_empty()).then(|| line_at(text, before.len()))
}

/// A place to point at: one character, or the line's words if the place is behind its end.
fn point(text: &str, (start, line): (usize, &str), index: usize) -> Span {
    match text.get(index..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_control()) {
        Some(c) => Span::new(index, index + c.len_utf8()),
        None => Span::new(start, start + line.len()),
    }
}

fn shorten(value: &str) -> String {
    const LONGEST: usize = 40;
    if value.chars().count() <= LONGEST { value.to_owned() } else { value.chars().take(LONGEST).chain(['…']).collect() }
}
