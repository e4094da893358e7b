//! Letters, judgments, reports of cases and treaties: entries that are built otherwise than those of books and articles.

use super::{ends, gap, word};
use crate::{Label, dates, kinds, marks::What, names, token::Token};

/// `Письмо Н. И. Орлова П. С. Вересаеву, 4 марта 1911 г.`: people in the title of a letter are not its printed authors.
pub fn letter(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let opens = scholion_lang::LETTER_TITLE.contains(word(text, tokens, 0));
    if opens && labels.first() == Some(&Label::Author) && gap(text, tokens, 1) == " " {
        labels.iter_mut().take_while(|label| **label == Label::Author).for_each(|label| *label = Label::Title);
    }
}

/// `UN Security Council, Resolution 1325`: the name of a body goes on to its organ.
pub fn body_with_its_organ(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let head = labels.iter().take_while(|label| **label == Label::Author).count();
    let Some(last) = head.checked_sub(1).and_then(|last| tokens.get(last)) else { return };
    if labels.get(head) != Some(&Label::Title) {
        return;
    }
    let from = tokens.first().map_or(0, |first| first.start as usize);
    // `United Nations Educational, Scientific and Cultural Organization. 2005.`: no title begins at its comma.
    if gap(text, tokens, head) == ", "
        && let Some(end) = (head + 1..labels.len()).find(|&at| gap(text, tokens, at).contains(['.', '(', ':', ';']))
        && let Some(named) = tokens.get(end - 1).and_then(|last| text.get(from..last.end as usize))
        && names::is_body_with_and(named)
    {
        return labels.get_mut(head..end).unwrap_or(&mut []).fill(Label::Author);
    }
    if gap(text, tokens, head) != " " {
        return;
    }
    let named = tokens.first().and_then(|first| text.get(first.start as usize..last.end as usize)).unwrap_or("");
    let end = (head + 1..labels.len()).find(|&at| !matches!(gap(text, tokens, at), " " | "-")).unwrap_or(labels.len());
    let organ = matches!(
        word(text, tokens, end - 1),
        "Council" | "Assembly" | "Committee" | "Commission" | "Secretariat" | "Secretary-General" | "Conference" | "Court"
    );
    let capitals = (head..end).all(|at| {
        word(text, tokens, at).starts_with(char::is_uppercase) || matches!(word(text, tokens, at), "of" | "and" | "the" | "on" | "for")
    });
    if organ && capitals && end - head <= 6 && gap(text, tokens, end).starts_with([',', '.']) && names::is_body(named) {
        labels.get_mut(head..end).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `BVerfG, Beschluss vom … – 1 BvR 280/66`: a court is nobody's author, and its file reference is the number of the case.
pub fn judgment(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let entry = tokens.first().and_then(|first| text.get(first.start as usize..)).unwrap_or("");
    if !kinds::is_judgment(entry) {
        return;
    }
    labels.iter_mut().take_while(|label| **label == Label::Author).for_each(|label| *label = Label::Other);
    let digits = |at: usize| word(text, tokens, at).bytes().all(|byte| byte.is_ascii_digit()) && !word(text, tokens, at).is_empty();
    let year = |at: usize| digits(at) && matches!(word(text, tokens, at).len(), 2 | 4) && gap(text, tokens, at) == "/";
    let register = |at: usize| {
        let word = word(text, tokens, at);
        (1..=4).contains(&word.len())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let Some(number) = (1..tokens.len()).find(|&at| digits(at) && year(at + 1) && gap(text, tokens, at) == " " && register(at - 1)) else {
        return;
    };
    let mut from = number - 1;
    let senate = |word: &str| {
        word.len() <= 4 && (word.bytes().all(|byte| byte.is_ascii_digit()) || word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')))
    };
    if let Some(before) = from.checked_sub(1).filter(|&before| gap(text, tokens, from) == " " && senate(word(text, tokens, before)))
        && !word(text, tokens, before).is_empty()
    {
        from = before;
    }
    labels.iter_mut().filter(|label| matches!(**label, Label::Number | Label::Note)).for_each(|label| *label = Label::Other);
    labels.get_mut(from..number + 2).unwrap_or(&mut []).fill(Label::Number);
}

/// `Case C-131/12 Google Spain SL v AEPD EU:C:2014:317`: the number of the case, then its name.
pub fn numbered_case(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let opens = scholion_lang::CASE_TITLE.contains(word(text, tokens, 0));
    let is_number = |at: usize| !word(text, tokens, at).is_empty() && word(text, tokens, at).bytes().all(|byte| byte.is_ascii_digit());
    let number = usize::from(word(text, tokens, 1).len() == 1 && gap(text, tokens, 2) == "-") + 1;
    if !opens || !is_number(number) || !is_number(number + 1) || gap(text, tokens, number + 1) != "/" {
        return;
    }
    let from = number + 2;
    let stops = |at: usize| {
        gap(text, tokens, at).contains([',', '[', '(', ';'])
            || matches!(word(text, tokens, at), "EU" | "ECLI" | "")
            || tokens.get(at).is_none_or(|token| token.mark.is_some())
    };
    let end = (from + 1..tokens.len()).find(|&at| stops(at)).unwrap_or(tokens.len());
    let versus = (from + 1..end).any(|at| scholion_lang::VERSUS.contains(word(text, tokens, at)));
    if versus {
        for label in labels.iter_mut().filter(|label| matches!(**label, Label::Author | Label::Title | Label::Number)) {
            *label = Label::Other;
        }
        // The identifier of a judgment (ECLI) says more than the number of the case.
        if tokens.iter().all(|token| token.mark != Some(What::Symbol)) {
            labels.get_mut(1..from).unwrap_or(&mut []).fill(Label::Number);
        }
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Title);
    }
}

/// `Donoghue v Stevenson [1932] AC 562`, `Brown v. Board of Education, 347 U.S. 483`: between the year or volume and the page
/// stands the report.
pub fn law_report(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let versus = |at: usize| matches!(word(text, tokens, at), "v" | "vs") && gap(text, tokens, at).ends_with(' ');
    if !(title + 1..end).any(versus) {
        return;
    }
    let in_name = |at: usize| {
        let word = word(text, tokens, at);
        labels.get(at) == Some(&Label::Other)
            && (1..=5).contains(&word.chars().count())
            && (word.starts_with(char::is_uppercase) || matches!(word, "2d" | "3d" | "4th"))
    };
    let leads = |at: usize| at.checked_sub(1).is_some_and(|at| matches!(labels.get(at), Some(Label::Volume | Label::Date)));
    let report = (end..labels.len()).find(|&at| in_name(at) && leads(at) && matches!(gap(text, tokens, at), " " | "] "));
    let Some(from) = report else { return };
    let stop =
        (from + 1..labels.len()).find(|&at| !in_name(at) || !matches!(gap(text, tokens, at), " " | "." | ". ")).unwrap_or(labels.len());
    let page = word(text, tokens, stop);
    if matches!(gap(text, tokens, stop), " " | ". ") && !page.is_empty() && page.bytes().all(|byte| byte.is_ascii_digit()) {
        labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Container);
        if labels.get(stop) == Some(&Label::Other) && !labels.contains(&Label::Pages) {
            labels.get_mut(stop).into_iter().for_each(|label| *label = Label::Pages);
        }
    }
}

/// `Pond ice, 12 Harvard L. Rev. 345 (1999)`: between volume and page stands the journal, in law.
pub fn between_volume_and_page(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) {
        return;
    }
    let Some(volume) = labels.iter().position(|label| *label == Label::Volume) else { return };
    // `Т. 13. С. 45`
    let counts = |word: &str| {
        let word = word.to_lowercase();
        scholion_lang::JOURNAL_NUMBER.contains(&word) || scholion_lang::LOCATOR.contains(&word)
    };
    let in_name = |at: usize| {
        let word = word(text, tokens, at);
        labels.get(at) == Some(&Label::Other)
            && matches!(gap(text, tokens, at), " " | ". " | "." | " & " | ".-")
            && (word.starts_with(char::is_uppercase) || matches!(word, "of" | "and"))
    };
    let end = (volume + 1..labels.len()).find(|&at| !in_name(at)).unwrap_or(labels.len());
    let is_page = labels.get(end) == Some(&Label::Pages) && matches!(gap(text, tokens, end), " " | ". ");
    let is_unit = end == volume + 2 && counts(word(text, tokens, volume + 1));
    if (volume + 2..volume + 8).contains(&end) && is_page && !is_unit {
        labels.get_mut(volume + 1..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// `POND ICE 34 (2d ed. 1999)`: the page cited stands between the title and its bracket, in law.
pub fn page_behind_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let number = |at: usize| !word(text, tokens, at).is_empty() && word(text, tokens, at).bytes().all(|byte| byte.is_ascii_digit());
    let Some(last) = end.checked_sub(1).filter(|&last| last > title + 1 && number(last)) else { return };
    let is_range = number(last - 1) && matches!(gap(text, tokens, last), "-" | "–");
    let from = last - usize::from(is_range);
    let capitals = (title..from).all(|at| !word(text, tokens, at).chars().any(char::is_lowercase));
    let bracket = gap(text, tokens, end) == " (" && (labels.get(end) == Some(&Label::Edition) || capitals);
    let plain = gap(text, tokens, from) == " " && !dates::is_year(word(text, tokens, last));
    if bracket && plain && from > title && !labels.contains(&Label::Pages) && !labels.contains(&Label::Container) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Pages);
    }
}

/// `Interview with Maria Osei, conducted by the author, Accra, 12 July 2014`: where people met is no journal.
pub fn interview(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let opens = scholion_lang::INTERVIEW_OPENER.contains(word(text, tokens, 0));
    let in_parts = labels.iter().any(|label| matches!(label, Label::Volume | Label::Issue | Label::Pages | Label::Place));
    if !opens || in_parts || labels.first() != Some(&Label::Title) {
        return;
    }
    let Some(from) = labels.iter().position(|label| *label == Label::Container) else { return };
    let end = (from..labels.len()).find(|&at| labels.get(at) != Some(&Label::Container)).unwrap_or(labels.len());
    if end - from <= 2 && gap(text, tokens, from) == ", " && gap(text, tokens, end) == ", " && labels.get(end) == Some(&Label::Date) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Place);
    }
}

