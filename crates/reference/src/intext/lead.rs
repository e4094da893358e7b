//! Words before the names of a citation: "see also", "vgl.", "см.".

use scholion_lang::{CITATION_PREFIX, CITATION_PREFIX_INSIDE};

/// Where the names begin behind the last word in the midst of a bracket that leads to names.
pub fn last(before: &str) -> Option<usize> {
    let alone = |(at, word): &(usize, &str)| {
        before.get(..*at).is_some_and(|head| head.ends_with(' ')) && before.get(at + word.len()..).is_some_and(|tail| tail.starts_with(' '))
    };
    let found = CITATION_PREFIX_INSIDE.iter().filter_map(|word| before.rmatch_indices(word).find(alone));
    found.map(|(at, word)| at + word.len() + 1).max()
}

/// The length of "see also", "vgl." and the like before names.
pub fn prefix_len(before: &str) -> usize {
    let lower = before.to_lowercase();
    if lower.len() != before.len() {
        return 0;
    }
    let mut len = 0;
    loop {
        let rest = lower.get(len..).unwrap_or("");
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '*' | '_' | '“' | '"')).len();
        let rest = rest.get(gap..).unwrap_or("");
        let longest = CITATION_PREFIX.longest(rest, |_, tail| tail.starts_with([' ', ',', ':', '\u{a0}']));
        // "In" and "And" with a capital may begin a name only if what follows is no name: never here.
        match longest {
            Some(prefix) => len += gap + prefix.word.len(),
            None => return len + gap,
        }
    }
}
