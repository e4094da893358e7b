//! Placeholder until merged.
pub fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
pub fn plain(text: &str) -> String {
    text.to_owned()
}
pub fn entry_html(text: &str) -> String {
    let mut h = String::new();
    escape(text, &mut h);
    h
}
