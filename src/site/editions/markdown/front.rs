//! The front matter of a document by itself: what it says of itself and what its layers say of it, under CSL's names, as [`Meta`] is read.

use std::iter::once;

use crate::{
    base::{
        Date, Lang,
        yaml::{Map, Value},
    },
    document::{
        LetterWay, License, Meta, OwnShape, Person, Translation,
        history::HistoryEvent,
        letter::{Forwarding, ForwardingKind, LetterAction, LetterPart, LetterPlace},
    },
    reference::csl,
};

/// The front matter as a mapping. Of keys that mean nothing by themselves those stay that are fields of the archive.
pub(super) fn fields(meta: &Meta, is_field: impl Fn(&str) -> bool) -> Map<String, Value> {
    // Taken apart, so that what is added must be written here, or is said to stay behind.
    let Meta {
        title,
        lang,
        kind,
        people,
        container,
        volume,
        issue,
        pages,
        publisher,
        place,
        section,
        doi,
        issn,
        isbn,
        url,
        issued,
        dates,
        abstract_,
        keywords,
        translations,
        translation_of,
        license,
        rights,
        cite_as,
        way,
        lead,
        variables,
        own,
        // Where it stands in this archive, of which files of it it was made, and when it is shown there.
        aliases: _,
        alias_places: _,
        slug: _,
        files: _,
        publish_source: _,
        facsimile: _,
        tiles: _,
        chapters: _,
        recordings: _,
        collections: _,
        description: _,
        draft: _,
        menu: _,
        window: _,
        source: _,
        places: _,
        history,
        // The editors' own.
        extra: _,
    } = meta;
    let mut front = Front(Map::new());
    front.text("title", title);
    front.text("lang", lang.as_str());
    front.text("type", kind.name());
    front.people(people);
    for (key, text) in [
        ("container-title", container),
        ("volume", volume),
        ("issue", issue),
        ("page", pages),
        ("publisher", publisher),
        ("publisher-place", place),
        ("section", section),
        ("DOI", doi),
        ("ISSN", issn),
        ("ISBN", isbn),
    ] {
        front.text(key, text);
    }
    front.text("URL", url);
    front.date("issued", *issued);
    for (key, day) in dates {
        front.date(key, Some(*day));
    }
    for (key, text) in variables {
        front.text(key, text);
    }
    front.way(way);
    if let Some(License { id, url }) = license {
        front.text("license", id);
        front.text("license-url", url);
    }
    // What a reader must know wherever the text is; of its versions here only the site tells.
    let grave = history.iter().filter(|event| event.kind.is_grave()).map(told);
    front.put("history", Value::Array(grave.collect()));
    front.text("rights", rights);
    front.text("lead", lead);
    front.text("abstract", abstract_);
    front.put("keyword", keywords.clone().into());
    let printed = cite_as.iter().map(|(lang, text)| (lang.to_string(), Value::from(text.as_str())));
    front.put("citation-as-printed", Value::Object(printed.collect()));
    front.put("translations", Value::Object(translations.iter().map(translation).collect()));
    front.text("translation-of", translation_of);
    for own in own.iter().filter(|own| is_field(&own.key)) {
        let value = |shape: &OwnShape| match shape {
            OwnShape::Text(text) => Value::from(text.as_str()),
            OwnShape::Texts(texts) => Value::Object(texts.iter().map(|(key, text)| (key.clone(), Value::from(text.as_str()))).collect()),
            OwnShape::Other(_) => Value::Null,
        };
        front.put(&own.key, list(own.values.iter().map(|own| value(&own.shape)).collect()));
    }
    front.0
}

/// That a text was taken back, or is doubted.
fn told(event: &HistoryEvent) -> Value {
    let mut front = Front(Map::new());
    front.text("kind", event.kind.name());
    front.date("date", event.date);
    front.text("note", &event.note);
    Value::Object(front.0)
}

/// One of several values is itself, and not a list of one.
fn list(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.pop().unwrap_or_default() } else { Value::Array(values) }
}

fn translation(translation: &Translation) -> (String, Value) {
    let Translation { lang, title, abstract_, keywords, section, people } = translation;
    let mut front = Front(Map::new());
    front.text("title", title);
    front.people(people);
    front.text("section", section);
    front.text("abstract", abstract_);
    front.put("keyword", keywords.clone().into());
    (Lang::to_string(lang), Value::Object(front.0))
}

/// A mapping in the making.
struct Front(Map<String, Value>);

