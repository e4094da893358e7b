//! Drawings that cannot run anything, however they are opened: SVG with what draws and nothing else.
//!
//! As an image of a page a drawing runs nothing (SVG 2, 2.8.2, "secure static mode"). Opened by itself it is a page of the site. So the
//! copy that is published has only elements and attributes of closed lists, no declarations, instructions and animations, and leads
//! nowhere but into itself. A drawing that has nothing else is published as it is.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::base::{Xml, namespaces::has_too_many_prefixes};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The most nodes that a drawing may have, entities laid open.
const MOST_NODES: u32 = 2_000_000;

/// The elements that are kept, with all in them that is kept.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "image",
    "a",
    "switch",
    "marker",
    "pattern",
    "clipPath",
    "mask",
    "linearGradient",
    "radialGradient",
    "stop",
    "view",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// The attributes that are kept: of geometry, of text, of filters, and those that say how something looks (SVG 2, appendix J).
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "style",
    "lang",
    "tabindex",
    "role",
    "version",
    "baseProfile",
    "x",
    "y",
    "z",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "d",
    "points",
    "width",
    "height",
    "viewBox",
    "preserveAspectRatio",
    "transform",
    "pathLength",
    "dx",
    "dy",
    "rotate",
    "textLength",
    "lengthAdjust",
    "startOffset",
    "method",
    "spacing",
    "side",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "offset",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "markerUnits",
    "markerWidth",
    "markerHeight",
    "refX",
    "refY",
    "orient",
    "filterUnits",
    "primitiveUnits",
    "result",
    "in",
    "in2",
    "mode",
    "type",
    "values",
    "tableValues",
    "slope",
    "intercept",
    "amplitude",
    "exponent",
    "operator",
    "k1",
    "k2",
    "k3",
    "k4",
    "order",
    "kernelMatrix",
    "divisor",
    "bias",
    "targetX",
    "targetY",
    "edgeMode",
    "kernelUnitLength",
    "preserveAlpha",
    "surfaceScale",
    "diffuseConstant",
    "specularConstant",
    "specularExponent",
    "limitingConeAngle",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "azimuth",
    "elevation",
    "scale",
    "xChannelSelector",
    "yChannelSelector",
    "stdDeviation",
    "radius",
    "baseFrequency",
    "numOctaves",
    "seed",
    "stitchTiles",
    "systemLanguage",
    "media",
    "alignment-baseline",
    "baseline-shift",
    "clip",
    "clip-path",
    "clip-rule",
    "color",
    "color-interpolation",
    "color-interpolation-filters",
    "color-rendering",
    "cursor",
    "direction",
    "display",
    "dominant-baseline",
    "enable-background",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "flood-color",
    "flood-opacity",
    "font",
    "font-family",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "glyph-orientation-horizontal",
    "glyph-orientation-vertical",
    "image-rendering",
    "isolation",
    "kerning",
    "letter-spacing",
    "lighting-color",
    "marker",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "mask-type",
    "mix-blend-mode",
    "opacity",
    "overflow",
    "paint-order",
    "pointer-events",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-overflow",
    "text-rendering",
    "transform-origin",
    "unicode-bidi",
    "vector-effect",
    "visibility",
    "white-space",
    "word-spacing",
    "writing-mode",
    "aria-label",
    "aria-labelledby",
    "aria-describedby",
    "aria-hidden",
    "data-name",
];

/// Why a drawing cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDrawing;

