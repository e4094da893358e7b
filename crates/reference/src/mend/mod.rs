//! Mends what a labeller that sees a few words at a time gets wrong about the whole.
//!
//! Here is what holds of people, editions and titles; [`host`] sees to what a part appeared in, [`ends`] to where a title ends,
//! [`days`] to dates, [`numbers`] to what numbers count, [`glued`] to what nothing sets off, [`heads`] to names taken for titles, [`chapters`] to parts of books, [`asides`] to what is said in passing, [`archives`] to shelfmarks, [`imprint`] and [`towns`] to series, places and publishers, [`official`] to letters and law,
//! [`people`] to the names at the head.

mod archives;
mod asides;
mod chapters;
mod days;
mod ends;
mod glued;
mod heads;
mod host;
mod imprint;
mod numbers;
mod official;
mod people;
mod towns;
mod unmarked;

pub use archives::is_shelfmark;
pub use numbers::reprint;
use scholion_lang::EDITOR_ROLE;

use super::{Label, dates, layout, marks::What, names, token::Token};

/// Tells whether a byte of the text stands in italics.
pub type Emphasised<'a> = &'a dyn Fn(usize) -> bool;

/// What a rule looks at, and mends.
pub enum Rule {
    /// The text, its words and their labels.
    Words(fn(&str, &[Token], &mut [Label])),
    /// And what stands in italics.
    Emphasis(fn(&str, &[Token], &mut [Label], Emphasised<'_>)),
}

/// All rules with their names, in the order in which they are asked: later ones see what earlier ones mended. What each makes right
/// and wrong `train-references --rules` tells.
pub const RULES: &[(&str, Rule)] = &[
    ("editors by role", Rule::Words(editors_by_role)),
    ("makers by role", Rule::Words(makers_by_role)),
    ("all initials", Rule::Words(all_initials)),
    ("word behind names", Rule::Words(word_behind_names)),
    ("word for an article", Rule::Words(towns::word_for_article)),
    ("undated", Rule::Words(people::undated)),
    ("word behind initials", Rule::Words(people::word_behind_initials)),
    ("initials in a title", Rule::Words(people::initials_in_title)),
    ("body goes on", Rule::Words(people::body_goes_on)),
    ("author behind a stroke", Rule::Words(people::author_behind_stroke)),
    ("given name in a title", Rule::Words(people::given_in_title)),
    ("words behind names", Rule::Words(people::words_behind_names)),
    ("family behind initials", Rule::Words(people::family_behind_initials)),
    ("names in a title", Rule::Words(heads::names_in_title)),
    ("given name in brackets", Rule::Words(heads::given_in_brackets)),
    ("title before a role", Rule::Words(heads::title_before_role)),
    ("two roles", Rule::Words(people::two_roles)),
    ("role as edition", Rule::Words(people::role_as_edition)),
    ("foreword", Rule::Words(people::foreword)),
    ("named by role", Rule::Words(people::named_by_role)),
    ("body in brackets", Rule::Words(people::body_in_brackets)),
    ("title in italics", Rule::Emphasis(title_in_italics)),
    ("authors again", Rule::Words(people::authors_again)),
    ("whole edition", Rule::Words(whole_edition)),
    ("whole translation", Rule::Words(whole_translation)),
    ("whole title before slashes", Rule::Words(whole_title_before_slashes)),
    ("archive by abbreviation", Rule::Words(archives::abbreviated)),
    ("archive by its unit", Rule::Words(archives::by_unit)),
    ("archive by its words", Rule::Words(archives::by_words)),
    ("whole shelfmark", Rule::Words(archives::whole)),
    ("title of a standard", Rule::Words(host::title_of_standard)),
    ("behind a code of kind", Rule::Words(host::behind_kind_code)),
    ("abbreviated container", Rule::Words(host::abbreviated_container)),
    ("several authors", Rule::Words(host::several_authors)),
    ("container behind in", Rule::Words(host::container_behind_in)),
    ("container in quotes", Rule::Words(host::container_in_quotes)),
    ("letter", Rule::Words(official::letter)),
    ("body before names", Rule::Words(official::body_before_names)),
    ("body with its organ", Rule::Words(official::body_with_its_organ)),
    ("country with its organ", Rule::Words(heads::country_with_its_organ)),
    ("judgment", Rule::Words(official::judgment)),
    ("numbered case", Rule::Words(official::numbered_case)),
    ("law report", Rule::Words(official::law_report)),
    ("between volume and page", Rule::Words(official::between_volume_and_page)),
    ("page behind a title", Rule::Words(official::page_behind_title)),
    ("report behind a year", Rule::Words(official::report_behind_year)),
    ("interview", Rule::Words(official::interview)),
    ("patent", Rule::Words(official::patent)),
    ("thesis behind a title", Rule::Words(ends::at_thesis)),
    ("signature behind a treaty", Rule::Words(ends::at_signature)),
    ("title in wide marks", Rule::Words(ends::at_wide_marks)),
    ("series in its bracket", Rule::Words(ends::at_series)),
    ("year of a case", Rule::Words(ends::at_year_of_case)),
    ("descriptor behind a title", Rule::Words(ends::at_descriptor)),
    ("descriptor in a publisher", Rule::Words(ends::descriptor)),
    ("day of a treaty", Rule::Words(official::day_of_treaty)),
    ("series in words", Rule::Words(imprint::series_in_words)),
    ("abbreviation goes on", Rule::Words(imprint::abbreviation_goes_on)),
    ("place with its river", Rule::Words(imprint::place_with_river)),
    ("publisher in a place", Rule::Words(imprint::publisher_in_place)),
    ("series in a container", Rule::Words(imprint::series_in_container)),
    ("series behind the imprint", Rule::Words(imprint::series_behind_imprint)),
    ("title as place", Rule::Words(imprint::title_as_place)),
    ("kind of a thesis goes on", Rule::Words(imprint::genre_goes_on)),
    ("place in brackets", Rule::Words(imprint::place_in_brackets)),
    ("scale", Rule::Words(imprint::scale)),
    ("Chinese imprint", Rule::Words(imprint::chinese)),
    ("who made a film", Rule::Words(imprint::film)),
    ("year of an event", Rule::Words(days::of_event)),
    ("date with hyphens", Rule::Words(days::iso)),
    ("day before a month", Rule::Words(days::day_before_month)),
    ("days of a conference", Rule::Words(days::of_conference)),
    ("date of publication", Rule::Words(days::of_publication)),
    ("day of a resolution", Rule::Words(days::of_resolution)),
    ("year of a reprint", Rule::Words(numbers::year_of_reprint)),
    ("years in a title", Rule::Words(days::years_in_title)),
    ("years of a range", Rule::Words(numbers::years_of_range)),
    ("number that is no date", Rule::Words(numbers::no_date)),
    ("issue before a month", Rule::Words(towns::issue_before_month)),
    ("days behind a month", Rule::Words(numbers::days_behind_month)),
    ("place in the work", Rule::Words(numbers::place_in_work)),
    ("pages apart", Rule::Words(numbers::pages_apart)),
    ("thousands", Rule::Words(numbers::thousands)),
    ("quoted title", Rule::Words(host::quoted_title)),
    ("subtitle of a book", Rule::Words(host::subtitle_of_book)),
    ("container without a title", Rule::Words(container_without_title)),
    ("title that nothing claims", Rule::Words(claim_title)),
    ("journal in a title", Rule::Words(host::journal_in_title)),
    ("in press", Rule::Words(people::in_press)),
    ("imprint in a title", Rule::Words(imprint::imprint_in_title)),
    ("place before a publisher", Rule::Words(imprint::place_before_publisher)),
    ("place behind a publisher", Rule::Words(imprint::place_behind_publisher)),
    ("town behind a publisher", Rule::Words(towns::behind_publisher)),
    ("publisher before a town", Rule::Words(towns::before_town)),
    ("year that nothing claims", Rule::Words(claim_year)),
    ("container in italics", Rule::Emphasis(container_in_italics)),
    ("issue in brackets", Rule::Words(issue_in_brackets)),
    ("issue by its word", Rule::Words(numbers::issue_by_word)),
    ("editor in a bracket", Rule::Words(chapters::editor_in_bracket)),
    ("publisher behind a book", Rule::Words(chapters::publisher_behind_book)),
    ("place before days", Rule::Words(chapters::place_before_days)),
    ("quoted head", Rule::Words(chapters::quoted_head)),
    ("title of a volume", Rule::Words(chapters::title_of_volume)),
    ("issue behind a year", Rule::Words(chapters::issue_behind_year)),
    ("title before a stroke", Rule::Words(chapters::title_before_stroke)),
    ("counted figures", Rule::Words(asides::counted_figures)),
    ("short form", Rule::Words(asides::short_form)),
    ("first published", Rule::Words(asides::first_published)),
    ("publisher in a bracket", Rule::Words(asides::publisher_in_bracket)),
    ("word of a number", Rule::Words(glued::word_of_number)),
    ("month before its year", Rule::Words(glued::month_before_year)),
    ("series in the last bracket", Rule::Words(glued::series_in_last_bracket)),
    ("year of a title", Rule::Words(glued::year_of_title)),
    ("journal behind a point", Rule::Words(unmarked::journal_behind_point)),
    ("imprint in a container", Rule::Words(unmarked::imprint_in_container)),
    ("series in a title", Rule::Words(unmarked::series_in_title)),
    ("volume before an edition", Rule::Words(glued::volume_before_edition)),
    ("journal behind its year", Rule::Words(unmarked::journal_behind_year)),
    ("issue before its year", Rule::Words(glued::issue_before_year)),
    ("volume of a series", Rule::Words(glued::volume_of_series)),
    ("word before a day", Rule::Words(glued::word_before_day)),
    ("original edition", Rule::Words(glued::original_edition)),
];

/// Mends labels by all rules, but for the one with the number `without`.
pub fn mend(text: &str, tokens: &[Token], labels: &mut [Label], emphasis: Emphasised<'_>, without: Option<usize>) {
    for (_, (_, rule)) in RULES.iter().enumerate().filter(|(at, _)| Some(*at) != without) {
        match rule {
            Rule::Words(rule) => rule(text, tokens, labels),
            Rule::Emphasis(rule) => rule(text, tokens, labels, emphasis),
        }
    }
}

/// What nothing appeared in is a work of its own. Pages of a book may be cited: `Les mots de la paix, Rennes, PUR, 2010, p. 33`.
fn container_without_title(_: &str, _: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    let imprint = has(Label::Publisher) || has(Label::Place);
    let in_journal = has(Label::Volume) || has(Label::Issue) || has(Label::Pages) && !imprint;
    if !has(Label::Title) && !in_journal {
        labels.iter_mut().filter(|label| **label == Label::Container).for_each(|label| *label = Label::Title);
    }
}

/// An entry without a date is of the last year that nothing else claims.
fn claim_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Date) {
        return;
    }
    let year = (0..labels.len()).rev().find(|&at| labels.get(at) == Some(&Label::Other) && dates::is_year(word(text, tokens, at)));
    if let Some(label) = year.and_then(|at| labels.get_mut(at)) {
        *label = Label::Date;
    }
}

