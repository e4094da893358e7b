//! The words of a message, once: as text where there is one, else as the page that stands for it.

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::super::{
    html::as_browsers_have_it,
    packed::{Page, body_of},
};
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
    // As browsers understand it: programs for mail leave out quotes and ends.
    let body = body_of(&as_browsers_have_it(html));
    page.pictures.extend(body.pictures.iter().cloned());
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
    let paragraphs = quoted(paragraphs(text));
    for paragraph in paragraphs {
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

/// What stands below the head of a message in the text is quoted: programs that write no signs before its lines repeat that head, in whichever
/// language, below a line of dashes or none.
fn quoted(paragraphs: Vec<Paragraph<'_>>) -> Vec<Paragraph<'_>> {
    let mut is_quoted = false;
    let mut found = Vec::with_capacity(paragraphs.len());
    let mut rest = paragraphs.into_iter().peekable();
    while let Some(Paragraph { depth, lines }) = rest.next() {
        let next = rest.peek().map_or(&[][..], |next| next.lines.as_slice());
        let is_above_head = |at: &usize| match lines.get(at + 1..) {
            Some([]) | None => is_head(next),
            Some(below) => is_head(below),
        };
        let begins = lines.iter().position(|line| is_rule(line)).filter(is_above_head);
        let is_whole = |at: &usize| is_whole_head(lines.get(*at..).unwrap_or_default());
        let begins = begins.or_else(|| lines.iter().position(|line| is_field(line)).filter(is_whole));
        match begins.filter(|_| !is_quoted && depth == 0) {
            Some(at) => {
                let (before, behind) = lines.split_at(at);
                if !before.is_empty() {
                    found.push(Paragraph { depth, lines: before.to_vec() });
                }
                is_quoted = true;
                found.push(Paragraph { depth: 1, lines: behind.to_vec() });
            }
            None => found.push(Paragraph { depth: depth + usize::from(is_quoted), lines }),
        }
    }
    found
}

/// Words between dashes: "-----Original Message-----", "---------- Forwarded message ---------".
fn is_rule(line: &str) -> bool {
    const DASHES: usize = 4;
    let line = line.trim();
    let words = line.trim_matches(['-', '–', '—', '_', ' ']);
    let count = |text: &str| text.chars().take_while(|c| matches!(c, '-' | '–' | '—' | '_')).count();
    let behind: String = line.chars().rev().collect();
    count(line) >= DASHES && count(&behind) >= DASHES && words.chars().any(char::is_alphabetic) && words.split_whitespace().count() <= 6
}

/// A field of a head: a word or two, a colon, and something behind it.
fn is_field(line: &str) -> bool {
    const LONGEST: usize = 20;
    line.trim().trim_start_matches('*').split_once([':', '：']).is_some_and(|(name, value)| {
        let name = name.trim_matches(['*', ' ', '\u{a0}']);
        !name.is_empty()
            && name.chars().count() <= LONGEST
            && name.chars().all(|c| c.is_alphabetic() || c == ' ')
            && !value.trim().is_empty()
    })
}

/// Whether lines begin with the head of a message: three fields or more, one with an address or with a day and the time.
fn is_head(lines: &[&str]) -> bool {
    const FEWEST: usize = 3;
    let fields = lines.iter().take_while(|line| is_field(line));
    let tells = |line: &&&str| line.contains('@') || line.matches(':').count() > 1 && line.contains(|c: char| c.is_ascii_digit());
    fields.clone().count() >= FEWEST && fields.clone().any(|line| tells(&line))
}

/// Whether lines begin with a head that no rule announces: an address and a day with the time, as an invitation or a signature has not both;
/// or four fields, of which the second is a day of a year with the time.
fn is_whole_head(lines: &[&str]) -> bool {
    const MOST: usize = 4;
    let fields: Vec<&str> = lines.iter().take(MOST + 4).take_while(|line| is_field(line)).copied().collect();
    let has_time = |line: &str| line.matches(':').count() > 1 && line.contains(|c: char| c.is_ascii_digit());
    let has_year = |line: &str| line.as_bytes().windows(4).any(|digits| digits.iter().all(u8::is_ascii_digit));
    let has_address = fields.iter().any(|line| line.contains('@'));
    let is_second = fields.len() >= MOST && fields.get(1).is_some_and(|line| has_time(line) && has_year(line));
    is_head(lines) && (has_address && fields.iter().any(|line| has_time(line)) || is_second)
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
