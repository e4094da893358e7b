//! Comments of Markdown, where it is no document of ours yet: those of HTML, `<!-- … -->`, of Obsidian, `%% … %%`, of CriticMarkup,
//! `{>> … <<}`, of kramdown, `{::comment} … {:/comment}`, and of MDX, `{/* … */}`.
//!
//! In documents `document::markdown` finds them, by its parser. Here their places are found by letters: what stands in code, or
//! behind a backslash, begins none, and what does not end is none.

use std::{borrow::Cow, ops::Range};

use super::RelPath;

/// Where the comments of a text of Markdown stand, in order.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !shown(text) {
        return found;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut begins_line = true;
    // Where one begins with `%%` that has not ended yet.
    let mut open = None;
    // Whether a comment between these signs may still end.
    let mut may_end = [true; PAIRS.len()];
    // Whether a comment of HTML may still end; where the paragraph ends, and how many backticks were looked for in it in vain.
    let mut ends = true;
    let (mut paragraph, mut missed) = (0, Vec::new());
    while let Some(&byte) = bytes.get(at) {
        let rest = text.get(at..).unwrap_or("");
        if begins_line && let Some(length) = fenced(rest) {
            at += length;
            continue;
        }
        begins_line = byte == b'\n';
        at += match byte {
            b'\\' => 1 + rest.chars().nth(1).map_or(0, |escaped| if escaped == '\n' { 0 } else { escaped.len_utf8() }),
            b'`' => {
                if at >= paragraph {
                    paragraph = rest.find("\n\n").map_or(text.len(), |end| at + end);
                    missed.clear();
                }
                code(text.get(at..paragraph).unwrap_or(rest), &mut missed)
            }
            b'%' if rest.starts_with("%%") => {
                if let Some(start) = open.take() {
                    // What stands in it goes with it.
                    found.truncate(found.partition_point(|inner: &Range<usize>| inner.start < start));
                    found.push(start..at + 2);
                } else {
                    open = Some(at);
                }
                2
            }
            b'<' if ends && rest.starts_with("<!--") => match html(rest) {
                Some(length) => {
                    found.push(at..at + length);
                    length
                }
                None => {
                    ends = false;
                    1
                }
            },
            b'{' => {
                let pair = PAIRS.iter().zip(&mut may_end).find(|((begin, _), may_end)| **may_end && rest.starts_with(begin));
                let length = pair.and_then(|((begin, end), may_end)| {
                    let inner = rest.get(begin.len()..).and_then(|inner| inner.find(end));
                    *may_end = inner.is_some();
                    inner.map(|inner| begin.len() + inner + end.len())
                });
                found.extend(length.map(|length| at..at + length));
                length.unwrap_or(1)
            }
            _ => 1,
        };
    }
    found
}

/// Between which other signs comments stand: CriticMarkup (<https://criticmarkup.com/spec.php>), kramdown ("Extensions"), MDX ("What is MDX?").
const PAIRS: [(&str, &str); 3] = [("{>>", "<<}"), ("{::comment}", "{:/comment}"), ("{/*", "*/}")];

/// Whether words hold what other programs take for a comment.
pub fn shown(words: &str) -> bool {
    let bytes = words.as_bytes();
    let ends = |rest: &[u8], sign: &str| memchr::memmem::find(rest, sign.as_bytes()).is_some();
    // Whether the other sign of each may still come.
    let mut may_end = [true; PAIRS.len()];
    memchr::memchr3_iter(b'<', b'{', b'%', bytes).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"<!--") || rest.starts_with(b"%%") && ends(rest.get(2..).unwrap_or_default(), "%%") {
            return true;
        }
        PAIRS.iter().zip(&mut may_end).any(|((begin, end), may_end)| {
            *may_end = *may_end && (!rest.starts_with(begin.as_bytes()) || ends(rest, end));
            *may_end && rest.starts_with(begin.as_bytes())
        })
    })
}

/// Words of Markdown without their comments.
pub fn without(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    let mut rest = 0;
    for comment in find(words) {
        shown.push_str(words.get(rest..comment.start).unwrap_or(""));
        rest = comment.end;
    }
    shown.push_str(words.get(rest..).unwrap_or(""));
    shown
}

/// A text of Markdown without its comments: blanks stand in their place, and its lines are where they were.
pub fn blanked(text: &str) -> Cow<'_, str> {
    let comments = find(text);
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for comment in comments {
        bytes.get_mut(comment).into_iter().flatten().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
    Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
}

