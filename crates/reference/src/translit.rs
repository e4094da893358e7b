//! One spelling for the many that a Cyrillic name or title has in Latin script.
//!
//! `Кремновских` is printed Kremnovskikh (BGN/PCGN, ALA-LC without ligatures), Kremnovskih (GOST 7.79-B simplified,
//! passports of 1997), Kremnovskich (German scholarly), Kremnovskix (ISO 9 of 1954, GOST 7.79-B). [`common`]
//! maps all of them, and the Cyrillic form itself, to one key. The key is not meant to be read: it throws
//! away what the systems disagree on, so that two different names seldom but sometimes share it.

use scholion_base::{script, text::fold};

/// The common key of a name or title in Latin or Cyrillic script: folded words, letters reduced.
pub fn common(text: &str) -> String {
    let folded = if text.is_ascii() && !text.contains('`') { fold(text) } else { fold(&spelled_out(text)) };
    let mut latin = String::with_capacity(folded.len());
    for c in folded.chars() {
        match latin_of(c) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(c),
        }
    }
    reduce(&latin)
}

/// Letters whose diacritic is a letter in other systems, and signs that no reader compares.
fn spelled_out(text: &str) -> String {
    let scholarly = text.contains(['č', 'š', 'ž', 'ŝ', 'ʹ', '′', 'Č', 'Š', 'Ž', 'Ŝ']);
    let mut spelled = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inner = spelled.ends_with(char::is_alphabetic) && chars.peek().is_some_and(|next| next.is_alphabetic());
        spelled.push_str(match c {
            // The soft and the hard sign, whatever stands for them inside words; quotation marks stand at their ends.
            '′' | '″' | 'ʹ' | 'ʺ' | '`' | '´' => "",
            '”' | '“' | '"' if inner => "",
            // Letters that no accent can be taken from.
            'ß' | 'ẞ' => "ss",
            'ł' | 'Ł' => "l",
            'ø' | 'Ø' => "o",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'þ' | 'Þ' => "th",
            'ı' => "i",
            'č' | 'Č' => "ch",
            'š' | 'Š' => "sh",
            'ž' | 'Ž' => "zh",
            'ŝ' | 'Ŝ' => "shch",
            // ISO 9 of 1995 writes я and ю so; in French they are a and u.
            'â' if scholarly => "ia",
            'û' if scholarly => "iu",
            other => {
                spelled.push(other);
                continue;
            }
        });
    }
    spelled
}

/// Whether the text is written, for the most part, in Cyrillic letters.
pub fn is_cyrillic(text: &str) -> bool {
    let (mut cyrillic, mut other) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if script::is_cyrillic(c) {
            cyrillic += 1;
        } else {
            other += 1;
        }
    }
    cyrillic > other
}

/// The letters of BGN/PCGN for a Cyrillic letter (after folding: `ё` is `е`, case is lower), as far as they are compared.
pub fn latin_of(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' | 'й' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// Brings the spellings of one sound together, longest first; each row is a class of spellings.
const SPELLINGS: &[(&str, &str)] = &[
    // щ: shch (BGN), schtsch (German), šč folded to sc, shh (GOST 7.79-B), sch (passports).
    ("schtsch", "S"),
    ("shtch", "S"),
    ("shch", "S"),
    ("chtch", "S"),
    ("tsch", "C"),
    ("shh", "S"),
    ("tch", "C"),
    ("sch", "S"),
    ("sh", "S"),
    // ц: ts, tz, c, cz (GOST 7.79-B before vowels).
    ("tz", "T"),
    ("ts", "T"),
    ("cz", "T"),
    ("zh", "Z"),
    ("kh", "h"),
    ("ch", "C"),
    ("ph", "f"),
    ("ck", "k"),
    ("x", "h"),
    ("w", "v"),
    ("z", "Z"),
    ("c", "T"),
    ("s", "S"),
    ("j", "i"),
    ("y", "i"),
];

/// Reduces Latin letters to a key in which the systems agree.
fn reduce(latin: &str) -> String {
    let mut key = String::with_capacity(latin.len());
    let mut rest = latin;
    'letters: while let Some(c) = rest.chars().next() {
        // None of the spellings begins with another letter.
        let spellings = if matches!(c, 's' | 'c' | 't' | 'z' | 'k' | 'p' | 'x' | 'w' | 'j' | 'y') { SPELLINGS } else { &[] };
        for (spelling, letter) in spellings {
            if let Some(tail) = rest.strip_prefix(spelling) {
                push(&mut key, letter);
                rest = tail;
                continue 'letters;
            }
        }
        let mut buffer = [0; 4];
        push(&mut key, c.encode_utf8(&mut buffer));
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    // The ends of adjectival names: -skii, -skiy, -sky, -skij are one.
    let mut words = String::with_capacity(key.len());
    for word in key.split(' ').filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word.strip_suffix("ii").map_or(word, |_| word.get(..word.len() - 1).unwrap_or(word)));
    }
    words
}

/// Adds a letter; `z`/`zh`, `h`/`kh`/`ch`-as-in-German and doubled letters fall together.
fn push(key: &mut String, letter: &str) {
    let letter = match letter {
        // German `ch` and ISO `h` both stand for х; Russian ч is ch elsewhere. They cannot be told apart
        // without knowing the system, so they share a letter.
        "C" | "h" => "x",
        "Z" => "z",
        "T" | "S" => "s",
        "i" if key.ends_with('i') => return,
        other => other,
    };
    // `ie`, `ye`, `je` for е, `iu`, `yu`, `ju` for ю: the glide is dropped before vowels; `io`, `yo` for ё is е.
    let mut letter = letter;
    if matches!(letter, "e" | "o" | "u" | "a") && key.ends_with('i') {
        key.pop();
        letter = if letter == "o" { "e" } else { letter };
    }
    // `ae`, `oe`, `ue` for the German umlauts, which lose their points elsewhere.
    if letter == "e" && key.ends_with(['a', 'o', 'u']) {
        return;
    }
    if key.ends_with(letter) && letter != " " && !letter.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    key.push_str(letter);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_agree() {
        for forms in [
            &["Кремновских", "Kremnovskikh", "Kremnovskih", "Kremnovskich", "Kremnovskix", "KREMNOVSKIKH"][..],
            &["Щербаков", "Shcherbakov", "Ščerbakov", "Scherbakov", "Schtscherbakow", "Shherbakov"],
            &["Зиновьева", "Zinovieva", "Zinov'eva", "Zinovyeva", "Zinov′eva"],
            &["Юрий Цветков", "Yuri Tsvetkov", "Iurii Tsvetkov", "Jurij Cvetkov", "Yuriy Tsvetkov", "Yury Czvetkov"],
            &["Чайковский", "Chaikovskii", "Chaykovsky", "Čajkovskij", "Tschaikowski", "Tchaikovsky"],
            &["Хрущёв", "Khrushchev", "Hruščev"],
            &["Жуков", "Zhukov", "Žukov"],
            &["Международная безопасность", "Mezhdunarodnaya bezopasnost", "Meždunarodnaja bezopasnost'", "Mezhdunarodnaia bezopasnost′"],
        ] {
            for form in forms {
                assert_eq!(common(form), common(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn different_names_stay_different() {
        for (a, b) in [("Иванов", "Петров"), ("Кремновских", "Кремников"), ("Smith", "Schmidt"), ("Жуков", "Шуков")]
        {
            assert_ne!(common(a), common(b), "{a} {b}");
        }
    }
}
