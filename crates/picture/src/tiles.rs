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

/// No longer side has a JPEG.
const LONGEST: u32 = 65_535;

/// The addresses of all files that [`tiles`] makes of a picture of this size, in their order.
pub fn paths(width: u32, height: u32, tile: u32, form: Form) -> Vec<String> {
    let tile = tile.max(1);
    let mut paths = Vec::new();
    for factor in factors(width, height, tile) {
        let level = Level { width, height, tile, factor };
        paths.extend(level.squares().map(|square| level.path(square, form)));
        paths.extend(level.wholes(form));
    }
    paths
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
        let level = Level { width, height, tile, factor };
        if factor > 1 {
            let (across, down) = level.size();
            smaller = smaller.as_ref().unwrap_or(picture).scaled(across, down);
        }
        let Some(shown) = smaller.as_ref().or((factor == 1).then_some(picture)) else { return Ok(()) };
        for square in level.squares() {
            let [left, top, ..] = square;
            if let Some(bytes) = shown.part(left, top, tile, tile).and_then(|part| part.write(form)) {
                take(Tile { path: level.path(square, form), bytes })?;
            }
        }
        let wholes = level.wholes(form);
        let Some(bytes) = (!wholes.is_empty()).then(|| shown.write(form)).flatten() else { continue };
        for path in wholes {
            take(Tile { path, bytes: bytes.clone() })?;
        }
    }
    Ok(())
}

/// A picture made smaller by a factor, in squares.
struct Level {
    width: u32,
    height: u32,
    tile: u32,
    factor: u32,
}

impl Level {
    /// Its own size, rounded up.
    fn size(&self) -> (u32, u32) {
        (self.width.div_ceil(self.factor), self.height.div_ceil(self.factor))
    }

    /// Its squares in its own pixels: left, top, width, height. None if it is all in one, as the whole is written by itself.
    fn squares(&self) -> impl Iterator<Item = [u32; 4]> + use<> {
        let ((across, down), tile) = (self.size(), self.tile);
        let is_one = across <= tile && down <= tile;
        let tops = (0..if is_one { 0 } else { down }).step_by(tile as usize);
        let lefts =
            move |top| (0..across).step_by(tile as usize).map(move |left| [left, top, tile.min(across - left), tile.min(down - top)]);
        tops.flat_map(lefts)
    }

    /// The address of a square: its region in pixels of the picture itself, cut at its edge, and its own size.
    fn path(&self, [left, top, across, down]: [u32; 4], form: Form) -> String {
        let (x, y) = (left.saturating_mul(self.factor), top.saturating_mul(self.factor));
        let side = self.tile.saturating_mul(self.factor);
        let (w, h) = (side.min(self.width.saturating_sub(x)), side.min(self.height.saturating_sub(y)));
        format!("{x},{y},{w},{h}/{across},{down}/0/default.{}", form.ending())
    }

    /// The addresses of the whole; none of one that is too large for a file.
    fn wholes(&self, form: Form) -> Vec<String> {
        let (across, down) = self.size();
        if across.max(down) > LONGEST {
            return Vec::new();
        }
        let max = (self.factor == 1).then(|| format!("full/max/0/default.{}", form.ending()));
        max.into_iter().chain([format!("full/{across},{down}/0/default.{}", form.ending())]).collect()
    }
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
        assert_eq!(super::paths(70, 45, 32, Form::Photograph(80)), paths);
        assert_eq!(super::paths(32, 32, 32, Form::Photograph(80)), ["full/max/0/default.jpg", "full/32,32/0/default.jpg"]);
    }

    #[test]
    fn the_paths_of_any_size_are_those_of_the_tiles() {
        for (width, height) in [(1, 1), (33, 1), (1, 200), (64, 64), (65, 129)] {
            let picture = Picture::new(width, height, Tone::Gray, vec![9; (width * height) as usize]).unwrap();
            let mut made = Vec::new();
            tiles(&picture, 32, Form::Photograph(80), &mut |tile: Tile| {
                made.push(tile.path);
                Ok::<(), ()>(())
            })
            .unwrap();
            assert_eq!(made, paths(width, height, 32, Form::Photograph(80)));
        }
    }
}
