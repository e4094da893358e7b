//! Tables.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Reader;
use crate::{
    base::{Diagnostic, Span},
    document::writer::Element,
};

/// The table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The alignment of its columns, and the current one.
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the words are those of a cell.
    pub in_cell: bool,
    /// Where in the Markdown the last cell ended.
    cell_end: usize,
}

impl Reader<'_> {
    pub(super) fn open_table(&mut self, columns: Vec<Alignment>) {
        self.container();
        self.table.columns = columns;
        self.writer.markup("<table>\n");
    }

    pub(super) fn end_table(&mut self) {
        self.end_container();
        self.writer.markup("</tbody>\n</table>\n");
    }

    pub(super) fn open_row(&mut self, head: bool) {
        self.table.in_head = head;
        self.table.column = 0;
        self.table.cell_end = usize::MAX;
        self.writer.markup(if head { "<thead>\n<tr>" } else { "<tr>" });
    }

    pub(super) fn end_row(&mut self, range: &Range<usize>, head: bool) {
        self.further_cells(range);
        self.table.in_head = false;
        self.writer.markup(if head { "</tr>\n</thead>\n<tbody>\n" } else { "</tr>\n" });
    }

    pub(super) fn open_cell(&mut self, source: Span) {
        let align = match self.table.columns.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.table.column += 1;
        self.table.in_cell = true;
        self.writer.markup(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.writer.markup(align);
        self.writer.markup(">");
        self.writer.open_block(Element::Bare, source);
    }

    pub(super) fn end_cell(&mut self, range: &Range<usize>) {
        self.end_block();
        self.table.in_cell = false;
        self.table.cell_end = range.end;
        self.writer.markup(if self.table.in_head { "</th>" } else { "</td>" });
    }

    /// Cells beyond those of the head, of which the parser says nothing: their words stand as they are written.
    fn further_cells(&mut self, range: &Range<usize>) {
        let Some(rest) = self.marks.text.get(self.table.cell_end..range.end) else { return };
        if rest.trim_matches(|c: char| c == '|' || c.is_whitespace()).is_empty() {
            return;
        }
        let start = self.table.cell_end + rest.len() - rest.trim_start().len();
        let source = self.span(&(start..start + rest.trim().len()));
        let message = "this row has more cells than the head of its table: the further ones are shown as they are written";
        let hint = "give the head and the line below it as many cells, or write `\\|` where no cell ends";
        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, "table-cells", message).at(source).hint(hint));
        // What is hidden in them stays hidden, though its marks were not looked for.
        let shown: String = rest.split("%%").step_by(2).collect();
        let shown = shown.trim().replace("\\|", "\u{1a}");
        let inner = shown.strip_prefix('|').unwrap_or(&shown);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        for cell in inner.split('|') {
            self.writer.markup("<td>");
            self.writer.open_block(Element::Bare, source);
            self.writer.words(cell.replace('\u{1a}', "|").trim());
            self.writer.close_block();
            self.writer.markup("</td>");
        }
    }
}
