//! Tables.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Reader;
use crate::{
    base::{Diagnostic, Span, say},
    document::{
        body::{Attribute, Name},
        writer::Element,
    },
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
        self.writer.open(Name::Table, true);
    }

    pub(super) fn end_table(&mut self) {
        self.end_container();
        self.writer.close(Name::Tbody, true);
        self.writer.close(Name::Table, true);
    }

    pub(super) fn open_row(&mut self, head: bool) {
        self.table.in_head = head;
        self.table.column = 0;
        self.table.cell_end = usize::MAX;
        if head {
            self.writer.open(Name::Thead, true);
        }
        self.writer.open(Name::Tr, false);
    }

    pub(super) fn end_row(&mut self, range: &Range<usize>, head: bool) {
        self.further_cells(range);
        self.table.in_head = false;
        self.writer.close(Name::Tr, true);
        if head {
            self.writer.close(Name::Thead, true);
            self.writer.open(Name::Tbody, true);
        }
    }

    pub(super) fn open_cell(&mut self, source: Span) {
        let align = match self.table.columns.get(self.table.column) {
            Some(Alignment::Left) => Some("align-left"),
            Some(Alignment::Center) => Some("align-center"),
            Some(Alignment::Right) => Some("align-right"),
            _ => None,
        };
        self.table.column += 1;
        self.table.in_cell = true;
        self.writer.open(self.cell(), false);
        if self.table.in_head {
            self.writer.attribute(Attribute::Scope, "col");
        }
        if let Some(align) = align {
            self.writer.attribute(Attribute::Class, align);
        }
        self.writer.open_block(Element::Bare, source);
    }

    pub(super) fn end_cell(&mut self, range: &Range<usize>) {
        self.end_block();
        self.table.in_cell = false;
        self.table.cell_end = range.end;
        self.writer.close(self.cell(), false);
    }

    /// What a cell of the row is.
    fn cell(&self) -> Name {
        if self.table.in_head { Name::Th } else { Name::Td }
    }

    /// Cells beyond those of the head, of which the parser says nothing: their words stand as they are written.
    fn further_cells(&mut self, range: &Range<usize>) {
        let Some(rest) = self.marks.text.get(self.table.cell_end..range.end) else { return };
        if rest.trim_matches(|c: char| c == '|' || c.is_whitespace()).is_empty() {
            return;
        }
        let start = self.table.cell_end + rest.len() - rest.trim_start().len();
        let source = self.span(&(start..start + rest.trim().len()));
        let message = say::table_cells();
        let hint = say::table_cells_hint();
        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
        // What is hidden in them stays hidden, though its marks were not looked for.
        let shown: String = rest.split("%%").step_by(2).collect();
        let shown = shown.trim().replace("\\|", "\u{1a}");
        let inner = shown.strip_prefix('|').unwrap_or(&shown);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        for cell in inner.split('|') {
            self.writer.open(Name::Td, false);
            self.writer.open_block(Element::Bare, source);
            self.writer.words(cell.replace('\u{1a}', "|").trim());
            self.writer.close_block();
            self.writer.close(Name::Td, false);
        }
    }
}