/// What stands before a word.
fn gap<'a>(text: &'a str, tokens: &[Token], at: usize) -> &'a str {
    match (at.checked_sub(1).and_then(|before| tokens.get(before)), tokens.get(at)) {
        (Some(before), Some(token)) => text.get(before.end as usize..token.start as usize).unwrap_or(""),
        _ => "",
    }
}

/// A word that is no mark; empty otherwise.
fn word<'a>(text: &'a str, tokens: &[Token], at: usize) -> &'a str {
    tokens.get(at).filter(|token| token.mark.is_none()).map_or("", |token| token.of(text))
}

/// `Walker, Rob, and Nisha Shah, eds.`: a word behind names that says what they did speaks of all of them.
fn editors_by_role(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..tokens.len() {
        let named = |at: usize| matches!(labels.get(at), Some(Label::Author | Label::Editor));
        let set_off = named(at - 1) && gap(text, tokens, at).contains([',', '(', '[']);
        // "ed. by", "ed. de": who edited follows.
        let next = word(text, tokens, at + 1);
        let leads = || next.starts_with(char::is_lowercase) && gap(text, tokens, at + 1).ends_with(' ') && EDITOR_ROLE.ends_with(next);
        if !set_off || !is_editor_role(word(text, tokens, at)) || leads() {
            continue;
        }
        let first = (0..at).rev().take_while(|&at| named(at)).last();
        if let Some(first) = first {
            labels.get_mut(first..at).unwrap_or(&mut []).fill(Label::Editor);
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Other);
        }
    }
}

