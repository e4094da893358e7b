//! A block: the words of a paragraph, a heading, a note …, and where each of them stands in the source.

use scholion_base::Span;

use crate::picture::Picture;
use scholion_base::source_text::Source;

/// A run of words that belong together.
///
/// Its words are only ever copied from the source or moved to another block; rules lay [`Edit`]s
/// over them instead of changing them.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The words. White space is one space, or one line end where the printed line end means something.
    pub text: String,
    /// Where its parts come from: offsets in `text` with offsets in the source, both increasing in `text`.
    origin: Vec<(u32, u32)>,
    /// What it is.
    pub role: Role,
    /// Whether a printed page ends before it.
    pub page_before: bool,
    /// Whether a blank line stands before it.
    pub space_before: bool,
    /// How far it is indented, in columns.
    pub indent: u16,
    /// Whether it is a heading by the model of headings.
    pub told: Told,
    /// What is laid over its words, in no order.
    pub edits: Vec<Edit>,
    /// The language of its words, where it is not the document's.
    pub lang: Option<Box<str>>,
    /// What is written before its first line and before the others, where the source says that it is quoted or an item.
    pub lead: Option<Box<Lead>>,
}

/// What is written before the lines of a block.
#[derive(Clone, Debug, Default)]
pub struct Lead {
    /// Before the first.
    pub first: String,
    /// Before the others.
    pub others: String,
    /// Which of the text's quotations it stands in, if it does.
    pub quotation: u32,
}

/// Whether the model of headings calls something one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    #[default]
    Not,
    /// A heading, or the first line of one.
    Heading,
    /// The same, and text follows on its last line.
    RunIn,
    /// A further line of a heading.
    GoesOn,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A paragraph of the running text.
    #[default]
    Text,
    /// The beginning of a note's body: index into the marks found.
    Note(u32),
    /// A heading of this level, from 2.
    Heading(u8),
    /// An item of a list.
    Item,
    /// Lines that keep their ends: verse, an address.
    Lines,
    /// A line of stars or dashes between two parts of a text.
    Break,
    /// A row of a table, and whether it is the first; [`CELL`] stands between its cells.
    Row(bool),
    /// Lines to be kept as they are.
    Code,
    /// A tag of HTML around other blocks, which stands in its lead; it has no words.
    Tag,
    /// Pictures; its words are their caption.
    Figure,
    /// The heading of the list of references.
    References,
    /// An entry of the list of references.
    Entry,
    /// Its words have gone elsewhere: into the front matter, a note, another block, the omissions.
    Gone,
}

/// Markup that is laid over words of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The words it is about: a range of the block's text.
    pub span: Span,
    /// What it does with them.
    pub what: What,
}

/// What an edit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The words are the marker of this note: index into the draft's notes.
    Marker(u32),
    /// The words are a link to the record with this index.
    Cite(u32),
    /// The words are a link to the draft's link with this index.
    Link(u32),
    /// The words are strong.
    Strong,
    /// The words stand in this element.
    Within(Element),
    /// The signs are what the source prints, and no marks of emphasis.
    Literal,
    /// The words are code.
    Code,
    /// The words are a formula in TeX; whether it is set off from its line.
    Formula(bool),
    /// A page, or another part by which the source is cited, begins here. It lies over no words.
    Begins(Box<Milestone>),
    /// A picture stands here. It lies over no words.
    Picture(Box<Picture>),
}

/// The mark of a page, or of another part by which a text is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What it is: `pb` a page, `cb` a column, `line` a verse or a line, `milestone` another part, [`Milestone::PLACE`] a place to which the text
    /// itself leads.
    pub class: &'static str,
    /// Its number as printed; empty if it has none.
    pub number: Box<str>,
    /// The picture of the page, or [`Milestone::PAGE`] and which page of the document's facsimile it is; empty if none is named.
    pub picture: Box<str>,
}

impl Milestone {
    /// The class of a place to which the text itself leads; its number is its name.
    pub const PLACE: &'static str = "place";

    /// Stands before the number of a page of the facsimile, as in addresses of PDFs (RFC 8118, 3).
    pub const PAGE: &'static str = "#page=";

    /// The id of a place on its page: it meets none of a heading, which has no points, and none that the page gives itself.
    pub fn id(place: &str) -> String {
        format!("{}.{place}", Self::PLACE)
    }

    /// A place with a name.
    pub fn place(name: &str) -> Self {
        Self { class: Self::PLACE, number: name.into(), picture: "".into() }
    }
}

