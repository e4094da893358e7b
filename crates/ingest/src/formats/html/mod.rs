//! A web page: its main text, its notes, and what it says of itself.
//!
//! 0. [`xhtml`]: what XML writes otherwise than HTML;
//! 1. what is no word gets signs in its place, which outlive all that follows ([`signs`]): [`formulas`], page ends ([`margins`]), the marks
//!    of [`notes`], which are taken out before anything is judged to be furniture (their printed marks: [`labels`], [`unlinked`], [`typed`], [`anchored`]);
//!    [`menus`] are told from text;
//! 2. [`meta`]: JSON-LD ([`data`]), Highwire's `citation_*`, Dublin Core, Open Graph; [`site`]: what the site is called; [`titles`]; [`byline`]: who wrote it
//!    and when, as its body marks it; [`headline`]: as it prints it around its headline; [`days`];
//! 3. [`lines`]: the words that a reader sees, by line, for the account of them;
//! 4. [`chosen`]: which part of the page is its text;
//! 5. [`walk`]: elements → blocks, by what their names say ([`elements`], [`boxes`]), and their classes ([`styles`]); [`inline`], [`lists`], [`tables`], [`entries`], [`headings`], [`talk`], [`pictures`].

mod anchored;
mod boxes;
mod byline;
mod chosen;
mod data;
mod days;
mod elements;
mod entries;
mod events;
mod formulas;
mod gallica;
mod headings;
mod headline;
mod inline;
mod labels;
mod latexml;
mod lines;
mod lists;
mod margins;
mod menus;
mod meta;
mod notes;
mod pictures;
mod places;
mod signs;
mod site;
mod styles;
mod tables;
mod talk;
mod tips;
mod titles;
mod tree;
mod typed;
mod typewritten;
mod unlinked;
mod walk;
mod word;
mod xhtml;
pub use days::day;
pub use elements::hides;
pub use events::{Event as PageEvent, events as page_events};
pub use tree::{Node as PageNode, Tree as PageTree};

use dom_query::{Document, NodeRef};

use super::{DEEPEST, Fault, Manuscript, Shown, address, flow::Flow};
use crate::{
    chars::letters,
    remark::Remark,
    report::{self, Certainty, Finding, Kind},
};
use scholion_base::{
    Span, say,
    source_text::Source,
    text::{fold, squeeze},
};

/// Reads a page; of one that a converter made all is text.
pub fn read(bytes: &[u8], converted: bool) -> Result<Manuscript, Fault> {
    let source = Source::decode(bytes);
    let page = open(&source)?;
    headings::title(&page);
    let mut manuscript = Manuscript::default();
    meta::read(&page, converted, &mut manuscript);
    if !converted {
        gallica::read(&page, &mut manuscript.front);
    }
    let mut flow = Flow::default();
    let notes = mark(&page);
    let shown = pictures::mark(&page);
    let mut lines = lines(&page, &source);
    lines.pictures = pictures::placed(shown, &lines);
    let beside = pictures::findings(&page, &lines, &source);
    let pictures = described(&beside);
    manuscript.findings.extend(lines.unread(&source).into_iter().map(|(line, words)| unread(line, words)));
    let lang = manuscript.front.lang.clone();
    manuscript.findings.extend(notes.unjoined.first().map(|node| unjoined(&lines, &source, node)));
    notes::take(&page, &notes, &lines, &lang, &mut flow);
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
            walk::Walk::whole(&mut flow, &lines, &lang).children(body, 0);
        }
    } else {
        authors_below_title(&page, &manuscript);
        latexml::front(&page, &mut manuscript);
        manuscript.findings.extend(parts_of_programs(&page, &lines, &source));
        manuscript.is_of_site = chosen::main_text(&page, &lines, &lang, &mut flow);
        if manuscript.is_of_site {
            chosen::from_data(&page, &lines, &lang, &mut flow);
            headline::lead(&page, &manuscript.front.title, &lines, &lang, &mut flow);
        }
        if manuscript.is_of_site {
            manuscript.findings.extend(captions(&page, &lines, &source, &flow));
        }
    }
    flow.end();
    flow.without_last_rules();
    manuscript.findings.extend(pictures::without_shown(beside, &lines, &flow));
    manuscript.words = lines.into_words(&source);
    manuscript.words.extend(pictures);
    let title = &manuscript.front.title;
    if manuscript.front.kind.is_none() && (talk::asks_in_bold(&flow.blocks, title) || talk::of_headings(&mut flow.blocks, title)) {
        manuscript.front.kind = Some(scholion_reference::Kind::Interview);
    }
    manuscript.flow = flow;
    manuscript.source = source;
    Ok(manuscript)
}

