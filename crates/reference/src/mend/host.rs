//! What a part appeared in, where the labeller took it for a second title.

use scholion_lang::{ENCYCLOPEDIA_STEM, PROCEEDINGS, REFERENCE_WORD};

use super::{gap, word};
use crate::{Label, locator, names, symbol, token::Token};

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

/// `in Enc. dir., I, Milano`, `in Foro it., 1998`: an abbreviated title, with a small word, names nobody.
pub fn abbreviated_container(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) || !labels.contains(&Label::Title) {
        return;
    }
    let Some(from) = labels.iter().position(|label| *label == Label::Editor).filter(|&from| from > 0) else { return };
    let small = word(text, tokens, from + 1);
    let is_small = small.chars().count() > 1 && small.chars().all(char::is_lowercase) && labels.get(from + 1) == Some(&Label::Editor);
    let (first, second) = (gap(text, tokens, from + 1), gap(text, tokens, from + 2));
    let is_led = locator::is_in(word(text, tokens, from - 1)) && gap(text, tokens, from) == " ";
    let is_role = scholion_lang::EDITOR_ROLE.contains(small) || scholion_lang::AND.contains(small) || names::is_particle(small);
    let long = word(text, tokens, from).chars().count() > 2;
    if !is_led || !is_small || !long || !(first == ". " || first == " " && second.starts_with('.') && !is_role) {
        return;
    }
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Editor)).unwrap_or(labels.len());
    let stop = (from + 1..end).find(|&at| gap(text, tokens, at).contains(',')).unwrap_or(end);
    labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Container);
    let is_roman = |at: usize| word(text, tokens, at).chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let volume = labels.contains(&Label::Volume);
    for at in stop..end {
        let label = if is_roman(at) && at == stop && !volume { Label::Volume } else { Label::Other };
        labels.get_mut(at).into_iter().for_each(|known| *known = label);
    }
}

/// `Eels, Fish Wat. 3 (1999) 77`, `Cole, M. J. Mill Hist. 2001, 4, 33`: where volume and page follow a title without a journal, its last words
/// are that, and the `J.` before it is no initial.
pub fn journal_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    let hosted = has(Label::Container);
    let in_parts = has(Label::Volume) && (has(Label::Pages) || has(Label::Issue));
    if !in_parts || has(Label::Title) == hosted || has(Label::Place) || has(Label::Publisher) || has(Label::Editor) {
        return;
    }
    let wanted = if hosted { Label::Container } else { Label::Title };
    let Some(first) = labels.iter().position(|label| *label == wanted) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&wanted)).unwrap_or(labels.len());
    let is_point = |at: usize| gap(text, tokens, at) == ". ";
    let named = first > 2 && labels.get(..first).unwrap_or(&[]).iter().all(|label| *label == Label::Author);
    if named && word(text, tokens, first - 1) == "J" && is_point(first) && is_point(first - 1) {
        return labels.get_mut(first - 1..end).unwrap_or(&mut []).fill(Label::Container);
    }
    let volume = labels.iter().position(|label| *label == Label::Volume).map_or("", |at| word(text, tokens, at));
    let counted = volume.starts_with(|c: char| c.is_ascii_digit()) && matches!(labels.get(end), Some(Label::Volume | Label::Date));
    if hosted || !counted {
        return;
    }
    let capital = |at: usize| {
        let word = word(text, tokens, at);
        word.starts_with(char::is_uppercase) || scholion_lang::FUNCTION_WORD.contains(word)
    };
    let plain = |at: usize| matches!(gap(text, tokens, at), " " | ". " | " & " | "-");
    let from = (first + 1..end).rev().find(|&at| gap(text, tokens, at) == ", ").unwrap_or(first);
    if end - from <= 6 && capital(from) && (from + 1..end).all(|at| capital(at) && plain(at)) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// `in AA.VV., Acque e poteri, Atti del Convegno`: what says that there are several authors is no title.
pub fn several_authors(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(from) = labels.iter().position(|label| matches!(label, Label::Container | Label::Editor)).filter(|&from| from > 0) else {
        return;
    };
    let end = (from..labels.len().min(from + 3))
        .find(|&at| gap(text, tokens, at + 1).starts_with([',', '.']) && gap(text, tokens, at + 1).contains(','))
        .map(|last| last + 1);
    let Some(end) = end else { return };
    let letters: String = (from..end).map(|at| word(text, tokens, at)).collect();
    if !matches!(letters.as_str(), "AAVV" | "AaVv" | "VVAA") || !labels.contains(&Label::Title) {
        return;
    }
    let may_be =
        |label: Option<&Label>| matches!(label, Some(Label::Title | Label::Other | Label::Container | Label::Series | Label::Editor));
    let stop =
        (end + 1..labels.len()).find(|&at| gap(text, tokens, at).contains([',', '(', '.']) || !may_be(labels.get(at))).unwrap_or(end);
    labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Other);
    labels.get_mut(end..stop).unwrap_or(&mut []).fill(Label::Container);
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
