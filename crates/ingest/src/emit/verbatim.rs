//! What is written instead of words, or between them: marks of notes, formulas, pictures, page ends.

use super::{figure, inline::Rank};
use crate::{
    block::{Block, Milestone, Role, What},
    draft::Draft,
    tex,
};
use scholion_base::text;

/// A part of a block that is written as it stands here.
pub struct Fixed {
    /// Where it begins in the words.
    pub start: usize,
    /// Where the words behind it begin.
    pub end: usize,
    /// Its rank among others at its place.
    pub rank: Rank,
    /// What is written.
    pub text: String,
}

/// All such parts, in order; none begins in another.
pub fn fixed(draft: &Draft, block: &Block) -> Vec<Fixed> {
    if block.role == Role::Figure && figure::is_plain(block) {
        return vec![figure::whole(draft, block)];
    }
    // Several pictures that stand at one place are parted.
    let mut last = None;
    let mut found: Vec<Fixed> = block
        .edits
        .iter()
        .filter_map(|edit| {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let words = block.text.get(start..end).unwrap_or("");
            let (rank, text) = match &edit.what {
                What::Marker(note) => (Rank::Between, format!("[^{}]", draft.notes.get(*note as usize).map_or(0, |note| note.number))),
                What::Begins(mark) => (Rank::Between, milestone(mark)),
                What::Picture(picture) => {
                    let is_parted = last.replace(start) == Some(start);
                    (Rank::Between, figure::among(draft, block, picture, start, is_parted))
                }
                What::Code => (Rank::Instead, code(words)),
                What::Formula(is_display) => {
                    let behind = block.text.get(end..).and_then(|rest| rest.chars().next());
                    (Rank::Instead, formula(words, *is_display, matches!(block.role, Role::Row(_)), behind))
                }
                _ => return None,
            };
            Some(Fixed { start, end, rank, text })
        })
        .collect();
    found.sort_by_key(|part| (part.start, part.end));
    let mut reached = 0;
    found.retain(|part| {
        let is_apart = part.start >= reached;
        reached = if is_apart { part.end } else { reached };
        is_apart
    });
    found
}

/// The mark of a page or of another part: no word, and one that can be cited. Pandoc, Obsidian and GitHub show nothing.
pub fn milestone(mark: &Milestone) -> String {
    if mark.number.is_empty() && mark.picture.is_empty() {
        return String::new();
    }
    if mark.class == Milestone::PLACE {
        return format!("<span id=\"{}\"></span>", text::escaped(&Milestone::id(&mark.number)));
    }
    let mut tag = format!("<span class=\"{}\"", mark.class);
    let picture = match mark.picture.strip_prefix(Milestone::PAGE) {
        Some(page) => ("data-page", page),
        None => ("data-facs", &*mark.picture),
    };
    for (name, value) in [("data-n", &*mark.number), picture] {
        if !value.is_empty() {
            tag.push_str(&format!(" {name}=\"{}\"", text::escaped(value)));
        }
    }
    tag + "></span>"
}

/// Code among words (CommonMark 0.31, 6.1).
fn code(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if words.starts_with(['`', ' ']) || words.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", words.replace('\n', " "))
}

/// The longest formula between single dollars that documents read, in bytes.
const LONGEST: usize = 380;

/// A formula as documents, Pandoc and GitHub read it.
pub fn formula(tex: &str, is_display: bool, in_table: bool, behind: Option<char>) -> String {
    let tex = tex::safe(tex, in_table);
    if is_display {
        return format!("$${tex}$$");
    }
    let is_read = tex.len() <= LONGEST && !behind.is_some_and(|c| c.is_ascii_digit());
    // One that has no command may read as words between dollars, and one in escaped brackets has to have a sign.
    match (is_read, tex.contains(' ') && !tex.contains('\\')) {
        (true, false) => format!("${tex}$"),
        (true, true) => format!("${{{tex}}}$"),
        (false, _) => format!("\\({{{tex}}}\\)"),
    }
}
