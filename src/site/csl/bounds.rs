//! What a style may ask of the reader of XML, before it sees the file. What it may ask of the processor, that checks itself.
//!
//! Of all styles in the repository of the Citation Style Language (November 2026) none is larger than 250 KB or nests deeper than 19.

use crate::base::{Message, Span, say};

/// How much a style may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of the file.
    pub bytes: usize,
    /// Elements within each other, macros not written out.
    pub depth: usize,
    /// Bytes of one tag: readers of XML may compare each attribute of an element with all others.
    pub tag: usize,
}

/// Far above all official styles.
pub const BOUNDS: Bounds = Bounds { bytes: 4 << 20, depth: 60, tag: 32 << 10 };

/// What is wrong with a style, and where.
type Fault = (Message, Option<Span>);

/// Whether a style stays within bounds; what is no XML is left to the reader of styles.
///
/// # Errors
/// The bound that is passed, and where.
pub fn check(text: &str, bounds: Bounds) -> Result<(), Fault> {
    if text.len() > bounds.bytes {
        return Err((say::bad_style_bytes(text.len(), bounds.bytes), None));
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let skip = |end: &str| rest.find(end).map_or(rest.len(), |length| length + end.len());
        let length = if rest.starts_with("<!--") {
            skip("-->")
        } else if rest.starts_with("<![CDATA[") {
            skip("]]>")
        } else {
            let length = tag_length(rest);
            let tag = rest.get(..length).unwrap_or_default();
            let place = Some(Span::new(start, start + 1));
            if length > bounds.tag {
                return Err((say::bad_style_tag(length, bounds.tag), place));
            }
            if tag.starts_with("</") {
                depth = depth.saturating_sub(1);
            } else if !tag.starts_with("<!") && !tag.starts_with("<?") && !tag.ends_with("/>") {
                depth += 1;
                if depth > bounds.depth {
                    return Err((say::bad_style_deep(bounds.depth), place));
                }
            }
            length
        };
        at = start + length.max(1);
    }
    Ok(())
}

/// The length of a tag, `>` in its attributes not counted.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Bounds = Bounds { bytes: 400, depth: 4, tag: 60 };

    fn said(text: &str) -> String {
        check(text, SMALL)
            .err()
            .map_or_else(String::new, |(message, span)| format!("{message} @ {}", span.map_or("", |span| span.of(text))))
    }

    #[test]
    fn what_is_too_much_is_refused_with_its_place() {
        assert_eq!(said("<style><macro name='a'><text variable='title'/></macro><layout><text macro='a'/></layout></style>"), "");
        // Not ours to say.
        assert_eq!(said("<style>"), "");
        let deep = "<style><layout><!-- <a><b> --><group a='>'><group><text/><text></text></group></group></layout></style>";
        assert_eq!(said(deep), "more than 4 elements stand within each other here @ <");
        let long = format!("<style><text {}/></style>", "a='' ".repeat(20));
        assert_eq!(said(&long), "the tag that begins here has 108 bytes, and at most 60 are read @ <");
        assert_eq!(said(&" ".repeat(401)), "this style has 401 bytes, and at most 400 are read @ ");
    }
}
