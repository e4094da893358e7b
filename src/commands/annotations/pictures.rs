//! Which picture or recording of the archive stands at an address of another program's annotation, and what a note calls it.

use super::file_of;
use crate::{
    archive::{Found, Reader, Thing},
    base::{RelPath, Slug, places::scaled_from, text},
    build::Memo,
    config::Config,
    document::{
        Document, LinkTarget,
        annotation_import::Imported,
        imported_place::ImportedPlace,
        region::{Kept, Pictured, Region, Shape},
    },
    site::{
        annotations::{accept, regions},
        facsimile::surfaces::{Surfaces, surfaces},
    },
};

/// The pictures and recordings of an archive.
pub struct Pictures<'m> {
    memo: &'m Memo,
    reader: Reader<'m>,
    /// Where the site stands, without the scheme and with a slash at the end; empty if that is not known.
    base: String,
}

/// What stands at an address.
enum Means {
    /// A file of the archive, and which of its pages, from 0.
    File(RelPath, u32),
    /// A canvas or picture of our own manifest of a document: what stands behind the document in its address.
    Canvas(Slug, String),
}

impl<'m> Pictures<'m> {
    /// Those of an archive.
    pub fn of(memo: &'m Memo, config: &Config) -> Self {
        let base = config.base_url.split_once("://").map_or("", |(_, rest)| rest).to_owned();
        Self { memo, reader: Reader::new(&memo.catalogue), base }
    }

    /// The one document that has the picture at an address in its facsimile, or the recording.
    pub fn document_of(&self, address: &str) -> Option<&'m str> {
        let file = match self.means(address)? {
            Means::Canvas(slug, _) => return self.memo.catalogue.documents().get_key_value(&slug).map(|(slug, _)| slug.as_str()),
            Means::File(file, _) => file,
        };
        let has_it = |document: &Document| {
            let is_pictured = !document.meta.facsimile.is_empty()
                && surfaces(&self.reader, document).all.iter().any(|surface| surface.file.as_ref() == Some(&file));
            is_pictured || self.recording(document, &file).is_some()
        };
        let mut all = self.memo.catalogue.documents().iter().filter(|(_, document)| has_it(document));
        let (slug, _) = all.next()?;
        all.next().is_none().then_some(slug.as_str())
    }

    /// The note with its place as the archive calls it; as it came where there is no such thing.
    pub fn named(&self, slug: &str, note: &Imported) -> Imported {
        let mut note = note.clone();
        let Some((address, place)) = &note.place else { return note };
        let Some((_, document)) = self.memo.catalogue.documents().get_key_value(slug) else { return note };
        let target = match place {
            ImportedPlace::Picture(shape) => {
                let own =
                    |(picture, image): (Pictured, Kept)| Region { picture, shape: self.on_whole(address, shape, &image), image }.value();
                self.picture(document, address).map(own)
            }
            ImportedPlace::Recording(_) => self.means(address).and_then(|means| match means {
                Means::File(file, _) => Some(place.value("recording", &self.recording(document, &file)?)),
                Means::Canvas(..) => None,
            }),
        };
        if let Some(target) = target {
            note.note.insert("target".into(), target);
            note.place = None;
            note.ways.clear();
        }
        note
    }

    /// What a note on a document calls the picture at an address, and what that is.
    fn picture(&self, document: &Document, address: &str) -> Option<(Pictured, Kept)> {
        let all = surfaces(&self.reader, document);
        let (nth, file) = match self.means(address)? {
            Means::Canvas(slug, rest) if slug == document.slug => (Some(surface(&all, &rest)?), None),
            Means::Canvas(..) => return None,
            Means::File(file, sheet) => {
                (all.all.iter().position(|surface| surface.file.as_ref() == Some(&file) && surface.sheet == sheet), Some(file))
            }
        };
        if let Some(nth) = nth {
            let surface = all.all.get(nth)?;
            // Of two of one label the file tells which is meant.
            let is_only = all.all.iter().filter(|other| other.label == surface.label).count() == 1;
            if is_only || surface.file.is_none() {
                return Some((Pictured::Page(surface.label.clone()), regions::kept(&self.reader, surface.file.as_ref(), surface.size)));
            }
        }
        let file = file.or_else(|| self.surface_file(&all, nth?))?;
        let notes = RelPath::new(&file_of(self.memo, document.slug.as_str()));
        let image = regions::kept(&self.reader, Some(&file), None);
        Some((Pictured::File(notes.to(file.as_str())), image))
    }

    /// A shape on the picture itself: where the address is that of a smaller copy, its pixels are those of the copy.
    fn on_whole(&self, address: &str, shape: &Shape, image: &Kept) -> Shape {
        let copy = || {
            let path = self.path(address)?;
            let whole = scaled_from(&path)?;
            let is_itself =
                matches!(self.means(address)?, Means::File(file, _) if file.as_str().strip_prefix("content/") == Some(path.as_str()));
            path.get(whole.len()..)?.split('.').nth(1)?.parse::<u32>().ok().filter(|width| !is_itself && *width > 0)
        };
        match copy() {
            Some(width) if image.width > 0 => accept::scaled(shape, (width, width), (image.width, image.width)),
            _ => shape.clone(),
        }
    }

    fn surface_file(&self, all: &Surfaces, nth: usize) -> Option<RelPath> {
        all.all.get(nth)?.file.clone()
    }

    /// The label of the recording of a document that a file is; empty for the first if it has none.
    fn recording(&self, document: &Document, file: &RelPath) -> Option<String> {
        let is_it = |target: &LinkTarget| match target {
            LinkTarget::File(path, part) => {
                matches!(self.reader.find_address(&document.path, path, part).0, Found::Thing(Thing::File(found)) if found == *file)
            }
            _ => false,
        };
        let (nth, one) = document.meta.recordings.iter().enumerate().find(|(_, one)| is_it(&one.target))?;
        (nth == 0 || !one.label.is_empty()).then(|| one.label.clone())
    }

    /// What stands at an address, if it is one of the site.
    fn means(&self, address: &str) -> Option<Means> {
        let path = self.path(address)?;
        let is_there = |file: &RelPath| matches!(self.reader.find_address(file, file.name(), "").0, Found::Thing(Thing::File(found)) if found == *file);
        if let Some((file, sheet)) = path.strip_prefix("iiif/image/").and_then(in_tiles).filter(|(file, _)| is_there(file)) {
            return Some(Means::File(file, sheet));
        }
        if let Some(rest) = path.strip_prefix("iiif/") {
            let slugs = self.memo.catalogue.documents().keys();
            let (slug, rest) = slugs.filter_map(|slug| Some((slug, rest.strip_prefix(slug.as_str())?.strip_prefix('/')?))).next_back()?;
            return Some(Means::Canvas(slug.clone(), rest.to_owned()));
        }
        // A smaller picture of it, perhaps of one of its pages: `scan.tif.p2.800.jpg`.
        let smaller = scaled_from(&path);
        let of_page = smaller
            .and_then(|path| path.rsplit_once(".p"))
            .and_then(|(path, page)| Some((path, page.parse::<u32>().ok()?.checked_sub(1)?)));
        let all = [Some((path.as_str(), 0)), smaller.map(|path| (path, 0)), of_page];
        let files = all.into_iter().flatten().map(|(path, sheet)| (RelPath::new(&format!("content/{path}")), sheet));
        files.into_iter().find(|(file, _)| is_there(file)).map(|(file, sheet)| Means::File(file, sheet))
    }

    /// An address from the site's root.
    fn path(&self, address: &str) -> Option<String> {
        let address = address.split(['?', '#']).next().unwrap_or("");
        let address = text::percent_decoded(address);
        let Some((_, rest)) = address.split_once("://") else {
            let mut path = address.as_str();
            while let Some(rest) = path.strip_prefix("../").or_else(|| path.strip_prefix("./")) {
                path = rest;
            }
            return Some(path.trim_start_matches('/').to_owned());
        };
        if !self.base.is_empty() {
            return rest.strip_prefix(self.base.as_str()).map(str::to_owned);
        }
        // The site may stand at any host, in any folder.
        let folders = ["/files/", "/documents/", "/pages/", "/iiif/"];
        let start = folders.iter().filter_map(|folder| rest.find(folder)).min()?;
        rest.get(start + 1..).map(str::to_owned)
    }
}

