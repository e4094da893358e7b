//! The numbers that notes have in a document.

use crate::draft::Draft;

/// The numbers of notes in their order. The printed ones stay if they rise: then a note that is missing leaves its gap, and those that have
/// signs, such as the author's, stand behind all others.
pub fn printed(draft: &Draft, order: &[usize]) -> Vec<u32> {
    let label = |note: &usize| draft.notes.get(*note).and_then(|note| note.label.parse::<u32>().ok());
    let printed: Vec<Option<u32>> = order.iter().map(label).collect();
    let numbers: Vec<u32> = printed.iter().copied().flatten().collect();
    let rise = numbers.windows(2).all(|pair| matches!(pair, [one, next] if one < next)) && !numbers.contains(&0);
    if !rise || numbers.len() * 2 <= printed.len() {
        return (1..=u32::try_from(order.len()).unwrap_or(u32::MAX)).collect();
    }
    let mut behind = numbers.last().copied().unwrap_or(0);
    let mut next = || {
        behind = behind.saturating_add(1);
        behind
    };
    printed.into_iter().map(|number| number.unwrap_or_else(&mut next)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;

    #[test]
    fn printed_numbers_stay() {
        let check = |labels: &[&str]| {
            let notes = labels.iter().map(|label| Note { label: (*label).to_owned(), ..Note::default() }).collect();
            printed(&Draft { notes, ..Draft::default() }, &(0..labels.len()).collect::<Vec<_>>())
        };
        assert_eq!(check(&["*", "1", "2", "4"]), [5, 1, 2, 4]);
        assert_eq!(check(&["1", "2", "1"]), [1, 2, 3]);
        assert_eq!(check(&["*", "†"]), [1, 2]);
    }
}
