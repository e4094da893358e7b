//! Where the names at the head of an entry end, and what is said of people elsewhere that are no authors of it.

use scholion_lang::{AND, EDITOR_ROLE, FUNCTION_WORD, NAME_SUFFIX, OTHERS, RESPONSIBILITY, UNDATED};

use super::{gap, word};
use crate::{Label, backref, dates, locator, names, token::Token};

/// The words between two separators of a list of names.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    from: usize,
    to: usize,
    /// Whether a comma stands before it.
    comma: bool,
}

/// What the words of a chunk are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `Holm`, `van der Berg`, `Shallow Lakes`.
    Words,
    /// `A. B.`
    Initials,
    /// `Holm A. B.`, `Holm AB`.
    FamilyFirst,
    /// `A. B. Holm`.
    Natural,
    /// None of these.
    Other,
}

/// The names with which an entry begins.
fn head(labels: &[Label]) -> usize {
    labels.iter().take_while(|label| **label == Label::Author).count()
}

/// Cuts the names at the head at their commas and the words that join them.
fn chunks(text: &str, tokens: &[Token], end: usize) -> Vec<Chunk> {
    let mut found = Vec::new();
    let (mut from, mut comma) = (0, false);
    for at in 1..end {
        let before = gap(text, tokens, at);
        let joins = AND.contains(word(text, tokens, at)) && before == " ";
        if joins || before.contains([',', ';', '&', '/']) {
            if at > from {
                found.push(Chunk { from, to: at, comma });
            }
            (from, comma) = (at + usize::from(joins), !joins && before.contains(','));
        }
    }
    if end > from {
        found.push(Chunk { from, to: end, comma });
    }
    found
}

/// `A.`, `Yu.`, with a point behind; or, in lists that set none, `AB`.
fn is_initial(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = word(text, tokens, at);
    let letters = word.chars().count();
    let capital = word.starts_with(char::is_uppercase);
    let bare = letters <= 3 && word.chars().all(|c| c.is_uppercase() || c == '-');
    capital && (letters <= 2 && gap(text, tokens, at + 1).starts_with('.') || bare) && !is_suffix(text, tokens, at)
}

/// `JR.` behind a family name and before a comma.
fn is_suffix(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = word(text, tokens, at);
    let is_known = || NAME_SUFFIX.iter().any(|suffix| suffix.eq_ignore_ascii_case(word));
    at > 0 && word.len() > 1 && gap(text, tokens, at) == " " && gap(text, tokens, at + 1).starts_with(".,") && is_known()
}

/// A word that may be a title or part of a name in full: `Depth`, `Карпы`.
fn is_word(word: &str) -> bool {
    word.chars().count() > 2 && word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
}

fn shape(text: &str, tokens: &[Token], chunk: Chunk) -> Shape {
    let initials: Vec<bool> = (chunk.from..chunk.to).map(|at| is_initial(text, tokens, at)).collect();
    let count = initials.iter().filter(|initial| **initial).count();
    let leading = initials.iter().take_while(|initial| **initial).count();
    match (count, leading) {
        (0, _) => Shape::Words,
        _ if count == initials.len() => Shape::Initials,
        (_, 0) if initials.iter().rev().take_while(|initial| **initial).count() == count => Shape::FamilyFirst,
        _ if leading == count => Shape::Natural,
        _ => Shape::Other,
    }
}

