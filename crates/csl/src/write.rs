//! Writers of finished trees. Whatever needs another form walks the tree itself.

use unicode_normalization::UnicodeNormalization;

use crate::tree::{Display, FontStyle, FontVariant, FontWeight, Format, Node, TextDecoration, VerticalAlign};

/// HTML as citeproc-js writes it and the official test suite expects it.
pub fn html(nodes: &[Node]) -> String {
    let mut out = String::new();
    write_html(nodes, &mut out);
    out
}

fn write_html(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escape_html(text, out),
            Node::Span(format, inner) => wrap(&tags(*format), inner, out),
            Node::Block(display, inner) => {
                let class = match display {
                    Display::Block => "csl-block",
                    Display::LeftMargin => "csl-left-margin",
                    Display::RightInline => "csl-right-inline",
                    Display::Indent => "csl-indent",
                };
                out.push_str("<div class=\"");
                out.push_str(class);
                out.push_str("\">");
                write_html(inner, out);
                out.push_str("</div>");
            }
            Node::Link(address, inner) if address.starts_with("https://") || address.starts_with("http://") => {
                out.push_str("<a href=\"");
                escape_html(&address.replace('"', "%22"), out);
                out.push_str("\">");
                write_html(inner, out);
                out.push_str("</a>");
            }
            Node::Quoted(inner) | Node::Flip(_, inner) | Node::NoCase(inner) | Node::Link(_, inner) | Node::Part(_, inner) => {
                write_html(inner, out)
            }
        }
    }
}

/// Innermost first, in the order of citeproc-js.
fn tags(format: Format) -> Vec<(&'static str, &'static str)> {
    const SPAN: &str = "</span>";
    let style = format.font_style.map(|style| match style {
        FontStyle::Normal => ("<span style=\"font-style:normal;\">", SPAN),
        FontStyle::Italic => ("<i>", "</i>"),
        FontStyle::Oblique => ("<em>", "</em>"),
    });
    let variant = format.font_variant.map(|variant| match variant {
        FontVariant::Normal => ("<span style=\"font-variant:normal;\">", SPAN),
        FontVariant::SmallCaps => ("<span style=\"font-variant:small-caps;\">", SPAN),
    });
    let weight = format.font_weight.map(|weight| match weight {
        FontWeight::Normal => ("<span style=\"font-weight:normal;\">", SPAN),
        FontWeight::Bold => ("<b>", "</b>"),
        FontWeight::Light => ("<span style=\"font-weight:light;\">", SPAN),
    });
    let decoration = format.text_decoration.map(|decoration| match decoration {
        TextDecoration::None => ("<span style=\"text-decoration:none;\">", SPAN),
        TextDecoration::Underline => ("<span style=\"text-decoration:underline;\">", SPAN),
    });
    let align = format.vertical_align.map(|align| match align {
        VerticalAlign::Baseline => ("<span style=\"baseline\">", SPAN),
        VerticalAlign::Sup => ("<sup>", "</sup>"),
        VerticalAlign::Sub => ("<sub>", "</sub>"),
    });
    [style, variant, weight, decoration, align].into_iter().flatten().collect()
}

fn wrap(tags: &[(&str, &str)], inner: &[Node], out: &mut String) {
    for (opening, _) in tags.iter().rev() {
        out.push_str(opening);
    }
    write_html(inner, out);
    for (_, closing) in tags {
        out.push_str(closing);
    }
}

fn escape_html(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&#38;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            _ if is_superscript(sign) => {
                out.push_str("<sup>");
                match sign {
                    'ˀ' => out.push('ʔ'),
                    'ˁ' => out.push('ʕ'),
                    '\u{6e5}' => out.push('و'),
                    '\u{6e6}' => out.push('ي'),
                    _ => out.extend(sign.nfkd()),
                }
                out.push_str("</sup>");
            }
            _ => out.push(sign),
        }
    }
}

/// Whether a letter or figure is a superscript of itself, as ordinals of locales have them; citeproc-js writes these as `sup`.
fn is_superscript(sign: char) -> bool {
    matches!(sign, 'ª' | '²' | '³' | '¹' | 'º' | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}' | '\u{1d2c}'..='\u{1d61}' | '\u{2070}'..='\u{207f}'
        | '℠' | '™' | 'ˀ' | 'ˁ' | '\u{6e5}' | '\u{6e6}' | '\u{3192}'..='\u{319f}')
        && !matches!(sign, '\u{1d2f}' | '\u{1d3b}' | '\u{1d4e}')
}

/// Plain text: nothing of form is left.
pub fn plain(nodes: &[Node]) -> String {
    crate::text::words(nodes)
}

/// Markdown as Pandoc reads it; signs that mean something there are escaped.
pub fn markdown(nodes: &[Node]) -> String {
    let mut out = String::new();
    write_markdown(nodes, &mut out);
    // What begins a list at the beginning of a line is a year or a sign here.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match out.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => out.insert(digits, '\\'),
        Some(b'-' | b'+' | b':' | b'%' | b'=') if digits == 0 => out.insert(0, '\\'),
        _ => {}
    }
    out
}

fn write_markdown(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escape_markdown(text, out),
            Node::Span(format, inner) => {
                let mut marks: Vec<(&str, &str)> = Vec::new();
                if matches!(format.font_style, Some(FontStyle::Italic | FontStyle::Oblique)) {
                    marks.push(("*", "*"));
                }
                if format.font_weight == Some(FontWeight::Bold) {
                    marks.push(("**", "**"));
                }
                match format.vertical_align {
                    Some(VerticalAlign::Sup) => marks.push(("^", "^")),
                    Some(VerticalAlign::Sub) => marks.push(("~", "~")),
                    _ => {}
                }
                if format.font_variant == Some(FontVariant::SmallCaps) {
                    marks.push(("[", "]{.smallcaps}"));
                }
                if format.text_decoration == Some(TextDecoration::Underline) {
                    marks.push(("[", "]{.underline}"));
                }
                marks.iter().rev().for_each(|(opening, _)| out.push_str(opening));
                write_markdown(inner, out);
                marks.iter().for_each(|(_, closing)| out.push_str(closing));
            }
            Node::Link(address, inner) => {
                out.push('[');
                write_markdown(inner, out);
                out.push_str("](<");
                out.extend(address.chars().filter(|sign| !matches!(sign, '<' | '>' | '\n')));
                out.push_str(">)");
            }
            other => write_markdown(other.children(), out),
        }
    }
}

fn escape_markdown(text: &str, out: &mut String) {
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '^' | '~' | '#' | '|' | '$' | '@' | '{' | '}' | '&') {
            out.push('\\');
        }
        out.push(sign);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_writer_has_its_form_and_its_escapes() {
        let format = Format { font_style: Some(FontStyle::Italic), font_variant: Some(FontVariant::SmallCaps), ..Format::default() };
        let nodes = [
            Node::Text("a & [b] ".to_owned()),
            Node::Span(format, vec![Node::Text("<c>".to_owned())]),
            Node::Link("javascript:x".to_owned(), vec![Node::Text("d".to_owned())]),
        ];
        assert_eq!(html(&nodes), "a &#38; [b] <span style=\"font-variant:small-caps;\"><i>&#60;c&#62;</i></span>d");
        assert_eq!(plain(&nodes), "a & [b] <c>d");
        let year = [Node::Text("1984. A novel".to_owned())];
        assert_eq!(markdown(&year), "1984\\. A novel");
        assert_eq!(markdown(&nodes[..2]), "a \\& \\[b\\] [*\\<c\\>*]{.smallcaps}");
    }
}
