//! Entries made by setting works in the styles of [`crate::styles`]: their labels are known because we set them.

use scholion_reference::{
    Label, Name,
    marks::{self, What},
    names, token,
    translit::latin_of,
};
use serde_json::Value;

use crate::{
    gold::{Instance, bit},
    invent,
    learn::Random,
    styles::{Style, styles},
    words::*,
};

/// Words and values to make works of, by language.
#[derive(Default)]
pub struct Pools {
    by_lang: std::collections::BTreeMap<String, Pool>,
}

#[derive(Default)]
struct Pool {
    article_titles: Vec<String>,
    book_titles: Vec<String>,
    journals: Vec<String>,
    books: Vec<String>,
    publishers: Vec<String>,
    places: Vec<String>,
    people: Vec<Vec<(String, String)>>,
    urls: Vec<String>,
    dois: Vec<String>,
}

impl Pools {
    /// Collects the values of gold entries, and adds the words of [`crate::words`].
    pub fn collect(entries: &[&Value]) -> Self {
        let mut pools = Self::default();
        for entry in entries {
            let lang = match entry["lang"].as_str().unwrap_or("en") {
                "pt" | "es" => "es",
                "de" | "nl" => "de",
                "fr" => "fr",
                "it" => "it",
                "en" => "en",
                "ko" | "zh" | "ja" => continue,
                _ => "other",
            };
            let pool = pools.by_lang.entry(lang.to_owned()).or_default();
            let get = |field: &str| {
                entry[field]
                    .as_str()
                    .map(str::trim)
                    .filter(|value| value.chars().count() > 2 && value.is_ascii() | value.chars().any(char::is_alphabetic))
                    .map(str::to_owned)
            };
            let journal = !entry["volume"].is_null();
            if let Some(title) = get("title") {
                let clean = title.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '.' | ',' | ' ' | '‘' | '’' | '«' | '»')).to_owned();
                if clean.chars().count() > 8 && clean.chars().count() < 220 && !clean.contains("http") {
                    if entry["container"].is_null() { pool.book_titles.push(clean) } else { pool.article_titles.push(clean) }
                }
            }
            if let Some(container) = get("container") {
                let clean = container
                    .trim_matches(|c: char| matches!(c, '"' | '“' | '”' | ',' | ' ' | '(' | ')' | '[' | ']' | '«' | '»'))
                    .to_owned();
                if journal { pool.journals.push(clean) } else { pool.books.push(clean) }
            }
            let trim = |value: String| value.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ':' | ' ' | ';' | '[' | ']')).to_owned();
            pool.publishers.extend(get("publisher").map(trim));
            pool.places.extend(get("place").map(trim));
            pool.urls.extend(get("url").filter(|url| !url.contains("doi.org")));
            pool.dois.extend(get("doi"));
            let people: Vec<(String, String)> = match entry["authors"].as_array() {
                Some(list) => list
                    .iter()
                    .map(|person| (person["family"].as_str().unwrap_or("").to_owned(), person["given"].as_str().unwrap_or("").to_owned()))
                    .collect(),
                None => get("author").map(|text| names::read(&text).names.into_iter().map(pair).collect()).unwrap_or_default(),
            };
            let people: Vec<(String, String)> = people
                .into_iter()
                .filter(|(family, _)| family.chars().filter(|c| c.is_alphabetic()).count() > 1 && family.chars().count() < 40)
                .collect();
            if !people.is_empty() {
                pool.people.push(people);
            }
        }
        let list = |words: &str| words.split('|').map(str::to_owned).collect::<Vec<_>>();
        for (lang, titles, publishers, journals, cities) in [
            ("de", DE_TITLES, DE_PUBLISHERS, DE_JOURNALS, DE_CITIES),
            ("fr", FR_TITLES, FR_PUBLISHERS, FR_JOURNALS, FR_CITIES),
            ("it", IT_TITLES, IT_PUBLISHERS, IT_JOURNALS, IT_CITIES),
            ("es", ES_TITLES, ES_PUBLISHERS, ES_JOURNALS, ES_CITIES),
            ("en", SITE_TITLES, EN_PUBLISHERS, EN_NEWSPAPERS, EN_CITIES),
        ] {
            let pool = pools.by_lang.entry(lang.to_owned()).or_default();
            let times = if lang == "en" { 2 } else { 1 + pool.publishers.len() / 40 };
            for _ in 0..times {
                pool.publishers.extend(list(publishers));
                pool.places.extend(list(cities));
                if lang != "en" {
                    pool.journals.extend(list(journals));
                    pool.book_titles.extend(list(titles));
                    pool.article_titles.extend(list(titles));
                }
            }
        }
        pools
    }

    fn pool(&self, lang: &str) -> &Pool {
        self.by_lang.get(lang).or_else(|| self.by_lang.get("en")).expect("there are English entries")
    }
}

fn pair(name: Name) -> (String, String) {
    if name.literal.is_empty() {
        (format!("{} {}", name.particle, name.family).trim().to_owned(), name.given)
    } else {
        (name.literal, String::new())
    }
}

fn some<'a>(list: &'a [String], random: &mut Random, other: &'a str) -> String {
    if list.is_empty() { other.to_owned() } else { list[random.below(list.len())].clone() }
}

fn of(words: &str, random: &mut Random) -> String {
    let parts: Vec<&str> = words.split(if words.contains('|') { '|' } else { ' ' }).filter(|word| !word.is_empty()).collect();
    parts[random.below(parts.len())].to_owned()
}

/// A work to be set.
struct Work {
    authors: Vec<(String, String)>,
    editors: Vec<(String, String)>,
    translators: Vec<(String, String)>,
    title: String,
    translated: String,
    container: String,
    container_translated: String,
    year: String,
    date: String,
    day_month: String,
    volume: String,
    issue: String,
    first: u64,
    last: u64,
    publisher: String,
    place: String,
    series: String,
    edition: String,
    number: String,
    genre: String,
    archive: String,
    remark: String,
    url: String,
    doi: String,
    accessed: String,
}

