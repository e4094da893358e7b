//! The words of a text in LaTeX, by paragraph.

use scholion_base::tex;

/// Commands whose arguments are no words: names of places, files, packages and measures.
const SILENT: [&str; 58] = [
    "label",
    "ref",
    "eqref",
    "pageref",
    "autoref",
    "cref",
    "nameref",
    "vref",
    "cite",
    "citep",
    "citet",
    "citealp",
    "citeauthor",
    "citeyear",
    "parencite",
    "textcite",
    "autocite",
    "footcite",
    "footcites",
    "fullcite",
    "nocite",
    "includegraphics",
    "input",
    "include",
    "bibliography",
    "bibliographystyle",
    "addbibresource",
    "usepackage",
    "documentclass",
    "documentstyle",
    "hypersetup",
    "newenvironment",
    "newtheorem",
    "vspace",
    "hspace",
    "setlength",
    "addtolength",
    "setcounter",
    "addtocounter",
    "pagestyle",
    "thispagestyle",
    "pagenumbering",
    "index",
    "hyphenation",
    "color",
    "definecolor",
    "bibitem",
    "graphicspath",
    "selectlanguage",
    "setmainlanguage",
    "setmainfont",
    "setotherlanguage",
    "rule",
    "fontsize",
    "linespread",
    "geometry",
    "cline",
    "cmidrule",
];

/// Commands whose words stand apart from those before them.
const APART: [&str; 19] = [
    "footnote",
    "footnotetext",
    "endnote",
    "thanks",
    "marginpar",
    "sidenote",
    "part",
    "chapter",
    "section",
    "subsection",
    "subsubsection",
    "paragraph",
    "subparagraph",
    "caption",
    "title",
    "author",
    "and",
    "item",
    "par",
];

/// Environments whose words are formulas, and those that begin with a measure or a list of columns.
pub const FORMULAS: [&str; 9] = ["equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "alignat", "flalign"];
const MEASURED: [&str; 9] =
    ["tabular", "tabularx", "longtable", "array", "minipage", "thebibliography", "tabulary", "wrapfigure", "multicols"];

/// The words.
pub fn words(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let (head, body) = text.split_once("\\begin{document}").unwrap_or(("", &text));
    let body = body.split("\\end{document}").next().unwrap_or("");
    let mut paragraphs = Vec::new();
    for name in ["\\title", "\\subtitle", "\\author"] {
        if let Some((_, rest)) = head.split_once(name) {
            paragraphs.push(plain(group(rest).0));
        }
    }
    paragraphs.extend(body.split("\n\n").map(plain));
    paragraphs.retain(|words| words.chars().any(char::is_alphanumeric));
    paragraphs
}

/// What its writer keeps from readers: lines of comments, the environment of that name, and what is still to do (package todonotes).
pub fn comments(text: &str) -> Vec<String> {
    let body = text.split_once("\\begin{document}").map_or("", |(_, body)| body);
    let sign = |line: &str| line.match_indices('%').map(|(at, _)| at).find(|at| !line.get(..*at).unwrap_or("").ends_with('\\'));
    let mut found: Vec<String> = body.lines().filter_map(|line| line.get(sign(line)? + 1..).map(str::to_owned)).collect();
    let plain_body = without_comments(body);
    for (open, close) in [("\\iffalse", "\\fi"), ("\\begin{comment}", "\\end{comment}"), ("\\todo{", "}"), ("\\todo[inline]{", "}")] {
        let parts = plain_body.split(open).skip(1).filter_map(|rest| rest.split_once(close));
        found.extend(parts.map(|(words, _)| plain(words)));
    }
    found.retain(|words| words.chars().any(char::is_alphanumeric));
    found
}

/// The files in which other parts of the text stand.
pub fn parts(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let body = text.split_once("\\begin{document}").map_or("", |(_, body)| body);
    let called = ["\\input{", "\\include{", "\\subfile{"].into_iter().flat_map(|command| body.split(command).skip(1));
    let names = called.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim().to_owned());
    names.filter(|name| !name.is_empty() && name.len() < 200).collect()
}

