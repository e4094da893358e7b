//! METS: which files are the pages of a scanned text, in which order, and what is said of the text (METS 1.12,
//! <https://www.loc.gov/standards/mets/>).

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use roxmltree::Node;

use super::{LONGEST_NUMBER, mods};
use crate::{
    formats::xml::node::{attribute, children},
    front_matter::Front,
};

/// A page that has a file with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The file, as METS names it.
    pub file: String,
    /// Its number as printed; empty if none is said.
    pub number: String,
    /// The name of its picture; empty if none is said.
    pub picture: String,
    /// The parts of the text that begin on it, each with the level of its heading.
    pub parts: Vec<(u8, String)>,
}

impl Leaf {
    /// Of which nothing is said.
    pub const NONE: Self = Self { file: String::new(), number: String::new(), picture: String::new(), parts: Vec::new() };
}

/// The pages of a text, in order.
#[derive(Debug, Default)]
pub struct Order {
    /// Each file once: one may hold several pages.
    pub pages: Vec<Leaf>,
    /// Files with the same words in other forms, and pictures: they belong to the text and are none of their own.
    pub others: Vec<String>,
    pub front: Front,
}

/// A page of the physical map.
struct Page<'f, 'a> {
    id: &'a str,
    number: String,
    files: Vec<&'f File>,
    parts: Vec<(u8, String)>,
}

/// A file of METS.
struct File {
    /// The place of its group; later ones are made of those before.
    group: usize,
    /// Where METS names it, in bytes.
    at: usize,
    /// What the group is for.
    used: String,
    kind: Kind,
    place: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    Picture,
    Other,
}

/// Reads the order. `has_words`: whether the file of that name is here, and holds recognised text.
pub fn read(root: Node<'_, '_>, has_words: &dyn Fn(&str) -> bool) -> Order {
    let files = files(root, has_words);
    let mut pages: Vec<Page<'_, '_>> = Vec::new();
    if let Some(map) = physical(root) {
        walk(map, &files, &mut pages);
    }
    parts(root, &files, &mut pages);
    let of_kind = |kind: Kind| move |file: &&File| file.kind == kind;
    let is_mapped = pages.iter().any(|page| page.files.iter().any(|file| file.kind == Kind::Words));
    if !is_mapped {
        // No page names its words: they stand in the order of the files.
        let words = files.values().filter(|file| file.kind == Kind::Words);
        pages = words.map(|file| Page { id: "", number: String::new(), files: vec![file], parts: Vec::new() }).collect();
        pages.sort_by_key(|page| page.files.first().map(|file| (file.group, file.at)));
    }
    let mut count: BTreeMap<usize, usize> = BTreeMap::new();
    for file in pages.iter().flat_map(|page| &page.files).filter(|file| file.kind == Kind::Words && has_words(&file.place)) {
        *count.entry(file.group).or_default() += 1;
    }
    // What somebody has looked through is better than what a program has read, and the last reading better than the first.
    let rank = |file: &File| (count.get(&file.group).copied().unwrap_or(0), file.used.contains("GT"), file.group);
    let words = pages.iter().flat_map(|page| &page.files).copied().filter(of_kind(Kind::Words));
    let best: Option<&File> = words.max_by_key(|file| rank(file));
    let is_best = |file: &File| best.is_some_and(|best| best.group == file.group);
    if !is_mapped {
        // Groups hold the same pages in other forms, unless each holds one page.
        let is_page_each = pages.iter().flat_map(|page| &page.files).filter(|file| is_best(file)).count() == 1;
        let is_alike = |file: &File| best.is_some_and(|best| best.used == file.used);
        pages.retain(|page| page.files.iter().any(|file| is_best(file) || is_page_each && is_alike(file)));
    }
    let leaves = pages.into_iter().filter_map(|Page { number, files, parts, .. }| {
        let words = files.iter().copied().filter(of_kind(Kind::Words));
        let words = words.max_by_key(|file| (has_words(&file.place), is_best(file), rank(file)))?;
        let picture = files
            .iter()
            .copied()
            .filter(of_kind(Kind::Picture))
            .min_by_key(|file| (is_small(&file.used), Reverse(is_main(&file.used)), file.group));
        Some(Leaf { file: words.place.clone(), number, picture: picture.map_or(String::new(), |file| file.place.clone()), parts })
    });
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let pages: Vec<Leaf> = leaves.filter(|leaf| taken.insert(leaf.file.clone())).collect();
    let others = files.into_values().filter(|file| file.kind != Kind::Other && !taken.contains(&file.place));
    Order { others: others.map(|file| file.place).collect(), pages, front: described(root) }
}

