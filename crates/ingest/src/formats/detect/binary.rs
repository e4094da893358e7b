//! How files begin that are no text.

use super::{Refusal, Words};
use crate::formats::{
    magic::{self, Mark},
    packed,
};
use scholion_base::say;

/// The mark, what the file is, and what can be done. Longer marks come first.
const MARKS: &[(Mark, Words, Words)] = &[
    (magic::PNG, say::source_not_text_picture, say::source_not_text_picture_hint),
    (magic::JPEG, say::source_not_text_picture, say::source_not_text_picture_hint),
    (magic::GIF, say::source_not_text_picture, say::source_not_text_picture_hint),
    (magic::TIFF[0], say::source_not_text_picture, say::source_not_text_picture_hint),
    (magic::TIFF[1], say::source_not_text_picture, say::source_not_text_picture_hint),
    ((0, b"\0\0\x01\0"), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((0, b"\0\0\0\x0cjP  "), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((0, b"\0\0\0\x0cJXL "), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((0, b"8BPS"), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((0, b"AT&TFORM"), say::source_not_text_djvu, say::source_not_text_djvu_hint),
    (magic::WEBP, say::source_not_text_picture, say::source_not_text_picture_hint),
    ((4, b"ftypheic"), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((4, b"ftypmif1"), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((4, b"ftypavif"), say::source_not_text_picture, say::source_not_text_picture_hint),
    ((4, b"ftypM4A"), say::source_not_text_sound, say::source_not_text_listen_hint),
    (magic::MP4, say::source_not_text_film, say::source_not_text_listen_hint),
    (magic::MP3[0], say::source_not_text_sound, say::source_not_text_listen_hint),
    (magic::MP3[1], say::source_not_text_sound, say::source_not_text_listen_hint),
    (magic::MP3[2], say::source_not_text_sound, say::source_not_text_listen_hint),
    (magic::OGG, say::source_not_text_sound_or_film, say::source_not_text_listen_hint),
    (magic::FLAC, say::source_not_text_sound, say::source_not_text_listen_hint),
    (magic::WAVE, say::source_not_text_sound, say::source_not_text_listen_hint),
    ((8, b"AIFF"), say::source_not_text_sound, say::source_not_text_listen_hint),
    ((0, b"#!AMR"), say::source_not_text_sound, say::source_not_text_listen_hint),
    ((0, b"MThd"), say::source_not_text_midi, say::source_not_text_file_hint),
    ((8, b"AVI "), say::source_not_text_film, say::source_not_text_listen_hint),
    ((0, b"\x1a\x45\xdf\xa3"), say::source_not_text_film, say::source_not_text_listen_hint),
    ((0, b"\0\0\x01\xba"), say::source_not_text_film, say::source_not_text_listen_hint),
    ((0, b"\0\0\x01\xb3"), say::source_not_text_film, say::source_not_text_listen_hint),
    ((0, b"FLV\x01"), say::source_not_text_film, say::source_not_text_listen_hint),
    ((0, b"wOFF"), say::source_not_text_font, say::source_not_text_file_hint),
    ((0, b"wOF2"), say::source_not_text_font, say::source_not_text_file_hint),
    ((0, b"OTTO\0"), say::source_not_text_font, say::source_not_text_file_hint),
    ((0, b"ttcf\0"), say::source_not_text_font, say::source_not_text_file_hint),
    ((0, b"\0\x01\0\0\0"), say::source_not_text_font, say::source_not_text_file_hint),
    ((0, b"SQLite format 3\0"), say::source_not_text_database, say::source_not_text_export_hint),
    ((4, b"Standard Jet DB"), say::source_not_text_database, say::source_not_text_export_hint),
    ((4, b"Standard ACE DB"), say::source_not_text_database, say::source_not_text_export_hint),
    ((0, b"\xd0\xcf\x11\xe0"), say::source_not_text_office, say::source_not_text_save_hint),
    ((0, b"\xffWPC"), say::source_not_text_wordperfect, say::source_not_text_save_hint),
    ((0, b"\xdb\xa5-\0"), say::source_not_text_word, say::source_not_text_save_hint),
    ((60, b"BOOKMOBI"), say::source_not_text_kindle, say::source_not_text_kindle_hint),
    ((60, b"TEXtREAd"), say::source_not_text_palm, say::source_not_text_kindle_hint),
    ((0, b"ITSF"), say::source_not_text_help_file, say::source_not_text_help_file_hint),
    ((0, b"%!PS"), say::source_not_text_postscript, say::source_not_text_postscript_hint),
    ((0, b"!BDN"), say::source_not_text_outlook, say::source_not_text_outlook_hint),
    ((0, b"\x1f\x8b"), say::source_not_text_compressed, say::source_not_text_gz_hint),
    ((0, b"BZh"), say::source_not_text_compressed, say::source_not_text_gz_hint),
    ((0, b"\xfd7zXZ\0"), say::source_not_text_compressed, say::source_not_text_gz_hint),
    ((0, b"\x28\xb5\x2f\xfd"), say::source_not_text_compressed, say::source_not_text_gz_hint),
    ((0, b"7z\xbc\xaf\x27\x1c"), say::source_not_text_archive, say::source_not_text_gz_hint),
    ((0, b"Rar!\x1a"), say::source_not_text_archive, say::source_not_text_gz_hint),
    ((257, b"ustar"), say::source_not_text_archive, say::source_not_text_gz_hint),
    ((0, b"MZ"), say::source_not_text_program, say::source_not_text_file_hint),
    ((0, b"\x7fELF"), say::source_not_text_program, say::source_not_text_file_hint),
    ((0, b"\xca\xfe\xba\xbe"), say::source_not_text_program, say::source_not_text_file_hint),
    ((0, b"\xcf\xfa\xed\xfe"), say::source_not_text_program, say::source_not_text_file_hint),
    ((0, b"\0asm"), say::source_not_text_program, say::source_not_text_file_hint),
    ((0, b"\0\x05\x16\x07"), say::source_not_text_macos, say::source_not_text_macos_hint),
    ((0, b"bplist00"), say::source_not_text_settings, say::source_not_text_file_hint),
    ((0, b"PAR1"), say::source_not_text_table, say::source_not_text_export_hint),
    ((0, b"\x89HDF"), say::source_not_text_table, say::source_not_text_export_hint),
];

/// Marks that letters of a text could be, too, count only where the rest is no text.
const SHORT: [&[u8]; 9] = [b"MZ", b"BZh", b"ID3", b"\xff\xfb", b"\xff\xf3", b"wOFF", b"wOF2", b"PAR1", b"8BPS"];

/// What a file is by its mark.
pub fn refused(bytes: &[u8]) -> Option<Refusal> {
    if magic::has(bytes, magic::ZIP) || bytes.starts_with(b"PK\x05\x06") {
        return packed::kind(bytes).is_none().then(|| archive(bytes));
    }
    let ((_, mark), what, hint) = MARKS.iter().find(|(mark, ..)| magic::has(bytes, *mark))?;
    let looks_like_text = || std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let is_weak = SHORT.contains(mark) || mark.iter().all(|byte| byte.is_ascii_graphic());
    // PostScript is text, and known by its mark all the same.
    (!is_weak || *mark == b"%!PS" || !looks_like_text()).then(|| Refusal::of(*what, *hint))
}

/// What is packed in a zip archive that is no text.
fn archive(bytes: &[u8]) -> Refusal {
    let names = packed::names(bytes);
    let has = |part: &str| names.iter().any(|name| name == part || name.starts_with(part));
    let (what, hint): (Words, Words) = if has("xl/") || packed::mimetype(bytes).contains("spreadsheet") {
        (say::source_not_text_spreadsheet, say::source_not_text_spreadsheet_hint)
    } else if has("ppt/") || packed::mimetype(bytes).contains("presentation") {
        (say::source_not_text_slides, say::source_not_text_slides_hint)
    } else if has("Index/Document.iwa") || has("index.xml") && has("buildVersionHistory.plist") {
        (say::source_not_text_apple, say::source_not_text_apple_hint)
    } else if has("visio/") {
        (say::source_not_text_drawing, say::source_not_text_file_hint)
    } else {
        (say::source_not_text_zip, say::source_not_text_zip_hint)
    };
    Refusal::of(what, hint)
}
