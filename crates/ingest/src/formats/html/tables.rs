//! Tables: which hold data, and their cells.
//!
//! Markdown has tables of cells that are one line each. Any other stays a table of HTML whose tags stand around blocks of Markdown, so
//! that notes and links in it are what they are elsewhere.

use dom_query::NodeRef;

use super::{
    attribute,
    elements::{is_block, named},
    letters, lists,
    signs::{self, Part},
    talk::{self, Turn},
    walk::Walk,
};
use crate::{
    block::Role,
    formats::{DEEPEST, passage::Passage},
};

/// Cells of a table for a layout hold more letters than this, as a mean.
const LONG: usize = 300;

/// As many columns or rows may a cell take.
const WIDEST: usize = 1000;

/// What stands in a cell and is no line.
#[rustfmt::skip]
const MANY: &[&str] = &["ul", "ol", "dl", "pre", "blockquote", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "details"];

/// Whether a table holds data, and is no frame for a layout. One that says that it is one, by a head, a caption, a border, does; so does one
/// with rows and columns that have words, of short cells where lists or several paragraphs stand in them.
pub fn is_data(table: &NodeRef<'_>) -> bool {
    if matches!(attribute(table, "role").as_str(), "presentation" | "none") {
        return false;
    }
    let border = attribute(table, "border");
    let (mut is_mixed, mut is_nested) = (false, false);
    let mut says_so = named(table, &["th", "caption", "thead"]).iter().any(|node| is_of(node, table));
    for node in table.descendants_it() {
        match node.node_name().as_deref() {
            Some("h1" | "h2" | "article" | "section" | "main" | "nav" | "form") => return false,
            Some("pre") if !says_so => return false,
            Some("table") => is_nested = true,
            Some("ul" | "ol" | "h3" | "blockquote") => is_mixed = true,
            _ => {}
        }
    }
    says_so |= !border.is_empty() && border != "0";
    if is_nested {
        return says_so;
    }
    let rows = rows(table);
    let cells: usize = rows.iter().map(|row| cells(row).count()).sum();
    let widest = rows.iter().map(|row| cells_with_words(row)).max().unwrap_or(0);
    let count = letters(&table.text());
    if let ([row], false) = (rows.as_slice(), says_so)
        && is_frame(row)
    {
        return false;
    }
    cells > 1
        && (says_so
            || widest > 1 && (count < cells * LONG || rows.len() > 1 && !is_mixed) && (!is_mixed || rows.len() > 1 && cells > rows.len()))
}

/// Whether the cells of a row are a menu and a text beside it, as pages of old have them.
fn is_frame(row: &NodeRef<'_>) -> bool {
    const TEXT: usize = 200;
    let is_menu = |cell: NodeRef<'_>| {
        let links = named(&cell, &["a"]);
        links.len() > 1 && links.iter().map(|link| letters(&link.text())).sum::<usize>() == letters(&cell.text())
    };
    cells(row).any(is_menu) && cells(row).any(|cell| letters(&cell.text()) >= TEXT && named(&cell, &["a"]).len() < 5)
}

fn cells_with_words(row: &NodeRef<'_>) -> usize {
    cells(row).filter(|cell| !cell.text().trim().is_empty()).count()
}

/// Whether a part of a table is of this one, and of none that stands in it.
fn is_of(node: &NodeRef<'_>, table: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).find(|outer| outer.node_name().as_deref() == Some("table")).is_some_and(|outer| outer.id == table.id)
}

fn rows<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    named(table, &["tr"]).into_iter().filter(|row| is_of(row, table)).collect()
}

fn cells<'a>(row: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    row.children_it(false).filter(|node| matches!(node.node_name().as_deref(), Some("td" | "th")))
}

/// Whether cells take several columns or rows, or hold more than a line.
fn is_rich(rows: &[NodeRef<'_>]) -> bool {
    let is_wide = |cell: &NodeRef<'_>| ["colspan", "rowspan"].iter().any(|name| size(cell, name) != 1);
    let paragraphs = |cell: &NodeRef<'_>| named(cell, &["p"]).iter().filter(|node| !node.text().trim().is_empty()).count();
    rows.iter().flat_map(cells).any(|cell| is_wide(&cell) || !named(&cell, MANY).is_empty() || paragraphs(&cell) > 1)
}

/// The cells of rows that have two each.
fn pairs<'a>(rows: &[NodeRef<'a>]) -> Option<Vec<Turn<'a>>> {
    let pair = |row: &NodeRef<'a>| {
        let [speaker, said] = cells(row).collect::<Vec<_>>().try_into().ok()?;
        Some(Turn { speaker, said: vec![said] })
    };
    rows.iter().map(pair).collect()
}