/// Takes the lines of authors out that Pandoc, TeX4ht and Aozora Bunko print below the title, where the front matter has them.
fn authors_below_title(page: &Document, manuscript: &Manuscript) {
    let people: Vec<String> = manuscript.front.people.iter().map(|person| fold(&person.name.display())).collect();
    for node in page.select("#title-block-header p.author, .metadata h2.author, .maketitle .author").nodes() {
        if people.contains(&fold(&node.text())) {
            node.remove_from_parent();
        }
    }
}

/// A page with the quotes and the ends of elements that browsers add where it has none.
pub fn as_browsers_have_it(page: &str) -> String {
    Document::from(page).html().to_string()
}

/// The words of a page that a reader sees, by line of the file.
pub fn shown(source: &Source) -> Result<Vec<Shown>, Fault> {
    let page = open(source)?;
    mark(&page);
    let shown = pictures::mark(&page);
    let mut lines = lines(&page, source);
    lines.pictures = pictures::placed(shown, &lines);
    let pictures = described(&pictures::findings(&page, &lines, source));
    let mut words = lines.into_words(source);
    words.extend(pictures);
    Ok(words)
}

/// The descriptions of pictures, which a reader sees in their place.
fn described(beside: &[pictures::Found]) -> Vec<Shown> {
    let seen = beside.iter().filter(|one| !one.words.is_empty());
    seen.map(|one| (one.finding.line, one.words.clone())).collect()
}

/// Writes signs into a page for what is no word, and finds its notes.
fn mark(page: &Document) -> notes::Notes<'_> {
    signs::clear(page);
    whole_addresses(page);
    straight_addresses(page);
    styles::apply(page);
    word::lists(page);
    typewritten::join(page);
    menus::mark(page);
    pictures::in_words(page);
    headings::raise(page);
    quotations(page);
    lists::join(page);
    entries::without_services(page);
    talk::apart(page);
    anchored::raise(page);
    unlinked::raise(page);
    typed::raise(page);
    talk::lead(page);
    formulas::mark(page);
    margins::pages(page);
    margins::line_numbers(page);
    let notes = notes::mark(page);
    places::mark(page);
    notes
}

/// Has whom a quotation names stand in it as a paragraph: what goes by the names of elements takes a footer for one of the page.
fn quotations(page: &Document) {
    page.select("blockquote footer, blockquote aside").nodes().iter().for_each(|node| node.rename("p"));
}

/// Makes the addresses of links whole, if a page says its own.
fn whole_addresses(page: &Document) {
    let said = [("base[href]", "href"), ("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")];
    let said = said.iter().flat_map(|(selector, name)| page.select(selector).nodes().first().map(|node| attribute(node, name)));
    // Where a page was saved says nothing of where it stood.
    let is_of_web = |own: &String| own.starts_with("http://") || own.starts_with("https://");
    let Some(own) = said.into_iter().find(is_of_web).or_else(|| own_address(page)) else { return };
    for link in page.select("a[href]").nodes() {
        if let Some(whole) = address::whole(&own, &attribute(link, "href")) {
            link.set_attr("href", &whole);
        }
    }
}

/// Gives links that lead over a counter of Google's, as its documents have them, the address to which they lead.
fn straight_addresses(page: &Document) {
    for link in page.select("a[href*='/url?']").nodes() {
        if let Some(address) = behind_counter(&attribute(link, "href")) {
            link.set_attr("href", &address);
        }
    }
}

/// The address behind `https://www.google.com/url?q=…`.
fn behind_counter(address: &str) -> Option<String> {
    let (place, query) = address.split_once("://")?.1.split_once("/url?")?;
    let is_google = place.trim_start_matches("www.").strip_prefix("google.").is_some_and(|end| end.len() <= 6 && !end.contains('/'));
    let said = query.split('&').find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("url=")))?;
    let own = scholion_base::text::percent_decoded(said);
    (is_google && (own.starts_with("http://") || own.starts_with("https://"))).then_some(own)
}

/// The address of a page that does not say it: several links lead to places in it, with one whole address before each.
fn own_address(page: &Document) -> Option<String> {
    /// One alone may be of another page that names a place alike.
    const SEVERAL: usize = 2;
    let mut found: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let places = page.select("[id], [name]");
    let places: std::collections::BTreeSet<String> =
        places.nodes().iter().flat_map(|node| [attribute(node, "id"), attribute(node, "name")]).collect();
    for link in page.select("a[href*='#']").nodes() {
        let address = attribute(link, "href");
        let Some((before, name)) = address.split_once('#').filter(|(before, _)| before.starts_with("http")) else { continue };
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
        if is_name && places.contains(name) {
            *found.entry(before.to_owned()).or_default() += 1;
        }
    }
    found.into_iter().filter(|(_, count)| *count >= SEVERAL).max_by_key(|(_, count)| *count).map(|(address, _)| address)
}

