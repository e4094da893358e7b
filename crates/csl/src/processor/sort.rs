//! Sorting (specification, "Sorting").

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::render::{FirstNames, Pen, Place, Scene};
use super::setting::Processor;
use super::work::Work;
use crate::names::{self, Ask};
use crate::numbers;
use crate::style::element::{Looks, Precision};
use crate::style::layout::{Key, KeyBy};
use crate::style::name::{Area, EtAl, NameOptions, Names, SortOrder};
use crate::style::variable::{Holds, Variable};
use crate::{dates, text};

/// Puts the items into the order of the bibliography and numbers them.
pub(super) fn bibliography(work: &mut Work<'_>) {
    let Some(bibliography) = &work.processor.style.bibliography else { return };
    if bibliography.sort.is_empty() {
        return;
    }
    let keys: Vec<_> = (0..work.records.len()).map(|item| keys(work, item, &bibliography.sort, Area::Bibliography)).collect();
    let mut order = std::mem::take(&mut work.order);
    order.sort_by(|a, b| match (keys.get(*a), keys.get(*b)) {
        (Some(a), Some(b)) => compare_keys(work.processor, &bibliography.sort, a, b),
        _ => Ordering::Equal,
    });
    // Numbers run from the end where a style counts down.
    let down = bibliography.sort.first().is_some_and(|key| key.descending && key.by == KeyBy::Variable(Variable::CitationNumber));
    let count = order.len();
    for (place, item) in order.iter().enumerate() {
        if let Some(own) = work.places.get_mut(*item) {
            *own = place;
        }
        if let Some(number) = work.numbers.get_mut(*item) {
            *number = if down { count - place } else { place + 1 };
        }
    }
    work.order = order;
}

/// What an item is sorted by: a word for each key.
pub(super) fn keys(work: &Work<'_>, item: usize, sort: &[Key], area: Area) -> Vec<String> {
    sort.iter().map(|key| value(work, item, key, area)).collect()
}

/// Compares two items by their words for the keys. What has none comes last, whatever the direction.
pub(super) fn compare_keys(processor: &Processor, sort: &[Key], a: &[String], b: &[String]) -> Ordering {
    for ((key, a), b) in sort.iter().zip(a).zip(b) {
        let order = match (a.is_empty(), b.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => return Ordering::Greater,
            (false, true) => return Ordering::Less,
            _ if key.descending => (processor.collate)(b, a),
            _ => (processor.collate)(a, b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

fn value(work: &Work<'_>, item: usize, key: &Key, area: Area) -> String {
    let (Some(record), Some(distinct)) = (work.records.get(item), work.distinct.get(item)) else { return String::new() };
    let processor = work.processor;
    let number = work.numbers.get(item).copied().unwrap_or(0);
    match key.by {
        KeyBy::Macro(called) => {
            let Some(called) = processor.style.macros.get(called) else { return String::new() };
            let scene = Scene {
                processor,
                record,
                register: &work.register,
                area,
                place: Place { number, follows: true, ..Place::default() },
                distinct,
                sort: Some(&key.names),
                first_names: FirstNames::Print,
                compared: false,
            };
            let mut nodes = Vec::new();
            Pen::new(&scene).elements(&called.children, "", &mut nodes);
            bare(&text::words(&nodes))
        }
        KeyBy::Variable(Variable::CitationNumber) => super::render::padded(&number.to_string()),
        KeyBy::Variable(variable) => match variable.holds() {
            Holds::Date => record.date(variable).map_or_else(String::new, |date| dates::sort_key(date, Precision::YearMonthDay)),
            Holds::Names => match record.names(variable) {
                Some(people) => by_names(processor, key, variable, people),
                None => String::new(),
            },
            Holds::Number => {
                let value = record.text(variable).unwrap_or("");
                if numbers::is_numeric(value) { super::render::padded(value) } else { value.to_owned() }
            }
            Holds::Text if variable == Variable::CitationLabel => {
                record.text(variable).map_or_else(|| super::label::label(record), str::to_owned)
            }
            Holds::Text => {
                let value = record.text(variable).unwrap_or("");
                bare(&text::words(&text::rich::parse(value, &processor.marks)))
            }
        },
    }
}

/// Names as they are sorted by where a key names their variable.
fn by_names(processor: &Processor, key: &Key, variable: Variable, people: &[crate::item::Name]) -> String {
    let choices = key.names.settle();
    let options = NameOptions { name_as_sort_order: Some(SortOrder::All), ..choices };
    let names = Names {
        variables: vec![variable],
        delimiters: Default::default(),
        options: [options.clone(), options.clone()],
        name: Looks::default(),
        family: Looks::default(),
        given: Looks::default(),
        et_al: EtAl::default(),
        label: None,
        substitute: Vec::new(),
        looks: Looks::default(),
    };
    let said = names::names(&Ask {
        names: &names,
        options: &options,
        delimiter: "",
        lists: &[(variable, people)],
        levels: &[],
        style: &processor.style,
        locale: &processor.locale,
        marks: &processor.marks,
        lang: &processor.locale.lang,
        sort: true,
        replace: &[],
        whole: None,
    });
    bare(&text::words(&said.nodes))
}

/// The order of words where no other is handed over: as the root of the Unicode Collation Algorithm has it in the main, that is
/// blanks, signs, digits, letters, without regard to accents and capitals unless all else is the same.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    primary(a).cmp(primary(b)).then_with(|| a.nfd().map(swap).cmp(b.nfd().map(swap)))
}

fn primary(words: &str) -> impl Iterator<Item = (u8, char)> + '_ {
    words.nfd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).map(|sign| {
        let class = if sign.is_whitespace() {
            0
        } else if sign.is_alphabetic() {
            3
        } else if sign.is_numeric() {
            2
        } else {
            1
        };
        (class, sign)
    })
}

/// Words to sort by, in whatever order: punctuation does not count.
fn bare(words: &str) -> String {
    words.chars().filter(|sign| !is_punctuation(*sign)).collect()
}

fn is_punctuation(sign: char) -> bool {
    (sign.is_ascii_punctuation() && !matches!(sign, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~'))
        || matches!(sign, '‐'..='‧' | '‹' | '›' | '«' | '»' | '¡' | '¿' | '·' | '、' | '。' | '《'..='】')
}

/// Small letters come in front of capital ones.
fn swap(sign: char) -> (bool, char) {
    (sign.is_uppercase(), sign)
}
