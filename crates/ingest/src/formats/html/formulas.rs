//! Formulas of a page, as KaTeX, MathJax, Wikipedia and MathML have them: each once, in TeX.
//!
//! What is written once for eyes and once for machines is read once: the layout that KaTeX and MathJax build of a formula, and the
//! picture beside it, are copies.

use dom_query::{Document, NodeRef};

use super::{attribute, elements::named, signs};
use crate::formats::math::{self, Formula, Math};

/// Writes signs in the place of formulas, and takes out their copies.
pub fn mark(page: &Document) {
    for script in page.select("script[type^='math/tex'], script[type^='math/asciimath']").nodes() {
        if attribute(script, "type").starts_with("math/tex") {
            of_script(script);
        }
    }
    for node in page.select("span.katex, mjx-container, .mwe-math-element, span.MathJax, span.MathJax_SVG, .MJXc-display").nodes() {
        of_renderer(node);
    }
    // Also `mml:math`, of which HTML makes no element of MathML.
    for node in page.root().descendants_it().filter(is_math).collect::<Vec<_>>().iter() {
        if is_in_page(node) {
            let is_display = attribute(node, "display") == "block" || attribute(node, "mode") == "display";
            replace(node, &written(node, is_display));
        }
    }
    for node in page.select("img[alt]").nodes() {
        let class = attribute(node, "class").to_ascii_lowercase();
        let is_formula = ["mwe-math", "latex", "tex", "math"].iter().any(|name| class.split(['-', '_', ' ']).any(|word| word == *name))
            || class.contains("mwe-math");
        let alt = attribute(node, "alt");
        if let Some(tex) = math::clean(&alt).filter(|_| is_formula || is_tex(&alt)) {
            replace(node, &signs::formula(&tex, false));
        }
    }
    fractions(page);
    // What Pandoc writes for MathJax, be that there or not.
    for node in page.select("span.math.inline, span.math.display").nodes() {
        let text = node.text();
        if text.contains("\\(") || text.contains("\\[") {
            node.set_text(delimited(&text, false));
        }
    }
    in_words(page);
}

/// Whether the words of a picture are TeX: a command, and braces; a path on a disk is none.
fn is_tex(words: &str) -> bool {
    let is_path = words.get(1..).is_some_and(|rest| rest.starts_with(":\\")) || words.starts_with("\\\\");
    if is_path {
        return false;
    }
    let is_command = |(at, _): (usize, &str)| words.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    words.match_indices('\\').any(is_command) && words.contains('{') && words.matches('{').count() == words.matches('}').count()
}

/// The formula that MathJax 2 was given; what it made of it stands around the script.
fn of_script(script: &NodeRef<'_>) {
    let is_display = attribute(script, "type").contains("display");
    let Some(tex) = math::clean(&script.text()) else { return };
    let mut before = script.prev_sibling();
    for _ in 0..4 {
        let Some(node) = before else { break };
        before = node.prev_sibling();
        let class = attribute(&node, "class");
        let is_copy = ["MathJax", "MJX", "mjx"].iter().any(|name| class.starts_with(name));
        if is_copy {
            node.remove_from_parent();
        } else if node.is_element() || !node.text().trim().is_empty() {
            break;
        }
    }
    replace(script, &signs::formula(&tex, is_display));
}

/// What KaTeX, MathJax or MediaWiki made of a formula: its MathML or TeX is hidden in it.
fn of_renderer(node: &NodeRef<'_>) {
    if !is_in_page(node) {
        return;
    }
    let class = attribute(node, "class");
    let around = node.parent().map_or(String::new(), |parent| attribute(&parent, "class"));
    let is_display = [&class, &around].iter().any(|class| class.contains("display") || class.contains("Display"))
        || attribute(node, "display") == "true"
        || !named(node, &["div"]).is_empty() && class.contains("mwe-math");
    // A walk over elements may not be under way where they are changed.
    let formula = node.descendants_it().find(is_math);
    if let Some(formula) = &formula {
        return replace(node, &written(formula, is_display));
    }
    // MathJax 2 keeps MathML in an attribute.
    let kept = Document::from(attribute(node, "data-mathml"));
    if let Some(formula) = kept.select("math").nodes().first() {
        return replace(node, &written(formula, is_display));
    }
    let picture = named(node, &["img"]).first().map(|picture| attribute(picture, "alt"));
    let said = [picture.unwrap_or_default(), attribute(node, "data-latex"), attribute(node, "data-tex")];
    match said.iter().find_map(|tex| math::clean(tex)) {
        Some(tex) => replace(node, &signs::formula(&tex, is_display)),
        // A drawing of it is all there is.
        None if !node.text().chars().any(char::is_alphanumeric) && !has_script(node) => replace(node, &signs::unread("[…]")),
        None => {}
    }
}

