//! Sentences of reStructuredText that begin with an initial, which its readers take for items: "K. Holm, Wheels." is a list of one item, the
//! eleventh. Source: the specification of reStructuredText, "Enumerated Lists".

/// A page whose lists of one item with a capital letter are paragraphs with it.
pub fn with_initials(page: &str) -> String {
    const OPEN: &str = "<ol";
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find(OPEN) {
        let (before, list) = rest.split_at(at);
        out.push_str(before);
        match only_item(list) {
            Some((letter, words, behind)) => {
                out.extend(["<p>", letter, ". ", words, "</p>"]);
                rest = behind;
            }
            None => {
                out.push_str(OPEN);
                rest = list.get(OPEN.len()..).unwrap_or("");
            }
        }
    }
    out + rest
}

/// The letter of a list of one item, the words of that, and what is behind the list.
fn only_item(list: &str) -> Option<(&'static str, &str, &str)> {
    let (tag, inner) = list.split_once('>')?;
    let value = |name: &str| tag.split_once(&format!("{name}=\""))?.1.split('"').next();
    let place: usize = value("start").map_or(Some(1), |start| start.parse().ok())?;
    let letter = match value("type")? {
        "A" => LETTERS.get(place.checked_sub(1)?)?,
        "I" => ROMAN.iter().find(|(number, _)| *number == place).map(|(_, letter)| letter)?,
        _ => return None,
    };
    let (words, behind) = inner.trim_start().strip_prefix("<li>")?.split_once("</li>")?;
    let behind = behind.trim_start().strip_prefix("</ol>")?;
    let words = words.trim();
    let words = words.strip_prefix("<p>").and_then(|words| words.strip_suffix("</p>")).unwrap_or(words);
    let has_blocks = ["<p", "<ol", "<ul", "<li", "<div"].iter().any(|tag| words.contains(tag));
    (!has_blocks).then_some((*letter, words, behind))
}

const LETTERS: [&str; 26] =
    ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"];
/// The letters that are numbers of Rome.
const ROMAN: [(usize, &str); 7] = [(1, "I"), (5, "V"), (10, "X"), (50, "L"), (100, "C"), (500, "D"), (1000, "M")];

#[cfg(test)]
mod tests {
    use super::with_initials;

    #[test]
    fn an_initial_is_no_count() {
        for (page, expected) in [
            ("a<ol start=\"11\" type=\"A\">\n<li>Holm, <em>W</em>.</li>\n</ol>b", "a<p>K. Holm, <em>W</em>.</p>b"),
            ("<ol type=\"I\">\n<li><p>Berg.</p></li>\n</ol>", "<p>I. Berg.</p>"),
            ("<ol type=\"A\"><li>one</li>\n<li>two</li></ol>", "<ol type=\"A\"><li>one</li>\n<li>two</li></ol>"),
            ("<ol type=\"1\"><li>one</li></ol>", "<ol type=\"1\"><li>one</li></ol>"),
        ] {
            assert_eq!(with_initials(page), expected);
        }
    }
}
