//! What other programs write otherwise than our dialect, and what stands for it. Words of the source that stand in neither are listed.
//!
//! 1. [`tables`]: Pandoc's tables of lines and of columns become tables of bars, or of HTML where cells hold blocks;
//! 2. [`directives`], [`roles`]: parts and marks of MyST become ours; [`callouts`]: those of MkDocs, in which parts are set in;
//! 3. [`outline`]: what Logseq and Roam write among the blocks of an outline;
//! 4. [`scripted`]: what is a program, in MDX; [`templates`]: code and comments between tags; [`critic`]: changes that were kept.

mod callouts;
mod critic;
mod directives;
mod outline;
mod roles;
mod scripted;
mod tables;
mod templates;

use std::ops::Range;

use rustc_hash::FxHashMap;

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
    /// Tags of components that may show words or pictures, and go.
    pub components: Vec<(usize, String)>,
    /// What was taken out of the text while its changes were kept.
    pub deleted: Vec<(usize, String)>,
    /// Where something was put in.
    pub inserted: Vec<usize>,
    /// The names that programs give to pictures, and where these lie.
    pictures: Vec<(String, String)>,
}

impl Found {
    /// Counts places from the beginning of the file, in which the text begins behind so many bytes.
    pub fn shift(&mut self, by: usize) {
        self.rewrites.iter_mut().for_each(|one| one.range = one.range.start + by..one.range.end + by);
        self.unread.iter_mut().for_each(|(at, _)| *at += by);
        self.inserted.iter_mut().for_each(|at| *at += by);
        let listed = [&mut self.hidden, &mut self.components, &mut self.deleted];
        listed.into_iter().flatten().for_each(|(at, _)| *at += by);
    }
}

/// All of them in a text, which may be known to have programs in it.
pub fn find(text: &str, is_scripted: bool) -> Found {
    let mut found = Found::default();
    if !is_scripted && !may_have(text) {
        return found;
    }
    let lines = lines(text);
    let fences = Fences::of(text, &lines);
    let ends = templates::Ends::of(text, &lines);
    let mut at = 0;
    let mut open = Vec::new();
    let mut in_item = false;
    let mut is_scripted = is_scripted;
    // By how much what stands among components is set in.
    let mut set_in: Option<usize> = None;
    // Lines of words that are no code; those that follow each other are one stretch.
    let mut prose: Vec<Range<usize>> = Vec::new();
    let is_blank = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).is_none_or(|line| line.trim().is_empty());
    while let Some(line) = lines.get(at).cloned() {
        let words = text.get(line.clone()).unwrap_or("");
        let is_set_in = words.starts_with("    ") || words.starts_with('\t');
        if !is_set_in && !words.is_empty() {
            in_item = begins_item(words) || in_item && words.starts_with(' ');
        }
        if !is_set_in && !words.trim().is_empty() {
            set_in = None;
        }
        let next = if is_set_in && !in_item && is_scripted {
            // Among components there is no code that is set in.
            let base = *set_in.get_or_insert(words.len() - words.trim_start().len());
            let end = fence(words).and_then(|(sign, length)| fences.end(at, sign, length));
            for line in lines.get(at..=end.unwrap_or(at)).unwrap_or_default() {
                let words = text.get(line.clone()).unwrap_or("");
                let blanks = base.min(words.len() - words.trim_start().len());
                found.rewrites.push(Rewrite { range: line.start..line.start + blanks, words: String::new() });
                if end.is_none() {
                    prose.push(line.start + blanks..line.end);
                }
            }
            end.unwrap_or(at) + 1
        } else if is_set_in && !in_item {
            // Code, set in.
            at + 1
        } else if at.checked_sub(1).is_none_or(is_blank)
            && let Some(next) = scripted::statement(text, &lines, at, &mut found)
        {
            is_scripted = true;
            next
        } else if let Some(next) = templates::read(text, &lines, at, &ends, &mut found) {
            next
        } else if let Some(next) = callouts::read(text, &lines, at, &mut found, &mut prose) {
            next
        } else if let Some(next) = directives::read(text, &lines, &fences, at, &mut open, &mut found) {
            next
        } else if let Some((sign, length)) = fence(words) {
            fences.end(at, sign, length).map_or(lines.len(), |end| end + 1)
        } else if let Some((from, to, table)) = tables::read(text, &lines, at) {
            let range = lines.get(from).map_or(0, |line| line.start)..lines.get(to - 1).map_or(0, |line| line.end);
            // Without its indent a table would leave the item that holds it.
            let is_in_item = in_item && words.starts_with(' ');
            match table.filter(|_| !is_in_item) {
                Some(words) => found.rewrites.push(Rewrite { range, words }),
                None => found.unread.push((range.start, Unread::Table)),
            }
            to
        } else if let Some((rewrite, next)) = outline::property(text, &lines, at) {
            let said = lines.get(at..next).unwrap_or_default().iter().filter_map(|line| text.get(line.clone()));
            let said = said.map(str::trim).collect::<Vec<_>>().join(" ");
            found.hidden.push((line.start.max(rewrite.range.start), said));
            found.rewrites.push(rewrite);
            next
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
            match prose.last_mut().filter(|last| follows(text, last, &line)) {
                Some(last) => last.end = line.end,
                None => prose.push(line.clone()),
            }
            at + 1
        };
        at = next.max(at + 1);
    }
    is_scripted |= text.contains("={") && prose.iter().any(|range| scripted::shows(text.get(range.clone()).unwrap_or("")));
    let mut changed = 0;
    // Most texts have none of their signs.
    let (may_change, may_mark) = (critic::may_have(text), outline::may_have(text));
    for range in &prose {
        roles::read(text.get(range.clone()).unwrap_or(""), range.start, &mut found);
        if may_change {
            changed = critic::read(text, range.clone(), changed, &mut found).max(changed);
        }
        if may_mark {
            outline::marks(text, range.clone(), &mut found);
        }
        if is_scripted {
            scripted::tags(text, range.clone(), &mut found);
        }
    }
    outline::references(text, &prose, &mut found);
    found.rewrites.sort_by_key(|rewrite| rewrite.range.start);
    list_lost(text, &mut found);
    found
}

