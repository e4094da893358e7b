//! The running text of a structured source in the making: blocks, and what is laid over their words.

mod pictures;

use super::{address, emphasis::emphasise, passage::Passage};
use crate::{
    block::{Block, CELL, Element, Lead, Milestone, Role, What, is_sign},
    note::Note,
};

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
    /// What stands before the words of the next block: page ends.
    between: Vec<What>,
    /// The languages and directions of what is open, where they are said.
    passages: Vec<Passage>,
    /// How many quotations have begun in the text.
    quotations: u32,
    /// The lists that are open, and that which ended last.
    lists: Lists,
}

/// What tells lists apart that follow each other.
#[derive(Debug, Default)]
struct Lists {
    /// Of each that is open whether it has the other mark.
    open: Vec<bool>,
    /// The one that ended last: the containers around it, the blocks before its end, whether it had the other mark.
    last: Option<(usize, usize, bool)>,
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
        open.text.truncate(open.length());
        if !open.text.chars().any(|c| !c.is_whitespace() && c != CELL) {
            let Some(role) = open.without_words() else { return };
            open.role = role;
        }
        let mut block = Block::given(open.text, open.origin, open.role);
        let end = block.text.len();
        for (from, to, what) in open.edits {
            let (from, to) = (from.min(end), to.min(end));
            if from < to || (from == to && matches!(what, What::Begins(_) | What::Cite(_) | What::Picture(_))) {
                block.edit(from..to, what);
            }
        }
        emphasise(&mut block, open.marks);
        self.lead(&mut block);
        self.said(&mut block);
        self.blocks.push(block);
    }

    /// Ends the block under way and begins another.
    pub fn begin(&mut self, role: Role) {
        self.end();
        self.next = Some(role);
    }

    /// Adds words; white space is one space.
    pub fn words(&mut self, text: &str, from: usize) {
        if self.open.is_none() && text.chars().all(char::is_whitespace) {
            return;
        }
        let open = self.opened(from);
        if !open.text.is_empty() {
            open.origin.push((offset(open.text.len()), offset(from)));
        }
        if open.role == Role::Code {
            open.text.push_str(text);
            return;
        }
        for (at, c) in text.char_indices() {
            let c = if is_sign(c) { '\u{fffd}' } else { c };
            if c == '\u{ad}' {
                continue;
            }
            if matches!(c, '*' | '_') {
                let at = open.text.len();
                match open.edits.last_mut() {
                    Some((_, to, What::Literal)) if *to == at => *to += 1,
                    _ => open.edits.push((at, at + 1, What::Literal)),
                }
            }
            if !c.is_whitespace() {
                open.text.push(c);
            } else if !open.text.is_empty() && !open.text.ends_with([' ', '\n', CELL]) && !crate::hyphen::closes_up(&open.text, text, at) {
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
            let end = open.text.len();
            for (from, to, _) in &mut open.edits {
                (*from, *to) = ((*from).min(end), (*to).min(end));
            }
        }
    }

    /// A line end, unless the line or the cell under way is new.
    pub fn fresh_line(&mut self) {
        if self.open.as_ref().is_some_and(|open| !open.text.trim_end_matches(' ').ends_with(['\n', CELL])) {
            self.line();
        }
    }

    /// Ends a cell of the row under way.
    pub fn cell(&mut self) {
        let role = self.next;
        let open = self.open.get_or_insert_with(|| Open { role: role.unwrap_or_default(), ..Open::default() });
        open.text.truncate(open.text.trim_end_matches([' ', '\n']).len());
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

    /// Has the words since `from` stand in an element.
    pub fn within(&mut self, from: FlowPosition, element: Element) {
        self.lay(from, What::Within(element));
    }

    /// Adds a formula in TeX.
    pub fn formula(&mut self, tex: &str, is_display: bool, from: usize) {
        let start = self.place();
        self.words(tex, from);
        self.lay(start, What::Formula(is_display));
    }

    /// A page of the source begins here; its number as printed. It cuts no word.
    pub fn page(&mut self, number: &str) {
        self.milestone(Milestone { class: "pb", number: number.trim().into(), picture: "".into() });
    }

    /// A part of the source by which it is cited begins here.
    pub fn milestone(&mut self, mark: Milestone) {
        let what = What::Begins(Box::new(mark));
        match self.open.as_mut().filter(|open| open.role != Role::Code) {
            Some(open) => open.edits.push((open.text.len(), open.text.len(), what)),
            None => self.between.push(what),
        }
    }

    /// Cites a record behind the words so far, which cite another.
    pub fn cite_also(&mut self, record: u32) {
        if let Some(open) = &mut self.open {
            let end = open.text.trim_end().len();
            open.edits.push((end, end, What::Cite(record)));
        }
    }

    /// Whether no block and no note has come.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.notes.is_empty() && self.open.is_none()
    }

    /// The last sign of the words under way.
    pub fn last(&self) -> Option<char> {
        self.open.as_ref().and_then(|open| open.text.chars().next_back())
    }

    /// Has the words since `from` be in a language and a direction.
    pub fn passage(&mut self, from: FlowPosition, passage: Passage) {
        self.within(from, Element::Passage { lang: passage.lang, dir: passage.dir });
    }

    /// Blocks in a language or a direction begin.
    pub fn enter_passage(&mut self, passage: Passage) {
        self.end();
        self.passages.push(passage);
    }

    /// They end.
    pub fn leave_passage(&mut self) {
        self.end();
        self.passages.pop();
    }

    /// What the source says of the language of a block: around it, or, where other blocks must stand close to it, around its words.
    fn said(&self, block: &mut Block) {
        let Some(innermost) = self.passages.last() else { return };
        let lang = self.passages.iter().rev().map(|passage| &passage.lang).find(|lang| !lang.is_empty()).cloned().unwrap_or_default();
        if innermost.dir.is_empty() && !lang.is_empty() && block.role != Role::Item && !matches!(block.role, Role::Row(_)) {
            block.lang = Some(lang);
        } else if !matches!(block.role, Role::Row(_) | Role::Code) && !block.text.is_empty() {
            block.edit(0..block.text.len(), What::Within(Element::Passage { lang, dir: innermost.dir }));
        }
    }

    /// Makes the words since `from` a link.
    pub fn link(&mut self, from: FlowPosition, address: &str) {
        let to = self.before_marks(from);
        self.link_words(from, 0..to - from.at, address);
    }

    /// Makes some of the words since `from` a link.
    pub fn link_words(&mut self, from: FlowPosition, words: std::ops::Range<usize>, address: &str) {
        let (is_here, to) = (from.block == self.blocks.len(), from.at + words.end);
        let from = FlowPosition { at: from.at + words.start, ..from };
        let words = self.open.as_ref().and_then(|open| open.text.get(from.at..to)).unwrap_or("");
        // An address among the words is a link as it stands.
        if !is_here || words.trim().is_empty() || words.contains("://") || words.contains(CELL) {
            return;
        }
        let Some(address) = address::safe(address) else { return };
        self.links.push(address);
        let link = offset(self.links.len() - 1);
        self.lay_to(from, to, What::Link(link));
    }

    /// The words since a place, if they are of the block under way.
    pub fn since(&self, from: FlowPosition) -> &str {
        self.open.as_ref().filter(|_| from.block == self.blocks.len()).and_then(|open| open.text.get(from.at..)).unwrap_or("")
    }

    /// Where the words since `from` end, or the first link, citation or note's mark among them begins: none stands in a link.
    fn before_marks(&self, from: FlowPosition) -> usize {
        // What lies over words behind a place was laid after what lies before it.
        let edits = self.open.iter().flat_map(|open| open.edits.iter().rev()).take_while(|(_, end, _)| *end >= from.at);
        let inner = edits.filter(|(_, end, what)| *end > from.at && matches!(what, What::Link(_) | What::Cite(_) | What::Marker(_)));
        inner.map(|(start, ..)| *start).min().unwrap_or(self.place().at).max(from.at)
    }

    /// Lays markup over the words since `from`.
    pub fn lay(&mut self, from: FlowPosition, what: What) {
        self.lay_to(from, self.place().at, what);
    }

    fn lay_to(&mut self, from: FlowPosition, to: usize, what: What) {
        if let Some(open) = self.open.as_mut().filter(|_| from.block == self.blocks.len()) {
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
        if self.within.is_empty() {
            self.quotations += 1;
        }
        self.within.push(Container::Quotation);
    }

    /// A tag of HTML around blocks, of the program's own making.
    pub fn tag(&mut self, tag: String) {
        self.end();
        let mut block = Block::given(String::new(), Vec::new(), Role::Tag);
        self.lead(&mut block);
        self.said(&mut block);
        block.lead.get_or_insert_default().first.push_str(&tag);
        self.blocks.push(block);
    }

    /// A rule between two parts of a text. What follows a heading, a rule or nothing is parted from it without one.
    pub fn rule(&mut self) {
        self.end();
        if !matches!(self.blocks.last().map(|block| block.role), None | Some(Role::Heading(_) | Role::Break)) {
            let mut block = Block::given(String::new(), Vec::new(), Role::Break);
            self.lead(&mut block);
            self.blocks.push(block);
        }
    }

    /// Takes out the rules that nothing but a heading, or nothing at all, follows.
    pub fn without_last_rules(&mut self) {
        let mut parts = false;
        let mut gone = Vec::new();
        for (at, block) in self.blocks.iter().enumerate().rev() {
            gone.extend((block.role == Role::Break && !parts).then_some(at));
            parts = !matches!(block.role, Role::Heading(_) | Role::Break);
        }
        gone.reverse();
        for place in self.anchors.values_mut() {
            *place -= gone.partition_point(|at| at < place);
        }
        let mut at = 0..;
        self.blocks.retain(|_| at.next().is_none_or(|at| gone.binary_search(&at).is_err()));
    }

    /// A list begins. One that follows another has another mark (CommonMark 5.3), or they would be one.
    pub fn list(&mut self) {
        self.end();
        let is_other =
            self.lists.last.is_some_and(|(depth, blocks, is_other)| depth == self.within.len() && blocks == self.blocks.len() && !is_other);
        self.lists.open.push(is_other);
    }

    /// A list ends.
    pub fn end_list(&mut self) {
        self.end();
        let is_other = self.lists.open.pop().unwrap_or(false);
        self.lists.last = Some((self.within.len(), self.blocks.len(), is_other));
    }

    /// Begins an item of a list, marked so.
    pub fn item(&mut self, mark: &str) {
        self.end();
        let is_other = self.lists.open.last().copied().unwrap_or(false);
        let mark = match mark.strip_suffix('.') {
            Some(number) if is_other => format!("{number}) "),
            None if is_other && mark == "-" => "* ".to_owned(),
            _ => format!("{mark} "),
        };
        self.within.push(Container::Item { mark, is_used: false });
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
        if !matches!(block.role, Role::Row(_) | Role::Code | Role::Tag | Role::Break | Role::Figure) {
            block.role = if is_item { Role::Item } else { Role::Text };
        }
        block.lead = Some(Box::new(Lead { first, others: rest, quotation: self.quotations }));
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
