//! The language of a text, by its words, and its script.

use scholion_base::script;
use scholion_lang::{FREQUENT_WORD, FUNCTION_WORD, SCRIPT, TAGS};

/// The language of a text as a BCP 47 tag, and whether the detector is sure of it; `und` if it cannot say.
pub fn detect(text: &str) -> (&'static str, bool) {
    let most = script(text);
    let (lang, is_sure) = of_letters(text);
    if is_written_in(lang, most) {
        return (lang, is_sure);
    }
    // A sentence in another script, which the detector knows better, does not make the text's language.
    let own = in_script(text, most);
    match of_letters(&own).0 {
        lang if is_written_in(lang, most) => (lang, false),
        _ => (only_language(most), false),
    }
}

/// The words of a text that have a letter in a script.
fn in_script(text: &str, most: &str) -> String {
    let is_own = |word: &&str| word.chars().filter_map(script::script).any(|script| script == most);
    text.split_whitespace().filter(is_own).collect::<Vec<_>>().join(" ")
}

/// The language of a text as the detector has it.
fn of_letters(text: &str) -> (&'static str, bool) {
    /// Of so many bytes the detector, which counts letters, may be wrong.
    const SHORT: usize = 400;
    let found = whatlang::detect(text);
    let is_sure = found.as_ref().is_some_and(whatlang::Info::is_reliable);
    if !is_sure
        && text.len() < SHORT
        && let Some(lang) = by_small_words(text)
    {
        return (lang, false);
    }
    match found {
        Some(info) if is_sure || text.len() > 20 => (tag(info.lang()), is_sure),
        _ => ("und", false),
    }
}

/// The language of which a text has clearly the most small words.
fn by_small_words(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; TAGS.len()];
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    for word in words {
        for place in FREQUENT_WORD.langs(&word.to_lowercase()).places() {
            counts.get_mut(place).into_iter().for_each(|count| *count += 1);
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let second = counts.iter().enumerate().filter(|(place, _)| *place != best).map(|(_, count)| *count).max().unwrap_or(0);
    TAGS.get(best).copied().filter(|_| *most >= 2 && most * 2 >= second * 3)
}

/// Whether two lines are in different languages by their small words: each has two at least of which the other's language has next to none.
pub fn is_other(first: &str, second: &str) -> bool {
    let one = small_words(first);
    let other = small_words(second);
    let count = |counts: &[(usize, usize)], place: usize| counts.iter().find(|(known, _)| *known == place).map_or(0, |(_, count)| *count);
    let most = |counts: &[(usize, usize)]| counts.iter().max_by_key(|(_, count)| *count).copied();
    let (Some((a, in_first)), Some((b, in_second))) = (most(&one), most(&other)) else { return false };
    in_first >= 2 && in_second >= 2 && count(&one, b) * 3 <= in_first && count(&other, a) * 3 <= in_second
}

/// How many small words of each language a line has, by the places of the languages.
fn small_words(line: &str) -> Vec<(usize, usize)> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for word in line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && word.len() <= 16) {
        for place in FUNCTION_WORD.langs(&word.to_lowercase()).places() {
            match counts.iter_mut().find(|(known, _)| *known == place) {
                Some((_, count)) => *count += 1,
                None => counts.push((place, 1)),
            }
        }
    }
    counts
}

/// Whether a line may be in a language: it has more of its small words than half of any other's, or hardly any.
pub fn may_be_in(line: &str, lang: &str) -> bool {
    let counts = small_words(line);
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let own = counts.iter().find(|(place, _)| TAGS.get(*place) == Some(&lang)).map_or(0, |(_, count)| *count);
    most < 2 || own * 2 > most
}

/// Whether of two languages a text is surely in the second.
pub fn prefers(text: &str, first: &str, second: &str) -> bool {
    let known = |tag_: &str| whatlang::Lang::all().iter().copied().find(|&lang| tag(lang) == tag_);
    let (Some(first), Some(second)) = (known(first), known(second)) else { return true };
    let detector = whatlang::Detector::with_allowlist(vec![first, second]);
    detector.detect(text).is_some_and(|info| info.lang() == second && info.confidence() > 0.9)
}

/// The script of most letters of a text, as ISO 15924 names it; Latin if it has none.
pub fn script(text: &str) -> &'static str {
    if text.is_ascii() {
        return "Latn";
    }
    // How often each stands there, and where it begins. Letters of ASCII are counted at once.
    let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let first = text.bytes().position(|byte| byte.is_ascii_alphabetic()).unwrap_or(text.len());
    let mut counts: Vec<(&'static str, usize, usize)> = vec![("Latn", latin, first)];
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let Some(script) = script::script(c) else { continue };
        match counts.iter_mut().find(|(known, ..)| *known == script) {
            Some((_, count, first)) => (*count, *first) = (*count + 1, at.min(*first)),
            None => counts.push((script, 1, at)),
        }
    }
    // Of scripts that are as frequent the first counts.
    counts.iter().max_by_key(|(_, count, first)| (*count, std::cmp::Reverse(*first))).map_or("Latn", |(script, ..)| *script)
}

/// Whether a language is written in a script; in Latin letters unless its file says otherwise.
pub fn is_written_in(lang: &str, script: &str) -> bool {
    match SCRIPT.of(lang.split('-').next().unwrap_or(lang)).next() {
        None => script == "Latn",
        Some("Jpan") => matches!(script, "Hani" | "Hira" | "Kana"),
        Some("Kore") => matches!(script, "Hang" | "Hani"),
        Some("Hans" | "Hant") => script == "Hani",
        Some(own) => own == script,
    }
}

