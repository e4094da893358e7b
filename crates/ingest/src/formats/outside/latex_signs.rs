//! Signs and commands of LaTeX that pandoc drops or prints as they are, and what it knows instead of them: quotation marks and letters by their
//! names, the shorthands of German (`M"uhle`), raised endings of French, notes in the margin.
//! Sources: the manuals of babel-german (2.1, "Shorthands") and babel-french ("Typographic commands"); LaTeX 2e, "Symbols".

use std::collections::BTreeSet;

use super::{
    latex::{FORMULAS, group},
    latex_lang::lang,
    prepared::near,
};
use scholion_base::tex;

/// What stands for a command.
#[derive(Clone, Copy)]
enum Instead {
    /// A sign; blanks behind the command are its end.
    Sign(&'static str),
    /// The same, but blanks behind it stay.
    Spaced(&'static str),
    /// Another command, for the same words.
    Command(&'static str),
}
use Instead::{Command, Sign, Spaced};

/// In any language.
const COMMANDS: [(&str, Instead); 18] = [
    ("bsc", Command("textsc")),
    ("endnote", Command("footnote")),
    ("fg", Spaced("~»")),
    ("frq", Spaced("›")),
    ("frqq", Spaced("»")),
    ("fup", Command("textsuperscript")),
    ("grq", Spaced("‘")),
    ("grqq", Spaced("“")),
    ("guillemetright", Spaced("»")),
    ("guillemotright", Spaced("»")),
    ("guilsinglright", Spaced("›")),
    ("hl", Command("textup")),
    ("marginnote", Command("footnote")),
    ("marginpar", Command("footnote")),
    ("og", Sign("«~")),
    ("sidenote", Command("footnote")),
    ("so", Command("emph")),
    ("textls", Command("textup")),
];

/// Signs that are written as they are: pandoc drops these.
const SIGNS: [&str; 30] = [
    "AA",
    "AE",
    "DH",
    "DJ",
    "L",
    "NG",
    "O",
    "OE",
    "aa",
    "ae",
    "dag",
    "ddag",
    "dh",
    "dj",
    "flq",
    "flqq",
    "glq",
    "glqq",
    "guillemetleft",
    "guillemotleft",
    "guilsinglleft",
    "l",
    "ng",
    "o",
    "oe",
    "quotedblbase",
    "quotesinglbase",
    "ss",
    "textbullet",
    "textsection",
];

/// In French.
const FRENCH: [(&str, Instead); 13] = [
    ("No", Sign("N\\textsuperscript{o}~")),
    ("Nos", Sign("N\\textsuperscript{os}~")),
    ("degre", Sign("°")),
    ("degres", Sign("°")),
    ("ieme", Spaced("\\textsuperscript{e}")),
    ("iemes", Spaced("\\textsuperscript{es}")),
    ("ier", Spaced("\\textsuperscript{er}")),
    ("iere", Spaced("\\textsuperscript{re}")),
    ("ieres", Spaced("\\textsuperscript{res}")),
    ("iers", Spaced("\\textsuperscript{ers}")),
    ("no", Sign("n\\textsuperscript{o}~")),
    ("nos", Sign("n\\textsuperscript{os}~")),
    ("up", Command("textsuperscript")),
];

/// The shorthands of German, behind their mark.
const SHORTHANDS: [(&str, &str); 24] = [
    ("a", "ä"),
    ("o", "ö"),
    ("u", "ü"),
    ("A", "Ä"),
    ("O", "Ö"),
    ("U", "Ü"),
    ("e", "ë"),
    ("E", "Ë"),
    ("i", "ï"),
    ("I", "Ï"),
    ("s", "ß"),
    ("z", "ß"),
    ("S", "SS"),
    ("ck", "ck"),
    ("ff", "ff"),
    ("`", "„"),
    ("'", "“"),
    ("<", "«"),
    (">", "»"),
    ("-", "\\-"),
    ("=", "-"),
    ("|", ""),
    ("~", "-"),
    ("\"", ""),
];

/// The text with what pandoc knows.
pub fn rewritten(text: &str) -> String {
    let lang = lang(text).unwrap_or("");
    // A text may want them to mean nothing, or quotation marks.
    let has_shorthands =
        !["\\shorthandoff", "shorthands=off", "\\MakeOuterQuote{\"", "\\MakeAutoQuote{\""].iter().any(|off| text.contains(off));
    let (is_german, is_french) = (lang.starts_with("de") && has_shorthands, lang.starts_with("fr"));
    let own = defined(text);
    let known = |name: &str| {
        let of = |table: &[(&str, Instead)]| table.iter().find(|(known, _)| *known == name).map(|(_, instead)| *instead);
        let sign = || tex::sign(name).filter(|_| SIGNS.contains(&name)).map(Sign);
        of(&COMMANDS).or_else(sign).or_else(|| of(&FRENCH).filter(|_| is_french)).filter(|_| !own.contains(name))
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '"', '$']) {
        let (before, sign) = rest.split_at(at);
        out.push_str(before);
        if sign.starts_with('$') {
            let mark = if sign.starts_with("$$") { "$$" } else { "$" };
            let length = enclosed(sign, mark.len(), mark).unwrap_or(mark.len());
            out.push_str(sign.get(..length).unwrap_or(""));
            rest = sign.get(length..).unwrap_or("");
            continue;
        }
        if let Some(behind) = sign.strip_prefix('"') {
            // Behind `\char` stands a number.
            let is_mark = is_german && !out.ends_with("\\char");
            let found = SHORTHANDS.iter().find_map(|(short, long)| Some((*long, behind.strip_prefix(*short)?))).filter(|_| is_mark);
            let (written, after) = found.unwrap_or(("\"", behind));
            out.push_str(written);
            rest = after;
            continue;
        }
        let length = untouched(sign);
        if length > 0 {
            out.push_str(sign.get(..length).unwrap_or(""));
            rest = sign.get(length..).unwrap_or("");
            continue;
        }
        let name = name(sign.get(1..).unwrap_or(""));
        let behind = sign.get(1 + name.len()..).unwrap_or("");
        rest = match known(name) {
            Some(Sign(written)) => {
                out.push_str(written);
                behind.strip_prefix("{}").unwrap_or_else(|| behind.trim_start_matches([' ', '\t']))
            }
            Some(Spaced(written)) => {
                out.push_str(written);
                behind.strip_prefix("{}").unwrap_or(behind)
            }
            Some(Command(other)) if behind.starts_with('{') => {
                out.push('\\');
                out.push_str(other);
                behind
            }
            _ => {
                out.push('\\');
                out.push_str(name);
                behind
            }
        };
    }
    out.push_str(rest);
    out
}

/// The name of a command, behind its sign.
fn name(text: &str) -> &str {
    text.get(..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())).unwrap_or("")
}

/// How much of a text is a formula between two marks, the first of so many bytes.
fn enclosed(text: &str, open: usize, close: &str) -> Option<usize> {
    /// Longer ones are none, in bytes.
    const LONGEST: usize = 10_000;
    near(text.get(open..)?, LONGEST).find(close).map(|at| open + at + close.len())
}

/// How much of a text that begins with a command stays as it is: an accent and what it stands on, a formula, code, an address.
fn untouched(sign: &str) -> usize {
    const CODE: [&str; 6] = ["verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment"];
    let behind = sign.get(1..).unwrap_or("");
    let called = name(behind);
    let after = behind.get(called.len()..).unwrap_or("");
    let place = |rest: &str| sign.len() - rest.len();
    match called {
        "" => match behind.chars().next() {
            Some('(') => enclosed(sign, 2, "\\)").unwrap_or(2),
            Some('[') => enclosed(sign, 2, "\\]").unwrap_or(2),
            sign => 1 + sign.map_or(0, char::len_utf8),
        },
        "begin" => {
            // Names are short.
            let environment = group(near(after, 200)).0;
            let end = format!("\\end{{{environment}}}");
            let stays = CODE.contains(&environment) || FORMULAS.contains(&environment.trim_end_matches('*'));
            if stays { sign.find(&end).map_or(sign.len(), |at| at + end.len()) } else { 0 }
        }
        "verb" | "lstinline" => {
            let after = after.trim_start_matches('*');
            let mark = after.chars().next().filter(|mark| !mark.is_whitespace() && !matches!(mark, '[' | '{'));
            // It ends on its line.
            let line = after.split('\n').next().unwrap_or("");
            let code = mark.and_then(|mark| Some((mark.len_utf8(), line.get(mark.len_utf8()..)?.find(mark)?)));
            code.map_or(0, |(mark, length)| place(after) + 2 * mark + length)
        }
        "url" | "path" | "href" | "label" | "ref" | "includegraphics" | "input" | "include" => place(group(after).1),
        _ => 0,
    }
}

/// The names of the commands that a text defines itself.
fn defined(text: &str) -> BTreeSet<&str> {
    let starts = ["\\newcommand", "\\renewcommand", "\\providecommand", "\\DeclareRobustCommand", "\\def"];
    let found = starts.iter().flat_map(|start| text.split(start).skip(1));
    found.filter_map(|rest| rest.trim_start_matches(['*', '{', ' ']).strip_prefix('\\')).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[test]
    fn what_pandoc_drops_is_written_otherwise() {
        for (lang, text, expected) in [
            ("ngerman", "M\"uhle, Stra\"se, \"`ja\"', auf\"|fassen", "Mühle, Straße, „ja“, auffassen"),
            ("english", "M\"uhle \\glqq a\\grqq{} b", "M\"uhle „a“ b"),
            ("ngerman", "\\\"uber \\verb|a\"a| \\url{a\"a}", "\\\"uber \\verb|a\"a| \\url{a\"a}"),
            ("ngerman", "\\begin{verbatim}\"a\\end{verbatim}\"a", "\\begin{verbatim}\"a\\end{verbatim}ä"),
            ("french", "\\og la nuit\\fg{} XIX\\ieme{} \\oe uvre", "«~la nuit~» XIX\\textsuperscript{e} œuvre"),
            ("french", "\\bsc{Roux}\\marginpar{Voir.} \\no 3", "\\textsc{Roux}\\footnote{Voir.} n\\textsuperscript{o}~3"),
            ("english", "\\no 3 \\open \\o", "\\no 3 \\open ø"),
            ("ngerman", "$A^\\dag$ \\(\"a\\) \\dag{} 5 \\$ $", "$A^\\dag$ \\(\"a\\) † 5 \\$ $"),
        ] {
            let head = format!("\\usepackage[{lang}]{{babel}}\\begin{{document}}");
            assert_eq!(rewritten(&format!("{head}{text}")), format!("{head}{expected}"));
        }
        let off = "\\usepackage[ngerman]{babel}\\shorthandoff{\"}\\begin{document}\"a\"";
        assert_eq!(rewritten(off), off);
        let own = "\\newcommand{\\og}{x}\\begin{document}\\og a";
        assert_eq!(rewritten(own), own);
    }
}
