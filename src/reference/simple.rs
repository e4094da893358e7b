//! A plain labeller: what the layout of an entry alone tells.

use super::{Label, dates, token::Token};

/// Labels the tokens of an entry, and says how sure it is.
pub fn label(text: &str, tokens: &[Token]) -> (Vec<Label>, f32) {
    let mut labels = vec![Label::Other; tokens.len()];
    let gap = |at: usize| {
        let from = at.checked_sub(1).and_then(|at| tokens.get(at)).map_or(0, |token| token.end as usize);
        tokens.get(at).and_then(|token| text.get(from..token.start as usize)).unwrap_or("")
    };
    let is_year = |at: usize| tokens.get(at).is_some_and(|token| token.mark.is_none() && year(token.of(text)));
    let end = tokens
        .iter()
        .position(|token| token.mark.is_some_and(|mark| !matches!(mark, super::marks::What::Symbol | super::marks::What::Volumes)))
        .unwrap_or(tokens.len());
    let set = |labels: &mut Vec<Label>, from: usize, to: usize, label: Label| {
        labels.iter_mut().take(to).skip(from).for_each(|slot| *slot = label)
    };
    let slashes = (1..end).find(|&at| gap(at).contains("//"));
    let apa =
        (1..end.min(60)).find(|&at| is_year(at) && gap(at).ends_with('(') && gap(at + 1).starts_with(')')).filter(|_| slashes.is_none());
    let mut at = 0;
    if let Some(year) = apa {
        set(&mut labels, 0, year, Label::Author);
        set(&mut labels, year, year + 1, Label::Date);
        at = year + 1;
    }
    let title_end = slashes.unwrap_or_else(|| {
        (at + 1..end)
            .find(|&next| {
                (gap(next).contains(". ") || gap(next).contains(" / "))
                    && tokens.get(next - 1).is_some_and(|token| token.of(text).chars().count() > 2)
            })
            .unwrap_or(end)
    });
    let bracket = (at + 1..title_end).find(|&next| gap(next).ends_with('['));
    set(&mut labels, at, bracket.unwrap_or(title_end), Label::Title);
    if let Some(bracket) = bracket {
        set(&mut labels, bracket, title_end, Label::Translated);
    }
    let mut field = Label::Container;
    let rest: Vec<usize> = (title_end..end).collect();
    let has_volume = rest.iter().any(|&at| gap(at).ends_with('(') && !is_year(at));
    if slashes.is_none() && !has_volume {
        field = if rest.iter().any(|&at| gap(at) == ": ") { Label::Place } else { Label::Publisher };
    }
    let mut numbers = 0;
    for at in rest {
        let Some(word) = tokens.get(at).map(|token| token.of(text)) else { break };
        let gap = gap(at);
        if at > title_end && gap == ": " && field == Label::Place {
            field = Label::Publisher;
        }
        let numeric = word.starts_with(|c: char| c.is_ascii_digit());
        let label = if year(word) || dates::month(word).is_some() {
            Label::Date
        } else if numeric && labels.get(at + 1..end).is_some_and(|_| tokens.get(at + 1).is_some_and(|next| year(next.of(text)))) {
            Label::Date
        } else if numeric {
            numbers += 1;
            match (gap.contains('('), numbers) {
                (true, _) => Label::Issue,
                (_, 1) if !gap.contains(['-', '–', '—']) && has_volume => Label::Volume,
                _ => Label::Pages,
            }
        } else if numbers > 0 || word == "P" || word == "С" {
            Label::Other
        } else {
            field
        };
        if let Some(slot) = labels.get_mut(at) {
            *slot = label;
        }
    }
    (labels, 0.3)
}

fn year(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_lowercase());
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1450..=2100).contains(&year))
}