/// The only language that is written in a script, or the script with no language (`und-Arab`).
pub fn only_language(script: &str) -> &'static str {
    let of_script = match script {
        "Hira" | "Kana" => return "ja",
        "Hang" => return "ko",
        "Hani" => return "zh",
        _ => SCRIPT.langs(script),
    };
    let mut tags = of_script.tags();
    match (tags.next(), tags.next()) {
        (Some(only), None) => only,
        _ => UNDETERMINED.iter().find(|tag| tag.ends_with(script)).copied().unwrap_or("und"),
    }
}

/// Scripts in which several languages are written, or none that is known here (BCP 47, the language `und`).
const UNDETERMINED: [&str; 96] = [
    "und-Adlm", "und-Aghb", "und-Ahom", "und-Arab", "und-Armi", "und-Avst", "und-Bali", "und-Bamu", "und-Bass", "und-Batk", "und-Beng",
    "und-Bopo", "und-Brah", "und-Bugi", "und-Buhd", "und-Cakm", "und-Cans", "und-Cari", "und-Cham", "und-Cher", "und-Chrs", "und-Copt",
    "und-Cprt", "und-Cyrl", "und-Deva", "und-Dogr", "und-Dsrt", "und-Egyp", "und-Elba", "und-Ethi", "und-Geor", "und-Glag", "und-Gong",
    "und-Goth", "und-Gran", "und-Grek", "und-Gujr", "und-Guru", "und-Hebr", "und-Hmnp", "und-Hung", "und-Ital", "und-Java", "und-Kali",
    "und-Khar", "und-Khmr", "und-Knda", "und-Kthi", "und-Lana", "und-Laoo", "und-Latn", "und-Lepc", "und-Limb", "und-Lina", "und-Linb",
    "und-Lisu", "und-Lyci", "und-Lydi", "und-Mand", "und-Mlym", "und-Mong", "und-Mtei", "und-Mymr", "und-Nkoo", "und-Ogam", "und-Olck",
    "und-Orkh", "und-Orya", "und-Osge", "und-Osma", "und-Phnx", "und-Plrd", "und-Rohg", "und-Runr", "und-Samr", "und-Sarb", "und-Saur",
    "und-Shaw", "und-Sinh", "und-Sund", "und-Sylo", "und-Syrc", "und-Tale", "und-Talu", "und-Taml", "und-Tavt", "und-Telu", "und-Tfng",
    "und-Tglg", "und-Thaa", "und-Thai", "und-Tibt", "und-Ugar", "und-Vaii", "und-Xsux", "und-Yiii",
];

fn tag(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang as L;
    match lang {
        L::Eng => "en",
        L::Rus => "ru",
        L::Deu => "de",
        L::Fra => "fr",
        L::Spa => "es",
        L::Por => "pt",
        L::Ita => "it",
        L::Ukr => "uk",
        L::Bel => "be",
        L::Bul => "bg",
        L::Srp => "sr",
        L::Mkd => "mk",
        L::Hrv => "hr",
        L::Slv => "sl",
        L::Pol => "pl",
        L::Ces => "cs",
        L::Slk => "sk",
        L::Nld => "nl",
        L::Swe => "sv",
        L::Dan => "da",
        L::Nob => "nb",
        L::Fin => "fi",
        L::Est => "et",
        L::Hun => "hu",
        L::Ron => "ro",
        L::Tur => "tr",
        L::Ell => "el",
        L::Heb => "he",
        L::Ara => "ar",
        L::Pes => "fa",
        L::Urd => "ur",
        L::Hin => "hi",
        L::Ben => "bn",
        L::Cmn => "zh",
        L::Jpn => "ja",
        L::Kor => "ko",
        L::Vie => "vi",
        L::Tha => "th",
        L::Ind => "id",
        L::Cat => "ca",
        L::Lat => "la",
        L::Lav => "lv",
        L::Lit => "lt",
        L::Epo => "eo",
        L::Yid => "yi",
        L::Aze => "az",
        L::Uzb => "uz",
        L::Hye => "hy",
        L::Kat => "ka",
        L::Afr => "af",
        L::Tgl => "tl",
        _ => "und",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_may_be_in_two_languages() {
        assert!(is_other(
            "La molienda de los pueblos del valle: historia y olvido",
            "The milling of the villages in the valley: on history"
        ));
        assert!(!is_other("La molienda de los pueblos del valle", "y de los hombres de la ribera"));
        assert!(!is_other("The mills", "Die Mühlen"));
        assert!(may_be_in("Die Mühlen von Wehrau und der Müller", "de") && !may_be_in("The mills of the ford and of the weir", "de"));
    }

    #[test]
    fn the_script_of_most_letters_tells_the_language() {
        let hebrew = "הדייג חזר אתמול אל הנמל הקטן ומכר את כל הדגים לפני הזריחה. Le vent est tombé et la mer dort.";
        let arabic = "عاد الصياد أمس إلى الميناء الصغير وباع السمك كله قبل شروق الشمس. The wind has fallen and the sea sleeps.";
        assert_eq!([detect(hebrew).0, detect(arabic).0], ["he", "ar"]);
        assert_eq!(detect("The keeper wrote λόγος above the door of the mill and went down to the ford with the others.").0, "en");
    }
}
