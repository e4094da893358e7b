//! What is taken out of files of the archive before readers get them.

use crate::{
    base::{RelPath, places::is_picture},
    config::Config,
};

/// What is taken out of the copy of a file that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleaning {
    /// All of a drawing that could run.
    Scripts,
    /// Where a photograph was taken.
    Places,
}

impl Cleaning {
    /// What is taken out of a file, by its ending and the configuration; nothing of most.
    pub fn of(config: &Config, path: &RelPath) -> Option<Self> {
        match path.extension().as_str() {
            "svg" => Some(Self::Scripts),
            _ if is_picture(path) && !config.pictures.places => Some(Self::Places),
            _ => None,
        }
    }

    /// As names of files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scripts => "scripts",
            Self::Places => "places",
        }
    }
}
