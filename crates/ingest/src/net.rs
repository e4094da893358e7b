//! The net under the rules: words that none of them found a place for are listed as left out, by line, so that an editor sees them and
//! no word is lost in silence.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    UNPLACED,
    account::{Account, Fate, Seen, Standing, Words, account, parts::Written},
    draft::Draft,
    formats::markdown::Parsed,
    remark::Remark,
    report::{Certainty, Finding, Kind},
};

/// What words are held against.
pub struct Net<'a> {
    /// What a reader sees of the source.
    pub seen: &'a Seen<'a>,
    /// Its text, if it is Markdown of which the document was made as it is.
    pub parsed: Option<&'a Parsed>,
    /// The bibliography as written.
    pub bibliography: &'a str,
    /// What the source says of its text where no reader sees it: the front matter may repeat it.
    pub about: &'a [String],
    /// Under which name words are listed.
    pub rule: &'static str,
}

/// How often words are looked for that are in no part of the document: one that is listed may take the place of another one like it.
const ROUNDS: usize = 4;

/// Of a block that is left out, up to one word in so many may be found elsewhere …
const WHOLE: usize = 2;
/// … if it has more words than this.
const SENTENCE: usize = 4;

/// Makes the document, with the words listed that it does not hold, and puts the account into the report.
pub fn settle(draft: &mut Draft, net: &Net<'_>, make: &dyn Fn(&Draft) -> String) -> String {
    // The findings before any word is listed.
    let mut before: Option<Vec<Finding>> = None;
    let mut first: Option<usize> = None;
    // Of a statement that is left out the small words are found elsewhere: it is listed as a whole, if that adds no word.
    for share in [WHOLE, usize::MAX] {
        if let Some(before) = &before {
            draft.report.findings.clone_from(before);
        }
        // The findings with those that are listed for nothing, while it is tried without these.
        let mut tried: Option<Vec<Finding>> = None;
        for round in 0..=ROUNDS {
            let markdown = make(draft);
            let written = Written::of(&markdown, net.bibliography, net.seen, net.parsed);
            let omissions = written.omissions();
            let account = account(net.seen, &written.parts, &omissions);
            // What only a date says otherwise than it was printed is listed as well.
            let is_unlisted = |fate: Fate<'_>| match fate {
                Fate::Lost => true,
                Fate::Kept { part, .. } => written.parts.get(part as usize).is_some_and(|part| part.standing == Standing::Stated),
                Fate::Omitted(_) => false,
            };
            let unlisted: Vec<usize> = account.fates().enumerate().filter(|(_, fate)| is_unlisted(*fate)).map(|(at, _)| at).collect();
            match &tried {
                Some(all) if !unlisted.is_empty() && draft.report.findings.len() < all.len() => {
                    draft.report.findings.clone_from(all);
                    continue;
                }
                None if unlisted.is_empty() && round + 2 <= ROUNDS => {
                    let idle = idle(draft, net, &account);
                    if idle.contains(&true) {
                        tried = Some(draft.report.findings.clone());
                        let mut idle = idle.into_iter();
                        draft.report.findings.retain(|_| !idle.next().unwrap_or(false));
                        continue;
                    }
                }
                _ => {}
            }
            let added = added(&account, &written, net);
            if unlisted.is_empty() || round == ROUNDS {
                let lost: Vec<usize> = account.lost().collect();
                if added.len() > first.unwrap_or(usize::MAX) && share == WHOLE {
                    break;
                }
                let place = |at: &usize| account.source.words.get(*at).map_or(0, |word| word.start as usize);
                draft.report.words = account.source.words.len();
                draft.report.lost = lost.iter().map(|at| (net.seen.line_of(place(at)), account.source.word(*at).to_owned())).collect();
                draft.report.added = added;
                return markdown;
            }
            first = first.or(Some(added.len()));
            before.get_or_insert_with(|| draft.report.findings.clone());
            list(draft, net, &account, &unlisted, share);
        }
    }
    make(draft)
}

