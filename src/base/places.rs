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
/// Where the program keeps what it needs from one run to the next.
pub const KEPT: &str = ".scholion";

/// Folders of the root in which nothing may be published.
pub const OWN: [&str; 3] = ["content", TEMPLATES, KEPT];
/// Folders of programs that keep versions, in which nothing may be published wherever they stand.
const VERSIONS: [&str; 5] = [".git", ".hg", ".svn", ".jj", ".bzr"];

/// Whether a folder of this name belongs to a program that keeps versions. File systems may fold case.
pub fn keeps_versions(name: &str) -> bool {
    VERSIONS.iter().any(|own| own.eq_ignore_ascii_case(name))
}
