//! How large a picture is, as the first bytes of its file say. The only home of `imagesize`.

use std::path::Path;

use crate::base::PictureSize;

/// The most that a picture measures either way, in pixels: more is damage.
const MOST: usize = 1_000_000;

/// The size of the picture whose file begins with `head`; `None` if that begins no picture of a known kind, or does not say.
pub fn size_of(head: &[u8]) -> Option<PictureSize> {
    let (width, height) = match imagesize::blob_size(head) {
        Ok(size) => (size.width, size.height),
        Err(_) => jpeg_2000(head).or_else(|| drawing(head))?,
    };
    let fits = |length: usize| (1..=MOST).contains(&length).then(|| u32::try_from(length).ok()).flatten();
    let (width, height) = (fits(width)?, fits(height)?);
    // A camera held upright says so in its notes, and browsers turn the picture.
    let turned = head.starts_with(b"\xff\xd8") && orientation(head).is_some_and(|orientation| (5..=8).contains(&orientation));
    let is_drawn = is_drawn(head);
    Some(if turned { PictureSize { width: height, height: width, is_drawn } } else { PictureSize { width, height, is_drawn } })
}

/// The size of a picture whose first bytes do not say it, but another place in its file.
pub fn size_within(place: &Path) -> Option<PictureSize> {
    let size = imagesize::size(place).ok()?;
    let fits = |length: usize| u32::try_from(length).ok().filter(|length| *length > 0 && *length as usize <= MOST);
    Some(PictureSize { width: fits(size.width)?, height: fits(size.height)?, is_drawn: false })
}

/// Whether a picture has a palette or something shows through it: PNG's kind of colour is neither 0 nor 2 (PNG 3rd edition, 11.2.1),
/// WebP is without loss or says so (RFC 9649, 2.6 and 2.7.1).
fn is_drawn(head: &[u8]) -> bool {
    let png = head.starts_with(b"\x89PNG") && head.get(25).is_some_and(|kind| !matches!(kind, 0 | 2));
    let webp = head.starts_with(b"RIFF")
        && match head.get(12..16) {
            Some(b"VP8L") => true,
            Some(b"VP8X") => head.get(20).is_some_and(|flags| flags & 0x10 != 0),
            _ => false,
        };
    png || webp
}

/// The size of a JPEG 2000 picture: its box `ihdr` has the height and then the width (ISO/IEC 15444-1, I.5.3.1).
fn jpeg_2000(head: &[u8]) -> Option<(usize, usize)> {
    let head = head.starts_with(b"\0\0\0\x0cjP  ").then(|| head.get(..head.len().min(4096)))??;
    let at = head.windows(4).position(|name| name == b"ihdr")? + 4;
    let long = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes).and_then(|long| usize::try_from(long).ok());
    Some((long(at + 4)?, long(at)?))
}

/// The size of a drawing: `width` and `height` in pixels, else the last two numbers of `viewBox` (SVG 2, 8.2).
fn drawing(head: &[u8]) -> Option<(usize, usize)> {
    let text = String::from_utf8_lossy(head.get(..head.len().min(16 * 1024))?);
    let tag = text.split_once("<svg").filter(|(_, rest)| rest.starts_with(|c: char| c.is_whitespace()))?.1.split('>').next()?;
    let number = |text: &str| pixels(text.trim());
    let both = attribute(tag, "width").and_then(number).zip(attribute(tag, "height").and_then(number));
    both.or_else(|| {
        let mut numbers = attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((number(numbers.next()?)?, number(numbers.next()?)?))
    })
}

/// A length in pixels of CSS (CSS Values and Units 4, 6.2); `None` of a share.
fn pixels(length: &str) -> Option<usize> {
    const UNITS: [(&str, f64); 7] =
        [("px", 1.0), ("pt", 96.0 / 72.0), ("pc", 16.0), ("in", 96.0), ("cm", 96.0 / 2.54), ("mm", 96.0 / 25.4), ("", 1.0)];
    let (unit, factor) = UNITS.iter().find(|(unit, _)| length.ends_with(unit))?;
    let number: f64 = length.strip_suffix(unit)?.trim().parse().ok()?;
    number.is_finite().then(|| (number * factor).round() as usize)
}

/// The value of an attribute in a tag of XML.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let rest = tag.get(..at)?.ends_with(char::is_whitespace).then(|| tag.get(at + name.len()..))??;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    })
}

/// How a picture is to be turned: the tag 0x0112 in its first folder of notes (Exif 2.32, 4.6.4).
fn orientation(head: &[u8]) -> Option<u16> {
    let start = head.windows(6).take(64 * 1024).position(|bytes| bytes == b"Exif\0\0")? + 6;
    let notes = head.get(start..)?;
    let little = notes.starts_with(b"II");
    let short = |at: usize| {
        let bytes: [u8; 2] = notes.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if little { first | second << 16 } else { first << 16 | second })
    };
    let folder = usize::try_from(long(4)?).ok().filter(|folder| *folder < notes.len())?;
    let entries = usize::from(short(folder)?).min(200);
    let entry = (0..entries).map(|nth| folder + 2 + nth * 12).find(|&at| short(at) == Some(0x0112))?;
    short(entry + 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Option<(u32, u32)>) {
        assert_eq!(size_of(head).map(|size| (size.width, size.height)), expected);
    }

    #[test]
    fn heads_of_files_say_how_large_pictures_are() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0", Some((40, 30)));
        check(b"GIF89a\x28\0\x1e\0\x80\0\0", Some((40, 30)));
        check(b"<?xml version=\"1.0\"?>\n<svg xmlns='x' width=\"40px\" height='30' viewBox=\"0 0 4 3\">", Some((40, 30)));
        check(b"<svg width=\"30mm\" height=\"1in\">", Some((113, 96)));
        check(b"<svg stroke-width=\"2\" viewBox=\"0 0 40.2, 30\"/>", Some((40, 30)));
        check(b"<svg width=\"100%\" height=\"100%\">", None);
        check(b"no picture", None);
        check(b"", None);
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0", None);
    }

    #[test]
    fn a_camera_held_upright_is_heeded() {
        let jpeg = |orientation: u8| {
            let mut bytes = b"\xff\xd8\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            bytes.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
            bytes.extend(b"\xff\xc0\0\x11\x08\0\x1e\0\x28\x03\x01\x22\0\x02\x11\x01\x03\x11\x01");
            bytes
        };
        check(&jpeg(1), Some((40, 30)));
        check(&jpeg(6), Some((30, 40)));
    }
}
