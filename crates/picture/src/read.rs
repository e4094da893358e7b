//! Files of cameras, scanners and libraries → pictures.

use std::io::Cursor;

use hayro_jpeg2000::{ColorSpace as Jp2Space, DecodeSettings, DecoderContext, Image as Jp2};
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

use crate::{Fault, Picture, Tone, sheets};

/// What a picture may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most pixels: each needs up to four bytes, and as many again while it is turned or made smaller.
    pub pixels: u64,
}

impl Default for Limits {
    /// A newspaper page of 60 × 45 cm at 600 dots an inch, and half as much again.
    fn default() -> Self {
        Self { pixels: 225_000_000 }
    }
}

impl Limits {
    /// Refuses what is too large.
    pub(crate) fn check(self, width: u32, height: u32) -> Result<(), Fault> {
        let fits = u64::from(width) * u64::from(height) <= self.pixels;
        if fits { Ok(()) } else { Err(Fault::TooLarge { width, height }) }
    }

    /// As many bytes may be decoded.
    pub(crate) fn bytes(self) -> u64 {
        self.pixels.saturating_mul(4)
    }
}

/// What a file says of its picture before it is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// Pixels from left to right, upright.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// How many pictures the file holds that a reader would leaf through: those of a TIFF; else 1.
    pub pages: u32,
}

/// The kinds that are read here.
enum Kind {
    Jpeg,
    Tiff,
    Jpeg2000,
    /// By the crate `image`.
    Other(ImageFormat),
}

/// What the first bytes of a file say that it is.
fn kind(bytes: &[u8]) -> Result<Kind, Fault> {
    // A codestream alone (ISO/IEC 15444-1, A.4.1), or in its boxes (I.5.1).
    if bytes.starts_with(b"\xff\x4f\xff\x51") || bytes.starts_with(b"\0\0\0\x0cjP  \r\n\x87\n") {
        return Ok(Kind::Jpeg2000);
    }
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Ok(Kind::Jpeg),
        Ok(ImageFormat::Tiff) => Ok(Kind::Tiff),
        Ok(format) if format.reading_enabled() => Ok(Kind::Other(format)),
        Ok(format) => Err(Fault::Unsupported(format!("{format:?}"))),
        // TIFF beyond four gigabytes has another number behind its order of bytes.
        Err(_) if bytes.starts_with(b"II\x2b\0") || bytes.starts_with(b"MM\0\x2b") => Ok(Kind::Tiff),
        Err(_) => Err(Fault::Unknown),
    }
}

/// What a file says of its picture. Reads no more than its head where the kind allows that.
///
/// # Errors
/// Whatever [`read`] would say of its head.
pub fn info(bytes: &[u8], limits: Limits) -> Result<Info, Fault> {
    let (width, height, orientation, pages) = match kind(bytes)? {
        Kind::Jpeg => {
            let mut decoder = jpeg(bytes, ColorSpace::RGB);
            decoder.decode_headers().map_err(damaged)?;
            let size = decoder.info().ok_or(Fault::Unknown)?;
            (u32::from(size.width), u32::from(size.height), exif_orientation(decoder.exif()), 1)
        }
        Kind::Tiff => return sheets::info(bytes, limits),
        Kind::Jpeg2000 => {
            let image = jp2(bytes)?;
            (image.width(), image.height(), Orientation::NoTransforms, 1)
        }
        Kind::Other(format) => {
            let mut decoder = decoder(bytes, format, limits)?;
            let (width, height) = decoder.dimensions();
            (width, height, decoder.orientation().unwrap_or(Orientation::NoTransforms), 1)
        }
    };
    limits.check(width, height)?;
    Ok(upright(width, height, orientation, pages))
}

pub(crate) fn upright(width: u32, height: u32, orientation: Orientation, pages: u32) -> Info {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => Info { width: height, height: width, pages },
        _ => Info { width, height, pages },
    }
}

/// The picture of a file, upright; of a file of several pages the one with this number, from 0 on.
///
/// # Errors
/// If it is of no kind that is read here, larger than `limits`, damaged, or has no such page.
pub fn read(bytes: &[u8], page: u32, limits: Limits) -> Result<Picture, Fault> {
    match kind(bytes)? {
        Kind::Tiff => sheets::read(bytes, page, limits),
        _ if page > 0 => Err(Fault::NoPage(1)),
        Kind::Jpeg => read_jpeg(bytes, limits),
        Kind::Jpeg2000 => read_jp2(bytes, limits),
        Kind::Other(format) => read_other(bytes, format, limits),
    }
}

pub(crate) fn damaged(error: impl std::fmt::Debug + std::fmt::Display) -> Fault {
    Fault::Damaged(error.to_string().lines().next().unwrap_or("").to_owned())
}

fn jpeg(bytes: &[u8], to: ColorSpace) -> JpegDecoder<ZCursor<&[u8]>> {
    // What is cut off is damaged, and not half a picture.
    let options = DecoderOptions::default().set_strict_mode(true).set_max_width(65_535).set_max_height(65_535);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options.jpeg_set_out_colorspace(to))
}