/// `Пат. 2187888 Российская Федерация`: its number stands first, and it appears in nothing.
pub fn patent(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let number = word(text, tokens, 1);
    let opens = word(text, tokens, 0) == "Пат" && gap(text, tokens, 1).starts_with('.');
    if opens && number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        labels.iter_mut().filter(|label| matches!(**label, Label::Number | Label::Container)).for_each(|label| *label = Label::Other);
        labels.get_mut(1).into_iter().for_each(|label| *label = Label::Number);
    }
}

/// `adopted 23 May 1969, entered into force 27 January 1980`: a treaty is of the day on which it was signed.
pub fn day_of_treaty(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let signed = |at: usize| {
        gap(text, tokens, at).ends_with(['(', ' ']) && word(text, tokens, at) != "entered" && ends::is_signature(text, tokens, at)
    };
    if !ends::is_treaty(text, tokens, title, end) {
        return;
    }
    let Some(from) = (end..labels.len()).find(|&at| signed(at)) else { return };
    let Some(year) = (from + 1..tokens.len().min(from + 8)).find(|&at| dates::is_year(word(text, tokens, at))) else { return };
    let month = (year - 1 > from && dates::month(word(text, tokens, year - 1)).is_some()).then_some(year - 1);
    let day = month.and_then(|month| month.checked_sub(1)).filter(|&day| day > from && word(text, tokens, day).parse::<u8>().is_ok());
    labels.iter_mut().filter(|label| **label == Label::Date).for_each(|label| *label = Label::Other);
    labels.get_mut(day.or(month).unwrap_or(year)..=year).unwrap_or(&mut []).fill(Label::Date);
}

