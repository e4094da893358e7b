//! Letter case (CSL 1.0.2, "Text-case"), over a tree.

use super::script::is_language;
use crate::tree::{Flip, Node};

pub use crate::style::element::TextCase;

/// Puts words into a letter case. `lang` is the language of the words; title case is for English only.
pub fn apply(nodes: &mut [Node], case: TextCase, lang: &str) {
    if case == TextCase::Title && !is_english(lang) {
        return;
    }
    let mut walk = Walk { case, lang, first: true, after_stop: false, seams: 0, words: 0, last: None, only: None };
    walk.nodes(nodes);
    // The last word has its capital even as a stop word.
    if let (TextCase::Title, Some(last)) = (case, walk.last) {
        let mut again = Walk { first: false, after_stop: false, seams: 0, words: 0, last: None, only: Some(last), ..walk };
        again.nodes(nodes);
    }
}

fn is_english(lang: &str) -> bool {
    // Catalogues say it in words, or by the codes of ISO 639-2.
    let primary = lang.trim_start().split(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
    ["en", "eng", "english"].iter().any(|name| primary.eq_ignore_ascii_case(name))
}

struct Walk<'l> {
    case: TextCase,
    lang: &'l str,
    /// No word was met yet.
    first: bool,
    /// A sign was met behind which a sentence begins.
    after_stop: bool,
    /// How many signs and tags were met between words.
    seams: usize,
    words: usize,
    /// The number of the last word, if it may get a capital.
    last: Option<usize>,
    /// Only this word gets a capital.
    only: Option<usize>,
}

impl Walk<'_> {
    fn nodes(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => *text = self.text(text),
                // Small capitals, superscript and subscript have the letters that they were given.
                Node::NoCase(inner) | Node::Flip(Flip::SmallCaps | Flip::Sup | Flip::Sub | Flip::Plain, inner) => self.kept(inner),
                Node::Span(_, inner)
                | Node::Quoted(inner)
                | Node::Flip(_, inner)
                | Node::Link(_, inner)
                | Node::Block(_, inner)
                | Node::Part(_, inner) => {
                    self.seams += 1;
                    self.nodes(inner);
                    self.seams += 1;
                }
            }
        }
    }

    /// Words whose letters stay.
    fn kept(&mut self, nodes: &[Node]) {
        if !super::words(nodes).trim().is_empty() {
            (self.first, self.after_stop, self.last) = (false, false, None);
        }
        self.seams += 1;
    }

    fn text(&mut self, text: &str) -> String {
        match self.case {
            TextCase::Lowercase => return lower(text, self.lang),
            TextCase::Uppercase => return upper(text, self.lang),
            _ => {}
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut behind_apostrophe = false;
        while let Some(sign) = rest.chars().next() {
            if is_seam(sign) || sign.is_whitespace() {
                if !sign.is_whitespace() {
                    self.seams += 1;
                    self.after_stop |= matches!(sign, '!' | '?' | ':');
                }
                behind_apostrophe = matches!(sign, '’' | '\'');
                out.push(sign);
                rest = rest.get(sign.len_utf8()..).unwrap_or_default();
                continue;
            }
            let end = rest.find(|sign: char| is_seam(sign) || sign.is_whitespace()).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            self.word(word, behind, behind_apostrophe, &mut out);
            behind_apostrophe = false;
            rest = behind;
        }
        out
    }

    /// A word; `behind` is what follows, `joined` whether an apostrophe joins it to a word before.
    fn word(&mut self, word: &str, behind: &str, joined: bool, out: &mut String) {
        let is_small = is_small(word);
        self.words += 1;
        let is_stop = || STOP_WORDS.binary_search(&word).is_ok();
        let long = word.chars().nth(1).is_some();
        let capital = if let Some(only) = self.only {
            only == self.words && is_small && long && is_stop()
        } else {
            match self.case {
                TextCase::CapitalizeFirst => self.first && is_small,
                TextCase::CapitalizeAll => is_small && !joined,
                TextCase::Sentence => self.first,
                TextCase::Title => {
                    let begins = self.first || self.after_stop || (self.seams == 0 && behind.starts_with('-'));
                    is_small && !joined && (begins || (long && !is_stop()))
                }
                TextCase::Lowercase | TextCase::Uppercase => false,
            }
        };
        if capital {
            capitalize(word, self.lang, out);
        } else if self.case == TextCase::Sentence && self.only.is_none() && !joined {
            out.push_str(&lower(word, self.lang));
        } else {
            out.push_str(word);
        }
        (self.first, self.after_stop) = (false, false);
        self.last = if joined { None } else { Some(self.words) };
    }
}

/// Whether a sign parts words.
fn is_seam(sign: char) -> bool {
    matches!(sign, '‘' | '’' | '“' | '”' | '"' | '\'' | '-' | '–' | '—' | '/' | '.' | ',' | ';' | '?' | '!' | ':' | '[' | ']' | '(' | ')')
}

