//! What programs that make sites put among words, and what no page shows: links through their templates are links; all else stays as it
//! is written, and is said.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use rustc_hash::FxHashSet;

use super::{body::Body, leaves::Page, patches::Patches, rewrite::Unread};
use crate::{
    draft::Draft,
    remark::Remark,
    report::{Certainty, Kind},
};
use scholion_base::text::squeeze;

/// How the tags of templates begin and end: Hugo's and Quarto's shortcodes; Zola's, Jekyll's and Eleventy's.
const TAGS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")];
/// Longer ones are none, in bytes.
const LONGEST: usize = 2000;
/// Elements of raw HTML that a page of ours does not show.
const NOT_SHOWN: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "video", "audio", "form", "input", "button", "select", "textarea", "canvas",
    "noscript", "svg",
];

/// Under this name changes are listed, as of office files.
const CHANGE: &str = "tracked-change";

/// Under this name it is said which way a source in Markdown was read, and what of it needs eyes.
pub const RULE: &str = "markdown";

/// Finds them; of each kind a file has one finding, where the first stands. `own`: the language by which the file is called, if it is.
pub fn find(body: &Body, page: &Page, draft: &mut Draft, own: &str, patches: &mut Patches) {
    let line = |draft: &Draft, at: usize| draft.source.line_at(super::leaves::offset(body.source_at(at)));
    let mut kinds: BTreeMap<&str, (usize, &str, usize)> = BTreeMap::new();
    let mut behind = None;
    for range in tags(&body.text, &page.inert) {
        let tag = body.text.get(range.clone()).unwrap_or("");
        // Several may stand in one address.
        match link(tag, own).filter(|_| behind == Some(range.start) || is_address(&body.text, &range)) {
            Some(address) => {
                behind = Some(range.end);
                patches.put(range, address);
            }
            None => kinds.entry(name(tag)).or_insert((range.start, tag, 0)).2 += 1,
        }
    }
    for (at, tag, n) in kinds.into_values() {
        draft.note(line(draft, at), RULE, squeeze(tag), Kind::Doubtful, Certainty::Unsure, Remark::TemplateTag { n });
    }
    besides(body, draft);
    let mut names: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, unread) in &body.found.unread {
        match unread {
            Unread::Table => {
                let words = draft.source.text.get(*at..).and_then(|rest| rest.lines().nth(1)).unwrap_or("").trim().to_owned();
                draft.note(
                    draft.source.line_at(super::leaves::offset(*at)),
                    RULE,
                    words,
                    Kind::Doubtful,
                    Certainty::Unsure,
                    Remark::TableUnread,
                );
            }
            Unread::Named(name) => names.entry(name).or_insert((*at, 0)).1 += 1,
        }
    }
    for (name, (at, n)) in names {
        let line = draft.source.line_at(super::leaves::offset(at));
        let name = if name.starts_with('(') { name.to_owned() } else { format!("{{{name}}}") };
        draft.note(line, RULE, name, Kind::Doubtful, Certainty::Unsure, Remark::TemplateTag { n });
    }
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for range in &page.html {
        let html = body.text.get(range.clone()).unwrap_or("");
        for name in elements(html) {
            kinds.entry(name).or_insert((range.start, 0)).1 += 1;
        }
    }
    for (name, (at, n)) in kinds {
        let remark = Remark::ElementNotShown { n };
        draft.note(line(draft, at), RULE, format!("<{name}>"), Kind::Doubtful, Certainty::Unsure, remark);
    }
    for (range, address) in &page.pictures {
        draft.note(line(draft, range.start), RULE, address.clone(), Kind::Found, Certainty::Likely, Remark::Picture);
    }
    attributes(body, page, draft, patches);
    handles(body, page, draft, patches);
}

