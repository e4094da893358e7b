//! ALTO: blocks of lines of strings; a hyphen at a line end is an element, and both halves of the word know the whole.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    Scan,
    boxes::{Place, Sheet},
    indent, number,
    zones::{Zone, named},
};
use crate::formats::xml::node::{attribute, children, field};

/// Reads all pages of a file.
pub fn read(root: Node<'_, '_>, scan: &mut Scan) {
    let picture = field(root, "fileName");
    let unit = field(root, "MeasurementUnit");
    let order: BTreeMap<&str, usize> = root
        .descendants()
        .filter(|node| node.tag_name().name() == "ElementRef")
        .enumerate()
        .map(|(nth, node)| (attribute(node, "REF"), nth))
        .collect();
    // Programs write what a block is into tags of several kinds.
    let tags = root.descendants().filter(|node| matches!(node.tag_name().name(), "LayoutTag" | "OtherTag" | "RoleTag" | "StructureTag"));
    let labels: BTreeMap<&str, &str> = tags.map(|tag| (attribute(tag, "ID"), attribute(tag, "LABEL"))).collect();
    for page in root.descendants().filter(|node| node.tag_name().name() == "Page") {
        let sheet = Sheet { width: number(page, "WIDTH"), height: number(page, "HEIGHT"), unit: unit.clone() };
        scan.page(attribute(page, "PRINTED_IMG_NR"), &picture, &sheet);
        let has_print = children(page, "PrintSpace").any(|part| part.descendants().any(|part| part.tag_name().name() == "String"));
        // The margins stand around the print, whatever their order in the file.
        for part in ["TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin"] {
            let mut blocks: Vec<Node<'_, '_>> =
                children(page, part).flat_map(|part| part.descendants()).filter(|node| node.tag_name().name() == "TextBlock").collect();
            // What the order does not name stays behind what stands before it in the file.
            let place = |node: &Node<'_, '_>| node.ancestors().find_map(|outer| order.get(attribute(outer, "ID")).copied());
            if !order.is_empty() {
                blocks.sort_by_key(|block| place(block).unwrap_or(usize::MAX));
            }
            // What stands in a margin above or below is no text of the page, unless it is long: some programs put notes there.
            let most = match part {
                "TopMargin" => 12,
                "BottomMargin" => 3,
                _ => 0,
            };
            for block in blocks {
                let names = attribute(block, "TAGREFS").split_whitespace().filter_map(|tag| labels.get(tag));
                let mut zone = names.map(|name| named(name)).find(|zone| *zone != Zone::Text).unwrap_or(Zone::Text);
                if zone == Zone::Number {
                    scan.printed_number(&children(block, "TextLine").map(words_of).collect::<Vec<_>>().join(" "));
                }
                let count = block.descendants().filter(|part| part.tag_name().name() == "String").count();
                // The head of a part stands there, too, and once.
                if zone == Zone::Text && has_print && count <= most {
                    zone = if part == "TopMargin" { Zone::Edge } else { Zone::Aside };
                }
                scan.zone(zone);
                read_block(block, scan);
                scan.zone(Zone::Text);
            }
        }
    }
}

fn read_block(block: Node<'_, '_>, scan: &mut Scan) {
    let lines = || children(block, "TextLine");
    let edge = lines().filter_map(|line| number(line, "HPOS")).fold(f64::INFINITY, f64::min);
    for line in lines() {
        let words = words_of(line);
        let place = number(line, "HPOS").zip(number(line, "WIDTH"));
        let set_in = place.map_or(0, |(left, width)| indent(left, edge, width, words.chars().count()));
        let of_words: Vec<Place> = children(line, "String").filter_map(Place::of_alto).collect();
        scan.is_cut = is_cut(line);
        scan.line(&words, set_in, Place::of_alto(line), &of_words);
        scan.is_cut = false;
    }
    scan.end_block();
}

/// Whether the last word of a line goes on in the next, and the file says that the whole has no hyphen.
fn is_cut(line: Node<'_, '_>) -> bool {
    let last = children(line, "String").last().filter(|last| attribute(*last, "SUBS_TYPE") == "HypPart1");
    let whole = last.map_or("", |last| attribute(last, "SUBS_CONTENT"));
    !whole.is_empty() && !whole.contains(['-', '‐'])
}

fn words_of(line: Node<'_, '_>) -> String {
    let mut words = String::new();
    let mut is_cut = false;
    for part in line.children().filter(Node::is_element) {
        match part.tag_name().name() {
            "String" => {
                // Older files have no SP between strings.
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
                words.push_str(attribute(part, "CONTENT"));
                is_cut = attribute(part, "SUBS_TYPE") == "HypPart1";
            }
            "SP" => words.push(' '),
            "HYP" => {
                words.truncate(words.trim_end().len());
                words.push('-');
                is_cut = false;
            }
            _ => {}
        }
    }
    let end = words.trim_end();
    if is_cut && !end.ends_with(['-', '¬', '⸗', '=', '\u{ad}', '‐']) {
        words.truncate(end.len());
        words.push('-');
    }
    words
}
