//! Tags of Jekyll and Hugo on lines of their own: code between those that set it in colours, comments, and others, which are no words of the
//! paragraph below them. Source: Jekyll's manual, "Tags filters"; Liquid's reference, "comment"; Hugo's manual, "Highlight shortcode".

use std::ops::Range;

use super::{Found, Rewrite};
use scholion_base::text::squeeze;

/// The lines with tags that end code or a comment, and their names.
pub struct Ends<'t>(Vec<(usize, &'t str)>);

impl<'t> Ends<'t> {
    /// Those of a text.
    pub fn of(text: &'t str, lines: &[Range<usize>]) -> Self {
        let name = |line: &Range<usize>| tag(text.get(line.clone())?).filter(|(_, rest)| rest.is_empty()).map(|(name, _)| name);
        let names = lines.iter().enumerate().filter_map(|(at, line)| Some((at, name(line)?)));
        Self(names.filter(|(_, name)| CODE.contains(name) || COMMENT.contains(name)).collect())
    }

    /// The next behind a line with one of these names.
    fn next(&self, at: usize, names: [&str; 2]) -> Option<usize> {
        let behind = self.0.partition_point(|(end, _)| *end <= at);
        self.0.get(behind).filter(|(_, name)| names.contains(name)).map(|(end, _)| *end)
    }
}

/// Where a list of contents is to stand, which a page has anyway (GitLab, Python-Markdown, Typora, markdown-it).
const CONTENTS: [&str; 6] = ["[[_TOC_]]", "[[TOC]]", "[[toc]]", "[TOC]", "[toc]", "${toc}"];

/// Between these stands code, and a comment.
const CODE: [&str; 2] = ["endhighlight", "/highlight"];
const COMMENT: [&str; 2] = ["endcomment", "/comment"];

/// Reads one that stands on a line, to the one that ends it; gives the line behind.
pub fn read(text: &str, lines: &[Range<usize>], at: usize, ends: &Ends<'_>, found: &mut Found) -> Option<usize> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).unwrap_or("");
    let range = lines.get(at)?.clone();
    // Most lines have none of the signs with which they begin, and are looked at no further.
    memchr::memchr3(b'{', b'[', b'$', line(at).as_bytes())?;
    if CONTENTS.contains(&line(at).trim()) {
        found.hidden.push((range.start, line(at).trim().to_owned()));
        found.rewrites.push(Rewrite { range, words: String::new() });
        return Some(at + 1);
    }
    let kept = said_between(line(at));
    if !kept.is_empty() {
        for part in kept {
            let part = range.start + part.start..range.start + part.end;
            found.hidden.push((part.start, squeeze(text.get(part.clone()).unwrap_or(""))));
            found.rewrites.push(Rewrite { range: part, words: String::new() });
        }
        return Some(at + 1);
    }
    let (name, rest) = tag(line(at))?;
    let start = range.start + line(at).len() - line(at).trim_start().len();
    match name {
        "highlight" => {
            let end = ends.next(at, CODE)?;
            let fence = if (at + 1..end).any(|at| line(at).contains("```")) { "~~~~" } else { "```" };
            let mut options = rest.split_whitespace();
            let language = options.next().unwrap_or("").trim_matches('"');
            let others: Vec<&str> = options.collect();
            if !others.is_empty() {
                found.hidden.push((start, others.join(" ")));
            }
            found.rewrites.push(Rewrite { range: start..range.end, words: format!("{fence}{language}") });
            found.rewrites.push(Rewrite { range: lines.get(end)?.clone(), words: fence.to_owned() });
            Some(end + 1)
        }
        "comment" => {
            let end = ends.next(at, COMMENT)?;
            let range = start..lines.get(end)?.end;
            found.hidden.push((start, squeeze(text.get(range.clone()).unwrap_or(""))));
            found.rewrites.push(Rewrite { range, words: String::new() });
            Some(end + 1)
        }
        _ => {
            let begins = at.checked_sub(1).is_none_or(|before| line(before).trim().is_empty());
            let is_above =
                begins && line(at).trim_start().starts_with("{% ") && !line(at + 1).trim().is_empty() && tag(line(at + 1)).is_none();
            if is_above {
                found.rewrites.push(Rewrite { range: range.end..range.end, words: "\n".to_owned() });
            }
            None
        }
    }
}

/// The comments of Liquid that begin and end in a line.
fn said_between(line: &str) -> Vec<Range<usize>> {
    const CLOSE: &str = "%}";
    let mut found = Vec::new();
    let mut open = None;
    let mut at = 0;
    while let Some(start) = line.get(at..).and_then(|rest| rest.find("{%")).map(|step| at + step) {
        let Some(end) = line.get(start..).and_then(|rest| rest.find(CLOSE)).map(|step| start + step + CLOSE.len()) else { break };
        match tag(line.get(start..end).unwrap_or("")) {
            Some(("comment", "")) if open.is_none() => open = Some(start),
            Some(("endcomment", "")) => found.extend(open.take().map(|open| open..end)),
            _ => {}
        }
        at = end;
    }
    found
}

/// The name of the tag of which a line consists, and what stands behind it.
fn tag(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim();
    let ends = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let inside = ends.into_iter().find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close))?;
    let inside = inside.trim_matches(['-', ' ', '\t']);
    (!inside.contains(['{', '}'])).then(|| inside.split_once([' ', '\t']).map_or((inside, ""), |(name, rest)| (name, rest.trim())))
}

#[cfg(test)]
mod tests {
    use super::super::tests::rewritten;

    #[test]
    fn tags_on_lines_are_read() {
        for (text, expected) in [
            ("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}\n", "```ruby\nputs 1\n```\n"),
            ("{{< highlight go >}}\n```\n{{< /highlight >}}\n", "~~~~go\n```\n~~~~\n"),
            ("[[_TOC_]]\n\n[TOC]: a\n", "\n\n[TOC]: a\n"),
            ("{% comment %}\nNot yet\n{% endcomment %}\n\nWords\n", "\n\nWords\n"),
            ("A {% comment %}ask Ida{% endcomment %}b {%- comment -%}c{%- endcomment -%}.\n", "A b .\n"),
            ("{% comment %} `{% raw %}`\n", "{% comment %} `{% raw %}`\n"),
            ("{% include toc.html %}\nTitle\n===\n", "{% include toc.html %}\n\nTitle\n===\n"),
            ("Words\n{% include a.html %}\nmore\n", "Words\n{% include a.html %}\nmore\n"),
            ("{% highlight ruby %}\nno end\n", "{% highlight ruby %}\nno end\n"),
        ] {
            assert_eq!(rewritten(text), expected);
        }
    }
}