/// The files by their ids.
fn files<'a>(root: Node<'a, '_>, is_here: &dyn Fn(&str) -> bool) -> BTreeMap<&'a str, File> {
    let mut found = BTreeMap::new();
    let groups = root.descendants().filter(|node| node.tag_name().name() == "fileGrp");
    for (group, node) in groups.enumerate() {
        let used = node.ancestors().map(|outer| attribute(outer, "USE")).find(|used| !used.is_empty()).unwrap_or("");
        for file in children(node, "file") {
            let mut places = children(file, "FLocat").map(|place| local(attribute(place, "href")));
            let first = places.next().unwrap_or_default();
            let place = std::iter::once(first.clone()).chain(places).find(|place| is_here(place)).unwrap_or(first);
            let kind = kind(attribute(file, "MIMETYPE"), &place);
            found.insert(attribute(file, "ID"), File { group, at: file.range().start, used: used.to_uppercase(), kind, place });
        }
    }
    found
}

/// A place as a path from the folder of METS: programs write `file://./alto/1.xml` and `alto\1.xml`.
fn local(href: &str) -> String {
    let path = href.trim().strip_prefix("file://").unwrap_or(href.trim()).replace('\\', "/");
    if path.contains("://") { path } else { scholion_base::text::percent_decoded(&path) }
}

fn kind(mime: &str, place: &str) -> Kind {
    let mime = mime.to_ascii_lowercase();
    let ending = place.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    if mime.starts_with("image/") || matches!(ending.as_str(), "tif" | "tiff" | "jpg" | "jpeg" | "png" | "jp2" | "gif" | "webp") {
        Kind::Picture
    } else if mime.contains("xml")
        || mime.contains("html")
        || mime == "text/plain"
        || matches!(ending.as_str(), "xml" | "hocr" | "html" | "txt")
    {
        Kind::Words
    } else {
        Kind::Other
    }
}

/// The map of the leaves of the thing; without one any that names files.
fn physical<'a, 'i>(root: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let maps = || root.descendants().filter(|node| node.tag_name().name() == "structMap");
    let is_called = |map: &Node<'_, '_>| attribute(*map, "TYPE").eq_ignore_ascii_case("physical");
    maps().find(is_called).or_else(|| maps().find(|map| map.descendants().any(|node| node.tag_name().name() == "fptr")))
}

/// The parts that point to files, in the order that they say.
fn walk<'f, 'a>(node: Node<'a, '_>, files: &'f BTreeMap<&str, File>, pages: &mut Vec<Page<'f, 'a>>) {
    let mut parts: Vec<Node<'a, '_>> = children(node, "div").collect();
    let order = |part: &Node<'_, '_>| attribute(*part, "ORDER").trim().parse::<f64>().ok();
    if parts.iter().all(|part| order(part).is_some()) {
        parts.sort_by(|one, other| order(one).unwrap_or(0.0).total_cmp(&order(other).unwrap_or(0.0)));
    }
    for part in parts {
        let mut own: Vec<&File> = Vec::new();
        for pointer in children(part, "fptr").flat_map(|pointer| pointer.descendants()) {
            if let Some(file) = files.get(attribute(pointer, "FILEID")).filter(|file| !own.iter().any(|known| known.place == file.place)) {
                own.push(file);
            }
        }
        // One file for all pages is none of a page.
        if !own.is_empty() && children(part, "div").next().is_none() {
            pages.push(Page { id: attribute(part, "ID"), number: label(part), files: own, parts: Vec::new() });
        }
        walk(part, files, pages);
    }
}

