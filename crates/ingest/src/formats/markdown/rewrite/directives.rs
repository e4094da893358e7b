//! Parts of MyST (```` ```{note} ````, `:::{figure}`), with the lines of options below them. Source: the MyST Markdown specification,
//! "Directives"; Sphinx' list of admonitions.

use std::ops::Range;

use super::{Found, Rewrite, Unread};

/// What a part becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A part of this class; what stands behind its name is its first paragraph.
    Part(&'static str),
    /// A picture, and what is said of it below.
    Picture,
    /// Code in the language behind its name.
    Code,
    /// A formula.
    Formula,
}

/// The parts that are known.
#[rustfmt::skip]
const KINDS: [(&str, Kind); 32] = [
    ("note", Kind::Part("note")), ("seealso", Kind::Part("note")), ("admonition", Kind::Part("note")), ("todo", Kind::Part("note")),
    ("important", Kind::Part("important")), ("tip", Kind::Part("tip")), ("hint", Kind::Part("tip")), ("warning", Kind::Part("warning")),
    ("attention", Kind::Part("warning")), ("caution", Kind::Part("caution")), ("danger", Kind::Part("caution")), ("error", Kind::Part("caution")),
    ("figure", Kind::Picture), ("image", Kind::Picture), ("figure-md", Kind::Part("figure")),
    ("code", Kind::Code), ("code-block", Kind::Code), ("code-cell", Kind::Code), ("sourcecode", Kind::Code), ("math", Kind::Formula),
    ("epigraph", Kind::Part("epigraph")), ("pull-quote", Kind::Part("quote")), ("blockquote", Kind::Part("quote")),
    ("margin", Kind::Part("margin")), ("sidebar", Kind::Part("sidebar")), ("aside", Kind::Part("aside")), ("topic", Kind::Part("topic")),
    ("div", Kind::Part("div")), ("dropdown", Kind::Part("details")), ("card", Kind::Part("card")), ("table", Kind::Part("table")),
    ("list-table", Kind::Part("table")),
];

/// Languages of code that R Markdown and Quarto run.
const CHUNKS: [&str; 10] = ["r", "R", "python", "julia", "bash", "sql", "stata", "ojs", "mermaid", "dot"];

/// So many lines a part may have.
const LONGEST: usize = 5_000;

/// A part whose end has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    sign: char,
    length: usize,
    kind: Kind,
}

/// Reads the line on which a part begins, with its options, or ends; gives the line behind.
pub fn read(text: &str, lines: &[Range<usize>], at: usize, open: &mut Vec<Open>, found: &mut Found) -> Option<usize> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).unwrap_or("");
    let range = lines.get(at)?.clone();
    let bare = line(at).trim();
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | ':' | '~'))?;
    let length = bare.chars().take_while(|c| *c == sign).count();
    let start = range.start + line(at).len() - line(at).trim_start().len();
    let rest = bare.get(length..).filter(|_| length >= 3)?;
    if rest.is_empty() {
        let last = open.pop_if(|last| last.sign == sign && last.length <= length)?;
        let words = match last.kind {
            Kind::Part(_) => ":".repeat(length),
            Kind::Formula => "$$".to_owned(),
            Kind::Picture => String::new(),
            Kind::Code => return Some(at + 1),
        };
        found.rewrites.push(Rewrite { range: start..range.end, words });
        return Some(at + 1);
    }
    let (name, argument) = rest.strip_prefix('{')?.split_once('}')?;
    let name = name.trim();
    let argument = argument.trim();
    let language = name.split([' ', ',']).next().unwrap_or(name);
    let kind = KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
    let Some((kind, argument)) = kind.map(|kind| (kind, argument)).or_else(|| CHUNKS.contains(&language).then_some((Kind::Code, language)))
    else {
        if is_name(name) {
            found.unread.push((start, Unread::Named(name.to_owned())));
        }
        return None;
    };
    let is_end = |at: &usize| {
        let end = line(*at).trim();
        end.len() >= length && end.chars().all(|c| c == sign)
    };
    // One that does not end is none.
    (at + 1..lines.len()).take(LONGEST).find(is_end)?;
    let option = |at: usize| line(at).trim().strip_prefix(':').and_then(|rest| rest.split_once(':')).filter(|(name, _)| is_name(name));
    let last = (at + 1..lines.len()).take_while(|&at| option(at).is_some()).last().unwrap_or(at);
    let value = |wanted: &str| (at + 1..=last).filter_map(option).find(|(name, _)| *name == wanted).map_or("", |(_, value)| value.trim());
    let words = match kind {
        Kind::Part(class) if argument.is_empty() => format!("{} {class}", ":".repeat(length)),
        Kind::Part(class) => format!("{} {class}\n{argument}\n", ":".repeat(length)),
        Kind::Picture => format!("![{}]({argument})", value("alt")),
        Kind::Code => format!("{}{argument}", sign.to_string().repeat(length)),
        Kind::Formula => format!("$${argument}"),
    };
    open.push(Open { sign, length, kind });
    let end = lines.get(last).map_or(range.end, |line| line.end);
    found.rewrites.push(Rewrite { range: start..end, words });
    let next = match kind {
        // What stands in them is no Markdown.
        Kind::Code | Kind::Formula => (last + 1..lines.len()).find(is_end).unwrap_or(last + 1),
        _ => last + 1,
    };
    Some(next)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
