//! Word's formulas (ECMA-376, part 1, 22.1) as MathML, which the reader of pages reads.

use roxmltree::Node;

use super::styles::{child, on, value};
use scholion_base::text::escape;

/// How deep parts of a formula may stand in one another.
const DEEPEST: usize = 100;

/// A formula; `is_apart` if it stands on a line of its own.
pub fn formula(node: Node<'_, '_>, is_apart: bool) -> String {
    let display = if is_apart { " display=\"block\"" } else { "" };
    format!("<math{display}>{}</math>", row(node, 0))
}

fn row(node: Node<'_, '_>, depth: usize) -> String {
    let parts: String = node.children().filter(Node::is_element).map(|node| part(node, depth + 1)).collect();
    format!("<mrow>{parts}</mrow>")
}

/// The part of a formula that an argument holds.
fn argument(node: Node<'_, '_>, name: &str, depth: usize) -> String {
    child(node, name).map_or_else(|| "<mrow></mrow>".to_owned(), |node| row(node, depth))
}

/// What a property of an element says: `chr` of `naryPr`.
fn property<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let properties = node.children().find(|child| child.tag_name().name().ends_with("Pr"))?;
    child(properties, name).map(value)
}

fn is_on(node: Node<'_, '_>, name: &str) -> bool {
    let properties = node.children().find(|child| child.tag_name().name().ends_with("Pr"));
    properties.and_then(|properties| child(properties, name)).is_some_and(on)
}

fn part(node: Node<'_, '_>, depth: usize) -> String {
    if depth > DEEPEST {
        return words(node);
    }
    let of = |name: &str| argument(node, name, depth);
    match node.tag_name().name() {
        "r" => run(node),
        "f" => {
            let is_bare = property(node, "type") == Some("noBar");
            format!("<mfrac{}>{}{}</mfrac>", if is_bare { " linethickness=\"0\"" } else { "" }, of("num"), of("den"))
        }
        "sSup" => format!("<msup>{}{}</msup>", of("e"), of("sup")),
        "sSub" => format!("<msub>{}{}</msub>", of("e"), of("sub")),
        "sSubSup" => format!("<msubsup>{}{}{}</msubsup>", of("e"), of("sub"), of("sup")),
        "sPre" => format!("<mrow><msubsup><mrow></mrow>{}{}</msubsup>{}</mrow>", of("sub"), of("sup"), of("e")),
        "rad" if is_on(node, "degHide") || words(node).is_empty() || child(node, "deg").is_none_or(|deg| words(deg).is_empty()) => {
            format!("<msqrt>{}</msqrt>", of("e"))
        }
        "rad" => format!("<mroot>{}{}</mroot>", of("e"), of("deg")),
        "nary" => nary(node, depth),
        "d" => fenced(node, depth),
        "func" => format!("<mrow>{}{}</mrow>", of("fName"), of("e")),
        "limLow" => format!("<munder>{}{}</munder>", of("e"), of("lim")),
        "limUpp" => format!("<mover>{}{}</mover>", of("e"), of("lim")),
        "acc" => format!("<mover accent=\"true\">{}{}</mover>", of("e"), operator(property(node, "chr").unwrap_or("\u{302}"))),
        "bar" if property(node, "pos") == Some("top") => format!("<mover>{}{}</mover>", of("e"), operator("¯")),
        "bar" => format!("<munder>{}{}</munder>", of("e"), operator("_")),
        "groupChr" if property(node, "pos") == Some("top") => {
            format!("<mover>{}{}</mover>", of("e"), operator(property(node, "chr").unwrap_or("⏞")))
        }
        "groupChr" => format!("<munder>{}{}</munder>", of("e"), operator(property(node, "chr").unwrap_or("⏟"))),
        "m" => table(node, "mr", depth),
        "eqArr" => table(node, "e", depth),
        name if name.ends_with("Pr") => String::new(),
        // Words of the text in a formula, boxes, and what is not known: what stands in it.
        "t" => text(&words(node)),
        _ => row(node, depth),
    }
}

