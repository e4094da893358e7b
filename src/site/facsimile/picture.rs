//! A surface's picture in the widths in which it is shown.

use super::Surface;
use crate::{
    base::{
        RelPath,
        places::{is_picture, is_scalable, is_shown_by_browsers},
    },
    site::{address, frame::Maker},
};

/// A picture as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Relative address of the picture; empty if none is shown.
    pub src: String,
    /// Relative addresses of it in several widths, as `srcset` lists them; empty if there is but one.
    pub srcset: String,
    /// Its width in pixels; 0 if unknown.
    pub width: u32,
    /// Its height in pixels; 0 if unknown.
    pub height: u32,
}

/// The picture of a surface, for the page at `path`: published, since the page shows it.
pub fn shown(maker: &Maker<'_, '_>, path: &RelPath, surface: &Surface) -> Shown {
    let Some(file) = &surface.file else { return Shown::default() };
    let own = (is_shown_by_browsers(file) && is_picture(file)).then(|| address::file(file)).flatten();
    let to = |target: &str| address::encode_path(&path.to(target));
    let Some(size) = surface.size else {
        let src = own.as_deref().map(to).unwrap_or_default();
        if !src.is_empty() {
            maker.attach(file);
        }
        return Shown { src, ..Shown::default() };
    };
    let mut widths: Vec<u32> = maker.config.pictures.widths.iter().copied().filter(|width| *width < size.width).collect();
    if own.is_none() && widths.len() < maker.config.pictures.widths.len() {
        // Of one that browsers do not show there is one of its own width.
        widths.push(size.width);
    }
    let made = widths.into_iter().filter_map(|width| Some((maker.scale_sheet(file, surface.sheet, size, width)?.to_string(), width)));
    let mut all: Vec<(String, u32)> = if is_scalable(file) || !is_picture(file) { made.collect() } else { Vec::new() };
    if let Some(own) = own {
        maker.attach(file);
        all.push((own, size.width));
    }
    let srcset: Vec<String> = all.iter().map(|(target, width)| format!("{} {width}w", to(target))).collect();
    Shown {
        src: all.last().map(|(target, _)| to(target)).unwrap_or_default(),
        srcset: if srcset.len() > 1 { srcset.join(", ") } else { String::new() },
        width: size.width,
        height: size.height,
    }
}
