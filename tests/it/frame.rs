//! What stands around pages, and on the front, as `scholion.yaml` says it.

use crate::fixture::Archive;

fn archive(configuration: &str) -> Archive {
    let archive = Archive::new(
        r#"
//- /content/documents/first.md
---
title: The first letter
author: [{family: Berg, given: Ada}]
issued: 1843
license: CC0-1.0
---

Words, and ![a wheel](../files/wheel.bmp "The wheel").
//- /content/documents/box/second.md
---
title: Второе письмо
lang: ru
issued: 1850
license: CC0-1.0
---

Слова.
//- /content/pages/about.md
---
title: About
---

This page.
//- /content/pages/method.md
---
title: How we work, in many words
menu: Method
---

So.
//- /content/pages/imprint.md
---
title: Imprint
menu: false
---

We.
//- /content/files/logo.svg
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h9v9z"/></svg>
//- /content/files/logo-dark.svg
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h9v9z"/></svg>
//- /content/files/notes.txt
No picture.
"#,
    );
    archive.write("content/files/wheel.bmp", crate::drawn::grey_bmp(60, 40, 120));
    archive.write("scholion.yaml", format!("title: Letters\nbase-url: https://example.org/a/\n{configuration}"));
    archive
}

/// Builds it, and gives what is said of the configuration: code, line, words.
fn built(archive: &Archive) -> Vec<String> {
    let told = archive.run(&["build", "--json"]);
    assert!(told.status < 2, "{}", told.stderr);
    let found = told.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let of_frame = found.filter(|one| one["path"] == "scholion.yaml" && one["severity"] != "notice");
    of_frame.map(|one| format!("{}:{} {}", one["line"], one["column"], one["message"].as_str().unwrap())).collect()
}

/// The words and addresses of the menu of a page.
fn menu(archive: &Archive, page: &str) -> Vec<(String, String)> {
    let text = archive.read(&format!("public/{page}"));
    let nav = text.split_once("<nav aria-label=\"Main menu\">").map_or("", |(_, rest)| rest).split("</nav>").next().unwrap_or("");
    let links = nav.split("<a href=\"").skip(1).filter_map(|link| {
        let (href, rest) = link.split_once('"')?;
        let words = rest.split_once('>')?.1.split("</a>").next()?;
        let words = words.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect::<String>();
        Some((words, href.to_owned()))
    });
    links.collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(words, href)| ((*words).to_owned(), (*href).to_owned())).collect()
}

#[test]
fn without_a_word_the_menu_is_what_there_is() {
    let archive = archive("");
    assert_eq!(built(&archive), [] as [String; 0]);
    let expected = [
        ("Documents", "documents/index.html"),
        ("People", "people/index.html"),
        ("About", "pages/about.html"),
        ("Method", "pages/method.html"),
    ];
    assert_eq!(menu(&archive, "index.html"), pairs(&expected));
    let front = archive.read("public/index.html");
    assert!(!front.contains("frame.css") && !front.contains("og:image") && front.contains("assets/icon.svg"));
}

#[test]
fn a_menu_has_entries_in_an_order_and_pages_that_it_does_not_name_are_hidden() {
    let archive = archive(
        "menu:\n- pages/method.md\n- {to: documents/first.md, label: Begin here}\n- Our blog: https://blog.example/?a=1&b=2\n\
         - label: More\n  entries: [documents, documents/box/second.md, people/ada-berg, imprint]\n- search\n",
    );
    assert_eq!(built(&archive), [] as [String; 0]);
    let expected = [
        ("Method", "../../pages/method.html"),
        ("Begin here", "../first.html"),
        ("Our blog", "https://blog.example/?a=1&amp;b=2"),
        ("Documents", "../index.html"),
        ("Второе письмо", "second.html"),
        ("Ada Berg", "../../people/ada-berg.html"),
        ("Imprint", "../../pages/imprint.html"),
        ("Search", "../../search.html"),
    ];
    assert_eq!(menu(&archive, "documents/box/second.html"), pairs(&expected));
    let page = archive.read("public/documents/box/second.html");
    assert!(page.contains("<summary aria-current=\"true\">More</summary>") && page.contains("assets/frame.css"), "{page}");
    // On a page for lost addresses all lead on from anywhere.
    let lost: Vec<String> = menu(&archive, "404.html").into_iter().map(|(_, href)| href).collect();
    assert_eq!(lost[..3], ["/a/pages/method.html", "/a/documents/first.html", "https://blog.example/?a=1&amp;b=2"]);
    // The pages stay.
    assert!(archive.at("public/pages/about.html").is_file());
}