/// Whether a table holds nothing but formulas and their numbers.
pub fn is_equations(table: &NodeRef<'_>) -> bool {
    let is_formula = |text: &str| signs::parts(text.trim()).all(|part| !matches!(part, Part::Words(words) if !words.trim().is_empty()));
    let is_number = |text: &str| text.starts_with(['(', '[']) && text.ends_with([')', ']']) && text.len() <= 12;
    let mut has_formula = false;
    let fits = rows(table).iter().flat_map(cells).all(|cell| {
        let text = cell.text();
        let is_one = is_formula(&text);
        has_formula |= is_one && !text.trim().is_empty();
        is_one || is_number(text.trim())
    });
    fits && has_formula && rows(table).iter().all(|row| cells(row).any(|cell| !cell.text().trim().is_empty()))
}

/// How many columns or rows a cell takes; rows may be 0, for all that are left (HTML Standard, 4.9.11).
fn size(cell: &NodeRef<'_>, name: &str) -> usize {
    let size = attribute(cell, name).trim().parse().unwrap_or(1usize).min(WIDEST);
    if name == "colspan" { size.max(1) } else { size }
}

impl Walk<'_, '_> {
    /// A table: its caption, and its rows.
    pub fn table(&mut self, node: NodeRef<'_>, depth: usize) {
        let captions = named(&node, &["caption"]).into_iter().filter(|caption| is_of(caption, &node));
        let rows = rows(&node);
        if let Some(turns) = pairs(&rows) {
            if talk::is_one(&turns) {
                return self.talk(turns, depth);
            }
            if self.is_under_references() && turns.iter().all(|turn| lists::is_label(&turn.speaker.text())) {
                return turns.into_iter().for_each(|turn| turn.said.into_iter().for_each(|said| self.entry(turn.speaker, said, depth)));
            }
        }
        if is_rich(&rows) {
            return self.rich_table(captions, &rows, depth);
        }
        for caption in captions {
            self.children(caption, depth + 1);
            self.flow.end();
        }
        for (index, row) in rows.into_iter().enumerate() {
            self.flow.begin(Role::Row(index == 0));
            for (place, cell) in cells(&row).enumerate() {
                self.flow.cells(usize::from(place > 0));
                let from = self.flow.place();
                cell.children_it(false).for_each(|child| self.cell(child, depth + 1));
                if let Some(passage) = self.passage(&cell) {
                    self.flow.passage(from, passage);
                }
            }
            self.flow.end();
        }
    }

    /// Formulas that a page sets in a row with their numbers.
    pub fn equations(&mut self, node: NodeRef<'_>, depth: usize) {
        for row in rows(&node) {
            self.flow.begin(Role::Text);
            for cell in cells(&row) {
                cell.children_it(false).for_each(|child| self.cell(child, depth + 1));
                self.flow.words(" ", 0);
            }
            self.flow.end();
        }
    }

    /// A table that Markdown has no marks for.
    fn rich_table<'a>(&mut self, captions: impl Iterator<Item = NodeRef<'a>>, rows: &[NodeRef<'a>], depth: usize) {
        self.flow.tag("<table>".to_owned());
        for caption in captions.filter(|caption| !caption.text().trim().is_empty()) {
            self.flow.tag("<caption>".to_owned());
            self.children(caption, depth + 1);
            self.flow.tag("</caption>".to_owned());
        }
        let mut open = None;
        for row in rows {
            let part = part(row);
            if open != Some(part) {
                open.into_iter().for_each(|open| self.flow.tag(format!("</{open}>")));
                self.flow.tag(format!("<{part}>"));
                open = Some(part);
            }
            self.flow.tag("<tr>".to_owned());
            cells(row).for_each(|cell| self.rich_cell(cell, depth));
            self.flow.tag("</tr>".to_owned());
        }
        open.into_iter().for_each(|open| self.flow.tag(format!("</{open}>")));
        self.flow.tag("</table>".to_owned());
    }

    fn rich_cell(&mut self, cell: NodeRef<'_>, depth: usize) {
        let name = if cell.node_name().as_deref() == Some("th") { "th" } else { "td" };
        let mut tag = format!("<{name}");
        for side in ["colspan", "rowspan"] {
            let size = size(&cell, side);
            if size != 1 {
                tag.push_str(&format!(" {side}=\"{size}\""));
            }
        }
        let scope = attribute(&cell, "scope");
        if name == "th" && matches!(scope.as_str(), "row" | "col" | "rowgroup" | "colgroup") {
            tag.push_str(&format!(" scope=\"{scope}\""));
        }
        self.flow.tag(tag + ">");
        self.item(cell, depth);
        self.flow.tag(format!("</{name}>"));
    }

    /// What stands in a cell stays in it: its blocks are lines.
    pub fn cell(&mut self, node: NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return self.words(&node) };
        if !is_block(&name) {
            self.element(node, depth);
        } else if depth <= DEEPEST * 2 && !self.is_left_out(&node, &name) {
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

/// The part of a table in which a row stands.
fn part(row: &NodeRef<'_>) -> &'static str {
    match row.parent().and_then(|parent| parent.node_name().map(|name| name.to_string())).as_deref() {
        Some("thead") => "thead",
        Some("tfoot") => "tfoot",
        _ => "tbody",
    }
}
