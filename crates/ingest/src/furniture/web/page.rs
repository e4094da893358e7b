//! What only the rest of a page copied as text shows to be furniture.

use std::sync::LazyLock;

use super::{Beginnings, OF_A_PAGE, folded, is_count, is_page, phrases::READ_ALSO};
use crate::{
    chars::{self, End},
    draft::Draft,
    lexicon,
    lines::{Line, State},
    notes::marks,
    report::{Certainty::Likely, Kind},
};
use scholion_base::{Span, text::fold};
use scholion_lang::{BUTTON, CAPTION, MENU, WEB_COUNT};

/// The longest caption of a picture, in characters, and the most words of the credit at its end.
const CAPTION_LENGTH: usize = 250;
const CREDIT: usize = 7;
/// The longest title of another article, in characters, and the most of them below one pointer.
const TITLE: u16 = 150;
const TITLES: usize = 12;

/// What stands between a headline and the name of its site; the first of them in nothing else.
const MARKS: [&str; 8] = [" | ", " · ", " » ", " :: ", " – ", " - ", " — ", " : "];
const SURE: usize = 4;

/// Drops what only the rest of the page shows to be furniture: single words of buttons, numbers of comments, and
/// the titles of other articles behind the last pointer to them, if nothing but titles follows.
pub fn leftovers(draft: &mut Draft, rule: &'static str) {
    name_of_page(draft);
    if !is_page(draft) {
        return titles_below(draft, rule, false);
    }
    menus_around(draft, rule);
    let is_prose = |index: &usize| draft.lines[*index].state == State::Text && draft.lines[*index].length > 80;
    let last = (0..draft.lines.len()).rev().find(is_prose).unwrap_or(0);
    for index in 0..draft.lines.len() {
        if draft.lines[index].state == State::Text && draft.lines[index].length <= 40 {
            let line = folded(draft.line(index));
            if BUTTON.contains(&line) || is_count(&line) || index > last && WEB_COUNT.contains(&line) {
                draft.drop_line(index, rule, Likely);
            }
        }
        if draft.lines[index].state == State::Text
            && usize::from(draft.lines[index].length) <= CAPTION_LENGTH
            && is_caption(draft.line(index))
        {
            draft.drop_line(index, "picture-caption", Likely);
        }
    }
    titles_below(draft, rule, true);
}

/// Drops the titles of other articles below pointers to them: those that stand there line by line before the next space, and behind the
/// last pointer all, if nothing but titles follows.
fn titles_below(draft: &mut Draft, rule: &'static str, is_page: bool) {
    let is_pointer = |draft: &Draft, index: usize| {
        draft.lines[index].state == State::Dropped && READ_ALSO.whole.contains(folded(draft.line(index)).trim_end_matches(':'))
    };
    let pointers: Vec<usize> = (0..draft.lines.len()).filter(|&index| is_pointer(draft, index)).collect();
    let has_spaces = draft.lines.iter().filter(|line| line.state == State::Blank).count() * 4 > draft.lines.len();
    // An encyclopaedia may end with such a list: only amid the text of what is perhaps no page of the web it is none.
    let prose = |index: usize| {
        draft.lines[index].state == State::Text && draft.lines[index].length > 30 && chars::end_of(draft.line(index)) == End::Closed
    };
    let last_prose = (0..draft.lines.len()).rev().find(|&index| prose(index)).unwrap_or(0);
    for &pointer in pointers.iter().filter(|&&pointer| has_spaces && (is_page || pointer < last_prose)) {
        let rest = (pointer + 1..draft.lines.len()).take_while(|&index| draft.lines[index].state != State::Blank).take(TITLES + 1);
        let rest: Vec<usize> = rest.filter(|&index| draft.lines[index].state == State::Text).collect();
        if rest.len() <= TITLES && rest.iter().all(|&index| is_title(draft, index)) {
            rest.into_iter().for_each(|index| draft.drop_line(index, rule, Likely));
        }
    }
    let Some(&last) = pointers.last().filter(|_| is_page) else { return };
    let rest: Vec<usize> =
        (last + 1..draft.lines.len()).filter(|&index| draft.lines[index].state == State::Text).take(TITLES + 1).collect();
    if rest.len() <= TITLES && rest.iter().all(|&index| is_title(draft, index)) {
        rest.into_iter().for_each(|index| draft.drop_line(index, rule, Likely));
    }
}

/// Whether a line may be the title of another article.
fn is_title(draft: &Draft, index: usize) -> bool {
    let line = draft.line(index);
    draft.lines[index].length <= TITLE
        && (chars::end_of(line) != End::Closed || line.ends_with(['?', '!']))
        && !line.contains(". ")
        && marks::leading(line).is_none()
        && lexicon::label(line, &scholion_lang::KEYWORDS).is_none()
}

