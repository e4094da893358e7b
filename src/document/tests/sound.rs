//! What must hold of every document, whatever stands in its file.

use proptest::prelude::*;

use super::{colours, html, read};
use crate::{
    base::{Html, RelPath, Span},
    document::{
        Body, Document, Hole, Piece, authority, bibliography,
        body::{
            Attribute, Event, Said,
            html::{Insert, InsertKind, Overlay, render},
            markdown, plain,
        },
        parse, sanitize,
    },
};

/// Each of these, repeated, has made some Markdown processor slow.
#[test]
fn no_pattern_is_slow() {
    const PATTERNS: &[&str] = &[
        "[",
        "[[",
        "]",
        "[^",
        "[^1]",
        "[@a ",
        "[@a]",
        "@a [",
        "@a ",
        "*a ",
        "*«",
        "\\*«",
        "**a",
        "_a_",
        "<b>",
        "<b",
        "<!--",
        "<a \"",
        "<div>\n",
        "<div>\n\n",
        "</b>",
        "> ",
        "- ",
        "http://-",
        "www.a/",
        "http://a",
        "http://a)",
        ")",
        "a:",
        "://",
        "`",
        "```\n",
        "|a",
        "|a|\n|-|\n",
        "[a](b",
        "[a](b)",
        "![",
        "\\",
        "&",
        "&amp;",
        "# a\n",
        "[^1]: x\n\n",
        "[a]: b\n",
        "[x](#ref-a) ",
        "a. ",
        "A. ",
        "。",
        "é",
        "\u{301}",
        "[[a]]",
        "[[a|",
        "~~a",
        "— **a?**\n\n",
        "**N:** a\n\n",
        "https://a.org accessed ",
        "\r\n",
        "1. ",
        "===\n",
        "$a",
        "$$",
        "$a$",
        "%%",
        "\\(",
        "\\[a=",
        "^[",
        "^[a]",
        "[a]{",
        "[a]{.b",
        "[a]{.b}",
        "a~",
        "a^",
        "==a",
        "*[A]: b\n",
        "*[A]: b\n\nA ",
        "::: a\n",
        ":::\n",
        "a\n: b\n",
        "a\n\n: b\n\n",
        "| a\n",
        "> [!a]\n",
        "![a|2](b){",
        "{",
        "\t",
        "\\begin{align}",
        "\\begin{align}x",
        "`a`{=b}",
        "a) b\n",
        "a\n~ b\n",
        "<td>",
        "<table><tr><td>\n\n",
        "<p>\n\n",
        "<?a>",
        "<![CDATA[",
        "</td>",
        "<h2>",
        "[a](b/)",
    ];
    for pattern in PATTERNS {
        let text = pattern.repeat(20_000 / pattern.len());
        let start = std::time::Instant::now();
        for before in ["", "---\ntitle: T\ntype: interview\n---\n", "x ", "<div>", "http://"] {
            let document = read(&format!("{before}{text}"));
            std::hint::black_box((markdown::write(&document), plain::write(&document.body, &mut |_, _| {})));
        }
        let yaml = format!("references:\n{text}");
        bibliography::parse(&RelPath::new("a.yaml"), yaml.as_bytes());
        read(&format!("---\n{text}\n---\n"));
        // Less than a second on a machine at rest; what is not linear takes minutes.
        assert!(start.elapsed().as_secs() < 60, "{pattern:?} takes {:?}", start.elapsed());
    }
    let same = "- {id: a, name: A}\n".repeat(5_000);
    authority::parse(&RelPath::new("people.yaml"), same.as_bytes(), &|_, _| None);
    bibliography::parse(&RelPath::new("a.yaml"), same.as_bytes());
}

