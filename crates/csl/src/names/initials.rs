//! Initials of given names (specification, "Name": `initialize`, `initialize-with`, `initialize-with-hyphen`).

use crate::text::script::begins_spaced;

/// How given names become initials.
#[derive(Clone, Copy)]
pub(super) struct Initials<'s> {
    /// `initialize-with`.
    pub(super) with: &'s str,
    /// `initialize-with-hyphen`: whether "Jean-Luc" is "J.-L." rather than "J.L."
    pub(super) hyphen: bool,
    /// Whether names that are written out stay so (`initialize="false"`).
    pub(super) only_initials: bool,
}

/// A word of a given name, and whether a hyphen follows.
struct Word {
    text: String,
    hyphen: bool,
}

impl Initials<'_> {
    /// A given name as initials; of other scripts it stays as it is.
    pub(super) fn of(self, given: &str) -> String {
        if given.is_empty() || matches!(given, "Lord" | "Lady") || !begins_spaced(parts(given).1) {
            return given.to_owned();
        }
        let words = words(given, self.hyphen);
        let out = if self.only_initials { self.normalized(&words) } else { self.initialized(&words) };
        tidy(&out)
    }

    fn initialized(self, words: &[Word]) -> String {
        let mut out = String::new();
        for word in words {
            let (opening, core, closing) = parts(&word.text);
            if let Some(initial) = initial(core) {
                out.push_str(opening);
                out.push_str(&initial);
                self.end(&mut out, closing, word.hyphen);
            } else {
                out.push(' ');
                out.push_str(&word.text);
                out.push(if word.hyphen { '-' } else { ' ' });
            }
        }
        out
    }

    fn normalized(self, words: &[Word]) -> String {
        let mut out = String::new();
        for (at, word) in words.iter().enumerate() {
            let (opening, core, closing) = parts(&word.text);
            if let Some(short) = abbreviation(core) {
                out.push_str(opening);
                out.push_str(short);
                self.end(&mut out, closing, word.hyphen);
                if !word.hyphen && words.get(at + 1).is_some_and(|next| abbreviation(parts(&next.text).1).is_none()) {
                    out.push(' ');
                }
            } else {
                out.push_str(&word.text);
                out.push(if word.hyphen { '-' } else { ' ' });
            }
        }
        out
    }

    /// Ends an initial, inside of the tags around it.
    fn end(self, out: &mut String, closing: &str, hyphen: bool) {
        let (sign, blank) = self.with.split_at(self.with.trim_end().len());
        out.push_str(sign);
        out.push_str(closing);
        out.push_str(if hyphen { "-" } else { blank });
    }
}

/// A word without the tags around it, between these.
fn parts(word: &str) -> (&str, &str, &str) {
    let mut core = word;
    while let Some(end) = core.strip_prefix('<').and_then(|_| core.find('>')) {
        core = core.get(end + 1..).unwrap_or_default();
    }
    let start = word.len() - core.len();
    while let Some(begin) = core.strip_suffix('>').and_then(|_| core.rfind('<')) {
        core = core.get(..begin).unwrap_or_default();
    }
    let end = start + core.len();
    (word.get(..start).unwrap_or_default(), core, word.get(end..).unwrap_or_default())
}

/// The words of a given name. A full stop ends a word; a small letter behind a hyphen belongs to the word before.
fn words(given: &str, keep_hyphens: bool) -> Vec<Word> {
    let mut words: Vec<Word> = vec![Word { text: String::new(), hyphen: false }];
    let mut signs = given.chars().peekable();
    let mut in_tag = false;
    while let Some(sign) = signs.next() {
        let Some(word) = words.last_mut() else { break };
        if in_tag || sign == '<' {
            in_tag = sign != '>';
            word.text.push(sign);
            continue;
        }
        let next_small = signs.peek().is_some_and(|next| next.is_lowercase());
        if sign == '-' && keep_hyphens && next_small && !word.text.is_empty() && !word.text.ends_with('.') {
            word.text.push('-');
            continue;
        }
        let parts = sign == '-' || sign.is_whitespace();
        if !parts {
            word.text.push(sign);
        }
        if sign == '-' && keep_hyphens {
            // A hyphen behind a blank joins what stands before the blank.
            let at = if word.text.is_empty() { words.len().saturating_sub(2) } else { words.len() - 1 };
            if let Some(joined) = words.get_mut(at).filter(|word| !word.text.is_empty()) {
                joined.hyphen = true;
            }
        }
        let stop = sign == '.' && signs.peek().is_some_and(|next| !next.is_whitespace() && *next != '<');
        if (parts || stop) && words.last().is_some_and(|word| !word.text.is_empty()) {
            words.push(Word { text: String::new(), hyphen: false });
        }
    }
    if words.last().is_some_and(|word| word.text.is_empty()) {
        words.pop();
    }
    if let Some(last) = words.last_mut() {
        last.hyphen = false;
    }
    words
}