/// `Barron, D. (Producer), & Varda, A. (Director).`: those who made a film are its authors, and the words say nothing of the work.
fn makers_by_role(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let named = labels.iter().take_while(|label| matches!(label, Label::Author | Label::Editor)).count();
    let is_role = |at: usize| {
        matches!(word(text, tokens, at), "Director" | "Directors" | "Producer" | "Producers" | "Writer" | "Writers" | "Host" | "Regie")
            && gap(text, tokens, at).ends_with('(')
            && gap(text, tokens, at + 1).starts_with(')')
    };
    let head = labels.iter().take_while(|label| !matches!(label, Label::Date | Label::Title)).count();
    let Some(last) = (named..head).rev().find(|&at| is_role(at)).filter(|_| named > 0) else { return };
    for at in 0..=last {
        labels.get_mut(at).into_iter().for_each(|label| *label = if is_role(at) { Label::Other } else { Label::Author });
    }
}

/// Whether a word behind names says that they are those of editors.
fn is_editor_role(word: &str) -> bool {
    scholion_lang::EDITOR_LABEL.contains(word)
}

/// `[Association of corporate security 360]`: a translation goes on to the end of its bracket.
fn whole_translation(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(last) = labels.iter().rposition(|label| *label == Label::Translated) else { return };
    let end = (last + 1..labels.len()).find(|&at| gap(text, tokens, at) != " ").unwrap_or(labels.len());
    let free = labels.get(last + 1..end).unwrap_or(&[]).iter().all(|label| *label == Label::Other);
    let plain = tokens.get(last + 1..end).unwrap_or(&[]).iter().all(|token| token.mark.is_none());
    let behind = tokens.get(end - 1).and_then(|token| text.get(token.end as usize..)).unwrap_or("");
    if free && plain && behind.starts_with(']') {
        labels.get_mut(last + 1..end).unwrap_or(&mut []).fill(Label::Translated);
    }
}

