//! Random edits of an archive of a few documents and collections that name each other: among those of [`crate::edits`] it is seldom that a
//! document, its collection and that one's parent are there at once.

use proptest::prelude::*;

use crate::edits::{DAY, DRAFTS, Edit, Form, form, of, texts};

/// As many edits as asked for.
pub fn edits_of_collections(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    of(forms(), count)
}

fn forms() -> Vec<Form> {
    vec![
        form(14, "content/documents/a.md content/documents/box/a.md content/documents/b.md content/documents/c.md", document()),
        form(12, "content/collections/one.md content/collections/two.md content/collections/deep/three.md", collection()),
        form(
            2,
            "content/documents/box/_defaults.yaml content/documents/_defaults.yaml",
            vec![texts(&["collection: one\n", "collection: [two, {in: one, order: 2}]\n", "license: CC0-1.0\n"])],
        ),
        form(2, "content/data/table.csv", vec![texts(&["document,collection\na,one\nbox/a,two\n", "document,collection\nb,gone\n"])]),
        form(
            2,
            "content/pages/about.md",
            vec![texts(&[
                "---\ntitle: About\n---\n\n[[First]] and [two](../collections/two.md#how).\n",
                "---\ntitle: First\n---\n\n[[Second]]\n",
            ])],
        ),
        form(
            1,
            "content/authorities/people.yaml",
            vec![texts(&["- {id: berg, name: Karl Berg, type: person}\n", "- {id: berg, name: K. Berg}\n"])],
        ),
        form(
            4,
            "scholion.yaml",
            vec![
                texts(&["title: Things\n", "title: Matters\nlang: ru\n"]),
                texts(&["", "base-url: https://example.org/a/\n"]),
                texts(&["", "unlicensed: metadata\n", "languages: [en, ru]\n"]),
            ],
        ),
        form(1, DRAFTS, vec![texts(&["yes"])]),
        form(1, DAY, vec![texts(&["2026-05-02", "2030-01-01"])]),
    ]
}

fn document() -> Vec<Vec<String>> {
    vec![
        texts(&["---\ntitle: A letter\n", "---\ntitle: Zulu\n", "---\ntitle: First\n", "---\ntitle: A letter\ndraft: true\n"]),
        texts(&[
            "collection: one\n",
            "collection: [one, {in: two, order: 2}]\n",
            "collection: [{in: two, order: 10}, Second, one]\n",
            "collection: ../collections/one.md\n",
            "collection: deep/three\n",
            "collection: [First, gone]\n",
            "collection: [[x]]\n",
            "",
        ]),
        texts(&["issued: 1843\n", "issued: 184X\n", "issued: 1843-05-02\n", ""]),
        texts(&["", "author: {family: Berg, given: Karl}\n", "author: [{literal: Zorn}, {family: Berg, given: Karl}]\n"]),
        texts(&["", "archive_location: Box 2\ncall-number: 9r\n", "archive_location: Box 10\n", "call-number: 10\n"]),
        texts(&["license: CC0-1.0\n", ""]),
        texts(&[
            "",
            "added: 2026-05-01\n",
            "slug: other\n",
            "aliases: [old]\n",
            "facsimile: ../files/a.png\n",
            "publish-after: 2028-01-01\n",
        ]),
        texts(&["---\n\nSee [[First]] and [one](../collections/one.md).\n", "---\n\nWords.\n"]),
    ]
}

fn collection() -> Vec<Vec<String>> {
    vec![
        texts(&["---\ntitle: First\n", "---\ntitle: Second\n", "---\ntitle: Third\nlang: ru\n", "---\ntitle: First\ndraft: true\n"]),
        texts(&["", "parent: two\n", "parent: one\n", "parent: deep/three\n", "parent: First\n", "parent: gone\n", "parent: [one, two]\n"]),
        texts(&["", "members: [b, box/a, a]\n", "members: [../documents/a.md, gone, other]\n", "members: [a, a, old]\n"]),
        texts(&["", "sort: date\n", "sort: shelfmark\n", "sort: title\n", "sort: author\n", "sort: best\n"]),
        texts(&["level: series\n", "level: fonds\nidentifier: EE 2\n", "level: bundle\norder: 3\n", ""]),
        texts(&["", "creator: Karl Berg\ndates: 1840/1850\nextent: 2 boxes\n", "slug: newer\n", "aliases: [older]\n", "x-shelf: 7\n"]),
        texts(&[
            "---\n\nOf [[A letter]], [[Second]].\n\n## How\n",
            "---\n",
            "---\n\nSee [a](../documents/box/a.md).[^1]\n\n[^1]: A note.\n",
        ]),
    ]
}
