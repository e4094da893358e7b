//! Where front matter ends and the text begins, however the program wrote it that a file comes from.
//!
//! 1. A byte order mark, blank lines and comments before it are passed over;
//! 2. YAML stands between lines of three hyphens, JSON in braces (Hugo): both are read;
//! 3. what is front matter in another form (TOML, Hexo's `;;;`, `---toml`) is not read, and neither is what never ends: the
//!    text is held back, with an error;
//! 4. where none was found, lines at the beginning may still hold the text back by a key ([`held`]): it is held back, too.
//!
//! A text that merely begins with a brace, a plus sign or a rule is a text.

use super::{Diagnostic, Message, RelPath, Span, held, say};

/// Where the parts of a file stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The front matter that can be read, without its fences: YAML, or a JSON object, which is YAML but for tabs. `None` if there
    /// is none.
    pub front: Option<Span>,
    /// The Markdown.
    pub body: Span,
    /// Whether the file may not be published, since what stands at its beginning is not understood, or says so elsewhere than in
    /// front matter.
    pub is_held: bool,
}

/// A line of a file, without its end.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    /// Behind its end.
    end: usize,
    text: &'t str,
}

/// The lines from `from` on.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = from;
    text.get(from..).unwrap_or("").split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Line { start, end: at, text: line.trim_end_matches(['\n', '\r']) }
    })
}

/// Finds the front matter and the text. What is wrong with it is said.
pub fn split(path: &RelPath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let parts = split_once(path, text, diagnostics);
    // Who lays front matter over a text that has some already may not see what that said.
    if parts.front.is_none() || parts.is_held {
        return parts;
    }
    let again = behind_comments(text, parts.body.start as usize);
    let rest = text.get(again..).unwrap_or("");
    let is_front = rest.starts_with("---") && looks_like_keys(text, again + "---".len()) || rest.starts_with("+++") || is_json(rest);
    // `---`, `---`, and only then the keys.
    let is_front = is_front || parts.front.is_some_and(|front| front.of(text).trim().is_empty());
    match holding_line(text, again).filter(|_| is_front) {
        Some(line) => held_outside(path, line, parts, diagnostics),
        None => parts,
    }
}

/// The file held back by a line that is no front matter.
fn held_outside(path: &RelPath, (line, key): (Span, String), parts: Parts, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let message = say::held_outside_front(&key);
    let hint = say::held_outside_front_hint();
    diagnostics.push(Diagnostic::error(path, message).at(line).hint(hint));
    Parts { is_held: true, ..parts }
}

