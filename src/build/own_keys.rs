//! Keys of texts that mean nothing by themselves: whether they are fields of the archive says the configuration.

use super::Memo;
use crate::{archive::fields::problems, base::RelPath, config::Config};

/// Says what is wrong with keys of texts that mean nothing by themselves, by the fields that the archive has.
pub(super) fn check(changed: &[RelPath], gone: &[RelPath], config: &Config, memo: &mut Memo) {
    gone.iter().for_each(|path| _ = memo.inputs.own_flaws.remove(path));
    let all: Vec<RelPath>;
    let due: &[RelPath] = if memo.catalogue.fields().fields() == &config.fields {
        changed
    } else {
        all = memo.inputs.documents.keys().cloned().collect();
        &all
    };
    for path in due {
        let Some(document) = memo.inputs.documents.get(path) else { continue };
        let mut flaws = Vec::new();
        problems::of_text(&config.fields, document, &mut flaws);
        if flaws.is_empty() {
            memo.inputs.own_flaws.remove(path);
        } else {
            memo.inputs.own_flaws.insert(path.clone(), flaws);
        }
    }
}
