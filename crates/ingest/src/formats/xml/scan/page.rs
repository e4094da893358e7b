//! PAGE XML: regions with lines, whose order stands apart; of several readings of a line the first by its index is the text.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    Scan,
    boxes::{Place, Sheet},
    number,
    zones::{Zone, of_region},
};
use crate::{
    formats::xml::node::{attribute, children, words},
    hyphen::add_line,
};

/// Reads all pages of a file.
pub fn read(root: Node<'_, '_>, scan: &mut Scan) {
    for page in children(root, "Page") {
        let sheet = Sheet { width: number(page, "imageWidth"), height: number(page, "imageHeight"), unit: "pixel".to_owned() };
        scan.page("", attribute(page, "imageFilename"), &sheet);
        let mut order = BTreeMap::new();
        for group in children(page, "ReadingOrder") {
            ordered(group, &mut order);
        }
        let mut regions: Vec<Node<'_, '_>> = page.children().filter(|part| is_region(*part)).collect();
        // What the order does not name comes behind it, as it stands in the file.
        regions.sort_by_key(|region| order.get(attribute(*region, "id")).copied().unwrap_or(usize::MAX));
        regions.into_iter().for_each(|region| read_region(region, scan));
    }
}

/// The places of regions, group in group.
fn ordered<'a>(group: Node<'a, '_>, order: &mut BTreeMap<&'a str, usize>) {
    let mut members: Vec<Node<'a, '_>> = group.children().filter(Node::is_element).collect();
    members.sort_by_key(|member| attribute(*member, "index").parse::<usize>().unwrap_or(usize::MAX));
    for member in members {
        let region = attribute(member, "regionRef");
        if !region.is_empty() {
            let place = order.len();
            order.entry(region).or_insert(place);
        }
        ordered(member, order);
    }
}

/// Whether an element is a region, of whichever kind: text may stand in all of them.
fn is_region(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    name.ends_with("Region") || name == "TableCell"
}

fn read_region(region: Node<'_, '_>, scan: &mut Scan) {
    if region.tag_name().name() == "TableRegion" && read_table(region, scan) {
        return;
    }
    read_lines(region, scan);
    scan.end_block();
    region.children().filter(|inner| is_region(*inner)).for_each(|inner| read_region(inner, scan));
}

/// Tables with more columns are none.
const MOST_COLUMNS: usize = 60;

/// The cells of a table, a block for each row; whether they say where they stand.
fn read_table(table: Node<'_, '_>, scan: &mut Scan) -> bool {
    let mut cells = Vec::new();
    for cell in table.children().filter(|part| is_region(*part)) {
        let role = children(cell, "Roles").flat_map(|roles| children(roles, "TableCellRole")).next().unwrap_or(cell);
        let place = |names: [&str; 2]| names.iter().find_map(|name| attribute(role, name).parse::<usize>().ok());
        let Some(place) = place(["rowIndex", "row"]).zip(place(["columnIndex", "col"])) else { return false };
        cells.push((place, cell));
    }
    if cells.is_empty() {
        return false;
    }
    read_lines(table, scan);
    cells.sort_by_key(|(place, _)| *place);
    let mut open = None;
    for ((row, column), cell) in cells {
        if open != Some(row) {
            scan.end_block();
            scan.rows.push((scan.place(), open.is_none(), Vec::new()));
            open = Some(row);
        }
        let from = scan.text.len();
        read_lines(cell, scan);
        let mut words = String::new();
        scan.text.get(from..).unwrap_or("").lines().for_each(|line| add_line(&mut words, line));
        if let Some((.., cells)) = scan.rows.last_mut().filter(|_| column < MOST_COLUMNS) {
            cells.resize(column.max(cells.len()), String::new());
            cells.push(words);
        }
        cell.children().filter(|inner| is_region(*inner)).for_each(|inner| read_region(inner, scan));
    }
    scan.end_block();
    true
}

/// The lines of a region by itself.
fn read_lines(region: Node<'_, '_>, scan: &mut Scan) {
    let zone = of_region(region);
    scan.zone(zone);
    if zone == Zone::Number {
        scan.printed_number(&children(region, "TextLine").map(text).collect::<Vec<_>>().join(" "));
    }
    let mut lines: Vec<Node<'_, '_>> = children(region, "TextLine").collect();
    lines.sort_by_key(|line| in_order(*line));
    if lines.is_empty() {
        for line in text(region).lines() {
            scan.line(line, 0, None, &[]);
        }
    }
    for line in lines {
        let mut whole = text(line).replace('\n', " ");
        if whole.trim().is_empty() {
            whole = children(line, "Word").map(text).collect::<Vec<String>>().join(" ");
        }
        let of_words: Vec<Place> = children(line, "Word").filter_map(Place::of_page).collect();
        scan.line(&whole, 0, Place::of_page(line), &of_words);
    }
    scan.zone(Zone::Text);
}

/// The place of a line that Transkribus keeps in `custom`: `readingOrder {index:3;}`.
fn in_order(line: Node<'_, '_>) -> usize {
    let custom = attribute(line, "custom");
    let place = custom.split_once("readingOrder").and_then(|(_, rest)| rest.split_once("index:")).map_or("", |(_, rest)| rest);
    place.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()).and_then(|part| part.parse().ok()).unwrap_or(0)
}

/// The words of a region, a line or a word.
fn text(node: Node<'_, '_>) -> String {
    let index = |node: &Node<'_, '_>| attribute(*node, "index").parse::<usize>().unwrap_or(0);
    let best = children(node, "TextEquiv").min_by_key(index);
    let unicode = best.and_then(|best| children(best, "Unicode").next());
    unicode.map_or_else(String::new, |unicode| {
        let lines = unicode.text().unwrap_or("").lines().map(str::trim).collect::<Vec<_>>().join("\n");
        if lines.is_empty() { words(unicode) } else { lines }
    })
}
