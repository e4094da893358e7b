//! Admonitions of Python-Markdown (`!!! note "Title"`), those of MkDocs that fold (`??? tip`), and its tabs (`=== "Title"`): what is set in
//! below them belongs to them. They become callouts, which are quotations: signs of quoting stand for the blanks. Source:
//! Python-Markdown, "Admonition"; PyMdown Extensions, "Details", "Tabbed".

use std::ops::Range;

use super::{Found, Rewrite, begins_item, fence};

/// By so many columns what belongs to one is set in.
const STEP: usize = 4;
/// So many stand within each other.
const DEEPEST: usize = 20;
/// Classes of the page's layout, which say nothing of what stands there.
const LAYOUT: [&str; 2] = ["inline", "end"];

/// The line with which one begins.
struct Head<'t> {
    kind: &'t str,
    /// What says whether it can be folded.
    fold: &'static str,
    /// Classes behind the kind.
    others: Vec<&'t str>,
    /// Where its title stands in the line; empty if it has none.
    title: Range<usize>,
}

/// One that has begun.
struct Open {
    /// The column of its mark.
    mark: usize,
    /// The column of what belongs to it.
    inside: usize,
}

/// Reads one from the line on which it begins to its end; gives the line behind, and puts its lines of words among `prose`.
pub fn read(text: &str, lines: &[Range<usize>], at: usize, found: &mut Found, prose: &mut Vec<Range<usize>>) -> Option<usize> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).unwrap_or("");
    let is_blank = |at: usize| line(at).trim().is_empty();
    let filled = |from: usize| (from..lines.len()).find(|&at| !is_blank(at));
    let begins = |at: usize| {
        let head = head(line(at))?;
        let is_filled = || filled(at + 1).is_some_and(|next| columns(line(next)) >= columns(line(at)) + STEP);
        (!head.title.is_empty() || is_filled()).then_some(head)
    };
    begins(at)?;
    let first = columns(line(at));
    let mut open: Vec<Open> = Vec::new();
    let mut code: Option<(char, usize)> = None;
    let mut in_item = false;
    let mut next = at;
    while next < lines.len() {
        let Some(range) = lines.get(next).cloned() else { break };
        if is_blank(next) {
            let Some(after) = filled(next) else { break };
            let depth = depth(&open, columns(line(after)));
            if depth == 0 {
                break;
            }
            for blank in lines.get(next..after).unwrap_or_default() {
                let words = signs(first, open.get(..depth).unwrap_or_default());
                found.rewrites.push(Rewrite { range: blank.clone(), words: words.trim_end().to_owned() });
            }
            next = after;
            continue;
        }
        let words = line(next);
        let own = columns(words);
        let depth = depth(&open, own);
        if next > at && depth == 0 {
            break;
        }
        // A line without a blank one before it would go on with what ended.
        let ends = depth < open.len() && next > at && !is_blank(next - 1);
        if depth < open.len() {
            open.truncate(depth);
            (code, in_item) = (None, false);
        }
        let around = signs(first, &open);
        let apart = if ends { format!("{}\n", around.trim_end()) } else { String::new() };
        let inside = open.last().map_or(first, |last| last.inside);
        in_item = in_item && own > inside || code.is_none() && begins_item(words);
        let may_begin = code.is_none() && (own < inside + STEP || in_item) && open.len() < DEEPEST;
        let head = if may_begin { begins(next) } else { None };
        if let Some(head) = head {
            let set_in = " ".repeat(own.saturating_sub(inside));
            let mark = format!("{apart}{around}{set_in}> [!{}]{}", head.kind, head.fold);
            let others: Vec<&str> = head.others.into_iter().filter(|class| !LAYOUT.contains(class)).collect();
            if !others.is_empty() {
                found.hidden.push((range.start, others.join(" ")));
            }
            if head.title.is_empty() {
                found.rewrites.push(Rewrite { range: range.clone(), words: mark });
            } else {
                let title = range.start + head.title.start..range.start + head.title.end;
                found.rewrites.push(Rewrite { range: range.start..title.start, words: format!("{mark} ") });
                found.rewrites.push(Rewrite { range: title.end..range.end, words: String::new() });
                prose.push(title);
            }
            open.push(Open { mark: own, inside: own + STEP });
            in_item = false;
        } else {
            let blanks = width(words, inside);
            found.rewrites.push(Rewrite { range: range.start..range.start + blanks, words: apart + &around });
            let bare = words.trim();
            match (code, fence(words)) {
                (None, Some(begun)) => code = Some(begun),
                (None, None) => prose.push(range.start + blanks..range.end),
                (Some((sign, length)), _) => {
                    let is_end = bare.len() >= length && bare.chars().all(|c| c == sign);
                    code = code.filter(|_| !is_end);
                }
            }
        }
        next += 1;
    }
    // What follows without a blank line is none of it.
    if !is_blank(next)
        && !is_blank(next - 1)
        && let Some(behind) = lines.get(next)
    {
        found.rewrites.push(Rewrite { range: behind.start..behind.start, words: "\n".to_owned() });
    }
    Some(next)
}

