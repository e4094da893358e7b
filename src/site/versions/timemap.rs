//! The versions of documents for programs that look for a page as it was (Memento, RFC 7089).
//!
//! Of each document a TimeMap in the form that the standard demands (section 5), to which its pages lead; of all of them `data/timemap.json`, an
//! array in the form that Memento aggregators give. A static host cannot negotiate about time, and says so by naming no TimeGate. Where it is
//! not known at which address the site stands, there is none: a memento is known by its address, and by its moment, so that a version
//! without a date is none.

use crate::{
    archive::{Survey, versions::Version},
    base::{
        CalendarDay, Date, RelPath, Slug,
        yaml::{Map, Value},
    },
    config::Config,
    document::{Document, history::HistoryEvent},
    site::{address, data::lines, frame::canonical, page_path::PagePath, view::RelLink},
};

/// The media type of a document's TimeMap.
const LINK_FORMAT: &str = "application/link-format";

/// A version of which it is known since when it was to be read.
struct Memento<'v> {
    day: CalendarDay,
    uri: String,
    name: &'v str,
}

/// Those of a document, the oldest first.
fn mementos<'v>(config: &Config, slug: &Slug, history: &[HistoryEvent], versions: &'v [Version]) -> Vec<Memento<'v>> {
    if config.base_url.is_empty() {
        return Vec::new();
    }
    let of_version = |version: &'v Version| {
        let event = history.iter().find(|event| event.version == *version.name)?;
        let uri = canonical(config, &RelPath::new(&address::version(slug, &version.name)));
        Some(Memento { day: first_day(event.date?)?, uri, name: &version.name })
    };
    let mut mementos: Vec<Memento<'v>> = versions.iter().filter_map(of_version).collect();
    mementos.sort_by_key(|memento| memento.day);
    mementos
}

/// What leads from a page of a document to its TimeMap, if there is any.
pub(super) fn link(config: &Config, document: &Document, versions: &[Version], path: &PagePath) -> Option<RelLink> {
    let is_there = !mementos(config, &document.slug, &document.meta.history, versions).is_empty();
    is_there.then(|| RelLink { rel: "timemap", href: path.to(&address::timemap(&document.slug)), media_type: LINK_FORMAT })
}

/// A document's TimeMap (5.1); nothing if there are no mementos.
pub(super) fn of_document(config: &Config, document: &Document, versions: &[Version]) -> Option<String> {
    let slug = &document.slug;
    let all = mementos(config, slug, &document.meta.history, versions);
    let (first, last) = (all.first()?, all.last()?);
    let at = |address: &str| canonical(config, &RelPath::new(address));
    let mut links = vec![
        format!("<{}>;rel=\"original\"", at(&address::document(slug))),
        format!(
            "<{}>;rel=\"self\";type=\"{LINK_FORMAT}\";from=\"{}\";until=\"{}\"",
            at(&address::timemap(slug)),
            http_date(first.day),
            http_date(last.day)
        ),
    ];
    links.extend(all.iter().enumerate().map(|(nth, memento)| {
        let first = if nth == 0 { "first " } else { "" };
        let last = if nth + 1 == all.len() { "last " } else { "" };
        format!("<{}>;rel=\"{first}{last}memento\";datetime=\"{}\"", memento.uri, http_date(memento.day))
    }));
    Some(format!("{}\n", links.join(",\n")))
}

/// The file of all documents; nothing if there is no memento.
pub fn make(survey: &Survey<'_>, config: &Config) -> Option<String> {
    let at = |address: &str| canonical(config, &RelPath::new(address));
    let mut maps = Vec::new();
    for (slug, versions) in survey.all_versions() {
        let Some(front) = survey.front(slug) else { continue };
        let of_memento = |memento: &Memento<'_>| {
            let fields =
                [("datetime", format!("{}T00:00:00Z", memento.day)), ("uri", memento.uri.clone()), ("version", memento.name.to_owned())];
            Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect())
        };
        let list: Vec<Value> = mementos(config, slug, &front.meta.history, &versions.0).iter().map(of_memento).collect();
        let (Some(first), Some(last)) = (list.first().cloned(), list.last().cloned()) else { continue };
        let own = [("link_format", at(&address::timemap(slug))), ("json_format", at(address::TIMEMAP))];
        let own: Map<String, Value> = own.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
        let mut mementos = Map::new();
        mementos.insert("first".into(), first);
        mementos.insert("last".into(), last);
        mementos.insert("list".into(), list.into());
        let mut map = Map::new();
        map.insert("original_uri".into(), at(&address::document(slug)).into());
        map.insert("timemap_uri".into(), Value::Object(own));
        map.insert("mementos".into(), mementos.into());
        maps.push(Value::Object(map));
    }
    if maps.is_empty() {
        return None;
    }
    let mut text = String::new();
    lines(&mut text, maps.len(), maps.into_iter());
    Some(text)
}

/// The first day of a date.
fn first_day(date: Date) -> Option<CalendarDay> {
    let day = date.begins()?;
    let day = Date::ymd(day.year, day.month.or(Some(1)), day.day.or(Some(1)))?;
    CalendarDay::parse(&day.to_string())
}

/// The moment at which a day begins, as HTTP writes it (RFC 9110, 5.6.7).
fn http_date(day: CalendarDay) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = DAYS.get(day.weekday()).unwrap_or(&"");
    let start = day.date().and_then(|date| date.begins()).unwrap_or_default();
    let month = MONTHS.get(usize::from(start.month.unwrap_or(1)).saturating_sub(1)).unwrap_or(&"");
    format!("{weekday}, {:02} {month} {:04} 00:00:00 GMT", start.day.unwrap_or(1), start.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memento_has_the_first_moment_of_its_date() {
        for (date, moment) in [
            ("2026-05-01", "Fri, 01 May 2026 00:00:00 GMT"),
            ("2026-12", "Tue, 01 Dec 2026 00:00:00 GMT"),
            ("2024", "Mon, 01 Jan 2024 00:00:00 GMT"),
            ("2026/2027", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ] {
            assert_eq!(http_date(first_day(Date::parse(date).unwrap()).unwrap()), moment);
        }
    }
}
