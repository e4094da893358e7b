//! Which part of a page is its text.
//!
//! Readability, made for pages of news, decides about pages of the web only: those with navigation, scripts, asides or forms. Any other
//! page, such as a book, an edition or a register, is read whole. Where a page says itself what its text is, and has no heading of the
//! first level elsewhere, it is right. A footer never is the text.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::{
    attribute,
    data::Data,
    elements::{self, is_named_beside, named},
    lines, tables, titles,
    walk::Walk,
};
use crate::{
    block::{Role, is_sign},
    chars::letters,
    formats::flow::Flow,
};
use scholion_base::text::{fold, squeeze};

/// As much of what a page marks as its article must be text for readability too.
const AGREED: f64 = 0.6;

/// So many times as much prose as readability found must stand in a marked part for readability to have missed it.
const MISSED: usize = 2;

/// One part in so many of what readability found, in prose that it did not find, is too much to be left out.
const LACKING: usize = 5;

/// Writes the text of a page. Gives whether it is one of the web.
pub fn main_text(page: &Document, lines: &lines::Lines, lang: &str, flow: &mut Flow) -> bool {
    let mut walk = Walk::whole(flow, lines, lang);
    walk.whole = false;
    let Some(body) = page.body() else { return false };
    let whole = letters(&body.text());
    // Some pages are one form.
    walk.is_form = page.select("form").nodes().iter().any(|form| letters(&form.text()) * 2 > whole);
    walk.is_of_site = is_of_the_web(page) && !is_one_table(&body, whole);
    let is_of_site = walk.is_of_site;
    if !is_of_site {
        walk.children(body, 0);
    } else {
        of_the_web(page, whole, &mut walk);
    }
    // Too short a page to judge, or nothing but what is marked as furniture in what was found.
    for all in [false, true] {
        walk.flow.end();
        if walk.flow.blocks.is_empty() {
            (walk.agreed, walk.whole) = (None, all);
            walk.children(body, 0);
        }
    }
    is_of_site
}

/// Writes the text that a page has in its data for machines alone, where what it shows is a small part of that.
pub fn from_data(page: &Document, lines: &lines::Lines, lang: &str, flow: &mut Flow) {
    const LEAST: usize = 300;
    let Some(body) = Data::read(page).text(&["articleBody"]) else { return };
    let body: String = body.chars().filter(|c| !is_sign(*c)).collect();
    let shown: usize = flow.blocks.iter().map(|block| letters(&block.text)).sum();
    if letters(&body) < LEAST || shown * MISSED > letters(&body) {
        return;
    }
    if body.contains("</p>") && super::too_deep(&body).is_none() {
        return Walk::whole(flow, lines, lang).children(Document::fragment(body.as_str()).root(), 0);
    }
    let mut own = Flow::default();
    for paragraph in body.split('\n').map(squeeze).filter(|paragraph| !paragraph.is_empty()) {
        own.begin(Role::Text);
        own.words(&paragraph, 0);
        own.end();
    }
    // What the page shows asks to subscribe, and stands behind.
    let count = own.blocks.len();
    flow.blocks.splice(0..0, own.blocks);
    flow.anchors.values_mut().for_each(|place| *place += count);
}

fn of_the_web<'l>(page: &Document, whole: usize, walk: &mut Walk<'_, 'l>) {
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
        .min_by_key(|node| letters(&node.text()))
        .copied();
    // Readability may take the text for furniture, and something else for the text.
    let lone = ["[itemprop=articleBody]", "article"].iter().map(|name| page.select(name)).find(|found| found.nodes().len() == 1);
    let missed = lone
        .as_ref()
        .and_then(|lone| lone.nodes().first())
        .filter(|node| prose(node) > found * MISSED && !holds(&fold(&node.text()), &folded))
        .copied();
    let said = own.is_none().then(|| said(page)).flatten();
    // Readability may take a part for the whole: a list, or what stands below it.
    let is_prose = |node: &NodeRef<'_>| prose(node) * 5 > letters(&node.text()) * 2 && named(node, &["article"]).len() <= 1;
    let own = own.or(said.filter(|node| is_prose(node) && lacking(node, &folded) * LACKING > found));
    let said = said.filter(|node| is_clean(node) || !holds(&fold(&node.text()), &folded));
    // What readability found may be a part of what stands around the heading.
    let around = if own.is_none() && missed.is_none() && said.is_none() { around_heading(page, found, &folded) } else { None };
    let own = own.or(around);
    let agreed = own.is_some();
    match (own.or(missed).or(said), &content) {
        (Some(own), _) if agreed => {
            let mut inner = Walk::whole(walk.flow, walk.lines, walk.langs.first().map_or("", String::as_str));
            (inner.whole, inner.is_form, inner.agreed, inner.is_of_site) = (false, walk.is_form, Some(folded.as_str()), true);
            inner.children(own, 0);
        }
        (Some(own), _) => walk.children(own, 0),
        (None, Some(content)) if found * 4 >= whole || found > 400 => walk.children(content.root(), 0),
        _ => {}
    }
}