/// The parts of the text, by the logical map: each begins on the first page that it is linked to, or whose file it points to.
fn parts(root: Node<'_, '_>, files: &BTreeMap<&str, File>, pages: &mut [Page<'_, '_>]) {
    let maps = root.descendants().filter(|node| node.tag_name().name() == "structMap");
    let Some(map) = maps.into_iter().find(|map| attribute(*map, "TYPE").eq_ignore_ascii_case("logical")) else { return };
    let by_id: BTreeMap<&str, usize> = pages.iter().enumerate().rev().map(|(nth, page)| (page.id, nth)).collect();
    let by_file: BTreeMap<&str, usize> =
        pages.iter().enumerate().rev().flat_map(|(nth, page)| page.files.iter().map(move |file| (file.place.as_str(), nth))).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for link in root.descendants().filter(|node| node.tag_name().name() == "smLink") {
        if let Some(page) = by_id.get(attribute(link, "to")) {
            first.entry(attribute(link, "from")).and_modify(|known| *known = (*known).min(*page)).or_insert(*page);
        }
    }
    let by_pointer = |part: Node<'_, '_>| {
        let pointers = children(part, "fptr").flat_map(|pointer| pointer.descendants());
        pointers.filter_map(|pointer| by_file.get(files.get(attribute(pointer, "FILEID"))?.place.as_str()).copied()).min()
    };
    let Some(text) = chain(map).pop() else { return };
    for part in text.descendants().skip(1).filter(|part| part.tag_name().name() == "div") {
        let called = attribute(part, "LABEL").trim();
        let page = first.get(attribute(part, "ID")).copied().or_else(|| by_pointer(part));
        let is_part = !called.is_empty() && !NO_PARTS.contains(&attribute(part, "TYPE").to_lowercase().as_str());
        if let Some(page) = page.and_then(|page| pages.get_mut(page)).filter(|_| is_part) {
            let depth = part.ancestors().take_while(|outer| *outer != text).count();
            page.parts.push((u8::try_from(depth + 1).unwrap_or(6).min(6), called.to_owned()));
        }
    }
}

/// Parts of a book that are no parts of its text (DFG's list of structures).
const NO_PARTS: [&str; 12] = [
    "page",
    "title_page",
    "titlepage",
    "cover",
    "cover_front",
    "cover_back",
    "binding",
    "endsheet",
    "spine",
    "illustration",
    "map",
    "ornament",
];

/// The number of a page as it is printed; what stands for none is none.
fn label(part: Node<'_, '_>) -> String {
    let is_number = |label: &&str| label.chars().any(char::is_alphanumeric) && !label.contains(' ') && label.len() < LONGEST_NUMBER;
    [attribute(part, "ORDERLABEL"), attribute(part, "LABEL")].into_iter().map(str::trim).find(is_number).unwrap_or("").to_owned()
}

fn is_small(used: &str) -> bool {
    ["THUMB", "MIN", "TEASER", "SMALL"].iter().any(|word| used.contains(word))
}

fn is_main(used: &str) -> bool {
    used.contains("DEFAULT")
}

/// What is said of the text: by the part that it is, and by those that hold it; without any, by the first description.
fn described(root: Node<'_, '_>) -> Front {
    let sections: BTreeMap<&str, Node<'_, '_>> =
        root.descendants().filter(|node| node.tag_name().name() == "dmdSec").map(|node| (attribute(node, "ID"), node)).collect();
    let said = |part: &Node<'_, '_>| {
        attribute(*part, "DMDID").split_whitespace().filter_map(|id| sections.get(id)).find_map(|section| mods::read(*section))
    };
    let maps = || root.descendants().filter(|node| node.tag_name().name() == "structMap");
    let mut chains = maps().map(|map| chain(map).iter().rev().filter_map(said).collect::<Vec<Front>>());
    let Some(mut chain) = chains.find(|chain| !chain.is_empty()).map(Vec::into_iter) else {
        return sections.values().find_map(|section| mods::read(*section)).unwrap_or_default();
    };
    let mut front = chain.next().unwrap_or_default();
    chain.for_each(|outer| front.fill(outer));
    front
}

/// The part that a text is, behind those that hold it: a newspaper, its issue.
fn chain<'a, 'i>(map: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    let mut part = children(map, "div").next();
    while let Some(one) = part {
        found.push(one);
        let mut inner = children(one, "div");
        part = inner.next().filter(|_| HOLDERS.contains(&attribute(one, "TYPE").to_lowercase().as_str()) && inner.next().is_none());
    }
    found
}

/// Parts that are no text and hold one (DFG's list of structures, and what others call them).
const HOLDERS: [&str; 10] =
    ["newspaper", "periodical", "journal", "serial", "series", "multivolume_work", "multivolumework", "year", "month", "day"];
