//! What the page's own style sheet says of words by one class: bold, italic, raised, struck out. Google Docs and Word write nothing else
//! where others have elements. Only the simplest rules count, `.c5` and `span.c5`, and none that hold for some window or printer alone.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::{Document, NodeId, NodeRef};

use super::{attribute, elements::is_block};

/// More of a style sheet is that of a site.
const MOST: usize = 400_000;

/// What rules say of words, as far as they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    italic: Option<bool>,
    bold: Option<bool>,
    struck: Option<bool>,
    /// Above the line, or below it.
    raised: Option<bool>,
    /// Not shown.
    hidden: Option<bool>,
}

impl Look {
    /// A rule that stands behind others holds before them.
    fn over(self, before: Self) -> Self {
        Self {
            italic: self.italic.or(before.italic),
            bold: self.bold.or(before.bold),
            struck: self.struck.or(before.struck),
            raised: self.raised.or(before.raised),
            hidden: self.hidden.or(before.hidden),
        }
    }

    fn says_nothing(self) -> bool {
        self == Self::default()
    }
}

/// The rules for a class: where they stand among all, for which element if for one alone, and what they say.
type Rules = BTreeMap<String, Vec<(usize, String, Look)>>;

/// Writes what classes say into the elements that have them, as if they said it themselves.
pub fn apply(page: &Document) {
    let mut sheets = String::new();
    for sheet in page.select("style").nodes() {
        let media = attribute(sheet, "media").to_ascii_lowercase();
        if media.is_empty() || media.contains("all") || media.contains("screen") {
            sheets.push_str(&sheet.text());
            sheets.push('\n');
        }
    }
    let rules = if sheets.len() <= MOST { rules(&sheets) } else { Rules::new() };
    if !rules.is_empty() {
        for node in page.select("span[class], font[class]").nodes() {
            write(node, look(node, &rules));
        }
    }
    strike(page, &rules);
}

/// What the classes of an element say.
fn look(node: &NodeRef<'_>, rules: &Rules) -> Look {
    let name = node.node_name().map_or(String::new(), |name| name.to_string());
    let class = attribute(node, "class");
    let all = class.split_whitespace().filter_map(|class| rules.get(class)).flatten();
    let mut found: Vec<(bool, usize, Look)> =
        all.filter(|(_, of, _)| of.is_empty() || *of == name).map(|(place, of, look)| (!of.is_empty(), *place, *look)).collect();
    found.sort_by_key(|(is_of_one, place, _)| (*is_of_one, *place));
    found.into_iter().fold(Look::default(), |before, (_, _, look)| look.over(before))
}

/// Writes a look into the style of an element that does not say it itself.
fn write(node: &NodeRef<'_>, look: Look) {
    if look.says_nothing() || node.text().trim().is_empty() {
        return;
    }
    let own = attribute(node, "style");
    let says = own.to_ascii_lowercase();
    let is_within =
        |names: &[&str]| node.ancestors_it(Some(4)).any(|outer| outer.node_name().is_some_and(|name| names.contains(&name.as_ref())));
    let is_heading = is_within(&["h1", "h2", "h3", "h4", "h5", "h6", "th", "caption"]);
    // A capital over several lines is none of a look.
    let is_letter =
        node.text().trim().chars().count() == 1 && node.next_sibling().is_some_and(|next| next.text().starts_with(char::is_alphabetic));
    // A button may show what is longer.
    const SHORT: usize = 100;
    if look.hidden == Some(true) && !says.contains("display") && node.text().trim().len() <= SHORT {
        return node.set_attr("style", &format!("{own};display:none"));
    }
    if look.struck == Some(true) && !says.contains("text-decoration") && !is_within(&["del", "s", "strike"]) {
        return node.rename("del");
    }
    if is_letter {
        return;
    }
    let mut style = String::new();
    if look.italic == Some(true) && !says.contains("font-style") && !is_heading && !is_within(&["i", "em", "cite"]) {
        style.push_str("font-style:italic;");
    }
    if look.bold == Some(true) && !says.contains("font-weight") && !is_heading && !is_within(&["b", "strong"]) {
        style.push_str("font-weight:bold;");
    }
    // What leads somewhere may be the mark of a note, which is known by its link.
    let is_link = || is_within(&["a", "sup", "sub"]) || node.descendants_it().any(|inner| inner.node_name().as_deref() == Some("a"));
    if let Some(up) = look.raised
        && !says.contains("vertical-align")
        && !is_heading
        && !is_link()
    {
        style.push_str(if up { "vertical-align:super;" } else { "vertical-align:sub;" });
    }
    if !style.is_empty() {
        node.set_attr("style", &format!("{style}{own}"));
    }
}

/// Has the words of other elements that are struck out stand in an element that says so.
fn strike(page: &Document, rules: &Rules) {
    let is_own = |node: &NodeRef<'_>| {
        let style = attribute(node, "style").to_ascii_lowercase();
        if style.contains("text-decoration") { style.contains("line-through") } else { look(node, rules).struck == Some(true) }
    };
    around_blocks(page);
    let is_leaf = |node: &NodeRef<'_>| node.descendants_it().all(|inner| inner.node_name().is_none_or(|name| !is_block(&name)));
    let names = "p, li, td, h1, h2, h3, h4, h5, h6, a, b, strong, i, em, u, ins, code";
    let all = page.select(names);
    let found: Vec<NodeRef<'_>> =
        all.nodes().iter().copied().filter(|node| is_own(node) && is_leaf(node) && !node.text().trim().is_empty()).collect();
    let ids: BTreeSet<NodeId> = found.iter().map(|node| node.id).collect();
    // Of two in one another the outer is enough.
    let (_, outer): (Vec<NodeRef<'_>>, Vec<NodeRef<'_>>) =
        found.into_iter().partition(|node| node.ancestors_it(Some(8)).any(|outer| ids.contains(&outer.id)));
    for node in outer {
        let words = format!("<del>{}</del>", node.inner_html());
        node.set_html(words);
    }
}

