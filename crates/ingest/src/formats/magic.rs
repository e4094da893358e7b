//! How files begin that are no text: what tells such a file, whatever it is called. Each mark with the place where it stands.

/// A place, and the bytes that stand there.
pub type Mark = (usize, &'static [u8]);

pub const PDF: Mark = (0, b"%PDF-");
pub const JPEG: Mark = (0, b"\xff\xd8\xff");
pub const PNG: Mark = (0, b"\x89PNG");
pub const GIF: Mark = (0, b"GIF8");
pub const WEBP: Mark = (8, b"WEBP");
pub const TIFF: [Mark; 2] = [(0, b"II*\0"), (0, b"MM\0*")];
pub const ZIP: Mark = (0, b"PK\x03\x04");
pub const MP3: [Mark; 3] = [(0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3")];
pub const WAVE: Mark = (8, b"WAVE");
pub const OGG: Mark = (0, b"OggS");
pub const FLAC: Mark = (0, b"fLaC");
/// ISO 14496-12: MPEG-4 and what is made like it.
pub const MP4: Mark = (4, b"ftyp");

/// Whether bytes have a mark.
pub fn has(bytes: &[u8], (at, mark): Mark) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(mark))
}
