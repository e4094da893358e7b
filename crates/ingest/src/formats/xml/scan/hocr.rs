//! hOCR: a page of the web whose classes say what was recognised.

use roxmltree::Node;

use super::Scan;
use crate::formats::xml::node::{attribute, words};

/// Elements that are a line.
const LINES: [&str; 5] = ["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line"];

/// Reads all pages of a file.
pub fn read(root: Node<'_, '_>, scan: &mut Scan) {
    for page in root.descendants().filter(|node| is(*node, "ocr_page")) {
        let title = attribute(page, "title");
        let picture = title.split(';').map(str::trim).find_map(|part| part.strip_prefix("image ")).unwrap_or("");
        let printed = title.split(';').map(str::trim).find_map(|part| part.strip_prefix("lpageno ")).unwrap_or("");
        scan.page(printed, picture.trim().trim_matches(['"', '\'']));
        let mut block = None;
        for line in page.descendants().filter(|node| LINES.iter().any(|class| is(*node, class))) {
            let own = line.ancestors().find(|outer| is(*outer, "ocr_par") || is(*outer, "ocr_carea"));
            if block.is_some_and(|block| block != own) {
                scan.end_block();
            }
            block = Some(own);
            scan.line(&words(line), 0);
        }
        scan.end_block();
    }
}

/// Whether an element has a class.
fn is(node: Node<'_, '_>, class: &str) -> bool {
    attribute(node, "class").split_whitespace().any(|own| own == class)
}
