//! What of pages of others is written again: elements and attributes of closed lists, in order. Nothing among them runs, sends or loads
//! anything by itself; addresses are written elsewhere.

/// Elements of HTML.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "br", "button", "caption", "center",
    "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure",
    "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label", "legend",
    "li", "main", "mark", "menu", "meter", "nav", "nobr", "ol", "optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "rp", "rt",
    "ruby", "s", "samp", "search", "section", "select", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "textarea", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", "wbr",
];

/// Those that have no end.
pub const VOID: &[&str] = &["br", "col", "hr", "img", "input", "source", "wbr"];

/// Attributes of any element, with values that are words, numbers or names.
#[rustfmt::skip]
pub const ATTRIBUTES: &[&str] = &[
    "abbr", "align", "alt", "aria-describedby", "aria-expanded", "aria-hidden", "aria-label", "aria-labelledby", "aria-level", "bgcolor", "border",
    "cellpadding", "cellspacing", "checked", "class", "clear", "color", "cols", "colspan", "compact", "controls", "datetime", "dir", "disabled",
    "face", "for", "headers", "height", "hidden", "high", "id", "lang", "loop", "low", "max", "media", "min", "name", "noshade", "nowrap", "open",
    "optimum", "placeholder", "readonly", "reversed", "role", "rows", "rowspan", "rules", "scope", "selected", "size", "sizes", "span", "start",
    "title", "translate", "valign", "value", "width",
];

/// Elements of drawings: those in which nothing but drawings stands.
#[rustfmt::skip]
pub const DRAWN: &[&str] = &[
    "circle", "clipPath", "defs", "ellipse", "g", "line", "linearGradient", "marker", "mask", "path", "pattern", "polygon", "polyline",
    "radialGradient", "rect", "stop", "svg", "symbol", "text", "tspan", "use",
];

/// Their attributes.
#[rustfmt::skip]
pub const DRAWN_ATTRIBUTES: &[&str] = &[
    "aria-hidden", "aria-label", "class", "clip-path", "clip-rule", "clipPathUnits", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity",
    "fill-rule", "font-family", "font-size", "font-weight", "fx", "fy", "gradientTransform", "gradientUnits", "height", "id", "markerHeight",
    "markerUnits", "markerWidth", "mask", "maskUnits", "offset", "opacity", "orient", "patternTransform", "patternUnits", "points",
    "preserveAspectRatio", "r", "refX", "refY", "role", "rx", "ry", "spreadMethod", "stop-color", "stop-opacity", "stroke", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform",
    "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
];

/// What an `input` may be.
pub const INPUTS: &[&str] = &["button", "checkbox", "date", "number", "radio", "range", "reset", "search", "submit", "text"];

/// A name of a list.
pub fn among(list: &'static [&'static str], name: &str) -> Option<&'static str> {
    list.binary_search(&name).ok().and_then(|at| list.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_hold_nothing_that_runs() {
        for list in [ELEMENTS, ATTRIBUTES, DRAWN, DRAWN_ATTRIBUTES, INPUTS] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
            assert!(list.iter().all(|name| !name.starts_with("on")), "{list:?}");
        }
        for name in [
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "meta",
            "link",
            "template",
            "noscript",
            "xmp",
            "plaintext",
            "foreignObject",
        ] {
            assert!(among(ELEMENTS, name).is_none() && among(DRAWN, name).is_none(), "{name}");
        }
        for name in
            ["href", "src", "srcset", "srcdoc", "style", "action", "formaction", "background", "poster", "ping", "http-equiv", "xlink:href"]
        {
            assert!(among(ATTRIBUTES, name).is_none() && among(DRAWN_ATTRIBUTES, name).is_none(), "{name}");
        }
    }
}
