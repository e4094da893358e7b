//! What a library defines itself: `\newcommand{\noopsort}[1]{}` in its preamble.

use std::collections::BTreeMap;

use super::tokens::{argument, closing, name};

/// More definitions no library needs.
const MOST: usize = 256;
/// How much of a preamble is read, in bytes.
const LONGEST: usize = 1 << 15;

/// How long a body may become by its arguments, in bytes.
const MOST_FILLED: usize = 1 << 20;

/// Commands by their names.
#[derive(Clone, Debug)]
pub struct Macros(BTreeMap<String, Definition>);

impl Default for Macros {
    /// What the documentation of BibTeX defines ("Designing BibTeX Styles", section 4; "BibTeXing", section 4).
    fn default() -> Self {
        Self(BTreeMap::from([("switchargs".to_owned(), Definition { body: "#2#1".into(), arguments: 2 })]))
    }
}

/// What stands for a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// With `#1` where an argument goes.
    pub body: String,
    pub arguments: usize,
}

impl Macros {
    pub fn get(&self, name: &str) -> Option<&Definition> {
        self.0.get(name)
    }

    /// Takes over what a preamble defines.
    pub fn define(&mut self, preamble: &str) {
        let preamble = preamble.get(..preamble.floor_char_boundary(LONGEST)).unwrap_or(preamble);
        for (at, command) in preamble.match_indices('\\').take(1 << 10) {
            let (called, rest) = name(preamble.get(at + command.len()..).unwrap_or(""));
            let mut rest = rest.trim_start_matches('*');
            let is_def = called == "def";
            if !is_def && !matches!(called.trim_end_matches('*'), "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand")
            {
                continue;
            }
            let defined = argument(&mut rest).trim();
            let Some(defined) = defined.strip_prefix('\\').filter(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic())) else {
                continue;
            };
            rest = rest.trim_start();
            let mut arguments = 0;
            if is_def {
                let end = rest.find('{').unwrap_or(0);
                arguments = rest.get(..end).unwrap_or("").matches('#').count();
                rest = rest.get(end..).unwrap_or("");
            } else if let Some(counted) = rest.strip_prefix('[')
                && let Some((count, behind)) = counted.split_once(']')
            {
                arguments = count.trim().parse().unwrap_or(0);
                rest = behind.trim_start();
            }
            let body = rest.strip_prefix('{').and_then(|rest| rest.get(..closing(rest)?));
            if let Some(body) = body.filter(|_| arguments < 10 && self.0.len() < MOST) {
                self.0.insert(defined.to_owned(), Definition { body: body.to_owned(), arguments });
            }
        }
    }
}

/// A body with its arguments, as long as it is no longer than what words may become.
pub fn filled(body: &str, arguments: &[&str]) -> String {
    let mut filled = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, behind)) = rest.split_once('#').filter(|_| filled.len() <= MOST_FILLED) {
        filled.push_str(before);
        let digit = behind.chars().next().and_then(|c| c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
        let argument = digit.and_then(|digit| arguments.get(digit.checked_sub(1)?));
        filled.push_str(argument.unwrap_or(&"#"));
        rest = if argument.is_some() { behind.get(1..).unwrap_or("") } else { behind };
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preamble_defines_commands() {
        let mut macros = Macros::default();
        macros.define(r"\newcommand{\noop}[1]{} \providecommand*\two[2]{#2, {#1}} \def\three#1{<#1>}");
        let filled = |name: &str, arguments: &[&str]| macros.get(name).map(|found| super::filled(&found.body, arguments));
        assert_eq!(filled("noop", &["a"]).as_deref(), Some(""));
        assert_eq!(filled("two", &["a", "b"]).as_deref(), Some("b, {a}"));
        assert_eq!(filled("three", &["#"]).as_deref(), Some("<#>"));
        assert_eq!(filled("four", &[]), None);
    }
}
