//! Where a picture was taken, blanked in the bytes of its file.
//!
//! Cameras write it as a folder of GPS tags (Exif 3.0, 4.6.6), programs as properties of XMP whose names begin with `GPS` (ISO 16684-1;
//! CIPA DC-010, 4.4). Both are overwritten in place, so that the file keeps its length and all its other parts stay where they are. What
//! editors wrote in words, such as the name of a city, stays.

use memchr::memmem;

use crate::Fault;

/// The tag that leads to the folder of GPS tags.
const GPS: u16 = 0x8825;
/// The most folders that a file may have, and the most notes, as of pictures within the picture: more is damage.
const MOST_FOLDERS: usize = 10_000;
const MOST_NOTES: usize = 100;
/// No property of XMP that says where is longer, in bytes.
const LONGEST: usize = 4_096;
/// What stands before Exif in JPEG, WebP and HEIF.
const EXIF: &[u8] = b"Exif\0\0";

/// Blanks where a picture was taken; whether anything was there.
///
/// # Errors
/// If the file is of no known kind, or holds notes in a form that is not read here: then it may still say where it was taken.
pub fn blank_places(bytes: &mut [u8]) -> Result<bool, Fault> {
    let mut found = false;
    match kind(bytes).ok_or(Fault::Unknown)? {
        Kind::Tiff => found |= folders(bytes, 0)?,
        Kind::Png => found |= png(bytes)?,
        Kind::Webp => found |= webp(bytes)?,
        // The notes stand in boxes; that of Exif is found as in JPEG, that of JPEG 2000 behind its name.
        Kind::Boxes => {
            if bytes.get(4..8) == Some(&b"JXL "[..]) && memmem::find(bytes, b"brob").is_some() {
                return Err(Fault::Unsupported("packed notes".to_owned()));
            }
            let (mut is_read, has_exif) = (false, memmem::find(bytes, b"Exif").is_some());
            let named = all(bytes, b"JpgTiffExif->JP2");
            if named.len() > MOST_NOTES {
                return Err(damaged());
            }
            for at in named {
                is_read = true;
                found |= folders(bytes, at + 16)?;
            }
            let (any, blanked) = exif(bytes)?;
            found |= blanked;
            if has_exif && !is_read && !any {
                return Err(Fault::Unsupported("Exif of this kind".to_owned()));
            }
        }
        Kind::Jpeg => found |= exif(bytes)?.1,
        Kind::Plain => {}
    }
    // Programs may write it in letters of two bytes.
    if memmem::find(bytes, b"G\0P\0S\0L\0").is_some() || memmem::find(bytes, b"\0G\0P\0S\0L").is_some() {
        return Err(Fault::Unsupported("XMP in UTF-16".to_owned()));
    }
    Ok(packets(bytes) || found)
}

enum Kind {
    Jpeg,
    Tiff,
    Png,
    Webp,
    Boxes,
    /// GIF and BMP, which have no Exif.
    Plain,
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    let starts = |start: &[u8]| bytes.starts_with(start);
    Some(match bytes.get(4..8) {
        _ if starts(b"\xff\xd8\xff") => Kind::Jpeg,
        _ if is_tiff(bytes) => Kind::Tiff,
        _ if starts(b"\x89PNG\r\n\x1a\n") => Kind::Png,
        _ if starts(b"RIFF") && bytes.get(8..12) == Some(&b"WEBP"[..]) => Kind::Webp,
        _ if starts(b"GIF8") || starts(b"BM") => Kind::Plain,
        // A codestream alone.
        _ if starts(b"\xff\x4f\xff\x51") || starts(b"\xff\x0a") => Kind::Plain,
        Some(b"ftyp" | b"jP  " | b"JXL ") => Kind::Boxes,
        _ => return None,
    })
}

fn is_tiff(bytes: &[u8]) -> bool {
    [&b"II*\0"[..], b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|start| bytes.starts_with(start))
}

/// All places of some bytes.
fn all(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    memmem::find_iter(bytes, what).collect()
}

/// Blanks all Exif that stands behind its name, also that of pictures within the picture; whether there is any, and whether it said
/// where.
fn exif(bytes: &mut [u8]) -> Result<(bool, bool), Fault> {
    let (mut any, mut found) = (false, false);
    let mut notes = 0;
    for at in all(bytes, EXIF) {
        let start = at + EXIF.len();
        if bytes.get(start..).is_some_and(is_tiff) {
            any = true;
            notes += 1;
            if notes > MOST_NOTES {
                return Err(damaged());
            }
            found |= folders(bytes, start)?;
        }
    }
    Ok((any, found))
}

