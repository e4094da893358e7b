//! Series, places and publishers, and numbers that are none of a volume or page.

use super::{ends, gap, host, word};
use crate::{Label, names, token::Token};

/// `[Film]. Ciné-Tamaris`: who is named behind a film made it, and that is no place.
pub fn film(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let is_film = |at: usize| {
        labels.get(at) == Some(&Label::Genre)
            && gap(text, tokens, at).ends_with('[')
            && matches!(word(text, tokens, at), "Film" | "Video" | "film" | "video")
    };
    if let Some(film) = (0..labels.len()).find(|&at| is_film(at)) {
        ends::publisher_behind(labels, film);
    }
}

/// `coll. « L'univers historique »`: what stands behind the word is the series, up to a comma or the closing mark.
pub fn series_in_words(text: &str, tokens: &[Token], labels: &mut [Label]) {
    // `Rennes, PUR, coll. « Histoire »`: the word itself is no publisher.
    for at in 1..tokens.len() {
        let is_lone = || {
            matches!(word(text, tokens, at), "coll" | "Coll") && gap(text, tokens, at) == ", " && gap(text, tokens, at + 1).starts_with('.')
        };
        if labels.get(at) == Some(&Label::Publisher) && is_lone() {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Other);
        }
    }
    let is_word = |at: usize| matches!(word(text, tokens, at), "coll" | "Coll");
    if labels.iter().enumerate().any(|(at, label)| *label == Label::Series && !is_word(at)) {
        return;
    }
    let led = |at: usize| {
        matches!(word(text, tokens, at), "coll" | "Coll")
            && gap(text, tokens, at).contains([',', '('])
            && gap(text, tokens, at + 1).starts_with('.')
            && word(text, tokens, at + 1).starts_with(char::is_uppercase)
    };
    let Some(from) = (1..tokens.len()).find(|&at| led(at)).map(|at| at + 1) else { return };
    let stop = (from + 1..tokens.len()).find(|&at| gap(text, tokens, at).contains([',', ')', '»', ';', '”'])).unwrap_or(tokens.len());
    let free = |label: &Label| !matches!(label, Label::Author | Label::Editor | Label::Date);
    let titled = labels.get(..from).is_some_and(|head| head.contains(&Label::Title));
    if titled && labels.get(from..stop).is_some_and(|words| words.iter().all(free)) && stop - from <= 10 && stop < tokens.len() {
        labels.get_mut(from - 1).into_iter().for_each(|label| *label = Label::Other);
        labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Series);
    }
}

/// `Landranger Map (Southampton: Ordnance Survey, 2010)`: a place does not begin before the bracket that it stands in. In
/// `Brasília (DF)` the bracket stands in the place.
pub fn place_in_brackets(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let within = labels.get(at) == Some(&Label::Place) && labels.get(at - 1) == Some(&Label::Place);
        if within && gap(text, tokens, at).contains('(') {
            let end = (at..labels.len()).find(|&at| labels.get(at) != Some(&Label::Place)).unwrap_or(labels.len());
            if (at + 1..=end).any(|at| gap(text, tokens, at).contains(')')) || end == tokens.len() {
                continue;
            }
            labels
                .get_mut(..at)
                .unwrap_or(&mut [])
                .iter_mut()
                .rev()
                .take_while(|label| **label == Label::Place)
                .for_each(|label| *label = Label::Other);
        }
    }
}

/// `Frankfurt/M. 1993`: the river belongs to the place.
pub fn place_with_river(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let is_river = || matches!(word(text, tokens, at), "M" | "O" | "Main" | "Oder" | "Br") && gap(text, tokens, at) == "/";
        if labels.get(at - 1) == Some(&Label::Place) && is_river() {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Place);
        }
    }
}

/// `Bologna, il Mulino, 1982`: what begins with a small letter behind the place is the publisher.
pub fn publisher_in_place(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Publisher) {
        return;
    }
    let small = |at: usize| {
        gap(text, tokens, at) == ", "
            && word(text, tokens, at).starts_with(char::is_lowercase)
            && !scholion_lang::ARTICLE.contains(word(text, tokens, at))
    };
    let within = |at: usize| labels.get(at) == Some(&Label::Place) && labels.get(at - 1) == Some(&Label::Place);
    let Some(from) = (1..labels.len()).find(|&at| within(at) && small(at)) else { return };
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Place)).unwrap_or(labels.len());
    if end > from + 1 {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Publisher);
    }
}

/// `PONDS 2004. LNCS, vol. 3089`: the series of the proceedings, by the letters that its publisher gives it, before its volume.
pub fn series_in_container(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Series) {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Container) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Container)).unwrap_or(labels.len());
    let volume = labels.get(end..labels.len().min(end + 2)).is_some_and(|next| next.contains(&Label::Volume));
    let parted = (first + 1..end).rev().find(|&at| matches!(gap(text, tokens, at), ". " | ", "));
    let Some(from) = parted.filter(|_| volume && matches!(gap(text, tokens, end), ", " | " ")) else { return };
    let letters = word(text, tokens, from);
    let is_short = labels.contains(&Label::Title)
        && end == from + 1
        && matches!(letters, "LNCS" | "LNAI" | "LNBI" | "LNBIP" | "LNEE" | "CCIS" | "AISC");
    // `Lecture Notes in Ponds`
    let in_full = word(text, tokens, from) == "Lecture" && word(text, tokens, from + 1) == "Notes";
    if is_short || in_full {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Series);
    }
}

