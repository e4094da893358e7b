//! The forms of a name's words, in languages that inflect names.
//!
//! The forms are too many rather than too few: of a word in the nominative, or in whatever case the name
//! gives it, all endings of the declensions that it may belong to. A form that no text has does no harm.
//!
//! Russian: Zaliznyak, *Grammatical Dictionary of the Russian Language* (1977), the declensions of nouns,
//! adjectives and surnames, without mobile vowels but for `-ец`, `-ок` and `-ек`. German: the endings of
//! nouns in the genitive and of adjectives.

use crate::base::Lang;

/// The forms of a folded word, itself among them, in no order.
///
/// Cyrillic words inflect as Russian does, and German ones where the name says that it is German. Words of
/// other languages stay as they are; the English possessive is no form of the word, but stands behind it.
pub fn forms(word: &str, lang: Option<&Lang>) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if word.chars().any(|c| matches!(c, 'а'..='я' | 'і' | 'ї' | 'є')) {
        russian(word, &mut forms);
    } else if lang.is_some_and(|lang| lang.primary() == "de") {
        german(word, &mut forms);
    }
    forms.sort();
    forms.dedup();
    forms
}

/// Endings of the declensions, by what a word ends in.
mod endings {
    /// Hard and soft adjectives, of all genders and numbers.
    pub const ADJECTIVE: &str = "ый ий ой ого его ому ему ым им ом ем ая яя ей ую юю ою ею ое ее ые ие ых их ыми ими";
    /// Masculine nouns that end in a consonant.
    pub const CONSONANT: &str = "а у ом ем е ы и ов ев ей ам ями ах ями ям ях ами";
    /// Surnames in -ов, -ев, -ин, -ын, besides: the instrumental, and those of women and families.
    pub const SURNAME: &str = "ым ой ою ых ыми";
    /// Nouns in -а.
    pub const A: &str = "а ы и е у ой ою ей ею ам ами ах";
    /// Nouns in -я.
    pub const YA: &str = "я и е ю ей ею ь й ям ями ях";
    /// Nouns in -ия.
    pub const IYA: &str = "ия ии ию ией иею ий иям иями иях";
    /// Nouns in -ь, of both genders.
    pub const SOFT: &str = "ь я ю ем е и ью ей ям ями ях";
    /// Nouns in -й.
    pub const SHORT: &str = "й я ю ем е и ев ям ями ях";
    /// Nouns in -о.
    pub const O: &str = "о а у ом е ам ами ах";
    /// Nouns in -е.
    pub const E: &str = "е я а ю у ем и ей ям ями ях ам ами ах";
    /// Nouns in -ие.
    pub const IYE: &str = "ие ия ию ием ии ий иям иями иях";
    /// Plurals in -ы.
    pub const PLURAL_Y: &str = "ы ов ам ами ах";
    /// Plurals in -и and -ии.
    pub const PLURAL_I: &str = "и ей ов ев й ь ам ами ах ям ями ях";
}

