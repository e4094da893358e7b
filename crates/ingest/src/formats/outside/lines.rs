//! The words of texts whose marks stand before lines and around words: Org, reStructuredText, AsciiDoc, wiki text, Textile.
//!
//! What stands in a line behind a sign is told by the shape of the sign; no list of directives or keywords is needed, as names that the
//! page repeats in its attributes are not missed.

use super::Counted;
use crate::formats::{detect::Markup, packed::visible};

/// What a line is.
enum Line<'t> {
    /// Words, a name and signs before them taken away.
    Words(&'t str),
    /// Something said to the program: all of it.
    Setting(&'t str),
    Comment(&'t str),
    /// Another file belongs here.
    Part(&'t str),
    /// The first of some lines that belong together.
    Opens(Block),
}

/// Lines that belong together.
struct Block {
    is_comment: bool,
    end: End,
    text: String,
}

/// Where a block ends.
enum End {
    /// With this line.
    Line(&'static str),
    /// Before a line that is not set in further than this.
    Outdent(usize),
    /// Before a heading of this level or a higher one, in Org.
    Heading(usize),
}

/// The words.
pub fn words(markup: Markup, text: &str) -> Counted {
    let mut counted = Counted::default();
    let mut templates = Vec::new();
    let text = if markup == Markup::MediaWiki {
        without_templates(&without_comments(text, &mut counted), &mut templates)
    } else {
        text.to_owned()
    };
    let mut open: Option<Block> = None;
    let mut paragraph = String::new();
    for line in text.lines() {
        if let Some(block) = &mut open {
            let (goes_on, is_taken) = block.end.meets(line);
            if goes_on {
                block.text.push_str(line);
                block.text.push('\n');
                continue;
            }
            counted.close(open.take());
            if is_taken {
                continue;
            }
        }
        if line.trim().is_empty() {
            counted.words.push(std::mem::take(&mut paragraph));
            continue;
        }
        match read(markup, line) {
            Line::Words(words) => {
                paragraph.push_str(&plain(markup, without_count(words)));
                paragraph.push('\n');
            }
            Line::Setting(words) => counted.settings.push(words.to_owned()),
            Line::Comment(words) => counted.comments.push(words.to_owned()),
            Line::Part(file) => counted.parts.push(file.trim_matches(['"', ' ']).to_owned()),
            Line::Opens(block) => open = Some(block),
        }
    }
    counted.close(open);
    counted.words.push(paragraph);
    counted.words.append(&mut templates);
    counted.words.retain(|words| words.chars().any(char::is_alphanumeric));
    counted
}

impl Counted {
    fn close(&mut self, block: Option<Block>) {
        match block {
            Some(block) if block.is_comment => self.comments.push(block.text),
            Some(block) => self.settings.extend(block.text.lines().map(str::to_owned)),
            None => {}
        }
    }
}

impl End {
    /// Whether the block goes on with a line, and whether the line that ends it is its own.
    fn meets(&self, line: &str) -> (bool, bool) {
        match self {
            Self::Line(end) => (!line.trim().eq_ignore_ascii_case(end), true),
            Self::Outdent(indent) => (line.trim().is_empty() || indent_of(line) > *indent, false),
            Self::Heading(level) => (stars(line).is_none_or(|stars| stars > *level), false),
        }
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The level of a heading of Org.
fn stars(line: &str) -> Option<usize> {
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    (stars > 0 && line.as_bytes().get(stars) == Some(&b' ')).then_some(stars)
}

fn opens<'t>(is_comment: bool, end: End, text: &str) -> Line<'t> {
    Line::Opens(Block { is_comment, end, text: format!("{text}\n") })
}

fn read(markup: Markup, line: &str) -> Line<'_> {
    let bare = line.trim();
    match markup {
        Markup::Org => org(line, bare),
        Markup::ReStructuredText => restructured(line, bare),
        Markup::AsciiDoc => asciidoc(bare),
        Markup::MediaWiki if bare.starts_with("{|") || bare.starts_with("|-") => Line::Setting(bare),
        Markup::Textile => textile(bare),
        _ => Line::Words(bare),
    }
}

/// A name between two signs at the beginning of a line, and what is behind it: `:name: value`.
fn named<'t>(bare: &'t str, open: &str, close: &str) -> Option<(&'t str, &'t str)> {
    let (name, rest) = bare.strip_prefix(open)?.split_once(close)?;
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    is_name.then_some((name, rest.trim()))
}

/// <https://orgmode.org/worg/org-syntax.html>
fn org<'t>(line: &'t str, bare: &'t str) -> Line<'t> {
    /// Keywords whose values are shown.
    const SHOWN: [&str; 6] = ["title", "subtitle", "author", "date", "caption", "description"];
    let lower = bare.to_ascii_lowercase();
    if let Some(rest) = bare.strip_prefix("#+") {
        return match rest.split_once(':') {
            _ if lower.starts_with("#+begin_comment") => opens(true, End::Line("#+end_comment"), ""),
            _ if lower.starts_with("#+begin_") || lower.starts_with("#+end_") => {
                Line::Setting(rest.split_once(char::is_whitespace).map_or("", |(_, words)| words))
            }
            Some((name, value)) if name.eq_ignore_ascii_case("include") => Line::Part(value.trim().split(" :").next().unwrap_or(value)),
            Some((name, value)) if SHOWN.iter().any(|shown| name.eq_ignore_ascii_case(shown)) => Line::Words(value),
            _ => Line::Setting(bare),
        };
    }
    if bare == "#" || bare.starts_with("# ") {
        return Line::Comment(bare);
    }
    if let Some(level) = stars(line).filter(|level| line.get(*level..).is_some_and(|rest| rest.trim().starts_with("COMMENT"))) {
        return opens(true, End::Heading(level), bare);
    }
    match named(bare, ":", ":") {
        Some((_, "")) if lower != ":end:" => opens(false, End::Line(":end:"), ""),
        _ if ["deadline:", "scheduled:", "closed:", "clock:"].iter().any(|start| lower.starts_with(start)) => Line::Setting(bare),
        _ => Line::Words(bare),
    }
}

/// <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>
fn restructured<'t>(line: &'t str, bare: &'t str) -> Line<'t> {
    let indent = indent_of(line);
    if bare == ".." {
        return opens(true, End::Outdent(indent), "");
    }
    if let Some(rest) = bare.strip_prefix(".. ") {
        let rest = rest.trim_start();
        if let Some((label, text)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            return Line::Words(if label.starts_with(|c: char| c.is_alphabetic()) { rest } else { text });
        }
        if let Some(target) = rest.strip_prefix('_') {
            return Line::Setting(target.split_once(": ").map_or("", |(_, address)| address));
        }
        let rest = rest.strip_prefix('|').and_then(|rest| rest.split_once('|')).map_or(rest, |(_, rest)| rest.trim_start());
        return match named(rest, "", "::") {
            Some(("include" | "literalinclude", file)) => Line::Part(file),
            Some(("raw" | "highlight" | "default-role" | "toctree" | "role", value)) => Line::Setting(value),
            Some((_, words)) => Line::Words(words),
            None => opens(true, End::Outdent(indent), rest),
        };
    }
    match named(bare, ":", ":") {
        // In a directive; what describes a picture is for readers.
        Some(("alt", words)) if indent > 0 => Line::Words(words),
        Some((_, value)) if indent > 0 => Line::Setting(value),
        _ => Line::Words(bare),
    }
}

/// <https://docs.asciidoctor.org/asciidoc/latest/>
fn asciidoc(bare: &str) -> Line<'_> {
    if bare == "////" {
        return opens(true, End::Line("////"), "");
    }
    if let Some(comment) = bare.strip_prefix("//") {
        return Line::Comment(comment);
    }
    if bare.starts_with('[') && bare.ends_with(']') || named(bare, ":", ":").is_some() {
        return Line::Setting(bare);
    }
    match named(bare, "", "::") {
        Some(("include", file)) => Line::Part(file.split('[').next().unwrap_or(file)),
        Some(("ifdef" | "ifndef" | "ifeval" | "endif", value)) => Line::Setting(value),
        Some((_, words)) if words.ends_with(']') => Line::Words(words),
        _ => Line::Words(bare),
    }
}

/// <https://textile-lang.com>
fn textile(bare: &str) -> Line<'_> {
    if let Some(comment) = bare.strip_prefix("###.") {
        return Line::Comment(comment);
    }
    // `h2(#place). `, `fn1. `, `bc.. `
    let letters = bare.bytes().take_while(u8::is_ascii_lowercase).count();
    let sign = bare.split_once(". ").or_else(|| bare.split_once(".. ")).filter(|(sign, _)| {
        let behind = sign.get(letters..).unwrap_or("").trim_start_matches(|c: char| c.is_ascii_digit());
        (1..10).contains(&letters) && sign.len() < 60 && (behind.is_empty() || behind.starts_with(['(', '{', '[', '<', '>', '=', '.']))
    });
    Line::Words(sign.filter(|_| BLOCKS.iter().any(|block| bare.starts_with(block))).map_or(bare, |(_, words)| words))
}
/// How signs of blocks begin in Textile.
const BLOCKS: [&str; 8] = ["h", "p", "bq", "bc", "pre", "fn", "notextile", "table"];

/// A line without the sign that counts its item: `1. `, `(a) `.
pub fn without_count(line: &str) -> &str {
    // A task, done or not.
    if line.starts_with("- [") && line.as_bytes().get(4) == Some(&b']') {
        return line.get(5..).unwrap_or("");
    }
    let count = line.trim_start().trim_start_matches('(');
    let length = count.find([' ', '\t']).unwrap_or(0);
    let Some(sign) = count.get(..length).and_then(|sign| sign.strip_suffix(['.', ')'])) else { return line };
    let is_count = !sign.is_empty() && (sign.chars().all(|c| c.is_ascii_digit()) || sign.len() == 1 && sign.is_ascii());
    if is_count { count.get(length..).unwrap_or("") } else { line }
}

/// A line without names that stand among its words for a program.
fn plain(markup: Markup, line: &str) -> String {
    let mut line = line.to_owned();
    if markup == Markup::Org {
        // A letter by its name, a note by its label.
        cut(&mut line, "[fn:", |rest| rest.find([':', ']']));
        cut(&mut line, "\\", |rest| rest.find(|c: char| !c.is_ascii_alphabetic()));
    }
    if markup == Markup::ReStructuredText {
        cut(&mut line, "|", |rest| rest.find('|').filter(|end| *end > 0 && rest.get(..*end).is_some_and(|name| name.trim() == name)));
        cut(&mut line, "[#", |rest| rest.find("]_"));
        cut(&mut line, ":", |rest| {
            rest.find(":`").filter(|end| rest.bytes().take(*end).all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
        });
    }
    if markup == Markup::AsciiDoc {
        for name in ["footnote:", "link:", "xref:", "image:", "kbd:", "btn:", "menu:", "icon:", "stem:", "pass:"] {
            line = line.replace(name, " ");
        }
    }
    if matches!(markup, Markup::Org | Markup::MediaWiki) {
        // The kind of an address, and how a picture is to be placed.
        cut(&mut line, "[[", |rest| {
            rest.find(':').filter(|end| rest.get(..*end).is_some_and(|kind| !kind.contains([']', '|', ' ', '\n'])))
        });
    }
    if markup == Markup::MediaWiki {
        if line.starts_with(['|', '!']) {
            line = without_attributes(&line);
        }
        line = line.replace("|alt=", "|").replace("|link=", "|");
        for placed in PLACED {
            line = line.replace(&format!("|{placed}|"), "|").replace(&format!("|{placed}]]"), "]]");
        }
        cut(&mut line, "|", |rest| {
            rest.find("px").filter(|end| rest.bytes().take(*end).all(|byte| byte.is_ascii_digit() || byte == b'x')).map(|end| end + 2)
        });
    }
    if matches!(markup, Markup::MediaWiki | Markup::Textile | Markup::ReStructuredText) { visible(&line) } else { line }
}

/// How pictures are placed in wiki text.
const PLACED: [&str; 10] = ["thumb", "thumbnail", "frame", "frameless", "right", "left", "center", "none", "upright", "border"];

/// A line of a table without what is said of its cells: `colspan="2"`.
fn without_attributes(line: &str) -> String {
    let mut whole = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("=\"") {
        whole.push_str(before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '-'));
        rest = behind.split_once('"').map_or("", |(_, rest)| rest);
    }
    whole.push_str(rest);
    whole
}

/// Takes a sign and a name behind it away, wherever they stand; `end` says where in what follows the sign the name ends.
fn cut(line: &mut String, sign: &str, end: impl Fn(&str) -> Option<usize>) {
    let mut whole = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some((before, behind)) = rest.split_once(sign) {
        whole.push_str(before);
        whole.push(' ');
        rest = behind.get(end(behind).unwrap_or(0)..).unwrap_or("");
    }
    whole.push_str(rest);
    *line = whole;
}

/// A text without what stands between `<!--` and `-->`.
fn without_comments(text: &str, counted: &mut Counted) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        whole.push_str(before);
        let (comment, behind) = comment.split_once("-->").unwrap_or((comment, ""));
        counted.comments.push(comment.to_owned());
        rest = behind;
    }
    whole.push_str(rest);
    whole
}