/// `Firenze, Olschki, 1967 («Biblioteca», 50)`: what stands in brackets behind the imprint is the series.
pub fn series_behind_imprint(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(from) = labels.iter().position(|label| *label == Label::Container) else { return };
    let before = labels.get(..from).unwrap_or(&[]);
    let imprint = before.contains(&Label::Date)
        && before.contains(&Label::Title)
        && (before.contains(&Label::Publisher) || before.contains(&Label::Place));
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Container)).unwrap_or(labels.len());
    let opens = gap(text, tokens, from).contains('(');
    let closes = tokens.get(end - 1).and_then(|last| text.get(last.end as usize..)).is_some_and(|rest| rest.contains(')'));
    if imprint && opens && closes && !labels.contains(&Label::Series) && !labels.contains(&Label::Pages) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Series);
    }
}

/// `Полн. собр. соч.: В 90 т.`: a small abbreviation behind the point of another belongs to the same words.
pub fn abbreviation_goes_on(text: &str, tokens: &[Token], labels: &mut [Label]) {
    use scholion_lang::{EDITION_LABEL, EDITOR_ROLE, JOURNAL_NUMBER, LOCATOR, RESPONSIBILITY};
    for at in 1..labels.len() {
        let before = labels.get(at - 1).copied().unwrap_or_default();
        if labels.get(at) != Some(&Label::Other) || !matches!(before, Label::Title | Label::Container) {
            continue;
        }
        let word = word(text, tokens, at);
        let is_small =
            (3..=5).contains(&word.chars().count()) && word.chars().all(|c| c.is_lowercase() && scholion_base::script::is_cyrillic(c));
        let joins = gap(text, tokens, at) == ". " && gap(text, tokens, at + 1).starts_with('.');
        let counts = || [&JOURNAL_NUMBER, &LOCATOR, &RESPONSIBILITY, &EDITOR_ROLE, &EDITION_LABEL].iter().any(|words| words.contains(word));
        if is_small && joins && !counts() {
            labels.get_mut(at).into_iter().for_each(|label| *label = before);
        }
    }
}

/// `1:50 000`: the scale of a map is no volume and no page.
pub fn scale(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..tokens.len() {
        if word(text, tokens, at) != "1" || !matches!(gap(text, tokens, at + 1), ":" | " : ") {
            continue;
        }
        let digits = |at: usize| !word(text, tokens, at).is_empty() && word(text, tokens, at).bytes().all(|byte| byte.is_ascii_digit());
        let mut end = at + 2;
        while word(text, tokens, end) == "000" && matches!(gap(text, tokens, end), " " | "\u{a0}" | "\u{202f}" | "." | ",") {
            end += 1;
        }
        if digits(at + 1) && (end > at + 2 || word(text, tokens, at + 1).ends_with("000")) {
            for label in labels.get_mut(at..end).unwrap_or(&mut []) {
                if matches!(label, Label::Volume | Label::Issue | Label::Pages | Label::Date | Label::Number) {
                    *label = Label::Other;
                }
            }
        }
    }
}

/// `2版. 北京: 中国人民大学出版社, 2009`: edition, place and publisher are known by their last characters.
pub fn chinese(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let publishes = |at: usize| scholion_lang::PUBLISHER_ENDING.iter().any(|end| word(text, tokens, at).ends_with(end));
    // Behind the code of the kind of work there is no title any more.
    let code = host::kind_code(text, tokens).unwrap_or(usize::MAX);
    let unclaimed = |labels: &[Label], at: usize| match labels.get(at) {
        Some(Label::Other) => true,
        Some(Label::Title | Label::Container) => at > code,
        _ => false,
    };
    if !labels.contains(&Label::Publisher)
        && let Some(publisher) = (1..tokens.len()).find(|&at| publishes(at) && unclaimed(labels, at))
    {
        labels.get_mut(publisher).into_iter().for_each(|label| *label = Label::Publisher);
        let place = publisher - 1;
        let short = (2..=4).contains(&word(text, tokens, place).chars().count());
        if short && matches!(gap(text, tokens, publisher).trim(), ":" | "：") && unclaimed(labels, place) {
            labels.get_mut(place).into_iter().for_each(|label| *label = Label::Place);
        }
    }
    if labels.contains(&Label::Edition) {
        return;
    }
    let Some(edition) = (1..tokens.len()).find(|&at| word(text, tokens, at) == "版" && gap(text, tokens, at).is_empty()) else { return };
    let number = word(text, tokens, edition - 1);
    let counts = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    let free = |at: usize| unclaimed(labels, at) || matches!(labels.get(at), Some(Label::Volume | Label::Issue));
    if counts && free(edition) && free(edition - 1) {
        labels.get_mut(edition - 1..=edition).unwrap_or(&mut []).fill(Label::Edition);
    }
}

