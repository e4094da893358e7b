//! Documents as their readers see them.
//!
//! The cases stand in `tests/data/document/*.txt`: a line `=== name`, the file, a line `---->`, and what is
//! made of it. With `UPDATE=1` in the environment the test writes what it gets; read it before you commit.

use std::fmt::Write;

use proptest::prelude::*;

use super::{body::render, *};
use crate::base::{Severity, Span};

/// One line a finding: severity, code, the words pointed at, message, hint, other places.
pub(crate) fn show_diagnostics(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut lines = Vec::new();
    for said in diagnostics {
        let severity = match said.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        };
        let at = said.span.map_or("-", |span| span.of(text));
        let hint = said.hint.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
        let related: String = said.related.iter().map(|other| format!(" + `{}`", other.span.map_or("-", |span| span.of(text)))).collect();
        lines.push(format!("{severity} {} `{at}`: {}{hint}{related}", said.code, said.message));
    }
    lines.join("\n")
}

/// Code in one colour.
fn colours(lang: &str, code: &str) -> Option<String> {
    let mut html = String::new();
    crate::base::text::escape(&mut html, code);
    (lang == "test").then(|| html.replace("word", "<span class=\"k\">word</span>"))
}

fn read(text: &str) -> Document {
    parse(&RelPath::new("content/documents/case.md"), text.as_bytes(), &colours)
}

/// The page, holes filled so that they can be read.
fn html(document: &Document, pieces: &[Piece]) -> String {
    let target = |link: &Link| match &link.target {
        LinkTarget::File(path, fragment) => format!("file {path} #{fragment}"),
        LinkTarget::Fragment(fragment) => format!("fragment {fragment}"),
        LinkTarget::Outside(url) => format!("outside {url}"),
        LinkTarget::Name(name, fragment, _) => format!("name {name} #{fragment}"),
        LinkTarget::Unsafe(url) => format!("unsafe {url}"),
    };
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    let target = |link: &Link| escaped(&target(link));
    let mut fill = |hole: &Hole, html: &mut String| match hole {
        Hole::Link(index) | Hole::Image(index) => {
            let link = &document.facts.links[*index as usize];
            let title = if link.title.is_empty() { String::new() } else { format!("\" title=\"{}", escaped(&link.title)) };
            write!(html, " to=\"{}{title}\"", target(link)).unwrap();
        }
        Hole::Citation(index) => {
            write!(html, " cites=\"{}\"", document.facts.citations[*index as usize].key.replace(['"', '<', '>'], "?")).unwrap()
        }
        Hole::Group(first, count) => {
            for citation in &document.facts.citations[*first as usize..][..*count as usize] {
                write!(html, "[{} {:?}]", escaped(&citation.key), citation.form).unwrap();
            }
        }
        Hole::Wikilink(index) => {
            let link = &document.facts.links[*index as usize];
            write!(html, "<a to=\"{}\">{}</a>", target(link), escaped(link.words.of(&document.body.text))).unwrap();
        }
        Hole::After(index) => write!(html, "[as of {}]", document.facts.links[*index as usize].accessed.unwrap()).unwrap(),
        Hole::Note(..) => unreachable!(),
    };
    render(&document.body, pieces, &mut fill, &[])
}

fn show(text: &str) -> String {
    let document = read(text);
    let Document { body, facts, .. } = &document;
    let mut shown = html(&document, &body.pieces);
    let out = &mut shown;
    for note in &body.notes {
        writeln!(out, "[note {} = {}, {} marks]\n{}", note.number, note.label, note.marks, html(&document, &note.pieces).trim_end())
            .unwrap();
    }
    for heading in &facts.headings {
        writeln!(out, "[heading {} {}: {}]", heading.level, heading.id, heading.text.of(&body.text)).unwrap();
    }
    for citation in &facts.citations {
        let words = citation.words.of(&body.text);
        let place = citation.note.map_or(String::new(), |note| format!(" in note {note}"));
        let locator = if citation.locator.is_empty() { String::new() } else { format!(" at `{}`", citation.locator) };
        let prefix = if citation.prefix.is_empty() { String::new() } else { format!(" after `{}`", citation.prefix) };
        writeln!(out, "[{} `{words}`{locator}{prefix}{place}: {}]", citation.fragment(), citation.passage.of(&body.text)).unwrap();
    }
    for link in facts.links.iter().filter(|link| link.accessed.is_some()) {
        writeln!(out, "[accessed {} `{}`]", link.accessed.unwrap(), link.words.of(&body.text)).unwrap();
    }
    for turn in &facts.turns {
        writeln!(out, "[turn {:?} `{}`: {:?}]", turn.kind, turn.speaker, turn.text.of(&body.text)).unwrap();
    }
    for block in body.blocks.iter().filter(|block| block.lang.is_some()) {
        writeln!(out, "[lang {}: {}]", block.lang.as_ref().unwrap(), block.text.of(&body.text)).unwrap();
    }
    let diagnostics: Vec<_> = document.diagnostics.iter().filter(|said| said.code != "title-missing").cloned().collect();
    write!(out, "{}", show_diagnostics(text, &diagnostics)).unwrap();
    shown.trim().to_owned()
}

/// Front matter, with the fields that are not empty.
fn show_front(text: &str) -> String {
    let document = read(text);
    let meta = format!("{:#?}", Meta { places: Vec::new(), ..document.meta.clone() });
    let mut shown = String::new();
    let mut lines = meta.lines().peekable();
    while let Some(line) = lines.next() {
        let empty = [": \"\",", ": None,", ": [],"].iter().any(|end| line.ends_with(end));
        let end = matches!(line.trim(), "}" | "}," | "]" | "]," | ")" | "),");
        if !empty && !end && line != "Meta {" {
            writeln!(shown, "{}", line.trim_start_matches("    ").trim_end_matches(',')).unwrap();
        }
    }
    shown + &show_diagnostics(text, &document.diagnostics)
}