/// `Вольнов Р. Т. Карпы // …`, `Holm, K., Lind, E. Ponds. Oslo`, `Silva Jr., A. Peixes.`: a lone word behind the initials of a family name
/// that stands first is the title, not a second family name; several are, if nothing else was read as one.
pub fn word_behind_initials(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let named = head(labels);
    // `SENNA, R. C. Turbidez. In: CONGRESSO`
    let in_host = named > 3 && locator::is_in(word(text, tokens, named - 1)) && gap(text, tokens, named).starts_with(':');
    let end = named - usize::from(in_host);
    let Some(from) = (1..end).rev().find(|&at| is_initial(text, tokens, at)).map(|last| last + 1).filter(|&from| from >= 2) else { return };
    // No name has a small word that is no particle: `Birch T. Pond ice. Freshw Biol.`
    let small = |at: usize| {
        let word = word(text, tokens, at);
        word.starts_with(char::is_lowercase) && !names::is_particle(word) && !AND.contains(word) && !FUNCTION_WORD.contains(word)
    };
    let is_plain = (from + 1..end).any(small) && !(from..end).any(|at| names::is_body(word(text, tokens, at)));
    if from >= end || end == labels.len() || end - from > 1 && labels.contains(&Label::Title) && !is_plain && !in_host {
        return;
    }
    let plain = |word: &str| word.chars().count() > 3 && word.chars().skip(1).all(char::is_lowercase);
    let first = word(text, tokens, from);
    let is_title = is_word(first) && (end - from > 1 || plain(first)) && (from + 1..end).all(|at| gap(text, tokens, at) == " ");
    // Behind a family name its initials would follow, or the next name.
    let behind = gap(text, tokens, end);
    let is_dated = behind.trim().is_empty() && dates::is_year(word(text, tokens, end));
    let is_led = (matches!(gap(text, tokens, from), ". " | ".\u{a0}" | ".") || is_plain && gap(text, tokens, from) == " ") && !is_dated;
    let is_imprint = matches!(labels.get(end), Some(Label::Place | Label::Publisher | Label::Container));
    let goes_on = behind.starts_with([',', '-', '&']) || !is_imprint && (behind.starts_with(';') || is_initial(text, tokens, end));
    if !is_title || !is_led || goes_on || names::is_body(first) {
        return;
    }
    let all = chunks(text, tokens, from);
    let shapes: Vec<Shape> = all.iter().map(|&chunk| shape(text, tokens, chunk)).collect();
    let inverted = shapes.len().is_multiple_of(2)
        && shapes.chunks(2).all(|pair| matches!(pair, [Shape::Words, Shape::Initials]))
        && all.iter().skip(1).step_by(2).all(|chunk| chunk.comma);
    let families = all.iter().step_by(2).all(|chunk| is_family(text, tokens, *chunk));
    let direct = shapes.iter().all(|shape| *shape == Shape::FamilyFirst) && (is_plain || is_family_first(text, tokens, labels, &all));
    if inverted && families || direct {
        labels.get_mut(end..named).unwrap_or(&mut []).fill(Label::Other);
        if (is_plain || in_host) && labels.get(named) == Some(&Label::Title) && !labels.contains(&Label::Container) {
            labels.iter_mut().filter(|label| **label == Label::Title).for_each(|label| *label = Label::Container);
        }
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Title);
    }
}