/// Makes entries.
pub fn make(pools: &Pools, count: usize, random: &mut Random) -> Vec<Instance> {
    let styles = styles();
    let total: u32 = styles.iter().map(|style| style.weight).sum();
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let mut at = random.below(total as usize) as u32;
        let style = styles
            .iter()
            .find(|style| {
                let here = at < style.weight;
                at = at.wrapping_sub(style.weight);
                here
            })
            .expect("weights cover all");
        if let Some(instance) = set(pools, style, random) {
            made.push(instance);
        }
    }
    made
}

fn set(pools: &Pools, style: &Style, random: &mut Random) -> Option<Instance> {
    let langs: Vec<&str> = style.langs.split(' ').collect();
    let lang = match langs[random.below(langs.len())] {
        "*" => random.pick(&["en", "en", "en", "de", "fr", "it", "es", "other"]),
        lang => lang,
    };
    let work = work(pools, lang, style.kind, random);
    let mut out = Setting { chars: Vec::new() };
    let forms: Vec<&str> = style.names.split(' ').filter(|form| !form.is_empty()).collect();
    let form = if forms.is_empty() { "n" } else { forms[random.below(forms.len())] };
    let template: Vec<char> = style.template.chars().collect();
    let mut compose = Compose { work: &work, form, style_lang: lang, random, italic: false, separators: None };
    compose.run(&template, &mut out)?;
    let random = compose.random;
    if random.chance(0.06) {
        out.chars.splice(0..0, format!("[{}] ", 1 + random.below(80)).chars().map(|c| (c, Label::Other, false)));
    }
    if random.chance(0.12) {
        out.damage(random);
    }
    if random.chance(0.04) {
        out.chars.pop();
    }
    Some(out.instance(random))
}

/// The characters of an entry, with what they belong to.
struct Setting {
    chars: Vec<(char, Label, bool)>,
}

impl Setting {
    fn push(&mut self, text: &str, label: Label, italic: bool) {
        self.chars.extend(text.chars().map(|c| (c, label, italic)));
    }

