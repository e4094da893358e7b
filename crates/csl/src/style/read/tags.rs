//! What a text may ask of the reader of XML: that compares each attribute of an element with all others, and each declaration of a
//! namespace with all that are in force.

use std::ops::Range;

/// The longest start tag, in bytes: those of official styles have some hundreds.
const LONGEST: usize = 32 << 10;

/// How many declarations of namespaces a file may have: styles have one or two.
const MOST_NAMESPACES: usize = 64;

/// The first tag that is too long, or has one namespace too many. What is no XML is left to the reader.
pub(super) fn too_long(xml: &str) -> Option<Range<usize>> {
    let (mut at, mut namespaces) = (0, 0);
    while let Some(found) = xml.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = xml.get(start..).unwrap_or("");
        let until = |end: &str| rest.find(end).map_or(rest.len(), |length| length + end.len());
        let length = if rest.starts_with("<!--") {
            until("-->")
        } else if rest.starts_with("<![CDATA[") {
            until("]]>")
        } else {
            let length = length(rest);
            namespaces += rest.get(..length).map_or(0, |tag| tag.matches("xmlns").count());
            if length > LONGEST || namespaces > MOST_NAMESPACES {
                return Some(start..start + 1);
            }
            length
        };
        at = start + length.max(1);
    }
    None
}

/// The length of a tag; `>` in its attributes does not end it.
pub(super) fn length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}
