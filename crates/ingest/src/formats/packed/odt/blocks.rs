//! Paragraphs, headings, lists, tables, sections.

use roxmltree::Node;

use super::{
    super::{
        inline::{Inline, Look, plain},
        page::{named, open_table},
        properties::day,
        styles::{attribute, child},
        talk,
    },
    Reader, paragraphs,
};
use crate::{remark::Remark, report::Certainty::Unsure};
use scholion_base::text::squeeze;

/// How deep parts of the text may stand in one another.
pub const DEEPEST: usize = 300;

impl<'a, 'i> Reader<'a, 'i> {
    /// All blocks in a node, `level` lists deep.
    pub fn blocks(&mut self, node: Node<'a, 'i>, level: u8) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        for child in node.children().filter(Node::is_element) {
            self.block(child, level);
        }
        self.depth -= 1;
    }

    fn block(&mut self, node: Node<'a, 'i>, level: u8) {
        match node.tag_name().name() {
            "p" => self.paragraph(node),
            "h" => self.heading(node),
            "list" => self.list(node, level, ""),
            "table" => self.table(node),
            "tracked-changes" => self.changes(node),
            "table-of-content" | "illustration-index" | "table-index" | "object-index" => {
                let words = paragraphs(node).iter().map(|line| squeeze(line)).collect::<Vec<_>>().join(" · ");
                self.contents.push_str(&words);
                self.contents.push_str(" · ");
            }
            "section" | "index-body" | "alphabetical-index" | "bibliography" | "user-index" if is_hidden(node) => {
                self.page.leave_out("hidden", &paragraphs(node).join(" "), Unsure, Some(Remark::Hidden));
            }
            // Frames that are anchored to a page, and shapes.
            "frame" | "custom-shape" | "rect" | "g" | "line" | "ellipse" | "polygon" | "path" => {
                let mut line = Inline::default();
                self.part(node, Look::default(), &mut line);
                if !line.is_blank() {
                    self.page.put(&format!("<p>{}</p>\n", line.html()));
                }
                self.write_boxes();
            }
            "annotation" => self.comment(node),
            "index-title-template"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "forms"
            | "sequence-decls"
            | "variable-decls" => {}
            "title" | "desc" => {}
            _ => self.blocks(node, level),
        }
    }

    fn line(&mut self, node: Node<'a, 'i>) -> Inline {
        let names = self.styles.look(attribute(node, "style-name"), Look::default());
        let look = Look { hidden: names.hidden, ..Look::default() };
        let mut line = Inline::default();
        self.parts(node, look, &mut line);
        self.leave_out_hidden();
        line
    }

    fn paragraph(&mut self, node: Node<'a, 'i>) {
        let line = self.line(node);
        let names = self.styles.names(attribute(node, "style-name"));
        let is = |wanted: &str| names.iter().any(|name| name == wanted);
        let html = line.html();
        let words = || squeeze(&plain(&html));
        let is_early = self.page.is_new() && !self.in_note && !html.contains("<a ");
        let join = |field: &mut String, words: String| {
            if !field.is_empty() {
                field.push(' ');
            }
            field.push_str(&words);
        };
        if line.is_blank() {
        } else if is_early && is("title") {
            join(&mut self.page.title, words());
        } else if is_early && is("subtitle") {
            join(&mut self.page.subtitle, words());
        } else if is_early && is("author") {
            self.page.authors.push(words());
        } else if is_early && is("abstract") {
            join(&mut self.page.summary, words());
        } else if is_early && is("date") && day(&words()).is_some() {
            self.page.date = words();
        } else if is("title") {
            self.page.put(&format!("<h1>{html}</h1>\n"));
        } else if is("quotations") || is("quotation") {
            let open = if self.page.goes_on("</blockquote>\n") { "" } else { "<blockquote>" };
            self.page.put(&format!("{open}<p>{html}</p></blockquote>\n"));
        } else if is("preformatted text") {
            let open = if self.page.goes_on("</pre>\n") { "\u{2028}" } else { "<pre>" };
            self.page.put(&format!("{open}{}</pre>\n", html.replace("<br>", "\u{2028}")));
        } else {
            let class = if is("caption") { " class=\"caption\"" } else { "" };
            self.page.put(&format!("<p{class}>{html}</p>\n"));
        }
        self.write_boxes();
    }

    fn heading(&mut self, node: Node<'a, 'i>) {
        let line = self.line(node);
        let level: u8 = attribute(node, "outline-level").parse().unwrap_or(1).clamp(1, 6);
        if !line.is_blank() {
            self.page.put(&format!("<h{level}>{}</h{level}>\n", line.html()));
        }
        self.write_boxes();
    }

    /// The text boxes of the paragraph that was written.
    pub fn write_boxes(&mut self) {
        for one in std::mem::take(&mut self.boxes) {
            if let Some(figure) = self.figure(one) {
                self.page.put(&figure);
                self.write_boxes();
                continue;
            }
            self.page.put("<div>\n");
            match one.tag_name().name() {
                "p" | "h" | "list" | "table" => self.block(one, 0),
                _ => self.blocks(one, 0),
            }
            self.page.put("</div>\n");
        }
    }

    /// A box that holds a picture and its caption, in one paragraph, as LibreOffice sets them.
    fn figure(&mut self, words: Node<'a, 'i>) -> Option<String> {
        let mut blocks = words.children().filter(Node::is_element);
        let paragraph = blocks.next().filter(|node| node.tag_name().name() == "p" && blocks.next().is_none())?;
        let is_part = |node: &Node<'_, '_>| node.is_element() || node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty());
        let mut parts = paragraph.children().filter(is_part);
        let first = parts.next().filter(|node| node.tag_name().name() == "frame" && child(*node, "image").is_some())?;
        let is_caption = self.styles.names(attribute(paragraph, "style-name")).iter().any(|name| name == "caption")
            || paragraph.children().any(|node| node.tag_name().name() == "sequence");
        if !is_caption {
            return None;
        }
        let (mut picture, mut caption) = (Inline::default(), Inline::default());
        self.part(first, Look::default(), &mut picture);
        for part in parts {
            if part.is_element() {
                self.part(part, Look::default(), &mut caption);
            } else {
                caption.words(Look::default(), part.text().unwrap_or(""));
            }
        }
        Some(format!("<figure>{}<figcaption>{}</figcaption></figure>\n", picture.html(), caption.html()))
    }

    fn list(&mut self, node: Node<'a, 'i>, level: u8, outer: &str) {
        let own = attribute(node, "style-name");
        let style = if own.is_empty() { outer } else { own };
        let level = level.saturating_add(1);
        let (kind, start) = self.styles.list(style, level);
        let items: Vec<Node<'a, 'i>> =
            node.children().filter(|child| matches!(child.tag_name().name(), "list-item" | "list-header")).collect();
        // Headings are numbered by lists, and are no items.
        if items.iter().all(|item| item.children().filter(Node::is_element).all(|child| matches!(child.tag_name().name(), "h" | "list"))) {
            for item in items {
                for child in item.children().filter(Node::is_element) {
                    if child.tag_name().name() == "list" { self.list(child, level, style) } else { self.block(child, level) }
                }
            }
            return;
        }
        let first = items.first().map_or("", |item| attribute(*item, "start-value")).parse().unwrap_or(start);
        match kind {
            Some(kind) => self.page.put(&format!("<ol start=\"{first}\" type=\"{kind}\">\n")),
            None => self.page.put("<ul>\n"),
        }
        for item in items {
            let value: Option<u32> = attribute(item, "start-value").parse().ok().filter(|_| kind.is_some());
            self.page.put(&value.map_or("<li>".to_owned(), |value| format!("<li value=\"{value}\">")));
            for child in item.children().filter(Node::is_element) {
                if child.tag_name().name() == "list" { self.list(child, level, style) } else { self.block(child, level) }
            }
            self.page.put("</li>\n");
        }
        self.page.put(if kind.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn table(&mut self, node: Node<'a, 'i>) {
        if self.talk(node) {
            return;
        }
        self.page.put(open_table(node, "table"));
        self.rows(node, 0);
        self.page.put("</table>\n");
    }

    /// Writes the turns of an interview that stands in a table. Whether it is one.
    fn talk(&mut self, node: Node<'a, 'i>) -> bool {
        let is = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
        let lines = node.descendants().filter(|row| is(row, "table-row"));
        let cells = |row: Node<'a, 'i>| row.children().filter(|cell| is(cell, "table-cell")).collect::<Vec<_>>();
        let grid: Vec<Vec<Node<'a, 'i>>> = lines.map(cells).collect();
        let is_plain = grid.iter().flatten().all(|cell| !cell.attributes().any(|one| one.name().starts_with("number-")));
        let words = |cell: &Node<'_, '_>| paragraphs(*cell).join(" ");
        let Some((talk, rows)) = talk::of_cells(&grid, is_plain, words) else { return false };
        talk.tell(&mut self.page, &rows);
        for (cells, row) in grid.iter().zip(&rows).skip(usize::from(talk.has_head)) {
            let from = self.page.length();
            if let Some(cell) = cells.get(talk.words) {
                self.blocks(*cell, 0);
            }
            talk.lead(&mut self.page, from, row);
        }
        true
    }

    fn rows(&mut self, node: Node<'a, 'i>, depth: usize) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "table-row" => self.row(child),
                "table-header-rows" | "table-rows" | "table-row-group" if depth < 20 => self.rows(child, depth + 1),
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Node<'a, 'i>) {
        /// Spreadsheets repeat the empty cells at the end of a row a thousand times.
        const MOST: usize = 64;
        let number = |node: Node<'_, '_>, name: &str| attribute(node, name).parse::<usize>().unwrap_or(1).clamp(1, MOST);
        self.page.put("<tr>");
        for cell in node.children().filter(|child| child.tag_name().name() == "table-cell") {
            let [columns, rows] = ["number-columns-spanned", "number-rows-spanned"].map(|name| number(cell, name));
            let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
            for _ in 0..number(cell, "number-columns-repeated") {
                self.page.put(&format!("<td{}{}>", span("colspan", columns), span("rowspan", rows)));
                self.blocks(cell, 0);
                self.page.put("</td>");
            }
        }
        self.page.put("</tr>\n");
    }

    /// Deletions with changes tracked; insertions stand in the text.
    fn changes(&mut self, node: Node<'a, 'i>) {
        for deletion in node.descendants().filter(|node| node.tag_name().name() == "deletion") {
            let who = deletion.descendants().find(|node| node.tag_name().name() == "creator").and_then(|node| node.text()).unwrap_or("");
            let remark = Remark::Deleted { who: named(who) };
            self.page.leave_out("tracked-change", &paragraphs(deletion).join(" "), Unsure, Some(remark));
        }
    }

    /// A comment of an editor.
    pub fn comment(&mut self, node: Node<'a, 'i>) {
        let who = child(node, "creator").and_then(|node| node.text()).map_or_else(|| named(""), named);
        self.page.leave_out("file-comment", &paragraphs(node).join(" "), Unsure, Some(Remark::FileComment { who }));
    }

    /// The bodies of the notes that were called.
    pub fn write_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.page.put("<section role=\"doc-endnotes\">\n");
        self.in_note = true;
        let mut at = 0;
        while let Some(&body) = self.notes.get(at) {
            at += 1;
            self.page.put(&format!("<div id=\"fn{at}\" role=\"doc-footnote\">"));
            self.blocks(body, 0);
            self.page.put(&format!("<a href=\"#fnref{at}\" role=\"doc-backlink\">↩</a></div>\n"));
        }
        self.in_note = false;
        self.page.put("</section>\n");
    }
}

/// Whether a section is not shown.
fn is_hidden(node: Node<'_, '_>) -> bool {
    attribute(node, "display") == "none"
}
