//! Before: a configuration; after: the frame that it describes, and what is wrong with it.

use super::*;
use crate::{
    base::RelPath,
    config::{FILE, parse},
};

fn check(text: &str, expected: &[&str]) -> SiteFrame {
    let (config, found) = parse(&RelPath::new(FILE), text.as_bytes());
    let said: Vec<String> = found.iter().map(|one| format!("{}: {}", one.span.map_or("", |span| span.of(text)), one.message)).collect();
    assert_eq!(said, expected, "{text}");
    config.frame
}

#[test]
fn a_menu_is_a_list() {
    let frame = check(
        "menu:\n- documents\n- {to: pages/about.md, label: {en: About, ru: О нас}}\n- Our blog: https://blog.example/\n\
         - label: More\n  entries: [citations, {Method: pages/method.md}]\n",
        &[],
    );
    let menu = frame.menu.unwrap();
    let told: Vec<(&str, &str, usize)> = menu.iter().map(|entry| (entry.to.as_str(), &*entry.web, entry.entries.len())).collect();
    assert_eq!(told, [("documents", "", 0), ("pages/about.md", "", 0), ("", "https://blog.example/", 0), ("", "", 2)]);
    assert_eq!(check("menu: false\n", &[]).menu, Some(Vec::new()));
    assert_eq!(check("title: A\n", &[]).menu, None);
}

#[test]
fn what_is_wrong_is_said_and_the_rest_holds() {
    let frame = check(
        "menu: [documents, {label: More}, {to: 5, x: 1}, [a], javascript:alert(1)]\n",
        &[
            "{label: More}: an entry of the menu leads nowhere",
            "x: unknown key `x`",
            "[a]: an entry of the menu cannot be a list",
            "javascript:alert(1): `javascript:alert(1)` is not an address on the web",
        ],
    );
    assert_eq!(frame.menu.unwrap().len(), 2);
    check("menu: [{label: A, entries: [{label: B, entries: [c]}]}]\n", &["[c]: no sub-menu can stand here"]);
    check("begin: [{label: A, entries: [b]}]\n", &["[b]: no sub-menu can stand here"]);
    let frame = check(
        "front: [latest, peeple, latest]\n",
        &["peeple: `peeple` is no part of the front", "latest: `latest` stands twice in `front`"],
    );
    assert_eq!(frame.front, Some(vec![FrontPart::Latest]));
    check("logo: https://a.example/logo.svg\n", &["https://a.example/logo.svg: `https://a.example/logo.svg` is not in the archive"]);
    check("footer: {en: Ours, x: 1}\n", &["x: `x` is no tag of a language"]);
}

#[test]
fn pictures_and_texts_are_read() {
    let frame = check(
        "logo: {file: files/a.svg, dark: files/b.svg, alt: {ru: Герб}, title: false}\nsocial-picture: first\nfavicon: a.png\nfooter: |\n  One\n\n  Two\n",
        &[],
    );
    let logo = frame.logo.unwrap();
    assert_eq!((logo.file.path.as_str(), logo.dark.unwrap().path.as_str(), logo.with_title), ("files/a.svg", "files/b.svg", false));
    assert_eq!((frame.social.first, frame.favicon.unwrap().path.as_str()), (true, "a.png"));
    assert_eq!(frame.footer.iter().map(|text| text.markdown.as_str()).collect::<Vec<_>>(), ["One\n\nTwo"]);
}
