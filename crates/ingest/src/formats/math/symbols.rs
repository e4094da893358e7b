//! Letters and signs of formulas in TeX.
//!
//! Source: Unicode's `unicode-math` names as LaTeX has them (unimath-symbols, the entries that plain LaTeX and amsmath know).

/// Signs that have a command.
#[rustfmt::skip]
const COMMANDS: &[(&str, &str)] = &[
    ("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("δ", "delta"), ("ε", "varepsilon"), ("ϵ", "epsilon"), ("ζ", "zeta"), ("η", "eta"),
    ("θ", "theta"), ("ϑ", "vartheta"), ("ι", "iota"), ("κ", "kappa"), ("λ", "lambda"), ("μ", "mu"), ("ν", "nu"), ("ξ", "xi"), ("π", "pi"),
    ("ϖ", "varpi"), ("ρ", "rho"), ("ϱ", "varrho"), ("σ", "sigma"), ("ς", "varsigma"), ("τ", "tau"), ("υ", "upsilon"), ("φ", "varphi"),
    ("ϕ", "phi"), ("χ", "chi"), ("ψ", "psi"), ("ω", "omega"), ("Γ", "Gamma"), ("Δ", "Delta"), ("Θ", "Theta"), ("Λ", "Lambda"), ("Ξ", "Xi"),
    ("Π", "Pi"), ("Σ", "Sigma"), ("Υ", "Upsilon"), ("Φ", "Phi"), ("Ψ", "Psi"), ("Ω", "Omega"),
    ("∑", "sum"), ("∏", "prod"), ("∐", "coprod"), ("∫", "int"), ("∬", "iint"), ("∭", "iiint"), ("∮", "oint"), ("⋃", "bigcup"), ("⋂", "bigcap"),
    ("⋁", "bigvee"), ("⋀", "bigwedge"), ("⨁", "bigoplus"), ("⨂", "bigotimes"),
    ("±", "pm"), ("∓", "mp"), ("×", "times"), ("÷", "div"), ("⋅", "cdot"), ("·", "cdot"), ("∗", "ast"), ("⋆", "star"), ("∘", "circ"),
    ("∙", "bullet"), ("⊕", "oplus"), ("⊖", "ominus"), ("⊗", "otimes"), ("⊙", "odot"), ("∧", "wedge"), ("∨", "vee"), ("∩", "cap"), ("∪", "cup"),
    ("≤", "leq"), ("≥", "geq"), ("≪", "ll"), ("≫", "gg"), ("≠", "neq"), ("≈", "approx"), ("≡", "equiv"), ("≅", "cong"), ("∼", "sim"),
    ("≃", "simeq"), ("∝", "propto"), ("≺", "prec"), ("≻", "succ"), ("⊂", "subset"), ("⊃", "supset"), ("⊆", "subseteq"), ("⊇", "supseteq"),
    ("∈", "in"), ("∉", "notin"), ("∋", "ni"), ("⊥", "perp"), ("∥", "parallel"), ("∣", "mid"), ("⊢", "vdash"), ("⊨", "models"),
    ("→", "to"), ("←", "leftarrow"), ("↔", "leftrightarrow"), ("⇒", "Rightarrow"), ("⇐", "Leftarrow"), ("⇔", "Leftrightarrow"),
    ("↦", "mapsto"), ("↑", "uparrow"), ("↓", "downarrow"), ("⟶", "longrightarrow"), ("⟵", "longleftarrow"), ("⟹", "Longrightarrow"),
    ("⟺", "Longleftrightarrow"), ("↪", "hookrightarrow"), ("⇌", "rightleftharpoons"),
    ("∞", "infty"), ("∂", "partial"), ("∇", "nabla"), ("∅", "emptyset"), ("∀", "forall"), ("∃", "exists"), ("¬", "neg"), ("ℏ", "hbar"),
    ("ℓ", "ell"), ("ℜ", "Re"), ("ℑ", "Im"), ("ℵ", "aleph"), ("∠", "angle"), ("△", "triangle"), ("…", "ldots"), ("⋯", "cdots"), ("⋮", "vdots"),
    ("⋱", "ddots"), ("⟨", "langle"), ("⟩", "rangle"), ("〈", "langle"), ("〉", "rangle"), ("⌈", "lceil"), ("⌉", "rceil"), ("⌊", "lfloor"),
    ("⌋", "rfloor"), ("‖", "Vert"), ("†", "dagger"), ("‡", "ddagger"), ("∖", "setminus"), ("|", "vert"), ("√", "surd"),
];

/// Functions whose names stand upright (LaTeX2e, the log-like functions).
#[rustfmt::skip]
const FUNCTIONS: &[&str] = &[
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim",
    "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
];

/// Those under which limits stand.
const LIMITS: [&str; 10] = ["lim", "max", "min", "sup", "inf", "limsup", "liminf", "lim sup", "lim inf", "det"];
/// Signs under which limits stand.
const BIG: &str = "∑∏∐⋃⋂⋁⋀⨁⨂∫∬∭∮";

/// Whether what stands below and above this are its limits.
pub fn is_big(text: &str) -> bool {
    LIMITS.contains(&text) || (text.chars().count() == 1 && BIG.contains(text))
}

fn command(sign: &str) -> Option<String> {
    COMMANDS.iter().find(|(known, _)| *known == sign).map(|(_, name)| format!("\\{name}"))
}

/// A letter, or a name of several.
pub fn identifier(text: &str, variant: &str) -> Option<String> {
    let face = face(variant)?;
    if text.is_empty() {
        return Some(String::new());
    }
    if FUNCTIONS.contains(&text) && matches!(variant, "" | "normal") {
        return Some(format!("\\{text}"));
    }
    let signs: String = text.chars().map(one).collect();
    let is_letter = text.chars().count() == 1;
    Some(match face {
        Some(face) if !(face == "mathrm" && !text.starts_with(char::is_alphabetic)) => format!("\\{face}{{{signs}}}"),
        None if !is_letter && text.chars().all(char::is_alphabetic) => format!("\\mathrm{{{signs}}}"),
        None if !is_letter && text.contains(char::is_whitespace) => words(text),
        _ => signs,
    })
}

/// The command for a face (MathML 3, 3.2.2); `None` for one that TeX has no command for.
fn face(variant: &str) -> Option<Option<&'static str>> {
    Some(match variant {
        "" | "italic" => None,
        "normal" => Some("mathrm"),
        "bold" => Some("mathbf"),
        "bold-italic" => Some("boldsymbol"),
        "double-struck" => Some("mathbb"),
        "script" | "bold-script" => Some("mathcal"),
        "fraktur" | "bold-fraktur" => Some("mathfrak"),
        "sans-serif" | "bold-sans-serif" | "sans-serif-italic" | "sans-serif-bold-italic" => Some("mathsf"),
        "monospace" => Some("mathtt"),
        _ => return None,
    })
}

