//! Licences and statements of copyright.

use crate::{
    block::Role,
    draft::Draft,
    recognise::prose,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use scholion_base::{script::lowercase, text::holds};
use scholion_lang::LICENCE;

/// The longest statement, in bytes.
const LONGEST: usize = 900;

/// Takes a Creative Commons licence, and the block with its address beside it.
pub fn licence(draft: &mut Draft, rule: &'static str) {
    for index in places(draft) {
        let text = draft.blocks[index].text.clone();
        let Some(id) = creative_commons(&text) else { continue };
        let line = draft.block_line(index);
        if draft.front.license.is_empty() || id.len() > draft.front.license.len() {
            draft.front.license = id.clone();
        }
        if draft.front.license_url.is_empty()
            && let Some(url) = address(&text)
        {
            draft.front.license_url = url;
        }
        draft.note(line, rule, text.clone(), Kind::Found, Sure, Remark::Licence { id });
        // A block that is nothing but the address stands in the front matter whole.
        if text.trim_matches(['<', '>']) == draft.front.license_url {
            draft.blocks[index].role = Role::Gone;
        } else if index < draft.front.end || !ends_prose(&text) {
            draft.drop_block(index, rule, Sure);
        }
    }
}

/// Whether a licence is but the last sentence of a paragraph that is about something else: the foot of a page was not told from its text.
fn ends_prose(text: &str) -> bool {
    let lower = text.to_lowercase();
    let at = ["creative commons", "creativecommons"].iter().filter_map(|words| lower.find(words)).min();
    let before = at.and_then(|at| lower.get(..at)).and_then(|before| before.rsplit_once(['.', '\n'])).map_or("", |(before, _)| before);
    let is_about_it = before.contains(['©', '@']) || before.contains("copyright") || before.contains("http");
    before.len() > 150 && before.split_whitespace().count() > 25 && !is_about_it
}

/// Takes statements that begin with © or "Copyright".
pub fn rights(draft: &mut Draft, rule: &'static str) {
    for index in places(draft) {
        let text = draft.blocks[index].bare().replace('\n', " ");
        let lower = text.to_lowercase();
        let year = text.bytes().filter(u8::is_ascii_digit).count() >= 4;
        let says = text.starts_with('©') || ((lower.starts_with("copyright") || lower.starts_with("(c) ")) && year);
        if !says || text.len() > 400 {
            continue;
        }
        let line = draft.block_line(index);
        if draft.front.rights.is_empty() {
            draft.front.rights.clone_from(&text);
            draft.blocks[index].role = Role::Gone;
            draft.say(line, rule, text, Kind::Found, Sure);
        } else {
            draft.drop_block(index, rule, Likely);
        }
    }
}

/// The blocks before and behind the text proper.
fn places(draft: &Draft) -> Vec<usize> {
    let count = draft.blocks.len();
    let head = draft.front.end.min(count);
    let tail = count.saturating_sub(12).max(head);
    (0..head)
        .chain(tail..count)
        .filter(|&index| {
            matches!(draft.blocks[index].role, Role::Text | Role::Lines)
                && draft.blocks[index].text.len() <= LONGEST
                && !prose::is_labelled_summary(&draft.blocks[index].text)
        })
        .collect()
}

/// The SPDX identifier of the Creative Commons licence that a text names or links.
pub fn creative_commons(text: &str) -> Option<String> {
    let lower = lowercase(text);
    if !holds(&lower, "commons") && !holds(&lower, "cc") {
        return None;
    }
    if let Some((_, rest)) = lower.split_once("creativecommons.org/licenses/") {
        let mut parts = rest.split('/');
        let kind = parts.next().filter(|kind| kind.len() >= 2 && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))?;
        let version: String = parts.next().unwrap_or("").chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let version = version.trim_end_matches('.');
        return Some(if version.is_empty() {
            format!("CC-{}", kind.to_uppercase())
        } else {
            format!("CC-{}-{version}", kind.to_uppercase())
        });
    }
    if lower.contains("creativecommons.org/publicdomain/zero") {
        return Some("CC0-1.0".to_owned());
    }
    let at = lower.find("creative commons").or_else(|| lower.find("cc by")).or_else(|| lower.find("cc-by"))?;
    let rest = lower.get(at..)?;
    let has =
        |part: &str| LICENCE.all().any(|entry| LICENCE.parts().get(usize::from(entry.part)) == Some(&part) && rest.contains(entry.word));
    if !has("by") {
        return None;
    }
    let mut id = String::from("CC");
    for part in LICENCE.parts().iter().filter(|part| has(part)) {
        id.push('-');
        id.push_str(&part.to_uppercase());
    }
    let version = ["4.0", "3.0", "2.5", "2.0"].into_iter().find(|version| rest.contains(version));
    if let Some(version) = version {
        id.push('-');
        id.push_str(version);
    }
    Some(id)
}

/// The address of a licence in a text.
fn address(text: &str) -> Option<String> {
    let at = text.find("http").filter(|&at| text[at..].contains("creativecommons.org"))?;
    let rest = text.get(at..)?;
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']' | ',' | ';')).unwrap_or(rest.len());
    Some(rest.get(..end)?.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_do_not_go_with_the_licence_below_them() {
        let licence = "This work is licensed under a Creative Commons Attribution 4.0 International License.";
        let prose = "The keeper of the mill went down to the ford before it was light and let the water go, since nobody had told him that the bank upstream was being mended and that the men stood in it.";
        assert!(ends_prose(&format!("{prose}\n{licence}")) && !ends_prose(licence));
        assert!(!ends_prose(&format!("© 2019 The keepers. {prose} {licence}")));
    }

    #[test]
    fn licences_are_read_by_name_and_by_address() {
        for (text, id) in [
            ("This work is licensed under a Creative Commons Attribution 4.0 International License.", Some("CC-BY-4.0")),
            ("<https://creativecommons.org/licenses/by/4.0/>", Some("CC-BY-4.0")),
            ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0", Some("CC-BY-NC-ND-3.0")),
            ("distributed under CC BY-NC 4.0", Some("CC-BY-NC-4.0")),
            ("https://creativecommons.org/licenses/by-nc-sa/3.0/igo/", Some("CC-BY-NC-SA-3.0")),
            ("creative people in the commons", None),
        ] {
            assert_eq!(creative_commons(text).as_deref(), id, "{text}");
        }
    }
}
