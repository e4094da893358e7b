//! `coordinates/<slug>.tsv`: where the lines of a text stand on the pictures of its pages (docs/FORMATS.md).

use crate::base::RelPath;

/// What a file of coordinates says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Its pages, in the order in which they were read.
    pub pages: Vec<PageLayout>,
}

/// A page, and where its lines stand on its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLayout {
    /// What the page is called, as its mark in the text has it; may be empty.
    pub label: Box<str>,
    /// The name of its picture; may be empty.
    pub picture: Box<str>,
    /// How wide the picture is, in the unit of all places on it; 0 if that is not said.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// Its lines, in the order in which they were read; running heads and page numbers are among them.
    pub lines: Vec<LineLayout>,
}

/// A printed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineLayout {
    /// Where it stands, if that is said.
    pub place: Option<Place>,
    /// Where each of its words stands; empty if that is not said.
    pub words: Box<[Place]>,
    /// Its words as recognised.
    pub text: Box<str>,
}

/// A rectangle on a picture, from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// From the left edge of the picture.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// The file of coordinates of the document at a path, by its name in addresses.
pub fn is_layout(path: &RelPath) -> bool {
    path.is_below(crate::base::places::COORDINATES) && path.extension() == "tsv"
}

/// Reads a file of coordinates. The program writes it: what is no row says nothing.
pub fn parse(bytes: &[u8]) -> Layout {
    let text = String::from_utf8_lossy(bytes);
    let mut pages: Vec<PageLayout> = Vec::new();
    for row in text.lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        match cells.as_slice() {
            ["page", label, picture, size, ..] => {
                let mut lengths = size.split(' ').filter_map(|length| length.parse().ok());
                let (width, height) = lengths.next().zip(lengths.next()).unwrap_or((0, 0));
                pages.push(PageLayout { label: (*label).into(), picture: (*picture).into(), width, height, lines: Vec::new() });
            }
            [of_line, of_words, words, ..] => {
                let Some(page) = pages.last_mut() else { continue };
                let of_words = of_words.split(';').filter_map(place).collect();
                page.lines.push(LineLayout { place: place(of_line), words: of_words, text: (*words).into() });
            }
            _ => {}
        }
    }
    Layout { pages }
}

/// A place, as four numbers.
fn place(cell: &str) -> Option<Place> {
    let numbers: Vec<u32> = cell.split(' ').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [x, y, width, height] => Some(Place { x, y, width, height }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_coordinates_has_pages_and_lines() {
        let file = "# generated: abc\npage\t12\tf12.jpg\t2480 3508\tpixel\n210 340 640 42\t210 340 90 42;320 340 530 42\tThe waterwheel\n\t\tNo place\npage\t\t\t\t\nnothing\n";
        let read = parse(file.as_bytes());
        let [first, second] = &read.pages[..] else { panic!("{read:?}") };
        assert_eq!((&*first.label, &*first.picture, first.width, first.height, first.lines.len()), ("12", "f12.jpg", 2480, 3508, 2));
        assert_eq!(first.lines[0].place, Some(Place { x: 210, y: 340, width: 640, height: 42 }));
        assert_eq!((first.lines[0].words.len(), &*first.lines[1].text, first.lines[1].place), (2, "No place", None));
        assert_eq!(second, &PageLayout::default());
        assert_eq!(parse(b"1 2 3 4\t\tWords\npage"), Layout::default());
    }
}
