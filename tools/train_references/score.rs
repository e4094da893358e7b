//! How well entries are read: fields found against fields of the gold.
//!
//! A field is right if it says the same as the gold (strict), or nearly (soft): text with a similarity of 0.9, people of whom four
//! fifths are named, pages with the same first one. A field that the gold lacks and the parser gives is wrong, unless the set
//! says nothing of it (`unscored`).

use std::collections::BTreeMap;

use scholion_reference::{Name, Record, names};
use serde_json::Value;

/// Counts of fields.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    pub right: u32,
    /// Given, and not what the gold says.
    pub wrong: u32,
    /// In the gold, and not given or not as it says.
    pub missed: u32,
}

impl Counts {
    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let all = 2 * self.right + self.wrong + self.missed;
        if all == 0 { 0.0 } else { f64::from(2 * self.right) / f64::from(all) }
    }

    fn count(&mut self, gold: bool, given: bool, right: bool) {
        self.right += u32::from(right);
        self.wrong += u32::from(given && !right);
        self.missed += u32::from(gold && !right);
    }
}

/// Strict and soft counts, over all fields.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub strict: Counts,
    pub soft: Counts,
}

/// What the judgment of one field is: whether it is right strictly and softly; nothing where gold and parser have none.
type Judgment = Option<(bool, bool)>;

const FIELDS: [&str; 12] =
    ["author", "editor", "title", "container", "year", "volume", "issue", "pages", "publisher", "place", "url", "doi"];

/// Judges a record; each field's judgment, and the counts.
pub fn judge(gold: &Value, record: &Record, score: &mut Score) -> [Judgment; 12] {
    let unscored = |field: &str| gold["unscored"].as_array().is_some_and(|list| list.iter().any(|name| name == field));
    FIELDS.map(|field| {
        if unscored(field) {
            return None;
        }
        let (wanted, found) = (values(gold, field), given(record, field));
        let has_gold = wanted.iter().any(|value| !value.is_empty());
        let is_given = !found.is_empty();
        // A page that the note cites may be given or not.
        let optional = field == "pages" && gold["pages"].is_null();
        if !has_gold && !is_given || optional && !is_given {
            return None;
        }
        let (strict, soft) = match (has_gold, is_given, field) {
            (true, true, "author" | "editor") => people(gold, field, &found),
            (true, true, _) => wanted.iter().fold((false, false), |(strict, soft), value| {
                let now = same(field, value, &found);
                (strict || now.0, soft || now.1)
            }),
            _ => (false, false),
        };
        score.strict.count(has_gold, is_given, strict);
        score.soft.count(has_gold, is_given, soft);
        Some((strict, soft))
    })
}

/// The fields of a record that are not even softly right: name, gold, what is read.
pub fn wrong(gold: &Value, record: &Record) -> Vec<(&'static str, String, String)> {
    let judged = judge(gold, record, &mut Score::default());
    let wrong = FIELDS.iter().zip(judged).filter(|(_, judgment)| judgment.is_some_and(|(_, soft)| !soft));
    wrong.map(|(field, _)| (*field, values(gold, field).join(" | "), given(record, field))).collect()
}

/// The values that would be right.
fn values(gold: &Value, field: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|number| number.to_string()));
    let mut values: Vec<String> = text(&gold[field]).into_iter().collect();
    if field == "pages" {
        values.extend(gold["pages_alt"].as_array().into_iter().flatten().filter_map(text));
    }
    if let Some(list) = gold[format!("{field}s")].as_array().filter(|_| values.is_empty()) {
        values.extend(list.iter().filter_map(|person| text(&person["family"]).or_else(|| text(&person["literal"]))));
    }
    values
}

fn given(record: &Record, field: &str) -> String {
    let people = |names: &[Name]| names.iter().map(family).collect::<Vec<_>>().join("; ");
    match field {
        "author" => people(&record.author),
        "editor" => people(&record.editor),
        "title" => record.title.clone(),
        "container" => record.container.clone(),
        "year" => record.issued.map(|date| date.start.year.to_string()).unwrap_or_default(),
        "volume" => record.volume.clone(),
        "issue" => record.issue.clone(),
        "pages" => record.pages.clone(),
        "publisher" => record.publisher.clone(),
        "place" => record.place.clone(),
        "url" => record.url.clone(),
        _ => record.doi.clone(),
    }
}

