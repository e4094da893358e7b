//! Tables, with or without a grid.

use roxmltree::Node;

use super::{
    super::{
        page::open_table,
        styles::{child, value},
        talk,
    },
    Reader, own_words,
};

/// A cell, and how many columns and rows it fills.
struct Cell<'a, 'i> {
    node: Node<'a, 'i>,
    column: usize,
    columns: usize,
    rows: usize,
    /// Whether it only goes on from the row above.
    goes_on: bool,
}

/// Rows and cells may stand in elements that hold them, such as fields for entries.
fn within<'a, 'i>(node: Node<'a, 'i>, name: &str, found: &mut Vec<Node<'a, 'i>>, depth: usize) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            own if own == name => found.push(child),
            "tbl" | "tr" | "tc" | "p" => {}
            _ if depth < 20 => within(child, name, found, depth + 1),
            _ => {}
        }
    }
}

impl<'a, 'i> Reader<'a, 'i> {
    /// A table.
    pub fn table(&mut self, node: Node<'a, 'i>) {
        self.end_lists();
        let mut rows: Vec<Node<'a, 'i>> = Vec::new();
        within(node, "tr", &mut rows, 0);
        rows.retain(|row| {
            let is_deleted = Self::is_deleted(child(*row, "trPr"));
            if is_deleted {
                let words: Vec<String> = super::paragraphs(*row);
                self.leave_out_deleted(&words.join(" "), "");
            }
            !is_deleted
        });
        let mut grid: Vec<Vec<Cell<'a, 'i>>> = rows.iter().map(|row| cells(*row)).collect();
        span_rows(&mut grid);
        if self.talk(&grid) {
            return;
        }
        self.page.put(open_table(node, "tbl"));
        for row in &grid {
            self.page.put("<tr>");
            for cell in row.iter().filter(|cell| !cell.goes_on) {
                self.cell(cell);
            }
            self.page.put("</tr>\n");
        }
        self.page.put("</table>\n");
        // Words beside the paragraphs of a cell that goes on are rare, and no less words.
        for cell in grid.iter().flatten().filter(|cell| cell.goes_on) {
            let mut words = String::new();
            own_words(cell.node, &mut words, 0);
            if words.chars().any(char::is_alphanumeric) {
                self.blocks(cell.node);
            }
        }
    }

    /// Writes the turns of an interview that stands in a table. Whether it is one.
    fn talk(&mut self, grid: &[Vec<Cell<'a, 'i>>]) -> bool {
        let is_plain = grid.iter().flatten().all(|cell| cell.columns == 1 && cell.rows == 1 && !cell.goes_on);
        let words = |cell: &Cell<'_, '_>| super::paragraphs(cell.node).join(" ");
        let rows: Vec<Vec<String>> = if is_plain { grid.iter().map(|row| row.iter().map(words).collect()).collect() } else { Vec::new() };
        let Some(talk) = talk::read(&rows) else { return false };
        talk.tell(&mut self.page, &rows);
        for (cells, row) in grid.iter().zip(&rows).skip(usize::from(talk.has_head)) {
            let from = self.page.length();
            if let Some(cell) = cells.get(talk.words) {
                self.blocks(cell.node);
                self.end_lists();
            }
            talk.lead(&mut self.page, from, row);
        }
        true
    }

    fn cell(&mut self, cell: &Cell<'a, 'i>) {
        let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
        self.page.put(&format!("<td{}{}>", span("colspan", cell.columns), span("rowspan", cell.rows)));
        let outer = std::mem::take(&mut self.lists);
        self.blocks(cell.node);
        self.end_lists();
        self.lists = outer;
        self.page.put("</td>");
    }
}

fn cells<'a, 'i>(row: Node<'a, 'i>) -> Vec<Cell<'a, 'i>> {
    let number = |node: Option<Node<'_, '_>>| node.and_then(|node| value(node).parse::<usize>().ok());
    let mut nodes = Vec::new();
    within(row, "tc", &mut nodes, 0);
    let mut column = child(row, "trPr").map_or(0, |properties| number(child(properties, "gridBefore")).unwrap_or(0)).min(64);
    let cells = nodes.into_iter().map(|node| {
        let properties = child(node, "tcPr");
        let of = |name: &str| properties.and_then(|properties| child(properties, name));
        let columns = number(of("gridSpan")).unwrap_or(1).clamp(1, 64);
        let goes_on = of("vMerge").is_some_and(|merge| value(merge) != "restart");
        let cell = Cell { node, column, columns, rows: 1, goes_on };
        column += columns;
        cell
    });
    cells.collect()
}

/// Cells that go on in the rows below fill these as well.
fn span_rows(grid: &mut [Vec<Cell<'_, '_>>]) {
    for at in (0..grid.len()).rev() {
        let (above, below) = grid.split_at_mut(at + 1);
        let Some(row) = above.last_mut() else { continue };
        for cell in row {
            let under = below.first().into_iter().flatten().find(|other| other.goes_on && other.column == cell.column);
            cell.rows += under.map_or(0, |under| under.rows);
        }
    }
    // What goes on from nothing is a cell.
    if let Some(first) = grid.first_mut() {
        first.iter_mut().for_each(|cell| cell.goes_on = false);
    }
}
