//! Places by numbers of characters, bytes and lines.

use crate::base::Span;

/// From one number of characters to another, in a part of a text. The model counts code points, programs count UTF-16 units (what
/// browsers have): where these are two places, that one is meant whose ends are ends of words.
pub fn characters(text: &str, within: Span, start: usize, end: usize) -> Option<Span> {
    let part = within.of(text);
    let span = |places: (Option<usize>, Option<usize>)| {
        let (start, end) = (within.start as usize + places.0?, within.start as usize + places.1?);
        (start < end).then(|| Span::new(start, end))
    };
    if part.is_ascii() {
        let end = end.min(part.len());
        return span((Some(start).filter(|start| *start <= part.len()), Some(end)));
    }
    let (mut points, mut units) = ((None, None), (None, None));
    let (mut point, mut unit) = (0, 0);
    for (at, c) in part.char_indices() {
        mark(&mut points, point, at, start, end);
        mark(&mut units, unit, at, start, end);
        // There are no fewer units than characters: both ends stand before this.
        if point > end {
            break;
        }
        point += 1;
        unit += c.len_utf16();
    }
    mark(&mut points, point, part.len(), start, end.min(point));
    mark(&mut units, unit, part.len(), start, end.min(unit));
    match (span(units), span(points)) {
        (Some(units), Some(points)) if units != points && !is_of_words(text, units) && is_of_words(text, points) => Some(points),
        (units, points) => units.or(points),
    }
}

fn mark(places: &mut (Option<usize>, Option<usize>), count: usize, at: usize, start: usize, end: usize) {
    if count == start {
        places.0 = places.0.or(Some(at));
    }
    if count == end {
        places.1 = Some(at);
    }
}

/// From one number of bytes to another.
pub fn bytes(text: &str, within: Span, start: usize, end: usize) -> Option<Span> {
    let part = within.of(text);
    let end = end.min(part.len());
    part.get(start..end).filter(|words| !words.is_empty())?;
    Some(Span::new(within.start as usize + start, within.start as usize + end))
}

/// From one line, counted from 0, up to another.
pub fn lines(text: &str, within: Span, start: usize, end: usize) -> Option<Span> {
    let part = within.of(text);
    let begins = std::iter::once(0).chain(part.match_indices('\n').map(|(at, _)| at + 1)).chain([part.len()]);
    let (mut from, mut to) = (None, part.len());
    for (nth, at) in begins.enumerate() {
        if nth == start {
            from = Some(at);
        }
        if nth == end {
            to = at;
        }
    }
    from.filter(|from| *from < to).map(|from| Span::new(within.start as usize + from, within.start as usize + to))
}

/// Whether a range begins and ends where words do.
pub fn is_of_words(text: &str, span: Span) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let around = |at: u32| text.split_at_checked(at as usize).map(|(before, behind)| (before.chars().next_back(), behind.chars().next()));
    [span.start, span.end].into_iter().all(|at| around(at).is_some_and(|(before, behind)| !(is_word(before) && is_word(behind))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted() {
        let text = "A 🙂 harbour\nof ice";
        let whole = Span::new(0, text.len());
        let check = |span: Option<Span>, expected: &str| assert_eq!(span.map_or("-", |span| span.of(text)), expected);
        // In UTF-16 units, and in code points.
        check(characters(text, whole, 5, 12), "harbour");
        check(characters(text, whole, 4, 11), "harbour");
        check(characters(text, whole, 0, 1), "A");
        check(characters(text, whole, 90, 99), "-");
        assert_eq!(characters("abc", Span::new(0, 3), 1, 99), Some(Span::new(1, 3)));
        check(lines(text, whole, 1, 2), "of ice");
        check(lines(text, whole, 5, 6), "-");
        check(bytes(text, whole, 7, 14), "harbour");
        check(bytes(text, whole, 3, 14), "-");
        assert!(is_of_words(text, Span::new(7, 14)) && !is_of_words(text, Span::new(8, 14)));
    }
}
