//! CriticMarkup: what was changed in a text while its changes were kept: `{++put in++}`, `{--taken out--}`, `{~~old~>new~~}`, `{==marked==}`.
//! The text is that with all changes; what was taken out is listed. Source: the CriticMarkup specification.

use std::ops::Range;

use super::{Found, Rewrite, has, roles::closing};

/// Longer ones are none, in bytes.
const LONGEST: usize = 5_000;

/// Whether a text may have any.
pub fn may_have(text: &str) -> bool {
    ["{++", "{--", "{~~", "{=="].iter().any(|signs| has(text, signs))
}

/// Finds them in a stretch of words, behind what has been read; gives where the last of them ends, which may hold several paragraphs.
pub fn read(text: &str, range: Range<usize>, done: usize, found: &mut Found) -> usize {
    let range = range.start.max(done)..range.end;
    let words = text.get(range.clone()).unwrap_or("");
    let mut at = 0;
    while let Some(start) = words.get(at..).and_then(|rest| rest.find(['`', '{', '\\'])).map(|step| at + step) {
        let rest = words.get(start..).unwrap_or("");
        at = start + 1;
        if rest.starts_with('`') {
            let count = rest.len() - rest.trim_start_matches('`').len();
            at = closing(words, start + count, count).map_or(start, |end| end) + count;
        } else if rest.starts_with('\\') {
            at += rest.chars().nth(1).map_or(0, char::len_utf8);
        } else {
            let from = range.start + start;
            let before = words.get(..start).unwrap_or("");
            at = change(text.get(from..).unwrap_or(""), before, from, found).map_or(at, |length| start + length);
        }
    }
    range.start + at
}

/// Reads a change with which the words begin; gives its length.
fn change(rest: &str, before: &str, from: usize, found: &mut Found) -> Option<usize> {
    const SIGN: usize = 3;
    let sign = ["++", "--", "~~", "=="].into_iter().find(|sign| rest.get(1..SIGN) == Some(*sign))?;
    let inner = rest.get(SIGN..)?;
    let near = inner.as_bytes().get(..LONGEST.min(inner.len()))?;
    let end = memchr::memmem::find(near, format!("{sign}}}").as_bytes()).filter(|end| *end > 0)?;
    let inner = inner.get(..end).filter(|inner| !inner.contains("```"))?;
    let length = SIGN + end + SIGN;
    let mut put = |range: Range<usize>, words: &str| {
        found.rewrites.push(Rewrite { range: from + range.start..from + range.end, words: words.to_owned() });
    };
    let last = SIGN + end..length;
    match sign {
        "++" => {
            put(0..SIGN, "");
            put(last, "");
            found.inserted.push(from);
        }
        "--" => {
            let around = around(before, rest.get(length..).unwrap_or(""));
            found.rewrites.push(Rewrite { range: from - around.start..from + length + around.end, words: String::new() });
            found.deleted.push((from, inner.to_owned()));
            return Some(length + around.end);
        }
        "~~" => {
            let (old, _) = inner.split_once("~>")?;
            put(0..SIGN + old.len() + "~>".len(), "");
            put(last, "");
            found.deleted.push((from, old.to_owned()));
            found.inserted.push(from);
        }
        _ => {
            put(0..SIGN, "==");
            put(last, "==");
        }
    }
    Some(length)
}

/// Whether words are the mark of an item, and no more.
fn is_mark(words: &str) -> bool {
    let number = words.strip_suffix(['.', ')']).unwrap_or("");
    matches!(words, "-" | "*" | "+") || (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// How much before and behind what was taken out goes with it: a blank, or the mark of an item that holds nothing else.
fn around(before: &str, behind: &str) -> Range<usize> {
    let ends = before.ends_with(' ') && (behind.is_empty() || behind.starts_with('\n'));
    if ends {
        let mark = before.rsplit('\n').next().unwrap_or("");
        let next = behind.strip_prefix('\n').and_then(|next| next.lines().next()).unwrap_or("");
        let blanks = |line: &str| line.len() - line.trim_start().len();
        // Unless others stand within it.
        if is_mark(mark.trim()) && blanks(next) <= blanks(mark) {
            return mark.len()..usize::from(!behind.is_empty());
        }
    }
    let is_apart = before.is_empty() || before.ends_with([' ', '\n']);
    0..usize::from(is_apart && behind.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::super::{find, tests::rewritten};

    #[test]
    fn changes_are_made() {
        let text = "The {--old --}{++new++} mill, {~~low~>high~~} {==water==}, `{++a++}` \\{++b++} {--gone--} here {++no end";
        assert_eq!(rewritten(text), "The new mill, high ==water==, `{++a++}` \\{++b++} here {++no end");
        let found = find(text, false);
        assert_eq!(found.deleted.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(), ["old ", "low", "gone"]);
        assert_eq!((found.inserted.len(), found.hidden.len()), (2, 0));
        assert_eq!(rewritten("- a\n- {--b--}\n- c {--d--}\n"), "- a\n- c \n");
        assert_eq!(rewritten("a {++b\n\nc++} d\n\n{--e\n\n{++f++}--}g"), "a b\n\nc d\n\ng");
        assert_eq!(rewritten("A {--row\nof two--}line"), "A line");
    }
}
