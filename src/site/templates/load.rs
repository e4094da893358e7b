//! The templates of an archive: the program's own, overridden file by file.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    calls,
    data::{self, Data},
    embedded,
    engine::{DEFAULT, Engine},
    fault::RenderFault,
    paths,
    strings::{FALLBACK, File, Strings},
    uses,
};
use crate::site::kinds::sample_views;
use crate::{
    base::{
        Diagnostic, Digest, Lang, Message, RelPath, Snapshot,
        diagnostic::{did_you_mean, distance_within_a_third},
        places::TEMPLATES,
        say,
    },
    site::view::View,
};

/// All that turns views into pages.
pub struct Templates {
    engine: Engine,
    /// The program's own templates by themselves, where the archive has any that could fail.
    own: Option<Engine>,
    strings: Arc<Strings>,
    assets: BTreeMap<String, Arc<[u8]>>,
    digests: BTreeMap<String, Digest>,
    /// The names of data for which the archive's templates may ask.
    asked: Vec<uses::Text>,
    lang: Lang,
}

impl Templates {
    /// The templates, words and assets of an archive, by their paths below `templates/`.
    pub fn overrides(snapshot: &Snapshot) -> BTreeMap<RelPath, Arc<[u8]>> {
        let below = snapshot.below(TEMPLATES);
        below.filter_map(|(path, file)| Some((RelPath::new(path.as_str().strip_prefix("templates/")?), file.bytes()?.clone()))).collect()
    }

    /// The program's templates, with the files of an archive's `templates/` (by their path below that
    /// folder) in their place, for a site whose own words are in `lang`.
    ///
    /// A file with an error is reported and left out, so that the set is always usable: the program's
    /// own file stands in for it. Who has an older set that was right may prefer to keep that.
    ///
    /// Templates that override are tried on sample views, so that a slip in a name is found once,
    /// before ten thousand pages fail of it.
    pub fn new(overrides: &BTreeMap<RelPath, Arc<[u8]>>, lang: &Lang) -> (Self, Vec<Diagnostic>) {
        let mut files = Files::embedded();
        let mut diagnostics = files.add(overrides);
        diagnostics.extend(files.unspoken(std::slice::from_ref(lang)));
        let set = Self::of(files, lang, &mut diagnostics);
        (set, settled(diagnostics))
    }

    /// The same for a site that speaks several languages: a set for each, in their order.
    ///
    /// Each set has its templates parsed with the words of its language in them, which makes pages faster than to look them up.
    pub fn of_languages(overrides: &BTreeMap<RelPath, Arc<[u8]>>, data: &Arc<Data>, languages: &[Lang]) -> (Vec<Self>, Vec<Diagnostic>) {
        let mut files = Files { data: data.clone(), ..Files::embedded() };
        let mut diagnostics = files.add(overrides);
        diagnostics.extend(files.unspoken(languages));
        let sets = languages.iter().map(|lang| Self::of(files.clone(), lang, &mut diagnostics)).collect();
        (sets, settled(diagnostics))
    }

    fn of(mut files: Files, lang: &Lang, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let strings = Arc::new(files.strings(lang, diagnostics));
        let addresses: BTreeMap<String, String> =
            files.assets.iter().map(|(path, bytes)| (path.clone(), format!("{path}?v={}", Digest::of(bytes).hex(8)))).collect();
        let own: Vec<&str> = files.own().map(|(_, text)| text).collect();
        let is_asked = |key: &str, part: Option<&str>| own.iter().any(|text| calls::may_write(text, key, part));
        diagnostics.extend(strings.doubts().filter(|(key, part, _)| !is_asked(key, *part)).map(|(.., finding)| finding.clone()));
        let engine = loop {
            let faults = match Engine::new(files.templates.clone(), &strings, &addresses, &files.data) {
                Err(faults) => faults,
                Ok(engine) if files.overriding.is_empty() => break engine,
                Ok(engine) => {
                    let own = files.own();
                    let mut faults: Vec<RenderFault> =
                        own.flat_map(|(name, text)| calls::unknown_arguments(name, text, &strings)).collect();
                    // An argument that is misspelt is missing as well.
                    let mut others = trial(&engine, &files, diagnostics);
                    others.retain(|other| faults.iter().all(|fault| fault.template != other.template));
                    faults.append(&mut others);
                    if faults.is_empty() {
                        break engine;
                    }
                    faults
                }
            };
            if files.overriding.is_empty() {
                // The program's own templates are tested; should they fail nevertheless, no page can be made.
                break Engine::default();
            }
            files.drop_faulty(faults, diagnostics);
        };
        diagnostics.extend(files.unused());
        let digests = uses::digests(&files.templates, &strings, &addresses, &files.data, lang);
        let own = files.templates.iter().filter(|(name, _)| name.starts_with(DEFAULT));
        let own = (!files.overriding.is_empty())
            .then(|| Engine::new(own.map(|(name, text)| (name.clone(), text.clone())).collect(), &strings, &addresses, &files.data).ok())
            .flatten();
        let asked = files.templates.values().flat_map(|text| data::asked(text)).collect();
        Self { engine, own, strings, assets: files.assets, digests, asked, lang: lang.clone() }
    }