/// `4th ed.`: the number of an edition and the word behind it are one statement.
fn whole_edition(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(last) = labels.iter().rposition(|label| *label == Label::Edition) else { return };
    let unit = scholion_lang::EDITION_LABEL.contains(word(text, tokens, last + 1));
    if unit && labels.get(last + 1) == Some(&Label::Other) && matches!(gap(text, tokens, last + 1), " " | ". " | "\u{a0}" | "-") {
        labels.get_mut(last + 1).into_iter().for_each(|label| *label = Label::Edition);
    }
}

/// `The title. *The Journal*, (2), 6–26.`: where plain words and a sentence's end stand before words in
/// italics, these are what the work appeared in.
fn container_in_italics(text: &str, tokens: &[Token], labels: &mut [Label], emphasis: Emphasised<'_>) {
    if labels.contains(&Label::Container) {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let italic = |at: usize| tokens.get(at).is_some_and(|token| emphasis(token.start as usize));
    let Some(turn) = (first + 1..end).find(|&at| italic(at) && !italic(at - 1)) else { return };
    let gap = match (tokens.get(turn - 1), tokens.get(turn)) {
        (Some(before), Some(token)) => text.get(before.end as usize..token.start as usize).unwrap_or(""),
        _ => "",
    };
    if gap.contains(['.', ',', '?', '!', '”', '»']) && (turn..end).all(italic) {
        labels.get_mut(turn..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// `Lind, *Teiche* (1990)`: what stands in italics behind a name that does not is the title, if nothing else is.
fn title_in_italics(text: &str, tokens: &[Token], labels: &mut [Label], emphasis: Emphasised<'_>) {
    let end = labels.iter().take_while(|label| **label == Label::Author).count();
    let italic = |at: usize| tokens.get(at).is_some_and(|token| emphasis(token.start as usize));
    if labels.contains(&Label::Title) || italic(0) {
        return;
    }
    let Some(turn) = (1..end).find(|&at| italic(at)) else { return };
    // "et al." stands in italics, too.
    let is_title = word(text, tokens, turn).starts_with(char::is_uppercase) && word(text, tokens, turn).chars().count() > 2;
    if is_title && gap(text, tokens, turn).contains([',', ':', '.']) && (turn..end).all(italic) {
        labels.get_mut(turn..end).unwrap_or(&mut []).fill(Label::Title);
    }
}

/// `Journal, (2), 6–26`: a lone number in brackets is an issue.
fn issue_in_brackets(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Issue) {
        return;
    }
    let Some(at) = labels.iter().position(|label| *label == Label::Volume) else { return };
    let Some(token) = tokens.get(at) else { return };
    let before = text.get(..token.start as usize).is_some_and(|text| text.ends_with('('));
    let behind = text.get(token.end as usize..).is_some_and(|text| text.starts_with(')'));
    if before && behind && labels.get(at + 1) != Some(&Label::Volume) {
        labels.get_mut(at).into_iter().for_each(|label| *label = Label::Issue);
    }
}

/// Whether the word with this number is an initial: `A`, `Yu`, with a point behind.
fn is_initial(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = word(text, tokens, at);
    (1..=2).contains(&word.chars().count()) && word.starts_with(char::is_uppercase) && gap(text, tokens, at + 1).starts_with('.')
}

/// `Zhirinovskiy Yu. Ya. Yazyk i obshchestvo`: the last of several initials does not begin the title.
fn all_initials(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(title) = labels.iter().position(|label| *label == Label::Title).filter(|&at| at > 0) else { return };
    let follows = labels.get(title - 1) == Some(&Label::Author) && is_initial(text, tokens, title - 1);
    if follows && is_initial(text, tokens, title) && labels.get(title + 1) == Some(&Label::Title) {
        labels.get_mut(title).into_iter().for_each(|label| *label = Label::Author);
    }
}

/// `Ulrich Beck, Risikogesellschaft. Auf dem Weg …`, `Fusi, Juan Pablo, España. La evolución …`: a lone word behind a
/// whole name begins the title.
fn word_behind_names(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let end = labels.iter().take_while(|label| **label == Label::Author).count();
    if end < 3 || labels.get(end) != Some(&Label::Title) || gap(text, tokens, end - 1) != ", " {
        return;
    }
    // How many words stand between the commas before it.
    let commas: Vec<usize> = (1..end).filter(|&at| gap(text, tokens, at).contains(',')).collect();
    let joined = (1..end).any(|at| gap(text, tokens, at).contains([';', '&', '/']) || scholion_lang::AND.contains(word(text, tokens, at)));
    let whole = match commas.as_slice() {
        [only] => {
            let natural = is_initial(text, tokens, 0) && !is_initial(text, tokens, only - 1);
            *only >= 2 && (natural || names::is_given(word(text, tokens, 0))) && !names::is_given(word(text, tokens, end - 1))
        }
        [first, second] => *first == 1 && second - first >= 2,
        _ => false,
    };
    let lone = word(text, tokens, end - 1);
    let is_word = lone.chars().count() > 3 && lone.starts_with(char::is_uppercase) && lone.chars().skip(1).any(char::is_lowercase);
    let runs_on = gap(text, tokens, end).starts_with(['.', ':', ' ']);
    if whole
        && !joined
        && is_word
        && runs_on
        && !names::is_body(text.get(..tokens.get(end - 1).map_or(0, |token| token.start as usize)).unwrap_or(""))
    {
        labels.get_mut(end - 1).into_iter().for_each(|label| *label = Label::Title);
    }
}

/// Before ` // ` the title has no holes, and goes on to the bracket, slash or end. Names before it end in an initial or at a separator: words
/// that run on into the title are its beginning (`Program XV International Forum // NAIIS`).
fn whole_title_before_slashes(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let span = tokens.first().zip(tokens.last()).and_then(|(first, last)| text.get(first.start as usize..last.end as usize));
    if !span.is_some_and(|words| words.contains(" // ")) {
        return;
    }
    let Some(parting) = layout::parting(text, tokens) else { return };
    let Some(first) = labels.iter().position(|label| *label == Label::Title).filter(|&at| at < parting) else { return };
    let runs_on = (1..=first).all(|at| gap(text, tokens, at).trim().is_empty() && labels.get(at - 1) == Some(&Label::Author));
    let ends_in_initials = first.checked_sub(1).is_some_and(|last| {
        let last = word(text, tokens, last);
        let is_number = last.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && (last.contains('X') || last.starts_with("II"));
        last.chars().count() <= 3 && !last.chars().any(char::is_lowercase) && !is_number
    });
    let first = if runs_on && !ends_in_initials {
        labels.get_mut(..first).unwrap_or(&mut []).fill(Label::Title);
        0
    } else {
        first
    };
    let mut end = first;
    for at in first..parting {
        let stops = tokens.get(at).is_none_or(|token| token.mark.is_some())
            || !matches!(labels.get(at), Some(Label::Title | Label::Other | Label::Container | Label::Place));
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).map_or(0, |token| token.end as usize);
        let gap = tokens.get(at).and_then(|token| text.get(before..token.start as usize)).unwrap_or("");
        if at > first && (stops || gap.contains('[') || gap.contains(" / ")) {
            // A document symbol in the midst does not end the title.
            if tokens.get(at).is_some_and(|token| token.mark == Some(What::Symbol)) && labels.get(at + 1) == Some(&Label::Title) {
                continue;
            }
            break;
        }
        end = at + 1;
    }
    // A bracket that is left open: "(A/65/201)" is no part of it.
    for label in labels.get_mut(first..end).unwrap_or(&mut []) {
        *label = Label::Title;
    }
}

/// Makes the longest run of words that belong to nothing the title of an entry that has none, if it can be one.
fn claim_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    let says_something = has(Label::Author) || has(Label::Date) || has(Label::Place);
    if has(Label::Title) || has(Label::Container) || !says_something {
        return;
    }
    let free = |at: usize| labels.get(at) == Some(&Label::Other) && tokens.get(at).is_some_and(|token| token.mark.is_none());
    let mut best = (0, 0);
    let mut at = 0;
    while at < labels.len() {
        let end = (at..labels.len()).find(|&at| !free(at)).unwrap_or(labels.len());
        if end - at > best.1 - best.0 {
            best = (at, end);
        }
        at = end + 1;
    }
    let words = tokens.get(best.0..best.1).unwrap_or(&[]);
    let letters: usize = words.iter().map(|token| token.of(text).chars().filter(|c| c.is_alphabetic()).count()).sum();
    let starts = words
        .first()
        .is_some_and(|token| token.of(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_lowercase()));
    if words.len() >= 2 && letters >= 10 && starts {
        labels.get_mut(best.0..best.1).unwrap_or(&mut []).fill(Label::Title);
    }
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[test]
    fn a_title_in_italics_is_no_given_name() {
        let found = parse("Berg, *Kvarnar* (1990), s. 4.").into_iter().next().map(|found| found.record).unwrap_or_default();
        let given = found.author.first().map_or("", |author| author.given.as_str());
        assert_eq!((found.title.as_str(), given), ("Kvarnar", ""));
    }
}