fn nary(node: Node<'_, '_>, depth: usize) -> String {
    let sign = operator(property(node, "chr").unwrap_or("∫"));
    let of = |name: &str| argument(node, name, depth);
    let is_there = |name: &str, hidden: &str| child(node, name).is_some_and(|node| !words(node).is_empty()) && !is_on(node, hidden);
    let is_beside = property(node, "limLoc").is_none_or(|place| place == "subSup");
    let (below, above) = (is_there("sub", "subHide"), is_there("sup", "supHide"));
    let with = match (below, above, is_beside) {
        (true, true, true) => format!("<msubsup>{sign}{}{}</msubsup>", of("sub"), of("sup")),
        (true, true, false) => format!("<munderover>{sign}{}{}</munderover>", of("sub"), of("sup")),
        (true, false, true) => format!("<msub>{sign}{}</msub>", of("sub")),
        (true, false, false) => format!("<munder>{sign}{}</munder>", of("sub")),
        (false, true, true) => format!("<msup>{sign}{}</msup>", of("sup")),
        (false, true, false) => format!("<mover>{sign}{}</mover>", of("sup")),
        (false, false, _) => sign,
    };
    format!("<mrow>{with}{}</mrow>", of("e"))
}

fn fenced(node: Node<'_, '_>, depth: usize) -> String {
    let between = operator(property(node, "sepChr").unwrap_or("|"));
    let parts: Vec<String> = node.children().filter(|child| child.tag_name().name() == "e").map(|node| row(node, depth)).collect();
    let [open, close] = [("begChr", "("), ("endChr", ")")].map(|(name, default)| property(node, name).unwrap_or(default));
    format!("<mrow>{}{}{}</mrow>", operator(open), parts.join(&between), operator(close))
}

fn table(node: Node<'_, '_>, rows: &str, depth: usize) -> String {
    let rows: String = node
        .children()
        .filter(|child| child.tag_name().name() == rows)
        .map(|line| {
            let is_cells = rows == "mr";
            let cells: Vec<Node<'_, '_>> =
                if is_cells { line.children().filter(|child| child.tag_name().name() == "e").collect() } else { vec![line] };
            let cells: String = cells.into_iter().map(|cell| format!("<mtd>{}</mtd>", row(cell, depth))).collect();
            format!("<mtr>{cells}</mtr>")
        })
        .collect();
    format!("<mtable>{rows}</mtable>")
}

/// A run: words as they stand, or letters, numbers and signs.
fn run(node: Node<'_, '_>) -> String {
    let is_text = child(node, "rPr").and_then(|properties| child(properties, "nor")).is_some_and(on);
    let words = words(node);
    if is_text {
        return text(&words);
    }
    let mut tokens = String::new();
    let mut rest = words.as_str();
    while let Some(first) = rest.chars().next() {
        let is_number = |c: char| c.is_numeric() || matches!(c, '.' | ',') && first.is_numeric();
        let mut length = first.len_utf8();
        let mut tag = "mo";
        if first.is_numeric() {
            length = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
            let number = rest.get(..length).unwrap_or("").trim_end_matches(['.', ',']);
            length = number.len().max(first.len_utf8());
            tag = "mn";
        } else if first.is_alphabetic() {
            tag = "mi";
        } else if first.is_whitespace() {
            rest = rest.get(length..).unwrap_or("");
            continue;
        }
        token(&mut tokens, tag, rest.get(..length).unwrap_or(""));
        rest = rest.get(length..).unwrap_or("");
    }
    tokens
}

fn text(words: &str) -> String {
    let mut html = String::new();
    token(&mut html, "mtext", words);
    html
}

fn operator(sign: &str) -> String {
    let mut html = String::new();
    if !sign.is_empty() {
        token(&mut html, "mo", sign);
    }
    html
}

fn token(html: &mut String, tag: &str, words: &str) {
    html.extend(["<", tag, ">"]);
    escape(html, words);
    html.extend(["</", tag, ">"]);
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(|node| node.is_text() && node.parent().is_some_and(|node| node.tag_name().name() == "t"))
        .filter_map(|node| node.text())
        .collect()
}