/// A number. A comma in it is no list.
pub fn number(text: &str, variant: &str) -> String {
    let digits: String = text
        .chars()
        .map(|c| match c {
            ',' => "{,}".to_owned(),
            c if c.is_whitespace() => "\\,".to_owned(),
            c => one(c),
        })
        .collect();
    if variant == "bold" { format!("\\mathbf{{{digits}}}") } else { digits }
}

/// A sign; several letters are a name.
pub fn operator(text: &str) -> String {
    let text = text.trim_matches(|c: char| matches!(c, '\u{2061}'..='\u{2064}') || c.is_whitespace());
    if FUNCTIONS.contains(&text) {
        return format!("\\{text}");
    }
    if text.chars().count() > 1 && text.chars().all(char::is_alphabetic) {
        return format!("\\operatorname{{{text}}}");
    }
    let mut signs = String::new();
    for c in text.chars() {
        if signs.ends_with(|c: char| c.is_ascii_alphabetic()) && c.is_ascii_alphabetic() {
            signs.push(' ');
        }
        signs.push_str(&one(c));
    }
    signs
}

/// One character.
fn one(c: char) -> String {
    match c {
        '{' | '}' | '%' | '#' | '&' | '_' | '$' => format!("\\{c}"),
        '\\' => "\\backslash".to_owned(),
        '~' => "\\sim".to_owned(),
        '^' => "\\hat{}".to_owned(),
        '<' => "\\lt".to_owned(),
        '>' => "\\gt".to_owned(),
        '−' | '‐' | '‑' => "-".to_owned(),
        '′' | '\'' => "'".to_owned(),
        '\u{2061}'..='\u{2064}' => String::new(),
        c if c.is_whitespace() => "\\ ".to_owned(),
        c => command(c.encode_utf8(&mut [0; 4])).unwrap_or_else(|| c.to_string()),
    }
}