/// Drops what the browser calls a page, if the headline stands again below: "The ice of March | Ford Weekly".
fn name_of_page(draft: &mut Draft) {
    /// As far below the headline may stand, in lines with words.
    const FAR: usize = 40;
    let lines: Vec<usize> = (0..draft.lines.len()).filter(|&index| draft.lines[index].state == State::Text).take(FAR).collect();
    let is_web = draft.report.findings.iter().any(|finding| finding.kind == Kind::Dropped && OF_A_PAGE.contains(&finding.rule));
    if lines.iter().take(3).all(|&index| page_name(draft.line(index), is_web).is_empty()) {
        return;
    }
    let below: Vec<String> = lines.iter().map(|&index| fold(draft.line(index))).collect();
    let found = lines.iter().enumerate().take(3).find(|&(at, &index)| {
        let parts = page_name(draft.line(index), is_web);
        parts.iter().any(|(headline, _)| below.iter().skip(at + 1).any(|line| line == headline))
    });
    let Some((at, &index)) = found else { return };
    let names = page_name(draft.line(index), is_web);
    let headline = (at + 1..below.len()).find(|&place| names.iter().any(|(headline, _)| below.get(place) == Some(headline)));
    draft.drop_line(index, "navigation", Likely);
    // What is set close below the headline is not of it.
    if let Some(&headline) = headline.and_then(|place| lines.get(place))
        && draft.layout.spaced
        && draft.lines.get(headline + 1).is_some_and(|next| next.state == State::Text)
        && let Some(line) = draft.lines.get(headline).cloned()
    {
        let span = Span { start: line.span.end, end: line.span.end };
        draft.lines.insert(headline + 1, Line { span, length: 0, state: State::Blank, ..line });
    }
}

/// The ways to read a line as what a browser calls a page: the headline, folded, and the name of the site. Marks that also stand inside
/// headlines count only where other words say that a text was a page (`is_web`).
pub fn page_name(line: &str, is_web: bool) -> Vec<(String, &str)> {
    /// The most words of the name of a site, and the fewest of a headline.
    const WORDS: (usize, usize) = (8, 2);
    if line.len() > 300 {
        return Vec::new();
    }
    let marks = MARKS.iter().take(if is_web { MARKS.len() } else { SURE });
    let parts = marks.flat_map(|mark| {
        line.match_indices(mark).flat_map(|(at, mark)| {
            let (before, behind) = (line.get(..at).unwrap_or("").trim(), line.get(at + mark.len()..).unwrap_or("").trim());
            [(before, behind), (behind, before)]
        })
    });
    parts
        .filter(|(headline, site)| site.split(' ').count() <= WORDS.0 && !site.is_empty() && headline.split(' ').count() >= WORDS.1)
        .map(|(headline, site)| (fold(headline), site))
        .collect()
}

