//! Where a note says that it stands, as selectors of all kinds have it. What can be found in a text is turned into a quotation of its words there
//! (`site/annotations/selection`); what cannot is kept as it is.
//!
//! Sources: W3C Web Annotation Data Model, 4.2 "Selectors"; Hypothes.is' client (`src/types/api.ts`); Text Fragments (WICG draft, 3.3); RFC 5147;
//! RFC 8118 (`page` of PDF); EPUB Canonical Fragment Identifiers 1.1.

use scholion_anchor::Quote;

use super::{all, text};
use crate::base::{text::percent_decoded, yaml::Value};

/// A selector, and those by which what it selects is narrowed (`refinedBy`), each of which says the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    pub selector: Selector,
    pub refined_by: Vec<Way>,
}

/// How a part of a text is named.
#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    /// By its words.
    Quote(Quote),
    /// By the number of characters before its beginning and its end.
    Position { start: usize, end: usize },
    /// The same in bytes.
    Bytes { start: usize, end: usize },
    /// By numbers of lines, from 0; the second is not in it (RFC 5147).
    Lines { start: usize, end: usize },
    /// From the beginning of what the first selects up to the beginning of what the second selects.
    Range(Box<[Way; 2]>),
    /// By the path of an element (XPath).
    XPath(String),
    /// By a selector of style sheets.
    Css(String),
    /// From so many characters in one element to so many in another, both by their paths (Hypothes.is).
    Between { start: (String, usize), end: (String, usize) },
    /// By the id of an element.
    Id(String),
    /// As a browser finds words of an address (`#:~:text=`).
    Directive(Directive),
    /// By a place in an EPUB, without `epubcfi(…)`.
    Cfi(String),
    /// By something that no text can answer: its name.
    Other(String),
}

/// `text=prefix-,start,end,-suffix`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directive {
    pub prefix: String,
    pub start: String,
    /// Where the words end; empty if `start` has them all.
    pub end: String,
    pub suffix: String,
}

/// The ways in which a target says where in its source it is; `fragment` is that of the source's address.
pub fn of(target: &Value, fragment: &str) -> Vec<Way> {
    let mut ways: Vec<Way> = target.get("selector").map(all).unwrap_or_default().into_iter().filter_map(|one| way(one, 0)).collect();
    ways.extend(of_fragment(fragment).map(|selector| Way { selector, refined_by: Vec::new() }));
    // A whole page of a publication, which Hypothes.is names first, says less than all else.
    ways.sort_by_key(|way| matches!(&way.selector, Selector::Cfi(cfi) if cfi.ends_with('!')));
    ways
}

/// A selector as a file of ours can have it: whole numbers as such, and those that YAML would read as words as words.
pub fn kept(selector: &Value) -> Value {
    /// Up to here each whole number is one of floating point, too.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    match selector {
        Value::Array(items) => items.iter().map(kept).collect(),
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), kept(value))).collect()),
        Value::Number(number) if !number.is_i64() => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < WHOLE => (float as i64).into(),
            Some(float) if number.is_f64() && number.to_string() == float.to_string() => selector.clone(),
            Some(float) if number.is_f64() => float.to_string().into(),
            _ => number.to_string().into(),
        },
        _ => selector.clone(),
    }
}

/// The words that one of the ways quotes, the first of them.
pub fn quoted(ways: &[Way]) -> Option<&Quote> {
    ways.iter().find_map(|way| match &way.selector {
        Selector::Quote(quote) => Some(quote),
        _ => quoted(&way.refined_by),
    })
}

/// Selectors may stand in each other so deep.
const DEEPEST: usize = 16;

