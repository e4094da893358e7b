//! Text as LaTeX.
//!
//! Letters of all scripts stay as they are (BibLaTeX, biber and every engine since 2018 read UTF-8). What LaTeX
//! takes for a command is written as one. Braces that are not in pairs are written by name, as BibTeX counts braces even
//! where a backslash stands before them. Marks of CSL-JSON become commands, formulas in TeX stay.

use super::formula;
use crate::rich::{Piece, pieces};

/// A text as the value of a field, between braces.
pub fn escape(text: &str) -> String {
    finished(|latex| append(text, latex))
}

/// The same for a title, whose capitals must stay: styles that write titles in small letters change what no braces
/// protect.
pub fn escape_title(text: &str) -> String {
    let mut is_first = true;
    finished(|latex| append_title(text, latex, &mut is_first))
}

/// A text with the marks of CSL-JSON.
pub fn escape_marked(text: &str, is_title: bool) -> String {
    let mut is_first = true;
    // What closes each open mark; those with more than a brace keep letters as they are.
    let mut open: Vec<&str> = Vec::new();
    let pieces = pieces(text);
    finished(|latex| {
        for (place, piece) in pieces.iter().enumerate() {
            match *piece {
                Piece::Open(tag) => {
                    let command = match tag {
                        "<i>" | "<em>" => "\\emph",
                        "<b>" | "<strong>" => "\\textbf",
                        "<sup>" => "\\textsuperscript",
                        "<sub>" => "\\textsubscript",
                        "<u>" => "\\underline",
                        tag if tag.contains("nocase") => "",
                        _ => "\\textsc",
                    };
                    // A command in one pair of braces is a special character for BibTeX, whose letters change ("BibTeXing", 4.6).
                    let keeps = is_title && !is_kept(&open) && (command.is_empty() || has_capitals(pieces.get(place + 1..).unwrap_or(&[])));
                    let (before, close) = match (keeps, command) {
                        (true, "") => ("{", "} "),
                        (true, _) => ("{{", "}}}"),
                        (false, "") => ("{", "}"),
                        (false, _) => ("", "}"),
                    };
                    open.push(close);
                    latex.push_str(before);
                    latex.push_str(command);
                    if !command.is_empty() {
                        latex.push('{');
                    }
                }
                Piece::Close => latex.push_str(open.pop().unwrap_or("").trim_end()),
                Piece::Words(words) if is_title && !is_kept(&open) => append_title(words, latex, &mut is_first),
                Piece::Words(words) => {
                    append(words, latex);
                    is_first = false;
                }
            }
        }
    })
}

/// Whether an open mark keeps letters as they are.
fn is_kept(open: &[&str]) -> bool {
    open.iter().any(|close| close.len() > 1)
}

