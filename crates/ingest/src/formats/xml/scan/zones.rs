//! What the parts of a page are called: by SegmOnto (<https://segmonto.github.io/>), which eScriptorium and Kraken write into ALTO and PAGE, and
//! by PAGE itself, whose names Transkribus writes, too.

use roxmltree::Node;

use crate::formats::xml::node::attribute;

/// What a part of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    Text,
    /// The number of the page.
    Number,
    /// What stands around the text of a page: running titles, signatures, catchwords, stamps.
    Aside,
    /// What stands above the text of a page and may be its head, or that of a part.
    Edge,
    /// A note at the foot of a page.
    Note,
    /// What stands in the margin beside the text: never its heading.
    Margin,
}

/// What a part is by its name: `RunningTitleZone`, `NumberingZone:page#1`, `catch-word`.
pub fn named(name: &str) -> Zone {
    match name.split([':', '#']).next().unwrap_or("").trim().to_ascii_lowercase().as_str() {
        "numberingzone" | "page-number" => Zone::Number,
        "runningtitlezone" | "quiremarkszone" | "stampzone" | "digitizationartefactzone" => Zone::Aside,
        "footer" | "catch-word" | "signature-mark" => Zone::Aside,
        "header" => Zone::Edge,
        "footnote" => Zone::Note,
        "margintextzone" | "marginalia" => Zone::Margin,
        _ => Zone::Text,
    }
}

/// What a region of PAGE is: its type, or what Transkribus keeps in `custom`: `structure {type:page-number;}`.
pub fn of_region(region: Node<'_, '_>) -> Zone {
    let custom = attribute(region, "custom");
    let kept = custom.split_once("structure").and_then(|(_, rest)| rest.split_once("type:")).map_or("", |(_, rest)| rest);
    let kept = kept.split([';', '}']).next().unwrap_or("");
    match named(attribute(region, "type")) {
        Zone::Text => named(kept),
        zone => zone,
    }
}