/// What must hold of every document, whatever stands in its file.
fn assert_sound(document: &Document) {
    let Document { body, facts, .. } = document;
    // Every byte of the text is covered once, in order, but for line breaks between blocks and the words of
    // wikilinks, which their holes stand for.
    let mut at = 0;
    for piece in body.all_pieces() {
        let span = match piece {
            Piece::Text(span) | Piece::Plain(span) => *span,
            Piece::Hole(Hole::Wikilink(index)) => facts.links[*index as usize].words,
            _ => continue,
        };
        let between = body.text.get(at..span.start as usize).unwrap_or_else(|| panic!("{at} {span:?} {:?}", body.text));
        assert!(between.bytes().all(|byte| byte == b'\n'), "{between:?} is not covered");
        assert!(body.text.get(span.range()).is_some());
        at = span.end as usize;
    }
    assert!(body.text[at..].bytes().all(|byte| byte == b'\n'));
    // Blocks are the text, one after the other.
    let blocks: Vec<&str> = body.blocks.iter().map(|block| block.text.of(&body.text)).collect();
    assert_eq!(blocks.join("\n"), body.text);
    let mut ids: Vec<&str> = body.blocks.iter().map(|block| block.id.as_str()).filter(|id| !id.is_empty()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    for citation in &facts.citations {
        assert!(body.text.get(citation.passage.range()).is_some() && body.text.get(citation.words.range()).is_some());
    }
    for (index, note) in body.notes.iter().enumerate() {
        assert_eq!(note.number as usize, index + 1);
        assert!(body.text.get(note.text.range()).is_some());
    }
    for pieces in std::iter::once(&body.pieces).chain(body.notes.iter().map(|note| &note.pieces)) {
        assert_is_a_tree(body, pieces);
        assert_balanced(&html(document, pieces));
    }
    // Other writers take any body.
    plain::write(body, &mut |_, _| {});
    markdown::write(document);
}

/// Every element that opens closes, in order, and says each thing of itself once.
fn assert_is_a_tree(body: &Body, pieces: &[Piece]) {
    let mut open = Vec::new();
    for event in body.walk(pieces) {
        match event {
            Event::Open { name, about, .. } => {
                let mut said: Vec<Attribute> =
                    about.said().filter_map(|said| if let Said::Attribute(name, _) = said { Some(name) } else { None }).collect();
                said.sort_unstable();
                assert!(said.windows(2).all(|pair| pair[0] != pair[1]), "{name} {said:?}");
                if !name.is_void() {
                    open.push(name);
                }
            }
            Event::Close { name, .. } => assert_eq!(open.pop(), Some(name)),
            Event::Hole(hole) => assert!(!hole.is_of_element(), "{hole:?} stands in no element"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let own = pieces.iter().filter(|piece| matches!(piece, Piece::Attribute(..))).count();
    let of_elements: usize = body
        .walk(pieces)
        .map(|event| {
            if let Event::Open { about, .. } = event { about.said().filter(|said| matches!(said, Said::Attribute(..))).count() } else { 0 }
        })
        .sum();
    assert_eq!(own, of_elements, "an attribute stands in no element");
}

/// Every tag that opens closes, in order.
fn assert_balanced(html: &str) {
    const VOID: &[&str] = &["br", "hr", "img", "wbr", "col", "source", "track"];
    let mut open: Vec<&str> = Vec::new();
    for token in sanitize::tokens(html) {
        if let sanitize::Token::Tag(tag) = token
            && let Some(tag) = sanitize::Tag::read(tag)
            && !VOID.contains(&tag.name)
        {
            if tag.closing {
                assert_eq!(open.pop(), Some(tag.name), "{html}");
            } else {
                open.push(tag.name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?} {html}");
}

/// Marks of Pandoc, Obsidian and GitHub, and what they may meet.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "$", "$$", "\\(", "\\)", "\\[", "\\]", "%%", "%%\n", "\n%%\n", "^[", "^", "~", "==", "]{.mark}", "]{#a", "{#b}",
    "{width=5%}", "}", "![x|20](p.png){", "\n*[W1]: ", "\n: ", "\n\n: ", "\n| ", "\n::: part\n", "\n:::\n",
    "\n> [!note] ", "\n> [!tip]-\n> ", "\n> ", "\n- [ ] ", "\n- ", "\n\n", "\n", "\n    ", "\n| a | b |\n|---|---|\n| ",
    " | ", "[", "]", "](u)", "*", "**", "`", "<b>", "</b>", "<details>\n\n", "\n\n<table><tr><td>\n\n", "\n\n</td>",
    "\n\n<li>", "\n\n<p>\n\n", "</p>", "<h2>", "</h2>\n\n", "<![CDATA[", "]]>", "\\begin{align}", "\\end{align}",
    "`{=html}", "\na) ", "\nb) ", "\n~ ", "\n\n</details>\n\n", "[^1]", "\n[^1]: ", "![", "[[", "]]", "\\", "\n## ",
    "\n```\n", "&amp;", "é", "。",
];

/// Words that can be told apart, with marks between them.
fn marked() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(MARKS), prop::sample::select(vec!["", " "]), any::<bool>()), 0..16).prop_map(|parts| {
        let mut text = String::from("W0 ");
        for (nth, (mark, blank, word)) in parts.into_iter().enumerate() {
            text.push_str(mark);
            if word {
                text.push_str(&format!("W{}{blank}", nth + 1));
            }
        }
        text
    })
}

/// Every word of a text is in the page, in what it says of itself, or in a finding.
fn assert_no_word_is_lost(text: &str) {
    let document = read(text);
    let mut found = format!("{:?}", (&document.body, &document.facts, &document.meta.title));
    for said in &document.diagnostics {
        found.push_str(&said.message.to_string());
        found.push_str(said.span.map_or("", |span| span.of(text)));
    }
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with('W') && word.len() > 1) {
        assert!(found.contains(word), "{word} of {text:?} is lost: {found}");
    }
}

fn markdown() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "word ",
            "Слово",
            "中国",
            "。",
            "\n",
            "\n\n",
            "\n\n",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "# ",
            "## ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "  ",
            "|",
            "|-|\n",
            "| a | b |\n|---|---|\n",
            "[",
            "]",
            "(",
            ")",
            "](",
            "[^1]",
            "[^a]",
            "[^1]: ",
            "[^a]: ",
            "@key",
            "[@key]",
            "[@key, p. 3; see @b]",
            "[-@k",
            " [p. 3]",
            "[x](#ref-k)",
            "[x](u.md)",
            "![a](i.png)",
            "[[Name]]",
            "[[Name|w]]",
            "[[",
            "]]",
            "https://a.org/x",
            "www.a.org",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<br>",
            "<span lang=\"ru\">",
            "</span>",
            "<div lang=\"ru\">\n",
            "</div>\n",
            "<div>",
            "<table><tr><td>x",
            "</table>\n",
            "<script>",
            "<!--",
            "-->",
            "<p>",
            "</p>",
            "&amp;",
            "&lt;",
            "&",
            "<",
            ">",
            "\\",
            "\\@",
            "~~",
            "---\n",
            "===\n",
            "— ",
            "**N:** ",
            "**A: b?**",
            "{#id}",
            "«",
            "»",
            "(accessed: 01.02.2020)",
            "\u{feff}",
            "\t",
            "\r\n",
            "\u{0}",
            "é",
            "!",
            ". ",
            "<details>\n",
            "<a href=\"x\">",
            "</a>",
            "<pre>\n",
            "$x$",
            "$",
            "%%",
            "^[",
            "]{.mark}",
            "~",
            "^",
            "==",
            "\n: ",
            "\n| ",
            "\n::: a\n",
            "\n:::\n",
            "> [!a] ",
            "- [x] ",
            "*[word]: x\n",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), ..ProptestConfig::default() })]

    #[test]
    fn every_text_makes_a_sound_page(text in markdown(), interview in any::<bool>()) {
        let front = if interview { "---\ntitle: T\ntype: interview\nauthor: A\n---\n" } else { "" };
        assert_sound(&read(&format!("{front}{text}")));
    }

    #[test]
    fn no_mark_loses_words(text in marked()) {
        assert_sound(&read(&text));
        assert_no_word_is_lost(&text);
    }

    #[test]
    fn every_front_matter_is_read(front in "[a-zA-Z:\\-\\[\\]{}\"' #|>&*!\n0-9]{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        read(&format!("---\n{front}\n---\ntext\n"));
        read(&format!("---\n{front}"));
        parse(&RelPath::new("a.md"), &bytes, &colours);
        bibliography::parse(&RelPath::new("a.yaml"), &bytes);
        bibliography::parse(&RelPath::new("a.yaml"), front.as_bytes());
        bibliography::parse_verdicts(&RelPath::new("a.yaml"), front.as_bytes());
        authority::parse(&RelPath::new("people.yaml"), front.as_bytes(), &|_, _| None);
    }

    #[test]
    fn inserts_never_cross(text in markdown(), spans in prop::collection::vec((0_usize..60, 0_usize..20, any::<bool>()), 0..6)) {
        let document = read(&text);
        let limit = |at: usize| {
            let mut at = at.min(document.body.text.len());
            while !document.body.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (link, highlight) = (Html::believed("<a title=\"laid\">".into()), Html::believed("<ins>".into()));
        let kind = |split| if split { InsertKind::Highlight(&highlight, "ins") } else { InsertKind::Link(&link) };
        let mut inserts: Vec<Insert<'_>> = spans
            .iter()
            .map(|&(start, length, split)| Insert { span: Span::new(limit(start), limit(start + length)), kind: kind(split) })
            .collect();
        inserts.sort_by_key(|insert| (insert.span.start, std::cmp::Reverse(insert.span.end)));
        let overlay = Overlay { inserts: &inserts, ..Overlay::default() };
        let plain = render(&document.body, &document.body.pieces, &mut |_, _| {}, Overlay::default());
        let laid = render(&document.body, &document.body.pieces, &mut |_, _| {}, overlay);
        let bare = |html: &str| ["<ins>", "</ins>", "<a title=\"laid\">", "</a>"].iter().fold(html.to_owned(), |html, tag| html.replace(tag, ""));
        assert_balanced(&laid);
        prop_assert_eq!(bare(&laid), bare(&plain));
    }
}

#[test]
fn what_stands_behind_a_comment_over_blocks_is_no_code() {
    for text in [
        "W0 %%\n\n*[W1]: %%\n    ^[W5]{.mark}",
        "W0 %%\n\n%%      ^[W1] W2",
        "W0 %%\n\nW1\n%%\n\t==W2== W3",
        "- W0 %%\n\n  W1 %%\n      ^[W2] W3",
        "W0 \n: </p>$$W3$$",
        "W0 %%\n> [!note] \\(%%W4\\)",
        "> W0 %%\n>\n> W1 %%\n>      ^[W2] W3\n> W4",
    ] {
        assert_sound(&read(text));
        assert_no_word_is_lost(text);
        assert!(!read(text).body.text.contains('\u{1a}'), "{text}");
    }
}
