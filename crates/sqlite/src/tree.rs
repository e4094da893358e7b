//! B-trees (section 1.6), made from their leaves upwards.

use std::io::{self, Seek, Write};

use super::{
    page::{Cells, FIRST, Kind, Pages},
    record::push_varint,
};

/// How many pages stand below one, of a table: as many as fit however large their numbers.
const BELOW: usize = 128;

/// The b-tree of a table: rows on its leaves, in the order of their numbers.
pub(crate) struct TableTree {
    leaf: Cells,
    /// The last number on the leaf.
    last: i64,
    /// The leaves that are written, each with the last number on it.
    leaves: Vec<(u32, i64)>,
    /// How much of a leaf is left free.
    free: usize,
}

impl Default for TableTree {
    fn default() -> Self {
        Self { leaf: Cells::new(Kind::TableLeaf), last: 0, leaves: Vec::new(), free: 0 }
    }
}

impl TableTree {
    /// The tree that begins on the first page, where the header of the file stands as well: its only leaf has room for both.
    pub(crate) fn first() -> Self {
        Self { free: FIRST, ..Self::default() }
    }

    /// Takes the next row.
    pub(crate) fn push<W: Write + Seek>(&mut self, pages: &mut Pages<W>, row: i64, record: &[u8]) -> io::Result<()> {
        let mut cell = Vec::with_capacity(record.len().min(4096) + 18);
        push_varint(&mut cell, record.len() as u64);
        push_varint(&mut cell, row.unsigned_abs());
        pages.spill(Kind::TableLeaf, record, &mut cell)?;
        if !self.leaf.has_room(&cell, self.free) && !self.leaf.cells.is_empty() {
            self.flush(pages)?;
        }
        self.leaf.push(cell);
        self.last = row;
        Ok(())
    }

    fn flush<W: Write + Seek>(&mut self, pages: &mut Pages<W>) -> io::Result<()> {
        let leaf = std::mem::replace(&mut self.leaf, Cells::new(Kind::TableLeaf));
        self.leaves.push((pages.put(&leaf, 0)?, self.last));
        Ok(())
    }

    /// Writes what is left; gives the root. A table without rows has an empty leaf.
    pub(crate) fn finish<W: Write + Seek>(mut self, pages: &mut Pages<W>) -> io::Result<u32> {
        self.flush(pages)?;
        let mut below = self.leaves;
        while below.len() > 1 {
            below = above(pages, below)?;
        }
        Ok(below.first().map_or(0, |(page, _)| *page))
    }

    /// Writes all but the root, which is to stand on the first page: gives its cells and the page to their right.
    pub(crate) fn finish_first<W: Write + Seek>(mut self, pages: &mut Pages<W>) -> io::Result<(Cells, u32)> {
        if self.leaves.is_empty() {
            let is_too_long = !self.leaf.fits(FIRST);
            return if is_too_long { Err(io::Error::other("a declaration is too long")) } else { Ok((self.leaf, 0)) };
        }
        self.flush(pages)?;
        let mut below = self.leaves;
        while below.len() > BELOW {
            below = above(pages, below)?;
        }
        Ok(interior(&below))
    }
}

/// Writes the pages above others, each with at least two below it; gives them.
fn above<W: Write + Seek>(pages: &mut Pages<W>, below: Vec<(u32, i64)>) -> io::Result<Vec<(u32, i64)>> {
    let groups = below.len().div_ceil(BELOW);
    let mut rest = below.as_slice();
    let mut made = Vec::with_capacity(groups);
    for left in (1..=groups).rev() {
        let (group, others) = rest.split_at(rest.len().div_ceil(left));
        rest = others;
        let (cells, right) = interior(group);
        made.push((pages.put(&cells, right)?, group.last().map_or(0, |(_, last)| *last)));
    }
    Ok(made)
}

/// The cells of a page above others, and the page to the right of all.
fn interior(group: &[(u32, i64)]) -> (Cells, u32) {
    let mut cells = Cells::new(Kind::TableInterior);
    let Some(((right, _), left)) = group.split_last() else { return (cells, 0) };
    for (page, last) in left {
        let mut cell = page.to_be_bytes().to_vec();
        push_varint(&mut cell, last.unsigned_abs());
        cells.push(cell);
    }
    (cells, *right)
}

