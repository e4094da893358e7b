//! MDX, Markdown with programs in it: lines that import and export (`import Tabs from '…'`, `export const x = 3`) are no words of the text, and
//! neither are the tags of components (`<Tabs>`), in which words may stand. Source: the manual of MDX, "What is MDX?".

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Found, Rewrite, Unread, roles::closing};
use scholion_base::{RelPath, places::is_picture, text::squeeze};

/// Longer tags are none, in bytes.
const LONGEST: usize = 2_000;
/// So many lines a statement may have.
const MOST: usize = 200;

/// Reads a statement that begins on a line, to the line before a blank one; gives the line behind.
pub fn statement(text: &str, lines: &[Range<usize>], at: usize, found: &mut Found) -> Option<usize> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).unwrap_or("");
    let first = line(at);
    if !first.starts_with("import") && !first.starts_with("export") {
        return None;
    }
    let mut depth = 0;
    let mut next = at;
    while next < lines.len() && next < at + MOST && (depth > 0 || !line(next).trim().is_empty()) {
        depth += line(next).chars().fold(0, |depth: i32, c| match c {
            '{' | '(' | '[' => depth + 1,
            '}' | ')' | ']' => depth - 1,
            _ => depth,
        });
        next += 1;
    }
    let range = lines.get(at)?.start..lines.get(next.checked_sub(1)?)?.end;
    let words = text.get(range.clone())?;
    if depth != 0 || !is_statement(words) {
        return None;
    }
    found.hidden.push((range.start, squeeze(words)));
    found.pictures.extend(words.lines().filter_map(imported));
    // With the end of its last line.
    let end = lines.get(next).map_or(range.end, |behind| behind.start);
    found.rewrites.push(Rewrite { range: range.start..end, words: String::new() });
    Some(next)
}

/// Whether lines import or export something, each statement of them.
fn is_statement(words: &str) -> bool {
    let first = words.lines().next().unwrap_or("");
    if let Some(rest) = first.strip_prefix("import ") {
        let last = words.trim_end().trim_end_matches(';');
        let is_path = last.ends_with(['\'', '"']);
        return is_path && (words.contains(" from '") || words.contains(" from \"") || rest.starts_with(['\'', '"']));
    }
    let Some(rest) = first.strip_prefix("export ") else { return false };
    let mut rest = rest.split_whitespace();
    match rest.next() {
        Some("const" | "let" | "var" | "type" | "interface") => words.contains(['=', '{']),
        Some("function" | "async" | "class") => words.contains(['(', '{']),
        Some("default") => words.contains(['(', '{', '=']) || rest.count() == 1,
        Some("*") => words.contains(" from "),
        Some(other) => other.starts_with('{') && words.contains('}'),
        None => false,
    }
}

/// The name that a line gives to the file of a picture, and its path: `import boat from './boat.png'`.
fn imported(line: &str) -> Option<(String, String)> {
    let (name, path) = line.strip_prefix("import ")?.split_once(" from ")?;
    let path = path.trim().trim_end_matches(';').trim_matches(['\'', '"']);
    is_picture(&RelPath::new(path)).then(|| (name.trim().to_owned(), path.to_owned()))
}

/// A picture of ours for the tag of one, if it says where the picture lies.
fn picture(written: &str, pictures: &[(String, String)]) -> Option<String> {
    if !["<img ", "<Image ", "<Img ", "<Figure "].iter().any(|name| written.starts_with(name)) {
        return None;
    }
    let source = attribute(written, "src")?;
    let quoted = || source.split(['\'', '"']).nth(1).filter(|_| source.starts_with("require("));
    let known = pictures.iter().find(|(name, _)| source.split('.').next() == Some(name.as_str())).map(|(_, path)| path.as_str());
    let path = known.or_else(quoted).or_else(|| Some(source).filter(|source| is_picture(&RelPath::new(source))))?;
    let alternative = attribute(written, "alt").unwrap_or("");
    let is_plain = !path.contains(['(', ')', '<', '>', '\n', '{']) && !alternative.contains(['[', ']', '\n']);
    is_plain.then(|| format!("![{alternative}]({})", path.replace(' ', "%20")))
}

/// The value of an attribute, in quotes or in braces.
fn attribute<'t>(written: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = written.split_once(&format!(" {name}="))?;
    let (open, value) = value.split_at_checked(1)?;
    let value = value.split(if open == "{" { "}" } else { open }).next()?;
    matches!(open, "{" | "\"" | "'").then(|| value.trim())
}

/// Whether words hold the tag of a component with an attribute that is reckoned: no other text has such.
pub fn shows(words: &str) -> bool {
    words.match_indices('<').any(|(at, _)| {
        let rest = words.get(at..).unwrap_or("");
        tag(rest).and_then(|length| rest.get(..length)).is_some_and(|tag| tag.contains("={"))
    })
}