impl Front {
    fn put(&mut self, key: &str, value: Value) {
        let is_empty = value.as_object().is_some_and(Map::is_empty) || csl::is_empty(&value);
        if !is_empty {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        self.put(key, text.into());
    }

    fn date(&mut self, key: &str, date: Option<Date>) {
        self.put(key, date.map_or(Value::Null, |date| date.to_string().into()));
    }

    /// People, each role a list.
    fn people(&mut self, people: &[Person]) {
        for person in people {
            let Person { role, name, offices, id } = person;
            let mut value = csl::write_name(name);
            if let Some(parts) = value.as_object_mut() {
                parts.extend((!offices.is_empty()).then(|| ("office".to_owned(), offices.clone().into())));
                parts.extend(id.iter().map(|id| ("id".to_owned(), id.as_str().into())));
            }
            match self.0.get_mut(role.name()) {
                Some(Value::Array(others)) => others.push(value),
                _ => self.put(role.name(), Value::Array(vec![value])),
            }
        }
    }

    /// The way of a letter.
    fn way(&mut self, way: &LetterWay) {
        let LetterWay { sent, received, forwarded, before, after } = way;
        for (key, action) in [("sent", sent), ("received", received)] {
            let mut front = Front(Map::new());
            action.iter().for_each(|action| front.action(action));
            self.put(key, Value::Object(front.0));
        }
        let forwarding = |one: &Forwarding| {
            let mut front = Front(Map::new());
            if one.kind != ForwardingKind::default() {
                front.text("type", one.kind.name());
            }
            front.action(&one.action);
            let mut people = Front(Map::new());
            people.people(&one.people);
            front.put("people", people.0.into_iter().next().map_or(Value::Null, |(_, people)| people));
            Value::Object(front.0)
        };
        self.put("forwarded", forwarded.iter().map(forwarding).collect());
        self.text("letter-before", before);
        self.text("letter-after", after);
    }

    fn action(&mut self, action: &LetterAction) {
        let LetterAction { place, date, is_between, conjecture, uncertain } = action;
        if let Some(LetterPlace { name, id }) = place {
            match id {
                None => self.text("place", name),
                Some(id) => {
                    let name = (!name.is_empty()).then(|| ("literal".to_owned(), Value::from(name.as_str())));
                    self.put("place", Value::Object(name.into_iter().chain(once(("id".to_owned(), id.as_str().into()))).collect()));
                }
            }
        }
        match date.as_ref().filter(|_| *is_between).map(Date::to_string) {
            None => self.date("date", *date),
            Some(range) => {
                // As EDTF writes a range, with `..` or nothing for an end that is not known.
                let (first, last) = range.split_once('/').unwrap_or((&range, &range));
                for (key, end) in [("not-before", first), ("not-after", last)] {
                    self.text(key, if end == ".." { "" } else { end });
                }
            }
        }
        let parts = |parts: &[LetterPart]| parts.iter().map(|part| Value::from(part.name())).collect::<Value>();
        self.put("conjecture", parts(conjecture));
        self.put("uncertain", parts(uncertain));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{RelPath, yaml},
        document::parse,
    };

    /// What front matter says, without where it says so and what stays behind.
    fn said(text: &str) -> Meta {
        let meta = parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None).meta;
        Meta {
            aliases: Vec::new(),
            alias_places: Vec::new(),
            slug: None,
            files: Vec::new(),
            publish_source: None,
            facsimile: Vec::new(),
            tiles: None,
            chapters: crate::document::chapters::Chapters::default(),
            recordings: Vec::new(),
            collections: Vec::new(),
            draft: false,
            window: Default::default(),
            source: None,
            places: Vec::new(),
            extra: Vec::new(),
            history: Default::default(),
            own: Vec::new(),
            ..meta
        }
    }

    #[test]
    fn it_is_read_as_the_same() {
        let root = env!("CARGO_MANIFEST_DIR");
        let mut texts = vec![String::from(
            "---\ntitle: A\nlang: et\nauthor:\n- {family: Tamm, given: J., suffix: Jr., orcid: 0000-0001-2345-6789, office: [a, b], id: tamm}\n- {literal: RT}\nrecipient: {family: Beer, non-dropping-particle: de}\n\
             sent: {place: {literal: Tartu, id: tartu}, not-before: 1843-05, not-after: 1843-07, conjecture: [date], uncertain: [place]}\nreceived: {date: 1843-08, place: Riga}\n\
             forwarded: [{type: redirected, people: [{literal: C}], place: Narva}]\nletter-after: b.md\nlicense: CC-BY-4.0\nrights: '© A: 1'\nkeyword: [a, 'b: c']\n\
             translations: {ru: {title: Б, abstract: В, keyword: [г], section: Д, author: [{family: Тамм}]}}\ncitation-as-printed: {et: A. b., ru: Б.}\ncall-number: MS 1\nISSN: 1234-5678\nvolume: 3\n---\n\nText.\n",
        )];
        for folder in ["tests/data/kinds", "tests/data/formats", "tests/data/packed", "content/documents"] {
            let files = std::fs::read_dir(format!("{root}/{folder}")).unwrap().flatten().map(|entry| entry.path());
            texts.extend(
                files
                    .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
                    .map(|path| std::fs::read_to_string(path).unwrap()),
            );
        }
        assert!(texts.len() > 100, "{}", texts.len());
        for text in texts {
            let meta = said(&text);
            let written = format!("---\n{}---\n\nText.\n", yaml::write(&fields(&meta, |_| true)));
            assert_eq!(said(&written), meta, "{text}\n{written}");
        }
    }
}