/// `Silva Jr., A. Peixes`: initials behind a family name and its comma do not begin the title.
pub fn initials_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = head(labels);
    if !is_initial(text, tokens, end) || !gap(text, tokens, end).trim_start_matches('.').starts_with(", ") {
        return;
    }
    let Some(&last) = chunks(text, tokens, end).last() else { return };
    if shape(text, tokens, last) != Shape::Words || !is_family(text, tokens, last) {
        return;
    }
    let is_point = |at: usize| matches!(gap(text, tokens, at + 1), ". " | "." | ".\u{a0}") && word(text, tokens, at).chars().count() <= 2;
    // "J. Marsh Sci. 12": that of a journal stays.
    let in_book = labels.contains(&Label::Publisher) && !labels.contains(&Label::Volume);
    let wanted = labels.get(end).copied().filter(|label| *label == Label::Title || in_book && *label == Label::Container);
    let titled = |at: usize| labels.get(at).copied() == wanted && is_initial(text, tokens, at) && is_point(at);
    let count = (end..labels.len()).take_while(|&at| titled(at)).count();
    if wanted.is_some() && labels.get(end + count).copied() == wanted {
        labels.get_mut(end..end + count).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `Lind, Eva: Fluss`: a given name between the comma and a colon does not begin the title.
pub fn given_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = head(labels);
    if gap(text, tokens, end) != ", " || !names::is_given(word(text, tokens, end)) {
        return;
    }
    let Some(&only) = chunks(text, tokens, end).first().filter(|chunk| chunk.to == end) else { return };
    if !is_family(text, tokens, only) {
        return;
    }
    let colon = (end + 1..labels.len().min(end + 4)).find(|&at| gap(text, tokens, at) != " ");
    let is_title = |at: usize| labels.get(at) == Some(&Label::Title);
    if let Some(colon) = colon.filter(|&colon| gap(text, tokens, colon).starts_with(':') && (end..=colon).all(is_title)) {
        labels.get_mut(end..colon).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `Institut national de la statistique`: the name of a body does not end in a small word.
pub fn body_goes_on(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = head(labels);
    let Some(last) = end.checked_sub(1) else { return };
    let named =
        tokens.first().zip(tokens.get(last)).and_then(|(first, last)| text.get(first.start as usize..last.end as usize)).unwrap_or("");
    let is_small = FUNCTION_WORD.contains(word(text, tokens, last)) || names::is_particle(word(text, tokens, last));
    if end < 3 || !is_small || gap(text, tokens, end) != " " || labels.get(end) != Some(&Label::Title) || !names::is_body(named) {
        return;
    }
    let stop = (end + 1..labels.len()).find(|&at| !matches!(gap(text, tokens, at), " " | "-" | "’" | "'")).unwrap_or(end);
    if stop > end && stop - end <= 8 && labels.get(end..stop).is_some_and(|rest| rest.iter().all(|label| *label == Label::Title)) {
        // `(INSEE)`
        let letters = usize::from(gap(text, tokens, stop).ends_with('(') && gap(text, tokens, stop + 1).starts_with(')'));
        labels.get_mut(end..(stop + letters).min(tokens.len())).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `Marx/Engels, MEW 23`: the name behind a stroke is that of the other author.
pub fn author_behind_stroke(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = head(labels);
    let is_name = end > 0 && gap(text, tokens, end) == "/" && is_word(word(text, tokens, end));
    if is_name && labels.get(end) == Some(&Label::Title) && gap(text, tokens, end + 1).starts_with([',', ':']) {
        labels.get_mut(end).into_iter().for_each(|label| *label = Label::Author);
    }
}

/// One word and particles: `Holm`, `van der Berg`; or words in capitals.
fn is_family(text: &str, tokens: &[Token], chunk: Chunk) -> bool {
    let all = (chunk.from..chunk.to).filter(|&at| !is_suffix(text, tokens, at)).map(|at| word(text, tokens, at));
    let words: Vec<&str> = all.filter(|word| !names::is_particle(word)).collect();
    words.len() == 1 || !words.iter().any(|word| word.chars().any(char::is_lowercase))
}

/// Whether the last of the names is a family name with its initials, and not a given name with another: `William G. Cochran. Sampling`.
fn is_family_first(text: &str, tokens: &[Token], labels: &[Label], all: &[Chunk]) -> bool {
    let Some(&last) = all.last() else { return false };
    let first = word(text, tokens, last.from);
    let several = (last.from..last.to).filter(|&at| is_initial(text, tokens, at)).count() > 1;
    let has = |label| labels.contains(&label);
    let is_cyrillic = first.starts_with(scholion_base::script::is_cyrillic);
    let in_book = !has(Label::Container) && (has(Label::Place) || has(Label::Publisher));
    // `Pondov V. Voda // Uchenye zapiski`: behind two strokes stands what it appeared in.
    let before_strokes = gap(text, tokens, head(labels)).contains("//");
    several && is_cyrillic || !has(Label::Title) && !names::is_given(first) && (several || is_cyrillic || in_book || before_strokes)
}

/// `L. Birch, T. Cole, Shallow Lakes, Fen Press`, `N. Ellis, Depth, J. Pond Sci.`: in an entry without a title, words without initials
/// behind names that all have them are the title.
pub fn words_behind_names(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = head(labels);
    if labels.contains(&Label::Title) || end < 3 || end == labels.len() {
        return;
    }
    let all = chunks(text, tokens, end);
    let Some((&last, before)) = all.split_last().filter(|(last, before)| last.comma && !before.is_empty()) else { return };
    let shapes: Vec<Shape> = before.iter().map(|&chunk| shape(text, tokens, chunk)).collect();
    let of = |wanted: Shape| shapes.iter().all(|shape| *shape == wanted);
    let inverted = shapes.len().is_multiple_of(2)
        && shapes.chunks(2).all(|pair| matches!(pair, [Shape::Words, Shape::Initials]))
        && before.iter().step_by(2).all(|&chunk| is_family(text, tokens, chunk));
    let is_whole = of(Shape::Natural) || of(Shape::FamilyFirst) || inverted;
    let first = word(text, tokens, last.from);
    let behind = gap(text, tokens, end);
    let is_title = shape(text, tokens, last) == Shape::Words
        && is_word(first)
        && last.to - last.from <= 6
        && !names::is_particle(first)
        && !OTHERS.iter().any(|word| word.eq_ignore_ascii_case(first))
        && (behind.starts_with([',', '.', ':']) && !behind.contains('(') || behind == " (" && dates::is_year(word(text, tokens, end)));
    let named = tokens.get(last.from).zip(tokens.get(last.to - 1));
    let words = named.and_then(|(first, last)| text.get(first.start as usize..last.end as usize)).unwrap_or("");
    if is_whole && is_title && !names::is_body(words) {
        labels.get_mut(last.from..last.to).unwrap_or(&mut []).fill(Label::Title);
    }
}

/// `O. Frome, P. Gant, ibid.`: the family name behind the initials that end the names is no title.
pub fn family_behind_initials(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = head(labels);
    let alone = labels.get(end) == Some(&Label::Title) && labels.get(end + 1) != Some(&Label::Title);
    if end < 3 || !alone || !is_initial(text, tokens, end - 1) {
        return;
    }
    let all = chunks(text, tokens, end);
    let Some((&last, before)) = all.split_last().filter(|(_, before)| !before.is_empty()) else { return };
    let natural = before.iter().all(|&chunk| shape(text, tokens, chunk) == Shape::Natural);
    let joined = matches!(gap(text, tokens, end), ". " | " ") && gap(text, tokens, end + 1).starts_with(", ");
    if natural && joined && shape(text, tokens, last) == Shape::Initials && is_word(word(text, tokens, end)) {
        labels.get_mut(end).into_iter().for_each(|label| *label = Label::Author);
    }
}

/// `Drew, M. n.d. The ponds`, `Leipzig o. J.`: what stands where a year would is no part of a name or of a place.
pub fn undated(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..tokens.len() {
        let (first, second) = (word(text, tokens, at), word(text, tokens, at + 1));
        if first.len() > 2 || second.len() > 2 {
            continue;
        }
        let short = first.chars().count() == 1 && second.chars().count() == 1 && first.starts_with(char::is_lowercase);
        if !short || !gap(text, tokens, at + 1).starts_with('.') {
            continue;
        }
        let is_known = |words: &str| UNDATED.may_begin(words) && UNDATED.iter().any(|known| known.to_lowercase() == words);
        if is_known(&format!("{first}. {second}.").to_lowercase()) || is_known(&format!("{first}.{second}.").to_lowercase()) {
            labels.get_mut(at..at + 2).unwrap_or(&mut []).fill(Label::Other);
        }
    }
}

/// `Cole, T. In press. Dim water`: nor is it a part of the title.
pub fn in_press(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(from) = labels.iter().position(|label| *label == Label::Title).filter(|&from| from > 0) else { return };
    let stop = (from + 1..labels.len().min(from + 4)).find(|&at| gap(text, tokens, at).starts_with(['.', ')']));
    let Some(stop) = stop.filter(|&stop| labels.get(stop) == Some(&Label::Title)) else { return };
    let words = tokens.get(from).zip(tokens.get(stop - 1)).and_then(|(first, last)| text.get(first.start as usize..last.end as usize));
    if words.is_some_and(|words| UNDATED.iter().any(|known| known.to_lowercase() == words.to_lowercase())) {
        labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Note);
    }
}

/// `hrsg. und übers. von Karl Rau`: whoever is named behind two roles has the first.
pub fn two_roles(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(from) = labels.iter().position(|label| *label == Label::Editor) else { return };
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Editor)).unwrap_or(labels.len());
    let role = |at: usize| {
        let word = word(text, tokens, at).to_lowercase();
        AND.contains(&word) || matches!(RESPONSIBILITY.part(&word), Some("editor" | "translator")) || EDITOR_ROLE.contains(&word)
    };
    if !matches!(labels.get(end), Some(Label::Author | Label::Translator))
        || gap(text, tokens, end).contains([')', ']'])
        || !(from..end).all(role)
    {
        return;
    }
    let named = labels.get(end).copied().unwrap_or_default();
    let stop = (end..labels.len()).find(|&at| labels.get(at) != Some(&named)).unwrap_or(labels.len());
    labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Other);
    labels.get_mut(end..stop).unwrap_or(&mut []).fill(Label::Editor);
    let leads = word(text, tokens, end);
    if stop > end + 1 && leads.starts_with(char::is_lowercase) && EDITOR_ROLE.ends_with(leads) {
        labels.get_mut(end).into_iter().for_each(|label| *label = Label::Other);
    }
}

