//! MathML → TeX, whatever format it stands in (web pages, JATS, TEI, office files).
//!
//! Layout carries the value of a formula, so that one element that is not known makes all of it words, and an open item says so.
//! Source: MathML 3.0 (W3C Recommendation), chapter 3, and MathML Core.
//!
//! 1. [`Math`]: the elements, as the readers of the formats build them; TeX that stands beside is taken as it is;
//! 2. [`tex`]: layout → commands; [`symbols`]: what stands for letters and signs.

mod symbols;
mod tex;

/// An element of a formula, or its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Math {
    /// An element by its local name.
    Element {
        /// The local name in small letters.
        name: String,
        /// Its attributes.
        attributes: Vec<(String, String)>,
        /// What stands in it.
        children: Vec<Math>,
    },
    /// Words and signs.
    Text(String),
}

/// A formula, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// In TeX.
    Tex(String),
    /// Its signs in a row, as something in it is not known.
    Signs(String),
}

/// How TeX is called where it stands beside a formula.
const TEX: [&str; 6] = ["application/x-tex", "application/x-latex", "text/x-tex", "tex", "latex", "image/x-tex"];

/// Reads a formula.
pub fn read(math: &Math) -> Formula {
    if let Some(tex) = math.stated() {
        return Formula::Tex(tex);
    }
    match tex::write(math) {
        Some(tex) => Formula::Tex(tex),
        None => Formula::Signs(math.signs()),
    }
}

/// A formula without the names by which LaTeX calls it, of which nothing is printed (`\label`).
fn without_labels(tex: &str) -> String {
    const LABEL: &str = "\\label{";
    let mut whole = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some((before, (_, behind))) = rest.split_once(LABEL).and_then(|(before, name)| Some((before, name.split_once('}')?))) {
        // `\\` ends a line, and is no part of a command.
        let ends_line = (before.len() - before.trim_end_matches('\\').len()) & 1 == 1;
        whole.push_str(if ends_line { before } else { before.trim_end() });
        if ends_line {
            whole.push_str(LABEL);
            rest = rest.get(before.len() + LABEL.len()..).unwrap_or("");
        } else {
            whole.push(' ');
            rest = behind.trim_start();
        }
    }
    (whole + rest).trim().to_owned()
}

/// TeX as it may be written into a document: on one line, its brackets in pairs; `None` if it is none.
pub fn clean(tex: &str) -> Option<String> {
    let mut tex = tex.trim();
    for (open, close) in [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")] {
        if let Some(inner) = tex.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            tex = inner.trim();
        }
    }
    // Wikipedia writes all in the style of a line of its own.
    if let Some(inner) = tex.strip_prefix("{\\displaystyle").and_then(|rest| rest.strip_suffix('}')).filter(|inner| is_balanced(inner)) {
        tex = inner.trim();
    }
    // A comment of TeX would swallow what is joined to its line.
    let lines: Vec<&str> = tex.lines().map(|line| without_comment(line).trim()).filter(|line| !line.is_empty()).collect();
    let tex = without_labels(&lines.join(" "));
    (!tex.is_empty() && is_balanced(&tex)).then(|| crate::tex::safe(&tex, true))
}

fn without_comment(line: &str) -> &str {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if c == '%' && !escaped {
            return line.get(..at).unwrap_or("");
        }
        escaped = c == '\\' && !escaped;
    }
    line
}

