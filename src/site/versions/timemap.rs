//! `data/timemap.json`: all versions of all documents, for programs that look for a page as it was (Memento, RFC 7089, section 5).
//!
//! The form is that of TimeMaps in JSON as Memento aggregators give them; an array, as there is one for each document. A static host
//! cannot negotiate about time, and says so by having no `timegate_uri`. Where it is not known at which address the site stands, there
//! is none: a memento is known by its address.

use crate::{
    archive::Survey,
    base::{
        CalendarDay, Date, RelPath,
        yaml::{Map, Value},
    },
    config::Config,
    site::{address, data::lines, frame::canonical},
};

/// The file; nothing if no text of a version was kept.
pub fn make(survey: &Survey<'_>, config: &Config) -> Option<String> {
    let all = survey.all_versions();
    if config.base_url.is_empty() || all.is_empty() {
        return None;
    }
    let at = |address: &str| canonical(config, &RelPath::new(address));
    let mut maps = Vec::with_capacity(all.len());
    for (slug, versions) in all {
        let Some(front) = survey.front(slug) else { continue };
        let list: Vec<Value> = versions
            .0
            .iter()
            .map(|version| {
                let event = front.meta.history.iter().find(|event| event.version == *version.name);
                let mut memento = Map::new();
                if let Some(moment) = event.and_then(|event| event.date).and_then(first_moment) {
                    memento.insert("datetime".into(), moment.into());
                }
                memento.insert("uri".into(), at(&address::version(slug, &version.name)).into());
                memento.insert("version".into(), version.name.to_string().into());
                memento.into()
            })
            .collect();
        let mut mementos = Map::new();
        mementos.insert("first".into(), list.first().cloned().unwrap_or_default());
        mementos.insert("last".into(), list.last().cloned().unwrap_or_default());
        mementos.insert("list".into(), list.into());
        let mut map = Map::new();
        map.insert("original_uri".into(), at(&address::document(slug)).into());
        map.insert("timemap_uri".into(), Value::Object(Map::from_iter([("json_format".to_owned(), at(address::TIMEMAP).into())])));
        map.insert("mementos".into(), mementos.into());
        maps.push(Value::Object(map));
    }
    let mut text = String::new();
    lines(&mut text, maps.len(), maps.into_iter());
    Some(text)
}

/// The first moment of a date, as RFC 3339 writes it.
fn first_moment(date: Date) -> Option<String> {
    let day = date.begins()?;
    let day = Date::ymd(day.year, day.month.or(Some(1)), day.day.or(Some(1)))?;
    CalendarDay::parse(&day.to_string()).map(|day| format!("{day}T00:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memento_has_the_first_moment_of_its_date() {
        let moment = |date: &str| first_moment(Date::parse(date).unwrap());
        assert_eq!(moment("2026-05-01").as_deref(), Some("2026-05-01T00:00:00Z"));
        assert_eq!(moment("2026-05").as_deref(), Some("2026-05-01T00:00:00Z"));
        assert_eq!(moment("2026").as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(moment("2026/2027").as_deref(), Some("2026-01-01T00:00:00Z"));
    }
}
