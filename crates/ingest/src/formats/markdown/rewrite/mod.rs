//! What other programs write otherwise than our dialect, and what stands for it: it is never longer, so that each byte still has its place in
//! the source.
//!
//! 1. [`tables`]: Pandoc's tables of lines and of columns become tables of bars, or of HTML where cells hold blocks;
//! 2. [`directives`], [`roles`]: parts and marks of MyST become ours;
//! 3. [`outline`]: what Logseq writes among the blocks of an outline.

mod directives;
mod outline;
mod roles;
mod tables;

use std::ops::Range;

/// Words for a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    pub range: Range<usize>,
    pub words: String,
}

/// What is not known, and stays as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A table.
    Table,
    /// A part or a mark of this name.
    Named(String),
}

/// What a text has of them, in order.
#[derive(Debug, Default)]
pub struct Found {
    pub rewrites: Vec<Rewrite>,
    /// What is not known, and where it begins.
    pub unread: Vec<(usize, Unread)>,
    /// What is said to a program only and goes, and where it begins.
    pub hidden: Vec<(usize, String)>,
}

/// All of them in a text.
pub fn find(text: &str) -> Found {
    let mut found = Found::default();
    if !may_have(text) {
        return found;
    }
    let lines = lines(text);
    let fences = Fences::of(text, &lines);
    let mut at = 0;
    let mut open = Vec::new();
    let mut in_item = false;
    while let Some(line) = lines.get(at).cloned() {
        let words = text.get(line.clone()).unwrap_or("");
        let is_set_in = words.starts_with("    ") || words.starts_with('\t');
        if !is_set_in && !words.is_empty() {
            in_item = begins_item(words) || in_item && words.starts_with(' ');
        }
        let next = if is_set_in && !in_item {
            // Code, set in.
            at + 1
        } else if let Some(next) = directives::read(text, &lines, &fences, at, &mut open, &mut found) {
            next
        } else if let Some((sign, length)) = fence(words) {
            fences.end(at, sign, length).map_or(lines.len(), |end| end + 1)
        } else if let Some((from, to, table)) = tables::read(text, &lines, at) {
            let range = lines.get(from).map_or(0, |line| line.start)..lines.get(to - 1).map_or(0, |line| line.end);
            // Without its indent a table would leave the item that holds it.
            let is_in_item = in_item && words.starts_with(' ');
            match table.filter(|table| table.len() <= range.len() && !is_in_item) {
                Some(words) => found.rewrites.push(Rewrite { range, words }),
                None => found.unread.push((range.start, Unread::Table)),
            }
            to
        } else if let Some(rewrite) = outline::property(text, &lines, at) {
            found.hidden.push((line.start, words.trim().to_owned()));
            found.rewrites.push(rewrite);
            at + 1
        } else if let Some((range, words, next)) = labelled(text, &lines, at) {
            found.rewrites.push(Rewrite { range, words });
            next
        } else {
            // The caption of a table, which another table or a part of text may follow.
            let is_behind = |last: &Rewrite| {
                last.words.starts_with(['|', '<']) && text.get(last.range.end..line.start).is_some_and(|between| between.trim().is_empty())
            };
            if words.starts_with(": ") && found.rewrites.last().is_some_and(is_behind) {
                found.rewrites.push(Rewrite { range: line.start..line.start + 2, words: String::new() });
            }
            roles::read(words, line.start, &mut found);
            at + 1
        };
        at = next.max(at + 1);
    }
    outline::references(text, &mut found);
    found.rewrites.sort_by_key(|rewrite| rewrite.range.start);
    found.rewrites.retain(|rewrite| rewrite.words.len() <= rewrite.range.len());
    found
}

/// Whether any line begins as one of them does, or a role stands among words.
fn may_have(text: &str) -> bool {
    let begins = |line: &str| {
        let line = line.trim_start_matches([' ', '>']);
        ["+-", "+=", "--", "```", "~~~{", "::"].iter().any(|mark| line.starts_with(mark)) || line.starts_with('(') && line.ends_with(")=")
    };
    ["}`", ":: ", "(("].iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()) || text.lines().any(begins)
}

/// A heading below the line that names it (`(place)=`, MyST): its id stands behind it.
fn labelled(text: &str, lines: &[Range<usize>], at: usize) -> Option<(Range<usize>, String, usize)> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone()));
    let place = line(at)?.strip_prefix('(')?.strip_suffix(")=")?;
    let is_place = !place.is_empty() && place.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    let next = (at + 1..lines.len()).find(|&at| line(at).is_some_and(|line| !line.trim().is_empty()))?;
    let heading = line(next).filter(|line| is_place && line.starts_with('#') && !line.ends_with('}'))?;
    Some((lines.get(at)?.start..lines.get(next)?.end, format!("{heading} {{#{place}}}"), next + 1))
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let ranges = text.split_inclusive('\n').map(|line| {
        let from = at;
        at += line.len();
        from..from + line.trim_end_matches(['\n', '\r']).len()
    });
    ranges.collect()
}

/// Whether a line begins an item of a list, whose parts are set in.
fn begins_item(line: &str) -> bool {
    let bare = line.trim_start();
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = bare.get(digits..).unwrap_or("");
    let signs: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+'] };
    behind.starts_with(signs) && behind.get(1..).is_some_and(|rest| rest.starts_with(' '))
}

/// The sign and the number of signs of the fence of code with which a line begins.
fn fence(line: &str) -> Option<(char, usize)> {
    let bare = line.trim_start();
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = bare.chars().take_while(|c| *c == sign).count();
    (length >= 3 && (sign == '~' || !bare.trim_start_matches('`').contains('`'))).then_some((sign, length))
}

