//! Text that was recognised on scans: [`alto`], PAGE XML ([`page`]), [`hocr`] → lines in reading order, as printed text from pages, and
//! where they stand on the pictures ([`boxes`]). [`mets`] says which files are the pages of one text, and [`mods`] what text that is.
//!
//! What follows is the way of printed text: words cut at line ends, paragraphs, running heads, page numbers, notes. A line feed ends
//! each line, an empty line each block, a form feed each page; the place of a page is kept for its mark. What parts of a page are called
//! is told by [`zones`].

mod alto;
mod boxes;
mod hocr;
mod mets;
mod mods;
mod page;
mod zones;

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{ready, tree};
use crate::{
    block::Milestone,
    formats::{Fault, xml::node::attribute},
    front_matter::Front,
    hyphen::CUT,
    lexicon::division,
};
use boxes::{Boxes, Place, Sheet};
pub use mets::{Leaf, Order};
use zones::Zone;

/// Which notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// ALTO 2 to 4. <https://www.loc.gov/standards/alto/>
    Alto,
    /// PAGE XML 2013 to 2019. <https://github.com/PRImA-Research-Lab/PAGE-XML>
    Page,
    /// hOCR 1.2. <https://kba.github.io/hocr-spec/1.2/>
    Hocr,
}

/// What was recognised.
#[derive(Debug, Default)]
pub struct Scan {
    /// Its lines.
    pub text: String,
    /// Where in it each page begins, and its mark.
    pub pages: Vec<(u32, Milestone)>,
    /// Where the picture of each page is said to be.
    pub places: Vec<String>,
    /// Where in it parts begin: the place of their page, the level of their headings, and what they are called.
    pub parts: Vec<(u32, u8, String)>,
    /// Where its lines stand on the pictures.
    boxes: Boxes,
    /// What is said of the text.
    pub front: Front,
    /// The files of pages that are not here, or cannot be read.
    pub missing: Vec<String>,
    /// Where in it lines begin that the file says are heads, feet or numbers of pages.
    pub aside: Vec<u32>,
    /// Where in it lines begin that the file says are of notes at the foot of a page.
    pub notes: Vec<u32>,
    /// Whether the next lines are such.
    is_note: bool,
    /// Where in it the rows of tables begin, whether each is the first of its table, and the words of its cells.
    pub rows: Vec<(u32, bool, Vec<String>)>,
    /// Where in it lines begin that stand in the margin.
    pub margins: Vec<u32>,
    /// Whether the next lines are such.
    is_margin: bool,
    /// Whether the next lines are such.
    is_aside: bool,
    /// Whether the next lines stand above the text of a page: heads of pages are repeated or have a number, those of parts are not.
    is_edge: bool,
    /// Whether such a line may as well be a heading: it is the head of a page only if the whole line comes again.
    is_heading: bool,
    /// Whether the hyphen that ends the next line is no part of its word.
    is_cut: bool,
    /// How lines there begin and end, and which of [`Scan::once`] they are.
    edges: BTreeMap<String, usize>,
    /// Where lines begin that stood there once.
    once: Vec<Option<u32>>,
    /// What METS says of the page that comes next.
    pub next: Option<Leaf>,
}

/// Reads bytes.
pub fn read(bytes: &[u8], notation: Notation) -> Result<Scan, Fault> {
    let mut scan = Scan::default();
    scan.read(bytes, notation)?;
    Ok(scan)
}

/// The pages in the order that METS gives them.
pub fn order(mets: &[u8], has_words: &dyn Fn(&str) -> bool) -> Result<Order, Fault> {
    let source = ready(mets, None, "", &|_| None)?.source;
    Ok(mets::read(tree(&source)?.root_element(), has_words))
}

impl Scan {
    /// Reads the pages of a further file.
    pub fn read(&mut self, bytes: &[u8], notation: Notation) -> Result<(), Fault> {
        let source = ready(bytes, None, "", &|_| None)?.source;
        self.read_tree(tree(&source)?.root_element(), notation);
        Ok(())
    }

