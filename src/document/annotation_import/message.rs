//! A reader's message about words of a text, as the site opens it (`templates/assets/answers-form.js`): mail, or the text of an issue.
//!
//! What the reader says stands before the annotation, which is JSON in a fence of code. On its way a program for mail may have broken the
//! lines of that, quoted it (`> `), or written its signs as quoted-printable (RFC 2045, 6.7).

use super::{Import, w3c};
use crate::base::yaml::{Map, Value};

/// By what an annotation is known in a text.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The most annotations that are looked for in one text.
const MOST: usize = 1000;

/// Reads a message, or several in one file; `None` if there is none.
pub fn read(text: &str) -> Option<Import> {
    let (headers, text) = parted(text);
    let is_printable = header(headers, "Content-Transfer-Encoding").is_some_and(|value| value.eq_ignore_ascii_case("quoted-printable"));
    let text = if is_printable { printable(text) } else { text.to_owned() };
    let text: String = text.lines().map(|line| format!("{}\n", unquoted(line))).collect();
    let mut items = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, json, behind)) = next(rest).filter(|_| items.len() < MOST) {
        rest = behind;
        let Ok(Value::Object(mut annotation)) = serde_json::from_str::<Value>(&json) else { continue };
        let said = said(before, &annotation);
        if !annotation.contains_key("body") && !said.is_empty() {
            let body = [("type", "TextualBody"), ("value", said.as_str()), ("format", "text/plain")];
            annotation.insert(
                "body".into(),
                body.map(|(key, value)| (key.to_owned(), Value::from(value))).into_iter().collect::<Map<_, _>>().into(),
            );
        }
        if let Some(name) = header(headers, "From").and_then(name).filter(|_| !annotation.contains_key("creator")) {
            let creator = [("type", "Person"), ("name", name.as_str())];
            annotation.insert(
                "creator".into(),
                creator.map(|(key, value)| (key.to_owned(), Value::from(value))).into_iter().collect::<Map<_, _>>().into(),
            );
        }
        items.push(Value::Object(annotation));
    }
    if items.is_empty() { None } else { w3c::read(&Value::Array(items)) }
}

/// The headers of a mail, and what it says; no headers where it begins with none.
fn parted(text: &str) -> (&str, &str) {
    let is_header = |line: &str| {
        let name = line.split(':').next().unwrap_or("");
        line.contains(':') && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !text.lines().take(2).all(is_header) {
        return ("", text);
    }
    let end = ["\r\n\r\n", "\n\n"].into_iter().filter_map(|gap| Some((text.find(gap)?, gap.len()))).min();
    end.and_then(|(at, gap)| Some((text.get(..at)?, text.get(at + gap..)?))).unwrap_or(("", text))
}

/// The value of a header.
fn header<'t>(headers: &'t str, name: &str) -> Option<&'t str> {
    headers.lines().find_map(|line| line.split_once(':').filter(|(key, _)| key.eq_ignore_ascii_case(name))).map(|(_, value)| value.trim())
}

/// The name before an address of mail; the address itself is nobody's business.
fn name(from: &str) -> Option<String> {
    let name = from.split_once('<')?.0.trim().trim_matches('"').trim();
    // A name in other letters is encoded (RFC 2047); who wrote it is then asked.
    (!name.is_empty() && !name.starts_with("=?") && !name.contains('@')).then(|| name.to_owned())
}

/// A line without the signs by which mail quotes.
fn unquoted(line: &str) -> &str {
    let mut line = line;
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line
}

/// What quoted-printable stands for.
fn printable(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, behind) {
            (b'=', [b'\r', b'\n', behind @ ..]) | (b'=', [b'\n', behind @ ..]) => rest = behind,
            (b'=', [_, _, after @ ..]) if let (Some(high), Some(low)) = (digit(0), digit(1)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The first annotation in a text: what stands before it, it, and what stands behind. Lines that were broken within its words are joined.
fn next(text: &str) -> Option<(&str, String, &str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(CONTEXT)?;
        from = at + CONTEXT.len();
        let Some(open) = text.get(..at).and_then(|before| before.rfind('{')) else { continue };
        let key = text.get(open + 1..at)?.split_whitespace().collect::<String>();
        if key != "\"@context\":\"" {
            continue;
        }
        let (json, end) = object(text.get(open..)?)?;
        return Some((text.get(..open)?, json, text.get(open + end..)?));
    }
}

/// The object with which a text begins, on one line, and where it ends.
fn object(text: &str) -> Option<(String, usize)> {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    let mut json = String::new();
    for (at, c) in text.char_indices() {
        if c == '\n' || c == '\r' {
            // A program that breaks lines does it at spaces, and leaves one or takes it.
            if is_string && !json.ends_with(' ') {
                json.push(' ');
            }
            continue;
        }
        json.push(c);
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_string => is_escaped = true,
            '"' => is_string = !is_string,
            '{' if !is_string => depth += 1,
            '}' if !is_string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some((json, at + 1));
                }
            }
            _ => {}
        }
    }
    None
}

