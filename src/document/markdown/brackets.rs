//! Square brackets that are no link of Markdown.

use pulldown_cmark::{BrokenLink, CowStr, LinkType};

use crate::document::cite;

/// What in square brackets is a citation though the text has no such link.
pub fn cited<'t>(link: BrokenLink<'t>) -> Option<(CowStr<'t>, CowStr<'t>)> {
    let citation = link.link_type == LinkType::Shortcut && link.reference.contains('@') && cite::bracket(&link.reference).is_some();
    citation.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}
