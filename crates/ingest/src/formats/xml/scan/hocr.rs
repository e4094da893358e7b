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
        let mut is_first = true;
        for line in page.descendants().filter(|node| is_line(*node)) {
            let own = line.ancestors().find(|outer| is(*outer, "ocr_par") || is(*outer, "ocr_carea"));
            if block.is_some_and(|block| block != own) {
                scan.end_block();
            }
            block = Some(own);
            let of_words = line.descendants().filter(|word| is(*word, "ocrx_word")).filter_map(Place::of_hocr).collect::<Vec<_>>();
            let words = words(line);
            if is(line, "ocr_pageno") {
                scan.printed_number(&words);
            }
            scan.is_aside = is(line, "ocr_pageno") || is(line, "ocr_footer");
            // Tesseract calls headings so, too: one at the top of a page may be its head.
            scan.is_edge = is(line, "ocr_header") && is_first;
            scan.is_heading = words.contains(char::is_lowercase) && !has_number_apart(&words, &of_words);
            let known = scan.aside.len();
            scan.line(&words, 0, Place::of_hocr(line), &of_words);
            // Below a number that stands alone a head may follow.
            is_first &= scan.aside.len() > known;
            (scan.is_aside, scan.is_edge, scan.is_heading) = (false, false, false);
        }
        scan.end_block();
    }
}

/// Whether a number stands at the left or the right end of a line, set apart from its words by more than one and a half times its height: so
/// print sets the number of a page beside its head.
fn has_number_apart(words: &str, places: &[Place]) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() != places.len() {
        return false;
    }
    let is_number = |word: Option<&&str>| word.is_some_and(|word| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_apart = |pair: Option<&[Place]>| matches!(pair, Some([left, right]) if left.is_apart_from(*right));
    is_number(words.first()) && is_apart(places.windows(2).next()) || is_number(words.last()) && is_apart(places.windows(2).last())
}

/// Whether an element is a line; where no lines are marked, the innermost part of a page is one.
fn is_line(node: Node<'_, '_>) -> bool {
    let is_marked = |node: Node<'_, '_>| LINES.iter().any(|class| is(node, class));
    let is_part = |node: Node<'_, '_>| {
        attribute(node, "class").split_whitespace().any(|class| class.starts_with("ocr") && !WORDS.contains(&class) && class != "ocr_page")
    };
    is_marked(node) || is_part(node) && !node.ancestors().skip(1).any(is_marked) && !node.descendants().skip(1).any(is_part)
}

/// Elements that are words, or parts of them.
const WORDS: [&str; 4] = ["ocrx_word", "ocr_word", "ocrx_cinfo", "ocr_cinfo"];

/// A property that an element says of itself: `title="image 1.png; bbox 0 0 100 40"`.
pub fn property<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(node, "title").split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix(' ')).map(str::trim)
}

/// Whether an element has a class.
fn is(node: Node<'_, '_>, class: &str) -> bool {
    attribute(node, "class").split_whitespace().any(|own| own == class)
}