/// Lists what other programs write that is no text: as comments, it is in no account.
fn besides(body: &Body, draft: &mut Draft) {
    let line = |draft: &Draft, at: usize| draft.source.line_at(super::leaves::offset(at));
    for (at, words) in &body.found.hidden {
        draft.say(line(draft, *at), "comment", words.clone(), Kind::Dropped, Certainty::Sure);
    }
    for (at, tag) in &body.found.components {
        draft.note(line(draft, *at), RULE, tag.clone(), Kind::Dropped, Certainty::Unsure, Remark::ElementNotShown { n: 1 });
    }
    for (at, words) in body.found.deleted.iter().filter(|(_, words)| words.contains(char::is_alphanumeric)) {
        let remark = Remark::Deleted { who: "?".to_owned() };
        draft.note(line(draft, *at), CHANGE, squeeze(words), Kind::Dropped, Certainty::Unsure, remark);
    }
    if let Some(&first) = body.found.inserted.first() {
        let remark = Remark::Inserted { n: body.found.inserted.len() };
        draft.note(line(draft, first), CHANGE, "", Kind::Found, Certainty::Unsure, remark);
    }
}

/// Attributes of kramdown (`{: .lead #first}`), which say how a block or what stands before them looks: they are no words, and go. An id
/// behind a heading stays the heading's.
fn attributes(body: &Body, page: &Page, draft: &mut Draft, patches: &mut Patches) {
    let text = body.text.as_str();
    for at in memchr::memchr_iter(b'{', text.as_bytes()) {
        // Goldmark, the parser of Hugo, has them without a colon, and alone only.
        let length = match text.as_bytes().get(at + 1) {
            Some(b':') => 2,
            Some(b'.' | b'#') => 1,
            _ => continue,
        };
        let rest = text.as_bytes().get(at + length..).unwrap_or_default();
        let end = memchr::memchr(b'}', rest.get(..LONGEST).unwrap_or(rest));
        let inside = end.and_then(|end| text.get(at + length..at + length + end)).unwrap_or("");
        let is_set = |word: &str| word.len() > 1 && (word.starts_with(['.', '#']) || word.contains('=') || word == "toc" || word == ".");
        let is_inert = last_before(&page.inert, |range| range.start, at).is_some_and(|range| range.contains(&at));
        if is_inert
            || inside.contains(['\n', '{'])
            || !inside.split_whitespace().next().is_some_and(|word| is_set(word.trim_start_matches(':')))
        {
            continue;
        }
        let range = at..at + inside.len() + length + 1;
        let line = body.lines(range.clone());
        let around = |part: Range<usize>| text.get(part).unwrap_or("").trim_matches(['>', ' ', '\t', '\n', '\r']);
        let is_alone = around(line.start..at).is_empty() && around(range.end..line.end).is_empty();
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        if !is_alone && (length == 1 || !before.is_some_and(|c| matches!(c, ')' | ']' | '*' | '_' | '`'))) {
            continue;
        }
        let place = draft.source.line_at(super::leaves::offset(body.source_at(at)));
        draft.say(place, RULE, text.get(range.clone()).unwrap_or(""), Kind::Dropped, Certainty::Sure);
        let heading = last_before(&page.leaves, |leaf| leaf.start, line.start.saturating_sub(1))
            .filter(|leaf| is_alone && leaf.level.is_some() && body.lines(leaf.start..leaf.range.end).end == line.start);
        let id = inside.split_whitespace().find_map(|word| word.strip_prefix('#'));
        if let (Some(heading), Some(id)) = (heading, id) {
            let end = heading.start + text.get(heading.start..heading.range.end).map_or(0, |words| words.trim_end().len());
            patches.put(end..end, format!(" {{#{id}}}"));
        }
        patches.put(if is_alone { line } else { range }, "");
    }
}

/// A text in which addresses stand for the tags that are written in the place of addresses, on as many bytes.
pub fn addressed(text: &str) -> Cow<'_, str> {
    let mut addressed = Cow::Borrowed(text);
    let mut behind = None;
    for range in tags(text, &[]) {
        if behind != Some(range.start) && !is_address(text, &range) {
            continue;
        }
        behind = Some(range.end);
        let Some(address) = text.get(range.clone()).and_then(|tag| link(tag, "")).filter(|address| address.len() <= range.len()) else {
            continue;
        };
        // Behind an address blanks mean nothing, and between two parts of one there are none.
        let width = if text.as_bytes().get(range.end) == Some(&b')') { range.len() } else { 0 };
        let padded = format!("{address:width$}");
        if padded.len() == range.len() {
            addressed.to_mut().replace_range(range, &padded);
        } else {
            let filled = format!("{}{address}", "_".repeat(range.len() - address.len()));
            addressed.to_mut().replace_range(range, &filled);
        }
    }
    addressed
}

