//! Whether two records describe one work, with the reasons.

use scholion_base::{Message, say, text::fold};

use super::{Kind, Record, identity, translit};

/// How like each other two records are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// What follows from the score.
    pub verdict: Verdict,
    /// 0 (nothing in common) to 1 (all that both say agrees).
    pub score: f32,
    /// What was compared, in the order of weight.
    pub parts: Vec<Comparison>,
}

/// Whether two records are one work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They are.
    Same,
    /// An editor must say.
    Doubtful,
    /// They are not.
    Different,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What was compared: `DOI`, `title`, `year` …
    pub what: &'static str,
    /// How far the two agree, 0 to 1.
    pub agreement: f32,
    /// How much it counts.
    pub weight: f32,
}

impl Likeness {
    /// Why, as findings say it: the same: title, first author; the years are one apart; different: pages (score 0.82).
    pub fn in_words(&self) -> Message {
        let of = |from: f32, below: f32| {
            let parts = self.parts.iter().filter(move |part| (from..below).contains(&part.agreement));
            parts.map(|part| called(part.what)).reduce(say::doubtful_work_and)
        };
        let year_apart = self.parts.iter().any(|part| part.what == "year" && (0.4..0.6).contains(&part.agreement));
        let near = self.parts.iter().filter(|part| part.what != "year" && (0.3..0.97).contains(&part.agreement));
        let near = near.map(|part| called(part.what)).reduce(say::doubtful_work_and);
        let said = [
            of(0.97, f32::INFINITY).map(say::doubtful_work_same),
            near.map(say::doubtful_work_near),
            year_apart.then(say::doubtful_work_year_apart),
            of(f32::NEG_INFINITY, 0.3).map(say::doubtful_work_apart),
        ];
        let why = said.into_iter().flatten().reduce(say::doubtful_work_also);
        let score = format!("{:.2}", self.score);
        match why {
            Some(why) => say::doubtful_work_score(why, score),
            None => say::doubtful_work_number(score),
        }
    }
}

/// What is compared, as findings call it.
fn called(what: &str) -> Message {
    match what {
        "title" => say::doubtful_work_title(),
        "year" => say::doubtful_work_year(),
        "first author" => say::doubtful_work_author(),
        "container" => say::doubtful_work_container(),
        "volume" => say::doubtful_work_volume(),
        "pages" => say::doubtful_work_pages(),
        number => say::doubtful_work_number(number),
    }
}

/// Compares two records.
///
/// An identifier that both have decides, unless the titles contradict it: then the pair is doubtful, for one
/// address or ISBN may stand for a collection and for a part of it. Without one, the title decides, weighed
/// with year, first author, container and pages.
pub fn compare(a: &Record, b: &Record) -> Likeness {
    let titles = titles(a, b);
    let mut parts = Vec::with_capacity(8);
    let mut add = |what, agreement: f32, weight| parts.push(Comparison { what, agreement, weight });
    let mut shared = None;
    let mut contradicted = false;
    for (what, mine, theirs) in identifiers(a, b) {
        let agrees = mine == theirs;
        add(what, f32::from(u8::from(agrees)), 4.0);
        if agrees {
            shared.get_or_insert(what);
        } else if what != "URL" && what != "ISBN" {
            contradicted = true;
        }
    }
    if let Some(agreement) = titles {
        add("title", agreement, 3.0);
    }
    if let (Some(mine), Some(theirs)) = (a.issued, b.issued) {
        let apart = mine.start.year.abs_diff(theirs.start.year);
        add(
            "year",
            if apart == 0 {
                1.0
            } else if apart == 1 {
                0.5
            } else {
                0.0
            },
            1.5,
        );
    }
    let authors = authors(a, b);
    if let Some(agreement) = authors {
        add("first author", agreement, 1.5);
    }
    if !a.container.is_empty() && !b.container.is_empty() {
        add("container", likeness(&a.container, &b.container), 0.75);
    }
    if !a.volume.is_empty() && !b.volume.is_empty() {
        add("volume", f32::from(u8::from(fold(&a.volume) == fold(&b.volume))), 0.75);
    }
    if !a.pages.is_empty() && !b.pages.is_empty() {
        add("pages", f32::from(u8::from(pages_agree(&a.pages, &b.pages))), 0.75);
    }
    let weight: f32 = parts.iter().map(|part| part.weight).sum();
    let score = if weight > 0.0 { parts.iter().map(|part| part.agreement * part.weight).sum::<f32>() / weight } else { 0.0 };
    let verdict = verdict(&parts, shared, contradicted, titles, authors);
    Likeness { verdict, score, parts }
}

