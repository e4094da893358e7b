//! Random edits of an archive of few documents that show pictures, files, recordings and places on them, so that edits meet each other:
//! among those of [`crate::edits`] it is seldom that a text, its facsimile and a note on that are there at once.

use proptest::prelude::*;

use crate::edits::{Edit, Form, form, of, texts};

/// As many edits as asked for.
pub fn edits_of_pictures(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    of(forms(), count)
}

/// A picture of one colour as BMP whose bytes are letters (none is above 127), so that it can be edited as a text is.
///
/// Not all sizes have such bytes: 40 × 30, 80 × 30 and 16 × 12 do.
fn picture(width: u32, height: u32, grey: u8) -> String {
    String::from_utf8(crate::drawn::grey_bmp(width, height, grey)).expect("a size of which all bytes are letters")
}

/// What a file of a picture may hold.
fn pictures() -> Vec<String> {
    let mut all = vec![picture(40, 30, 90), picture(40, 30, 20), picture(80, 30, 90), picture(16, 12, 90)];
    all.extend(texts(&[
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50\" height=\"30\"><script>1</script></svg>",
        "no picture",
    ]));
    // One that is cut off behind its head.
    all.extend(all.first().and_then(|whole| whole.get(..100)).map(str::to_owned));
    all
}

fn forms() -> Vec<Form> {
    vec![
        form(16, "content/documents/t.md", document()),
        form(5, "content/documents/sub/u.md", other_document()),
        form(6, "content/annotations/t.yaml content/annotations/sub/u.yaml", notes()),
        form(
            4,
            "content/coordinates/t.tsv content/coordinates/sub/u.tsv",
            vec![texts(&[
                "page\t1r\t\t40 30\tpixel\n1 2 30 4\t1 2 9 4;12 2 9 4;22 2 9 4\tOne of many\npage\t1v\t\t80 60\tpixel\n1 2 3 4\t\tAnd two.\n",
                "page\t1v\t1v.bmp\t40 30\tpixel\n1 2 30 4\t\tAnd two.\n",
                "page\t\t\t\tmm10\n1 2 30 4\t\tOne of many\n",
                "page\t1r",
            ])],
        ),
        form(
            10,
            "content/files/leaves/1r.bmp content/files/leaves/1v.bmp content/files/leaves/10.bmp content/files/map.bmp",
            vec![pictures()],
        ),
        form(
            2,
            "content/files/leaves/manifest.json",
            vec![texts(&[
                "{\"items\": [{\"label\": {\"en\": [\"1r\"]}, \"items\": [{\"items\": [{\"body\": {\"id\": \"https://example.org/1v.bmp\"}}]}]}]}",
                "{\"items\": [{\"items\": [{\"items\": [{\"body\": {\"id\": \"1r.bmp\"}}]}]}, {}]}",
                "[",
            ])],
        ),
        form(3, "content/files/tape.mp3 content/files/notes.csv", vec![texts(&["one", "two"])]),
        form(
            3,
            "content/files/tape.srt",
            vec![texts(&["1\n00:00:01,000 --> 00:00:02,000\nYes\n", "1\n00:00:01,500 --> 00:00:02,000\nNo\n", "x"])],
        ),
        form(
            2,
            "content/bibliography/t.yaml",
            vec![texts(&["references:\n- {id: smith2019, type: book, title: On winds, issued: 2019}\n"])],
        ),
        form(
            5,
            "scholion.yaml",
            vec![
                texts(&["title: Things\n", "title: Matters\n"]),
                texts(&["", "base-url: https://example.org/a/\n", "base-url: https://example.org/\n"]),
                texts(&["", "unlicensed: metadata\n", "unlicensed: excerpt\n"]),
                texts(&[
                    "pictures: {widths: [20]}\n",
                    "pictures: {widths: [20, 30, 40]}\n",
                    "pictures: {widths: [10], quality: 30}\n",
                    "pictures: false\n",
                    "pictures: {places: false, widths: [20]}\n",
                    "",
                ]),
            ],
        ),
    ]
}

