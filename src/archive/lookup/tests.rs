use super::*;
use crate::{archive::Delta, base::places::PAGES, document};

/// An archive: for each text its path and its front matter after the title, which is the file's name if it is `-`; other files
/// are there and published, those behind `!` are there and are not.
const ARCHIVE: &str = "\
content/documents/Other Doc.md | title: Another
content/documents/C# notes.md | title: Notes on C
content/documents/big.md | title: The big one
content/documents/letter.md | title: A letter
content/documents/100% wool.md | title: Cloth
content/documents/box1/letter.md | title: To Anna
content/documents/box1/envelope.md | title: Envelope
content/documents/box2/letter.md | title: To Berta
content/documents/box2/envelope.md | title: Envelope
content/documents/2020/index.md | title: A year
content/documents/2021/README.md | title: The next
content/pages/index.md | title: Welcome
content/documents/renamed.md | title: Renamed; aliases: [old-name, /box9/older name.md, The Former]
content/documents/symbol.md | title: A/RES/75/240
content/documents/Письмо.md | title: Письмо к брату
content/pages/about.md | title: About us
content/documents/drying.md | title: How ropes dry; source: {file: blog/2019-drying.md}
content/documents/ropes.md | title: On ropes; source: {file: blog/ropes.md}
content/documents/b-ropes.md | title: Of ropes; source: {file: de/ropes.md}
content/documents/wet.md | title: Wet; source: {file: de/notes/wet.md}
content/documents/barge.md | title: Barge; source: {file: post/barge/index.md}
content/documents/barge-fr.md | title: Chaland; source: {file: post/barge/index.fr.md}
content/documents/plate.png
content/documents/box1/my pic.png
content/documents/box1/C#.png
content/files/maps/town.jpg
content/sources/blog/img/knot.png
!content/sources/old.txt
!content/documents/hidden.md";

fn archive() -> Catalogue {
    let mut catalogue = Catalogue::default();
    let mut delta = Delta::default();
    for line in ARCHIVE.lines() {
        let (name, front) = line.split_once(" | ").unwrap_or((line, ""));
        let path = RelPath::new(name.trim_start_matches('!'));
        if front.is_empty() {
            delta.files.insert(path, Some(!name.starts_with('!')));
            continue;
        }
        let text = format!("---\n{}\n---\n\n## Part\n", front.replace("; ", "\n"));
        let text = Arc::new(document::parse(&path, text.as_bytes(), &|_, _| None));
        let texts = if path.is_below(PAGES) { &mut delta.pages } else { &mut delta.documents };
        texts.insert(text.slug.clone(), Some(text));
    }
    catalogue.apply(delta);
    catalogue
}

/// Where it leads: a path from `content/`, what it may mean, or why it leads nowhere.
fn shown(catalogue: &Catalogue, (found, fragment): (Found, String)) -> String {
    let fragment = if fragment.is_empty() { fragment } else { format!(" #{fragment}") };
    match &found {
        Found::Thing(thing) => {
            let mark = if matches!(thing, Thing::Unpublished(_)) { "!" } else { "" };
            format!("{mark}{}{fragment}", catalogue.path_of(thing).and_then(|path| path.below("content")).unwrap_or("?"))
        }
        Found::Several(names) => format!("several: {}", names.join(", ")),
        Found::Outside => "outside".into(),
        found => format!("{found:?}").to_lowercase(),
    }
}