/// Words among a formula.
pub fn words(text: &str) -> String {
    let squeezed: String = text.split_inclusive(char::is_whitespace).map(|word| word.trim_end()).collect::<Vec<_>>().join(" ");
    let mut safe = String::new();
    for c in squeezed.chars() {
        match c {
            '{' | '}' | '%' | '#' | '&' | '_' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            // Not known among words of TeX.
            '\\' => safe.push_str("}\\backslash\\text{"),
            '^' => safe.push_str("}\\hat{}\\text{"),
            '~' => safe.push_str("}\\sim\\text{"),
            c => safe.push(c),
        }
    }
    let lead = if text.starts_with(char::is_whitespace) && !safe.starts_with(' ') { " " } else { "" };
    let end = if text.ends_with(char::is_whitespace) && !safe.ends_with(' ') { " " } else { "" };
    if safe.trim().is_empty() { "\\ ".to_owned() } else { format!("\\text{{{lead}{safe}{end}}}") }
}

/// The width of a space, in steps.
pub fn space(width: &str) -> &'static str {
    let em = width.trim().strip_suffix("em").and_then(|number| number.parse::<f64>().ok());
    match em {
        Some(em) if em >= 2.0 => "\\qquad",
        Some(em) if em >= 0.8 => "\\quad",
        Some(em) if em <= 0.0 => "",
        _ => "\\;",
    }
}

/// Primes, if these are some.
pub fn primes(text: &str) -> Option<String> {
    let count = |c| match c {
        '′' | '\'' | '’' => Some(1),
        '″' => Some(2),
        '‴' => Some(3),
        _ => None,
    };
    let counts: Option<Vec<usize>> = text.chars().map(count).collect();
    counts.filter(|counts| !counts.is_empty()).map(|counts| "'".repeat(counts.into_iter().sum()))
}

/// The command for a sign that stands above something.
pub fn over(text: &str) -> Option<&'static str> {
    Some(match text {
        "¯" | "‾" | "―" | "\u{304}" | "\u{305}" | "_" => "\\bar",
        "^" | "ˆ" | "\u{302}" => "\\hat",
        "~" | "˜" | "∼" | "\u{303}" => "\\tilde",
        "→" | "⃗" | "⟶" => "\\vec",
        "˙" | "." | "\u{307}" => "\\dot",
        "¨" | ".." | "\u{308}" => "\\ddot",
        "ˇ" => "\\check",
        "˘" => "\\breve",
        "´" => "\\acute",
        "`" => "\\grave",
        "⏞" => "\\overbrace",
        "←" => "\\overleftarrow",
        _ => return None,
    })
}

/// The command for a sign that stands below something.
pub fn under(text: &str) -> Option<&'static str> {
    Some(match text {
        "_" | "‾" | "¯" | "\u{332}" | "―" => "\\underline",
        "⏟" => "\\underbrace",
        _ => return None,
    })
}

/// A bracket behind `\left` or `\right`.
pub fn fence(sign: &str) -> Option<String> {
    let mut chars = sign.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Some(".".to_owned()),
        (
            Some(c @ ('(' | ')' | '[' | ']' | '/' | '{' | '}' | '|' | '⟨' | '⟩' | '〈' | '〉' | '⌈' | '⌉' | '⌊' | '⌋' | '‖' | '<' | '>')),
            None,
        ) => Some(match c {
            '<' => "\\langle".to_owned(),
            '>' => "\\rangle".to_owned(),
            c => one(c),
        }),
        _ => None,
    }
}
