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
            quoted = None;
            if let Some(lang) = lang {
                out.push_str(if out.is_empty() { "" } else { "\n\n" });
                out.push_str(&format!("<div lang=\"{lang}\">"));
            }
        }
        // Items of a list stand close together.
        if !out.is_empty() {
            out.push_str(if (in_list && item) || matches!(block.role, Role::Row(false)) { "\n" } else { "\n\n" });
        }
        // Paragraphs of one quotation are one.
        if quoted.is_some() && quoted == quotation(block) {
            out.truncate(out.trim_end_matches('\n').len());
            out.push_str("\n>\n");
        }
        write_block(draft, block, width(&draft.blocks, index), &mut out);
        in_list = item;
        quoted = quotation(block);
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
    for (part, block) in body.iter().enumerate() {
        let is_item = block.lead.is_some() && block.role == Role::Item;
        let is_next_line = matches!(block.role, Role::Row(false)) || (in_list && is_item);
        out.push_str(match part {
            0 if matches!(block.role, Role::Row(_) | Role::Code) || block.lead.is_some() => "\n    ",
            0 => " ",
            _ if is_next_line => "\n    ",
            _ => "\n\n    ",
        });
        let mut words = String::new();
        match block.role {
            Role::Row(_) | Role::Code => write_block(draft, block, width(body, part), &mut words),
            _ if block.lead.is_some() => write_block(draft, block, 0, &mut words),
            _ => words = inline::render(draft, block, true),
        }
        out.push_str(&words.replace('\n', "\n    "));
        in_list = is_item;
    }
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
    match block.role {
        Role::Heading(level) => {
            out.extend(std::iter::repeat_n('#', usize::from(level.clamp(2, 6))));
            out.push(' ');
            out.push_str(&heading(draft, block));
        }
        Role::Row(is_first) => {
            let cells = inline::render(draft, block, false).replace("\\\n", "<br>").replace('|', "\\|").replace(CELL, " | ");
            out.push_str(&format!("| {cells} |"));
            if is_first {
                out.push_str(&"  |".repeat(width.saturating_sub(block.text.matches(CELL).count() + 1)));
                out.push_str("\n|");
                out.push_str(&"---|".repeat(width));
            }
        }
        Role::Tag => out.push_str(block.lead.as_ref().map_or("", |lead| &lead.first)),
        Role::Code => {
            let longest = block.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            out.push_str(&format!("{fence}\n{}\n{fence}", block.text));
        }
        _ if block.lead.is_some() => {
            let (first, others) = block.lead.as_ref().map_or(("", ""), |lead| (&lead.first, &lead.others));
            out.push_str(first);
            out.push_str(&inline::render(draft, block, true).replace('\n', &format!("\n{others}")));
        }
        Role::Item => {
            if let Some(start) = items::bullet(&block.text) {
                let mut words = block.clone();
                let words = words.split_off(start);
                out.push_str("- ");
                out.push_str(&inline::render(draft, &words, true).replace('\n', "\n  "));
            } else if let Some((_, start)) = items::enumerator(&block.text) {
                let mut words = block.clone();
                let words = words.split_off(start);
                out.push_str(block.text.get(..start).unwrap_or(""));
                out.push_str(&inline::render(draft, &words, true));
            } else {
                out.push_str(&inline::render(draft, block, true));
            }
        }
        Role::Break => out.push_str("* * *"),
        _ => out.push_str(&inline::render(draft, block, true)),
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
