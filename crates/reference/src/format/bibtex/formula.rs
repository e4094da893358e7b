//! Formulas in words: signs of Unicode, raised and lowered parts; `None` where that does not say it, as of fractions.

use super::tokens::{argument, name, near, unescaped};
use scholion_base::{figures, tex};

/// Deeper ones stay as they are.
const DEEPEST: usize = 12;

/// Accents of formulas, and those of texts that set the same mark.
const ACCENTS: [(&str, char); 14] = [
    ("acute", '\u{301}'),
    ("bar", '\u{304}'),
    ("breve", '\u{306}'),
    ("check", '\u{30c}'),
    ("ddot", '\u{308}'),
    ("dot", '\u{307}'),
    ("grave", '\u{300}'),
    ("hat", '\u{302}'),
    ("mathring", '\u{30a}'),
    ("overline", '\u{305}'),
    ("tilde", '\u{303}'),
    ("vec", '\u{20d7}'),
    ("widehat", '\u{302}'),
    ("widetilde", '\u{303}'),
];

/// The words of a formula; raised and lowered parts are marked as CSL-JSON does where words may be formatted.
pub fn words(tex: &str, is_rich: bool) -> Option<String> {
    let mut out = String::with_capacity(tex.len());
    run(tex.trim(), is_rich, &mut out, 0)?;
    Some(out)
}

/// How long the formula is with which a text begins, its dollars included, if it stays in TeX: 0 if it is none, or words say it.
pub fn length(text: &str) -> usize {
    let behind = text.strip_prefix('$').unwrap_or("");
    let Some(inner) = unescaped(near(behind), "$").and_then(|end| behind.get(..end)) else { return 0 };
    let is_whole = inner.contains('\\') && !inner.contains(['\n', '\t', '\r']) && !inner.contains("  ") && inner.trim() == inner;
    let mut depth = 0_i32;
    let in_pairs = !inner.contains("\\{")
        && !inner.contains("\\}")
        && inner.bytes().all(|byte| {
            depth += i32::from(byte == b'{') - i32::from(byte == b'}');
            depth >= 0
        });
    if is_whole && in_pairs && depth == 0 && words(inner, true).is_none() { inner.len() + 2 } else { 0 }
}

