//! What is taken out of files of the archive before readers get them.

use scholion_picture::blank_places;
use serde::{Deserialize, Serialize};

use crate::{
    base::{Diagnostic, RelPath, places::is_picture, say},
    config::Config,
    document::drawing,
};

/// What is taken out of the copy of a file that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cleaning {
    /// All of a drawing that could run.
    Scripts,
    /// Where a photograph was taken.
    Places,
    /// All of a capture, or of a sheet beside one, that runs, sends or loads anything: it is written anew ([`super::capture`]).
    Capture,
}

impl Cleaning {
    /// What is taken out of a file, by its ending and the configuration; nothing of most.
    pub fn of(config: &Config, path: &RelPath) -> Option<Self> {
        match path.extension().as_str() {
            "svg" => Some(Self::Scripts),
            // On the site nothing else stands there.
            "html" | "css" if path.is_below("archive") => Some(Self::Capture),
            _ if is_picture(path) && !config.pictures.places => Some(Self::Places),
            _ => None,
        }
    }

    /// As names of files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scripts => "scripts",
            Self::Places => "places",
            Self::Capture => "capture",
        }
    }

    /// What is published of a file with these bytes, and if it cannot be done, why.
    pub fn apply(self, mut bytes: Vec<u8>) -> (Vec<u8>, Option<String>) {
        match self {
            Self::Scripts => match drawing::without_scripts(&bytes) {
                Ok(drawing) => (drawing.map_or(bytes, String::into_bytes), None),
                Err(drawing::NoDrawing) => (NOTHING.to_vec(), Some(String::from("no SVG"))),
            },
            Self::Places => {
                let fault = blank_places(&mut bytes).err();
                (bytes, fault.map(|fault| fault.to_string()))
            }
            // With what it is written no one file says.
            Self::Capture => (Vec::new(), Some(String::from("no capture"))),
        }
    }

    /// What is said of a file to which it cannot be done.
    pub fn finding(self, file: &RelPath, why: &str) -> Diagnostic {
        match self {
            Self::Scripts => Diagnostic::error(file, say::drawing_unread()).hint(say::drawing_unread_hint()),
            Self::Places => Diagnostic::warning(file, say::picture_place(why)).hint(say::picture_place_hint()),
            Self::Capture => Diagnostic::error(file, say::capture_unread(why)).hint(say::capture_unread_hint()),
        }
    }
}

/// What stands in the place of a drawing that is none.
pub const NOTHING: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
