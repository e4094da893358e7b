//! What other programs say, as our Markdown: signs that mean nothing there mean nothing here.

use crate::{
    base::markdown::{Around, line_start, needs_escape},
    document::sanitize,
};

/// A plain text: its signs are signs, and its lines lines.
pub fn of_plain(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 16);
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            if is_open {
                written.push_str("\n\n");
            }
            is_open = false;
            continue;
        }
        if is_open {
            written.push_str("\\\n");
        }
        is_open = true;
        let from = match line_start(line) {
            Some((taken, start)) => {
                written.push_str(&start);
                taken
            }
            None => 0,
        };
        let mut before = line.get(..from).and_then(|start| start.chars().next_back());
        for (at, c) in line.char_indices().filter(|(at, _)| *at >= from) {
            let rest = line.get(at..).unwrap_or("");
            let around = Around { before, after: rest.chars().nth(1) };
            if needs_escape(c, around, rest) {
                written.push('\\');
            }
            written.push(c);
            before = Some(c);
        }
    }
    written.trim_end().to_owned()
}

/// The Markdown of a program that knows neither citations nor wikilinks: an `@` before a word and two brackets are signs there, but for what is
/// code.
pub fn of_other_markdown(text: &str) -> String {
    if !text.contains(['@', '[']) {
        return text.to_owned();
    }
    let mut written = String::with_capacity(text.len() + 8);
    let (mut fence, mut ticks) = (false, false);
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        if is_fence {
            fence = !fence;
        }
        let mut before: Option<char> = None;
        for (at, c) in line.char_indices() {
            let rest = line.get(at + c.len_utf8()..).unwrap_or("");
            if c == '`' && !is_fence {
                ticks = !ticks;
            }
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let cites = c == '@' && !is_word(before) && rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '{'));
            let opens = c == '[' && rest.starts_with(['[', '^']);
            if (cites || opens) && !fence && !is_fence && !ticks && before != Some('\\') {
                written.push('\\');
            }
            written.push(c);
            before = Some(c);
        }
        if line.trim().is_empty() {
            ticks = false;
        }
    }
    written
}

/// HTML as a block of Markdown in which nothing but HTML is read: no empty line ends it, and it begins with a tag of a block. What runs and what
/// leads to no safe address is not taken.
pub fn of_html(html: &str) -> String {
    let clean = sanitize::clean(html);
    let html = clean.trim();
    let block = ["<p", "<div", "<blockquote", "<ul", "<ol", "<table", "<h", "<pre"];
    let lower: String = html.chars().take(16).collect::<String>().to_ascii_lowercase();
    let starts = block.iter().any(|tag| lower.starts_with(tag));
    let is_kept = html.contains("<pre");
    let lines = html.lines().filter(|line| is_kept || !line.trim().is_empty());
    let lines: Vec<&str> = lines.map(|line| if line.trim().is_empty() { "&#10;" } else { line }).collect();
    // Neither citations nor wikilinks are in it.
    let lines = lines.join("\n").replace('@', "&#64;").replace("[[", "&#91;[").replace("[^", "&#91;^");
    if starts { lines } else { format!("<div>{lines}</div>") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_plain_text_stay_signs() {
        assert_eq!(of_plain("2 * 3 * 4 = _x_ <b> [a](b)"), "2 * 3 * 4 = \\_x\\_ \\<b> \\[a\\](b)");
        assert_eq!(of_plain("# no heading\n- no item\n\nNext @one\n"), "\\# no heading\\\n\\- no item\n\nNext \\@one");
        assert_eq!(of_plain(""), "");
    }

    #[test]
    fn no_citation_is_read_where_none_was_written() {
        assert_eq!(of_other_markdown("*Yes*, @john: [[so]] a@b.example `@x`"), "*Yes*, \\@john: \\[[so]] a@b.example `@x`");
        assert_eq!(of_other_markdown("```\n@a\n```\n@b"), "```\n@a\n```\n\\@b");
    }

    #[test]
    fn html_is_one_block() {
        assert_eq!(of_html("<p>A *b*</p>\n\n<p>c</p>"), "<p>A *b*</p>\n<p>c</p>");
        assert_eq!(of_html("a <b>c</b>"), "<div>a <b>c</b></div>");
    }
}
