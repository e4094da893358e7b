//! Files that say where, made here.

use super::*;

/// A TIFF with a GPS tag between two others; little or big, at places counted from its beginning.
fn tiff(little: bool) -> Vec<u8> {
    let short = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let long = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let mut bytes = if little { b"II".to_vec() } else { b"MM".to_vec() };
    bytes.extend(short(42));
    bytes.extend(long(8));
    bytes.extend(short(3));
    for (tag, kind, count, value) in [(0x0112, 4, 1, 1), (0x8825, 4, 1, 50), (0x9999, 4, 1, 7)] {
        bytes.extend(short(tag));
        bytes.extend(short(kind));
        bytes.extend(long(count));
        bytes.extend(long(value));
    }
    bytes.extend(long(0));
    assert_eq!(bytes.len(), 50);
    // Latitude in three fractions, behind the folder.
    bytes.extend(short(1));
    bytes.extend(short(2));
    bytes.extend(short(5));
    bytes.extend(long(3));
    bytes.extend(long(68));
    bytes.extend(long(0));
    (0..6).for_each(|_| bytes.extend(long(0x4711_4711)));
    bytes
}

fn check(mut bytes: Vec<u8>, expected: Result<bool, Fault>) -> Vec<u8> {
    let length = bytes.len();
    assert_eq!(blank_places(&mut bytes), expected);
    assert_eq!(bytes.len(), length);
    assert!(!bytes.windows(4).any(|four| matches!(four, [0x47, 0x11, 0x47, 0x11] | [0x11, 0x47, 0x11, 0x47])));
    // Once is enough.
    if expected.is_ok() {
        assert_eq!(blank_places(&mut bytes.clone()), Ok(false));
    }
    bytes
}

#[test]
fn the_folder_of_places_goes_and_others_stay() {
    for little in [true, false] {
        let made = check(tiff(little), Ok(true));
        let number = |at| number(&made, at, little, 2).unwrap_or(0);
        assert_eq!((number(8), number(10), number(22)), (2, 0x0112, 0x9999));
    }
}

#[test]
fn each_kind_of_file_is_looked_into() {
    let jpeg = |notes: &[u8]| [&b"\xff\xd8\xff\xe1\0\x80"[..], EXIF, notes, b"\xff\xd9"].concat();
    check(jpeg(&tiff(true)), Ok(true));
    // A picture within the picture.
    check([jpeg(b"no"), jpeg(&tiff(false))].concat(), Ok(true));
    check([&b"RIFF\0\0\0\0WEBPEXIF\x5c\0\0\0"[..], &tiff(true)].concat(), Ok(true));
    check([&b"\0\0\0\x0cftypavif\0\0"[..], EXIF, &tiff(true)].concat(), Ok(true));
    check([&b"\0\0\0\x0cjP  \r\n\x87\nJpgTiffExif->JP2"[..], &tiff(true)].concat(), Ok(true));
    check(b"GIF89a".to_vec(), Ok(false));
    check(b"\0\0\0\x0cftypheic infe Exif".to_vec(), Err(Fault::Unsupported("Exif of this kind".to_owned())));
    check(b"\0\0\0\x0cJXL brobExif".to_vec(), Err(Fault::Unsupported("packed notes".to_owned())));
    check(b"no picture".to_vec(), Err(Fault::Unknown));
    check(Vec::new(), Err(Fault::Unknown));
}

#[test]
fn checksums_of_png_are_made_anew() {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [&kind[..], data].concat();
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc32(&body).to_be_bytes()].concat()
    };
    let xmp = b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude=\"4\"/>";
    let png =
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &[0; 13]), &chunk(b"eXIf", &tiff(false)), &chunk(b"iTXt", xmp), &chunk(b"IEND", b"")]
            .concat();
    let made = check(png, Ok(true));
    let mut at = 8;
    while at < made.len() {
        let length = number(&made, at, false, 4).unwrap_or(0);
        let sum = crc32(&made[at + 4..at + 8 + length]);
        assert_eq!(made[at + 8 + length..at + 12 + length], sum.to_be_bytes());
        at += 12 + length;
    }
    let packed = [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"zTXt", b"Raw profile type exif\0\0x")].concat();
    check(packed, Err(Fault::Unsupported("Exif as text".to_owned())));
}

#[test]
fn properties_of_xmp_become_spaces() {
    let check = |xmp: &str, expected: &str| {
        let mut bytes = [b"GIF89a", xmp.as_bytes()].concat();
        assert_eq!(blank_places(&mut bytes), Ok(xmp != expected));
        assert_eq!(String::from_utf8_lossy(&bytes[6..]).split_whitespace().collect::<Vec<_>>().join(" "), expected);
    };
    check("<rdf:D exif:GPSLatitude=\"4,3N\" exif:GPSLongitude = '5' tiff:Make=\"GPS\"/>", "<rdf:D tiff:Make=\"GPS\"/>");
    check("<a><exif:GPSLatitude>4</exif:GPSLatitude><b:City>GPS: Kyiv</b:City></a>", "<a> <b:City>GPS: Kyiv</b:City></a>");
    check("<a><drone-dji:GpsLatitude/><c/></a>", "<a> <c/></a>");
    check("<a xmlns:gps=\"http://a\"><c/></a>", "<a xmlns:gps=\"http://a\"><c/></a>");
    check("<a exif:GPSLatitude=\"unclosed", "<a exif:GPSLatitude=\"unclosed");
}

#[test]
fn damaged_notes_are_told_and_never_end_the_program() {
    let whole = [&b"\xff\xd8\xff\xe1\0\x80Exif\0\0"[..], &tiff(true)].concat();
    for length in 0..whole.len() {
        let mut cut = whole[..length].to_vec();
        _ = blank_places(&mut cut);
    }
    for at in 12..whole.len() {
        for byte in [0, 1, 0x7f, 0xff] {
            let mut bent = whole.clone();
            bent[at] = byte;
            _ = blank_places(&mut bent);
        }
    }
}

#[test]
fn notes_without_end_are_damage() {
    let many = [&b"\xff\xd8\xff"[..], &[EXIF, &tiff(true)].concat().repeat(MOST_NOTES + 1)].concat();
    assert_eq!(blank_places(&mut many.clone()), Err(damaged()));
    let open = [b"GIF89a<x:GPSa>".to_vec(), vec![b' '; LONGEST], b"</x:GPSa>".to_vec()].concat();
    assert_eq!(blank_places(&mut open.clone()), Ok(false));
}
