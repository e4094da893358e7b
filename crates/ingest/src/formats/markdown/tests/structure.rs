//! What is carried over has the structure that it had: the parser says the same of a source's text and of its document's, but for what
//! [`structure`] passes over.

use std::path::Path;

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::leaves::OPTIONS;
use crate::ingest;
use scholion_base::{comment, text::squeeze};

/// What the parser says of a text, a line each. Passed over is what a document says otherwise: the levels of headings and their lines,
/// comments, and whether the items among which one stood are far from each other.
fn structure(text: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut words = String::new();
    let (mut items, mut in_heading) = (0, false);
    for event in Parser::new_ext(&format!("{}\n", text.trim_end()), OPTIONS) {
        match &event {
            Event::Start(Tag::Item) => items += 1,
            Event::End(TagEnd::Item) => items -= 1,
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            _ => {}
        }
        let line = match event {
            Event::SoftBreak | Event::HardBreak if in_heading => {
                words.push(' ');
                continue;
            }
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) if items > 0 => continue,
            Event::Text(text) => {
                words.push_str(&text);
                continue;
            }
            Event::Html(html) | Event::InlineHtml(html) if html.contains("<!--") => {
                let bare = comment::without(&html);
                if bare.trim().is_empty() {
                    continue;
                }
                bare
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => continue,
            Event::Start(Tag::Heading { .. }) => "heading".to_owned(),
            Event::End(TagEnd::Heading(_)) => "end of a heading".to_owned(),
            Event::Code(code) => format!("code {:?}", squeeze(&code)),
            other => format!("{other:?}").replace("Boxed(", "Borrowed("),
        };
        if words.trim().is_empty() {
            words.clear();
        } else {
            let said_there = std::mem::take(&mut words);
            said.push(format!("{:?}", if in_heading || line == "end of a heading" { squeeze(&said_there) } else { said_there }));
        }
        said.push(line);
    }
    said.push(words);
    said.join("\n")
}

/// The text that is made of one behind front matter of its own.
fn carried(text: &str) -> String {
    let source = format!("---\ntitle: The whole of it\nlang: en\nlink-citations: true\n---\n\n{text}");
    let made = ingest("whole.md", source.as_bytes());
    assert!(made.report.lost.is_empty(), "{text}: {:?}", made.report.lost);
    made.markdown.split_once("\n---\n\n").map_or(String::new(), |(_, body)| body.to_owned())
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["the", "ford", "was", "closed", "by", "snow", "and", "water", "rose", "über", "вода", "水"]),
        1..5,
    )
    .prop_map(|words| words.join(" "))
}

/// Words with what may stand among them.
fn line() -> impl Strategy<Value = String> {
    let mark = words().prop_recursive(3, 12, 3, |inner| {
        let inner = prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join(" "));
        let forms = vec![
            "*{}*",
            "**{}**",
            "~~{}~~",
            "`{}`",
            "[{}](a.md)",
            "[{}](<b c.md#d> \"said\")",
            "![{}](a.png)",
            "[[Ford|{}]]",
            "{}[^1]",
            "<b>{}</b>",
            "=={}==",
            "\\*{}\\*",
            "$x_1$ {}",
            "{} &amp; \\",
            "^[{}]",
            "H~2~O {}",
            "{}\\\nrose",
            "{}  \nrose",
            "{}\nrose",
            "a@b.example {}",
            "{{{{< tag >}}}} {}",
            "[{}][ref]",
            "[{}]{.mark}",
            "_{}_",
            "1\\. {}",
        ];
        (inner, prop::sample::select(forms)).prop_map(|(inner, form)| form.replace("{}", &inner).replace("{{", "{").replace("}}", "}"))
    });
    prop::collection::vec(mark, 1..3).prop_map(|parts| parts.join(" "))
}

