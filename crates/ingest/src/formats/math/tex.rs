//! The layout of a formula in TeX.

use super::{
    Math,
    symbols::{self, is_big},
};

/// How deep elements may stand in one another.
const DEEPEST: usize = 200;

/// TeX in the making: commands and letters are kept apart where they would run together.
#[derive(Debug, Default)]
struct Tex(String);

impl Tex {
    fn push(&mut self, part: &str) {
        let ends_command = self.0.rfind('\\').is_some_and(|at| {
            let name = self.0.get(at + 1..).unwrap_or("");
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
        if ends_command && part.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.0.push(' ');
        }
        self.0.push_str(part);
    }
}

/// A formula in TeX; `None` if something in it is not known.
pub fn write(math: &Math) -> Option<String> {
    let mut tex = Tex::default();
    element(math, &mut tex, 0)?;
    Some(tex.0.trim().to_owned()).filter(|tex| !tex.is_empty())
}

fn row(children: &[Math], tex: &mut Tex, depth: usize) -> Option<()> {
    children.iter().try_for_each(|child| element(child, tex, depth))
}

fn element(math: &Math, tex: &mut Tex, depth: usize) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let Math::Element { name, children, .. } = math else {
        // Between elements stands white space only; other words belong to something that is not known.
        return math.text().is_empty().then_some(());
    };
    let depth = depth + 1;
    let parts = || children.iter().filter(|child| matches!(child, Math::Element { .. })).collect::<Vec<_>>();
    match name.as_str() {
        "math" | "mrow" | "mstyle" | "mpadded" | "merror" | "mtd" => return row(children, tex, depth),
        "semantics" | "maction" => return parts().first().map_or(Some(()), |first| element(first, tex, depth)),
        "mi" => tex.push(&symbols::identifier(&math.text(), math.attribute("mathvariant"))?),
        "mn" => tex.push(&symbols::number(&math.text(), math.attribute("mathvariant"))),
        "mo" => tex.push(&symbols::operator(&math.text())),
        "mtext" => tex.push(&symbols::words(&math.raw())),
        "ms" => tex.push(&symbols::words(&format!("\"{}\"", math.text()))),
        "mspace" => tex.push(symbols::space(math.attribute("width"))),
        "none" | "malignmark" | "maligngroup" | "mprescripts" | "annotation" | "annotation-xml" => {}
        "mfrac" => {
            let [above, below] = pair(&parts())?;
            let (above, below) = (inner(above, depth)?, inner(below, depth)?);
            let is_bare = matches!(math.attribute("linethickness"), "0" | "0pt" | "0px" | "0em");
            match (is_bare, math.attribute("bevelled") == "true") {
                (true, _) => {
                    tex.push("{");
                    tex.push(&above);
                    tex.push("\\atop");
                    tex.push(&below);
                    tex.push("}");
                }
                (false, true) => tex.push(&format!("{{{above}}}/{{{below}}}")),
                (false, false) => tex.push(&format!("\\frac{{{above}}}{{{below}}}")),
            }
        }
        "msqrt" => {
            let mut under = Tex::default();
            row(children, &mut under, depth)?;
            tex.push(&format!("\\sqrt{{{}}}", under.0));
        }
        "mroot" => {
            let [base, degree] = pair(&parts())?;
            tex.push(&format!("\\sqrt[{}]{{{}}}", inner(degree, depth)?, inner(base, depth)?));
        }
        "msub" | "msup" => {
            let [base, script] = pair(&parts())?;
            self::base(base, tex, depth)?;
            scripts(tex, if name == "msub" { [Some(script), None] } else { [None, Some(script)] }, depth)?;
        }
        "msubsup" => {
            let [base, sub, sup] = three(&parts())?;
            self::base(base, tex, depth)?;
            scripts(tex, [Some(sub), Some(sup)], depth)?;
        }
        "munder" => {
            let [base, under] = pair(&parts())?;
            around(base, Some(under), None, tex, depth)?;
        }
        "mover" => {
            let [base, over] = pair(&parts())?;
            around(base, None, Some(over), tex, depth)?;
        }
        "munderover" => {
            let [base, under, over] = three(&parts())?;
            around(base, Some(under), Some(over), tex, depth)?;
        }
        "mmultiscripts" => multiscripts(&parts(), tex, depth)?,
        "mfenced" => fenced(math, &parts(), tex, depth)?,
        "mtable" => table(&parts(), tex, depth)?,
        "mphantom" => {
            let mut hidden = Tex::default();
            row(children, &mut hidden, depth)?;
            tex.push(&format!("\\phantom{{{}}}", hidden.0));
        }
        "menclose" => {
            let mut within = Tex::default();
            row(children, &mut within, depth)?;
            tex.push(&enclosed(math.attribute("notation"), &within.0)?);
        }
        _ => return None,
    }
    Some(())
}

