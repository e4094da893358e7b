//! Pictures, sound and film: what a page shows beside its words. Pictures in the text are taken over where they can be had; all else is listed
//! with its description.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::{is_hidden, named},
    lines::Lines,
    walk::Walk,
};
use crate::{
    block::{Role, What},
    formats::flow::Flow,
    picture::Picture,
    report::{self, Certainty, Finding, Kind},
};
use scholion_base::{
    RelPath,
    places::is_picture,
    source_text::Source,
    text::{escaped, fold, squeeze},
};

/// More are not listed one by one.
const MOST: usize = 500;

/// Writes the letters and signs that a page shows as pictures among its words, by their descriptions: initials (`<img alt="T">he`), and the
/// characters of old books that no font had (`gaiji` of Aozora Bunko).
pub fn in_words(page: &Document) {
    /// A sign for a mood may be written with several characters.
    const LONGEST: usize = 12;
    for node in page.select("img[alt]").nodes() {
        let alt = squeeze(&attribute(node, "alt"));
        let mut chars = alt.chars();
        let is_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        let meets = |other: Option<NodeRef<'_>>, at_end: bool| {
            let text = other.filter(NodeRef::is_text).map_or(String::new(), |other| other.text().to_string());
            let c = if at_end { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(char::is_alphabetic)
        };
        let is_glued = || meets(node.prev_sibling(), true) || meets(node.next_sibling(), false);
        // An initial may stand in the margin, with the rest of its word in capitals.
        let next_word =
            || node.next_sibling().filter(NodeRef::is_element).filter(|next| !matches!(next.node_name().as_deref(), Some("img" | "br")));
        let is_initial = || {
            let is_first = node.prev_sibling().is_none_or(|before| before.text().trim().is_empty());
            let class = attribute(node, "class").to_ascii_lowercase();
            is_first
                && (class.contains("cap") || class.contains("initial"))
                && next_word().is_some_and(|next| next.text().starts_with(char::is_alphabetic))
        };
        // Signs for moods, which programs draw (`emoji` of WordPress and Discourse, `wp-smiley`).
        let is_mood = || {
            let class = attribute(node, "class").to_ascii_lowercase();
            let is_short = !alt.is_empty() && alt.chars().count() <= LONGEST && !alt.contains(char::is_alphabetic);
            is_short && ["emoji", "smiley", "emoticon"].iter().any(|name| class.contains(name))
        };
        if node.has_class("gaiji") && !alt.is_empty() || is_mood() || is_letter && (is_glued() || is_initial()) {
            node.before_html(escaped(&alt));
            node.remove_from_parent();
        }
    }
}

/// The attribute that says which of a page's pictures an element is. Readability keeps it.
const MARK: &str = "data-kept-picture";

/// Where pages have the address of a picture that is loaded later.
const LATER: [&str; 7] = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc", "data-full-src", "data-image-src"];
/// Where they have addresses of several sizes.
const SIZES: [&str; 3] = ["srcset", "data-srcset", "data-lazy-srcset"];

/// Finds the pictures of a page, and has captions that stand below them stand in one figure with them.
pub fn mark(page: &Document) -> Vec<Picture> {
    page.select("[data-kept-picture]").nodes().iter().for_each(|node| node.remove_attr(MARK));
    let mut pictures = Vec::new();
    for node in page.select("body img").nodes() {
        if is_shown(node) {
            node.set_attr(MARK, &pictures.len().to_string());
            pictures.push(Picture { places: places(node), alt: said(node), link: None });
        }
    }
    page.select("p.caption, p.Caption, p.MsoCaption, p.figcaption").nodes().iter().for_each(|caption| below(caption));
    for node in page.select("figure > figcaption").nodes() {
        // What programs write as a description because a picture has a caption.
        let image = node.parent().and_then(|figure| alone(&figure)).and_then(|image| index(&image));
        if let Some(picture) = image.and_then(|index| pictures.get_mut(index))
            && fold(&picture.alt) == fold(&squeeze(&node.text()))
        {
            picture.alt.clear();
        }
    }
    pictures
}

