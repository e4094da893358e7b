//! Parts of MyST (```` ```{note} ````, `:::{figure}`), with the lines of options below them. Source: the MyST Markdown specification,
//! "Directives"; Sphinx' list of admonitions.

use std::ops::Range;

use super::{Fences, Found, Rewrite, Unread};

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

/// A part whose end has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    sign: char,
    length: usize,
    kind: Kind,
}

/// Reads the line on which a part begins, with its options, or ends; gives the line behind.
pub fn read(text: &str, lines: &[Range<usize>], fences: &Fences, at: usize, open: &mut Vec<Open>, found: &mut Found) -> Option<usize> {
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
    // One that does not end is none.
    fences.end(at, sign, length)?;
    let options = options(text, lines, at);
    let last = at + options.lines;
    let alternative = options.values.iter().find(|(name, _)| *name == "alt").map_or("", |(_, value)| value);
    let colons = ":".repeat(length);
    let words = match kind {
        Kind::Part(class) if argument.is_empty() || name == "figure-md" => format!("{colons} {class}"),
        Kind::Part(class) => format!("{colons} {class}\n{argument}\n"),
        Kind::Picture => format!("![{alternative}]({argument})"),
        Kind::Code => format!("{}{argument}", sign.to_string().repeat(length)),
        Kind::Formula => format!("$${argument}"),
    };
    let end = lines.get(last).map_or(range.end, |line| line.end);
    if words.len() > end - start {
        found.unread.push((start, Unread::Named(name.to_owned())));
        return None;
    }
    if name == "figure-md" && !argument.is_empty() {
        found.hidden.push((start, argument.to_owned()));
    }
    // What a chunk of code says to its program may be words for readers as well.
    if name != language {
        found.hidden.push((start, name.to_owned()));
    }
    for (option, value) in options.values.iter().filter(|(option, _)| kind != Kind::Picture || *option != "alt") {
        found.hidden.push((start, format!("{option}: {value}")));
    }
    open.push(Open { sign, length, kind });
    found.rewrites.push(Rewrite { range: start..end, words });
    let next = match kind {
        // What stands in them is no Markdown.
        Kind::Code | Kind::Formula => fences.end(last, sign, length).unwrap_or(last + 1),
        _ => last + 1,
    };
    Some(next)
}

/// The options below the line on which a part begins, and how many lines they take.
struct Options<'a> {
    values: Vec<(&'a str, &'a str)>,
    lines: usize,
}

/// Options a line each (`:name: value`), or as YAML between rules.
fn options<'a>(text: &'a str, lines: &[Range<usize>], at: usize) -> Options<'a> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).unwrap_or("").trim();
    if line(at + 1) == "---" {
        let inner = (at + 2..at + 40).take_while(|&at| line(at) != "---").count();
        if line(at + 2 + inner) == "---" {
            let values = (at + 2..at + 2 + inner).map(|at| line(at).split_once(':').unwrap_or((line(at), "")));
            return Options { values: values.map(|(name, value)| (name.trim(), value.trim())).collect(), lines: inner + 2 };
        }
    }
    let option = |at: usize| line(at).strip_prefix(':')?.split_once(':').filter(|(name, _)| is_name(name));
    let values: Vec<(&str, &str)> = (at + 1..lines.len()).map_while(option).map(|(name, value)| (name, value.trim())).collect();
    let count = values.len();
    Options { values, lines: count }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
