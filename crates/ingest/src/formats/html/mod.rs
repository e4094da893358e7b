//! A web page: its main text by the rules of readability, its notes by their links there and back, and what it says of itself.
//!
//! 1. [`notes`]: notes are taken out before anything is judged to be furniture;
//! 2. [`meta`]: JSON-LD, Highwire's `citation_*`, Dublin Core, Open Graph; [`byline`]: who wrote it, as its body marks it;
//! 3. the main text: what the page itself marks as its article if readability agrees on most of it, else what readability finds;
//! 4. [`walk`]: elements → blocks, by what their names say ([`elements`]).

mod byline;
mod elements;
mod meta;
mod notes;
mod walk;
pub use meta::day;
pub use walk::raised;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::{DEEPEST, Fault, Manuscript, Shown, flow::Flow};
use scholion_base::{
    Span,
    source_text::Source,
    text::{fold, squeeze},
};

/// As much of what a page marks as its article must be text for readability too.
const AGREED: f64 = 0.6;

/// So many times as much prose as readability found must stand in a marked part for readability to have missed it.
const MISSED: usize = 2;

/// Reads a page; of one that a converter made all is text.
pub fn read(bytes: &[u8], converted: bool) -> Result<Manuscript, Fault> {
    let source = Source::decode(bytes);
    let page = open(&source)?;
    let mut manuscript = Manuscript::default();
    meta::read(&page, converted, &mut manuscript);
    let mut flow = Flow::default();
    let bodies = notes::mark(&page);
    let lines = lines(&page, &source);
    notes::take(&bodies, &lines, &mut flow);
    if converted {
        // Title and authors are repeated from the head; a summary and what stands below the title are not.
        let said = |name: &str| squeeze(&page.select(&format!("#title-block-header {name}")).text());
        let heading = said(".abstract .abstract-title");
        let (below, summary) = (said(".subtitle"), said(".abstract"));
        let front = &mut manuscript.front;
        if front.abstract_.is_empty() {
            summary.strip_prefix(heading.as_str()).unwrap_or(&summary).trim().clone_into(&mut front.abstract_);
        }
        if !below.is_empty() && !front.title.is_empty() && !fold(&front.title).contains(&fold(&below)) {
            let colon = if front.title.ends_with([':', '.', '?', '!']) { "" } else { ":" };
            front.title = format!("{}{colon} {below}", front.title);
        }
        page.select("#title-block-header").nodes().iter().for_each(NodeRef::remove_from_parent);
        if let Some(body) = page.body() {
            walk::Walk { flow: &mut flow, lines: &lines, whole: true, agreed: None, is_form: false, in_verse: false, beside: 0 }
                .children(body, 0);
        }
    } else {
        main_text(&page, &lines, &mut flow);
    }
    flow.end();
    manuscript.words = lines.into_words(&source);
    manuscript.flow = flow;
    manuscript.source = source;
    Ok(manuscript)
}

/// The words of a page that a reader sees, by line of the file.
pub fn shown(source: &Source) -> Result<Vec<Shown>, Fault> {
    let page = open(source)?;
    notes::mark(&page);
    Ok(lines(&page, source).into_words(source))
}

fn open(source: &Source) -> Result<Document, Fault> {
    if let Some(at) = too_deep(&source.text) {
        return Err(Fault {
            code: "source-too-deep",
            span: Some(Span::new(at, at + 1)),
            message: format!("elements stand more than {DEEPEST} deep in one another here, so no document is made of this source"),
            hint: "save the page again with another program, or turn it into text first".to_owned(),
        });
    }
    let page = Document::from(source.text.as_str());
    Ok(if is_for_no_script(&page) { Document::from(without_noscript(&source.text).as_str()) } else { page })
}

fn lines<'s>(page: &Document, source: &'s Source) -> walk::Lines<'s> {
    let mut lines = walk::Lines::new(&source.text);
    if let Some(body) = page.body() {
        walk::lines(body, &mut lines, 0);
    }
    lines.done()
}

/// Whether most of a text, both folded, stands in another: looked at in some places.
fn holds(text: &str, part: &str) -> bool {
    const PLACES: usize = 9;
    const LONG: usize = 40;
    let chars: Vec<char> = part.chars().collect();
    let found = (0..PLACES).filter(|place| {
        let sample: String = chars.iter().skip(chars.len() * place / PLACES).take(LONG).collect();
        text.contains(sample.trim())
    });
    found.count() * 2 > PLACES
}

/// How many letters stand in paragraphs of some length.
fn prose(node: &NodeRef<'_>) -> usize {
    const SHORT: usize = 60;
    elements::named(node, &["p"]).iter().map(|paragraph| letters(&paragraph.text())).filter(|&count| count >= SHORT).sum()
}

