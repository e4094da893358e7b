//! RTF whose fields are the words that they show, but for links: pandoc reads those of one way of writing, and drops the words of all others.
//! Source: RTF 1.9.1, "Fields".

use super::rtf::control;

/// The longest instruction of a field, in bytes.
const LONGEST: usize = 5_000;

/// The same text, its fields made plain.
pub fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let mut is_link = false;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = opens(rest, b"{\\field") {
            made.push(b'{');
            at += length + modifiers(rest.get(length..).unwrap_or_default());
        } else if let Some(end) =
            opens(rest, b"{\\*\\fldinst").or_else(|| opens(rest, b"{\\fldinst")).and_then(|_| group_end(rest, LONGEST))
        {
            let address = rest.get(..end).and_then(address);
            is_link = address.is_some();
            if let Some(address) = address {
                made.extend_from_slice(format!("\\field{{\\*\\fldinst {{HYPERLINK \"{address}\"}}}}").as_bytes());
            }
            at += end;
        } else if let Some(length) = opens(rest, b"{\\fldrslt") {
            if is_link {
                made.extend_from_slice(b"{\\fldrslt");
                at += length;
            } else {
                made.push(b'{');
                at += length + usize::from(rest.get(length) == Some(&b' '));
            }
            is_link = false;
        } else {
            let length = copied(bytes, at);
            made.extend_from_slice(rest.get(..length).unwrap_or(rest));
            at = at.saturating_add(length.max(1));
        }
    }
    made
}

/// How long a group's beginning is, if a text begins with it and the name of its control word ends there.
fn opens(text: &[u8], start: &[u8]) -> Option<usize> {
    let behind = text.strip_prefix(start)?;
    (!behind.first().is_some_and(u8::is_ascii_alphabetic)).then_some(start.len())
}

/// How long the words are that say how a field is to be kept.
fn modifiers(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(b'\\') = text.get(at) {
        let (name, _, next) = control(text, at + 1);
        if !matches!(name, "fldedit" | "flddirty" | "fldlock" | "fldpriv") {
            break;
        }
        at = next;
    }
    at + text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// How much is copied as it is: a control word or sign, with the bytes behind it that are no text, or a byte.
fn copied(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) != Some(&b'\\') {
        return 1;
    }
    match control(bytes, at + 1) {
        ("", ..) => 2,
        ("bin", Some(length), next) => (next - at).saturating_add(usize::try_from(length).unwrap_or(0)),
        (_, _, next) => next - at,
    }
}

/// Where the group ends with which a text begins; `None` if it has more bytes than `longest`.
pub fn group_end(text: &[u8], longest: usize) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = text.get(at).filter(|_| at < longest) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            // A brace behind it is a sign.
            b'\\' => at += 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The address on the web in an instruction: `HYPERLINK "https://example.org"`.
fn address(group: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(group).ok()?;
    let (_, behind) = text.split_once("HYPERLINK")?;
    let address = behind.trim_start().strip_prefix('"')?.split('"').next()?.trim();
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'{' | b'}'));
    (is_plain && ["http://", "https://", "mailto:"].iter().any(|start| address.starts_with(start))).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn fields_are_the_words_that_they_show() {
        for (text, expected) in [
            (
                r#"a {\field{\*\fldinst HYPERLINK "https://a.example" }{\fldrslt {\ul link}}} b"#,
                r#"a {\field{\*\fldinst {HYPERLINK "https://a.example"}}{\fldrslt {\ul link}}} b"#,
            ),
            (r"{\field\fldedit{\*\fldinst {\lang1 PAGEREF x \\h}}{\fldrslt 12}}", r"{{12}}"),
            (r"{\field{\*\fldinst SEQ Table}{\fldrslt {\b 1}}} \{\fieldx", r"{{{\b 1}}} \{\fieldx"),
            (r#"{\field{\*\fldinst HYPERLINK \\l "b"}{\fldrslt place}}"#, r"{{place}}"),
            (r"{\field{\*\fldinst PAGE", r"{{\*\fldinst PAGE"),
        ] {
            assert_eq!(String::from_utf8(plain(text.as_bytes())).unwrap(), expected);
        }
    }
}
