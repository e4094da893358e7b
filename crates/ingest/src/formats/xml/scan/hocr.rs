//! hOCR: a page of the web whose classes say what was recognised.

use roxmltree::Node;

use super::{
    Scan,
    boxes::{Place, Sheet},
};
use crate::formats::xml::node::{attribute, words};

/// Elements that are a line.
const LINES: [&str; 5] = ["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line"];

/// Reads all pages of a file.
pub fn read(root: Node<'_, '_>, scan: &mut Scan) {
    for page in root.descendants().filter(|node| is(*node, "ocr_page")) {
        let picture = property(page, "image").unwrap_or("").trim_matches(['"', '\'']);
        let (width, height) = Place::of_hocr(page).map(|place| place.end()).unzip();
        scan.page(property(page, "lpageno").unwrap_or(""), picture, &Sheet { width, height, unit: "pixel".to_owned() });
        let mut block = None;
        for line in page.descendants().filter(|node| LINES.iter().any(|class| is(*node, class))) {
            let own = line.ancestors().find(|outer| is(*outer, "ocr_par") || is(*outer, "ocr_carea"));
            if block.is_some_and(|block| block != own) {
                scan.end_block();
            }
            block = Some(own);
            let of_words = line.descendants().filter(|word| is(*word, "ocrx_word")).filter_map(Place::of_hocr).collect::<Vec<_>>();
            scan.line(&words(line), 0, Place::of_hocr(line), &of_words);
        }
        scan.end_block();
    }
}

/// A property that an element says of itself: `title="image 1.png; bbox 0 0 100 40"`.
pub fn property<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(node, "title").split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix(' ')).map(str::trim)
}

/// Whether an element has a class.
fn is(node: Node<'_, '_>, class: &str) -> bool {
    attribute(node, "class").split_whitespace().any(|own| own == class)
}
