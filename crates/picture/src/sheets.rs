//! TIFF: files of several pages, of one bit or sixteen a sample, of light or of inks.

use std::io::Cursor;

use image::metadata::Orientation;
use tiff::{
    ColorType, TiffError,
    decoder::{Decoder, DecodingResult, Limits as TiffLimits},
    tags::{ByteOrder, Tag},
};

use crate::{
    Fault, Info, Limits, Picture, Tone,
    read::{damaged, upright},
};

/// More pages are damage: their list leads in a circle.
const MOST_PAGES: u32 = 100_000;

/// Baseline tag of profiles (ICC.1:2022, B.4).
const PROFILE: Tag = Tag::IccProfile;

fn open(bytes: &[u8], limits: Limits) -> Result<Decoder<Cursor<&[u8]>>, Fault> {
    let mut bounds = TiffLimits::default();
    bounds.decoding_buffer_size = usize::try_from(limits.bytes().saturating_mul(2)).unwrap_or(usize::MAX);
    bounds.intermediate_buffer_size = bounds.decoding_buffer_size;
    Ok(Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(bounds))
}

fn fault(error: TiffError) -> Fault {
    match error {
        TiffError::UnsupportedError(what) => Fault::Unsupported(format!("TIFF ({what})")),
        other => damaged(other),
    }
}

fn orientation(decoder: &mut Decoder<Cursor<&[u8]>>) -> Orientation {
    let value = decoder.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    value.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
}

/// What the file says of its first page, and how many it has.
pub fn info(bytes: &[u8], limits: Limits) -> Result<Info, Fault> {
    let mut decoder = open(bytes, limits)?;
    let (width, height) = decoder.dimensions().map_err(fault)?;
    limits.check(width, height)?;
    let orientation = orientation(&mut decoder);
    let mut pages = 1;
    while decoder.more_images() && pages < MOST_PAGES && decoder.next_image().is_ok() {
        pages += 1;
    }
    Ok(upright(width, height, orientation, pages))
}

/// A page, from 0 on.
pub fn read(bytes: &[u8], page: u32, limits: Limits) -> Result<Picture, Fault> {
    let mut decoder = at_page(bytes, page, limits)?;
    let (width, height) = decoder.dimensions().map_err(fault)?;
    limits.check(width, height)?;
    let orientation = orientation(&mut decoder);
    if decoder.find_tag_unsigned::<u16>(Tag::PhotometricInterpretation).ok().flatten() == Some(PALETTE) {
        return Ok(of_palette(bytes, page, &mut decoder, limits)?.turned(orientation));
    }
    let color = decoder.colortype().map_err(fault)?;
    let profile = decoder.get_tag_u8_vec(PROFILE).ok();
    let mut samples = DecodingResult::U8(Vec::new());
    let planes = decoder.read_image_to_buffer(&mut samples).map_err(fault)?.planes;
    let samples = together(eight_bits(samples)?, planes);
    let (tone, pixels) = light(color, width, samples)?;
    let mut picture = Picture::new(width, height, tone, pixels).ok_or_else(|| Fault::Damaged("too few samples".to_owned()))?;
    picture.profile = profile.filter(|_| matches!(color, ColorType::Gray(_) | ColorType::RGB(_) | ColorType::RGBA(_)));
    Ok(picture.turned(orientation))
}

/// A decoder that stands at a page, from 0 on.
fn at_page(bytes: &[u8], page: u32, limits: Limits) -> Result<Decoder<Cursor<&[u8]>>, Fault> {
    let mut decoder = open(bytes, limits)?;
    for before in 0..page.min(MOST_PAGES) {
        if !decoder.more_images() || decoder.next_image().is_err() {
            return Err(Fault::NoPage(before + 1));
        }
    }
    Ok(decoder)
}

/// "PhotometricInterpretation" of samples that count the colours of a table, and of light (TIFF 6.0, section 8).
const PALETTE: u16 = 3;
const LIGHT: u16 = 1;