/// Whether what MathJax 2 was given stands behind what it made of it.
fn has_script(node: &NodeRef<'_>) -> bool {
    let mut next = node.next_sibling();
    next = next.filter(|next| next.is_element()).or_else(|| next.and_then(|next| next.next_sibling()));
    next.is_some_and(|next| next.node_name().as_deref() == Some("script"))
}

fn is_math(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| name.as_ref() == "math" || name.ends_with(":math"))
}

/// Fractions that a page sets by classes of its own (MediaWiki's templates `frac` and `sfrac`), with the whole number before them.
fn fractions(page: &Document) {
    for over in page.select(".num, .numerator").nodes() {
        let Some(holder) = over.parent() else { continue };
        let under = holder
            .children_it(false)
            .find(|node| attribute(node, "class").split_whitespace().any(|name| matches!(name, "den" | "denom" | "denominator")));
        let Some(under) = under.filter(|_| is_in_page(over)) else { continue };
        let parts = [over, &under].map(|node| {
            math::read(&Math::Element {
                name: "mn".to_owned(),
                attributes: Vec::new(),
                children: vec![Math::Text(node.text().trim().to_owned())],
            })
        });
        let [Formula::Tex(above), Formula::Tex(below)] = parts else { continue };
        // The sign for who cannot see the bar.
        let between = holder.children_it(false).filter(|node| node.is_element() && attribute(node, "class").contains("sr-only"));
        between.collect::<Vec<_>>().iter().for_each(NodeRef::remove_from_parent);
        for node in holder.children_it(false).filter(|node| node.is_text()).collect::<Vec<_>>() {
            node.set_text(node.text().replace(['⁄', '/'], ""));
        }
        under.remove_from_parent();
        replace(over, &signs::formula(&format!("\\frac{{{above}}}{{{below}}}"), false));
    }
}

/// Whether a node was not taken out with another.
fn is_in_page(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|outer| outer.node_name().as_deref() == Some("html"))
}

fn written(formula: &NodeRef<'_>, is_display: bool) -> String {
    let is_display = is_display || attribute(formula, "display") == "block";
    match (math::read(&tree(formula, 0)), math::clean(&attribute(formula, "alttext"))) {
        (Formula::Tex(tex), _) => signs::formula(&tex, is_display),
        // LaTeXML and MediaWiki keep the formula as it was written beside what they made of it.
        (Formula::Signs(_), Some(tex)) => signs::formula(&tex, is_display),
        (Formula::Signs(words), None) => signs::unread(&words),
    }
}

fn tree(node: &NodeRef<'_>, depth: usize) -> Math {
    if node.is_text() || depth > crate::formats::DEEPEST {
        return Math::Text(node.text().to_string());
    }
    let name = node.node_name().map_or(String::new(), |name| name.to_ascii_lowercase());
    let name = name.rsplit(':').next().unwrap_or("").to_owned();
    let attributes = node.attrs().into_iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
    let children = node.children_it(false).filter(|child| child.is_text() || child.is_element());
    Math::Element { name, attributes, children: children.map(|child| tree(&child, depth + 1)).collect() }
}

/// Sets words in the place of an element.
fn replace(node: &NodeRef<'_>, words: &str) {
    node.before_html(scholion_base::text::escaped(words));
    node.remove_from_parent();
}

