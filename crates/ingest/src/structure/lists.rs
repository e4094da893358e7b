//! Lists: by their bullets, and by numbers in order.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    recognise::items,
    report::{Certainty::Sure, Kind},
};

/// Marks the items of lists.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let blocks: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let hyphens = |&&index: &&usize| draft.blocks[index].role == Role::Text && draft.blocks[index].text.starts_with("- ");
    let (all, spoken) = blocks
        .iter()
        .filter(hyphens)
        .fold((0, 0), |(all, spoken), &index| (all + 1, spoken + usize::from(is_spoken(&draft.blocks[index].text))));
    // Where many hyphens begin what is said, the others do: stories typed without dashes.
    let speech = spoken >= 3 && spoken * 5 >= all;
    for &index in &blocks {
        let block = &draft.blocks[index];
        if block.role == Role::Text && items::bullet(&block.text).is_some() && !(speech && block.text.starts_with("- ")) {
            let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 40));
            draft.blocks[index].role = Role::Item;
            draft.say(line, rule, words, Kind::Found, Sure);
        }
    }
    numbered(draft, rule, &blocks);
}

/// Whether words behind a hyphen are said by somebody: a second hyphen parts them from who says it.
fn is_spoken(text: &str) -> bool {
    text.get(2..).is_some_and(|words| [", - ", "! - ", "? - ", ". - ", "… - ", "; - "].iter().any(|mark| words.contains(mark)))
}

/// Blocks that count from 1. Smaller items and headings may stand between them: paragraphs of reports, resolutions
/// and treaties are numbered through.
fn numbered(draft: &mut Draft, rule: &'static str, blocks: &[usize]) {
    let number = |draft: &Draft, index: usize| {
        let block = &draft.blocks[index];
        (block.role == Role::Text)
            .then(|| items::enumerator(&block.text))
            .flatten()
            .and_then(|(label, _)| label.parse::<u32>().ok())
            .filter(|_| !block.text.starts_with('('))
    };
    // What may stand between two items without ending their list.
    let passes = |draft: &Draft, index: usize| {
        let block = &draft.blocks[index];
        matches!(block.role, Role::Heading(_) | Role::Item) || items::begins_item(&block.text) && number(draft, index).is_none()
    };
    let mut chain: Vec<usize> = Vec::new();
    // Whether two items stand side by side: numbers far apart may be anything.
    let mut close = false;
    let mut last = 0;
    let mut found: Vec<usize> = Vec::new();
    let mut end = |chain: &mut Vec<usize>, close: &mut bool| {
        if chain.len() >= 2 && *close {
            found.append(chain);
        }
        chain.clear();
        *close = false;
    };
    for (place, &index) in blocks.iter().enumerate() {
        match number(draft, index) {
            Some(next) if usize::try_from(next) == Ok(chain.len() + 1) => {
                close |= !chain.is_empty() && last + 1 == place;
                chain.push(index);
                last = place;
            }
            Some(1) => {
                end(&mut chain, &mut close);
                chain.push(index);
                last = place;
            }
            _ if passes(draft, index) && place - last <= 40 => {}
            _ => end(&mut chain, &mut close),
        }
    }
    end(&mut chain, &mut close);
    for index in found {
        let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 40));
        draft.blocks[index].role = Role::Item;
        draft.say(line, rule, words, Kind::Found, Sure);
    }
}

/// Marks lines of stars or dashes: they divide a text. The rule above notes at the foot of a page goes with these.
pub fn breaks(draft: &mut Draft, rule: &'static str) {
    let is_line = |text: &str| text.chars().count() >= 5 && text.chars().all(|c| c == '_');
    let is_gone = |index: usize| draft.blocks.get(index + 1).is_some_and(|next| matches!(next.role, Role::Gone | Role::Note(_)));
    let above: Vec<usize> = (0..draft.blocks.len()).filter(|&index| is_line(&draft.blocks[index].text) && is_gone(index)).collect();
    above.into_iter().for_each(|index| draft.drop_block(index, rule, Sure));
    for block in draft.blocks.iter_mut().filter(|block| matches!(block.role, Role::Text | Role::Lines | Role::Item)) {
        let all = block.text.chars().all(|c| matches!(c, '*' | '-' | '—' | '–' | '_' | '~' | '=' | '·' | '•' | '⁂' | '#' | '+' | ' '));
        let marks = || block.text.chars().filter(|c| !c.is_whitespace()).count();
        if all && (marks() >= 3 || block.text == "⁂" || block.text == "*") {
            block.role = Role::Break;
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rule_above_notes_goes_with_them() {
        let page = |place: &str| {
            format!("Nobody at {place} saw the ice come down on that Friday.¹\n\n____________\n\n¹ The ledger of {place}, p. 4.\n\n")
        };
        let made = crate::ingest(
            "ice.txt",
            format!("The Ice\n\n{}It was gone by May, and so was the ferry of that year.\n", page("Weirford")).as_bytes(),
        )
        .markdown;
        assert!(made.contains("[^1]: The ledger") && !made.contains("* * *"), "{made}");
    }
}
