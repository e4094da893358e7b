//! Front matter → [`Meta`].
//!
//! 1. the YAML is read into nodes with places (`base::yaml`);
//! 2. each key goes to its field, through [`people`] or [`values`] where it is more than text;
//! 3. what has the wrong shape is said, and the rest kept; keys that nobody knows are kept as well.

mod people;
mod values;

use crate::{
    base::{
        Diagnostic, Lang, RelPath, Span,
        diagnostic::nearest,
        yaml::{self, Node, Pair},
    },
    document::meta::{License, Meta, Omission, SourceRef, Translation},
    reference::Kind,
};

/// Keys with a meaning here, besides people's roles and dates.
const KEYS: &[&str] = &[
    "title",
    "lang",
    "type",
    "container-title",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher-place",
    "section",
    "DOI",
    "ISSN",
    "ISBN",
    "URL",
    "issued",
    "abstract",
    "keyword",
    "translations",
    "license",
    "license-url",
    "rights",
    "citation-as-printed",
    "draft",
    "source",
    "lead",
];

/// Dates other than `issued`.
const DATES: &[&str] =
    &["received", "accepted", "accessed", "published", "submitted", "revised", "original-date", "event-date", "available-date"];

/// Keys that mean something to Pandoc or are variables of CSL: kept without a word.
const PASSED: &[&str] = &[
    "bibliography",
    "link-citations",
    "nocite",
    "csl",
    "toc",
    "reference-section-title",
    "suppress-bibliography",
    "aliases",
    "archive",
    "archive_location",
    "archive-place",
    "call-number",
    "chapter-number",
    "collection-number",
    "collection-title",
    "container-title-short",
    "dimensions",
    "edition",
    "event",
    "event-title",
    "event-place",
    "genre",
    "jurisdiction",
    "language",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "references",
    "reviewed-title",
    "reviewed-genre",
    "scale",
    "status",
    "supplement-number",
    "title-short",
    "version",
    "volume-title",
    "year-suffix",
];

/// What other programs call our keys.
const SYNONYMS: &[(&str, &str)] = &[
    ("date", "issued"),
    ("year", "issued"),
    ("tags", "keyword"),
    ("categories", "keyword"),
    ("language", "lang"),
    ("locale", "lang"),
    ("journal", "container-title"),
    ("publication", "container-title"),
    ("newspaper", "container-title"),
    ("summary", "abstract"),
    ("description", "abstract"),
    ("copyright", "rights"),
    ("link", "URL"),
    ("by", "author"),
    ("byline", "author"),
    ("interviewee", "author"),
    ("number", "issue"),
    ("category", "type"),
    ("genre", "type"),
];

/// Reads the front matter that stands at `front` in the file's text.
pub(super) fn read(path: &RelPath, text: &str, front: Option<Span>, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    let mut meta = Meta::default();
    let empty_file = text.trim_start_matches('\u{feff}').trim().is_empty();
    let span = front.unwrap_or_default();
    let mut front_matter = Front { path, offset: span.start as usize, diagnostics };
    let tree = match yaml::read(span.of(text)) {
        Ok(tree) => tree,
        Err(fault) => {
            let place = fault.span.unwrap_or_default();
            let diagnostic = Diagnostic::error(path, "bad-yaml", fault.message).at(front_matter.span(place));
            let hint = fault
                .hint
                .unwrap_or_else(|| "the front matter is YAML: `key: value`, lists with dashes, text with `: ` in quotation marks".into());
            diagnostics.push(diagnostic.hint(hint));
            return meta;
        }
    };
    for doubled in &tree.doubled {
        let message = format!("`{}` is given twice", doubled.key);
        let diagnostic = Diagnostic::error(path, "duplicate-key", message)
            .at(front_matter.span(doubled.again))
            .hint("take one of them out; the first counts");
        let first = front_matter.span(doubled.first);
        front_matter.diagnostics.push(diagnostic.related(path, Some(first), "the first one stands here"));
    }
    match tree.root.map() {
        Some(pairs) => front_matter.pairs(&mut meta, pairs),
        None if tree.root.is_null() => {}
        None => {
            let message = format!("the front matter is {}, not keys and values", tree.root.kind());
            front_matter.error("bad-yaml", message, tree.root.span, "write `key: value` on each line");
        }
    }
    let title_said = meta.places.iter().any(|(key, _)| key == "title");
    if meta.title.trim().is_empty() && !empty_file && !(title_said && front_matter.diagnostics.iter().any(|said| said.code == "wrong-type"))
    {
        let message = if front.is_some() { "no title" } else { "no front matter, so no title" };
        let hint = "begin the file with a line `---`, then `title: …`, then another line `---`";
        let hint = if front.is_some() { "add `title: …` to the front matter" } else { hint };
        let place = front.map_or(Span::default(), |front| Span::new((front.start as usize).saturating_sub(4), front.start as usize));
        diagnostics.push(Diagnostic::error(path, "title-missing", message).at(place).hint(hint));
    }
    meta
}

