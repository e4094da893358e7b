//! What content may do in a browser: nothing but be shown (Content Security Policy Level 3).
//!
//! What the archive publishes has the origin of the preview, and so could ask for notes to be written as the form does. So it must not
//! run: scripts come from the program's own files only, and what is opened by itself, as a drawing can be, is put into a sandbox, where
//! it has no origin at all.

use axum::http::HeaderValue;

/// The policy that docs/PUBLISHING.md gives to hosts, and that pages have here as well.
pub const SITE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' https:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// Where scripts of the site stand: no text leads to a file there.
const SCRIPTS: [&str; 3] = ["assets/", "data/", "search/"];

/// The policy of a page of the site.
pub fn page() -> HeaderValue {
    made(SITE)
}

/// The policy of a page of the preview's own whose style stands in it, under a number used once.
pub fn own_page(nonce: &str) -> HeaderValue {
    made(&SITE.replace("style-src 'self'", &format!("style-src 'self' 'nonce-{nonce}'")))
}

/// The policy of a page of the preview's own that shows pages of the site in a frame.
pub fn with_frames() -> HeaderValue {
    made(&format!("{SITE}; frame-src 'self'"))
}

/// The policy of an answer that is shown in a frame of the preview's own: what is allowed to itself stays, and we alone may frame it.
pub fn framed(policy: &HeaderValue) -> HeaderValue {
    let policy = policy.to_str().unwrap_or("default-src 'none'; frame-ancestors 'none'");
    let framed = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    HeaderValue::from_str(&framed).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The policy of any other file, should it be opened by itself.
pub fn file(mime: &str) -> HeaderValue {
    // Chromium shows no PDF in a sandbox and plays no recording; neither has an origin that it could use.
    let is_harmless = mime == "application/pdf" || mime.starts_with("audio/") || mime.starts_with("video/");
    if is_harmless { made(SITE) } else { made(&format!("{SITE}; sandbox")) }
}

/// As what kind of thing a file is given out: a script that may be content's own is a text.
pub fn mime<'m>(path: &str, mime: &'m str) -> &'m str {
    let is_ours = SCRIPTS.iter().any(|folder| path.starts_with(folder));
    if mime.starts_with("text/javascript") && !is_ours { "text/plain; charset=utf-8" } else { mime }
}

/// No page, of whatever site, may show one of ours in a frame: what it would have clicked there must be seen.
fn made(policy: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("{policy}; frame-ancestors 'none'")).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_gives_the_same_policy_to_hosts() {
        let manual = include_str!("../../docs/PUBLISHING.md");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(manual).matches(SITE).count(), 2, "in words, and for nginx");
    }

    #[test]
    fn scripts_are_the_programs_own() {
        let script = "text/javascript; charset=utf-8";
        for ours in ["assets/reading.js", "search/index.js", "data/previews/0a.js"] {
            assert_eq!(mime(ours, script), script);
        }
        for other in ["documents/a.js", "files/data/a.js", "a.js", "pages/assets/a.mjs"] {
            assert!(mime(other, script).starts_with("text/plain"), "{other}");
        }
        assert_eq!(mime("documents/a.svg", "image/svg+xml"), "image/svg+xml");
        let policy = |mime: &str| file(mime).to_str().unwrap().to_owned();
        assert!(policy("image/svg+xml").contains("; sandbox;") && !policy("application/pdf").contains("sandbox"));
        assert!(!policy("audio/wav").contains("sandbox") && !policy("video/webm").contains("sandbox"));
        assert!(with_frames().to_str().unwrap().contains("; frame-src 'self'; frame-ancestors 'none'"));
        assert_eq!(framed(&page()).to_str().unwrap(), format!("{SITE}; frame-ancestors 'self'"));
        assert!(page().to_str().unwrap().starts_with(SITE) && own_page("ab").to_str().unwrap().contains("style-src 'self' 'nonce-ab';"));
    }
}
