//! How many prefixes of namespaces a text of XML declares.

use std::collections::BTreeSet;

/// No vocabulary has as many.
const MOST: usize = 128;

/// Whether a text declares more prefixes than any vocabulary has. What reads XML hands those that are in force from each element to the next, and
/// compares each with all (roxmltree 0.21): elements in each other of which each declares one would take a file of some kilobytes minutes.
pub fn has_too_many_prefixes(xml: &str) -> bool {
    let mut prefixes: BTreeSet<&str> = BTreeSet::new();
    for (at, lead) in xml.match_indices("xmlns:") {
        let name = xml.get(at + lead.len()..).unwrap_or("");
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '=' | ':' | '<' | '>' | '"' | '\'')).unwrap_or(name.len());
        prefixes.extend(name.get(..end));
        if prefixes.len() > MOST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_too_many_prefixes;

    #[test]
    fn prefixes_are_counted_once() {
        let nested = |count: usize| (0..count).map(|nth| format!("<a xmlns:n{nth}='x'>")).collect::<String>();
        assert!(has_too_many_prefixes(&nested(200)) && !has_too_many_prefixes(&nested(100)));
        assert!(!has_too_many_prefixes(&"<m:math xmlns:m = \"x\"/>".repeat(10_000)));
        assert!(!has_too_many_prefixes("xmlns:xmlns:"));
    }
}
