//! Variables of descriptions for which a format has no place.

use rustc_hash::FxHashMap;

use super::Survey;
use crate::{
    base::{Diagnostic, RelPath, say, snapshot::CONFIG_FILE},
    config::Config,
    reference::{
        nowhere::{HIGHWIRE, lacking},
        variable,
    },
};

/// Says of each variable that the archive uses, once, in which formats it cannot be written: where the first document has it. Tags for
/// search engines of articles lack most of them, which is said of all together.
pub fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let formats = |variable: &variable::Variable| lacking(variable.name).map(str::to_owned).collect::<Vec<_>>();
    let mut open: FxHashMap<&str, Vec<String>> = variable::ALL.iter().map(|variable| (variable.name, formats(variable))).collect();
    // Pages say the licence by a link, and files for citing need none.
    open.retain(|name, formats| !formats.is_empty() && *name != "license");
    let mut tags = Vec::new();
    for front in survey.fronts() {
        for (key, place) in &front.meta.places {
            let Some(mut formats) = open.remove(key.as_str()) else { continue };
            if formats.iter().any(|format| format == HIGHWIRE) {
                formats.retain(|format| format != HIGHWIRE);
                tags.push(key.clone());
            }
            if !formats.is_empty() {
                all.push(Diagnostic::notice(front.path, say::not_exported(key, formats)).at(*place).hint(say::not_exported_hint()));
            }
        }
    }
    if !tags.is_empty() {
        tags.sort_unstable_by_key(|name| variable::ALL.iter().position(|variable| variable.name == *name));
        let path = RelPath::new(CONFIG_FILE);
        all.push(Diagnostic::notice(&path, say::not_exported_tags(tags)).hint(say::not_exported_tags_hint()));
    }
}
