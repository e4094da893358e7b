//! Three-way merge: what an editor and the program each changed in one text since they parted.
//!
//! The algorithm is diff3 (Khanna, Kunal and Pierce 2007): both changed texts are aligned with their base; where
//! only one of them changed, its words stand; where both changed, and not alike, they are in conflict. Lines are merged
//! first. Since a paragraph is one line, lines in conflict are merged once more word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// A merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text; where there is a conflict, the editor's words.
    pub text: String,
    /// Where both changed the same words, each with its line in `text`, from 1.
    pub conflicts: Vec<Conflict>,
}

/// Words that both sides changed, and not alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Line of the merged text, from 1.
    pub line: usize,
    /// The editor's words.
    pub ours: String,
    /// The program's words.
    pub theirs: String,
}

/// Merges what changed from `base` to `ours` and from `base` to `theirs`.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let lines = |text| -> Vec<&str> { str::split_inclusive(text, '\n').collect() };
    let mut merged = Merged { text: String::new(), conflicts: Vec::new() };
    for chunk in chunks(&lines(base), &lines(ours), &lines(theirs)) {
        match chunk {
            Chunk::Agreed(text) => merged.text.push_str(&text),
            Chunk::Conflict { base, ours, theirs } => merge_words(&base, &ours, &theirs, &mut merged),
        }
    }
    merged
}

/// Lines that both changed: well if they changed different words of them.
fn merge_words(base: &str, ours: &str, theirs: &str, merged: &mut Merged) {
    let words = |text| -> Vec<&str> { UnicodeSegmentation::split_word_bounds(text).collect() };
    let chunks = chunks(&words(base), &words(ours), &words(theirs));
    let agreed: Option<String> =
        chunks.iter().map(|chunk| if let Chunk::Agreed(text) = chunk { Some(text.as_str()) } else { None }).collect();
    match agreed {
        Some(text) if !base.is_empty() => merged.text.push_str(&text),
        _ => {
            let line = merged.text.bytes().filter(|byte| *byte == b'\n').count() + 1;
            merged.conflicts.push(Conflict { line, ours: ours.to_owned(), theirs: theirs.to_owned() });
            merged.text.push_str(ours);
        }
    }
}

#[derive(Debug)]
enum Chunk {
    Agreed(String),
    Conflict { base: String, ours: String, theirs: String },
}

/// Cuts three texts into parts on which they agree, or only one changed, and parts that both changed.
fn chunks(base: &[&str], ours: &[&str], theirs: &[&str]) -> Vec<Chunk> {
    let to_ours = matches(base, ours);
    let to_theirs = matches(base, theirs);
    let mut chunks = Vec::new();
    let (mut b, mut o, mut t) = (0, 0, 0);
    loop {
        // The parts that all three share, from here on.
        let shared =
            (b..base.len()).zip(o..).zip(t..).take_while(|((b, o), t)| to_ours[*b] == Some(*o) && to_theirs[*b] == Some(*t)).count();
        if shared > 0 {
            chunks.push(Chunk::Agreed(base[b..b + shared].concat()));
            (b, o, t) = (b + shared, o + shared, t + shared);
            continue;
        }
        // The next part of the base that both still have ends the change.
        let next = (b..base.len()).find_map(|at| Some((at, to_ours[at]?, to_theirs[at]?)));
        let (next_b, next_o, next_t) = next.unwrap_or((base.len(), ours.len(), theirs.len()));
        let (was, our, their) = (&base[b..next_b], &ours[o..next_o], &theirs[t..next_t]);
        if our == their || was == their {
            chunks.push(Chunk::Agreed(our.concat()));
        } else if was == our {
            chunks.push(Chunk::Agreed(their.concat()));
        } else {
            chunks.push(Chunk::Conflict { base: was.concat(), ours: our.concat(), theirs: their.concat() });
        }
        if next.is_none() {
            return chunks;
        }
        (b, o, t) = (next_b, next_o, next_t);
    }
}

/// For each part of `base`, which part of `changed` it is, if it is still there.
fn matches(base: &[&str], changed: &[&str]) -> Vec<Option<usize>> {
    let mut matches = vec![None; base.len()];
    for op in capture_diff_slices(Algorithm::Myers, base, changed) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            (0..len).for_each(|n| matches[old_index + n] = Some(new_index + n));
        }
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the merge gives: its text, and conflicts as `line: ours | theirs`.
    fn check(base: &str, ours: &str, theirs: &str, text: &str, conflicts: &[&str]) {
        let merged = merge(base, ours, theirs);
        assert_eq!(merged.text, text);
        let found: Vec<String> =
            merged.conflicts.iter().map(|one| format!("{}: {} | {}", one.line, one.ours.trim(), one.theirs.trim())).collect();
        assert_eq!(found, conflicts);
    }

    #[test]
    fn changes_in_different_lines_both_stand() {
        check("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n", &[]);
        check("a\nb\nc\n", "a\nb\nc\nd\n", "b\nc\n", "b\nc\nd\n", &[]);
        check("a\nb\n", "a\nx\nb\n", "a\nb\n", "a\nx\nb\n", &[]);
        check("a\nb\n", "a\nx\nb\n", "a\nx\nb\n", "a\nx\nb\n", &[]);
        check("", "", "new\n", "new\n", &[]);
    }

    #[test]
    fn changes_in_different_words_of_a_paragraph_both_stand() {
        check(
            "The teh quick brown fox.\n",
            "The the quick brown fox.\n",
            "The teh quick brown fox.[^1]\n",
            "The the quick brown fox.[^1]\n",
            &[],
        );
    }

    #[test]
    fn changes_of_the_same_words_are_a_conflict_and_the_editors_stand() {
        check("a\nThe fox.\ny\nz\n", "a\nThe dog.\ny\nz\n", "a\nThe cat.\ny\nZ\n", "a\nThe dog.\ny\nZ\n", &["2: The dog. | The cat."]);
        check("a\n", "", "A\n", "", &["1:  | A"]);
        check("", "x\n", "y\n", "x\n", &["1: x | y"]);
    }

    proptest::proptest! {
        #[test]
        fn one_change_is_taken_whole(base in "([abc]\n){0,8}", changed in "([abcd]\n){0,8}") {
            for merged in [merge(&base, &changed, &base), merge(&base, &base, &changed), merge(&base, &changed, &changed)] {
                proptest::prop_assert_eq!(&merged.text, &changed);
                proptest::prop_assert!(merged.conflicts.is_empty());
            }
        }

        #[test]
        fn any_three_texts_merge(base in "([abc] ?\n?){0,8}", ours in "([abcd] ?\n?){0,8}", theirs in "([abce] ?\n?){0,8}") {
            merge(&base, &ours, &theirs);
        }
    }
}
