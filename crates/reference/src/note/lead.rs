//! Words at the beginning of a piece of a note that lead to a work and are no part of it: "ihm folgend", "et, plus récemment,", "For the
//! thirteenth:".

use scholion_lang::{ARTICLE, CITATION_PREFIX, FUNCTION_WORD, SENTENCE_OPENER};

use super::{
    law,
    names::{is_joint, is_quote, leads_in, names, offsets},
    start,
};
use crate::{backref, dates, intext, names::is_particle, works};

/// How far, in bytes, a work is looked for behind the words that lead to it.
const REACH: usize = 400;

/// The length of the words before the work that a piece names; `behind` is the note from the beginning of the piece on.
pub fn intro_len(piece: &str, behind: &str) -> usize {
    match few_words(piece, behind) {
        0 => match clause(piece, behind) {
            0 => match remark(piece, behind) {
                0 => joint_len(piece),
                len => len,
            },
            len => len,
        },
        len => len,
    }
}

/// "and Mary Oakes, Ports (London: Holt, 2001)": what joins a piece to the one before is no part of a name.
fn joint_len(piece: &str) -> usize {
    let Some((joint, rest)) = piece.split_once(' ') else { return 0 };
    let joins = joint.chars().count() > 1 && joint.chars().all(char::is_lowercase) && is_joint(joint);
    if joins && rest.starts_with(char::is_uppercase) { joint.len() + 1 } else { 0 }
}

/// A remark and a colon: "highlighting the other side: Holm, Teiche und Flüsse (1990)", "Austrian mills: Holm/Lund, Recht der Wehre, 2023".
fn remark(piece: &str, behind: &str) -> usize {
    let Some((head, rest)) = piece.split_once(": ") else { return 0 };
    let words: Vec<&str> = head.split(' ').collect();
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let plain = head.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''));
    let opens = words.first().is_some_and(|first| first.starts_with(char::is_lowercase) || FUNCTION_WORD.contains(&first.to_lowercase()));
    let begin = head.len() + 2;
    let near = rest.get(..rest.find([';', '(']).unwrap_or(rest.len())).unwrap_or("");
    let (name, title) = near.split_once(", ").unwrap_or((near, ""));
    let is_name = |part: &str| {
        part.chars().count() > 2 && part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let several = name.contains('/') && name.split('/').all(is_name);
    let told = title.split_whitespace().any(|word| word.starts_with(char::is_lowercase) && !is_particle(word) && !is_joint(word));
    let led = plain && words.len() <= 10 && (opens && small >= 3 && is_name(name) && told || several && told);
    let dated = start::has_year(behind.get(begin..).unwrap_or(""));
    if led && dated { begin } else { 0 }
}

/// A few small words before names: "so bereits Holm, K.,", "contra P. Martin,", "anders Gessner 1980", "et, plus récemment, Ana Dahl, Les eaux".
fn few_words(piece: &str, behind: &str) -> usize {
    // "a. A. Holm": "anderer Ansicht"; no name begins with a small initial and goes on with a capital one.
    let mut letters = offsets(piece);
    if let (Some((_, small)), Some((_, capital)), Some((at, name))) = (letters.next(), letters.next(), letters.next())
        && is_letter(small, char::is_lowercase)
        && is_letter(capital, char::is_uppercase)
        && name.starts_with(char::is_uppercase)
    {
        return at;
    }
    let (mut full, mut joint) = (true, false);
    for (index, (at, word)) in offsets(piece).take(6).enumerate() {
        let rest = piece.get(at..).unwrap_or("");
        let sure = || {
            backref::same_author(rest).is_some()
                || law::begins_court(rest)
                || !joint && intext::begins_bare(rest)
                || names(rest).is_some_and(|names| names.sure && names.refers(rest))
        };
        if index > 0 && (sure() || full && (is_full(behind.get(at..).unwrap_or("")) || is_placed(rest))) {
            return at;
        }
        let core = word.trim_end_matches(',');
        let lower = core.to_lowercase();
        // "y" is a particle as well.
        let is_lead = if is_joint(core) { index == 0 } else { !is_particle(core) };
        let small = core.chars().all(char::is_lowercase) && is_lead;
        let opens = index == 0 && (SENTENCE_OPENER.contains(word) || CITATION_PREFIX.contains(&lower));
        if lower == "in" || !small && !opens {
            return 0;
        }
        joint |= is_joint(core);
        // "Für Hans Meier" may be a title.
        full &= small || !FUNCTION_WORD.contains(&lower) && !ARTICLE.contains(&lower);
    }
    0
}

/// Whether a word is one letter and a point.
fn is_letter(word: &str, is: impl Fn(char) -> bool) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is) && chars.next() == Some('.') && chars.next().is_none()
}