/// An element that words of a block stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Emphasised, where no mark of Markdown would be read.
    Emphasis,
    /// Strong, where no mark of Markdown would be read.
    Strong,
    /// Struck out.
    Deleted,
    /// Written in later.
    Inserted,
    /// Raised above the line.
    Raised,
    /// Below the line.
    Lowered,
    /// A word with its reading.
    Ruby,
    /// The reading, in the brackets in which it is printed where it cannot stand above its word.
    Reading,
    /// As the element of this name, with one attribute or none: keys, marks, abbreviations, times.
    Tagged {
        /// The element.
        name: &'static str,
        /// What it says of itself; empty if nothing.
        attribute: &'static str,
        /// The words that it says.
        value: Box<str>,
    },
    /// In another language, by its tag, or in another direction.
    Passage {
        /// The tag of the language; empty if only the direction is known.
        lang: Box<str>,
        /// `ltr`, `rtl`, or nothing where the language says it.
        dir: &'static str,
    },
}

/// Stands between the cells of a row. Like all signs of ours it is no character: Unicode keeps U+FDD0 to U+FDEF for programs (Unicode
/// 17.0, 23.7), so that no text loses one of its own.
pub const CELL: char = '\u{fdd0}';

/// Whether this is a sign of ours, or of another program: no text has one.
pub fn is_sign(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// What stands between two parts of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    Space,
    /// A line end that is kept.
    Line,
    /// Nothing: an address cut at a line end.
    Nothing,
    /// Nothing, and the hyphen before it goes: a word cut at a line end.
    Hyphen,
}

impl Block {
    /// The words of `span`, white space folded.
    #[cfg(test)]
    pub fn new(source: &Source, span: Span) -> Self {
        let mut block = Self::default();
        block.push(source, span, Joint::Nothing);
        block
    }

    /// Words that a structured format gives, and where their runs come from, both increasing.
    pub fn given(text: String, origin: Vec<(u32, u32)>, role: Role) -> Self {
        Self { text, origin, role, ..Self::default() }
    }

    /// Adds the words of `span` behind `joint`.
    pub fn push(&mut self, source: &Source, span: Span, joint: Joint) {
        self.join(joint);
        let mut rest = span.start as usize;
        let end = span.end as usize;
        while rest < end {
            let text = source.text.get(rest..end).unwrap_or("");
            let lead = text.len() - text.trim_start().len();
            if lead > 0 && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) && lead < text.len() {
                self.text.push(' ');
            }
            rest += lead;
            let text = &text[lead..];
            // A run up to white space that is not a single space.
            let run = irregular_space(text).unwrap_or(text.len());
            self.origin.push((offset(self.text.len()), offset(rest)));
            self.text.push_str(&text[..run]);
            rest += run.max(1);
            if run == 0 {
                break;
            }
        }
    }

    /// Adds another block's words and edits behind `joint`.
    pub fn append(&mut self, other: Self, joint: Joint) {
        self.join(joint);
        let shift = offset(self.text.len());
        self.text.push_str(&other.text);
        self.origin.extend(other.origin.iter().map(|&(at, from)| (at + shift, from)));
        self.edits.extend(
            other.edits.into_iter().map(|edit| Edit { span: Span { start: edit.span.start + shift, end: edit.span.end + shift }, ..edit }),
        );
    }

    /// Cuts the words from byte `at` on off into a block of their own; white space at the cut goes.
    pub fn split_off(&mut self, at: usize) -> Self {
        if at >= self.text.len() || !self.text.is_char_boundary(at) {
            return Self::default();
        }
        let mut text = self.text.split_off(at);
        let lead = text.len() - text.trim_start().len();
        text.drain(..lead);
        let cut = at + lead;
        let source = self.source_at(offset(cut));
        let first = self.origin.partition_point(|&(start, _)| start as usize <= cut);
        let mut origin = vec![(0, source)];
        origin.extend(self.origin.iter().skip(first).map(|&(start, from)| (start - offset(cut), from)));
        self.origin.truncate(self.origin.partition_point(|&(start, _)| (start as usize) < at));
        let (kept, moved) = std::mem::take(&mut self.edits).into_iter().partition(|edit| (edit.span.start as usize) < at);
        self.edits = kept;
        self.text.truncate(self.text.trim_end().len());
        let shift = |edit: Edit| Edit {
            span: Span { start: edit.span.start.saturating_sub(offset(cut)), end: edit.span.end.saturating_sub(offset(cut)) },
            ..edit
        };
        Self {
            text,
            origin,
            role: self.role,
            page_before: false,
            space_before: false,
            indent: self.indent,
            told: Told::Not,
            lang: self.lang.clone(),
            edits: Vec::into_iter(moved).map(shift).collect(),
            lead: None,
        }
    }

    /// Gives back the room that what was cut off took.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.origin.shrink_to_fit();
        self.edits.shrink_to_fit();
    }

    /// Where the byte `at` of the text stands in the source.
    pub fn source_at(&self, at: u32) -> u32 {
        let next = self.origin.partition_point(|&(start, _)| start <= at);
        next.checked_sub(1).and_then(|index| self.origin.get(index)).map_or(0, |&(start, from)| from + (at - start))
    }

    /// The first byte of the text that comes from this part of the source.
    pub fn first_from(&self, start: u32, end: u32) -> Option<u32> {
        let within = self.origin.iter().filter(|(at, from)| (start..end).contains(from) && (*at as usize) < self.text.len());
        within.map(|(at, _)| *at).min()
    }

    /// The line of the source on which byte `at` of the text stands, from 1.
    pub fn line_at(&self, source: &Source, at: u32) -> u32 {
        source.line_at(self.source_at(at))
    }

    /// Whether all of it surely stands on one line of the source.
    pub fn is_on_one_line(&self, source: &Source) -> bool {
        let is_on = |from: u32| source.line_at(from) == self.line(source);
        let ends = self.origin.iter().skip(1).map(|&(start, _)| start).chain([offset(self.text.len())]);
        let mut runs = self.origin.iter().zip(ends);
        self.origin.first().is_some_and(|run| run.0 == 0)
            && runs.all(|(&(start, from), end)| start < end && is_on(from) && is_on(from + (end - 1 - start)))
    }

    /// The line of the source on which it begins.
    pub fn line(&self, source: &Source) -> u32 {
        self.line_at(source, 0)
    }

    /// Its words without emphasis around them.
    pub fn bare(&self) -> &str {
        bare(&self.text)
    }

    /// Makes the dash with which it begins an em dash and a space, as turns of speech are written.
    pub fn dash(&mut self) {
        let lead = self.text.len() - self.text.trim_start_matches(['—', '–', '-', ' ']).len();
        let mut rest = self.split_off(lead);
        let first = self.origin.first().copied().unwrap_or_default();
        rest.role = self.role;
        let mut whole = Self { text: "— ".to_owned(), origin: vec![first], ..Self::default() };
        (whole.role, whole.page_before, whole.space_before, whole.indent) = (self.role, self.page_before, self.space_before, self.indent);
        whole.append(rest, Joint::Nothing);
        *self = whole;
    }

    /// Lays markup over a range of its words.
    pub fn edit(&mut self, range: std::ops::Range<usize>, what: What) {
        self.edits.push(Edit { span: range.into(), what });
    }

    fn join(&mut self, joint: Joint) {
        if self.text.is_empty() {
            return;
        }
        match joint {
            Joint::Space => self.text.push(' '),
            Joint::Line => self.text.push('\n'),
            Joint::Nothing => {}
            Joint::Hyphen => {
                self.text.pop();
            }
        }
    }
}

