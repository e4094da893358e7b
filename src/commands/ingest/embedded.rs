//! The pictures in a PDF: which are there, as `pdfimages -list` tells, and where they stand on their pages, as `pdftohtml -xml` does, which writes
//! them into a folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use super::{
    extract::{BOUNDS, run},
    printed::{Place, Row},
};
use crate::{
    base::digest::sha256,
    ingest::{AttachedFile, PrintedPicture},
};

/// A picture as it is listed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Listed {
    /// The page, from 0.
    page: usize,
    /// Width and height, in pixels, and on the page in points.
    pixels: (u32, u32),
    points: (f32, f32),
}

/// What is known of the pictures of a file.
#[derive(Debug, Default)]
pub struct Embedded {
    /// Where each stands on its page, from 0, and its file.
    pub drawn: Vec<(usize, Place, PathBuf)>,
    /// What `pdftohtml` writes: the outline stands in it.
    pub xml: String,
    /// How many there are that are too many or too large to be taken over.
    pub too_many: usize,
    /// Whether nearly all pages are pictures of pages.
    pub is_scan: bool,
    folder: Option<PathBuf>,
}

impl Drop for Embedded {
    fn drop(&mut self) {
        // What stays is in the folder of the system that is swept.
        self.folder.iter().for_each(|folder| _ = fs::remove_dir_all(folder));
    }
}

/// So many pictures are taken over, of so many pixels together.
const MOST: usize = 500;
const PIXELS: u64 = 400_000_000;

/// Finds the pictures of a file. `sizes`: those of its pages, in points.
pub fn find(bytes: &[u8], sizes: &[(f32, f32)]) -> Embedded {
    let listed = listed(&run("pdfimages", &["-list", "-"], bytes, BOUNDS).unwrap_or_default());
    let mut found = Embedded::default();
    found.is_scan = is_scan(&listed, sizes);
    let pixels: u64 = listed.iter().map(|one| u64::from(one.pixels.0) * u64::from(one.pixels.1)).sum();
    let is_much = listed.len() > MOST || pixels > PIXELS;
    if is_much && !found.is_scan {
        found.too_many = listed.len();
    }
    let folder = if listed.is_empty() || is_much || found.is_scan { None } else { new_folder() };
    match &folder {
        Some(folder) => {
            let base = folder.join("p");
            let arguments = ["-xml", "-q", "-zoom", "1", "-", &base.to_string_lossy()];
            if run("pdftohtml", &arguments, bytes, BOUNDS).is_ok() {
                found.xml = fs::read(folder.join("p.xml")).map(|xml| String::from_utf8_lossy(&xml).into_owned()).unwrap_or_default();
                found.drawn = drawn(&found.xml, folder);
            }
        }
        None => found.xml = run("pdftohtml", &["-xml", "-i", "-q", "-stdout", "-", "p"], bytes, BOUNDS).unwrap_or_default(),
    }
    found.folder = folder;
    found
}

/// A folder of its own among those of the system, which nobody had before.
fn new_folder() -> Option<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = std::env::temp_dir().join(format!("scholion-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
    fs::create_dir(&folder).ok().map(|()| folder)
}

/// The rows of `pdfimages -list`: page, number, type, width, height, … , pixels an inch across and down.
fn listed(said: &str) -> Vec<Listed> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| cells.get(at).and_then(|cell| cell.parse::<u32>().ok());
        let (page, pixels, dots) = (number(0)?.checked_sub(1)?, (number(3)?, number(4)?), (number(12)?, number(13)?));
        let points = |pixels: u32, dots: u32| pixels as f32 * 72.0 / dots.max(1) as f32;
        let is_picture = cells.get(2) == Some(&"image");
        is_picture.then(|| Listed { page: page as usize, pixels, points: (points(pixels.0, dots.0), points(pixels.1, dots.1)) })
    };
    said.lines().filter_map(row).collect()
}

/// Whether pictures fill nearly all pages.
fn is_scan(listed: &[Listed], sizes: &[(f32, f32)]) -> bool {
    let fills = |page: usize, (width, height): &(f32, f32)| {
        let is_whole = |one: &&Listed| one.page == page && one.points.0 >= width * 0.85 && one.points.1 >= height * 0.85;
        // They stand in the order of pages.
        let from = listed.partition_point(|one| one.page < page);
        listed.get(from..).unwrap_or_default().iter().take_while(|one| one.page == page).any(|one| is_whole(&one))
    };
    let filled = sizes.iter().enumerate().filter(|(page, size)| fills(*page, size)).count();
    filled > 0 && filled * 10 >= sizes.len() * 8
}