fn split_once(path: &RelPath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let begin = behind_comments(text, start);
    let whole = Parts { front: None, body: Span::new(start, text.len()), is_held: false };
    if text.chars().take(HEAD).any(|c| c == '\0') {
        let message = say::front_not_read_nul();
        diagnostics.push(Diagnostic::error(path, message).hint(say::front_not_read_nul_hint()));
        return Parts { is_held: true, ..whole };
    }
    let Some(first) = lines(text, begin).next() else { return whole };
    let fence = first.text.trim();
    let not_read = |form: Message, end: usize, diagnostics: &mut Vec<Diagnostic>| {
        let message = say::front_not_read(form);
        let hint = say::front_not_read_hint();
        diagnostics.push(Diagnostic::error(path, message).at(first.start..first.start + first.text.len()).hint(hint));
        Parts { body: Span::new(end, text.len()), is_held: true, ..whole }
    };
    match fence {
        "---" if begin == start && !first.text.starts_with([' ', '\t']) => return yaml(path, text, first, diagnostics),
        "---" if looks_like_keys(text, first.end) => return yaml(path, text, first, diagnostics),
        "+++" if lines(text, first.end).find(|line| is_said(line.text, "#")).is_some_and(|line| is_toml(line.text)) => {
            return not_read(say::form_toml(), behind(text, first.end, &["+++"]).unwrap_or(text.len()), diagnostics);
        }
        ";;;" => return not_read(say::form_json_fenced(), behind(text, first.end, &[";;;"]).unwrap_or(text.len()), diagnostics),
        _ => {}
    }
    if let Some(form) = fence.strip_prefix("---").map(str::trim).filter(|form| FORMS.iter().any(|one| form.eq_ignore_ascii_case(one))) {
        if ["yaml", "yml", "json"].iter().any(|one| form.eq_ignore_ascii_case(one)) {
            return yaml(path, text, first, diagnostics);
        }
        return not_read(say::form_named(form), behind(text, first.end, &["---"]).unwrap_or(text.len()), diagnostics);
    }
    if is_json(text.get(first.start..).unwrap_or("")) {
        let open = first.start + (first.text.len() - first.text.trim_start().len());
        match end_of_object(text.get(open..).unwrap_or("")) {
            Some(length) => {
                let close = open + length;
                let rest = lines(text, close).next();
                if rest.is_none_or(|rest| rest.text.trim().is_empty()) {
                    return Parts {
                        front: Some(Span::new(open, close)),
                        body: Span::new(rest.map_or(close, |rest| rest.end), text.len()),
                        ..whole
                    };
                }
            }
            None => return not_read(say::form_json_open(), text.len(), diagnostics),
        }
    }
    if let Some(fence) = lines(text, begin).take(MOST_LINES).find(|line| line.text.trim() == ";;;").filter(|_| is_pair(fence)) {
        return not_read(say::form_json_ends(), fence.end, diagnostics);
    }
    // Behind a title, a picture or what another program takes for a comment, between fences.
    let is_fence =
        |line: &Line<'_>| line.text.split(" #").next().is_some_and(|fence| fence.trim_end() == "---") && looks_like_keys(text, line.end);
    let is_before = |line: &Line<'_>| line.text.trim().is_empty() || line.text.trim_start().starts_with(['#', '!', '%', '/', '{', '*']);
    let fence = || lines(text, start).take(MOST_LINES).find(|line| !is_before(line)).filter(is_fence);
    let fenced = || fence().and_then(|fence| holding_line(text, fence.end));
    match holding_line(text, start).or_else(fenced) {
        Some(line) => held_outside(path, line, whole, diagnostics),
        None => whole,
    }
}

/// How comments begin and end: of HTML, of Obsidian, and as some write them in Markdown, which knows none.
const COMMENTS: [(&str, &str); 3] = [("<!--", "-->"), ("%%", "%%"), ("[//]: #", "\n")];

/// What may stand behind the first three hyphens to say what follows (gray-matter).
const FORMS: [&str; 8] = ["yaml", "yml", "json", "json5", "toml", "js", "javascript", "coffee"];

/// The byte order mark.
const BOM: char = '\u{feff}';

/// How many characters at the beginning tell the encoding.
const HEAD: usize = 256;

/// How many lines at the beginning of a text may be keys.
const MOST_LINES: usize = 60;

/// YAML behind the fence `first`; it ends with a line `---` or `...`.
fn yaml(path: &RelPath, text: &str, first: Line<'_>, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    for line in lines(text, first.end) {
        if matches!(line.text.trim_end(), "---" | "...") {
            return Parts { front: Some(Span::new(first.end, line.start)), body: Span::new(line.end, text.len()), is_held: false };
        }
    }
    // Never closed: what looks like YAML up to the first empty line or heading is taken for it.
    let end = first.end + front_length(text.get(first.end..).unwrap_or(""));
    let message = say::front_unclosed();
    let hint = say::front_unclosed_hint();
    diagnostics.push(Diagnostic::error(path, message).at(first.start..first.start + first.text.len()).hint(hint));
    // Where it ends is a guess, and a key that is not seen may be the one that holds the text back.
    let is_held = looks_like_keys(text, first.end);
    Parts { front: Some(Span::new(first.end, end)), body: Span::new(end, text.len()), is_held }
}

/// How long the lines at the beginning are that are keys, their values, lists or comments.
fn front_length(text: &str) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let is_comment = bare.starts_with('#') && !bare.starts_with("##") && bare.len() < 3;
        if !(is_key(bare) || bare.starts_with(' ') || bare.starts_with("- ") || is_comment) {
            break;
        }
        length += line.len();
    }
    length
}

/// Whether a line is `key: value`.
fn is_key(line: &str) -> bool {
    let pair = line.split_once(':');
    pair.is_some_and(|(key, value)| !key.contains(' ') && !key.is_empty() && (value.is_empty() || value.starts_with(' ')))
}

