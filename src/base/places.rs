//! Where the files of an archive stand, from its root (docs/FORMATS.md).

/// Where documents stand.
pub const DOCUMENTS: &str = "content/documents";
/// Where source texts stand, as received.
pub const SOURCES: &str = "content/sources";
/// Where bibliographies and libraries stand.
pub const BIBLIOGRAPHY: &str = "content/bibliography";
/// The editors' verdicts on the identity of works.
pub const VERDICTS: &str = "content/bibliography/works.yaml";
/// Where notes stand.
pub const ANNOTATIONS: &str = "content/annotations";
/// Where authority records stand.
pub const AUTHORITIES: &str = "content/authorities";
/// Where free pages stand.
pub const PAGES: &str = "content/pages";
/// Where the archive's own citation styles stand.
pub const STYLES: &str = "content/styles";
/// Where templates stand.
pub const TEMPLATES: &str = "templates";
