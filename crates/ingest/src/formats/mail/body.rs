//! The words of a message, once: as text where there is one, else as the page that stands for it.

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::super::packed::{Page, body_of};
use scholion_base::text::escape;

/// Writes the words of a message.
pub fn write(message: &Message<'_>, page: &mut Page) {
    let texts = || message.text_bodies();
    let has_words = |part: &MessagePart<'_>| matches!(&part.body, PartType::Text(text) if text.chars().any(char::is_alphanumeric));
    if texts().any(has_words) {
        for part in texts() {
            match &part.body {
                PartType::Text(text) => text_of(text, is_flowed(part), page),
                PartType::Html(html) => html_of(html, page),
                _ => {}
            }
        }
        return;
    }
    for part in message.html_bodies() {
        match &part.body {
            PartType::Html(html) => html_of(html, page),
            PartType::Text(text) => text_of(text, is_flowed(part), page),
            _ => {}
        }
    }
}

fn html_of(html: &str, page: &mut Page) {
    let body = body_of(html);
    for picture in &body.pictures {
        page.leave_out_picture(&picture.words, picture.address.rsplit('/').next().unwrap_or(""));
    }
    page.put(&body.html);
    page.put("\n");
}

/// Whether lines that end with a blank go on (RFC 3676).
fn is_flowed(part: &MessagePart<'_>) -> bool {
    part.content_type().and_then(|kind| kind.attribute("format")).is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}

/// A paragraph of a text, and how many signs of quotation stand before its lines.
struct Paragraph<'t> {
    depth: usize,
    lines: Vec<&'t str>,
}

fn text_of(text: &str, is_flowed: bool, page: &mut Page) {
    let mut depth = 0;
    for paragraph in paragraphs(text) {
        while depth < paragraph.depth {
            page.put("<blockquote>\n");
            depth += 1;
        }
        while depth > paragraph.depth {
            page.put("</blockquote>\n");
            depth -= 1;
        }
        page.put(&format!("<p>{}</p>\n", joined(&paragraph.lines, is_flowed)));
    }
    (0..depth).for_each(|_| page.put("</blockquote>\n"));
}

fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    /// Deeper quotations look like each other.
    const DEEPEST: usize = 12;
    let mut found: Vec<Paragraph<'_>> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let (mut depth, mut words) = (0, line);
        while let Some(rest) = words.strip_prefix('>') {
            depth += 1;
            words = rest.strip_prefix(' ').filter(|rest| rest.starts_with('>')).unwrap_or(rest);
        }
        let words = words.strip_prefix(' ').filter(|_| depth > 0).unwrap_or(words);
        let depth = depth.min(DEEPEST);
        if words.trim().is_empty() {
            is_open = false;
            continue;
        }
        match found.last_mut().filter(|last| is_open && last.depth == depth) {
            Some(last) => last.lines.push(words),
            None => found.push(Paragraph { depth, lines: vec![words] }),
        }
        is_open = true;
    }
    found
}

/// The lines of a paragraph. Where all but the last are long their ends mean nothing.
fn joined(lines: &[&str], is_flowed: bool) -> String {
    const LONG: usize = 50;
    let most = lines.len().saturating_sub(1);
    let is_prose = lines.iter().take(most).all(|line| line.trim().chars().count() >= LONG);
    let mut html = String::new();
    for (at, line) in lines.iter().enumerate() {
        escape(&mut html, line.trim());
        if at < most {
            let goes_on = if is_flowed { line.ends_with(' ') && *line != "-- " } else { is_prose };
            html.push_str(if goes_on { " " } else { "<br>" });
        }
    }
    html
}
