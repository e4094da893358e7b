//! Whether two records describe one work, with the reasons.

use scholion_base::{Message, say, text::fold};

use super::{
    IdentityKind, Kind, Record, identity,
    particulars::{self, Particulars, numbered},
    translit,
};

/// How like each other two records are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// What follows from the score.
    pub verdict: Verdict,
    /// 0 (nothing in common) to 1 (all that both say agrees).
    pub score: f32,
    /// What was compared, in the order of weight.
    pub parts: Vec<Comparison>,
    /// Of records that are one work, what made them one; else `None`.
    pub ground: Option<IdentityKind>,
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
        "part" => say::doubtful_work_part(),
        "edition" => say::doubtful_work_edition(),
        "document number" => say::doubtful_work_document_number(),
        "day" => say::doubtful_work_day(),
        "issue" => say::doubtful_work_issue(),
        "recipient" => say::doubtful_work_recipient(),
        "shelfmark" => say::doubtful_work_shelfmark(),
        "kind" => say::doubtful_work_kind(),
        "given name" => say::doubtful_work_given_name(),
        "translator" => say::doubtful_work_translator(),
        "language" => say::doubtful_work_language(),
        number => say::doubtful_work_number(number),
    }
}

/// Compares two records.
///
/// An identifier that both have decides, unless the records contradict it: by their [`particulars`], by author and year together, or
/// by the title where neither bears it out. Then the pair is doubtful, for one address or ISBN may stand for a collection and for a
/// part of it, and identifiers are mistyped. Without one, the title decides, weighed with year, first author, container and pages.
pub fn compare(a: &Record, b: &Record) -> Likeness {
    let titles = titles(a, b);
    let mut parts = Vec::with_capacity(8);
    let mut add = |what, agreement: f32, weight| parts.push(Comparison { what, agreement, weight });
    let mut shared = None;
    let mut contradicted = false;
    for (kind, mine, theirs) in identifiers(a, b) {
        let agrees = mine == theirs;
        add(printed(kind), f32::from(u8::from(agrees)), 4.0);
        if agrees {
            shared.get_or_insert(kind);
        } else if !matches!(kind, IdentityKind::Url | IdentityKind::Isbn) {
            contradicted = true;
        }
    }
    if let Some(agreement) = titles {
        add("title", agreement, 3.0);
    }
    if let (Some(mine), Some(theirs)) = (a.issued, b.issued) {
        let agreement = match mine.start.year.abs_diff(theirs.start.year) {
            0 => 1.0,
            1 => 0.5,
            _ => 0.0,
        };
        add("year", agreement, 1.5);
    }
    let authors = authors(a, b);
    if let Some(agreement) = authors {
        add("first author", agreement, 1.5);
    }
    if !a.container.is_empty() && !b.container.is_empty() {
        add("container", likeness(&a.container, &b.container), 0.75);
    }
    if !a.volume.is_empty() && !b.volume.is_empty() {
        add("volume", f32::from(u8::from(particulars::is_one_volume(&a.volume, &b.volume))), 0.75);
    }
    if !a.pages.is_empty() && !b.pages.is_empty() {
        add("pages", f32::from(u8::from(pages_agree(&a.pages, &b.pages))), 0.75);
    }
    let difference = (shared.is_some() || titles.is_none_or(|titles| titles >= 0.85))
        .then(|| Particulars::of(a).difference(&Particulars::of(b)))
        .flatten();
    if let Some(difference) = difference {
        match parts.iter_mut().find(|part| part.what == difference.what) {
            Some(part) => part.agreement = 0.0,
            None => parts.push(Comparison { what: difference.what, agreement: 0.0, weight: 0.75 }),
        }
    }
    let weight: f32 = parts.iter().map(|part| part.weight).sum();
    let score = if weight > 0.0 { parts.iter().map(|part| part.agreement * part.weight).sum::<f32>() / weight } else { 0.0 };
    let found = Found { parts: &parts, shared, contradicted, titles, authors, difference };
    let (verdict, ground) = found.verdict(a, b);
    Likeness { verdict, score, parts, ground }
}

