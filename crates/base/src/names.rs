//! Which names do not count: hidden files, and what editors and systems leave behind while they work.

/// How the program calls files that are not yet whole: `.scholion-4711-3.tmp`.
pub const LEFTOVER_START: &str = ".scholion-";
/// How their names end.
pub const LEFTOVER_END: &str = ".tmp";

/// Whether a file of this name is one that the program did not finish.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with(LEFTOVER_START) && name.ends_with(LEFTOVER_END)
}

/// Whether somebody may wonder why a file or folder of this name, which [`is_ignored`], is not read: it is hidden, but
/// neither a system's, nor version control's, nor left behind by a program at work.
pub fn is_missed(name: &str) -> bool {
    const KNOWN: [&str; 9] = [".DS_Store", ".AppleDouble", ".git", ".hg", ".svn", ".jj", ".obsidian", ".trash", ".vscode"];
    let is_dropping = name.starts_with(".#")
        || name.starts_with("._")
        || name.starts_with(".~")
        || name.starts_with(".git")
        || [".swp", ".swo", ".swx", ".tmp", ".part", ".crswap", "~", "#", ".kate-swp"].iter().any(|end| name.ends_with(end))
        || [".goutputstream", ".nfs", ".fuse_hidden", ".sync", ".stfolder", ".syncthing", ".Trash"]
            .iter()
            .any(|start| name.starts_with(start));
    name.starts_with('.') && !is_dropping && !KNOWN.contains(&name)
}

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
        for name in [".letter.md", ".private", ".hidden.yaml"] {
            assert!(is_ignored(name) && is_missed(name), "{name}");
        }
        for name in [".a.md.swp", ".#a.md", ".DS_Store", ".git", ".gitkeep", "a.md~", ".scholion-1-2.tmp", "._a.md", ".obsidian"] {
            assert!(is_ignored(name) && !is_missed(name), "{name}");
        }
        assert!(is_leftover(".scholion-1-2.tmp") && !is_leftover(".scholion-manifest"));
    }
}
