//! Texts that another program turns into a page: the words of the source itself, so that what that program lost is listed.
//!
//! [`latex`] and [`rtf`] know as much of their languages as tells words from marks, and no more.

mod latex;
mod rtf;

use super::{
    Fault, Manuscript,
    detect::{Markup, markup},
    html,
    packed::lost_of,
};
use scholion_base::source_text::Source;

/// Reads the page that a program made of a source.
pub fn read(file_name: &str, bytes: &[u8], page: &str) -> Result<Manuscript, Fault> {
    let words = match markup(file_name, bytes) {
        Some(Markup::Latex) => latex::words(&Source::decode(bytes).text),
        Some(Markup::Rtf) => rtf::words(bytes),
        _ => Vec::new(),
    };
    let page = with_citations(page);
    let mut manuscript = html::read(page.as_bytes(), true)?;
    for aside in lost_of(&page, &words) {
        manuscript.words.push((aside.line, aside.text.clone()));
        manuscript.findings.push(aside.finding());
    }
    Ok(manuscript)
}

/// Citations that the program shows as nothing, since it formats none, with their keys.
fn with_citations(page: &str) -> String {
    const OPEN: &str = "<span class=\"citation\"";
    let mut whole = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        whole.push_str(before);
        whole.push_str(OPEN);
        let Some((attributes, inner)) = behind.split_once('>') else {
            rest = behind;
            break;
        };
        whole.push_str(attributes);
        whole.push('>');
        let keys = attributes.split_once("data-cites=\"").and_then(|(_, keys)| keys.split_once('"')).map_or("", |(keys, _)| keys);
        if inner.starts_with("</span>") && !keys.is_empty() {
            whole.push('[');
            whole.push_str(&keys.split_whitespace().map(|key| format!("@{key}")).collect::<Vec<_>>().join("; "));
            whole.push(']');
        }
        rest = inner;
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_that_are_shown_as_nothing_show_their_keys() {
        let page =
            "<p>See <span class=\"citation\" data-cites=\"a1 b2\"></span> and <span class=\"citation\" data-cites=\"c\">C</span>.</p>";
        let expected = page.replace("></span>", ">[@a1; @b2]</span>");
        assert_eq!(with_citations(page), expected);
    }
}
