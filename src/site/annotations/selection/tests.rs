//! Places of all kinds, turned into words.

use super::*;
use crate::{
    base::RelPath,
    document::{annotation_import::selection, parse},
};

const TEXT: &str = "---\ntitle: T\n---\n\nThe harbour office opened late in the winter of 1844.\n\nNobody read the ice book. The harbour was free of ice.\n";
const PAGE: &str = "<html><body><nav>Menu</nav><p>The harbour office opened late\n in the winter of 1844.</p>\n<p id=two>Nobody read <b>the ice book</b>. The harbour was free of ice.</p></body></html>";

fn check(source: Option<(&str, &str)>, selector: serde_json::Value, fragment: &str, expected: &str) {
    let document = parse(&RelPath::new("content/documents/d.md"), TEXT.as_bytes(), &|_, _| None);
    let texts = Texts::of(&document, Some(PAGE), source.map(|(name, text)| (name, text.as_bytes())));
    let ways = selection::of(&serde_json::json!({ "selector": selector }), fragment);
    let meant = if source.is_some_and(|(name, _)| name.is_empty()) { Meant::Page } else { Meant::Original };
    let found = match texts.place(&ways, meant) {
        Place::Words(quote) => quote.exact,
        Place::Counted(quote) => format!("counted {}", quote.exact),
        Place::Nowhere(why) => format!("- {why}"),
    };
    assert_eq!(found, expected, "{selector} {fragment}");
}

#[test]
fn places_become_words() {
    use serde_json::json;
    let html = Some(("d.html", PAGE));
    let none = json!(null);
    check(html, json!({"type": "XPathSelector", "value": "/html/body/p[2]/b"}), "", "the ice book");
    check(html, json!({"type": "CssSelector", "value": "#two > b"}), "", "the ice book");
    check(html, none.clone(), "two", "Nobody read the ice book. The harbour was free of ice.");
    let within = |inner: serde_json::Value| json!({"type": "FragmentSelector", "value": "two", "refinedBy": inner});
    check(html, within(json!({"type": "TextQuoteSelector", "exact": "The harbour"})), "", "The harbour");
    check(html, within(json!({"type": "TextPositionSelector", "start": 12, "end": 24})), "", "the ice book");
    check(html, within(json!({"type": "Odd"})), "", "- there is no such place in the text");
    let of_hypothesis =
        json!({"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 4, "endContainer": "/p[1]", "endOffset": 18});
    check(html, of_hypothesis, "", "harbour office");
    let ends = json!({"type": "RangeSelector", "startSelector": {"type": "TextQuoteSelector", "exact": "harbour office"},
        "endSelector": {"type": "TextQuoteSelector", "exact": "1844"}});
    check(None, ends, "", "harbour office opened late in the winter of");
    check(None, none.clone(), ":~:text=Harbour%20Office", "harbour office");
    // Counted in the source, where there is one.
    check(html, json!({"type": "TextPositionSelector", "start": 8, "end": 22}), "", "harbour office");
    check(Some(("d.txt", "Seen here.\nThe harbour office opened")), none.clone(), "char=15,29", "harbour office");
    check(Some(("d.txt", "Seen here.\nThe harbour office opened\n")), none.clone(), "line=1,2", "The harbour office opened");
    check(None, json!({"type": "TextPositionSelector", "start": 4, "end": 18}), "", "counted harbour office");
    check(None, json!({"type": "TextPositionSelector", "start": 5, "end": 18}), "", "- it was counted in another text than this one");
    check(None, json!({"type": "TextPositionSelector", "start": 4000, "end": 4018}), "", "- there is no such place in the text");
    check(
        None,
        json!({"type": "XPathSelector", "value": "/html/body/p[2]"}),
        "",
        "- the archive has no page on which it could be looked for",
    );
    check(
        html,
        json!({"type": "CssSelector", "value": "nav"}),
        "",
        "- the words that stand there are not in the document, or in several places of it",
    );
    // On a page of this site.
    check(Some(("", "")), json!({"type": "XPathSelector", "value": "/html/body/p[2]/b"}), "", "the ice book");
    check(Some(("", "")), json!({"type": "TextPositionSelector", "start": 4, "end": 18}), "", "harbour office");
}

/// Words that stand in two places are told apart by what else a note says of its place.
#[test]
fn another_selector_tells_twins_apart() {
    use serde_json::json;
    let document = parse(&RelPath::new("content/documents/d.md"), TEXT.as_bytes(), &|_, _| None);
    let texts = Texts::of(&document, None, None);
    let check = |start: usize, expected: Option<&str>| {
        let position = json!({"type": "TextPositionSelector", "start": start, "end": start + 11});
        let ways = selection::of(&json!({"selector": [position, {"type": "TextQuoteSelector", "exact": "The harbour"}]}), "");
        let quote = selection::quoted(&ways).unwrap();
        let found = texts.quoted(quote, &ways, Meant::Original);
        assert_eq!(found.as_ref().map(|quote| quote.suffix.split(' ').nth(1).unwrap()), expected, "{start}");
    };
    check(0, Some("office"));
    check(document.body.text.rfind("The harbour").unwrap(), Some("was"));
    check(7, None);
}