/// The initial of a word that begins with a capital: "Ph" of the abbreviation "Ph.", "Ts" of "TSerendorj", else the letter.
fn initial(word: &str) -> Option<String> {
    let mut signs = word.chars();
    let first = signs.next().filter(|sign| sign.is_alphabetic() && !sign.is_lowercase())?;
    let rest: String = signs.clone().take_while(|sign| sign.is_alphabetic()).collect();
    let behind = signs.nth(rest.chars().count());
    if behind == Some('.') && !rest.is_empty() {
        return Some(format!("{first}{rest}"));
    }
    let capitals: String = rest.chars().take_while(|sign| sign.is_uppercase()).collect();
    let extra = if capitals.len() < rest.len() { capitals.to_lowercase() } else { String::new() };
    Some(format!("{first}{extra}"))
}

/// An abbreviation without its full stop.
fn abbreviation(word: &str) -> Option<&str> {
    match word.strip_suffix('.') {
        Some(short) if !short.is_empty() => Some(short),
        _ => (word.chars().count() == 1 && word.chars().all(char::is_uppercase)).then_some(word),
    }
}

/// No blanks at the end, around hyphens, or two in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.trim_start_matches(' ').trim_end_matches([' ', '\t', '\n', '\u{a0}', '\u{feff}']).chars() {
        if sign == ' ' && (out.ends_with(' ') || out.ends_with('-')) {
            continue;
        }
        if sign == '-' && out.ends_with(' ') {
            out.pop();
        }
        out.push(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(with: &str, hyphen: bool, only_initials: bool, cases: &[(&str, &str)]) {
        for (given, expected) in cases {
            assert_eq!(Initials { with, hyphen, only_initials }.of(given), *expected, "{given} {with:?}");
        }
    }

    #[test]
    fn names_become_initials() {
        check(
            ". ",
            true,
            false,
            &[
                ("John Bertrand de Cusance Morant", "J. B. de C. M."),
                ("Jean-Luc", "J.-L."),
                ("J.-L.", "J.-L."),
                ("Guo-ping", "G."),
                ("ME", "M."),
                ("M.E", "M. E."),
                ("Ph.M.E.", "Ph. M. E."),
                ("TSerendorjiin", "Ts."),
                ("Юрий Петрович", "Ю. П."),
                ("Émile", "É."),
                ("栄", "栄"),
                ("Shun'ichi", "S."),
                ("<b>John</b> Quiggly", "<b>J.</b> Q."),
                ("<b>J</b>-Q", "<b>J.</b>-Q."),
            ],
        );
        check(".", true, false, &[("John Bertrand de Cusance Morant", "J.B. de C.M."), ("Charles D.", "C.D.")]);
        check("", true, false, &[("Jean-Luc", "J-L"), ("Me.", "Me"), ("John M.E.", "JME")]);
        check(".", false, false, &[("Hsien-Li", "H.L."), ("Guo-ping", "G. ping")]);
    }

    #[test]
    fn initials_alone_are_written_alike() {
        check(
            ". ",
            true,
            true,
            &[("John M.E.", "John M. E."), ("M E", "M. E."), ("Ph. M. Eden", "Ph. M. Eden"), ("ME", "ME"), ("J.-L.", "J.-L.")],
        );
        check("", true, true, &[("John M.", "John M"), ("M.E.", "ME")]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(given in "[A-Za-zÉé. -]{0,12}|\\PC*", hyphen: bool, only_initials: bool) {
            Initials { with: ". ", hyphen, only_initials }.of(&given);
        }
    }
}
