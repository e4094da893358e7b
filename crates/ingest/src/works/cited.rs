//! The place that a note cites is that of the citation; the pages of a record are those on which a work stands (CSL 1.0.2, `page` and
//! `locator`).

use scholion_reference::{Kind, Record};

/// Takes the pages out of a record that its note cites, and leaves those on which it stands: a range of an article, the page on which one begins, that
/// of a newspaper.
pub fn without_place(record: &mut Record) {
    let kept = match record.kind {
        Kind::LegalCase | Kind::Treaty | Kind::Legislation | Kind::Newspaper => true,
        _ if record.container.is_empty() => false,
        _ => record.pages.contains('–') && !record.pages.contains(',') || begins_there(record),
    };
    // "2 Bde., hier Bd. 2, S. 33": of a work in so many volumes, the one that is named is a place.
    if record.other.iter().any(|(variable, _)| variable == "number-of-volumes") {
        record.volume.clear();
    }
    if !kept {
        record.pages.clear();
    } else if let Some((first, _)) = record.pages.split_once(',').filter(|_| record.kind != Kind::Newspaper) {
        record.pages = first.trim().to_owned();
    }
}

/// Whether the first of the pages is that on which an article begins: it stands right behind the journal or its year, as lawyers cite ("92 Yale
/// L.J. 947, 950 (1983)", "NJW 1998, 1234"), or another follows it ("S. 12, 15").
fn begins_there(record: &Record) -> bool {
    let first = record.pages.split([',', '–']).next().unwrap_or("").trim();
    if first.is_empty() {
        return false;
    }
    let year = record.issued.map_or(String::new(), |date| date.start.year.to_string());
    let printed = record.verbatim.replace(['*', '_'], "");
    let container = record.container.as_str();
    [
        format!("{} {container} {first}", record.volume),
        format!("{container} {year}, {first}"),
        format!("{container} {} ({year}), {first}", record.volume),
    ]
    .iter()
    .any(|head| head.len() > first.len() + container.len() + 2 && printed.contains(head.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use scholion_base::Date;

    #[test]
    fn cited_places_are_no_pages() {
        let record = |kind, container: &str, volume: &str, pages: &str, verbatim: &str| Record {
            kind,
            container: container.to_owned(),
            volume: volume.to_owned(),
            pages: pages.to_owned(),
            verbatim: verbatim.to_owned(),
            issued: Some(Date::year(1998)),
            ..Record::default()
        };
        for (mut record, pages) in [
            (record(Kind::Book, "", "", "12", "A. Holm, Ponds (Oslo: Mill, 1998), 12."), ""),
            (record(Kind::Journal, "Journal of Ponds", "3", "45", "A. Holm, “Ice,” Journal of Ponds 3 (1998): 45."), ""),
            (record(Kind::Journal, "Journal of Ponds", "3", "40–50", "A. Holm, “Ice,” Journal of Ponds 3 (1998): 40–50."), "40–50"),
            (record(Kind::Journal, "Yale L.J.", "92", "947", "A. Holm, Ice, 92 Yale L.J. 947, 950 (1998)."), "947"),
            (record(Kind::Journal, "NJW", "", "1234", "Holm, NJW 1998, 1234 (1236)."), "1234"),
            (record(Kind::Newspaper, "Harbour News", "", "3", "“Ice,” Harbour News, 3 May 1998, p. 3."), "3"),
        ] {
            without_place(&mut record);
            assert_eq!(record.pages, pages, "{}", record.verbatim);
        }
    }
}
