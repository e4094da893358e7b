//! Who cites what: documents to the left, the works most cited to the right, and a line for each citation.
//!
//! A map of two columns can be read and followed with the finger, which a cloud of knots cannot. The columns are put
//! in an order in which few lines cross, by the mean of what each is joined to (Sugiyama, Tagawa, Toda 1981, doi:10.1109/TSMC.1981.4308636).
//! They are lists of words, which only a browser can measure; between them stands the drawing, which is stretched to their height.

use std::collections::BTreeMap;

use crate::site::view::{CitationMap, MapLine, MapNode};

/// Height of a row, in units of the drawing.
const ROW: u32 = 20;
/// Its width.
const WIDTH: u32 = 100;
/// How many rows a column may have.
pub const ROWS: usize = 16;
/// How often the columns are put in order after each other.
const ROUNDS: usize = 4;

/// Draws the map. `cites` holds pairs of a document and a work by their places in the lists; of documents that are too
/// many those are drawn that cite most of the works.
pub fn make(documents: Vec<MapNode>, works: Vec<MapNode>, cites: &[(usize, usize)]) -> CitationMap {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (document, _) in cites {
        *counts.entry(*document).or_default() += 1;
    }
    let mut left: Vec<usize> = counts.keys().copied().collect();
    left.sort_by_key(|document| (std::cmp::Reverse(counts.get(document).copied()), *document));
    left.truncate(ROWS);
    let cites: Vec<(usize, usize)> = cites.iter().filter(|(document, _)| left.contains(document)).copied().collect();
    let mut right: Vec<usize> = (0..works.len()).filter(|work| cites.iter().any(|(_, cited)| cited == work)).collect();
    right.truncate(ROWS);
    let cites: Vec<(usize, usize)> = cites.into_iter().filter(|(_, work)| right.contains(work)).collect();
    if cites.is_empty() {
        return CitationMap::default();
    }
    for _ in 0..ROUNDS {
        order(&mut left, &right, |document, work| cites.contains(&(document, work)));
        order(&mut right, &left, |work, document| cites.contains(&(document, work)));
    }
    let rows = left.len().max(right.len()) as u32;
    // The rows of a column share its height, and both columns are as high as the longer one.
    let y = |nth: usize, of: usize| (2 * nth as u32 + 1) * rows * ROW / (2 * of.max(1) as u32);
    let row = |list: &[usize], thing: usize| list.iter().position(|other| *other == thing).unwrap_or(0);
    let lines = cites.iter().map(|(document, work)| {
        let (from, to) = (y(row(&left, *document), left.len()), y(row(&right, *work), right.len()));
        let middle = WIDTH / 2;
        MapLine {
            path: format!("M0 {from}C{middle} {from} {middle} {to} {WIDTH} {to}"),
            document: row(&left, *document),
            work: row(&right, *work),
        }
    });
    CitationMap {
        lines: lines.collect(),
        width: WIDTH,
        height: rows * ROW,
        documents: column(&documents, &left),
        works: column(&works, &right),
    }
}

/// The nodes of a column, from above.
fn column(nodes: &[MapNode], order: &[usize]) -> Vec<MapNode> {
    order.iter().filter_map(|thing| nodes.get(*thing).cloned()).collect()
}

/// Puts a column into the order of the mean places of what each is joined to in the other.
fn order(column: &mut [usize], other: &[usize], joined: impl Fn(usize, usize) -> bool) {
    let mean = |thing: usize| {
        let places: Vec<usize> = other.iter().enumerate().filter(|(_, end)| joined(thing, **end)).map(|(place, _)| place).collect();
        places.iter().sum::<usize>() * 1000 / places.len().max(1)
    };
    let keys: BTreeMap<usize, usize> = column.iter().map(|thing| (*thing, mean(*thing))).collect();
    column.sort_by_key(|thing| keys.get(thing).copied());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(names: &str) -> Vec<MapNode> {
        names.chars().map(|name| MapNode { title: name.to_string(), ..MapNode::default() }).collect()
    }

    fn check(documents: &str, works: &str, cites: &[(usize, usize)], expected: &str) {
        let map = make(nodes(documents), nodes(works), cites);
        let column = |nodes: &[MapNode]| nodes.iter().map(|node| node.title.as_str()).collect::<String>();
        let ends: Vec<String> = map.lines.iter().map(|line| line.path.replace(['M', 'C'], " ")).collect();
        let ends: Vec<String> = ends
            .iter()
            .map(|path| {
                let numbers: Vec<&str> = path.split_whitespace().collect();
                format!("{}-{}", numbers[1], numbers[7])
            })
            .collect();
        assert_eq!(format!("{} | {} | {}", column(&map.documents), column(&map.works), ends.join(" ")), expected);
    }

    #[test]
    fn lines_cross_little() {
        check("ab", "xy", &[], " |  | ");
        check("a", "xy", &[(0, 0), (0, 1)], "a | xy | 20-10 20-30");
        // Without an order of their own these would all cross.
        check("abc", "xyz", &[(0, 2), (1, 1), (2, 0)], "cba | xyz | 50-50 30-30 10-10");
    }

    #[test]
    fn a_thousand_documents_take_no_more_room_than_sixteen() {
        let many: Vec<MapNode> = (0..1000).map(|n| MapNode { title: n.to_string(), ..MapNode::default() }).collect();
        let cites: Vec<(usize, usize)> = (0..1000).flat_map(|n| [(n, n % 40), (n, (n * 7) % 40)]).collect();
        let map = make(many.clone(), many[..40].to_vec(), &cites);
        assert!(map.documents.len() <= ROWS && map.works.len() <= ROWS && map.lines.len() <= ROWS * ROWS);
        assert!(map.lines.iter().all(|line| line.document < map.documents.len() && line.work < map.works.len()));
    }
}
