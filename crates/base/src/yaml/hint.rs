//! How to mend YAML that does not read: the mistakes that people make.

use super::{Message, Span, say};

/// The place of a fault, and a hint if the line there looks like a common mistake.
pub(super) fn find(text: &str, index: Option<usize>, message: &str) -> (Option<Span>, Option<Message>) {
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
        let hint = say::bad_yaml_hint_quote(quote);
        return (Some(Span::new(start, start + line.len())), Some(hint));
    }
    (Some(point(text, here, index)), None)
}

fn hint(line: &str, message: &str) -> Option<Message> {
    let indentation = line.get(..line.len() - line.trim_start().len())?;
    if indentation.contains('\t') {
        return Some(say::bad_yaml_hint_indent());
    }
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let key = key.trim().trim_start_matches("- ");
    let quoted = || shorten(&value.replace('\'', "''"));
    if value.starts_with('"')
        && value.len() > 1
        && value.trim_end_matches('"').contains('"')
        && !value.contains("\\\"")
        && value.matches('"').count() > 2
    {
        return Some(say::bad_yaml_hint_inside(key, shorten(value.trim_matches('"'))));
    }
    if value.starts_with('\'') && value.matches('\'').count() % 2 == 1 && value.matches('\'').count() > 1 {
        return Some(say::bad_yaml_hint_apostrophe());
    }
    if value.starts_with(['"', '\'']) {
        return None;
    }
    if value.contains(": ") || value.ends_with(':') && message.contains("mapping values") {
        return Some(say::bad_yaml_hint_colon(key, quoted()));
    }
    if let Some(first) = value.chars().next() {
        match first {
            '*' | '&' | '!' | '%' | '@' | '`' | '|' | '>' => return Some(say::bad_yaml_hint_begin(&first, key, quoted())),
            '[' if !value.contains(']') => return Some(say::bad_yaml_hint_open_list(key, quoted())),
            '{' if !value.contains('}') => return Some(say::bad_yaml_hint_open_map(key, quoted())),
            '[' | '{' => return Some(say::bad_yaml_hint_brackets(key, quoted())),
            _ => {}
        }
    }
    if line.contains(":\t") || line.contains('\t') {
        return Some(say::bad_yaml_hint_tabs());
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