/// Whether a file is Markdown by its name.
pub fn is_markdown(file: &RelPath) -> bool {
    matches!(file.extension().as_str(), "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd" | "rmd")
}

/// The length of a comment of HTML that begins here and ends.
fn html(rest: &str) -> Option<usize> {
    Some("<!--".len() + rest.strip_prefix("<!--")?.find("-->")? + "-->".len())
}

/// The length of a block of code between fences that begins with this line, to its end or that of the text.
fn fenced(rest: &str) -> Option<usize> {
    let mut lines = rest.split_inclusive('\n');
    let first = lines.next()?;
    let (mark, length, _) = fence(first).filter(|(mark, _, behind)| *mark == b'~' || !behind.contains('`'))?;
    let mut end = first.len();
    for line in lines {
        end += line.len();
        if fence(line).is_some_and(|(other, others, behind)| other == mark && others >= length && behind.is_empty()) {
            break;
        }
    }
    Some(end)
}

/// The sign of a fence, how often it stands, and what is behind it on its line.
fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let bare = line.trim_start_matches(' ');
    let mark = bare.bytes().next().filter(|mark| line.len() - bare.len() < 4 && matches!(mark, b'`' | b'~'))?;
    let length = bare.bytes().take_while(|&byte| byte == mark).count();
    Some((mark, length, bare.get(length..)?.trim())).filter(|(_, length, _)| *length >= 3)
}

/// The length of code that begins with these backticks, or of them alone if as many do not follow in the paragraph; then their number
/// is `missed`, and not looked for again.
fn code(paragraph: &str, missed: &mut Vec<usize>) -> usize {
    let ticks = |text: &str| text.bytes().take_while(|&byte| byte == b'`').count();
    let length = ticks(paragraph);
    let mut at = length;
    while !missed.contains(&length)
        && let Some(next) = paragraph.get(at..).and_then(|rest| rest.find('`'))
    {
        let found = ticks(paragraph.get(at + next..).unwrap_or(""));
        at += next + found;
        if found == length {
            return at;
        }
    }
    if !missed.contains(&length) {
        missed.push(length);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_words_and_code() {
        let check = |text: &str| find(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(check("a %%b%% c <!-- d\n\ne --> f %%\n\ng\n%%"), ["%%b%%", "<!-- d\n\ne -->", "%%\n\ng\n%%"]);
        for text in [
            "100%% sure",
            "a \\%%b%% c",
            "`%%a%%` and ``<!-- ` -->``",
            "```\n%%a%%\n```",
            "~~~ x\n<!-- a -->\n~~~~\nb",
            "   ```\n%%a%%",
            "<!-- no end",
            "%% no end",
        ] {
            assert_eq!(check(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            check("a {>>b<<} {::comment}\nc\n{:/comment} {>>d `{>>e<<}`"),
            ["{>>b<<}", "{::comment}\nc\n{:/comment}", "{>>d `{>>e<<}"]
        );
        assert_eq!(check("`{>>a<<}` \\{>>b<<} {>> no end"), Vec::<String>::new());
        assert_eq!(check("a {/* b\nc */} `{/*d*/}`"), ["{/* b\nc */}"]);
        // What is no sign, or stands in one, ends none.
        assert_eq!(check("%% a \\%% `%%` <!-- %% --> %% <!-- b -->"), ["%% a \\%% `%%` <!-- %% --> %%", "<!-- b -->"]);
        assert_eq!(check("%% a <!-- b -->"), ["<!-- b -->"]);
        // Backticks that do not end in their paragraph are words.
        assert_eq!(check("a ` b\n\n%%c%% `"), ["%%c%%"]);
        assert_eq!(check("``` not a fence ``` %%é%%"), ["%%é%%"]);
    }

    #[test]
    fn many_signs_take_no_longer_than_their_length() {
        // In the square of their number these would take minutes.
        for signs in ["<!-- ", "%%a%% ", "`a ", "\\`%%`` <!--"] {
            let text = signs.repeat(200_000 / signs.len() * 4);
            assert!(find(&text).len() <= text.len());
        }
    }

    #[test]
    fn lines_stay_where_they_were() {
        assert_eq!(blanked("é %%b\nс%% d"), "é    \n     d");
    }
}