    /// Hyphens of line ends, lost and doubled spaces.
    fn damage(&mut self, random: &mut Random) {
        let kind = random.below(4);
        let mut at = 1;
        while at + 2 < self.chars.len() {
            let (c, label, italic) = self.chars[at];
            match kind {
                0 if c.is_lowercase()
                    && self.chars[at - 1].0.is_lowercase()
                    && self.chars[at + 1].0.is_lowercase()
                    && random.chance(0.012) =>
                {
                    let hyphen = random.pick(&["- ", " - ", "-"]);
                    self.chars.splice(at..at, hyphen.chars().map(|c| (c, label, italic)));
                    at += 3;
                }
                1 if c == ' '
                    && !self.chars[at + 1].0.is_alphanumeric() | !self.chars[at - 1].0.is_alphanumeric()
                    && random.chance(0.15) =>
                {
                    self.chars.remove(at);
                }
                2 if matches!(c, '.' | ',' | ')' | ':') && random.chance(0.15) => {
                    self.chars.insert(at, (' ', label, italic));
                    at += 1;
                }
                // As texts with marked names are printed when the marks are taken out.
                3 if matches!(c, ',' | ';' | ':') && random.chance(0.6) && self.chars[at - 1].0 != ' ' => {
                    self.chars.insert(at, (' ', Label::Other, false));
                    at += 1;
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn instance(self, random: &mut Random) -> Instance {
        let mut text = String::with_capacity(self.chars.len() * 2);
        let mut labels = Vec::with_capacity(self.chars.len() * 2);
        let mut emphasis: Vec<(usize, usize)> = Vec::new();
        let keep_italics = random.chance(0.35);
        for (c, label, italic) in self.chars {
            let start = text.len();
            text.push(c);
            labels.resize(text.len(), label);
            if italic && keep_italics {
                match emphasis.last_mut() {
                    Some(last) if last.1 == start => last.1 = text.len(),
                    _ => emphasis.push((start, text.len())),
                }
            }
        }
        let marks = marks::find(&text);
        let start = marks.first().filter(|mark| mark.what == What::Label).map_or(0, |mark| mark.span.end as usize);
        let mut tokens = Vec::new();
        token::tokens(&text, start, text.len(), &marks, &mut tokens);
        let masks =
            tokens.iter().map(|token| if token.mark.is_some() { bit(Label::Other) } else { bit(labels[token.start as usize]) }).collect();
        Instance { text, tokens, masks, emphasis, weight: 1.0 }
    }
}

/// A walk through a template.
struct Compose<'a> {
    work: &'a Work,
    form: &'a str,
    style_lang: &'a str,
    random: &'a mut Random,
    italic: bool,
    separators: Option<(&'static str, &'static str)>,
}

impl Compose<'_> {
    fn run(&mut self, template: &[char], out: &mut Setting) -> Option<()> {
        let mut at = 0;
        while at < template.len() {
            match template[at] {
                '\\' => {
                    out.push(&template[at + 1].to_string(), Label::Other, false);
                    at += 2;
                }
                '_' => {
                    self.italic = !self.italic;
                    at += 1;
                }
                '<' => {
                    let end = closing(template, at, '<', '>');
                    let choices = split(&template[at + 1..end]);
                    let choice = choices[self.random.below(choices.len())].clone();
                    self.run(&choice, out)?;
                    at = end + 1;
                }
                '[' => {
                    let end = closing(template, at, '[', ']');
                    let inside = &template[at + 1..end];
                    // Brackets around letters alone are printed: `[J]`.
                    if !inside.contains(&'{') && !inside.contains(&' ') && inside.len() > 1
                        || inside.len() == 1 && inside[0].is_alphabetic()
                        || inside.iter().all(|c| c.is_alphabetic() || *c == ' ') && inside.len() > 4
                    {
                        out.push(&format!("[{}]", inside.iter().collect::<String>()), Label::Other, self.italic);
                    } else if inside.starts_with(&['{', 'T', 'T', '}'])
                        || inside.starts_with(&['{', 'J', 'J', '}'])
                        || inside.starts_with(&['{', 'G', '}'])
                    {
                        // A printed bracket around a field.
                        out.push("[", Label::Other, self.italic);
                        self.run(inside, out)?;
                        out.push("]", Label::Other, self.italic);
                    } else if self.random.chance(0.6) {
                        let choices = split(inside);
                        let choice = choices[self.random.below(choices.len())].clone();
                        let mark = out.chars.len();
                        let italic = self.italic;
                        if self.run(&choice, out).is_none() {
                            out.chars.truncate(mark);
                            self.italic = italic;
                        }
                    }
                    at = end + 1;
                }
                '{' => {
                    let end = closing(template, at, '{', '}');
                    let inside: String = template[at + 1..end].iter().collect();
                    self.field(&inside, out)?;
                    at = end + 1;
                }
                c => {
                    // The point that ends a field is not doubled.
                    let doubled = c == '.' && out.chars.last().is_some_and(|last| matches!(last.0, '.' | '?' | '!'));
                    if !doubled {
                        out.push(&c.to_string(), Label::Other, self.italic);
                    }
                    at += 1;
                }
            }
        }
        Some(())
    }

    fn field(&mut self, name: &str, out: &mut Setting) -> Option<()> {
        let (name, form) = name.split_once(':').unwrap_or((name, ""));
        let work = self.work;
        let pages = |random: &mut Random| {
            let dash = random.pick(&["-", "–", "—", "-", "–"]);
            let dash = if form == " " { " " } else { dash };
            if random.chance(0.08) { work.first.to_string() } else { format!("{}{dash}{}", work.first, work.last) }
        };
        let (text, label) = match name {
            "A" | "E" | "B" | "Q" => {
                let (people, label) = match name {
                    "Q" => (&work.translators, Label::Other),
                    "A" => (&work.authors, Label::Author),
                    "E" => (&work.editors, Label::Editor),
                    _ => (&work.translators, Label::Translator),
                };
                let choices: Vec<&str> = form.trim_matches(['<', '>']).split('|').filter(|form| !form.is_empty()).collect();
                let form = if choices.is_empty() { self.form } else { choices[self.random.below(choices.len())] };
                (self.people(people, form), label)
            }
            "T" => (self.title(), Label::Title),
            "TT" => (work.translated.clone(), Label::Translated),
            "J" => (work.container.clone(), Label::Container),
            "JJ" => (work.container_translated.clone(), Label::Translated),
            "Y" => (work.year.clone(), Label::Date),
            "D" => (work.date.clone(), Label::Date),
            "d" => (work.day_month.clone(), Label::Date),
            "V" => (work.volume.clone(), Label::Volume),
            "N" => (work.issue.clone(), Label::Issue),
            "P" => (pages(self.random), Label::Pages),
            "F" => (work.first.to_string(), Label::Pages),
            "Z" => (work.first.to_string(), Label::Other),
            "C" => ((work.last % 700 + 40).to_string(), Label::Pages),
            "I" => (work.publisher.clone(), Label::Publisher),
            "L" => (work.place.clone(), Label::Place),
            "S" => (work.series.clone(), Label::Series),
            "X" => (work.edition.clone(), Label::Edition),
            "M" => (work.number.clone(), Label::Number),
            "G" if form == "ru" => (of(if self.random.chance(0.5) { RU_SUBTITLES } else { RU_CONFERENCES }, self.random), Label::Title),
            "G" => (work.genre.clone(), Label::Genre),
            "R" if form == "ru" => (russian_archive(self.random), Label::Archive),
            "R" => (work.archive.clone(), Label::Archive),
            "K" => (work.remark.clone(), Label::Note),
            "U" if form == "ru" => (format!("URL: {} (дата обращения: {})", work.url, work.accessed), Label::Other),
            "U" => (work.url.clone(), Label::Other),
            "O" => (work.doi.clone(), Label::Other),
            "H" => (work.accessed.clone(), Label::Other),
            "W" => (of("ders.|dies.|ders.|dies.|Ders.|Dies.", self.random), Label::Editor),
            other => panic!("no field {other}"),
        };
        // A genre behind a colon belongs to the container if it follows one.
        let label = if label == Label::Title && name == "G" && out.chars.iter().any(|c| c.1 == Label::Container) {
            Label::Container
        } else {
            label
        };
        if text.is_empty() {
            return None;
        }
        // What joins two parts of one field belongs to it.
        if label == Label::Title && name == "G" {
            for c in out.chars.iter_mut().rev().take_while(|c| c.1 == Label::Other) {
                c.1 = label;
            }
        }
        out.push(&text, label, self.italic);
        Some(())
    }

    fn title(&mut self) -> String {
        let title = &self.work.title;
        let title = match self.random.below(24) {
            0 => title.to_uppercase(),
            1 => title.to_lowercase(),
            2..=5 if self.style_lang == "en" => title_case(title),
            _ => title.clone(),
        };
        if self.random.chance(0.07) && !title.contains(['“', '"', '«', '‘', '(']) { quoted(&title, self.random) } else { title }
    }

    fn people(&mut self, people: &[(String, String)], form: &str) -> String {
        if people.is_empty() {
            return String::new();
        }
        let (capitals, form) = form.strip_prefix('C').map_or((false, form), |form| (true, form));
        let form = form.chars().last().unwrap_or('n');
        let lang = self.style_lang;
        let form_spaced = form == 'w';
        let (between, last) = if form_spaced {
            (" ", " ")
        } else {
            *self.separators.get_or_insert_with(|| {
                let choices: &[(&str, &str)] = match lang {
                    "ru" => &[(", ", ", "), (", ", ", "), (", ", ", "), ("; ", "; "), (", ", " и ")],
                    "rl" | "zl" => &[(", ", ", "), (", ", ", & "), (", ", " & "), ("; ", "; ")],
                    "zh" => &[("，", "，"), (",", ","), ("、", "、")],
                    "de" => &[
                        (", ", " und "),
                        ("; ", "; "),
                        ("/", "/"),
                        (" / ", " / "),
                        (" und ", " und "),
                        (", ", ", "),
                        (", ", " & "),
                        ("; ", " und "),
                    ],
                    "fr" => &[(", ", " et "), (", ", ", "), ("; ", "; "), (", ", " & "), (" et ", " et ")],
                    "it" => &[(", ", " e "), (", ", ", "), (" - ", " - "), ("; ", "; "), (" – ", " – ")],
                    "es" => &[("; ", "; "), (", ", " y "), (", ", " e "), (", ", " & "), (", ", ", "), ("; ", " e ")],
                    _ => &[
                        (", ", " & "),
                        (", ", ", & "),
                        (", ", " and "),
                        (", ", ", and "),
                        (", ", ", "),
                        ("; ", "; "),
                        (" and ", " and "),
                        (", ", " & "),
                        ("; ", " and "),
                    ],
                };
                choices[self.random.below(choices.len())]
            })
        };
        let dots = self.random.below(3);
        let mut text = String::new();
        let most = if self.random.chance(0.1) { 1 + self.random.below(3) } else { 30 };
        let shown = people.len().min(most);
        for (at, (family, given)) in people.iter().take(shown).enumerate() {
            if at > 0 {
                text.push_str(if at + 1 == shown && shown == people.len() { last } else { between });
            }
            let family = if capitals { family.to_uppercase() } else { family.clone() };
            if given.is_empty() {
                text.push_str(&family);
                continue;
            }
            let full = if lang == "zl" { given.clone() } else { in_full(given, lang, self.random) };
            let initials = |dots: usize| -> String {
                let letters: Vec<String> = given
                    .split(|c: char| c.is_whitespace() || c == '.' || c == '-')
                    .filter(|part| !part.is_empty())
                    .flat_map(|part| {
                        if part.chars().all(char::is_uppercase) && part.chars().count() <= 3 {
                            part.chars().map(|c| c.to_string()).collect::<Vec<_>>()
                        } else {
                            part.chars().take(1).map(|c| c.to_uppercase().to_string()).collect()
                        }
                    })
                    .collect();
                match dots {
                    0 => letters.iter().map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" "),
                    1 => letters.iter().map(|letter| format!("{letter}.")).collect(),
                    _ => letters.concat(),
                }
            };
            let dotted = dots.min(1);
            text.push_str(&match form {
                'i' => format!("{family}, {}", initials(dotted)),
                'v' | 'w' => format!("{family} {}", initials(2)),
                'I' => format!("{family}, {full}"),
                'n' => format!("{} {family}", initials(dotted)),
                'N' if lang == "zh" => format!("{family}{given}"),
                'N' => format!("{full} {family}"),
                '1' if at == 0 => format!("{family}, {full}"),
                '1' => format!("{full} {family}"),
                'f' => format!("{family} {}", initials(dotted)),
                't' => format!("{family} {full}"),
                'p' => format!("{family} ({full})"),
                'q' => format!("{family} ({})", initials(dotted)),
                _ => family.clone(),
            });
        }
        if shown < people.len() {
            text.push_str(match lang {
                "ru" => " и др.",
                "zh" => "等",
                "de" if self.random.chance(0.5) => " u. a.",
                _ if self.random.chance(0.5) => ", et al.",
                _ => " et al.",
            });
        }
        text
    }
}

/// A given name in full, whatever the gold has of it.
fn in_full(given: &str, lang: &str, random: &mut Random) -> String {
    if given.chars().filter(|c| c.is_alphabetic()).count() > 3 && given.chars().any(char::is_lowercase) || given.is_empty() {
        return given.to_owned();
    }
    let list = match lang {
        "de" => GIVEN_DE,
        "fr" => GIVEN_FR,
        "it" => GIVEN_IT,
        "es" => GIVEN_ES,
        "ru" => RU_GIVEN,
        _ => GIVEN_EN,
    };
    let first = given.chars().find(|c| c.is_alphabetic());
    let fitting: Vec<&str> = list.split(' ').filter(|name| name.chars().next() == first).collect();
    let name = if fitting.is_empty() { of(list, random) } else { fitting[random.below(fitting.len())].to_owned() };
    let second = given.chars().filter(|c| c.is_alphabetic()).nth(1).filter(|c| c.is_uppercase());
    if lang == "ru" && random.chance(0.6) {
        return format!("{name} {}", of(RU_PATRONYMICS, random));
    }
    match second {
        Some(second) if random.chance(0.6) => format!("{name} {second}."),
        _ => name,
    }
}

fn closing(template: &[char], open: usize, opening: char, closing: char) -> usize {
    let mut depth = 0;
    let mut at = open;
    while at < template.len() {
        if template[at] == '\\' {
            at += 2;
            continue;
        }
        if template[at] == opening {
            depth += 1;
        } else if template[at] == closing {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
        at += 1;
    }
    panic!("unclosed {opening} in {}", template.iter().collect::<String>());
}

/// The alternatives of a choice, parted by bars that stand in no bracket.
fn split(template: &[char]) -> Vec<Vec<char>> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0;
    for &c in template {
        match c {
            '<' | '[' | '{' => depth += 1,
            '>' | ']' | '}' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(Vec::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one").push(c);
    }
    parts
}

fn work(pools: &Pools, lang: &str, kind: char, random: &mut Random) -> Work {
    let year = if random.chance(0.85) { 1945 + random.below(80) } else { 1700 + random.below(260) };
    let month = 1 + random.below(12);
    let day = 1 + random.below(28);
    let far = if random.chance(0.5) { 60 } else { 900 };
    let first = 1 + random.below(far) as u64;
    let last = first + 1 + random.below(40) as u64;
    let pool = pools.pool(match lang {
        "ru" | "rl" | "zl" | "zh" => "en",
        lang => lang,
    });
    let any = pools.pool("en");
    let domain = of(
        "un.org gov.ru mid.ru europa.eu who.int itu.int example.org kremlin.ru interfax.ru university.edu bund.de lemonde.fr gob.mx ibge.gov.br tass.ru cnn.com",
        random,
    );
    let url = if random.chance(0.5) && !any.urls.is_empty() {
        some(&any.urls, random, "").replace(' ', "")
    } else {
        format!(
            "http{}://{}{domain}/{}{}",
            if random.chance(0.7) { "s" } else { "" },
            if random.chance(0.5) { "www." } else { "" },
            of("news/ docs/ en/ content/ about/ files/ ru/events/", random),
            random.below(90000)
        )
    };
    let genres = match lang {
        "de" => "Dissertation|Diss.|Diplomarbeit|Magisterarbeit|Habilitationsschrift|unveröffentlichtes Manuskript|Phil. Diss.",
        "fr" => "thèse de doctorat|mémoire de maîtrise|thèse de droit",
        "es" => {
            "Dissertação (Mestrado em Educação)|Tese (Doutorado em Direito)|Tesis doctoral|Tesis de maestría|Trabalho de Conclusão de Curso (Graduação)"
        }
        "it" => "tesi di laurea|tesi di dottorato",
        "ru" if kind == 'l' => {
            "Федеральный закон|федер. закон|Указ Президента РФ|указ Президента Рос. Федерации|постановление Правительства РФ|постановление Пленума Верховного Суда РФ|приказ Минобрнауки России|Федер. закон Рос. Федерации"
        }
        "ru" => RU_DEGREES,
        _ => "PhD thesis|Ph.D. dissertation|Unpublished doctoral dissertation|Master’s thesis|MA thesis|PhD diss.|Doctoral dissertation",
    };
    let genre = if kind == 'w' {
        of("Internet|Online|Electronic resource|web page|internet|Data set|Dataset|Computer software|Computer program|DVD", random)
    } else {
        of(genres, random)
    };
    let volume = match random.below(12) {
        0 => of("XII IV XVIII LXX VII III II IX XLVIII XXI", random),
        1 => format!("{}{}", of("A B C D", random), 1 + random.below(90)),
        _ if random.chance(0.7) => (1 + random.below(60)).to_string(),
        _ => (1 + random.below(500)).to_string(),
    };
    let issue = match random.below(14) {
        0 => format!("{}-{}", 1 + random.below(5), 6 + random.below(5)),
        1 => format!("{}/{}", 1 + random.below(5), 6 + random.below(5)),
        _ if random.chance(0.8) => (1 + random.below(12)).to_string(),
        _ => (1 + random.below(400)).to_string(),
    };
    let russian = matches!(lang, "ru" | "rl");
    let chinese = matches!(lang, "zh" | "zl");
    let crowd = |random: &mut Random| -> Vec<(String, String)> {
        let count = if random.chance(0.6) { 1 } else { 1 + random.below(4) };
        if russian || chinese {
            return (0..count).map(|_| person(lang, random)).collect();
        }
        if random.chance(if matches!(kind, 'r' | 'w') { 0.35 } else { 0.06 }) {
            let body = if random.chance(0.7) { invent::body(lang, random) } else { of(BODIES, random) };
            return vec![(body, String::new())];
        }
        let mut people =
            pool.people.get(random.below(pool.people.len().max(1))).cloned().unwrap_or_else(|| vec![("Smith".into(), "John A.".into())]);
        people.truncate(12);
        people
    };
    let authors = crowd(random);
    let mut editors = crowd(random);
    editors.truncate(4);
    let mut translators = crowd(random);
    translators.truncate(2);
    let (title, container, publisher, place) = match lang {
        "ru" => {
            let container = match kind {
                'n' => of(RU_NEWSPAPERS, random),
                'l' => of(
                    "Собрание законодательства РФ|СЗ РФ|Собрание законодательства Российской Федерации|Российская газета|Ведомости СНД и ВС РФ|Бюллетень Верховного Суда РФ",
                    random,
                ),
                'w' if random.chance(0.6) => of(RU_NEWSPAPERS, random),
                'c' | 'p' => russian_title(random),
                _ if random.chance(0.5) => invent::ru_journal(random),
                _ => of(RU_JOURNALS, random),
            };
            let title = match kind {
                'l' => of(RU_LAWS, random),
                'x' => match random.below(3) {
                    0 => format!("Письмо {} {}", romanless(&of(RU_FAMILIES, random), "а"), romanless(&of(RU_FAMILIES, random), "у")),
                    _ => of(
                        "Протокол заседания Политбюро ЦК ВКП(б)|Докладная записка|Телеграмма посла СССР в Париже|Стенограмма совещания|Отчет о работе комиссии|Справка отдела кадров|Дневник В. П. Орлова|Постановление бюро обкома|Запись беседы с послом Великобритании",
                        random,
                    ),
                },
                'w' | 'n' if random.chance(0.5) => {
                    format!("{} {} {}", of(RU_SUBJECTS, random), of(RU_VERBS, random), of(RU_THINGS, random))
                }
                _ => russian_title(random),
            };
            let publisher = if random.chance(0.5) { invent::ru_publisher(random) } else { of(RU_PUBLISHERS, random) };
            (title, container, publisher, of(RU_CITIES, random))
        }
        "rl" => (
            romanised(&russian_title(random)),
            romanised(&of(RU_JOURNALS, random)),
            romanised(&of(RU_PUBLISHERS, random)),
            of("Moscow|Moscow|Saint Petersburg|Kazan|Moskva|St. Petersburg|Ekaterinburg|Novosibirsk", random),
        ),
        "zl" => (pinyin(6 + random.below(14), random), pinyin(3 + random.below(5), random), String::new(), String::from("Beijing")),
        "zh" => {
            let printed = of(HAN_PUBLISHERS, random);
            let (place, publisher) = printed.split_once('：').unwrap_or(("", &printed));
            (chinese_title(random), of(HAN_JOURNALS, random), publisher.to_owned(), place.to_owned())
        }
        _ => {
            let title = match kind {
                'a' | 'b' | 'c' | 't' | 'r' if lang == "de" && random.chance(0.5) => invent::de_title(random),
                'b' | 't' | 'r' => {
                    some(if pool.book_titles.is_empty() { &pool.article_titles } else { &pool.book_titles }, random, "History")
                }
                'w' | 'n' if random.chance(0.35) => of(SITE_TITLES, random),
                'w' | 'n' if random.chance(0.6) => headline(random),
                'l' if lang == "en" => {
                    let name = |random: &mut Random| {
                        of(
                            "Smith|Jones|Barclays Bank Ltd|R|Commonwealth|Attorney-General|Bryant|O’Brien|United States|National Bank of Australia Ltd|Brown|Board of Education|Miller|Roe|State of Texas|In re Garcia|Corporation of London",
                            random,
                        )
                    };
                    if random.chance(0.3) {
                        of(
                            "Regulation (EC) No 883/2004 of the European Parliament and of the Council of 29 April 2004 on the coordination of social security systems|Council Directive 93/13/EEC of 5 April 1993 on unfair terms in consumer contracts|Directive 2006/24/EC on the retention of data|Vienna Convention on the Law of Treaties|Treaty on the Non-Proliferation of Nuclear Weapons|Convention on the Rights of the Child|Charter of the United Nations|Agreement between the Government of Canada and the Government of Japan on Trade|European Convention on Human Rights|Universal Declaration of Human Rights|Statute of the International Court of Justice",
                            random,
                        )
                    } else if random.chance(0.6) {
                        format!("{} <v.> {}", name(random), name(random)).replace("<v.>", random.pick(&["v.", "v", "vs."]))
                    } else {
                        format!(
                            "{} Act",
                            of(
                                "Criminal Law Amendment|Sex Discrimination|Trade Practices|Local Government|De Facto Relationships|Data Protection|Human Rights|Companies|Crimes (Sexual Offences)|Matrimonial Causes",
                                random
                            )
                        )
                    }
                }
                'l' => of(
                    "Gesetz über den Schutz der Jugend|Bundesdatenschutzgesetz|Verordnung über die Zulassung von Arzneimitteln|Einkommensteuergesetz|Gesetz zur Änderung des Grundgesetzes",
                    random,
                ),
                'x' => of(
                    "Minutes of the meeting|Memorandum|Letter to the editor|Report of the committee|Protocol|Diary|Telegram|Account book|Draft treaty",
                    random,
                ),
                _ => some(&pool.article_titles, random, "A study"),
            };
            let container = match kind {
                'a' if lang == "de" && random.chance(0.5) => invent::de_journal(random),
                'c' if lang == "de" && random.chance(0.5) => invent::de_title(random),
                'c' => some(if random.chance(0.6) { &pool.book_titles } else { &pool.books }, random, "Handbook of Studies"),
                'p' => some(&pool.books, random, "Proceedings of the Conference"),
                'w' => of(SITES, random),
                'n' => of(EN_NEWSPAPERS, random),
                'l' => of("UNTS|ILM|LNTS|ETS|United Nations Treaty Series|OJ L", random),
                _ => some(&pool.journals, random, "Journal of Studies"),
            };
            (title, container, some(&pool.publishers, random, "Springer"), some(&pool.places, random, "London"))
        }
    };
    let title = if random.chance(0.12) && lang == "de" {
        format!("{title}{}{}", random.pick(&[". ", ": ", " – "]), of(DE_SUBTITLES, random))
    } else {
        title
    };
    // Subtitles stand behind a point as well, of books and of collections.
    let mut second = |title: String, of: &[String], chance: f32| {
        let subtitle = some(of, random, "A history");
        let fits = title.chars().count() + subtitle.chars().count() < 140 && !title.ends_with(['?', '!', '.']);
        if fits && random.chance(chance) { format!("{title}. {subtitle}") } else { title }
    };
    let (title, container) = match kind {
        'b' | 't' if lang != "ru" => (second(title, &pool.book_titles, 0.08), container),
        'c' if !russian && !chinese => (second(title, &pool.article_titles, 0.03), second(container, &pool.book_titles, 0.15)),
        _ => (title, container),
    };
    // A thesis is a university's.
    let publisher = if kind == 't' && lang != "ru" {
        let place = some(&pool.places, random, "London");
        let name = match lang {
            "de" => random.pick(&["Universität ", "Universität ", "Universität zu ", "Technische Universität ", "Univ. "]),
            "fr" => random.pick(&["Université de ", "Université ", "université de ", "École normale supérieure de "]),
            "it" => random.pick(&["Università di ", "Università degli Studi di "]),
            "es" => random.pick(&["Universidad de ", "Universidade de ", "Universidade Federal de "]),
            _ => random.pick(&["University of ", "University of ", "Technical University of ", "State University of "]),
        };
        let number = if lang == "fr" && random.chance(0.3) { format!(" {}", 1 + random.below(4)) } else { String::new() };
        format!("{name}{place}{number}")
    } else {
        publisher
    };
    // Years stand in titles.
    let title = if kind != 'l' && random.chance(0.04) && !chinese && !title.ends_with(|c: char| c.is_ascii_digit() || c == '?') {
        let from = 1500 + random.below(500);
        let to = from + 1 + random.below(60);
        let range = match random.below(4) {
            0 => format!("{from}/{:02}–{to}", (from + 1) % 100),
            1 => format!("{from}-{:02}", to % 100),
            _ => format!("{from}{}{to}", random.pick(&["–", "-"])),
        };
        format!("{title}{}{range}", random.pick(&[" ", ", ", " "]))
    } else {
        title
    };
    let english = some(&any.article_titles, random, "A study");
    Work {
        authors,
        editors,
        translators,
        translated: if lang == "en" { russian_title(random) } else { english.clone() },
        container_translated: if lang == "en" { of(RU_JOURNALS, random) } else { some(&any.journals, random, "Journal") },
        title: title.trim_end_matches('.').to_owned(),
        container: container.trim_end_matches('.').to_owned(),
        year: format!("{year}{}", if random.chance(0.06) { random.pick(&["a", "b", "c"]) } else { "" }),
        date: date(lang, year, month, day, random),
        day_month: format!("{day} {}", RU_MONTHS[month - 1]),
        volume,
        issue,
        first,
        last,
        publisher,
        place,
        series: if random.chance(0.5) { of(REPORT_SERIES, random) } else { of(SERIES, random) },
        edition: match lang {
            _ if kind == 'w' => format!("Version {}.{}", 1 + random.below(9), random.below(30)),
            "de" => of("2. Auflage|3., überarb. Aufl.|5. Aufl.|2., erw. Aufl.|Neuausgabe|4. Auflage", random),
            "ru" => of("2-е изд.|3-е изд., перераб. и доп.|Изд. 2-е, испр.|5-е изд., стереотип.|2-е изд., доп.", random),
            "es" => of("2. ed.|3. ed. rev.|13. ed.|2ª ed.|5ª edição", random),
            "fr" => of("2e éd.|3e édition|nouv. éd.", random),
            _ => of("2nd ed.|3rd edn|2nd edition|rev. ed.|4th ed.|10th ed.|Second edition", random),
        },
        number: if lang != "ru" && random.chance(0.15) {
            format!("{}-{:02}-{}", of("TR TM WP PR CS", random), random.below(99), 1 + random.below(90))
        } else if lang == "ru" {
            format!("{}{}", 1 + random.below(400), of("-ФЗ| -ФЗ|||", random))
        } else {
            format!("{}{}", if random.chance(0.3) { format!("{:02}-", random.below(99)) } else { String::new() }, 1 + random.below(9000))
        },
        genre,
        archive: archive(random),
        remark: of("forthcoming|in press|unpublished|mimeo|im Erscheinen|in preparation|submitted|unveröff. Manuskript", random),
        url,
        doi: if any.dois.is_empty() { String::from("10.1017/S0020818300028654") } else { some(&any.dois, random, "") },
        accessed: date(
            if lang == "ru" { "num" } else { lang },
            2000 + random.below(25),
            1 + random.below(12),
            1 + random.below(28),
            random,
        ),
    }
}

pub const RU_MONTHS: [&str; 12] =
    ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

fn date(lang: &str, year: usize, month: usize, day: usize, random: &mut Random) -> String {
    let names: [&str; 12] = match lang {
        "de" => ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        "fr" => ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        "es" => ["enero", "febrero", "marzo", "abril", "mayo", "junho", "julio", "agosto", "setembro", "outubro", "noviembre", "dezembro"],
        "it" => [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        "ru" | "num" => RU_MONTHS,
        _ => ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    };
    let name = names[month - 1];
    match (lang, random.below(4)) {
        ("num", _) | ("ru", 0 | 1) | ("de", 0) | (_, 0) if lang != "en" => format!("{day:02}.{month:02}.{year}"),
        ("ru", _) => format!("{day} {name} {year}{}", if random.chance(0.4) { " г." } else { "" }),
        ("de", _) => format!("{day}. {name} {year}"),
        ("es", _) => format!("{day} de {name} de {year}"),
        ("fr" | "it", _) => format!("{day} {name} {year}"),
        (_, 0) => format!("{year}, {name} {day}"),
        (_, 1) => format!("{day} {name} {year}"),
        _ => format!("{name} {day}, {year}"),
    }
}

fn person(lang: &str, random: &mut Random) -> (String, String) {
    match lang {
        "zh" => (of(HAN_FAMILIES, random), of(HAN_GIVEN, random)),
        "zl" => {
            let capital = |word: String| {
                word.chars().next().map(|c| c.to_uppercase().collect::<String>() + &word[c.len_utf8()..]).unwrap_or_default()
            };
            (
                capital(of("li wang zhang liu chen yang zhao huang zhou wu xu sun yan tang lin he guo ma", random)),
                capital(format!("{}{}", of(PINYIN, random), if random.chance(0.5) { of(PINYIN, random) } else { String::new() })),
            )
        }
        _ => {
            let family = if random.chance(0.5) { invent::ru_family(random) } else { of(RU_FAMILIES, random) };
            let initials = if random.chance(0.93) {
                format!("{}. {}.", of(RU_INITIALS, random), of(RU_INITIALS, random))
            } else {
                format!("{}.", of(RU_INITIALS, random))
            };
            if lang == "rl" { (romanised(&family), romanised(&initials)) } else { (family, initials) }
        }
    }
}

/// A family name in an oblique case.
fn romanless(family: &str, ending: &str) -> String {
    if family.ends_with(['в', 'н']) { format!("{family}{ending}") } else { family.to_owned() }
}

fn russian_title(random: &mut Random) -> String {
    if random.chance(0.5) {
        return invent::ru_title(random);
    }
    let head = of(RU_HEADS, random);
    let object = of(RU_OBJECTS, random);
    let mut title = match random.below(8) {
        0 => format!("{head} {object} {}", of(RU_PLACES_IN, random)),
        1 => {
            let capital: String = object.chars().next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default()
                + object.chars().skip(1).collect::<String>().as_str();
            format!("{capital} {}", of(RU_PLACES_IN, random))
        }
        2 => format!("{head} {object} и {}", of(RU_OBJECTS, random)),
        3 => format!("{head} {object}: {}", of(RU_SUBTITLES, random)),
        4 => format!("{head} {object}: {} {}", of(RU_HEADS, random).to_lowercase(), of(RU_OBJECTS, random)),
        5 => format!("{head} {object}. {} {}", of(RU_HEADS, random), of(RU_OBJECTS, random)),
        _ => format!("{head} {object}"),
    };
    if random.chance(0.06) {
        title = format!("«{title}»");
    }
    if random.chance(0.05) {
        title.push('?');
    }
    title
}

/// Capitals on all words but the small ones.
fn title_case(title: &str) -> String {
    let small = ["of", "the", "and", "in", "on", "for", "to", "a", "an", "with", "at", "by", "from", "or"];
    title
        .split(' ')
        .enumerate()
        .map(|(at, word)| {
            if at > 0 && small.contains(&word) {
                return word.to_owned();
            }
            word.chars().next().map(|c| c.to_uppercase().collect::<String>() + &word[c.len_utf8()..]).unwrap_or_default()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Quotation marks around some words of a title.
fn quoted(title: &str, random: &mut Random) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    if words.len() < 5 {
        return title.to_owned();
    }
    let start = random.below(words.len() - 2);
    let end = (start + 1 + random.below(4)).min(words.len());
    let (open, close) = if title.chars().any(|c| ('а'..='я').contains(&c)) {
        ("«", "»")
    } else if random.chance(0.8) {
        ("“", "”")
    } else {
        ("\"", "\"")
    };
    format!("{} {open}{}{close} {}", words[..start].join(" "), words[start..end].join(" "), words[end..].join(" ")).trim().to_owned()
}

/// What news and official pages are called.
fn headline(random: &mut Random) -> String {
    format!("{} {} {}", of(SUBJECTS, random), of(VERBS, random), of(OBJECTS, random))
}

/// BGN/PCGN or the library's table, at the whim of the author.
fn romanised(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let latin = match lower {
            // Where the table of the parser, which compares spellings, is coarser than print.
            'й' | 'ы' => "y",
            'ь' => "'",
            'ю' => "yu",
            'я' => "ya",
            'ё' => "e",
            '«' => "“",
            '»' => "”",
            '№' => "no.",
            _ => match latin_of(lower) {
                Some(latin) => latin,
                None => {
                    out.push(c);
                    continue;
                }
            },
        };
        if c.is_uppercase() {
            let mut letters = latin.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.extend(letters);
        } else {
            out.push_str(latin);
        }
    }
    out
}

fn pinyin(count: usize, random: &mut Random) -> String {
    let words: Vec<String> = (0..count).map(|_| of(PINYIN, random)).collect();
    let joined = if random.chance(0.5) { words.join(" ") } else { words.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join(" ") };
    joined.chars().next().map(|c| c.to_uppercase().collect::<String>() + &joined[c.len_utf8()..]).unwrap_or_default()
}

fn chinese_title(random: &mut Random) -> String {
    let mut title = if random.chance(0.12) { format!("{}年", 1950 + random.below(75)) } else { String::new() };
    title.extend((0..3 + random.below(5)).map(|_| of(HAN, random)));
    if random.chance(0.3) {
        title.push('：');
        title.extend((0..3 + random.below(3)).map(|_| of(HAN, random)));
    }
    if random.chance(0.4) {
        title.push_str("研究");
    }
    title
}

fn archive(random: &mut Random) -> String {
    let name = of(ARCHIVES, random);
    let shelf = match random.below(7) {
        0 => format!("FO {}/{}", 100 + random.below(900), random.below(9999)),
        1 => format!("box {}, folder {}", 1 + random.below(80), 1 + random.below(40)),
        2 => format!("Senato, Terra, reg. {}, c. {}{}", 1 + random.below(90), 1 + random.below(300), of("r v", random)),
        3 => format!("R {}/{}, Bl. {}", 1 + random.below(9000), random.below(400), 1 + random.below(300)),
        4 => format!("b. {}, fasc. {}", 1 + random.below(900), 1 + random.below(40)),
        5 => format!("MS {} {}", of("Add. Eng. Lat. Bodl. Cotton", random), 1 + random.below(9999)),
        _ => format!("F/7/{}", 1 + random.below(9000)),
    };
    format!("{name}, {shelf}")
}

fn russian_archive(random: &mut Random) -> String {
    let name = of(ARCHIVES_RU, random);
    let sheets = match random.below(3) {
        0 => format!("Л. {}", 1 + random.below(200)),
        1 => format!("Л. {}–{}", 1 + random.below(200), 201 + random.below(100)),
        _ => format!("Л. {} об.", 1 + random.below(200)),
    };
    match random.below(3) {
        0 => format!("{name}. Ф. {}. Оп. {}. Д. {}. {sheets}", 1 + random.below(9000), 1 + random.below(40), 1 + random.below(900)),
        1 => format!(
            "{name}, ф. {}, оп. {}, д. {}, {}",
            1 + random.below(9000),
            1 + random.below(40),
            1 + random.below(900),
            sheets.to_lowercase()
        ),
        _ => format!("{name}. Ф. Р-{}. Оп. {}. Д. {}", 1 + random.below(9000), 1 + random.below(40), 1 + random.below(900)),
    }
}

/// Sentences that hold no reference.
pub fn prose(paragraphs: &[&str], count: usize, random: &mut Random) -> Vec<Instance> {
    let own: Vec<&str> = PROSE.split('|').collect();
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let text = if paragraphs.is_empty() || random.chance(0.25) {
            let mut text = own[random.below(own.len())].to_owned();
            if random.chance(0.3) {
                text.push(' ');
                text.push_str(own[random.below(own.len())]);
            }
            text
        } else {
            let paragraph = paragraphs[random.below(paragraphs.len())];
            let sentences: Vec<&str> = paragraph.split_inclusive(". ").collect();
            let first = random.below(sentences.len());
            sentences[first..(first + 1 + random.below(2)).min(sentences.len())].concat().trim().to_owned()
        };
        let mut out = Setting { chars: Vec::new() };
        out.push(&text, Label::Other, false);
        let instance = out.instance(random);
        if (2..90).contains(&instance.tokens.len()) {
            made.push(instance);
        }
    }
    made
}
