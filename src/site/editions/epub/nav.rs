//! The navigation document of a book (EPUB 3.3, 7): its contents, where it begins, and the pages of the original.

use super::xhtml::id;
use crate::base::Xml;

/// A line of the contents.
pub struct Entry {
    /// How deep it stands.
    pub depth: usize,
    pub title: String,
    /// Its language, where it is not that of the book.
    pub lang: String,
    /// The file, and the fragment in it; empty for its beginning.
    pub file: String,
    pub fragment: String,
}

/// What the navigation document says.
pub struct Nav<'n> {
    /// What the contents, and the list of pages, are called.
    pub contents: &'n str,
    pub pages_title: &'n str,
    /// Whether the contents are read among the other files: those of several texts stand behind the title of the whole.
    pub is_read: bool,
    /// The contents.
    pub entries: &'n [Entry],
    /// The pages of the original: what each is called, its file, and the fragment of its mark.
    pub pages: &'n [(String, String, String)],
}

/// Writes what stands in the body of the document.
pub fn write(xml: &mut Xml<'_>, nav: &Nav<'_>) {
    xml.push_str("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n");
    xml.element("h1", nav.contents);
    xml.push_str("\n<ol>\n");
    // The depths of the lists that are open, each with an item that is.
    let mut open: Vec<usize> = Vec::new();
    for entry in nav.entries {
        match open.last().copied() {
            Some(depth) if entry.depth > depth => xml.push_str("\n<ol>\n"),
            Some(_) => {
                // What is deeper than the next of its list stands beside it: an item holds one list.
                while open.len().checked_sub(2).and_then(|nth| open.get(nth)).is_some_and(|around| *around >= entry.depth) {
                    xml.push_str("</li>\n</ol>\n");
                    open.pop();
                }
                xml.push_str("</li>\n");
                open.pop();
            }
            None => {}
        }
        open.push(entry.depth);
        xml.push_str("<li>");
        link(xml, &entry.file, &entry.fragment, &entry.title, &entry.lang);
    }
    for nth in (0..open.len()).rev() {
        xml.push_str(if nth > 0 { "</li>\n</ol>\n" } else { "</li>\n" });
    }
    xml.push_str("</ol>\n</nav>\n");
    if let Some(first) = nav.entries.first() {
        xml.push_str("<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
        if nav.is_read {
            xml.push_str("<li><a epub:type=\"toc\" href=\"#toc\">");
            xml.words(nav.contents);
            xml.push_str("</a></li>\n");
        }
        xml.push_str("<li><a epub:type=\"bodymatter\"");
        xml.attribute("href", &first.file);
        xml.push_str(">");
        xml.words(&first.title);
        xml.push_str("</a></li>\n</ol>\n</nav>\n");
    }
    if !nav.pages.is_empty() {
        xml.push_str("<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"page-list\">\n");
        xml.element("h2", nav.pages_title);
        xml.push_str("\n<ol>\n");
        for (label, file, fragment) in nav.pages {
            xml.push_str("<li>");
            link(xml, file, fragment, label, "");
            xml.push_str("</li>\n");
        }
        xml.push_str("</ol>\n</nav>\n");
    }
}

fn link(xml: &mut Xml<'_>, file: &str, fragment: &str, title: &str, lang: &str) {
    let fragment = id(fragment);
    xml.push_str("<a");
    xml.attribute("href", &if fragment.is_empty() { file.to_owned() } else { format!("{file}#{fragment}") });
    if !lang.is_empty() {
        xml.attribute("lang", lang);
        xml.attribute("xml:lang", lang);
    }
    xml.push_str(">");
    // A link without words is none.
    xml.words(if title.trim().is_empty() { "…" } else { title });
    xml.close("a");
}
