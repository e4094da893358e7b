//! Elements by their place among others: as much of XPath as programs write to name one element (XPath 1.0, 2.5 "Abbreviated Syntax"), and ids.

use crate::{base::Span, ingest::PageTree};

use super::counts;

/// A step of a path.
struct Step<'p> {
    /// Whether it may stand at any depth.
    deep: bool,
    /// The name of an element; `*` for any, empty for words.
    name: &'p str,
    /// Which of those of that name, from 1.
    nth: Option<usize>,
    /// What its `id` must be.
    id: Option<&'p str>,
}

/// Longer paths no program writes, and those that are searched at every depth again and again nobody could wait for.
const MOST_STEPS: usize = 256;
const MOST_DEEP: usize = 2;

/// The node that a path names, from the page's root: `/html/body/p[2]`, `//div[@id="a"]/p`, `id("a")/p[1]`, `/html/body/p[2]/text()[1]`.
pub fn find(tree: &PageTree, path: &str) -> Option<usize> {
    let path = path.trim();
    if let Some(rest) = path.strip_prefix("id(") {
        let (id, rest) = rest.split_once(')')?;
        return walk(tree, Some(tree.by_id(unquoted(id)?)?), rest);
    }
    walk(tree, None, path)
}

/// From so many characters in one element to so many in another, by their paths from the body (Hypothes.is: `/div[1]/p[2]`).
pub fn between(tree: &PageTree, start: (&str, usize), end: (&str, usize)) -> Option<Span> {
    let body = tree.nodes().iter().position(|node| node.name == "body");
    let place = |(path, offset): (&str, usize)| {
        let node = if path.starts_with("/html") || path.starts_with("//") { walk(tree, None, path) } else { walk(tree, body, path) };
        let words = tree.nodes().get(node?)?.words;
        let rest = words.of(tree.text());
        if offset == 0 {
            return Some(words.start);
        }
        Some(counts::characters(rest, Span::new(0, rest.len()), 0, offset)?.end + words.start)
    };
    let (start, end) = (place(start)?, place(end)?);
    (start < end).then_some(Span { start, end })
}

/// The words of the element of an id; of one without words, as marks of places are, those of the element in which it stands.
pub fn named(tree: &PageTree, id: &str) -> Option<Span> {
    let at = tree.by_id(id)?;
    let words = tree.nodes().get(at)?.words;
    let is_empty = |words: Span| words.of(tree.text()).trim().is_empty();
    if !is_empty(words) {
        return Some(words);
    }
    let outer = tree.nodes().iter().enumerate().take(at).rev().find(|(_, node)| node.end > at)?;
    let is_part = matches!(
        outer.1.name.as_str(),
        "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "td" | "dd" | "dt" | "a" | "span"
    );
    Some(outer.1.words).filter(|words| is_part && !is_empty(*words))
}

fn walk(tree: &PageTree, from: Option<usize>, path: &str) -> Option<usize> {
    if path.is_empty() {
        return from;
    }
    let steps = steps(path)?;
    if steps.len() > MOST_STEPS || steps.iter().filter(|step| step.deep).count() > MOST_DEEP {
        return None;
    }
    follow(tree, from, &steps)
}

/// The first node to which the steps lead.
fn follow(tree: &PageTree, from: Option<usize>, steps: &[Step<'_>]) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return from };
    if !step.deep {
        return matching(tree, from, step).find_map(|at| follow(tree, Some(at), rest));
    }
    // Of all nodes in it, each may be the one in which it is counted.
    let (first, end) = from.and_then(|at| Some((at, tree.nodes().get(at)?.end))).unwrap_or((0, tree.nodes().len()));
    if let Some(at) = matching(tree, from, step).find_map(|at| follow(tree, Some(at), rest)) {
        return Some(at);
    }
    (first..end).find_map(|outer| matching(tree, Some(outer), step).find_map(|at| follow(tree, Some(at), rest)))
}

/// The nodes right below one that are what a step says.
fn matching<'t>(tree: &'t PageTree, from: Option<usize>, step: &'t Step<'t>) -> impl Iterator<Item = usize> + 't {
    let is_it = move |name: &str| if step.name == "*" { !name.is_empty() } else { name == step.name };
    let named = tree.below(from).filter(move |(_, node)| is_it(&node.name));
    let counted = named.enumerate().filter(move |(nth, _)| step.nth.is_none_or(|wanted| wanted == nth + 1));
    counted.filter(move |(_, (_, node))| step.id.is_none_or(|id| node.id == id)).map(|(_, (at, _))| at)
}

fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut deep = false;
    for part in path.trim_start_matches('.').split('/').skip(usize::from(path.trim_start_matches('.').starts_with('/'))) {
        if part.is_empty() {
            deep = true;
            continue;
        }
        let open = part.find('[').unwrap_or(part.len());
        let (name, conditions) = part.split_at_checked(open)?;
        // A name of XHTML has a prefix.
        let name = name.rsplit(':').next()?;
        let mut step = Step { deep: std::mem::take(&mut deep), name: if name == "text()" { "" } else { name }, nth: None, id: None };
        if !step.name.is_empty() && step.name != "*" && !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return None;
        }
        for condition in conditions.split('[').skip(1) {
            let condition = condition.strip_suffix(']')?.trim();
            match condition.strip_prefix("@id") {
                Some(value) => step.id = Some(unquoted(value.trim_start().strip_prefix('=')?)?),
                None => step.nth = Some(condition.parse().ok()?),
            }
        }
        steps.push(step);
    }
    (!deep).then_some(steps)
}

fn unquoted(value: &str) -> Option<&str> {
    let value = value.trim();
    let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    value.strip_prefix(quote)?.strip_suffix(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_paths() {
        let tree = PageTree::of(
            "<html><body><div><p>One</p><p id=a>Two <b>and</b> more<i id=b></i></p></div><div><p>Three</p><P>Four</P></div></body></html>",
        )
        .unwrap();
        let check = |path: &str, expected: &str| {
            let found = find(&tree, path).and_then(|at| tree.nodes().get(at)).map_or("-", |node| node.words.of(tree.text()));
            assert_eq!(found, expected, "{path}");
        };
        check("/html/body/div[2]/p[1]", "Three");
        check("/html[1]/body[1]/div[1]/p[2]/text()[2]", " more");
        check("//p[2]/b", "and");
        check("//div[2]/p[2]", "Four");
        check("//*[@id='a']/b", "and");
        check("id(\"a\")/b[1]", "and");
        check("/h:html/h:body/h:div/h:p", "One");
        for nothing in ["", "/html/body/p[9]", "//", "/html/body/p[last()]", "p[", "/html/body/p[2]/@class", "//*[contains(., 'x')]"] {
            check(nothing, "-");
        }
        let words = |start: (&str, usize), end: (&str, usize)| between(&tree, start, end).map_or("-", |span| span.of(tree.text()));
        assert_eq!(words(("/div[1]/p[2]", 4), ("/div[2]/p[1]", 3)), "and moreThr");
        assert_eq!(words(("/div[1]/p[2]/text()[1]", 0), ("/div[1]/p[2]/b[1]/text()[1]", 3)), "Two and");
        assert_eq!(words(("/div[9]", 0), ("/div[1]", 3)), "-");
        assert_eq!(named(&tree, "b").map(|span| span.of(tree.text())), Some("Two and more"));
        assert_eq!(named(&tree, "c"), None);
    }
}