/// A block, set in as its container has it.
fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => line(),
        1 => line().prop_map(|words| format!("## {}", words.replace('\n', " "))),
        1 => words().prop_map(|words| format!("{words}\n---")),
        1 => words().prop_map(|words| format!("# {words} #")),
        1 => words().prop_map(|words| format!("```rust\n  {words}\n\n# {words}\n```")),
        1 => words().prop_map(|words| format!("    {words}\n      {words}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("| {a} | `b` |\n|---|--:|\n| {b} | *c* |")),
        1 => words().prop_map(|words| format!("<div class=\"a\">\n\n{words}\n\n</div>")),
        1 => words().prop_map(|words| format!("Term\n: {words}")),
        1 => Just("***".to_owned()),
        1 => Just("[ref]: c.md 'of it'".to_owned()),
        1 => words().prop_map(|words| format!("[^1]: {words}\n\n    > {words}")),
        1 => words().prop_map(|words| format!("- [ ] {words}\n- [x] {words}")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let set_in = |text: &str, first: &str, others: &str| {
            let lines = text.lines().enumerate().map(|(at, line)| match (at, line) {
                (0, line) => format!("{first}{line}"),
                (_, "") => others.trim_end().to_owned(),
                (_, line) => format!("{others}{line}"),
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        let blocks = prop::collection::vec(inner, 1..4);
        let marks =
            vec![("- ", "  "), ("* ", "  "), ("1. ", "   "), ("7) ", "   "), ("> ", "> "), ("> [!note] Heed\n> ", "> "), ("10. ", "    ")];
        (blocks, prop::sample::select(marks), any::<bool>()).prop_map(move |(blocks, (first, others), is_close)| {
            let text = blocks.join(if is_close { "\n" } else { "\n\n" });
            set_in(&text, first, others)
        })
    })
}

/// The text in our dialect.
fn ours(text: &str) -> String {
    crate::formats::markdown::body::Body::rewritten(text, 0, false).text
}

#[test]
fn a_sign_among_the_words_of_an_underlined_heading_is_no_mark_of_a_quotation() {
    let check = |text: &str| assert_eq!(structure(&carried(text)), structure(&ours(text)), "{text}");
    check("> Heed\n> 10. > Heed\n>     > the\n> words\n> ---");
    check("> > One\n> > two\n> > ===");
    check("- > One\n  > two\n  > ---");
    check("One\n    > two\n---");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_stay_what_they_are(blocks in prop::collection::vec(block(), 1..6), comment in prop::option::of(Just("<!-- said -->\n\n"))) {
        let text = blocks.join(&format!("\n\n{}", comment.unwrap_or_default()));
        let made = carried(&text);
        prop_assert_eq!(structure(&made), structure(&ours(&text)), "of\n{}\ncame\n{}", text, made);
    }

    #[test]
    fn signs_stay_what_they_are(text in "([-a-c #>*_`~\\[\\]()!|^<&;:=+.1\\\\\n]{1,12}(\n\n)?){1,8}") {
        prop_assume!(!text.contains("<!"));
        // Lines of tags are keywords.
        prop_assume!(!["#a", "#b", "#c"].iter().any(|tag| text.contains(tag)));
        let text = format!("Words.\n\n{text}");
        let made = carried(&text);
        prop_assert_eq!(structure(&made), structure(&ours(&text)), "of\n{}\ncame\n{}", text, made);
    }
}

#[test]
fn samples_stay_what_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/document");
    for name in ["blocks.txt", "links.txt", "marks.txt", "notes.txt", "citations.txt", "turns.txt", "words.txt"] {
        let samples = std::fs::read_to_string(folder.join(name)).unwrap();
        for sample in samples.split("\n=== ") {
            let text = sample.split("\n---->").next().and_then(|sample| sample.split_once('\n')).map_or("", |(_, text)| text);
            // Links that lead nowhere are words.
            if text.contains("%%") || text.starts_with("---") || text.contains("javascript:") {
                continue;
            }
            let made = carried(text);
            assert_eq!(structure(&made), structure(&ours(text)), "{name}: {sample}");
        }
    }
}