/// A citation.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Citation {
    pub keys: Vec<String>,
    /// The words before its keys.
    pub before: String,
    /// Those behind them: a place in the work.
    pub behind: String,
}

/// The citations of a text, in order (natbib, biblatex: one group in brackets stands behind the keys, of two the first before them).
pub fn citations(text: &str) -> Vec<Citation> {
    let text = without_comments(text);
    let mut found = Vec::new();
    // Pandoc puts the words of notes behind all others.
    let (mut inside, mut note_end) = (Vec::new(), 0);
    for (at, _) in text.match_indices("\\") {
        let rest = text.get(at + 1..).unwrap_or("");
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(length);
        if matches!(name, "footnote" | "footnotetext" | "endnote") && at >= note_end {
            note_end = text.len() - group(behind_brackets(rest)).1.len();
        }
        if !name.to_ascii_lowercase().contains("cite") {
            continue;
        }
        let mut rest = rest.strip_prefix('*').unwrap_or(rest);
        let mut words = Vec::new();
        while rest.starts_with('[') && words.len() < 2 {
            let (inside, behind) = group(rest);
            words.push(plain(inside));
            rest = if behind.len() < rest.len() { behind } else { "" };
        }
        let keys = if rest.starts_with('{') { group(rest).0 } else { "" };
        let keys: Vec<String> = keys.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect();
        let behind = words.pop().unwrap_or_default();
        let citation = (!keys.is_empty()).then(|| Citation { keys, before: words.pop().unwrap_or_default(), behind });
        if at < note_end { inside.extend(citation) } else { found.extend(citation) }
    }
    found.append(&mut inside);
    found
}

/// What is behind a setting in brackets.
fn behind_brackets(text: &str) -> &str {
    if text.starts_with('[') { group(text).1 } else { text }
}

pub fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let end = line.match_indices('%').find(|(at, _)| !line.get(..*at).unwrap_or("").ends_with('\\')).map_or(line.len(), |(at, _)| at);
        plain.push_str(line.get(..end).unwrap_or(""));
        plain.push('\n');
    }
    plain
}

/// The group in braces or brackets at the beginning, and what is behind it.
pub fn group(text: &str) -> (&str, &str) {
    /// In characters; what is longer is none.
    const LONGEST: usize = 50_000;
    let start = text.trim_start();
    let (open, close) = match start.chars().next() {
        Some('{') => ('{', '}'),
        Some('[') => ('[', ']'),
        _ => return ("", text),
    };
    let mut depth = 0usize;
    for (at, c) in start.char_indices().take(LONGEST) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return (start.get(1..at).unwrap_or(""), start.get(at + 1..).unwrap_or(""));
            }
        }
    }
    ("", text)
}

/// What is behind the groups at the beginning.
fn behind_groups(text: &str) -> &str {
    let mut rest = text.strip_prefix('*').unwrap_or(text);
    while rest.starts_with(['{', '[']) {
        let (_, behind) = group(rest);
        if behind.len() >= rest.len() {
            break;
        }
        rest = behind;
    }
    rest
}