/// A caption that stands alone below a picture that stands alone, or above it, is that of one figure.
fn below(caption: &NodeRef<'_>) {
    let is_alone = |node: &NodeRef<'_>| {
        matches!(node.node_name().as_deref(), Some("p" | "figure")) && node.text().trim().is_empty() && named(node, &["img"]).len() == 1
    };
    if !named(caption, &["img"]).is_empty() {
        if alone(caption).is_some() {
            caption.rename("figure");
        }
        return;
    }
    let around = [caption.prev_element_sibling(), caption.next_element_sibling()];
    let Some(picture) = around.into_iter().flatten().find(is_alone) else { return };
    picture.rename("figure");
    picture.append_child(caption);
    caption.rename("figcaption");
}

/// The one picture of an element that holds nothing else but words.
fn alone<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    /// What holds more elements and texts is no frame of a picture.
    const MUCH: usize = 200;
    const OTHERS: [&str; 17] =
        ["table", "blockquote", "pre", "ul", "ol", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "video", "audio", "iframe", "svg"];
    if node.descendants_it().take(MUCH + 1).count() > MUCH || !named(node, &OTHERS).is_empty() {
        return None;
    }
    match named(node, &["img"]).as_slice() {
        [one] if one.has_attr(MARK) => Some(*one),
        _ => None,
    }
}

/// Whether an element is the frame of one picture and its caption.
pub fn is_figure(node: &NodeRef<'_>, name: &str) -> bool {
    const SAY: [&str; 5] = ["caption", "thumb", "figure", "illustration", "abbildung"];
    let is_part = |part: &NodeRef<'_>| {
        !part.is_element() || part.has_class("caption") || part.node_name().as_deref() == Some("img") || !named(part, &["img"]).is_empty()
    };
    let is_named = || {
        let class = attribute(node, "class").to_ascii_lowercase();
        class
            .split_whitespace()
            .any(|class| SAY.iter().any(|word| class.contains(word)) || matches!(class, "fig" | "figcenter" | "figleft" | "figright"))
            || node.children().iter().any(|part| part.has_class("caption")) && node.children().iter().all(is_part)
    };
    (name == "figure" || matches!(name, "div" | "p") && is_named() && !node.text().trim().is_empty()) && alone(node).is_some()
}

fn index(node: &NodeRef<'_>) -> Option<usize> {
    attribute(node, MARK).parse().ok()
}

impl Walk<'_, '_> {
    /// A picture among words, or alone.
    pub(super) fn picture(&mut self, node: &NodeRef<'_>) {
        if let Some((picture, from)) = index(node).and_then(|index| self.lines.pictures.get(index)) {
            self.flow.picture(picture.clone(), *from);
        }
    }

    /// A picture and its caption, whose lines are parts of one.
    pub(super) fn figure(&mut self, node: NodeRef<'_>, depth: usize) {
        self.flow.begin(Role::Figure);
        let (verse, figure) = (std::mem::replace(&mut self.in_verse, true), std::mem::replace(&mut self.in_figure, true));
        self.children(node, depth);
        (self.in_verse, self.in_figure) = (verse, figure);
    }
}

/// Where a picture may be had, the best first: what it leads to, what is loaded later, the largest of several sizes, what is shown at first.
fn places(node: &NodeRef<'_>) -> Vec<String> {
    let outer = |name: &str| node.ancestors_it(Some(2)).find(|outer| outer.node_name().as_deref() == Some(name));
    let mut places: Vec<String> = outer("a").map(|link| attribute(&link, "href")).into_iter().collect();
    places.retain(|place| is_picture(&RelPath::new(place.split(['?', '#']).next().unwrap_or(""))));
    places.extend(LATER.map(|name| attribute(node, name)));
    let sources = outer("picture").map_or_else(Vec::new, |picture| named(&picture, &["source"]));
    let mut sizes: Vec<(f64, String)> =
        sources.iter().chain([node]).flat_map(|node| SIZES.map(|name| attribute(node, name))).flat_map(|set| of_set(&set)).collect();
    sizes.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    places.extend(sizes.into_iter().map(|(_, place)| place));
    places.push(attribute(node, "src"));
    places.retain(|place| !place.trim().is_empty());
    places
}