fn document() -> Vec<Vec<String>> {
    vec![
        texts(&["---\ntitle: Leaves\nlicense: CC0-1.0\n", "---\ntitle: Leaves\n", "---\ntitle: Leaves\nlicense: CC0-1.0\nlang: ar\n"]),
        texts(&[
            "facsimile: ../files/leaves/\n",
            "facsimile: [{file: ../files/leaves/1r.bmp, label: 1r}, {file: ../files/leaves/1v.bmp, label: 1v}]\n",
            "facsimile: [{file: ../files/leaves/1v.bmp, label: 1r}, ../files/map.bmp]\n",
            "facsimile: ../files/leaves/10.bmp\n",
            "facsimile: ../files/leaves/manifest.json\n",
            "facsimile: [../files/leaves/1r.bmp, https://example.org/1v.jpg]\n",
            "facsimile: ../files/gone/\n",
            "",
        ]),
        texts(&["", "tiles: true\n", "tiles: false\n", "tiles: some\n"]),
        texts(&[
            "",
            "files: ../files/notes.csv\n",
            "files: [{file: ../files/notes.csv, label: Counts, role: data, rights: © Berg}, ../files/map.bmp]\n",
            "files: [../files/leaves/1r.bmp, ../files/gone.csv]\n",
        ]),
        texts(&[
            "",
            "recordings: {file: ../files/tape.mp3, captions: ../files/tape.srt}\n",
            "recordings: [{file: ../files/tape.mp3, label: One}]\n",
            "recordings: [../files/tape.mp3, {file: ../files/notes.csv}]\n",
        ]),
        texts(&["---\n\n"]),
        texts(&[
            "<span class=\"pb\" data-n=\"1r\"></span>One of many, and [the next](#page-1v).\n\n",
            "<span class=\"pb\" data-n=\"i\" data-page=\"2\"></span>One of many.\n\n",
            "One of many.\n\n",
        ]),
        texts(&[
            "## Part\n\n<span class=\"pb\" data-n=\"1v\" data-facs=\"1v.tif\"></span>And two.\n\n",
            "And <span class=\"pb\" data-n=\"1v\"></span>two ([Smith, 2019](#ref-smith2019)).\n\n",
            "And <span class=\"pb\" data-n=\"1r\"></span>two.\n\n",
            "",
        ]),
        texts(&[
            "![A map](../files/map.bmp)\n\n",
            "![A leaf](../files/leaves/1r.bmp \"Its words\") and [a link](../files/map.bmp).\n\n",
            "[![](../files/map.bmp)](sub/u.md)\n\n",
            "",
        ]),
        texts(&[
            "",
            "[00:00:01] **Berg:** Yes [there](#t=1).\n\n",
            "[00:00:01] **Berg:** No.\n\n[00:00:02] **Smith:** As [Smith](#ref-smith2019) has it.\n\n",
        ]),
    ]
}

fn other_document() -> Vec<Vec<String>> {
    vec![
        texts(&["---\ntitle: Others\nlicense: CC0-1.0\n", "---\ntitle: Others\ndraft: true\n"]),
        // The same pictures, in tiles as well.
        texts(&["", "facsimile: ../../files/leaves/1r.bmp\n", "facsimile: ../../files/leaves/\ntiles: true\n"]),
        texts(&["files: ../../files/map.bmp\n", ""]),
        texts(&["---\n\n"]),
        texts(&["See [the leaf](../t.md#page-1v).\n\n", "![A map](../../files/map.bmp)\n\n", "![[map.bmp]] Words.\n\n"]),
    ]
}

/// Notes on words, pages, pictures and times, of which each may change while the others stay.
fn notes() -> Vec<Vec<String>> {
    vec![
        texts(&[
            "- {id: a, target: {page: 1r, xywh: \"1,2,3,4\"}, body: On the page}\n",
            "- {id: a, target: {page: 1r, xywh: \"percent:10,10,50,50\", image: {width: 40, height: 30}}, body: On the page}\n",
            "- {id: a, target: {page: 1v, polygon: \"0,0 9,0 9,9\"}, body: On the other, says Berg}\n",
            "- {id: a, target: {page: none}, body: Nowhere}\n",
            "",
        ]),
        texts(&[
            "",
            "- {id: b, target: {file: ../files/map.bmp, xywh: \"1,2,3,4\", image: {width: 16, height: 12, digest: \"sha256:00\"}}, body: On the map}\n",
            "- {id: b, target: {file: ../files/map.bmp}, body: On all of it}\n",
        ]),
        texts(&[
            "",
            "- {id: c, target: {time: 00:00:01}, body: When}\n",
            "- {id: c, target: {recording: One, time: 00:00:01-00:00:02}, body: While}\n",
        ]),
        texts(&["", "- {id: d, quote: of many, body: Which?}\n", "- {id: d, reply-to: a, body: So it is}\n"]),
    ]
}
