//! Where the cells of a table stand whose cells may take several columns and rows: Markdown has a cell in each place.

/// As many places as one cell may take in one direction.
const MOST: usize = 100;

/// The columns of a table, each with the number of rows that a cell above still takes.
#[derive(Debug, Default)]
pub struct Grid {
    taken: Vec<usize>,
    column: usize,
}

impl Grid {
    /// Empty cells before the next one, in whose places a cell above goes on.
    pub fn before(&mut self) -> usize {
        let from = self.column;
        while let Some(rows) = self.taken.get_mut(self.column).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.column += 1;
        }
        self.column - from
    }

    /// Sets a cell; gives the empty cells that stand behind it in its place. What a source says is its text.
    pub fn cell(&mut self, columns: &str, rows: &str) -> usize {
        let size = |stated: &str| stated.trim().parse().unwrap_or(1usize).clamp(1, MOST);
        let (columns, rows) = (size(columns), size(rows));
        for column in self.column..self.column + columns {
            if self.taken.len() <= column {
                self.taken.resize(column + 1, 0);
            }
            if let Some(taken) = self.taken.get_mut(column) {
                *taken = rows - 1;
            }
        }
        self.column += columns;
        columns - 1
    }

    /// Ends a row.
    pub fn end(&mut self) {
        for rows in self.taken.iter_mut().skip(self.column) {
            *rows = rows.saturating_sub(1);
        }
        self.column = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cxr` for a cell of so many columns and rows.
    fn check(rows: &[&[&str]], expected: &[&str]) {
        let mut grid = Grid::default();
        let drawn: Vec<String> = rows
            .iter()
            .map(|row| {
                let mut line = String::new();
                for cell in *row {
                    line.push_str(&".".repeat(grid.before()));
                    let (columns, rows) = cell.split_once('x').unwrap();
                    line.push('#');
                    line.push_str(&".".repeat(grid.cell(columns, rows)));
                }
                grid.end();
                line
            })
            .collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn every_place_has_a_cell() {
        check(&[&["1x1", "1x1"], &["1x1", "1x1"]], &["##", "##"]);
        check(&[&["1x2", "2x1"], &["1x1", "1x1"], &["1x1", "1x1", "1x1"]], &["##.", ".##", "###"]);
        check(&[&["1x1", "1x2"], &["1x1"], &["1x1", "1x1"]], &["##", "#", "##"]);
        check(&[&["x", "0x-1", "9999999999999999999999x1"]], &["###"]);
    }
}
