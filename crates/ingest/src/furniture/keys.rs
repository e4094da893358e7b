//! What lines that come again have in common, whatever number stands in them and however they were recognised.

/// The line in lower case with every number as `#`, numbers at its ends left out.
pub fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    let mut push = |c: char, is_number: bool| match is_number {
        true if key.ends_with('#') => {}
        true => key.push('#'),
        false => key.push(c),
    };
    for c in line.chars() {
        match c {
            '\0'..='\u{7f}' => push(c.to_ascii_lowercase(), c.is_ascii_digit()),
            _ => c.to_lowercase().for_each(|c| push(c, c.is_numeric())),
        }
    }
    let key = close_up(key);
    key.trim_matches(|c: char| c == '#' || c.is_whitespace() || matches!(c, '*' | '_' | '|' | '-' | '–' | '—' | '.')).to_owned()
}

/// Letters that recognition set apart, closed up: `c o n g r e s o` → `congreso`; Roman numbers at the ends go, as
/// others do.
fn close_up(key: String) -> String {
    let roman = |word: &str| !word.is_empty() && word.len() <= 6 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l'));
    let mut words = key.split(' ').filter(|word| !word.is_empty());
    let single = |word: &str| word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
    let numbered = words.clone().next().is_some_and(roman) || words.clone().next_back().is_some_and(roman);
    if !numbered && words.clone().filter(|word| single(word)).count() < 3 {
        return key;
    }
    // The "v" of "v i l l a" is a letter.
    let number = |word: Option<&str>, beside: Option<&str>| {
        word.is_some_and(roman) && beside.is_some_and(|beside| !single(beside) || word.is_some_and(|word| word.len() > 1))
    };
    if number(words.clone().next(), words.clone().nth(1)) {
        words.next();
    }
    if number(words.clone().next_back(), words.clone().rev().nth(1)) {
        words.next_back();
    }
    let mut closed = String::with_capacity(key.len());
    let mut apart = false;
    for word in words {
        if !closed.is_empty() && !(apart && single(word)) {
            closed.push(' ');
        }
        closed.push_str(word);
        apart = single(word);
    }
    closed
}

/// Whether two keys are alike but for slips of recognition: they share most pairs of letters (Dice 1945).
pub fn alike(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 6 {
        return false;
    }
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut pairs: Vec<(char, char)> = chars.iter().copied().zip(chars.iter().copied().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared * 20 >= (a.len() + b.len()) * 8
}

/// Whether a line names the author or the title.
pub fn names(front: &[(usize, String)], line: &str) -> bool {
    let own = key(line);
    let is_long = |words: &str| words.chars().count() >= 8 && words.contains(' ');
    let are_one = |front: &str| is_long(&own) && front.contains(own.as_str()) || is_long(front) && own.contains(front);
    front.iter().any(|(_, front)| are_one(front) || shortens(&own, front))
}

/// Whether words are those of a name, the first of them shortened: "k. holm", "karl holm".
pub fn shortens(own: &str, front: &str) -> bool {
    let (words, full): (Vec<&str>, Vec<&str>) = (own.split(' ').collect(), front.split(' ').collect());
    let begins = |word: &str, full: &str| {
        let start = word.trim_end_matches('.');
        !start.is_empty() && full.starts_with(start) && (start.len() == full.len() || start.len() < word.len())
    };
    (2..=4).contains(&words.len())
        && words.len() == full.len()
        && words.last() == full.last()
        && words.iter().zip(&full).all(|(word, full)| begins(word, full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_name_the_author_or_the_title() {
        let front = [(0, key("The Lamp of the Ford")), (1, key("Karla Holm"))];
        for line in ["K. Holm", "The Lamp of the Ford", "Karla Holm: The Lamp", "Lamp of the Ford"] {
            assert!(names(&front, line), "{line}");
        }
        for line in ["Karl Vik", "The boat", "Holm"] {
            assert!(!names(&front, line), "{line}");
        }
    }
}
