//! Where captures and the files beside them stand: in the archive, on the web and on the site.

use crate::base::{RelPath, WebAddress, places::ARCHIVE, text::percent_decoded, web};

/// What a file beside captures is, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page: a capture.
    Page,
    /// A style sheet.
    Sheet,
    /// A picture, font, sound or film.
    Shown,
}

/// What a file below the folder of captures is. What cannot be told is nothing that readers are given.
pub fn kind(path: &RelPath) -> Option<Kind> {
    if !path.is_below(ARCHIVE) {
        return None;
    }
    match ending(path).as_str() {
        "html" | "htm" | "xhtml" | "shtml" | "php" | "asp" | "aspx" | "jsp" => Some(Kind::Page),
        "css" => Some(Kind::Sheet),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico" | "svg" => Some(Kind::Shown),
        "woff" | "woff2" | "ttf" | "otf" | "mp3" | "mp4" | "webm" | "ogg" => Some(Kind::Shown),
        _ => None,
    }
}

/// The ending of a file's name, before a query that `wget` keeps in it.
fn ending(path: &RelPath) -> String {
    let name = path.name();
    // `page.php?id=3.html`: what `wget --adjust-extension` writes.
    let own = path.extension();
    let before = name.split(['?', '@']).next().unwrap_or(name);
    match before.rsplit_once('.') {
        _ if own == "html" => own,
        Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// Where a file beside captures stands on the site: as in the archive, but that hosts know by its name what it is.
pub fn on_site(path: &RelPath) -> Option<RelPath> {
    let kind = kind(path)?;
    let below = path.below(ARCHIVE)?;
    let plain: String =
        below.chars().map(|c| if matches!(c, '?' | '*' | ':' | '<' | '>' | '|' | '"' | '%' | '#') { '_' } else { c }).collect();
    let ending = ending(path);
    let wanted = if kind == Kind::Page { "html" } else { &ending };
    let is_named = plain.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(wanted));
    Some(RelPath::new(&if is_named { format!("archive/{plain}") } else { format!("archive/{plain}.{wanted}") }))
}

/// The files below the folder of captures that a page or sheet at `from` may mean by an address, the likeliest first.
pub fn meant(from: &RelPath, address: &str) -> Vec<RelPath> {
    let address = web::bare(address);
    let address = address.split('#').next().unwrap_or("");
    let whole = match address.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            Some(format!("{ARCHIVE}/{rest}"))
        }
        Some(_) => return Vec::new(),
        None => match address.strip_prefix("//") {
            Some(rest) => Some(format!("{ARCHIVE}/{rest}")),
            None => address.strip_prefix('/').zip(host(from)).map(|(rest, host)| format!("{ARCHIVE}/{host}/{rest}")),
        },
    };
    if address.is_empty() || whole.is_none() && (web::scheme(address).is_some() || address.starts_with('/')) {
        return Vec::new();
    }
    let with = |address: &str| match &whole {
        Some(_) => Some(RelPath::new(address)),
        None => from.join(address),
    };
    let address = whole.as_deref().unwrap_or(address);
    let without = address.split('?').next().unwrap_or(address);
    let mut found: Vec<RelPath> = Vec::new();
    for written in [&*percent_decoded(address), address, &*percent_decoded(without)] {
        found.extend(with(written).filter(|path| path.is_below(ARCHIVE) && !found.contains(path)));
    }
    found
}

/// The host under whose name a file stands.
fn host(path: &RelPath) -> Option<&str> {
    path.below(ARCHIVE).and_then(|below| below.split_once('/')).map(|(host, _)| host).filter(|host| host.contains('.'))
}

/// The address from which a file was fetched that stands under the name of a host, as `wget` lays it; of several the one that it is likeliest.
pub fn fetched_from(path: &RelPath) -> Option<String> {
    let host = host(path)?;
    let rest = path.below(ARCHIVE)?.strip_prefix(host)?;
    let rest = rest.strip_suffix("index.html").unwrap_or(rest);
    Some(format!("https://{host}{rest}"))
}

