//! What a page is beyond its bytes: what a reader sees change, which style sheets it has, and the script that it
//! gets on its way to the browser.

use crate::base::Digest;

/// The digest of what a page shows. The version in the address of a style sheet does not count: when the sheet
/// changes, the page stays what it is and the sheet is exchanged.
pub fn digest(html: &[u8]) -> String {
    const SHEET: &[u8] = b".css?v=";
    let mut shown = Vec::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest, SHEET) {
        let (before, behind) = rest.split_at(at + SHEET.len());
        shown.extend_from_slice(before);
        let end = behind.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(behind.len());
        rest = behind.get(end..).unwrap_or_default();
    }
    shown.extend_from_slice(rest);
    Digest::of(&shown).hex(16)
}

/// The page with the script of the preview. `path` is its path in the site; `is` its digest, empty if there is no
/// such page. With a `token`, notes may be written from it.
pub fn with_script(html: &[u8], path: &str, is: &str, token: Option<&str>) -> Vec<u8> {
    let path = path.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut script = format!("<script src=\"/_scholion/client.js\" data-page=\"{path}\" data-is=\"{is}\" defer></script>");
    if let Some(token) = token {
        // Before the form, which says when it is ready.
        if memchr::memmem::find(html, SURFACES).is_some() {
            script.push_str("<script src=\"/_scholion/regions.js\" defer></script>");
        }
        if path.starts_with("works/") {
            script.push_str(&format!("<script src=\"/_scholion/works.js\" data-page=\"{path}\" data-token=\"{token}\" defer></script>"));
        }
        script.push_str("<script src=\"/_scholion/mentions.js\" defer></script>");
        script.push_str(&format!("<script src=\"/_scholion/editor.js\" data-page=\"{path}\" data-token=\"{token}\" defer></script>"));
    }
    let end = html.windows(HEAD_END.len()).position(|window| window.eq_ignore_ascii_case(HEAD_END)).unwrap_or(html.len());
    let (before, behind) = html.split_at(end);
    [before, script.as_bytes(), behind].concat()
}

/// The addresses of a page's style sheets, as they stand in it.
pub fn sheets(html: &[u8]) -> Vec<String> {
    let html = String::from_utf8_lossy(html);
    let tags = html.split("<link").skip(1).filter_map(|rest| rest.split('>').next());
    let sheets = tags.filter(|tag| tag.contains("rel=\"stylesheet\"")).filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next());
    sheets.map(|address| address.replace("&amp;", "&")).collect()
}

/// What a page has that shows pictures on which notes are drawn.
const SURFACES: &[u8] = b"class=\"surfaces\"";
const HEAD_END: &[u8] = b"</head>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_style_sheet_is_nothing_that_a_page_shows() {
        let page = |sheet: &str, script: &str, text: &str| {
            digest(format!("<link href=\"a/style.css?v={sheet}\"><script src=\"a.js?v={script}\"></script>{text}").as_bytes())
        };
        assert_eq!(page("12ab", "1", "text"), page("9", "1", "text"));
        assert_ne!(page("12ab", "1", "text"), page("12ab", "2", "text"));
        assert_ne!(page("12ab", "1", "text"), page("12ab", "1", "other"));
    }

    #[test]
    fn style_sheets_are_found() {
        let html = "<link rel=\"canonical\" href=\"x\"><link rel=\"stylesheet\" href=\"../a.css?v=1&amp;b\">";
        assert_eq!(sheets(html.as_bytes()), ["../a.css?v=1&b"]);
    }

    #[test]
    fn a_page_gets_its_script_and_nothing_else() {
        let check = |html: &str, expected: &str| {
            let page = String::from_utf8(with_script(html.as_bytes(), "a\"b&.html", "12", None)).unwrap();
            let script = "<script src=\"/_scholion/client.js\" data-page=\"a&quot;b&amp;.html\" data-is=\"12\" defer></script>";
            assert_eq!(page.replace(script, "*"), expected);
        };
        check("<head><title>A</title></head><body>B</body>", "<head><title>A</title>*</head><body>B</body>");
        check("<HEAD></HEAD>", "<HEAD>*</HEAD>");
        check("fragment", "fragment*");
        let page = String::from_utf8(with_script(b"<head></head>", "a.html", "12", Some("ab"))).unwrap();
        assert!(
            page.contains("<script src=\"/_scholion/editor.js\" data-page=\"a.html\" data-token=\"ab\" defer></script></head>"),
            "{page}"
        );
    }
}
