//! Texts whose pages stand in a file each.

use crate::fixture::Archive;

const METS: &str = r#"<mets xmlns="http://www.loc.gov/METS/" xmlns:x="http://www.w3.org/1999/xlink"><dmdSec ID="D"><mdWrap MDTYPE="MODS"><xmlData>
<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><nonSort>The</nonSort><title>Salt Road</title></titleInfo><name><namePart type="family">Okoro</namePart>
<namePart type="given">Ben</namePart><role><roleTerm>aut</roleTerm></role></name><name><namePart>Lantern Press</namePart><role><roleTerm>prt</roleTerm></role></name>
<originInfo><publisher>Lantern Press</publisher><dateIssued>1871</dateIssued></originInfo><language><languageTerm>eng</languageTerm></language></mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp USE="DEFAULT"><file ID="i1" MIMETYPE="image/jpeg"><FLocat x:href="img/p1.jpg"/></file></fileGrp><fileGrp USE="FULLTEXT">
<file ID="b" MIMETYPE="text/xml"><FLocat x:href="file://./words/b.xml"/></file><file ID="a" MIMETYPE="text/xml"><FLocat x:href="words\a.xml"/></file>
<file ID="c" MIMETYPE="text/xml"><FLocat x:href="https://x.example/c.xml"/></file></fileGrp></fileSec>
<structMap TYPE="LOGICAL"><div DMDID="D"><div ID="l1" TYPE="title_page" LABEL="Title page"/><div ID="l2" TYPE="chapter" LABEL="Names"/></div></structMap>
<structLink><smLink x:from="l1" x:to="f1"/><smLink x:from="l2" x:to="f2"/></structLink><structMap TYPE="PHYSICAL"><div><div ID="f2" ORDER="2" ORDERLABEL="8"><fptr FILEID="b"/></div>
<div ID="f1" ORDER="1" ORDERLABEL="7"><fptr FILEID="i1"/><fptr FILEID="a"/></div><div ORDER="3" ORDERLABEL=" - "><fptr FILEID="c"/></div></div></structMap></mets>"#;

/// A page in ALTO.
fn page(lines: &[&str]) -> String {
    let mut lines: Vec<String> =
        lines.iter().map(|line| line.split(' ').map(|word| format!("<String CONTENT='{word}'/>")).collect()).collect();
    let last = lines.pop().unwrap_or_default();
    let lines: String = lines.iter().map(|line| format!("<TextLine>{line}</TextLine>")).collect();
    format!(
        "<alto><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout><Page WIDTH='900' HEIGHT='1400'><PrintSpace><TextBlock>{lines}\
         <TextLine HPOS='10' VPOS='20.4' WIDTH='300' HEIGHT='30'>{last}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
    )
}

fn archive() -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/sources/box/road.xml", METS);
    archive.write(
        "content/sources/box/words/a.xml",
        page(&["The road to the salt pans was built in two sum-", "mers by men who were paid in salt and who sold wa-"]),
    );
    archive.write(
        "content/sources/box/words/b.xml",
        page(&["ter to each other on the way home from there.", "Nobody wrote down their names."])
            .replace("<TextLine HPOS", "</TextBlock><TextBlock><TextLine HPOS"),
    );
    archive.write("content/sources/box/img/p1.jpg", "no picture");
    archive
}

#[test]
fn pages_that_a_file_orders_are_one_text() {
    let archive = archive();
    let ran = archive.run(&["ingest", "--verbose"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("2 files are pages of the text that `road.xml` orders"), "{}", ran.stderr);
    assert_eq!(archive.files("content/documents").len(), 1);
    let document = archive.read("content/documents/road.md");
    for words in [
        "title: The Salt Road\nlang: en\nauthor:\n- family: Okoro\n  given: Ben\nissued: 1871\npublisher: Lantern Press\n",
        "<span class=\"pb\" data-n=\"7\" data-facs=\"p1.jpg\"></span>The road to the salt pans was built in two summers by men",
        "who sold wa<span class=\"pb\" data-n=\"8\"></span>ter to each other",
        "\n\n## Names\n\nNobody wrote down",
    ] {
        assert!(document.contains(words), "{words:?} is not in\n{document}");
    }
    let coordinates = archive.read("content/coordinates/road.tsv");
    let (_, rows) = coordinates.split_once('\n').unwrap();
    assert!(rows.starts_with("page\t7\tp1.jpg\t900 1400\tpixel\n\t\tThe road to"), "{rows}");
    assert!(rows.ends_with("\n10 20 300 30\t\tNobody wrote down their names.\n"), "{rows}");
    let report = archive.run(&["ingest", "--report", "road"]).stdout;
    assert!(
        report.contains("“https://x.example/c.xml”") && report.contains("1 page of the text stands in a file that is not here"),
        "{report}"
    );
    assert!(archive.run(&["build"]).status == 0 && archive.read("public/documents/road.source.html").contains("Nobody wrote down"));
}

#[test]
fn a_page_that_changes_changes_the_text() {
    let archive = archive();
    archive.run(&["ingest"]);
    let before = archive.files("content");
    assert!(archive.run(&["ingest"]).stderr.contains("nothing new"));
    assert_eq!(archive.files("content"), before);
    archive.write(
        "content/sources/box/words/b.xml",
        page(&["ter to each other on the way home from there.", "Somebody wrote down their names."]),
    );
    assert!(archive.run(&["ingest"]).stderr.contains("road.md: replaced, since nobody edited it"));
    assert!(archive.read("content/documents/road.md").contains("Somebody wrote"));
}

#[test]
fn pages_that_are_elsewhere_make_no_text() {
    let archive = archive();
    std::fs::remove_dir_all(archive.at("content/sources/box/words")).unwrap();
    let ran = archive.run(&["ingest"]);
    assert!(ran.stderr.contains("none of its 3 files with recognised text is here"), "{}", ran.stderr);
    assert!(archive.files("content/documents").is_empty());
}

#[test]
fn pages_that_nothing_orders_are_named_once() {
    let archive = archive();
    archive.write("content/sources/box/road.xml", "");
    for n in 1..5 {
        archive.write(&format!("content/sources/loose/f{n:03}.xml"), page(&["Words of a page."]));
    }
    let ran = archive.run(&["ingest", "--verbose"]);
    assert_eq!(ran.stderr.matches("these 4 files look like the pages of one text").count(), 1, "{}", ran.stderr);
}
