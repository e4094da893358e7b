//! What each rule of [`scholion_reference::mend`] does: fields that it makes right, and fields that it makes wrong.

use std::fmt::Write;

use scholion_reference::{Parser, crf::Model, mend};

use crate::{
    in_parallel, record,
    score::{Difference, Score, judge},
    sets::Read,
};

/// A line for each rule, with what becomes of the sets' fields if it is left out.
pub fn table(reads: &[Read], models: &[Model]) -> String {
    let sets = in_parallel(reads.len(), |at| differences(&reads[at], &models[at]));
    let mut table = format!("| rule | all | {} |\n|---{}|\n", names(reads), "|---".repeat(reads.len() + 1));
    for (at, (name, _)) in mend::RULES.iter().enumerate() {
        let cells: Vec<(u32, u32)> = sets.iter().map(|set| set[at].sums()).collect();
        let all = cells.iter().fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
        let cell = |(right, wrong): &(u32, u32)| if right + wrong == 0 { String::new() } else { format!("+{right} −{wrong}") };
        let cells: Vec<String> = cells.iter().map(cell).collect();
        let _ = writeln!(table, "| {name} | {} | {} |", cell(&all), cells.join(" | "));
    }
    table
}

fn names(reads: &[Read]) -> String {
    reads.iter().map(|read| read.name.as_str()).collect::<Vec<_>>().join(" | ")
}

fn differences(read: &Read, model: &Model) -> Vec<Difference> {
    let mut parser = Parser::with(model);
    let mut judgments = |without: Option<usize>| -> Vec<_> {
        parser.leave_out(without);
        read.entries.iter().map(|entry| judge(entry, &record(&mut parser, entry), &mut Score::default())).collect()
    };
    let with_all = judgments(None);
    let difference = |rule: usize| {
        let mut difference = Difference::default();
        judgments(Some(rule)).iter().zip(&with_all).for_each(|(without, with)| difference.count(without, with));
        difference
    };
    (0..mend::RULES.len()).map(difference).collect()
}
