//! What a reader sees of a source that is HTML or XML.

use crate::{
    base::RelPath,
    document::{
        elements::{Place, element},
        sanitize::{self, Tag, Token, Verdict},
    },
};

/// The words of a source that is HTML or XML, each on its line; `None` of other text. What a browser shows outside of the page, its
/// title, is none of them. A first reading: not what styles hide.
pub fn seen(path: &RelPath, text: &str) -> Option<String> {
    let start: String =
        text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).chars().take(15).collect::<String>().to_ascii_lowercase();
    let is_page = ["<!doctype html", "<html", "<?xml", "<tei"].iter().any(|begin| start.starts_with(begin));
    let is_called = matches!(path.extension().as_str(), "html" | "htm" | "xhtml" | "xml") && start.starts_with('<');
    if !is_page && !is_called {
        return None;
    }
    let is_html = !start.starts_with("<tei") && (!start.starts_with("<?xml") || text.contains("http://www.w3.org/1999/xhtml"));
    let is_aside = |tag: Tag<'_>| sanitize::verdict(tag.name) == Verdict::Removed || is_html && tag.name.eq_ignore_ascii_case("title");
    let mut words = String::with_capacity(text.len() / 2);
    // What is no words up to its end tag.
    let mut removed: Option<&str> = None;
    for token in sanitize::tokens(text) {
        match token {
            Token::Tag(written) => {
                let tag = Tag::read(written);
                match (removed, tag) {
                    (Some(name), Some(tag)) if tag.closing && tag.name.eq_ignore_ascii_case(name) => removed = None,
                    (None, Some(tag)) if !tag.closing && is_aside(tag) => removed = Some(tag.name),
                    _ => {}
                }
                // Words of two elements are none of one word, unless the element stands among words.
                let is_among = tag.and_then(|tag| element(tag.name)).is_some_and(|element| element.place == Place::Words);
                if !is_among {
                    words.push(' ');
                }
                words.extend(written.chars().filter(|c| *c == '\n'));
            }
            Token::Words(written) if removed.is_some() => words.extend(written.chars().filter(|c| *c == '\n')),
            // A parser of HTML knows all character references.
            Token::Words(written) if written.contains('&') => words.push_str(&sanitize::words_of(&sanitize::clean(written))),
            Token::Words(written) => words.push_str(written),
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::seen;
    use crate::base::RelPath;

    #[test]
    fn tags_are_no_words_and_lines_stay() {
        for (name, text, words) in [
            (
                "a.html",
                "<html lang=\"de\">\n<style>\np { color: red }\n</style>\n<p class=\"x\">Ida<b>lia</b> &amp; caf&eacute;<br>2 < 3</p>\n",
                Some(" \n \n\n \n Idalia & café2 < 3 \n"),
            ),
            ("a.html", "<!doctype html><title>The weir</title><h1>The weir</h1>", Some("    The weir ")),
            ("a.xml", "<TEI><title>T</title>", Some("  T ")),
            ("a.xml", "<TEI><p n='1'>One</p><p>Two</p></TEI>", Some("  One  Two  ")),
            ("a.txt", "<!DOCTYPE html><p>x", Some("  x")),
            ("a.txt", "<illegible> words", None),
            ("a.html", "No tag", None),
        ] {
            assert_eq!(seen(&RelPath::new(name), text).as_deref(), words, "{text}");
        }
    }
}
