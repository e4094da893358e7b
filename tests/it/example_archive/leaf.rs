//! Pages drawn by a program: grey paper, and words set on it in letters of five by seven dots, whose places are known.

use scholion::document::layout::Place;
use scholion_picture::{Form, Picture, Tone};

/// The grey of the paper, and that of the ink.
const PAPER: u8 = 236;
const INK: u8 = 40;

/// How many dots a letter is wide and high, and how many one is from the next.
const WIDE: u32 = 5;
const HIGH: u32 = 7;
const STEP: u32 = WIDE + 1;

/// Each letter as five columns from left to right, whose lowest bit is the dot on top.
const LETTERS: [(char, [u8; 5]); 39] = [
    ('A', [0x7e, 0x11, 0x11, 0x11, 0x7e]),
    ('B', [0x7f, 0x49, 0x49, 0x49, 0x36]),
    ('C', [0x3e, 0x41, 0x41, 0x41, 0x22]),
    ('D', [0x7f, 0x41, 0x41, 0x22, 0x1c]),
    ('E', [0x7f, 0x49, 0x49, 0x49, 0x41]),
    ('F', [0x7f, 0x09, 0x09, 0x09, 0x01]),
    ('G', [0x3e, 0x41, 0x49, 0x49, 0x7a]),
    ('H', [0x7f, 0x08, 0x08, 0x08, 0x7f]),
    ('I', [0x00, 0x41, 0x7f, 0x41, 0x00]),
    ('J', [0x20, 0x40, 0x41, 0x3f, 0x01]),
    ('K', [0x7f, 0x08, 0x14, 0x22, 0x41]),
    ('L', [0x7f, 0x40, 0x40, 0x40, 0x40]),
    ('M', [0x7f, 0x02, 0x0c, 0x02, 0x7f]),
    ('N', [0x7f, 0x04, 0x08, 0x10, 0x7f]),
    ('O', [0x3e, 0x41, 0x41, 0x41, 0x3e]),
    ('P', [0x7f, 0x09, 0x09, 0x09, 0x06]),
    ('Q', [0x3e, 0x41, 0x51, 0x21, 0x5e]),
    ('R', [0x7f, 0x09, 0x19, 0x29, 0x46]),
    ('S', [0x46, 0x49, 0x49, 0x49, 0x31]),
    ('T', [0x01, 0x01, 0x7f, 0x01, 0x01]),
    ('U', [0x3f, 0x40, 0x40, 0x40, 0x3f]),
    ('V', [0x1f, 0x20, 0x40, 0x20, 0x1f]),
    ('W', [0x3f, 0x40, 0x38, 0x40, 0x3f]),
    ('X', [0x63, 0x14, 0x08, 0x14, 0x63]),
    ('Y', [0x07, 0x08, 0x70, 0x08, 0x07]),
    ('Z', [0x61, 0x51, 0x49, 0x45, 0x43]),
    ('0', [0x3e, 0x51, 0x49, 0x45, 0x3e]),
    ('1', [0x00, 0x42, 0x7f, 0x40, 0x00]),
    ('2', [0x42, 0x61, 0x51, 0x49, 0x46]),
    ('3', [0x21, 0x41, 0x45, 0x4b, 0x31]),
    ('4', [0x18, 0x14, 0x12, 0x7f, 0x10]),
    ('5', [0x27, 0x45, 0x45, 0x45, 0x39]),
    ('6', [0x3c, 0x4a, 0x49, 0x49, 0x30]),
    ('7', [0x01, 0x71, 0x09, 0x05, 0x03]),
    ('8', [0x36, 0x49, 0x49, 0x49, 0x36]),
    ('9', [0x06, 0x49, 0x49, 0x29, 0x1e]),
    ('.', [0x00, 0x60, 0x60, 0x00, 0x00]),
    (',', [0x00, 0x50, 0x30, 0x00, 0x00]),
    ('-', [0x08, 0x08, 0x08, 0x08, 0x08]),
];

/// A line as it stands on its leaf: where, and its words with theirs.
pub struct Line {
    pub place: Place,
    pub words: Vec<(String, Place)>,
}

/// A page.
pub struct Leaf {
    pub width: u32,
    pub height: u32,
    pub lines: Vec<Line>,
    pixels: Vec<u8>,
}

impl Leaf {
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height, lines: Vec::new(), pixels: vec![PAPER; (width * height) as usize] }
    }

    /// Sets words in capitals, a dot of a letter so many pixels wide and high.
    pub fn set(&mut self, left: u32, top: u32, dot: u32, words: &str) {
        let mut at = left;
        let mut set = Vec::new();
        for word in words.split(' ') {
            let start = at;
            for letter in word.chars() {
                self.letter(at, top, dot, letter);
                at += STEP * dot;
            }
            set.push((word.to_owned(), Place { x: start, y: top, width: at - dot - start, height: HIGH * dot }));
            at += STEP * dot;
        }
        let right = set.last().map_or(left, |(_, place)| place.x + place.width);
        self.lines.push(Line { place: Place { x: left, y: top, width: right - left, height: HIGH * dot }, words: set });
    }

    fn letter(&mut self, left: u32, top: u32, dot: u32, letter: char) {
        let drawn = LETTERS.iter().find(|(known, _)| *known == letter.to_ascii_uppercase());
        let (_, columns) = drawn.unwrap_or_else(|| panic!("no letter {letter}"));
        for (x, column) in (0..).zip(columns) {
            (0..HIGH).filter(|y| column >> y & 1 == 1).for_each(|y| self.fill(left + x * dot, top + y * dot, dot, dot));
        }
    }

    /// Fills a rectangle with ink.
    pub fn fill(&mut self, left: u32, top: u32, width: u32, height: u32) {
        for y in top..top + height {
            let start = (y * self.width + left) as usize;
            self.pixels[start..start + width as usize].fill(INK);
        }
    }

    /// As a scanner writes it.
    pub fn jpeg(&self) -> Vec<u8> {
        let picture = Picture::new(self.width, self.height, Tone::Gray, self.pixels.clone()).expect("as many samples as pixels");
        picture.write(Form::Photograph(80)).expect("a picture that is not too large")
    }
}
