//! Texts in a mark-up language that another program reads.

use scholion_base::text::holds;

use super::{ending, head};

/// A mark-up language that is not ours to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Latex,
    ReStructuredText,
    Org,
    AsciiDoc,
    MediaWiki,
    Textile,
    /// XML, <https://docbook.org>.
    DocBook,
    /// XML, <http://www.fictionbook.org>.
    FictionBook,
    /// Outlines, XML, <http://opml.org>.
    Opml,
    Rtf,
    /// A notebook of Jupyter.
    Notebook,
}

/// The mark-up language of a text, if it is one of these.
pub fn markup(name: &str, bytes: &[u8]) -> Option<Markup> {
    if bytes.starts_with(b"{\\rtf") {
        return Some(Markup::Rtf);
    }
    let head = head(bytes);
    let ending = ending(name);
    // Wiki text may begin with a tag.
    if head.starts_with('<') && !matches!(ending.as_str(), "wiki" | "mediawiki" | "textile") {
        return xml(&head);
    }
    // What calls itself Markdown may be about any of them.
    if matches!(ending.as_str(), "md" | "markdown" | "html" | "htm" | "xhtml") {
        return None;
    }
    let by_content = || {
        let first = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('%')).unwrap_or("");
        if is_latex(&head, first) {
            Some(Markup::Latex)
        } else if is_org(first) {
            Some(Markup::Org)
        } else if is_asciidoc(&head) {
            Some(Markup::AsciiDoc)
        } else if is_mediawiki(&head) {
            Some(Markup::MediaWiki)
        } else if is_restructured(&head) {
            Some(Markup::ReStructuredText)
        } else {
            is_notebook(&head).then_some(Markup::Notebook)
        }
    };
    match ending.as_str() {
        "tex" | "ltx" | "latex" if head.contains('\\') => Some(Markup::Latex),
        "rst" | "rest" => Some(Markup::ReStructuredText),
        "org" => Some(Markup::Org),
        "adoc" | "asciidoc" => Some(Markup::AsciiDoc),
        "wiki" | "mediawiki" => Some(Markup::MediaWiki),
        "textile" => Some(Markup::Textile),
        _ => by_content(),
    }
}

fn xml(head: &str) -> Option<Markup> {
    let lower = head.to_ascii_lowercase();
    let root = lower.split('<').skip(1).find(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name = root.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?.rsplit(':').next()?;
    match name {
        "fictionbook" => Some(Markup::FictionBook),
        "opml" => Some(Markup::Opml),
        "article" | "book" | "chapter" | "part" | "set" | "section" | "refentry" | "preface" if lower.contains("docbook") => {
            Some(Markup::DocBook)
        }
        _ => None,
    }
}

/// Text of LaTeX begins with a command, and has those that make a text.
fn is_latex(head: &str, first: &str) -> bool {
    let is_command = first.strip_prefix('\\').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    is_command
        && ["\\documentclass", "\\documentstyle", "\\begin{", "\\section", "\\chapter", "\\usepackage"]
            .iter()
            .any(|word| head.contains(word))
}

/// A text of Org begins with a keyword.
fn is_org(first: &str) -> bool {
    first
        .strip_prefix("#+")
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(key, _)| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
}

/// A title behind one equals sign, and a named attribute below.
fn is_asciidoc(head: &str) -> bool {
    let mut lines = head.lines();
    let is_attribute = |line: &str| {
        line.strip_prefix(':')
            .and_then(|rest| rest.split_once(':'))
            .is_some_and(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace))
    };
    lines.next().is_some_and(|line| line.starts_with("= ")) && lines.take(6).any(is_attribute)
}

/// Headings between equals signs, with bold words in apostrophes, links in double brackets, or templates.
fn is_mediawiki(head: &str) -> bool {
    let is_heading = |line: &str| {
        let line = line.trim_end();
        line.len() > 6 && line.starts_with("==") && line.ends_with("==") && !line.trim_matches('=').trim().is_empty()
    };
    let [bold, link, template] = ["'''", "[[", "{{"].map(|sign| holds(head, sign));
    (bold || link || template) && head.lines().any(is_heading) || bold && link && holds(head, "]]")
}

/// Directives, which nothing else has: two points, a name, two colons.
fn is_restructured(head: &str) -> bool {
    const NAMES: [&str; 14] = [
        "contents",
        "note",
        "image",
        "figure",
        "code-block",
        "toctree",
        "include",
        "math",
        "role",
        "highlight",
        "epigraph",
        "footnote",
        "bibliography",
        "sectnum",
    ];
    head.lines()
        .any(|line| line.strip_prefix(".. ").and_then(|rest| rest.split_once("::")).is_some_and(|(name, _)| NAMES.contains(&name.trim())))
}

fn is_notebook(head: &str) -> bool {
    head.starts_with('{') && head.contains("\"cells\"") && (head.contains("\"cell_type\"") || head.contains("\"nbformat\""))
}
