//! Characters by name and number, as HTML and XML write them: exports of databases have them in every format.

/// Names of HTML 4 (24.2 to 24.4) that stand in bibliographic data, sorted.
#[rustfmt::skip]
const NAMES: [(&str, &str); 197] = [
    ("AElig", "Æ"), ("Aacute", "Á"), ("Acirc", "Â"), ("Agrave", "À"), ("Alpha", "Α"), ("Aring", "Å"), ("Atilde", "Ã"),
    ("Auml", "Ä"), ("Beta", "Β"), ("Ccedil", "Ç"), ("Chi", "Χ"), ("Dagger", "‡"), ("Delta", "Δ"), ("ETH", "Ð"),
    ("Eacute", "É"), ("Ecirc", "Ê"), ("Egrave", "È"), ("Epsilon", "Ε"), ("Eta", "Η"), ("Euml", "Ë"), ("Gamma", "Γ"),
    ("Iacute", "Í"), ("Icirc", "Î"), ("Igrave", "Ì"), ("Iota", "Ι"), ("Iuml", "Ï"), ("Kappa", "Κ"), ("Lambda", "Λ"),
    ("Mu", "Μ"), ("Ntilde", "Ñ"), ("Nu", "Ν"), ("OElig", "Œ"), ("Oacute", "Ó"), ("Ocirc", "Ô"), ("Ograve", "Ò"),
    ("Omega", "Ω"), ("Omicron", "Ο"), ("Oslash", "Ø"), ("Otilde", "Õ"), ("Ouml", "Ö"), ("Phi", "Φ"), ("Pi", "Π"),
    ("Prime", "″"), ("Psi", "Ψ"), ("Rho", "Ρ"), ("Scaron", "Š"), ("Sigma", "Σ"), ("THORN", "Þ"), ("Tau", "Τ"),
    ("Theta", "Θ"), ("Uacute", "Ú"), ("Ucirc", "Û"), ("Ugrave", "Ù"), ("Upsilon", "Υ"), ("Uuml", "Ü"), ("Xi", "Ξ"),
    ("Yacute", "Ý"), ("Yuml", "Ÿ"), ("Zeta", "Ζ"), ("aacute", "á"), ("acirc", "â"), ("acute", "´"), ("aelig", "æ"),
    ("agrave", "à"), ("alpha", "α"), ("amp", "&"), ("apos", "'"), ("aring", "å"), ("asymp", "≈"), ("atilde", "ã"),
    ("auml", "ä"), ("bdquo", "„"), ("beta", "β"), ("brvbar", "¦"), ("bull", "•"), ("ccedil", "ç"), ("cedil", "¸"),
    ("cent", "¢"), ("chi", "χ"), ("circ", "ˆ"), ("copy", "©"), ("curren", "¤"), ("dagger", "†"), ("darr", "↓"),
    ("deg", "°"), ("delta", "δ"), ("divide", "÷"), ("eacute", "é"), ("ecirc", "ê"), ("egrave", "è"),
    ("emsp", "\u{2003}"), ("ensp", "\u{2002}"), ("epsilon", "ε"), ("equiv", "≡"), ("eta", "η"), ("eth", "ð"),
    ("euml", "ë"), ("euro", "€"), ("fnof", "ƒ"), ("frac12", "½"), ("frac14", "¼"), ("frac34", "¾"), ("gamma", "γ"),
    ("ge", "≥"), ("gt", ">"), ("harr", "↔"), ("hellip", "…"), ("iacute", "í"), ("icirc", "î"), ("iexcl", "¡"),
    ("igrave", "ì"), ("infin", "∞"), ("iota", "ι"), ("iquest", "¿"), ("iuml", "ï"), ("kappa", "κ"), ("lambda", "λ"),
    ("laquo", "«"), ("larr", "←"), ("ldquo", "“"), ("le", "≤"), ("lrm", "\u{200e}"), ("lsaquo", "‹"), ("lsquo", "‘"),
    ("lt", "<"), ("macr", "¯"), ("mdash", "—"), ("micro", "µ"), ("middot", "·"), ("minus", "−"), ("mu", "μ"),
    ("nbsp", "\u{a0}"), ("ndash", "–"), ("ne", "≠"), ("not", "¬"), ("ntilde", "ñ"), ("nu", "ν"), ("oacute", "ó"),
    ("ocirc", "ô"), ("oelig", "œ"), ("ograve", "ò"), ("oline", "‾"), ("omega", "ω"), ("omicron", "ο"), ("ordf", "ª"),
    ("ordm", "º"), ("oslash", "ø"), ("otilde", "õ"), ("ouml", "ö"), ("para", "¶"), ("permil", "‰"), ("phi", "φ"),
    ("pi", "π"), ("plusmn", "±"), ("pound", "£"), ("prime", "′"), ("psi", "ψ"), ("quot", "\""), ("raquo", "»"),
    ("rarr", "→"), ("rdquo", "”"), ("reg", "®"), ("rho", "ρ"), ("rlm", "\u{200f}"), ("rsaquo", "›"), ("rsquo", "’"),
    ("sbquo", "‚"), ("scaron", "š"), ("sect", "§"), ("shy", "\u{ad}"), ("sigma", "σ"), ("sigmaf", "ς"), ("sup1", "¹"),
    ("sup2", "²"), ("sup3", "³"), ("szlig", "ß"), ("tau", "τ"), ("theta", "θ"), ("thinsp", "\u{2009}"),
    ("thorn", "þ"), ("tilde", "˜"), ("times", "×"), ("trade", "™"), ("uacute", "ú"), ("uarr", "↑"), ("ucirc", "û"),
    ("ugrave", "ù"), ("uml", "¨"), ("upsilon", "υ"), ("uuml", "ü"), ("xi", "ξ"), ("yacute", "ý"), ("yen", "¥"),
    ("yuml", "ÿ"), ("zeta", "ζ"), ("zwj", "\u{200d}"), ("zwnj", "\u{200c}"),
];

