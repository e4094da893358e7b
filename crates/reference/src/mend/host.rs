//! What a part appeared in, where the labeller took it for a second title.

use scholion_lang::{ENCYCLOPEDIA_STEM, PROCEEDINGS, REFERENCE_WORD};

use super::{gap, word};
use crate::{Label, symbol, token::Token};

/// `…, in: Schmidt, Karl (Hg.): Baltische Studien`: a second title behind "in" is what the first appeared in.
pub fn container_behind_in(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let lead = (title + 1..tokens.len()).find(|&at| {
        labels.get(at) == Some(&Label::Other)
            && matches!(word(text, tokens, at), "in" | "In" | "en" | "En" | "dans" | "Dans" | "em" | "Em" | "w" | "W" | "In:")
    });
    let Some(lead) = lead else { return };
    let Some(from) = (lead + 1..tokens.len()).find(|&at| labels.get(at) == Some(&Label::Title)) else { return };
    // Between stand editors and the words that say so, and nothing else.
    let between = labels.get(lead + 1..from).unwrap_or(&[]);
    if between.iter().all(|label| matches!(label, Label::Editor | Label::Author | Label::Other)) {
        let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Container);
        for label in labels.get_mut(lead + 1..from).unwrap_or(&mut []).iter_mut().filter(|label| **label == Label::Author) {
            *label = Label::Editor;
        }
    }
}

/// `Polityka zagraniczna, „Sprawy Międzynarodowe” 2004`: quotation marks at the end of a title that has none itself set off
/// the journal.
pub fn container_in_quotes(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let opens = |at: usize| gap(text, tokens, at).ends_with(['„', '«', '“', '"']);
    let quoted = (title + 2..end).find(|&at| opens(at) && gap(text, tokens, at).starts_with(','));
    let Some(quoted) = quoted.filter(|_| !opens(title)) else { return };
    let closed = gap(text, tokens, end).starts_with(['”', '»', '“', '"', '’']);
    let one = (quoted + 1..end).all(|at| !gap(text, tokens, at).contains(['”', '»', '“', '"']));
    let dated = labels.get(end..).is_some_and(|rest| rest.iter().any(|label| matches!(label, Label::Volume | Label::Issue | Label::Date)));
    if closed && one && dated {
        labels.get_mut(quoted..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// Codes of kinds of works after GB/T 7714: `[M]`, `[J]`, `[EB/OL]`; the number of the code's first word.
pub fn kind_code(text: &str, tokens: &[Token]) -> Option<usize> {
    (1..tokens.len()).find(|&at| {
        gap(text, tokens, at).ends_with('[')
            && is_kind_code(word(text, tokens, at))
            && (behind(text, tokens, at).starts_with(']')
                || gap(text, tokens, at + 1) == "/" && matches!(word(text, tokens, at + 1), "OL" | "CD" | "DK" | "MT"))
    })
}

fn is_kind_code(word: &str) -> bool {
    matches!(word, "M" | "C" | "G" | "N" | "J" | "D" | "R" | "S" | "P" | "A" | "Z" | "EB" | "DB" | "CP" | "DS")
}

/// What stands behind a word.
fn behind<'a>(text: &'a str, tokens: &[Token], at: usize) -> &'a str {
    tokens.get(at).and_then(|token| text.get(token.end as usize..)).unwrap_or("")
}

/// `Title[M]//Editors. Container`: the code ends the title, and two slashes lead to what it appeared in.
pub fn behind_kind_code(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(code) = kind_code(text, tokens) else { return };
    let Some(title) = labels.iter().position(|label| *label == Label::Title).filter(|&title| title < code) else { return };
    let plain = tokens.get(title..code).unwrap_or(&[]).iter().all(|token| token.mark.is_none());
    // Some print the code behind the journal.
    let set_off = |at: usize| labels.get(at) == Some(&Label::Container) && gap(text, tokens, at).contains([',', '，', '.', '。']);
    if plain && !(title..code).any(set_off) {
        labels.get_mut(title..code).unwrap_or(&mut []).fill(Label::Title);
    }
    let carrier = usize::from(gap(text, tokens, code + 1) == "/");
    labels.get_mut(code..=code + carrier).unwrap_or(&mut []).fill(Label::Other);
    if !gap(text, tokens, code + carrier + 1).contains("//") {
        return;
    }
    let hosted = labels.contains(&Label::Container);
    for label in labels.get_mut(code + carrier + 1..).unwrap_or(&mut []) {
        match *label {
            Label::Author => *label = Label::Editor,
            Label::Title if !hosted => *label = Label::Container,
            _ => {}
        }
    }
}

/// `ГОСТ Р 7.0.5–2008. Библиографическая ссылка. Общие требования`: a standard appears in nothing.
pub fn title_of_standard(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(entry) = tokens.first().and_then(|first| text.get(first.start as usize..)) else { return };
    if labels.first() != Some(&Label::Title) || symbol::standard(entry).is_none() || entry.contains("//") {
        return;
    }
    let end = labels.iter().take_while(|label| matches!(label, Label::Title | Label::Container)).count();
    labels.get_mut(..end).unwrap_or(&mut []).fill(Label::Title);
}

/// `Der stille Krieg. Politik und Alltag nach 1918. Essen: Klartext`: what stands behind the point of a book's title and before its place
/// and publisher is its subtitle: nothing says that it is a journal or a collection, and no numbers or pages of one follow.
pub fn subtitle_of_book(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    if !has(Label::Place)
        || !has(Label::Publisher)
        || has(Label::Volume)
        || has(Label::Issue)
        || has(Label::Pages)
        || has(Label::Editor)
        || has(Label::Series)
    {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Container) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Container)).unwrap_or(labels.len());
    let is_title = first > 0 && labels.get(first - 1) == Some(&Label::Title) && gap(text, tokens, first) == ". ";
    let is_imprint = matches!(labels.get(end), Some(Label::Place | Label::Publisher)) && matches!(gap(text, tokens, end), ". " | ", ");
    let is_plain = (first + 1..end).all(|at| matches!(gap(text, tokens, at), " " | ", " | ": " | "-" | " \u{2013} ")) && end > first + 2;
    let words = words_between(text, tokens, first, end);
    if is_title && is_imprint && is_plain && !is_journal(words) && !labels.get(end..).unwrap_or(&[]).contains(&Label::Container) {
        labels.get_mut(first..end).unwrap_or(&mut []).fill(Label::Title);
    }
}