/// The words of a passage, without commands and formulas.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '$', '{', '}', '~', '&']) {
        words.push_str(rest.get(..at).unwrap_or(""));
        let sign = rest.get(at..).unwrap_or("");
        rest = match sign.chars().next() {
            Some('\\') => command(sign.get(1..).unwrap_or(""), &mut words),
            Some('$') => {
                let mark = if sign.starts_with("$$") { "$$" } else { "$" };
                words.push(' ');
                sign.get(mark.len()..).and_then(|rest| rest.split_once(mark)).map_or("", |(_, rest)| rest)
            }
            Some('~' | '&') => {
                words.push(' ');
                sign.get(1..).unwrap_or("")
            }
            _ => sign.get(1..).unwrap_or(""),
        };
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is behind a command, whose words are added.
fn command<'t>(text: &'t str, words: &mut String) -> &'t str {
    let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    let formula = |rest: &'t str, end: &str| rest.split_once(end).map_or("", |(_, rest)| rest);
    match name {
        "" => {
            let sign = rest.chars().next().unwrap_or(' ');
            let behind = rest.get(sign.len_utf8()..).unwrap_or("");
            match sign {
                '[' => return formula(behind, "\\]"),
                '(' => return formula(behind, "\\)"),
                '"' | '\'' | '`' | '^' | '~' | '=' | '.' => return accented(sign, behind, words),
                '\\' => words.push(' '),
                ' ' | '\n' | ',' | ';' | ':' => words.push(' '),
                '!' | '/' | '-' => {}
                sign => words.push(sign),
            }
            behind
        }
        "begin" => {
            let (environment, rest) = group(rest);
            words.push(' ');
            let bare = environment.trim_end_matches('*');
            // What the writer keeps from readers (package comment).
            if bare == "comment" {
                return formula(rest, "\\end{comment}");
            }
            if FORMULAS.contains(&bare) {
                return formula(rest, &format!("\\end{{{environment}}}"));
            }
            if MEASURED.contains(&bare) { behind_groups(rest) } else { rest.strip_prefix('[').map_or(rest, |_| group(rest).1) }
        }
        "end" => group(rest).1,
        "href" | "textcolor" | "foreignlanguage" | "hypertarget" | "hyperlink" | "raisebox" => group(rest).1,
        "ss" => {
            words.push('ß');
            rest.strip_prefix("{}").or_else(|| rest.strip_prefix(' ')).unwrap_or(rest)
        }
        "c" | "v" | "u" | "H" | "k" | "r" | "b" | "d" => accented(name.chars().next().unwrap_or(' '), rest, words),
        // What is never printed.
        "iffalse" => formula(rest, "\\fi"),
        "def" | "let" | "newcommand" | "renewcommand" | "providecommand" => {
            let defined =
                rest.trim_start_matches('*').strip_prefix('\\').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
            behind_groups(defined.unwrap_or(rest))
        }
        "todo" => behind_groups(rest),
        _ if SILENT.contains(&name) => behind_groups(rest),
        _ => {
            // What stands in brackets behind a command is a setting, mostly.
            let rest = rest.strip_prefix('*').unwrap_or(rest);
            let rest = if rest.starts_with('[') { group(rest).1 } else { rest };
            if !rest.starts_with('{') || APART.contains(&name) {
                words.push(' ');
            }
            rest
        }
    }
}

/// A letter with its accent: the letter and a mark that combines with it.
fn accented<'t>(accent: char, rest: &'t str, words: &mut String) -> &'t str {
    let rest = rest.trim_start_matches(' ');
    let (letter, behind) = if rest.starts_with('{') { group(rest) } else { rest.split_at(rest.chars().next().map_or(0, char::len_utf8)) };
    let mark = tex::accent(accent.encode_utf8(&mut [0; 4])).unwrap_or('\u{323}');
    words.push_str(&tex::accented(mark, letter.trim_start_matches('\\')));
    behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_of_notes_stand_behind_others() {
        let found = citations("Stood.\\footnote{See \\cite[5]{a}.} And fell \\cite[9]{a}.");
        assert_eq!(found.iter().map(|citation| citation.behind.as_str()).collect::<Vec<_>>(), ["9", "5"]);
    }

    #[test]
    fn what_is_kept_from_readers_is_told_apart() {
        let text = "\\begin{document}Ten \\% more. % ask\n\\begin{comment}gone\\end{comment}\\todo{Source?}\\iffalse no \\fi\\input{b}\\end{document}";
        assert_eq!(comments(text), [" ask", "no", "gone", "Source?"]);
        assert_eq!(parts(text), ["b"]);
        assert_eq!(words(text), ["Ten % more."]);
    }

    #[test]
    fn words_are_told_from_commands() {
        let text = "\\documentclass[a4paper]{article}\n\\title{The Pier}\n\\begin{document}\nOld \\emph{planks}\\footnote{From oak.} of M\\\"uller~\\cite[p. 3]{lund}. % not this\n\n\
                    \\begin{tabular}{ll}a & b\\\\\\end{tabular} and $x^2$ and \\marginpar{a side note}.\n\\end{document}";
        let expected = ["The Pier", "Old planks From oak. of Müller .", "a b and and a side note."];
        assert_eq!(words(text), expected);
    }
}
