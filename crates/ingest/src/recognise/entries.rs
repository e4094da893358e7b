//! How entries of a list of references begin and end.

/// The number with which an entry begins, and where its words begin.
pub fn number_of(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next().filter(|c| matches!(c, '[' | '(' | '〔' | '［' | '【')).map_or(0, char::len_utf8);
    let body = text.get(open..)?;
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let rest = body.get(digits..)?;
    let close = match rest.chars().next()? {
        ']' | ')' => 1,
        '〕' | '］' | '】' if open > 1 => 3,
        '.' if open == 0 => 1,
        ' ' | '\t' if open == 0 && rest.trim_start().starts_with(char::is_uppercase) => 0,
        _ => return None,
    };
    let behind = rest.get(close..)?;
    let gap = behind.len() - behind.trim_start().len();
    // "2020. Title" is a year.
    // "3.van Dorp"
    let is_name = || scholion_reference::names::is_particle(behind.split(' ').next().unwrap_or(""));
    (digits < 4 && (gap > 0 || close > 0 && (behind.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || is_name())))
        .then(|| (&body[..digits], open + digits + close + gap))
}

/// Whether words begin with a name as entries do: `Smith, J.`, `Smith JA,`, `van der Berg, P.`, `SMITH, John`,
/// `Иванов И. И.`, `[Embrapa]`.
pub fn names_author(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', '.', ' ']);
    if text.starts_with('[') {
        return text.split_once(']').is_some_and(|(name, _)| name.len() < 40 && !name.contains(|c: char| c.is_ascii_digit()));
    }
    let mut words = text.split_whitespace();
    let mut family = 0;
    for word in words.by_ref().take(5) {
        let bare = word.trim_end_matches([',', '.', ';', ':']);
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 2 && bare.starts_with(char::is_lowercase) && scholion_reference::names::is_particle(bare) {
            continue;
        }
        if family > 0 && is_initials(bare) && !(letters == 1 && !word.ends_with(['.', ',']) && family > 1) {
            return true;
        }
        if letters < 2
            || !(bare.starts_with(char::is_uppercase) || is_small(bare))
            || !bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '\'' | '’'))
        {
            return false;
        }
        family += 1;
        if word.ends_with(',') {
            // A family name, and a given name or initials behind the comma.
            let Some(given) = words.next() else { return false };
            let closes = given.ends_with([',', '.', ';', ':'])
                || words.next().is_some_and(|next| next.starts_with('(') || is_initials(next) || is_dated(next));
            return is_initials(given.trim_end_matches([',', '.', ';', ':'])) || given.starts_with(char::is_uppercase) && closes;
        }
        if word.ends_with(['.', ';', ':']) || family > 2 {
            return false;
        }
    }
    false
}

/// `1976a:`, the year behind a name.
fn is_dated(word: &str) -> bool {
    word.get(..4).is_some_and(scholion_reference::dates::is_year)
        && word.get(4..).is_some_and(|tail| tail.len() <= 2 && tail.ends_with([':', '.', ',']))
}

/// `d'Orme`, `vanArden`: a family name that begins with a small particle.
fn is_small(word: &str) -> bool {
    let at = word.find(char::is_uppercase).filter(|&at| at > 0);
    let particle = at.and_then(|at| word.get(..at)).unwrap_or("");
    particle.ends_with(['\'', '’']) && particle.chars().count() <= 5 || scholion_reference::names::is_particle(particle)
}

/// `J.`, `JA`, `J.-P.`, `J. A`
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (1..=4).contains(&letters) && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'))
}

/// An entry may end without a point behind a page, an address, a year.
pub fn ends_entry(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit() || c == ')' || c == ']')
        || text.rsplit(' ').next().is_some_and(|word| word.contains("://") || word.contains("www."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_numbers_in_brackets_of_all_kinds() {
        assert_eq!(number_of("[12] Holm, K."), Some(("12", 5)));
        assert_eq!(number_of("〔1〕张伟. 档案管理"), Some(("1", 7)));
        assert_eq!(number_of("[3]张伟. 档案管理"), Some(("3", 3)));
        assert_eq!(number_of("2020. Title"), None);
    }
}
