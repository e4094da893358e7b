//! The page that is made of a file's parts, and what is left out of it.

use std::{collections::BTreeSet, fmt::Write as _};

use roxmltree::Node;

use super::{properties::Stated, rest::visible};
use crate::{
    remark::Remark,
    report::{Certainty, Finding, Kind},
};
use scholion_base::text::{escape, escape_attribute, squeeze};

/// What a reader makes of a file.
#[derive(Debug, Default)]
pub struct Page {
    /// What stands in the body of the page, a line a block.
    body: String,
    /// The title as the text prints it, and what it prints below.
    pub title: String,
    pub subtitle: String,
    /// Authors as the text prints them below its title.
    pub authors: Vec<String>,
    /// The day, as the text prints it below its title.
    pub date: String,
    /// The summary, as the text marks it, and what stands above it.
    pub summary: String,
    pub summary_title: String,
    /// What the file says of its text.
    pub front: Stated,
    /// What is left out, or is to be looked at.
    pub asides: Vec<Aside>,
    /// The parts of the file that are pictures of the page.
    pub pictures: BTreeSet<String>,
    /// All words of the parts, a paragraph each, for the account.
    pub words: Vec<String>,
    /// The line of the page that is being written, less one.
    lines: u32,
}

/// Something that is not on the page, or not as it was.
#[derive(Clone, Debug)]
pub struct Aside {
    /// The line of the page at which it stood.
    pub line: u32,
    pub rule: &'static str,
    pub text: String,
    pub kind: Kind,
    pub sure: Certainty,
    pub remark: Option<Remark>,
    /// Whether its words are words of the file that are not on the page.
    pub is_printed: bool,
}

impl Aside {
    /// The finding that lists it.
    pub fn finding(self) -> Finding {
        Finding { line: self.line, rule: self.rule, text: self.text, kind: self.kind, sure: self.sure, remark: self.remark }
    }
}

impl Page {
    /// A page of which nothing is known yet but what the file says of its text.
    pub fn new(front: Stated) -> Self {
        Self { front, ..Self::default() }
    }

    /// The page as a converter would write it.
    pub fn html(&self) -> String {
        let mut html = String::with_capacity(self.body.len() + 500);
        html.push_str("<!DOCTYPE html><html");
        if !self.front.lang.is_empty() {
            attribute(&mut html, "lang", &self.front.lang);
        }
        html.push_str("><head><title>");
        let title = if self.title.is_empty() { &self.front.title } else { &self.title };
        escape(&mut html, title);
        html.push_str("</title>");
        for author in &self.authors {
            html.push_str("<meta name=\"author\"");
            attribute(&mut html, "content", author);
            html.push('>');
        }
        if !self.date.is_empty() {
            html.push_str("<meta name=\"dcterms.date\"");
            attribute(&mut html, "content", &self.date);
            html.push('>');
        }
        html.push_str("</head><body>");
        if !title.is_empty() || !self.authors.is_empty() || !self.date.is_empty() || !self.summary.is_empty() {
            html.push_str("<header id=\"title-block-header\">");
            block(&mut html, "h1", "title", &self.title);
            block(&mut html, "p", "subtitle", &self.subtitle);
            self.authors.iter().for_each(|author| block(&mut html, "p", "author", author));
            block(&mut html, "p", "date", &self.date);
            if !self.summary.is_empty() {
                html.push_str("<div class=\"abstract\">");
                block(&mut html, "div", "abstract-title", &self.summary_title);
                block(&mut html, "p", "summary", &self.summary);
                html.push_str("</div>");
            }
            html.push_str("</header>");
        }
        html.push_str(&self.body);
        html.push_str("</body></html>");
        html
    }

    /// The line that is being written, from 1.
    pub fn line(&self) -> u32 {
        self.lines + 1
    }

    /// Writes markup that a reader has made; line ends in it are counted.
    pub fn put(&mut self, html: &str) {
        let ends = html.matches(['\n', '\u{2028}']).count();
        self.lines = self.lines.saturating_add(u32::try_from(ends).unwrap_or(0));
        self.body.push_str(html);
    }

    /// How much is written.
    pub fn length(&self) -> usize {
        self.body.len()
    }