/// Whether there are capitals before the mark closes behind which this stands.
fn has_capitals(pieces: &[Piece<'_>]) -> bool {
    let mut depth = 1_usize;
    for piece in pieces {
        match piece {
            Piece::Open(_) => depth += 1,
            Piece::Close => depth -= 1,
            Piece::Words(words) if words.chars().any(char::is_uppercase) => return true,
            Piece::Words(_) => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}

/// One space for each run of white space, none at the ends.
fn finished(write: impl FnOnce(&mut String)) -> String {
    let mut latex = String::new();
    write(&mut latex);
    squeeze(&latex)
}

fn append(text: &str, latex: &mut String) {
    let mut last = ' ';
    let in_pairs = braces_are_in_pairs(text);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '$' { formula::length(rest) } else { 0 };
        if length > 0 {
            let (formula, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            latex.push_str(formula);
            (rest, last) = (behind, '$');
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '\\' => latex.push_str(r"\textbackslash{}"),
            '{' | '}' if in_pairs => {
                latex.push('\\');
                latex.push(c);
            }
            '{' => latex.push_str(r"\textbraceleft{}"),
            '}' => latex.push_str(r"\textbraceright{}"),
            '~' => latex.push_str(r"\textasciitilde{}"),
            '^' => latex.push_str(r"\textasciicircum{}"),
            '<' => latex.push_str(r"\textless{}"),
            '>' => latex.push_str(r"\textgreater{}"),
            '|' => latex.push_str(r"\textbar{}"),
            '`' => latex.push_str(r"\textasciigrave{}"),
            '\u{a0}' => latex.push('~'),
            '&' | '%' | '$' | '#' | '_' => {
                latex.push('\\');
                latex.push(c);
            }
            // Two of them would become one longer sign.
            '-' | '\'' | ',' if last == c => {
                latex.push_str("{}");
                latex.push(c);
            }
            c if c.is_control() => latex.push(' '),
            c => latex.push(c),
        }
        last = c;
    }
}

fn braces_are_in_pairs(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().all(|byte| match byte {
        b'{' => {
            open += 1;
            true
        }
        b'}' if open == 0 => false,
        b'}' => {
            open -= 1;
            true
        }
        _ => true,
    }) && open == 0
}

/// Words of a title, each with capitals in braces; the first of the title may begin with one.
fn append_title(text: &str, latex: &mut String, is_first: &mut bool) {
    let mut rest = text;
    loop {
        let formula =
            rest.match_indices('$').map(|(at, _)| (at, formula::length(rest.get(at..).unwrap_or("")))).find(|(_, length)| *length > 0);
        let (words, behind) = rest.split_at_checked(formula.map_or(rest.len(), |(at, _)| at)).unwrap_or((rest, ""));
        append_words(words, latex, is_first);
        let Some((_, length)) = formula else { return };
        let (formula, after) = behind.split_at_checked(length).unwrap_or((behind, ""));
        latex.push_str(formula);
        *is_first = false;
        rest = after;
    }
}

fn append_words(text: &str, latex: &mut String, is_first: &mut bool) {
    let mut before = "";
    for (nth, word) in text.split([' ', '\n', '\t']).enumerate() {
        if nth > 0 {
            latex.push(' ');
        }
        if word.is_empty() {
            continue;
        }
        let mut letters = word.chars().skip_while(|c| !c.is_alphabetic());
        let first = letters.next();
        let mut capital = first.is_some_and(char::is_uppercase) && !*is_first || letters.any(char::is_uppercase);
        // The `v.` of a case behind an abbreviation: some take it for the first word of a sentence.
        capital |= before.ends_with('.') && word.chars().filter(|c| c.is_lowercase()).count() == 1;
        *is_first = false;
        before = word;
        if capital {
            latex.push('{');
            append(word, latex);
            latex.push('}');
        } else {
            append(word, latex);
        }
    }
}

/// An address or identifier, which LaTeX takes word for word: only what would end the field is encoded (RFC 3986).
pub fn escape_verbatim(text: &str) -> String {
    let mut latex = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => latex.push_str("%7B"),
            '}' => latex.push_str("%7D"),
            '\\' => latex.push_str("%5C"),
            ' ' => latex.push_str("%20"),
            c if c.is_control() => {}
            c => latex.push(c),
        }
    }
    latex
}

/// One space for each run of white space; a space that does not break stays.
pub fn squeeze(text: &str) -> String {
    let parts: Vec<&str> = text.split([' ', '\n', '\t', '\r']).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_latex_takes_for_commands_is_written_as_commands() {
        assert_eq!(escape("50 % of A&B_c #1 {x} ~"), r"50 \% of A\&B\_c \#1 \{x\} \textasciitilde{}");
        assert_eq!(escape("a } b {"), r"a \textbraceright{} b \textbraceleft{}");
        assert_eq!(escape("a--b, ''c''\n d"), "a-{}-b, '{}'c'{}' d");
        assert_eq!(escape("Кремновских, 王征"), "Кремновских, 王征");
        assert_eq!(escape_verbatim("https://a.b/c_d%20{e}?f=g#h"), "https://a.b/c_d%20%7Be%7D?f=g#h");
    }

    #[test]
    fn capitals_of_titles_are_kept() {
        assert_eq!(escape_title("The reading of iOS letters in Tartu: “A” & B"), r"The reading of {iOS} letters in {Tartu:} {“A”} \& {B}");
    }

    #[test]
    fn marks_become_commands_and_formulas_stay() {
        assert_eq!(
            escape_marked("A <i>Homo sapiens</i> in <span class=\"nocase\">the Hague</span>, H<sub>2</sub>O", true),
            r"A {{\emph{Homo sapiens}}} in {the Hague}, {H}\textsubscript{2}{O}"
        );
        assert_eq!(escape_title(r"On $\frac{1}{2}$ and $5"), r"On $\frac{1}{2}$ and \$5");
    }
}
