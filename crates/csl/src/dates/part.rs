//! A part of a date: year, month or season, day.

use super::Setting;
use crate::item::Day;
use crate::numbers::ordinal;
use crate::style::element::{DatePart, PartForm, PartName};
use crate::style::term::{Form, Gender, Term};
use crate::text::{looks, rich, script};
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
        let mut late_era = String::new();
        if part.name == PartName::Year {
            let era = self.era(day);
            // Where the word for "year" follows ("44 г."), the era stands behind it.
            if part.looks.suffix.chars().any(char::is_alphabetic) {
                late_era = era;
            } else if !era.is_empty() {
                nodes.push(Node::Text(era));
            }
            if with_suffix {
                nodes.extend_from_slice(self.setting.year_suffix);
            }
        }
        let mut nodes = looks::bare(nodes, &part.looks, &locale.lang);
        let prefix = if edge == Edge::NoPrefix { "" } else { &part.looks.prefix };
        let suffix = if edge == Edge::NoSuffix { "" } else { &part.looks.suffix };
        looks::affix(&mut nodes, prefix, suffix);
        looks::affix(&mut nodes, "", &late_era);
        nodes
    }

    /// BC of years before Christ, AD of years of less than four digits (specification, "AD and BC").
    fn era(self, day: Day) -> String {
        let era = match day.year {
            i32::MIN..=-1 => self.setting.locale.word(Term::Bc),
            1..1000 => self.setting.locale.word(Term::Ad),
            _ => "",
        };
        // Many locales have the letters alone.
        let blank = if script::begins_spaced(era) { "\u{a0}" } else { "" };
        format!("{blank}{era}")
    }

    /// A year, without its era.
    fn year(self, part: &DatePart, day: Day) -> Option<String> {
        let number = day.year.unsigned_abs();
        match (part.form, number) {
            (_, 0) => None,
            (Some(PartForm::Short), 1000..) => Some(format!("{:02}", number % 100)),
            _ => Some(number.to_string()),
        }
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
                // A day is masculine where ordinals have genders only and the month says none.
                let neutral = locale.ordinals.suffixes.iter().any(|suffix| suffix.gender.is_none());
                let gender = Term::month(day.month).and_then(|month| locale.gender(month)).or((!neutral).then_some(Gender::Masculine));
                Some(ordinal(number.into(), false, gender, locale))
            }
            (_, number) => Some(number.to_string()),
        }
    }
}