#[test]
fn an_address_is_read_as_it_is_meant() {
    let catalogue = archive();
    for (from, written, expected) in [
        ("documents/a.md", "Other%20Doc.md", "documents/Other Doc.md"),
        ("documents/a.md", "Other Doc.md", "documents/Other Doc.md"),
        ("documents/a.md", "%4Fther%20D%6Fc.md#Part", "documents/Other Doc.md #Part"),
        ("documents/a.md", "./../documents/./big.md", "documents/big.md"),
        ("documents/a.md", "C%23%20notes.md", "documents/C# notes.md"),
        ("documents/a.md", "C# notes.md", "documents/C# notes.md"),
        ("documents/a.md", "C# notes.md#Part", "documents/C# notes.md #Part"),
        ("documents/a.md", "100%25%20wool.md", "documents/100% wool.md"),
        ("documents/a.md", "100% wool.md", "documents/100% wool.md"),
        ("documents/a.md", "%D0%9F%D0%B8%D1%81%D1%8C%D0%BC%D0%BE.md", "documents/Письмо.md"),
        ("documents/a.md", "box2/letter.md", "documents/box2/letter.md"),
        ("documents/a.md", "letter.md", "documents/letter.md"),
        ("documents/box1/a.md", "letter.md", "documents/box1/letter.md"),
        ("documents/box1/a.md", "../letter.md", "documents/letter.md"),
        ("documents/box1/a.md", "/content/documents/letter.md", "documents/letter.md"),
        ("documents/box1/a.md", "/documents/letter.md", "documents/letter.md"),
        ("documents/box1/a.md", "documents/box2/letter.md", "documents/box2/letter.md"),
        ("documents/box1/a.md", "box2/letter.md", "documents/box2/letter.md"),
        ("documents/box1/a.md", "big.md?raw=1#Part", "documents/big.md #Part"),
        ("documents/a.md", "big", "documents/big.md"),
        ("documents/a.md", "big.html#Part", "documents/big.md #Part"),
        ("documents/a.md", "BIG.md", "documents/big.md"),
        ("documents/a.md", "envelope.md", "several: document box1/envelope, document box2/envelope"),
        ("documents/box2/x/a.md", "envelope.md", "documents/box2/envelope.md"),
        ("documents/a.md", "box3/letter.md", "none"),
        ("documents/a.md", "The big one", "none"),
        ("documents/a.md", "2020/", "documents/2020/index.md"),
        ("documents/a.md", "2021", "documents/2021/README.md"),
        ("documents/a.md", "old-name.md", "documents/renamed.md"),
        ("documents/a.md", "older%20name.md", "documents/renamed.md"),
        ("documents/a.md", "plate.png", "documents/plate.png"),
        ("documents/a.md", "my%20pic.png", "documents/box1/my pic.png"),
        ("documents/box1/a.md", "C%23.png", "documents/box1/C#.png"),
        ("documents/box1/a.md", "maps/town.jpg", "files/maps/town.jpg"),
        ("documents/a.md", "../files/maps/town.jpg", "files/maps/town.jpg"),
        ("annotations/big.yaml", "../documents/big.md", "documents/big.md"),
        ("annotations/big.yaml", "big.md", "documents/big.md"),
        ("documents/a.md", "../pages/about.md", "pages/about.md"),
        ("documents/a.md", "../sources/old.txt", "!sources/old.txt"),
        ("documents/a.md", "hidden.md", "!documents/hidden.md"),
        ("documents/a.md", "../../../etc/passwd", "outside"),
        ("documents/a.md", "box2\\letter.md", "documents/box2/letter.md"),
        ("documents/a.md", "..%2f..%2f..%2fetc%2fpasswd", "outside"),
        ("documents/a.md", "/etc/passwd", "none"),
        ("documents/a.md", "", "none"),
    ] {
        let from = RelPath::new(&format!("content/{from}"));
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        let found = catalogue.find_address(&from, path, fragment, &|_| ());
        assert_eq!(shown(&catalogue, found), expected, "{from}: {written}");
    }
}