    /// The page that shows a view, in UTF-8.
    ///
    /// # Errors
    /// What is wrong with a template that does not fit what the view holds, as no sample could foresee.
    pub fn render(&self, view: &View) -> Result<Vec<u8>, RenderFault> {
        self.engine.render(view)
    }

    /// The page by the program's own templates, in the words of the archive, for a view that [`Templates::render`] fails on;
    /// nothing if these are no others, or fail, too.
    pub fn stand_in(&self, view: &View) -> Option<Vec<u8>> {
        self.own.as_ref()?.render(view).ok()
    }

    /// For each template, by its name, a digest of all that it makes pages with besides a view: itself, the
    /// templates and words that it uses, the addresses of assets. One digest, one page of the same view.
    pub fn digests(&self) -> &BTreeMap<String, Digest> {
        &self.digests
    }

    /// Whether any of them may ask for data of this name.
    pub fn asks_for(&self, name: &str) -> bool {
        self.asked.iter().any(|text| text.may_be(name))
    }

    /// The language for whose pages it is.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The files to be published as they are, by their path in the site.
    pub fn assets(&self) -> &BTreeMap<String, Arc<[u8]>> {
        &self.assets
    }

    /// The site's own words, for pages that no template makes.
    pub fn strings(&self) -> &Arc<Strings> {
        &self.strings
    }
}

/// The site's own words by themselves, for those that make no page with a template: those of the program, with those of an archive's
/// `templates/` (as in [`Templates::new`]) over them.
pub fn strings_with(overrides: &BTreeMap<RelPath, Arc<[u8]>>, lang: &Lang) -> Strings {
    let mut files = Files::embedded();
    files.add(overrides);
    files.strings(lang, &mut Vec::new())
}

/// What is to be said of templates, in order and once.
fn settled(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort();
    // An error sorts before the warning about the same place, which it makes needless.
    diagnostics
        .dedup_by(|second, first| second == first || (second.span.is_some() && (&second.path, second.span) == (&first.path, first.span)));
    diagnostics
}

