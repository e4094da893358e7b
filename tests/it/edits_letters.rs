//! Random edits of an archive of a few letters between a few people, of the records of these, and of what editors say of mentions.

use proptest::prelude::*;

use crate::edits::{DRAFTS, Edit, Form, form, of, texts};

/// As many edits as asked for.
pub fn edits_of_letters(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    of(forms(), count)
}

fn forms() -> Vec<Form> {
    vec![
        form(20, "content/documents/a.md content/documents/box/a.md content/documents/b.md content/documents/c.md", document()),
        form(
            5,
            "content/authorities/people.yaml",
            vec![
                texts(&[
                    "- {id: berg, name: Ida Berg}\n",
                    "- {id: ida-berg, name: Ida Berg, variants: [Berg]}\n",
                    "- {id: lunde, name: Berg}\n",
                    "",
                ]),
                texts(&[
                    "",
                    "- {id: lunde, name: Edvard Lunde, sort: 'Lunde, Edvard', identifiers: {gnd: 118540238}}\n",
                    "- {id: other, name: Ida Berg}\n",
                ]),
            ],
        ),
        form(
            2,
            "content/authorities/organizations.yaml",
            vec![texts(&["- {id: board, name: Harbour Board}\n", "- {id: berg, name: Berg}\n"])],
        ),
        form(
            2,
            "content/authorities/places.yaml",
            vec![texts(&["- {id: narva, name: Narva}\n", "- {id: narva, name: Reval, identifiers: {geonames: 1}}\n"])],
        ),
        form(
            4,
            "content/authorities/mentions.yaml",
            vec![
                texts(&[
                    "- {document: a, quote: Berg, not: people/berg}\n",
                    "- {document: box/a, quote: {exact: Ida Berg, prefix: of }, is: people/lunde}\n",
                    "",
                ]),
                texts(&[
                    "",
                    "- {document: a, quote: Narva, is: places/narva}\n- {document: b, quote: [}\n",
                    "- {document: gone, quote: x, is: people/berg}\n",
                ]),
            ],
        ),
        form(
            3,
            "scholion.yaml",
            vec![
                texts(&["title: Letters\n", "title: Briefe\nlang: ru\n"]),
                texts(&["", "base-url: https://example.org/a/\n"]),
                texts(&["", "metadata-license: CC0-1.0\n", "languages: [en, ru]\n", "unlicensed: metadata\n"]),
            ],
        ),
        form(1, DRAFTS, vec![texts(&["yes"])]),
    ]
}

fn document() -> Vec<Vec<String>> {
    vec![
        texts(&[
            "---\ntitle: One\n",
            "---\ntitle: Two\ndraft: true\n",
            "---\ntitle: Three\nlang: ru\n",
            "---\ntitle: One\ntype: personal_communication\n",
        ]),
        texts(&[
            "author: [{family: Berg, given: Ida}]\n",
            "author: [{literal: Ida  BERG}]\n",
            "author: [{family: Lunde, given: Edvard}, {literal: Harbour Board}]\n",
            "author: [{literal: Berg}]\n",
            "author: [{literal: B., id: berg}]\n",
            "author: [{literal: Berg, id: lunde}, {literal: Berg, id: ida-berg}, {literal: Berg}]\n",
            "author: [{literal: Ida Berg}, {literal: Berg}, {literal: Ida  BERG}]\n",
            "",
        ]),
        texts(&[
            "recipient: [{family: Lunde, given: Edvard}]\n",
            "recipient: [{family: Berg, given: Ida}]\n",
            "recipient: [{literal: Harbour Board}, {literal: Berg}]\n",
            "recipient: [{literal: Ida berg}]\n",
            "recipient: [{literal: The board, id: board}, {literal: Ida Berg, id: nobody}]\n",
            "recipient: [{given: ''}]\n",
            "",
        ]),
        texts(&[
            "sent: 1843-05-02\n",
            "sent: {place: Narva, date: 1843-05-02}\n",
            "sent: {place: {id: narva}, date: 1843-05-03}\n",
            "sent: {not-before: 1843-12-30, not-after: 1844-01-02, conjecture: [date, people]}\n",
            "sent: {place: Reval, date: 184X, uncertain: date}\n",
            "sent: 18XX\nreceived: {place: Narva, date: 1850}\n",
            "issued: 1844~\nreceived: 1843-01-01\n",
            "sent: soon\n",
            "",
        ]),
        texts(&[
            "",
            "",
            "letter-before: b.md\n",
            "letter-after: box/a.md\n",
            "forwarded: {people: [{literal: Berg}], place: Riga}\n",
            "x-sent-from: Narva\n",
        ]),
        texts(&["license: CC0-1.0\n", ""]),
        texts(&["added: 2026-05-01\n", "", "slug: other\n"]),
        texts(&["---\n\nOf Ida Berg, and of Berg, in Narva.\n", "---\n\nBerg wrote to Edvard Lunde.\n"]),
    ]
}
