//! Variables of descriptions for which a format has no place.

use std::collections::BTreeMap;

use super::Survey;
use crate::{
    base::{Diagnostic, say},
    config::Config,
    reference::{nowhere::lacking, variable},
};

/// Says of each variable that the archive uses, once, in which formats it cannot be written: where the first document has it.
pub fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let formats = |variable: &variable::Variable| lacking(variable.name).map(str::to_owned).collect::<Vec<_>>();
    let mut open: BTreeMap<&str, Vec<String>> = variable::ALL.iter().map(|variable| (variable.name, formats(variable))).collect();
    open.retain(|_, formats| !formats.is_empty());
    for front in survey.fronts() {
        for (key, place) in &front.meta.places {
            let Some(formats) = open.remove(key.as_str()) else { continue };
            all.push(Diagnostic::notice(front.path, say::not_exported(key, formats)).at(*place).hint(say::not_exported_hint()));
        }
    }
}