/// Whether the first line from `from` on that says something is a key.
fn looks_like_keys(text: &str, from: usize) -> bool {
    lines(text, from).find(|line| is_said(line.text, "#")).is_some_and(|line| is_key(line.text.trim()))
}

/// Whether a line is neither blank nor a comment.
fn is_said(line: &str, comment: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(comment)
}

/// Whether a line is `key = value` or `[table]`.
fn is_toml(line: &str) -> bool {
    let is_name = |key: &str| {
        let key = key.trim().trim_matches(['"', '\'']);
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let line = line.trim();
    let table = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(|name| name.trim_matches(['[', ']']));
    line.split_once('=').is_some_and(|(key, _)| is_name(key)) || table.is_some_and(is_name)
}

/// Where the line behind the next of `fences` begins.
fn behind(text: &str, from: usize, fences: &[&str]) -> Option<usize> {
    lines(text, from).find(|line| fences.contains(&line.text.trim())).map(|line| line.end)
}

/// Whether a text begins with a brace and a key in quotation marks: a JSON object.
fn is_json(text: &str) -> bool {
    text.trim_start().strip_prefix('{').is_some_and(|rest| is_pair(rest.trim_start()))
}

/// Whether a text begins with a key in quotation marks and a colon.
fn is_pair(text: &str) -> bool {
    let key = text.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    key.is_some_and(|(key, rest)| !key.contains('\n') && rest.trim_start().starts_with(':'))
}

/// How long the JSON object is with which a text begins; `None` if it never ends.
fn end_of_object(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '{' | '[' if !in_text => depth += 1,
            '}' | ']' if !in_text => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the first line begins, from `start` on, that is neither blank nor within a comment.
fn behind_comments(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let bare = rest.trim_start_matches(is_blank);
        let from = at + (rest.len() - bare.len());
        let end = COMMENTS.iter().find_map(|(open, close)| Some(open.len() + bare.strip_prefix(open)?.find(close)? + close.len()));
        match end {
            Some(length) => at = from + length,
            // From the beginning of its line on, as white space before a fence is told apart.
            None => return text.get(..from).and_then(|before| before.rfind('\n')).map_or(at, |line| at.max(line + 1)),
        }
    }
}

/// White space, and what cannot be seen.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// A line before the first words of a text, in a comment or not, by which its text is held back, and the key there.
pub fn holding_line(text: &str, start: usize) -> Option<(Span, String)> {
    for line in lines(text, start).take(MOST_LINES) {
        let bare = line.text.trim_matches(|c: char| {
            is_blank(c) || matches!(c, '<' | '>' | '!' | '-' | '{' | '}' | ',' | ';' | '%' | '#' | '+' | '*' | '_' | '.' | '=' | '—' | '–')
        });
        let bare = bare.trim_start_matches(':');
        if bare.is_empty() {
            continue;
        }
        let mut is_key = false;
        // In braces several may stand on a line.
        for pair in bare.split(',') {
            let Some((key, value)) = pair.split_once([':', '=']) else { continue };
            let key = key.trim_matches(|c: char| is_blank(c) || matches!(c, '"' | '\'' | '{' | '*' | '_' | ':'));
            is_key |= !key.is_empty() && key.chars().count() <= 40 && key.split_whitespace().count() <= 2;
            let value = value.split('}').next().unwrap_or("").trim_start_matches([':', '=']);
            if held::judge_line(key, value.trim_matches(['*', '_', ' '])).is_some() {
                return Some((Span::new(line.start, line.start + line.text.len()), key.to_owned()));
            }
        }
        // The first line of the text.
        if !is_key && !line.text.starts_with([' ', '\t']) && !bare.starts_with(['"', '\'']) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The front matter and the text, each as it is read; `held` before them if the file is held back.
    fn check(text: &str, expected: (&str, &str)) {
        let mut found = Vec::new();
        let parts = split(&RelPath::new("a.md"), text, &mut found);
        let front = parts.front.map_or("", |front| front.of(text)).trim();
        let front = if parts.is_held { format!("held {front}").trim().to_owned() } else { front.to_owned() };
        assert_eq!((front.as_str(), parts.body.of(text).trim()), expected, "{text:?}");
        assert_eq!(
            found.iter().any(|one| one.severity == super::super::Severity::Error),
            parts.is_held || text.starts_with("---\n\nOnly"),
            "{found:?}"
        );
    }

    #[test]
    fn front_matter_is_found_as_other_programs_write_it() {
        check("---\na: 1\n---\nText", ("a: 1", "Text"));
        check("\u{feff}---\r\na: 1\r\n...\r\nText", ("a: 1", "Text"));
        check("\n \n---\na: 1\n---\nText", ("a: 1", "Text"));
        check("<!-- one -->\n\n<!-- two\nlines -->\n---\na: 1\n---\nText", ("a: 1", "Text"));
        check("  ---\na: 1\n---\nText", ("a: 1", "Text"));
        check("%% one %%\n[//]: # (two)\n---\na: 1\n---\nText", ("a: 1", "Text"));
        check("---\na: 1\n---\n\n---\nUnder a rule\n---\ndraft: true\n", ("a: 1", "---\nUnder a rule\n---\ndraft: true"));
        check("--- yaml\na: 1\n---\nText", ("a: 1", "Text"));
        check("---json\n{\"a\": 1}\n---\nText", ("{\"a\": 1}", "Text"));
        check("{\n\t\"a\": \"}\",\n\t\"b\": {\"c\": [1]}\n}\n\nText", ("{\n\t\"a\": \"}\",\n\t\"b\": {\"c\": [1]}\n}", "Text"));
        check("\n{ \"a\": 1 }\n", ("{ \"a\": 1 }", ""));
    }

    #[test]
    fn what_is_not_understood_is_held_back() {
        check("+++\n# a comment\na = 1\n+++\nText", ("held", "Text"));
        check("\n+++\n[params]\n+++\nText", ("held", "Text"));
        check("---toml\na = 1\n---\nText", ("held", "Text"));
        check(";;;\n\"a\": 1\n;;;\nText", ("held", "Text"));
        check("\"title\": \"A\",\n\"draft\": true\n;;;\nText", ("held", "Text"));
        check("{\n\"a\": \"never\n", ("held", ""));
        check("---\na: 1\nText", ("held a: 1", "Text"));
        check("---\na: 1\n---\n\n---\nb: 1\ndraft: true\n---\nText", ("held a: 1", "---\nb: 1\ndraft: true\n---\nText"));
        check("---\n\na: 1\n\nText", ("held", "a: 1\n\nText"));
        check("---\n---\ndraft: true\n---\nText", ("held", "draft: true\n---\nText"));
        for text in [
            "Title: A\nStatus: draft\n\nText",
            "title: A\ndraft: true\n---\nText",
            "———\ntitle: A\ndraft: true\n———\nText",
            "<!-- draft: true -->\nText",
            "# a comment\n---\ndraft: true\n---\nText",
            "# Title\n\n---\ndraft: true\n---\nText",
            "![[cover.png]]\n--- # front\ntitle: A\ndraft: true\n---\nText",
            "% Title\n% Author\n\n---\ndraft: true\n---\nText",
            "<!--\ntitle: A\npublish: no\n-->\n\nText",
            "{title: A, draft: true}\nText",
            "title = \"A\"\ndraft = true\n\nText",
            "%%\ndraft: true\n%%\nText",
            "publish:: false\nText",
            "**Status:** Draft\n\nText",
            ":draft: true\n\nText",
            ".. status: draft\n\nText",
            "{\"title\": \"A\", \"draft\": true} Text",
        ] {
            check(text, ("held", text));
        }
    }

    #[test]
    fn a_text_stays_a_text() {
        for text in [
            "{ we stood\nin braces }\n",
            "{\"so he said\"}, and left",
            "+++ three crosses\n\nText",
            "+++\n\nThree crosses stand above.\n",
            "<!-- a word -->\n---\n\nUnder a rule.\n\n---\n",
            "\n---\nUnder a rule.\n---\n",
            "Title: A\nAuthor: B\n\nText",
            "# Heading\n\ndraft: true\n",
            "The status: draft of a letter that was never sent.\n",
            "Dear Sir: I write in haste.\n\nDraft: true it is.\n",
            "Text\n\n---\ndraft: true\n---\n",
            "",
            "\n\n",
        ] {
            check(text, ("", text.trim()));
        }
        check("---\n\nOnly a rule at the top.\n", ("", "Only a rule at the top."));
    }
}
