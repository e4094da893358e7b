//! What pandoc leaves of Org in a page: tags behind headings, and the form of dates. Source: the Org manual, 6.1 (tags) and 8.1 (timestamps).

/// A page without the tags behind its headings, and with plain days.
pub fn cleaned(page: &str) -> String {
    const TAG: &str = "<span class=\"tag\" data-tag-name=";
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(TAG) {
        out.push_str(before.trim_end_matches([' ', '\u{a0}']).trim_end_matches("&nbsp;"));
        rest = behind.split_once("</span></span>").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    for (open, close) in [("&lt;", "&gt;"), ("[", "]")] {
        out = days(&out, open, close);
    }
    // The head of the page says a day only if pandoc could read it.
    let day = out.split_once("<p class=\"date\">").and_then(|(_, rest)| rest.get(..10)).filter(|day| is_day(day)).map(str::to_owned);
    match day.filter(|_| !out.contains("dcterms.date")) {
        Some(day) => out.replacen("</head>", &format!("<meta name=\"dcterms.date\" content=\"{day}\" />\n</head>"), 1),
        None => out,
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.char_indices().all(|(at, c)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() })
}

/// `&lt;2019-04-03 Wed&gt;` is a day, where it is all that is said: in an element or an attribute of its own.
fn days(page: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, inside)) = rest.split_once(open) {
        // Stamps are short.
        let near = inside.char_indices().nth(40).map_or(inside, |(end, _)| inside.get(..end).unwrap_or(inside));
        let (stamp, behind) =
            near.split_once(close).map_or((inside, ""), |(stamp, _)| (stamp, inside.get(stamp.len() + close.len()..).unwrap_or("")));
        let day = stamp.get(..10).filter(|day| is_day(day));
        out.push_str(before);
        let is_alone = before.ends_with(['>', '"']) && behind.starts_with(['<', '"']) && stamp.len() < 32;
        match day.filter(|_| is_alone) {
            Some(day) => {
                out.push_str(day);
                rest = behind;
            }
            None => {
                out.push_str(open);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The tags of a text: those of the file (`#+FILETAGS: :a:b:`), and of its headings.
pub fn tags(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let list = match line.get(..11).filter(|start| start.eq_ignore_ascii_case("#+FILETAGS:")) {
            Some(_) => line.get(11..).unwrap_or("").trim(),
            None if line.starts_with('*') => {
                line.rsplit(char::is_whitespace).next().filter(|last| last.starts_with(':') && last.ends_with(':')).unwrap_or("")
            }
            None => "",
        };
        // This one keeps a part from the export (the manual, 13.2, `EXCLUDE_TAGS`).
        for tag in list.split([':', ' ']).filter(|tag| !tag.is_empty() && *tag != "noexport") {
            if !found.iter().any(|known| known == tag) {
                found.push(tag.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_days_are_plain() {
        let page = "<head></head><p class=\"date\">&lt;2019-04-03 Wed&gt;</p><h1>The race <span class=\"tag\" data-tag-name=\"river\"><span class=\"smallcaps\">river</span></span></h1><p>a &lt;b&gt; [2019-04-03 Wed] c</p>";
        assert_eq!(
            cleaned(page),
            "<head><meta name=\"dcterms.date\" content=\"2019-04-03\" />\n</head><p class=\"date\">2019-04-03</p><h1>The race</h1><p>a &lt;b&gt; [2019-04-03 Wed] c</p>"
        );
        assert_eq!(
            tags("#+FILETAGS: :water:mills:\n* The race :river:water:\n* Draft :noexport:\n* At 10:30\ntext :no:"),
            ["water", "mills", "river"]
        );
    }
}
