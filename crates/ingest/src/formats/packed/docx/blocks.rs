//! Paragraphs, headings, lists, notes.

use roxmltree::Node;

use super::super::{page::named, properties::day};
use super::{
    super::{
        inline::{Inline, Look, plain},
        numbering::Mark,
        page,
        styles::{self, Changes, attribute, child, value},
    },
    OpenList, Reader, own_words,
};
use crate::{
    remark::Remark,
    report::Certainty::{Sure, Unsure},
};
use scholion_base::text::{escape, squeeze};

/// How deep parts of the text may stand in one another.
pub const DEEPEST: usize = 300;

/// What a paragraph is by its style.
enum Kind {
    Title,
    Subtitle,
    Author,
    Date,
    Summary,
    SummaryTitle,
    Heading(u8),
    Quotation,
    Code,
    Contents,
    Plain,
}

impl<'a, 'i> Reader<'a, 'i> {
    /// All blocks in a node; what holds blocks is transparent.
    pub fn blocks(&mut self, node: Node<'a, 'i>) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "del" | "moveFrom" => {
                    let before = std::mem::replace(&mut self.state.is_deleted, true);
                    self.blocks(child);
                    self.state.is_deleted = before;
                }
                "AlternateContent" => {
                    if let Some(chosen) = super::runs::chosen(child) {
                        self.blocks(chosen);
                    }
                }
                // A file within the file, which Word shows and no part of this reader reads.
                "altChunk" | "subDoc" => {
                    let name = self.part(child, "id").unwrap_or("").to_owned();
                    self.page.doubt("missing-part", &name, Remark::PartMissing);
                }
                "sdt" if is_contents(child) => self.contents(child),
                "sectPr" | "sdtPr" | "customXmlPr" | "tblPr" | "tblGrid" => {}
                "oMathPara" | "oMath" => self.formula_apart(child),
                _ => self.blocks(child),
            }
        }
        self.depth -= 1;
    }

    /// Takes the words of a table of contents, or of a line of it.
    fn contents(&mut self, node: Node<'a, 'i>) {
        for line in node.descendants().filter(|line| line.tag_name().name() == "p") {
            let mut words = String::new();
            own_words(line, &mut words, 0);
            self.contents.push_str(&squeeze(&words));
            self.contents.push_str(" · ");
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| child(properties, "pStyle")).map_or("", value).to_owned();
        let kind = self.kind(&style, properties);
        if matches!(kind, Kind::Contents) {
            self.contents(node);
            return;
        }
        let look = Look { hidden: self.styles.is_hidden(&style), ..Look::default() };
        let mut line = Inline::default();
        self.runs(node, look, &mut line);
        self.end_fields(&mut line);
        self.leave_out_unseen();
        let boxes = std::mem::take(&mut self.boxes);
        if !line.is_blank() {
            self.write(kind, &style, properties, line);
        }
        for one in boxes {
            self.end_lists();
            self.page.put("<div>\n");
            self.blocks(one);
            self.end_lists();
            self.page.put("</div>\n");
        }
    }

    fn kind(&self, style: &str, properties: Option<Node<'_, '_>>) -> Kind {
        let is_early = self.page.is_new() && !self.state.in_note;
        for name in self.styles.names(style) {
            let name = name.to_lowercase();
            match name.as_str() {
                "title" if is_early => return Kind::Title,
                "title" => return Kind::Heading(1),
                "subtitle" if is_early => return Kind::Subtitle,
                "author" if is_early => return Kind::Author,
                "date" if is_early => return Kind::Date,
                "abstract" if is_early => return Kind::Summary,
                "abstract title" if is_early => return Kind::SummaryTitle,
                "quote" | "intense quote" | "block text" | "quotations" => return Kind::Quotation,
                "source code" | "html preformatted" | "macro text" | "plain text code" => return Kind::Code,
                "toc heading" => return Kind::Contents,
                _ if name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok()) => return Kind::Contents,
                _ => {}
            }
            if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
                return Kind::Heading(level);
            }
        }
        match properties.and_then(styles::outline).or_else(|| self.styles.outline(style)) {
            Some(level) if !self.state.in_note => Kind::Heading(level),
            _ => Kind::Plain,
        }
    }

    fn write(&mut self, kind: Kind, style: &str, properties: Option<Node<'_, '_>>, line: Inline) {
        let html = line.html();
        let words = || squeeze(&plain(&html));
        match kind {
            Kind::Title if !html.contains("<a ") => {
                let before = if self.page.title.is_empty() { "" } else { " " };
                self.page.title.push_str(before);
                self.page.title.push_str(&words());
            }
            Kind::Subtitle if !html.contains("<a ") => {
                let before = if self.page.subtitle.is_empty() { "" } else { " " };
                self.page.subtitle.push_str(before);
                self.page.subtitle.push_str(&words());
            }
            Kind::Author if !html.contains("<a ") => self.page.authors.push(words()),
            Kind::Summary if !html.contains("<a ") => {
                self.page.summary.push_str(&words());
                self.page.summary.push(' ');
            }
            Kind::Date if day(&words()).is_some() => self.page.date = words(),
            Kind::SummaryTitle if !html.contains("<a ") => self.page.summary_title = words(),
            Kind::Heading(level) => {
                let mark = self.mark(style, properties);
                self.end_lists();
                let level = level.min(6);
                let printed = match &mark {
                    Some((_, _, Mark::Printed(text) | Mark::Number(_, _, text))) => format!("{text} "),
                    _ => String::new(),
                };
                self.page.put(&format!("<h{level}>"));
                self.words(&printed);
                self.page.put(&format!("{html}</h{level}>\n"));
            }
            Kind::Quotation => {
                self.end_lists();
                let open = if self.page.goes_on("</blockquote>\n") { "" } else { "<blockquote>" };
                self.page.put(&format!("{open}<p>{html}</p></blockquote>\n"));
            }
            Kind::Code => {
                self.end_lists();
                // A line end as it survives in a line of the page.
                let open = if self.page.goes_on("</pre>\n") { "\u{2028}" } else { "<pre>" };
                self.page.put(&format!("{open}{}</pre>\n", html.replace("<br>", "\u{2028}")));
            }
            _ => match self.mark(style, properties) {
                Some((list, level, mark @ (Mark::Bullet | Mark::Number(..)))) => self.item(&list, level, &mark, &html),
                Some((_, level, Mark::Nothing)) if self.lists.iter().any(|open| open.level == level) => {
                    while self.lists.last().is_some_and(|open| open.level > level) {
                        self.end_list();
                    }
                    self.page.put(&format!("<p>{html}</p>\n"));
                }
                Some((_, _, Mark::Printed(text))) => {
                    self.end_lists();
                    self.page.put("<p>");
                    self.words(&format!("{text} "));
                    self.page.put(&format!("{html}</p>\n"));
                }
                _ => {
                    self.end_lists();
                    let is_caption = self.styles.names(style).any(|name| name.to_lowercase().contains("caption"));
                    let class = if is_caption { " class=\"caption\"" } else { "" };
                    self.page.put(&format!("<p{class}>{html}</p>\n"));
                }
            },
        }
    }

    /// Words of the program's own making, such as the number of a heading: printed, and no word of any part.
    fn words(&mut self, words: &str) {
        let mut html = String::new();
        escape(&mut html, words);
        self.page.put(&html);
    }

    /// The list and the level a paragraph is of, and what stands before it.
    fn mark(&mut self, style: &str, properties: Option<Node<'_, '_>>) -> Option<(String, u8, Mark)> {
        let own = properties.map_or((None, None), styles::numbers);
        let of_style = self.styles.numbers(style);
        let list = own.0.or(of_style.0).filter(|list| list != "0")?;
        let level = own.1.or(of_style.1).unwrap_or(0);
        let mark = self.numbering.mark(&list, level);
        Some((list, level, mark))
    }

    /// An item of a list of the page, in lists that are open or are opened for it.
    fn item(&mut self, list: &str, level: u8, mark: &Mark, html: &str) {
        while self.lists.last().is_some_and(|open| open.level > level || open.level == level && open.list != list) {
            self.end_list();
        }
        let value = match mark {
            Mark::Number(number, ..) => format!(" value=\"{number}\""),
            _ => String::new(),
        };
        if self.lists.last().is_some_and(|open| open.level == level) {
            self.page.put(&format!("</li>\n<li{value}>"));
        } else {
            let tag = if matches!(mark, Mark::Bullet) { "ul" } else { "ol" };
            let open = match mark {
                Mark::Number(number, kind, _) => format!("<ol start=\"{number}\" type=\"{kind}\">"),
                _ => "<ul>".to_owned(),
            };
            self.page.put(&format!("{open}<li{value}>"));
            self.lists.push(OpenList { list: list.to_owned(), level, tag });
        }
        self.page.put(&format!("<p>{html}</p>"));
    }

    fn end_list(&mut self) {
        if let Some(open) = self.lists.pop() {
            self.page.put(&format!("</li></{}>\n", open.tag));
        }
    }

    /// Ends all lists that are open.
    pub fn end_lists(&mut self) {
        while !self.lists.is_empty() {
            self.end_list();
        }
    }

    /// The bodies of the notes that were called, as pages have them.
    pub fn write_notes(&mut self) {
        let mut at = 0;
        if self.called.is_empty() {
            return;
        }
        self.page.put("<section role=\"doc-endnotes\">\n");
        self.state.in_note = true;
        // A note may call others.
        while let Some(&(kind, id)) = self.called.get(at) {
            at += 1;
            self.page.put(&format!("<div id=\"fn{at}\" role=\"doc-footnote\">"));
            if let Some(body) = self.notes.get(&(kind, id)).copied() {
                self.state.part = kind;
                self.blocks(body);
                self.end_lists();
            }
            self.page.put(&format!("<a href=\"#fnref{at}\" role=\"doc-backlink\">↩</a></div>\n"));
        }
        (self.state.in_note, self.state.part) = (false, "");
        self.page.put("</section>\n");
        // Notes that nothing calls are found by the account.
    }

    /// A formula on a line of its own.
    fn formula_apart(&mut self, node: Node<'a, 'i>) {
        let mut line = Inline::default();
        self.run_part(node, Look::default(), &mut line);
        self.page.put(&format!("<p>{}</p>\n", line.html()));
    }

    /// Opens a link around words that have been read.
    pub fn linked(address: &str, inner: &Inline) -> String {
        let mut html = "<a".to_owned();
        page::attribute(&mut html, "href", address);
        html.push('>');
        html.push_str(&inner.html());
        html.push_str("</a>");
        html
    }

    /// How words look that a run says so of.
    pub fn look(&self, run: Node<'_, '_>, look: Look) -> Look {
        let properties = child(run, "rPr");
        let style = properties.and_then(|properties| child(properties, "rStyle")).map_or("", value);
        // Styles of links and of the marks of notes are none of the words.
        let mut look = if self.styles.names(style).any(|name| name.contains("reference") || name.contains("hyperlink")) {
            look
        } else {
            self.styles.look(style, look)
        };
        look = Changes::of(properties).on(look);
        look
    }

    /// Lists words as deleted.
    pub fn leave_out_deleted(&mut self, words: &str, who: &str) {
        self.page.leave_out("tracked-change", words, Unsure, Some(Remark::Deleted { who: named(who) }));
    }

    /// Whether a row or a cell was deleted with changes tracked.
    pub fn is_deleted(properties: Option<Node<'_, '_>>) -> bool {
        properties.is_some_and(|properties| properties.children().any(|node| matches!(node.tag_name().name(), "del" | "cellDel")))
    }

    /// The id of a part that an attribute names.
    pub fn part(&self, node: Node<'_, '_>, name: &str) -> Option<&str> {
        self.links.get(self.state.part)?.get(attribute(node, name)).map(|link| link.target.as_str())
    }

    /// Lists the words of a table of contents.
    pub fn leave_out_contents(&mut self) {
        let contents = std::mem::take(&mut self.contents);
        self.page.leave_out("contents", contents.trim_end_matches([' ', '·']), Sure, None);
    }

    /// Lists the words of the paragraph that are hidden or deleted.
    fn leave_out_unseen(&mut self) {
        let (hidden, deleted) = (std::mem::take(&mut self.hidden), std::mem::take(&mut self.deleted));
        self.page.leave_out("hidden", &hidden, Unsure, Some(Remark::Hidden));
        self.leave_out_deleted(&deleted, "");
    }
}

/// Whether a control holds the table of contents that Word makes (ECMA-376, part 1, 17.5.2.12).
fn is_contents(control: Node<'_, '_>) -> bool {
    let gallery =
        child(control, "sdtPr").and_then(|properties| child(properties, "docPartObj")).and_then(|part| child(part, "docPartGallery"));
    gallery.is_some_and(|gallery| value(gallery) == "Table of Contents")
}
