//! Addresses that last: aliases, slugs, renamed files, mended paragraphs.

use std::fs;

use crate::{browser::with_browser, fixture::Archive, serve::serve};

/// An archive with a text of every kind.
fn archive() -> Archive {
    Archive::new(
        "
//- /scholion.yaml
title: Letters
lang: en
base-url: https://letters.example/kept/
//- /content/documents/box1/letter.md
---
title: A letter
added: 2026-01-01
license: CC-BY-4.0
aliases: [old-letter, /2019/05/post/, '/view.php?id=3', '/?p=12', /box9/older name.md, A letter home]
---

The first paragraph of this letter is about the ferry that sailed at noon.

The second paragraph tells what came of it in the end, and who was there.

[Marta](../../authorities/people.yaml#marta-ilves) was not.
//- /content/documents/other.md
---
title: Another
added: 2026-01-01
license: CC-BY-4.0
---

See [the letter](box1/letter.md), [[old-letter]] and [Marta](../authorities/people.yaml#marta-ilves).
//- /content/pages/about.md
---
title: About
aliases: [/info.html]
---

Words.
//- /content/authorities/people.yaml
- id: marta-ilves
  former-ids: [ilves]
  name: Marta Ilves
",
    )
}

/// Builds, and gives what it says.
fn build(archive: &Archive) -> String {
    let ran = archive.run(&["build", "-v"]);
    assert!(ran.status == 0, "{}", ran.stderr);
    ran.stderr
}

fn is_published(archive: &Archive, path: &str) -> bool {
    archive.at("public").join(path).is_file()
}

/// What `check` finds: code and message of each finding.
fn found(archive: &Archive) -> Vec<String> {
    let said = archive.run(&["check", "--json"]).stdout;
    let finding = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        format!("{}: {}", finding["code"].as_str().unwrap(), finding["message"].as_str().unwrap())
    };
    said.lines().map(finding).collect()
}

/// The site, and that of a clean build of the same files.
fn assert_clean(archive: &Archive) {
    let warm = archive.files("public");
    let other = Archive::bare();
    other.write("scholion.yaml", archive.read("scholion.yaml"));
    for (path, bytes) in archive.files("content") {
        other.write(&format!("content/{path}"), bytes);
    }
    build(&other);
    let clean = other.files("public");
    assert_eq!(warm.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
    for (path, bytes) in &warm {
        assert!(clean[path] == *bytes, "{path} differs:\n{}\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&clean[path]));
    }
}

#[test]
fn a_small_page_stands_at_each_alias() {
    let archive = archive();
    build(&archive);
    let page = archive.read("public/documents/box1/old-letter.html");
    for words in [
        "<link rel=\"canonical\" href=\"https://letters.example/kept/documents/box1/letter.html\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<noscript><meta http-equiv=\"refresh\" content=\"0; url=letter.html\"></noscript>",
        "<a id=\"_to\" href=\"letter.html\">A letter</a>",
        "src=\"../../assets/moved.js\"",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let post = archive.read("public/2019/05/post/index.html");
    assert!(post.contains("href=\"../../../documents/box1/letter.html\""), "{post}");
    let query = archive.read("public/view.php/index.html");
    assert!(query.contains("?id=3 ") && query.contains("href=\"../documents/box1/letter.html\""), "{query}");
    assert!(is_published(&archive, "documents/box9/older-name.html"));
    assert!(archive.read("public/info.html").contains("href=\"pages/about.html\""));
    assert!(archive.read("public/people/ilves.html").contains("href=\"marta-ilves.html\""));
    // A title is a name, and no address.
    assert!(!is_published(&archive, "documents/box1/a-letter-home.html"));
    assert_eq!(
        archive.read("public/_redirects"),
        "/kept/2019/05/post/ /kept/documents/box1/letter.html 301\n\
         /kept/documents/box1/old-letter.html /kept/documents/box1/letter.html 301\n\
         /kept/documents/box9/older-name.html /kept/documents/box1/letter.html 301\n\
         /kept/info.html /kept/pages/about.html 301\n\
         /kept/people/ilves.html /kept/people/marta-ilves.html 301\n"
    );
    assert!(!archive.read("public/sitemap.xml").contains("old-letter"));
    let data: String = archive.files("public/data/moved").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    assert!(data.contains("\"view.php?id=3\":\"documents/box1/letter.html\""), "{data}");
    assert_eq!(found(&archive), [""; 0]);
    assert_clean(&archive);
}

#[test]
fn without_an_alias_nothing_is_published() {
    let archive = crate::fixture::example();
    build(&archive);
    assert!(!is_published(&archive, "_redirects") && !archive.at("public/data/moved").exists());
    assert!(!archive.at("content/addresses.yaml").exists());
}

#[test]
fn a_renamed_or_moved_file_leaves_its_address_behind() {
    let archive = archive();
    build(&archive);
    fs::create_dir_all(archive.at("content/documents/box2")).unwrap();
    fs::rename(archive.at("content/documents/other.md"), archive.at("content/documents/box2/second.md")).unwrap();
    archive.write(
        "content/documents/box2/second.md",
        archive.read("content/documents/box2/second.md").replace("](box1/", "](../box1/").replace("../authorities", "../../authorities"),
    );
    fs::rename(archive.at("content/pages/about.md"), archive.at("content/pages/imprint.md")).unwrap();
    archive.write(
        "content/authorities/people.yaml",
        archive.read("content/authorities/people.yaml").replace("id: marta-ilves", "id: ilves-marta"),
    );
    for path in ["content/documents/box1/letter.md", "content/documents/box2/second.md"] {
        archive.write(path, archive.read(path).replace("#marta-ilves", "#ilves-marta"));
    }
    let due = found(&archive);
    assert!(due.contains(&"address-kept: `documents/other.html` has become `documents/box2/second.html`".to_owned()), "{due:#?}");
    assert!(!archive.at("content/addresses.yaml").exists());
    let said = build(&archive);
    assert!(said.contains("old addresses kept in content/addresses.yaml"), "{said}");
    assert!(!said.contains("leads nowhere any more"), "{said}");
    let lines = archive.read("content/addresses.yaml");
    let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        lines,
        [
            "documents/other.html: documents/box2/second.html",
            "pages/about.html: pages/imprint.html",
            "people/marta-ilves.html: people/ilves-marta.html",
        ]
    );
    assert!(archive.read("public/documents/other.html").contains("href=\"box2/second.html\""));
    assert!(is_published(&archive, "pages/about.html") && is_published(&archive, "people/marta-ilves.html"));
    assert_clean(&archive);
    // Once more, and back: chains are followed to their end, and what came back leads nowhere else.
    fs::rename(archive.at("content/documents/box2/second.md"), archive.at("content/documents/box2/third.md")).unwrap();
    build(&archive);
    assert!(
        archive
            .read("content/addresses.yaml")
            .contains("documents/box2/second.html: documents/box2/third.html\ndocuments/other.html: documents/box2/third.html")
    );
    assert_clean(&archive);
    fs::rename(archive.at("content/documents/box2/third.md"), archive.at("content/documents/box2/second.md")).unwrap();
    build(&archive);
    let now = archive.read("content/addresses.yaml");
    assert!(
        now.contains("documents/box2/third.html: documents/box2/second.html\ndocuments/other.html: documents/box2/second.html"),
        "{now}"
    );
    assert_clean(&archive);
    assert_eq!(found(&archive), [""; 0]);
}

/// The lines of the file of addresses.
fn lines(archive: &Archive) -> Vec<String> {
    let text = fs::read_to_string(archive.at("content/addresses.yaml")).unwrap_or_default();
    text.lines().filter(|line| !line.starts_with('#')).map(ToOwned::to_owned).collect()
}

#[test]
fn what_moved_is_told_from_what_is_like_it() {
    let archive = archive();
    let words = "A first paragraph of many words.\n\nA second, which is longer than that.\n\nA third.\n\nAnd the fourth paragraph, in which the ferry sails.\n";
    let text = |front: &str, words: &str| format!("---\ntitle: Twin\nadded: 2026-01-01\nlicense: CC-BY-4.0\n{front}---\n\n{words}");
    archive.write("content/documents/one/twin.md", text("", words));
    archive.write("content/documents/two/twin.md", text("", words));
    build(&archive);
    // It moves and is mended; its twin stays.
    fs::remove_file(archive.at("content/documents/one/twin.md")).unwrap();
    archive.write("content/documents/three/twin.md", text("aliases: [beside]\n", &words.replace("A third", "The third")));
    build(&archive);
    assert_eq!(lines(&archive), ["documents/one/twin.html: documents/three/twin.html"]);
    // A name beside it was an address, too.
    fs::create_dir(archive.at("content/documents/four")).unwrap();
    fs::rename(archive.at("content/documents/three/twin.md"), archive.at("content/documents/four/twin.md")).unwrap();
    build(&archive);
    let all = ["one/twin", "three/beside", "three/twin"].map(|old| format!("documents/{old}.html: documents/four/twin.html"));
    assert_eq!(lines(&archive), all);
    assert_clean(&archive);
    // Where something stands again, nothing leads on.
    archive.write("content/documents/three/twin.md", text("", "New words."));
    build(&archive);
    assert_eq!(lines(&archive), [&*all[0], &all[1]]);
    assert_eq!(found(&archive), [""; 0]);
}

#[test]
fn what_was_never_published_leaves_no_address_behind() {
    let archive = archive();
    let text = "---\ntitle: Later\nadded: 2026-01-01\nlicense: CC-BY-4.0\npublish-after: 2999-01-01\n---\n\nWords of later.\n";
    archive.write("content/documents/later.md", text);
    archive.run(&["build", "--drafts"]);
    assert!(is_published(&archive, "documents/later.html"));
    fs::rename(archive.at("content/documents/later.md"), archive.at("content/documents/latest.md")).unwrap();
    archive.run(&["build", "--drafts"]);
    build(&archive);
    assert_eq!(lines(&archive), [""; 0]);
}

#[test]
fn a_name_that_gets_a_record_leads_to_it() {
    let archive = archive();
    archive.write(
        "content/documents/third.md",
        "---\ntitle: Third\nadded: 2026-01-01\nlicense: CC-BY-4.0\nauthor: [{family: Berg, given: Ada}]\n---\n\nWords.\n",
    );
    build(&archive);
    assert!(is_published(&archive, "people/ada-berg.html"));
    archive.write(
        "content/authorities/people.yaml",
        archive.read("content/authorities/people.yaml") + "- id: berg-1843\n  name: Adele Berg\n  variants: [{name: Ada Berg}]\n",
    );
    build(&archive);
    assert!(is_published(&archive, "people/berg-1843.html"));
    assert_eq!(lines(&archive), ["people/ada-berg.html: people/berg-1843.html"]);
    assert_clean(&archive);
}

#[test]
fn a_slug_is_the_last_part_of_the_address_and_nothing_else() {
    let archive = crate::fixture::example();
    archive.write("content/annotations/first.yaml", "- id: n1\n  quote: {exact: the second}\n  body: A note.\n");
    build(&archive);
    let first = archive.read("content/documents/first.md").replace("---\ntitle", "---\nslug: opening\ntitle");
    archive.write("content/documents/first.md", first);
    build(&archive);
    let page = archive.read("public/documents/opening.html");
    // Bibliography and notes are those of the path.
    assert!(page.contains("id=\"ref-ilves2019\"") && page.contains("id=\"note-n1\""), "{page}");
    assert!(archive.read("public/documents/second.html").contains("href=\"opening.html\""));
    assert!(archive.read("public/documents/first.html").contains("href=\"opening.html\""));
    assert!(archive.read("content/addresses.yaml").ends_with("documents/first.html: documents/opening.html\n"));
    assert_clean(&archive);
    assert_eq!(found(&archive), [""; 0]);
    // Two files that want one address.
    archive.write(
        "content/documents/second.md",
        archive.read("content/documents/second.md").replace("---\ntitle", "---\nslug: opening\ntitle"),
    );
    archive.write("content/documents/opening.md", "---\ntitle: The very one\nadded: 2026-01-01\nlicense: CC-BY-4.0\n---\n\nWords.\n");
    let found = archive.run(&["check"]).stdout;
    assert!(found.contains("content/documents/first.md:2:1") && found.contains("give this one another `slug`"), "{found}");
    archive.run(&["build"]);
    assert!(archive.read("public/documents/opening.html").contains("The very one"));
}

#[test]
fn a_mended_paragraph_keeps_its_address() {
    let archive = archive();
    build(&archive);
    let id = |page: &str, words: &str| {
        let at = page.find(words).unwrap();
        page[..at].rsplit("id=\"p-").next().unwrap().split('"').next().unwrap().to_owned()
    };
    let letter = "content/documents/box1/letter.md";
    let page = || archive.read("public/documents/box1/letter.html");
    let old = id(&page(), "The first paragraph");
    archive.write(letter, archive.read(letter).replace("at noon", "at nine"));
    build(&archive);
    let second = id(&page(), "The first paragraph");
    assert_eq!(second, old, "the anchor stands last before the words: {}", page());
    assert!(page().contains(&format!("<span id=\"p-{old}\"></span>The first paragraph")), "{}", page());
    let lines = archive.read("content/addresses.yaml");
    assert!(lines.contains(&format!("documents/box1/letter.html#p-{old}: documents/box1/letter.html#p-")), "{lines}");
    assert_clean(&archive);
    // And again: both are anchors of the paragraph.
    archive.write(letter, archive.read(letter).replace("at nine", "at ten"));
    build(&archive);
    assert_eq!(archive.read("content/addresses.yaml").matches("#p-").count(), 4);
    assert_clean(&archive);
    // The file moves: the places go with it.
    fs::rename(archive.at(letter), archive.at("content/documents/box1/moved.md")).unwrap();
    archive.write("content/documents/other.md", archive.read("content/documents/other.md").replace("box1/letter.md", "box1/moved.md"));
    build(&archive);
    assert!(archive.read("public/documents/box1/moved.html").contains(&format!("<span id=\"p-{old}\"></span>")));
    assert_clean(&archive);
    // A link to a former id is no mistake.
    archive.write(
        "content/pages/about.md",
        format!("---\ntitle: About\naliases: [/info.html]\n---\n\n[Here](../documents/box1/moved.md#p-{old}).\n"),
    );
    assert_eq!(found(&archive), [""; 0]);
    archive.write("content/pages/about.md", "---\ntitle: About\naliases: [/info.html]\n---\n\nWords.\n");
    // The paragraph goes, and so do the lines.
    let moved = archive.read("content/documents/box1/moved.md");
    archive.write(
        "content/documents/box1/moved.md",
        moved.replace("The first paragraph of this letter is about the ferry that sailed at ten.\n\n", ""),
    );
    build(&archive);
    assert!(!archive.read("content/addresses.yaml").contains("#p-"));
    assert_clean(&archive);
}

#[test]
fn addresses_that_cannot_be_kept_are_found() {
    let archive = archive();
    archive.write(
        "content/documents/third.md",
        "---\ntitle: Third\nadded: 2026-01-01\nlicense: CC-BY-4.0\naliases: [/documents/other.html, /2019/05/post/, 'https://elsewhere.example/x/', /.git/x.html]\n---\n\nWords.\n",
    );
    archive.write("content/documents/draft.md", "---\ntitle: Secret\ndraft: true\naliases: [/secret.html]\n---\n\nWords.\n");
    archive.write(
        "content/addresses.yaml",
        "a.html: b.html\nb.html: a.html\nc.html: documents/nobody.html\nd.html: documents/draft.html\ne.html: 'https://elsewhere.example/'\n",
    );
    let found = found(&archive);
    for expected in [
        "alias-living: `/documents/other.html` leads nowhere else: there is a page of its own at `documents/other.html`",
        "alias-shared: `/2019/05/post/` is an alias of something else, too, so it leads to `documents/box1/letter.html`",
        "alias-outside: `https://elsewhere.example/x/` is no address of this site",
        "alias-form: no page can be published at `/.git/x.html`",
        "address-nowhere: `a.html` leads in a circle",
        "address-nowhere: `c.html` leads to `documents/nobody.html`, where nothing is published",
        "alias-outside: `https://elsewhere.example/` is no address of this site",
    ] {
        assert!(found.iter().any(|one| one == expected), "{expected}: {found:#?}");
    }
    // A text that is held back will be there.
    assert!(!found.iter().any(|one| one.contains("d.html")), "{found:#?}");
    archive.run(&["build"]);
    for path in ["a.html", "c.html", "d.html", "e.html", "secret.html"] {
        assert!(!is_published(&archive, path), "{path}");
    }
    assert!(!archive.files("public").values().any(|bytes| String::from_utf8_lossy(bytes).contains("secret")));
}

#[test]
pub fn in_a_browser_old_addresses_lead_on_with_fragment_and_query() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        let is_letter = "location.pathname.endsWith('/documents/box1/letter.html')";
        let go = async |address: String| browser.driver.goto(address).await.unwrap();
        // Opened from a disk.
        go(format!("file://{}?q=ferry#p-9f", archive.at("public/documents/box1/old-letter.html").display())).await;
        browser.until(&format!("{is_letter} && location.search === '?q=ferry' && location.hash === '#p-9f'")).await;
        let site = format!("http://localhost:{port}/kept");
        go(format!("{site}/2019/05/post/#p-9f")).await;
        browser.until(&format!("{is_letter} && location.hash === '#p-9f'")).await;
        // What a query told apart has done its work.
        go(format!("{site}/view.php?id=3#p-9f")).await;
        browser.until(&format!("{is_letter} && location.search === '' && location.hash === '#p-9f'")).await;
        go(format!("file://{}?p=12", archive.at("public/index.html").display())).await;
        browser.until(is_letter).await;
        // In other capitals hosts find nothing; the page that they show then does.
        go(format!("{site}/documents/BOX1/Old-Letter.html")).await;
        browser.until(is_letter).await;
        go(format!("{site}/documents/box1/lettre.html")).await;
        browser.until("[...document.querySelectorAll('main a')].some((link) => link.textContent === 'A letter' && link.pathname === '/kept/documents/box1/letter.html')").await;
        go(format!("{site}/people/marta-ilvse.html")).await;
        browser.until("[...document.querySelectorAll('main a')].some((link) => link.textContent === 'Marta Ilves')").await;
        browser
    });
}

#[test]
fn while_it_is_watched_a_renamed_file_leads_on() {
    let archive = crate::fixture::example();
    let watching = crate::watching::Watching::start(&archive, &["watch"]);
    fs::rename(archive.at("content/pages/about.md"), archive.at("content/pages/imprint.md")).unwrap();
    watching.until("the old address leads on", || {
        is_published(&archive, "pages/about.html") && archive.read("public/pages/about.html").contains("href=\"imprint.html\"")
    });
    assert!(archive.read("content/addresses.yaml").contains("pages/about.html: pages/imprint.html"));
    watching.is_clean();
}
