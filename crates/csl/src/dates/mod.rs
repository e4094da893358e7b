//! Dates as elements print them, and as they sort (specification, "Date", "Date Ranges", "AD and BC", "Seasons", "Approximate Dates").

mod part;
mod range;

use crate::item::{Date as Given, Day};
use crate::style::element::{Date, DatePart, Looks, PartName, Precision};
use crate::style::locale::Locale;
use crate::text::{Marks, looks, rich};
use crate::tree::Node;

use part::Writer;

/// What is at hand when a date is printed.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    pub locale: &'s Locale,
    pub marks: &'s Marks,
    /// What stands behind the year (`disambiguate-add-year-suffix`), if the date has a year.
    pub year_suffix: &'s [Node],
}

/// A date, without the looks of its element; nothing if there is nothing to print.
pub fn date(el: &Date, date: &Given, setting: Setting) -> Vec<Node> {
    let Some(plan) = Plan::of(el, setting.locale) else { return Vec::new() };
    let lang = &*setting.locale.lang;
    // Words say more than the day that was read in them, which is there for sorting.
    let is_literal = date.start == Day::default() || !date.literal.is_empty();
    let nodes = if is_literal { plan.literal(date, setting) } else { range::write(&plan, date, Writer { setting }) };
    match plan.looks {
        Some(own) => looks::dress(nodes, own, lang),
        None => nodes,
    }
}

/// Which parts of dates an element prints, and how.
struct Plan<'e> {
    parts: Vec<DatePart>,
    delimiter: &'e str,
    /// The looks of the locale's date.
    looks: Option<&'e Looks>,
}

impl<'e> Plan<'e> {
    /// The style's own parts; or those of the locale's date, as the style would have them.
    fn of(el: &'e Date, locale: &'e Locale) -> Option<Self> {
        let Some(form) = el.form else {
            return Some(Self { parts: el.parts.clone(), delimiter: &el.delimiter, looks: None });
        };
        let localized = locale.date(form)?;
        let mut parts: Vec<DatePart> = localized.parts.iter().filter(|part| el.precision.has(part.name)).cloned().collect();
        for part in &mut parts {
            if let Some(own) = el.parts.iter().find(|own| own.name == part.name) {
                overlay(part, own);
            }
        }
        let delimiter = if el.delimiter.is_empty() { &localized.delimiter } else { &el.delimiter };
        Some(Self { parts, delimiter, looks: Some(&localized.looks) })
    }

    /// A date that is none, where the year would stand.
    fn literal(&self, date: &Given, setting: Setting) -> Vec<Node> {
        let Some(year) = self.parts.iter().find(|part| part.name == PartName::Year) else { return Vec::new() };
        let mut nodes = looks::bare(rich::parse(&date.literal, setting.marks), &year.looks, &setting.locale.lang);
        if date.start != Day::default() {
            nodes.extend_from_slice(setting.year_suffix);
        }
        if nodes.is_empty() || self.looks.is_some() {
            return nodes;
        }
        looks::affix(&mut nodes, &year.looks.prefix, &year.looks.suffix);
        nodes
    }
}

/// Lays what a style says of a part of the locale's date on it; affixes are the locale's.
fn overlay(part: &mut DatePart, own: &DatePart) {
    part.form = own.form.or(part.form);
    if own.range_delimiter.is_some() {
        part.range_delimiter.clone_from(&own.range_delimiter);
    }
    let (on, over) = (&mut part.looks, &own.looks);
    on.format.font_style = over.format.font_style.or(on.format.font_style);
    on.format.font_variant = over.format.font_variant.or(on.format.font_variant);
    on.format.font_weight = over.format.font_weight.or(on.format.font_weight);
    on.format.text_decoration = over.format.text_decoration.or(on.format.text_decoration);
    on.format.vertical_align = over.format.vertical_align.or(on.format.vertical_align);
    on.text_case = over.text_case.or(on.text_case);
    on.strip_periods |= over.strip_periods;
    on.quotes |= over.quotes;
}

impl Precision {
    /// Whether a part is printed.
    fn has(self, part: PartName) -> bool {
        match part {
            PartName::Year => true,
            PartName::Month => self >= Self::YearMonth,
            PartName::Day => self >= Self::YearMonthDay,
        }
    }
}

/// How much of a date an element prints: as much as it sorts by, where it stands in a macro.
pub fn precision(el: &Date) -> Precision {
    if el.form.is_some() {
        return el.precision;
    }
    match el.parts.iter().map(|part| part.name).max() {
        Some(PartName::Day) => Precision::YearMonthDay,
        Some(PartName::Month) => Precision::YearMonth,
        _ => Precision::Year,
    }
}

/// A key that sorts as dates do, years before Christ first; a season stands where its last month would. Nothing of what is no date.
pub fn sort_key(date: &Given, precision: Precision) -> String {
    if date.start == Day::default() {
        return String::new();
    }
    let of = |day: Day| {
        let month = if day.month == 0 { day.season.saturating_mul(3) } else { day.month };
        let month = if precision >= Precision::YearMonth { month } else { 0 };
        let number = if precision >= Precision::YearMonthDay { day.day } else { 0 };
        format!("{:010}{month:02}{number:02}", i64::from(day.year) + 5_000_000_000)
    };
    match date.end {
        Some(end) => format!("{}-{}", of(date.start), of(end)),
        None => of(date.start),
    }
}

#[cfg(test)]
mod tests;
