//! Formulas in TeX among words.

use std::ops::Range;

use super::{
    Mark, Marks, What,
    inline::{Placed, Sign},
};
use crate::base::{Severity, say};

/// Formulas: between dollars as Pandoc reads them, or escaped brackets as LaTeX and MathJax do.
pub(super) fn formulas(text: &str, signs: &[Placed], marks: &mut Marks<'_>) {
    let bytes = text.as_bytes();
    let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let mut at = 0;
    // Kinds of formula of which it is known that nothing behind closes one.
    let mut closed_out: Vec<Sign> = Vec::new();
    while let Some(&(place, sign)) = signs.get(at) {
        at += 1;
        if sign == Sign::Begin {
            if let Some(range) = environment(text, place, signs.get(at..).unwrap_or(&[]), marks) {
                at += signs.get(at..).unwrap_or(&[]).iter().take_while(|(place, _)| *place < range.end).count();
                let tex = tex(text.get(range.clone()).unwrap_or(""));
                marks.list.push(Mark { range, what: What::Formula { tex, display: true } });
            }
            continue;
        }
        let (opens, closing, length) = match sign {
            Sign::Dollars(1) => (!blank(place + 1), sign, 1),
            Sign::Dollars(2) => (true, sign, 2),
            Sign::Escaped(b'(') => (true, Sign::Escaped(b')'), 2),
            Sign::Escaped(b'[') => (true, Sign::Escaped(b']'), 2),
            _ => continue,
        };
        if !opens || closed_out.contains(&closing) {
            continue;
        }
        let closes = |&(end, other): &Placed| {
            other == closing && (sign != Sign::Dollars(1) || !blank(end - 1) && !bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        };
        // `ingest` looks no further for what closes a dollar.
        let farthest = if sign == Sign::Dollars(1) { place + LONGEST_FORMULA } else { usize::MAX };
        let near = signs.get(at..).unwrap_or(&[]).iter().take_while(|(end, _)| *end <= farthest);
        let Some(step) = near.enumerate().find(|(_, sign)| closes(sign)).map(|(step, _)| step) else {
            if farthest == usize::MAX {
                closed_out.push(closing);
            }
            continue;
        };
        let Some(&(end, _)) = signs.get(at + step) else { continue };
        let inner = text.get(place + length..end).unwrap_or("");
        let tex = tex(inner);
        // What is escaped so that it is no link is words: `\[so\](here)`, `\[[one]] and \[two\]`, `\[a note[^1]\]`.
        let is_bracket = sign == Sign::Escaped(b'[');
        let escapes_link = is_bracket && matches!(bytes.get(end + 2), Some(b'(' | b'[' | b'{'));
        let holds_link = matches!(sign, Sign::Escaped(_)) && ["[^", "](", "]]", "\\["].iter().any(|part| inner.contains(part));
        if tex.is_empty() || escapes_link || holds_link || !is_formula(sign, &tex) {
            // Words in escaped brackets: those in them are words, too.
            at += if length == 2 && sign != Sign::Dollars(2) { step + 1 } else { 0 };
            continue;
        }
        let display = matches!(sign, Sign::Dollars(2) | Sign::Escaped(b'['));
        marks.list.push(Mark { range: place..end + length, what: What::Formula { tex, display } });
        at += step + 1;
    }
}

/// Environments of LaTeX that are formulas by themselves (LaTeX2e; amsmath, chapter 3), without a star.
const ENVIRONMENTS: [&str; 11] =
    ["align", "alignat", "displaymath", "dmath", "eqnarray", "equation", "flalign", "gather", "math", "multline", "subequations"];

/// Where a formula ends that begins with `\begin{…}` at `start`; says of what is none that it is shown. `behind` are the signs
/// that follow.
fn environment(text: &str, start: usize, behind: &[Placed], marks: &mut Marks<'_>) -> Option<Range<usize>> {
    let name = text.get(start + "\\begin{".len()..)?.split_once('}')?.0;
    if name.is_empty() || !name.trim_end_matches('*').bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let ending = format!("\\end{{{name}}}");
    let is_end = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(&ending));
    let is_formula = ENVIRONMENTS.contains(&name.trim_end_matches('*'));
    let end = behind.iter().find(|(at, sign)| *sign == Sign::End && is_end(*at)).map(|(at, _)| at + ending.len());
    if !is_formula || end.is_none() {
        let whole = start..end.unwrap_or(start + "\\begin{}".len() + name.len());
        let (message, hint) = if is_formula {
            (say::tex_unread_open(name), say::tex_unread_open_hint())
        } else {
            (say::tex_unread(name), say::tex_unread_hint())
        };
        marks.say(Severity::Warning, whole, message, hint);
        return None;
    }
    end.map(|end| start..end)
}

/// The longest formula between single dollars, in bytes.
const LONGEST_FORMULA: usize = 400;

/// The letters of a formula, without the signs of quotations before its lines.
fn tex(inner: &str) -> String {
    let lines: Vec<&str> = inner
        .lines()
        .enumerate()
        .map(|(index, line)| if index == 0 { line } else { line.trim_start_matches(['>', ' ', '\t']) }.trim())
        .collect();
    let tex = lines.join(" ");
    let tex = tex.trim();
    // GitHub's form, in which nothing can be taken for another mark.
    tex.strip_prefix('`').and_then(|tex| tex.strip_suffix('`')).unwrap_or(tex).to_owned()
}

/// Whether these letters are a formula: sums of money and words in escaped brackets are none.
fn is_formula(sign: Sign, tex: &str) -> bool {
    let has_signs = tex.contains(['\\', '^', '_', '{', '=', '+', '<', '>', '*', '|']);
    match sign {
        // "$5, not 6$", "6 $, while this costs 7$"
        Sign::Dollars(1) => tex.contains('\\') || !is_prose(tex, has_signs),
        Sign::Dollars(_) => true,
        // "\(e\)", but "\(is\)" and "\(3\)" are words.
        Sign::Escaped(b'(') => {
            let longest = tex.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max().unwrap_or(0);
            is_tex(tex) || longest == 1
        }
        // "\[sic\]", "\[*sic*\]", "\[3\]" and "\[Brown = Braun\]" are words.
        _ => is_tex(tex),
    }
}

/// Whether what stands in escaped brackets can be nothing but a formula: it has a command of TeX, or signs and no words.
fn is_tex(tex: &str) -> bool {
    let has_command = tex.match_indices('\\').any(|(at, _)| tex.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic));
    has_command || tex.contains(['^', '_', '{', '=', '+']) && !is_prose(tex, true)
}

/// Whether what stands between two dollars reads as words of a sentence.
fn is_prose(tex: &str, has_signs: bool) -> bool {
    let long = |least: usize| tex.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= least).count();
    let begins = tex.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ';' | ':'));
    tex.contains(' ') && if has_signs { long(4) > 1 } else { begins || long(3) > 0 }
}
