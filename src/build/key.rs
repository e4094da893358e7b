//! What a page is made from, as one value.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use super::PageMemo;
use crate::{
    base::{Digest, Lang},
    config::Config,
    site::{
        csl::Csl,
        iiif::words,
        templates::{Templates, strings::Strings},
        tongues::Tongue,
        view::View,
    },
};

/// This program: its version, and a digest of its source, since between two versions it changes, too.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("SCHOLION_SOURCE"));

/// All inputs of a page: same key, same bytes.
///
/// `scholion explain` prints this very value, so that the reason for a rendering and its
/// explanation cannot drift apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageKey {
    /// The digest of exactly what the template gets.
    pub view: Digest,
    /// What pages of its kind are made with.
    pub made_with: Arc<MadeWith>,
}

/// What all pages of one template are made with, besides their views.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MadeWith {
    pub template: Arc<str>,
    /// The language of the site's words.
    pub lang: Arc<str>,
    /// The digest of the template and all that it uses: other templates, words, addresses of assets.
    pub templates: Digest,
    /// The digest of the configuration, flags considered.
    pub config: Digest,
    pub program: Arc<str>,
}

/// What the pages of a build are made with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// By language and template.
    made_with: BTreeMap<(Arc<str>, Arc<str>), Arc<MadeWith>>,
    config: Option<Digest>,
    /// The digest of the citation style, which shows in the views.
    style: Option<Digest>,
    /// The digest of the words of the site that stand in files which no template makes, and of what its languages are called.
    words: Option<Digest>,
}

/// The name under which files stand that no template makes.
const NO_TEMPLATE: &str = "";

/// Why a page is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No build that is known has made it.
    New,
    /// The last build could not render it.
    FailedBefore,
    /// What it shows differs.
    ViewDiffers,
    /// It has another template, or that or what it uses differs.
    TemplatesChanged,
    /// The configuration differs.
    ConfigurationChanged,
    /// The program differs.
    ProgramChanged,
}

/// Why a page with this key must be rendered after what is known of it: nothing if it need not be.
///
/// This is the engine's decision, and what `scholion explain` tells.
pub fn reasons(known: Option<&PageMemo>, key: &PageKey) -> Vec<Reason> {
    let Some(known) = known else { return vec![Reason::New] };
    let Some(old) = &known.key else { return vec![Reason::FailedBefore] };
    // Taken apart without `..`: a part that is added to the key must be added here.
    let PageKey { view, made_with } = old;
    let MadeWith { template, lang, templates, config, program } = &**made_with;
    let now = &*key.made_with;
    let differs = [
        (*view != key.view, Reason::ViewDiffers),
        ((template, lang, templates) != (&now.template, &now.lang, &now.templates), Reason::TemplatesChanged),
        (*config != now.config, Reason::ConfigurationChanged),
        (*program != now.program, Reason::ProgramChanged),
    ];
    differs.into_iter().filter(|(differs, _)| *differs).map(|(_, reason)| reason).collect()
}

/// What all pages of a build are made with; what is as it was in `old` is shared with it.
pub fn settings(config: &Config, templates: &[Templates], csl: &[Csl], old: &Settings) -> Settings {
    let config_digest = Digest::of_value(config);
    let program: Arc<str> = PROGRAM.into();
    let nothing = Digest::of(b"");
    let mut made_with = BTreeMap::new();
    let mut put = |lang: &Arc<str>, name: &str, templates, config| {
        let key: (Arc<str>, Arc<str>) = (lang.clone(), name.into());
        let now = MadeWith { template: key.1.clone(), lang: lang.clone(), templates, config, program: program.clone() };
        let same = old.made_with.get(&key).filter(|old| ***old == now).cloned();
        made_with.insert(key, same.unwrap_or_else(|| Arc::new(now)));
    };
    for set in templates {
        let lang: Arc<str> = set.lang().as_str().into();
        set.digests().iter().for_each(|(name, digest)| put(&lang, name, *digest, config_digest));
    }
    put(&NO_TEMPLATE.into(), NO_TEMPLATE, nothing, nothing);
    let said: Vec<Arc<Strings>> = templates.iter().map(|set| Arc::clone(set.strings())).collect();
    // Pages lead to themselves in each language by what that is called in itself.
    let called = Tongue::all(config, &said).into_iter().map(|tongue| (tongue.name, tongue.is_spoken));
    let words: Vec<_> = said.iter().map(|words| words.digest(words::is_said)).zip(called).collect();
    let styles: Vec<Digest> = csl.iter().map(Csl::digest).collect();
    let (style, words) = (Digest::of_value(&styles), Digest::of_value(&words));
    Settings { made_with, config: Some(config_digest), style: Some(style), words: Some(words) }
}

impl Settings {
    /// The key of a page that shows `view` with the words of a language.
    pub fn key(&self, view: &View, lang: &Lang) -> PageKey {
        self.key_of(lang.as_str(), view.template(), view.digest())
    }

    /// The key of a file that holds `text`, and that no template and no setting makes a part of.
    pub fn key_of_file(&self, text: &str) -> PageKey {
        self.key_of(NO_TEMPLATE, NO_TEMPLATE, Digest::of(text.as_bytes()))
    }

    fn key_of(&self, lang: &str, template: &str, view: Digest) -> PageKey {
        let (lang, template): (Arc<str>, Arc<str>) = (lang.into(), template.into());
        let made_with = self.made_with.get(&(lang.clone(), template.clone())).cloned().unwrap_or_else(|| {
            // A template that is not there renders nothing; its page fails with whatever key it has.
            let nothing = Digest::of(b"");
            Arc::new(MadeWith { template, lang, templates: nothing, config: nothing, program: PROGRAM.into() })
        });
        PageKey { view, made_with }
    }

    /// Whether a page was made with something else.
    pub fn is_outdated(&self, page: &PageMemo) -> bool {
        page.key.as_ref().is_none_or(|key| {
            let of = (key.made_with.lang.clone(), key.made_with.template.clone());
            self.made_with.get(&of).is_none_or(|now| *now != key.made_with)
        })
    }

    /// Whether the configuration, the citation style, the words of manifests and the names of languages are the same: units read them, and say nothing of it.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.config, self.style, self.words) == (other.config, other.style, other.words)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "it is new",
            Self::FailedBefore => "the last build could not render it",
            Self::ViewDiffers => "its view differs",
            Self::TemplatesChanged => "its templates changed",
            Self::ConfigurationChanged => "the configuration changed",
            Self::ProgramChanged => "the program changed",
        })
    }
}