/// Formulas in TeX among the words of a page that was saved before its script had run.
fn in_words(page: &Document) {
    let loads = |node: &NodeRef<'_>| {
        let says = format!("{} {}", attribute(node, "src"), attribute(node, "href")).to_ascii_lowercase();
        says.contains("mathjax") || says.contains("katex")
    };
    if !page.select("script, link").nodes().iter().any(loads) {
        return;
    }
    let dollars = page.select("script").nodes().iter().any(knows_dollars);
    let Some(body) = page.body() else { return };
    let is_words = |node: &NodeRef<'_>| {
        !node
            .ancestors_it(Some(6))
            .any(|outer| matches!(outer.node_name().as_deref(), Some("script" | "style" | "pre" | "code" | "textarea")))
    };
    let texts: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_text).collect();
    for node in texts {
        let text = node.text();
        let may_be = ["\\(", "\\[", "$$", "\\begin{"].iter().any(|open| text.contains(open)) || dollars && text.contains('$');
        if may_be && is_words(&node) {
            node.set_text(delimited(&text, dollars));
        }
    }
}

/// Whether a script has MathJax or KaTeX read what stands between single dollars, which neither does unless it is told to.
fn knows_dollars(script: &NodeRef<'_>) -> bool {
    let text: String = script.text().chars().filter(|c| !c.is_whitespace()).map(|c| if c == '"' { '\'' } else { c }).collect();
    text.contains("inlineMath") && text.contains("['$'") || text.contains("left:'$',")
}

/// Words, with signs for what stands between the delimiters that MathJax and KaTeX's auto-render know by default, in the environments of
/// equations, and between single dollars where a page says so.
fn delimited(text: &str, dollars: bool) -> String {
    const DELIMITERS: [(&str, &str, bool); 4] = [("\\(", "\\)", false), ("\\[", "\\]", true), ("$$", "$$", true), ("$", "$", false)];
    let known = DELIMITERS.get(..if dollars { 4 } else { 3 }).unwrap_or(&DELIMITERS);
    // Where each begins next: looked for once for each that is behind.
    let mut places: Vec<Option<usize>> = known.iter().map(|(open, ..)| find(text, open, 0, text.len())).collect();
    let mut next_environment = environment(text, 0);
    let mut done = String::with_capacity(text.len());
    let mut at = 0;
    loop {
        for (place, (open, ..)) in places.iter_mut().zip(known) {
            if place.is_some_and(|place| place < at) {
                *place = find(text, open, at, text.len());
            }
        }
        if next_environment.is_some_and(|(start, ..)| start < at) {
            next_environment = environment(text, at);
        }
        let next = places.iter().zip(known).filter_map(|(place, delimiter)| Some(((*place)?, delimiter))).min_by_key(|(start, _)| *start);
        if let Some((start, end, tex)) = next_environment.filter(|(start, ..)| next.is_none_or(|(other, _)| *start < other)) {
            done.push_str(text.get(at..start).unwrap_or(""));
            let whole = text.get(start..end).unwrap_or("");
            done.push_str(&math::clean(tex).map_or_else(|| whole.to_owned(), |tex| signs::formula(&tex, true)));
            at = end;
            continue;
        }
        let Some((start, (open, close, is_display))) = next else { break };
        done.push_str(text.get(at..start).unwrap_or(""));
        at = start + open.len();
        let end = find(text, close, at, LONGEST);
        match end.and_then(|end| Some((math::clean(text.get(at..end)?)?, end))) {
            Some((tex, end)) => {
                done.push_str(&signs::formula(&tex, *is_display));
                at = end + close.len();
            }
            None => done.push_str(open),
        }
    }
    done + text.get(at..).unwrap_or("")
}

/// As far may the end of a formula be from its beginning, in bytes.
const LONGEST: usize = 4_000;

/// Where a delimiter stands behind a place, and how far at most; a dollar behind a backslash is none.
fn find(text: &str, delimiter: &str, from: usize, far: usize) -> Option<usize> {
    let to = from.saturating_add(far).min(text.len());
    let part = text.as_bytes().get(from..to)?;
    let is_free = |at: &usize| delimiter != "$" || at.checked_sub(1).and_then(|before| part.get(before)) != Some(&b'\\');
    memchr::memmem::find_iter(part, delimiter.as_bytes()).find(is_free).map(|at| from + at)
}