/// A page whose samples count the colours of a table (TIFF 6.0, section 5): `tiff` reads none, so they are read as light, and each is given its
/// colour. `decoder` stands at the page.
fn of_palette(bytes: &[u8], page: u32, decoder: &mut Decoder<Cursor<&[u8]>>, limits: Limits) -> Result<Picture, Fault> {
    let unsupported = || Fault::Unsupported("TIFF of such a palette".to_owned());
    let colors = decoder.find_tag_unsigned_vec::<u16>(Tag::ColorMap).map_err(fault)?.ok_or_else(unsupported)?;
    let place = decoder.ifd_pointer().and_then(|place| usize::try_from(place.0).ok()).ok_or_else(unsupported)?;
    let copy = as_light(bytes, place, decoder.byte_order()).ok_or_else(unsupported)?;
    let mut decoder = at_page(&copy, page, limits)?;
    let (width, height) = decoder.dimensions().map_err(fault)?;
    let color = decoder.colortype().map_err(fault)?;
    let samples = match (color, decoder.read_image().map_err(fault)?) {
        (ColorType::Gray(bits @ (1 | 2 | 4)), DecodingResult::U8(samples)) => fields(&samples, width, bits),
        (ColorType::Gray(8), DecodingResult::U8(samples)) => samples,
        _ => return Err(unsupported()),
    };
    // All reds, then all greens, then all blues, of sixteen bits each.
    let count = colors.len() / 3;
    let part = |at: usize| colors.get(at).map_or(0, |part| (part >> 8) as u8);
    let pixels =
        samples.into_iter().flat_map(|at| [0, 1, 2].map(|nth| part(usize::from(at).min(count.saturating_sub(1)) + nth * count))).collect();
    Picture::new(width, height, Tone::Rgb, pixels).ok_or_else(|| Fault::Damaged("too few samples".to_owned()))
}