fn check(name: &str, show: impl Fn(&str) -> String) {
    let path = format!("{}/tests/data/document/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    for case in cases.split("\n=== ").map(|case| case.trim_start_matches("=== ")) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (text, expected) = rest.split_once("\n---->\n").unwrap_or((rest, ""));
        // What editors cannot see in a fixture is written out.
        let file = text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<BOM>", "\u{feff}").replace("<LONG>", &"x".repeat(2 << 20));
        let found = show(&file);
        write!(written, "=== {name}\n{text}\n---->\n{}\n\n", found.trim()).unwrap();
        if std::env::var("UPDATE").is_err() {
            assert_eq!(found.trim(), expected.trim(), "case `{name}`");
        }
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, written).unwrap();
    }
}

#[test]
fn blocks() {
    check("blocks", show);
}

#[test]
fn words() {
    check("words", show);
}

#[test]
fn notes() {
    check("notes", show);
}

#[test]
fn citations() {
    check("citations", show);
}

#[test]
fn links() {
    check("links", show);
}

#[test]
fn raw_html() {
    check("html", show);
}

#[test]
fn turns() {
    check("turns", show);
}

#[test]
fn front_matter() {
    check("front", show_front);
}

#[test]
fn bytes_that_are_no_text_are_said() {
    let document = parse(&RelPath::new("a.md"), b"---\ntitle: Caf\xe9\n---\nna\xefve\n", &colours);
    assert_eq!(document.meta.title, "Caf\u{fffd}");
    let text = String::from_utf8_lossy(b"---\ntitle: Caf\xe9\n---\nna\xefve\n").into_owned();
    assert_eq!(
        show_diagnostics(&text, &document.diagnostics),
        "error not-utf8 `\u{fffd}`: not UTF-8: byte 0xe9 at offset 14 (save the file as UTF-8; it may be in an older encoding such as Windows-1251 or Latin-1)"
    );
}

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
        "\t",
    ];
    for pattern in PATTERNS {
        let text = pattern.repeat(20_000 / pattern.len());
        let start = std::time::Instant::now();
        for before in ["", "---\ntitle: T\ntype: interview\n---\n", "x ", "<div>", "http://"] {
            std::hint::black_box(read(&format!("{before}{text}")));
        }
        let yaml = format!("references:\n{text}");
        bibliography::parse(&RelPath::new("a.yaml"), yaml.as_bytes());
        read(&format!("---\n{text}\n---\n"));
        assert!(start.elapsed().as_secs() < 5, "{pattern:?} takes {:?}", start.elapsed());
    }
    let same = "- {id: a, name: A}\n".repeat(5_000);
    authority::parse(&RelPath::new("people.yaml"), same.as_bytes());
    bibliography::parse(&RelPath::new("a.yaml"), same.as_bytes());
}

/// What must hold of every document, whatever stands in its file.
fn assert_sound(document: &Document) {
    let Document { body, facts, .. } = document;
    // Every byte of the text is covered once, in order, but for line breaks between blocks and the words of
    // wikilinks, which their holes stand for.
    let mut at = 0;
    let pieces = body.pieces.iter().chain(body.notes.iter().flat_map(|note| &note.pieces));
    for piece in pieces {
        let span = match piece {
            Piece::Text(span) | Piece::Plain(span) => *span,
            Piece::Hole(Hole::Wikilink(index)) => facts.links[*index as usize].words,
            Piece::Markup(span) => {
                assert!(body.markup.get(span.range()).is_some());
                continue;
            }
            Piece::Hole(_) => continue,
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
    assert_balanced(&html(document, &body.pieces));
    body.notes.iter().for_each(|note| assert_balanced(&html(document, &note.pieces)));
}

/// Every tag that opens closes, in order.
fn assert_balanced(html: &str) {
    const VOID: &[&str] = &["br", "hr", "img", "wbr", "col"];
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
    fn every_front_matter_is_read(front in "[a-zA-Z:\\-\\[\\]{}\"' #|>&*!\n0-9]{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        read(&format!("---\n{front}\n---\ntext\n"));
        read(&format!("---\n{front}"));
        parse(&RelPath::new("a.md"), &bytes, &colours);
        bibliography::parse(&RelPath::new("a.yaml"), &bytes);
        bibliography::parse(&RelPath::new("a.yaml"), front.as_bytes());
        bibliography::parse_verdicts(&RelPath::new("a.yaml"), front.as_bytes());
        authority::parse(&RelPath::new("people.yaml"), front.as_bytes());
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
        let mut inserts: Vec<body::Insert<'_>> = spans
            .iter()
            .map(|&(start, length, split)| body::Insert { span: Span::new(limit(start), limit(start + length)), open: "<ins>", close: "</ins>", split })
            .collect();
        inserts.sort_by_key(|insert| (insert.span.start, std::cmp::Reverse(insert.span.end)));
        let plain = render(&document.body, &document.body.pieces, &mut |_, _| {}, &[]);
        let laid = render(&document.body, &document.body.pieces, &mut |_, _| {}, &inserts);
        assert_balanced(&laid);
        prop_assert_eq!(laid.replace("<ins>", "").replace("</ins>", ""), plain.replace("<ins>", "").replace("</ins>", ""));
    }
}