/// `ATLAS Collaboration, G. Aard et al.`: a body before names is named with them.
pub fn body_before_names(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let head = labels.iter().take_while(|label| matches!(label, Label::Genre | Label::Other | Label::Publisher)).count();
    if !(1..=5).contains(&head) || labels.get(head) != Some(&Label::Author) || !gap(text, tokens, head).starts_with(',') {
        return;
    }
    let named = tokens.first().zip(tokens.get(head - 1)).and_then(|(first, last)| text.get(first.start as usize..last.end as usize));
    let is_plain = tokens.iter().take(head).all(|token| token.mark.is_none());
    if is_plain && named.is_some_and(|named| names::is_body(named) && !named.contains([',', '.'])) {
        labels.get_mut(..head).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `Re Holt’s Weir [1903] 2 Wex 114, 119 (Dunne J)`: behind the year in square brackets stand the volume, the report and the page; who gave the
/// judgment is no place and no journal.
pub fn report_behind_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let number = |at: usize| !word(text, tokens, at).is_empty() && word(text, tokens, at).bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = |at: usize| {
        dates::is_year(word(text, tokens, at)) && gap(text, tokens, at).ends_with('[') && gap(text, tokens, at + 1).starts_with("] ")
    };
    // The judge was taken for something else, and no report was found.
    let is_judge = |at: usize| {
        matches!(labels.get(at), Some(Label::Container | Label::Publisher | Label::Place)) && gap(text, tokens, at).ends_with('(')
    };
    let known = labels.iter().position(|label| *label == Label::Container);
    if known.is_some_and(|known| !is_judge(known)) || !(1..labels.len()).any(is_judge) {
        return;
    }
    let Some(year) = (1..tokens.len()).find(|&at| bracketed(at)) else { return };
    let volume = (number(year + 1) && word(text, tokens, year + 1).len() <= 2).then_some(year + 1);
    let from = volume.unwrap_or(year) + 1;
    let in_name = |at: usize| {
        let word = word(text, tokens, at);
        // "UKSC 5" is the number that a court gives.
        let is_court = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let joins = at == from || matches!(gap(text, tokens, at), " " | ". " | ".");
        (1..=6).contains(&word.chars().count()) && word.starts_with(char::is_uppercase) && joins && !is_court
    };
    let end = (from..tokens.len()).find(|&at| !in_name(at)).unwrap_or(tokens.len());
    if end == from || end > from + 3 || !number(end) || !matches!(gap(text, tokens, end), " " | ". ") {
        return;
    }
    let kept = |label: &Label| matches!(label, Label::Title | Label::Other | Label::Number | Label::Genre);
    labels.get_mut(year..).unwrap_or(&mut []).iter_mut().filter(|label| !kept(label)).for_each(|label| *label = Label::Other);
    labels.iter_mut().filter(|label| matches!(**label, Label::Date | Label::Container)).for_each(|label| *label = Label::Other);
    labels.get_mut(year).into_iter().for_each(|label| *label = Label::Date);
    volume.and_then(|volume| labels.get_mut(volume)).into_iter().for_each(|label| *label = Label::Volume);
    labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Container);
    labels.get_mut(end).into_iter().for_each(|label| *label = Label::Pages);
}