/// Renders a sample of every kind of page; the faults found in files of the archive. Names that are
/// only asked for (`{% if titel %}`) do not fail, so they are looked for apart, and only warned of.
fn trial(engine: &Engine, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Vec<RenderFault> {
    let mut faults = Vec::new();
    let mut asked = Vec::new();
    let views = sample_views();
    for view in &views {
        faults.extend(engine.render(view).err());
        if files.overriding.contains_key(view.template()) {
            asked.extend(engine.unknown_names(view));
        }
    }
    for (name, text) in files.own() {
        // The frame of all pages has what each of them has.
        let of_file = views.iter().filter(|view| name == FRAME || view.template() == name);
        asked.extend(paths::unknown(name, text, &of_file.filter_map(|view| engine.context(view)).collect::<Vec<_>>()));
    }
    diagnostics.extend(asked.iter().map(|fault| {
        let mut warning = diagnostic(fault);
        warning.severity = crate::base::Severity::Warning;
        warning
    }));
    faults.dedup();
    faults
}

/// The template that all pages extend.
const FRAME: &str = "base.html";

/// The finding for a fault in a template.
fn diagnostic(fault: &RenderFault) -> Diagnostic {
    let mut found = Diagnostic::error(&RelPath::new(&format!("templates/{}", fault.template)), fault.message.clone());
    found.span = fault.span;
    found.hint.clone_from(&fault.hint);
    found
}

/// The files of a set, sorted by what they are.
#[derive(Clone)]
struct Files {
    /// By tera's name.
    templates: BTreeMap<String, Arc<str>>,
    /// Templates of the archive that take part; the value says nothing.
    overriding: BTreeMap<String, ()>,
    /// By path in the site.
    assets: BTreeMap<String, Arc<[u8]>>,
    /// Language, the archive's file if it is one, and text; in the order in which they apply.
    strings: Vec<(String, Option<RelPath>, Arc<str>)>,
    /// What templates may ask for.
    data: Arc<Data>,
}

impl Files {
    /// The program's own files.
    fn embedded() -> Self {
        let mut files = Self {
            templates: BTreeMap::new(),
            overriding: BTreeMap::new(),
            assets: BTreeMap::new(),
            strings: Vec::new(),
            data: Arc::default(),
        };
        for &(path, bytes) in embedded::FILES {
            if path.starts_with("assets/") {
                files.assets.insert(path.to_owned(), bytes.into());
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            match strings_lang(path) {
                Some(lang) => files.strings.push((lang.to_owned(), None, text.into())),
                None => drop(files.templates.insert(format!("{DEFAULT}{path}"), text.into())),
            }
        }
        files
    }

    /// Puts the files of an archive in their place.
    fn add(&mut self, overrides: &BTreeMap<RelPath, Arc<[u8]>>) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (below, bytes) in overrides {
            let path = RelPath::new(&format!("templates/{below}"));
            if below.as_str().starts_with("assets/") {
                self.assets.insert(below.to_string(), Arc::clone(bytes));
                continue;
            }
            if let Some(name) = below.as_str().strip_prefix(DEFAULT) {
                let message = say::template_unused_default();
                diagnostics.push(Diagnostic::warning(&path, message).hint(say::template_unused_default_hint(name)));
                continue;
            }
            let lang = strings_lang(below.as_str());
            if lang.is_none() && below.extension() != "html" {
                let found = Diagnostic::notice(&path, say::template_unused_file());
                let near = nearest_file(below.as_str(), embedded::FILES.iter().map(|(path, _)| *path));
                let rule = say::template_unused_file_hint();
                diagnostics.push(found.hint(near.unwrap_or(rule)));
                continue;
            }
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
                Err(error) => {
                    let at = error.valid_up_to();
                    let found = Diagnostic::error(&path, say::template_encoding()).at(at..at + 1);
                    diagnostics.push(found.hint(say::template_encoding_hint()));
                    continue;
                }
            };
            match lang {
                Some(lang) => self.strings.push((lang.to_owned(), Some(path), text.into())),
                None => {
                    self.templates.insert(below.to_string(), text.into());
                    self.overriding.insert(below.to_string(), ());
                }
            }
        }
        diagnostics
    }

    /// The archive's templates that take part: name and text.
    fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        self.overriding.keys().filter_map(|name| Some((name.as_str(), &**self.templates.get(name)?)))
    }

    /// The archive's templates that no page is made with.
    fn unused(&self) -> Vec<Diagnostic> {
        let views = sample_views();
        let used = uses::all(views.iter().map(View::template), &self.templates);
        let theirs: Vec<&str> = self.templates.keys().filter_map(|name| name.strip_prefix(DEFAULT)).collect();
        let unused = self.own().filter(|(name, _)| !used.contains(*name));
        let finding = |(name, text): (&str, &str)| {
            let path = RelPath::new(&format!("templates/{name}"));
            let message = if text.contains("{% component") { say::template_unused_components() } else { say::template_unused() };
            let hint = nearest_file(name, theirs.iter().copied());
            let hint = hint.unwrap_or_else(say::template_unused_hint);
            Diagnostic::warning(&path, message).hint(hint)
        };
        unused.map(finding).collect()
    }

    /// The archive's words in languages that the site does not speak.
    fn unspoken(&self, languages: &[Lang]) -> Vec<Diagnostic> {
        let is = |of: &str, lang: &Lang| [FALLBACK, lang.primary(), lang.as_str()].iter().any(|one| of.eq_ignore_ascii_case(one));
        let unspoken = self.strings.iter().filter(|(of, ..)| !languages.iter().any(|lang| is(of, lang)));
        let tags: Vec<String> = languages.iter().map(ToString::to_string).collect();
        let finding = |(of, path, _): &(String, Option<RelPath>, Arc<str>)| {
            let message = say::template_unused_words(tags.clone());
            Some(Diagnostic::notice(path.as_ref()?, message).hint(say::template_unused_words_hint(of)))
        };
        unspoken.filter_map(finding).collect()
    }

    fn strings(&self, lang: &Lang, diagnostics: &mut Vec<Diagnostic>) -> Strings {
        let files: Vec<File<'_>> = self.strings.iter().map(|(lang, path, text)| File { path: path.as_ref(), lang, text }).collect();
        Strings::new(&files, lang, diagnostics)
    }

    /// Leaves out the archive's files at fault, or, where the fault lies in none of them, all: then one
    /// of them asks too much of the others.
    fn drop_faulty(&mut self, faults: Vec<RenderFault>, diagnostics: &mut Vec<Diagnostic>) {
        let faulty: Vec<&RenderFault> = faults.iter().filter(|fault| self.overriding.contains_key(&fault.template)).collect();
        if faulty.is_empty() {
            for (template, ()) in std::mem::take(&mut self.overriding) {
                if let Some(fault) = faults.first() {
                    let message = say::template_together(&fault.template, fault.message.clone());
                    diagnostics.push(diagnostic(&RenderFault {
                        template: template.clone(),
                        span: None,
                        message,
                        hint: fault.hint.clone(),
                    }));
                }
                self.templates.remove(&template);
            }
            return;
        }
        diagnostics.extend(faulty.iter().map(|fault| diagnostic(fault)));
        for fault in &faults {
            if self.overriding.remove(&fault.template).is_some() {
                self.templates.remove(&fault.template);
            }
        }
    }
}

/// A hint that names the file that another may be meant to be, whatever its folder and its ending.
fn nearest_file<'a>(name: &str, files: impl Iterator<Item = &'a str>) -> Option<Message> {
    let stem = |path: &str| RelPath::new(path).stem().to_lowercase();
    let name = stem(name);
    let (_, near) = files.filter_map(|file| Some((distance_within_a_third(&name, &stem(file))?, file))).min()?;
    did_you_mean(&[near])
}

/// The language of a file of strings.
fn strings_lang(path: &str) -> Option<&str> {
    path.strip_prefix("strings/")?.strip_suffix(".yaml")
}