/// `bearb. v. Emil Rand`: a word for what somebody did is no edition.
pub fn role_as_edition(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let lone = labels.get(at) == Some(&Label::Edition)
            && labels.get(at - 1) != Some(&Label::Edition)
            && labels.get(at + 1) != Some(&Label::Edition);
        if !lone {
            continue;
        }
        let word = word(text, tokens, at).to_lowercase();
        let is_role = RESPONSIBILITY.part(&word) == Some("editor") || EDITOR_ROLE.contains(&word);
        let named = (at + 1..labels.len().min(at + 4)).any(|at| matches!(labels.get(at), Some(Label::Editor | Label::Translator)));
        if is_role && named {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Other);
        }
    }
}

/// `préface de P. Aubrac, Rennes, PUR`: who is named behind the title with a word for another share in it than an author's did not write
/// it; what follows between commas is the place and the publisher.
pub fn foreword(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if head(labels) == 0 {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let Some(named) = (title..labels.len()).find(|&at| labels.get(at) == Some(&Label::Author)) else { return };
    // `P.` before the family name may belong to nothing.
    let initials = (title + 1..named).rev().take_while(|&at| is_initial(text, tokens, at) && labels.get(at) != Some(&Label::Title)).count();
    let from = named - initials;
    let stop = (named..labels.len()).find(|&at| labels.get(at) != Some(&Label::Author)).unwrap_or(labels.len());
    let small =
        |at: usize| word(text, tokens, at).starts_with(char::is_lowercase) && gap(text, tokens, at + 1).starts_with([' ', '’', '\'']);
    let share = from
        .checked_sub(2)
        .filter(|&share| share > title && labels.get(share) != Some(&Label::Title) && small(share) && small(share + 1))
        .map(|at| word(text, tokens, at));
    let Some(share) = share.filter(|share| share.chars().count() > 4 && RESPONSIBILITY.part(share).is_none()) else { return };
    let is_other = |word: &str| !EDITOR_ROLE.begins_with(word) && !AND.contains(word);
    if !is_other(share) || word(text, tokens, from - 1).chars().count() > 3 {
        return;
    }
    let place = (from + 1..stop).find(|&at| gap(text, tokens, at).starts_with(',')).unwrap_or(stop);
    let publisher = (place + 1..stop).find(|&at| gap(text, tokens, at).starts_with(',')).unwrap_or(stop);
    let last = (publisher + 1..stop).find(|&at| gap(text, tokens, at).starts_with(',')).unwrap_or(stop);
    let is_free = !labels.contains(&Label::Place) && !labels.contains(&Label::Publisher);
    labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Other);
    if is_free {
        labels.get_mut(place..publisher).unwrap_or(&mut []).fill(Label::Place);
        labels.get_mut(publisher..last).unwrap_or(&mut []).fill(Label::Publisher);
    }
}