    fn read_tree(&mut self, root: Node<'_, '_>, notation: Notation) {
        match notation {
            Notation::Alto => alto::read(root, self),
            Notation::Page => page::read(root, self),
            Notation::Hocr => hocr::read(root, self),
        }
    }

    /// Reads a page that is plain text.
    pub fn read_plain(&mut self, text: &str) {
        self.page("", "", &Sheet::default());
        for line in text.lines() {
            match line.trim() {
                "" => self.end_block(),
                words => self.line(words, line.len() - line.trim_start().len(), None, &[]),
            }
        }
        self.end_block();
    }

    /// Where its pages, lines and words stand on the pictures; nothing if that is not said.
    pub fn coordinates(&self) -> &str {
        self.boxes.file()
    }

    /// A page begins. What METS says of it counts first.
    fn page(&mut self, number: &str, picture: &str, sheet: &Sheet) {
        let Leaf { number: said, picture: shown, parts, .. } = self.next.take().unwrap_or(Leaf::NONE);
        let number = if said.is_empty() { number.trim() } else { &said };
        let picture = if shown.is_empty() { picture.trim() } else { &shown };
        if !self.pages.is_empty() {
            self.text.push('\u{c}');
        }
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.places.push(picture.to_owned());
        // Of a picture the name tells which it is, and not where somebody kept it.
        let picture = picture.rsplit(['/', '\\']).next().unwrap_or(picture);
        self.parts.extend(parts.into_iter().map(|(level, called)| (at, level, called)));
        self.boxes.page(number, picture, sheet);
        self.pages.push((at, Milestone { class: "pb", number: number.into(), picture: picture.into() }));
    }

    /// What is printed as the number of the page, if nothing else says it.
    fn printed_number(&mut self, words: &str) {
        let number = words.trim().trim_matches(['-', '–', '—', '[', ']', '(', ')', '.', ' ']);
        if let Some((_, mark)) = self.pages.last_mut().filter(|(_, mark)| mark.number.is_empty() && number.len() <= LONGEST_NUMBER) {
            mark.number = number.into();
            self.boxes.number(number);
        }
    }

    /// A line, how far it is set in, in signs, and where it and its words stand.
    fn line(&mut self, words: &str, indent: usize, place: Option<Place>, of_words: &[Place]) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        self.boxes.line(words, place, of_words);
        // The word that ends a column goes on in the next.
        if !self.is_aside && !self.is_edge && words.starts_with(char::is_lowercase) && cuts_word(&self.text) {
            self.text.pop();
        }
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if self.is_aside || (self.is_edge && self.is_head(words, at)) {
            self.aside.push(at);
        } else if self.is_margin {
            self.margins.push(at);
        } else if self.is_note {
            self.notes.push(at);
        }
        self.text.push_str(&" ".repeat(indent.min(MOST_INDENT)));
        // The hyphens of old print, and the signs of cut words, where they end a line.
        let printed = if self.is_cut { CUT } else { '-' };
        let signs = [('¬', CUT), ('\u{ad}', CUT), ('⸗', printed), ('=', printed), ('-', printed)];
        let cut = signs.into_iter().find_map(|(sign, plain)| Some((words.strip_suffix(sign)?, plain)));
        match cut.filter(|(rest, _)| rest.ends_with(char::is_alphabetic)) {
            Some((rest, plain)) => {
                self.text.push_str(rest);
                self.text.push(plain);
            }
            None => self.text.push_str(words),
        }
        self.text.push('\n');
    }

    /// Whether a line above the text of a page is its head: short with a number, or as another begins or ends. That one is, too.
    fn is_head(&mut self, words: &str, at: u32) -> bool {
        let letters: Vec<char> = words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let is_short = words.split_whitespace().count() <= MOST_WORDS;
        let is_division = division(words).is_some();
        if letters.is_empty() || (is_short && words.contains(|c: char| c.is_numeric()) && !is_division && !self.is_heading) {
            return true;
        }
        // What is recognised is not the same each time. "CHAPTER I" and "CHAPTER II" are two.
        let is_whole = self.is_heading || is_division;
        let start: String = match is_division {
            true => words.to_lowercase(),
            false => letters.iter().take(if is_whole { usize::MAX } else { ALIKE }).collect(),
        };
        let end: String = letters.iter().rev().take(ALIKE).collect();
        let end = if is_whole { format!("={start}") } else { format!(">{end}") };
        let keys = [format!("<{start}"), end];
        let known: Vec<usize> = keys.iter().filter_map(|key| self.edges.get(key).copied()).collect();
        // The first head with the name of a part is its heading.
        for place in known.iter().filter(|_| !is_division) {
            let before = self.once.get_mut(*place).and_then(Option::take);
            self.aside.extend(before);
        }
        let own = self.once.len();
        self.once.push(Some(at).filter(|_| known.is_empty()));
        for key in keys {
            self.edges.entry(key).or_insert(own);
        }
        !known.is_empty()
    }

    /// The place that has been reached.
    fn place(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// What the next block is called.
    fn zone(&mut self, zone: Zone) {
        self.is_aside = matches!(zone, Zone::Number | Zone::Aside);
        self.is_edge = zone == Zone::Edge;
        self.is_note = zone == Zone::Note;
        self.is_margin = zone == Zone::Margin;
    }

    /// A block ends.
    fn end_block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['\u{c}']) && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

