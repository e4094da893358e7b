//! Which style and locale the configuration means.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use hayagriva::{
    archive::{self, ArchivedStyle},
    citationberg::{IndependentStyle, Locale, Style},
};

use super::{bounds, engine::Engine, fault::fault};
use crate::{
    base::{
        Diagnostic, Digest, Lang, Message, RelPath, Span,
        diagnostic::{did_you_mean, nearest},
        places::STYLES,
        say,
    },
    config::{self, Config},
};

/// The style of archives that name none.
pub const DEFAULT: &str = "apa";
/// Short names that people use for a style that has a longer one.
const ALIASES: [(&str, &str); 5] = [
    ("gost", "gost-r-705-2008-numeric"),
    ("chicago", "chicago-author-date"),
    ("mla", "modern-language-association"),
    ("vancouver", "vancouver"),
    ("harvard", "harvard-cite-them-right"),
];

/// The words of all languages. They come only all together, and to decode them takes a tenth of a second.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(archive::locales);

/// The engine that does not yet run.
type Sleeping = LazyLock<Option<Engine>, Box<dyn FnOnce() -> Option<Engine> + Send>>;

/// The style and locale of an archive: an engine that is made when something is to be formatted.
pub struct Csl {
    digest: Digest,
    engine: Sleeping,
}

/// The source of a style.
#[derive(Clone)]
enum Source {
    /// One of those that the engine carries.
    Known(ArchivedStyle),
    /// A file of the archive, understood already: it must be looked at anyhow, to say what is wrong with it.
    Own(Box<IndependentStyle>),
}

impl Csl {
    /// The style that the configuration names: the stem of a file among `styles`, or one that the engine carries. Where
    /// there is none such, the default and a diagnostic.
    pub fn new(config: &Config, configuration: Option<&[u8]>, styles: &BTreeMap<RelPath, Arc<[u8]>>) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let name = if config.citation_style.is_empty() { DEFAULT } else { &config.citation_style };
        let own = styles.iter().find(|(path, _)| path.stem() == name);
        let source = match own {
            Some((path, bytes)) => match own_style(bytes, styles) {
                Ok(source) => Some(source),
                Err((message, span)) => {
                    let hint = say::bad_style_hint();
                    let mut problem = Diagnostic::error(path, message).hint(hint);
                    problem.span = span;
                    diagnostics.push(problem);
                    None
                }
            },
            None => known(name).map(Source::Known).or_else(|| {
                diagnostics.push(unknown(name, configuration, styles));
                None
            }),
        };
        let source = source.or_else(|| known(DEFAULT).map(Source::Known));
        let digest = Digest::of_value(&(
            env!("CARGO_PKG_VERSION"),
            name,
            own.map(|(_, bytes)| Digest::of(bytes)),
            config.lang.as_str(),
            diagnostics.len(),
        ));
        let lang = config.lang.clone();
        let engine: Sleeping = LazyLock::new(Box::new(move || source.and_then(|source| wake(source, &lang))));
        (Self { digest, engine }, diagnostics)
    }

    /// The digest of style and locale.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The engine; `None` only if the styles that the engine carries are damaged.
    pub fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }
}

fn known(name: &str) -> Option<ArchivedStyle> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
    ArchivedStyle::by_name(name)
}

/// A style of the archive; one that depends on another takes that from the archive or from those that the engine carries.
fn own_style(bytes: &[u8], styles: &BTreeMap<RelPath, Arc<[u8]>>) -> Result<Source, (Message, Option<Span>)> {
    let read = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            (say::bad_style_utf8(), Some(Span::new(at, at + 1)))
        })?;
        bounds::check(text, bounds::BOUNDS)?;
        Style::from_xml(text).map_err(|error| fault(text, &error))
    };
    match read(bytes)? {
        Style::Independent(style) => Ok(Source::Own(Box::new(style))),
        Style::Dependent(style) => {
            let parent = style.parent_link.href;
            let stem = parent.rsplit('/').next().unwrap_or(&parent).to_owned();
            if let Some((path, bytes)) = styles.iter().find(|(path, _)| path.stem() == stem)
                && let Style::Independent(style) = read(bytes).map_err(|(message, _)| (say::bad_style_parent(path, message), None))?
            {
                return Ok(Source::Own(Box::new(style)));
            }
            ArchivedStyle::by_id(&parent).or_else(|| known(&stem)).map(Source::Known).ok_or_else(|| {
                let at = std::str::from_utf8(bytes).ok().and_then(|text| text.find(&parent));
                let span = at.map(|at| Span::new(at, at + parent.len()));
                (say::bad_style_no_parent(&parent), span)
            })
        }
    }
}

fn wake(source: Source, lang: &Lang) -> Option<Engine> {
    let style = match source {
        Source::Own(style) => *style,
        Source::Known(style) => match style.get() {
            Style::Independent(style) => style,
            Style::Dependent(_) => return None,
        },
    };
    // The site's language, and American English for what it lacks, as CSL falls back.
    let primary = lang.primary();
    let is_wanted =
        |locale: &&Locale| locale.lang.as_ref().is_some_and(|code| code.0 == "en-US" || code.0.split('-').next() == Some(primary));
    let locales: Vec<Locale> = LOCALES.iter().filter(is_wanted).cloned().collect();
    let exact = locales.iter().filter_map(|locale| locale.lang.clone());
    let code = exact.clone().find(|code| code.0 == lang.as_str()).or_else(|| {
        // `pt-PT` before `pt-BR`, `de-DE` before `de-AT`: the region of the same name, then the first.
        let same = format!("{primary}-{}", primary.to_uppercase());
        exact.clone().find(|code| code.0 == same).or_else(|| exact.clone().find(|code| code.0.split('-').next() == Some(primary)))
    });
    Some(Engine::new(style, locales, code))
}

fn unknown(name: &str, configuration: Option<&[u8]>, styles: &BTreeMap<RelPath, Arc<[u8]>>) -> Diagnostic {
    let known = ArchivedStyle::all().iter().flat_map(|style| style.names()).copied();
    let names: Vec<&str> = styles.keys().map(RelPath::stem).chain(known).chain(ALIASES.map(|(alias, _)| alias)).collect();
    let mut near = nearest(name, names.iter().copied(), 3);
    near.extend(names.iter().filter(|other| other.split('-').any(|word| word == name)).take(3));
    near.dedup();
    let hint = match did_you_mean(&near) {
        None => say::unknown_style_hint(name, STYLES),
        Some(hint) => say::unknown_style_hint_near(hint, STYLES),
    };
    let file = RelPath::new(config::FILE);
    let mut diagnostic = Diagnostic::error(&file, say::unknown_style(name)).hint(hint);
    diagnostic.span = configuration.and_then(|bytes| config::place(bytes, "citation-style"));
    diagnostic
}
