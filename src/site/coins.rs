//! COinS: a work in an attribute, from which browsers' reference managers take it.
//!
//! OpenURL ContextObjects in Spans (ocoins.info): ANSI/NISO Z39.88-2004 as keys and encoded values.

use crate::{
    base::WebAddress,
    reference::{Kind, Record, format::zotero},
};

/// The value of `title` of a span of class `Z3988`, not yet escaped for HTML.
pub fn coins(record: &Record) -> String {
    let (format, genre) = match record.kind {
        Kind::Journal | Kind::Magazine | Kind::Newspaper | Kind::Article | Kind::Review | Kind::BookReview => ("journal", "article"),
        Kind::Book | Kind::Classic | Kind::Collection | Kind::Pamphlet => ("book", "book"),
        Kind::Chapter | Kind::Entry | Kind::Dictionary | Kind::Encyclopedia => ("book", "bookitem"),
        Kind::Conference => ("book", "proceeding"),
        Kind::Report | Kind::Standard => ("book", "report"),
        Kind::Thesis => ("dissertation", ""),
        Kind::Patent => ("patent", ""),
        _ => ("dc", ""),
    };
    let mut title = format!("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A{format}");
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            title.push('&');
            title.push_str(key);
            title.push('=');
            title.extend(url::form_urlencoded::byte_serialize(value.as_bytes()));
        }
    };
    put("rft.genre", genre);
    if format == "dc" {
        // Zotero's types stand there for want of others (its own COinS has them so).
        put("rft.type", zotero::item_type(record.kind));
    }
    let (own, whole) = match (format, genre) {
        ("journal", _) => ("rft.atitle", "rft.jtitle"),
        ("book", "bookitem" | "proceeding") => ("rft.atitle", "rft.btitle"),
        ("book", _) => ("rft.btitle", "rft.series"),
        _ => ("rft.title", "rft.source"),
    };
    put(own, &record.title);
    put(whole, &record.container);
    for (nth, name) in record.author.iter().filter(|name| !name.is_others()).enumerate() {
        if format == "dc" {
            put("rft.creator", &name.in_two_parts());
            continue;
        }
        if nth == 0 && name.literal.is_empty() {
            put("rft.aulast", &name.short());
            put("rft.aufirst", &name.given);
        }
        put(if name.literal.is_empty() { "rft.au" } else { "rft.aucorp" }, &name.display());
    }
    put("rft.date", &record.issued.map(|date| date.to_string()).unwrap_or_default());
    put("rft.volume", &record.volume);
    put("rft.issue", &record.issue);
    put("rft.pages", &record.pages);
    put(if format == "dissertation" { "rft.inst" } else { "rft.pub" }, &record.publisher);
    put("rft.place", &record.place);
    put("rft.edition", &record.edition);
    put("rft.isbn", &record.isbn);
    put("rft.issn", &record.issn);
    put("rft.language", record.language.as_ref().map_or("", |lang| lang.as_str()));
    if !record.doi.is_empty() {
        put("rft_id", &format!("info:doi/{}", record.doi));
    }
    put("rft_id", &WebAddress::of_page(&record.url));
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::Date, reference::Name};

    #[test]
    fn a_form_decoder_gives_back_what_went_in() {
        let record = Record {
            kind: Kind::Journal,
            title: "Letters & signs: 50 % «Ы»".into(),
            container: "A+B".into(),
            author: vec![Name::new("Ilves", "Marta"), Name::literal("United Nations")],
            issued: Some(Date::year(2019)),
            doi: "10.1000/x y".into(),
            ..Record::default()
        };
        let coins = coins(&record);
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(coins.as_bytes()).into_owned().collect();
        let get = |key: &str| pairs.iter().filter(|(name, _)| name == key).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
        assert_eq!(get("rft_val_fmt"), ["info:ofi/fmt:kev:mtx:journal"]);
        assert_eq!(get("rft.atitle"), ["Letters & signs: 50 % «Ы»"]);
        assert_eq!(get("rft.jtitle"), ["A+B"]);
        assert_eq!((get("rft.au"), get("rft.aucorp")), (vec!["Marta Ilves"], vec!["United Nations"]));
        assert_eq!(get("rft_id"), ["info:doi/10.1000/x y"]);
    }
}