/// A drawing that runs nothing; `None` if it is so already.
///
/// # Errors
/// If the bytes are no SVG in UTF-8.
pub fn without_scripts(bytes: &[u8]) -> Result<Option<String>, NoDrawing> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoDrawing)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if has_too_many_prefixes(text) {
        return Err(NoDrawing);
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| NoDrawing)?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(NoDrawing);
    }
    // A declaration may give elements attributes, and an instruction may lead to a style sheet that runs.
    let mut is_changed = text.contains("<!DOCTYPE") || document.root().children().any(|node| node.is_pi());
    let mut written = String::with_capacity(text.len());
    let mut xml = Xml::new(&mut written);
    let mut next = Some(root);
    while let Some(node) = next {
        let name = element(&node);
        match (node.node_type(), name) {
            (NodeType::Element, Some(name)) => is_changed |= open(&mut xml, &node, name, node == root),
            (NodeType::Text, _) => xml.words(node.text().unwrap_or("")),
            (NodeType::Element | NodeType::PI, _) => is_changed = true,
            (NodeType::Comment | NodeType::Root, _) => {}
        }
        next = node.first_child().filter(|_| name.is_some()).or_else(|| {
            let ended = std::iter::successors(Some(node), |node| node.parent().filter(|_| *node != root));
            for node in ended {
                if let Some(name) = element(&node) {
                    xml.close(name);
                }
                if node == root || node.next_sibling().is_some() {
                    return node.next_sibling().filter(|_| node != root);
                }
            }
            None
        });
    }
    Ok(is_changed.then_some(written))
}

/// The name of an element that is kept.
fn element(node: &Node<'_, '_>) -> Option<&'static str> {
    let tag = node.tag_name();
    let name = ELEMENTS.iter().find(|name| **name == tag.name()).filter(|_| tag.namespace() == Some(SVG))?;
    // Its words are those of all its texts, whatever stands between them (HTML, "child text content").
    let words = || node.children().filter(Node::is_text).filter_map(|child| child.text()).collect::<String>();
    let is_quiet = *name != "style" || is_harmless(&words());
    is_quiet.then_some(*name)
}

/// Writes a start tag; whether an attribute is left out.
fn open(xml: &mut Xml<'_>, node: &Node<'_, '_>, name: &'static str, is_root: bool) -> bool {
    xml.push_str("<");
    xml.push_str(name);
    if is_root {
        xml.attribute("xmlns", SVG);
        xml.attribute("xmlns:xlink", XLINK);
    }
    let mut is_changed = false;
    for attribute in node.attributes() {
        match attribute_name(attribute.namespace(), attribute.name()).filter(|name| is_allowed(name, attribute.value())) {
            Some(name) => xml.attribute(name, attribute.value()),
            None => is_changed = true,
        }
    }
    xml.push_str(">");
    is_changed
}

fn attribute_name(namespace: Option<&str>, name: &str) -> Option<&'static str> {
    match (namespace, name) {
        (Some(XLINK), "href") => Some("xlink:href"),
        (None, "href") => Some("href"),
        (Some("http://www.w3.org/XML/1998/namespace"), "space") => Some("xml:space"),
        (Some("http://www.w3.org/XML/1998/namespace"), "lang") => Some("xml:lang"),
        (None, name) => ATTRIBUTES.iter().find(|known| **known == name).copied(),
        _ => None,
    }
}

/// Whether an attribute may have a value: an address leads into the drawing itself or is a picture, and so does one in a style.
fn is_allowed(name: &str, value: &str) -> bool {
    if !name.ends_with("href") {
        return is_harmless(value);
    }
    const PICTURES: [&str; 5] = ["png", "jpeg", "jpg", "gif", "webp"];
    let picture = value.trim().strip_prefix("data:image/").and_then(|rest| rest.split([';', ',']).next());
    value.trim_start().starts_with('#') || picture.is_some_and(|kind| PICTURES.contains(&kind))
}

