//! Formulas as MathML Core, made when a site is built: no script and no font is needed to see them. The only home of `math-core`.
//!
//! What the crate writes is not believed: it is read tag by tag, and what comes out are elements and attributes of the lists here, with
//! values of a few letters, and words. `menclose`, of MathML 3, has the style sheet draw its strokes. Source: MathML Core (W3C Candidate Recommendation), 2.1 and 3.

use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::sanitize::{Tag, Token, tokens, unescape};
use crate::base::Html;

/// Longer formulas are shown as they are written, in bytes.
const LONGEST: usize = 8_000;
/// So are those whose commands and groups may stand deeper in one another.
const DEEPEST: usize = 120;

/// The elements of a formula.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt",
    "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
];

/// What they may say of themselves.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "columnspan", "depth", "display", "displaystyle", "fence", "form", "height", "largeop", "linethickness", "lspace",
    "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowspan", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width",
];

static CONVERTER: LazyLock<Option<LatexToMathML>> = LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// A formula in MathML; what is wrong with its TeX otherwise.
pub fn mathml(tex: &str, is_display: bool) -> Result<Html, String> {
    if tex.len() > LONGEST || depth(tex) > DEEPEST {
        return Err("it is too long, or too deep".to_owned());
    }
    let converter = CONVERTER.as_ref().ok_or_else(String::new)?;
    let display = if is_display { MathDisplay::Block } else { MathDisplay::Inline };
    let made = converter.convert_with_local_state(&numbered(uncounted(tex), is_display), display).map_err(|error| error.to_string())?;
    checked(&made.mathml, tex).ok_or_else(|| "it makes something that no formula has".to_owned())
}

/// How deep groups and commands may stand in one another, at most.
fn depth(tex: &str) -> usize {
    let (mut depth, mut deepest, mut commands) = (0usize, 0usize, 0usize);
    for byte in tex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                commands = 0;
            }
            // A command takes what stands behind it, and that may be a command.
            b'\\' | b'^' | b'_' => commands += 1,
            b' ' | b'0'..=b'9' | b'&' => commands = 0,
            _ => {}
        }
        deepest = deepest.max(depth + commands);
    }
    deepest
}

/// The same without numbers of equations: those that a text prints stand in it, and no others.
fn uncounted(tex: &str) -> String {
    let mut tex = tex.to_owned();
    for name in ["align", "alignat", "equation", "eqnarray", "flalign", "gather", "multline"] {
        for mark in ["begin", "end"] {
            tex = tex.replace(&format!("\\{mark}{{{name}}}"), &format!("\\{mark}{{{name}*}}"));
        }
    }
    tex
}

/// The same where a number that the text prints, `\tag{1}`, may stand: in an environment of equations, as TeX has it between two dollars too.
/// An environment within one that is all of the formula, as other programs write it, becomes such a one: each of its rows has a number.
fn numbered(tex: String, is_display: bool) -> String {
    let tex = if is_display && tex.contains("\\tag") { of_rows(&tex).unwrap_or(tex) } else { tex };
    let has_place =
        || ["align*", "alignat*", "equation*", "flalign*", "gather*", "multline*"].iter().any(|name| tex.contains(&format!("{{{name}}}")));
    if is_display && tex.contains("\\tag") && !has_place() { format!("\\begin{{equation*}}{tex}\\end{{equation*}}") } else { tex }
}

/// A formula that is one environment of rows within an equation, as one of equations.
fn of_rows(tex: &str) -> Option<String> {
    [("aligned", "align*"), ("alignedat", "alignat*"), ("gathered", "gather*")].into_iter().find_map(|(inner, outer)| {
        let (begin, end) = (format!("\\begin{{{inner}}}"), format!("\\end{{{inner}}}"));
        let rows = tex.trim().strip_prefix(&begin)?.strip_suffix(&end)?;
        (!rows.contains(&begin)).then(|| format!("\\begin{{{outer}}}{rows}\\end{{{outer}}}"))
    })
}

