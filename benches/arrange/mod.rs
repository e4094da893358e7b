//! What makes an archive of a heap: collections, shelfmarks, records.

use std::{fs, path::Path};

use super::{corpus, measure};

/// How many documents stand in a collection of an arranged archive.
const IN_COLLECTION: usize = 20;

/// The slug of the collection of the `nth` document in an arranged archive.
pub fn collection(nth: usize) -> String {
    format!("series-{:03}", nth / IN_COLLECTION)
}

/// Arranges an archive that `corpus::write` wrote as archives are: each document in a collection of 20, below a fonds of ten; and two records
/// of authorities for each document.
pub fn arrange(root: &Path, documents: usize) {
    let folder = root.join("content/collections");
    fs::create_dir_all(&folder).expect("a folder to write");
    let put = |name: &str, text: String| fs::write(folder.join(name), text).expect("a file to write");
    for nth in 0..documents.div_ceil(IN_COLLECTION) {
        let fonds = nth / 10;
        if nth % 10 == 0 {
            put(
                &format!("fonds-{fonds}.md"),
                format!(
                    "---\ntitle: Fonds {fonds}\nlevel: fonds\nidentifier: F {fonds}\ncreator: {{family: Sild}}\ndates: 1900/2024\nextent: 10 boxes\n---\n"
                ),
            );
        }
        put(
            &format!("{}.md", collection(nth * IN_COLLECTION)),
            format!(
                "---\ntitle: Series {nth}\nlevel: series\nparent: fonds-{fonds}\nidentifier: F {fonds}/{nth}\ncreator: {{family: Sild}}\ndates: 1900/2024\nextent: 1 box\n---\n\nWhat stood on one shelf.\n"
            ),
        );
    }
    for nth in 0..documents {
        let path = root.join("content/documents").join(corpus::slug(nth)).with_extension("md");
        let text = fs::read_to_string(&path).expect("a document");
        let own = format!("collection: {}\ncall-number: F/{}/{nth}\nlicense:", collection(nth), nth / IN_COLLECTION);
        fs::write(path, text.replacen("license:", &own, 1)).expect("a file to write");
    }
    let records: String = (0..2 * documents).map(|nth| format!("- id: place-{nth}\n  name: Kilbsholm {nth}\n  dates: 1900/\n")).collect();
    fs::write(root.join("content/authorities/places.yaml"), records).expect("a file to write");
}

/// How a document moves into another collection.
pub const MOVE: (&str, measure::Edit) = ("one document in another collection", |root, nth| {
    let other = collection(20 * (nth % 2));
    measure::change(&measure::middle(root), |text| {
        let line = |line: &str| if line.starts_with("collection:") { format!("collection: {other}\n") } else { format!("{line}\n") };
        text.lines().map(line).collect()
    });
});
