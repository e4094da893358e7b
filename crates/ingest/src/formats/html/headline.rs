//! What stands around the headline of a page: lines that say who wrote it and when, whatever their classes are called.

use std::collections::BTreeSet;

use dom_query::{Document, NodeId, NodeRef};

use super::{
    attribute,
    elements::{is_named_beside, named, part_of_program},
    lines::Lines,
    walk::Walk,
};
use crate::{
    block::Role,
    chars::{self, letters},
    draft::Draft,
    formats::flow::Flow,
    front::press,
    furniture::web,
    recognise::moments,
};
use scholion_base::{
    Date,
    text::{fold, squeeze},
};
use scholion_reference::dates;

/// As many lines below the headline, and as many above it, may speak of the text.
const LINES: (usize, usize) = (20, 2);
/// How many paragraphs may stand before a byline: what sums the text up, and its first.
const PARAGRAPHS: usize = 2;
/// The shortest paragraph, in bytes.
const PARAGRAPH: usize = 120;
/// The longest line that says nothing but a day, in bytes, and the most words in it that are of no date.
const DAY: (usize, usize) = (60, 3);
/// As many pieces of a line are read together.
const PIECES: usize = 3;
/// Of a line of more pieces each is read alone.
const MANY: usize = 8;

/// What the lines around the headline say.
#[derive(Debug, Default)]
pub struct Said {
    pub names: Vec<String>,
    pub day: Option<Date>,
}

/// The elements in which the headings of the first level stand: what else is in them is not elsewhere on the page.
pub fn holders(page: &Document) -> Vec<NodeId> {
    const FEW: usize = 5;
    let is_beside = |node: &NodeRef<'_>| matches!(node.node_name().as_deref(), Some("nav" | "aside" | "footer"));
    let headings = page.select("h1");
    let own = headings.nodes().iter().filter(|node| !node.ancestors_it(None).any(|outer| is_beside(&outer))).take(FEW);
    own.flat_map(|node| node.ancestors_it(Some(30)).map(|outer| outer.id).collect::<Vec<_>>()).collect()
}

/// Reads the lines around the heading that is the title of a page.
pub fn read(page: &Document, title: &str, lang: &str) -> Said {
    let mut said = Said::default();
    let Some(heading) = heading(page, title) else { return said };
    let draft = Draft::default();
    // In English nobody knows what of "03/04/2019" is the month.
    let is_clear = |words: &str| !(lang.is_empty() || lang.starts_with("en")) || dates::two_ways(words).is_none();
    let lines = lines(page, &heading);
    // Days below a further heading, each for itself, are those of a chronicle.
    let days: BTreeSet<String> = lines.iter().filter_map(|line| only_day(line)).map(|day| day.to_string()).collect();
    let is_chronicle = days.len() > 1 && is_below_another(&heading);
    for pieces in &lines {
        let begins = pieces.first().filter(|first| first.len() >= PARAGRAPH).and_then(|first| press::leading_day(first));
        said.day = said.day.or(begins);
        for words in together(pieces) {
            // Without a number there is no day in it.
            if !said.names.is_empty() && !words.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let found = press::read(&draft, &words);
            let day = found.as_ref().and_then(|found| found.date.or(found.updated)).filter(|date| date.start.day.is_some());
            said.day = said.day.or_else(|| day.or_else(|| day_alone(&words)).filter(|_| is_clear(&words) && !is_chronicle));
            if said.names.is_empty() {
                said.names = found.map(|found| found.authors()).unwrap_or_default();
            }
        }
        if said.day.is_some() && !said.names.is_empty() {
            break;
        }
    }
    if said.names.is_empty() && said.day.is_some() {
        said.names = names_by_day(&draft, &lines);
    }
    said
}

/// The names of which a line consists that stands beside the day.
fn names_by_day(draft: &Draft, lines: &[Vec<String>]) -> Vec<String> {
    /// As many lines may stand between them, and as many below the headline are looked at.
    const NEAR: usize = 2;
    const FEW: usize = 8;
    let says_day = |line: &Vec<String>| {
        let found = press::read(draft, &line.join(" "));
        found.is_some_and(|found| found.date.or(found.updated).is_some()) || line.iter().any(|piece| day_alone(piece).is_some())
    };
    let day = lines.iter().take(FEW).position(says_day);
    let near = day.map_or(0..0, |day| day.saturating_sub(NEAR)..(day + NEAR).min(lines.len()));
    let mut near = lines.get(near).unwrap_or(&[]).iter();
    near.find_map(|line| press::names_alone(draft, &line.join(" ")).or_else(|| press::names_alone(draft, line.first()?)))
        .unwrap_or_default()
}