/// `Klagen. In: dies.: Prozesse. Köln`: what the authors named again made is what the work appeared in.
pub fn authors_again(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let again = |at: usize| backref::names_again(word(text, tokens, at)) && gap(text, tokens, at + 1).contains([':', ',', '.', '(']);
    if let Some(at) = labels.iter().position(|label| *label == Label::Container) {
        if at > 0 && again(at) && labels.get(at + 1) == Some(&Label::Container) {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Editor);
        }
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let led =
        |at: usize| gap(text, tokens, at - 1).starts_with([',', '.', '”', '“', '»', '«']) && locator::is_in(word(text, tokens, at - 1));
    if let Some(at) = (title + 2..end).find(|&at| led(at) && again(at)).filter(|&at| at + 1 < end) {
        labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Other);
        labels.get_mut(at).into_iter().for_each(|label| *label = Label::Editor);
        labels.get_mut(at + 1..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// `hrsg. von Johannes Winck, 5. Aufl.`: who is named behind the words for an editor is no container; behind those for a translator
/// (`trad. it. di P. Sarti`) no editor.
pub fn named_by_role(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let lower = |at: usize| word(text, tokens, at).to_lowercase();
    for at in 2..labels.len() {
        let label = labels.get(at).copied().unwrap_or_default();
        let begins = labels.get(at - 1) != Some(&label) && matches!(label, Label::Container | Label::Editor | Label::Author);
        if !begins || gap(text, tokens, at) != " " || !EDITOR_ROLE.ends_with(&lower(at - 1)) {
            continue;
        }
        let from = (1..at).rev().take(4).find(|&from| gap(text, tokens, from).contains([',', '(', ';', '–'])).unwrap_or(at - 1);
        let role = |wanted: &str| (from..at).any(|at| RESPONSIBILITY.part(&lower(at)) == Some(wanted));
        let end = (at..labels.len()).find(|&at| labels.get(at) != Some(&label)).unwrap_or(labels.len());
        let is_name = (2..=5).contains(&(end - at))
            && (at..end).all(|at| word(text, tokens, at).starts_with(char::is_uppercase) || names::is_particle(word(text, tokens, at)))
            && (at + 1..end).all(|at| matches!(gap(text, tokens, at), " " | ". " | "." | "-"));
        let new = match (role("editor"), role("translator"), label) {
            (true, _, Label::Container | Label::Author) => Label::Editor,
            (false, true, Label::Editor) => Label::Translator,
            _ => continue,
        };
        if is_name && labels.get(..from).is_some_and(|head| head.contains(&Label::Title)) {
            labels.get_mut(at..end).unwrap_or(&mut []).fill(new);
        }
    }
}

/// `A. Aab et al. (Pond Collaboration), JCAP 08`: a body in brackets behind names belongs to them.
pub fn body_in_brackets(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(from) = labels.iter().position(|label| *label == Label::Title).filter(|&from| from > 0) else { return };
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let is_bracket = gap(text, tokens, from).ends_with('(') && gap(text, tokens, end).starts_with(')');
    let last = word(text, tokens, end - 1);
    if is_bracket && names::is_body(last) && labels.first() == Some(&Label::Author) && end - from <= 6 {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Author);
    }
}
