//! Which variables of a description a format has no place for.
//!
//! A description is written in six ways; what one of them lacks stands here, and is said of an archive that has it. A test writes every
//! variable in every format, and holds that the list is true (`tests/it/variables.rs`).

/// The formats in which a document's description is written, as people call them.
pub const FORMATS: [&str; 6] = ["BibLaTeX", "RIS", "CSL-JSON", "Dublin Core", "JSON-LD", "Highwire"];

/// For each format the variables for which it has no place.
pub const NOWHERE: [(&str, &[&str]); 6] =
    [("BibLaTeX", &[]), ("RIS", &[]), ("CSL-JSON", &[]), ("Dublin Core", &[]), ("JSON-LD", &[]), ("Highwire", &[])];

/// The formats that have no place for a variable.
pub fn lacking(variable: &str) -> impl Iterator<Item = &'static str> {
    NOWHERE.iter().filter(move |(_, variables)| variables.contains(&variable)).map(|(format, _)| *format)
}
