//! The files that the program carries, by their path below `templates/`.

macro_rules! embed {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $path)))),*]
    };
}

/// Path below `templates/` and content.
pub const FILES: &[(&str, &[u8])] = embed![
    "404.html",
    "annotations.html",
    "assets/annotations.css",
    "assets/front.css",
    "assets/icon.svg",
    "assets/reading.js",
    "assets/search-marks.js",
    "assets/search-words.js",
    "assets/search.css",
    "assets/search.js",
    "assets/style.css",
    "base.html",
    "citations.html",
    "document.html",
    "documents.html",
    "entities.html",
    "entity.html",
    "index.html",
    "page.html",
    "parts/annotations.html",
    "parts/figures.html",
    "parts/head.html",
    "parts/lists.html",
    "parts/text.html",
    "search.html",
    "source.html",
    "strings/en.yaml",
    "strings/ru.yaml",
    "work.html",
    "works.html",
];

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        fn walk(folder: &std::path::Path, prefix: &str, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() { walk(&entry.path(), &format!("{name}/"), found) } else { found.push(name) }
            }
        }
        let mut found = Vec::new();
        walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), "", &mut found);
        found.sort();
        assert_eq!(found, FILES.iter().map(|(path, _)| *path).collect::<Vec<_>>());
    }
}
