//! Which style and locale the configuration means.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use scholion_csl::style::{Fault, Style, locale::Locale};

use super::{carried, engine::Engine, fault};
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

/// The engine that does not yet run.
type Sleeping = LazyLock<Option<Engine>, Box<dyn FnOnce() -> Option<Engine> + Send>>;

/// The style and locale of an archive: an engine that is made when something is to be formatted.
pub struct Csl {
    digest: Digest,
    engine: Sleeping,
}

/// The source of a style.
enum Source {
    /// One of those that the program carries, by its own name.
    Carried(&'static str),
    /// A file of the archive, understood already: it must be looked at anyhow, to say what is wrong with it.
    Own(Box<Style>),
}

impl Csl {
    /// The style that the configuration names: the stem of a file among `styles`, or one that the program carries. Where
    /// there is none such, the default and a diagnostic.
    pub fn new(config: &Config, configuration: Option<&[u8]>, styles: &BTreeMap<RelPath, Arc<[u8]>>) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let name = if config.citation_style.is_empty() { DEFAULT } else { &config.citation_style };
        let own = styles.iter().find(|(path, _)| path.stem() == name);
        let source = match own {
            Some((path, bytes)) => own_style(path, bytes, styles, &mut diagnostics),
            None => carried::style_named(name).map(Source::Carried).or_else(|| {
                diagnostics.push(unknown(name, configuration, styles));
                None
            }),
        };
        let source = source.unwrap_or(Source::Carried(DEFAULT));
        let digest = Digest::of_value(&(
            // What a program of other source has formatted is not believed.
            env!("SCHOLION_SOURCE"),
            name,
            own.map(|_| styles.values().map(|bytes| Digest::of(bytes)).collect::<Vec<_>>()),
            config.lang.as_str(),
            diagnostics.len(),
        ));
        let lang = config.lang.clone();
        let engine: Sleeping = LazyLock::new(Box::new(move || wake(source, &lang)));
        (Self { digest, engine }, diagnostics)
    }

    /// The digest of style and locale.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The engine; `None` only if the styles that the program carries are damaged.
    pub fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }
}

/// A style of the archive; one that depends on another takes that from the archive or from those that the program carries.
fn own_style(path: &RelPath, bytes: &[u8], styles: &BTreeMap<RelPath, Arc<[u8]>>, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    let style = match read(bytes) {
        Ok(style) => style,
        Err(faults) => {
            diagnostics.extend(faults.into_iter().map(|(message, span)| bad(path, message, span)));
            return None;
        }
    };
    diagnostics.extend(style.doubts.iter().map(|doubt| odd(path, doubt)));
    let Some(parent) = style.info.parent.clone() else { return Some(Source::Own(Box::new(style))) };
    let stem = parent.rsplit('/').next().unwrap_or(&parent);
    if let Some((other, bytes)) = styles.iter().find(|(other, _)| other.stem() == stem && *other != path) {
        match read(bytes) {
            Ok(style) if style.info.parent.is_none() => {
                diagnostics.extend(style.doubts.iter().map(|doubt| odd(other, doubt)));
                return Some(Source::Own(Box::new(style)));
            }
            Ok(_) => {}
            Err(faults) => {
                diagnostics.extend(faults.into_iter().map(|(message, _)| bad(path, say::bad_style_parent(other, message), None)));
                return None;
            }
        }
    }
    if let Some(name) = carried::style_named(stem) {
        return Some(Source::Carried(name));
    }
    let at = std::str::from_utf8(bytes).ok().and_then(|text| text.find(&parent));
    diagnostics.push(bad(path, say::bad_style_no_parent(&parent), at.map(|at| Span::new(at, at + parent.len()))));
    None
}

/// A style, or all that is wrong with it.
fn read(bytes: &[u8]) -> Result<Style, Vec<(Message, Option<Span>)>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        vec![(say::bad_style_utf8(), Some(Span::new(at, at + 1)))]
    })?;
    Style::read(text).map_err(|faults| faults.iter().map(fault::said).collect())
}

fn bad(path: &RelPath, message: Message, span: Option<Span>) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(path, message).hint(say::bad_style_hint());
    diagnostic.span = span;
    diagnostic
}

fn odd(path: &RelPath, doubt: &Fault) -> Diagnostic {
    let (why, span) = fault::said(doubt);
    let mut diagnostic = Diagnostic::warning(path, say::odd_style(why)).hint(say::odd_style_hint());
    diagnostic.span = span;
    diagnostic
}

fn wake(source: Source, lang: &Lang) -> Option<Engine> {
    let style = match source {
        Source::Own(style) => *style,
        Source::Carried(name) => Style::read(&carried::style(name)?).ok()?,
    };
    let names = Locale::fallback(lang.as_str());
    let files: Vec<Locale> = names.iter().filter_map(|name| Locale::read(&carried::locale(name)?).ok()).collect();
    let locale = style.locale(lang.as_str(), &files.iter().collect::<Vec<_>>());
    Some(Engine::new(style, locale))
}

fn unknown(name: &str, configuration: Option<&[u8]>, styles: &BTreeMap<RelPath, Arc<[u8]>>) -> Diagnostic {
    let mut names: Vec<&str> = styles.keys().map(RelPath::stem).collect();
    carried::names().for_each(|name| names.push(name));
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
