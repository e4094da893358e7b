//! Random edits of an archive with fields of its own: of these, of what documents say in them, and of whom they name.

use proptest::prelude::*;

use crate::edits::{DRAFTS, Edit, Form, form, of, texts};

/// As many edits as asked for.
pub fn edits_of_fields(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    of(forms(), count)
}

fn forms() -> Vec<Form> {
    vec![
        form(20, "content/documents/a.md content/documents/box/a.md content/documents/b.md content/documents/c.md", document()),
        form(
            4,
            "content/authorities/people.yaml",
            vec![
                texts(&["- {id: berg, name: Ida Berg}\n", "- {id: ida-berg, name: Ida Berg, variants: [Berg]}\n", ""]),
                texts(&["", "- {id: lunde, name: Edvard Lunde}\n", "- {id: other, name: Ida Berg}\n"]),
            ],
        ),
        form(
            1,
            "content/documents/box/_defaults.yaml",
            vec![texts(&["hand: Clerk A\n", "sitter: people/berg\nhand: c\n", "genre: memo\n"])],
        ),
        form(
            5,
            "scholion.yaml",
            vec![
                texts(&["title: Letters\n", "title: Briefe\nlang: ru\n", "languages: [en, ru]\n", "unlicensed: metadata\n"]),
                texts(&[
                    "fields:\n  genre: {values: {letter: {en: Letter, ru: Письмо}, memo: Memo}, browse: true, facet: true}\n",
                    "fields:\n  genre: {browse: true}\n",
                    "fields:\n",
                    "",
                ]),
                texts(&[
                    "  hand: {browse: true, facet: true}\n",
                    "  hand: {label: {en: Hand, ru: Рука}, dublin-core: creator}\n",
                    "  hand: people\n",
                ]),
                texts(&[
                    "  sitter: {kind: people, browse: true, facet: true}\n",
                    "  sitter: {kind: entity, browse: true}\n",
                    "  sitter: {browse: true}\n",
                ]),
                texts(&[
                    "  taken: {kind: date, browse: true}\n  weight: {kind: number, browse: true, schema-org: weight}\n",
                    "",
                    "  see: link\n",
                ]),
            ],
        ),
        form(1, DRAFTS, vec![texts(&["yes"])]),
    ]
}

fn document() -> Vec<Vec<String>> {
    vec![
        texts(&["---\ntitle: One\n", "---\ntitle: Two\ndraft: true\n", "---\ntitle: Three\nlang: ru\nlicense: CC0-1.0\n"]),
        texts(&["", "author: Ida Berg\n", "issued: 1843\n"]),
        texts(&["genre: letter\n", "genre: Письмо\n", "genre: other\n", ""]),
        texts(&["hand: [Clerk A, C]\n", "hand: [clerk a, C++]\n", "hand: c\n", "hand: {a: b}\n", ""]),
        texts(&["sitter: Ida Berg\n", "sitter: [people/berg, Berg]\n", "sitter: [people/nobody, Ida  berg, Lunde]\n", ""]),
        texts(&["taken: 1843-05\n", "taken: [184X, 1843]\nweight: 7\n", "weight: heavy\nsee: [b.md, {url: box/a.md, title: That}]\n", ""]),
        texts(&["---\n\nText of Ida Berg.\n", "---\n\nOther.\n"]),
    ]
}
