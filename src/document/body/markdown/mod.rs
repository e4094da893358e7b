//! A text as Markdown, from which the same body is read again.
//!
//! 1. [`tree`]: the events of the body with their partners;
//! 2. this file walks over them, block by block, and keeps what stands before each line: `> `, the blanks of an item;
//! 3. [`words`]: what stands in a block; [`table`]: tables and code;
//! 4. [`raw`]: what Markdown has no marks for stays HTML.
//!
//! What a body does not know of its file is not there: how wide its lines were, comments, which of two marks stood for one thing.

mod raw;
mod table;
mod tree;
mod words;

use super::{Event, Name};
use crate::{base::Slug, document::Document};
use tree::Tree;

/// The Markdown of a text and its notes, without front matter.
pub fn write(document: &Document) -> String {
    write_elsewhere(document, &[])
}

/// The same for another place than that of its file: links lead to these addresses, each by its number in `Facts::links`; those that have
/// none lead where the text says, and of those with an empty one the words alone stay.
pub fn write_elsewhere(document: &Document, addresses: &[Option<String>]) -> String {
    let mut writer = Writer { document, addresses, out: String::new(), containers: Vec::new(), open: Vec::new(), last_list: None };
    writer.pieces(&Tree::of(&document.body, &document.body.pieces));
    for note in &document.body.notes {
        writer.containers.push(Container {
            first: Some(format!("[^{}]: ", note.number)),
            rest: "    ".into(),
            is_tight: false,
            follows: false,
        });
        writer.pieces(&Tree::of(&document.body, &note.pieces));
        writer.end_container();
    }
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'d> {
    document: &'d Document,
    /// Where its links lead, where that is not as the text says.
    addresses: &'d [Option<String>],
    out: String,
    /// What stands before each line, outermost first.
    containers: Vec<Container>,
    /// How the elements that are open are written.
    open: Vec<Shown>,
    /// The list that ended right before: how deep it stood, and its mark.
    last_list: Option<(usize, char)>,
}

/// Something whose lines begin in a way of their own.
struct Container {
    /// The beginning of its first line, until that is written.
    first: Option<String>,
    /// That of the others.
    rest: String,
    /// Whether its blocks have no empty lines between them.
    is_tight: bool,
    /// Whether it follows another of its kind, and stands as near to it as their blocks to each other.
    follows: bool,
}

/// How an element around blocks is written.
enum Shown {
    /// Not at all: it comes by itself.
    Nothing,
    /// As what stands before the lines in it.
    Container,
    /// As a list: its mark, and the number of its next item.
    List { mark: char, next: Option<i64>, is_tight: bool, has_items: bool },
    /// As tags on lines of their own.
    Tags(Name),
}

impl<'d> Writer<'d> {
    fn pieces(&mut self, tree: &Tree<'d>) {
        let mut at = 0;
        while let Some(event) = tree.get(at) {
            at = match event {
                Event::Open { name, .. } if !raw::is_among_words(*name) => self.open(tree, *name, at),
                Event::Open { .. } | Event::Words { .. } | Event::Hole(_) => {
                    let end = tree.end_of_words(at);
                    let words = self.words(tree, at..end, words::Where::Paragraph);
                    self.block(&words);
                    end
                }
                Event::Close { .. } => {
                    self.close();
                    at + 1
                }
                Event::Line => at + 1,
            };
        }
    }

