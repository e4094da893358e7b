//! TIFF: files of several pages, of one bit or sixteen a sample, of light or of inks.

use std::io::Cursor;

use image::metadata::Orientation;
use tiff::{
    ColorType, TiffError,
    decoder::{Decoder, DecodingResult, Limits as TiffLimits},
    tags::Tag,
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
    let mut decoder = open(bytes, limits)?;
    for before in 0..page.min(MOST_PAGES) {
        if !decoder.more_images() || decoder.next_image().is_err() {
            return Err(Fault::NoPage(before + 1));
        }
    }
    let (width, height) = decoder.dimensions().map_err(fault)?;
    limits.check(width, height)?;
    let orientation = orientation(&mut decoder);
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

/// Samples of one, two or four bits, of which each row begins with a byte of its own (TIFF 6.0, "Compression").
fn unpacked(samples: &[u8], width: u32, bits: u8) -> Vec<u8> {
    let (width, bits) = (width as usize, usize::from(bits));
    let most = (1_usize << bits) - 1;
    let row = (width * bits).div_ceil(8);
    let sample = |line: &[u8], x: usize| {
        let bit = x * bits;
        let byte = usize::from(line.get(bit / 8).copied().unwrap_or(0));
        u8::try_from((byte >> (8 - bits - bit % 8) & most) * 255 / most).unwrap_or(u8::MAX)
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
    fn inks_take_light_away() {
        assert_eq!(
            [without_ink(&[0, 0, 0, 0]), without_ink(&[255, 0, 0, 0]), without_ink(&[0, 0, 0, 255])],
            [[255; 3], [0, 255, 255], [0; 3]]
        );
    }
}
