//! What the configuration says of the site's frame and only the archive knows: the texts at the foot of pages, read as texts, and what it names.

use super::Memo;
use crate::{
    archive::Delta,
    base::{Diagnostic, RelPath, places::CONFIGURED, say},
    config::{
        self, Config,
        frame::{FooterText, SiteFrame},
    },
    document::footer::{self, Footer},
};

/// What is remembered of them.
#[derive(Default)]
pub(super) struct FooterMemo {
    /// As the configuration had them.
    of: Vec<FooterText>,
    /// The frame, with the places at which it stands.
    frame: SiteFrame,
    /// What is wrong with them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Hands them over if they are others than before.
pub(super) fn read(config: &Config, memo: &mut Memo, delta: &mut Delta) {
    if memo.looks.footer.frame != config.frame {
        memo.looks.footer.frame.clone_from(&config.frame);
        delta.frame = Some(config.frame.clone());
    }
    let texts = &config.frame.footer;
    if memo.looks.footer.of == *texts {
        return;
    }
    let highlighter = memo.highlighter();
    let code = |lang: &str, code: &str| highlighter.highlight(lang, code);
    let path = RelPath::new(CONFIGURED);
    let read = texts.iter().map(|text| footer::read(&path, text.lang.as_ref(), &text.markdown, text.place, &code));
    let (footers, found): (Vec<Footer>, Vec<Vec<Diagnostic>>) = read.unzip();
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().flatten().collect();
    for (footer, text) in footers.iter().zip(texts).filter(|(footer, _)| !footer.text.facts.citations.is_empty()) {
        diagnostics.push(Diagnostic::warning(&footer.text.path, say::no_effect_footer()).at(text.place).hint(say::no_effect_footer_hint()));
    }
    for found in &mut diagnostics {
        found.path = RelPath::new(config::FILE);
    }
    (memo.looks.footer.of, memo.looks.footer.diagnostics) = (texts.clone(), diagnostics);
    delta.footers = Some(footers);
}
