//! Parts of MyST (```` ```{note} ````, `:::{figure}`), with the lines of options below them, and those of PyMdown (`/// note | Title`). Source:
//! the MyST Markdown specification, "Directives"; Sphinx' list of admonitions; PyMdown Extensions, "Blocks".

use std::ops::Range;

use super::{Fences, Found, Rewrite, Unread};
use scholion_base::text::squeeze;

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
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | ':' | '~' | '/'))?;
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
    if sign == '/' {
        fences.end(at, sign, length)?;
        let blanks = line(at).get(..start - range.start).unwrap_or("");
        let (name, title) = rest.split_once('|').map_or((rest.trim(), ""), |(name, title)| (name.trim(), title.trim()));
        // Its options are set in.
        let options = (at + 1..lines.len()).take_while(|&at| line(at).starts_with("    ") && line(at).contains(": ")).count();
        let end = lines.get(at + options).map_or(range.end, |line| line.end);
        let said = text.get(range.end..end).unwrap_or("").trim();
        if !is_name(name) {
            return None;
        }
        if !said.is_empty() {
            found.hidden.push((start, squeeze(said)));
        }
        let colons = ":".repeat(length);
        let apart = if line(at + options + 1).trim().is_empty() { "" } else { "\n" };
        let title = if title.is_empty() { String::new() } else { format!("\n{blanks}{title}{apart}") };
        found.rewrites.push(Rewrite { range: start..end, words: format!("{colons} {name}{title}") });
        open.push(Open { sign, length, kind: Kind::Part("") });
        return Some(at + options + 1);
    }
    if sign == ':' && (!rest.starts_with('{') || rest.starts_with("{.")) {
        let (opening, title) = titled(line(at), length)?;
        fences.end(at, sign, length)?;
        let blanks = line(at).get(..start - range.start).unwrap_or("");
        let words = line(at).get(title.clone()).unwrap_or("");
        if title.is_empty() {
            found.rewrites.push(Rewrite { range: start..range.end, words: opening });
        } else if line(at).get(..title.start).is_some_and(|before| before.contains('{')) {
            found.rewrites.push(Rewrite { range: start..range.end, words: format!("{opening}\n{blanks}{words}\n") });
        } else {
            let (from, to) = (range.start + title.start, range.start + title.end);
            found.rewrites.push(Rewrite { range: start..from, words: format!("{opening}\n{blanks}") });
            let apart = if line(at + 1).trim().is_empty() { "" } else { "\n" };
            found.rewrites.push(Rewrite { range: to..range.end, words: apart.to_owned() });
        }
        open.push(Open { sign, length, kind: Kind::Part("") });
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
    // What references lead to: a place of that name.
    let place = options.values.iter().find(|(name, _)| *name == "name").map_or("", |(_, value)| value);
    let place = if name == "figure-md" && place.is_empty() { argument } else { place };
    let place = Some(place).filter(|place| is_name(place) && matches!(kind, Kind::Part(_) | Kind::Picture));
    let set = place.map_or(String::new(), |place| format!("{{#{place}}}"));
    let opening = |class: &str| match place {
        Some(place) => format!("{colons} {{.{class} #{place}}}"),
        None => format!("{colons} {class}"),
    };
    let words = match kind {
        Kind::Part(class) if argument.is_empty() || name == "figure-md" => opening(class),
        Kind::Part(class) => format!("{}\n{argument}\n", opening(class)),
        Kind::Picture => format!("![{alternative}]({argument}){set}"),
        Kind::Code => format!("{}{argument}", sign.to_string().repeat(length)),
        Kind::Formula => format!("$${argument}"),
    };
    let end = lines.get(last).map_or(range.end, |line| line.end);
    if name == "figure-md" && place != Some(argument) && !argument.is_empty() {
        found.hidden.push((start, argument.to_owned()));
    }
    // What a chunk of code says to its program may be words for readers as well.
    if name != language {
        found.hidden.push((start, name.to_owned()));
    }
    let is_kept = |(option, value): &&(&str, &str)| match *option {
        "alt" => kind == Kind::Picture,
        "name" => place == Some(*value),
        _ => false,
    };
    for (option, value) in options.values.iter().filter(|option| !is_kept(option)) {
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

/// The name and the title of a part on one line, as Docusaurus (`:::tip My tip`, `:::tip[My tip]`), VitePress (`::: details Words`) and Quarto
/// (`::: {.callout-tip title="Words"}`) have them: how our dialect begins it, and where its title stands in the line. `None` of one that our
/// dialect has itself.
fn titled(line: &str, length: usize) -> Option<(String, Range<usize>)> {
    const TITLE: &str = "title=\"";
    let place = |rest: &str| line.len() - rest.len();
    let bare = line.trim_start();
    let named = bare.get(length..)?.trim_start();
    let end = named.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(named.len());
    let (name, mut behind) = named.split_at_checked(end)?;
    let mut title = None;
    let mut attributes = String::new();
    if let Some((label, after)) = behind.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
        title = Some(place(behind) + 1..place(behind) + 1 + label.len());
        behind = after;
    }
    let is_set = |inside: &str| inside.contains(['.', '#', '=']);
    if let Some(inside) = behind.trim_start().strip_prefix('{')
        && let Some((set, after)) = inside.split_once('}').filter(|(set, _)| is_set(set))
    {
        attributes = set.trim().to_owned();
        if let Some((before, value)) = set.split_once(TITLE)
            && let Some((value, rest)) = value.split_once('"')
        {
            let start = place(inside) + before.len() + TITLE.len();
            title = title.or(Some(start..start + value.len()));
            attributes = format!("{} {}", before.trim(), rest.trim()).trim().to_owned();
        }
        behind = after;
    }
    let words = behind.trim().trim_end_matches(':').trim_end();
    if title.is_none() && !words.is_empty() {
        let start = place(behind.trim_start());
        title = Some(start..start + words.len());
    }
    let is_ours = title.is_none() && (attributes.is_empty() || name.is_empty());
    if is_ours || name.is_empty() && attributes.is_empty() {
        return None;
    }
    let colons = ":".repeat(length);
    let class = if name.is_empty() { String::new() } else { format!(".{name} ") };
    let opening = if attributes.is_empty() { format!("{colons} {name}") } else { format!("{colons} {{{class}{attributes}}}") };
    Some((opening, title.unwrap_or(line.len()..line.len())))
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