/// Whether the last block of a page so far ends within a word, with a hyphen or the sign of a cut word.
fn cuts_word(text: &str) -> bool {
    text.strip_suffix("\n\n").and_then(|text| text.strip_suffix(['-', CUT])).is_some_and(|rest| rest.ends_with(char::is_alphabetic))
}

/// Heads of pages that have a number have so many words at most.
const MOST_WORDS: usize = 8;
/// Heads that are the same begin or end with as many letters.
const ALIKE: usize = 6;
/// Longer numbers of pages are words, in bytes.
const LONGEST_NUMBER: usize = 12;
/// Lines are set in by so many signs at most.
const MOST_INDENT: usize = 12;

/// The number in an attribute.
fn number(node: Node<'_, '_>, name: &str) -> Option<f64> {
    attribute(node, name).trim().parse().ok()
}

/// How many signs a line is set in behind the left edge of its block: only one that begins a paragraph is. `left` and `width` are of the
/// line in the units of the file, `signs` how many signs it has.
fn indent(left: f64, edge: f64, width: f64, signs: usize) -> usize {
    let sign = width / signs.max(1) as f64;
    if sign <= 0.0 || left <= edge {
        return 0;
    }
    let count = (left - edge) / sign;
    // A little is the page that does not lie straight.
    if count < 1.5 { 0 } else { count.min(MOST_INDENT as f64) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(notation: Notation, text: &str, expected: &str, pages: &[(&str, &str)]) {
        let tree = roxmltree::Document::parse(text).unwrap();
        let mut scan = Scan::default();
        scan.read_tree(tree.root_element(), notation);
        assert_eq!(scan.text, expected);
        let found: Vec<(&str, &str)> = scan.pages.iter().map(|(_, mark)| (&*mark.number, &*mark.picture)).collect();
        assert_eq!(found, pages);
    }

    #[test]
    fn alto_is_read_in_its_order() {
        let line = |words: &str| format!("<TextLine>{words}</TextLine>");
        let block = |id: &str, lines: &str| format!("<TextBlock ID='{id}'>{lines}</TextBlock>");
        let page = format!(
            "<alto><Description><sourceImageInformation><fileName>C:\\scans\\f12.tif</fileName></sourceImageInformation></Description><Layout>\
             <ReadingOrder><OrderedGroup><ElementRef REF='b'/><ElementRef REF='a'/></OrderedGroup></ReadingOrder>\
             <Page PRINTED_IMG_NR='12'><TopMargin>{}</TopMargin><PrintSpace>{}{}</PrintSpace></Page></Layout></alto>",
            block("t", &line("<String CONTENT='Head'/>")),
            block("a", &line("<String CONTENT='by'/><SP/><String CONTENT='night.'/>")),
            block(
                "b",
                &(line("<String CONTENT='The'/><SP/><String CONTENT='wa' SUBS_TYPE='HypPart1' SUBS_CONTENT='water'/><HYP CONTENT='¬'/>")
                    + &line("<String CONTENT='ter' SUBS_TYPE='HypPart2' SUBS_CONTENT='water'/>"))
            ),
        );
        check(Notation::Alto, &page, "Head\n\nThe wa¬\nter\n\nby night.\n\n", &[("12", "f12.tif")]);
    }

    #[test]
    fn page_xml_is_read_in_its_order() {
        let region = |id: &str, words: &str| {
            format!(
                "<TextRegion id='{id}'><TextLine><TextEquiv index='1'><Unicode>no</Unicode></TextEquiv><TextEquiv index='0'><Unicode>{words}</Unicode></TextEquiv></TextLine></TextRegion>"
            )
        };
        let page = format!(
            "<PcGts><Page imageFilename='p/7.jpg'><ReadingOrder><OrderedGroup><RegionRefIndexed index='1' regionRef='a'/>\
             <RegionRefIndexed index='0' regionRef='b'/></OrderedGroup></ReadingOrder>{}{}{}</Page></PcGts>",
            region("a", "second"),
            region("b", "first"),
            region("c", "last="),
        );
        check(Notation::Page, &page, "first\n\nsecond\n\nlast-\n\n", &[("", "7.jpg")]);
        // Text stands in regions of all kinds, and at the edges of pages.
        let page = format!(
            "<PcGts><Page>{}<TableRegion><TableCell>{}</TableCell></TableRegion><AdvertRegion>{}</AdvertRegion></Page></PcGts>",
            region("n", "12").replacen("id=", "type='page-number' id=", 1),
            region("c", "cell"),
            region("d", "oil")
        );
        check(Notation::Page, &page, "12\n\ncell\n\noil\n\n", &[("12", "")]);
    }

    #[test]
    fn words_that_signs_cut_are_whole() {
        let mut scan = Scan::default();
        for line in ["the wa¬", "ter of Müh⸗", "len, p ¬"] {
            scan.line(line, 0, None, &[]);
        }
        assert_eq!(scan.text, "the wa¬\nter of Müh-\nlen, p ¬\n");
    }

    #[test]
    fn heads_of_pages_are_repeated_or_have_numbers() {
        let aside = |heads: &[&str]| {
            let mut scan = Scan::default();
            for head in heads {
                scan.is_edge = true;
                scan.line(head, 0, None, &[]);
            }
            scan.aside.len()
        };
        assert_eq!(aside(&["Second Chapter, in which the wheel turns"]), 0);
        assert_eq!(aside(&["THE FERRY", "A HISTORY OF OARS", "THE FERRY", "THE FERKY"]), 3);
        assert_eq!(aside(&["Blad 4", "12"]), 2);
        assert_eq!(aside(&["CHAPTER I", "CHAPTER II", "CHAPTER 3", "CHAPTER 4", "CHAPTER 4"]), 1);
    }

    #[test]
    fn headings_of_hocr_are_heads_if_they_come_again_or_have_a_number_apart() {
        let line = |words: &[(&str, u32, u32)]| {
            let word = |(word, left, right): &(&str, u32, u32)| {
                format!("<span class='ocrx_word' title='bbox {left} 10 {right} 40'>{word}</span> ")
            };
            let words: String = words.iter().map(word).collect();
            format!(
                "<div class='ocr_page'><p class='ocr_par'><span class='ocr_header'>{words}</span></p><p class='ocr_par'><span class='ocr_line'>Text.</span></p></div>"
            )
        };
        let aside = |lines: &[&[(&str, u32, u32)]]| {
            let page = format!("<html>{}</html>", lines.iter().map(|words| line(words)).collect::<String>());
            let mut scan = Scan::default();
            scan.read_tree(roxmltree::Document::parse(&page).unwrap().root_element(), Notation::Hocr);
            scan.aside.len()
        };
        assert_eq!(aside(&[&[("12", 10, 40), ("Mills", 200, 300)]]), 1);
        assert_eq!(aside(&[&[("3", 10, 20), ("Results", 40, 140)], &[("Letter", 10, 90), ("12", 100, 130)]]), 0);
        let [one, two] = [("Old", 10, 60), ("mills", 70, 140)];
        assert_eq!(aside(&[&[one, two], &[one, ("oars", 70, 130)], &[one, two]]), 2);
    }

    #[test]
    fn zones_are_known_by_their_names() {
        let zone = |id: &str, label: &str, words: &str| {
            let tag = format!("<OtherTag ID='{id}' LABEL='{label}'/>");
            let words = format!("<String CONTENT='{words}'/>");
            (tag, format!("<TextBlock TAGREFS='{id}'><TextLine>{words}</TextLine></TextBlock>"))
        };
        let zones = [zone("a", "RunningTitleZone", "THE FERRY"), zone("b", "NumberingZone:page", "51"), zone("c", "footnote", "1) See.")];
        let (tags, blocks): (String, String) = zones.into_iter().unzip();
        let page = format!("<alto><Tags>{tags}</Tags><Layout><Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>");
        let mut scan = Scan::default();
        scan.read_tree(roxmltree::Document::parse(&page).unwrap().root_element(), Notation::Alto);
        assert_eq!((scan.aside.len(), scan.notes), (2, vec![15]));
        assert_eq!(scan.pages.first().map(|(_, mark)| &*mark.number), Some("51"));
    }

    #[test]
    fn cells_stand_by_rows_and_words_go_on_in_the_next_column() {
        let cell = |row: usize, column: usize, words: &str| {
            format!(
                "<TextRegion><Roles><TableCellRole rowIndex='{row}' columnIndex='{column}'/></Roles>\
                 <TextLine><TextEquiv><Unicode>{words}</Unicode></TextEquiv></TextLine></TextRegion>"
            )
        };
        let table = format!("<TableRegion>{}{}{}</TableRegion>", cell(1, 0, "Rye"), cell(0, 1, "12"), cell(0, 0, "Corn"));
        let page = format!("<PcGts><Page>{table}{}{}</Page></PcGts>", cell(0, 0, "They were tow-"), cell(0, 0, "ed in."));
        check(Notation::Page, &page, "Corn\n12\n\nRye\n\nThey were tow-\ned in.\n\n", &[("", "")]);
        let mut scan = Scan::default();
        scan.read_tree(roxmltree::Document::parse(&page).unwrap().root_element(), Notation::Page);
        let rows: Vec<(bool, Vec<&str>)> =
            scan.rows.iter().map(|(_, is_first, cells)| (*is_first, cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(rows, [(true, vec!["Corn", "12"]), (false, vec!["Rye"])]);
    }

    #[test]
    fn hocr_is_read_by_its_classes() {
        let page = "<html><body><div class='ocr_page' title='image \"a/1.png\"; bbox 0 0 1 1; ppageno 0'><div class='ocr_carea'>\
                    <p class='ocr_par'><span class='ocr_line'><span class='ocrx_word'>A</span> <span class='ocrx_word'>mill-</span></span>\
                    <span class='ocr_line'>er</span></p><p class='ocr_par'><span class='ocr_line'>B</span></p></div></div></body></html>";
        check(Notation::Hocr, page, "A mill-\ner\n\nB\n\n", &[("", "1.png")]);
        let page = "<html><div class='ocr_page'><span class='ocr_pageno'>[7]</span><p class='ocr_par'>No <b>lines</b></p>\
                    <p class='ocr_footer'><i class='ocrx_word'>Sheet</i> <i class='ocrx_word'>B</i></p></div></html>";
        check(Notation::Hocr, page, "[7]\n\nNo lines\n\nSheet B\n\n", &[("7", "")]);
    }
}
