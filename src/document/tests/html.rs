//! What is laid over the words of a body, and where it is cut for the notes of editors.

use super::read;
use crate::{
    base::{Html, Span},
    document::{
        Piece,
        body::html::{Insert, InsertKind, Overlay, parts, render},
    },
};

/// The page of a text in which the words are highlighted, a note on each; behind each part stand its notes in round brackets.
fn laid(text: &str, notes: &[&str], links: &[&str]) -> String {
    let document = read(text);
    let body = &document.body;
    let (open, link) = (Html::believed("<mark>".into()), Html::believed("<a title=\"laid\">".into()));
    let marks: Vec<Html> = (0..notes.len()).map(|nth| Html::of_words(&format!("^{nth}"))).collect();
    let find = |words: &str| {
        let start = body.text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mut inserts = Vec::new();
    for (nth, words) in notes.iter().enumerate() {
        let span = find(words);
        let last = words.chars().next_back().unwrap().len_utf8();
        inserts.push(Insert { span, kind: InsertKind::Highlight(&open, "mark") });
        let end = Span::new(span.end as usize - last, span.end as usize);
        inserts.push(Insert { span: end, kind: InsertKind::End(nth, &marks[nth]) });
    }
    inserts.extend(links.iter().map(|words| Insert { span: find(words), kind: InsertKind::Link(&link) }));
    inserts.sort_by_key(|insert| (insert.span.start, std::cmp::Reverse(insert.span.end)));
    let overlay = Overlay { inserts: &inserts, ..Overlay::default() };
    let parts = parts(body, &body.pieces, &mut |_, _| {}, overlay);
    let note = |nth: &usize| format!("({nth})");
    let shown: String = parts.iter().map(|part| part.html.to_string() + part.notes.iter().map(note).collect::<String>().as_str()).collect();
    // Ids of paragraphs are not looked at here.
    let mut bare = String::new();
    for (nth, part) in shown.split(" id=\"p-").enumerate() {
        bare += if nth == 0 { part } else { part.split_once('"').unwrap().1 };
    }
    bare.replace('\n', "")
}

#[test]
fn marks_stand_behind_words_and_notes_behind_blocks() {
    for (text, notes, expected) in [
        ("a b\n\nc", &["a"][..], "<p><mark>a^0</mark> b</p>(0)<p>c</p>"),
        ("x [a](u) b", &["a"], "<p>x <a><mark>a</mark></a>^0 b</p>(0)"),
        ("x [a](u) b", &["x a"], "<p><mark>x </mark><a><mark>a</mark></a>^0 b</p>(0)"),
        ("- a\n\n  b\n\nc", &["a"], "<ul><li><p><mark>a^0</mark></p><p>b</p></li></ul>(0)<p>c</p>"),
        ("<div>\n\na\n\nb\n\n</div>", &["a", "b"], "<div><p><mark>a^0</mark></p>(0)<p><mark>b^1</mark></p>(1)</div>"),
        ("> a\n\nb", &["a"], "<blockquote><p><mark>a^0</mark></p></blockquote>(0)<p>b</p>"),
        ("<table><tr><td>a<br></td></tr></table>\n", &["a"], "<table><tbody><tr><td><mark>a^0</mark> <br></td></tr></tbody></table>(0)"),
        ("a *b* c", &["b", "b c"], "<p>a <em><mark><mark>b^0</mark></mark></em><mark> c^1</mark></p>(0)(1)"),
        ("a\n\nb", &["a\nb"], "<p><mark>a</mark></p><p><mark>b^0</mark></p>(0)"),
        ("none", &[], "<p>none</p>"),
    ] {
        assert_eq!(laid(text, notes, &[]), expected, "{text}");
    }
    assert_eq!(laid("Ada came", &["Ada came"], &["Ada"]), "<p><mark><a title=\"laid\">Ada</a> came^0</mark></p>(0)");
    assert_eq!(laid("Ada came", &["Ada"], &["Ada came"]), "<p><a title=\"laid\"><mark>Ada</mark> came</a>^0</p>(0)");
    assert_eq!(laid("*Ada* came", &[], &["Ada came"]), "<p><em>Ada</em> came</p>");
}

#[test]
fn pieces_stay_small() {
    assert_eq!(size_of::<Piece>(), 12, "documents have many, and are kept by the ten thousand");
}

#[test]
fn a_prefix_stands_before_ids_and_not_before_words() {
    let document = read("say id=\"p\"[^1] [x](#fn-1)\n\n[^1]: n\n");
    let overlay = Overlay { prefix: "n-", ..Overlay::default() };
    let html = render(&document.body, &document.body.pieces, &mut |_, _| {}, overlay).to_string();
    let id = document.body.blocks[0].id.to_string();
    let mark = "<sup class=\"noteref\" id=\"n-fnref-1\"><a href=\"#n-fn-1\" role=\"doc-noteref\">1</a></sup>";
    assert_eq!(html, format!("<p id=\"n-{id}\">say id=\"p\"{mark} <a>x</a></p>\n"));
}
