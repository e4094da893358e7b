//! Where links lead on the published site, and what is said of those that lead nowhere; which address each text has.

use std::fs;

use crate::fixture::Archive;

/// A text of no other words than these.
fn text(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nlicense: CC0-1.0\n---\n\n{body}\n")
}

/// An archive of which one document holds what is tried.
fn vault(body: &str) -> Archive {
    let archive = Archive::new("");
    archive.write("content/documents/case.md", text("The case", &format!("## Here too\n\n<h2>Raw words</h2>\n\n{body}")));
    archive.write(
        "content/documents/The Tide.md",
        text("The tide", "## Meaning of it\n\n<p id=\"raw\">Words.</p>\n\n## Значение\n\n## End\n"),
    );
    archive.write("content/documents/F# minor.md", text("'F# minor'", "## Part\n"));
    archive.write("content/documents/box 1/Letter.md", text("To Anna", "One."));
    archive.write("content/documents/box 2/Letter.md", text("To Berta", "Two.").replace("---\n\n", "aliases: [The other letter]\n---\n\n"));
    archive.write("content/documents/1911/index.md", text("A year", "Many."));
    archive.write("content/documents/waiting.md", text("Waiting", "Not yet.").replace("title", "draft: true\ntitle"));
    archive.write("content/documents/a map.png", "GIF89a\u{1}\0\u{1}\0\0\0\0;");
    archive.write("content/documents/50% off #1.png", "GIF89a\u{1}\0\u{1}\0\0\0\0;");
    archive.write("content/pages/rules.md", text("Our rules", "## Dates\n\nThese."));
    archive.write("content/sources/raw.txt", "Raw.");
    archive.write("content/authorities/people.yaml", "- {id: ann, name: Ann Lee}\n");
    archive
}

/// The addresses in the text of the case: `-` for a link that leads nowhere. And the findings in the case, without their places.
fn tried(archive: &Archive) -> (String, String) {
    archive.run(&["build"]);
    let page = archive.read("public/documents/case.html");
    let start = page.find("id=\"here-too\"").unwrap();
    let words = &page[start..];
    let words = &words[..words.find("</article>").or_else(|| words.find("<section")).unwrap_or(words.len())];
    let mut addresses = Vec::new();
    for tag in words.split('<').filter(|tag| tag.starts_with("a ") || tag.starts_with("img ")) {
        let address = [" href=\"", " src=\""].iter().find_map(|name| tag.split_once(name)?.1.split('"').next());
        // Downloads of the text itself stand behind it.
        if address.is_none_or(|address| !address.starts_with("case.")) {
            addresses.push(address.unwrap_or("-").to_owned());
        }
    }
    let mut said = Vec::new();
    // Notices are for `check`.
    for line in archive.run(&["check", "--json"]).stdout.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = finding["path"].as_str().unwrap_or("");
        if path == "content/documents/case.md" && finding["code"] != "image-alt" {
            let hint = finding["hint"].as_str().map_or(String::new(), |hint| format!(" ({hint})"));
            said.push(format!("{}: {}{hint}", finding["code"].as_str().unwrap(), finding["message"].as_str().unwrap()));
        }
    }
    (addresses.join(" "), said.join("; "))
}

#[test]
fn what_people_write_leads_where_they_mean() {
    let rows = [
        ("[x](The%20Tide.md)", "The-Tide.html"),
        ("[x](<The Tide.md#Meaning of it>)", "The-Tide.html#meaning-of-it"),
        ("[x](The%20Tide.md#meaning-of-it)", "The-Tide.html#meaning-of-it"),
        ("[x](The%20Tide.md#%D0%B7%D0%BD%D0%B0%D1%87%D0%B5%D0%BD%D0%B8%D0%B5)", "The-Tide.html#znachenie"),
        ("[x](The%20Tide.md#raw)", "The-Tide.html#raw"),
        ("[[The Tide#Meaning of it]]", "the-tide.html#meaning-of-it"),
        ("[[#Here too]] [x](#Here%20too)", "#here-too #here-too"),
        ("[[F# minor]] [[F# minor#Part|p]] [x](F%23%20minor.md)", "F-minor.html F-minor.html#part F-minor.html"),
        ("[[box 2/Letter]] [x](box%202/Letter.md)", "box-2/Letter.html box-2/Letter.html"),
        ("[[1911]] [x](1911/)", "1911/index.html 1911/index.html"),
        ("[[The other letter]]", "box-2/Letter.html"),
        ("[[Our rules#Dates]] [x](../pages/rules.md#dates)", "../pages/rules.html#dates ../pages/rules.html#dates"),
        ("[[Ann Lee]]", "../people/ann.html"),
        ("![A map](a%20map.png) ![[a map.png]]", "a%20map.png a%20map.png"),
        ("[x](#) [x](#top) [x](The%20Tide.md#top)", "# #top The-Tide.html"),
        ("[[box 1\\Letter]] [x](#raw-words)", "box-1/Letter.html #raw-words"),
        ("![O](50%25%20off%20%231.png)", "50%25%20off%20%231.png"),
    ];
    // All at once, each in a paragraph of its own: the rows do not know of each other.
    let archive = vault(&rows.map(|(written, _)| written).join("\n\n"));
    let (addresses, said) = tried(&archive);
    let expected: Vec<String> = rows.iter().map(|(_, leads)| leads.to_lowercase()).collect();
    assert_eq!(addresses.to_lowercase(), expected.join(" "), "{said}");
    assert_eq!(said, "");
}

