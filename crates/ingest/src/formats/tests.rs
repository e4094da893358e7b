//! Structured sources before and after.

mod mutated;

use super::{Fault, Format, ingest_format};
use crate::Ingested;

fn read(name: &str) -> Ingested {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/formats").join(name);
    let bytes = std::fs::read(path).unwrap();
    ingest_format(name, &bytes, None, Format::of(name, &bytes)).unwrap()
}

fn from(name: &str, text: &str) -> Result<Ingested, Fault> {
    ingest_format(name, text.as_bytes(), None, Format::of(name, text.as_bytes()))
}

/// The whole document is as it was looked at; after a change that is meant: `UPDATE=1 cargo test --lib formats`.
fn check(name: &str) {
    let made = read(name);
    let stem = name.replace('.', "-");
    for (kind, text) in [("md", &made.markdown), ("yaml", &made.bibliography)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/formats").join(format!("{stem}.{kind}"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        assert_eq!(*text, std::fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
    }
    assert_eq!((made.report.lost, made.report.added), (vec![], vec![]), "{name}");
}

#[test]
fn a_page_is_read() {
    check("article.html");
}

#[test]
fn notes_with_typed_marks_and_a_last_list_are_notes() {
    check("weir-notes.html");
    check("toll-notes.html");
}

#[test]
fn names_in_bold_before_turns_are_speakers() {
    check("founder-talk.html");
}

#[test]
fn news_loses_its_site_and_what_stands_around_it() {
    check("ice-news.html");
}

#[test]
fn words_of_no_voice_are_nobodys() {
    check("bell.vtt");
}

#[test]
fn what_a_message_forwards_is_quoted() {
    check("weiter.eml");
}

#[test]
fn tables_terms_code_classes_and_columns_of_a_page_are_kept() {
    check("boat-book.html");
    check("ferry-talk.html");
}

/// What marks on a page say: languages, deletions, readings, lists, cells, page ends, formulas, notes of all kinds.
#[test]
fn what_a_page_marks_is_kept() {
    check("page-marks.html");
}

/// What a page says is its text wins against a longer footer.
#[test]
fn a_page_of_a_site_is_read() {
    check("page-of-a-site.html");
}

#[test]
fn an_edition_is_read_with_its_signs() {
    check("edition.xml");
}

/// Notes on readings, witnesses, verses, places that the text points to, several who are named at once; lines whose words are cut.
#[test]
fn an_edition_leads_to_its_own_places() {
    check("salt-edition.xml");
    check("leaves-by-surface.xml");
}

/// Roles, several targets of one reference, code, and figures, tables and formulas to which the text leads.
#[test]
fn an_article_leads_to_its_own_places() {
    check("grindstones-jats.xml");
}

/// A review without a title, of one book; a formula that is a picture.
#[test]
fn a_review_bears_the_title_of_its_book() {
    check("stones-review.xml");
}

/// Akoma Ntoso: speeches are turns with their times, parts of a law have their numbers.
#[test]
fn debates_and_laws_are_read() {
    check("sitting-akoma.xml");
    check("ferry-act.xml");
}

/// Voices by names, brackets, angles and dashes; TTML, SBV, and what programs for recordings write.
#[test]
fn transcripts_of_all_programs_have_turns() {
    for name in ["wheel.ttml", "dashes.srt", "names.srt", "wheel.sbv", "timed.txt"] {
        check(name);
    }
}