/// A clause that a preposition begins: "For the thirteenth:", "Entre ellos,", "Sur ces fonds, on lira la mise au point de".
fn clause(piece: &str, behind: &str) -> usize {
    let (mut colon, mut comma, mut small, mut before) = (false, false, 0usize, "");
    let mut particle = false;
    for (index, (at, word)) in offsets(piece).take(16).enumerate() {
        let core = word.trim_end_matches([',', ':']);
        let lower = core.to_lowercase();
        if index == 0 && (!FUNCTION_WORD.contains(&lower) || ARTICLE.contains(&lower)) {
            return 0;
        }
        particle |= index == 0 && is_particle(&lower);
        if index > 1 && word.starts_with(char::is_uppercase) {
            let rest = behind.get(at..).unwrap_or("");
            let led = comma && small >= 3 && !particle && FUNCTION_WORD.contains(before);
            let aside = small == 0 && before.ends_with(',') && before.starts_with(char::is_lowercase);
            if (colon || led) && is_full(rest) || aside && works::is_short(piece.get(at..).unwrap_or("")) {
                return at;
            }
        }
        if colon || core.is_empty() || !core.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'')) {
            return 0;
        }
        colon |= word.ends_with(':');
        small = if word.ends_with(',') { 0 } else { small + usize::from(comma && core.chars().all(char::is_lowercase)) };
        comma |= word.ends_with(',');
        before = word;
    }
    0
}

/// The length of a few small words before a name: "con más detalle, ", "neuerdings ".
pub fn aside_len(text: &str) -> usize {
    for (at, word) in offsets(text).take(6) {
        let core = word.trim_end_matches(',');
        if core.starts_with(char::is_uppercase) {
            return at;
        }
        if core.is_empty() || !core.chars().all(char::is_lowercase) || is_particle(core) {
            return 0;
        }
    }
    0
}

/// Whether a family name, and where somebody wrote, begin words: "Lang, in: Dahl (Hrsg.), Kommentar", "Lang, JZ 1999, 55".
fn is_placed(text: &str) -> bool {
    let Some((name, rest)) = text.split_once(", ") else { return false };
    let is_name =
        name.split(['/', '-']).all(|part| part.chars().count() > 1 && part.starts_with(char::is_uppercase) && !part.contains(' '));
    let words: Vec<&str> = rest.split(' ').take(4).collect();
    let journal = |year: usize| {
        let named =
            words.get(..year).is_some_and(|name| name.iter().all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(',')));
        let page = |at: usize| words.get(at).is_some_and(|page| page.starts_with(|c: char| c.is_ascii_digit()));
        let dated = words.get(year).is_some_and(|word| dates::is_year(word.trim_end_matches(',')));
        named && dated && page(year + 1)
    };
    is_name && (rest.split_once(' ').is_some_and(|(lead, _)| leads_in(lead)) || journal(1) || journal(2))
}

/// Whether a given name and a family name begin words, a title of several words stands behind a comma, and a year behind it: "Ilse Holm, Teiche
/// und Flüsse, Köln 1974".
pub fn is_full(text: &str) -> bool {
    let mut window = text.len().min(REACH);
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let words = text.get(..window).and_then(|near| near.split(';').next()).unwrap_or("");
    let Some(names) = names(words).filter(|names| matches!(names.sign, Some(',' | ':'))) else { return false };
    let (head, rest) = words.split_at_checked(names.end).unwrap_or((words, ""));
    let person = head.split(' ').take_while(|word| !is_joint(word)).count();
    let first = head.split(' ').next().unwrap_or("");
    let rest = rest.trim_start();
    let title = rest.split([',', '(', '.', '[', ':']).next().unwrap_or("");
    let letters = |word: &&str| word.chars().all(char::is_alphabetic);
    let small = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_lowercase) && !is_particle(word);
    let is_title = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '¿' | '¡'))
        && (title.split_whitespace().filter(letters).count() >= 3 || title.split_whitespace().any(|word| small(&word)));
    (2..=4).contains(&person)
        && first.starts_with(char::is_uppercase)
        && !FUNCTION_WORD.contains(&first.to_lowercase())
        && (is_title || is_quote(rest))
        && start::has_year(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_work_are_no_part_of_it() {
        for (lead, work) in [
            ("ihm folgend ", "Ilse Holm, Teiche und Flüsse. Studien, Köln 1974"),
            ("et, plus récemment, ", "Ana Dahl et Yves Rocher, « Eaux et gens », Revue, 1999"),
            ("and ", "Mary Oakes, Ports (London: Holt, 2001), 3"),
            ("y ", "Marta Lund, «Señores del agua», Hispania 22 (1998)"),
            ("ähnlich ", "ders., Die Teiche, Köln 1990"),
            ("a. A. ", "Holm, Teiche und Flüsse, Köln 1974"),
            ("Ebenso ", "BVerfG, Beschluss vom 14. Februar 1973 – 1 BvR 112/65"),
            ("zustimmend ", "Lang, in: Dahl (Hrsg.), Kommentar, Köln 1990"),
            ("kritisch dazu ", "Lang, JZ 1999, 55"),
            ("highlighting the other side: ", "Holm, Teiche und andere Flüsse, Köln 1990"),
            ("Austrian mills: ", "Holm/Lund, Recht der alten Wehre, 2023"),
            ("For the tenth: ", "Colm Arden, The Pond Charters (Leeds: Mill Press, 1936)"),
            ("Sur ces fonds, on lira la mise au point de ", "Jeanne Dahl, Notaires et paysans, Rennes, 2011"),
        ] {
            let text = format!("{lead}{work}");
            assert_eq!(intro_len(&text, &text), lead.len(), "{text}");
        }
    }

    #[test]
    fn titles_keep_their_words() {
        for text in [
            "Für Hans Meier, Festschrift zum Tag, Berlin 1990",
            "with notes by John Smith, London 1890",
            "On ponds: New York, Mill Press, 1990",
            "In the shadow of war: Oxford, Clarendon Press, 1990",
        ] {
            assert_eq!(intro_len(text, text), 0, "{text}");
        }
    }
}
