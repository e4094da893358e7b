//! A text that a program took out of a PDF, with what the file itself says of it: of the whole, of its pages, and of its parts.
//!
//! What the file calls a heading, an item, a row or a note is one (PDF 32000-1, 14.8.4: the types of structure; 12.3.3: the outline); the
//! words are those that are printed, and go the way of plain text.

mod marks;
mod objects;
mod pictures;

use std::collections::BTreeSet;

use crate::{
    Ingested, LOST_MARKS, PASSES,
    account::Seen,
    attached::{self, AttachedFile, files_address},
    block::{Block, Lead, Role, Told},
    columns,
    draft::{self, Draft, Rule, beginning},
    emit,
    formats::Stated,
    front, furniture,
    lines::State,
    net::{self, Net},
    notes, pages, paragraphs,
    recognise::items,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Finding, Kind, PICTURE, UNPLACED,
    },
};
use scholion_base::{Date, text::squeeze};

/// A text out of a PDF.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// What is printed, page by page, a form feed between them.
    pub text: String,
    /// What the file says of the whole.
    pub about: Properties,
    /// Where its pages begin, in order.
    pub pages: Vec<u32>,
    /// What the file says of parts of its text, in the order of the text.
    pub parts: Vec<PrintedPart>,
    /// Whether it says so of all of its text, so that nothing need be guessed.
    pub is_tagged: bool,
    /// Where lines begin that it says are no text: heads, feet, numbers of pages.
    pub aside: Vec<u32>,
    /// Its pictures, in the order of the text.
    pub pictures: Vec<PrintedPicture>,
    /// Those that are not taken over: before which words each stands, its name, and whether it only adorns.
    pub left_out: Vec<(u32, String, bool)>,
    /// Whether its pages are pictures of pages.
    pub is_scan: bool,
}

