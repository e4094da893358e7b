//! What else works in a folder in which an archive is to begin.

use std::{fs, path::Path};

/// A program that keeps texts in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// What it is called.
    pub name: &'static str,
    /// Where its texts lie, from the folder; empty for all of it.
    pub texts: &'static str,
    /// Whether it makes a site of all that lies in the folder, and so of an archive in it.
    pub publishes: bool,
}

/// Files and folders by which programs are known, and what they are; the first that is there counts.
const KNOWN: [(&[&str], Program); 13] = [
    (&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default", "archetypes/default.md"], site("Hugo", "content")),
    (&["quartz.config.ts"], site("Quartz", "content")),
    (&["_config.yml", "_config.yaml", "_config.toml"], site("Jekyll", "")),
    (&["mkdocs.yml", "mkdocs.yaml"], site("MkDocs", "docs")),
    (&["book.toml"], site("mdBook", "src")),
    (&["_quarto.yml", "_quarto.yaml"], site("Quarto", "")),
    (&["astro.config.mjs", "astro.config.ts", "astro.config.js"], site("Astro", "src/content")),
    (&["docusaurus.config.js", "docusaurus.config.ts"], site("Docusaurus", "docs")),
    (&[".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"], site("Eleventy", "")),
    (&["pelicanconf.py"], site("Pelican", "content")),
    (&[".obsidian"], vault("Obsidian", "")),
    (&["logseq"], vault("Logseq", "pages")),
    (&[".zettlr", ".foam"], vault("a note-taking program", "")),
];

const fn site(name: &'static str, texts: &'static str) -> Program {
    Program { name, texts, publishes: true }
}

const fn vault(name: &'static str, texts: &'static str) -> Program {
    Program { name, texts, publishes: false }
}

/// The program that works in a folder, if one is known by its files.
pub fn program(folder: &Path) -> Option<Program> {
    let known = KNOWN.iter().find(|(names, _)| names.iter().any(|name| folder.join(name).exists())).map(|(_, program)| *program);
    // Zola and older Hugo say it in a file of one name.
    let config = || fs::read_to_string(folder.join("config.toml")).ok();
    known.or_else(|| {
        let config = config()?;
        let says = |key: &str| config.lines().any(|line| line.trim_start().to_lowercase().starts_with(key));
        if says("base_url") {
            Some(site("Zola", "content"))
        } else {
            (says("baseurl") || folder.join("layouts").is_dir()).then_some(site("Hugo", "content"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_known_by_their_files() {
        let check = |files: &[(&str, &str)], expected: Option<&str>| {
            let folder = tempfile::tempdir().unwrap();
            for (path, text) in files {
                let place = folder.path().join(path);
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::write(place, text).unwrap();
            }
            assert_eq!(program(folder.path()).map(|one| one.name), expected, "{files:?}");
        };
        check(&[("letter.docx", "")], None);
        check(&[("config.toml", "base_url = 'https://a.example'\n")], Some("Zola"));
        check(&[("config.toml", "baseURL = 'https://a.example'\n")], Some("Hugo"));
        check(&[("config.toml", "[server]\n")], None);
        check(&[("hugo.yaml", ""), (".obsidian/app.json", "{}")], Some("Hugo"));
        check(&[(".obsidian/app.json", "{}")], Some("Obsidian"));
        check(&[("_config.yml", "title: A\n")], Some("Jekyll"));
    }
}
