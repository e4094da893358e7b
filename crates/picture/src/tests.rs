//! Files as scanners and cameras write them, made here.

use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use jpeg_encoder::{ColorType as JpegColor, Encoder};
use tiff::encoder::{Compression, TiffEncoder, colortype};

use crate::{Fault, Form, Info, Limits, Tone, info, read};

const SMALL: Limits = Limits { pixels: 10_000 };

/// A picture of two colours, the first on the left.
fn halves<const N: usize, T: Copy>(width: u32, height: u32, left: [T; N], right: [T; N]) -> Vec<T> {
    (0..height).flat_map(|_| (0..width).flat_map(|x| if x < width / 2 { left } else { right })).collect()
}

fn jpeg(exif: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    if let Some(exif) = exif {
        encoder.add_exif_metadata(exif).unwrap();
    }
    encoder.add_icc_profile(b"a profile").unwrap();
    encoder.encode(&halves(40, 30, [250, 20, 20], [20, 20, 250]), 40, 30, JpegColor::Rgb).unwrap();
    bytes
}

#[test]
fn a_photograph_is_turned_and_keeps_its_profile() {
    // Held with its right side up: tag 0x0112 is 6 (Exif 2.32, 4.6.4).
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    for (bytes, width, height) in [(jpeg(None), 40, 30), (jpeg(Some(exif)), 30, 40)] {
        assert_eq!(info(&bytes, SMALL), Ok(Info { width, height, pages: 1 }));
        let picture = read(&bytes, 0, SMALL).unwrap();
        assert_eq!((picture.width, picture.height, picture.tone), (width, height, Tone::Ycc));
        assert_eq!(picture.profile.as_deref(), Some(b"a profile".as_slice()));
        let again = read(&picture.write(Form::Photograph(90)).unwrap(), 0, SMALL).unwrap();
        assert_eq!(again.profile, picture.profile);
    }
}

#[test]
fn pages_of_a_scan_are_read_one_by_one() {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap().with_compression(Compression::Lzw);
    encoder.write_image::<colortype::RGB8>(8, 6, &halves(8, 6, [255, 0, 0], [0, 0, 255])).unwrap();
    encoder.write_image::<colortype::RGB16>(6, 4, &halves(6, 4, [65_535, 0, 0], [0; 3])).unwrap();
    encoder.write_image::<colortype::CMYK8>(4, 4, &halves(4, 4, [0, 255, 255, 0], [0, 0, 0, 255])).unwrap();
    encoder.write_image::<colortype::Gray16>(4, 2, &halves(4, 2, [65_535], [257])).unwrap();
    let bytes = bytes.into_inner();
    assert_eq!(info(&bytes, SMALL), Ok(Info { width: 8, height: 6, pages: 4 }));
    let ends = |page| {
        let picture = read(&bytes, page, SMALL).unwrap();
        let pixel = picture.tone.bytes();
        (picture.pixels[..pixel].to_vec(), picture.pixels[picture.pixels.len() - pixel..].to_vec())
    };
    assert_eq!(ends(0), (vec![255, 0, 0], vec![0, 0, 255]));
    assert_eq!(ends(1), (vec![255, 0, 0], vec![0, 0, 0]));
    assert_eq!(ends(2), (vec![255, 0, 0], vec![0, 0, 0]));
    assert_eq!(ends(3), (vec![255], vec![1]));
    assert_eq!(read(&bytes, 4, SMALL), Err(Fault::NoPage(4)));
}

#[test]
fn what_shows_through_stays_so_in_drawings_and_is_white_in_photographs() {
    let mut bytes = Vec::new();
    let pixels = halves(8, 8, [9, 9, 9, 0], [200, 9, 9, 255]);
    PngEncoder::new(&mut bytes).write_image(&pixels, 8, 8, ExtendedColorType::Rgba8).unwrap();
    let picture = read(&bytes, 0, SMALL).unwrap();
    let again = |form| read(&picture.write(form).unwrap(), 0, SMALL).unwrap();
    assert_eq!(again(Form::Drawing).pixels, pixels);
    let photograph = again(Form::Photograph(95));
    assert_eq!((photograph.tone, photograph.pixels[0] > 250), (Tone::Ycc, true));
}

#[test]
fn what_is_damaged_too_large_or_no_picture_says_so() {
    let whole = jpeg(None);
    assert!(matches!(read(&whole[..whole.len() / 2], 0, SMALL), Err(Fault::Damaged(_))));
    assert!(matches!(read(b"\x89PNG\r\n\x1a\n", 0, SMALL), Err(Fault::Damaged(_))));
    assert_eq!(read(&whole, 0, Limits { pixels: 1_000 }), Err(Fault::TooLarge { width: 40, height: 30 }));
    assert_eq!(read(&whole, 1, SMALL), Err(Fault::NoPage(1)));
    assert_eq!(read(b"Dear Anna,", 0, SMALL), Err(Fault::Unknown));
    assert_eq!(read(b"", 0, SMALL), Err(Fault::Unknown));
    assert!(matches!(read(b"\0\0\0\x1cftypavif\0\0\0\0", 0, SMALL), Err(Fault::Unsupported(_))));
}

/// Whatever byte of a file is changed, it is a picture or a fault.
#[test]
fn damage_is_never_a_panic() {
    let mut tiff = Cursor::new(Vec::new());
    TiffEncoder::new(&mut tiff).unwrap().write_image::<colortype::RGB8>(8, 6, &halves(8, 6, [255, 0, 0], [0, 0, 255])).unwrap();
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&halves(8, 8, [9_u8; 3], [200; 3]), 8, 8, ExtendedColorType::Rgb8).unwrap();
    for whole in [jpeg(None), tiff.into_inner(), png] {
        for at in 0..whole.len() {
            for with in [0, 0xff, whole[at] ^ 0x10] {
                let mut bytes = whole.clone();
                bytes[at] = with;
                _ = info(&bytes, SMALL);
                _ = read(&bytes, 0, SMALL);
            }
        }
    }
}
