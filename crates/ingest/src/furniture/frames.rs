//! What a distributor puts before and behind a book.
//!
//! Project Gutenberg frames its books with lines of three asterisks ("*** START OF THE PROJECT
//! GUTENBERG EBOOK …"); what stands before names title, author and language.

use crate::{
    draft::Draft,
    lines::State,
    remark::Remark,
    report::{Certainty::Sure, Kind},
};

/// Drops the frame; takes title, author and translator from it.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let marks = |word: &str| {
        (0..draft.lines.len()).find(|&index| {
            let line = draft.line(index);
            line.starts_with("***") && line.len() < 400 && {
                let line = line.to_ascii_uppercase();
                line.contains(word) && line.contains("GUTENBERG")
            }
        })
    };
    let (start, end) = (marks("START OF"), marks("END OF"));
    if let Some(start) = start {
        // A long title makes two lines of the mark.
        let closes = |index: &usize| draft.line(*index).ends_with("***");
        let start = (start..draft.lines.len().min(start + 4)).find(closes).unwrap_or(start);
        let title = read_header(draft, start, rule);
        if let Some(title) = title {
            // Its words stand in the front matter.
            drop_lines(draft, 0, title, rule);
            draft.label(draft.number_of(title), rule, "Title");
            draft.lines[title].state = State::Dropped;
            drop_lines(draft, title + 1, start + 1, rule);
        } else {
            drop_lines(draft, 0, start + 1, rule);
        }
        let credit = |line: &str| CREDITS.iter().any(|label| line.starts_with(label));
        let first = (start + 1..draft.lines.len().min(start + 30)).find(|&index| draft.lines[index].state == State::Text);
        if let Some(first) = first.filter(|&first| credit(draft.line(first))) {
            let end = (first..draft.lines.len().min(first + 6)).find(|&index| draft.lines[index].state != State::Text).unwrap_or(first + 1);
            drop_lines(draft, first, end, rule);
        }
    }
    if let Some(end) = end.filter(|&end| start.is_none_or(|start| start < end)) {
        // "End of Project Gutenberg's The Mill, by E. Harrow", as older books have it above the mark.
        let closes = |index: &usize| {
            let line = draft.line(*index).to_ascii_lowercase();
            line.starts_with("end of") && line.contains("project gutenberg") && draft.lines[*index].state == State::Text
        };
        let end = (end.saturating_sub(CLOSING)..end).find(closes).unwrap_or(end);
        drop_lines(draft, end, draft.lines.len(), rule);
    }
    if start.or(end).is_some() {
        draft.lay_out();
    }
}

/// Reads the header; gives the line with the title.
fn read_header(draft: &mut Draft, start: usize, rule: &'static str) -> Option<usize> {
    let mut title = None;
    for index in 0..start.min(200) {
        let line = draft.line(index).to_owned();
        let Some((label, value)) = line.split_once(':') else { continue };
        let mut value = value.trim().to_owned();
        if value.is_empty() {
            continue;
        }
        if label.trim() != "Title" {
            value = without_brackets(&value);
        }
        match label.trim() {
            "Title" if draft.front.title.is_empty() => {
                draft.front.title = value.clone();
                title = Some(index);
            }
            "Author" => draft.front.add_person(scholion_reference::Role::Author, &value, &[]),
            "Translator" => draft.front.add_person(scholion_reference::Role::Translator, &value, &[]),
            "Editor" => draft.front.add_person(scholion_reference::Role::Editor, &value, &[]),
            _ => continue,
        }
        draft.front.kind = Some(scholion_reference::Kind::Book);
        draft.note(draft.number_of(index), rule, value, Kind::Found, Sure, Remark::Field { field: label.trim().to_lowercase() });
    }
    title
}

/// A name without what a header adds in brackets: "(AKA Nell Harrow) E. Harrow", "J. Doe [pseudonym]".
fn without_brackets(words: &str) -> String {
    let mut depth = 0;
    let kept: String = words
        .chars()
        .filter(|&c| {
            depth += i32::from(matches!(c, '(' | '['));
            let inside = depth > 0;
            depth -= i32::from(matches!(c, ')' | ']'));
            !inside
        })
        .collect();
    scholion_base::text::squeeze(&kept)
}

/// So many lines above the mark of the end another line may say the same.
const CLOSING: usize = 8;

/// How the credits behind the frame begin.
const CREDITS: &[&str] =
    &["Produced by", "E-text prepared by", "Transcribed by", "Transcribed from", "This eBook was produced", "This etext was"];

/// Drops a stretch of lines as one omission.
fn drop_lines(draft: &mut Draft, from: usize, to: usize, rule: &'static str) {
    let mut words = String::new();
    let mut first = None;
    for index in from..to {
        if draft.lines.get(index).is_none_or(|line| line.state != State::Text) {
            continue;
        }
        first = first.or(Some(index));
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(draft.line(index));
        draft.lines[index].state = State::Dropped;
    }
    if let Some(first) = first {
        draft.say(draft.number_of(first), rule, words, Kind::Dropped, Sure);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_closing_line_is_of_the_frame() {
        let text = "*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\n\nIt burned.\n\nEnd of Project Gutenberg's The Lamp, by K. Holm\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\nMore.\n";
        let mut draft = Draft::new(text.as_bytes());
        apply(&mut draft, "distributor-frame");
        let left: Vec<&str> =
            (0..draft.lines.len()).filter(|&line| draft.lines[line].state == State::Text).map(|line| draft.line(line)).collect();
        assert_eq!(left, ["It burned."]);
    }
}
