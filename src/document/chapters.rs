//! Which texts are read chapter by chapter, and with which headings a chapter begins: what `chapters:` says, else a rule for long texts.

use serde::{Deserialize, Serialize};

use super::facts::Heading;

/// What front matter says of chapters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Chapters {
    /// Nothing: a long text has them where its headings divide it.
    #[default]
    ByLength,
    /// It is read on one page, however long it is.
    Never,
    /// It has them, however short it is.
    Always,
    /// A chapter begins with each heading of so many levels, from the highest that the text has.
    Levels(u8),
}

impl Chapters {
    /// What a value means: `true`, `false` or a number of levels, of which there are six.
    pub fn read(words: &str, truth: Option<bool>) -> Option<Self> {
        match (words.trim().parse::<u8>(), truth) {
            (Ok(levels @ 1..=6), _) => Some(Self::Levels(levels)),
            (Err(_), Some(true)) => Some(Self::Always),
            (Err(_), Some(false)) => Some(Self::Never),
            _ => None,
        }
    }

    /// Whether the editors asked for chapters.
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Always | Self::Levels(_))
    }
}

/// From how many words on a text is long: an hour and a half of reading, and about 120 KB of a page.
const LONG: u32 = 20_000;
/// How many parts divide a text by itself; the editors may want fewer.
const MANY: usize = 3;
/// Chapters of more words on the average are divided further, if that does not make them shorter than [`SHORT`].
const LENGTHY: usize = 12_000;
/// What is hardly a page of a book.
const SHORT: usize = 600;

/// Where a chapter begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChapterStart {
    /// Its first heading: a place among all headings of the text.
    pub heading: usize,
    /// With how many headings it begins: `Part One` and nothing else stands on the page of the chapter behind it.
    pub headings: usize,
}

/// Whether a text of so many words may be read chapter by chapter: it is asked for, or it is long.
pub(super) fn may_be(said: Chapters, words: u32) -> bool {
    said.is_asked() || said == Chapters::ByLength && words >= LONG
}

/// Where the chapters of a text with these words and headings begin, in its order. What stands before the first belongs to none. Empty if it
/// has no two chapters, or is to be read on one page.
pub(super) fn starts(said: Chapters, words: u32, headings: &[Heading]) -> Vec<ChapterStart> {
    let tops = || headings.iter().enumerate().filter(|(_, heading)| heading.top);
    let mut levels: Vec<u8> = tops().map(|(_, heading)| heading.level).collect();
    levels.sort_unstable();
    let Some(level) = level_of(said, words as usize, &levels) else { return Vec::new() };
    let mut starts: Vec<ChapterStart> = Vec::new();
    let mut last = None;
    for (nth, heading) in tops() {
        // What stands before the first heading of the level has its pages all the same.
        if heading.level > level && !starts.is_empty() {
            continue;
        }
        let is_empty_above = |above: usize| {
            let between = headings.get(above);
            between.is_some_and(|above| above.level < heading.level && heading.text.start <= above.text.end.saturating_add(1))
        };
        match starts.last_mut() {
            Some(start) if last == nth.checked_sub(1) && last.is_some_and(is_empty_above) => start.headings += 1,
            _ => starts.push(ChapterStart { heading: nth, headings: 1 }),
        }
        last = Some(nth);
    }
    if starts.len() < 2 { Vec::new() } else { starts }
}

/// The lowest level of headings with which chapters begin; `levels` are those of all headings, sorted.
fn level_of(said: Chapters, words: usize, levels: &[u8]) -> Option<u8> {
    let mut steps: Vec<u8> = levels.to_vec();
    steps.dedup();
    let count = |level: u8| levels.partition_point(|other| *other <= level);
    let least = match said {
        Chapters::Never => return None,
        Chapters::Levels(wanted) => return steps.get(usize::from(wanted).min(steps.len()).checked_sub(1)?).copied(),
        Chapters::ByLength if words < LONG as usize => return None,
        Chapters::ByLength => MANY,
        Chapters::Always => 2,
    };
    let mut steps = steps.into_iter().skip_while(|level| count(*level) < least);
    let mut chosen = steps.next()?;
    for deeper in steps {
        if words / count(chosen).max(1) <= LENGTHY || words / count(deeper).max(1) < SHORT {
            break;
        }
        chosen = deeper;
    }
    Some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;

    /// Headings of these levels, each with so many letters behind it.
    fn headings(levels: &[(u8, usize)]) -> Vec<Heading> {
        let mut at = 0;
        let heading = |(level, behind): &(u8, usize)| {
            let text = Span::new(at, at + 3);
            at += 4 + behind;
            Heading { level: *level, id: format!("h-{at}"), text, top: true }
        };
        levels.iter().map(heading).collect()
    }

    fn check(said: Chapters, words: u32, levels: &[(u8, usize)], expected: &[(usize, usize)]) {
        let starts: Vec<(usize, usize)> =
            starts(said, words, &headings(levels)).into_iter().map(|start| (start.heading, start.headings)).collect();
        assert_eq!(starts, expected, "{said:?}, {words} words, {levels:?}");
    }

    #[test]
    fn chapters_begin_where_a_reader_looks_for_them() {
        use Chapters::*;
        let flat = [(2, 90), (2, 90), (2, 90)];
        check(ByLength, 900, &flat, &[]);
        check(ByLength, 30_000, &flat, &[(0, 1), (1, 1), (2, 1)]);
        check(ByLength, 30_000, &flat[..2], &[]);
        check(Never, 30_000, &flat, &[]);
        check(Always, 900, &flat[..2], &[(0, 1), (1, 1)]);
        check(Always, 900, &flat[..1], &[]);
        check(Levels(1), 900, &flat, &[(0, 1), (1, 1), (2, 1)]);
        check(Levels(3), 900, &flat, &[(0, 1), (1, 1), (2, 1)]);
        check(Levels(1), 900, &[], &[]);
        // Parts of which each holds nothing but chapters.
        let parts = [(2, 0), (3, 90), (3, 90), (2, 0), (3, 90), (3, 90)];
        check(Levels(1), 900, &parts, &[(0, 1), (3, 1)]);
        check(Levels(2), 900, &parts, &[(0, 2), (2, 1), (3, 2), (5, 1)]);
        // Two parts are too few, and chapters of 12,000 words and more are divided, but not into scraps.
        check(ByLength, 60_000, &parts, &[(0, 2), (2, 1), (3, 2), (5, 1)]);
        let three = [(2, 9), (3, 9), (2, 9), (3, 9), (2, 9), (3, 9)];
        check(ByLength, 30_000, &three, &[(0, 1), (2, 1), (4, 1)]);
        check(ByLength, 60_000, &three, &[(0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (5, 1)]);
        let scraps: Vec<(u8, usize)> = (0..303).map(|nth| (if nth % 101 == 0 { 2 } else { 3 }, 9)).collect();
        check(ByLength, 60_000, &scraps, &[(0, 1), (101, 1), (202, 1)]);
        // A preface below the level has its page; an empty chapter stands alone.
        check(Levels(1), 900, &[(3, 9), (2, 0), (2, 9)], &[(0, 1), (1, 1), (2, 1)]);
    }

    #[test]
    fn a_value_is_a_number_of_levels_or_a_truth() {
        for (words, truth, expected) in [
            ("2", None, Some(Chapters::Levels(2))),
            ("true", Some(true), Some(Chapters::Always)),
            ("no", Some(false), Some(Chapters::Never)),
            ("0", None, None),
            ("7", None, None),
            ("many", None, None),
        ] {
            assert_eq!(Chapters::read(words, truth), expected, "{words}");
        }
    }
}