/// The notes of a PNG (3rd edition, 11.3.3): `eXIf`, whose checksum is made anew, and texts.
fn png(bytes: &mut [u8]) -> Result<bool, Fault> {
    let (mut found, mut is_read) = (false, false);
    let mut at = 8;
    while let Some(length) = number(bytes, at, false, 4).filter(|length| *length < bytes.len()) {
        let Some(kind) = bytes.get(at + 4..at + 8) else { break };
        let data = at + 8..at + 8 + length;
        let Some(text) = bytes.get(data.clone()) else { break };
        let mut is_changed = false;
        match kind {
            b"eXIf" if is_read => return Err(damaged()),
            b"eXIf" => (is_read, is_changed) = (true, folders(bytes, data.start)?),
            // ImageMagick writes Exif and XMP as figures; a text may be packed.
            b"tEXt" | b"zTXt" | b"iTXt" if text.starts_with(b"Raw profile type") => {
                return Err(Fault::Unsupported("Exif as text".to_owned()));
            }
            b"iTXt" if text.starts_with(b"XML:com.adobe.xmp\0\x01") => return Err(Fault::Unsupported("packed XMP".to_owned())),
            b"iTXt" => is_changed = bytes.get_mut(data.clone()).is_some_and(packets),
            b"IEND" => break,
            _ => {}
        }
        let kind = at + 4;
        found |= is_changed;
        if is_changed
            && let Some(sum) = bytes.get(kind..data.end).map(crc32)
            && let Some(place) = bytes.get_mut(data.end..data.end + 4)
        {
            place.copy_from_slice(&sum.to_be_bytes());
        }
        at = data.end + 4;
    }
    Ok(found)
}

/// The checksum of PNG's chunks (annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes
        .iter()
        .fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 }))
}

/// The chunk `EXIF` of a WebP (RFC 9649, 2.7.1.5), with and without the name that it has in JPEG.
fn webp(bytes: &mut [u8]) -> Result<bool, Fault> {
    let (mut found, mut is_read) = (false, false);
    let mut at = 12;
    while let Some(length) = number(bytes, at + 4, true, 4).filter(|length| *length < bytes.len()) {
        let start = at + 8;
        if bytes.get(at..at + 4) == Some(&b"EXIF"[..]) {
            if std::mem::replace(&mut is_read, true) {
                return Err(damaged());
            }
            let named = bytes.get(start..).is_some_and(|data| data.starts_with(EXIF));
            found |= folders(bytes, if named { start + EXIF.len() } else { start })?;
        }
        at = start + length + length % 2;
    }
    Ok(found)
}

/// A whole number of so many bytes.
fn number(bytes: &[u8], at: usize, little: bool, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
    let number = if little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) };
    usize::try_from(number).ok()
}

/// How folders of tags are written.
#[derive(Clone, Copy)]
struct Layout {
    /// Where places are counted from.
    base: usize,
    little: bool,
    /// Bytes of: the count of tags, a tag, an offset.
    count: usize,
    tag: usize,
    offset: usize,
}

/// Blanks the folders of GPS tags of the TIFF that begins at `base` (TIFF 6.0, section 2; with eight bytes for offsets where its number
/// is 43).
fn folders(bytes: &mut [u8], base: usize) -> Result<bool, Fault> {
    let head = bytes.get(base..).unwrap_or_default();
    let little = head.starts_with(b"II");
    let is_wide = matches!(head.get(2..4), Some(b"+\0" | b"\0+"));
    let layout = match is_wide {
        _ if !is_tiff(head) => return Err(damaged()),
        true => Layout { base, little, count: 8, tag: 20, offset: 8 },
        false => Layout { base, little, count: 2, tag: 12, offset: 4 },
    };
    let mut found = false;
    let mut seen = Vec::new();
    // Folders do not lie in one another, so that all have no more tags than the file has bytes for.
    let mut room = bytes.len() / layout.tag;
    let mut next = number(bytes, base + if is_wide { 8 } else { 4 }, little, layout.offset);
    while let Some(folder) = next.filter(|folder| *folder > 0) {
        if seen.contains(&folder) || seen.len() >= MOST_FOLDERS {
            return Err(damaged());
        }
        seen.push(folder);
        let tags = base.checked_add(folder).and_then(|folder| layout.tags(bytes, folder)).ok_or_else(damaged)?;
        room = room.checked_sub(tags).ok_or_else(damaged)?;
        found |= layout.without_gps(bytes, base.checked_add(folder).ok_or_else(damaged)?)?;
        let at = layout.end(bytes, base + folder).ok_or_else(damaged)?;
        next = number(bytes, at, little, layout.offset);
    }
    Ok(found)
}

fn damaged() -> Fault {
    Fault::Damaged("its notes".to_owned())
}

impl Layout {
    /// How many tags a folder has.
    fn tags(self, bytes: &[u8], folder: usize) -> Option<usize> {
        // No file has more tags than bytes.
        number(bytes, folder, self.little, self.count).filter(|count| *count <= bytes.len() / self.tag)
    }

    /// Where the tags of a folder end.
    fn end(self, bytes: &[u8], folder: usize) -> Option<usize> {
        let tags = self.tags(bytes, folder)?;
        Some(folder + self.count + tags * self.tag)
    }

