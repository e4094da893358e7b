//! A part of a date: year, month or season, day.

use super::Setting;
use crate::item::Day;
use crate::numbers::ordinal;
use crate::style::element::{DatePart, PartForm, PartName};
use crate::style::term::{Form, Term};
use crate::text::{looks, rich};
use crate::tree::Node;

/// Writes parts of days.
#[derive(Clone, Copy)]
pub(super) struct Writer<'s> {
    pub(super) setting: Setting<'s>,
}

/// Where affixes are left out, as a range stands there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Both,
    NoPrefix,
    NoSuffix,
}

impl Writer<'_> {
    /// A part of a day, dressed; nothing if the day has none.
    pub(super) fn part(self, part: &DatePart, day: Day, edge: Edge, with_suffix: bool) -> Vec<Node> {
        let locale = self.setting.locale;
        let words = match part.name {
            PartName::Year => self.year(part, day),
            PartName::Month => self.month(part, day),
            PartName::Day => self.day(part, day),
        };
        let Some(words) = words.filter(|words| !words.is_empty()) else { return Vec::new() };
        let mut nodes = rich::parse(&words, self.setting.marks);
        if with_suffix && part.name == PartName::Year {
            nodes.extend_from_slice(self.setting.year_suffix);
        }
        let mut nodes = looks::bare(nodes, &part.looks, &locale.lang);
        let prefix = if edge == Edge::NoPrefix { "" } else { &part.looks.prefix };
        let suffix = if edge == Edge::NoSuffix { "" } else { &part.looks.suffix };
        looks::affix(&mut nodes, prefix, suffix);
        nodes
    }

    /// A year. BC is said of years before Christ, AD of years of less than four digits (specification, "AD and BC").
    fn year(self, part: &DatePart, day: Day) -> Option<String> {
        let number = day.year.unsigned_abs();
        let figures = match (part.form, number) {
            (_, 0) => return None,
            (Some(PartForm::Short), 1000..) => format!("{:02}", number % 100),
            _ => number.to_string(),
        };
        let era = match day.year {
            i32::MIN..=0 => self.setting.locale.word(Term::Bc),
            1..1000 => self.setting.locale.word(Term::Ad),
            1000.. => "",
        };
        Some(figures + era)
    }

    /// A month; where there is none, the season.
    fn month(self, part: &DatePart, day: Day) -> Option<String> {
        let locale = self.setting.locale;
        if day.month == 0 {
            let season = Term::season(day.season)?;
            let form = if part.form == Some(PartForm::Short) { Form::Short } else { Form::Long };
            return locale.term(season, form, false).map(str::to_owned);
        }
        let form = match part.form {
            Some(PartForm::Numeric | PartForm::Ordinal) => return Some(day.month.to_string()),
            Some(PartForm::NumericLeadingZeros) => return Some(format!("{:02}", day.month)),
            Some(PartForm::Short) => Form::Short,
            Some(PartForm::Long) | None => Form::Long,
        };
        locale.term(Term::month(day.month)?, form, false).map(str::to_owned)
    }

    /// A day; as an ordinal it has the gender of its month (specification, "Gender-specific Ordinals").
    fn day(self, part: &DatePart, day: Day) -> Option<String> {
        let locale = self.setting.locale;
        match (part.form, day.day) {
            (_, 0) => None,
            (Some(PartForm::NumericLeadingZeros), number) => Some(format!("{number:02}")),
            (Some(PartForm::Ordinal), number) if number == 1 || !locale.limit_day_ordinals_to_day_1() => {
                let gender = Term::month(day.month).and_then(|month| locale.gender(month));
                Some(ordinal(number.into(), false, gender, locale))
            }
            (_, number) => Some(number.to_string()),
        }
    }
}
