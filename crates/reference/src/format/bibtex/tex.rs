//! TeX into words: accents, signs, formulas, quotation marks, commands. Words of commands that nobody knows stay.

use std::collections::BTreeMap;

use super::{
    commands::{self, Does, Look},
    formula, keys,
    latex::squeeze,
    macros::{self, Macros},
    tokens::{argument, character, closing, is_word, name, near, nth, unescaped},
};
use scholion_base::{figures, tex};

/// Deeper groups are read as if their braces were not there.
const DEEPEST: usize = 48;
/// How long words may become by definitions, in bytes.
const LONGEST: usize = 1 << 20;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A title: words that may be formatted, of which some keep their letters.
    Title,
    /// Words that may be formatted.
    Rich,
    /// Words, or parts of names.
    Plain,
    /// An address or identifier, in which no signs are joined.
    Verbatim,
}

impl Mode {
    fn is_rich(self) -> bool {
        matches!(self, Self::Title | Self::Rich)
    }
}

/// Reads the values of one file, and remembers the commands that it does not know.
#[derive(Debug, Default)]
pub struct Tex {
    pub macros: Macros,
    /// How often each stands there.
    pub unknown: BTreeMap<String, usize>,
    /// The language of the entry, as it says it in small letters.
    pub lang: String,
}

/// Where reading is.
struct State {
    mode: Mode,
    depth: usize,
    /// How many quotation marks of commands are open.
    quotes: usize,
    /// Whether a single quotation mark is open.
    is_quoted: bool,
    /// How many definitions stand in each other.
    expanded: usize,
    /// How many bytes of definitions were read: words that vanish grow as well.
    defined: usize,
    /// How many braces had no partner.
    lone: usize,
}

impl Tex {
    /// The words of a value.
    pub fn read(&mut self, latex: &str, mode: Mode) -> String {
        let plain = |c: char| matches!(c, '\\' | '{' | '}' | '$' | '~' | '`' | '\'' | '-' | '<' | '>' | ',' | '!' | '?' | '"');
        if !latex.contains(plain) {
            return squeeze(latex);
        }
        let mut out = String::with_capacity(latex.len());
        let mut state = State { mode, depth: 0, quotes: 0, is_quoted: false, expanded: 0, defined: 0, lone: 0 };
        self.run(latex, &mut out, &mut state);
        // How the tilde of addresses was once written.
        if mode == Mode::Verbatim { squeeze(&out.replace('∼', "~")) } else { squeeze(&out) }
    }

    /// Whether the shorthands of German stand for quotation marks (babel-german, 2.1).
    fn is_german(&self) -> bool {
        self.lang.contains("german") || self.lang.contains("austrian") || self.lang.starts_with("de")
    }

    /// Whether styles may write its titles in capitals: those in English, and where no language is named.
    fn has_title_case(&self) -> bool {
        let lang = self.lang.trim();
        lang.is_empty() || lang.starts_with("en") || ["english", "american", "british", "canadian"].iter().any(|name| lang.contains(name))
    }

    fn run(&mut self, latex: &str, out: &mut String, state: &mut State) {
        let mut rest = latex;
        while let Some(c) = rest.chars().next() {
            if out.len() > LONGEST {
                return;
            }
            let behind = rest.get(c.len_utf8()..).unwrap_or("");
            rest = match c {
                '\\' => match self.command(behind, out, state) {
                    Some(behind) => behind,
                    None => return,
                },
                '{' if state.depth < DEEPEST && state.lone < 64 => match closing(behind) {
                    Some(end) => {
                        let after = behind.get(end + 1..).unwrap_or("");
                        self.braced(behind.get(..end).unwrap_or(""), after, rest.len() == latex.len(), out, state);
                        after
                    }
                    None => {
                        state.lone += 1;
                        behind
                    }
                },
                '{' => behind,
                '}' => behind,
                '$' => self.dollar(behind, out, state),
                _ if state.mode == Mode::Verbatim => {
                    out.push(c);
                    behind
                }
                _ => self.sign(c, behind, out, state),
            };
        }
    }

