//! What a PDF says of itself beside its words: properties, outline, tags, labels of pages, pictures, scans.

use crate::fixture::{Archive, lacks};

/// Makes a PDF of objects, of which the first is the catalogue and the second tells its properties.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.5\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.push_str(&format!("xref\n0 {count}\n0000000000 65535 f \n"));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer << /Size {count} /Root 1 0 R /Info 2 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

fn stream(head: &str, words: &str) -> String {
    format!("<< {head} /Length {} >>\nstream\n{words}\nendstream", words.len())
}

/// Lines of words at a place, so large and so far from each other.
fn lines(left: u32, top: u32, size: u32, lines: &[&str]) -> String {
    let words: String = lines.iter().map(|line| format!("({line}) Tj 0 -{} Td ", size + 3)).collect();
    format!("BT /F1 {size} Tf {left} {top} Td {words}ET\n")
}

fn page(contents: u32) -> String {
    format!(
        "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 420 595] /Contents {contents} 0 R /Resources << /Font << /F1 8 0 R >> /XObject << /P 9 0 R >> >> >>"
    )
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

/// Some dots of two colours.
fn picture() -> String {
    let head = "/Type /XObject /Subtype /Image /Width 30 /Height 42 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /ASCIIHexDecode";
    stream(head, &("FF000000FF00".repeat(15 * 42) + ">"))
}

fn has_poppler() {
    if let Err(error) = std::process::Command::new("pdftohtml").arg("-v").output() {
        lacks("pdftohtml", &error);
    }
}

const PROSE: [&str; 4] = [
    "The weir was built in the year of the great ice by the millers",
    "of the lower village, who had ground their corn in the town",
    "until then, and who paid for the oak with the toll of the bridge",
    "that the parish had let to them for ten years, as is told here.",
];

const OTHER: [&str; 4] = [
    "Oak came down the river in spring, when the water was high, and",
    "was laid in the ditch behind the church for two years before any",
    "carpenter touched it; stone was taken from the old bridge, which",
    "had fallen in the same winter and lay across the lower meadow.",
];

const THIRD: [&str; 4] = [
    "Nobody asked the fishers, who lost their best place below the",
    "meadow and wrote to the bishop, first in anger and then, when he",
    "did not answer, with a drawing of the river as it had been in",
    "their youth, on which every pool had the name of its keeper.",
];

#[test]
fn outline_properties_labels_and_pictures_are_read() {
    has_poppler();
    let first = [
        lines(50, 540, 18, &["The Weir of the Village"]),
        lines(50, 500, 10, &PROSE),
        lines(50, 430, 10, &["2.1 Oak and stone"]),
        lines(50, 405, 10, &OTHER),
        "q 150 0 0 100 100 230 cm /P Do Q\n".to_owned(),
        lines(100, 215, 10, &["Fig. 1. The weir in winter"]),
        lines(50, 185, 10, &THIRD[..3]),
    ]
    .concat();
    let second = lines(50, 540, 10, &THIRD[3..]);
    let objects = [
        "<< /Type /Catalog /Pages 3 0 R /Outlines 10 0 R /PageLabels << /Nums [0 << /S /r /St 4 >>] >> /Lang (en-GB) >>".to_owned(),
        "<< /Title (Microsoft Word - weir3.doc) /Author (Anna Berg; Karl Holm) /Keywords (weirs, mills) /Subject (Rivers) >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 >>".to_owned(),
        page(6),
        page(7),
        stream("", &first),
        stream("", &second),
        FONT.to_owned(),
        picture(),
        "<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 2 >>".to_owned(),
        "<< /Title (The Weir of the Village) /Parent 10 0 R /Dest [4 0 R /Fit] /First 12 0 R /Last 12 0 R /Count 1 >>".to_owned(),
        "<< /Title (Oak and stone) /Parent 11 0 R /Dest [4 0 R /Fit] >>".to_owned(),
    ];
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/sources/weir.pdf", pdf(&objects));
    let ran = archive.run(&["ingest"]);
    let document = archive.read("content/documents/weir.md");
    for expected in [
        "title: The Weir of the Village\n",
        "- family: Berg\n  given: Anna\n- family: Holm\n",
        "keyword:\n- weirs\n- mills\n",
        "x-subject: Rivers\n",
        "2.1 Oak and stone\n\n",
        "\n\n![](../files/weir/page-1-1.png \"Fig. 1. The weir in winter\")\n\n",
        "as it had been in <span class=\"pb\" data-n=\"v\"></span>their youth",
    ] {
        assert!(document.contains(expected), "{expected}\n{document}\n{}", ran.stderr);
    }
    assert!(archive.at("content/files/weir/page-1-1.png").exists(), "{}", ran.stderr);
    assert!(!document.contains("facsimile") && !document.contains("omissions"), "{document}");
}

#[test]
fn a_scan_is_its_own_facsimile() {
    has_poppler();
    let scan = |words: &[&str]| format!("q 420 0 0 595 0 0 cm /P Do Q 3 Tr\n{}", lines(50, 540, 10, words));
    let objects = [
        "<< /Type /Catalog /Pages 3 0 R >>".to_owned(),
        "<< /Title (untitled) >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 >>".to_owned(),
        page(6),
        page(7),
        stream("", &scan(&PROSE[..3])),
        stream("", &scan(&PROSE[3..])),
        FONT.to_owned(),
        picture(),
    ];
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/sources/Old scan.pdf", pdf(&objects));
    let ran = archive.run(&["ingest"]);
    let document = archive.read("content/documents/old-scan.md");
    assert!(document.contains("\nfacsimile: ../files/old-scan/old-scan.pdf\n"), "{document}\n{}", ran.stderr);
    assert!(document.contains("<span class=\"pb\" data-page=\"2\"></span>that the parish"), "{document}");
    assert_eq!(std::fs::read(archive.at("content/files/old-scan/old-scan.pdf")).unwrap(), pdf(&objects));
}