/// The day of a line that says nothing else.
fn only_day(line: &[String]) -> Option<Date> {
    let words = line.join(" ");
    moments::full_date(&words).filter(|_| press::is_moment(&words))
}

/// Whether the next words behind a heading are another one, which is short.
fn is_below_another(heading: &NodeRef<'_>) -> bool {
    const SHORT: usize = 40;
    let next = std::iter::successors(heading.next_sibling(), NodeRef::next_sibling).find(|node| !node.text().trim().is_empty());
    let is_heading = |name: &str| matches!(name, "h2" | "h3" | "h4" | "h5" | "h6");
    next.is_some_and(|next| next.node_name().as_deref().is_some_and(is_heading) && letters(&next.text()) < SHORT)
}

/// The heading with the words of the title, else the only one of the first level.
fn heading<'a>(page: &'a Document, title: &str) -> Option<NodeRef<'a>> {
    const MOST: usize = 60;
    let title = fold(title);
    let all = page.select("h1, h2, h3");
    let all: Vec<NodeRef<'a>> = all.nodes().iter().copied().take(MOST).collect();
    let is_title = |node: &&NodeRef<'_>| !title.is_empty() && fold(&squeeze(&node.text())) == title;
    let is_first = |node: &NodeRef<'_>| node.node_name().as_deref() == Some("h1");
    let holds = |node: &&NodeRef<'_>| is_first(node) && !title.is_empty() && fold(&squeeze(&node.text())).contains(&title);
    let lone = || {
        let mut first = all.iter().filter(|node| is_first(node));
        first.next().filter(|_| first.next().is_none())
    };
    all.iter().find(is_title).or_else(|| all.iter().find(holds)).or_else(lone).copied()
}

