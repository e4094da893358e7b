//! Names of files that break on other systems: what one system lets a file be called another cannot write, or takes for another name.
//!
//! The rules are those of Windows ("Naming Files, Paths, and Namespaces"), of macOS, which compares names without regard to case and to
//! how accents are composed, and of the file systems of Linux, which count bytes.

use std::collections::BTreeMap;

use super::text;

/// What is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// It holds a character that Windows lets no name hold: which.
    Character(char),
    /// It holds a character that cannot be seen and steers a terminal.
    Control,
    /// Windows keeps the name for a device.
    Reserved,
    /// It ends in a dot or a blank, which Windows cuts off.
    End,
    /// It is longer than 255 bytes.
    LongName,
    /// The whole path is longer than 260 characters, which older programs on Windows cannot open.
    LongPath,
    /// Its accents are not composed as elsewhere (Unicode NFC), so that another system may not find it again.
    Decomposed,
    /// Another path differs from it by case or by how accents are composed alone: which.
    Twin(String),
}

/// The longest name, in bytes (ext4, APFS, NTFS count no more).
const LONGEST_NAME: usize = 255;

/// The longest path of Windows, in UTF-16 units (`MAX_PATH`), without what stands before the folder.
const LONGEST_PATH: usize = 260;

/// What is wrong with each of these paths, which have `/` between their parts; in order. Nothing is said of those that are well named.
pub fn flaws<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, Flaw)> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    // A folder that is wrongly named is said once, with the first file below it.
    let mut told: BTreeMap<&str, ()> = BTreeMap::new();
    for path in paths {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let mut start = 0;
        for end in ends {
            let (upto, name) = (path.get(..end).unwrap_or(path), path.get(start..end).unwrap_or(""));
            start = end + 1;
            if told.insert(upto, ()).is_some() {
                continue;
            }
            found.extend(of_name(name).into_iter().map(|flaw| (upto, flaw)));
            let key = text::composed(upto.chars()).to_lowercase();
            match seen.get(&key) {
                Some(twin) if *twin != upto => found.push((upto, Flaw::Twin((*twin).to_owned()))),
                _ => _ = seen.insert(key, upto),
            }
        }
        if path.encode_utf16().count() > LONGEST_PATH {
            found.push((path, Flaw::LongPath));
        }
    }
    found.sort();
    found
}

/// A name as every system can write it: accents composed, a hyphen for each character that one of them does not take, and no dot or blank at
/// its end. It may still be too long, or empty.
pub fn mended(name: &str) -> String {
    let odd = |c: char| is_odd(c) || c == '/' || is_unseen(c);
    let name: String = text::composed(name.chars()).chars().map(|c| if odd(c) { '-' } else { c }).collect();
    let name = name.trim().trim_end_matches(['.', ' ']);
    if !is_reserved(name) {
        return name.to_owned();
    }
    let (stem, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
    format!("{}-{rest}", stem.trim_end())
}

/// What is wrong with a name by itself.
fn of_name(name: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let odd = |c: &char| is_odd(*c);
    flaws.extend(name.chars().find(odd).map(Flaw::Character));
    if name.contains(is_unseen) {
        flaws.push(Flaw::Control);
    }
    if is_reserved(name) {
        flaws.push(Flaw::Reserved);
    }
    if name.ends_with(['.', ' ']) {
        flaws.push(Flaw::End);
    }
    if name.len() > LONGEST_NAME {
        flaws.push(Flaw::LongName);
    }
    if text::composed(name.chars()) != name {
        flaws.push(Flaw::Decomposed);
    }
    flaws
}

/// Whether a character can stand in no name of Windows, of those that can stand in names elsewhere.
fn is_odd(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*')
}

/// Whether a character is not seen, or turns round how those beside it are shown (Unicode's Bidi_Control); not what joins letters and parts them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether Windows keeps a name for a device, whatever stands behind its first dot.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end().to_uppercase();
    let mut chars = stem.chars();
    let numbered = ["COM", "LPT"].iter().any(|device| stem.starts_with(device))
        && stem.chars().count() == 4
        && matches!(chars.next_back(), Some('1'..='9' | '¹' | '²' | '³'));
    numbered || ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str], expected: &[(&str, Flaw)]) {
        assert_eq!(flaws(paths.iter().copied()), expected);
    }

    #[test]
    fn names_of_other_systems_are_known() {
        check(&["a/b.md", "a/Письмо.md", "con.d/console.txt", "a/comma.txt", "com0"], &[("con.d", Flaw::Reserved)]);
        check(&["a/what?.md"], &[("a/what?.md", Flaw::Character('?'))]);
        check(&["a/\n.md"], &[("a/\n.md", Flaw::Control)]);
        check(&["a/\u{202e}dm.exe", "a/می\u{200c}روم.md"], &[("a/\u{202e}dm.exe", Flaw::Control)]);
        check(
            &["aux.txt", "LPT9", "nul ", "Con"],
            &[
                ("Con", Flaw::Reserved),
                ("LPT9", Flaw::Reserved),
                ("aux.txt", Flaw::Reserved),
                ("nul ", Flaw::Reserved),
                ("nul ", Flaw::End),
            ],
        );
        check(&["a./b"], &[("a.", Flaw::End)]);
        let long = "й".repeat(128);
        check(&[&long], &[(&long, Flaw::LongName)]);
        let deep = "a/".repeat(131);
        let deep = format!("{deep}b");
        check(&[&deep], &[(&deep, Flaw::LongPath)]);
    }

    #[test]
    fn a_mended_name_has_no_flaw_and_a_good_one_stays() {
        for (given, expected) in [
            ("letter 1.docx", "letter 1.docx"),
            ("Cafe\u{301}: what?.txt", "Caf\u{e9}- what-.txt"),
            ("a\\b/c.txt", "a-b-c.txt"),
            ("NUL", "NUL-"),
            ("con.d.txt", "con-.d.txt"),
            ("a\u{202e}gpj.txt", "a-gpj.txt"),
            (" a. . ", "a"),
            ("...", ""),
        ] {
            assert_eq!(mended(given), expected, "{given:?}");
            assert_eq!(of_name(&mended(given)), [], "{given:?}");
        }
    }

    #[test]
    fn names_that_other_systems_take_for_one_are_known() {
        check(&["a/B.md", "a/b.md", "c/b.md"], &[("a/b.md", Flaw::Twin(String::from("a/B.md")))]);
        check(&["caf\u{e9}", "cafe\u{301}"], &[("cafe\u{301}", Flaw::Decomposed), ("cafe\u{301}", Flaw::Twin(String::from("caf\u{e9}")))]);
        // Folders are compared too, each once.
        check(&["A/x", "A/y", "a/z", "a/w"], &[("a", Flaw::Twin(String::from("A")))]);
    }
}