/// Whether two statements of pages can be those of one work: equal, or of one first page, or one inside the other, as a
/// note cites a page of an article.
fn pages_agree(mine: &str, theirs: &str) -> bool {
    let range = |pages: &str| -> Option<(u32, u32)> {
        let mut numbers = pages.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<u32>().ok());
        let first = numbers.next()?;
        Some((first, numbers.next().filter(|last| *last > first).unwrap_or(first)))
    };
    if fold(mine) == fold(theirs) {
        return true;
    }
    match (range(mine), range(theirs)) {
        (Some((a, b)), Some((c, d))) => a == c || (c..=d).contains(&a) && b <= d || (a..=b).contains(&c) && d <= b,
        _ => false,
    }
}

fn verdict(parts: &[Comparison], shared: Option<&'static str>, contradicted: bool, titles: Option<f32>, authors: Option<f32>) -> Verdict {
    let agreement = |what: &str| parts.iter().find(|part| part.what == what).map(|part| part.agreement);
    let year = agreement("year");
    if let Some(shared) = shared {
        // Two different symbols or DOI beside a shared address: parts of one page.
        // A document of the United Nations is called now by its title, now "Resolution adopted by the General Assembly".
        let floor = match shared {
            "document symbol" => 0.0,
            "DOI" => 0.3,
            _ => 0.6,
        };
        let clash = contradicted || titles.is_some_and(|titles| titles < floor);
        return if clash { Verdict::Doubtful } else { Verdict::Same };
    }
    if contradicted {
        return Verdict::Different;
    }
    let Some(titles) = titles else {
        // Journal references without titles: the place in the journal tells.
        let place = ["container", "volume", "pages"].iter().all(|what| agreement(what).is_some_and(|agreement| agreement > 0.8));
        return if place && year != Some(0.0) { Verdict::Same } else { Verdict::Different };
    };
    let same_author = authors.is_none_or(|authors| authors > 0.8);
    let same_place = agreement("pages") != Some(0.0) && agreement("volume") != Some(0.0);
    match titles {
        titles if titles >= 0.97 && same_author && year.is_some_and(|year| year == 1.0) && same_place && authors.is_some() => Verdict::Same,
        titles if titles >= 0.85 && same_author && year != Some(0.0) => Verdict::Doubtful,
        titles if titles >= 0.97 && same_author => Verdict::Doubtful,
        _ => Verdict::Different,
    }
}

/// The identifiers that both records have, normalised.
fn identifiers(a: &Record, b: &Record) -> Vec<(&'static str, String, String)> {
    let mut shared = Vec::with_capacity(4);
    let doi = |record: &Record| identity::doi(&record.doi).or_else(|| identity::doi(&record.url));
    if let (Some(a), Some(b)) = (doi(a), doi(b)) {
        shared.push(("DOI", a, b));
    }
    if let (Some(a), Some(b)) = (identity::symbols(a).into_iter().next(), identity::symbols(b).into_iter().next()) {
        shared.push(("document symbol", a, b));
    }
    let whole = |record: &Record| record.kind != Kind::Chapter;
    if whole(a)
        && whole(b)
        && let (Some(a), Some(b)) = (identity::isbn(&a.isbn), identity::isbn(&b.isbn))
    {
        shared.push(("ISBN", a, b));
    }
    if let (Some(a), Some(b)) = (identity::canonical_url(&a.url), identity::canonical_url(&b.url)) {
        shared.push(("URL", a, b));
    }
    shared
}

/// How like the titles are: the better of the title and its printed translation, across scripts.
fn titles(a: &Record, b: &Record) -> Option<f32> {
    let forms = |record: &Record| {
        [record.title.clone(), record.translated_title.clone()].into_iter().filter(|title| !title.is_empty()).collect::<Vec<_>>()
    };
    let (mine, theirs) = (forms(a), forms(b));
    mine.iter().flat_map(|mine| theirs.iter().map(move |theirs| likeness(mine, theirs))).max_by(f32::total_cmp)
}