/// The b-tree of an index: entries in their order, those between two pages on the page above.
pub(crate) struct IndexTree {
    /// The levels, the leaves first. On the page of a level that is being filled cells stand without the page to their left on a leaf, with it above.
    levels: Vec<Level>,
}

/// A level of the tree.
struct Level {
    page: Cells,
    /// The entry behind the last page that was written, which waits for the next to begin: a page of no cells would be none.
    between: Option<Vec<u8>>,
    /// The page that is full and not written yet, since the next may have to take of it.
    full: Option<Cells>,
    /// Of a level above leaves: the page to the right of the last cell.
    right: u32,
}

impl Level {
    fn new(kind: Kind) -> Self {
        Self { page: Cells::new(kind), between: None, full: None, right: 0 }
    }
}

impl Default for IndexTree {
    fn default() -> Self {
        Self { levels: vec![Level::new(Kind::IndexLeaf)] }
    }
}

impl IndexTree {
    /// Takes the next entry.
    pub(crate) fn push<W: Write + Seek>(&mut self, pages: &mut Pages<W>, record: &[u8]) -> io::Result<()> {
        let mut cell = Vec::with_capacity(record.len() + 9);
        push_varint(&mut cell, record.len() as u64);
        pages.spill(Kind::IndexLeaf, record, &mut cell)?;
        self.take(pages, 0, cell)
    }

    /// Takes an entry on a level; above the leaves the page to its left is before it.
    fn take<W: Write + Seek>(&mut self, pages: &mut Pages<W>, nth: usize, cell: Vec<u8>) -> io::Result<()> {
        let Some(level) = self.levels.get_mut(nth) else { return Ok(()) };
        if level.page.has_room(&cell, 0) {
            level.page.push(cell);
            return Ok(());
        }
        // The page is full: what was full before it is written, and this entry stands between it and the next.
        let kind = level.page.kind;
        let full = std::mem::replace(&mut level.page, Cells::new(kind));
        let before = level.full.replace(full);
        let between = level.between.replace(cell);
        match before.zip(between) {
            Some((before, between)) => self.write(pages, nth, &before, between),
            None => Ok(()),
        }
    }

    /// Writes a page that has one behind it, and hands the entry between the two up.
    fn write<W: Write + Seek>(&mut self, pages: &mut Pages<W>, nth: usize, page: &Cells, between: Vec<u8>) -> io::Result<()> {
        let (right, entry) = parts(page.kind, &between);
        let number = pages.put(page, right)?;
        if self.levels.len() == nth + 1 {
            self.levels.push(Level::new(Kind::IndexInterior));
        }
        let mut cell = number.to_be_bytes().to_vec();
        cell.extend_from_slice(entry);
        self.take(pages, nth + 1, cell)
    }

    /// Writes what is left; gives the root. An index without entries has an empty leaf.
    pub(crate) fn finish<W: Write + Seek>(mut self, pages: &mut Pages<W>) -> io::Result<u32> {
        let mut nth = 0;
        loop {
            let Some(level) = self.levels.get_mut(nth) else { return Ok(0) };
            if let Some((mut full, mut between)) = level.full.take().zip(level.between.take()) {
                // A last page without entries takes one of the page before it.
                if level.page.cells.is_empty()
                    && let Some(last) = full.pop()
                {
                    level.page.push(std::mem::replace(&mut between, last));
                }
                self.write(pages, nth, &full, between)?;
            }
            let Some(level) = self.levels.get(nth) else { return Ok(0) };
            let number = pages.put(&level.page, level.right)?;
            match self.levels.get_mut(nth + 1) {
                Some(above) => above.right = number,
                None => return Ok(number),
            }
            nth += 1;
        }
    }
}

/// An entry that stands between two pages: of one above leaves, the page to its left, which becomes the page to the right of all before it.
fn parts(kind: Kind, cell: &[u8]) -> (u32, &[u8]) {
    match cell.split_first_chunk::<4>() {
        Some((page, entry)) if kind == Kind::IndexInterior => (u32::from_be_bytes(*page), entry),
        _ => (0, cell),
    }
}
