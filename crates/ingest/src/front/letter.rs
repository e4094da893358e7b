//! Letters: known by their salutation.
//!
//! What stands above it is the sender's address, the date, the addressee: it is no title, and no byline.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    remark::Remark,
    report::{Certainty::Likely, Kind},
};

use scholion_base::script::is_east_asian;

/// How many blocks may stand above a salutation.
const ABOVE: usize = 14;

/// Finds the salutation.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let blocks: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).take(ABOVE).collect();
    let found = blocks
        .into_iter()
        .find(|&index| matches!(draft.blocks[index].role, Role::Text | Role::Lines) && is_salutation(draft.blocks[index].bare()));
    let Some(index) = found else { return };
    draft.front.salutation = Some(index);
    // A page of the web, from which something was dropped, may address its readers as well.
    if !draft.report.findings.iter().any(|finding| finding.kind == Kind::Dropped) {
        draft.front.kind.get_or_insert(scholion_reference::Kind::Communication);
    }
    let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 60));
    draft.note(line, rule, words, Kind::Found, Likely, Remark::Salutation);
}

/// Whether a line addresses somebody and says nothing else: "Dear Sir,", "Monsieur le Ministre,".
fn is_salutation(text: &str) -> bool {
    if text.len() > 120
        || !text.ends_with([',', '!', ':', '—', '–', '،', '：', '，', '！', '、'])
        || text.contains(". ")
        || text.contains(['?', '“', '«', '"'])
    {
        return false;
    }
    let lower = text.to_lowercase();
    scholion_lang::SALUTATION.iter().any(|phrase| {
        lower.strip_prefix(phrase).is_some_and(|rest| {
            // "Sir Walter Scott:" names somebody.
            let is_whole = rest.starts_with([' ', ',', '!', ':', '\n', '،', '：', '，', '！', '、']) || phrase.chars().any(is_east_asian);
            is_whole && rest.split(' ').count() <= 8 && !(phrase == "sir" && rest.starts_with(' '))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations_end_with_a_mark_and_say_nothing_else() {
        for text in [
            "Mademoiselle,",
            "Käre vän!",
            "Szanowny Panie,",
            "尊敬的林先生：",
            "عزيزي أحمد،",
            "Dear Sir,",
            "My dear Edith,",
            "Милостивый государь Николай Васильевич!",
            "Monsieur le Ministre,",
            "Excelentísimo Señor:",
        ] {
            assert!(is_salutation(text), "{text}");
        }
        for text in ["Dear Sir, I have your letter.", "Dear old town", "Sir Walter Scott:", "Дорогой длинною"] {
            assert!(!is_salutation(text), "{text}");
        }
    }
}