/// A text without emphasis around all of it.
pub fn bare(text: &str) -> &str {
    let mut text = text.trim();
    for mark in ["***", "**", "__", "*", "_"] {
        if let Some(inner) = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark))
            && !inner.contains(mark)
        {
            text = inner.trim();
        }
    }
    text
}

/// The first white space that is more or other than one space between words.
fn irregular_space(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' => match bytes.get(at + 1) {
                Some(b' ' | b'\t' | b'\n' | 0xc) | None => return Some(at),
                Some(byte) if *byte >= 0x80 && starts_with_space(text, at + 1) => return Some(at),
                _ => at += 1,
            },
            b'\t' | b'\n' | 0xc => return Some(at),
            0xc2 | 0xe1..=0xe3 if starts_with_space(text, at) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

fn starts_with_space(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        Source::decode("first  line of\nsec-\nond\u{a0}line\n".as_bytes())
    }

    #[test]
    fn words_remember_where_they_stand() {
        let source = source();
        let mut block = Block::new(&source, source.line(0));
        block.push(&source, source.line(1), Joint::Space);
        block.push(&source, source.line(2), Joint::Hyphen);
        assert_eq!(block.text, "first line of second line");
        let at = |word: &str| block.text.find(word).map(|at| block.line_at(&source, at as u32));
        assert_eq!([at("line of"), at("sec"), at("ond"), at("line")], [Some(1), Some(2), Some(3), Some(1)]);
        assert_eq!(block.text.find("line").map(|_| block.source_at(21)), Some(25));
    }

    #[test]
    fn blocks_are_cut_and_joined_with_their_edits() {
        let source = Source::decode(b"one two three");
        let mut block = Block::new(&source, source.line(0));
        block.edit(8..13, What::Strong);
        let mut tail = block.split_off(7);
        assert_eq!((block.text.as_str(), tail.text.as_str()), ("one two", "three"));
        assert_eq!((tail.edits[0].span, tail.source_at(0)), (Span::new(0, 5), 8));
        tail.append(block, Joint::Space);
        assert_eq!((tail.text.as_str(), tail.source_at(6)), ("three one two", 0));
    }

    #[test]
    fn emphasis_around_a_block_is_no_word() {
        assert_eq!(bare("**1. Introduction**"), "1. Introduction");
        assert_eq!(bare("*a* and *b*"), "*a* and *b*");
    }
}