/// What stands around the heading of a page, if that is prose for the most part, and more of it than readability found.
fn around_heading<'a>(page: &'a Document, found: usize, folded: &str) -> Option<NodeRef<'a>> {
    const HIGHEST: usize = 12;
    const LEAST: usize = 400;
    let headings = page.select("h1");
    let headings: Vec<NodeRef<'a>> = headings.nodes().iter().copied().filter(|heading| !titles::is_of_site(heading)).collect();
    let [heading] = headings.as_slice() else { return None };
    let all = heading.ancestors_it(Some(HIGHEST)).filter(|outer| outer.node_name().as_deref() != Some("html"));
    for outer in all {
        let (prose, letters) = (prose(&outer), letters(&outer.text()));
        if prose < LEAST {
            continue;
        }
        let linked: usize = named(&outer, &["a"]).iter().map(|link| self::letters(&link.text())).sum();
        let is_text = prose * 2 > letters && linked * 4 < letters;
        let holds_it = prose * 5 > found * 6 && holds(&fold(&outer.text()), folded);
        return (is_text && (holds_it || prose > found * MISSED)).then_some(outer);
    }
    None
}

/// Whether a page is one of the web: something of it leads around a site, runs, asks, or stands beside.
fn is_of_the_web(page: &Document) -> bool {
    let runs = |node: &NodeRef<'_>| {
        let kind = attribute(node, "type").to_ascii_lowercase();
        kind.is_empty() || kind.contains("javascript") || kind == "module"
    };
    let is_note = |node: &NodeRef<'_>| super::notes::is_named(node);
    // What only pages of the web have, by the names that they give it.
    let is_around = |node: &NodeRef<'_>| elements::is_of_site(node);
    !page.select("nav, form, [role=navigation]").nodes().is_empty()
        || page.select("[class], [id]").nodes().iter().any(is_around)
        || page.select("script").nodes().iter().any(runs)
        || page.select("aside").nodes().iter().any(|node| !is_note(node))
}

/// Whether nearly all of a page is one table.
fn is_one_table(body: &NodeRef<'_>, whole: usize) -> bool {
    let tables = named(body, &["table"]);
    tables.iter().any(|table| letters(&table.text()) * 10 >= whole * 9 && tables::is_data(table))
}

/// The part that a page says is its text, if it is the only one, and the only heading of the first level stands in it; those of the site,
/// above or below all else, do not count.
fn said<'a>(page: &'a Document) -> Option<NodeRef<'a>> {
    let lone = |name: &str| page.select(name).nodes().to_vec().try_into().ok().map(|[node]: [NodeRef<'a>; 1]| node);
    let part = ["main, [role=main]", "[itemprop=articleBody]", "article"].into_iter().find_map(lone)?;
    let is_around = |node: &NodeRef<'_>| {
        node.ancestors_it(None).any(|outer| matches!(outer.node_name().as_deref(), Some("header" | "nav" | "footer" | "aside")))
    };
    let is_in = |node: &NodeRef<'_>| node.ancestors_it(None).any(|outer| outer.id == part.id);
    let (inside, outside): (Vec<_>, Vec<_>) = page.select("h1").nodes().to_vec().into_iter().partition(is_in);
    (inside.len() == 1 && outside.iter().all(is_around)).then_some(part)
}

/// Whether nothing in an element is beside the text by its name.
fn is_clean(node: &NodeRef<'_>) -> bool {
    node.descendants_it().all(|inner| {
        !matches!(inner.node_name().as_deref(), Some("nav" | "aside" | "form" | "button"))
            && !(inner.is_element() && is_named_beside(&inner))
    })
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

/// How many letters stand in paragraphs of some length whose beginning is not in a text, which is folded.
fn lacking(node: &NodeRef<'_>, folded: &str) -> usize {
    const SHORT: usize = 60;
    const SAMPLE: usize = 50;
    // So many are looked at, and stand for the rest.
    const MOST: usize = 40;
    let paragraphs = elements::named(node, &["p"]);
    let step = paragraphs.len() / MOST + 1;
    let is_lacking = |text: &&String| {
        let sample: String = fold(text).chars().take(SAMPLE).collect();
        !folded.contains(sample.trim())
    };
    let texts: Vec<String> = paragraphs.iter().step_by(step).map(|paragraph| squeeze(&paragraph.text())).collect();
    let of_text = texts.iter().filter(|text| letters(text) >= SHORT);
    of_text.filter(is_lacking).map(|text| letters(text) * step).sum()
}

/// How many letters stand in paragraphs of some length.
fn prose(node: &NodeRef<'_>) -> usize {
    const SHORT: usize = 60;
    elements::named(node, &["p"]).iter().map(|paragraph| letters(&paragraph.text())).filter(|&count| count >= SHORT).sum()
}
