//! What a reader sees of Markdown: words without marks, addresses and tags.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::leaves::OPTIONS;
use scholion_base::{RelPath, places::is_picture, text::squeezed};

/// The words of each block of a text, and where it begins.
pub fn words(text: &str) -> Vec<(usize, String)> {
    let mut shown = Shown::default();
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        shown.event(&event, &range);
    }
    shown.end()
}

/// The words of blocks in the making, told by the parser's events.
#[derive(Default)]
pub struct Shown {
    done: Vec<(usize, String)>,
    open: String,
    from: usize,
    /// Whether the block is raw HTML.
    is_html: bool,
    /// Whether it is code.
    is_code: bool,
    /// Where the words of a picture begin, and whether they are its name.
    picture: Option<(usize, bool)>,
    /// Whether attributes may stand in braces here: behind code, a link or a picture.
    may_have_attributes: bool,
}

impl Shown {
    /// What comes next, and where it stands.
    pub fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let at = range.start;
        let behind = std::mem::take(&mut self.may_have_attributes);
        match event {
            Event::Text(text) => {
                let words = if behind { without_attributes(text) } else { text };
                self.words(words, at);
            }
            Event::Code(code) => {
                self.words(code, at);
                self.may_have_attributes = true;
            }
            Event::Html(html) => self.words(html, at),
            Event::SoftBreak | Event::HardBreak => self.words("\n", at),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.words(" ", at),
            Event::Start(Tag::HtmlBlock) => {
                self.close();
                self.is_html = true;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.close();
                self.is_code = true;
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                // In double brackets the name of a picture stands for it, and says nothing of it.
                let is_name = *link_type == LinkType::WikiLink { has_pothole: false } && is_picture(&RelPath::new(dest_url));
                self.picture = Some((self.open.len(), is_name));
            }
            Event::Start(tag) if is_block(&tag.to_end()) => {
                self.close();
                if matches!(tag, Tag::Paragraph | Tag::TableCell) {
                    self.open.reserve(range.len());
                }
            }
            Event::End(tag) => {
                self.may_have_attributes = matches!(tag, TagEnd::Link | TagEnd::Image);
                if *tag == TagEnd::Image {
                    self.end_picture();
                }
                if is_block(tag) {
                    self.close();
                }
            }
            _ => {}
        }
    }

    /// The words of each block, and where it begins.
    pub fn end(mut self) -> Vec<(usize, String)> {
        self.close();
        self.done
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.open.is_empty() {
            self.from = at;
        }
        self.open.push_str(words);
    }

    /// Takes away the name of a picture, and the size behind its words: `A lamp|200x100`.
    fn end_picture(&mut self) {
        let Some((from, is_name)) = self.picture.take() else { return };
        let words = self.open.get(from..).unwrap_or("");
        let (start, size) = words.rsplit_once('|').map_or((0, words), |(before, size)| (before.len(), size));
        let is_size = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
        if is_name || is_size {
            self.open.truncate(from + if is_name { 0 } else { start });
        }
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        let words = match (std::mem::take(&mut self.is_html), std::mem::take(&mut self.is_code)) {
            (true, _) => squeezed(untagged(&open)),
            (_, true) => squeezed(open),
            // Most blocks have no such signs.
            _ if !may_be_marked(&open) => squeezed(open),
            _ => squeezed(unmarked(&open)),
        };
        if !words.is_empty() {
            self.done.push((self.from, words));
        }
    }
}

fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript
    )
}

/// Whether a block may have what [`unmarked`] takes away.
fn may_be_marked(block: &str) -> bool {
    let bytes = block.as_bytes();
    let colons = || memchr::memchr_iter(b':', bytes).any(|at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b":::")));
    memchr::memchr2(b'{', b'[', bytes).is_some() || colons()
}

/// Words behind attributes in braces.
fn without_attributes(text: &str) -> &str {
    text.strip_prefix('{').and_then(|inside| inside.split_once('}')).map_or(text, |(_, rest)| rest)
}

/// A block without what only programs read: the fences of parts, the kind of a callout, attributes of spans and headings.
fn unmarked(block: &str) -> String {
    let mut words = String::with_capacity(block.len());
    for line in block.split('\n') {
        // Parts, and what abbreviations stand for.
        let is_fence = line.starts_with(":::") || line.starts_with("*[") && line.contains("]:");
        let line = if is_fence { "" } else { line };
        let line = line.strip_prefix("[!").and_then(|kind| kind.split_once(']')).map_or(line, |(_, title)| title);
        let mut rest = line;
        while let Some(at) = rest.find("]{") {
            let (before, behind) = rest.split_at(at + 1);
            words.push_str(before);
            rest = without_attributes(behind);
            if rest.len() == behind.len() {
                words.push('{');
                rest = rest.get(1..).unwrap_or("");
            }
        }
        let end = rest.strip_suffix('}').and_then(|before| before.rfind('{'));
        let is_attributes = |inside: &&str| inside.starts_with(['#', '.', '-', '=']);
        let end = end.filter(|&at| rest.get(at + 1..).as_ref().is_some_and(is_attributes));
        words.push_str(end.map_or(rest, |at| rest.get(..at).unwrap_or(rest)));
        words.push('\n');
    }
    words
}

/// Raw HTML without tags, and without what is written for machines.
fn untagged(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        words.push_str(before);
        let silent =
            ["script", "style"].into_iter().find(|name| tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
        let end = match silent {
            Some(name) => {
                let close = tag.to_ascii_lowercase().find(&format!("</{name}"));
                close.and_then(|at| tag.get(at..)?.find('>').map(|step| at + step))
            }
            None if tag.starts_with("<!--") => tag.find("-->").map(|at| at + 2),
            None if tag.starts_with("<?") => tag.find("?>").map(|at| at + 1),
            None => tag.find('>'),
        };
        words.push(' ');
        rest = end.and_then(|end| tag.get(end + 1..)).unwrap_or("");
    }
    words.push_str(rest);
    for (name, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")] {
        if words.contains(name) {
            words = words.replace(name, sign);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_words() {
        for (text, expected) in [
            ("# The *ford* {#f}", "The ford"),
            ("[words](a.md \"t\"){.x} and `code`{.rust}, [[a|b]]", "words and code, b"),
            ("[small]{.smallcaps} {kept}", "[small] {kept}"),
            ("> [!note] Heed\n> this", "Heed this"),
            ("::: tip\nWords\n:::", "Words"),
            ("<div class=\"a\">\n<p>Words<style>p {}</style></p></div>", "Words"),
            ("M&uuml;hle \\[sic\\]", "Mühle [sic]"),
            ("```rust\nfn a() {}\n```", "fn a() {}"),
            ("a<br>b[^1]\n\n[^1]: c", "a b|c"),
            ("![[map.png]] ![[map.png|200]] ![[map.png|a map|20x30]] ![[Note]] ![a map|20](b.png)", "a map Note a map"),
        ] {
            let found: Vec<String> = words(text).into_iter().map(|(_, words)| words).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
