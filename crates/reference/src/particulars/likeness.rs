//! Whether two names can be those of one person, journal or book.

use scholion_base::text::fold;

use super::{Name, translit};

/// A name to be held against another: the family name, the given names (initials with a point), what stands behind.
pub(super) fn author(name: &Name) -> (String, Vec<String>, String) {
    let given = name.given.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let mut words: Vec<String> = Vec::new();
    for word in given {
        let letters: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
        match letters.as_slice() {
            // `JS`: initials without points (Vancouver).
            [one] if !word.ends_with('.') && (2..=3).contains(&one.chars().count()) && one.chars().all(char::is_uppercase) => {
                words.extend(one.chars().map(|c| format!("{c}.")));
            }
            [one] if !word.ends_with('.') && one.chars().count() > 1 => words.push((*one).to_owned()),
            several => words.extend(several.iter().map(|part| format!("{part}."))),
        }
    }
    (translit::common(&name.short()), words, fold(&name.suffix))
}

/// How much of a name is spelled out.
pub(super) fn length(words: &[String]) -> usize {
    words.iter().map(String::len).sum()
}

/// Whether given names can be one person's: `J.`, `John`, `John Quincy`, `Quincy`; not `Jane`.
pub(super) fn given_names_fit(mine: &[String], theirs: &[String]) -> bool {
    let joined = |words: &[String]| translit::common(&words.concat().replace('.', ""));
    let (all, others) = (joined(mine), joined(theirs));
    if all == others {
        return true;
    }
    let is_short = |word: &str| word.ends_with('.');
    // A second name alone.
    let (few, many) = if mine.len() <= theirs.len() { (mine, theirs) } else { (theirs, mine) };
    if few.len() < many.len() && few.iter().all(|word| !is_short(word) && many.iter().any(|other| fold(other) == fold(word))) {
        return true;
    }
    mine.iter().zip(theirs).all(|(mine, theirs)| {
        let (a, b) = (fold(mine), fold(theirs));
        let (sound, other) = (translit::common(mine), translit::common(theirs));
        if is_short(mine) || is_short(theirs) {
            // The letters as printed or their sound (`Юрий`, `Yu.`); digraphs of one letter (`Iu.`) count by the first.
            let begins = |word: &str, start: &str| word.starts_with(start) || start.starts_with(word);
            return begins(&a, &b) || begins(&sound, &other) || sound.chars().next() == other.chars().next();
        }
        let across = translit::is_cyrillic(mine) != translit::is_cyrillic(theirs);
        a == b || sound == other || across && sound.chars().next() == other.chars().next()
    })
}

/// Whether two folded names can be those of one journal or book: the same, one cut or abbreviated, or its initials.
pub(super) fn is_one_container(mine: &str, theirs: &str) -> bool {
    mine == theirs || abbreviates(mine, theirs) || abbreviates(theirs, mine)
}

/// Whether each word of one stands, perhaps shortened (`Natl` of `National`), in the order of the other, whose initials it may be too.
fn abbreviates(short: &str, long: &str) -> bool {
    let all: Vec<&str> = long.split(' ').collect();
    if !short.contains(' ') && short.chars().count() > 1 {
        let initials = |least: usize| -> String {
            all.iter().filter(|word| word.chars().count() >= least).filter_map(|word| word.chars().next()).collect()
        };
        if initials(1) == short || initials(4) == short {
            return true;
        }
    }
    let (mut words, mut told) = (all.iter(), short.split(' '));
    // An article in front may be left out.
    let first = told.clone().next().filter(|first| all.first() != Some(first) && scholion_lang::ARTICLE.contains(first));
    first.inspect(|_| _ = told.next());
    told.all(|word| words.any(|other| shortens(word, other)))
}

/// Whether a word is another or its contraction: it has the first letter and the others in order.
fn shortens(short: &str, long: &str) -> bool {
    if short == long {
        return true;
    }
    if short.bytes().any(|byte| byte.is_ascii_digit()) || short.chars().next() != long.chars().next() {
        return false;
    }
    let mut letters = long.chars();
    short.chars().count() < long.chars().count() && short.chars().all(|c| letters.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_of_one_person() {
        let fit = |a: &str, b: &str| given_names_fit(&author(&Name::new("Roe", a)).1, &author(&Name::new("Roe", b)).1);
        for (a, b) in [
            ("J.", "John"),
            ("John", "John Q."),
            ("JQ", "John Quincy"),
            ("J. Q.", "John"),
            ("", "John"),
            ("Quincy", "John Quincy"),
            ("Юрий", "Yuri"),
            ("Ю. В.", "Iu. V."),
            ("Александр", "Alexander"),
            ("Xuetong", "Xue-tong"),
            ("Chr.", "Christian"),
            ("José", "Jose"),
        ] {
            assert!(fit(a, b) && fit(b, a), "{a}, {b}");
        }
        for (a, b) in [("John", "Jane"), ("J. A.", "J. B."), ("John A.", "John B."), ("Jan", "Jane"), ("Paul", "Paula"), ("Анна", "Алла")]
        {
            assert!(!fit(a, b) && !fit(b, a), "{a}, {b}");
        }
    }

    #[test]
    fn containers_of_one_name() {
        let one = |a: &str, b: &str| is_one_container(&fold(a), &fold(b)) || is_one_container(&translit::common(a), &translit::common(b));
        for (a, b) in [
            ("Int Secur", "International Security"),
            ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences"),
            ("The Chinese Journal of International Politics", "Chinese Journal of International Politics"),
            ("Вестник МГИМО", "Vestnik MGIMO-Universiteta"),
        ] {
            assert!(one(a, b), "{a}, {b}");
        }
        for (a, b) in [
            ("Ships of the North", "Ships of the South"),
            ("Journal of Politics", "Review of Sociology"),
            ("Yearbook 2003", "Yearbook 2004"),
        ] {
            assert!(!one(a, b), "{a}, {b}");
        }
    }
}