#[test]
fn pages_stands_for_those_that_are_not_named() {
    let archive = archive("menu: [{label: Ours, entries: [pages]}, pages/about.md]\n");
    assert_eq!(built(&archive), [] as [String; 0]);
    assert_eq!(menu(&archive, "index.html"), pairs(&[("Method", "pages/method.html"), ("About", "pages/about.html")]));
    let archive = self::archive("menu: false\n");
    assert_eq!(built(&archive), [] as [String; 0]);
    assert!(menu(&archive, "index.html").is_empty());
}

#[test]
fn an_entry_to_nothing_is_said_at_its_place() {
    let archive = archive(
        "menu:\n- pages/abuot.md\n- dokuments\n- {to: files/notes.txt}\n- label: More\n  entries:\n  - to: pages/sealed.md\n    label: Sealed\n",
    );
    archive.write("content/pages/sealed.md", "---\ntitle: Hushed\npublish-after: 2030-01-01\n---\n\nWords.\n");
    assert_eq!(
        built(&archive),
        [
            "4:3 `pages/abuot.md` leads to nothing",
            "5:3 `dokuments` leads to nothing",
            "6:8 `files/notes.txt` has no title of its own",
            "9:9 `pages/sealed.md` is not published",
        ]
    );
    assert_eq!(menu(&archive, "index.html"), []);
    assert!(!archive.read("public/index.html").contains("Sealed"));
}

#[test]
fn words_are_those_of_the_language_of_the_site() {
    let archive = archive("lang: ru\nmenu:\n- {to: documents, label: {en: Texts, ru: Тексты}}\n- {to: pages/about.md, label: {en: Us}}\n");
    assert_eq!(built(&archive), [] as [String; 0]);
    let page = archive.read("public/index.html");
    assert!(page.contains(">Тексты</a>") && page.contains("<span lang=\"en\">Us</span>"), "{page}");
}

#[test]
fn logo_sign_footer_and_picture_stand_on_every_page() {
    let archive = archive(
        "logo: {file: content/files/logo.svg, dark: files/logo-dark.svg, alt: A seal, title: false}\nfavicon: logo.svg\n\
         social-picture: {file: files/wheel.bmp, alt: A wheel}\nfooter: |\n  Printed by *us*; [Imprint](pages/imprint.md).\n\n  <script>alert(1)</script>\n",
    );
    built(&archive);
    let page = archive.read("public/documents/first.html");
    assert!(page.contains("<source srcset=\"../files/logo-dark.svg\" media=\"(prefers-color-scheme: dark)\">"), "{page}");
    assert!(page.contains("<img class=\"logo alone\" src=\"../files/logo.svg\" alt=\"A seal\" width=\"120\" height=\"40\">"), "{page}");
    assert!(page.contains("<link rel=\"icon\" type=\"image/svg+xml\" href=\"../files/logo.svg\">"), "{page}");
    assert!(page.contains("<meta property=\"og:image\" content=\"https://example.org/a/files/wheel.bmp\">"), "{page}");
    assert!(page.contains("<meta property=\"og:image:width\" content=\"60\">") && page.contains("og:image:alt\" content=\"A wheel\""));
    assert!(page.contains("Printed by <em>us</em>; <a href=\"../pages/imprint.html\">Imprint</a>"), "{page}");
    assert!(!page.contains("alert(1)</script>"));
    let lost = archive.read("public/404.html");
    assert!(lost.contains("<a href=\"/a/pages/imprint.html\">Imprint</a>") && lost.contains("src=\"/a/files/logo.svg\""), "{lost}");
    for file in ["logo.svg", "logo-dark.svg", "wheel.bmp"] {
        assert!(archive.at(&format!("public/files/{file}")).is_file(), "{file}");
    }
    // Without a host there is no address for others.
    archive.write("scholion.yaml", "social-picture: files/wheel.bmp\n");
    built(&archive);
    assert!(!archive.read("public/index.html").contains("og:image") && !archive.at("public/files/logo.svg").exists());
}