/// The tags of templates, outside of code.
fn tags(text: &str, inert: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut inert = inert.iter().peekable();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| memchr::memchr(b'{', rest.as_bytes())).map(|step| at + step) {
        while inert.next_if(|range| range.end <= start).is_some() {}
        if let Some(range) = inert.peek().filter(|range| range.contains(&start)) {
            at = range.end;
            continue;
        }
        let rest = text.get(start..).unwrap_or("");
        let rest = rest.get(..LONGEST).unwrap_or(rest);
        let tag = TAGS.iter().find_map(|(open, close)| {
            let inside = rest.strip_prefix(open)?;
            let end = memchr::memmem::find(inside.as_bytes(), close.as_bytes())?;
            Some(open.len() + end + close.len())
        });
        match tag {
            Some(length) => {
                found.push(start..start + length);
                at = start + length;
            }
            None => at = start + 1,
        }
    }
    found
}

/// Whether a tag stands where the address of a link does.
fn is_address(text: &str, tag: &Range<usize>) -> bool {
    let before = text.get(..tag.start).unwrap_or("").trim_end_matches(['<', '"']);
    before.ends_with("](") || before.ends_with("]: ") || before.ends_with("href=")
}

/// What is between the signs of a tag.
fn inside(tag: &str) -> &str {
    tag.trim_matches(|c| matches!(c, '{' | '}' | '<' | '>' | '%' | ' ' | '\n' | '-'))
}

/// The name of a tag, the same at its beginning and its end.
fn name(tag: &str) -> &str {
    let inside = inside(tag).trim_start_matches('/').trim_start();
    inside.split([' ', '\n', '\t', '(']).next().unwrap_or(inside)
}

/// The address that a tag stands for: `{{< ref "a.md#b" >}}` (Hugo), `{% link a.md %}`, `{% post_url 2019-01-01-a %}`, `{{ site.baseurl }}`,
/// `{{ "/a" | relative_url }}` (Jekyll). Hugo looks for it in the language that the tag names, else in that of the file.
fn link(tag: &str, own: &str) -> Option<String> {
    let inside = inside(tag);
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    let words = |rest: &str| {
        let rest = rest.strip_prefix("path=").unwrap_or(rest);
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let path = quote.map_or_else(|| rest.split_whitespace().next(), |quote| rest.get(1..).and_then(|rest| rest.split(quote).next()));
        path.filter(|path| !path.is_empty() && !path.contains(['(', ')', '<', '>', '\n'])).map(|path| path.replace(' ', "%20"))
    };
    match name {
        "ref" | "relref" => words(rest).map(|path| translated(path, said(rest, "lang").unwrap_or(own))),
        "link" => words(rest),
        "post_url" => words(rest).map(|name| format!("{name}.md")),
        "site.baseurl" | "site.url" | "baseurl" => Some(String::new()),
        _ if inside.starts_with(['"', '\'']) && inside.contains("_url") => words(inside),
        _ => None,
    }
}

/// The value of a parameter of a tag.
fn said<'t>(rest: &'t str, name: &str) -> Option<&'t str> {
    let (before, value) = rest.split_once(name)?;
    let value = value.strip_prefix('=').filter(|_| before.is_empty() || before.ends_with(char::is_whitespace))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    value.get(1..)?.split(quote).next()
}

/// The path of a text in a language.
fn translated(path: String, lang: &str) -> String {
    let (file, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
    if lang.is_empty() || file.is_empty() || !scholion_base::Lang::is_tag(lang) {
        return path;
    }
    let bare = file.trim_end_matches('/');
    match bare.strip_suffix(".md") {
        Some(stem) if stem.ends_with(&format!(".{lang}")) => path,
        Some(stem) => format!("{stem}.{lang}.md{fragment}"),
        None => format!("{bare}.{lang}{fragment}"),
    }
}

/// The elements in raw HTML that no page shows.
fn elements(html: &str) -> impl Iterator<Item = &'static str> {
    let opens = html.match_indices('<').filter_map(|(at, _)| html.get(at + 1..));
    opens.filter_map(|rest| {
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length)?;
        NOT_SHOWN.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
    })
}

/// The letters, digits and hyphens at a place.
fn key_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    rest.get(..rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len())).unwrap_or("")
}