#[test]
fn what_leads_nowhere_is_said_as_it_is() {
    let rows = [
        (
            "[[The Tide#Meening of it]]",
            "broken-fragment: document `the-tide` has no place `#Meening of it` (did you mean `#Meaning of it`?)",
        ),
        ("[x](The%20Tide.md#elsewhere)", "broken-fragment: document `the-tide` has no place `#elsewhere`"),
        ("[[Our rules#Dotes]]", "broken-fragment: page `rules` has no place `#Dotes` (did you mean `#Dates`?)"),
        ("[[The Tide#^a1b2]]", "broken-fragment: document `the-tide` has no place `#^a1b2`"),
        ("[[Letter]]", "ambiguous-name: `Letter` means several things (it may be document box-1/Letter, document box-2/Letter)"),
        (
            "[x](box%203/Letter.md)",
            "broken-link: there is no document `box%203/Letter.md` (did you mean one of `box%201/Letter.md`, `box%202/Letter.md`?)",
        ),
        ("[x](../../../secret.md)", "broken-link: `../../../secret.md` leads out of the archive"),
        (
            "[x](box%201/)",
            "broken-link: `box%201/` is a folder, and no text stands for it (link to what is in it: `box%201/Letter.md`; or write an `index.md` for it)",
        ),
        (
            "[[box 2/]]",
            "broken-link: `box 2/` is a folder, and no text stands for it (link to what is in it: `box%202/Letter.md`; or write an `index.md` for it)",
        ),
        (
            "[x](../sources/)",
            "broken-link: `../sources/` is a folder, and no text stands for it (nothing in it is published; write an `index.md` for it)",
        ),
        ("[x](nowhere/)", "broken-link: there is nothing in a folder `nowhere/`"),
        (
            "[x](Thumbs.db)",
            "broken-link: files called as `Thumbs.db` are neither read nor published: they are hidden, or left behind by an editor or a system (rename it if it belongs to the archive)",
        ),
        (
            "[[~$letter.docx]]",
            "broken-link: files called as `~$letter.docx` are neither read nor published: they are hidden, or left behind by an editor or a system (rename it if it belongs to the archive)",
        ),
        (
            "![[The Tide]]",
            "embedded: `![[The Tide]]` is a link here: texts and files are not shown within others (take the `!` away to say that a link is meant)",
        ),
    ];
    for (written, expected) in rows {
        let (_, said) = tried(&vault(written));
        assert_eq!(said, expected, "{written}");
    }
    for there in ["[x](waiting.md)", "[[waiting]]", "[x](../sources/raw.txt)"] {
        let (addresses, said) = tried(&vault(there));
        assert!(addresses == "-" && said.contains("not published") && !said.contains("there is no"), "{there}: {said}");
    }
}

#[test]
fn the_path_of_a_text_is_its_address_whatever_else_comes() {
    let archive = Archive::new("");
    archive.write("content/documents/box1/letter.md", text("One", "Anna. [@ilves]"));
    archive.write("content/bibliography/letter.yaml", "references:\n- {id: ilves, type: book, title: Reading}\n");
    archive.write("content/annotations/letter.yaml", "- {id: n1, quote: {exact: Anna}, body: 'So named in [@ilves].'}\n");
    assert_eq!(archive.run(&["build"]).stderr.matches("error").count(), 0);
    let page = archive.read("public/documents/box1/letter.html");
    // A library and notes of that name are its own, as long as no other document could be meant.
    assert!(page.contains("So named in") && page.contains("#ref-ilves") && !page.contains("cite broken"), "{page}");
    archive.write("content/documents/box2/letter.md", text("Two", "Berta."));
    for folder in ["bibliography", "annotations"] {
        fs::create_dir_all(archive.at(&format!("content/{folder}/box1"))).unwrap();
        fs::rename(archive.at(&format!("content/{folder}/letter.yaml")), archive.at(&format!("content/{folder}/box1/letter.yaml")))
            .unwrap();
    }
    let ran = archive.run(&["build"]);
    assert_eq!((ran.status, ran.stderr.contains("duplicate")), (0, false), "{}", ran.stderr);
    assert!(archive.read("public/documents/box1/letter.html").contains("So named in"));
    assert!(archive.read("public/documents/box2/letter.html").contains("Berta."));
    let clean = archive.files("public");
    fs::remove_dir_all(archive.at("public")).unwrap();
    archive.run(&["build"]);
    assert_eq!(archive.files("public").keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
}

#[test]
fn a_build_says_which_published_addresses_go() {
    let archive = Archive::new("");
    archive.write("content/documents/old.md", text("The letter", "Words."));
    archive.write("content/documents/other.md", text("Other", "Words."));
    assert!(!archive.run(&["build"]).stderr.contains("leads nowhere"));
    fs::remove_file(archive.at("content/documents/old.md")).unwrap();
    let said = archive.run(&["build"]).stderr;
    assert!(said.contains("the published address `documents/old.html` leads nowhere any more"), "{said}");
    let again = archive.run(&["build"]).stderr;
    assert!(!again.contains("old.html"), "{again}");
}