/// Whether a short text says what a picture shows, or where it is from: "Photo: Vera Lind", "The ice in March. Photo: Vera Lind",
/// "The ice in March © Vera Lind".
pub fn is_caption(text: &str) -> bool {
    let text = text.trim();
    if text.chars().take(CAPTION_LENGTH + 1).count() > CAPTION_LENGTH {
        return false;
    }
    let bare = text.trim_start_matches(['(', '[', ' ', '*', '_']);
    let is_label = |words: &str| CAPTION.contains(&words.trim().to_lowercase());
    let labelled = bare.split_once(':').is_some_and(|(label, rest)| is_label(label) && !rest.trim().is_empty());
    let credit = text.match_indices(':').any(|(at, _)| {
        let (before, behind) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let label = before.rfind(['.', '!', '?', '(', '–', '—', '”', '“', '"', '»']).and_then(|mark| before.get(mark..));
        let label = label.map(|label| label.trim_start_matches(|c: char| !c.is_alphabetic()));
        label.is_some_and(is_label) && behind.split_whitespace().count() <= CREDIT
    });
    let copied = text.split_once('©').is_some_and(|(before, behind)| {
        before.split_whitespace().count() > 2 && (1..=CREDIT).contains(&behind.split_whitespace().count()) && !behind.contains(". ")
    });
    // "The bridge, yesterday morning. / J. IVES"
    let by_stroke = text.split_once(" / ").is_some_and(|(before, behind)| {
        before.ends_with('.')
            && before.contains(' ')
            && behind.starts_with(char::is_uppercase)
            && behind.split_whitespace().count() <= CREDIT
    });
    // "The mayor at the bridge. LUC MARÉCHAL / AFP"
    let in_capitals = text.rsplit_once(". ").is_some_and(|(before, behind)| {
        let (name, agency) = behind.split_once('/').unwrap_or((behind, ""));
        let is_acronym = (2..=5).contains(&agency.trim().chars().count()) && agency.trim().chars().all(char::is_uppercase);
        is_acronym && before.contains(' ') && (1..=4).contains(&name.split_whitespace().count()) && !name.contains(char::is_lowercase)
    });
    // "The bridge at dawn.Credit...Jon Ives for The Vale Post"
    let pointed = text.split_once("...").or_else(|| text.split_once('…')).is_some_and(|(before, behind)| {
        before.rsplit_once(['.', ' ']).is_some_and(|(_, label)| is_label(label))
            && (1..=CREDIT).contains(&behind.split_whitespace().count())
    });
    // "(Photo by Jon Ives)"
    let lower = bare.to_lowercase();
    let by_somebody = CAPTION.iter().filter(|label| label.contains(' ') && lower.starts_with(label)).any(|label| {
        let name = bare.get(label.len()..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or("");
        name.starts_with(char::is_uppercase) && (1..=CREDIT).contains(&name.split_whitespace().count())
    });
    labelled || by_somebody || credit || copied || by_stroke || in_capitals || pointed
}

/// The fewest items of a menu of which not all are known.
const ITEMS: usize = 5;

/// Drops menus around the text of which only some items are known: rows of bullets with a word or a few, above the
/// first paragraph and behind the last. Bullets with nothing behind them were pictures.
fn menus_around(draft: &mut Draft, rule: &'static str) {
    let prose = |&index: &usize| draft.lines[index].state == State::Text && draft.lines[index].length > 150;
    let Some(first) = (0..draft.lines.len()).find(prose) else { return };
    let last = (0..draft.lines.len()).rev().find(prose).unwrap_or(first);
    static NAMES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(MENU.list()).and(BUTTON.list()));
    // The items of a row, how many of them are gone already, and how many are known.
    let (mut run, mut gone, mut known): (Vec<usize>, usize, usize) = (Vec::new(), 0, 0);
    for index in 0..=draft.lines.len() {
        let state = draft.lines.get(index).map(|line| line.state);
        let item = state.is_some_and(|state| state != State::Blank).then(|| item(draft.line(index))).flatten();
        match (state, item) {
            (Some(State::Blank), _) => {}
            (Some(State::Dropped), Some(_)) => gone += 1,
            (Some(State::Dropped), None) => {}
            (Some(State::Text), Some(words)) => {
                let folded = folded(words);
                known += usize::from(NAMES.may_begin(words) && (MENU.contains(&folded) || BUTTON.contains(&folded)));
                run.push(index);
            }
            _ => {
                let (all, known_all) = (run.len() + gone, known + gone);
                if all >= ITEMS && known_all >= 2 && known_all * 8 >= all && (index <= first || run.first() > Some(&last)) {
                    run.iter().for_each(|&index| draft.drop_line(index, rule, Likely));
                }
                (run, gone, known) = (Vec::new(), 0, 0);
            }
        }
    }
    for index in 0..draft.lines.len() {
        let bare = |index: usize| {
            draft.lines.get(index).is_some_and(|line| line.state == State::Text && line.length == 1)
                && matches!(draft.line(index), "*" | "•" | "+")
        };
        let mut end = index;
        while bare(end) {
            end += 1;
        }
        if end >= index + 3 {
            (index..end).for_each(|index| draft.drop_line(index, rule, Likely));
        }
    }
}

/// The words of a line that is an item of a menu, if it is one: at most five, without a mark at their end.
fn item(line: &str) -> Option<&str> {
    let words = line.strip_prefix(['*', '+', '-', '•'])?.strip_prefix(' ')?.trim();
    let short = !words.is_empty() && words.split(' ').count() <= 5 && words.len() <= 80;
    (short && chars::end_of(words) == End::Open).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_have_a_label_or_a_credit() {
        for (text, expected) in [
            ("Foto: dpa", true),
            ("Bruno with his medal on Friday. Photograph: Dan Ives/Courier", true),
            ("Le barrage après la crue. © AFP / Luc Maréchal", true),
            ("Die alte Schleuse im Februar (Archivfoto: P. Muster)", true),
            ("El puente, ayer por la mañana. / J. PRADO", true),
            ("Le maire lors de la fête. LUC MARÉCHAL / AFP", true),
            ("The bridge at dawn on Wednesday.Credit...Jon Ives for The Vale Post", true),
            ("(Photo by Jon Ives)", true),
            ("© 2020 The Ford Weekly", false),
            ("She showed him the photo: a lane, a house, and two men who had never met before that day", false),
            ("He said: it is over.", false),
        ] {
            assert_eq!(is_caption(text), expected, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_page_goes_where_its_headline_stands_again() {
        let name = |line: &str, is_web| page_name(line, is_web).into_iter().map(|(_, site)| site.to_owned()).collect::<Vec<_>>();
        assert_eq!(name("The ice of March | Ford Weekly", false), ["Ford Weekly", "The ice of March"]);
        assert!(name("The ice of March - Ford Weekly", false).is_empty());
        assert!(name("The ice of March - Ford Weekly", true).contains(&"Ford Weekly".to_owned()));
    }
}
