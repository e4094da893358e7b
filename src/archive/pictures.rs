//! The pictures of the archive that may be published, by their folders.

use std::collections::BTreeSet;

use super::lookup::Thing;
use crate::base::{RelPath, places::is_picture};

/// All such pictures.
#[derive(Debug, Default)]
pub(super) struct Pictures(BTreeSet<RelPath>);

impl Pictures {
    /// Takes what stands at a path now.
    pub fn set(&mut self, path: &RelPath, thing: Option<&Thing>) {
        if matches!(thing, Some(Thing::File(_))) && is_picture(path) {
            self.0.insert(path.clone());
        } else {
            self.0.remove(path);
        }
    }

    /// Those below a folder, in the order of their paths.
    pub fn below(&self, folder: &RelPath) -> impl Iterator<Item = &RelPath> {
        // `0` is the character behind `/`.
        let (first, end) = (folder.clone(), RelPath::new(&format!("{folder}0")));
        let folder = folder.clone();
        self.0.range(first..end).filter(move |path| path.is_below(folder.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_the_pictures_below_it() {
        let mut pictures = Pictures::default();
        for path in ["a/1.jpg", "a/b/2.png", "a-b/3.jpg", "a.jpg", "a/notes.txt", "a0/4.jpg", "a/gone.jpg"] {
            pictures.set(&RelPath::new(path), Some(&Thing::File(RelPath::new(path))));
        }
        pictures.set(&RelPath::new("a/hidden.jpg"), Some(&Thing::Unpublished(RelPath::new("a/hidden.jpg"))));
        pictures.set(&RelPath::new("a/gone.jpg"), None);
        let below = |folder: &str| pictures.below(&RelPath::new(folder)).map(RelPath::to_string).collect::<Vec<_>>();
        assert_eq!(below("a"), ["a/1.jpg", "a/b/2.png"]);
        assert_eq!(below("a/b"), ["a/b/2.png"]);
        assert!(below("none").is_empty() && below("").is_empty());
    }
}
