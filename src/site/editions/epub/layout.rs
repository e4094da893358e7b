//! Which files a book has, what stands in each, and where each place of its texts is to be found.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{
        Html, Lang,
        tags::{Token, tokens},
    },
    site::{
        editions::book::{Book, Part, PartKind, Text},
        view::{AnnotationView, ReferenceView},
    },
};

/// A file of a book: what stands in it, one behind the other.
pub struct File<'b> {
    /// Its name beside the package document.
    pub name: String,
    /// The part of the book that it is of.
    pub part: usize,
    /// What readers' programs call it.
    pub title: String,
    pub lang: &'b Lang,
    /// Whether it begins its part, and so with its title.
    pub is_first: bool,
    pub blocks: Vec<Block<'b>>,
}

/// What stands in a file.
pub enum Block<'b> {
    /// Running text, a description.
    Html(&'b Html),
    /// A footnote: its number, how many marks refer to it, what it says.
    Foot(u32, u32, &'b Html),
    /// A note of editors.
    Note(&'b AnnotationView),
    /// A list of works, under the key of the word for it; that is empty where the text has a heading of its own for it.
    Works(&'static str, &'b [ReferenceView]),
}

/// Lays a book out in files.
pub fn files<'b>(book: &'b Book<'_>) -> Vec<File<'b>> {
    let mut files = Vec::new();
    for (nth, part) in book.parts.iter().enumerate() {
        match &part.kind {
            PartKind::Division(_, html) => files.push(File { blocks: vec![Block::Html(html)], ..begun(nth, part, 0) }),
            PartKind::Text(text) => of_text(nth, part, text, &mut files),
        }
    }
    files
}

/// The first file of a part, or a further one.
fn begun<'b>(nth: usize, part: &'b Part<'_>, further: usize) -> File<'b> {
    let name = if further == 0 { format!("part-{:04}.xhtml", nth + 1) } else { format!("part-{:04}-{further:03}.xhtml", nth + 1) };
    File { name, part: nth, title: part.title.clone(), lang: &part.lang, is_first: further == 0, blocks: Vec::new() }
}

/// A document: what stands before it, its chapters, its works. A note stands in the file that has its first mark; what no mark leads to
/// stands in the first.
fn of_text<'b>(nth: usize, part: &'b Part<'_>, text: &'b Text<'_>, files: &mut Vec<File<'b>>) {
    let mut waiting = Waiting {
        feet: text
            .feet
            .iter()
            .map(|foot| (format!("#fn-{}", foot.number), Block::Foot(foot.number, foot.marks, &foot.html), &foot.html))
            .collect(),
        notes: text.notes.iter().map(|note| (format!("#{}", note.id), Block::Note(note), &note.html)).collect(),
    };
    let is_whole = text.chapters.len() <= 1;
    // Words before the first heading stand with the title.
    let with_title = text.chapters.first().filter(|first| is_whole || heading(first).is_none());
    let mut first = begun(nth, part, 0);
    if !text.front.is_empty() {
        first.blocks.push(Block::Html(&text.front));
    }
    first.blocks.extend(with_title.map(Block::Html));
    let mut own = vec![first];
    for chapter in text.chapters.iter().skip(usize::from(with_title.is_some())) {
        let title = heading(chapter).filter(|title| !title.trim().is_empty()).unwrap_or_else(|| part.title.clone());
        own.push(File { title, blocks: vec![Block::Html(chapter)], ..begun(nth, part, own.len()) });
    }
    let mut works = text.references.iter().map(|(key, entries)| Block::Works(key, entries)).peekable();
    if let Some(last) = own.last_mut().filter(|_| text.ends_in_heading)
        && let Some(Block::Works(_, entries)) = works.next()
    {
        last.blocks.push(Block::Works("", entries));
    }
    for file in &mut own {
        waiting.settle(file);
    }
    if works.peek().is_some() {
        own.push(File { blocks: works.collect(), ..begun(nth, part, own.len()) });
    }
    if let Some(first) = own.first_mut() {
        first.blocks.extend(waiting.notes.into_iter().chain(waiting.feet).map(|(_, block, _)| block));
    }
    files.append(&mut own);
}

/// Notes that have no file yet, each by the address that its marks have.
struct Waiting<'b> {
    feet: Vec<(String, Block<'b>, &'b Html)>,
    notes: Vec<(String, Block<'b>, &'b Html)>,
}

