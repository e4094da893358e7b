//! How large the pictures in a text are shown, and in which widths there are any.

use super::{address, frame::Maker};
use crate::{
    base::{
        Html, PictureSize, RelPath,
        places::{is_scalable, is_shown_by_browsers},
    },
    document::facts::{Length, Shown as Dimensions},
};

/// A picture of the archive, how large it is, and how large it is shown.
type Picture<'p> = (&'p RelPath, PictureSize, Dimensions);

/// How wide a column of text is, in pixels of CSS: about so many (`--measure`).
const COLUMN: u32 = 640;

/// The largest of the smaller pictures of one that browsers do not show, and its width.
pub fn largest(maker: &Maker<'_, '_>, file: &RelPath, size: PictureSize) -> Option<(RelPath, u32)> {
    let width = *maker.config.pictures.widths.last()?.min(&size.width);
    Some((maker.scale(file, size, width)?, width))
}

/// The attributes of a picture on the page at `page`: the widths in which there is one, of which browsers take the one that fits.
pub fn widths(maker: &Maker<'_, '_>, page: &RelPath, (file, size, shown): Picture<'_>, html: &mut Html) {
    html.attribute("loading", "lazy").attribute("decoding", "async");
    if !is_scalable(file) {
        return;
    }
    let widths = maker.config.pictures.widths.iter().copied().filter(|width| *width < size.width);
    let mut there: Vec<(RelPath, u32)> = widths.filter_map(|width| Some((maker.scale(file, size, width)?, width))).collect();
    if there.is_empty() {
        return;
    }
    let own = || Some((RelPath::new(&address::file(file)?), size.width));
    there.extend(if is_shown_by_browsers(file) { own() } else { largest(maker, file, size) });
    there.dedup();
    let there: Vec<(String, u32)> = there.into_iter().map(|(to, width)| (address::encode_path(&page.to(to.as_str())), width)).collect();
    html.widths(there.iter().map(|(address, width)| (address.as_str(), *width)));
    let share = share(shown);
    html.attribute("sizes", &format!("(max-width: {share}px) 100vw, {share}px"));
}

/// The address of a picture itself, or of the largest that browsers show of it, if the page shows it smaller.
pub fn itself(maker: &Maker<'_, '_>, page: &RelPath, (file, size, shown): Picture<'_>) -> Option<String> {
    let (to, width) = match is_shown_by_browsers(file) {
        true => (RelPath::new(&address::file(file)?), size.width),
        false => largest(maker, file, size)?,
    };
    (width > share(shown)).then(|| address::encode_path(&page.to(to.as_str())))
}

/// How wide a picture is at most: as wide as the text, where neither says otherwise.
fn share(shown: Dimensions) -> u32 {
    match shown.width {
        Some(Length::Pixels(width)) => width.min(COLUMN),
        _ => COLUMN,
    }
}

/// How large a picture is shown: as its text says; what that leaves open, as its file says, so that nothing moves when it comes.
pub fn measured(shown: Dimensions, size: Option<PictureSize>) -> Dimensions {
    let Some(size) = size else { return shown };
    let part = |length: u32, of: u32, to: u32| {
        let scaled = (u64::from(length) * u64::from(to) + u64::from(of) / 2) / u64::from(of.max(1));
        Some(Length::Pixels(u32::try_from(scaled.max(1)).unwrap_or(u32::MAX)))
    };
    let (width, height) = match (shown.width, shown.height) {
        (None, None) => (Some(Length::Pixels(size.width)), Some(Length::Pixels(size.height))),
        (Some(Length::Pixels(width)), None) => (shown.width, part(width, size.width, size.height)),
        (None, Some(Length::Pixels(height))) => (part(height, size.height, size.width), shown.height),
        // A share of what holds it is not known here.
        given => given,
    };
    Dimensions { width, height }
}
