//! The running text of a structured source in the making: blocks, and what is laid over their words.

use crate::{
    block::{Block, CELL, Lead, Role, What},
    note::Note,
};
use scholion_base::{WebAddress, web::Refused};

/// Blocks, the addresses they link to, and notes.
#[derive(Debug, Default)]
pub struct Flow {
    /// The blocks so far.
    pub blocks: Vec<Block>,
    /// Addresses; those within the source begin with `#`.
    pub links: Vec<String>,
    pub notes: Vec<Note>,
    /// Where the places are that can be pointed to: their name, and the block that begins behind it.
    pub anchors: std::collections::BTreeMap<String, usize>,
    open: Option<Open>,
    within: Vec<Container>,
    /// What the next block is, if it is no paragraph.
    next: Option<Role>,
    /// Words that the next block begins with.
    before: String,
}

/// A block in the making.
#[derive(Debug, Default)]
struct Open {
    text: String,
    origin: Vec<(u32, u32)>,
    role: Role,
    edits: Vec<(usize, usize, What)>,
    /// Emphasis: from, to, and how many marks.
    marks: Vec<(usize, usize, usize)>,
}

/// What holds blocks.
#[derive(Debug)]
enum Container {
    Quotation,
    Item { mark: String, is_used: bool },
}

/// A place in the words: the block, and the offset in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowPosition {
    block: usize,
    at: usize,
}

impl Flow {
    /// Ends the block under way.
    pub fn end(&mut self) {
        self.next = None;
        let Some(mut open) = self.open.take() else { return };
        open.text.truncate(open.text.trim_end_matches([' ', '\n', CELL]).len());
        if !open.text.chars().any(|c| !c.is_whitespace() && c != CELL) {
            return;
        }
        let mut block = Block::given(open.text, open.origin, open.role);
        let end = block.text.len();
        for (from, to, what) in open.edits {
            if from < to.min(end) {
                block.edit(from..to.min(end), what);
            }
        }
        emphasise(&mut block, open.marks);
        if !matches!(block.role, Role::Row(_) | Role::Code) {
            self.lead(&mut block);
        }
        self.blocks.push(block);
    }

    /// Ends the block under way and begins another.
    pub fn begin(&mut self, role: Role) {
        self.end();
        self.next = Some(role);
    }

    /// Adds words; white space is one space.
    pub fn words(&mut self, text: &str, from: usize) {
        let role = self.next;
        if self.open.is_none() && text.chars().all(char::is_whitespace) {
            return;
        }
        let before = &mut self.before;
        let open = self.open.get_or_insert_with(|| Open {
            role: role.unwrap_or_default(),
            text: std::mem::take(before),
            origin: vec![(0, offset(from))],
            ..Open::default()
        });
        if !open.text.is_empty() {
            open.origin.push((offset(open.text.len()), offset(from)));
        }
        if open.role == Role::Code {
            open.text.push_str(text);
            return;
        }
        for c in text.chars() {
            // The private sign that divides cells means nothing to others.
            let c = if c == CELL { '\u{fffd}' } else { c };
            if c == '\u{ad}' {
                continue;
            }
            if !c.is_whitespace() {
                open.text.push(c);
            } else if !open.text.is_empty() && !open.text.ends_with([' ', '\n', CELL]) {
                open.text.push(' ');
            }
        }
    }

    /// Words that the next block begins with, whichever that is.
    pub fn before(&mut self, words: &str) {
        self.before.push_str(words);
    }

    /// A line end that is meant.
    pub fn line(&mut self) {
        if let Some(open) = &mut self.open {
            open.text.truncate(open.text.trim_end_matches(' ').len());
            if !open.text.is_empty() {
                open.text.push('\n');
            }
        }
    }

    /// Mends the end of the words so far, before others are added to them.
    pub fn mend(&mut self, mend: impl FnOnce(&mut String)) {
        if let Some(open) = self.open.as_mut().filter(|open| open.role != Role::Code) {
            mend(&mut open.text);
        }
    }

    /// A line end, unless the line under way is new.
    pub fn fresh_line(&mut self) {
        if self.open.as_ref().is_some_and(|open| !open.text.trim_end_matches(' ').ends_with('\n')) {
            self.line();
        }
    }

    /// Ends a cell of the row under way.
    pub fn cell(&mut self) {
        let role = self.next;
        let open = self.open.get_or_insert_with(|| Open { role: role.unwrap_or_default(), ..Open::default() });
        open.text.truncate(open.text.trim_end_matches(' ').len());
        open.text.push(CELL);
    }

    /// Ends so many cells.
    pub fn cells(&mut self, count: usize) {
        (0..count).for_each(|_| self.cell());
    }

    /// The place that has been reached.
    pub fn place(&self) -> FlowPosition {
        FlowPosition { block: self.blocks.len(), at: self.open.as_ref().map_or(0, |open| open.text.len()) }
    }

    /// Whether no word of a block has come yet.
    pub fn place_is_new(&self) -> bool {
        self.open.as_ref().is_none_or(|open| open.text.is_empty())
    }

    /// Where the block under way comes from.
    pub fn came_from(&self) -> usize {
        self.open.as_ref().and_then(|open| open.origin.first()).map_or(0, |&(_, from)| from as usize)
    }

    /// Remembers a name for the block that is under way or begins next.
    pub fn anchor(&mut self, name: &str) {
        self.anchors.entry(name.to_owned()).or_insert(self.blocks.len());
    }

