//! Captions that roll, as YouTube has them: each line stands in two or three cues, below and then above another, and is said once.

use scholion_base::text::squeeze;

/// Cues that touch, in milliseconds.
const TOUCH: u64 = 200;
/// As many lines stand in a cue.
const LINES: usize = 4;

/// The lines of cues without those that stand in the cue before, if these cues roll; `times` reads those of a line.
pub fn once(mut blocks: Vec<Vec<&str>>, times: fn(&str) -> Option<(u64, u64)>) -> Vec<Vec<&str>> {
    // How many lines of each cue are said again, and how many cues say something new behind them.
    let mut again: Vec<(usize, usize)> = Vec::new();
    let (mut cues, mut rolling, mut fresh) = (0usize, 0usize, 0usize);
    let mut before: Option<(u64, Vec<String>)> = None;
    for (nth, block) in blocks.iter().enumerate() {
        let Some(place) = block.iter().position(|line| times(line).is_some()) else { continue };
        let Some((start, end)) = block.get(place).and_then(|line| times(line)) else { continue };
        let said: Vec<String> = block.iter().skip(place + 1).map(|line| words(line)).collect();
        if said.is_empty() {
            continue;
        }
        cues += 1;
        if let Some((ended, last)) = &before {
            let most = said.len().min(last.len()).min(LINES);
            let same = (1..=most).rev().find(|&count| last.iter().skip(last.len() - count).eq(said.iter().take(count)));
            if let Some(count) = same.filter(|_| start.abs_diff(*ended) <= TOUCH) {
                rolling += 1;
                fresh += usize::from(said.len() > count);
                again.push((nth, count));
            }
        }
        before = Some((end, said));
    }
    // A refrain is said as often as it is sung.
    if fresh < 2 || rolling * 2 < cues {
        return blocks;
    }
    for (nth, count) in again {
        if let Some(block) = blocks.get_mut(nth)
            && let Some(place) = block.iter().position(|line| times(line).is_some())
        {
            let gone = place + 1..place + 1 + count;
            let mut at = 0;
            block.retain(|_| {
                at += 1;
                !gone.contains(&(at - 1))
            });
        }
    }
    blocks
}

/// The words of a line without tags.
fn words(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut is_tag = false;
    for c in line.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    squeeze(&words)
}