/// Whether each brace that opens is closed.
fn is_balanced(tex: &str) -> bool {
    let mut depth = 0i32;
    let mut escaped = false;
    for c in tex.chars() {
        match c {
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    depth == 0
}

impl Math {
    /// The value of an attribute.
    fn attribute(&self, name: &str) -> &str {
        match self {
            Self::Element { attributes, .. } => attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str()),
            Self::Text(_) => "",
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Element { name, .. } => name,
            Self::Text(_) => "",
        }
    }

    fn children(&self) -> &[Math] {
        match self {
            Self::Element { children, .. } => children,
            Self::Text(_) => &[],
        }
    }

    /// All its words as they stand.
    fn raw(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Element { children, .. } => children.iter().map(Self::raw).collect(),
        }
    }

    /// All its words, one space for white space.
    fn text(&self) -> String {
        self.raw().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The TeX that stands beside the formula, in an annotation or an attribute.
    fn stated(&self) -> Option<String> {
        let semantics = match self.name() {
            "semantics" => self,
            "math" => self.children().iter().find(|child| child.name() == "semantics")?,
            _ => return None,
        };
        let is_tex =
            |child: &&Math| child.name() == "annotation" && TEX.contains(&child.attribute("encoding").to_ascii_lowercase().as_str());
        clean(&semantics.children().iter().find(is_tex)?.raw())
    }

    /// The letters and signs of a formula, apart from each other: what its layout says is lost.
    fn signs(&self) -> String {
        fn collect(math: &Math, found: &mut Vec<String>) {
            match math.name() {
                "annotation" | "annotation-xml" => {}
                "mi" | "mn" | "mo" | "mtext" | "ms" | "ci" | "cn" | "csymbol" => found.push(math.text()),
                "" => found.push(math.text()),
                _ => math.children().iter().for_each(|child| collect(child, found)),
            }
        }
        let mut found = Vec::new();
        collect(self, &mut found);
        found.retain(|words| !words.is_empty());
        found.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A formula of XML.
    fn parsed(node: roxmltree::Node<'_, '_>) -> Math {
        if node.is_text() {
            return Math::Text(node.text().unwrap_or("").to_owned());
        }
        Math::Element {
            name: node.tag_name().name().to_owned(),
            attributes: node.attributes().map(|one| (one.name().to_owned(), one.value().to_owned())).collect(),
            children: node.children().filter(|child| child.is_text() || child.is_element()).map(parsed).collect(),
        }
    }

    fn of(xml: &str) -> Formula {
        let xml = format!("<math>{xml}</math>");
        read(&parsed(roxmltree::Document::parse(&xml).unwrap().root_element()))
    }

    #[test]
    fn names_of_formulas_are_not_printed() {
        assert_eq!(clean(r"\label{eq:a} a=b").as_deref(), Some("a=b"));
        assert_eq!(clean(r"a &= b \label{eq:a}\\ c &= d\label{x}").as_deref(), Some(r"a &= b \\ c &= d"));
        assert_eq!(clean(r"a \\label{b}").as_deref(), Some(r"a \\label{b}"));
    }

    #[test]
    fn layout_becomes_tex() {
        for (xml, tex) in [
            ("<mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>", r"x=\frac{1}{2}"),
            ("<msup><mn>10</mn><mn>6</mn></msup>", "10^6"),
            ("<msup><mn>10</mn><mrow><mo>-</mo><mn>6</mn></mrow></msup>", "10^{-6}"),
            ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", r"\frac{a+b}{c}"),
            ("<msqrt><mn>9</mn></msqrt><mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt{9}\sqrt[3]{x}"),
            ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "H_2O"),
            ("<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>", "{(a)}^2"),
            ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>", r"\sum_{i=1}^ni"),
            ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder><mi>x</mi>", r"\lim_{x\to0}x"),
            ("<mover><mi>v</mi><mo>→</mo></mover><mover><mi>x</mi><mo>¯</mo></mover>", r"\vec{v}\bar{x}"),
            ("<mover><mi>A</mi><mtext>def</mtext></mover>", r"\overset{\text{def}}{A}"),
            ("<mfenced open='[' separators=';'><mi>a</mi><mi>b</mi></mfenced>", r"\left[a;b\right)"),
            (
                "<mo>(</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mi>d</mi></mtd></mtr></mtable><mo>)</mo>",
                r"(\begin{matrix}a&0\\0&d\end{matrix})",
            ),
            ("<mi>α</mi><mi>x</mi><mo>≤</mo><mi>sin</mi><mi>y</mi>", r"\alpha x\leq\sin y"),
            (
                "<mi mathvariant='bold'>F</mi><mi mathvariant='normal'>d</mi><mi>max</mi><mi>rate</mi>",
                r"\mathbf{F}\mathrm{d}\max\mathrm{rate}",
            ),
            ("<mn>1,000</mn><mo>%</mo><mtext> of {all} </mtext>", r"1{,}000\%\text{ of \{all\} }"),
            ("<mmultiscripts><mi>C</mi><mn>2</mn><none/><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", r"{}_6^{14}C_2"),
            ("<mphantom><mi>x</mi></mphantom><menclose notation='box'><mi>y</mi></menclose>", r"\phantom{x}\boxed{y}"),
            ("<mstyle displaystyle='true'><mpadded><mi>x</mi></mpadded></mstyle><mspace width='1em'/><mi>y</mi>", r"x\quad y"),
            ("<mi>x</mi><mo>\u{2062}</mo><mi>y</mi><mo>\u{2061}</mo>", "xy"),
            ("<semantics><mrow><mi>x</mi></mrow><annotation encoding='StarMath 5.0'>x</annotation></semantics>", "x"),
            ("<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", r"{n\atop k}"),
            ("<mo>{</mo><mi>a</mi><mo>|</mo><mi>b</mi><mo>}</mo>", r"\{a\vert b\}"),
        ] {
            assert_eq!(of(xml), Formula::Tex(tex.to_owned()), "{xml}");
        }
    }

    #[test]
    fn tex_that_stands_beside_is_taken_if_it_is_whole() {
        let beside =
            |tex: &str| of(&format!("<semantics><mi>x</mi><annotation encoding='application/x-tex'>{tex}</annotation></semantics>"));
        for (tex, expected) in [
            (r"\frac{3}{4}", r"\frac{3}{4}"),
            (r"{\displaystyle r^{2}}", "r^{2}"),
            ("a\n% no\n+ b", "a + b"),
            (r"50\%", r"50\%"),
            // Broken: what is seen is read.
            (r"\frac{3}{4", "x"),
            ("  ", "x"),
        ] {
            assert_eq!(beside(tex), Formula::Tex(expected.to_owned()));
        }
    }

    #[test]
    fn what_is_not_known_keeps_its_signs_apart() {
        for (xml, signs) in [
            ("<mlongdiv><mn>3</mn><mn>4</mn></mlongdiv>", "3 4"),
            ("<mi>x</mi><apply><divide/><cn>3</cn><cn>4</cn></apply>", "x 3 4"),
            ("<mfrac><mn>3</mn></mfrac>", "3"),
            ("<menclose notation='circle'><mn>1</mn></menclose><mn>2</mn>", "1 2"),
        ] {
            assert_eq!(of(xml), Formula::Signs(signs.to_owned()), "{xml}");
        }
    }
}