    /// Emphasises the words since `from`: one mark, or two for strong ones.
    pub fn emphasis(&mut self, from: FlowPosition, marks: usize) {
        let (is_here, to) = (from.block == self.blocks.len(), self.place().at);
        if let Some(open) = self.open.as_mut().filter(|open| is_here && from.at < to && open.role != Role::Code) {
            open.marks.push((from.at, to, marks));
        }
    }

    /// Makes the words since `from` a link.
    pub fn link(&mut self, from: FlowPosition, address: &str) {
        let (is_here, to) = (from.block == self.blocks.len(), self.place().at);
        let words = self.open.as_ref().and_then(|open| open.text.get(from.at..to)).unwrap_or("");
        // An address among the words is a link as it stands.
        if !is_here || words.trim().is_empty() || words.contains("://") || words.contains(CELL) {
            return;
        }
        let address = match WebAddress::read(address) {
            Ok(address) => address.into(),
            Err(Refused::Relative) => address.trim().to_owned(),
            // What could run code leads nowhere; the words stay.
            Err(Refused::Scheme(_)) => return,
        };
        let address: String = address
            .chars()
            .map(|c| match c {
                ' ' => "%20".to_owned(),
                '(' => "%28".to_owned(),
                ')' => "%29".to_owned(),
                '`' => "%60".to_owned(),
                '\\' => "%5C".to_owned(),
                '<' => "%3C".to_owned(),
                '>' => "%3E".to_owned(),
                c if c.is_control() => String::new(),
                c => c.to_string(),
            })
            .collect();
        self.links.push(address);
        let link = offset(self.links.len() - 1);
        self.lay(from, What::Link(link));
    }

    /// Lays markup over the words since `from`.
    pub fn lay(&mut self, from: FlowPosition, what: What) {
        let (is_here, to) = (from.block == self.blocks.len(), self.place().at);
        if let Some(open) = self.open.as_mut().filter(|_| is_here) {
            let words = open.text.get(from.at..to).unwrap_or("");
            let lead = words.len() - words.trim_start().len();
            let len = words.trim().len();
            if len > 0 {
                open.edits.push((from.at + lead, from.at + lead + len, what));
            }
        }
    }

    /// Begins a quotation.
    pub fn quote(&mut self) {
        self.end();
        self.within.push(Container::Quotation);
    }

    /// Begins an item of a list, marked so.
    pub fn item(&mut self, mark: &str) {
        self.end();
        self.within.push(Container::Item { mark: format!("{mark} "), is_used: false });
    }

    /// Ends a quotation or an item.
    pub fn leave(&mut self) {
        // A mark with nothing behind it.
        let before = std::mem::take(&mut self.before);
        self.words(&before, 0);
        self.end();
        self.within.pop();
    }

    fn lead(&mut self, block: &mut Block) {
        if self.within.is_empty() {
            return;
        }
        let (mut first, mut rest) = (String::new(), String::new());
        let mut is_item = false;
        for container in &mut self.within {
            is_item = false;
            match container {
                Container::Quotation => {
                    first.push_str("> ");
                    rest.push_str("> ");
                }
                Container::Item { mark, is_used } => {
                    is_item = !std::mem::replace(is_used, true);
                    let blank = " ".repeat(mark.len());
                    first.push_str(if is_item { mark } else { &blank });
                    rest.push_str(&blank);
                }
            }
        }
        // A heading inside is a line of its own.
        block.role = if is_item { Role::Item } else { Role::Text };
        block.lead = Some(Box::new(Lead { first, others: rest }));
    }
}

/// Writes the marks of emphasis into the words, where they would be read as such: at the edges of words, and not touching others.
fn emphasise(block: &mut Block, marks: Vec<(usize, usize, usize)>) {
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    // Outer ones are found last.
    for (from, to, count) in marks.into_iter().rev() {
        let words = block.text.get(from..to.min(block.text.len())).unwrap_or("");
        let start = from + words.len() - words.trim_start().len();
        let end = start + words.trim().len();
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let (before, behind) = (block.text.get(..start).unwrap_or(""), block.text.get(end..).unwrap_or(""));
        let fits = words.chars().any(char::is_alphanumeric)
            && !words.trim().contains(['*', '_', CELL, '\n'])
            && apart(before.chars().next_back())
            && apart(behind.chars().next())
            && !before.ends_with(['*', '_', '.', ',', ';', '!', '?'])
            && !behind.starts_with(['*', '_']);
        if let Some(same) = kept.iter_mut().find(|(a, b, _)| (*a, *b) == (start, end)) {
            same.2 |= count;
        } else if fits && kept.iter().all(|&(a, b, _)| end < a || b < start || (a < start && end < b)) {
            kept.push((start, end, count));
        }
    }
    let mut points: Vec<(usize, usize)> = kept.iter().flat_map(|&(start, end, count)| [(start, count), (end, count)]).collect();
    points.sort_unstable();
    // A mark moves what begins at its place if it closes, and what ends behind it always.
    for &(at, count) in points.iter().rev() {
        block.text.insert_str(at, "***".get(..count).unwrap_or(""));
        let is_start = kept.iter().any(|&(start, ..)| start == at);
        for edit in &mut block.edits {
            let by = offset(count);
            if edit.span.start as usize >= at {
                edit.span.start += by;
            }
            if edit.span.end as usize > at || (edit.span.end as usize == at && is_start && edit.span.start as usize >= at) {
                edit.span.end += by;
            }
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