fn family(name: &Name) -> String {
    if name.literal.is_empty() { name.family.clone() } else { name.literal.clone() }
}

/// Lower case, letters and digits; all else is a blank.
fn plain(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn people(gold: &Value, field: &str, found: &str) -> (bool, bool) {
    let listed = gold[format!("{field}s")].as_array().map(|list| {
        let family = |person: &Value| person["family"].as_str().or(person["literal"].as_str()).unwrap_or_default().to_owned();
        list.iter().map(family).collect::<Vec<_>>()
    });
    let wanted = listed.unwrap_or_else(|| names::read(gold[field].as_str().unwrap_or_default()).names.iter().map(family).collect());
    let last = |name: &str| plain(name).split(' ').rfind(|word| word.chars().count() > 1).unwrap_or_default().to_owned();
    let (mut wanted, found): (Vec<String>, Vec<String>) =
        (wanted.iter().map(|name| last(name)).collect(), found.split("; ").map(last).collect());
    let all = wanted.len() + found.len();
    let mut both = 0;
    for name in &found {
        if let Some(at) = wanted.iter().position(|wanted| wanted == name) {
            wanted.swap_remove(at);
            both += 1;
        }
    }
    (2 * both == all, 10 * both >= 4 * all)
}

fn same(field: &str, gold: &str, found: &str) -> (bool, bool) {
    let (wanted, given) = (plain(gold), plain(found));
    match field {
        "year" => (given.get(..4) == wanted.get(..4), given.get(..4) == wanted.get(..4)),
        "volume" | "issue" => {
            let number = |text: &str| {
                let digits = text.split(' ').find(|word| word.contains(|c: char| c.is_ascii_digit())).unwrap_or(text);
                digits.trim_matches(char::is_alphabetic).to_owned()
            };
            let right = wanted == given || number(&wanted) == number(&given) && !number(&wanted).is_empty();
            (right, right)
        }
        "pages" => {
            let (wanted, given) = (pages(&wanted), pages(&given));
            (wanted == given, wanted.first() == given.first())
        }
        "doi" => {
            let doi = |text: &str| text.to_lowercase().split("10.").nth(1).map(|rest| rest.trim_end_matches('.').to_owned());
            (doi(gold) == doi(found), doi(gold) == doi(found))
        }
        "url" => {
            let address = |text: &str| {
                let text = text.to_lowercase().split_whitespace().collect::<String>();
                let text = text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
                text.trim_end_matches(['/', '.']).to_owned()
            };
            let (wanted, given) = (address(gold), address(found));
            (wanted == given, likeness(&wanted, &given) >= 0.95)
        }
        _ => (wanted == given, likeness(&wanted, &given) >= 0.9),
    }
}

/// First and last page; `167–74` is `167–174`.
fn pages(text: &str) -> Vec<String> {
    let mut pages: Vec<String> =
        text.split(' ').filter(|word| word.contains(|c: char| c.is_ascii_digit())).take(2).map(str::to_owned).collect();
    if let [first, last] = &mut pages[..]
        && last.len() < first.len()
        && first.is_ascii()
    {
        last.insert_str(0, &first[..first.len() - last.len()]);
    }
    pages
}

/// One less the share of letters that must be taken out or put in to make one text of the other (Indel distance).
fn likeness(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() + other.len() == 0 {
        return 1.0;
    }
    let mut row = vec![0usize; other.len() + 1];
    for a in &one {
        let mut before = 0;
        for (at, b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    2.0 * row[other.len()] as f64 / (one.len() + other.len()) as f64
}

/// How many fields a change made right and how many wrong, by field.
#[derive(Default)]
pub struct Difference(BTreeMap<&'static str, (u32, u32)>);

impl Difference {
    /// Counts what differs between the judgments before and after.
    pub fn count(&mut self, before: &[Judgment; 12], after: &[Judgment; 12]) {
        let is_right = |judgment: &Judgment| judgment.is_none_or(|(strict, _)| strict);
        for ((field, before), after) in FIELDS.iter().zip(before).zip(after) {
            if is_right(before) != is_right(after) {
                let (right, wrong) = self.0.entry(field).or_default();
                *(if is_right(after) { right } else { wrong }) += 1;
            }
        }
    }

    /// All made right, all made wrong.
    pub fn sums(&self) -> (u32, u32) {
        self.0.values().fold((0, 0), |sum, now| (sum.0 + now.0, sum.1 + now.1))
    }
}
