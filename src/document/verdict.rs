//! What editors say of what ingest found in the source of their document: verdicts, kept in its front matter.
//!
//! A verdict names its finding by the rule and by the words, as a note names its place by a quotation: line numbers
//! change with the source, and words do not.

use serde::{Deserialize, Serialize};

use crate::base::Span;

/// A verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Verdict {
    /// The rule of the finding.
    pub rule: String,
    /// Its words, [`cut`].
    pub words: String,
    /// The words around them, where the same words were found in several places; else empty.
    pub near: String,
    /// What the editors say.
    pub said: Said,
    /// Where it stands in the file.
    pub place: Span,
}

/// What editors can say of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// It is as the rule read it.
    Right,
    /// The rule is wrong: the text stays as it is printed.
    AsPrinted,
    /// The editors saw to it.
    #[default]
    Done,
}

impl Said {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Right, Self::AsPrinted, Self::Done];

    /// As it stands in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::AsPrinted => "as-printed",
            Self::Done => "done",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.name() == name)
    }
}

impl Verdict {
    /// Whether both are about the same finding.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        (&self.rule, &self.words, &self.near) == (&other.rule, &other.words, &other.near)
    }
}

/// The most characters by which a verdict names its words.
pub const MOST: usize = 80;

/// Words as verdicts name them: on one line, without characters that cannot be seen, and cut where they are long.
pub fn cut(words: &str) -> String {
    // As much of them, white space squeezed, as tells whether they are long.
    let mut seen = String::new();
    let (mut count, mut is_apart) = (0, false);
    for c in words.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() || c.is_control() {
            is_apart = count > 0;
            continue;
        }
        if std::mem::take(&mut is_apart) {
            seen.push(' ');
            count += 1;
        }
        seen.push(c);
        count += 1;
        if count > MOST + 1 {
            break;
        }
    }
    let words = seen;
    match words.char_indices().nth(MOST) {
        // What was cut already.
        Some((end, '…')) if end + '…'.len_utf8() == words.len() => words,
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words,
    }
}

/// Byte order marks and characters that stand for none.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{ad}' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_alike_however_they_were_broken() {
        assert_eq!(cut("a\tb \n c\u{feff}"), "a b c");
        let long = "слово ".repeat(30);
        assert_eq!((cut(&long).chars().count(), cut(&cut(&long))), (81, cut(&long)));
        assert_eq!(cut(&"x".repeat(200)).chars().count(), 81);
    }

    #[test]
    fn what_is_said_has_a_name() {
        Said::ALL.into_iter().for_each(|said| assert_eq!(Said::named(said.name()), Some(said)));
        assert_eq!(Said::named("Right"), None);
    }
}