/// The reading of one file's front matter.
struct Front<'d> {
    path: &'d RelPath,
    /// Where the YAML begins in the file.
    offset: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Front<'_> {
    fn pairs(&mut self, meta: &mut Meta, pairs: &[Pair<'_>]) {
        meta.places.reserve_exact(pairs.len());
        for pair in pairs {
            meta.places.push((pair.key.to_string(), self.span(pair.place)));
            self.pair(meta, pair);
        }
        // The language of the document is known only now.
        let lang = meta.lang.clone();
        meta.cite_as.iter_mut().filter(|(of, _)| of.as_str() == "und").for_each(|(of, _)| *of = lang.clone());
        if let Some(license) = &mut meta.license {
            values::complete_license(license);
        }
    }

    fn pair(&mut self, meta: &mut Meta, pair: &Pair<'_>) {
        let Pair { key, value, .. } = pair;
        match key.as_ref() {
            "title" => meta.title = crate::base::text::squeeze(&self.text(key, value)),
            "lang" => meta.lang = self.lang(value),
            "type" => meta.kind = self.kind(value),
            "container-title" => meta.container = self.text(key, value),
            "volume" => meta.volume = self.text(key, value),
            "issue" => meta.issue = self.text(key, value),
            "page" => meta.pages = self.text(key, value),
            "publisher" => meta.publisher = self.text(key, value),
            "publisher-place" => meta.place = self.text(key, value),
            "section" => meta.section = self.text(key, value),
            "DOI" => meta.doi = self.doi(value),
            "ISSN" => meta.issn = self.issn(value),
            "ISBN" => meta.isbn = self.text(key, value),
            "URL" => meta.url = self.url(value),
            "issued" => meta.issued = self.date(key, value),
            "abstract" => meta.abstract_ = self.text(key, value),
            "keyword" => meta.keywords = self.texts(key, value),
            "translations" => meta.translations = self.translations(value),
            "license" => self.license(meta, value),
            "license-url" => meta.license.get_or_insert_with(License::default).url = self.text(key, value),
            "rights" => meta.rights = self.text(key, value),
            "citation-as-printed" => meta.cite_as = self.by_language(key, value),
            "draft" => match value.truth() {
                Some(truth) => meta.draft = truth,
                None if value.is_null() => {}
                None => self.wrong(key, value, "`true` or `false`"),
            },
            "source" => meta.source = self.source(value),
            "lead" => meta.lead = self.text(key, value),
            key if DATES.contains(&key) => meta.dates.extend(self.date(key, value).map(|date| (key.to_owned(), date))),
            key if people::ROLES.contains(&key) => {
                let people = self.people(key, value);
                meta.people.extend(people);
            }
            key => {
                if !PASSED.contains(&key) {
                    if !key.starts_with("x-") {
                        self.unknown(pair, KEYS.iter().chain(DATES).chain(people::ROLES).copied(), SYNONYMS);
                    }
                    meta.other.push((key.to_owned(), value.to_value().to_string()));
                } else if !matches!(key, "bibliography" | "link-citations" | "nocite") {
                    meta.other.push((key.to_owned(), value.to_value().to_string()));
                }
            }
        }
    }

    fn translations(&mut self, value: &Node<'_>) -> Vec<Translation> {
        const KEYS: &[&str] = &["title", "abstract", "keyword", "section"];
        let Some(pairs) = self.map("translations", value, "a mapping of languages: `ru: {title: …}`") else { return Vec::new() };
        let mut translations = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let mut translation = Translation { lang: self.lang_tag(&pair.key, pair.place), ..Translation::default() };
            let Some(inner) = self.map(&pair.key, &pair.value, "a mapping: `{title: …, abstract: …, keyword: […]}`") else {
                continue;
            };
            for pair in inner {
                let value = &pair.value;
                match pair.key.as_ref() {
                    "title" => translation.title = self.text("title", value),
                    "abstract" => translation.abstract_ = self.text("abstract", value),
                    "keyword" => translation.keywords = self.texts("keyword", value),
                    "section" => translation.section = self.text("section", value),
                    role if people::ROLES.contains(&role) => {
                        let people = self.people(role, value);
                        translation.people.extend(people);
                    }
                    _ => self.unknown(pair, KEYS.iter().chain(people::ROLES).copied(), SYNONYMS),
                }
            }
            translations.push(translation);
        }
        translations
    }

    fn source(&mut self, value: &Node<'_>) -> Option<SourceRef> {
        const KEYS: &[&str] = &["file", "sha256", "generated", "omissions"];
        let mut source = SourceRef::default();
        for pair in self.map("source", value, "a mapping: `{file: …, sha256: …}`")? {
            let value = &pair.value;
            match pair.key.as_ref() {
                "file" => source.file = self.text("file", value),
                "sha256" => source.sha256 = self.text("sha256", value),
                "generated" => source.generated = self.text("generated", value),
                "omissions" => {
                    let Some(items) = value.list() else {
                        if !value.is_null() {
                            self.wrong("omissions", value, "a list");
                        }
                        continue;
                    };
                    source.omissions = items.iter().filter_map(|item| self.omission(item)).collect();
                }
                _ => self.unknown(pair, KEYS.iter().copied(), &[]),
            }
        }
        Some(source)
    }

    fn omission(&mut self, value: &Node<'_>) -> Option<Omission> {
        const KEYS: &[&str] = &["line", "rule", "text"];
        let mut omission = Omission::default();
        for pair in self.map("omissions", value, "a list of mappings: `{line: 19, rule: …, text: …}`")? {
            match pair.key.as_ref() {
                "line" => match pair.value.text().and_then(|text| text.parse().ok()) {
                    Some(line) => omission.line = line,
                    None => self.wrong("line", &pair.value, "a number"),
                },
                "rule" => omission.rule = self.text("rule", &pair.value),
                "text" => omission.text = self.text("text", &pair.value),
                _ => self.unknown(pair, KEYS.iter().copied(), &[]),
            }
        }
        Some(omission)
    }

    fn by_language(&mut self, key: &str, value: &Node<'_>) -> Vec<(Lang, String)> {
        match value.map() {
            Some(pairs) => pairs.iter().map(|pair| (self.lang_tag(&pair.key, pair.place), self.text(key, &pair.value))).collect(),
            None => {
                let text = self.text(key, value);
                if text.is_empty() { Vec::new() } else { vec![(Lang::new("und"), text)] }
            }
        }
    }

    fn license(&mut self, meta: &mut Meta, value: &Node<'_>) {
        let license = meta.license.get_or_insert_with(License::default);
        match value.map() {
            None => license.id = self.text("license", value),
            Some(pairs) => {
                for pair in pairs {
                    match pair.key.as_ref() {
                        "id" => license.id = self.text("id", &pair.value),
                        "url" => license.url = self.text("url", &pair.value),
                        _ => self.unknown(pair, ["id", "url"].into_iter(), &[]),
                    }
                }
            }
        }
        if license.id.is_empty() && license.url.is_empty() {
            meta.license = None;
        }
    }

    fn kind(&mut self, value: &Node<'_>) -> Kind {
        let name = self.text("type", value);
        if name.is_empty() {
            return Kind::default();
        }
        Kind::named(&name).unwrap_or_else(|| {
            let near = nearest(&name, Kind::ALL.iter().map(|kind| kind.name()), 1);
            let hint = match near.first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => "use a CSL item type, such as `article-journal`, `interview`, `book`, `document`".into(),
            };
            self.error("unknown-type", format!("`{name}` is not a type of document"), value.span, hint);
            Kind::default()
        })
    }

    /// The value as text; a list or mapping is wrong.
    fn text(&mut self, key: &str, value: &Node<'_>) -> String {
        match value.text() {
            Some(text) => text.trim().to_owned(),
            None => {
                self.wrong(key, value, "text");
                String::new()
            }
        }
    }

    /// The value as a list of texts; one text is a list of what stands between its commas or semicolons.
    fn texts(&mut self, key: &str, value: &Node<'_>) -> Vec<String> {
        match value.list() {
            Some(items) => items.iter().map(|item| self.text(key, item)).filter(|text| !text.is_empty()).collect(),
            None => match value.text() {
                Some(text) => {
                    let separator = if text.contains(';') { ';' } else { ',' };
                    text.split(separator).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
                }
                None => {
                    self.wrong(key, value, "a list: `[one, two]`");
                    Vec::new()
                }
            },
        }
    }

    /// The pairs of a mapping; nothing is an empty one, anything else is wrong.
    fn map<'n, 't>(&mut self, key: &str, value: &'n Node<'t>, expected: &str) -> Option<&'n [Pair<'t>]> {
        let pairs = value.map();
        if pairs.is_none() && !value.is_null() {
            self.wrong(key, value, expected);
        }
        pairs
    }

    fn unknown<'k>(&mut self, pair: &Pair<'_>, known: impl Iterator<Item = &'k str>, synonyms: &[(&'k str, &'k str)]) {
        let known: Vec<&str> = known.collect();
        let synonym = synonyms.iter().find(|(name, _)| pair.key.eq_ignore_ascii_case(name)).map(|(_, key)| *key);
        let near = synonym.filter(|key| known.contains(key)).or_else(|| nearest(&pair.key, known.iter().copied(), 1).first().copied());
        let hint = match near {
            Some(near) => format!("did you mean `{near}`? a key of your own may begin with `x-`"),
            None => "it is kept, but has no meaning here; a key of your own may begin with `x-`".into(),
        };
        let place = self.span(pair.place);
        self.diagnostics.push(Diagnostic::warning(self.path, "unknown-key", format!("unknown key `{}`", pair.key)).at(place).hint(hint));
    }

    fn wrong(&mut self, key: &str, value: &Node<'_>, expected: &str) {
        let message = format!("`{key}` is {}", value.kind());
        self.error("wrong-type", message, value.span, format!("expected {expected}"));
    }

    fn error(&mut self, code: &str, message: impl Into<String>, place: Span, hint: impl Into<String>) {
        let place = self.span(place);
        self.diagnostics.push(Diagnostic::error(self.path, code, message).at(place).hint(hint));
    }

    fn warning(&mut self, code: &str, message: impl Into<String>, place: Span, hint: impl Into<String>) {
        let place = self.span(place);
        self.diagnostics.push(Diagnostic::warning(self.path, code, message).at(place).hint(hint));
    }

    /// A span of the YAML as one of the file.
    fn span(&self, span: Span) -> Span {
        Span::new(self.offset + span.start as usize, self.offset + span.end as usize)
    }
}