/// How many of those that are open hold what stands in a column.
fn depth(open: &[Open], column: usize) -> usize {
    open.iter().take_while(|one| column >= one.inside).count()
}

/// What stands before a line that these hold.
fn signs(first: usize, open: &[Open]) -> String {
    let mut signs = " ".repeat(first);
    let mut inside = first;
    for one in open {
        signs.push_str(&" ".repeat(one.mark.saturating_sub(inside)));
        signs.push_str("> ");
        inside = one.inside;
    }
    signs
}

/// The columns of the blanks with which a line begins.
fn columns(line: &str) -> usize {
    let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks.fold(0, |column, byte| if byte == b'\t' { column / STEP * STEP + STEP } else { column + 1 })
}

/// How many bytes of blanks go as far as a column.
fn width(line: &str, wanted: usize) -> usize {
    let mut column = 0;
    let blanks = line.bytes().take_while(|byte| {
        let is_before = column < wanted && matches!(byte, b' ' | b'\t');
        column = if *byte == b'\t' { column / STEP * STEP + STEP } else { column + 1 };
        is_before
    });
    blanks.count()
}

/// Reads a line as the beginning of one.
fn head(line: &str) -> Option<Head<'_>> {
    const MARKS: [(&str, &str); 6] = [("!!!", ""), ("???+", "+"), ("???", "-"), ("===!", ""), ("===+", ""), ("===", "")];
    let bare = line.trim_start();
    let (mark, fold) = MARKS.into_iter().find(|(mark, _)| bare.starts_with(mark))?;
    let rest = bare.get(mark.len()..)?.trim_end();
    let names = rest.split('"').next().unwrap_or("");
    let start = line.len() - bare.len() + mark.len() + names.len();
    let quoted = rest.get(names.len()..)?;
    let title = quoted.strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    if title.is_none() && !quoted.is_empty() {
        return None;
    }
    let title = title.map_or(start..start, |title| start + 1..start + 1 + title.len());
    if mark.starts_with('=') {
        let is_tab = names.trim().is_empty() && !title.is_empty();
        return is_tab.then_some(Head { kind: "tab", fold, others: Vec::new(), title });
    }
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let mut names = names.split_whitespace();
    let kind = names.next().filter(|kind| kind.len() <= 40)?;
    let others: Vec<&str> = names.collect();
    (is_name(kind) && others.iter().all(|name| is_name(name))).then_some(Head { kind, fold, others, title })
}

#[cfg(test)]
mod tests {
    use super::super::tests::rewritten;

    #[test]
    fn admonitions_are_callouts() {
        for (text, expected) in [
            (
                "Words\n!!! note \"High *water*\"\n    Twice.\n\n    ```\n    !!! x\n    ```\nMore",
                "Words\n> [!note] High *water*\n> Twice.\n>\n> ```\n> !!! x\n> ```\n\nMore",
            ),
            (
                "??? tip\n    - a\n\n        ???+ danger inline \"B\"\n            c\n    d\n",
                "> [!tip]-\n> - a\n>\n>     > [!danger]+ B\n>     > c\n>\n> d\n",
            ),
            ("!!! tip\n    a\n\n    !!! note \"B\"\n        c\n    d\n\ne", "> [!tip]\n> a\n>\n> > [!note] B\n> > c\n>\n> d\n\ne"),
            (
                "=== \"North\"\n\n    Seven.\n\n=== \"South\"\n\n    Three.\n",
                "> [!tab] North\n>\n> Seven.\n\n> [!tab] South\n>\n> Three.\n",
            ),
            ("- a\n\n    !!! note\n        b\n- c", "- a\n\n    > [!note]\n    > b\n\n- c"),
            ("!!! what a night\n\nWords", "!!! what a night\n\nWords"),
            ("Words\n\n    !!! note\n        code", "Words\n\n    !!! note\n        code"),
        ] {
            assert_eq!(rewritten(text), expected);
        }
    }
}