/// Whether a line goes on with the words of a stretch.
fn follows(text: &str, last: &Range<usize>, line: &Range<usize>) -> bool {
    let between = text.get(last.end..line.start).unwrap_or("");
    matches!(between, "\n" | "\r\n") && !last.is_empty() && !line.is_empty()
}

/// Lists the words that stand neither in what is written in their place nor among what is listed, so that nothing is lost by a rewrite.
fn list_lost(text: &str, found: &mut Found) {
    found.hidden.sort_by_key(|(at, _)| *at);
    let mut listed: Vec<(usize, &str)> =
        [&found.hidden, &found.components, &found.deleted].into_iter().flatten().map(|(at, words)| (*at, words.as_str())).collect();
    listed.sort_by_key(|(at, _)| *at);
    let mut lost = Vec::new();
    for Rewrite { range, words } in &found.rewrites {
        let written = without_name(text.get(range.clone()).unwrap_or(""));
        if !written.contains(char::is_alphanumeric) {
            continue;
        }
        let first = listed.partition_point(|(at, _)| *at < range.start);
        let besides = listed.iter().skip(first).take_while(|(at, _)| *at < range.end).map(|(_, words)| *words);
        let mut kept: FxHashMap<&str, usize> = FxHashMap::default();
        besides.chain([words.as_str()]).flat_map(words_of).for_each(|word| *kept.entry(word).or_default() += 1);
        let is_lost = |word: &&str| match kept.get_mut(*word).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                false
            }
            None => true,
        };
        let mut missing: Vec<&str> = words_of(written).filter(is_lost).collect();
        // How the words of a picture are called is no word.
        missing.retain(|word| *word != "alt" || !words.starts_with("!["));
        if !missing.is_empty() {
            lost.push((range.start, missing.join(" ")));
        }
    }
    found.hidden.extend(lost);
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What stands behind the name of a part or a mark of MyST; an id between round brackets is no word.
fn without_name(written: &str) -> &str {
    if written.starts_with("((") {
        return "";
    }
    let bare = written.trim_start_matches(['`', '~', ':', ' ']);
    bare.strip_prefix('{').and_then(|rest| rest.split_once('}')).map_or(written, |(_, rest)| rest)
}

/// Whether any line begins as one of them does, or a role stands among words.
fn may_have(text: &str) -> bool {
    let begins = |line: &str| {
        let line = line.trim_start_matches([' ', '>']);
        ["+-", "+=", "--", "```", "~~~{", "::", "!!!", "???", "===", "/// ", "import ", "export "].iter().any(|mark| line.starts_with(mark))
            || line.starts_with('(') && line.ends_with(")=")
    };
    ["}`", ":: ", "((", "={", "{++", "{--", "{~~", "{==", "{{[[", "#[[", "{% ", "{{< highlight", ":LOGBOOK:", "TOC", "toc]", "${toc}"]
        .iter()
        .any(|sign| has(text, sign))
        || text.lines().any(begins)
}