/// Finds tags of components and what is reckoned (`{x}`) in a stretch of words.
pub fn tags(text: &str, range: Range<usize>, found: &mut Found) {
    let words = text.get(range.clone()).unwrap_or("");
    let braces = braces(words);
    let mut at = 0;
    while let Some(start) = words.get(at..).and_then(|rest| rest.find(['`', '<', '{', '\\'])).map(|step| at + step) {
        let rest = words.get(start..).unwrap_or("");
        at = start + 1;
        match rest.as_bytes().first() {
            Some(b'`') => {
                let count = rest.len() - rest.trim_start_matches('`').len();
                at = closing(words, start + count, count).map_or(start, |end| end) + count;
            }
            Some(b'\\') => at += rest.chars().nth(1).map_or(0, char::len_utf8),
            Some(b'{') => {
                let Some(length) = braces.get(&start).copied().filter(|length| *length <= LONGEST) else { continue };
                let inside = rest.get(1..length - 1).unwrap_or("").trim();
                let is_reckoned = inside.starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '_' | '$' | '\'' | '"'));
                if is_reckoned {
                    let name: String = squeeze(inside).chars().take(60).collect();
                    found.unread.push((range.start + start, Unread::Named(name)));
                }
                at = start + length;
            }
            _ => {
                let Some(length) = tag(rest) else { continue };
                let written = rest.get(..length).unwrap_or("");
                let place = range.start + start;
                if let Some(words) = picture(&squeeze(written), &found.pictures) {
                    found.hidden.push((place, squeeze(written)));
                    found.rewrites.push(Rewrite { range: place..place + length, words });
                    at = start + length;
                    continue;
                }
                found.rewrites.push(Rewrite { range: place..place + length, words: element(written) });
                // Attributes may be words that the component shows, and one without an end may be a picture or a chart.
                let is_silent = !written.contains('=') && (written.starts_with("</") || !written.ends_with("/>"));
                let list = if is_silent { &mut found.hidden } else { &mut found.components };
                list.push((place, squeeze(written)));
                at = start + length;
            }
        }
    }
}

/// What stands for a tag: nothing for that of a component, for one of HTML it without its attributes.
fn element(written: &str) -> String {
    let name = written.get(1..).unwrap_or("");
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return String::new();
    }
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    if name.get(..end) == Some("img") {
        return String::new();
    }
    format!("<{}{}", name.get(..end).unwrap_or(""), if written.ends_with("/>") { "/>" } else { ">" })
}

/// The length of the tag of a component with which the words begin, or of a tag with attributes that are reckoned; names of components begin
/// with a capital letter.
fn tag(rest: &str) -> Option<usize> {
    let bare = rest.strip_prefix('<')?;
    if bare.starts_with('>') || bare.starts_with("/>") {
        return Some(rest.len() - bare.len() + bare.find('>')? + 1);
    }
    let name = bare.strip_prefix('/').unwrap_or(bare);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(name.len());
    let behind = name.get(end..)?;
    let is_component = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.get(..end)?.contains(|c: char| c.is_ascii_lowercase());
    let is_element = name.starts_with(|c: char| c.is_ascii_lowercase()) && !bare.starts_with('/');
    if !(is_component || is_element) || !behind.starts_with(['>', '/', ' ', '\n', '\t', '\r']) {
        return None;
    }
    let from = rest.len() - behind.len();
    let (mut depth, mut quote) = (0_i32, None);
    for (at, c) in behind.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            (None, '>') if depth == 0 => {
                let is_reckoned = || rest.get(..from + at).is_some_and(|tag| tag.contains("={"));
                return (is_component || is_reckoned()).then_some(from + at + 1);
            }
            _ => {}
        }
    }
    None
}

/// Where braces begin that end, and how long they are with all within.
fn braces(words: &str) -> FxHashMap<usize, usize> {
    let mut open = Vec::new();
    let mut lengths = FxHashMap::default();
    for (at, byte) in words.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    lengths.insert(start, at + 1 - start);
                }
            }
            _ => {}
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::super::{find, tests::rewritten};

    #[test]
    fn programs_are_no_text() {
        let text = "import A, {b} from './a'\nimport 'c'\n\nexport const x = {\n  y: 1,\n\n  z: 2\n};\n\n# Ford\n\n<Tabs><Tab label=\"One\" of={[1, 2]}>First</Tab></Tabs> and {x}, `<Tabs>` <b>c</b>\n\n<Chart\n  a={b}\n/>\n<i style={{a: 1}}>d</i>";
        assert_eq!(rewritten(text), "\n\n# Ford\n\nFirst and {x}, `<Tabs>` <b>c</b>\n\n\n<i>d</i>");
        let found = find(text, false);
        assert_eq!((found.components.len(), found.unread.len()), (3, 1));
        assert_eq!(rewritten("import 'a'\n\n<Aa>\n    b\n      - c\n</Aa>"), "\n\nb\n  - c\n");
        assert_eq!(
            rewritten(
                "import boat from './my boat.png';\n\n<img src={boat} alt=\"A boat\" />\n<img src={require('../b.png').default} /> <img src={x} />"
            ),
            "\n![A boat](./my%20boat.png)\n![](../b.png) "
        );
        for text in
            ["import duties rose, and export fell", "export default to the port was seldom", "Words\nimport a from 'b'", "Dear <Name>, {x}"]
        {
            assert_eq!(rewritten(text), text);
        }
    }
}
