//! Abstracts and keywords, each with its language.

use crate::{
    block::{self, Role},
    chars,
    draft::{Draft, beginning},
    front::{head, interview, zone},
    head::Part,
    lexicon,
    recognise::{items, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};

/// Most abstracts and lists of keywords in one block.
const PARTS: usize = 6;
/// The longest list of keywords, in bytes.
const LONGEST_LIST: usize = 900;

/// Takes abstracts from before the text, and from behind its references.
pub fn abstracts(draft: &mut Draft, rule: &'static str) {
    for index in places(draft).into_iter().rev() {
        for index in index..index + PARTS {
            let Some(at) = draft.blocks.get(index).and_then(|block| next_label(block.bare())) else { break };
            interview::apart(draft, index, at);
        }
    }
    head::abstract_(draft, rule);
    for index in places(draft) {
        if draft.blocks[index].role == Role::Gone {
            continue;
        }
        let text = draft.blocks[index].text.clone();
        let Some(found) = lexicon::label(&text, &scholion_lang::ABSTRACT) else { continue };
        let is_told = draft.head.part(draft.block_line(index)) == Some(Part::Abstract);
        if !found.closed && text.len() < 200 && !is_told {
            continue;
        }
        let (body, label) = (text.get(found.rest..).unwrap_or(""), text.get(..found.rest).unwrap_or(""));
        let mut words = trim_emphasis(body, label);
        let mut gone = vec![index];
        if words.is_empty() {
            gone.extend(following(draft, index));
            words = gone
                .iter()
                .skip(1)
                .map(|&index| block::bare(&draft.blocks[index].text).replace('\n', " "))
                .collect::<Vec<_>>()
                .join("\n\n");
        }
        // Before the text a short sentence is enough.
        let is_short = found.closed && index < draft.front.end && words.len() >= 12 && words.ends_with('.');
        if words.len() < 40 && !is_short || is_contents(&words) {
            continue;
        }
        let lang = zone::language_of(draft, &words, Some(found.lang));
        let lang = if has_abstract(draft, &lang) && !has_abstract(draft, found.lang) { found.lang.to_owned() } else { lang };
        let line = draft.block_line(index);
        let taken = match draft.front.part(&lang) {
            None => put(&mut draft.front.abstract_, &words),
            Some(part) => put(&mut part.abstract_, &words),
        };
        if taken {
            gone.into_iter().for_each(|index| draft.blocks[index].role = Role::Gone);
            draft.label(line, rule, label);
            draft.note(line, rule, beginning(&words, 60), Kind::Found, if found.closed { Sure } else { Likely }, Remark::Language { lang });
        } else {
            draft.note(line, rule, beginning(&words, 60), Kind::Doubtful, Likely, Remark::SecondAbstract { lang });
        }
    }
}

/// Where keywords, or an abstract in another language, begin in the midst of an abstract: behind the end of a line or of a sentence.
fn next_label(text: &str) -> Option<usize> {
    let summary = lexicon::label(text, &scholion_lang::ABSTRACT).filter(|label| label.closed);
    let own = summary.or_else(|| lexicon::label(text, &scholion_lang::KEYWORDS).filter(|label| label.closed))?;
    let ends = text.match_indices(['\n', '.', '?', '!', ')', '»', '”']).map(|(at, mark)| at + mark.len());
    let mut begins = ends.filter_map(|at| {
        let begin = text.len() - text.get(at..)?.trim_start().len();
        (begin > at || text.get(..at)?.ends_with('\n')).then_some(begin)
    });
    begins.find(|&at| {
        let rest = text.get(at..).unwrap_or("");
        let has_mark = |end: usize| rest.get(..end).is_some_and(|label| label.contains([':', '：', '—', '–']));
        let is_label = |labels| lexicon::label(rest, labels).filter(|label| label.closed && has_mark(label.rest));
        at > own.rest
            && (is_label(&scholion_lang::KEYWORDS).is_some_and(|label| summary.is_some() || label.lang != own.lang)
                || is_label(&scholion_lang::ABSTRACT).is_some_and(|label| label.lang != own.lang))
    })
}

/// Takes lists of keywords.
pub fn keywords(draft: &mut Draft, rule: &'static str) {
    for index in places(draft) {
        if matches!(draft.blocks[index].role, Role::Gone | Role::Row(_)) || draft.blocks[index].text.len() > LONGEST_LIST {
            continue;
        }
        let text = draft.blocks[index].text.clone();
        let Some((rest, label_lang)) = lexicon::keyword_label(&text) else { continue };
        let label = text.get(..rest).unwrap_or("");
        let mut words = trim_emphasis(text.get(rest..).unwrap_or(""), label);
        let mut gone = vec![index];
        if words.is_empty() {
            let Some(next) = draft
                .after(index)
                .filter(|&next| draft.blocks[next].text.len() < LONGEST_LIST && !prose::is_prose(&draft.blocks[next].text))
            else {
                continue;
            };
            words = block::bare(&draft.blocks[next].text).replace('\n', " ");
            gone.push(next);
        }
        // "Topics", and each on a line of its own.
        let lines: Vec<&str> = text.get(rest..).unwrap_or("").split('\n').filter(|line| !line.trim().is_empty()).collect();
        let on_lines = gone.len() == 1 && text.get(..rest).is_some_and(|label| label.ends_with('\n')) && !words.contains([',', ';']);
        // "Topics" above a menu.
        if items::bullet(&words).is_some() {
            continue;
        }
        let list = if on_lines { lines.iter().flat_map(|line| split(line)).collect() } else { split(&words) };
        if list.is_empty() || list.iter().any(|word| word.len() > 160) {
            continue;
        }
        let lang = zone::language_of(draft, &words, Some(label_lang));
        // Of a second list its label says the language.
        let lang = if has_keywords(draft, &lang) && !has_keywords(draft, label_lang) { label_lang.to_owned() } else { lang };
        let line = draft.block_line(index);
        if has_keywords(draft, &lang) {
            draft.note(line, rule, beginning(&words, 60), Kind::Doubtful, Likely, Remark::SecondKeywords { lang });
            continue;
        }
        match draft.front.part(&lang) {
            None => draft.front.keywords = list,
            Some(part) => part.keywords = list,
        }
        unlabelled(draft, rule, index, &lang);
        gone.into_iter().for_each(|index| draft.blocks[index].role = Role::Gone);
        draft.label(line, rule, label);
        draft.note(line, rule, beginning(&words, 60), Kind::Found, Sure, Remark::Language { lang });
    }
    head::keywords(draft, rule);
}

/// Takes the abstract that stands above keywords without a label, if it is in their language.
fn unlabelled(draft: &mut Draft, rule: &'static str, keywords: usize, lang: &str) {
    if has_abstract(draft, lang) || keywords >= draft.front.end {
        return;
    }
    let mut found = Vec::new();
    let mut at = keywords;
    while let Some(before) = draft.before(at).filter(|&before| prose::is_prose(draft.blocks[before].bare())) {
        found.push(before);
        at = before;
    }
    let Some(&first) = found.last().filter(|first| zone::stands_above_keywords(draft, **first)) else { return };
    found.reverse();
    let words = found.iter().map(|&index| draft.blocks[index].bare().replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
    if zone::language_of(draft, &words, None) != lang {
        return;
    }
    let line = draft.block_line(first);
    match draft.front.part(lang) {
        None => draft.front.abstract_.clone_from(&words),
        Some(part) => part.abstract_.clone_from(&words),
    }
    found.into_iter().for_each(|index| draft.blocks[index].role = Role::Gone);
    draft.note(line, rule, beginning(&words, 60), Kind::Found, Likely, Remark::Field { field: "abstract".into() });
}

/// Whether keywords in this language are known.
fn has_keywords(draft: &Draft, lang: &str) -> bool {
    let part = || draft.front.translations.get(lang).is_some_and(|part| !part.keywords.is_empty());
    if lang == draft.front.lang { !draft.front.keywords.is_empty() } else { part() }
}

/// Whether an abstract in this language is known.
fn has_abstract(draft: &Draft, lang: &str) -> bool {
    let part = || draft.front.translations.get(lang).is_some_and(|part| !part.abstract_.is_empty());
    if lang == draft.front.lang { !draft.front.abstract_.is_empty() } else { part() }
}

/// Whether words are a table of contents: "1. The ford. – 2. The weir. – 3. The mill."
fn is_contents(words: &str) -> bool {
    let numbered = |number: &str| words.contains(&format!(" {number}. "));
    words.starts_with("1. ") && numbered("2") && numbered("3") && words.contains(['–', '—', ';'])
}

/// The blocks before the text proper, and those behind its last fifth.
fn places(draft: &Draft) -> Vec<usize> {
    let count = draft.blocks.len();
    let head = draft.front.end.min(count);
    let tail = (count * 4 / 5).max(head).max(count.saturating_sub(300));
    (0..head).chain(tail..count).collect()
}

/// The blocks of an abstract whose label stands alone: up to the next label or heading; the first alone if
/// none of the next blocks is one.
fn following(draft: &Draft, index: usize) -> Vec<usize> {
    let mut blocks = Vec::new();
    let mut at = index;
    while let Some(next) = draft.after(at).filter(|_| blocks.len() < 8) {
        let text = &draft.blocks[next].text;
        if prose::is_labelled_summary(text) || lexicon::keyword_label(text).is_some() {
            return blocks;
        }
        if next >= draft.front.end.max(index + 2) || (!blocks.is_empty() && prose::is_heading_like(text)) {
            break;
        }
        blocks.push(next);
        at = next;
    }
    blocks.truncate(1);
    blocks
}

/// The keywords of a list.
pub fn split(words: &str) -> Vec<String> {
    let words = words.trim().trim_end_matches(['.', ';', ',', '。']);
    let by: &[char] = if words.contains([';', '；', '؛']) {
        &[';', '；', '؛']
    } else if words.contains(['·', '•', '|']) {
        &['·', '•', '|']
    } else if words.contains([',', '，', '、', '،']) {
        &[',', '，', '、', '،']
    } else if words.contains(" – ") || words.contains(" — ") {
        &['–', '—']
    } else if words.contains(". ") {
        &['.']
    } else {
        &[';']
    };
    words.split(by).map(|word| word.trim().trim_matches(['*', '_']).trim()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words behind a label, without the emphasis that label and words shared.
pub fn trim_emphasis(words: &str, label: &str) -> String {
    let words = words.replace('\n', " ");
    let words = words.trim();
    let odd = |mark: &str| label.matches(mark).count() % 2 == 1;
    let words = if odd("*") && words.ends_with('*') || odd("_") && words.ends_with('_') {
        words.trim_end_matches(chars::is_emphasis)
    } else {
        words
    };
    block::bare(words).to_owned()
}

fn put(field: &mut String, words: &str) -> bool {
    if field.is_empty() {
        field.push_str(words);
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_keywords_are_split_at_their_own_marks() {
        assert_eq!(split("peace, United Nations, war."), ["peace", "United Nations", "war"]);
        assert_eq!(split("peace, just; war"), ["peace, just", "war"]);
        assert_eq!(split("آسیاب، طالقان"), ["آسیاب", "طالقان"]);
        assert_eq!(split("metodologias · Educação em Engenharia"), ["metodologias", "Educação em Engenharia"]);
        assert_eq!(lexicon::keyword_label("Keywords metodologias · ensino").map(|(rest, _)| rest), Some(9));
        assert_eq!(lexicon::keyword_label("Keywords are chosen by authors. They"), None);
        let text = "Abstract. On mills. Keywords: mill, ford.";
        assert_eq!(next_label(text).and_then(|at| text.get(at..)), Some("Keywords: mill, ford."));
        assert_eq!(next_label("Abstract. On mills. Keywords are few."), None);
        assert!(is_contents("1. The ford. – 2. The weir. – 3. The mill.") && !is_contents("1. We went there. 2. We came back."));
    }
}