fn way(selector: &Value, depth: usize) -> Option<Way> {
    if depth > DEEPEST || selector.is_null() {
        return None;
    }
    let kind = text(selector, "type").or_else(|| selector.as_str()).unwrap_or("");
    let value = || text(selector, "value").unwrap_or("");
    let number = |key: &str| selector.get(key).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let of_text = |key: &str| text(selector, key).unwrap_or_default().to_owned();
    let other = || Selector::Other(if kind.is_empty() { "selector" } else { kind }.to_owned());
    let bounds = || Some((number("start")?, number("end")?));
    let parsed = match kind {
        "TextQuoteSelector" => {
            let quote = Quote { exact: of_text("exact"), prefix: of_text("prefix"), suffix: of_text("suffix") };
            (!quote.exact.is_empty()).then_some(Selector::Quote(quote))
        }
        "TextPositionSelector" => bounds().map(|(start, end)| Selector::Position { start, end }),
        "DataPositionSelector" => bounds().map(|(start, end)| Selector::Bytes { start, end }),
        "XPathSelector" => Some(Selector::XPath(value().to_owned())),
        "CssSelector" => Some(Selector::Css(value().to_owned())),
        "FragmentSelector" => of_fragment(value()),
        // That of Hypothes.is.
        "EPUBContentSelector" => text(selector, "cfi").map(|cfi| Selector::Cfi(bare_cfi(cfi).to_owned())),
        "RangeSelector" if selector.get("startContainer").is_some() => Some(Selector::Between {
            start: (of_text("startContainer"), number("startOffset").unwrap_or(0)),
            end: (of_text("endContainer"), number("endOffset").unwrap_or(0)),
        }),
        "RangeSelector" => {
            let end = |key: &str| selector.get(key).and_then(|one| way(one, depth + 1));
            end("startSelector").zip(end("endSelector")).map(|(start, end)| Selector::Range(Box::new([start, end])))
        }
        _ => None,
    };
    let refined = selector.get("refinedBy").map(all).unwrap_or_default();
    let refined_by = refined.into_iter().filter_map(|one| way(one, depth + 1)).collect();
    Some(Way { selector: parsed.unwrap_or_else(other), refined_by })
}

/// What a fragment of an address names; nothing of an empty one.
pub fn of_fragment(fragment: &str) -> Option<Selector> {
    let (plain, directives) = fragment.split_once(":~:").unwrap_or((fragment, ""));
    let first = directives.split('&').find_map(|one| one.strip_prefix("text="));
    if let Some(directive) = first.or_else(|| plain.strip_prefix("text=")) {
        return Some(Selector::Directive(directive_of(directive)));
    }
    if plain.is_empty() {
        return None;
    }
    if let Some(cfi) = plain.strip_prefix("epubcfi(") {
        return Some(Selector::Cfi(cfi.strip_suffix(')').unwrap_or(cfi).to_owned()));
    }
    // What is said of the text for safety stands behind a semicolon (RFC 5147, 3).
    let bounds = |value: &str| {
        let (start, end) = value.split(';').next()?.split_once(',')?;
        Some((if start.is_empty() { 0 } else { start.parse().ok()? }, if end.is_empty() { usize::MAX } else { end.parse().ok()? }))
    };
    if let Some((start, end)) = plain.strip_prefix("char=").and_then(bounds) {
        return Some(Selector::Position { start, end });
    }
    if let Some((start, end)) = plain.strip_prefix("line=").and_then(bounds) {
        return Some(Selector::Lines { start, end });
    }
    if plain.contains('=') {
        return Some(Selector::Other(plain.to_owned()));
    }
    Some(Selector::Id(percent_decoded(plain)))
}

/// A place in an EPUB without what stands around it.
pub fn bare_cfi(cfi: &str) -> &str {
    let cfi = cfi.trim();
    cfi.strip_prefix("epubcfi(").and_then(|cfi| cfi.strip_suffix(')')).unwrap_or(cfi)
}

fn directive_of(written: &str) -> Directive {
    let mut parts: Vec<&str> = written.split(',').collect();
    let mut directive = Directive::default();
    if let Some(prefix) = parts.first().and_then(|first| first.strip_suffix('-')).filter(|_| parts.len() > 1) {
        directive.prefix = percent_decoded(prefix);
        parts.remove(0);
    }
    if let Some(suffix) = parts.last().and_then(|last| last.strip_prefix('-')).filter(|_| parts.len() > 1) {
        directive.suffix = percent_decoded(suffix);
        parts.pop();
    }
    let mut rest = parts.into_iter().map(percent_decoded);
    directive.start = rest.next().unwrap_or_default();
    directive.end = rest.next().unwrap_or_default();
    directive
}

