//! The rows of tables.

use super::code::Code;
use crate::base::tags::Tag;

/// Rows, or the cells of one.
#[derive(Default)]
pub struct Rows {
    /// The cells, one behind the other.
    cells: Vec<Cell>,
    /// Those of rows that are the head.
    head: Vec<Cell>,
    /// How many rows there are, head included.
    count: u32,
    /// How many items a list has.
    pub items: usize,
}

struct Cell {
    columns: u32,
    rows: u32,
    is_head: bool,
    code: Code,
    /// In which row it stands.
    row: u32,
}

/// More columns, and more rows for a cell, no table on paper has.
const MOST: u32 = 100;

impl Rows {
    /// Adds a cell to a row.
    pub fn cell(&mut self, tag: &Tag<'_>, code: &Code) {
        let span = |name| tag.get(name).parse::<u32>().unwrap_or(1).clamp(1, MOST);
        self.cells.push(Cell { columns: span("colspan"), rows: span("rowspan"), is_head: tag.name() == "th", code: code.clone(), row: 0 });
    }

    /// Adds a row.
    pub fn row(&mut self, row: Self) {
        let nth = self.count;
        self.cells.extend(row.cells.into_iter().map(|cell| Cell { row: nth, ..cell }));
        self.count += 1;
    }

    /// Adds the rows of a head.
    pub fn head(&mut self, rows: Self) {
        if self.count > 0 {
            return self.append(rows);
        }
        self.count = rows.count;
        self.head = rows.cells;
    }

    /// Adds further rows.
    pub fn append(&mut self, rows: Self) {
        let before = self.count;
        self.cells.extend(rows.cells.into_iter().map(|cell| Cell { row: cell.row + before, ..cell }));
        self.count += rows.count;
    }

    /// Writes the table. A cell stands in the first place of its row that none from above takes (HTML Living Standard, 4.9.12.1), and is told
    /// its place, so that rows may be shorter than others.
    pub fn write(self, code: &mut Code) {
        let rows = self.count as usize;
        let mut taken: Vec<Vec<bool>> = vec![Vec::new(); rows];
        let mut placed: Vec<(usize, Cell, u32)> = Vec::new();
        let mut width = 1;
        for cell in self.head.into_iter().chain(self.cells) {
            let row = cell.row as usize;
            let high = (cell.rows as usize).min(rows.saturating_sub(row)).max(1);
            let Some(line) = taken.get(row) else { continue };
            let wide = cell.columns as usize;
            let is_free = |at: usize| (at..at + wide).all(|column| !line.get(column).copied().unwrap_or(false));
            let Some(at) = (0..=line.len()).find(|at| is_free(*at)) else { continue };
            for line in taken.iter_mut().skip(row).take(high) {
                if line.len() < at + wide {
                    line.resize(at + wide, false);
                }
                line.iter_mut().skip(at).take(wide).for_each(|place| *place = true);
            }
            width = width.max(at + wide);
            placed.push((at, cell, high as u32));
        }
        if placed.is_empty() {
            return;
        }
        code.push("table(columns: ").number(width as i64).push(", ");
        let last = placed.iter().filter(|(_, cell, _)| cell.is_head).map(|(_, cell, _)| cell.row).max();
        // The head ends where the first row does that has a cell of another kind.
        let heads = (0..=last.unwrap_or(0))
            .take_while(|row| placed.iter().filter(|(_, cell, _)| cell.row == *row).all(|(_, cell, _)| cell.is_head));
        let heads = if last.is_some() { heads.count() as u32 } else { 0 };
        let reaches = placed.iter().any(|(_, cell, high)| cell.row < heads && cell.row + high > heads);
        let heads = if reaches || heads >= self.count { 0 } else { heads };
        let (head, body): (Vec<_>, Vec<_>) = placed.iter().partition(|(_, cell, _)| cell.row < heads);
        if !head.is_empty() {
            code.push("table.header(");
            head.into_iter().for_each(|cell| write_cell(cell, code));
            code.push("), ");
        }
        body.into_iter().for_each(|cell| write_cell(cell, code));
        code.push("); ");
    }
}

fn write_cell((at, cell, high): &(usize, Cell, u32), code: &mut Code) {
    code.push("table.cell(x: ").number(*at as i64).push(", y: ").number(i64::from(cell.row));
    code.push(", colspan: ").number(i64::from(cell.columns)).push(", rowspan: ").number(i64::from(*high)).push(", ");
    code.push(if cell.is_head { "strong({ " } else { "{ " }).code(&cell.code).push(if cell.is_head { "})), " } else { "}), " });
}