/// The first environment of equations behind a place: where it begins, where it ends, and its TeX; of a plain `equation` what stands in it.
fn environment(text: &str, from: usize) -> Option<(usize, usize, &str)> {
    const NAMES: [&str; 7] = ["equation", "align", "alignat", "gather", "multline", "eqnarray", "flalign"];
    const NAME: usize = 12;
    const BEGIN: &str = "\\begin{";
    text.get(from..)?.match_indices(BEGIN).find_map(|(step, _)| {
        let start = from + step;
        let name_at = start + BEGIN.len();
        let length = text.as_bytes().get(name_at..)?.iter().take(NAME).position(|byte| *byte == b'}')?;
        let name = text.get(name_at..name_at + length).filter(|name| NAMES.contains(&name.trim_end_matches('*')))?;
        let inner = name_at + length + 1;
        let close = format!("\\end{{{name}}}");
        let end = find(text, &close, inner, LONGEST)?;
        let whole = end + close.len();
        let tex = if name.starts_with("equation") { text.get(inner..end)? } else { text.get(start..whole)? };
        Some((start, whole, tex))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_all_makers_are_read_once() {
        for (html, expected) in [
            (
                "<p>A <span class=katex><span class=katex-mathml><math><semantics><mrow><msup><mi>s</mi><mn>3</mn></msup></mrow>\
                 <annotation encoding=application/x-tex>s^3</annotation></semantics></math></span>\
                 <span class=katex-html aria-hidden=true>s<sup>3</sup></span></span> b.",
                "A [s^3] b.",
            ),
            (
                "<p>A <span class=MathJax_Preview></span><span class=MathJax><nobr>q2</nobr></span>\
                 <script type='math/tex; mode=display'>q^2</script> b.",
                "A [[q^2]] b.",
            ),
            (
                "<p>A <mjx-container><svg></svg><mjx-assistive-mml><math><mfrac><mn>2</mn><mn>7</mn></mfrac></math></mjx-assistive-mml>\
                 </mjx-container> b.",
                "A [\\frac{2}{7}] b.",
            ),
            (
                "<p>A <span class=mwe-math-element><span class=mwe-math-mathml-inline style='display:none'><math alttext='x'>\
                 <mlongdiv>x</mlongdiv></math></span><img class=mwe-math-fallback-image-inline alt='{\\displaystyle x}'></span> b.",
                "A [x] b.",
            ),
            ("<p>A <img class=latex alt='\\frac{1}{9}'> b. <img alt='x'>", "A [\\frac{1}{9}] b. "),
            ("<script src=/mathjax.js></script><p>A \\(k_1\\) costs $5, $$k_2$$ \\(open", "A [k_1] costs $5, [[k_2]] \\(open"),
            ("<p>A \\(k_1\\)", "A \\(k_1\\)"),
            (
                "<script src=/mathjax.js>MathJax = {tex: {inlineMath: [['$', '$']]}}</script><p>A $k_1$ costs \\$5. \\begin{align}a&=b\\end{align}",
                "A [k_1] costs \\$5. [[\\begin{align}a&=b\\end{align}]]",
            ),
            ("<script src=/mathjax.js></script><p>A $k_1$ \\begin{equation} x \\end{equation}", "A $k_1$ [[x]]"),
            ("<p>A <img alt='C:\\temp{1}'> b.", "A  b."),
            ("<p>A <math><mstack><mn>1</mn><mn>2</mn></mstack></math>", "A ?1 2?"),
        ] {
            let page = Document::from(html);
            mark(&page);
            let text = page.select("p").text();
            let text: String = signs::parts(&text)
                .map(|part| match part {
                    signs::Part::Formula(tex, true) => format!("[[{tex}]]"),
                    signs::Part::Formula(tex, false) => format!("[{tex}]"),
                    signs::Part::Unread(words) => format!("?{words}?"),
                    signs::Part::Words(words) => words.to_owned(),
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(text, expected, "{html}");
        }
    }
}
