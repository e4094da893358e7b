//! Paths inside the archive and inside the site.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// A relative path with forward slashes and no `.` or `..`, below the archive's or the site's root.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// Takes `path` as it stands, with backslashes turned and `./` and empty parts dropped; `..`
    /// steps up as far as the root.
    pub fn new(path: &str) -> Self {
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                _ => parts.push(part),
            }
        }
        let joined = parts.join("/");
        Self(if joined == path { path.into() } else { joined.into() })
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The last part without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The last extension in lower case, without its dot; empty if there is none.
    pub fn extension(&self) -> String {
        let name = self.name();
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(String::new(), |(_, ext)| ext.to_lowercase())
    }

    /// All but the last part; empty for a path of one part.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// The path from `folder`, if this lies below it.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Whether this lies below a folder.
    pub fn is_below(&self, folder: &str) -> bool {
        self.below(folder).is_some()
    }

    /// The path of `relative` as seen from this file's folder; `None` if it steps out of the root.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.parent().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                _ => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }

    /// How a page at this path reaches `target`: a relative address with forward slashes, which never has a scheme: a first
    /// part with a colon in it gets `./` before it (RFC 3986, section 4.2).
    pub fn to(&self, target: &str) -> String {
        let mut from = self.parent().split('/').filter(|part| !part.is_empty()).peekable();
        let mut rest = target;
        while let Some((part, behind)) = rest.split_once('/')
            && from.next_if_eq(&part).is_some()
        {
            rest = behind;
        }
        let up = from.count();
        let mut address = String::with_capacity("../".len() * up + rest.len());
        if up == 0 && super::web::scheme(rest).is_some() {
            address.push_str("./");
        }
        (0..up).for_each(|_| address.push_str("../"));
        address.push_str(rest);
        address
    }
}

/// The path as text that is kept in several places.
impl From<&RelPath> for Arc<str> {
    fn from(path: &RelPath) -> Self {
        path.0.clone()
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl std::borrow::Borrow<str> for RelPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_and_leads_back() {
        let page = RelPath::new("documents/a.html");
        assert_eq!(page.to("documents/b.html"), "b.html");
        assert_eq!(page.to("works/x.html"), "../works/x.html");
        assert_eq!(page.to("index.html"), "../index.html");
        assert_eq!(RelPath::new("index.html").to("works/x.html"), "works/x.html");
        assert_eq!(page.to("documents/javascript:x.png"), "./javascript:x.png");
        let file = RelPath::new("content/documents/a.md");
        assert_eq!(file.join("../pages/b.md"), Some(RelPath::new("content/pages/b.md")));
        assert_eq!(file.join("../../../../etc/passwd"), None);
        assert_eq!((file.stem(), file.extension().as_str(), file.parent()), ("a", "md", "content/documents"));
    }
}
