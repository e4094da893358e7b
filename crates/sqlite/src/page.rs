//! Pages (sections 1.3, 1.6): those of b-trees, made of cells, and the chains on which what is long goes on.

use std::io::{self, Seek, SeekFrom, Write};

/// How long a page is.
pub(crate) const PAGE: usize = 4096;
/// How much of the first page is the header of the file.
const HEADER: usize = 100;
/// At this place of a file SQLite locks it: the page that holds it has no content.
const LOCKED: u64 = 1 << 30;
/// The least that remains on a page of what goes on elsewhere.
const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;

/// What a page of a b-tree is, by the flag that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    TableLeaf = 0x0d,
    TableInterior = 0x05,
    IndexLeaf = 0x0a,
    IndexInterior = 0x02,
}

impl Kind {
    /// How long its own header is.
    fn header(self) -> usize {
        match self {
            Self::TableLeaf | Self::IndexLeaf => 8,
            Self::TableInterior | Self::IndexInterior => 12,
        }
    }

    /// The most of a payload that stands on such a page.
    fn most(self) -> usize {
        match self {
            Self::TableLeaf | Self::TableInterior => PAGE - 35,
            Self::IndexLeaf | Self::IndexInterior => (PAGE - 12) * 64 / 255 - 23,
        }
    }
}

/// The cells of a page that is being filled.
#[derive(Debug)]
pub(crate) struct Cells {
    pub(crate) kind: Kind,
    /// In their order.
    pub(crate) cells: Vec<Vec<u8>>,
    /// How many bytes they take, with the pointers to them.
    used: usize,
}

impl Cells {
    /// None yet.
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, cells: Vec::new(), used: 0 }
    }

    /// Whether one more has room, on a page of which `taken` bytes are something else's.
    pub(crate) fn has_room(&self, cell: &[u8], taken: usize) -> bool {
        taken + self.kind.header() + self.used + size(cell) <= PAGE
    }

    /// Whether they have room on a page of which `taken` bytes are something else's.
    pub(crate) fn fits(&self, taken: usize) -> bool {
        taken + self.kind.header() + self.used <= PAGE
    }

    /// Takes a cell behind the others.
    pub(crate) fn push(&mut self, cell: Vec<u8>) {
        self.used += size(&cell);
        self.cells.push(cell);
    }

    /// Gives the last cell back.
    pub(crate) fn pop(&mut self) -> Option<Vec<u8>> {
        let cell = self.cells.pop()?;
        self.used -= size(&cell);
        Some(cell)
    }

    /// The page; `right` is the page to the right of all cells, of one that is no leaf, and `start` where its header begins.
    fn laid(&self, right: u32, start: usize) -> Vec<u8> {
        let mut page = vec![0; PAGE];
        let mut end = PAGE;
        let mut pointers = Vec::with_capacity(self.cells.len() * 2);
        for cell in &self.cells {
            end -= cell.len().max(SMALLEST);
            if let Some(room) = page.get_mut(end..end + cell.len()) {
                room.copy_from_slice(cell);
            }
            pointers.extend_from_slice(&short(end));
        }
        let mut header = vec![self.kind as u8, 0, 0];
        header.extend_from_slice(&short(self.cells.len()));
        header.extend_from_slice(&short(end));
        header.push(0);
        if self.kind.header() == 12 {
            header.extend_from_slice(&right.to_be_bytes());
        }
        header.append(&mut pointers);
        if let Some(room) = page.get_mut(start..start + header.len()) {
            room.copy_from_slice(&header);
        }
        page
    }
}

/// A cell has at least as many bytes as a free block would.
const SMALLEST: usize = 4;

/// What a cell takes of a page, with the pointer to it.
fn size(cell: &[u8]) -> usize {
    cell.len().max(SMALLEST) + 2
}

/// A place on a page, which is at most 4096.
fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes()
}

/// The file, page by page.
pub(crate) struct Pages<W> {
    out: W,
    /// How many pages are written.
    count: u32,
}

impl<W: Write + Seek> Pages<W> {
    /// A file whose first page is left for the end.
    pub(crate) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(&[0; PAGE])?;
        Ok(Self { out, count: 1 })
    }

    /// Writes the page that the cells make, and gives its number.
    pub(crate) fn put(&mut self, cells: &Cells, right: u32) -> io::Result<u32> {
        self.write(&cells.laid(right, 0))
    }

    /// What of a payload a cell of this kind holds: all of it, or its beginning and the number of the page on which it goes on.
    pub(crate) fn spill(&mut self, kind: Kind, payload: &[u8], cell: &mut Vec<u8>) -> io::Result<()> {
        if payload.len() <= kind.most() {
            cell.extend_from_slice(payload);
            return Ok(());
        }
        let room = PAGE - 4;
        let wanted = LEAST + (payload.len() - LEAST) % room;
        let (local, rest) = payload.split_at(if wanted <= kind.most() { wanted } else { LEAST });
        cell.extend_from_slice(local);
        let parts: Vec<&[u8]> = rest.chunks(room).collect();
        cell.extend_from_slice(&self.next().to_be_bytes());
        for (nth, part) in parts.iter().enumerate() {
            let mut page = Vec::with_capacity(PAGE);
            let next = if nth + 1 < parts.len() { self.after(self.next()) } else { 0 };
            page.extend_from_slice(&next.to_be_bytes());
            page.extend_from_slice(part);
            page.resize(PAGE, 0);
            self.write(&page)?;
        }
        Ok(())
    }

    /// The number that the next page will have.
    fn next(&self) -> u32 {
        self.after(self.count)
    }

    /// The number of the page behind a page: the locked one is left out.
    fn after(&self, page: u32) -> u32 {
        if page + 1 == locked() { page + 2 } else { page + 1 }
    }

    fn write(&mut self, page: &[u8]) -> io::Result<u32> {
        if self.count + 1 == locked() {
            self.out.write_all(&[0; PAGE])?;
            self.count += 1;
        }
        self.out.write_all(page)?;
        self.count += 1;
        Ok(self.count)
    }

    /// Writes the first page, which holds the header of the file and the root of the schema, and ends.
    pub(crate) fn finish(mut self, (cells, right): (Cells, u32)) -> io::Result<W> {
        let mut page = cells.laid(right, HEADER);
        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(b"SQLite format 3\0");
        header.extend_from_slice(&short(PAGE));
        // Written and read without a log; nothing is reserved; the fractions that must be so.
        header.extend_from_slice(&[1, 1, 0, 64, 32, 32]);
        let counter = 1_u32;
        let (no_free_page, cookie, format, utf8) = (0_u32, 1_u32, 4_u32, 1_u32);
        let middle = [counter, self.count, no_free_page, 0, cookie, format, 0, 0, utf8, 0, 0, 0];
        middle.iter().for_each(|number| header.extend_from_slice(&number.to_be_bytes()));
        header.resize(92, 0);
        header.extend_from_slice(&counter.to_be_bytes());
        // The release whose description of the format this follows.
        header.extend_from_slice(&3_040_000_u32.to_be_bytes());
        if let Some(room) = page.get_mut(..HEADER) {
            room.copy_from_slice(&header);
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&page)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// How much of the first page is not for cells.
pub(crate) const FIRST: usize = HEADER;

/// The number of the page with the place at which SQLite locks a file.
fn locked() -> u32 {
    u32::try_from(LOCKED / PAGE as u64 + 1).unwrap_or(u32::MAX)
}
