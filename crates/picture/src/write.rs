//! Pictures as files of the web.

use image::{ExtendedColorType, ImageEncoder, codecs::webp::WebPEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::{Picture, Tone};

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How its name ends, without a point.
    pub ending: &'static str,
}

impl Picture {
    /// How the name of the file ends that [`write`](Self::write) makes.
    pub fn ending(&self) -> &'static str {
        if self.tone == Tone::Rgba { "webp" } else { "jpg" }
    }

    /// The picture as JPEG of this quality (1 to 100), its profile within; or as WebP without loss if something shows through.
    /// `None` if it is too large for the format (65,535 pixels either way; 16,383 in WebP).
    pub fn write(&self, quality: u8) -> Option<Written> {
        let bytes = if self.tone == Tone::Rgba { self.webp()? } else { self.jpeg(quality)? };
        Some(Written { bytes, ending: self.ending() })
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
        let mut bytes = Vec::with_capacity(self.pixels.len() / 4);
        let mut encoder = WebPEncoder::new_lossless(&mut bytes);
        if let Some(profile) = &self.profile {
            _ = encoder.set_icc_profile(profile.clone());
        }
        encoder.write_image(&self.pixels, self.width, self.height, ExtendedColorType::Rgba8).ok()?;
        Some(bytes)
    }
}
