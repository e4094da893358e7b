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
        return says_so || is_plain_nest(table);
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

/// Whether a table that others stand in holds data: several rows of short cells, none of them links alone, and nothing that says how wide
/// or how far apart its cells are, as frames for a layout have it.
fn is_plain_nest(table: &NodeRef<'_>) -> bool {
    const SHORT: usize = 200;
    const LAID_OUT: [&str; 6] = ["width", "height", "cellpadding", "cellspacing", "bgcolor", "background"];
    let says_how = |node: &NodeRef<'_>| LAID_OUT.iter().any(|name| node.has_attr(name));
    let parts = named(table, &["table", "tr", "td"]);
    let rows = rows(table);
    let is_short = |cell: NodeRef<'_>| {
        let count = letters(&cell.text());
        let linked: usize = named(&cell, &["a"]).iter().map(|link| letters(&link.text())).sum();
        count <= SHORT && (count == 0 || linked < count)
    };
    rows.len() > 1
        && rows.iter().all(|row| cells_with_words(row) > 1)
        && !says_how(table)
        && !parts.iter().any(says_how)
        && rows.iter().flat_map(cells).all(is_short)
}

/// The numbered paragraphs of a judgment or a law that stand in the rows of a table without a head: of each its number, and the cell with its
/// words. The numbers rise by one, and most of the words end as sentences do.
fn numbered<'a>(rows: &[NodeRef<'a>]) -> Option<Vec<(usize, NodeRef<'a>)>> {
    let pair = |row: &NodeRef<'a>| -> Option<[NodeRef<'a>; 2]> {
        cells(row).filter(|cell| !cell.text().trim().is_empty()).collect::<Vec<_>>().try_into().ok()
    };
    let number = |cell: &NodeRef<'_>| {
        let text = cell.text();
        text.trim().trim_matches(['[', ']', '(', ')', '.']).parse().ok().filter(|number: &usize| *number < 1_000)
    };
    let all: Vec<[NodeRef<'a>; 2]> = rows.iter().map(pair).collect::<Option<_>>()?;
    let is_first = all.iter().all(|[first, _]| number(first).is_some());
    let found: Vec<(usize, NodeRef<'a>)> = all
        .into_iter()
        .map(|[first, second]| if is_first { Some((number(&first)?, second)) } else { Some((number(&second)?, first)) })
        .collect::<Option<_>>()?;
    let counts = found.windows(2).all(|two| matches!(two, [(one, _), (next, _)] if *next == one + 1));
    let sentences = found.iter().filter(|(_, cell)| is_sentence(cell)).count();
    (found.len() > 1 && counts && sentences * 4 >= found.len() * 3).then_some(found)
}

/// The points of a law that stand in rows without a head or a border, each with its mark in a cell before it: `(1)`, `(a)`, `ii)`, `—`. Source: the
/// Official Journal of the European Union, which has a table for each.
fn points<'a>(rows: &[NodeRef<'a>]) -> Option<Vec<[NodeRef<'a>; 2]>> {
    const LONGEST: usize = 7;
    let is_mark = |cell: &NodeRef<'_>| {
        let text = cell.text();
        let mark = text.trim();
        let inner = mark.trim_matches(['(', ')', '.', '[', ']']);
        let is_count = inner.len() < mark.len()
            && !inner.is_empty()
            && !inner.contains(char::is_whitespace)
            && inner.chars().all(char::is_alphanumeric);
        mark.chars().count() <= LONGEST && (is_count || matches!(mark, "—" | "–" | "-" | "•" | "·"))
    };
    let point = |row: &NodeRef<'a>| -> Option<[NodeRef<'a>; 2]> {
        let pair: [NodeRef<'a>; 2] = cells(row).filter(|cell| !cell.text().trim().is_empty()).collect::<Vec<_>>().try_into().ok()?;
        let [mark, words] = &pair;
        (is_mark(mark) && words.text().contains(char::is_alphabetic)).then_some(pair)
    };
    rows.iter().map(point).collect::<Option<Vec<_>>>().filter(|points| !points.is_empty())
}

/// Whether a table holds nothing but such points.
pub fn is_points(table: &NodeRef<'_>) -> bool {
    let has_border = !matches!(attribute(table, "border").as_str(), "" | "0");
    let has_head = named(table, &["th", "thead", "caption"]).iter().any(|node| is_of(node, table));
    !has_border && !has_head && points(&rows(table)).is_some()
}

/// Whether words end as a sentence does.
pub fn is_sentence(node: &NodeRef<'_>) -> bool {
    let text = node.text();
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || crate::chars::is_closer(c));
    text.ends_with(['.', '!', '?', ':', ';', '。']) && text.split_whitespace().nth(2).is_some()
}

/// Whether a table is a list of numbered paragraphs.
pub fn is_numbered(table: &NodeRef<'_>) -> bool {
    named(table, &["th", "thead", "caption", "table", "h1", "h2", "nav", "form"]).is_empty() && numbered(&rows(table)).is_some()
}

/// Whether the cells of a row are a menu and a text beside it, as pages of old have them.
pub fn is_frame(row: &NodeRef<'_>) -> bool {
    const TEXT: usize = 200;
    let is_text = |cell: NodeRef<'_>| {
        let count = letters(&cell.text());
        count >= TEXT && named(&cell, &["a"]).iter().map(|link| letters(&link.text())).sum::<usize>() * 4 < count
    };
    cells(row).any(|cell| is_menu(&cell)) && cells(row).any(is_text)
}