    /// Takes the tag that leads to the GPS tags out of a folder, and overwrites what it leads to; whether it is there.
    fn without_gps(self, bytes: &mut [u8], folder: usize) -> Result<bool, Fault> {
        let tags = self.tags(bytes, folder).ok_or_else(damaged)?;
        let place = |nth: usize| folder + self.count + nth * self.tag;
        let Some(nth) = (0..tags).find(|nth| number(bytes, place(*nth), self.little, 2) == Some(usize::from(GPS))) else {
            return Ok(false);
        };
        let gps = number(bytes, place(nth) + self.tag - self.offset, self.little, self.offset).ok_or_else(damaged)?;
        self.blank(bytes, self.base.checked_add(gps).ok_or_else(damaged)?).ok_or_else(damaged)?;
        // The tags behind it, and the way to the next folder, come one place nearer.
        let (start, end) = (place(nth), place(tags) + self.offset);
        bytes.get(start..end).ok_or_else(damaged)?;
        bytes.copy_within(start + self.tag..end, start);
        bytes.get_mut(end - self.tag..end).ok_or_else(damaged)?.fill(0);
        let count = (tags - 1) as u64;
        let place = bytes.get_mut(folder..folder + self.count).ok_or_else(damaged)?;
        let written = if self.little { count.to_le_bytes() } else { count.to_be_bytes() };
        let written = if self.little { written.get(..self.count) } else { written.get(8 - self.count..) };
        place.copy_from_slice(written.ok_or_else(damaged)?);
        Ok(true)
    }

    /// Overwrites a folder and the values of its tags.
    fn blank(self, bytes: &mut [u8], folder: usize) -> Option<()> {
        let tags = self.tags(bytes, folder)?;
        for nth in 0..tags {
            let tag = folder + self.count + nth * self.tag;
            let kind = number(bytes, tag + 2, self.little, 2)?;
            let count = number(bytes, tag + 4, self.little, self.offset)?;
            let length = count.checked_mul(size_of(kind))?;
            if length > self.offset {
                let value = self.base.checked_add(number(bytes, tag + self.tag - self.offset, self.little, self.offset)?)?;
                bytes.get_mut(value..value.checked_add(length)?)?.fill(0);
            }
        }
        let end = self.end(bytes, folder)?;
        bytes.get_mut(folder..end)?.fill(0);
        Some(())
    }
}

/// How many bytes a value of a kind has (TIFF 6.0, section 2).
fn size_of(kind: usize) -> usize {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => 1,
    }
}

/// Overwrites the properties of XMP that say where with spaces: attributes and elements whose names begin with `GPS` behind the prefix.
/// Whether there are any. A packet that is divided over several parts of a file is read part by part.
fn packets(bytes: &mut [u8]) -> bool {
    let mut found = false;
    for at in all(bytes, b":").into_iter().rev() {
        let is_gps = bytes.get(at + 1..at + 4).is_some_and(|name| name.eq_ignore_ascii_case(b"gps"));
        if !is_gps {
            continue;
        }
        if bytes.get(..at).is_some_and(|before| before.ends_with(b"xmlns")) {
            continue;
        }
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let start = bytes.get(..at).unwrap_or_default().iter().rposition(|byte| !is_name(byte)).map_or(0, |before| before + 1);
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_name(byte)).unwrap_or(rest.len());
        let end = at + 1 + length;
        let before = start.checked_sub(1).and_then(|before| bytes.get(before)).copied();
        let range = match before {
            // The end tag goes with its start.
            Some(b'/') => continue,
            Some(b'<') => element(bytes, start, end).map(|end| start - 1..end),
            Some(byte) if byte.is_ascii_whitespace() => attribute(bytes, end).map(|end| start..end),
            _ => None,
        };
        if let Some(range) = range.and_then(|range| bytes.get_mut(range)) {
            range.fill(b' ');
            found = true;
        }
    }
    found
}

/// Where the attribute ends whose name ends at `at`.
fn attribute(bytes: &[u8], at: usize) -> Option<usize> {
    let skip = |at: usize| Some(at + bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?);
    let sign = skip(at)?;
    (bytes.get(sign) == Some(&b'=')).then_some(())?;
    let quote = skip(sign + 1)?;
    let mark = *bytes.get(quote).filter(|mark| matches!(mark, b'"' | b'\''))?;
    Some(quote + 2 + memchr::memchr(mark, bytes.get(quote + 1..)?)?)
}

/// Where the element ends whose name stands from `start` to `end`.
fn element(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let tag = end + memchr::memchr(b'>', bytes.get(end..bytes.len().min(end + LONGEST))?)?;
    if bytes.get(tag - 1) == Some(&b'/') {
        return Some(tag + 1);
    }
    let closing = [b"</", bytes.get(start..end)?].concat();
    let close = tag + memmem::find(bytes.get(tag..bytes.len().min(tag + LONGEST))?, &closing)?;
    Some(close + memchr::memchr(b'>', bytes.get(close..)?)? + 1)
}

#[cfg(test)]
mod tests;