/// The lines below a heading, and those just above it, in pieces as its elements part them.
fn lines(page: &Document, heading: &NodeRef<'_>) -> Vec<Vec<String>> {
    let Some(body) = page.body() else { return Vec::new() };
    let near: Vec<NodeId> = heading.ancestors_it(Some(3)).filter(|outer| outer.id != body.id).map(|outer| outer.id).collect();
    let (mut above, mut below): (Vec<Vec<String>>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    let (mut is_below, mut paragraphs, mut last) = (false, 0, None);
    for node in body.descendants_it() {
        if node.id == heading.id {
            (is_below, last) = (true, None);
        }
        if !node.is_text() {
            if node.node_name().as_deref() == Some("br") {
                last = None;
            }
            continue;
        }
        let text = squeeze(&node.text());
        let outer: Vec<NodeRef<'_>> = if text.is_empty() { continue } else { node.ancestors_it(Some(12)).collect() };
        let is_silent = |outer: &NodeRef<'_>| outer.node_name().as_deref().is_some_and(is_silent) || part_of_program(outer).is_some();
        let is_own = |outer: &NodeRef<'_>| outer.id == heading.id || outer.is_element() && is_silent(outer);
        if !is_below && !outer.iter().any(|outer| near.contains(&outer.id)) || outer.iter().any(is_own) {
            continue;
        }
        let block = outer.iter().find(|outer| outer.node_name().as_deref().is_some_and(is_block)).map(|outer| outer.id);
        let is_new = block.is_none() || block != last;
        if is_new && is_below && (below.len() > LINES.0 || paragraphs >= PARAGRAPHS) {
            break;
        }
        let lines = if is_below { &mut below } else { &mut above };
        if is_new {
            lines.push(Vec::new());
        }
        last = block;
        if text.len() >= PARAGRAPH && is_below {
            paragraphs += 1;
        }
        if let Some(line) = lines.last_mut().filter(|line| line.len() < 20) {
            line.push(text);
        }
    }
    below.extend(above.into_iter().rev().take(LINES.1));
    below
}

/// Puts what sums a text up, set below its headline and apart from it, before the text, where what was chosen of the page begins behind it.
pub fn lead(page: &Document, title: &str, lines: &Lines<'_>, lang: &str, flow: &mut Flow) {
    let Some(heading) = heading(page, title) else { return };
    let so_far: String = flow.blocks.iter().map(|block| signs(&block.text)).collect();
    let Some(node) = lead_below(page, &heading, &so_far) else { return };
    let mut own = Flow::default();
    Walk::whole(&mut own, lines, lang).children(node, 0);
    own.end();
    let [block] = own.blocks.as_mut_slice() else { return };
    if !own.links.is_empty() || !own.notes.is_empty() || !matches!(block.role, Role::Text | Role::Lines) {
        return;
    }
    let title = fold(&heading.text());
    let at = flow.blocks.iter().take(4).position(|block| fold(&block.text) == title).map_or(0, |at| at + 1);
    flow.blocks.insert(at, std::mem::take(block));
    flow.anchors.values_mut().filter(|place| **place >= at).for_each(|place| *place += 1);
}

/// The first sentences below a heading of which nothing stands in the text (`so_far`).
fn lead_below<'a>(page: &'a Document, heading: &NodeRef<'_>, so_far: &str) -> Option<NodeRef<'a>> {
    /// The fewest letters of a sentence that sums up, and the most of it.
    const LETTERS: (usize, usize) = (50, 900);
    /// As many letters tell one sentence from others.
    const SAMPLE: usize = 40;
    /// As many elements with words are looked at.
    const FEW: usize = 14;
    /// As many elements may stand between a heading and what holds it together with the lead.
    const NEAR: usize = 5;
    let body = page.body()?;
    let near: Vec<NodeId> = heading.ancestors_it(Some(NEAR)).filter(|outer| outer.id != body.id).map(|outer| outer.id).collect();
    let mut behind = body.descendants_it().skip_while(|node| node.id != heading.id);
    behind.next()?;
    let is_leaf = |node: &NodeRef<'_>| {
        let name = node.node_name();
        name.as_deref().is_some_and(|name| is_block(name) && name != "time")
            && !node.descendants_it().any(|inner| inner.node_name().as_deref().is_some_and(is_block))
            && !node.text().trim().is_empty()
            && !node.ancestors_it(None).any(|outer| outer.id == heading.id)
    };
    for node in behind.filter(is_leaf).take(FEW) {
        let text = squeeze(&node.text());
        let count = letters(&text);
        let is_silent =
            |outer: NodeRef<'_>| outer.node_name().as_deref().is_some_and(|name| is_silent(name) || matches!(name, "li" | "td" | "footer"));
        if count < LETTERS.0 || node.ancestors_it(Some(30)).any(is_silent) {
            continue;
        }
        // Here the text begins.
        // Up to the mark of a note or another sign, which is written otherwise there.
        let of_text: Vec<char> = signs(text.split(crate::block::is_sign).next().unwrap_or(&text)).chars().collect();
        // Its beginning, its midst or its end: where a picture is from may stand before it.
        let starts = [0, of_text.len() / 2, of_text.len().saturating_sub(SAMPLE)];
        let is_there = |start: &usize| so_far.contains(&of_text.iter().skip(*start).take(SAMPLE).collect::<String>());
        if starts.iter().any(is_there) {
            return None;
        }
        let linked: usize = named(&node, &["a"]).iter().map(|link| letters(&link.text())).sum();
        let is_sentence = chars::end_of(&text) == chars::End::Closed && count <= LETTERS.1 && linked * 4 < count;
        let mut around = std::iter::once(node).chain(node.ancestors_it(Some(6)));
        // What lies over the page stands elsewhere in it.
        let is_near = node.ancestors_it(Some(NEAR * 2)).any(|outer| near.contains(&outer.id));
        if is_near && is_sentence && !web::is_caption(&text) && !around.any(|outer| is_named_beside(&outer)) {
            return Some(node);
        }
    }
    None
}

/// The letters and digits of a text, in small letters: marks of emphasis stand between those of a block.
fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The pieces of a line together, and some that stand beside each other, most first.
fn together(pieces: &[String]) -> Vec<String> {
    let mut found = vec![pieces.join(" ")];
    for count in (1..=PIECES).rev().filter(|&count| count < pieces.len() && (count == 1 || pieces.len() <= MANY)) {
        found.extend(pieces.windows(count).map(|pieces| pieces.join(" ")));
    }
    found.retain(|words| words.len() <= press::LONGEST);
    found
}

