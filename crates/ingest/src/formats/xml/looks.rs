//! How words look: by CSS, and by the words that projects write into `rend` (TEI P5, att.global.rendition).

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    Up,
    Down,
    Struck,
    Italic,
    Bold,
}

/// What CSS says.
pub fn css(style: &str, looks: &mut Vec<Look>) {
    for declaration in style.to_ascii_lowercase().split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim();
        match property.trim() {
            "font-style" if matches!(value, "italic" | "oblique") => looks.push(Look::Italic),
            "font-weight" if value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600) => looks.push(Look::Bold),
            "vertical-align" if value == "super" => looks.push(Look::Up),
            "vertical-align" if value == "sub" => looks.push(Look::Down),
            "text-decoration" if value.contains("line-through") => looks.push(Look::Struck),
            "text-decoration" if value.contains("underline") => looks.push(Look::Italic),
            "letter-spacing" if value != "normal" && value != "0" => looks.push(Look::Italic),
            _ => {}
        }
    }
}

/// What the words say that projects write into `rend`.
pub fn word(token: &str, looks: &mut Vec<Look>) {
    let token = token.to_ascii_lowercase();
    let look = match token.as_str() {
        "i" | "it" | "ital" | "oblique" | "slant" | "kursiv" | "cursive" | "u" | "underline" | "underlined" | "ul" | "g" | "spaced"
        | "gesperrt" | "letterspaced" | "em" => Look::Italic,
        "b" | "bf" | "bo" | "strong" | "fett" | "heavy" => Look::Bold,
        "s" | "strike" | "strikethrough" | "strikeout" | "linethrough" | "crossed" => Look::Struck,
        token if token.starts_with("italic") => Look::Italic,
        token if token.starts_with("bold") => Look::Bold,
        token => match shift(token) {
            Some(true) => Look::Up,
            Some(false) => Look::Down,
            None => return,
        },
    };
    looks.push(look);
}

/// Whether a word of `rend` says that words are raised, or lowered: `sup`, `superscript`, `sub`; a line above or below is none of these.
pub fn shift(token: &str) -> Option<bool> {
    let token = token.trim_start_matches('#').to_ascii_lowercase();
    let is_up = token == "sup" || token.starts_with("super");
    (is_up || token == "sub" || token.starts_with("subscr")).then_some(is_up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_above_raises_nothing() {
        let shifts = ["sup", "#superscript", "sub", "supraline", "sublinear", "subtitle"].map(shift);
        assert_eq!(shifts, [Some(true), Some(true), Some(false), None, None, None]);
    }
}
