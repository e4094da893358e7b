//! What programs that make sites put among words, and what no page shows: links through their templates are links; all else stays as it
//! is written, and is said.

use std::ops::Range;

use super::{body::Body, leaves::Page, patches::Patches};
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

/// Under this name it is said which way a source in Markdown was read, and what of it needs eyes.
pub const RULE: &str = "markdown";

/// Finds them.
pub fn find(body: &Body, page: &Page, draft: &mut Draft, patches: &mut Patches) {
    let line = |draft: &Draft, at: usize| draft.source.line_at(super::leaves::offset(body.source_at(at)));
    for range in tags(&body.text, &page.inert) {
        let tag = body.text.get(range.clone()).unwrap_or("");
        let place = line(draft, range.start);
        match link(tag).filter(|_| is_address(&body.text, &range)) {
            Some(address) => patches.put(range, address),
            None => draft.note(place, RULE, squeeze(tag), Kind::Doubtful, Certainty::Unsure, Remark::TemplateTag),
        }
    }
    for range in &page.html {
        let html = body.text.get(range.clone()).unwrap_or("");
        for name in elements(html) {
            draft.note(line(draft, range.start), RULE, format!("<{name}>"), Kind::Doubtful, Certainty::Unsure, Remark::ElementNotShown);
        }
    }
    for (range, address) in &page.pictures {
        draft.note(line(draft, range.start), RULE, address.clone(), Kind::Found, Certainty::Likely, Remark::Picture);
    }
    handles(body, page, draft, patches);
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

/// The address that a tag stands for: `{{< ref "a.md#b" >}}` (Hugo), `{% link a.md %}`, `{% post_url 2019-01-01-a %}`, `{{ site.baseurl }}`,
/// `{{ "/a" | relative_url }}` (Jekyll).
fn link(tag: &str) -> Option<String> {
    let inside = tag.trim_matches(|c| matches!(c, '{' | '}' | '<' | '>' | '%' | ' ' | '\n' | '-'));
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    let words = |rest: &str| {
        let rest = rest.strip_prefix("path=").unwrap_or(rest);
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let path = quote.map_or_else(|| rest.split_whitespace().next(), |quote| rest.get(1..).and_then(|rest| rest.split(quote).next()));
        path.filter(|path| !path.is_empty() && !path.contains(['(', ')', '<', '>', '\n'])).map(|path| path.replace(' ', "%20"))
    };
    match name {
        "ref" | "relref" | "link" => words(rest),
        "post_url" => words(rest).map(|name| format!("{name}.md")),
        "site.baseurl" | "site.url" | "baseurl" => Some(String::new()),
        _ if inside.starts_with(['"', '\'']) && inside.contains("_url") => words(inside),
        _ => None,
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

/// Where a text does not cite as Pandoc does, a name behind an at sign is that of an account, and no key.
fn handles(body: &Body, page: &Page, draft: &Draft, patches: &mut Patches) {
    let text = body.text.as_str();
    if draft.cites || page.handles.iter().any(|&at| is_cited(text, at)) {
        return;
    }
    for &at in &page.handles {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + 1..).and_then(|behind| behind.chars().next());
        let is_key = !before.is_some_and(|c| c.is_alphanumeric() || c == '\\')
            && behind.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '{'));
        if is_key {
            patches.put(at..at, "\\");
        }
    }
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
            ("{{% relref path=\"a.md\" lang=\"de\" %}}", Some("a.md")),
            ("{% post_url 2019-04-03-mill %}", Some("2019-04-03-mill.md")),
            ("{% link _posts/a.md %}", Some("_posts/a.md")),
            ("{{ '/about' | relative_url }}", Some("/about")),
            ("{{ site.baseurl }}", Some("")),
            ("{{< youtube abc >}}", None),
            ("{{< ref \"\" >}}", None),
        ] {
            assert_eq!(link(tag).as_deref(), expected, "{tag}");
        }
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