    /// Writes an element, or what opens it; gives where the walk goes on.
    fn open(&mut self, tree: &Tree<'d>, name: Name, at: usize) -> usize {
        let behind = tree.partner(at) + 1;
        let inner = at + 1..behind.saturating_sub(1);
        let class = tree.class(at);
        let bare = tree.is_bare(at);
        match name {
            Name::Hr if tree.line(at) => self.block("***"),
            Name::P if tree.closes_line(at) => {
                let words = self.words(tree, inner, words::Where::Paragraph);
                self.block(&words);
            }
            Name::Figure if !tree.line(at) && tree.closes_line(at) => {
                let words = self.figure(tree, inner);
                self.block(&words);
            }
            name if name.level().is_some() => {
                let words = self.words(tree, inner, words::Where::Heading);
                let words = crate::base::markdown::heading_end(words);
                let signs = "#".repeat(usize::from(name.level().unwrap_or(1)));
                let id = tree.id(at);
                let plain = tree.text(at + 1..behind);
                let id = if Slug::from_text(&plain).as_str() == id { String::new() } else { format!(" {{#{id}}}") };
                self.block(&format!("{signs} {words}{id}"));
            }
            Name::Pre if tree.is_code(at) => {
                let code = table::code(tree, inner);
                self.block(&code);
            }
            Name::Table if tree.is_marked_table(at) => {
                let table = self.table(tree, inner);
                self.block(&table);
            }
            Name::Div if class.starts_with("turn ") => return self.enter(Shown::Nothing, at),
            Name::Ul | Name::Ol if tree.is_marked_list(at) => {
                let depth = self.containers.len();
                let marks = if name == Name::Ul { ['-', '*'] } else { ['.', ')'] };
                let mark = if self.last_list == Some((depth, marks[0])) { marks[1] } else { marks[0] };
                let next = (name == Name::Ol).then(|| tree.start(at));
                return self.enter(Shown::List { mark, next, is_tight: tree.is_tight(at), has_items: false }, at);
            }
            Name::Li if matches!(self.open.last(), Some(Shown::List { .. })) => {
                self.item();
                return self.enter(Shown::Container, at);
            }
            Name::Blockquote if tree.line(at) && bare => {
                self.containers.push(Container { first: Some("> ".into()), rest: "> ".into(), is_tight: false, follows: false });
                return self.enter(Shown::Container, at);
            }
            Name::Aside | Name::Details if tree.line(at) && tree.is_callout(at) => {
                self.containers.push(Container { first: Some("> ".into()), rest: "> ".into(), is_tight: false, follows: false });
                let title = tree.partner(at + 1);
                let words = self.words(tree, at + 2..title, words::Where::Heading);
                let kind = class.trim_start_matches("callout callout-");
                let fold = match (name, tree.is_unfolded(at)) {
                    (Name::Aside, _) => "",
                    (_, true) => "+",
                    (_, false) => "-",
                };
                self.block(format!("[!{kind}]{fold} {words}").trim_end());
                self.enter(Shown::Container, at);
                return title + 1;
            }
            Name::Dl if tree.line(at) && bare && !tree.line(at + 1) => return self.enter(Shown::Nothing, at),
            Name::Dt if !tree.line(at) && tree.closes_line(at) => {
                let words = self.words(tree, inner, words::Where::Heading);
                self.block(&words);
            }
            Name::Dd if !tree.line(at) && tree.closes_line(at) => {
                let is_tight = !matches!(tree.get(at + 1), Some(Event::Open { name: Name::P, .. }));
                self.containers.push(Container { first: Some(":   ".into()), rest: "    ".into(), is_tight, follows: true });
                return self.enter(Shown::Container, at);
            }
            name if tree.line(at) && !name.is_void() => {
                let tag = self.tag(tree, at);
                self.block(&tag);
                return self.enter(Shown::Tags(name), at);
            }
            _ => {
                let html = self.raw(tree, at..behind);
                self.block(&html);
            }
        }
        behind
    }

    fn enter(&mut self, shown: Shown, at: usize) -> usize {
        self.open.push(shown);
        at + 1
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Shown::Container) => self.end_container(),
            Some(Shown::List { mark, .. }) => self.last_list = Some((self.containers.len(), mark)),
            Some(Shown::Tags(name)) => self.block(&format!("</{name}>")),
            Some(Shown::Nothing) | None => {}
        }
    }

    /// Begins an item of the innermost list.
    fn item(&mut self) {
        let Some(Shown::List { mark, next, is_tight, has_items }) = self.open.last_mut() else { return };
        let first = match next {
            Some(number) => {
                *number += 1;
                format!("{}{mark} ", *number - 1)
            }
            None => format!("{mark} "),
        };
        let (rest, is_tight, follows) = (" ".repeat(first.len()), *is_tight, std::mem::replace(has_items, true));
        self.containers.push(Container { first: Some(first), rest, is_tight, follows });
    }

    /// Ends what stands before lines; what holds nothing has a line all the same.
    fn end_container(&mut self) {
        if self.containers.last().is_some_and(|container| container.first.is_some()) {
            self.block("");
        }
        self.containers.pop();
    }

    /// Writes the lines of a block, an empty one before them where blocks are told apart by it.
    fn block(&mut self, lines: &str) {
        let begins = self.containers.iter().position(|container| container.first.is_some());
        let around = begins.unwrap_or(self.containers.len());
        // What begins stands apart as blocks do around it.
        let nearest = match begins.and_then(|begins| self.containers.get(begins)) {
            Some(inner) if inner.follows => Some(inner),
            _ => around.checked_sub(1).and_then(|outer| self.containers.get(outer)),
        };
        let is_tight = nearest.is_some_and(|nearest| nearest.is_tight);
        if !self.out.is_empty() {
            self.out.push('\n');
            if !is_tight {
                let before: String = self.containers.iter().take(around).map(|container| container.rest.as_str()).collect();
                self.out.push_str(before.trim_end());
                self.out.push('\n');
            }
        }
        for (nth, line) in lines.split('\n').enumerate() {
            if nth > 0 {
                self.out.push('\n');
            }
            let start = self.out.len();
            for container in &mut self.containers {
                let before = container.first.take();
                self.out.push_str(before.as_deref().unwrap_or(&container.rest));
            }
            self.out.push_str(line);
            if line.is_empty() {
                let end = start + self.out.get(start..).unwrap_or("").trim_end().len();
                self.out.truncate(end);
            }
        }
        self.last_list = None;
    }
}
