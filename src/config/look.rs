//! How pages look, as far as a line says it: `faces`, `theme`.

use serde::{Deserialize, Serialize};

use super::keys::{Problem, problem};
use crate::base::{diagnostic::meant, say, yaml::Node};

/// What is chosen of the program's looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// In which faces pages are set (`faces`).
    pub faces: Faces,
    /// In which colours (`theme`).
    pub theme: Theme,
}

impl Look {
    /// Whether a site of this look has any use for one of the program's assets: for another theme's sheet it has not, nor for faces that
    /// it is not set in. An archive's own faces stand elsewhere in `templates/assets/`.
    pub fn uses(self, asset: &str) -> bool {
        if asset.starts_with("assets/faces/") {
            return self.faces == Faces::Carried;
        }
        let theme = asset.strip_prefix("assets/themes/").and_then(|name| name.strip_suffix(".css"));
        theme.is_none_or(|name| name == self.theme.name() || THEMES.iter().all(|(known, _)| *known != name))
    }
}

/// In which faces pages are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Faces {
    /// In those that the program carries, which are published with the site.
    #[default]
    Carried,
    /// In those that readers' systems have; no file of a font is published.
    System,
}

/// In which colours pages are, light and dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Warm paper, and the red of rubrics.
    #[default]
    Paper,
    /// Cool grey and blue.
    Slate,
    /// Black and white, with a band of colour across the head.
    Journal,
}

/// The themes by their names.
pub const THEMES: [(&str, Theme); 3] = [("paper", Theme::Paper), ("slate", Theme::Slate), ("journal", Theme::Journal)];

impl Theme {
    /// Its name.
    pub fn name(self) -> &'static str {
        THEMES.iter().find(|(_, theme)| *theme == self).map_or("", |(name, _)| name)
    }
}

/// `system` or `false`, `carried` or `true`.
pub(super) fn faces(value: &Node<'_>) -> Result<Faces, Problem> {
    const VALUES: [(&str, Faces); 2] = [("carried", Faces::Carried), ("system", Faces::System)];
    match value.truth() {
        Some(true) => Ok(Faces::Carried),
        Some(false) => Ok(Faces::System),
        None => named(value, &VALUES, say::wrong_value_hint_faces),
    }
}

/// The name of a theme.
pub(super) fn theme(value: &Node<'_>) -> Result<Theme, Problem> {
    named(value, &THEMES, say::wrong_value_hint_theme)
}

fn named<T: Copy>(value: &Node<'_>, values: &[(&'static str, T)], hint: fn() -> crate::base::Message) -> Result<T, Problem> {
    let Some(name) = value.text().map(str::trim) else { return Err(problem(say::value_text(value.kind()), hint())) };
    values.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value).ok_or_else(|| {
        let near = meant(name, values.iter().map(|(known, _)| *known));
        problem(say::value_cannot(name), near.unwrap_or_else(hint))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, config::parse};

    #[test]
    fn a_line_chooses_and_a_slip_is_said() {
        let read = |text: &str| {
            let (config, found) = parse(&RelPath::new("scholion.yaml"), text.as_bytes());
            (config.frame.look, found.iter().map(|found| found.message.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(read("title: A\n"), (Look::default(), Vec::new()));
        let chosen = Look { faces: Faces::System, theme: Theme::Journal };
        assert_eq!(read("faces: system\ntheme: Journal\n"), (chosen, Vec::new()));
        assert_eq!(read("faces: false\n").0.faces, Faces::System);
        let (look, found) = read("faces: sytem\ntheme: [paper]\n");
        assert_eq!((look, found.len()), (Look::default(), 2), "{found:?}");
        assert!(!look.uses("assets/themes/slate.css") && look.uses("assets/themes/ours.css") && look.uses("assets/faces/faces.css"));
        assert!(chosen.uses("assets/themes/journal.css") && !chosen.uses("assets/faces/faces.css") && chosen.uses("assets/style.css"));
        assert!(THEMES.iter().all(|(name, theme)| theme.name() == *name));
    }
}
