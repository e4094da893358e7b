//! A capture of a page of the web: a file in which another program kept what a browser showed.

use serde::{Deserialize, Serialize};

use super::{Date, text::percent_decoded, web};

/// What is known of a capture, or of a style sheet beside one, by its bytes alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// The address of the page, as the program wrote it that captured it; empty if it does not say.
    pub url: String,
    /// The address by which the page calls itself; empty if it does not say.
    pub canonical: String,
    /// The day on which it was captured.
    pub date: Option<Date>,
    /// Its title.
    pub title: String,
    /// The files that stand in it, and become files of their own: their names on the site.
    pub parts: Vec<String>,
    /// The files beside it that it shows, as it calls them.
    pub asks: Vec<String>,
    /// How many parts that could run, or that show another page, are left out.
    pub left_out: u32,
}

/// What an address of a page is known by: two that differ only by `http` and `https`, by the case of the host, by the port that goes
/// without saying, by a fragment, or by how signs are escaped, are one. Empty of what is no address of the web.
pub fn key(url: &str) -> String {
    let bare = web::bare(url);
    let Some((scheme, rest)) = bare.split_once("://") else { return String::new() };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return String::new();
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_lowercase();
    let port = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443"));
    let host = port.unwrap_or(&host).trim_end_matches('.');
    let path = if path == "/" { String::new() } else { percent_decoded(path) };
    if host.is_empty() { String::new() } else { format!("{host}{path}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_key() {
        for same in ["https://A.example:443/", "http://a.example", "HTTPS://a.example/#top", "http://a.example:80/"] {
            assert_eq!(key(same), "a.example", "{same}");
        }
        assert_eq!(key("https://a.example/x%20y?q=%C3%A9#z"), "a.example/x y?q=é");
        assert_ne!(key("https://a.example/x"), key("https://a.example/x/"));
        assert_ne!(key("https://a.example/X"), key("https://a.example/x"));
        for none in ["", "a.example", "mailto:a@a.example", "javascript://a.example/%0aalert(1)", "https://", "//a.example/"] {
            assert_eq!(key(none), "", "{none}");
        }
    }
}
