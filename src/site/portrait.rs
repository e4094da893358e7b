//! The portrait of a record, as its page shows it.

use super::{address, frame::Maker, nowhere, page_path::PagePath, pictures, view::PortraitView};
use crate::{
    archive::{Found, Thing},
    base::{
        Diagnostic, Href, Html, Message, RelPath,
        places::{is_picture, is_shown_by_browsers},
        say,
    },
    document::{
        LinkTarget,
        facts::{Length, Shown},
        portrait::Portrait,
    },
};

/// How wide it is at most, in pixels of CSS.
const WIDTH: u32 = 240;

/// The portrait of somebody of that name; what is wrong with it is said if `first`.
pub fn view(maker: &Maker<'_, '_>, path: &PagePath, portrait: &Portrait, name: &str, first: bool) -> PortraitView {
    match find(maker, portrait) {
        Ok(file) => PortraitView {
            picture_html: picture(maker, path, &file, if portrait.alt.is_empty() { name } else { &portrait.alt }, WIDTH),
            caption: portrait.caption.clone(),
            rights: portrait.rights.clone(),
        },
        Err((message, hint)) => {
            if first {
                maker.report([Diagnostic::error(&portrait.from, message).at(portrait.source).hint(hint)]);
            }
            PortraitView::default()
        }
    }
}

/// The picture, or why there is none.
fn find(maker: &Maker<'_, '_>, portrait: &Portrait) -> Result<RelPath, (Message, Option<Message>)> {
    let LinkTarget::File(written, _) = &portrait.file else { return Err((say::bad_portrait_outside(), Some(say::bad_portrait_hint()))) };
    match maker.reader.find_address(&portrait.from, written, "").0 {
        Found::Thing(Thing::File(file)) if is_picture(&file) => Ok(file),
        Found::Thing(Thing::Unpublished(file)) => Err((say::not_published(written), Some(nowhere::why_not_published(&file)))),
        Found::Outside => Err((say::broken_link_outside(written), None)),
        Found::None => Err(nowhere::nothing(maker.reader, &portrait.from, written, false, true)),
        _ => Err((say::bad_portrait_not(written), Some(say::bad_portrait_hint()))),
    }
}

/// A picture of the archive, `wide` pixels of CSS wide at most.
pub fn picture(maker: &Maker<'_, '_>, path: &PagePath, file: &RelPath, alt: &str, wide: u32) -> Html {
    let mut html = Html::new();
    let size = maker.reader.picture(file);
    let largest = size.filter(|_| !is_shown_by_browsers(file)).and_then(|size| pictures::largest(maker, file, size));
    let to = match largest {
        Some((smaller, _)) => smaller,
        None => {
            let Some(to) = address::file(file) else { return html };
            maker.attach(file);
            RelPath::new(&to)
        }
    };
    html.open("img").address("src", Href::Here(&address::encode_path(&path.to(to.as_str())))).attribute("alt", alt);
    if let Some(size) = size {
        let shown = Shown { width: Some(Length::Pixels(size.width.min(wide))), height: None };
        let shown = pictures::measured(shown, Some(size));
        for (name, length) in [("width", shown.width), ("height", shown.height)] {
            if let Some(length) = length {
                html.attribute(name, &length.to_string());
            }
        }
        pictures::widths(maker, path, (file, size, shown), &mut html);
    }
    html.end();
    html
}
