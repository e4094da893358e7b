//! A picture in tiles, and what a viewer must know to ask for them (IIIF Image API 3.0, level 0).

use scholion_picture::Limits;
use serde::Serialize;

use super::model::written;
use crate::{
    base::{RelPath, places::is_scalable},
    config::Config,
    document::Meta,
    site::{Tiled, address, facsimile::surfaces::Surface, frame::Maker},
};

/// The context of what is said of a picture (section 5.2).
const CONTEXT: &str = "http://iiif.io/api/image/3/context.json";

/// A picture of so many pixels is there in tiles though nobody asks for them: a page of A4 at 400 dots an inch has 15 million.
const LARGE: u64 = 24_000_000;

/// A longer side than this has no picture in tiles.
const LONGEST: u32 = 60_000;

/// What a manifest says of the pictures that can be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Service {
    /// Where they stand.
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub profile: &'static str,
    pub width: u32,
    pub height: u32,
    /// The sizes of the whole, smallest first.
    pub sizes: Vec<Size>,
    pub tiles: Vec<Tiles>,
}

/// The size of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// How a picture is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tiles {
    pub width: u32,
    pub height: u32,
    /// By how much it is made smaller before.
    pub scale_factors: Vec<u32>,
}

/// What stands beside the tiles, in `info.json`.
#[derive(Clone, Debug, Serialize)]
struct Info {
    #[serde(rename = "@context")]
    context: &'static str,
    protocol: &'static str,
    #[serde(flatten)]
    service: Service,
}

/// The tiles of a surface's picture, if it is to be shown in such: as the document asks (`tiles`), else if it is large.
pub fn tiled(config: &Config, meta: &Meta, surface: &Surface) -> Option<Tiled> {
    let (file, size) = surface.file.as_ref().zip(surface.size)?;
    let pixels = u64::from(size.width) * u64::from(size.height);
    let is_large = pixels >= LARGE && !config.pictures.widths.is_empty();
    // What is never read would be as many empty tiles as its head asks for.
    let is_read = pixels <= Limits::default().pixels && size.width.max(size.height) <= LONGEST;
    if !meta.tiles.unwrap_or(is_large) || !(is_scalable(file) || file.extension() == "pdf") || !is_read {
        return None;
    }
    Some(Tiled { file: file.clone(), sheet: surface.sheet, to: folder(file, surface.sheet)?, size: (size.width, size.height) })
}

/// Publishes tiles, with what is said of them where the archive has a public address.
pub fn publish(maker: &Maker<'_, '_>, tiled: &Tiled) {
    maker.tile(tiled.clone());
    // Several documents may show one picture: what is said of it here is the same, whoever says it; rights stand in manifests.
    if let Some(service) = service(maker.config, tiled) {
        let info = Info { context: CONTEXT, protocol: "http://iiif.io/api/image", service };
        maker.file(RelPath::new(&format!("{}/info.json", tiled.to)), written(&info));
    }
}

/// Where the tiles of a picture stand: `iiif/image/files/letter/1r.jpg`. Of the second and further pages of a file it has a number.
fn folder(file: &RelPath, sheet: u32) -> Option<RelPath> {
    let file = address::file(file)?;
    let number = if sheet > 0 { format!("~{}", sheet.saturating_add(1)) } else { String::new() };
    Some(RelPath::new(&format!("{}/image/{file}{number}", address::IIIF)))
}

/// What manifests say of tiles; nothing without `base-url`.
pub fn service(config: &Config, tiled: &Tiled) -> Option<Service> {
    (!config.base_url.is_empty()).then(|| said(format!("{}{}", config.base_url, address::encode_path(tiled.to.as_str())), tiled))
}

/// What viewers must know of tiles that stand at `id`.
pub fn said(id: String, tiled: &Tiled) -> Service {
    let ((width, height), side) = (tiled.size, Tiled::SIDE);
    let sizes = scholion_picture::sizes(width, height, side).into_iter().map(|(width, height)| Size { width, height });
    let tiles = Tiles { width: side, height: side, scale_factors: scholion_picture::factors(width, height, side) };
    Service { id, kind: "ImageService3", profile: "level0", width, height, sizes: sizes.collect(), tiles: vec![tiles] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::PictureSize;

    fn surface(file: &str, width: u32, height: u32) -> Surface {
        let size = Some(PictureSize { width, height, is_drawn: false });
        Surface { file: Some(RelPath::new(file)), size, ..Surface::default() }
    }

    fn check(tiles: Option<bool>, surface: &Surface, expected: Option<&str>) {
        let meta = Meta { tiles, ..Meta::default() };
        let found = tiled(&Config::default(), &meta, surface).map(|tiled| tiled.to.to_string());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn large_pictures_are_tiled_and_what_is_asked_for() {
        let at = Some("iiif/image/files/a/1r.jpg");
        check(None, &surface("content/files/a/1r.jpg", 2000, 3000), None);
        check(None, &surface("content/files/a/1r.jpg", 4000, 6000), at);
        check(Some(false), &surface("content/files/a/1r.jpg", 4000, 6000), None);
        check(Some(true), &surface("content/files/a/1r.jpg", 20, 30), at);
        check(Some(true), &surface("content/files/a/1r.svg", 20, 30), None);
        check(Some(true), &Surface { sheet: 1, ..surface("content/files/a.tif", 20, 30) }, Some("iiif/image/files/a.tif~2"));
        check(Some(true), &surface("content/files/a/1r.jpg", 60_000, 60_000), None);
        check(Some(true), &Surface { size: None, ..surface("content/files/a/1r.jpg", 20, 30) }, None);
    }

    #[test]
    fn viewers_are_told_what_is_there() {
        let tiled = Tiled { file: RelPath::new("a"), sheet: 0, to: RelPath::new("b"), size: (1025, 700) };
        let service = said("https://example.org/b".to_owned(), &tiled);
        assert_eq!(
            serde_json::to_string(&service).unwrap(),
            concat!(
                r#"{"id":"https://example.org/b","type":"ImageService3","profile":"level0","width":1025,"height":700,"#,
                r#""sizes":[{"width":257,"height":175},{"width":513,"height":350},{"width":1025,"height":700}],"#,
                r#""tiles":[{"width":512,"height":512,"scaleFactors":[1,2,4]}]}"#
            )
        );
        let there: Vec<String> = tiled.paths().map(|path| path.to_string()).collect();
        for size in &service.sizes {
            assert!(there.contains(&format!("b/full/{},{}/0/default.jpg", size.width, size.height)));
        }
        assert!(there.contains(&"b/full/max/0/default.jpg".to_owned()));
    }
}