/// A page of a scan in ALTO: its lines, and where each page begins.
#[test]
fn scans_are_read_as_print() {
    let line = |words: &str| {
        let strings: Vec<String> = words.split(' ').map(|word| format!("<String CONTENT='{word}'/>")).collect();
        format!("<TextLine>{}</TextLine>", strings.join("<SP/>"))
    };
    let page = |number: u32, lines: &[&str]| {
        let lines: String = lines.iter().map(|words| line(words)).collect();
        format!("<Page PRINTED_IMG_NR='{number}'><PrintSpace><TextBlock>{lines}</TextBlock></PrintSpace></Page>")
    };
    let first = page(7, &["The keeper of the light went up the stair at the sec-", "ond bell and found that the lamp was out and the"]);
    let second = page(8, &["oil was gone from the store below the stair, so that", "he sent the boy to the harbour for more of it."]);
    let text = format!("<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout>{first}{second}</Layout></alto>");
    let made = from("light.xml", &text).unwrap();
    assert!(made.markdown.contains("at the second bell"), "{}", made.markdown);
    assert!(made.markdown.contains("<span class=\"pb\" data-n=\"7\"></span>The keeper"), "{}", made.markdown);
    assert!(made.markdown.contains("and the <span class=\"pb\" data-n=\"8\"></span>oil"), "{}", made.markdown);
    assert_eq!(made.report.lost, vec![]);
}

#[test]
fn jats_is_read() {
    check("jats.xml");
}

#[test]
fn tei_is_read() {
    check("tei.xml");
}

#[test]
fn a_letter_names_whom_it_was_sent_to() {
    check("letter.xml");
}

/// Turns with their times, what is heard beside them, where it was, who keeps the original.
#[test]
fn what_was_said_stands_under_those_who_said_it() {
    check("sitting.xml");
}

#[test]
fn verse_speakers_and_a_word_list_are_read() {
    check("play.xml");
}

#[test]
fn articles_within_an_article_are_read() {
    check("letter-to-editor.xml");
}

#[test]
fn captions_are_turns_with_times() {
    check("talk.vtt");
    check("walk.srt");
}

#[test]
fn a_table_of_a_transcript_is_turns() {
    check("gespraech.csv");
}

#[test]
fn a_message_is_read_once_and_its_attachments_are_listed() {
    check("reply.eml");
}

#[test]
fn what_is_no_text_is_named() {
    for (name, bytes, expected) in [
        ("a.png", &b"\x89PNG\r\n\x1a\n"[..], Some("a picture")),
        ("a.txt", b"\x89PNG\r\n\x1a\n", Some("a picture")),
        ("a.dat", b"word\0\x01\x02\x03word", Some("no text: it holds bytes that no text has")),
        ("a.db", b"SQLite format 3\0", Some("a data base")),
        ("a.woff2", b"wOF2\0\x01", Some("a font")),
        ("a.js", b"export default 1;", Some("a script")),
        ("a.css", b"p { color: red }", Some("a style sheet")),
        ("a.txt", b"{\"a\": [1, 2]}", Some("data (JSON)")),
        ("a.txt", b"#!/bin/sh\necho", Some("a script")),
        ("a.csv", b"year,sacks\n1901,40\n", Some("a table of data")),
        ("a.txt", b"@book{lund,\n title={The pier}}", Some("a library of references")),
        ("a.mp3", b"ID3\x04\0\0", Some("a sound recording")),
        ("a.txt", b"ID3 was the name of the boat.", None),
        ("a.txt", b"MZ stands for the miller's zeal.", None),
        ("a.txt", b"[Illegible] words.", None),
        ("a.txt", b"Rust by the gate.\x0c\nPage two.", None),
        ("a.tex", b"\\documentclass{article}", None),
        ("a.TextGrid", b"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n", Some("Praat")),
    ] {
        let said = super::detect::refused(name, bytes).map(|refusal| refusal.message.to_string());
        assert_eq!(said.is_some(), expected.is_some(), "{name}: {said:?}");
        assert!(said.unwrap_or_default().contains(expected.unwrap_or_default()), "{name}");
    }
}

