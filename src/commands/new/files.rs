//! The files of a new archive in a folder of texts: those of any new one, with what was found in place of the example.

use super::{
    carried::{COMMON, FIRST},
    found::Found,
};
use crate::commands::ingest::kinds_of_sources;

/// The carried file of a name.
fn carried(name: &str) -> &'static str {
    COMMON.iter().chain(&FIRST).find(|(path, _)| *path == name).map_or("", |(_, text)| text)
}

/// The guide, under the archive's title.
pub fn readme(title: &str, output: &str) -> String {
    let text = carried("README.md").replace("{{kinds of sources}}\n", &kinds_of_sources());
    text.replacen("# My archive", &format!("# {title}"), 1).replace("public/", &format!("{output}/"))
}

/// What version control is to pass over.
pub fn ignored(output: &str) -> String {
    carried(".gitignore").replace("/public/", &format!("/{output}/"))
}

/// The configuration: the carried one, with title, language, licence and the folder of the site as they were found.
pub fn configuration(found: &Found) -> String {
    let lang = if found.guess.lang.is_empty() { "en" } else { &found.guess.lang };
    let output = if found.output == "public" { "# output-dir: public".to_owned() } else { format!("output-dir: {}", found.output) };
    let changes = [
        ("title: My archive\n", format!("title: {}\n", scalar(&found.title))),
        (
            "description: Letters and conversations, with the works that they cite.\n",
            "# description: Letters and conversations, with the works that they cite.\n".to_owned(),
        ),
        ("lang: en\n", format!("# {}\nlang: {lang}\n", found.of_lang())),
        (
            "# What may be shown of documents without an open licence:",
            format!("{}\n\n# What may be shown of documents without an open licence:", defaults(found)),
        ),
        ("# output-dir: public", output),
    ];
    let mut text = carried("scholion.yaml").to_owned();
    for (old, new) in changes {
        text = text.replacen(old, &new, 1);
    }
    format!("{}\n{text}", steps(found))
}

/// The next steps, as comments.
fn steps(found: &Found) -> String {
    let mut text = "# The next steps:\n".to_owned();
    for (nth, (command, what)) in found.steps().iter().enumerate() {
        text.push_str(&format!("#   {}. {command:<26} {what}\n", nth + 1));
    }
    text.push('#');
    text
}

/// What all documents share, to be filled in.
fn defaults(found: &Found) -> String {
    let license = found.license.as_ref().map_or("CC-BY-4.0", |(_, license)| license.as_str());
    format!(
        "# What is said of all documents that do not say it themselves. {}\n# defaults:\n#   license: {license}\n#   rights: © The Harbour Archive",
        found.of_license()
    )
}

/// Words as a value of YAML: plain where they can only be read as words.
pub fn scalar(words: &str) -> String {
    let is_plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | '(' | ')'))
        && words.chars().next().is_some_and(char::is_alphabetic)
        && words.chars().next_back().is_some_and(char::is_alphanumeric)
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&words.to_lowercase().as_str());
    // JSON's strings are YAML's (YAML 1.2, 1.3).
    if is_plain { words.to_owned() } else { serde_json::Value::from(words).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::yaml;

    #[test]
    fn a_title_is_read_as_it_is_written() {
        for title in ["Letters", "No", "1914", "A: b # c", "\"x\"", "Письма (1914-1918)", "- a", "{a}", "a.", "Ida’s letters"] {
            let value = yaml::parse(&format!("title: {}\n", scalar(title))).unwrap();
            assert_eq!(value.get("title").and_then(yaml::Value::as_str), Some(title));
        }
    }
}
