//! Pairs of quotation marks, whatever the language (CLDR, `delimiters`; the Chicago Manual of Style, 11; Duden, K 8 to K 15).

/// The marks that may close a quotation which this one opens; none if it opens none.
///
/// `»` and `›` open in German and Danish and close elsewhere: see [`opens`].
pub fn closers(open: char) -> &'static [char] {
    match open {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '›' => &['‹'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '"' => &['"'],
        '\'' => &['\''],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        _ => &[],
    }
}

/// Whether a quotation begins a text. Marks that close one in other languages open it right before a letter or a number: `»Wort«`.
pub fn opens(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), next) = (chars.next(), chars.next()) else { return false };
    !closers(first).is_empty() && (!matches!(first, '»' | '›') || next.is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_open() {
        for text in ["“A", "„A", "« A", "»A«", "›A‹", "‘A", "\"A", "「あ」"] {
            assert!(opens(text), "{text}");
        }
        for text in ["» dit-il", "», in", "A", "’s", ""] {
            assert!(!opens(text), "{text}");
        }
        assert_eq!(closers('„'), ['“', '”']);
    }
}
