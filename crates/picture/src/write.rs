//! Pictures as files of the web.

use image::{ExtendedColorType, ImageEncoder, codecs::webp::WebPEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::{Picture, Tone};

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JPEG of this quality, from 1 to 100; what shows through shows white.
    Photograph(u8),
    /// WebP without loss.
    Drawing,
}

impl Form {
    /// How the name of such a file ends, without a point.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Photograph(_) => "jpg",
            Self::Drawing => "webp",
        }
    }
}

impl Picture {
    /// The picture as a file, its profile within. `None` if it is too large for the format (65,535 pixels either way; 16,383 in WebP), or
    /// a drawing is to be made of a photograph that is as JPEG keeps it.
    pub fn write(&self, form: Form) -> Option<Vec<u8>> {
        match form {
            Form::Photograph(quality) if self.tone == Tone::Rgba => self.on_white()?.jpeg(quality),
            Form::Photograph(quality) => self.jpeg(quality),
            Form::Drawing => self.webp(),
        }
    }

    /// The picture with white where something shows through.
    fn on_white(&self) -> Option<Self> {
        let mixed = |color: u8, cover: u8| {
            let (color, cover) = (u16::from(color), u16::from(cover));
            u8::try_from((color * cover + 255 * (255 - cover)) / 255).unwrap_or(u8::MAX)
        };
        let pixels = self.pixels.chunks_exact(4).flat_map(|pixel| [0, 1, 2].map(|nth| mixed(pixel[nth], pixel[3]))).collect();
        let mut solid = Self::new(self.width, self.height, Tone::Rgb, pixels)?;
        solid.profile.clone_from(&self.profile);
        Some(solid)
    }

    fn jpeg(&self, quality: u8) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.pixels.len() / 8);
        let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        if let Some(profile) = &self.profile {
            // A profile that does not fit is no reason to lose the picture.
            _ = encoder.add_icc_profile(profile);
        }
        let tone = match self.tone {
            Tone::Gray => ColorType::Luma,
            Tone::Ycc => ColorType::Ycbcr,
            Tone::Rgb => ColorType::Rgb,
            Tone::Rgba => ColorType::Rgba,
        };
        let (width, height) = (u16::try_from(self.width).ok()?, u16::try_from(self.height).ok()?);
        encoder.encode(&self.pixels, width, height, tone).ok()?;
        Some(bytes)
    }

    fn webp(&self) -> Option<Vec<u8>> {
        let tone = match self.tone {
            Tone::Gray => ExtendedColorType::L8,
            Tone::Rgb => ExtendedColorType::Rgb8,
            Tone::Rgba => ExtendedColorType::Rgba8,
            Tone::Ycc => return None,
        };
        let mut bytes = Vec::with_capacity(self.pixels.len() / 4);
        let mut encoder = WebPEncoder::new_lossless(&mut bytes);
        if let Some(profile) = &self.profile {
            _ = encoder.set_icc_profile(profile.clone());
        }
        encoder.write_image(&self.pixels, self.width, self.height, tone).ok()?;
        Some(bytes)
    }
}