#[test]
fn mark_up_languages_are_told_apart() {
    use super::detect::{Markup, markup};
    for (name, text, expected) in [
        ("a.txt", "% by hand\n\\documentclass{book}\n\\begin{document}", Some(Markup::Latex)),
        ("a.txt", "#+TITLE: The pier\n* One", Some(Markup::Org)),
        ("a.txt", "= The pier\n:author: Ida Lund\n\nWords.", Some(Markup::AsciiDoc)),
        ("a.txt", "'''The pier''' is old.\n\n== Piles ==\n[[Oak]]", Some(Markup::MediaWiki)),
        ("a.txt", "Pier\n====\n\n.. note:: Old.", Some(Markup::ReStructuredText)),
        ("a.txt", "{\\rtf1 Words.}", Some(Markup::Rtf)),
        ("a.xml", "<?xml version='1.0'?><FictionBook/>", Some(Markup::FictionBook)),
        ("a.xml", "<article xmlns='http://docbook.org/ns/docbook'/>", Some(Markup::DocBook)),
        ("a.xml", "<article><front/></article>", None),
        ("a.md", "\\documentclass is how a text begins.", None),
        ("a.txt", "#hash: a word\n", None),
        ("a.txt", "== Words ==\nin a frame.", None),
    ] {
        assert_eq!(markup(name, text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn markdown_is_carried_over() {
    check("vault.markdown");
}

/// What is hidden goes and is listed; tags, tables and parts of other programs become ours.
#[test]
fn markdown_of_other_programs_becomes_ours() {
    check("weir.markdown");
    check("outline.markdown");
    check("essay.mdx");
}

#[test]
fn a_format_is_known_by_what_it_says() {
    for (name, text, expected) in [
        ("a.txt", "Plain words.", Format::Text),
        ("a.txt", "<!DOCTYPE HTML><p>x", Format::Html),
        ("a.htm", "<p>x", Format::Html),
        ("a.html", "No tags at all.", Format::Text),
        ("a.xml", "<?xml version='1.0'?><!-- <b> --><article>", Format::Jats),
        ("a.xml", "<?xml version='1.0'?>\n<tei:TEI xmlns:tei='x'>", Format::Tei),
        ("a.xml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Format::Html),
        ("a.xml", "<?xml version='1.0'?><svg/>", Format::OtherXml),
        ("a.txt", "<name> said: 3 < 4", Format::Text),
    ] {
        assert_eq!(Format::of(name, text.as_bytes()), expected, "{text}");
    }
}

/// What is no XML is said with its place; what is an attack ends.
#[test]
fn broken_and_hostile_sources_are_refused() {
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(100_000), close.repeat(100_000));
    let entities: String = (1..40).map(|n| format!("<!ENTITY e{n} '&e{0};&e{0};&e{0};&e{0};'>", n - 1)).collect();
    let bomb =
        format!("<?xml version='1.0'?><!DOCTYPE article [<!ENTITY e0 'word '>{entities}]><article><body><p>&e39;</p></body></article>");
    for (name, text, code) in [
        ("a.xml", "<?xml version='1.0'?>\n<article>\n <body><p>x</body></article>".to_owned(), "source-broken-xml"),
        ("a.xml", bomb, "source-too-deep"),
        ("a.xml", format!("<?xml version='1.0'?><article>{}</article>", deep("<p>", "</p>")), "source-too-deep"),
        ("a.html", format!("<html><body>{}</body></html>", deep("<div>", "</div>")), "source-too-deep"),
        ("a.html", format!("<html><body>{}</body></html>", deep("<b>", "")), "source-too-deep"),
        ("a.xml", "<?xml version='1.0'?><svg/>".to_owned(), "source-unknown-xml"),
        ("a.html", "<html><body><div id=root></div><script>show('words')</script></body></html>".to_owned(), "source-without-text"),
        ("a.xml", "<?xml version='1.0'?><article><body><p> </p></body></article>".to_owned(), "source-without-text"),
        ("a.html", "<html><!-- never".to_owned(), "source-without-text"),
    ] {
        assert_eq!(from(name, &text).map_err(|fault| fault.message.code()).err(), Some(code), "{}", text.get(..80).unwrap_or(&text));
    }
    let fault = from("a.xml", "<?xml version='1.0'?>\n<article>\n <body><p>x</body></article>").unwrap_err();
    assert_eq!(fault.span.map(|span| span.start), Some(43), "{fault:?}");
    // A long attribute, many siblings, markup that never ends: a document each.
    for text in [
        format!("<html><body><p title='{}'>Words.</p></body></html>", "x".repeat(1_000_000)),
        format!("<html><body>{}</body></html>", "<p>word".repeat(5_000)),
        "<html><body><p>Words <a href='#".repeat(200),
    ] {
        let made = from("a.html", &text).unwrap();
        assert_eq!(made.report.lost, vec![]);
    }
}

/// What one rule asks of neighbours is asked of some: many siblings of a kind are no attack on time.
#[test]
fn many_siblings_are_read() {
    let many = |part: &str| part.repeat(5_000);
    for (name, text) in [
        ("a.xml", format!("<?xml version='1.0'?><TEI><text><body>{}</body></text></TEI>", many("<u>word</u>"))),
        ("a.xml", format!("<?xml version='1.0'?><TEI><text><body><p>word{}</p></body></text></TEI>", many("<lb/>"))),
        (
            "a.xml",
            format!(
                "<?xml version='1.0'?><TEI><text><body><entry><form><orth>a</orth></form>{}</entry></body></text></TEI>",
                many("<sense>b</sense>")
            ),
        ),
        ("a.html", format!("<html><body><article>{PROSE}{PROSE}{PROSE}{}</article></body></html>", many("<i class=related>word</i> "))),
    ] {
        let made = from(name, &text).unwrap();
        assert_eq!(made.report.lost, vec![], "{}", text.get(..80).unwrap_or(""));
    }
}

const PROSE: &str = "<p>Every port on the coast had a scale of its own, and no two of them agreed on the weight of a barrel of salt.</p>\
                     <p>The keepers, who were paid by the barrel, had no reason to change that, and so it stayed for two hundred years.</p>\
                     <p>Only when the railway came, and with it the inspectors of the ministry, were the old stones taken away at last.</p>";

/// Who wrote a page, when, and what it is called, where the head does not say it, or says it badly.
#[test]
fn a_page_says_in_its_body_who_wrote_it() {
    for (what, head, body, expected) in [
        (
            "a heading that leads to the front is the name of the site",
            "<title>Port News: Salt and silence</title>",
            "<h1><a href='https://port.example/'>Port News</a></h1><h1>Salt and silence</h1>",
            &["title: Salt and silence\n"][..],
        ),
        (
            "a heading of a part of the site has nothing to do with the page",
            "<title>Salt and silence | Port News</title><meta property='og:site_name' content='Port News'>",
            "<h1>Harbours and quays</h1>",
            &["title: Salt and silence\n"],
        ),
        (
            "data wrapped in another language's comments",
            "<title>Salt</title><script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"BlogPosting\",\"author\":{\"name\":\"Marta Ilves\"},\
             \"datePublished\":\"2019-03-14T07:30\"}\n//]]></script>",
            "<h1>Salt</h1>",
            &["- family: Ilves\n  given: Marta\n", "issued: 2019-03-14\n"],
        ),
        (
            "a byline by its class, without the date behind it",
            "<title>Salt</title>",
            "<h1>Salt</h1><div class='story-byline'>By Marta Ilves March 14, 2019</div><header><time datetime='2019-03-14'>Thursday</time></header>",
            &["author:\n- family: Ilves\n  given: Marta\n", "issued: 2019-03-14\n"],
        ),
        (
            "microdata; who comments is no author",
            "<title>Salt</title>",
            "<h1>Salt</h1><div class=comments><a rel=author>Jonas Falk</a></div><span itemprop=author><b itemprop=name>Marta Ilves</b></span>",
            &["author:\n- family: Ilves\n  given: Marta\nsource"],
        ),
        (
            "a class called so by chance",
            "<title>Salt</title>",
            "<h1>Salt</h1><div class='byline'>Salt Trade Monthly</div>",
            &["title: Salt\nlang: en\nsource:"],
        ),
    ] {
        let made = from("a.html", &format!("<html lang=en><head>{head}</head><body>{body}{PROSE}</body></html>")).unwrap();
        for words in expected {
            assert!(made.markdown.contains(words), "{what}: {words:?} is not in\n{}", made.markdown);
        }
        assert_eq!(made.report.lost, vec![], "{what}");
    }
}

/// What a page puts around and into its text, and pages that are built in a strange way: the text is there, and only that.
#[test]
fn the_text_of_a_page_is_found() {
    let comment =
        "<article class=comment-body><p>I have lived in the port for sixty years and never heard of any such scale.</p></article>";
    for (what, body, is_there, is_gone) in [
        (
            "what is named as beside the text",
            format!(
                "<article><h1>Salt</h1>{PROSE}{PROSE}{PROSE}<div class='jp-relatedposts'><h3>Related</h3><p>Stones of the harbour</p></div>\
                 <div id=share-bar>Share this story</div></article>"
            ),
            "no two of them agreed",
            "Stones of the harbour",
        ),
        (
            "a text about comments",
            format!("<main><article class='post tag-comments'><h1>Salt</h1>{PROSE}</article></main>"),
            "no two of them agreed",
            "nothing of the kind",
        ),
        (
            "a comment that is as long as the text",
            format!("<div class=text><h1>Salt</h1>{PROSE}</div>{}", comment.repeat(3)),
            "no two of them agreed",
            "nothing of the kind",
        ),
        ("a page that is one form", format!("<form action=x><h1>Salt</h1>{PROSE}</form>"), "no two of them agreed", "nothing of the kind"),
        ("a page for readers without scripts", format!("<noscript><h1>Salt</h1>{PROSE}"), "no two of them agreed", "nothing of the kind"),
        (
            "a table whose cells take several places",
            format!(
                "<article><h1>Salt</h1>{PROSE}<table><tr><th rowspan=2>Port</th><th colspan=2>Salt</th></tr><tr><td>old</td><td>new</td></tr>\
                 <tr><td>Reval</td><td>3</td><td>4</td><td>more</td></tr></table></article>"
            ),
            "<th rowspan=\"2\">\n\nPort\n\n</th>\n<th colspan=\"2\">\n\nSalt\n\n</th>\n</tr>\n<tr>\n<td>\n\nold",
            "nothing of the kind",
        ),
        (
            "a chapter that is called as a list of references is",
            format!(
                "<article><h1>Salt</h1><h2>Literature</h2>{PROSE}<h2>References</h2><ul><li>Okoro, B. (2004a). Measures of the coast. Lagos: \
                 Lantern Press.</li><li>Tam, J. (1998). The beam and the law. Journal of Ports, 4(2), 11–29.</li></ul></article>"
            ),
            "## Literature\n\nEvery port",
            "Lantern Press",
        ),
        (
            "verse whose lines are blocks",
            format!(
                "<article><h1>Salt</h1>{PROSE}<div class=poem><div class=stanza><div>Salt is white,</div><div>the night is long.</div></div></div></article>"
            ),
            "Salt is white,\\\nthe night is long.",
            "nothing of the kind",
        ),
        (
            "words that are not shown",
            format!("<article><h1>Salt</h1>{PROSE}<p style='display: none'>Ask for the stones</p></article>"),
            "no two of them agreed",
            "Ask for the stones",
        ),
        (
            "a formula stays in its line",
            format!(
                "<article><h1>Salt</h1><p>The share <math><mi>x</mi><mo>=</mo><mn>4</mn><annotation>x=4</annotation></math> is small.</p>{PROSE}</article>"
            ),
            "The share $x=4$ is small.",
            "nothing of the kind",
        ),
    ] {
        let made = from("a.html", &format!("<html lang=en><head><title>Salt</title></head><body>{body}</body></html>")).unwrap();
        let text = made.markdown.rsplit("---\n").next().unwrap_or("");
        assert!(text.contains(is_there) && !text.contains(is_gone), "{what}: {}", made.markdown);
        assert_eq!(made.report.lost, vec![], "{what}");
    }
}
