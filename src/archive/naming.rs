//! Unique names from names that may collide, and the initials under which indexes sort.

use std::sync::Arc;

use crate::base::script::is_han;

/// The `nth` name for claimants of one key: the key itself, then with letters behind
/// (`zinovieva2020`, `zinovieva2020a`) or, where the key does not end in a digit, numbers
/// (`smith-2`). Names that are keys of their own (`taken`) are passed over.
pub fn lettered(key: &Arc<str>, nth: usize, taken: impl Fn(&str) -> bool) -> Arc<str> {
    if nth == 0 {
        return key.clone();
    }
    let digit = key.ends_with(|c: char| c.is_ascii_digit());
    let mut passed = 0;
    for n in 1.. {
        let name = if digit { format!("{key}{}", letters(n - 1)) } else { format!("{key}-{}", n + 1) };
        if taken(&name) {
            continue;
        }
        passed += 1;
        if passed == nth {
            return name.into();
        }
    }
    key.clone()
}

/// The `n`th of equal names: `c-2`.
pub fn numbered(base: &str, n: usize) -> Arc<str> {
    format!("{base}-{n}").into()
}

/// The key without the letters or number that [`lettered`] may have set behind it.
pub fn without_letters(key: &str) -> &str {
    let bare = key.trim_end_matches(|c: char| c.is_ascii_lowercase());
    if bare.len() < key.len() && bare.ends_with(|c: char| c.is_ascii_digit()) {
        return bare;
    }
    match key.rsplit_once('-') {
        Some((bare, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => bare,
        _ => key,
    }
}

/// The initial under which an index sorts a folded text: a letter in capitals, `0–9` for digits,
/// `汉` for Chinese characters (which no reader looks up singly), `?` for none.
pub fn initial(folded: &str) -> String {
    match folded.chars().next() {
        Some(c) if c.is_numeric() => "0–9".to_owned(),
        Some(c) if is_han(c) => "汉".to_owned(),
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => "?".to_owned(),
    }
}

/// The file name of an initial's page, without extension: `z`, `0-9`, `u0437` for the letters of
/// other scripts, whose transliterations would collide.
pub fn initial_file(initial: &str) -> String {
    match initial.chars().next() {
        Some(c) if c.is_ascii_alphabetic() && initial.len() == 1 => c.to_ascii_lowercase().to_string(),
        Some(c) if c.is_ascii_digit() => "0-9".to_owned(),
        Some('?') | None => "other".to_owned(),
        Some(c) => format!("u{:04x}", u32::from(c)),
    }
}

fn letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + u8::try_from(n % 26).unwrap_or(0));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claimants_get_letters_or_numbers() {
        let free = |_: &str| false;
        let key: Arc<str> = "zinovieva2020".into();
        assert_eq!(&*lettered(&key, 0, free), "zinovieva2020");
        assert_eq!(&*lettered(&key, 1, free), "zinovieva2020a");
        assert_eq!(&*lettered(&key, 27, free), "zinovieva2020aa");
        assert_eq!(&*lettered(&key, 1, |name| name == "zinovieva2020a"), "zinovieva2020b");
        assert_eq!(&*lettered(&"c".into(), 1, free), "c-2");
        assert_eq!(without_letters("zinovieva2020aa"), "zinovieva2020");
        assert_eq!(without_letters("c-2"), "c");
        assert_eq!(without_letters("routledge-handbook"), "routledge-handbook");
    }

    #[test]
    fn initials_have_files() {
        let pairs: Vec<(String, String)> =
            ["zinovieva", "зиновьева", "360 security", "王", ""].iter().map(|text| (initial(text), initial_file(&initial(text)))).collect();
        let expected = [("Z", "z"), ("З", "u0417"), ("0–9", "0-9"), ("汉", "u6c49"), ("?", "other")];
        assert_eq!(pairs, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
