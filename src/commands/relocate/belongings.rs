//! Which files belong to a text: all that is called as it is, and what lies in the folder of its files.

use super::text;
use crate::{
    archive::Catalogue,
    base::{
        RelPath, Slug, Snapshot,
        places::{ANNOTATIONS, BIBLIOGRAPHY, CONTENT, COORDINATES, DOCUMENTS, VERSIONS, files_of},
    },
    build::versions::folder_of,
};

/// The texts at or below a path.
pub fn texts(snapshot: &Snapshot, path: &RelPath) -> Vec<RelPath> {
    if snapshot.files.contains_key(path) {
        return vec![path.clone()];
    }
    snapshot.below(path.as_str()).map(|(path, _)| path.clone()).collect()
}

/// The files that belong to the document at `path`, but for itself: its bibliography and libraries, notes on it, coordinates, its versions, and
/// the folder of its files. Other texts have none.
pub fn of(catalogue: &Catalogue, snapshot: &Snapshot, path: &RelPath) -> Vec<RelPath> {
    if !path.is_below(DOCUMENTS) || path.extension() != "md" {
        return Vec::new();
    }
    let slug = Slug::of_file(path);
    // Files of the last part of a name may be this document's, which the catalogue says.
    let by_name = [catalogue.bibliographies().get(&slug).map(|file| &file.path), catalogue.annotations().get(&slug).map(|file| &file.path)];
    let same = [BIBLIOGRAPHY, ANNOTATIONS].into_iter().flat_map(|folder| snapshot.below(folder)).map(|(path, _)| path);
    let same = same.filter(|other| Slug::of_file(other) == slug);
    let coordinates = RelPath::new(&format!("{COORDINATES}/{slug}.tsv"));
    let coordinates = snapshot.files.get_key_value(&coordinates).map(|(path, _)| path);
    let files = snapshot.below(&files_of(&slug)).map(|(path, _)| path);
    // Below that folder stand those of documents in a folder of this one's name, too.
    let folder = folder_of(path);
    let versions = snapshot.below(&folder).map(|(path, _)| path).filter(|path| path.parent() == folder);
    let mut all: Vec<RelPath> =
        by_name.into_iter().flatten().chain(same).chain(coordinates).chain(versions).chain(files).cloned().collect();
    all.sort();
    all.dedup();
    all
}

/// Where a file that belongs to the text at `old` stands once that is at `new`.
pub fn place(file: &RelPath, old: &RelPath, new: &RelPath) -> RelPath {
    let files = files_of(&Slug::of_file(old));
    if let Some(inside) = file.below(&files) {
        return RelPath::new(&format!("{}/{inside}", files_of(&Slug::of_file(new))));
    }
    if file.is_below(VERSIONS) {
        return RelPath::new(&format!("{}/{}", folder_of(new), file.name()));
    }
    let folder = file.below(CONTENT).and_then(|below| below.split('/').next()).unwrap_or_default();
    // Coordinates go by the name in addresses.
    let stem = if file.is_below(COORDINATES) { Slug::of_file(new).to_string() } else { text::below(new).to_owned() };
    RelPath::new(&format!("{CONTENT}/{folder}/{stem}.{}", file.extension()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_text_goes_where_its_name_goes() {
        let (old, new) = (RelPath::new("content/documents/a.md"), RelPath::new("content/documents/box 1/Б.md"));
        for (file, expected) in [
            ("content/bibliography/a.yaml", "content/bibliography/box 1/Б.yaml"),
            ("content/annotations/a.yaml", "content/annotations/box 1/Б.yaml"),
            ("content/coordinates/a.tsv", "content/coordinates/box-1/b.tsv"),
            ("content/files/a/x/1.jpg", "content/files/box-1/b/x/1.jpg"),
            ("content/versions/a/1.0.md", "content/versions/box 1/Б/1.0.md"),
        ] {
            assert_eq!(place(&RelPath::new(file), &old, &new).as_str(), expected);
        }
    }
}