/// What a PDF says of itself (PDF 32000-1, 14.3; XMP), as it is written there; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    pub title: String,
    /// Names, a semicolon between them.
    pub author: String,
    pub subject: String,
    pub keywords: String,
    pub lang: String,
    pub rights: String,
    /// PRISM's fields of what it was published in.
    pub container: String,
    pub volume: String,
    pub issue: String,
    pub issn: String,
    pub doi: String,
    /// When it was published: not when the file was made.
    pub published: String,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPart {
    /// Where its first line begins, behind white space.
    pub from: u32,
    /// Where its last line ends.
    pub to: u32,
    pub what: PartKind,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A heading of this level, from 1.
    Heading(u8),
    Paragraph,
    Item,
    /// A row of a table: whether it is the first, and its cells.
    Row(bool, Vec<String>),
    Note,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPicture {
    /// Where the words begin before which it stands.
    pub at: u32,
    pub file: AttachedFile,
}

/// Turns it into a document.
pub fn ingest_printed(file_name: &str, bytes: &[u8], printed: Printed) -> Ingested {
    let slug = super::slug(file_name, "");
    let origin = emit::front::Origin { file: file_name, part: "", bytes };
    let mut draft = Draft::new(printed.text.as_bytes());
    draft::unreadable(&mut draft);
    furniture::aside(&mut draft, &printed.aside);
    let has_headings = printed.parts.iter().any(|part| matches!(part.what, PartKind::Heading(_)));
    let is_first = |rules: &[Rule], name: &str| rules.first().is_some_and(|first| first.name == name);
    for rule in PASSES.iter().copied().flatten() {
        if is_first(columns::RULES, rule.name) && printed.is_tagged {
            restore(&mut draft, &printed.parts);
        }
        if is_first(notes::START_RULES, rule.name) {
            lines(&mut draft, &printed.parts);
        }
        if rule.name == LOST_MARKS {
            let places: Vec<u32> = printed.parts.iter().filter(|part| part.what == PartKind::Note).map(|part| part.from).collect();
            notes::starts::told(&mut draft, &places);
        }
        if is_first(paragraphs::RULES, rule.name) {
            without_notes(&mut draft, &printed.parts);
        }
        if is_first(pages::RULES, rule.name) {
            pages::tabulate(&mut draft, &rows(&printed.parts));
        }
        if is_first(front::RULES, rule.name) {
            blocks(&mut draft, &printed.parts);
        }
        // Where the file says which lines are headings, no model is asked.
        if !(printed.is_tagged && has_headings && rule.name == HEADING_LINES) {
            (rule.apply)(&mut draft, rule.name);
        }
    }
    again(&mut draft, &printed.parts, printed.is_tagged && has_headings);
    let mut about = fill(&mut draft, &printed.about);
    let told = objects::told(bytes, printed.pages.len());
    let marks = marks::of(&draft, &printed, &told.labels);
    pages::mark(&mut draft, &marks);
    for (at, file, adorns) in &printed.left_out {
        let (line, sure) = (draft.source.line_at(*at), if *adorns { Likely } else { Unsure });
        draft.note(line, PICTURE, file.clone(), Kind::Dropped, sure, Remark::PictureLeftOut { file: file.clone() });
    }
    about.extend(told.figures.iter().cloned());
    let mut files = pictures::place(&mut draft, printed.pictures, &told.figures);
    attached::place(&mut draft.links, &slug, &files);
    if printed.is_scan {
        let name = format!("{slug}.pdf");
        let address = format!("{}{name}", files_address(&slug));
        about.push(address.clone());
        draft.front.own.insert("facsimile".to_owned(), address.into());
        files.push(AttachedFile { name, called: file_name.to_owned(), bytes: Vec::new(), from: file_name.to_owned() });
    }
    draft.finish();
    let bibliography = emit::bibliography::write(&draft);
    let text = emit::text::write(&draft);
    draft.release();
    let seen = match columns::read(&draft.source) {
        Some(lines) => Seen::of_columns(&draft.source.text, &lines),
        None => Seen::of_text(furniture::page_marks::without(std::mem::take(&mut draft.source.text))),
    };
    let document = |draft: &Draft| emit::front::document(draft, &origin, slug.as_str(), !bibliography.is_empty(), &text);
    let markdown =
        net::settle(&mut draft, &Net { parsed: None, seen: &seen, bibliography: &bibliography, about: &about, rule: UNPLACED }, &document);
    let bibliography = emit::bibliography::signed(bibliography);
    Ingested { slug, markdown, bibliography, coordinates: String::new(), files, report: draft.report }
}

/// The rule that asks a model which lines are headings.
const HEADING_LINES: &str = "heading-line";
/// The rule under which headings are listed.
const HEADING: &str = "heading";

/// The part in which a place of the text stands.
fn part_at(parts: &[PrintedPart], at: u32) -> Option<&PrintedPart> {
    let behind = parts.partition_point(|part| part.from <= at);
    behind.checked_sub(1).and_then(|index| parts.get(index)).filter(|part| at < part.to)
}

/// Takes back that lines are heads or feet of pages which the file says are headings, items, rows or notes: such come back in tables and lists,
/// too. A paragraph may be a head that nobody marked as one.
fn restore(draft: &mut Draft, parts: &[PrintedPart]) {
    let is_text = |part: &PrintedPart| part.what != PartKind::Paragraph;
    let mut restored: BTreeSet<u32> = BTreeSet::new();
    let mut behind = None;
    for line in &mut draft.lines {
        // A page ends before the next line only if it does.
        if let Some(end) = behind.filter(|_| line.state == State::Text) {
            let between = draft.source.text.get(end as usize..line.span.start as usize).unwrap_or("");
            line.page_before = line.page_before && between.contains('\u{c}');
            behind = None;
        }
        if line.state == State::Dropped && part_at(parts, line.span.start).is_some_and(is_text) {
            line.state = State::Text;
            restored.insert(line.number);
            behind = Some(line.span.end);
        }
    }
    draft.report.findings.retain(|finding| finding.kind != Kind::Dropped || !restored.contains(&finding.line));
    if !restored.is_empty() {
        draft.lay_out();
    }
}

/// Has the lines of headings be told, so that each is a block of its own.
fn lines(draft: &mut Draft, parts: &[PrintedPart]) {
    let mut open: Option<u32> = None;
    for line in &mut draft.lines {
        let heading = part_at(parts, line.span.start).filter(|part| matches!(part.what, PartKind::Heading(_)));
        if heading.is_some() && line.state == State::Text {
            let goes_on = open == heading.map(|part| part.from) && !line.page_before;
            line.told = if goes_on { Told::GoesOn } else { Told::Heading };
        }
        if line.state == State::Text {
            open = heading.map(|part| part.from);
        }
    }
    // What the model doubts, the file says.
    let told: BTreeSet<u32> = draft.lines.iter().filter(|line| line.told != Told::Not).map(|line| line.number).collect();
    draft
        .report
        .findings
        .retain(|finding| finding.rule != HEADING_LINES || !told.contains(&finding.line) || finding.kind != Kind::Doubtful);
}

/// What the file calls an item, a row or a heading is no note, whatever number it begins with.
fn without_notes(draft: &mut Draft, parts: &[PrintedPart]) {
    let starts: Vec<u32> = draft.lines.iter().map(|line| line.span.start).collect();
    let is_other = |part: &PrintedPart| matches!(part.what, PartKind::Heading(_) | PartKind::Item | PartKind::Row(..));
    draft.marks.retain(|mark| !starts.get(mark.line).and_then(|at| part_at(parts, *at)).is_some_and(is_other));
}

/// The rows of its tables, as [`pages::tabulate`] takes them.
fn rows(parts: &[PrintedPart]) -> Vec<(u32, bool, Vec<String>)> {
    let row = |part: &PrintedPart| match &part.what {
        PartKind::Row(is_first, cells) => Some((part.from, *is_first, cells.clone())),
        _ => None,
    };
    parts.iter().filter_map(row).collect()
}

/// Makes of each block what the file calls it, and takes the title.
fn blocks(draft: &mut Draft, parts: &[PrintedPart]) {
    let highest = parts.iter().filter_map(level).min().unwrap_or(1);
    let title = title_of(parts);
    for index in 0..draft.blocks.len() {
        let line = draft.block_line(index);
        let Some(block) = draft.blocks.get_mut(index).filter(|block| matches!(block.role, Role::Text | Role::Lines)) else { continue };
        let at = block.source_at(0);
        let Some(part) = part_at(parts, at).filter(|part| part.from == at) else { continue };
        match part.what {
            PartKind::Heading(_) if Some(part.from) == title => {
                if draft.front.title.is_empty() {
                    let words = squeeze(block.bare());
                    block.role = Role::Gone;
                    draft.front.title.clone_from(&words);
                    draft.front.title_block = Some(index);
                    draft.note(line, "title", words, Kind::Found, Sure, Remark::Field { field: "title".to_owned() });
                }
            }
            PartKind::Heading(level) => {
                // The title has the first level, whether the file has a heading for it or not.
                let level = level.saturating_add(if title.is_some() { 1 } else { 2 }).saturating_sub(highest).clamp(2, 6);
                block.role = Role::Heading(level);
                let words = beginning(block.bare(), 80);
                draft.note(line, HEADING, words, Kind::Found, Sure, Remark::Heading { level: usize::from(level) });
            }
            PartKind::Item => as_item(block),
            PartKind::Paragraph | PartKind::Row(..) | PartKind::Note => {}
        }
    }
}

fn level(part: &PrintedPart) -> Option<u8> {
    if let PartKind::Heading(level) = part.what { Some(level) } else { None }
}

/// Where the title stands: the first heading, if it alone has its level and others are below it.
fn title_of(parts: &[PrintedPart]) -> Option<u32> {
    let mut headings = parts.iter().filter_map(|part| Some((part.from, level(part)?)));
    let (from, first) = headings.next()?;
    let rest: Vec<u8> = headings.map(|(_, level)| level).collect();
    (!rest.is_empty() && rest.iter().all(|level| *level > first)).then_some(from)
}

fn as_item(block: &mut Block) {
    block.role = Role::Item;
    if !items::begins_item(&block.text) {
        block.lead = Some(Box::new(Lead { first: "- ".to_owned(), others: "  ".to_owned(), quotation: 0 }));
    }
}

/// What rules have made something else is again what the file calls it.
fn again(draft: &mut Draft, parts: &[PrintedPart], has_all_headings: bool) {
    let mut none: BTreeSet<u32> = BTreeSet::new();
    for index in 0..draft.blocks.len() {
        let line = draft.block_line(index);
        let Some(block) = draft.blocks.get_mut(index).filter(|block| matches!(block.role, Role::Heading(_))) else { continue };
        match part_at(parts, block.source_at(0)).map(|part| &part.what) {
            Some(PartKind::Item) => as_item(block),
            Some(PartKind::Paragraph | PartKind::Row(..)) if has_all_headings => block.role = Role::Text,
            _ => continue,
        }
        none.insert(line);
    }
    draft.report.findings.retain(|finding| finding.rule != HEADING || !none.contains(&finding.line));
}

/// Fills what the text itself does not say; gives all that the front matter may have of it.
fn fill(draft: &mut Draft, about: &Properties) -> Vec<String> {
    let stated = Stated::of(&about.title, &about.author);
    let (own, other) = (letters(&draft.front.title), letters(&stated.title));
    let is_same = own.contains(&other) || other.contains(&own);
    if !own.is_empty() && !other.is_empty() && !is_same {
        let line = draft.front.title_block.map_or(1, |block| draft.block_line(block));
        let title = stated.title.clone();
        draft.note(line, "title", draft.front.title.clone(), Kind::Doubtful, Unsure, Remark::TitleStated { title });
    }
    let printed = draft.front.title.clone();
    let mut told = stated.fill(&mut draft.front);
    // A longer title in the text counts if the file itself calls it a heading.
    let is_title = |finding: &Finding| finding.rule == "title" && finding.sure == Sure && letters(&finding.text) == own;
    let is_told = draft.report.findings.iter().any(is_title);
    if is_told && !printed.is_empty() {
        draft.front.title = printed;
    }
    let front = &mut draft.front;
    let fields = [
        (&mut front.lang, &about.lang),
        (&mut front.rights, &about.rights),
        (&mut front.container, &about.container),
        (&mut front.volume, &about.volume),
        (&mut front.issue, &about.issue),
        (&mut front.issn, &about.issn),
        (&mut front.doi, &about.doi),
    ];
    for (field, value) in fields {
        if field.is_empty() {
            field.clone_from(value);
        }
        told.push(value.clone());
    }
    if front.issued.is_none() {
        front.issued = Date::parse(about.published.get(..10).unwrap_or(&about.published));
    }
    let keywords: Vec<String> =
        about.keywords.split([';', ',', '、', '，', '؛', '،']).map(squeeze).filter(|word| word.chars().any(char::is_alphabetic)).collect();
    if front.keywords.is_empty() && !(keywords.len() == 1 && letters(&about.keywords) == other) {
        front.keywords = keywords;
    }
    // What programs write of themselves says nothing, as in titles.
    let subject = Stated::of(&about.subject, "").title;
    if subject.split(' ').count() >= SENTENCES && front.abstract_.is_empty() {
        front.abstract_ = subject;
    } else if subject.chars().any(char::is_alphabetic)
        && letters(&subject) != letters(&front.title)
        && letters(&subject) != letters(&front.abstract_)
    {
        front.own.insert("x-subject".to_owned(), subject.into());
    }
    told.extend([about.keywords.clone(), about.subject.clone(), about.published.clone()]);
    told
}

/// A subject of so many words is a summary.
const SENTENCES: usize = 15;

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, words: &str, what: PartKind) -> PrintedPart {
        let from = text.find(words).unwrap_or_default();
        PrintedPart { from: from as u32, to: (from + words.len()) as u32, what }
    }

    #[test]
    fn what_a_file_says_of_its_parts_counts() {
        let text = "The Mill\n\nOf the wheel\n\nThe wheel was made of oak, as all of them were in those days, and it\n\u{c}turned by night.\n\n1. Oak\n\n2. Elm\n\nYear Corn\n";
        let parts = vec![
            part(text, "The Mill", PartKind::Heading(1)),
            part(text, "Of the wheel", PartKind::Heading(2)),
            part(text, "1. Oak", PartKind::Item),
            part(text, "2. Elm", PartKind::Item),
            part(text, "Year Corn", PartKind::Row(true, vec!["Year".to_owned(), "Corn".to_owned()])),
        ];
        let pages = [0, text.find("turned").unwrap_or_default()].map(|at| at as u32).to_vec();
        let about = Properties { title: "mill.doc".into(), keywords: "mills; oak".into(), ..Properties::default() };
        let printed = Printed { text: text.to_owned(), about, pages, parts, is_tagged: true, is_scan: true, ..Printed::default() };
        let made = ingest_printed("mill.pdf", b"", printed);
        for expected in [
            "title: The Mill\n",
            "facsimile: ../files/mill/mill.pdf\n",
            "Of the wheel\n\n",
            " and it <span class=\"pb\" data-page=\"2\"></span>turned by night.",
            "\n1. Oak\n2. Elm\n",
            "| Year | Corn |",
        ] {
            assert!(made.markdown.contains(expected), "{expected}\n{}", made.markdown);
        }
        assert!(made.report.lost.is_empty() && made.report.added.is_empty(), "{:?}", made.report);
        assert_eq!(made.files.first().map(|file| file.from.as_str()), Some("mill.pdf"));
    }
}