/// The addresses of `srcset`, each with its width or density (HTML Standard, 4.8.4.2.1).
fn of_set(set: &str) -> Vec<(f64, String)> {
    let mut found = Vec::new();
    let mut rest = set.trim_start_matches([',', ' ', '\n', '\t', '\r']);
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (place, behind) = rest.split_at(end);
        // An address may hold commas, but does not end with one.
        let (size, behind) = if place.ends_with(',') { ("", behind) } else { behind.split_once(',').unwrap_or((behind, "")) };
        let number = size.trim().trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(1.0);
        found.push((number, place.trim_end_matches(',').to_owned()));
        rest = behind.trim_start_matches([',', ' ', '\n', '\t', '\r']);
    }
    found
}

/// What a page shows beside its words.
pub struct Found {
    /// Which of its pictures it is, if it is one.
    pub picture: Option<usize>,
    /// What a reader sees instead.
    pub words: String,
    pub finding: Finding,
}

/// What is left out, with its line, unless it is taken over.
pub fn findings(page: &Document, lines: &Lines<'_>, source: &Source) -> Vec<Found> {
    let mut from = 0;
    let mut found = Vec::new();
    let all = page.select("body img, body video, body audio, body iframe, body object, body embed, body canvas, body svg");
    for node in all.nodes() {
        let Some(text) = words(node).filter(|_| found.len() < MOST || node.has_attr(MARK)) else { continue };
        let picture = index(node);
        let line = match picture.and_then(|picture| lines.pictures.get(picture)) {
            Some((_, from)) => line(source, *from),
            None => {
                from = lines.raw_place(&address(node), from).unwrap_or(from);
                line(source, from)
            }
        };
        let own = picture.and_then(|picture| lines.pictures.get(picture));
        let words = own.map_or_else(|| text.clone(), |(picture, _)| picture.alt.clone());
        let text = match picture {
            Some(_) if words.is_empty() => text.rsplit(" · ").next().unwrap_or("").to_owned(),
            Some(_) => words.clone(),
            None => text,
        };
        let finding = Finding { line, rule: report::PICTURE, text, kind: Kind::Dropped, sure: Certainty::Likely, remark: None };
        found.push(Found { picture, words, finding });
    }
    found
}

fn line(source: &Source, from: usize) -> u32 {
    source.line_at(u32::try_from(from).unwrap_or(u32::MAX))
}

/// Where pictures stand in the file, by their addresses.
pub fn placed(pictures: Vec<Picture>, lines: &Lines<'_>) -> Vec<(Picture, usize)> {
    /// As much of an address tells where it stands.
    const ENOUGH: usize = 100;
    let mut from = 0;
    let place = |from: &mut usize, picture: &Picture| {
        let address: String = picture.places.last().map_or("", String::as_str).chars().take(ENOUGH).collect();
        *from = lines.raw_place(&address, *from).unwrap_or(*from);
        *from
    };
    pictures
        .into_iter()
        .enumerate()
        .map(|(nth, picture)| {
            let at = if nth < MOST { place(&mut from, &picture) } else { from };
            (picture, at)
        })
        .collect()
}

