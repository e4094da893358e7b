//! Blocks and notes.

use crate::{
    block::{Block, CELL, Role, is_sign},
    draft::Draft,
    recognise::items,
};

use super::inline;
use scholion_base::markdown;

/// The text: the running text, the heading of the references last, then the notes.
pub fn write(draft: &Draft) -> String {
    let mut out = String::with_capacity(draft.source.text.len() + draft.source.text.len() / 8);
    let mut references: Vec<&Block> = Vec::new();
    let mut in_list = false;
    let mut lang: Option<&str> = None;
    let mut quoted = None;
    let mut last = None;
    for (index, block) in draft.blocks.iter().enumerate() {
        match block.role {
            Role::Gone | Role::Entry => continue,
            Role::References => {
                references.push(block);
                continue;
            }
            _ => {}
        }
        let item = block.role == Role::Item;
        if block.lang.as_deref() != lang {
            if lang.is_some() {
                out.push_str("\n\n</div>");
            }
            lang = block.lang.as_deref();
            (quoted, last) = (None, None);
            if let Some(lang) = lang {
                out.push_str(if out.is_empty() { "" } else { "\n\n" });
                out.push_str(&format!("<div lang=\"{lang}\">"));
            }
        }
        // Items of a list stand close together, and so do the rows of a table and tags.
        let is_next_line = (in_list && item) || is_next_line(block, last);
        if !out.is_empty() {
            out.push_str(if is_next_line { "\n" } else { "\n\n" });
        }
        // Paragraphs of one quotation are one.
        if !is_next_line && quoted.is_some() && quoted == quotation(block) {
            out.truncate(out.trim_end_matches('\n').len());
            out.push_str("\n>\n");
        }
        write_block(draft, block, width(&draft.blocks, index), &mut out);
        in_list = item;
        quoted = quotation(block);
        last = Some(block.role);
    }
    if lang.is_some() {
        out.push_str("\n\n</div>");
    }
    for block in references {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str("## ");
        out.push_str(&heading(draft, block));
    }
    let mut notes: Vec<_> = draft.notes.iter().filter(|note| note.number > 0).collect();
    notes.sort_by_key(|note| note.number);
    for note in notes {
        out.push_str(&format!("\n\n[^{}]:", note.number));
        write_note(draft, &note.body, &mut out);
    }
    out.push('\n');
    debug_assert!(!out.contains(is_sign), "a sign of ours stands in a document");
    if out.contains(is_sign) { out.replace(is_sign, "\u{fffd}") } else { out }
}

/// The blocks of a note, set in.
fn write_note(draft: &Draft, body: &[Block], out: &mut String) {
    let mut in_list = false;
    let mut last = None;
    for (part, block) in body.iter().enumerate() {
        let is_item = block.lead.is_some() && block.role == Role::Item;
        let is_next_line = is_next_line(block, last) || (in_list && is_item);
        out.push_str(match part {
            0 if is_structured(block) => "\n    ",
            0 => " ",
            _ if is_next_line => "\n    ",
            _ => "\n\n    ",
        });
        let mut words = String::new();
        if is_structured(block) {
            write_block(draft, block, width(body, part), &mut words);
        } else {
            words = inline::render(draft, block, true);
        }
        out.push_str(&words.replace('\n', "\n    "));
        in_list = is_item;
        last = Some(block.role);
    }
}

/// Whether a block of a note is no paragraph.
fn is_structured(block: &Block) -> bool {
    matches!(block.role, Role::Row(_) | Role::Code | Role::Break) || block.lead.is_some()
}

/// Whether a block stands on the line below the one before it: a row of a table, and a tag behind a tag.
fn is_next_line(block: &Block, last: Option<Role>) -> bool {
    matches!((block.role, last), (Role::Row(false), _) | (Role::Tag, Some(Role::Tag)))
}

/// The quotation in which a block stands.
fn quotation(block: &Block) -> Option<u32> {
    block.lead.as_ref().filter(|lead| lead.first.starts_with('>')).map(|lead| lead.quotation)
}

/// The cells of the widest row of the table that begins at a block: cells beyond those of the first row would not be shown.
fn width(blocks: &[Block], index: usize) -> usize {
    let rows = blocks.get(index..).unwrap_or_default().iter();
    let rows = rows.enumerate().take_while(|(place, block)| matches!(block.role, Role::Row(is_first) if is_first == (*place == 0)));
    rows.map(|(_, block)| block.text.matches(CELL).count() + 1).max().unwrap_or(0)
}

fn write_block(draft: &Draft, block: &Block, width: usize, out: &mut String) {
    let (first, others) = block.lead.as_ref().map_or(("", ""), |lead| (lead.first.as_str(), lead.others.as_str()));
    out.push_str(first);
    let words = match block.role {
        Role::Heading(level) => format!("{} {}", "#".repeat(usize::from(level.clamp(2, 6))), heading(draft, block)),
        Role::Row(is_first) => row(draft, block, is_first.then_some(width)),
        Role::Tag => String::new(),
        Role::Code => {
            let longest = block.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            format!("{fence}\n{}\n{fence}", block.text)
        }
        Role::Break => "* * *".to_owned(),
        Role::Item if block.lead.is_none() => item(draft, block),
        _ => inline::render(draft, block, true),
    };
    out.push_str(&words.replace('\n', &format!("\n{others}")));
}

/// A row of a table; the first, of a table so wide, with the line below it.
fn row(draft: &Draft, block: &Block, width: Option<usize>) -> String {
    let cells = inline::render(draft, block, false).replace("\\\n", "<br>").replace('|', "\\|").replace(CELL, " | ");
    let cells = format!("| {cells} |");
    let Some(width) = width else { return cells };
    let further = "  |".repeat(width.saturating_sub(block.text.matches(CELL).count() + 1));
    format!("{cells}{further}\n|{}", "---|".repeat(width))
}

/// An item of a list, whose mark is among its words.
fn item(draft: &Draft, block: &Block) -> String {
    let mut words = block.clone();
    if let Some(start) = items::bullet(&block.text) {
        let words = words.split_off(start);
        format!("- {}", inline::render(draft, &words, true).replace('\n', "\n  "))
    } else if let Some((_, start)) = items::enumerator(&block.text) {
        let words = words.split_off(start);
        format!("{}{}", block.text.get(..start).unwrap_or(""), inline::render(draft, &words, true))
    } else {
        inline::render(draft, block, true)
    }
}

/// A heading's words on one line, without the emphasis that showed it.
fn heading(draft: &Draft, block: &Block) -> String {
    let mut words = block.clone();
    let text = words.text.clone();
    let bare = block.bare().trim_start_matches(['#', ' ']);
    if let Some(start) = text.find(bare).filter(|_| bare.len() < text.len()) {
        words = words.split_off(start);
        let rest = words.split_off(bare.len());
        // What was cut off is emphasis only.
        if rest.text.chars().any(char::is_alphanumeric) {
            words = block.clone();
        }
    }
    markdown::heading_end(inline::render(draft, &words, false).replace("\\\n", " "))
}
