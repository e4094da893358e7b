//! Who and what the registers of sources name: offers for the archive's records, and what is known of those that are there.
//!
//! A source names somebody by a place in a register (`#p12`, `persons.xml#p12`), or by an identifier. [`Known`] tells which record
//! that is; the program makes the records that are lacking, and never changes one.

use std::collections::{BTreeMap, BTreeSet};

use scholion_base::{
    Date, Slug, identifier,
    text::fold,
    yaml::{self, Map, Value},
};

/// The key under which a record says of which place of a register it was made.
pub const ORIGIN: &str = "x-source";

/// What a register says of somebody or something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    /// The stem of the file of records: `people`, `organizations`, `places`.
    pub folder: &'static str,
    /// The place in the register: the file from `content/sources/`, a number sign, the `xml:id`.
    pub place: String,
    /// The preferred name.
    pub name: String,
    /// How indexes sort it.
    pub sort: String,
    /// Other names, and their languages as far as they are said.
    pub variants: Vec<(String, String)>,
    /// Of life or existence, in EDTF; empty if not known.
    pub dates: String,
    /// Where somebody was born, and died; empty if not known.
    pub born_in: String,
    pub died_in: String,
    /// By the names of [`identifier::SCHEMES`].
    pub identifiers: Vec<(&'static str, String)>,
    /// Latitude and longitude.
    pub coordinates: Option<(f64, f64)>,
    /// What it is to others, by the names of relations in records, and the places of these in registers.
    pub relations: Vec<(&'static str, String)>,
    /// What else is said, in Markdown.
    pub note: String,
}

impl Authority {
    /// Whether the head of a letter names it by an identifier: no `xml:id` has a colon (XML Namespaces, NCName).
    pub fn is_of_letter(&self) -> bool {
        self.place.rsplit('#').next().is_some_and(|id| id.contains(':'))
    }

    /// The record as an item of a list in YAML. `known`: the records that there will be.
    pub fn record(&self, id: &Slug, known: &Known) -> String {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| {
            if value.as_str() != Some("") {
                map.insert(key.to_owned(), value);
            }
        };
        put("id", id.as_str().into());
        put("name", self.name.as_str().into());
        if self.sort != self.name && !self.sort.is_empty() {
            put("sort", self.sort.as_str().into());
        }
        if !self.variants.is_empty() {
            let variant = |(name, lang): &(String, String)| match lang.as_str() {
                "" => Value::from(name.as_str()),
                lang => serde_json::json!({ "name": name, "lang": lang }),
            };
            put("variants", self.variants.iter().map(variant).collect());
        }
        if self.born_in.is_empty() && self.died_in.is_empty() {
            put("dates", self.dates.as_str().into());
        } else {
            let (born, died) = self.dates.split_once('/').unwrap_or_default();
            for (key, date, place) in [("born", born, &self.born_in), ("died", died, &self.died_in)] {
                let said = [("date", date), ("place", place.as_str())].into_iter().filter(|(_, said)| !said.is_empty());
                let said: Map<String, Value> = said.map(|(key, said)| (key.to_owned(), said.into())).collect();
                if !said.is_empty() {
                    put(key, Value::Object(said));
                }
            }
        }
        if !self.identifiers.is_empty() {
            put(
                "identifiers",
                self.identifiers.iter().map(|(scheme, value)| ((*scheme).to_owned(), Value::from(value.as_str()))).collect(),
            );
        }
        if let Some((latitude, longitude)) = self.coordinates {
            put("coordinates", serde_json::json!([latitude, longitude]));
        }
        let relations: Vec<Value> = self.relations.iter().filter_map(|(kind, place)| self.relation(kind, known.at(place)?)).collect();
        if !relations.is_empty() {
            put("relations", relations.into());
        }
        if !self.note.is_empty() {
            put("note", self.note.as_str().into());
        }
        // The source marks where it names whom; to look for the name in all texts is for the editors to decide.
        put("link", false.into());
        put(ORIGIN, self.place.as_str().into());
        yaml::write(&[map])
    }
}

impl Authority {
    /// A relation as records have it; `None` where these two cannot be so.
    fn relation(&self, kind: &str, other: &Target) -> Option<Value> {
        let can_be = match kind {
            "member-of" => self.folder != "places" && other.folder == "organizations",
            "part-of" => self.folder != "people" && other.folder == self.folder,
            _ => self.folder == "people" && other.folder == "people",
        };
        let named = if other.folder == self.folder { other.id.clone() } else { format!("{}/{}", other.folder, other.id) };
        can_be.then(|| Value::Object(Map::from_iter([(kind.to_owned(), named.into())])))
    }
}

/// A record, as far as texts need it that name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The stem of its file.
    pub folder: String,
    /// Its name in addresses.
    pub id: String,
    /// Its preferred name.
    pub name: String,
    /// Its dates, as written.
    pub dates: String,
    /// Whether it was made of a register.
    pub is_offered: bool,
}

impl Target {
    /// Its address, from a document.
    pub fn address(&self) -> String {
        format!("../authorities/{}.yaml#{}", self.folder, self.id)
    }
}

/// The records of an archive, by the ways in which sources name them.
#[derive(Clone, Debug, Default)]
pub struct Known {
    targets: Vec<Target>,
    /// Their names, folded, and those that registers gave them: editors may have changed a record since.
    names: BTreeSet<(usize, String)>,
    /// By `xml:id` and such a name.
    copies: BTreeMap<(String, String), Vec<usize>>,
    /// By their places in registers.
    by_place: BTreeMap<String, usize>,
    /// By the name of the register's file and the `xml:id`, where only one has that.
    by_file: BTreeMap<String, Option<usize>>,
    /// By the `xml:id` alone, where only one has that.
    by_id: BTreeMap<String, Option<usize>>,
    by_identifier: BTreeMap<(String, String), usize>,
    /// Of which files a record has an identifier.
    numbered: BTreeSet<(usize, String)>,
    /// By file of records and folded name, where only one is called so.
    by_name: BTreeMap<(String, String), Option<usize>>,
    /// By file of records and name in addresses.
    by_address: BTreeMap<(String, String), usize>,
}