impl Way {
    /// What it names, in short: `XPath /html/body/p[2]`.
    pub fn shown(&self) -> String {
        const MOST: usize = 80;
        let shown = match &self.selector {
            Selector::Quote(quote) => format!("words `{}`", quote.exact),
            Selector::Position { start, end } => format!("characters {start} to {end}"),
            Selector::Bytes { start, end } => format!("bytes {start} to {end}"),
            Selector::Lines { start, end } => format!("lines {start} to {end}"),
            Selector::Range(ends) => {
                let [start, end] = ends.as_ref();
                format!("from {} up to {}", start.shown(), end.shown())
            }
            Selector::XPath(path) => format!("XPath {path}"),
            Selector::Css(selector) => format!("CSS {selector}"),
            Selector::Between { start, end } => format!("from {} in {} to {} in {}", start.1, start.0, end.1, end.0),
            Selector::Id(id) => format!("#{id}"),
            Selector::Directive(directive) if directive.end.is_empty() => format!("words `{}`", directive.start),
            Selector::Directive(directive) => format!("words `{}` to `{}`", directive.start, directive.end),
            Selector::Cfi(cfi) => format!("epubcfi({cfi})"),
            Selector::Other(name) => name.clone(),
        };
        match shown.char_indices().nth(MOST) {
            Some((end, _)) => format!("{} …", shown.get(..end).unwrap_or("")),
            None => shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(target: &Value, fragment: &str, expected: &str) {
        let shown: Vec<String> = of(target, fragment).iter().map(Way::shown).collect();
        assert_eq!(shown.join("; "), expected, "{target} {fragment}");
    }

    #[test]
    fn selectors_of_all_kinds_are_read() {
        let one = |selector: Value| json!({ "selector": selector });
        check(&one(json!({"type": "TextPositionSelector", "start": 4, "end": 18})), "", "characters 4 to 18");
        check(&one(json!({"type": "XPathSelector", "value": "/html/body/p[2]"})), "", "XPath /html/body/p[2]");
        let range = json!({"type": "RangeSelector", "startSelector": {"type": "CssSelector", "value": "p"},
            "endSelector": {"type": "FragmentSelector", "value": "end"}});
        check(&one(range), "", "from CSS p up to #end");
        let of_hypothesis =
            json!({"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 2, "endContainer": "/p[2]", "endOffset": 3});
        check(&one(of_hypothesis), "", "from 2 in /p[1] to 3 in /p[2]");
        check(&one(json!({"type": "PageSelector", "index": 2})), "", "PageSelector");
        check(&one(json!([{"type": "FragmentSelector", "value": "epubcfi(/6/4!/4/2)"}, {"type": "Odd"}])), "", "epubcfi(/6/4!/4/2); Odd");
        let page = json!({"type": "EPUBContentSelector", "cfi": "/6/8!"});
        check(&one(json!([page, {"type": "FragmentSelector", "value": "epubcfi(/6/8!/4)"}])), "", "epubcfi(/6/8!/4); epubcfi(/6/8!)");
        check(&json!({}), "part-2", "#part-2");
        check(&json!({}), "page=3", "page=3");
        check(&json!({}), "line=2,4;length=9", "lines 2 to 4");
        check(&json!({}), "", "");
        let deep = (0..100).fold(json!({"type": "CssSelector"}), |inner, _| json!({"type": "CssSelector", "refinedBy": inner}));
        check(&one(deep), "", "CSS ");
    }

    #[test]
    fn words_of_an_address_are_read() {
        let check = |fragment: &str, expected: [&str; 4]| {
            let Some(Selector::Directive(one)) = of_fragment(fragment) else { panic!("{fragment}") };
            assert_eq!([&one.prefix, &one.start, &one.end, &one.suffix].map(String::as_str), expected, "{fragment}");
        };
        check(":~:text=harbour%20office", ["", "harbour office", "", ""]);
        check("top:~:text=The-,harbour,ice,-.&text=more", ["The", "harbour", "ice", "."]);
        check(":~:text=a-", ["", "a-", "", ""]);
        check(":~:text=a,b", ["", "a", "b", ""]);
    }
}
