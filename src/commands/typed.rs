//! Commands as they are said: what somebody copies into a terminal means what was said, whatever files are called.

use std::{
    borrow::Cow,
    path::{Component, Path},
};

use crate::base::{RelPath, places::SOURCES};

/// A name as one word of a command, in quotation marks where it needs them, as the shells of this system read them.
pub fn word(name: &str) -> Cow<'_, str> {
    // What begins like an option would be one.
    let name = if name.starts_with('-') { Cow::Owned(format!("./{name}")) } else { Cow::Borrowed(name) };
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,".contains(c) || c == '\\' && cfg!(windows);
    if !name.is_empty() && name.chars().all(is_plain) {
        return name;
    }
    let mut quoted = String::from("'");
    for c in name.chars() {
        match c {
            // PowerShell takes curly ones for straight ones, and two for one (about_Quoting_Rules).
            '\'' | '‘' | '’' | '‚' | '‛' if cfg!(windows) => quoted.extend([c, c]),
            '\'' => quoted.push_str("'\\''"),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    Cow::Owned(quoted)
}

/// A folder or file as one word of a command.
pub fn place(path: &Path) -> String {
    word(&path.display().to_string()).into_owned()
}

/// The step by which one comes into the folder of an archive, for whom it is not this one.
pub fn go_to(dir: &Path) -> String {
    let is_here = dir.components().all(|one| matches!(one, Component::CurDir));
    if is_here { String::new() } else { format!("  cd {}\n", place(dir)) }
}

/// A source as one word of a command: by its path among the sources, of which there is one.
pub fn source(path: &RelPath) -> Cow<'_, str> {
    word(path.below(SOURCES).unwrap_or(path.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_whatever_it_is() {
        for (name, expected) in [
            ("letter.txt", "letter.txt"),
            ("Письмо-2.docx", "Письмо-2.docx"),
            ("Ida Berg.md", "'Ida Berg.md'"),
            ("-x.txt", "./-x.txt"),
            ("$(rm x);`y`", "'$(rm x);`y`'"),
            ("~/a", "'~/a'"),
            ("", "''"),
        ] {
            assert_eq!(word(name), expected);
        }
        assert_eq!(word("it's"), if cfg!(windows) { "'it''s'" } else { "'it'\\''s'" });
    }
}
