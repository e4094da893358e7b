//! Titles and names that say something, told from those that programs give.

use scholion_base::text::squeeze;

/// A title that names a text, and is none that a program gives: `Document1`, `Microsoft Word - mill.doc`.
pub fn title(text: &str) -> Option<String> {
    let text = squeeze(text);
    let text = text.strip_prefix("Microsoft Word - ").unwrap_or(&text);
    let is_file = text.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.contains(' ') && (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    // One word and a number, in whichever language.
    let words: Vec<&str> = text.split(' ').collect();
    let has_number = words.last().is_some_and(|word| word.ends_with(|c: char| c.is_numeric()));
    let is_given = words.len() == 1 && has_number
        || words.len() == 2 && has_number && words.iter().skip(1).all(|word| word.parse::<u32>().is_ok_and(|n| n < 100));
    let says = text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_file && !is_given;
    let is_default = scholion_lang::UNTITLED.contains(text.to_lowercase().as_str());
    (says && !is_default && !text.contains(['\\', '{', '<'])).then(|| text.to_owned())
}

/// What programs write for whoever uses them.
#[rustfmt::skip]
const PROGRAMS: [&str; 17] = [
    "microsoft", "windows", "office", "user", "admin", "administrator", "libreoffice", "openoffice", "apple", "python-docx", "docx4j", "apache",
    "owner", "unknown", "webmaster", "root", "anonymous",
];

/// Whether a statement of authorship is what a program writes for whoever uses it.
pub fn is_program(text: &str) -> bool {
    PROGRAMS.contains(&text.trim().to_lowercase().as_str())
}

/// Those of them that are family names of people as well.
const NAMES_TOO: [&str; 3] = ["apple", "owner", "root"];

/// The names in a statement of authorship that are those of people: no log-in name, no program.
pub fn author(text: &str) -> Vec<String> {
    let is_name = |name: &&str| {
        let words: Vec<String> =
            name.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let is_alphabetic =
            name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | ',' | '&' | '-' | '\'' | '’' | '(' | ')'));
        // Scripts without spaces write a name as one word.
        let is_whole = words.len() > 1 || name.chars().all(scholion_base::script::is_unspaced);
        let is_capital =
            name.chars().any(|c| c.is_uppercase() || scholion_base::script::is_unspaced(c)) || !name.chars().any(|c| c.is_lowercase());
        let says_program = |word: &String| PROGRAMS.contains(&word.as_str());
        let is_of_program = words.iter().any(|word| says_program(word) && !NAMES_TOO.contains(&word.as_str()));
        is_whole && is_alphabetic && is_capital && !is_of_program && !words.iter().all(says_program)
    };
    text.split(';').map(str::trim).filter(is_name).map(squeeze).collect()
}

#[cfg(test)]
mod tests {
    use super::author;

    #[test]
    fn programs_are_no_authors() {
        for (text, expected) in [
            ("Waverly Root", &["Waverly Root"][..]),
            ("Max Apple", &["Max Apple"]),
            ("Microsoft Office User", &[]),
            ("Windows User", &[]),
            ("Root", &[]),
        ] {
            assert_eq!(author(text), expected, "{text}");
        }
    }
}