/// Takes out of what is left out the pictures that stand in the text.
pub fn without_shown(found: Vec<Found>, lines: &Lines<'_>, flow: &Flow) -> Vec<Finding> {
    let key = |picture: &Picture| (picture.places.clone(), picture.alt.clone());
    let mut shown: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
    let blocks = flow.blocks.iter().chain(flow.notes.iter().flat_map(|note| &note.body));
    for edit in blocks.flat_map(|block| &block.edits) {
        if let What::Picture(picture) = &edit.what {
            *shown.entry(key(picture)).or_default() += 1;
        }
    }
    let mut is_shown = |found: &Found| {
        let picture = found.picture.and_then(|picture| lines.pictures.get(picture));
        let left = picture.and_then(|(picture, _)| shown.get_mut(&key(picture))).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    };
    found.into_iter().filter_map(|found| (!is_shown(&found)).then_some(found.finding)).collect()
}

fn address(node: &NodeRef<'_>) -> String {
    // Sound and film may have several sources, of which each is the same.
    let all = std::iter::once(*node).chain(named(node, &["source"]));
    let mut addresses = all.flat_map(|node| ["src", "data-src", "data"].map(|name| attribute(&node, name)));
    addresses.find(|address| !address.is_empty()).unwrap_or_default()
}

/// The words in a drawing, and those for who cannot see what is shown.
fn inside(node: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for text in node.descendants_it().filter(|node| node.is_text() && !node.parent().is_some_and(|outer| is_program(&outer))) {
        words.push_str(&text.text());
        words.push(' ');
    }
    words
}

fn is_program(node: &NodeRef<'_>) -> bool {
    matches!(node.node_name().as_deref(), Some("script" | "style"))
}

/// Whether something is seen, and does not only count readers or fill a place.
fn is_shown(node: &NodeRef<'_>) -> bool {
    let size = |name: &str| attribute(node, name).trim().parse::<u32>().ok();
    let is_dot = size("width").is_some_and(|width| width <= 2) || size("height").is_some_and(|height| height <= 2);
    !is_dot && !is_hidden(node) && !node.ancestors_it(None).any(|outer| outer.is_element() && is_hidden(&outer))
}

/// The description of something that is shown.
fn said(node: &NodeRef<'_>) -> String {
    squeeze(
        &["alt", "title", "aria-label"]
            .map(|name| attribute(node, name))
            .into_iter()
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default(),
    )
}

/// The description of a picture and where it was; nothing of what is not seen.
fn words(node: &NodeRef<'_>) -> Option<String> {
    let alt = said(node);
    let address = address(node);
    let address = if address.starts_with("data:") { "data:" } else { address.as_str() };
    let inner = squeeze(&inside(node));
    let said = [alt.as_str(), inner.as_str(), address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    (!said.is_empty() && is_shown(node)).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_holds_a_picture_and_its_caption() {
        for (html, expected) in [
            ("<div class=figcenter><img src=a.png><p>The ford.</p></div>", true),
            ("<div><a href=b.png><img src=a.png></a><div class=caption>The ford.</div></div>", true),
            ("<div><img src=a.png><p class=caption>The ford.</p><p>The wheel turned.</p></div>", false),
        ] {
            let page = Document::from(html);
            mark(&page);
            let found = page.select("body > div").nodes().iter().any(|node| is_figure(node, "div"));
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn letters_that_are_pictures_are_words() {
        for (html, expected) in [
            ("<p><img alt=T src=t.png>he keeper", "The keeper"),
            ("<p><img alt=T class=drop-cap><span class=upper>he</span> keeper", "The keeper"),
            ("<p>父は<img alt='※(「火＋華」)' class=gaiji>の中", "父は※(「火＋華」)の中"),
            ("<p>Close <img alt=x> now", "Close  now"),
            ("<p>A <img alt='Old wheel'>wheel", "A wheel"),
            ("<p>Gone <img alt='🙂' class=wp-emoji>", "Gone 🙂"),
        ] {
            let page = Document::from(html);
            in_words(&page);
            assert_eq!(page.select("p").text().as_ref(), expected, "{html}");
        }
    }
}
