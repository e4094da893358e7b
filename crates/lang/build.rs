//! Makes tables of the data files: for each key of `keys.yaml` all words of all languages, sorted, with the languages and
//! the part that each is of, and a hash table over them.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

use saphyr_parser::{Event, Parser};

include!("src/hash.rs");

/// What a file holds.
enum Value {
    Text(String),
    List(Vec<String>),
    Map(Vec<(String, usize, Value)>),
}

/// What `keys.yaml` says of a key: what it means, and its parts.
type Key = (String, Vec<String>);

/// The words of a key: each with its part, and the languages it is of as bits.
type Words = BTreeMap<(String, u8), u128>;

fn main() {
    println!("cargo:rerun-if-changed=keys.yaml");
    println!("cargo:rerun-if-changed=data");
    let (names, keys) = keys();
    let mut files: Vec<_> = fs::read_dir("data").expect("the folder data").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let tags: Vec<String> = files.iter().map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    assert!(tags.len() <= 128, "more than 128 languages need wider sets");
    let mut tables: BTreeMap<String, Words> = names.iter().map(|name| (name.clone(), Words::new())).collect();
    for (language, file) in files.iter().enumerate() {
        add(language, file, &keys, &mut tables);
    }
    let mut out = String::new();
    write!(out, "/// The tags of all languages, sorted.\npub const TAGS: [&str; {}] = {tags:?};\n\n", tags.len()).expect("memory");
    write!(out, "pub(crate) const KEYS: [(&str, &Words); {}] = [", names.len()).expect("memory");
    names.iter().for_each(|name| write!(out, "({name:?}, &{}),", constant(name)).expect("memory"));
    out.push_str("];\n");
    for name in &names {
        let (about, parts) = &keys[name];
        table(&mut out, name, about, parts, &tables[name]);
    }
    let place = Path::new(&env::var_os("OUT_DIR").expect("cargo's OUT_DIR")).join("tables.rs");
    fs::write(place, out).expect("the tables");
}

/// The keys, in the order of `keys.yaml`, and what it says of them.
fn keys() -> (Vec<String>, BTreeMap<String, Key>) {
    let Value::Map(pairs) = read(Path::new("keys.yaml")) else { panic!("keys.yaml: no mapping") };
    let names = pairs.iter().map(|(name, ..)| name.clone()).collect();
    let keys = pairs.into_iter().map(|(name, line, value)| match value {
        Value::Text(about) => (name, (about, Vec::new())),
        Value::Map(fields) => {
            let mut key = Key::default();
            for (field, line, value) in fields {
                match (field.as_str(), value) {
                    ("about", Value::Text(about)) => key.0 = about,
                    ("parts", Value::List(parts)) => key.1 = parts,
                    _ => panic!("keys.yaml:{line}: a key with parts has `about` and `parts`"),
                }
            }
            (name, key)
        }
        Value::List(_) => panic!("keys.yaml:{line}: say what {name} means"),
    });
    (names, keys.collect())
}

/// Adds the words of one language.
fn add(language: usize, file: &Path, keys: &BTreeMap<String, Key>, tables: &mut BTreeMap<String, Words>) {
    let place = file.display();
    let Value::Map(pairs) = read(file) else { panic!("{place}: no mapping") };
    for (name, line, value) in pairs {
        let Some((_, parts)) = keys.get(&name) else { panic!("{place}:{line}: no such key: {name}; keys.yaml lists all") };
        let table = tables.get_mut(&name).expect("a table for each key");
        let mut put = |words: Vec<String>, part: usize, line: usize| {
            for word in words {
                let langs = table.entry((word.clone(), u8::try_from(part).expect("few parts"))).or_default();
                assert!(*langs & 1 << language == 0, "{place}:{line}: {word} stands twice under {name}");
                *langs |= 1 << language;
            }
        };
        match value {
            Value::List(words) if parts.is_empty() => put(words, 0, line),
            Value::Map(fields) if !parts.is_empty() => {
                for (part, line, value) in fields {
                    let Some(index) = parts.iter().position(|known| *known == part) else {
                        panic!("{place}:{line}: {name} has no part {part}; keys.yaml lists all")
                    };
                    let Value::List(words) = value else { panic!("{place}:{line}: [a, list] of words must stand under {part}") };
                    put(words, index, line);
                }
            }
            _ => panic!("{place}:{line}: {name} has {}", if parts.is_empty() { "a [list] of words" } else { "parts, each with a [list]" }),
        }
    }
}