/// The day of a short line that says little else.
fn day_alone(words: &str) -> Option<Date> {
    let is_short = words.len() <= DAY.0 && (press::is_moment(words) || moments::words_beside(words) <= DAY.1);
    is_short.then(|| moments::own_day(words).or_else(|| words.split_whitespace().find_map(press::short_day))).flatten()
}

/// Elements of which no words speak of the text.
fn is_silent(name: &str) -> bool {
    #[rustfmt::skip]
    let silent = [
        "script", "style", "noscript", "template", "svg", "select", "option", "button", "nav", "aside", "figure", "form", "iframe", "video",
        "audio", "picture", "map", "canvas", "object",
    ];
    silent.contains(&name)
}

fn is_block(name: &str) -> bool {
    #[rustfmt::skip]
    let block = [
        "address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li",
        "main", "ol", "p", "section", "table", "tbody", "td", "th", "time", "tr", "ul",
    ];
    block.contains(&name)
}

/// Whether a link stands behind a word that says that it leads to who wrote the text: "von <a>Vera Lind</a>".
pub fn is_led(node: &NodeRef<'_>) -> bool {
    let own = squeeze(&node.text());
    let outer = node.ancestors_it(Some(3)).map(|outer| squeeze(&outer.text())).find(|text| text.len() > own.len());
    let before = outer.and_then(|text| text.split_once(own.as_str()).map(|(before, _)| before.trim_end_matches([':', ' ']).to_lowercase()));
    before.is_some_and(|before| scholion_lang::BYLINE.contains(before.as_str()))
}

/// The words of the last part of the address to which a link leads.
pub fn last_words(node: &NodeRef<'_>) -> Vec<String> {
    let address = attribute(node, "href");
    let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    last.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sums_a_text_up_stands_before_it() {
        let page = Document::from(
            "<body><div>May we tell you of the news that we find best on each day of the week?</div><main><header><h1>The ice</h1><p>By Vera \
             Lind</p><p>The river froze in 1906, and nobody could cross it for six whole weeks.</p></header><div><p>It began.</p></div></main>",
        );
        let heading = heading(&page, "The ice");
        let lead =
            |so_far: &str| heading.as_ref().and_then(|heading| lead_below(&page, heading, so_far)).map(|node| node.text().to_string());
        assert!(lead("itbegan").is_some_and(|lead| lead.starts_with("The river froze")));
        assert_eq!(lead(&signs("The *river* froze in 1906, and nobody could cross it for six whole weeks. It began.")), None);
    }

    #[test]
    fn lines_around_a_headline_say_who_and_when() {
        for (page, name, day) in [
            (
                "<h1>The ice</h1><div>By <a>Vera Lind</a> <span>8 January 2020, 3:51 pm</span> <span>0</span></div>",
                "Vera Lind",
                "2020-01-08",
            ),
            ("<h1>Das Eis</h1><p>Fährbote &bull; 02.02.2022</p><p>Es friert.</p>", "", "2022-02-02"),
            (
                "<div><h1>O gelo</h1></div><p>Por <a>Vera Lind</a>, O Vau — Faro</p><p>03/04/2019 06h00 · Atualizado há 2 anos</p>",
                "Vera Lind",
                "2019-04-03",
            ),
            ("<h1>O gelo</h1><p>Renata Lima e João Prado</p><p>Belo Vale</p><p>03/04/2019 às 22h12</p>", "Renata Lima", "2019-04-03"),
            ("<h1>Das Eis</h1><p>Mitteilung Nr. 12 vom 03.04.19</p><p>Es friert.</p>", "", "2019-04-03"),
            ("<h1>A chronicle</h1><h2>The mill</h2><p>3 May 1911</p><p>It is built.</p><h2>The fire</h2><p>5 June 1945</p>", "", ""),
            ("<header>Monday, 5 May 2025</header><main><div><div><h1>The ice</h1></div></div><p>It froze in 1906.</p></main>", "", ""),
        ] {
            let said = read(&Document::from(page), "", "pt");
            assert_eq!(said.names.first().map_or("", String::as_str), name, "{page}");
            assert_eq!(said.day.map_or(String::new(), |day| day.to_string()), day, "{page}");
        }
    }
}
