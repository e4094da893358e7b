//! Which file a request asks for.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::base::{
    RelPath,
    places::{is_shown_by_browsers, scaled_from},
};

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A file: where it is, and its path in the site.
    File(PathBuf, String),
    /// A folder, asked for without a slash at its end: the address begins with one slash, and no part of it is empty.
    Folder,
    /// Nothing that may be given out.
    Nothing,
}

/// What the address `path` (as it stands in the request, without the query) asks for in `folder`.
///
/// Nothing outside of the folder is found, neither by `..` nor through a symbolic link, and nothing hidden.
pub fn find(folder: &Path, path: &str) -> Found {
    match decode(path).as_deref().and_then(|path| path.strip_prefix('/')) {
        Some(path) => find_decoded(folder, path),
        None => Found::Nothing,
    }
}

/// No file has a longer path, in bytes.
const LONGEST: usize = 4096;

/// The same of an address without escapes and the slash at its beginning.
fn find_decoded(folder: &Path, path: &str) -> Found {
    let is_folder = path.is_empty() || path.ends_with('/');
    let mut parts: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
    if path.is_empty() {
        parts.clear();
    }
    if parts.iter().any(|part| part.is_empty() || part.starts_with('.') || part.contains(|c: char| c == '\\' || c.is_control())) {
        return Found::Nothing;
    }
    if is_folder {
        parts.push("index.html");
    }
    let site_path = parts.join("/");
    let (Ok(folder), Ok(place)) = (fs::canonicalize(folder), fs::canonicalize(folder.join(&site_path))) else {
        // A smaller picture that is not made yet: the picture itself serves until then.
        return scaled_from(path)
            .filter(|from| !is_folder && from.len() < LONGEST && is_shown_by_browsers(&RelPath::new(from)))
            .map_or(Found::Nothing, |from| find_decoded(folder, from));
    };
    if !place.starts_with(&folder) {
        return Found::Nothing;
    }
    match fs::metadata(&place) {
        Ok(meta) if meta.is_file() => Found::File(place, site_path),
        Ok(meta) if meta.is_dir() && !is_folder => Found::Folder,
        _ => Found::Nothing,
    }
}

/// What an address names that stands below the folder `base` on the host, from the root, still escaped; `None` for all others.
pub fn below<'a>(base: &str, address: &'a str) -> Option<&'a str> {
    let base = base.trim_matches('/');
    let rest = address.strip_prefix('/').filter(|_| !base.is_empty())?;
    let rest = rest.strip_prefix(base)?;
    if rest.is_empty() {
        return Some("/");
    }
    // Never two slashes at the beginning, behind which a host would stand.
    rest.starts_with('/').then_some(rest).filter(|rest| !rest.starts_with("//"))
}

/// Percent signs resolved (RFC 3986, 2.1); `None` if what comes out is no UTF-8 or the signs are no figures.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
        let (high, low) = (digit()?, digit()?);
        bytes.push(high * 16 + low);
    }
    String::from_utf8(bytes).ok()
}

/// The part of a file of `len` bytes that a `Range` header asks for: its first byte and the one behind its last.
/// `Ok(None)` means all of it: there is no header, or one that asks for several parts or other units, which may be
/// passed over (RFC 9110, 14.2). `Err` means that there is no such part.
pub fn range(header: Option<&str>, len: u64) -> Result<Option<(u64, u64)>, ()> {
    let Some((unit, range)) = header.and_then(|header| header.trim().split_once('=')) else { return Ok(None) };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Ok(None);
    }
    let Some((first, last)) = range.split_once('-').filter(|_| !range.contains(',')) else { return Ok(None) };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (start, end) = match (number(first), number(last)) {
        (Some(first), Some(last)) if last >= first => (first, last.saturating_add(1).min(len)),
        (Some(first), None) if last.trim().is_empty() => (first, len),
        (None, Some(last)) if first.trim().is_empty() => (len.saturating_sub(last), len),
        _ => return Ok(None),
    };
    if start < end { Ok(Some((start, end))) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_in_the_folder_is_found() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("site");
        fs::create_dir_all(folder.join("письма")).unwrap();
        for path in ["site/index.html", "site/письма/a b.html", "site/.secret", "secret.txt", "site/письма/index.html"] {
            fs::write(outer.path().join(path), path).unwrap();
        }
        std::os::unix::fs::symlink("../secret.txt", folder.join("out.txt")).unwrap();
        std::os::unix::fs::symlink("index.html", folder.join("in.html")).unwrap();
        std::os::unix::fs::symlink("..", folder.join("up")).unwrap();
        let check = |address: &str, expected: &str| {
            let found = match find(&folder, address) {
                Found::File(_, path) => path,
                Found::Folder => "a folder".to_owned(),
                Found::Nothing => String::new(),
            };
            assert_eq!(found, expected, "{address}");
        };
        check("/", "index.html");
        check("/index.html", "index.html");
        check("/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%B0/a%20b.html", "письма/a b.html");
        check("/письма", "a folder");
        check("/письма/", "письма/index.html");
        check("/in.html", "in.html");
        for address in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/письма/../../secret.txt",
            "/out.txt",
            "/up/secret.txt",
            "/.secret",
            "//index.html",
            "/index.html/",
            "/%00",
            "/%ff",
            "/%zz",
            "/..\\secret.txt",
            "/nothing",
            "",
            "*",
        ] {
            check(address, "");
        }
    }

    #[test]
    fn the_folder_of_the_host_is_known() {
        for (base, address, expected) in [
            ("letters", "/letters/a.html", Some("/a.html")),
            ("/a/b/", "/a/b/", Some("/")),
            ("letters", "/letters", Some("/")),
            ("letters", "/letters-2/a.html", None),
            ("letters", "/letters//other.example/", None),
            ("", "/a.html", None),
            ("/", "//a.html", None),
        ] {
            assert_eq!(below(base, address), expected, "{base} {address}");
        }
    }

    #[test]
    fn parts_of_files() {
        let check = |header: &str, expected| assert_eq!(range(Some(header), 10), expected, "{header}");
        check("bytes=0-3", Ok(Some((0, 4))));
        check("bytes=4-", Ok(Some((4, 10))));
        check("bytes=-3", Ok(Some((7, 10))));
        check("bytes=5-99", Ok(Some((5, 10))));
        check("bytes=-99", Ok(Some((0, 10))));
        check("bytes=10-", Err(()));
        check("bytes=-0", Err(()));
        check("bytes=3-1", Ok(None));
        check("bytes=0-1,3-4", Ok(None));
        check("lines=1-2", Ok(None));
        check("Bytes=1-2", Ok(Some((1, 3))));
        assert_eq!(range(None, 10), Ok(None));
    }
}