/// What looks like the bodies of notes, and stays in the text.
fn unjoined(lines: &lines::Lines<'_>, source: &Source, node: &NodeRef<'_>) -> Finding {
    let line = source.line_at(u32::try_from(lines.place(&node.text())).unwrap_or(u32::MAX));
    let text = crate::draft::beginning(&squeeze(&node.text()), 80);
    Finding { line, rule: "note-unbound", text, kind: Kind::Doubtful, sure: Certainty::Unsure, remark: Some(Remark::NoteUncalled) }
}

/// What programs put around a text and name so; it is left out.
fn parts_of_programs(page: &Document, lines: &lines::Lines<'_>, source: &Source) -> Vec<Finding> {
    let is_within =
        |node: &NodeRef<'_>| node.ancestors_it(None).any(|outer| outer.is_element() && elements::part_of_program(&outer).is_some());
    let all = page.select("[class], [id], div[title]");
    let found = all.nodes().iter().filter_map(|node| Some((node, elements::part_of_program(node)?)));
    found.filter(|(node, _)| !is_within(node)).filter_map(|(node, rule)| dropped(node, rule, lines, source)).collect()
}

/// The words of an element that is left out.
fn dropped(node: &NodeRef<'_>, rule: &'static str, lines: &lines::Lines<'_>, source: &Source) -> Option<Finding> {
    let mut own = lines::Lines::new("");
    lines::lines(*node, &mut own, 0);
    let words: Vec<String> = own.done().into_words(source).into_iter().map(|(_, words)| words).collect();
    let line = source.line_at(u32::try_from(lines.place(words.first()?)).unwrap_or(u32::MAX));
    Some(Finding { line, rule, text: words.join(" "), kind: Kind::Dropped, sure: Certainty::Likely, remark: None })
}

/// The captions of pictures, of which a page of a site shows none in its text.
fn captions(page: &Document, lines: &lines::Lines<'_>, source: &Source, flow: &Flow) -> Vec<Finding> {
    const MOST: usize = 500;
    let all = page.select("figure, figcaption, [class], [id]");
    let found: Vec<&NodeRef<'_>> = all.nodes().iter().filter(|node| elements::is_caption(node)).take(MOST).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let text: String = flow.blocks.iter().map(|block| fold(&block.text) + " ").collect();
    let is_within = |node: &NodeRef<'_>| node.ancestors_it(Some(3)).any(|outer| outer.is_element() && elements::is_caption(&outer));
    let is_kept = |node: &NodeRef<'_>| {
        let words = fold(&node.text());
        words.trim().is_empty() || text.contains(words.trim())
    };
    let left_out = found.into_iter().filter(|node| !is_within(node) && !is_kept(node));
    left_out.filter_map(|node| dropped(node, "picture-caption", lines, source)).collect()
}

/// A formula of which only the signs are known.
fn unread(line: u32, words: String) -> Finding {
    let (rule, remark) = (report::FORMULA, Some(Remark::FormulaUnread));
    Finding { line, rule, text: words, kind: Kind::Doubtful, sure: Certainty::Unsure, remark }
}

fn open(source: &Source) -> Result<Document, Fault> {
    if let Some(at) = too_deep(&source.text) {
        return Err(Fault { span: Some(Span::new(at, at + 1)), message: say::source_too_deep(DEEPEST), hint: say::source_too_deep_hint() });
    }
    let text = xhtml::in_html(&source.text);
    let text = xhtml::with_shadows(&text);
    let page = Document::from(&*text);
    Ok(if is_for_no_script(&page) { Document::from(without_noscript(&text).as_str()) } else { page })
}

fn lines<'s>(page: &Document, source: &'s Source) -> lines::Lines<'s> {
    let mut lines = lines::Lines::new(&source.text);
    if let Some(body) = page.body() {
        lines::lines(body, &mut lines, 0);
    }
    lines.done()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_over_a_counter_lead_straight() {
        for (address, expected) in [
            ("https://www.google.com/url?q=https://reed.example/rules%3Fa%3D1&sa=D&ust=1", Some("https://reed.example/rules?a=1")),
            ("https://www.google.com/url?q=javascript:x&sa=D", None),
            ("https://reed.example/url?q=https://other.example/", None),
        ] {
            assert_eq!(behind_counter(address).as_deref(), expected, "{address}");
        }
    }
}