/// Puts in the characters for which `&amp;`, `&#8211;` and `&#x2013;` stand. What names no character stays.
pub fn decode(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        decoded.push_str(before);
        let inner = behind.get(1..).unwrap_or("");
        // The longest has eight letters.
        let end = inner.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, character(inner.get(..end)?)?))) {
            Some((end, characters)) => {
                decoded.push_str(&characters);
                rest = inner.get(end + 1..).unwrap_or("");
            }
            None => {
                decoded.push('&');
                rest = inner;
            }
        }
    }
    decoded.push_str(rest);
    decoded.into()
}

fn character(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.binary_search_by(|(known, _)| known.cmp(&name)).ok().and_then(|at| NAMES.get(at)).map(|(_, text)| (*text).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Of the controls those of Windows-1252 are meant as its signs (HTML Living Standard, 13.2.5.80), others as nothing that is printed.
    let code = match code {
        0x82 => 0x201a,
        0x84 => 0x201e,
        0x85 => 0x2026,
        0x91 => 0x2018,
        0x92 => 0x2019,
        0x93 => 0x201c,
        0x94 => 0x201d,
        0x96 => 0x2013,
        0x97 => 0x2014,
        code => code,
    };
    char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).map(String::from)
}

/// Tags of HTML and JATS that databases leave in abstracts.
pub const BLOCKS: [&str; 9] = ["<p>", "</p>", "<br>", "<br/>", "<br />", "<jats:p>", "</jats:p>", "<div>", "</div>"];

/// An abstract without the tags of its paragraphs.
pub fn without_blocks(text: &str) -> String {
    let bare = BLOCKS.iter().fold(text.to_owned(), |text, tag| if text.contains(tag) { text.replace(tag, " ") } else { text });
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_become_characters_once() {
        assert!(NAMES.is_sorted());
        for (text, read) in [
            ("Ports &amp; others &#8211; a title", "Ports & others – a title"),
            ("&#x2014;&eacute;&#146;", "—é’"),
            ("&amp;amp; R&D; A & B &nosuch; &#0; &", "&amp; R&D; A & B &nosuch; &#0; &"),
            ("Смирнов &mdash; ё", "Смирнов — ё"),
        ] {
            assert_eq!(decode(text), read);
        }
    }
}