/// Where a text does not cite as Pandoc does, a name behind an at sign is that of an account, and no key.
fn handles(body: &Body, page: &Page, draft: &Draft, patches: &mut Patches) {
    let text = body.text.as_str();
    let cites = draft.cites || page.handles.iter().any(|&at| is_cited(text, at));
    // Ids of figures, tables and parts, to which Quarto points in this way.
    const KINDS: &[&str] = &["fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "lem-", "cor-", "prp-", "def-", "exm-", "exr-"];
    let ids = text.match_indices("{#").filter(|_| !page.handles.is_empty()).map(|(at, sign)| key_at(text, at + sign.len()));
    let ids: FxHashSet<&str> = ids.filter(|id| KINDS.iter().any(|kind| id.starts_with(kind))).collect();
    for &at in &page.handles {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + 1..).and_then(|behind| behind.chars().next());
        // Behind these signs none is read: an address of mail, of a package, in a link.
        let is_key = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\\' | '_' | '.' | '@' | '/' | '[' | '-'))
            && behind.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '{'));
        let key = key_at(text, at + 1);
        if is_key && ids.contains(key) {
            patches.put(at..at, "[\\");
            patches.put(at + 1 + key.len()..at + 1 + key.len(), format!("](#{key})"));
        } else if is_key && !cites {
            patches.put(at..at, "\\");
        }
    }
}

/// The last item that begins before a place.
fn last_before<T>(items: &[T], start: impl Fn(&T) -> usize, at: usize) -> Option<&T> {
    items.get(items.partition_point(|item| start(item) <= at).checked_sub(1)?)
}

/// Whether a key stands in square brackets that are none of a link: `[see @holm1901, p. 3]`.
fn is_cited(text: &str, at: usize) -> bool {
    const FAR: usize = 200;
    let from = (at.saturating_sub(FAR)..=at).find(|&from| text.is_char_boundary(from)).unwrap_or(at);
    let before = text.get(from..at).unwrap_or("");
    let Some(open) = before.rfind('[').filter(|&open| !before.get(open..).is_some_and(|inside| inside.contains([']', '\n']))) else {
        return false;
    };
    let is_prefix = before.get(open + 1..).is_some_and(|inside| inside.is_empty() || inside.ends_with([' ', '-', ';']));
    let behind = text.get(at..).unwrap_or("");
    let close = behind.bytes().take(FAR).position(|byte| byte == b']');
    is_prefix && close.is_some_and(|close| !behind.get(close + 1..).is_some_and(|rest| rest.starts_with(['(', '['])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_templates_are_found() {
        let text = "{{< fig \"a\" >}} {% raw %} {{ page.x }} {a} `{{ b }}` {{ no end";
        let code = text.find('`').unwrap();
        let found: Vec<&str> = tags(text, std::slice::from_ref(&(code..code + 9))).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{{< fig \"a\" >}}", "{% raw %}", "{{ page.x }}"]);
    }

    #[test]
    fn links_through_templates_are_addresses() {
        for (tag, expected) in [
            ("{{< ref \"the ford.md#race\" >}}", Some("the%20ford.md#race")),
            ("{{% relref path=\"a.md\" lang=\"de\" %}}", Some("a.de.md")),
            ("{% post_url 2019-04-03-mill %}", Some("2019-04-03-mill.md")),
            ("{% link _posts/a.md %}", Some("_posts/a.md")),
            ("{{ '/about' | relative_url }}", Some("/about")),
            ("{{ site.baseurl }}", Some("")),
            ("{{< youtube abc >}}", None),
            ("{{< ref \"\" >}}", None),
        ] {
            assert_eq!(link(tag, "").as_deref(), expected, "{tag}");
        }
        assert_eq!(link("{{< ref \"b.md#c\" >}}", "fr").as_deref(), Some("b.fr.md#c"));
        assert_eq!(link("{{< ref \"b.fr.md\" >}}", "fr").as_deref(), Some("b.fr.md"));
    }

    #[test]
    fn keys_are_told_from_accounts() {
        let check = |text: &str| is_cited(text, text.find('@').unwrap());
        assert!(check("turned [see @holm1901, p. 3]."));
        assert!(check("[-@holm1901]"));
        assert!(!check("[@holm](https://x.example)"));
        assert!(!check("write to @holm"));
    }
}
