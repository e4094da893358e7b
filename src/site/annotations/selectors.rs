//! Places on pictures and recordings as selectors of the Web Annotation Data Model (4.2.1 `FragmentSelector`, 4.2.6 `SvgSelector`), on the
//! very file that is published.

use super::{
    regions::{self, Placed},
    w3c::iri,
};
use crate::{
    archive::{Found, Reader, Thing},
    base::{
        Html, PictureSize, RelPath,
        places::{is_picture, is_scalable, is_shown_by_browsers},
        yaml::{Map, Value},
    },
    config::Config,
    document::{
        Document, LinkTarget, Unplaced,
        region::{Shape, TimeSpan, Unit},
    },
    site::address,
};

/// What the values of fragment selectors conform to.
const MEDIA_FRAGMENTS: &str = "http://www.w3.org/TR/media-frags/";

/// A place on a picture, seen on the page at `page`; `None` of a picture that is not published.
pub fn on_picture(config: &Config, placed: &Placed, page: &str) -> Option<Value> {
    let (file, is_whole) = published(config, placed)?;
    let selector = match &placed.shape {
        Shape::Whole => None,
        // On a smaller picture than that which was annotated pixels would be others.
        Shape::Rectangle(_, lengths) if !is_whole && placed.size.0 > 0 && placed.size.1 > 0 => {
            let share = |length: u32, of: u32| f64::from(length) / 10.0 / f64::from(of);
            let [x, y, width, height] = lengths.map(|length| length.0);
            let shares = [share(x, placed.size.0), share(y, placed.size.1), share(width, placed.size.0), share(height, placed.size.1)];
            Some(fragment(&format!("xywh=percent:{}", shares.map(|share| format!("{share:.3}")).join(","))))
        }
        Shape::Rectangle(..) => Some(fragment(&format!("xywh={}", placed.shape.numbers()))),
        // Of a picture whose size nobody knows.
        Shape::Polygon(Unit::Percent, _) => None,
        Shape::Polygon(Unit::Pixel, _) => Some(svg(placed)),
    };
    Some(target(&file, "Image", selector, page))
}

/// A time of a recording, seen on the page at `page`; `None` if there is no such recording.
pub fn on_recording(reader: &Reader<'_>, config: &Config, document: &Document, span: &TimeSpan, page: &str) -> Option<Value> {
    let one = document.meta.recordings.get(regions::recording(document, span)?)?;
    let file = match &one.target {
        LinkTarget::Outside(address) => address.to_string(),
        LinkTarget::File(path, part) => match reader.find_address(&document.path, path, part).0 {
            Found::Thing(Thing::File(file)) => iri(config, &RelPath::new(&address::file(&file)?)),
            _ => return None,
        },
        _ => return None,
    };
    let kind = match &one.target {
        LinkTarget::File(path, _) if crate::base::places::is_film(&RelPath::new(path)) => "Video",
        _ => "Sound",
    };
    Some(target(&file, kind, Some(fragment(&format!("t={}", span.fragment()))), page))
}

/// A place that another program gave, as it gave it.
pub fn unplaced(unplaced: &Unplaced, page: &str) -> Value {
    let mut target = Map::new();
    target.insert("type".into(), "SpecificResource".into());
    target.insert("source".into(), if unplaced.source().is_empty() { page } else { unplaced.source() }.into());
    let selector = unplaced.selector();
    if !selector.is_null() {
        target.insert("selector".into(), selector);
    }
    if !unplaced.source().is_empty() {
        target.insert("scope".into(), page.into());
    }
    target.into()
}

/// The address of the file that pages show of a picture, and whether it has all its pixels.
fn published(config: &Config, placed: &Placed) -> Option<(String, bool)> {
    let file = placed.file.as_ref()?;
    if is_picture(file) && (is_shown_by_browsers(file) || !is_scalable(file)) {
        return Some((iri(config, &RelPath::new(&address::file(file)?)), true));
    }
    let (width, height) = placed.size;
    let widths = &config.pictures.widths;
    let smaller: Vec<u32> = widths.iter().copied().filter(|one| *one < width).collect();
    // As the page beside the facsimile has it: one of its own width if that is not beyond all.
    let largest = if smaller.len() < widths.len() { width } else { smaller.into_iter().max()? };
    let size = PictureSize { width, height, is_drawn: placed.is_drawn };
    Some((iri(config, &RelPath::new(&address::scaled(file, placed.sheet, size, largest)?)), largest == width))
}

fn target(source: &str, kind: &str, selector: Option<Value>, page: &str) -> Value {
    let mut of = Map::new();
    of.insert("id".into(), source.into());
    of.insert("type".into(), kind.into());
    let mut target = Map::new();
    target.insert("type".into(), "SpecificResource".into());
    target.insert("source".into(), of.into());
    if let Some(selector) = selector {
        target.insert("selector".into(), selector);
    }
    // Where it is read (Data Model, 4.1, `scope`): the page of the document.
    target.insert("scope".into(), page.into());
    target.into()
}

fn fragment(value: &str) -> Value {
    let mut selector = Map::new();
    selector.insert("type".into(), "FragmentSelector".into());
    selector.insert("conformsTo".into(), MEDIA_FRAGMENTS.into());
    selector.insert("value".into(), value.into());
    selector.into()
}

/// A polygon, in the units of the picture (4.2.6).
pub fn svg(placed: &Placed) -> Value {
    let mut html = Html::new();
    html.open("svg").attribute("xmlns", "http://www.w3.org/2000/svg");
    if placed.size.0 > 0 {
        html.attribute("viewBox", &format!("0 0 {} {}", placed.size.0, placed.size.1));
    }
    html.end();
    html.open("polygon").attribute("points", &placed.shape.numbers()).end();
    html.close("polygon");
    html.close("svg");
    let mut selector = Map::new();
    selector.insert("type".into(), "SvgSelector".into());
    selector.insert("value".into(), html.as_str().into());
    selector.into()
}
