//! The pages of a scan of many sheets, as the directories of its file say (TIFF 6.0, 2; BigTIFF as libtiff documents it).

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use crate::base::{PictureSize, Sheet};

/// More directories are damage.
const MOST: u32 = 100_000;

/// The most that a page measures either way, in pixels.
const LARGEST: u64 = 1_000_000;

/// The most entries that a directory has.
const ENTRIES: u64 = 4096;

/// The most entries of all directories that are read: those of a scan have some dozens.
const ALL_ENTRIES: u64 = 5_000_000;

/// The pages of the TIFF at `place`, the smaller pictures of them left out; nothing if it is none, or has but one.
pub fn of_tiff(place: &Path) -> Option<Vec<Sheet>> {
    let mut file = io::BufReader::with_capacity(1 << 12, File::open(place).ok()?);
    let mut head = [0; 4];
    file.read_exact(&mut head).ok()?;
    let (little, big) = match &head {
        b"II*\0" => (true, false),
        b"MM\0*" => (false, false),
        b"II+\0" => (true, true),
        b"MM\0+" => (false, true),
        _ => return None,
    };
    let mut tiff = Tiff { file, little, big, left: ALL_ENTRIES };
    if big {
        // How many bytes a place takes, and nothing.
        tiff.number(4)?;
    }
    let mut at = tiff.place()?;
    let mut sheets = Vec::new();
    let mut met = BTreeSet::new();
    for nth in 0..MOST {
        // A list that leads in a circle has ended.
        if at == 0 || !met.insert(at) {
            break;
        }
        let Some((size, next)) = tiff.directory(at) else { break };
        sheets.extend(size.map(|size| Sheet { nth, size }));
        at = next;
    }
    (sheets.len() > 1).then_some(sheets)
}

struct Tiff {
    file: io::BufReader<File>,
    little: bool,
    big: bool,
    /// How many entries may still be read.
    left: u64,
}

impl Tiff {
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let mut read = [0_u8; 8];
        self.file.read_exact(read.get_mut(..bytes)?).ok()?;
        let own = read.get(..bytes)?;
        let fold = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(if self.little { own.iter().rev().fold(0, fold) } else { own.iter().fold(0, fold) })
    }

    fn place(&mut self) -> Option<u64> {
        self.number(if self.big { 8 } else { 4 })
    }

    /// The size of the page whose directory stands at a place (`None` of a smaller picture of another), and where the next stands.
    fn directory(&mut self, at: u64) -> Option<(Option<PictureSize>, u64)> {
        self.file.seek(SeekFrom::Start(at)).ok()?;
        let entries = self.number(if self.big { 8 } else { 2 }).filter(|entries| *entries <= ENTRIES)?;
        self.left = self.left.checked_sub(entries)?;
        let (mut width, mut height, mut turned, mut is_reduced) = (0, 0, false, false);
        for _ in 0..entries {
            let (tag, kind) = (self.number(2)?, self.number(2)?);
            let _count = self.place()?;
            let room = if self.big { 8 } else { 4 };
            // SHORT or LONG; what is shorter than its room stands at its beginning.
            let used = if kind == 3 { 2 } else { 4 };
            let value = self.number(used)?;
            self.number(room - used)?;
            match tag {
                254 => is_reduced = value & 1 == 1,
                256 => width = value,
                257 => height = value,
                274 => turned = (5..=8).contains(&value),
                _ => {}
            }
        }
        let next = self.place()?;
        let fits = |length: u64| (1..=LARGEST).contains(&length).then(|| u32::try_from(length).ok()).flatten();
        let size = fits(width).zip(fits(height)).filter(|_| !is_reduced).map(|(width, height)| {
            let (width, height) = if turned { (height, width) } else { (width, height) };
            PictureSize { width, height, is_drawn: false }
        });
        Some((size, next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF of directories alone: each with its kind, width, height and orientation.
    fn tiff(pages: &[[u32; 4]], little: bool) -> Vec<u8> {
        let short = |number: u16| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let long = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let mut bytes = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        bytes.extend(long(8));
        for (nth, page) in pages.iter().enumerate() {
            bytes.extend(short(4));
            for (tag, value) in [254, 256, 257, 274].into_iter().zip(page) {
                bytes.extend(short(tag));
                bytes.extend(short(4));
                bytes.extend(long(1));
                bytes.extend(long(*value));
            }
            let next = if nth + 1 == pages.len() { 0 } else { bytes.len() as u32 + 4 };
            bytes.extend(long(next));
        }
        bytes
    }

    fn check(bytes: &[u8], expected: Option<&[(u32, u32, u32)]>) {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("written");
        let found = of_tiff(file.path());
        let found: Option<Vec<(u32, u32, u32)>> =
            found.map(|sheets| sheets.iter().map(|sheet| (sheet.nth, sheet.size.width, sheet.size.height)).collect());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn a_scan_has_as_many_pages_as_directories() {
        for little in [true, false] {
            check(&tiff(&[[0, 30, 40, 1], [1, 3, 4, 1], [0, 50, 60, 6]], little), Some(&[(0, 30, 40), (2, 60, 50)]));
            check(&tiff(&[[0, 30, 40, 1]], little), None);
        }
        check(b"II*\0\x08\0\0\0", None);
        check(b"no TIFF", None);
        check(b"", None);
        // A list that leads to itself ends.
        let mut circle = tiff(&[[0, 30, 40, 1], [0, 30, 40, 1]], true);
        let end = circle.len() - 4;
        circle[end..].copy_from_slice(&8_u32.to_le_bytes());
        let whole = tiff(&[[0, 30, 40, 1], [0, 50, 60, 1]], true);
        check(&whole[..whole.len() - 20], None);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), circle).expect("written");
        assert!(of_tiff(file.path()).is_some_and(|sheets| sheets.len() == 2));
    }
}