#[test]
fn a_text_is_shared_with_its_first_picture() {
    let archive = archive("social-picture: first\n");
    assert_eq!(built(&archive), [] as [String; 0]);
    let page = archive.read("public/documents/first.html");
    assert!(
        page.contains("content=\"https://example.org/a/files/wheel.bmp\"") && page.contains("og:image:alt\" content=\"a wheel\""),
        "{page}"
    );
    assert!(!archive.read("public/documents/box/second.html").contains("og:image"));
    // Who may not show the text shows none of its pictures.
    let text = archive.read("content/documents/first.md").replace("license: CC0-1.0\n", "");
    archive.write("content/documents/first.md", text);
    archive.write("scholion.yaml", "base-url: https://example.org/\nsocial-picture: first\nunlicensed: metadata\n");
    built(&archive);
    assert!(!archive.read("public/documents/first.html").contains("wheel"));
}

#[test]
fn files_of_the_frame_that_are_not_there_are_said() {
    let archive =
        archive("logo: files/lgoo.svg\nfavicon: files/notes.txt\nsocial-picture: content/nothing.png\nfooter: '[x](pages/gone.md)'\n");
    let found = built(&archive);
    assert_eq!(found.len(), 4, "{found:?}");
    for (place, words) in
        [("3:7", "`files/lgoo.svg` leads to nothing"), ("4:10", "is no picture"), ("5:17", "leads to nothing"), ("6:9", "pages/gone.md")]
    {
        assert!(found.iter().any(|one| one.starts_with(place) && one.contains(words)), "{place} {words}: {found:?}");
    }
    assert!(!archive.read("public/index.html").contains("class=\"logo"));
}

#[test]
fn the_text_of_the_front_stands_on_it() {
    let archive = archive("");
    archive.write(
        "content/pages/index.md",
        "Welcome to [our letters](../documents/first.md).[^1]\n\n## Where to begin\n\n[[About]]\n\n[^1]: A note.\n",
    );
    archive.write("content/pages/about.md", "---\ntitle: About\n---\n\nBack to [the front](index.md).\n");
    assert_eq!(built(&archive), [] as [String; 0]);
    let told = archive.run(&["check"]);
    assert!(!told.stdout.contains("title-missing"), "{}", told.stdout);
    let front = archive.read("public/index.html");
    assert!(front.contains("Welcome to <a class=\"document\" href=\"documents/first.html\">our letters</a>"), "{front}");
    assert!(front.contains("<h1>Letters</h1>") && front.contains("A note.") && front.find("Welcome") < front.find("newest"));
    assert!(archive.read("public/pages/about.html").contains("href=\"../index.html\">the front</a>"));
    assert!(!archive.at("public/pages/index.html").exists());
    assert_eq!(menu(&archive, "index.html").iter().filter(|(_, href)| href == "index.html").count(), 0);
    // It may have a heading of its own.
    archive.write("content/pages/index.md", "---\ntitle: Welcome\nlang: en\n---\n\nWords.\n");
    built(&archive);
    assert!(archive.read("public/index.html").contains("<h1>Welcome</h1>"));
}

#[test]
fn the_front_has_the_parts_that_are_wanted_in_their_order() {
    let archive = archive("front: [most-cited, people, languages, timeline, text, latest]\n");
    archive.write("content/pages/index.md", "Welcome.\n");
    assert_eq!(built(&archive), [] as [String; 0]);
    let front = archive.read("public/index.html");
    let places = ["id=\"_people\"", "id=\"_languages\"", "id=\"_timeline\"", "Welcome.", "id=\"_documents\""].map(|part| front.find(part));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {front}");
    let archive = self::archive("front: text\n");
    archive.write("content/pages/index.md", "Welcome.\n");
    built(&archive);
    let front = archive.read("public/index.html");
    assert!(front.contains("Welcome.") && !front.contains("id=\"_documents\"") && !front.contains("timeline"), "{front}");
}