    /// What stands in braces. Around some words of a title they keep a style from changing their letters, which only those in small
    /// letters need: words with capitals no style of CSL changes.
    fn braced(&mut self, inner: &str, after: &str, is_first: bool, out: &mut String, state: &mut State) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_some = !(is_first && after.trim().is_empty()) && !letter(out.chars().next_back()) && !letter(after.chars().next());
        let keeps = state.mode == Mode::Title && self.has_title_case() && state.depth == 0 && is_some && !inner.starts_with(['\\', '$']);
        let start = out.len();
        self.group(inner, out, state);
        let words = out.get(start..).unwrap_or("");
        let is_small = |word: &str| word.chars().filter(|c| c.is_lowercase()).count() > 1 && !word.chars().any(char::is_uppercase);
        if keeps && !words.contains('<') && words.split(char::is_whitespace).any(is_small) {
            let (open, close) = Look::NoCase.marks();
            out.insert_str(start, open);
            out.push_str(close);
        }
    }

    fn group(&mut self, inner: &str, out: &mut String, state: &mut State) {
        state.depth += 1;
        self.run(inner, out, state);
        state.depth -= 1;
    }

    /// The signs that TeX joins to others (the ligatures of its fonts).
    fn sign<'t>(&self, c: char, behind: &'t str, out: &mut String, state: &mut State) -> &'t str {
        let joined = [("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("<<", "«"), (">>", "»"), (",,", "„"), ("!`", "¡"), ("?`", "¿")];
        for (written, sign) in joined {
            let mut signs = written.chars();
            if signs.next() == Some(c)
                && let Some(after) = behind.strip_prefix(signs.as_str())
            {
                out.push_str(sign);
                return after;
            }
        }
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '~' => out.push('\u{a0}'),
            '`' => {
                state.is_quoted = true;
                out.push('‘');
            }
            '\'' if state.is_quoted && !(letter(out.chars().next_back()) && letter(behind.chars().next())) => {
                state.is_quoted = false;
                out.push('’');
            }
            '"' if self.is_german() && behind.starts_with(['`', '\'']) => {
                out.push(if behind.starts_with('`') { '„' } else { '“' });
                return behind.get(1..).unwrap_or("");
            }
            c => out.push(c),
        }
        behind
    }

    /// A formula, or the sign of a currency.
    fn dollar<'t>(&mut self, behind: &'t str, out: &mut String, state: &mut State) -> &'t str {
        let (behind, mark) = behind.strip_prefix('$').map_or((behind, "$"), |behind| (behind, "$$"));
        let end = unescaped(near(behind), mark);
        let Some((inner, after)) = end.and_then(|end| Some((behind.get(..end)?, behind.get(end + mark.len()..)?))) else {
            out.push_str(mark);
            return behind;
        };
        // Prices: what opens stands before its formula, what closes behind it (Pandoc manual, "Math").
        let is_price = inner.ends_with(' ') || inner.starts_with(' ') && after.starts_with(|c: char| c.is_ascii_digit());
        if is_price && !inner.contains(['\\', '^', '_', '{']) {
            out.push_str(mark);
            return behind;
        }
        self.formula(inner, out, state);
        after
    }

    fn formula(&mut self, inner: &str, out: &mut String, state: &State) {
        match formula::words(inner, state.mode.is_rich()) {
            Some(words) => out.push_str(&words),
            // As TeX, which programs that set formulas read.
            None => out.extend(["$", inner.trim(), "$"]),
        }
    }

    /// What a command gives; what is behind it, or nothing where the command took all.
    fn command<'t>(&mut self, behind: &'t str, out: &mut String, state: &mut State) -> Option<&'t str> {
        let (name, rest) = name(behind);
        if state.mode == Mode::Verbatim && !is_word(name) {
            out.push_str(name);
            return Some(rest.strip_prefix("{}").unwrap_or(rest));
        }
        if let Some(mark) = tex::accent(name).filter(|_| !is_word(name) || !rest.trim_start().is_empty()) {
            return Some(self.accent(name, mark, rest, out, state));
        }
        if !is_word(name) {
            match name {
                "(" | "[" => {
                    let close = if name == "(" { "\\)" } else { "\\]" };
                    let Some(end) = near(rest).find(close) else { return Some(rest) };
                    self.formula(rest.get(..end).unwrap_or(""), out, state);
                    return rest.get(end + close.len()..);
                }
                "-" | "/" | "!" | "@" | "" => {}
                name if commands::is_space(name) => out.push(' '),
                name => out.push_str(name),
            }
            return Some(rest);
        }
        if let Some(definition) = self.macros.get(name).filter(|_| state.expanded < 8 && state.defined <= LONGEST) {
            let (body, count) = (definition.body.clone(), definition.arguments);
            let mut rest = rest;
            let arguments: Vec<&str> = (0..count).map(|_| argument(&mut rest)).collect();
            let body = macros::filled(&body, &arguments);
            state.defined += body.len() + 1;
            state.expanded += 1;
            self.run(&body, out, state);
            state.expanded -= 1;
            return Some(rest);
        }
        if name == "t" {
            let mut rest = rest;
            let letters = self.words(argument(&mut rest), state);
            let mut chars = letters.chars();
            out.extend(chars.next().into_iter().chain(['\u{361}']));
            out.push_str(chars.as_str());
            return Some(rest);
        }
        if commands::is_space(name) {
            out.push(' ');
            return Some(rest.trim_start());
        }
        if let Some(does) = commands::does(name) {
            return self.done(does, rest, out, state);
        }
        if let Some(sign) = tex::sign(name).or_else(|| tex::math(name)) {
            out.push_str(sign);
            // White space ends the name of a command and is no more.
            return Some(rest.strip_prefix("{}").unwrap_or_else(|| rest.trim_start_matches([' ', '\t', '\n', '\r'])));
        }
        *self.unknown.entry(format!("\\{name}")).or_insert(0) += 1;
        if !rest.trim_start().starts_with(['{', '[']) {
            out.push_str(name);
            return Some(rest);
        }
        let mut rest = rest;
        let mut is_first = true;
        while rest.trim_start().starts_with('{') {
            if !std::mem::take(&mut is_first) {
                out.push(' ');
            }
            let words = argument(&mut rest);
            self.nested(words, out, state);
        }
        Some(rest)
    }

    fn done<'t>(&mut self, does: Does, mut rest: &'t str, out: &mut String, state: &mut State) -> Option<&'t str> {
        if matches!(does, Does::Turns(_)) || does == Does::Nothing(0) {
            rest = rest.strip_prefix("{}").unwrap_or(rest).trim_start();
        } else {
            // A setting.
            while rest.starts_with('[')
                && let Some(end) = near(rest).find(']')
            {
                rest = rest.get(end + 1..).unwrap_or("");
            }
        }
        match does {
            Does::Nothing(count) => (0..count).for_each(|_| {
                argument(&mut rest);
            }),
            Does::Text(count, text) => {
                let words = nth(count, text, &mut rest);
                self.nested(words, out, state);
            }
            Does::Quotes(count, text) => {
                let words = nth(count, text, &mut rest);
                let (open, close) = if state.quotes & 1 == 0 { ('“', '”') } else { ('‘', '’') };
                out.push(open);
                state.quotes += 1;
                self.nested(words, out, state);
                state.quotes -= 1;
                out.push(close);
            }
            Does::Around(open, close) => {
                out.push_str(open);
                self.nested(argument(&mut rest), out, state);
                out.push_str(close);
            }
            Does::Formats(look) => self.looking(look, argument(&mut rest), out, state),
            Does::Turns(look) => {
                self.looking(look, rest, out, state);
                return None;
            }
            Does::Address => {
                let mode = std::mem::replace(&mut state.mode, Mode::Verbatim);
                self.nested(argument(&mut rest), out, state);
                state.mode = mode;
            }
            Does::Key => {
                let key = argument(&mut rest);
                out.push_str(keys::words(key).unwrap_or(key));
            }
            Does::Formula => {
                let inner = argument(&mut rest);
                self.formula(inner, out, state);
            }
            Does::Character => {
                let (sign, after) = character(rest);
                out.extend(sign);
                rest = after;
            }
        }
        Some(rest)
    }

    fn looking(&mut self, look: Look, words: &str, out: &mut String, state: &mut State) {
        let start = out.len();
        let (open, close) = look.marks();
        self.nested(words, out, state);
        let formatted = out.get(start..).unwrap_or("");
        if formatted.trim().is_empty() {
            return;
        }
        if state.mode.is_rich() {
            out.insert_str(start, open);
            out.push_str(close);
        } else if matches!(look, Look::Raised | Look::Lowered)
            && let Some(shifted) = figures::shifted(formatted, look == Look::Raised)
        {
            out.truncate(start);
            out.push_str(&shifted);
        }
    }

    fn nested(&mut self, words: &str, out: &mut String, state: &mut State) {
        if state.depth < DEEPEST {
            self.group(words, out, state);
        } else {
            out.push_str(words);
        }
    }

    /// The words of an argument, unformatted.
    fn words(&mut self, argument: &str, state: &mut State) -> String {
        let mode = std::mem::replace(&mut state.mode, Mode::Plain);
        let mut words = String::new();
        self.nested(argument, &mut words, state);
        state.mode = mode;
        words
    }

    fn accent<'t>(&mut self, name: &str, mark: char, mut rest: &'t str, out: &mut String, state: &mut State) -> &'t str {
        let letters = argument(&mut rest);
        let words = self.words(letters, state);
        if !words.trim().is_empty() {
            out.push_str(&tex::accented(mark, &words));
            return rest;
        }
        // On nothing it is a sign of its own.
        match name {
            "~" | "^" | "`" | "'" => out.push_str(name),
            "\"" => out.push('¨'),
            "=" => out.push('¯'),
            _ => out.push_str(&words),
        }
        rest
    }
}