fn run(tex: &str, is_rich: bool, out: &mut String, depth: usize) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        match c {
            '{' => {
                let inner = argument(&mut rest);
                run(inner, is_rich, out, depth + 1)?;
                continue;
            }
            '^' | '_' => {
                rest = rest.get(1..).unwrap_or("");
                let inner = argument(&mut rest);
                shift(inner, c == '^', is_rich, out, depth)?;
                continue;
            }
            '\\' => {
                rest = command(rest.get(1..).unwrap_or(""), is_rich, out, depth)?;
                continue;
            }
            // Cells of a matrix.
            '&' | '}' | '$' => return None,
            '-' => out.push('−'),
            '\'' => out.push('′'),
            '~' => out.push('\u{a0}'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    Some(())
}

fn shift(inner: &str, up: bool, is_rich: bool, out: &mut String, depth: usize) -> Option<()> {
    let mut words = String::new();
    run(inner, false, &mut words, depth + 1)?;
    let words = words.trim();
    match (words, up) {
        ("", _) => {}
        // These stand high already.
        ("∘", true) => out.push('°'),
        ("′" | "°" | "™" | "®" | "*" | "†" | "‡", true) => out.push_str(words),
        (words, _) if is_rich => out.extend(if up { ["<sup>", words, "</sup>"] } else { ["<sub>", words, "</sub>"] }),
        (words, up) => match figures::shifted(words, up) {
            Some(shifted) => out.push_str(&shifted),
            None => out.push_str(words),
        },
    }
    Some(())
}

fn command<'t>(behind: &'t str, is_rich: bool, out: &mut String, depth: usize) -> Option<&'t str> {
    let (name, rest) = name(behind);
    let mut rest = rest;
    if let Some((_, mark)) = ACCENTS.iter().find(|(known, _)| *known == name) {
        let mut letters = String::new();
        run(argument(&mut rest), false, &mut letters, depth + 1)?;
        if letters.chars().count() != 1 {
            return None;
        }
        out.push_str(&tex::accented(*mark, &letters));
        return Some(rest);
    }
    let letters = |rest: &mut &'t str, out: &mut String| run(argument(rest), is_rich, out, depth + 1);
    match name {
        "" => {}
        "," | ":" | ";" | " " | ">" | "\n" => out.push(' '),
        "!" | "/" | "-" => {}
        "%" | "&" | "#" | "$" | "_" | "{" | "}" => out.push_str(name),
        "|" => out.push('‖'),
        "mathrm" | "mathit" | "mathbf" | "mathsf" | "mathtt" | "mathcal" | "mathscr" | "mathfrak" | "mathnormal" | "boldsymbol" | "bm"
        | "text" | "textrm" | "textit" | "textbf" | "textsf" | "texttt" | "textnormal" | "textup" | "mbox" | "hbox" | "operatorname"
        | "operatorname*" | "ensuremath" | "emph" | "mathop" | "mathord" | "mathbin" | "mathrel" | "textsc" | "rm" | "bf" | "it"
        | "cal" => {
            if rest.trim_start().starts_with('{') {
                letters(&mut rest, out)?;
            }
        }
        "mathbb" | "Bbb" => {
            let mut words = String::new();
            letters(&mut rest, &mut words)?;
            out.extend(words.chars().map(doubled));
        }
        "textsuperscript" | "textsubscript" => shift(argument(&mut rest), name == "textsuperscript", is_rich, out, depth)?,
        "not" => {
            let mut words = String::new();
            letters(&mut rest, &mut words)?;
            out.push_str(&tex::accented('\u{338}', &words));
        }
        name => {
            let sign = tex::math(name).or_else(|| tex::sign(name))?;
            out.push_str(sign);
            rest = rest.strip_prefix("{}").unwrap_or_else(|| trimmed(rest, sign));
        }
    }
    Some(rest)
}

/// White space ends the name of a command; where it stands on both sides of a sign it was meant.
fn trimmed<'t>(rest: &'t str, sign: &str) -> &'t str {
    let is_relation = sign.chars().all(|c| !c.is_alphanumeric());
    if is_relation { rest } else { rest.trim_start() }
}

/// Letters of double strokes (Unicode, "Letterlike Symbols").
fn doubled(c: char) -> char {
    match c {
        'C' => 'ℂ',
        'H' => 'ℍ',
        'N' => 'ℕ',
        'P' => 'ℙ',
        'Q' => 'ℚ',
        'R' => 'ℝ',
        'Z' => 'ℤ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn formulas_are_words_where_they_can_be() {
        for (tex, plain, rich) in [
            (r"\leftrightarrow", Some("↔"), Some("↔")),
            (r"\alpha_{2}", Some("α₂"), Some("α<sub>2</sub>")),
            ("_2", Some("₂"), Some("<sub>2</sub>")),
            ("E = mc^2", Some("E = mc²"), Some("E = mc<sup>2</sup>")),
            (r"^\circ", Some("°"), Some("°")),
            (r"x_{\mathrm{max}} \le 5", Some("xmax ≤ 5"), Some("x<sub>max</sub> ≤ 5")),
            (r"\mathbb{R}^n", Some("ℝⁿ"), Some("ℝ<sup>n</sup>")),
            (r"\hat{o}", Some("ô"), Some("ô")),
            (r"\frac{1}{2}", None, None),
            (r"-1", Some("−1"), Some("−1")),
        ] {
            assert_eq!((words(tex, false).as_deref(), words(tex, true).as_deref()), (plain, rich), "{tex}");
        }
    }
}
