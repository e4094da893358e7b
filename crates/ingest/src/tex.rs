//! TeX as a document may hold it.

/// TeX on one line, with nothing in it that would end the formula or be read as Markdown around it.
pub fn safe(tex: &str, in_table: bool) -> String {
    let mut safe = String::with_capacity(tex.len());
    let mut escaped = false;
    let mut chars = tex.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Dollars within a formula begin another one, or are prices.
            '$' if !escaped => safe.push_str("\\$"),
            '`' => safe.push('\''),
            // Bars divide the cells of tables.
            '|' if in_table && escaped => {
                safe.pop();
                safe.push_str("\\Vert ");
            }
            '|' if in_table => safe.push_str("\\vert "),
            // It would begin a tag where no formula is read.
            '<' if chars.peek().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) => safe.push_str("\\lt "),
            c if c.is_whitespace() || c.is_control() => {
                if !safe.ends_with(' ') {
                    safe.push(' ');
                }
            }
            c => safe.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    let mut safe = safe.trim_end().to_owned();
    // A backslash at the end would keep the dollar behind it from ending the formula.
    if (safe.len() - safe.trim_end_matches('\\').len()) & 1 == 1 {
        safe.push(' ');
        safe.push_str("{}");
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_formula_ends_it() {
        for (tex, in_table, expected) in [
            ("a | b\n\\| c", true, "a \\vert b \\Vert c"),
            ("a | b", false, "a | b"),
            ("5\\$ $x$", false, "5\\$ \\$x\\$"),
            ("a<b<3 `", false, "a\\lt b<3 '"),
            ("a\\", false, "a\\ {}"),
        ] {
            assert_eq!(safe(tex, in_table), expected, "{tex}");
            assert_eq!(safe(&safe(tex, in_table), in_table), safe(tex, in_table), "{tex}");
        }
    }
}