/// A text of MediaWiki without its templates, `{{name|words}}`, each of which is a paragraph.
fn without_templates(text: &str, templates: &mut Vec<String>) -> String {
    let mut whole = String::with_capacity(text.len());
    let (mut depth, mut template) = (0usize, String::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("{{") || depth > 0 && rest.starts_with("}}") { 2 } else { c.len_utf8() };
        let (sign, behind) = rest.split_at(length);
        depth += usize::from(sign == "{{");
        if depth > 0 {
            template.push_str(sign)
        } else {
            whole.push_str(sign)
        }
        if sign == "}}" {
            depth -= 1;
            if depth == 0 {
                templates.push(std::mem::take(&mut template));
            }
        }
        rest = behind;
    }
    // One that does not end is none.
    whole + &template
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markup: Markup, text: &str, expected: [&[&str]; 3]) {
        let bare = |all: &[String]| {
            let all = all.iter().map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "));
            all.filter(|one| !one.is_empty()).collect::<Vec<_>>()
        };
        let counted = words(markup, text);
        assert_eq!(
            [bare(&counted.words), bare(&counted.comments), bare(&counted.settings)],
            expected.map(|all| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>())
        );
    }

    #[test]
    fn words_are_told_from_signs() {
        check(
            Markup::Org,
            "#+TITLE: Oil\n#+OPTIONS: toc:nil\n# ask Ida\n\n* Lamp\n:PROPERTIES:\n:ID: 7\n:END:\nLit[fn:a] by [[file:b.org][Ida]], \\alpha.\n\n\
             #+BEGIN_SRC sh :eval no\nls\n#+END_SRC\n\n* COMMENT No\nhidden\n* Yes\n1. one",
            [
                &["Oil", "* Lamp Lit ] by :b.org][Ida]], .", "ls", "* Yes one"],
                &["# ask Ida", "* COMMENT No hidden"],
                &["#+OPTIONS: toc:nil", ":ID: 7", "sh :eval no"],
            ],
        );
        check(
            Markup::ReStructuredText,
            "Pier\n====\n\n.. a note\n   for us\n\n.. note:: Mind\n   :class: x\n\n   the gap [#a]_ of |oak|.\n\n.. _p: https://a.b\n\
             .. [#a] From wood.\n.. |oak| replace:: Old Oak\n",
            [&["Pier ====", "Mind", "the gap ]_ of .", "From wood. Old Oak"], &["a note for us"], &["x", "https://a.b"]],
        );
        check(
            Markup::MediaWiki,
            "<!-- ask -->'''Pier''' {{convert|3|m}}\n[[File:A.jpg|thumb|200px|The pier]]\n{| class=\"x\"\n! scope=\"row\" | Oak\n|}",
            [&["'''Pier''' :A.jpg The pier]] ! Oak }", "{{convert|3|m}}"], &["ask"], &["{| class=\"x\""]],
        );
        check(
            Markup::Textile,
            "h2(#a). Pier\n\nfn1. Oak.\n\n###. ask\nThe end. No sign.",
            [&["Pier", "Oak.", "The end. No sign."], &["ask"], &[]],
        );
        check(
            Markup::AsciiDoc,
            "= Pier\n:toc:\n\n// ask\nOld.footnote:[Oak.]\n\ninclude::b.adoc[]\n",
            [&["= Pier", "Old. [Oak.]"], &["ask"], &[":toc:"]],
        );
    }
}