fn inner(math: &Math, depth: usize) -> Option<String> {
    let mut tex = Tex::default();
    element(math, &mut tex, depth)?;
    Some(tex.0)
}

fn pair<'m>(parts: &[&'m Math]) -> Option<[&'m Math; 2]> {
    parts.try_into().ok()
}

fn three<'m>(parts: &[&'m Math]) -> Option<[&'m Math; 3]> {
    parts.try_into().ok()
}

/// Whether TeX takes this for one thing: a letter, a figure, or a command without arguments.
fn is_one(tex: &str) -> bool {
    let mut chars = tex.chars();
    match chars.next() {
        Some('\\') => {
            let name = chars.as_str();
            !name.is_empty() && (name.bytes().all(|byte| byte.is_ascii_alphabetic()) || name.chars().count() == 1)
        }
        Some(c) => chars.next().is_none() && !matches!(c, '{' | '}' | '^' | '_' | '&'),
        None => false,
    }
}

/// What scripts stand at. Numbers and commands with their arguments need no braces.
fn base(math: &Math, tex: &mut Tex, depth: usize) -> Option<()> {
    let base = inner(math, depth)?;
    let is_token = matches!(math.name(), "mi" | "mn" | "mo" | "msqrt" | "mfenced");
    if is_one(&base) || (is_token && !base.is_empty()) {
        tex.push(&base)
    } else {
        tex.push(&format!("{{{base}}}"))
    }
    Some(())
}

fn script(math: &Math, depth: usize) -> Option<String> {
    let script = inner(math, depth)?;
    Some(if is_one(&script) && !script.starts_with('\\') { script } else { format!("{{{script}}}") })
}

/// Scripts below and above. Primes are written as such.
fn scripts(tex: &mut Tex, [sub, sup]: [Option<&Math>; 2], depth: usize) -> Option<()> {
    let is_none = |math: &Math| matches!(math.name(), "none" | "mrow") && math.children().is_empty();
    if let Some(sub) = sub.filter(|sub| !is_none(sub)) {
        tex.push(&format!("_{}", script(sub, depth)?));
    }
    if let Some(sup) = sup.filter(|sup| !is_none(sup)) {
        match symbols::primes(&sup.text()) {
            Some(primes) => tex.push(&primes),
            None => tex.push(&format!("^{}", script(sup, depth)?)),
        }
    }
    Some(())
}

/// What stands right below and above something: limits, accents, braces.
fn around(base: &Math, under: Option<&Math>, over: Option<&Math>, tex: &mut Tex, depth: usize) -> Option<()> {
    if is_big(&base.text()) {
        self::base(base, tex, depth)?;
        return scripts(tex, [under, over], depth);
    }
    let mut within = inner(base, depth)?;
    if let Some(over) = over {
        within = match symbols::over(&over.text()) {
            Some(command) => format!("{command}{{{within}}}"),
            None => format!("\\overset{{{}}}{{{within}}}", inner(over, depth)?),
        };
    }
    if let Some(under) = under {
        within = match symbols::under(&under.text()) {
            Some(command) => format!("{command}{{{within}}}"),
            None => format!("\\underset{{{}}}{{{within}}}", inner(under, depth)?),
        };
    }
    tex.push(&within);
    Some(())
}