/// What a comparison found.
struct Found<'a> {
    parts: &'a [Comparison],
    /// The surest identifier that both have.
    shared: Option<IdentityKind>,
    /// Whether they have different ones of a kind that names works.
    contradicted: bool,
    titles: Option<f32>,
    authors: Option<f32>,
    difference: Option<particulars::Difference>,
}

impl Found<'_> {
    fn agreement(&self, what: &str) -> Option<f32> {
        self.parts.iter().find(|part| part.what == what).map(|part| part.agreement)
    }

    /// Whether they are one work, and what makes them one.
    fn verdict(&self, a: &Record, b: &Record) -> (Verdict, Option<IdentityKind>) {
        let year = self.agreement("year");
        if let Some(shared) = self.shared {
            return if self.bears_out(shared, a, b) { (Verdict::Same, Some(shared)) } else { (Verdict::Doubtful, None) };
        }
        if self.contradicted {
            return (Verdict::Different, None);
        }
        let Some(titles) = self.titles else {
            if identity::shelfmark(a).is_some_and(|mine| identity::shelfmark(b) == Some(mine))
                && self.authors.is_none_or(|authors| authors > 0.8)
                && self.difference.is_none()
                && year != Some(0.0)
            {
                return (Verdict::Same, Some(IdentityKind::Shelfmark));
            }
            // Journal references without titles: the place in the journal tells.
            let place = ["container", "volume", "pages"].iter().all(|what| self.agreement(what).is_some_and(|agreement| agreement > 0.8));
            return if place && year != Some(0.0) && self.difference.is_none() {
                (Verdict::Same, Some(IdentityKind::Place))
            } else {
                (Verdict::Different, None)
            };
        };
        let same_author = self.authors.is_none_or(|authors| authors > 0.8);
        if let Some(difference) = self.difference {
            // Two volumes, letters of two days, introductions to two books: nobody would ask. Of articles a volume may be misprinted.
            let is_book = [a, b].iter().any(|record| record.container.is_empty());
            let in_book = [a, b].iter().any(|record| particulars::stands_in_another(record.kind));
            let is_plain = match difference.what {
                "volume" => is_book,
                "container" | "kind" => in_book,
                _ => difference.is_decisive,
            };
            if is_plain {
                return (Verdict::Different, None);
            }
        }
        let same_place = self.agreement("pages") != Some(0.0) && self.agreement("volume") != Some(0.0);
        let agrees = titles >= 0.97 && same_author;
        match year {
            Some(1.0) if agrees && same_place && self.authors.is_some() && self.difference.is_none() && !self.is_elsewhere(a, b) => {
                (Verdict::Same, Some(IdentityKind::TitleYearAuthor))
            }
            // A report has one decision of that name on a page.
            Some(1.0) if agrees && self.difference.is_none() && self.is_reported(a, b) => (Verdict::Same, Some(IdentityKind::Place)),
            Some(0.0) if !agrees => (Verdict::Different, None),
            _ if titles >= 0.85 && same_author => (Verdict::Doubtful, None),
            _ => (Verdict::Different, None),
        }
    }

    /// Whether both are pages of the web, at two addresses: one author gives many the same title.
    fn is_elsewhere(&self, a: &Record, b: &Record) -> bool {
        let is_page = |record: &Record| matches!(record.kind, Kind::WebPage | Kind::Post | Kind::Weblog);
        is_page(a) && is_page(b) && self.agreement("URL") == Some(0.0)
    }

    /// Whether both are decisions that stand in one place of one report.
    fn is_reported(&self, a: &Record, b: &Record) -> bool {
        let is_one = |what: &&str| self.agreement(what).is_some_and(|agreement| agreement > 0.97);
        [a, b].iter().all(|record| record.kind == Kind::LegalCase) && ["container", "volume", "pages"].iter().all(is_one)
    }

    /// Whether the records bear an identifier out that both have. A document of the United Nations is called now by its title, now
    /// "Resolution adopted by the General Assembly"; an article with a title in each of two languages has one DOI.
    fn bears_out(&self, shared: IdentityKind, a: &Record, b: &Record) -> bool {
        // Two different symbols or DOI beside a shared address: parts of one page.
        if self.contradicted {
            return false;
        }
        let is_name = matches!(shared, IdentityKind::Doi | IdentityKind::Symbol);
        let other_number = self.difference.is_some_and(|difference| difference.what == "document number");
        if self.difference.is_some_and(|difference| difference.is_decisive || !is_name) && !(is_name && other_number) {
            return false;
        }
        let other_author =
            self.authors.is_some_and(|authors| authors < 0.8) || self.difference.is_some_and(|difference| difference.what == "given name");
        let other_year = self.agreement("year") == Some(0.0);
        let titles = self.titles.unwrap_or(1.0);
        match shared {
            IdentityKind::Symbol => titles >= 0.3 || !(other_author && other_year),
            IdentityKind::Doi if titles < 0.3 => {
                let same_author = self.authors.is_some_and(|authors| authors > 0.8);
                same_author && self.agreement("year") == Some(1.0) && is_translated(a, b)
            }
            IdentityKind::Doi => !(other_author && other_year),
            _ => titles >= 0.6 && !(other_author && other_year),
        }
    }
}

