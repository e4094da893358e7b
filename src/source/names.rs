//! Which names do not count: hidden files, and what editors and systems leave behind while they work.

/// Whether a file or folder of this name is passed over.
pub fn is_ignored(name: &str) -> bool {
    // Hidden files: `.git`, `.DS_Store`, vim's `.a.md.swp`, Emacs's lock `.#a.md`.
    name.starts_with('.')
        // Backups of vim, Emacs, gedit; owner files of office programs.
        || name.ends_with('~')
        || name.starts_with("~$")
        // Emacs's auto-save.
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        // The file by which vim tries whether it may write in a folder.
        || name == "4913"
        || [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end))
        // JetBrains' safe write.
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || matches!(name, "Thumbs.db" | "desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn droppings_do_not_count() {
        for name in [".a.md.swp", "a.md~", ".#a.md", "#a.md#", "4913", ".DS_Store", "a.swp", "~$a.md", ".git", "a.md___jb_tmp___"] {
            assert!(is_ignored(name), "{name}");
        }
        for name in ["a.md", "#1.md", "a~b.md", "49130", "swp", "#"] {
            assert!(!is_ignored(name), "{name}");
        }
    }
}