/// A word with a capital; a Greek letter alone is a sign and stays.
fn capitalize(word: &str, lang: &str, out: &mut String) {
    let mut signs = word.chars();
    let Some(first) = signs.next() else { return };
    let rest = signs.as_str();
    if rest.is_empty() && ('\u{370}'..='\u{3ff}').contains(&first) {
        out.push(first);
    } else {
        out.push_str(&upper(first.encode_utf8(&mut [0; 4]), lang));
    }
    out.push_str(rest);
}

/// Capital letters as a language has them: Turkish and Azerbaijani have two letters i.
pub fn upper(text: &str, lang: &str) -> String {
    if has_dotless_i(lang) { text.replace('i', "İ").to_uppercase() } else { text.to_uppercase() }
}

/// Small letters as a language has them.
pub fn lower(text: &str, lang: &str) -> String {
    if has_dotless_i(lang) { text.replace('I', "ı").replace('İ', "i").to_lowercase() } else { text.to_lowercase() }
}

/// Whether no letter is a capital.
fn is_small(word: &str) -> bool {
    if word.is_ascii() {
        !word.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        word.chars().all(|sign| sign.to_lowercase().eq([sign]))
    }
}

fn has_dotless_i(lang: &str) -> bool {
    ["tr", "az"].iter().any(|primary| is_language(lang, primary))
}

/// The stop words of CSL 1.0.2 ("Title Case Conversion") that are one word, in order; those of one letter (`a`, `v.`) need no entry, as
/// a letter alone stays as it is. `al`, `apud`, `on`, `up` and the like are citeproc-js's.
#[rustfmt::skip]
const STOP_WORDS: [&str; 97] = [
    "about", "above", "across", "afore", "after", "against", "al", "along", "alongside", "amid", "amidst", "among", "amongst", "an",
    "and", "anenst", "apropos", "apud", "around", "as", "aside", "astride", "at", "athwart", "atop", "barring", "before", "behind",
    "below", "beneath", "beside", "besides", "between", "beyond", "but", "by", "ca", "circa", "de", "despite", "down", "during", "et",
    "except", "for", "forenenst", "from", "given", "in", "inside", "into", "lest", "like", "modulo", "near", "next", "nor",
    "notwithstanding", "of", "off", "on", "onto", "or", "out", "over", "per", "plus", "pro", "qua", "sans", "since", "so", "than", "the",
    "through", "throughout", "thru", "thruout", "till", "to", "toward", "towards", "under", "underneath", "until", "unto", "up", "upon",
    "van", "versus", "via", "von", "vs", "with", "within", "without", "yet",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Marks, rich};

    fn check(case: TextCase, lang: &str, field: &str, expected: &str) {
        let mut nodes = rich::parse(field, &Marks::default());
        apply(&mut nodes, case, lang);
        assert_eq!(super::super::words(&nodes), expected, "{field}");
    }

    #[test]
    fn stop_words_are_in_order() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn title_case() {
        let title = |field, expected| check(TextCase::Title, "en-GB", field, expected);
        title("ships of the frozen north", "Ships of the Frozen North");
        title("SciTechDaily and bigLaw in iPad news", "SciTechDaily and bigLaw in iPad News");
        title("the port: a history", "The Port: A History");
        title("whose port? an answer", "Whose Port? An Answer");
        title("out-of-season voyages to be thought of", "Out-of-Season Voyages to Be Thought Of");
        title("harbor bd. v. mills", "Harbor Bd. v. Mills");
        title("mills vs. harbor", "Mills vs. Harbor");
        title("an <span class=\"nocase\">e. coli</span> story", "An e. coli Story");
        title("what they don't know", "What They Don’t Know");
        title("from \"distance\" on", "From Distance On");
        title("solution of β-carotine", "Solution of β-Carotine");
        title("<i>in</i> the end", "In the End");
        check(TextCase::Title, "de", "der hafen", "der hafen");
        check(TextCase::Title, "", "the port", "the port");
    }

    #[test]
    fn other_cases() {
        check(TextCase::Sentence, "en", "The Port Of <span class=\"nocase\">Smith</span> Bay", "The port of Smith bay");
        check(TextCase::CapitalizeFirst, "en", "the port of York", "The port of York");
        check(TextCase::CapitalizeFirst, "en", "iPad use", "iPad use");
        check(TextCase::CapitalizeAll, "en", "the port of l'est", "The Port Of L’est");
        check(TextCase::Uppercase, "en", "a <span class=\"nocase\">Smith</span> ship", "A Smith SHIP");
        check(TextCase::Uppercase, "tr", "izmir ırmak", "İZMİR IRMAK");
        check(TextCase::Lowercase, "tr-TR", "İZMİR IRMAK", "izmir ırmak");
        check(TextCase::Lowercase, "de", "STRASSE", "strasse");
        check(TextCase::CapitalizeFirst, "ru", "порт", "Порт");
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(field in "\\PC*", lang in "en|tr|de|") {
            for case in [TextCase::Lowercase, TextCase::Uppercase, TextCase::CapitalizeFirst, TextCase::CapitalizeAll, TextCase::Sentence, TextCase::Title] {
                let mut nodes = rich::parse(&field, &Marks::default());
                apply(&mut nodes, case, &lang);
            }
        }
    }
}
