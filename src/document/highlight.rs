//! Code in colours. The only home of `syntect` and `two-face`.
//!
//! The grammars give each word a stack of dozens of scopes; written out as classes they would make the
//! page twenty times as long as the code. So the scopes are merged into the classes of [`CLASSES`], and
//! neighbours of one class into one `<span>`.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::base::Html;

/// Scopes (by Sublime Text's scope naming) and the class that stands for them; the innermost scope that
/// has one decides, and of two that match it the first here.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", "s"),
    ("constant.character", "s"),
    ("punctuation.definition.string", "s"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("constant", "n"),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical", "k"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("variable.language", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.section", "m"),
    ("markup.heading", "m"),
    ("meta.diff.header", "m"),
    ("meta.diff.range", "m"),
    ("entity.other.attribute-name", "v"),
    ("entity.other.inherited-class", "t"),
    ("entity.name", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("support", "v"),
    ("variable.parameter", "v"),
    ("variable.other.member", "v"),
    ("variable.other.readwrite", "v"),
    ("markup.bold", "e"),
    ("markup.italic", "e"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.quote", "c"),
    ("punctuation", "p"),
];

/// Longer code, and lines longer than this, are left plain: some grammars take seconds for them.
const LONGEST: usize = 200_000;
const LONGEST_LINE: usize = 4_000;

/// The grammars. Loading them takes some 20 ms and 20 MB, so it waits for the first block of code.
pub struct Highlighter {
    grammars: LazyLock<Grammars>,
}

struct Grammars {
    set: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    /// A highlighter that has loaded nothing yet.
    pub const fn new() -> Self {
        Self { grammars: LazyLock::new(load) }
    }

    /// The code as HTML with the same words; `None` if the language is not known, or is plain text.
    ///
    /// `lang` is a name or a file's extension (`rust`, `py`). No `<span>` goes over a line's end.
    pub fn highlight(&self, lang: &str, code: &str) -> Option<Html> {
        if lang.is_empty() || code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
            return None;
        }
        let grammars = &*self.grammars;
        let syntax = grammars.set.find_syntax_by_token(lang).filter(|syntax| syntax.name != "Plain Text")?;
        grammars.highlight(syntax, code)
    }
}

impl Grammars {
    fn highlight(&self, syntax: &SyntaxReference, code: &str) -> Option<Html> {
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut html = Html::with_capacity(code.len() * 2);
        for line in code.split_inclusive('\n') {
            let changes = state.parse_line(line, &self.set).ok()?;
            let words = line.strip_suffix('\n').unwrap_or(line);
            let mut open = "";
            let mut from = 0;
            for (at, change) in &changes {
                let at = (*at).min(words.len());
                self.part(&mut html, &mut open, words.get(from..at)?, &scopes);
                from = from.max(at);
                scopes.apply(change).ok()?;
            }
            self.part(&mut html, &mut open, words.get(from..)?, &scopes);
            close(&mut html, open);
            if words.len() < line.len() {
                html.push_str("\n");
            }
        }
        Some(html)
    }

    /// Writes words that stand under one stack of scopes.
    fn part(&self, html: &mut Html, open: &mut &'static str, words: &str, scopes: &ScopeStack) {
        if words.is_empty() {
            return;
        }
        // White space has no colour: it goes on with what stands before it.
        let class = if words.trim().is_empty() { *open } else { self.class(scopes) };
        if class != *open {
            close(html, open);
            if !class.is_empty() {
                html.push_str("<span class=\"");
                html.push_str(class);
                html.push_str("\">");
            }
            *open = class;
        }
        html.words(words);
    }

    fn class(&self, scopes: &ScopeStack) -> &'static str {
        let class = |scope: &Scope| self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
        scopes.as_slice().iter().rev().find_map(class).unwrap_or("")
    }
}

fn close(html: &mut Html, open: &str) {
    if !open.is_empty() {
        html.push_str("</span>");
    }
}

fn load() -> Grammars {
    let classes = CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect();
    Grammars { set: two_face::syntax::extra_newlines(), classes }
}

#[cfg(test)]
mod tests {
    use super::*;

    static HIGHLIGHTER: Highlighter = Highlighter::new();

    fn check(lang: &str, code: &str, html: &str) {
        assert_eq!(HIGHLIGHTER.highlight(lang, code).as_deref(), Some(html), "{code}");
    }

    #[test]
    fn scopes_are_merged_into_few_classes() {
        check(
            "rust",
            "fn main() { // a < b\n    let x = \"y\";\n}\n",
            "<span class=\"k\">fn </span><span class=\"f\">main</span><span class=\"p\">() { </span><span class=\"c\">// a &lt; b</span>\n    \
             <span class=\"k\">let</span> x <span class=\"o\">= </span><span class=\"s\">&quot;y&quot;</span><span class=\"p\">;</span>\n<span class=\"p\">}</span>\n"
                .replace("&quot;", "\"")
                .as_str(),
        );
        check("py", "x = 1", "x <span class=\"o\">= </span><span class=\"n\">1</span>");
    }

    #[test]
    fn what_is_not_known_stays_plain() {
        for (lang, code) in [("", "x"), ("nonesuch", "x"), ("txt", "x"), ("rust", &"x".repeat(LONGEST_LINE + 1))] {
            assert_eq!(HIGHLIGHTER.highlight(lang, code), None, "{lang}");
        }
    }
}