/// The places of pictures, as `pdftohtml -xml` writes them, an element a line.
fn drawn(xml: &str, folder: &Path) -> Vec<(usize, Place, PathBuf)> {
    let mut page = 0usize;
    let mut found = Vec::new();
    for line in xml.lines().map(str::trim) {
        let value = |name: &str| line.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value);
        let number = |name: &str| value(name).and_then(|value| value.parse::<f32>().ok()).filter(|value| value.is_finite());
        if line.starts_with("<page ") {
            page = value("number").and_then(|number| number.parse().ok()).unwrap_or(page + 1);
        } else if line.starts_with("<image ")
            && let (Some(left), Some(top), Some(width), Some(height)) = (number("left"), number("top"), number("width"), number("height"))
            && let Some(name) = value("src").and_then(|path| path.rsplit('/').next()).filter(|name| !name.is_empty())
        {
            let place = Place { left, top, right: left + width, bottom: top + height };
            found.push((page.saturating_sub(1), place, folder.join(name)));
        }
    }
    found
}

/// Pictures smaller than this on either side, in points, adorn.
const SMALL: f32 = 12.0;
/// A picture that stands on so many pages adorns all but the first of them.
const AGAIN: usize = 3;

/// The pictures at their places in the text, whose rows these are and in which pages begin there, and those that are left out.
pub fn placed(embedded: &Embedded, rows: &[Row], pages: &[usize], end: usize) -> (Vec<PrintedPicture>, Vec<(u32, String, bool)>) {
    let (mut pictures, mut left_out) = (Vec::new(), Vec::new());
    let mut known: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (page, place, path) in &embedded.drawn {
        let Some(bytes) = fs::read(path).ok().filter(|bytes| !bytes.is_empty()) else { continue };
        let count = counts.entry(*page).or_default();
        *count += 1;
        let ending = path.extension().map_or_else(|| "png".to_owned(), |ending| ending.to_string_lossy().to_ascii_lowercase());
        let own = format!("page-{}-{count}.{ending}", page + 1);
        let of_page = rows.partition_point(|row| row.page < *page)..rows.partition_point(|row| row.page <= *page);
        let at = before(rows.get(of_page).unwrap_or_default(), *place).unwrap_or_else(|| pages.get(page + 1).copied().unwrap_or(end));
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let (name, again) = known.entry(sha256(&bytes)).or_insert_with(|| (own.clone(), 0));
        *again += 1;
        if place.right - place.left < SMALL || place.height() < SMALL || *again >= AGAIN {
            left_out.push((at, own, true));
            continue;
        }
        let file = AttachedFile { name: name.clone(), called: name.clone(), bytes, from: String::new() };
        pictures.push(PrintedPicture { at, file });
    }
    if embedded.too_many > 0 {
        left_out.push((0, format!("{} × pdfimages", embedded.too_many), false));
    }
    pictures.sort_by_key(|picture| picture.at);
    (pictures, left_out)
}

/// Where the row begins that stands next below a place.
fn before(rows: &[Row], place: Place) -> Option<usize> {
    let is_beside = |row: &&Row| row.width.0 < place.right && row.width.1 > place.left;
    let is_below = |row: &&Row| row.height.0 + row.height.1 > place.bottom * 2.0;
    let below = || rows.iter().filter(is_below).filter(|row| !row.is_edge);
    let next = below().filter(is_beside).min_by(|a, b| a.height.0.total_cmp(&b.height.0));
    next.or_else(|| below().min_by(|a, b| a.height.0.total_cmp(&b.height.0))).map(|row| row.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_has_a_picture_on_each_page() {
        let said = "page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio\n---\n   1     0 image    1240  1754  gray    1   8  jpeg   no         7  0   150   150  105K  59%\n   2     1 smask    1240  1754  gray    1   8  jpeg   no         9  0   150   150  105K  59%\n";
        let listed = listed(said);
        assert_eq!(listed.iter().map(|one| (one.page, one.pixels)).collect::<Vec<_>>(), [(0, (1240, 1754))]);
        assert!(is_scan(&listed, &[(595.0, 842.0)]) && !is_scan(&listed, &[(595.0, 842.0), (595.0, 842.0)]) && !is_scan(&listed, &[]));
    }

    #[test]
    fn a_picture_stands_before_the_row_below_it() {
        let row = |top: f32, left: f32, start: usize| Row {
            span: start..start + 5,
            page: 0,
            height: (top, top + 10.0),
            width: (left, left + 100.0),
            part: None,
            is_edge: false,
        };
        let rows = [row(10.0, 0.0, 0), row(200.0, 0.0, 6), row(150.0, 200.0, 20)];
        let place = |left: f32| Place { left, top: 30.0, right: left + 90.0, bottom: 120.0 };
        assert_eq!([before(&rows, place(0.0)), before(&rows, place(200.0)), before(&rows[..1], place(0.0))], [Some(6), Some(20), None]);
        let xml = "<page number=\"2\" top=\"0\">\n<image top=\"300\" left=\"5\" width=\"20\" height=\"30\" src=\"/pages/p-2_1.jpg\"/>";
        let found = drawn(xml, Path::new("in"));
        assert_eq!(found.iter().map(|(page, _, path)| (*page, path.clone())).collect::<Vec<_>>(), [(1, PathBuf::from("in/p-2_1.jpg"))]);
    }
}
