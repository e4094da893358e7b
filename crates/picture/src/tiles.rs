//! The squares and sizes in which viewers ask for a large picture.
//!
//! IIIF Image API 3.0, level 0: a viewer takes only what `info.json` lists, and asks for it by region and size in its address.

use crate::{Form, Picture};

/// A file of a picture's tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its address below the picture's: `0,0,1024,1024/512,512/0/default.jpg`.
    pub path: String,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
}

/// By how much a picture is made smaller until it fits in one tile: 1, 2, 4 …, without a gap.
pub fn factors(width: u32, height: u32, tile: u32) -> Vec<u32> {
    let fits = |factor: u32| width.max(height).div_ceil(factor) <= tile.max(1);
    let mut found = vec![1];
    while let Some(factor) = found.last().copied().filter(|factor| !fits(*factor)).and_then(|last: u32| last.checked_mul(2)) {
        found.push(factor);
    }
    found
}

/// The sizes that are there of the whole picture, smallest first: it at each factor, rounded up.
pub fn sizes(width: u32, height: u32, tile: u32) -> Vec<(u32, u32)> {
    factors(width, height, tile).into_iter().rev().map(|factor| (width.div_ceil(factor), height.div_ceil(factor))).collect()
}

/// Calls `take` with every tile of a picture, and then with the whole at each size, as `max` and as `w,h`; ends early with what `take`
/// says. Of the picture no more than itself and two smaller ones are in memory.
///
/// # Errors
/// What `take` gives.
pub fn tiles<E>(picture: &Picture, tile: u32, form: Form, take: &mut dyn FnMut(Tile) -> Result<(), E>) -> Result<(), E> {
    let tile = tile.max(1);
    let (width, height) = (picture.width, picture.height);
    let mut smaller: Option<Picture> = None;
    for factor in factors(width, height, tile) {
        let (across, down) = (width.div_ceil(factor), height.div_ceil(factor));
        if factor > 1 {
            smaller = smaller.as_ref().unwrap_or(picture).scaled(across, down);
        }
        let Some(level) = smaller.as_ref().or((factor == 1).then_some(picture)) else { return Ok(()) };
        for top in (0..down).step_by(tile as usize) {
            for left in (0..across).step_by(tile as usize) {
                let part = level.part(left, top, tile, tile);
                let Some((part, bytes)) = part.and_then(|part| part.write(form).map(|bytes| (part, bytes))) else { continue };
                // The region in pixels of the whole picture, cut at its edge.
                let (x, y) = (left * factor, top * factor);
                let (w, h) = ((tile.saturating_mul(factor)).min(width - x), (tile.saturating_mul(factor)).min(height - y));
                let is_whole = (x, y, w, h) == (0, 0, width, height);
                let region = if is_whole { "full".to_owned() } else { format!("{x},{y},{w},{h}") };
                // The whole is written below with all its sizes.
                if !is_whole {
                    let path = format!("{region}/{},{}/0/default.{}", part.width, part.height, form.ending());
                    take(Tile { path, bytes })?;
                }
            }
        }
        let Some(bytes) = level.write(form) else { continue };
        if factor == 1 {
            take(Tile { path: format!("full/max/0/default.{}", form.ending()), bytes: bytes.clone() })?;
        }
        take(Tile { path: format!("full/{across},{down}/0/default.{}", form.ending()), bytes })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tone;

    #[test]
    fn factors_go_on_until_one_tile_is_enough() {
        assert_eq!(factors(2000, 3000, 512), [1, 2, 4, 8]);
        assert_eq!(factors(512, 512, 512), [1]);
        assert_eq!(factors(513, 1, 512), [1, 2]);
        assert_eq!(sizes(2001, 3000, 512), [(251, 375), (501, 750), (1001, 1500), (2001, 3000)]);
    }

    #[test]
    fn every_pixel_is_in_a_tile_of_every_factor() {
        let picture = Picture::new(70, 45, Tone::Gray, vec![120; 70 * 45]).unwrap();
        let mut paths = Vec::new();
        tiles(&picture, 32, Form::Photograph(80), &mut |tile: Tile| {
            paths.push(tile.path);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(
            paths,
            [
                "0,0,32,32/32,32/0/default.jpg",
                "32,0,32,32/32,32/0/default.jpg",
                "64,0,6,32/6,32/0/default.jpg",
                "0,32,32,13/32,13/0/default.jpg",
                "32,32,32,13/32,13/0/default.jpg",
                "64,32,6,13/6,13/0/default.jpg",
                "full/max/0/default.jpg",
                "full/70,45/0/default.jpg",
                "0,0,64,45/32,23/0/default.jpg",
                "64,0,6,45/3,23/0/default.jpg",
                "full/35,23/0/default.jpg",
                "full/18,12/0/default.jpg",
            ]
        );
    }
}
