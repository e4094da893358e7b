//! Who asks and who answers.
//!
//! In an interview whose turns begin with dashes the questions are set in bold. One that is printed
//! without it is a question still if it ends with a question mark, stands between two answers, and an
//! answer follows.

use crate::{
    block::{Role, What},
    chars,
    draft::{Draft, beginning},
    front::speakers,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};

/// Marks the turns of an interview.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if draft.front.kind == Some(scholion_reference::Kind::Interview) {
        dashes(draft, rule);
    }
    if !draft.front.speakers.is_empty() {
        named(draft, rule);
    }
}

/// Turns that begin with a name: the name is set in bold.
fn named(draft: &mut Draft, rule: &'static str) {
    for index in draft.front.end.min(draft.blocks.len())..draft.blocks.len() {
        let block = &draft.blocks[index];
        if !matches!(block.role, Role::Text | Role::Lines) {
            continue;
        }
        let Some(speaker) = speakers::speaker(&block.text).filter(|speaker| draft.front.speakers.contains(speaker.name)) else { continue };
        let (start, end, bold) = (speaker.start, speaker.end, speaker.bold);
        let answer = draft.front.answering.iter().any(|name| name == speaker.name);
        let (line, words) = (draft.block_line(index), beginning(&block.text, 60));
        if !bold {
            draft.blocks[index].edit(start..end, What::Strong);
        }
        let remark = match draft.front.kind {
            Some(scholion_reference::Kind::Interview) if answer => Remark::Answer,
            Some(scholion_reference::Kind::Interview) => Remark::Question,
            _ => Remark::Speaks,
        };
        draft.note(line, rule, words, Kind::Found, Likely, remark);
    }
}

/// A turn that begins with a dash.
struct Turn {
    block: usize,
    /// Bytes of the dash and the space behind it.
    lead: usize,
    /// Whether bold begins right behind the dash.
    bold: bool,
    /// Whether the turn's last words ask.
    asks: bool,
}

fn dashes(draft: &mut Draft, rule: &'static str) {
    let turns = dash_turns(draft);
    if turns.len() < 2 {
        return;
    }
    let some_bold = turns.iter().any(|turn| turn.bold && turn.asks);
    let mut after_answer = true;
    let mut questions = Vec::new();
    for (place, turn) in turns.iter().enumerate() {
        let next = turns.get(place + 1);
        let answered = next.is_some_and(|next| !next.bold && !next.asks);
        let question = if some_bold {
            turn.bold || (turn.asks && after_answer && answered)
        } else {
            turn.asks && after_answer && next.is_some_and(|next| !next.asks)
        };
        after_answer = !question;
        questions.push(question);
    }
    for (turn, question) in turns.iter().zip(questions) {
        let line = draft.block_line(turn.block);
        let words = beginning(&draft.blocks[turn.block].text, 60);
        // One dash for all.
        if let Some(block) = draft.blocks.get_mut(turn.block) {
            block.dash();
        }
        if !question {
            draft.note(line, rule, words, Kind::Found, Sure, Remark::Answer);
            continue;
        }
        let text = draft.blocks[turn.block].text.clone();
        let lead = "— ".len();
        let whole = text.get(lead..).is_some_and(|rest| rest.starts_with("**") && rest.ends_with("**") && rest.matches("**").count() == 2);
        if whole {
            draft.note(line, rule, words, Kind::Found, Sure, Remark::Question);
        } else {
            draft.blocks[turn.block].edit(lead..text.len(), What::Strong);
            let sure = if turn.bold { Sure } else { Likely };
            draft.note(line, rule, words, Kind::Repaired, sure, Remark::QuestionBold);
        }
    }
}

fn dash_turns(draft: &Draft) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate().skip(draft.front.end) {
        if !matches!(block.role, Role::Text | Role::Item | Role::Lines) {
            continue;
        }
        let asks = block
            .text
            .trim_end_matches(|c: char| chars::is_emphasis(c) || chars::is_superscript(c) || chars::is_closer(c) || c.is_whitespace())
            .ends_with('?');
        let lead = ["— ", "– ", "- ", "—", "–"].iter().find(|dash| block.text.starts_with(*dash)).map(|dash| dash.len());
        match lead {
            Some(lead) => {
                turns.push(Turn { block: index, lead, bold: block.text.get(lead..).is_some_and(|rest| rest.starts_with("**")), asks })
            }
            // A turn of several paragraphs ends with its last.
            None => {
                if let Some(turn) = turns.last_mut() {
                    turn.asks = false;
                }
            }
        }
    }
    turns.retain(|turn| turn.lead > 0);
    turns
}