/// Whether the titles may be one in two languages: by what the records say of their language, or by their letters.
fn is_translated(a: &Record, b: &Record) -> bool {
    let languages = a.language.as_ref().zip(b.language.as_ref()).is_some_and(|(mine, theirs)| mine.primary() != theirs.primary());
    let script = |title: &str| title.chars().find_map(scholion_base::script::script);
    languages || script(&a.title) != script(&b.title)
}

/// An identifier, as findings call it.
fn printed(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Doi => "DOI",
        IdentityKind::Isbn => "ISBN",
        IdentityKind::Symbol => "document symbol",
        _ => "URL",
    }
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

/// The identifiers that both records have, normalised.
fn identifiers(a: &Record, b: &Record) -> Vec<(IdentityKind, String, String)> {
    let mut shared = Vec::with_capacity(4);
    let doi = |record: &Record| identity::doi(&record.doi).or_else(|| identity::doi(&record.url));
    if let (Some(a), Some(b)) = (doi(a), doi(b)) {
        shared.push((IdentityKind::Doi, a, b));
    }
    if let (Some(a), Some(b)) = (identity::symbols(a).into_iter().next(), identity::symbols(b).into_iter().next()) {
        shared.push((IdentityKind::Symbol, a, b));
    }
    if identity::is_of_isbn(a) && identity::is_of_isbn(b) {
        let (mine, theirs) = (identity::isbns(&a.isbn), identity::isbns(&b.isbn));
        let common = mine.iter().find(|isbn| theirs.contains(isbn)).map(|isbn| (isbn.clone(), isbn.clone()));
        let pair = common.or_else(|| mine.into_iter().next().zip(theirs.into_iter().next()));
        shared.extend(pair.map(|(a, b)| (IdentityKind::Isbn, a, b)));
    }
    if let (Some(a), Some(b)) = (identity::canonical_url(&a.url), identity::canonical_url(&b.url)) {
        shared.push((IdentityKind::Url, a, b));
    }
    shared
}

/// How like the titles are: the better of the title and its printed translation, across scripts.
fn titles(a: &Record, b: &Record) -> Option<f32> {
    let forms = |record: &Record| {
        [&record.title, &record.translated_title]
            .into_iter()
            .filter(|title| !title.is_empty())
            .map(|title| numbered(title))
            .collect::<Vec<_>>()
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