/// `Dim water. Ely: Fen Press`: the words behind the last point of a title, before a colon and the publisher, are the place.
pub fn place_before_publisher(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Place) {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    if labels.get(end) != Some(&Label::Publisher) || gap(text, tokens, end).trim() != ":" {
        return;
    }
    let ends = |at: &usize| matches!(gap(text, tokens, *at), ". " | "? " | "! " | ".\u{a0}");
    let is_name = |at: usize| word(text, tokens, at).starts_with(char::is_uppercase);
    if let Some(from) = (title + 1..end).rev().take(3).find(ends).filter(|&from| (from..end).all(is_name)) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Place);
    }
}

/// `Dammar. Stockholm: Norstedts, 1 024 s.`: a place, a colon and a publisher that end a title are no part of it.
pub fn imprint_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    if has(Label::Place) || has(Label::Publisher) || has(Label::Container) || has(Label::Volume) || has(Label::Issue) {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let Some(publisher) = (title + 2..end).rev().take(4).find(|&at| matches!(gap(text, tokens, at), ": " | " : ")) else { return };
    let Some(place) = (title + 1..publisher).rev().take(2).find(|&at| gap(text, tokens, at) == ". ") else { return };
    let is_name = |at: usize| {
        let word = word(text, tokens, at);
        word.starts_with(char::is_uppercase) || scholion_lang::AND.contains(word)
    };
    let follows = matches!(labels.get(end), Some(Label::Date | Label::Pages)) && gap(text, tokens, end) == ", ";
    if follows && (place..end).all(is_name) {
        labels.get_mut(place..publisher).unwrap_or(&mut []).fill(Label::Place);
        labels.get_mut(publisher..end).unwrap_or(&mut []).fill(Label::Publisher);
    }
}

/// `Shallow Lakes, Fen Press, Ely, 1998`: the words behind the comma in a publisher of several words are the place, if they name no firm.
pub fn place_behind_publisher(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Place) {
        return;
    }
    let Some(from) = labels.iter().position(|label| *label == Label::Publisher) else { return };
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Publisher)).unwrap_or(labels.len());
    let commas: Vec<usize> = (from + 1..end).filter(|&at| !matches!(gap(text, tokens, at), " " | "-")).collect();
    let [comma] = commas.as_slice() else { return };
    let is_name = |at: usize| {
        let word = word(text, tokens, at);
        let is_firm = names::is_body(word) || scholion_lang::FIRM.contains(word) || scholion_lang::AND.contains(word);
        let is_word = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        word.chars().count() > 2 && is_word && word.chars().all(char::is_alphabetic) && !is_firm
    };
    let is_place = end - comma <= 2 && (*comma..end).all(is_name) && gap(text, tokens, *comma) == ", ";
    let is_closed = end == labels.len() || gap(text, tokens, end).starts_with([',', '.', ' ', ')']);
    if is_place && is_closed && comma - from >= 2 {
        labels.get_mut(*comma..end).unwrap_or(&mut []).fill(Label::Place);
    }
}

/// `Galli T. (1987), a cura di, Idrobiologia padana, Einaudi, Torino`: of two places in an entry without a title the first is its title.
pub fn title_as_place(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.first() != Some(&Label::Author) || labels.contains(&Label::Title) || labels.contains(&Label::Container) {
        return;
    }
    let Some(from) = labels.iter().position(|label| *label == Label::Place) else { return };
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Place)).unwrap_or(labels.len());
    let second = (end..labels.len()).find(|&at| labels.get(at) == Some(&Label::Place));
    // `Annuaire, Paris, INSEE`, and not `Cambridge, MA`.
    let small = |at: usize| word(text, tokens, at).chars().skip(1).any(char::is_lowercase);
    let comma = (from + 1..end).find(|&at| gap(text, tokens, at) == ", " && small(at));
    if let Some(comma) = comma.filter(|_| second.is_none() && labels.contains(&Label::Publisher)) {
        return labels.get_mut(from..comma).unwrap_or(&mut []).fill(Label::Title);
    }
    let is_open = |at: usize| !gap(text, tokens, at).contains(['(', ';', '/']);
    if second.is_some_and(is_open) && is_open(from) && gap(text, tokens, end).starts_with([',', '.']) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Title);
    }
}

/// `Diss. phil., Tübingen`: a small word right behind the kind of work belongs to it.
pub fn genre_goes_on(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        // `Ph.D. thesis`
        if labels.get(at) == Some(&Label::Genre) && word(text, tokens, at - 1) == "Ph" && matches!(gap(text, tokens, at), "." | ". ") {
            labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Genre);
        }
        if labels.get(at) != Some(&Label::Publisher) {
            continue;
        }
        let word = word(text, tokens, at);
        let is_small = (2..=6).contains(&word.chars().count()) && word.chars().all(char::is_lowercase);
        let is_led = labels.get(at - 1) == Some(&Label::Genre) && matches!(gap(text, tokens, at), ". " | " " | ".");
        let lone = labels.get(at + 1) != Some(&Label::Publisher);
        if is_small && is_led && lone {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Genre);
        }
    }
}
