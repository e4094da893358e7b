//! Marks of notes that are typed among words, `[1]`, `*`, `†`, where the last paragraphs of a page begin with the same marks: both are raised,
//! so that [`super::unlinked`] joins them.

use dom_query::{Document, NodeRef};

use super::elements::{is_block, named};
use crate::chars;
use scholion_base::{figures, script::is_wide, text::escaped};

/// The longest body, in letters.
const LONGEST: usize = 1_500;
/// More of a page is no text with such notes.
const MOST: usize = 400;

/// Raises marks and bodies, if each mark of the bodies stands once in the text above, in their order.
pub fn raise(page: &Document) {
    let Some(body) = page.body() else { return };
    let blocks: Vec<NodeRef<'_>> = body.descendants_it().filter(is_leaf).collect();
    // The last blocks that begin with a mark; the page may say something short below them.
    let tail = blocks.iter().rev().skip_while(|block| label(&block.text()).is_none() && is_short(block)).take(MOST);
    let mut bodies: Vec<(NodeRef<'_>, String)> = tail.map_while(|block| Some((*block, label(&block.text())?))).collect();
    bodies.reverse();
    let is_counted = bodies.iter().zip(1usize..).all(|((_, label), nth)| *label == format!("[{nth}]"));
    let is_figures = bodies.iter().zip(1u32..).all(|((_, label), nth)| number(label) == Some(nth));
    let is_signs = bodies.iter().all(|(_, label)| !label.starts_with('[') && number(label).is_none()) || is_figures;
    let is_once = bodies.iter().enumerate().all(|(at, (_, label))| !bodies.iter().skip(at + 1).any(|(_, other)| other == label));
    let Some(first) = bodies.first() else { return };
    if !is_once || !(is_counted && bodies.len() > 1 || is_signs) || bodies.iter().any(|(node, _)| !named(node, &["sup"]).is_empty()) {
        return;
    }
    let above: Vec<NodeRef<'_>> = blocks.iter().copied().take_while(|block| block.id != first.0.id).collect();
    if are_raised(&above, &bodies) {
        return raise_bodies(&bodies);
    }
    let texts: Vec<NodeRef<'_>> = above.iter().flat_map(|block| block.descendants_it()).filter(is_words).collect();
    let calls: Option<Vec<(usize, usize)>> = bodies.iter().map(|(_, label)| lone(&texts, label)).collect();
    let Some(calls) = calls.filter(|calls| calls.is_sorted()) else { return };
    let mut marked: Vec<usize> = calls.into_iter().map(|(text, _)| text).collect();
    marked.dedup();
    for at in marked {
        let Some(node) = texts.get(at) else { continue };
        raise_in(node, &bodies.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>());
    }
    raise_bodies(&bodies);
}

/// Whether each mark of the bodies stands raised once in the text above already, in their order.
fn are_raised(above: &[NodeRef<'_>], bodies: &[(NodeRef<'_>, String)]) -> bool {
    // Those that lead somewhere are known by that.
    let marks = above.iter().flat_map(|block| named(block, &["sup"])).filter(|sup| named(sup, &["a"]).is_empty());
    let raised: Vec<String> = marks.map(|sup| sup.text().trim().to_owned()).collect();
    let lone = |label: &String| {
        let mut places = raised.iter().enumerate().filter(|(_, mark)| *mark == label).map(|(at, _)| at);
        places.next().filter(|_| places.next().is_none())
    };
    bodies.iter().map(|(_, label)| lone(label)).collect::<Option<Vec<usize>>>().is_some_and(|places| places.is_sorted())
}