/// A copy of a file in which the page whose directory stands at a place calls its samples light.
fn as_light(bytes: &[u8], place: usize, order: ByteOrder) -> Option<Vec<u8>> {
    let short = |at: usize| {
        let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if order == ByteOrder::LittleEndian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    // A BigTIFF has other directories.
    if short(2)? != 42 {
        return None;
    }
    let mut entries = (0..usize::from(short(place)?)).map(|nth| place + 2 + nth * 12);
    let entry = entries.find(|at| short(*at) == Some(Tag::PhotometricInterpretation.to_u16()))?;
    let light = if order == ByteOrder::LittleEndian { LIGHT.to_le_bytes() } else { LIGHT.to_be_bytes() };
    // A SHORT stands at the beginning of its four bytes, and so does a LONG that is small in the order of Intel.
    let is_short = short(entry + 2)? == 3;
    let at = entry + if is_short || order == ByteOrder::LittleEndian { 8 } else { 10 };
    let mut copy = bytes.to_vec();
    copy.get_mut(at..at + 2)?.copy_from_slice(&light);
    Some(copy)
}

/// Samples pixel by pixel, where a file keeps each colour by itself (TIFF 6.0, "PlanarConfiguration").
fn together(samples: Vec<u8>, planes: usize) -> Vec<u8> {
    let count = samples.len() / planes.max(1);
    if planes < 2 {
        return samples;
    }
    (0..count).flat_map(|at| (0..planes).map(move |plane| plane * count + at)).filter_map(|at| samples.get(at).copied()).collect()
}

/// Samples of eight bits each; those of fewer stay packed.
fn eight_bits(samples: DecodingResult) -> Result<Vec<u8>, Fault> {
    match samples {
        DecodingResult::U8(samples) => Ok(samples),
        DecodingResult::U16(samples) => Ok(samples.into_iter().map(|sample| (sample >> 8) as u8).collect()),
        // From nothing to one (TIFF Technical Note 3 leaves the range open; scanners write this one).
        DecodingResult::F32(samples) => Ok(samples.into_iter().map(|sample| (sample.clamp(0.0, 1.0) * 255.0) as u8).collect()),
        _ => Err(Fault::Unsupported("TIFF of such samples".to_owned())),
    }
}

/// Samples as light.
fn light(color: ColorType, width: u32, samples: Vec<u8>) -> Result<(Tone, Vec<u8>), Fault> {
    Ok(match color {
        ColorType::Gray(bits @ (1 | 2 | 4)) => (Tone::Gray, unpacked(&samples, width, bits)),
        ColorType::Gray(_) => (Tone::Gray, samples),
        ColorType::RGB(_) => (Tone::Rgb, samples),
        ColorType::RGBA(_) => (Tone::Rgba, samples),
        ColorType::YCbCr(_) => (Tone::Ycc, samples),
        ColorType::CMYK(_) => (Tone::Rgb, samples.chunks_exact(4).flat_map(without_ink).collect()),
        ColorType::GrayA(_) | ColorType::Multiband { num_samples: 2, .. } => {
            (Tone::Rgba, samples.chunks_exact(2).flat_map(|pair| [pair[0], pair[0], pair[0], pair[1]]).collect())
        }
        other => return Err(Fault::Unsupported(format!("TIFF of {other:?}"))),
    })
}

/// Samples of one, two or four bits as light.
fn unpacked(samples: &[u8], width: u32, bits: u8) -> Vec<u8> {
    let most = (1_u16 << bits) - 1;
    fields(samples, width, bits).into_iter().map(|sample| u8::try_from(u16::from(sample) * 255 / most).unwrap_or(u8::MAX)).collect()
}

/// Samples of one, two or four bits, of which each row begins with a byte of its own (TIFF 6.0, "Compression"), in a byte each.
fn fields(samples: &[u8], width: u32, bits: u8) -> Vec<u8> {
    let (width, bits) = (width as usize, usize::from(bits));
    let most = (1_u8 << bits) - 1;
    let row = (width * bits).div_ceil(8);
    let sample = |line: &[u8], x: usize| {
        let bit = x * bits;
        line.get(bit / 8).copied().unwrap_or(0) >> (8 - bits - bit % 8) & most
    };
    samples.chunks(row.max(1)).flat_map(|line| (0..width).map(move |x| sample(line, x))).collect()
}

/// What four inks let through of white light, without a profile.
pub(crate) fn without_ink(inks: &[u8]) -> [u8; 3] {
    let through = |ink: u8| u16::from(u8::MAX - ink);
    let key = through(inks.get(3).copied().unwrap_or(0));
    [0, 1, 2].map(|nth| u8::try_from(through(inks.get(nth).copied().unwrap_or(0)) * key / 255).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_samples_are_spread() {
        assert_eq!(unpacked(&[0b1010_0000, 0b0100_0000], 3, 1), [255, 0, 255, 0, 255, 0]);
        assert_eq!(unpacked(&[0b0001_1011], 4, 2), [0, 85, 170, 255]);
    }

    #[test]
    fn samples_count_the_colours_of_a_table() {
        for little in [true, false] {
            let short = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
            let long = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
            // Three pixels of two bits: 0, 3, 1; a table of four colours behind the directory.
            let mut bytes = [if little { b"II" } else { b"MM" }, short(42).as_slice(), &long(10), &[0b0011_0100, 0]].concat();
            let table = 10 + 2 + 10 * 12 + 4;
            bytes.extend(short(10));
            for (tag, kind, count, value) in [
                (256, 4, 1, 3),
                (257, 4, 1, 1),
                (258, 3, 1, 2),
                (259, 3, 1, 1),
                (262, 3, 1, 3),
                (273, 4, 1, 8),
                (277, 3, 1, 1),
                (278, 4, 1, 1),
                (279, 4, 1, 1),
                (320, 3, 12, table),
            ] {
                bytes.extend([short(tag), short(kind)].concat());
                bytes.extend(long(count));
                let value =
                    if kind == 3 && count == 1 { [short(u16::try_from(value).unwrap()), [0; 2]].concat() } else { long(value).to_vec() };
                bytes.extend(value);
            }
            bytes.extend([0; 4]);
            // Reds, greens, blues of black, red, green, white.
            for part in [0, 0xff00, 0, 0xffff, 0, 0, 0xff00, 0xffff, 0, 0, 0, 0xffff] {
                bytes.extend(short(part));
            }
            let picture = read(&bytes, 0, Limits::default()).unwrap();
            assert_eq!((picture.width, picture.height, picture.pixels.as_slice()), (3, 1, [0, 0, 0, 255, 255, 255, 255, 0, 0].as_slice()));
        }
    }

    #[test]
    fn inks_take_light_away() {
        assert_eq!(
            [without_ink(&[0, 0, 0, 0]), without_ink(&[255, 0, 0, 0]), without_ink(&[0, 0, 0, 255])],
            [[255; 3], [0, 255, 255], [0; 3]]
        );
    }
}