#[test]
fn a_name_in_brackets_is_one_that_people_use() {
    let catalogue = archive();
    for (from, written, expected) in [
        ("documents/a.md", "The big one", "documents/big.md"),
        ("documents/a.md", "the BIG one", "documents/big.md"),
        ("documents/a.md", "Big", "documents/big.md"),
        ("documents/a.md", "big.md", "documents/big.md"),
        ("documents/a.md", "big#A heading", "documents/big.md #A heading"),
        ("documents/a.md", "big # A#B", "documents/big.md #A#B"),
        ("documents/a.md", "C# notes", "documents/C# notes.md"),
        ("documents/a.md", "C# notes#Part", "documents/C# notes.md #Part"),
        ("documents/a.md", "C notes", "documents/C# notes.md"),
        ("documents/a.md", "box1/letter", "documents/box1/letter.md"),
        ("documents/a.md", "Box2/Letter", "documents/box2/letter.md"),
        ("documents/a.md", "documents/box2/letter.md", "documents/box2/letter.md"),
        ("documents/box1/a.md", "../box2/letter#x", "documents/box2/letter.md #x"),
        ("documents/box1/a.md", "letter", "documents/box1/letter.md"),
        ("documents/a.md", "letter", "documents/letter.md"),
        ("documents/a.md", "Envelope", "several: document box1/envelope, document box2/envelope"),
        ("documents/box1/a.md", "Envelope", "documents/box1/envelope.md"),
        ("documents/a.md", "2020", "documents/2020/index.md"),
        ("documents/a.md", "2020/index", "documents/2020/index.md"),
        ("documents/a.md", "2021", "documents/2021/README.md"),
        ("documents/a.md", "About us", "pages/about.md"),
        ("documents/a.md", "about", "pages/about.md"),
        ("documents/a.md", "The Former", "documents/renamed.md"),
        ("documents/a.md", "A/RES/75/240", "documents/symbol.md"),
        ("documents/a.md", "письмо", "documents/Письмо.md"),
        ("documents/a.md", "Other%20Doc", "documents/Other Doc.md"),
        ("documents/a.md", "town.jpg", "files/maps/town.jpg"),
        ("documents/a.md", "hidden", "!documents/hidden.md"),
        ("documents/a.md", "box1\\letter", "documents/box1/letter.md"),
        ("documents/box1/a.md", "..\\box2\\letter.md#x", "documents/box2/letter.md #x"),
        ("pages/a.md", "index", "pages/index.md"),
        ("documents/2020/a.md", "Index", "documents/2020/index.md"),
        ("documents/2021/a.md", "readme", "documents/2021/README.md"),
        ("documents/a.md", "README", "none"),
        ("documents/a.md", "Nobody", "none"),
        ("documents/a.md", "Nobody#Part", "none"),
    ] {
        let from = RelPath::new(&format!("content/{from}"));
        assert_eq!(shown(&catalogue, catalogue.find_name(&from, written, &|_| ())), expected, "{from}: {written}");
    }
}

#[test]
fn what_holds_among_sources_holds_among_their_documents() {
    let catalogue = archive();
    for (from, written, expected) in [
        ("documents/ropes.md", "2019-drying.md", "documents/drying.md"),
        ("documents/ropes.md", "@/blog/2019-drying.md", "documents/drying.md"),
        ("documents/ropes.md", "/blog/2019-drying/", "documents/drying.md"),
        ("documents/ropes.md", "../de/ropes.md", "documents/b-ropes.md"),
        ("documents/wet.md", "../ropes/", "documents/b-ropes.md"),
        ("documents/wet.md", "/notes/wet", "documents/wet.md"),
        ("documents/ropes.md", "img/knot.png", "sources/blog/img/knot.png"),
        ("documents/drying.md", "../img/knot.png", "sources/blog/img/knot.png"),
        ("documents/wet.md", "ropes.md", "documents/b-ropes.md"),
        // Texts in several languages, as Hugo calls them.
        ("documents/barge.md", "index.fr.md", "documents/barge-fr.md"),
        ("documents/barge.md", "/post/barge.fr", "documents/barge-fr.md"),
        ("documents/barge-fr.md", "index.en.md", "documents/barge.md"),
        // Who was not converted has no source to look from, but a document may be called as its source is.
        ("documents/a.md", "@/blog/2019-drying.md", "none"),
        ("documents/a.md", "../de/ropes.md", "documents/b-ropes.md"),
    ] {
        let from = RelPath::new(&format!("content/{from}"));
        assert_eq!(shown(&catalogue, catalogue.find_address(&from, written, "", &|_| ())), expected, "{from}: {written}");
    }
    for (from, written, expected) in [
        ("documents/ropes.md", "2019-drying", "documents/drying.md"),
        ("documents/ropes.md", "de/ropes", "documents/b-ropes.md"),
        ("documents/wet.md", "notes/wet", "documents/wet.md"),
    ] {
        let from = RelPath::new(&format!("content/{from}"));
        assert_eq!(shown(&catalogue, catalogue.find_name(&from, written, &|_| ())), expected, "{from}: {written}");
    }
}
