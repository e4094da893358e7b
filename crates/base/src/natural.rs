//! The natural order of names and shelfmarks: what is a number counts as one.

use std::cmp::Ordering;

/// Compares two names as people order them: `2.jpg` before `10.jpg`, capitals without regard; what is then equal by its letters.
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let ordering = match (first(&mut left), first(&mut right)) {
            (None, None) => return one.cmp(other),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(Part::Number(a)), Some(Part::Number(b))) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
            (Some(a), Some(b)) => a.folded().cmp(&b.folded()),
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

/// A part of a name.
enum Part<'n> {
    /// A number, without noughts before it.
    Number(&'n str),
    /// A letter or sign.
    Letter(char),
}

impl Part<'_> {
    /// As it is compared: numbers before letters, but behind what parts folders.
    fn folded(&self) -> (u8, char) {
        match self {
            Self::Letter('/') => (0, '/'),
            Self::Number(_) => (1, '0'),
            Self::Letter(c) => (2, c.to_lowercase().next().unwrap_or(*c)),
        }
    }
}

/// Takes the first part of a name.
fn first<'n>(rest: &mut &'n str) -> Option<Part<'n>> {
    let letter = rest.chars().next()?;
    if !letter.is_ascii_digit() {
        *rest = rest.get(letter.len_utf8()..).unwrap_or("");
        return Some(Part::Letter(letter));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    *rest = behind;
    Some(Part::Number(digits.trim_start_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str]) {
        let mut sorted = names.to_vec();
        sorted.reverse();
        sorted.sort_by(|a, b| natural(a, b));
        assert_eq!(sorted, names);
    }

    #[test]
    fn numbers_count_as_numbers() {
        check(&["1r.jpg", "1v.jpg", "2.jpg", "2r.jpg", "10r.jpg", "cover.jpg"]);
        check(&["page-002.jpg", "Page-3.jpg", "page-0010.jpg"]);
        check(&["1/2.jpg", "1/10.jpg", "1a/1.jpg", "2/1.jpg"]);
        check(&["01.jpg", "1.jpg"]);
        check(&["99999999999999999999998.jpg", "99999999999999999999999.jpg"]);
        check(&["", "a", "ä", "б"]);
    }
}