/// The file of which tiles are, and which of its pages, by an address below their folder (IIIF Image API 3.0, section 2):
/// `files/1r.jpg/full/max/0/default.jpg`, `files/scan.tif~2/info.json`.
fn in_tiles(path: &str) -> Option<(RelPath, u32)> {
    let parts: Vec<&str> = path.split('/').collect();
    let folder = match parts.as_slice() {
        [folder @ .., "info.json"] => folder,
        [folder @ .., _, _, _, last] if last.starts_with("default.") => folder,
        folder => folder,
    };
    let folder = folder.join("/");
    let of_page = folder.rsplit_once('~').and_then(|(file, page)| Some((file, page.parse::<u32>().ok()?.checked_sub(1)?)));
    let (file, sheet) = of_page.unwrap_or((&folder, 0));
    (!file.is_empty()).then(|| (RelPath::new(&format!("content/{file}")), sheet))
}

/// The surface of a canvas (`canvas/image-3r`), or of a picture by its number in a folder of its own (`3/full/max/0/default.jpg`).
fn surface(all: &Surfaces, path: &str) -> Option<usize> {
    let number = |name: &str| name.trim_start_matches('p').parse::<usize>().ok()?.checked_sub(1).filter(|nth| *nth < all.all.len());
    match path.split_once("canvas/") {
        Some((_, name)) => all.all.iter().position(|surface| surface.id == name).or_else(|| number(name)),
        None => number(path.split('/').next()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_of_a_file() {
        for (path, file, sheet) in [
            ("files/1r.jpg/full/max/0/default.jpg", "content/files/1r.jpg", 0),
            ("files/a/scan.tif~2/info.json", "content/files/a/scan.tif", 1),
            ("files/1r.jpg", "content/files/1r.jpg", 0),
        ] {
            assert_eq!(in_tiles(path), Some((RelPath::new(file), sheet)), "{path}");
        }
        assert_eq!(in_tiles(""), None);
    }

    #[test]
    fn canvases_are_surfaces() {
        let named = |id: &str| crate::site::facsimile::Surface { id: id.to_owned(), ..Default::default() };
        let all = Surfaces { all: vec![named("image-3r"), named("image-3v")], ..Surfaces::default() };
        for (path, expected) in [
            ("canvas/image-3v", Some(1)),
            ("manifest.json/canvas/p1", Some(0)),
            ("2/full/max/0/default.jpg", Some(1)),
            ("3/info.json", None),
            ("x", None),
        ] {
            assert_eq!(surface(&all, path), expected, "{path}");
        }
    }
}