/// What a reader says before an annotation: without the fence of code, and without the quotation and the address that the site put there.
fn said(before: &str, annotation: &Map<String, Value>) -> String {
    let source = annotation.get("target").and_then(|target| target.get("source")).and_then(Value::as_str).unwrap_or_default();
    let mut lines: Vec<&str> = before.lines().map(str::trim_end).collect();
    let drop_empty = |lines: &mut Vec<&str>| {
        while lines.last().is_some_and(|line| line.trim().is_empty()) {
            lines.pop();
        }
    };
    drop_empty(&mut lines);
    if lines.last().is_some_and(|line| line.starts_with("```")) {
        lines.pop();
    }
    drop_empty(&mut lines);
    if lines.last().is_some_and(|line| !source.is_empty() && line.trim() == source) {
        lines.pop();
        // The quotation may stand on several lines.
        if lines.last().is_some_and(|line| line.ends_with('”'))
            && let Some(first) = lines.iter().rposition(|line| line.starts_with('“'))
        {
            lines.truncate(first);
        }
    }
    // What closes the fence of the annotation before.
    let mut said = lines.join("\n");
    said = said.trim().strip_prefix("```").unwrap_or(said.trim()).trim().to_owned();
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","motivation":"commenting","created":"2026-05-02T10:00:00Z","target":{"source":"https://example.org/documents/letter.html","selector":{"type":"TextQuoteSelector","exact":"came at noon","prefix":"He ","suffix":"."}}}"#;

    fn message(said: &str, json: &str) -> String {
        format!("{said}\n\n“came at noon”\nhttps://example.org/documents/letter.html\n\n```json\n{json}\n```\n")
    }

    /// The body, the quotation and the author of each note.
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let import = super::super::read(text).unwrap();
        let notes: Vec<(&str, &str, &str)> = import
            .notes
            .iter()
            .map(|note| {
                let at = |pointer: &str| {
                    let mut value = pointer.split('/').try_fold(None, |value: Option<&Value>, key| {
                        Some(Some(match value {
                            None => note.note.get(key)?,
                            Some(value) => value.get(key)?,
                        }))
                    });
                    value.take().flatten().and_then(Value::as_str).unwrap_or("")
                };
                assert_eq!(note.source, "https://example.org/documents/letter.html");
                (at("body"), at("quote/exact"), at("creator"))
            })
            .collect();
        assert_eq!(notes, expected, "{text}");
    }

    #[test]
    fn what_a_reader_says_is_taken_with_the_words_it_is_about() {
        check(&message("It was *night*.\n\nSee p. 3.", JSON), &[("It was \\*night\\*.\n\nSee p. 3.", "came at noon", "")]);
        let mail = format!("From: \"Ida Berg\" <ida@example.org>\nSubject: A\n\n{}", message("It was night.", JSON));
        check(&mail, &[("It was night.", "came at noon", "Ida Berg")]);
        let two = format!("{}{}", message("One.", JSON), message("Two.", JSON));
        check(&two, &[("One.", "came at noon", ""), ("Two.", "came at noon", "")]);
    }

    #[test]
    fn mail_may_break_quote_and_encode_it() {
        let broken = JSON.replace("came at noon", "came\nat noon").replace(",\"target", ",\n\"target");
        check(&message("It was night.", &broken), &[("It was night.", "came at noon", "")]);
        let quoted: String = message("It was night.", &broken).lines().map(|line| format!("> {line}\n")).collect();
        check(&quoted, &[("It was night.", "came at noon", "")]);
        let encoded = message("Es war Nacht, spät.", JSON)
            .replace('=', "=3D")
            .replace('ä', "=C3=A4")
            .replace("“", "=E2=80=9C")
            .replace("”", "=E2=80=9D");
        let encoded = encoded.replace("\"exact\"", "\"ex=\nact\"");
        check(
            &format!("From: a@example.org\nContent-Transfer-Encoding: quoted-printable\n\n{encoded}"),
            &[("Es war Nacht, spät.", "came at noon", "")],
        );
    }

    #[test]
    fn a_text_without_an_annotation_is_no_message() {
        for text in [
            "",
            "He came at noon.",
            "http://www.w3.org/ns/anno.jsonld",
            "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\"",
            "Subject: A\nFrom: b\n\nText",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