/// Writes the table of one key.
fn table(out: &mut String, name: &str, about: &str, parts: &[String], words: &Words) {
    // A slot holds the number of the first entry of a word, from 1 on; words whose slots are one stand in the next free ones.
    let room = (words.len() * 4).next_power_of_two();
    let mut slots = vec![0u16; room];
    let mut before: Option<&str> = None;
    for (index, (word, _)) in words.keys().enumerate() {
        if before == Some(word) {
            continue;
        }
        before = Some(word);
        let mut slot = hash(word.as_bytes()) as usize % room;
        while slots[slot] != 0 {
            slot = (slot + 1) % room;
        }
        slots[slot] = u16::try_from(index + 1).expect("fewer words than 65,535 under a key");
    }
    let list: Vec<&str> = words.keys().map(|(word, _)| word.as_str()).collect();
    let of: Vec<u8> = words.keys().map(|&(_, part)| part).collect();
    let langs: Vec<u128> = words.values().copied().collect();
    let sets: Vec<u64> = list.iter().map(|word| bytes(word.as_bytes())).collect();
    let mut starts = [0u32; 32];
    let mut cyrillic = 0u32;
    for word in &list {
        let letter = word.chars().next().and_then(|first| first.to_lowercase().next()).map(u32::from);
        if let Some(place) = letter.and_then(|letter| letter.checked_sub(0x430)).filter(|place| *place < 32) {
            cyrillic |= 1 << place;
        }
    }
    for word in &list {
        match word.as_bytes() {
            [first, second, ..] if second.is_ascii() => starts[usize::from(first & 31)] |= 1 << (second & 31),
            [first, ..] => starts[usize::from(first & 31)] = u32::MAX,
            [] => {}
        }
    }
    let longest = list.iter().map(|word| word.len()).max().unwrap_or(0);
    let constant = constant(name);
    write!(
        out,
        "\n/// {about} Key `{name}`.\npub static {constant}: Words = Words {{ words: &{list:?}, langs: &{langs:?}, parts: &{of:?}, \
         names: &{parts:?}, slots: &{slots:?}, \
         starts: {starts:?}, cyrillic: {cyrillic}, sets: &{sets:?}, longest: {longest} }};\n"
    )
    .expect("memory");
}

fn constant(name: &str) -> String {
    name.to_uppercase().replace('-', "_")
}

/// Reads a file of mappings, lists and words.
fn read(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut events = Parser::new_from_str(&text).map(|event| match event {
        Ok((event, span)) => (event, span.start.line()),
        Err(error) => panic!("{}: {error}", file.display()),
    });
    loop {
        let (event, line) = events.next().unwrap_or_else(|| panic!("{}: nothing in it", file.display()));
        if !matches!(event, Event::StreamStart | Event::DocumentStart(_) | Event::Nothing) {
            return value(event, line, &mut events, file);
        }
    }
}

fn value<'a>(event: Event<'a>, line: usize, events: &mut impl Iterator<Item = (Event<'a>, usize)>, file: &Path) -> Value {
    let place = file.display();
    match event {
        Event::Scalar(text, ..) => {
            assert!(!text.is_empty(), "{place}:{line}: an empty word");
            Value::Text(text.into_owned())
        }
        Event::SequenceStart(..) => {
            let mut list = Vec::new();
            loop {
                match events.next() {
                    Some((Event::SequenceEnd, _)) => return Value::List(list),
                    Some((Event::Scalar(text, ..), line)) => {
                        assert!(!text.is_empty(), "{place}:{line}: an empty word");
                        list.push(text.into_owned());
                    }
                    _ => panic!("{place}:{line}: a list holds words only"),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut pairs = Vec::new();
            loop {
                match events.next() {
                    Some((Event::MappingEnd, _)) => return Value::Map(pairs),
                    Some((Event::Scalar(key, ..), line)) => {
                        let (event, at) = events.next().unwrap_or_else(|| panic!("{place}:{line}: nothing behind {key}"));
                        assert!(pairs.iter().all(|(known, ..)| *known != key), "{place}:{line}: {key} stands twice");
                        let value = value(event, at, events, file);
                        pairs.push((key.into_owned(), line, value));
                    }
                    _ => panic!("{place}:{line}: a key is a word"),
                }
            }
        }
        _ => panic!("{place}:{line}: a word, a [list], or keys with such must stand here"),
    }
}
