//! The sources of the example: a letter in TEI, a newspaper page in ALTO, minutes in PDF, captions of a recording.

use super::leaf::Leaf;

pub const LETTER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc>
<titleStmt><title>Letter to Anna Berg, 4 May 1911</title><author><persName><surname>Ilves</surname> <forename>Jonas</forename></persName></author></titleStmt>
<publicationStmt><publisher>Harbour Archive</publisher><availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability></publicationStmt>
<sourceDesc><p>Harbour Archive, box 4, leaf 1.</p></sourceDesc>
</fileDesc></teiHeader>
<text><body>
<pb n="1r" facs="1r.jpg"/>
<opener><dateline>Norrhamn, 4 May 1911</dateline> <salute>Dear Anna,</salute></opener>
<p>the ferry came late<lb/>and brought no post.<lb/>The roof of the customs<lb/>house leaks again, and I<lb/>have carried the crates<lb/><pb n="1v" facs="1v.jpg"/>up under the beams,<lb/>where it is dry.</p>
<closer><salute>Your brother</salute> <signed>Jonas</signed></closer>
</body></text>
</TEI>
"#;

/// The two pages of the letter.
pub fn letter() -> [Leaf; 2] {
    let (mut recto, mut verso) = (Leaf::new(600, 800), Leaf::new(600, 800));
    recto.set(210, 60, 3, "Norrhamn, 4 May 1911");
    let lines = [
        "Dear Anna,",
        "the ferry came late",
        "and brought no post.",
        "The roof of the customs",
        "house leaks again, and I",
        "have carried the crates",
    ];
    (160..).step_by(60).zip(lines).for_each(|(top, line)| recto.set(60, top, 3, line));
    let lines = ["up under the beams,", "where it is dry.", "Your brother", "Jonas"];
    (100..).step_by(60).zip(lines).for_each(|(top, line)| verso.set(60, top, 3, line));
    // The seal.
    verso.fill(100, 500, 120, 120);
    [recto, verso]
}

/// The page of the newspaper.
pub fn news() -> Leaf {
    let mut page = Leaf::new(900, 1200);
    page.set(60, 100, 6, "THE FERRY CAME LATE");
    let lines = [
        "The ferry from the islands came",
        "late on Thursday, and brought no",
        "post. The keeper of the customs",
        "house says that its roof leaks.",
    ];
    (200..).step_by(50).zip(lines).for_each(|(top, line)| page.set(60, top, 4, line));
    page
}

/// A page as those write it who recognise print (ALTO 4): its first line is a block of its own.
pub fn alto(page: &Leaf, picture: &str) -> String {
    let place = |place: &scholion::document::layout::Place| {
        format!("HPOS=\"{}\" VPOS=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\"", place.x, place.y, place.width, place.height)
    };
    let mut lines = page.lines.iter().map(|line| {
        let words: Vec<String> = line.words.iter().map(|(word, at)| format!("<String CONTENT=\"{word}\" {}/>", place(at))).collect();
        format!("<TextLine {}>{}</TextLine>\n", place(&line.place), words.join("<SP/>"))
    });
    let head = lines.next().unwrap_or_default();
    let body: String = lines.collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>{picture}</fileName></sourceImageInformation></Description>
<Layout><Page ID="P1" PHYSICAL_IMG_NR="1" PRINTED_IMG_NR="1" WIDTH="{}" HEIGHT="{}"><PrintSpace HPOS="0" VPOS="0" WIDTH="{}" HEIGHT="{}">
<TextBlock ID="b1">{head}</TextBlock>
<TextBlock ID="b2">{body}</TextBlock>
</PrintSpace></Page></Layout></alto>
"#,
        page.width, page.height, page.width, page.height
    )
}

pub const MINUTES: [&[&str]; 2] = [
    &[
        "Minutes of the Harbour Board",
        "",
        "The board met on 9 May 1911 in the",
        "customs house. Present were Ms Salo",
        "and Mr Brandt. The keeper reported",
        "that the roof leaks, and that he has",
    ],
    &["carried the crates under the beams.", "The board granted him a new roof."],
];

/// A PDF (ISO 32000-1) of pages of lines, 298 points wide and 420 high.
pub fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|nth| format!("{} 0 R", 4 + 2 * nth)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (nth, lines) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * nth
        ));
        let shown: String = lines.iter().map(|line| format!("({line}) Tj T*\n")).collect();
        let drawn = format!("BT /F1 12 Tf 16 TL 40 370 Td\n{shown}ET");
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()));
    }
    crate::drawn::pdf(&objects)
}

pub const TALK: &str = "\
WEBVTT

00:00:00.500 --> 00:00:01.500
<v Ruth Salo>Who carried the crates under the roof?

00:00:01.500 --> 00:00:03.000
<v Otto Brandt>My grandfather did, in the spring of 1911.
";
