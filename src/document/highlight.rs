//! Code in colours. The only home of `syntect` and `two-face`.
//!
//! The grammars give each word a stack of dozens of scopes; written out as classes they would make the
//! page twenty times as long as the code. So the scopes are merged into the classes of [`CLASSES`], and
//! neighbours of one class into one `<span>`.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Sets code in colours: takes a language as its block names it, and the code; gives the colours of its parts in order, or `None`
/// if it does not know the language.
pub type Highlight<'a> = &'a dyn Fn(&str, &str) -> Option<Vec<Colour>>;

/// A part of code that has one colour, and none over a line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// The class that the style sheet knows it by; empty if it has none.
    pub class: &'static str,
    /// How many bytes it has.
    pub length: usize,
}

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

    /// The colours of the code; `None` if the language is not known, or is plain text.
    ///
    /// `lang` is a name or a file's extension (`rust`, `py`). No colour goes over a line's end.
    pub fn highlight(&self, lang: &str, code: &str) -> Option<Vec<Colour>> {
        if lang.is_empty() || code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
            return None;
        }
        let grammars = &*self.grammars;
        let syntax = grammars.set.find_syntax_by_token(lang).filter(|syntax| syntax.name != "Plain Text")?;
        grammars.highlight(syntax, code)
    }
}

impl Grammars {
    fn highlight(&self, syntax: &SyntaxReference, code: &str) -> Option<Vec<Colour>> {
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut colours: Vec<Colour> = Vec::new();
        for line in code.split_inclusive('\n') {
            let changes = state.parse_line(line, &self.set).ok()?;
            let words = line.strip_suffix('\n').unwrap_or(line);
            let mut class = "";
            let mut from = 0;
            for (at, change) in &changes {
                let at = (*at).min(words.len());
                self.part(&mut colours, &mut class, words.get(from..at)?, &scopes);
                from = from.max(at);
                scopes.apply(change).ok()?;
            }
            self.part(&mut colours, &mut class, words.get(from..)?, &scopes);
            add(&mut colours, "", line.len() - words.len());
        }
        Some(colours)
    }

    /// Adds words that stand under one stack of scopes; `class` is that of the words before them on their line.
    fn part(&self, colours: &mut Vec<Colour>, class: &mut &'static str, words: &str, scopes: &ScopeStack) {
        // White space has no colour: it goes on with what stands before it.
        if !words.trim().is_empty() {
            *class = self.class(scopes);
        }
        add(colours, class, words.len());
    }

    fn class(&self, scopes: &ScopeStack) -> &'static str {
        let class = |scope: &Scope| self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
        scopes.as_slice().iter().rev().find_map(class).unwrap_or("")
    }
}

/// Adds as many bytes of a class, to the last colour if that is the same.
fn add(colours: &mut Vec<Colour>, class: &'static str, length: usize) {
    match colours.last_mut() {
        Some(last) if last.class == class => last.length += length,
        _ if length == 0 => {}
        _ => colours.push(Colour { class, length }),
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

    /// The parts that have a class, each with it before it.
    fn check(lang: &str, code: &str, coloured: &str) {
        let mut rest = code;
        let mut shown = String::new();
        for Colour { class, length } in HIGHLIGHTER.highlight(lang, code).unwrap() {
            let (words, behind) = rest.split_at(length);
            shown += &if class.is_empty() { words.to_owned() } else { format!("[{class} {words}]") };
            rest = behind;
        }
        assert_eq!(shown, coloured, "{code}");
        assert_eq!(rest, "");
    }

    #[test]
    fn scopes_are_merged_into_few_classes() {
        check(
            "rust",
            "fn main() { // a < b\n    let x = \"y\";\n}\n",
            "[k fn ][f main][p () { ][c // a < b]\n    [k let] x [o = ][s \"y\"][p ;]\n[p }]\n",
        );
        check("py", "x = 1", "x [o = ][n 1]");
    }

    #[test]
    fn what_is_not_known_stays_plain() {
        for (lang, code) in [("", "x"), ("nonesuch", "x"), ("txt", "x"), ("rust", &"x".repeat(LONGEST_LINE + 1))] {
            assert_eq!(HIGHLIGHTER.highlight(lang, code), None, "{lang}");
        }
    }
}