/// Whether these signs stand anywhere in a text.
fn has(text: &str, signs: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), signs.as_bytes()).is_some()
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
            let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~' | ':' | '/'))?;
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
pub mod tests {
    use super::*;

    /// The text in our dialect.
    pub fn rewritten(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for rewrite in find(text, false).rewrites {
            if rewrite.range.start < at {
                continue;
            }
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
            "```{error}\nNo end\n",
            "- - -\n",
            "Words\n-----\n",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }

    #[test]
    fn nothing_is_lost_by_a_rewrite() {
        for (text, lost) in [
            ("{term}`weirs <weir>`", "weir"),
            (":::{figure} a.png\n:alt: Wheel\n:name: b\n:width: c\n\nWords\n:::\n", "width: c|name"),
            ("!!! note wide \"A\"\n    b\n", "wide"),
            ("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n", ""),
        ] {
            let found = find(text, false);
            assert_eq!(found.hidden.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("|"), lost, "{text}");
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
            (":::{figure} a.png\n:name: fig-a\n\nThe wheel\n:::\n", "![](a.png){#fig-a}\n\nThe wheel\n\n"),
            (":::{tip} Heed\n:name: heed\nWords\n:::\n", "::: {.tip #heed}\nHeed\n\nWords\n:::\n"),
            ("```{code-block} python\n:linenos:\nx = 1\n```\n", "```python\nx = 1\n```\n"),
            ("```{math}\nx^2\n```\n", "$$\nx^2\n$$\n"),
            ("```{r setup, echo=FALSE}\nx <- 1\n```\n", "```r\nx <- 1\n```\n"),
            ("```{toctree}\na\n```\n", "```{toctree}\na\n```\n"),
            ("```{figure} a.png\n---\nheight: 9px\nalt: A wheel\n---\nThe wheel\n```\n", "![A wheel](a.png)\nThe wheel\n\n"),
            (
                "see {cite}`holm1901`, {cite:t}`a; b` and {ref}`the mill <mill>` {sub}`2`",
                "see [@holm1901], @a; @b and [the mill](#mill) ~2~",
            ),
            ("```{error} Hot\nWords\n```\n", "::: caution\nHot\n\nWords\n:::\n"),
            ("{ref}`tab` and {doc}`a`", "[tab](#tab) and [a](a.md)"),
            (":::tip My *tip*\nWords\n:::\n", "::: tip\nMy *tip*\n\nWords\n:::\n"),
            (":::note[Heed]{.x}\nWords\n:::\n", "::: {.note .x}\nHeed\n\nWords\n:::\n"),
            ("::: {.callout-tip title=\"Mind it\"}\nWords\n:::\n", "::: {.callout-tip}\nMind it\n\nWords\n:::\n"),
            ("::: note\nWords\n:::\n", "::: note\nWords\n:::\n"),
            ("/// note | Heed *it*\n    type: x\nWords\n///\n", "::: note\nHeed *it*\n\nWords\n:::\n"),
            ("/// no end\n", "/// no end\n"),
            ("(race)=\n\n## The race\n\n(x)=\nWords", "## The race {#race}\n\n(x)=\nWords"),
            (
                "- The wheel turned by night\n  id:: 64f0a1b2-1111-4222-8333-abcdefabcdef\n- See ((64f0a1b2-1111-4222-8333-abcdefabcdef))",
                "- The wheel turned by night ^64f0a1b2\n- See [The wheel turned by night](#^64f0a1b2)",
            ),
            ("a {unknown}`b` c", "a {unknown}`b` c"),
            ("- a\n\t- collapsed:: true\n\t  built\n- b", "- a\n\t- built\n- b"),
            ("- a\n  :LOGBOOK:\n  CLOCK: x\n  :END:\n  b", "- a\n  b"),
            (
                "- a\n  id:: 64f0a1b2-1111-4222-8333-abcdefabcdef\n- {{embed ((64f0a1b2-1111-4222-8333-abcdefabcdef))}}",
                "- a ^64f0a1b2\n- [a](#^64f0a1b2)",
            ),
            ("- a\n  id:: DE-1901\n- b", "- a\n  id:: DE-1901\n- b"),
            ("```\n((64f0a1b2-1111-4222-8333-abcdefabcdef))\n```", "```\n((64f0a1b2-1111-4222-8333-abcdefabcdef))\n```"),
            ("- {{[[TODO]]}} oil #[[the wheel]]\n- {{[[DONE]]}} mend", "- [ ] oil [[the wheel]]\n- [x] mend"),
        ] {
            assert_eq!(rewritten(text), expected);
        }
    }
}