/// The words from one token up to another.
fn words_between<'a>(text: &'a str, tokens: &[Token], first: usize, end: usize) -> &'a str {
    match (tokens.get(first), end.checked_sub(1).and_then(|last| tokens.get(last))) {
        (Some(first), Some(last)) => text.get(first.start as usize..last.end as usize).unwrap_or(""),
        _ => "",
    }
}

/// Whether words name a journal, proceedings or an encyclopaedia: "Journal of Northern Lakes", "The Mill Review".
fn is_journal(words: &str) -> bool {
    let lower = words.to_lowercase();
    let of_journals = |word: &str| word.chars().count() > 3 && REFERENCE_WORD.part(word) == Some("journals");
    let mut first = lower.split_whitespace().take(2);
    first.any(of_journals)
        || lower.split_whitespace().next_back().is_some_and(of_journals)
        || PROCEEDINGS.iter().any(|word| lower.starts_with(word))
        || ENCYCLOPEDIA_STEM.iter().any(|stem| lower.contains(stem))
}

/// `C. Rossi, «Il guado», Studi veneti, XXXIV (1997)`: the title ends with its quotation marks; what stands behind is what it appeared in.
pub fn quoted_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    if has(Label::Container) || !(has(Label::Volume) || has(Label::Issue)) {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Title) else { return };
    let Some(close) = closer(gap(text, tokens, first)) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let ends = |at: usize| {
        let gap = gap(text, tokens, at);
        gap.starts_with(close) && gap.contains(',') || gap.starts_with([',', '.']) && gap.contains(close)
    };
    if let Some(turn) = (first + 1..end).find(|&at| ends(at)) {
        labels.get_mut(turn..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// The mark that closes a quotation with which a gap ends.
fn closer(gap: &str) -> Option<char> {
    Some(match gap.chars().next_back()? {
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '‚' => '‘',
        '「' => '」',
        '『' => '』',
        '”' => '”',
        '“' => '”',
        '„' => '“',
        '‘' => '’',
        '"' => '"',
        _ => return None,
    })
}