/// A base with scripts on both sides: sub and sup in turn, those before it behind `mprescripts`.
fn multiscripts(parts: &[&Math], tex: &mut Tex, depth: usize) -> Option<()> {
    let (base, rest) = parts.split_first()?;
    let cut = rest.iter().position(|part| part.name() == "mprescripts");
    let (behind, before) = rest.split_at(cut.unwrap_or(rest.len()));
    let before = before.get(1..).unwrap_or_default();
    if behind.len() % 2 + before.len() % 2 > 0 {
        return None;
    }
    for pair in before.chunks(2) {
        tex.push("{}");
        scripts(tex, [pair.first().copied(), pair.get(1).copied()], depth)?;
    }
    self::base(base, tex, depth)?;
    for (nth, pair) in behind.chunks(2).enumerate() {
        if nth > 0 {
            tex.push("{}");
        }
        scripts(tex, [pair.first().copied(), pair.get(1).copied()], depth)?;
    }
    Some(())
}

/// Brackets around a row, with signs between its parts.
fn fenced(math: &Math, parts: &[&Math], tex: &mut Tex, depth: usize) -> Option<()> {
    let or = |name: &str, default: &str| match math {
        Math::Element { attributes, .. } => {
            attributes.iter().find(|(key, _)| key == name).map_or_else(|| default.to_owned(), |(_, value)| value.trim().to_owned())
        }
        Math::Text(_) => default.to_owned(),
    };
    let fence = |sign: &str| symbols::fence(sign);
    let separators: Vec<char> = or("separators", ",").chars().filter(|c| !c.is_whitespace()).collect();
    tex.push(&format!("\\left{}", fence(&or("open", "("))?));
    for (nth, part) in parts.iter().enumerate() {
        if nth > 0
            && let Some(sign) = separators.get(nth - 1).or(separators.last())
        {
            tex.push(&symbols::operator(&sign.to_string()));
        }
        element(part, tex, depth)?;
    }
    tex.push(&format!("\\right{}", fence(&or("close", ")"))?));
    Some(())
}

/// Rows and columns. The label of a row, which comes first, is shown at its end (MathML 3, 3.5.3).
fn table(parts: &[&Math], tex: &mut Tex, depth: usize) -> Option<()> {
    let mut rows = Vec::new();
    for row in parts {
        if !matches!(row.name(), "mtr" | "mlabeledtr") {
            return None;
        }
        let cells = row.children().iter().filter(|cell| matches!(cell, Math::Element { .. }));
        let spans =
            |cell: &Math| cell.attribute("columnspan").parse().unwrap_or(1) > 1 || cell.attribute("rowspan").parse().unwrap_or(1) > 1;
        let cells: Option<Vec<String>> = cells.map(|cell| if spans(cell) { None } else { inner(cell, depth) }).collect();
        let mut cells = cells?;
        if row.name() == "mlabeledtr" && !cells.is_empty() {
            cells.rotate_left(1);
        }
        rows.push(cells.join("&"));
    }
    tex.push(&format!("\\begin{{matrix}}{}\\end{{matrix}}", rows.join("\\\\")));
    Some(())
}

/// Lines around a formula.
fn enclosed(notation: &str, within: &str) -> Option<String> {
    let command = match notation.trim() {
        "box" | "roundedbox" => "\\boxed",
        "top" => "\\overline",
        "bottom" => "\\underline",
        "radical" => "\\sqrt",
        "updiagonalstrike" => "\\cancel",
        "downdiagonalstrike" => "\\bcancel",
        "updiagonalstrike downdiagonalstrike" => "\\xcancel",
        _ => return None,
    };
    Some(format!("{command}{{{within}}}"))
}
