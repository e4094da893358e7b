//! Addresses of links, as a document writes them.

use scholion_base::{WebAddress, web::Refused};

/// An address as it may stand in Markdown; `None` of one that could run code.
pub fn safe(address: &str) -> Option<String> {
    let address = match WebAddress::read(address) {
        Ok(address) => address.into(),
        Err(Refused::Relative) => address.trim().to_owned(),
        // What could run code leads nowhere; the words stay.
        Err(Refused::Scheme(_)) => return None,
    };
    let address = address
        .chars()
        .map(|c| match c {
            ' ' => "%20".to_owned(),
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '`' => "%60".to_owned(),
            '\\' => "%5C".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            c if c.is_control() => String::new(),
            c => c.to_string(),
        })
        .collect();
    Some(address)
}

/// The whole address of a link that is written as seen from a page of the web; `None` if it has a scheme, stays in the page, or the page's own
/// address is none of the web. Source: RFC 3986, 5.2.
pub fn whole(page: &str, link: &str) -> Option<String> {
    let link = link.trim();
    let (scheme, rest) = page.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let has_scheme = link.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if link.is_empty() || link.starts_with('#') || has_scheme {
        return None;
    }
    if link.starts_with("//") {
        return Some(format!("{scheme}:{link}"));
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (way, behind) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    if way.is_empty() {
        return Some(format!("{scheme}://{host}/{path}{behind}"));
    }
    // The folder in which the page lies, and the way from there.
    let folder = if way.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in way.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let end = if way.ends_with(['/', '.']) && !parts.is_empty() { "/" } else { "" };
    Some(format!("{scheme}://{host}/{}{end}{behind}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_from_their_page() {
        let page = "https://x.example/a/b.html?q=1#c";
        for (link, expected) in [
            ("d.html", Some("https://x.example/a/d.html")),
            ("../d/", Some("https://x.example/d/")),
            ("/d?e#f", Some("https://x.example/d?e#f")),
            ("?e", Some("https://x.example/a/b.html?e")),
            ("//y.example/d", Some("https://y.example/d")),
            ("./", Some("https://x.example/a/")),
            ("../../../..", Some("https://x.example/")),
            ("#c", None),
            ("mailto:a@b.example", None),
            ("", None),
        ] {
            assert_eq!(whole(page, link).as_deref(), expected, "{link}");
        }
        assert_eq!(whole("b.html", "d.html"), None);
    }
}