/// Whether nearly all words of a page stand in what it shows without scripts, which the parser takes for no elements.
fn is_for_no_script(page: &Document) -> bool {
    let count = |selector: &str| page.select(selector).nodes().iter().map(|node| letters(&node.text())).sum::<usize>();
    let inside = count("body noscript");
    inside > 0 && {
        let silent = inside + count("body script, body style");
        count("body").saturating_sub(silent) * 4 < inside
    }
}

/// The page without the marks around what it shows without scripts.
fn without_noscript(text: &str) -> String {
    let mut rest = text;
    let mut page = String::with_capacity(text.len());
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        page.push_str(before);
        let name = tag.get(1..).unwrap_or("").trim_start_matches('/').get(..8).unwrap_or("");
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        if name.eq_ignore_ascii_case("noscript") {
            rest = tag.get(end..).unwrap_or("");
        } else {
            page.push('<');
            rest = tag.get(1..).unwrap_or("");
        }
    }
    page.push_str(rest);
    page
}

fn main_text(page: &Document, lines: &walk::Lines, flow: &mut Flow) {
    let config = Config { keep_classes: true, ..Config::default() };
    let read = Readability::new(page.html(), None, Some(config)).and_then(|mut reader| reader.parse()).ok();
    let content = read.map(|article| Document::from(article.content.as_ref()));
    let found = content.as_ref().map_or(0, |content| letters(&content.text()));
    let marked = page.select("[itemprop=articleBody], article, main, [role=main]");
    let marked: Vec<NodeRef<'_>> = marked.nodes().iter().copied().filter(|node| letters(&node.text()) > 0).collect();
    let folded = content.as_ref().map_or(String::new(), |content| fold(&content.text()));
    // The smallest element that holds what readability found, and little else.
    let own = marked
        .iter()
        .filter(|node| {
            let all = letters(&node.text());
            all + all / 10 >= found && found as f64 >= all as f64 * AGREED && holds(&fold(&node.text()), &folded)
        })
        .min_by_key(|node| letters(&node.text()));
    // Readability may take the text for furniture, and something else for the text.
    let lone = ["[itemprop=articleBody]", "article"].iter().map(|name| page.select(name)).find(|found| found.nodes().len() == 1);
    let missed = lone
        .as_ref()
        .and_then(|lone| lone.nodes().first())
        .filter(|node| own.is_none() && prose(node) > found * MISSED && !holds(&fold(&node.text()), &folded));
    let whole = page.body().map_or(0, |body| letters(&body.text()));
    let agreed = own.is_some().then_some(folded.as_str());
    let mut walk = walk::Walk { flow, lines, whole: false, agreed, is_form: false, in_verse: false, beside: 0 };
    // Some pages are one form.
    walk.is_form = page.select("form").nodes().iter().any(|form| letters(&form.text()) * 2 > whole);
    match (own.or(missed), &content) {
        (Some(own), _) => walk.children(*own, 0),
        (None, Some(content)) if found * 4 >= whole || found > 400 => walk.children(content.root(), 0),
        _ => {}
    }
    // Too short a page to judge, or nothing but what is marked as furniture in what was found.
    for all in [false, true] {
        walk.flow.end();
        if walk.flow.blocks.is_empty() {
            (walk.agreed, walk.whole) = (None, all);
            page.body().into_iter().for_each(|body| walk.children(body, 0));
        }
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Where elements begin to stand too deep in one another. Those whose end need not be written do not count.
fn too_deep(text: &str) -> Option<usize> {
    const FREE: &[&str] = &[
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "tbody", "thead", "tfoot", "colgroup", "rp", "rt", "br", "img",
        "hr", "meta", "link", "input", "source", "col", "area", "base", "embed", "param", "track", "wbr", "path", "html", "body", "head",
    ];
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', text.as_bytes().get(at..)?).map(|step| at + step) {
        let rest = text.get(open + 1..)?;
        if rest.starts_with("!--") {
            at = open + rest.find("-->")?;
            continue;
        }
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name = rest.get(..rest.bytes().take(20).take_while(u8::is_ascii_alphanumeric).count()).unwrap_or("").to_ascii_lowercase();
        at = open + 1;
        if name.is_empty() || FREE.contains(&name.as_str()) {
            continue;
        }
        if !is_end && matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            // What stands in them is no markup.
            let end = format!("</{name}");
            let bytes = rest.as_bytes();
            let found = memchr::memchr_iter(b'<', bytes)
                .find(|&place| bytes.get(place..place + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes())));
            at = open + found? + 2;
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return Some(open);
        }
    }
    None
}

/// An attribute, empty if it is not there.
fn attribute(node: &NodeRef<'_>, name: &str) -> String {
    node.attr(name).map_or(String::new(), |value| value.to_string())
}

/// The character or characters with this name in HTML: `eacute` is é.
pub fn character(name: &str) -> Option<String> {
    let text = Document::fragment(format!("<p>&{name};</p>")).select("p").text().to_string();
    // Of a longer name the beginning may be one.
    (!text.starts_with('&') && !text.contains(';') && !text.is_empty()).then_some(text)
}
