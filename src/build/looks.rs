//! With what pages look as they do: templates, the data for which these ask, and the citation style.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Memo,
    memo::LooksMemo,
    role::{Role, role},
};
use crate::{
    base::{
        Digest, RelPath, Severity, Snapshot,
        places::{DATA, STYLES},
    },
    config::Config,
    site::{
        csl::Csl,
        templates::{Data, Templates},
    },
};

/// The templates to render with, a set for each language of the site. While those of the archive are broken, the last set that was
/// right goes on, so that a slip of the editor does not redraw the whole site.
pub fn templates(snapshot: &Snapshot, config: &Config, memo: &mut Memo, changed: bool) -> Arc<Vec<Templates>> {
    let changed = changed | memo.looks.renew_data(snapshot);
    let languages = config.all_languages();
    let is_of = |sets: &[Templates]| sets.iter().map(Templates::lang).eq(languages);
    if let Some(templates) = memo.looks.templates.clone().filter(|sets| !changed && is_of(sets)) {
        return templates;
    }
    let overrides = Templates::overrides(snapshot);
    let (mut templates, diagnostics) = Templates::of_languages(&overrides, &memo.looks.data, languages);
    let broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    match &memo.looks.good_templates {
        Some(good) if broken => templates = Templates::of_languages(good, &memo.looks.data, languages).0,
        _ if broken => {}
        _ => memo.looks.good_templates = Some(overrides),
    }
    memo.looks.template_diagnostics = diagnostics;
    memo.looks.templates.insert(Arc::new(templates)).clone()
}

/// The citation style to format with, for each language of the site. Where the one that is meant is broken, the default is one.
pub fn csl(snapshot: &Snapshot, config: &Config, memo: &mut Memo, changed: bool) -> Arc<Vec<Csl>> {
    let meant = (config.citation_style.clone(), config.all_languages().to_vec());
    if let Some(csl) = memo.looks.csl.clone().filter(|_| !changed && memo.looks.csl_meant == meant && memo.looks.csl_diagnostics.is_empty())
    {
        return csl;
    }
    let styles: BTreeMap<RelPath, Arc<[u8]>> = snapshot
        .below(STYLES)
        .filter(|(path, _)| role(path) == Role::Style)
        .filter_map(|(path, file)| Some((path.clone(), file.bytes()?.clone())))
        .collect();
    let configuration = snapshot.get(crate::config::FILE).map(|bytes| &**bytes);
    let (mut csl, mut diagnostics) = (Vec::new(), Vec::new());
    for lang in config.all_languages() {
        let (one, found) = Csl::new(&config.in_language(lang), configuration, &styles);
        csl.push(one);
        // Of each language the same is wrong.
        diagnostics = found;
    }
    memo.looks.csl_diagnostics = diagnostics;
    memo.looks.csl_meant = meant;
    memo.looks.csl.insert(Arc::new(csl)).clone()
}

impl LooksMemo {
    /// Reads what templates may ask for, if its files changed. Whether any template may ask for what is otherwise now.
    pub(super) fn renew_data(&mut self, snapshot: &Snapshot) -> bool {
        let files: BTreeMap<RelPath, Digest> = snapshot.below(DATA).map(|(path, file)| (path.clone(), file.digest)).collect();
        if files == self.data_files {
            return false;
        }
        let (data, found) = Data::read(snapshot);
        let sets = self.templates.iter().flat_map(|sets| sets.iter());
        // A template that was left out may have been for what it asks for.
        let is_broken = self.template_diagnostics.iter().any(|found| found.severity == Severity::Error);
        let is_asked = is_broken || sets.into_iter().any(|set| data.differing(&self.data).any(|name| set.asks_for(name)));
        (self.data, self.data_files, self.data_diagnostics) = (Arc::new(data), files, found);
        is_asked
    }
}
