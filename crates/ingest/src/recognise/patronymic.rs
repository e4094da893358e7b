//! Names with a patronymic, which no other words look like.

/// A person's three names with a Russian patronymic among them, the family name last; no other words look like it.
pub fn with_patronymic(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [first, second, third] = words.as_slice() else { return None };
    let named = words.iter().all(|word| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-'));
    let patronymic = |word: &str| {
        let lower = word.to_lowercase();
        scholion_lang::PATRONYMIC_ENDING.iter().any(|ending| lower.ends_with(ending))
    };
    if named && patronymic(second) {
        Some(name.to_owned())
    } else if named && patronymic(third) {
        Some(format!("{second} {third} {first}"))
    } else {
        None
    }
}