/// Raises the marks with which bodies begin.
fn raise_bodies(bodies: &[(NodeRef<'_>, String)]) {
    for (block, label) in bodies {
        // The walk must end before the page is changed.
        let first = block.descendants_it().find(|node| node.is_text() && !node.text().trim().is_empty());
        let Some(node) = first else { continue };
        let text = node.text().to_string();
        if let Some(rest) = text.trim_start().strip_prefix(label.as_str()) {
            node.replace_with_html(format!("<sup>{}</sup>{}", escaped(&plain(label)), escaped(rest)));
        }
    }
}

/// Whether an element is a block that holds no other.
fn is_leaf(node: &NodeRef<'_>) -> bool {
    let is_named =
        node.node_name().is_some_and(|name| matches!(name.as_ref(), "p" | "div" | "li" | "dd" | "td" | "h1" | "h2" | "h3" | "h4"));
    is_named
        && !node.text().trim().is_empty()
        && !node.descendants_it().any(|inner| inner.node_name().is_some_and(|name| is_block(name.as_ref())))
}

fn is_short(node: &NodeRef<'_>) -> bool {
    const SHORT: usize = 120;
    node.text().trim().len() <= SHORT
}

/// Whether a node is words that a reader may see, and none of a link or of code.
fn is_words(node: &NodeRef<'_>) -> bool {
    let is_other = |outer: NodeRef<'_>| matches!(outer.node_name().as_deref(), Some("a" | "sup" | "code" | "pre" | "script" | "style"));
    node.is_text() && !node.ancestors_it(Some(6)).any(is_other)
}

/// The number of a mark of raised figures, `¹²`, or in a circle, `②`.
fn number(label: &str) -> Option<u32> {
    if let Some(number) = circled(label) {
        return Some(number);
    }
    let digits: Option<Vec<u32>> = label.chars().map(figures::of_raised).collect();
    digits
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.into_iter().fold(0u32, |number, digit| number.saturating_mul(10).saturating_add(digit)))
}

/// The number of a mark that is a number in a circle.
fn circled(label: &str) -> Option<u32> {
    label.chars().next().and_then(figures::of_circled)
}

/// A mark as it is printed in an element that raises it.
fn plain(label: &str) -> String {
    number(label).map_or_else(|| label.to_owned(), |number| number.to_string())
}

/// The mark with which a paragraph begins, words behind it.
fn label(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = match text.chars().next()? {
        '[' => text.find(']').filter(|end| (2..=4).contains(end))? + 1,
        '*' | '†' | '‡' | '§' => text.find(|c| !matches!(c, '*' | '†' | '‡' | '§'))?,
        c if figures::of_raised(c).is_some() => text.find(|c: char| figures::of_raised(c).is_none())?,
        c if figures::of_circled(c).is_some() => c.len_utf8(),
        _ => return None,
    };
    let label = text.get(..end)?;
    let is_label = !label.starts_with('[') || label.get(1..end - 1)?.bytes().all(|byte| byte.is_ascii_digit());
    let rest = text.get(end..)?;
    let is_body = text.len() <= LONGEST && rest.chars().any(char::is_alphabetic) && label.chars().count() <= 5;
    (is_label && is_body && !rest.starts_with(['*', '['])).then(|| label.to_owned())
}

/// The text in which a mark stands, and where, if it stands once in all of them.
fn lone(texts: &[NodeRef<'_>], label: &str) -> Option<(usize, usize)> {
    let mut found = texts.iter().enumerate().flat_map(|(nth, node)| places(&node.text(), label).into_iter().map(move |at| (nth, at)));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Where a mark stands behind a word or a stop.
fn places(text: &str, label: &str) -> Vec<usize> {
    const LONG_WORD: usize = 40;
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§');
    // `m²` is a measure, and `10³` a number.
    let is_power = |before: &str| {
        // Of a long word its end is enough.
        let word: Vec<char> = before.chars().rev().take(LONG_WORD).take_while(|c| c.is_alphanumeric()).collect();
        let is_word = word.is_empty() || word.len() > 2 && word.iter().all(|c| c.is_alphabetic());
        number(label).is_some() && circled(label).is_none() && !is_word
    };
    let is_mark = |at: &usize| {
        let (before, behind) = (text.get(..*at).unwrap_or(""), text.get(at + label.len()..).unwrap_or(""));
        let word = if label.starts_with('[') { before.trim_end() } else { before };
        // No blanks part words that are written with wide characters.
        let is_stop = |c: char| chars::is_stop(c) || chars::is_closer(c) || matches!(c, ',' | ';' | ':' | '，' | '、' | '；');
        word.ends_with(|c: char| c.is_alphanumeric() || is_stop(c))
            && !behind
                .starts_with(|c: char| c.is_alphanumeric() && !is_wide(c) || is_sign(c) || c == '(' || figures::of_raised(c).is_some())
            && !is_power(before)
    };
    text.match_indices(label).map(|(at, _)| at).filter(is_mark).collect()
}

/// Raises the marks in a text.
fn raise_in(node: &NodeRef<'_>, labels: &[&str]) {
    let text = node.text().to_string();
    let mut all: Vec<(usize, &str)> = labels.iter().flat_map(|label| places(&text, label).into_iter().map(|at| (at, *label))).collect();
    all.sort_unstable();
    let (mut html, mut done) = (String::new(), 0);
    for (at, label) in all {
        let Some(words) = text.get(done..at) else { continue };
        // A mark in brackets stands apart from its word.
        let words = if label.starts_with('[') { words.trim_end() } else { words };
        html.push_str(&format!("{}<sup>{}</sup>", escaped(words), escaped(&plain(label))));
        done = at + label.len();
    }
    html.push_str(&escaped(text.get(done..).unwrap_or("")));
    node.replace_with_html(html);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_marks_are_raised_where_each_has_a_body() {
        let raised = |html: &str| {
            let page = Document::from(html);
            raise(&page);
            page.select("sup").nodes().iter().map(|node| node.text().to_string()).collect::<Vec<_>>().join(" ")
        };
        for (html, expected) in [
            ("<p>Old oak [1], and elm [2].</p><p>[1] A book.</p><p>[2] Another.</p>", "[1] [2] [1] [2]"),
            ("<p>Old oak* and elm†.</p><p>* A book.</p><p>† Another.</p>", "* † * †"),
            ("<p>Old oak [1], and elm [1], [2].</p><p>[1] A book.</p><p>[2] Another.</p>", ""),
            ("<p>Old oak<sup>†</sup>.</p><p>† A book.</p>", "† †"),
            ("<p>Two * three is six.</p><p>* A book.</p>", ""),
            ("<p>Old oak [2], elm [1].</p><p>[1] A book.</p><p>[2] Another.</p>", ""),
            ("<p>Der Müller¹ hielt das Wehr² von 12 m² Größe.</p><p>¹ Brehmer.</p><p>² Von 1641.</p>", "1 2 1 2"),
            ("<p>水闸①，石桥。②此后</p><p>① 《运河史》</p><p>② 同上</p>", "1 2 1 2"),
            ("<p>No marks.</p><p>[1] A book.</p><p>[2] Another.</p>", ""),
        ] {
            assert_eq!(raised(html), expected, "{html}");
        }
    }
}
