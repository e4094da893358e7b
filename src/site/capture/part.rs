//! Files that stand in a page as `data:` addresses (RFC 2397): what they are says their beginning, not their name.

use crate::{
    base::{Digest, RelPath, text::percent_decoded_bytes},
    document::drawing,
};

/// The folder on the site in which such files stand, of all captures together.
const FOLDER: &str = "archive/parts";

/// A file that stood in a page.
pub struct Part {
    /// Its name, by its bytes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Part {
    /// A file with these bytes.
    pub fn new(bytes: Vec<u8>, ending: &str) -> Self {
        Self { name: format!("{}.{ending}", Digest::of(&bytes).hex(24)), bytes }
    }
}

/// Where a part of this name stands on the site.
pub fn place(name: &str) -> RelPath {
    RelPath::new(&format!("{FOLDER}/{name}"))
}

/// What a `data:` address holds that browsers show and that cannot run: a picture, a font, a sound, a film. A sheet is another matter.
pub fn shown(address: &str) -> Option<Part> {
    let (kind, bytes) = read(address)?;
    if kind == "image/svg+xml" {
        let drawing = drawing::without_scripts(&bytes).ok()?;
        return Some(Part::new(drawing.map_or(bytes, String::into_bytes), "svg"));
    }
    let ending = ending(&bytes)?;
    Some(Part::new(bytes, ending))
}

/// The text of a sheet that a `data:` address holds.
pub fn sheet(address: &str) -> Option<String> {
    read(address).filter(|(kind, _)| kind == "text/css").map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether an address holds what it leads to.
pub fn is_data(address: &str) -> bool {
    address.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// What kind of thing an address says that it holds, and that.
fn read(address: &str) -> Option<(String, Vec<u8>)> {
    let (head, body) = address.trim().get(5..).filter(|_| is_data(address))?.split_once(',')?;
    let body = body.split('#').next().unwrap_or(body);
    let kind = head.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let bytes = percent_decoded_bytes(body);
    let is_base64 = head.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64"));
    Some((kind, if is_base64 { from_base64(&bytes) } else { bytes }))
}

/// Base64 (RFC 4648, sections 4 and 5); what is no sign of it is passed over, as browsers do with white space.
fn from_base64(bytes: &[u8]) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let (mut out, mut held, mut bits) = (Vec::with_capacity(bytes.len() / 4 * 3), 0u32, 0u32);
    for six in bytes.iter().filter_map(|byte| value(*byte)) {
        held = (held << 6 | u32::from(six)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8);
        }
    }
    out
}

/// The ending of a file that begins so; none of what browsers do not show.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(usize, &[u8], &str); 15] = [
        (0, b"\x89PNG\r\n\x1a\n", "png"),
        (0, b"\xff\xd8\xff", "jpg"),
        (0, b"GIF8", "gif"),
        (8, b"WEBP", "webp"),
        (4, b"ftypavif", "avif"),
        (0, b"BM", "bmp"),
        (0, b"\0\0\x01\0", "ico"),
        (0, b"wOFF", "woff"),
        (0, b"wOF2", "woff2"),
        (0, b"\0\x01\0\0", "ttf"),
        (0, b"true", "ttf"),
        (0, b"OTTO", "otf"),
        (0, b"ID3", "mp3"),
        (0, b"OggS", "ogg"),
        (4, b"ftyp", "mp4"),
    ];
    STARTS.iter().find(|(at, start, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(start))).map(|(_, _, ending)| *ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending_of(address: &str) -> Option<String> {
        shown(address).and_then(|part| part.name.rsplit_once('.').map(|(_, ending)| ending.to_owned()))
    }

    #[test]
    fn what_a_file_is_its_beginning_says() {
        assert_eq!(ending_of("data:image/gif;base64,R0lGODlhAQABAAAAACw=").as_deref(), Some("gif"));
        assert_eq!(ending_of("DATA:text/html;base64,R0lGODlhAQABAAAAACw=").as_deref(), Some("gif"));
        for none in ["data:text/html,<script>1</script>", "data:image/png,<script>1</script>", "data:,x", "data:", "http://a.example/a.png"]
        {
            assert_eq!(ending_of(none), None, "{none}");
        }
        let drawing = shown(
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'%3E%3Cscript/%3E%3Cpath d='M0 0'/%3E%3C/svg%3E",
        );
        let drawing = String::from_utf8(drawing.unwrap().bytes).unwrap();
        assert!(drawing.contains("path") && !drawing.contains("script") && !drawing.contains("onload"), "{drawing}");
        assert_eq!(sheet("data:text/css;charset=utf-8,a%7B%7D").as_deref(), Some("a{}"));
    }

    #[test]
    fn base64_is_read_as_browsers_do() {
        assert_eq!(from_base64(b"SGVs bG8\n="), b"Hello");
        assert_eq!(from_base64(b"-_-_"), from_base64(b"+/+/"));
        assert_eq!(from_base64(b"A"), b"");
    }
}