/// The lines that are nothing but signs, with which fences end: the line, its sign, how many. Source: CommonMark 0.31.2, 4.5.
struct Fences(Vec<(usize, char, usize)>);

impl Fences {
    fn of(text: &str, lines: &[Range<usize>]) -> Self {
        let bare = lines.iter().enumerate().filter_map(|(at, line)| {
            let words = text.get(line.clone())?.trim();
            let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~' | ':'))?;
            (words.len() >= 3 && words.chars().all(|c| c == sign)).then_some((at, sign, words.len()))
        });
        Self(bare.collect())
    }

    /// The line on which a fence of these signs ends that begins on a line; looked for among the next thousand of them.
    fn end(&self, from: usize, sign: char, length: usize) -> Option<usize> {
        let behind = self.0.partition_point(|(at, ..)| *at <= from);
        let ends = |(_, other, count): &&(usize, char, usize)| *other == sign && *count >= length;
        self.0.iter().skip(behind).take(1_000).find(ends).map(|(at, ..)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for rewrite in find(text).rewrites {
            out.push_str(&text[at..rewrite.range.start]);
            out.push_str(&rewrite.words);
            at = rewrite.range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn code_stays() {
        for text in [
            "```\n+---+---+\n| a | b |\n+---+---+\n```\n",
            "```{.python}\na {b}`c`\n```\n",
            "a `{ref}` b",
            "a ``{sub}`2` `` b",
            "~~~\n```\n:::{note}\n:class: x\n:::\n```\n~~~\n",
            "Words\n\n    :::{note}\n    Words\n    :::\n",
            "```{error}\nWords\n```\n",
            "- - -\n",
            "Words\n-----\n",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }

    #[test]
    fn tables_of_lines_are_tables_of_bars() {
        let grid = "+-------+--------+\n| Grain | Use    |\n+=======+:======:+\n| rye   | bread, |\n|       | beer   |\n+-------+--------+\n| a|b   | c      |\n+-------+--------+\n\nEnd\n";
        assert_eq!(rewritten(grid), "| Grain | Use |\n|---|:-:|\n| rye | bread, beer |\n| a\\|b | c |\n\nEnd\n");
        let rich = "+---------------+---------------+\n| Grain         | Use           |\n+===============+===============+\n| rye           | - bread       |\n|               | - beer        |\n+---------------+---------------+\n";
        assert_eq!(
            rewritten(rich),
            "<table>\n<tr>\n<th>\n\nGrain\n\n</th>\n<th>\n\nUse\n\n</th>\n</tr>\n<tr>\n<td>\n\nrye\n\n</td>\n<td>\n\n- bread\n- beer\n\n</td>\n</tr>\n</table>\n"
        );
    }

    #[test]
    fn tables_of_columns_are_tables_of_bars() {
        let simple = "  Right   Left     Mid\n------- ------  ----------\n     12 a b         c\n    123 ab        cdef\n\nTable:  Sacks\n";
        assert_eq!(rewritten(simple), "| Right | Left | Mid |\n|-:|-:|:-:|\n| 12 | a b | c |\n| 123 | ab | cdef |\n\nTable:  Sacks\n");
        let bare = "----- ------\n  rye bread\n  oat gruel\n----- ------\n\nEnd";
        assert_eq!(rewritten(bare), "| | |\n|---|---|\n| rye | bread |\n| oat | gruel |\n\nEnd");
        let long = "-----------------------\n Grain   Use\n ------- --------------\n rye     bread and\n         beer\n\n oats    gruel\n-----------------------\n\nEnd";
        assert_eq!(rewritten(long), "| Grain | Use |\n|:-|:-|\n| rye | bread and beer |\n| oats | gruel |\n\nEnd");
    }

    #[test]
    fn directives_and_roles_are_ours() {
        for (text, expected) in [
            ("```{note} Heed\nWords\n```\n", "::: note\nHeed\n\nWords\n:::\n"),
            (":::{warning}\n:class: x\n\nWords\n:::\n", "::: warning\n\nWords\n:::\n"),
            (":::{figure} img/a.png\n:alt: A wheel\n:width: 20%\n\nThe wheel\n:::\n", "![A wheel](img/a.png)\n\nThe wheel\n\n"),
            ("```{code-block} python\n:linenos:\nx = 1\n```\n", "```python\nx = 1\n```\n"),
            ("```{math}\nx^2\n```\n", "$$\nx^2\n$$\n"),
            ("```{r setup, echo=FALSE}\nx <- 1\n```\n", "```r\nx <- 1\n```\n"),
            ("```{toctree}\na\n```\n", "```{toctree}\na\n```\n"),
            ("```{figure} a.png\n---\nheight: 9px\nalt: A wheel\n---\nThe wheel\n```\n", "![A wheel](a.png)\nThe wheel\n\n"),
            (
                "see {cite}`holm1901`, {cite:t}`a; b` and {ref}`the mill <mill>` {sub}`2`",
                "see [@holm1901], @a; @b and [the mill](#mill) ~2~",
            ),
            ("(race)=\n\n## The race\n\n(x)=\nWords", "## The race {#race}\n\n(x)=\nWords"),
            (
                "- The wheel turned by night\n  id:: 64f0a1b2-1111-4222-8333-abcdefabcdef\n- See ((64f0a1b2-1111-4222-8333-abcdefabcdef))",
                "- The wheel turned by night ^64f0a1b2\n- See [The wheel turned by night](#^64f0a1b2)",
            ),
            ("a {unknown}`b` c", "a {unknown}`b` c"),
        ] {
            assert_eq!(rewritten(text), expected);
        }
    }
}