fn russian(word: &str, forms: &mut Vec<String>) {
    use endings::*;
    let letters = word.chars().count();
    let Some(last) = word.chars().next_back() else { return };
    // Initials, and the short unchanging first parts of names (`Нью-Йорк`).
    if letters < 2 || letters < 3 && !is_consonant(last) {
        return;
    }
    let mut decline = |cut: usize, endings: &str| {
        let stem: String = word.chars().take(letters - cut.min(letters)).collect();
        forms.extend(endings.split(' ').map(|ending| format!("{stem}{ending}")));
    };
    let ends = |ending: &str| word.ends_with(ending);
    let adjective = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"].iter().any(|ending| ends(ending));
    if adjective && letters > 4 {
        decline(2, ADJECTIVE);
    }
    match last {
        _ if ends("ия") => decline(2, IYA),
        _ if ends("ие") => decline(2, IYE),
        // Surnames in -их and -ых do not change, nor do genitives of the plural.
        _ if ends("их") || ends("ых") => {}
        'а' => {
            decline(1, A);
            decline(1, "");
        }
        'я' => decline(1, YA),
        'ь' => decline(1, SOFT),
        'й' => decline(1, SHORT),
        // Surnames in -ко do change in many a text, though grammars forbid it.
        'о' => {
            decline(1, O);
            decline(1, "");
        }
        'е' => decline(1, E),
        'ы' => {
            decline(1, PLURAL_Y);
            decline(1, "");
        }
        'и' => decline(1, PLURAL_I),
        _ if is_consonant(last) => {
            decline(0, CONSONANT);
            if ["ов", "ев", "ин", "ын"].iter().any(|ending| ends(ending)) {
                decline(0, SURNAME);
            }
            if letters > 3 {
                match word.chars().nth(letters - 2) {
                    // Немец, немца; but китаец, китайца.
                    Some('е') if last == 'ц' => {
                        decline(2, "ца цу цем цом це цы цев цов цам цами цах йца йцу йцем йце йцы йцев йцам йцами йцах")
                    }
                    Some('о' | 'е') if last == 'к' => {
                        decline(2, "ка ку ком ке ки ков кам ками ках ька ьку ьком ьке ьки ьков ькам ьками ьках")
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'б' | 'в' | 'г' | 'д' | 'ж' | 'з' | 'к' | 'л' | 'м' | 'н' | 'п' | 'р' | 'с' | 'т' | 'ф' | 'х' | 'ц' | 'ч' | 'ш' | 'щ')
}

fn german(word: &str, forms: &mut Vec<String>) {
    if word.chars().count() < 3 {
        return;
    }
    match word.strip_suffix('e') {
        Some(stem) => forms.extend(["en", "er", "es", "em"].iter().map(|ending| format!("{stem}{ending}"))),
        None => forms.extend(["s", "es", "e", "en", "er", "em", "n", "ns"].iter().map(|ending| format!("{word}{ending}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::forms;
    use crate::base::Lang;

    #[test]
    fn words_take_the_endings_of_their_language() {
        let check = |word: &str, lang: &str, expected: &str| {
            let lang = Lang::new(lang);
            let found = forms(word, Some(&lang));
            for form in expected.split(' ') {
                assert!(found.iter().any(|found| found == form), "{form} of {word}: {found:?}");
            }
        };
        check("лавров", "ru", "лавров лаврова лаврову лавровым лаврове лавровой лавровых лавровыми");
        check("крутских", "ru", "крутских");
        check("организация", "ru", "организации организацию организацией организаций организациях");
        check("объединенные", "ru", "объединенных объединенным объединенными");
        check("нации", "ru", "наций нациям нациями нациях");
        check("москва", "ru", "москвы москве москву москвой москвою");
        check("безопасность", "ru", "безопасности безопасностью");
        check("андрей", "ru", "андрея андрею андреем андрее");
        check("василий", "ru", "василия василию василием василии");
        check("чайковский", "ru", "чайковского чайковскому чайковским чайковском чайковской чайковскую");
        check("толстой", "ru", "толстого толстому толстым толстом");
        check("совет", "ru", "совета совету советом совете советы советов");
        check("право", "ru", "права праву правом праве прав");
        check("отношения", "ru", "отношений отношениям отношениях");
        check("собрание", "ru", "собрания собранию собранием собрании");
        check("штаты", "ru", "штатов штатам штатами штатах");
        check("китаец", "ru", "китайца китайцев китайцам");
        check("немец", "ru", "немца немцев");
        check("поселок", "ru", "поселка поселком");
        check("мид", "ru", "мида миду мидом миде");
        check("а", "ru", "а");
        check("nationen", "de", "nationen");
        check("vereinte", "de", "vereinten vereinter");
        check("bundestag", "de", "bundestages bundestags");
    }

    #[test]
    fn what_does_not_inflect_stays() {
        assert_eq!(forms("крутских", None), ["крутских"]);
        assert_eq!(forms("в", None), ["в"]);
        assert_eq!(forms("nations", None), ["nations"]);
        assert_eq!(forms("中", None), ["中"]);
    }
}
