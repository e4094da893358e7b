//! Tables: which hold data, and their cells.

use dom_query::NodeRef;

use super::{
    attribute,
    elements::{is_block, named},
    walk::Walk,
};
use crate::{
    block::Role,
    formats::{DEEPEST, grid::Grid, passage::Passage},
};

/// Cells of a table for a layout hold more letters than this, as a mean.
const LONG: usize = 300;

/// Whether a table holds data, and is no frame for a layout. One that holds lists or several paragraphs in a cell does, if it has rows
/// and columns of short cells, or says that it is one: by a head, a caption, a border.
pub fn is_data(table: &NodeRef<'_>) -> bool {
    if matches!(attribute(table, "role").as_str(), "presentation" | "none") {
        return false;
    }
    let (mut cells, mut rows, mut letters) = (0usize, 0usize, 0usize);
    let border = attribute(table, "border");
    let mut says_so = !border.is_empty() && border != "0";
    let mut is_mixed = false;
    for node in table.descendants_it() {
        if node.is_text() {
            letters += node.text().trim().len();
        }
        match node.node_name().as_deref() {
            Some("table" | "h1" | "h2" | "article" | "section" | "main" | "nav" | "form" | "pre") => return false,
            Some("ul" | "ol" | "h3" | "blockquote") => is_mixed = true,
            Some("td") => cells += 1,
            Some("th") => {
                cells += 1;
                says_so = true;
            }
            Some("caption" | "thead") => says_so = true,
            Some("tr") => rows += 1,
            _ => {}
        }
    }
    cells > 1 && (!is_mixed || says_so || (rows > 1 && cells > rows && letters < cells * LONG))
}

impl Walk<'_, '_> {
    /// A table: its caption, and its rows.
    pub fn table(&mut self, node: NodeRef<'_>, depth: usize) {
        for caption in named(&node, &["caption"]) {
            self.children(caption, depth + 1);
            self.flow.end();
        }
        let mut grid = Grid::default();
        for (index, row) in named(&node, &["tr"]).into_iter().enumerate() {
            self.flow.begin(Role::Row(index == 0));
            for (place, cell) in row.children_it(false).filter(is_cell).enumerate() {
                self.flow.cells(usize::from(place > 0) + grid.before());
                let from = self.flow.place();
                cell.children_it(false).for_each(|child| self.cell(child, depth + 1));
                if let Some(passage) = self.passage(&cell) {
                    self.flow.passage(from, passage);
                }
                self.flow.cells(grid.cell(&attribute(&cell, "colspan"), &attribute(&cell, "rowspan")));
            }
            grid.end();
            self.flow.end();
        }
    }

    /// What stands in a cell stays in it: its blocks are lines.
    fn cell(&mut self, node: NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return self.words(&node) };
        if !is_block(&name) {
            self.element(node, depth);
        } else if depth <= DEEPEST * 2 && !super::elements::SILENT.contains(&name.as_ref()) {
            self.flow.fresh_line();
            let from = self.flow.place();
            node.children_it(false).for_each(|child| self.cell(child, depth + 1));
            if let Some(passage) = self.passage(&node) {
                self.flow.passage(from, passage);
            }
            self.flow.fresh_line();
        }
    }

    /// The language and direction that an element says, where they are others than around it.
    pub fn passage(&self, node: &NodeRef<'_>) -> Option<Passage> {
        let lang = [attribute(node, "lang"), attribute(node, "xml:lang")].into_iter().find(|lang| !lang.is_empty()).unwrap_or_default();
        Passage::read(&lang, &attribute(node, "dir")).and_then(|passage| passage.other_than(self.langs.last().map_or("", String::as_str)))
    }
}

fn is_cell(node: &NodeRef<'_>) -> bool {
    matches!(node.node_name().as_deref(), Some("td" | "th"))
}
