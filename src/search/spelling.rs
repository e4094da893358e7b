//! Other spellings of a word: what orthographies before a reform, and writers without a letter, put for what is written today. A text is
//! found by both.
//!
//! Rules stand with their languages (`older-spelling`). They may fit a word that has no such spelling: then it has a term more that nobody
//! looks for. They never change what a word is first found by.

use scholion_lang::OLDER_SPELLING;

/// A rule, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What was written.
    pub written: &'static str,
    /// Whether that is so at the beginning of words only.
    pub is_start: bool,
    /// Whether at their end only.
    pub is_end: bool,
    /// The letters of which one follows; none: any, or nothing.
    pub before: &'static str,
    /// What is written today.
    pub put: &'static str,
}

impl Rule {
    /// Reads one as its file has it: `^v(bc)=u`, `ъ$=`.
    fn read(rule: &'static str) -> Option<Self> {
        let (written, put) = rule.split_once('=')?;
        let (written, before) = written.strip_suffix(')').and_then(|rule| rule.split_once('(')).unwrap_or((written, ""));
        let (is_start, is_end) = (written.starts_with('^'), written.ends_with('$'));
        Some(Self { written: written.trim_start_matches('^').trim_end_matches('$'), is_start, is_end, before, put })
    }

    /// Whether it holds at a place of the word.
    fn holds(&self, at: usize, rest: &str) -> bool {
        rest.strip_prefix(self.written).is_some_and(|after| {
            (!self.is_start || at == 0)
                && (!self.is_end || after.is_empty())
                && (self.before.is_empty() || after.starts_with(|c| self.before.contains(c)))
        })
    }
}

/// The rules of a language.
pub fn rules(lang: &str) -> impl Iterator<Item = Rule> {
    OLDER_SPELLING.of(lang).filter_map(Rule::read)
}

/// What rules make of a word in small letters; `None` if that is the word. At each letter the longest rule that holds counts.
pub fn respelled(word: &str, rules: &[Rule]) -> Option<String> {
    if !rules.iter().any(|rule| word.contains(rule.written)) {
        return None;
    }
    let mut made = String::with_capacity(word.len() + 4);
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        // Most rules are about another letter.
        let first = rest.as_bytes().first();
        let begins = |rule: &Rule| rule.written.as_bytes().first().is_none_or(|byte| Some(byte) == first);
        let holding = rules.iter().filter(|rule| begins(rule) && rule.holds(word.len() - rest.len(), rest));
        let found = holding.max_by_key(|rule| rule.written.len());
        let (put, length) = found.map_or((None, c.len_utf8()), |rule| (Some(rule.put), rule.written.len().max(1)));
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        made.push_str(put.unwrap_or(taken));
        rest = after;
    }
    (made != word).then_some(made)
}