/// Lists words, by block: of a block with markup that is lost for the most part all of it as it stands.
fn list(draft: &mut Draft, net: &Net<'_>, account: &Account<'_>, words: &[usize], share: usize) {
    let place = |at: usize| account.source.words.get(at).map_or(0, |word| word.start as usize);
    let block = |at: usize| net.seen.block_of(place(at));
    let is_unsure = net.rule == UNPLACED;
    for group in words.chunk_by(|a, b| block(*a) == block(*b)) {
        let Some(&first) = group.first() else { continue };
        let whole = net.seen.block_text(place(first));
        let count = Words::of(whole).words.len();
        let missing = count.saturating_sub(group.len());
        let text = if net.seen.is_marked_up && (missing == 0 || (count > SENTENCE && missing <= count / share)) {
            whole.replace('\n', " ")
        } else {
            group.iter().map(|at| account.source.word(*at)).collect::<Vec<_>>().join(" ")
        };
        let (sure, remark) = if is_unsure { (Certainty::Unsure, Some(Remark::Unplaced)) } else { (Certainty::Likely, None) };
        draft.report.findings.push(Finding {
            line: net.seen.line_of(place(first)),
            rule: net.rule,
            text: text.trim().to_owned(),
            kind: Kind::Dropped,
            sure,
            remark,
        });
    }
    draft.report.findings.sort();
}

/// Of each finding, whether it lists words for nothing: of its block no word is left out, since one that was listed later took the place of its.
fn idle(draft: &Draft, net: &Net<'_>, account: &Account<'_>) -> Vec<bool> {
    let mut blocks: FxHashMap<u32, FxHashSet<usize>> = FxHashMap::default();
    let mut left_out: FxHashSet<usize> = FxHashSet::default();
    for (word, fate) in account.source.words.iter().zip(account.fates()) {
        let place = word.start as usize;
        let Some(block) = net.seen.block_of(place) else { continue };
        blocks.entry(net.seen.line_of(place)).or_default().insert(block);
        if matches!(fate, Fate::Omitted(_)) {
            left_out.insert(block);
        }
    }
    let is_idle = |finding: &Finding| {
        let is_listed = finding.kind == Kind::Dropped && finding.rule == net.rule;
        is_listed && blocks.get(&finding.line).is_some_and(|blocks| blocks.is_disjoint(&left_out))
    };
    draft.report.findings.iter().map(is_idle).collect()
}

/// Words of the outputs that are not in the source.
fn added(account: &Account<'_>, written: &Written<'_>, net: &Net<'_>) -> Vec<String> {
    let about: FxHashSet<u64> = net.about.iter().flat_map(|text| Words::of(text).words).map(|word| word.digest).collect();
    // One that stands in the source, but in no place that its neighbours speak for, was listed there.
    let mut listed: FxHashMap<u64, usize> = FxHashMap::default();
    let unsure = written.omissions();
    for word in unsure.iter().filter(|omission| omission.rule == net.rule).flat_map(|omission| Words::of(omission.text).words) {
        *listed.entry(word.digest).or_default() += 1;
    }
    let mut added = Vec::new();
    for (part, word) in account.added(&written.parts) {
        let Some(words) = account.document.get(part) else { continue };
        let digest = words.words.get(word).map_or(0, |word| word.digest);
        if let Some(left) = listed.get_mut(&digest).filter(|left| **left > 0) {
            *left -= 1;
        } else if !about.contains(&digest) {
            added.push(words.word(word).to_owned());
        }
    }
    let fields: Vec<Words<'_>> = written.fields.iter().map(|field| Words::of(field)).collect();
    let mut missing: FxHashSet<u64> = fields.iter().flat_map(|words| &words.words).map(|word| word.digest).collect();
    for word in &account.source.words {
        if missing.is_empty() {
            break;
        }
        missing.remove(&word.digest);
    }
    let mut letters: Option<String> = None;
    for words in &fields {
        for (at, word) in words.words.iter().enumerate() {
            if !missing.contains(&word.digest) || about.contains(&word.digest) || added.len() >= MOST {
                continue;
            }
            // A field may join what the entry prints apart: "trade-off", "310 970".
            let letters = letters
                .get_or_insert_with(|| account.source.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
            if !letters.contains(&words.word(at).to_lowercase()) {
                added.push(words.word(at).to_owned());
            }
        }
    }
    added
}

/// As many words are looked for in the whole source.
const MOST: usize = 50;

#[cfg(test)]
mod tests {
    use crate::{Format, ingest_format, report::AROUND};

    #[test]
    fn what_is_listed_at_last_takes_back_what_was_listed_for_it() {
        let source = "<p>Narva: Harbour Press, <span>1887</span></p><p><a href='one.html'>Begin reading</a>\n\
                      <a hidden href='one.html'>Go on where you stopped reading<span></span></a></p><p>To those who come later.</p>";
        let made = ingest_format("a.html", source.as_bytes(), None, Format::of("a.html", source.as_bytes())).unwrap();
        let around: Vec<&str> = made.report.findings.iter().filter(|found| found.rule == AROUND).map(|found| found.text.as_str()).collect();
        assert!(made.report.lost.is_empty() && made.markdown.contains("Begin reading"), "{}", made.markdown);
        assert_eq!(around, ["Go on where you stopped reading"]);
    }
}