    /// Puts markup of a line at the beginning of what was written since the page had this length: into its first paragraph, else before it.
    pub fn lead(&mut self, from: usize, html: &str) {
        let written = self.body.get(from..).unwrap_or("");
        let inner = if written.starts_with("<p") { written.find('>').map(|end| from + end + 1) } else { None };
        match inner {
            Some(at) => self.body.insert_str(at, html),
            None if self.body.is_char_boundary(from) => self.body.insert_str(from, &format!("<p>{html}</p>")),
            None => {}
        }
    }

    /// What is on another page, behind what is on this one.
    pub fn append(&mut self, other: Self) {
        self.put(&other.body);
        self.pictures.extend(other.pictures);
    }

    /// Whether nothing has been written yet but what stands at the head, and pictures.
    pub fn is_new(&self) -> bool {
        /// More is not asked: pictures alone are not as long.
        const FEW: usize = 2000;
        self.body.is_empty() || self.body.len() <= FEW && self.body.contains("<img") && visible(&self.body).trim().is_empty()
    }

    /// Takes back the end of what was written last, so that it goes on; `false` if something else was.
    pub fn goes_on(&mut self, end: &str) -> bool {
        let length = self.body.strip_suffix(end).map(str::len);
        if let Some(length) = length {
            self.lines = self.lines.saturating_sub(1);
            self.body.truncate(length);
        }
        length.is_some()
    }

    /// A heading that the text begins with, and than which no other is as high, is its title, whatever the file says.
    pub fn prefer_heading(&mut self) {
        if self.title.is_empty() && self.body.starts_with("<h1>") && self.body.matches("<h1>").count() == 1 {
            self.front.title.clear();
        }
    }

    /// Lists words that are left out.
    pub fn leave_out(&mut self, rule: &'static str, text: &str, sure: Certainty, remark: Option<Remark>) {
        let text = squeeze(text);
        if text.chars().any(char::is_alphanumeric) {
            self.asides.push(Aside { line: self.line(), rule, text, kind: Kind::Dropped, sure, remark, is_printed: true });
        }
    }

    /// The markup of a picture that stands in a part of the file, with its description; one that stands nowhere is listed.
    pub fn picture(&mut self, words: &str, part: &str) -> String {
        if part.is_empty() {
            self.leave_out_picture(words, part);
            return String::new();
        }
        self.pictures.insert(part.to_owned());
        let mut html = "<img".to_owned();
        attribute(&mut html, "src", part);
        attribute(&mut html, "alt", &squeeze(words));
        html.push('>');
        html
    }

    /// Lists a picture by its description, else by its name.
    pub fn leave_out_picture(&mut self, words: &str, name: &str) {
        let words = squeeze(words);
        let has_words = words.chars().any(char::is_alphanumeric);
        let text = if has_words { words } else { name.to_owned() };
        if !text.is_empty() {
            let remark = Some(Remark::PictureLeftOut { file: name.to_owned() });
            let (kind, sure) = (Kind::Dropped, Certainty::Likely);
            self.asides.push(Aside { line: self.line(), rule: "picture", text, kind, sure, remark, is_printed: has_words });
        }
    }

    /// Says something of words that stay.
    pub fn doubt(&mut self, rule: &'static str, text: &str, remark: Remark) {
        let (line, text) = (self.line(), squeeze(text));
        self.asides.push(Aside {
            line,
            rule,
            text,
            kind: Kind::Doubtful,
            sure: Certainty::Unsure,
            remark: Some(remark),
            is_printed: false,
        });
    }
}

/// The tag with which a table begins. One that holds another table says that it is no frame for a layout.
pub fn open_table(table: Node<'_, '_>, name: &str) -> &'static str {
    let is_nested = table.descendants().skip(1).any(|inner| inner.tag_name().name() == name);
    if is_nested { "<table border=\"1\">\n" } else { "<table>\n" }
}

/// Writes an attribute of a tag.
pub fn attribute(html: &mut String, name: &str, value: &str) {
    _ = write!(html, " {name}=\"");
    escape_attribute(html, value);
    html.push('"');
}

fn block(html: &mut String, tag: &str, class: &str, words: &str) {
    if !words.is_empty() {
        _ = write!(html, "<{tag} class=\"{class}\">");
        escape(html, words);
        _ = write!(html, "</{tag}>");
    }
}

/// Who did something, or a sign that nobody is named.
pub fn named(who: &str) -> String {
    let who = squeeze(who);
    if who.is_empty() { "?".to_owned() } else { who }
}
