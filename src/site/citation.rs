//! Short forms of works in the words of the site.

use super::{
    frame::{Maker, years, years_of},
    markup,
    view::CitationView,
};
use crate::{
    base::{
        Date, Html,
        date::{Day, End},
    },
    document::facts::CitationForm,
    reference::{Name, Record, format::shelf},
};

/// The printed form of an entry; where none is known, the archive's style makes one of its fields.
pub fn entry_html(maker: &Maker<'_, '_>, record: &Record) -> Html {
    if record.verbatim.is_empty() {
        return maker.formatter.entry(record).unwrap_or_else(|| Html::of_words(&entry(record)));
    }
    markup::entry_html(&record.verbatim)
}

/// A work by author and year: `Xu 2021`, `Li and Tang 2020`, `Tikk et al. 2020`; by the start of
/// its title where it has no author.
pub fn short(record: &Record, form: CitationForm) -> String {
    let year = record.issued.map(|date| years_of(&date)).unwrap_or_default();
    let who = match form {
        CitationForm::AuthorSuppressed => String::new(),
        _ => authors(record),
    };
    match (who.is_empty(), year.is_empty(), form) {
        (false, false, CitationForm::Narrative) => format!("{who} ({year})"),
        (false, false, _) => format!("{who} {year}"),
        (true, false, _) => year,
        _ => who,
    }
}

/// Authors, or editors, or the first words of the title.
pub fn authors(record: &Record) -> String {
    let names = if record.author.is_empty() { &record.editor } else { &record.author };
    let names: Vec<String> = names.iter().map(Name::short).collect();
    match &names[..] {
        [] => {
            let words: Vec<&str> = record.title.split_whitespace().take(4).collect();
            words.join(" ")
        }
        [one] => one.clone(),
        [one, two] if two != "others" => format!("{one} & {two}"),
        [one, ..] => format!("{one} et al."),
    }
}

/// An entry made of a record's fields, plain, for records that no document prints.
pub fn entry(record: &Record) -> String {
    let CitationView { before, after, .. } = parts(record);
    let date = record.issued.map(|date| format!("({})", printed(&date))).unwrap_or_default();
    let space = if before.is_empty() || date.is_empty() { "" } else { " " };
    format!("{before}{space}{date}{after}")
}

/// The same in parts.
pub fn parts(record: &Record) -> CitationView {
    let names = if record.author.is_empty() { &record.editor } else { &record.author };
    let before = names.iter().map(Name::sorted).collect::<Vec<_>>().join("; ");
    let date = record.issued.map(|date| date.to_string()).unwrap_or_default();
    let kept = shelf(record, true);
    let rest = [&record.title, &record.container, &record.publisher, &record.pages, &kept];
    let rest: Vec<&str> = rest.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let after = match (before.is_empty() && date.is_empty(), rest.is_empty()) {
        (true, true) => record.key.clone(),
        (true, false) => format!("{}.", rest.join(". ")),
        (false, true) => ".".to_owned(),
        (false, false) => format!(". {}.", rest.join(". ")),
    };
    CitationView { before, date, after }
}

/// A date in figures, as bibliographies of many languages print it: `2024-02-29`, `ca. 1843`, `1914–1918`, `45 BC`.
fn printed(date: &Date) -> String {
    let day = |day: &Day| {
        let mut printed = String::from(if day.approximate { "ca. " } else { "" });
        let (first, last) = day.years();
        printed.push_str(&years(first, last));
        // Months of years before Christ are not told in figures.
        for part in [day.month, day.day].into_iter().flatten().filter(|_| day.year > 0) {
            printed.push_str(&format!("-{part:02}"));
        }
        printed.push_str(if day.uncertain { "?" } else { "" });
        printed
    };
    let start = day(&date.start);
    match &date.end {
        None => start,
        Some(End::Open) => format!("{start}–"),
        Some(End::Until) => format!("–{start}"),
        Some(End::On(end)) => format!("{start}–{}", day(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_printed_in_figures() {
        for (edtf, figures) in [
            ("1843", "1843"),
            ("1843~", "ca. 1843"),
            ("2024-02-29", "2024-02-29"),
            ("184X", "1840–1849"),
            ("1843-05?", "1843-05?"),
            ("../1918", "–1918"),
            ("1914/1918", "1914–1918"),
            ("1914-07-28/..", "1914-07-28–"),
            ("-0044-03-15", "45 BC"),
        ] {
            assert_eq!(Date::parse(edtf).map(|date| printed(&date)).as_deref(), Some(figures));
        }
    }
}