/// Whether words that may be a style lead nowhere but into the drawing, and fetch nothing. What is written in escapes is not looked into.
fn is_harmless(style: &str) -> bool {
    let bare: String = style.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect::<String>().to_ascii_lowercase();
    let leads_within = |rest: &str| rest.starts_with('#') || rest.starts_with("data:image/") || rest.starts_with("data:font/");
    let addresses = bare.match_indices("url(").all(|(at, start)| bare.get(at + start.len()..).is_some_and(leads_within));
    let rules = bare.match_indices('@').all(|(at, start)| {
        let rest = bare.get(at + start.len()..).unwrap_or("");
        ["media", "font-face", "supports", "keyframes", "charset"].iter().any(|rule| rest.starts_with(rule))
    });
    let is_quiet =
        ["\\", "javascript:", "expression(", "image-set(", "src(", "-moz-binding", "behavior:"].iter().all(|mark| !bare.contains(mark));
    addresses && rules && is_quiet
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inner: &str, expected: &str) {
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";
        let made = without_scripts(format!("{head}{inner}</svg>").as_bytes()).unwrap();
        assert_eq!(made, Some(format!("{head}{expected}</svg>")), "{inner}");
    }

    #[test]
    fn what_runs_is_gone_and_what_draws_stays() {
        check("<script>alert(1)</script><path d=\"M0 0\"/>", "<path d=\"M0 0\"></path>");
        check("<g onload=\"alert(1)\" id=\"a\"><rect width=\"3\"/></g>", "<g id=\"a\"><rect width=\"3\"></rect></g>");
        check("<a href=\"javascript:alert(1)\"><text>A</text></a>", "<a><text>A</text></a>");
        check("<a xlink:href=\" java&#x9;script:alert(1)\"/>", "<a></a>");
        check("<use href=\"other.svg#a\"/><use xlink:href=\"#a\"/>", "<use></use><use xlink:href=\"#a\"></use>");
        check("<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\"><script>1</script></div></foreignObject>", "");
        check("<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">1</h:script>", "");
        check("<a><set attributeName=\"href\" to=\"javascript:alert(1)\"/></a>", "<a></a>");
        check("<image href=\"data:image/svg+xml,&lt;svg onload=''/>\"/>", "<image></image>");
        check("<image href=\"https://example.org/track.png\"/>", "<image></image>");
        check("<style>@import url(https://example.org/a.css);</style>", "");
        check("<style>a{background:url( 'https://example.org/b')}</style>", "");
        check("<style>a{fill:u<!-- -->rl(https://example.org/b)}</style>", "");
        check("<style>a{fill:u<![CDATA[rl(https://example.org/b)}]]></style>", "");
        check("<rect style=\"fill:u\\72l(https://example.org/)\"/>", "<rect></rect>");
        check("<rect fill=\"url(https://example.org/#a)\" stroke=\"url(#b)\"/>", "<rect stroke=\"url(#b)\"></rect>");
        check("<?xml-stylesheet href=\"a.xsl\"?><g/>", "<g></g>");
        check("<iframe src=\"a\"/><handler>1</handler><title>A &lt; B</title><script/>", "<title>A &lt; B</title>");
    }

    #[test]
    fn what_runs_nothing_is_left_as_it_is() {
        for drawing in [
            "<?xml version=\"1.0\"?><!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path fill='red' d=\"M0 0\"/></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a{fill:url(#b)}</style><image href=\"data:image/png;base64,AA\"/></svg>",
        ] {
            assert_eq!(without_scripts(drawing.as_bytes()), Ok(None), "{drawing}");
        }
    }

    #[test]
    fn declarations_are_read_and_not_kept() {
        let drawing = "<!DOCTYPE svg [<!ENTITY a \"<script xmlns='http://www.w3.org/2000/svg'>1</script>\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;<g/></svg>";
        let made = without_scripts(drawing.as_bytes()).unwrap().unwrap();
        assert!(made.contains("<g></g>") && !made.contains("script") && !made.contains("ENTITY"), "{made}");
    }

    #[test]
    fn what_is_no_drawing_is_none() {
        for bytes in [
            &b""[..],
            b"\xff\xfe<\0",
            b"<svg/>",
            b"<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">",
        ] {
            assert_eq!(without_scripts(bytes), Err(NoDrawing));
        }
    }
}