/// Where an address in a page leads, which has the address `base`; nowhere if that is not known, or if it could run.
pub fn leads(base: &str, address: &str) -> Option<WebAddress> {
    let bare = web::bare(address);
    if web::scheme(&bare).is_some() {
        return WebAddress::read(&bare).ok();
    }
    let (scheme, rest) = base.split_once("://")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let path = path.split(['?', '#']).next().unwrap_or("");
    let whole = if bare.starts_with("//") {
        format!("{scheme}:{bare}")
    } else if bare.starts_with('/') {
        format!("{scheme}://{host}{bare}")
    } else if bare.starts_with('?') {
        format!("{scheme}://{host}{path}{bare}")
    } else {
        let end = bare.find(['?', '#']).unwrap_or(bare.len());
        let (relative, tail) = bare.split_at(end);
        let mut parts: Vec<&str> =
            path.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "." => {}
                ".." => _ = parts.pop(),
                part => parts.push(part),
            }
        }
        format!("{scheme}://{host}/{}{tail}", parts.join("/"))
    };
    Some(WebAddress::of_page(&whole)).filter(|address| !address.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: Vec<RelPath>) -> Vec<String> {
        paths.iter().map(RelPath::to_string).collect()
    }

    #[test]
    fn files_beside_are_found() {
        let page = RelPath::new("content/archive/a.example/b/c.html");
        assert_eq!(names(meant(&page, "d.png")), ["content/archive/a.example/b/d.png"]);
        assert_eq!(
            names(meant(&page, "../d%20e.css?v=1#x")),
            ["content/archive/a.example/d e.css?v=1", "content/archive/a.example/d%20e.css?v=1", "content/archive/a.example/d e.css"]
        );
        assert_eq!(names(meant(&page, "/d.png")), ["content/archive/a.example/d.png"]);
        assert_eq!(names(meant(&page, "https://e.example/d.png")), ["content/archive/e.example/d.png"]);
        assert_eq!(names(meant(&page, "//e.example/d.png")), ["content/archive/e.example/d.png"]);
        for none in [
            "",
            "#a",
            "../../../documents/x.md",
            "../../../../scholion.yaml",
            "file:///etc/passwd",
            "javascript:x",
            "https://../documents/x",
        ] {
            assert_eq!(names(meant(&page, none)), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn places_on_the_site_say_what_they_hold() {
        let on_site = |path: &str| on_site(&RelPath::new(path)).map(|path| path.to_string());
        assert_eq!(on_site("content/archive/a.example/b.html").as_deref(), Some("archive/a.example/b.html"));
        assert_eq!(on_site("content/archive/a.example/b.php?c=1").as_deref(), Some("archive/a.example/b.php_c=1.html"));
        assert_eq!(on_site("content/archive/a.example/b.css?v=1").as_deref(), Some("archive/a.example/b.css_v=1.css"));
        assert_eq!(on_site("content/archive/a.example/b.js"), None);
        assert_eq!(on_site("content/files/b.html"), None);
    }

    #[test]
    fn links_lead_where_they_led() {
        let leads = |address: &str| leads("https://a.example/b/c.html?d#e", address).unwrap_or_default().to_string();
        assert_eq!(leads("x.html"), "https://a.example/b/x.html");
        assert_eq!(leads("../x/?y#z"), "https://a.example/x/?y#z");
        assert_eq!(leads("/x"), "https://a.example/x");
        assert_eq!(leads("//b.example/x"), "https://b.example/x");
        assert_eq!(leads("?x"), "https://a.example/b/c.html?x");
        assert_eq!(leads("mailto:a@b.example"), "mailto:a@b.example");
        assert_eq!((leads("javascript:x"), leads("data:text/html,x"), leads("vbscript:x")), Default::default());
    }
}