impl Known {
    /// Adds a record that is there, or will be.
    pub fn add(&mut self, target: Target, names: &[&str], identifiers: &[(&str, &str)], places: &[&str]) {
        let nth = self.targets.len();
        self.by_address.entry((target.folder.clone(), target.id.clone())).or_insert(nth);
        for name in std::iter::once(target.name.as_str()).chain(names.iter().copied()) {
            only(&mut self.by_name, (target.folder.clone(), fold(name)), nth);
            self.names.insert((nth, fold(name)));
        }
        for (scheme, value) in identifiers {
            self.numbered.insert((nth, (*scheme).to_owned()));
            let bare = identifier::named(scheme).and_then(|scheme| scheme.value(value));
            self.by_identifier.entry(((*scheme).to_owned(), bare.unwrap_or_else(|| (*value).to_owned()))).or_insert(nth);
        }
        self.targets.push(target);
        places.iter().for_each(|place| self.put_place(place, nth));
    }

    /// Says that somebody in a register is that record.
    pub fn put(&mut self, one: &Authority, target: &Target) {
        if let Some(nth) = self.by_address.get(&(target.folder.clone(), target.id.clone())).copied() {
            self.names.insert((nth, fold(&one.name)));
            for (scheme, value) in &one.identifiers {
                self.by_identifier.entry(((*scheme).to_owned(), value.clone())).or_insert(nth);
            }
            self.put_place(&one.place, nth);
        }
    }

    fn put_place(&mut self, place: &str, nth: usize) {
        self.by_place.entry(place.to_owned()).or_insert(nth);
        let name = place.rsplit('/').next().unwrap_or("");
        only(&mut self.by_file, name.to_owned(), nth);
        let Some((_, id)) = name.rsplit_once('#') else { return };
        only(&mut self.by_id, id.to_owned(), nth);
        for (_, name) in self.names.range((nth, String::new())..(nth + 1, String::new())) {
            let copies = self.copies.entry((id.to_owned(), name.clone())).or_default();
            if !copies.contains(&nth) {
                copies.push(nth);
            }
        }
    }

    /// Whether a record has this name in addresses.
    pub fn has(&self, folder: &str, id: &Slug) -> bool {
        self.by_address.contains_key(&(folder.to_owned(), id.to_string()))
    }

    /// The record of what a register names, if there is one: that which was made of it, that with one of its identifiers, that
    /// which another copy of the register gave, or the editors' only one of its name, if no date speaks against it.
    pub fn of(&self, one: &Authority) -> Option<&Target> {
        let by_identifier = || {
            let mut known = one.identifiers.iter().filter_map(|(scheme, value)| self.identified(scheme, value));
            known.find(|target| target.folder == one.folder)
        };
        // A register that each letter of an edition repeats.
        let copied = || {
            let id = one.place.rsplit('#').next().unwrap_or("");
            let others = self.copies.get(&(id.to_owned(), fold(&one.name))).into_iter().flatten();
            others.filter_map(|nth| self.targets.get(*nth)).find(|other| other.folder == one.folder && may_be(one, other))
        };
        let named = || {
            let nth = self.by_name.get(&(one.folder.to_owned(), fold(&one.name))).copied().flatten()?;
            // Of two towns of one name an edition would say which it means.
            let is_place = one.is_of_letter() && one.folder == "places" && !self.has_number_of(nth, one);
            self.targets.get(nth).filter(|target| (!target.is_offered || is_place) && may_be(one, target))
        };
        self.at(&one.place).or_else(by_identifier).or_else(copied).or_else(named)
    }

    /// Whether a record has an identifier of a file of which the other has one.
    fn has_number_of(&self, nth: usize, one: &Authority) -> bool {
        one.identifiers.iter().any(|(scheme, _)| self.numbered.contains(&(nth, (*scheme).to_owned())))
    }

    /// What stands at a place of a register.
    pub fn at(&self, place: &str) -> Option<&Target> {
        self.by_place.get(place).and_then(|nth| self.targets.get(*nth))
    }

    /// What stands at this name in a file of this name, in whichever folder; or in whichever file, if the name is that of one alone.
    pub fn near(&self, file: &str, id: &str) -> Option<&Target> {
        let name = file.rsplit('/').next().unwrap_or("");
        let nth = if file.is_empty() { self.by_id.get(id) } else { self.by_file.get(&format!("{name}#{id}")) };
        self.targets.get(nth.copied().flatten()?)
    }

    /// The record with an identifier.
    pub fn identified(&self, scheme: &str, value: &str) -> Option<&Target> {
        self.by_identifier.get(&(scheme.to_owned(), value.to_owned())).and_then(|nth| self.targets.get(*nth))
    }
}

/// Whether no date speaks against it that two are one.
fn may_be(one: &Authority, other: &Target) -> bool {
    let years = |text: &str| -> Vec<Option<i32>> { text.split('/').map(|day| Some(Date::parse(day)?.start.year)).collect() };
    years(&one.dates).iter().zip(years(&other.dates)).all(|(one, other)| one.is_none() || other.is_none() || *one == other)
}

/// Puts what has a key alone.
fn only<K: Ord>(map: &mut BTreeMap<K, Option<usize>>, key: K, nth: usize) {
    map.entry(key).and_modify(|known| *known = known.filter(|known| *known == nth)).or_insert(Some(nth));
}