impl<'b> Waiting<'b> {
    /// Puts the notes behind a file of which a mark stands in it, or in a note that does.
    fn settle(&mut self, file: &mut File<'b>) {
        let mut read: Vec<&'b Html> =
            file.blocks.iter().filter_map(|block| if let Block::Html(html) = block { Some(*html) } else { None }).collect();
        while !read.is_empty() && !(self.feet.is_empty() && self.notes.is_empty()) {
            let marks: BTreeSet<String> = read.drain(..).flat_map(marks).collect();
            for list in [&mut self.feet, &mut self.notes] {
                let (found, rest): (Vec<_>, Vec<_>) = std::mem::take(list).into_iter().partition(|(mark, ..)| marks.contains(mark));
                *list = rest;
                for (_, block, html) in found {
                    file.blocks.push(block);
                    read.push(html);
                }
            }
        }
    }
}

/// Where the marks of notes lead.
fn marks(html: &Html) -> Vec<String> {
    let mark = |token: Token<'_>| match token {
        Token::Open(tag) if tag.get("role") == "doc-noteref" => Some(tag.get("href").to_owned()),
        _ => None,
    };
    tokens(html).filter_map(mark).collect()
}

/// The words of the heading with which a chapter begins; none if it does not begin with one.
fn heading(html: &Html) -> Option<String> {
    let mut tokens = tokens(html).skip_while(|token| matches!(token, Token::Words(words) if words.trim().is_empty()));
    let is_heading = |name: &str| matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
    match tokens.next()? {
        Token::Open(tag) if is_heading(tag.name()) => {}
        _ => return None,
    }
    let mut words = String::new();
    let mut marks = 0_usize;
    for token in tokens {
        match token {
            Token::Close(name) if is_heading(name) => break,
            // The mark of a note is none of its words.
            Token::Open(tag) if tag.name() == "sup" => marks += 1,
            Token::Close("sup") => marks = marks.saturating_sub(1),
            Token::Words(more) if marks == 0 => words.push_str(&more),
            _ => {}
        }
    }
    Some(words)
}

/// Where each fragment of each part stands: the number of its file.
pub struct Places(BTreeMap<(usize, String), usize>);

impl Places {
    /// The places of a book.
    pub fn of(files: &[File<'_>]) -> Self {
        let mut places = BTreeMap::new();
        for (nth, file) in files.iter().enumerate() {
            let mut put = |id: &str| _ = places.entry((file.part, id.to_owned())).or_insert(nth);
            for block in &file.blocks {
                match block {
                    Block::Html(html) => ids(html, &mut put),
                    Block::Foot(number, _, html) => {
                        put(&format!("fn-{number}"));
                        ids(html, &mut put);
                    }
                    Block::Note(note) => {
                        put(&note.id);
                        ids(&note.html, &mut put);
                        for reply in &note.replies {
                            put(&reply.id);
                            ids(&reply.html, &mut put);
                        }
                    }
                    Block::Works(_, entries) => entries.iter().for_each(|entry| put(&entry.id)),
                }
            }
        }
        Self(places)
    }

    /// The file in which a fragment of a part stands.
    pub fn find(&self, part: usize, fragment: &str) -> Option<usize> {
        self.0.get(&(part, fragment.to_owned())).copied()
    }
}

fn ids(html: &Html, put: &mut dyn FnMut(&str)) {
    for token in tokens(html) {
        if let Token::Open(tag) = token
            && tag.has("id")
        {
            put(tag.get("id"));
        }
    }
}