/// MathML with nothing in it but what is known, and the TeX that is its words; `None` if there is more.
fn checked(mathml: &str, tex: &str) -> Option<Html> {
    let mut html = Html::with_capacity(mathml.len());
    let mut open: Vec<&'static str> = Vec::new();
    for token in tokens(mathml) {
        match token {
            Token::Words(words) => html.words(&unescape(words)),
            Token::Tag(written) => {
                let tag = Tag::read(written)?;
                let name = *ELEMENTS.iter().find(|name| **name == tag.name)?;
                if tag.closing {
                    (open.pop()? == name).then(|| html.close(name))?;
                    continue;
                }
                html.open(name);
                if name == "math" {
                    html.attribute("data-tex", tex);
                }
                for (key, value) in tag.attributes() {
                    // Colours and widths by style are for other pages.
                    if let Some(key) = ATTRIBUTES.iter().find(|known| **known == key).filter(|_| is_plain(&value)) {
                        html.attribute(key, &value);
                    }
                }
                html.end();
                if written.ends_with("/>") {
                    html.close(name);
                } else {
                    open.push(name);
                }
            }
        }
    }
    (open.is_empty() && html.starts_with("<math")).then_some(html)
}

fn is_plain(value: &str) -> bool {
    value.len() <= 20 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_mathml_core() {
        for (tex, is_display, expected) in [
            (r"\frac{3}{4}", false, "<math data-tex=\"\\frac{3}{4}\"><mfrac><mn>3</mn><mn>4</mn></mfrac></math>"),
            ("x<y", true, "<math data-tex=\"x&lt;y\" display=\"block\"><mi>x</mi><mo>&lt;</mo><mi>y</mi></math>"),
            (r"\text{<b>}", false, "<math data-tex=\"\\text{&lt;b&gt;}\"><mtext>&lt;b&gt;</mtext></math>"),
            (
                r"\cancel{x}",
                false,
                "<math data-tex=\"\\cancel{x}\"><menclose notation=\"updiagonalstrike\"><mi>x</mi><mrow></mrow></menclose></math>",
            ),
            (r"\color{red}x", false, "<math data-tex=\"\\color{red}x\"><mrow><mi>x</mi></mrow></math>"),
        ] {
            assert_eq!(mathml(tex, is_display).as_deref(), Ok(expected), "{tex}");
        }
        // No number is printed that the text has not.
        let two = mathml(r"\begin{align}a&=b\\c&=d\end{align}", true).unwrap();
        assert!(!two.contains("(1)"), "{two}");
        let inner = mathml(r"\begin{aligned}a&=b\nonumber\\c&=d\tag{7}\end{aligned}", true).unwrap();
        assert!(inner.contains('7'), "{inner}");
    }

    #[test]
    fn what_is_no_formula_is_said() {
        for tex in [r"\foo", "x^", r"\href{javascript:alert(1)}{x}", "{", r"\begin{matrix}"] {
            assert!(mathml(tex, false).is_err_and(|error| !error.is_empty()), "{tex}");
        }
        for part in ["{", r"\sqrt", r"\hat", "^{", r"\left(", r"\begin{matrix}", r"\frac1"] {
            for end in ["", "x", "}"] {
                _ = mathml(&format!("{}{}", part.repeat(1_000), end.repeat(1_000)), true);
            }
        }
    }

    #[test]
    fn nothing_but_the_closed_list_comes_in() {
        for (mathml, expected) in [
            (
                "<math><mi onclick=\"x\" mathvariant='bold'>a</mi></math>",
                Some("<math data-tex=\"t\"><mi mathvariant=\"bold\">a</mi></math>"),
            ),
            ("<math><mspace width=\"1em\"/></math>", Some("<math data-tex=\"t\"><mspace width=\"1em\"></mspace></math>")),
            ("<math><mi style=\"color:red\">a</mi></math>", Some("<math data-tex=\"t\"><mi>a</mi></math>")),
            ("<math><script>x</script></math>", None),
            ("<math><annotation-xml></annotation-xml></math>", None),
            ("<math><mi>a</math></mi>", None),
            ("<p><math></math></p>", None),
            ("<math><mi>a", None),
        ] {
            assert_eq!(checked(mathml, "t").as_deref(), expected, "{mathml}");
        }
    }
}