/// Has each block stand struck out that stands in an element for what is deleted.
fn around_blocks(page: &Document) {
    const MOST: usize = 2_000;
    let is_block = |inner: &NodeRef<'_>| inner.node_name().is_some_and(|name| is_block(&name));
    let holds = |node: &NodeRef<'_>| node.descendants_it().any(|inner| is_block(&inner));
    for node in page.select("del, s, strike").nodes().iter().take(MOST).filter(|node| holds(node)) {
        let leaves: Vec<NodeRef<'_>> = node.descendants_it().filter(|inner| is_block(inner) && !holds(inner)).collect();
        node.rename("div");
        for leaf in leaves.iter().filter(|leaf| !leaf.text().trim().is_empty()) {
            leaf.set_html(format!("<del>{}</del>", leaf.inner_html()));
        }
    }
}

/// The rules of style sheets that say something of words by one class.
fn rules(sheets: &str) -> Rules {
    let mut found = Rules::new();
    let sheets = without_comments(sheets);
    let mut rest = sheets.as_str();
    let mut place = 0;
    while let Some((before, behind)) = rest.split_once('{') {
        // Statements without a body end with a semicolon.
        let selectors = before.rsplit(';').next().unwrap_or(before).trim();
        if selectors.starts_with('@') {
            rest = behind_block(behind);
            continue;
        }
        let Some((body, next)) = behind.split_once('}') else { break };
        rest = next;
        place += 1;
        let look = declared(body);
        if look.says_nothing() {
            continue;
        }
        for selector in selectors.trim_start_matches('}').split(',') {
            let Some((of, class)) = selector.trim().split_once('.') else { continue };
            let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
            if !class.is_empty() && is_name(class) && is_name(of) {
                found.entry(class.to_owned()).or_default().push((place, of.to_ascii_lowercase(), look));
            }
        }
    }
    found
}

/// What stands behind the block in which this text begins.
fn behind_block(text: &str) -> &str {
    let mut depth = 1usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or("");
        }
    }
    ""
}

/// What declarations say.
fn declared(body: &str) -> Look {
    let mut look = Look::default();
    for declaration in body.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let value = value.split('!').next().unwrap_or("").trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "font-style" => look.italic = Some(value.starts_with("italic") || value.starts_with("oblique")),
            "font-weight" => look.bold = Some(matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900")),
            // What stands beside the line, such as the number of a page.
            "float" | "position" => return Look::default(),
            "text-decoration" | "text-decoration-line" => look.struck = Some(value.contains("line-through")),
            "display" => look.hidden = Some(value == "none"),
            "vertical-align" => {
                look.raised = match value {
                    "super" => Some(true),
                    "sub" => Some(false),
                    _ => None,
                }
            }
            _ => {}
        }
    }
    look
}

/// A style sheet without comments and the marks that hide it from browsers of old.
fn without_comments(sheets: &str) -> String {
    let mut rest = sheets;
    let mut kept = String::with_capacity(sheets.len());
    while let Some((before, behind)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, behind)| behind);
    }
    kept.push_str(rest);
    kept.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_rules_count() {
        let sheet = "@import url(x.css); <!-- .a{font-style:italic} /* .b{} */ @media print {.a{font-weight:700} .d{font-style:italic}}
            span.a, .c { text-decoration:line-through; color: red } .a.b{font-weight:700} .e:hover{font-weight:700} -->";
        let rules = rules(sheet);
        assert_eq!(rules.keys().map(String::as_str).collect::<Vec<_>>(), ["a", "c"]);
        let page = Document::from("<span class='a x'>Words.</span><b class=a>Words.</b>");
        let found = |name: &str| page.select(name).nodes().iter().map(|node| look(node, &rules)).next();
        assert_eq!(found("span"), Some(Look { italic: Some(true), struck: Some(true), ..Look::default() }));
        assert_eq!(found("b"), Some(Look { italic: Some(true), ..Look::default() }));
    }

    #[test]
    fn words_say_what_their_classes_say() {
        let page = Document::from(
            "<style>.c1{font-weight:700}.c2{font-weight:400}.c5{text-decoration:line-through}</style>
            <p class=c5>Gone.</p><p><span class='c1 c2'>one</span> <span class=c1>two</span> <span class=c5>three</span></p><h1><span class=c1>H</span></h1>",
        );
        apply(&page);
        let styles: Vec<String> = page.select("span").nodes().iter().map(|node| attribute(node, "style")).collect();
        assert_eq!(styles, ["", "font-weight:bold;", ""]);
        let hidden = Document::from("<style>.a{display:none}.b{display:inline}</style><p><span class=a>x</span><span class='a b'>y</span>");
        apply(&hidden);
        let styles: Vec<String> = hidden.select("span").nodes().iter().map(|node| attribute(node, "style")).collect();
        assert_eq!(styles, [";display:none", ""]);
        let whole = Document::from("<del><p>One.</p><p>Two.</p></del><p>Three.");
        apply(&whole);
        assert_eq!(whole.select("p > del").text().as_ref(), "One.Two.");
        let deleted: Vec<String> = page.select("p > del").nodes().iter().map(|node| node.text().to_string()).collect();
        assert_eq!(deleted, ["Gone.", "three"]);
    }
}
