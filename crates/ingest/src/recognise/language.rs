//! The language of a text, by its words.

/// The language of a text as a BCP 47 tag, and whether the detector is sure of it; `und` if it cannot say.
pub fn detect(text: &str) -> (&'static str, bool) {
    match whatlang::detect(text) {
        Some(info) if info.is_reliable() || text.len() > 20 => (tag(info.lang()), info.is_reliable()),
        _ => ("und", false),
    }
}

/// Whether of two languages a text is surely in the second.
pub fn prefers(text: &str, first: &str, second: &str) -> bool {
    let known = |tag_: &str| whatlang::Lang::all().iter().copied().find(|&lang| tag(lang) == tag_);
    let (Some(first), Some(second)) = (known(first), known(second)) else { return true };
    let detector = whatlang::Detector::with_allowlist(vec![first, second]);
    detector.detect(text).is_some_and(|info| info.lang() == second && info.confidence() > 0.9)
}

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