fn read_jpeg(bytes: &[u8], limits: Limits) -> Result<Picture, Fault> {
    let mut head = jpeg(bytes, ColorSpace::RGB);
    head.decode_headers().map_err(damaged)?;
    let size = head.info().ok_or(Fault::Unknown)?;
    limits.check(u32::from(size.width), u32::from(size.height))?;
    let (to, tone) = match head.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, Tone::Gray),
        Some(ColorSpace::YCbCr) => (ColorSpace::YCbCr, Tone::Ycc),
        // Four inks of a printer become light: their own profile says nothing of that.
        _ => (ColorSpace::RGB, Tone::Rgb),
    };
    let is_ink = matches!(head.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK));
    let profile = head.icc_profile().filter(|_| !is_ink);
    let orientation = exif_orientation(head.exif());
    let pixels = jpeg(bytes, to).decode().map_err(damaged)?;
    let mut picture = Picture::new(u32::from(size.width), u32::from(size.height), tone, pixels).ok_or(Fault::Unknown)?;
    picture.profile = profile;
    Ok(picture.turned(orientation))
}

fn exif_orientation(exif: Option<&Vec<u8>>) -> Orientation {
    exif.and_then(|chunk| Orientation::from_exif_chunk(chunk)).unwrap_or(Orientation::NoTransforms)
}

fn jp2(bytes: &[u8]) -> Result<Jp2<'_>, Fault> {
    Jp2::new(bytes, &DecodeSettings::default()).map_err(damaged)
}

fn read_jp2(bytes: &[u8], limits: Limits) -> Result<Picture, Fault> {
    let image = jp2(bytes)?;
    let (width, height) = (image.width(), image.height());
    limits.check(width, height)?;
    let (space, has_alpha) = (image.color_space().clone(), image.has_alpha());
    let mut context = DecoderContext::default();
    let samples = image.decode(&mut context).map_err(damaged)?.data_u8();
    let colors = usize::from(space.num_channels());
    let profile = match space {
        Jp2Space::Icc { profile, num_channels: 1 | 3 } => Some(profile),
        _ => None,
    };
    let mut picture = of_samples(width, height, (colors, has_alpha), samples)?;
    picture.profile = profile;
    Ok(picture)
}

/// A picture of so many colours a pixel, and whether a sample behind them covers: grey, light of three colours, or four inks.
fn of_samples(width: u32, height: u32, channels: (usize, bool), samples: Vec<u8>) -> Result<Picture, Fault> {
    let (tone, samples) = match channels {
        (1, false) => (Tone::Gray, samples),
        (1, true) => (Tone::Rgba, samples.chunks_exact(2).flat_map(|pair| [pair[0], pair[0], pair[0], pair[1]]).collect()),
        (3, false) => (Tone::Rgb, samples),
        (3, true) => (Tone::Rgba, samples),
        (4, false) => (Tone::Rgb, samples.chunks_exact(4).flat_map(sheets::without_ink).collect()),
        (colors, _) => return Err(Fault::Unsupported(format!("a picture of {colors} colours"))),
    };
    Picture::new(width, height, tone, samples).ok_or(Fault::Damaged("too few samples".to_owned()))
}

fn decoder<'b>(bytes: &'b [u8], format: ImageFormat, limits: Limits) -> Result<impl ImageDecoder + use<'b>, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(limits.bytes().saturating_mul(2));
    reader.limits(bounds);
    reader.into_decoder().map_err(damaged)
}

fn read_other(bytes: &[u8], format: ImageFormat, limits: Limits) -> Result<Picture, Fault> {
    let mut decoder = decoder(bytes, format, limits)?;
    let (width, height) = decoder.dimensions();
    limits.check(width, height)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or(None);
    let color = decoder.color_type();
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let (tone, pixels) = match color {
        ColorType::L8 | ColorType::L16 => (Tone::Gray, image.into_luma8().into_raw()),
        _ if color.has_alpha() => (Tone::Rgba, image.into_rgba8().into_raw()),
        _ => (Tone::Rgb, image.into_rgb8().into_raw()),
    };
    let mut picture = Picture::new(width, height, tone, pixels).ok_or(Fault::Unknown)?;
    picture.profile = profile;
    Ok(picture.turned(orientation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_colours_are_inks_and_cover_nothing() {
        let made = |channels, samples: &[u8]| of_samples(1, 1, channels, samples.to_vec()).map(|picture| (picture.tone, picture.pixels));
        assert_eq!(made((4, false), &[0, 255, 255, 0]), Ok((Tone::Rgb, vec![255, 0, 0])));
        assert_eq!(made((3, true), &[9, 8, 7, 6]), Ok((Tone::Rgba, vec![9, 8, 7, 6])));
        assert!(made((2, true), &[1, 2, 3]).is_err());
    }
}
