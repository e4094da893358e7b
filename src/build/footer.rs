//! The texts at the foot of pages: what the configuration says of them, read as texts.

use super::Memo;
use crate::{
    archive::Delta,
    base::{Diagnostic, RelPath},
    config::{self, Config, frame::FooterText},
    document::footer,
};

/// What is remembered of them.
#[derive(Default)]
pub(super) struct FooterMemo {
    /// As the configuration had them.
    of: Vec<FooterText>,
    /// What is wrong with them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads them if they are others than before.
pub(super) fn read(config: &Config, memo: &mut Memo, delta: &mut Delta) {
    let texts = &config.frame.footer;
    if memo.looks.footer.of == *texts {
        return;
    }
    let highlighter = memo.highlighter();
    let code = |lang: &str, code: &str| highlighter.highlight(lang, code);
    let path = RelPath::new(config::FILE);
    let read = texts.iter().map(|text| footer::read(&path, text.lang.as_ref(), &text.markdown, text.place, &code));
    let (footers, found): (Vec<_>, Vec<_>) = read.unzip();
    memo.looks.footer = FooterMemo { of: texts.clone(), diagnostics: found.into_iter().flatten().collect() };
    delta.footers = Some(footers);
}