/// Whether a cell holds several links and no other word.
pub fn is_menu(cell: &NodeRef<'_>) -> bool {
    named(cell, &["a"]).len() > 1 && is_links(cell)
}

/// Whether all words of an element are links to elsewhere.
pub fn is_links(node: &NodeRef<'_>) -> bool {
    let links = named(node, &["a"]);
    let leads_away = |link: &NodeRef<'_>| !attribute(link, "href").is_empty() && !attribute(link, "href").starts_with('#');
    let linked: usize = links.iter().filter(|link| leads_away(link)).map(|link| letters(&link.text())).sum();
    linked > 0 && linked == letters(&node.text())
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

/// The turns of rows that have a time, a speaker and words each; a row of their names may stand first.
fn timed<'a>(rows: &[NodeRef<'a>]) -> Option<Vec<(String, Turn<'a>)>> {
    let is_time = |text: &str| {
        let text = text.trim().trim_matches(['[', ']', '(', ')']);
        text.contains(':') && text.len() <= 14 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '-' | '–' | ' '))
    };
    let triple = |row: &NodeRef<'a>| {
        let [time, speaker, said] = cells(row).collect::<Vec<_>>().try_into().ok()?;
        let printed = time.text().trim().trim_matches(['[', ']', '(', ')']).to_owned();
        is_time(&printed).then_some((printed, Turn { speaker, said: vec![said] }))
    };
    let has_head = rows.first().is_some_and(|row| triple(row).is_none());
    rows.iter().skip(usize::from(has_head)).map(triple).collect()
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
        if let Some(found) = timed(&rows) {
            let (times, turns): (Vec<String>, Vec<Turn<'_>>) = found.into_iter().unzip();
            if talk::is_one(&turns) {
                return times.iter().zip(turns).for_each(|(time, turn)| self.turn(time, turn, depth));
            }
        }
        if let Some(turns) = pairs(&rows) {
            if talk::is_one(&turns) {
                return self.talk(turns, depth);
            }
            if talk::is_about(&turns) {
                return self.labels(turns, depth);
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

    /// Numbered paragraphs that a page sets in rows: a list with their numbers.
    pub fn numbered(&mut self, node: NodeRef<'_>, depth: usize) {
        self.flow.list();
        for (number, cell) in numbered(&rows(&node)).unwrap_or_default() {
            for place in cell.parent().into_iter().flat_map(|row| named(&row, &["a", "td", "span"])) {
                ["id", "name"]
                    .iter()
                    .map(|name| attribute(&place, name))
                    .filter(|name| !name.is_empty())
                    .for_each(|name| self.flow.anchor(&name));
            }
            self.flow.item(&format!("{number}."));
            self.item(cell, depth);
            self.flow.leave();
        }
        self.flow.end_list();
    }

    /// Points, each behind its mark.
    pub fn points(&mut self, node: NodeRef<'_>, depth: usize) {
        for [mark, words] in points(&rows(&node)).unwrap_or_default() {
            self.flow.begin(Role::Text);
            mark.children_it(false).for_each(|part| self.cell(part, depth + 1));
            self.flow.mend(|text| text.truncate(text.trim_end().len()));
            self.flow.words(" ", 0);
            // Its first paragraph stands on the line of the mark.
            let mut parts = words.children_it(false).skip_while(|part| part.text().trim().is_empty()).peekable();
            if let Some(first) = parts.next_if(|part| part.node_name().as_deref() == Some("p")) {
                self.children(first, depth + 1);
                self.flow.end();
            }
            for part in parts {
                if part.is_text() { self.words(&part) } else { self.element(part, depth + 1) }
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
        let outer = std::mem::replace(&mut self.in_cell, true);
        self.in_block(node, depth);
        self.in_cell = outer;
    }

    fn in_block(&mut self, node: NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return self.words(&node) };
        if !is_block(&name) {
            self.element(node, depth);
        } else if depth <= DEEPEST * 2 && !self.is_left_out(&node, &name) {
            self.flow.fresh_line();
            let from = self.flow.place();
            node.children_it(false).for_each(|child| self.in_block(child, depth + 1));
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

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn tables_of_points_and_of_numbered_paragraphs_are_known() {
        let nested = "<table><tr><td>Ship<td><table><tr><td>hold<td>rye</table><tr><td>Ruth<td><ol><li>salt<li>tar</ol></table>";
        for (html, expected) in [
            ("<table><tr><td>(1)<td><p>Weirs hinder fish.</table>", "points"),
            ("<table border=1><tr><td>(1)<td>Weirs.<tr><td>(2)<td>Fish.</table>", "data"),
            ("<table><tr><td>1<td>The claim fails.<tr><td>2<td>Costs follow the event.</table>", "numbered"),
            ("<table><tr><td>1<td>Anna Berg<tr><td>2<td>Karl Holm</table>", "data"),
            ("<table><tr><td>Grain<td>12<tr><td>Rye<td>40</table>", "data"),
            (nested, "data"),
        ] {
            let page = Document::from(html);
            let found = page.select("table").nodes().first().map(|table| match table {
                table if is_numbered(table) => "numbered",
                table if is_points(table) => "points",
                table if is_data(table) => "data",
                _ => "",
            });
            assert_eq!(found, Some(expected), "{html}");
        }
    }
}