/// Dice coefficient of the words, by their common transliteration; 1 for equal texts.
fn likeness(a: &str, b: &str) -> f32 {
    let plain = fold(a) == fold(b);
    let (a, b) = (translit::common(a), translit::common(b));
    if plain || a == b {
        return 1.0;
    }
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let (mine, theirs) = (sorted(&a), sorted(&b));
    if mine.is_empty() || theirs.is_empty() {
        return 0.0;
    }
    let (mut shared, mut at, mut other) = (0usize, 0, 0);
    while let (Some(left), Some(right)) = (mine.get(at), theirs.get(other)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                at += 1;
                other += 1;
            }
        }
    }
    // A title cut at its subtitle is still that title, if what is left says enough.
    let part =
        if mine.len().min(theirs.len()) >= 4 && (a.starts_with(&format!("{b} ")) || b.starts_with(&format!("{a} "))) { 0.9 } else { 0.0 };
    (2.0 * shared as f32 / (mine.len() + theirs.len()) as f32).max(part)
}

/// Whether the first authors agree; editors stand in where a record has no authors.
fn authors(a: &Record, b: &Record) -> Option<f32> {
    let first = |record: &Record| record.author.first().or_else(|| record.editor.first()).cloned();
    let (mine, theirs) = (first(a)?, first(b)?);
    let family = likeness(&mine.short(), &theirs.short());
    if family < 0.99 {
        // Given and family name may be taken for each other: Yan Xuetong, Xuetong Yan.
        let whole = likeness(&mine.display(), &theirs.display());
        return Some(if whole >= 0.99 { 1.0 } else { 0.0 });
    }
    // The letter as printed (`Joseph`, `JS`), or its sound (`Юрий`, `Yuri`, `Jurij`).
    let initial = |given: &str| Some((fold(given).chars().next()?, translit::common(given).chars().next()));
    match (initial(&mine.given), initial(&theirs.given)) {
        (Some(mine), Some(theirs)) if mine.0 != theirs.0 && mine.1 != theirs.1 => Some(0.3),
        _ => Some(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Name;
    use scholion_base::Date;

    fn work(author: &str, given: &str, title: &str, year: i32) -> Record {
        Record { author: vec![Name::new(author, given)], title: title.into(), issued: Some(Date::year(year)), ..Record::default() }
    }

    #[test]
    fn verdicts() {
        let check = |a: &Record, b: &Record, verdict| assert_eq!(compare(a, b).verdict, verdict, "{a:?} {b:?}");
        let russian = work("Кремновских", "А. В.", "Международная информационная безопасность", 2021);
        let latin = work("Kremnovskikh", "A. V.", "Mezhdunarodnaya informatsionnaya bezopasnost'", 2021);
        check(&russian, &latin, Verdict::Same);
        check(&russian, &work("Кремновских", "А. В.", "Международная информационная безопасность", 2019), Verdict::Doubtful);
        check(&russian, &work("Зиновьева", "Е. С.", "Международная информационная безопасность", 2021), Verdict::Different);
        let at = |url: &str, title: &str| Record { url: url.into(), title: title.into(), ..Record::default() };
        check(&at("https://a.org/x", "Security Council Meeting"), &at("http://www.a.org/x/", "Security Council meeting"), Verdict::Same);
        check(&at("https://a.org/x", "Security Council Meeting"), &at("https://a.org/x", "Chapter on cats"), Verdict::Doubtful);
        let symbol = |number: &str| Record { number: number.into(), title: "Group of Governmental Experts".into(), ..Record::default() };
        check(&symbol("A/65/201"), &symbol("A/68/98"), Verdict::Different);
        check(&symbol("A/65/201"), &symbol("A/65/201"), Verdict::Same);
        let later = Record {
            pages: "5".into(), ..work("Кремновских", "А. В.", "Международная информационная безопасность", 2022)
        };
        let russian = Record { pages: "7".into(), ..russian };
        assert_eq!(
            compare(&russian, &later).in_words().to_string(),
            "the same: title, first author; the years are one apart; different: pages (score 0.78)"
        );
    }
}
