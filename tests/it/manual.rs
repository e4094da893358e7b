//! The part of `docs/TEMPLATES.md` that says what each view offers, made of the views' own doc comments.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use scholion::{
    base::message::{self, SENTENCES},
    ingest,
};

/// The files of the views, those first whose parts the others share. A kind of page may have its view in its own file instead.
const VIEWS: [&str; 8] = ["common", "document", "chapter", "version", "file", "index", "work", "annotation"];

/// All files in which a view may stand, each with whether it holds parts as well.
fn files() -> Vec<(String, bool)> {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site");
    let mut files: Vec<(String, bool)> =
        VIEWS.iter().map(|name| (fs::read_to_string(site.join(format!("view/{name}.rs"))).unwrap(), true)).collect();
    let mut pages: Vec<_> = fs::read_dir(site).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    pages.sort();
    files.extend(pages.iter().map(|path| (fs::read_to_string(path).unwrap(), false)));
    files
}

/// Where that part begins; it goes to the end of the file.
const HEADING: &str = "## What each view offers\n";

/// What a template sees of a field of this type.
fn kind(of: &str) -> String {
    if let Some(items) = of.strip_prefix("Vec<").and_then(|of| of.strip_suffix('>')) {
        return match kind(items).as_str() {
            "text" => "list of texts".to_owned(),
            items => format!("list of {items}"),
        };
    }
    if let Some(one) = of.strip_prefix("Option<").and_then(|of| of.strip_suffix('>')) {
        return format!("{} or none", kind(one));
    }
    match of {
        // Of some there is a list; they are written by their names.
        "String" | "&'static str" | "Html" | "WebAddress" | "Shown" | "Motivation" => "text".to_owned(),
        "usize" | "u32" | "u8" => "number".to_owned(),
        "bool" => "yes or no".to_owned(),
        _ if of.starts_with("Map<") => "mapping".to_owned(),
        _ if of.starts_with('(') => "pairs".to_owned(),
        // By its name alone, wherever it stands in the program.
        _ => of.rsplit("::").next().unwrap_or(of).to_owned(),
    }
}

/// Words of a doc comment as Markdown.
fn words(doc: &str) -> String {
    doc.trim().replace("[`", "`").replace("`]", "`")
}

/// The views and the parts that they share, each as a section of Markdown.
fn sections() -> (String, String) {
    let (mut views, mut parts) = (String::new(), String::new());
    for (file, has_parts) in files() {
        let (mut doc, mut section, mut is_view) = (String::new(), String::new(), false);
        for line in file.lines() {
            let code = line.trim_start();
            if let Some(more) = code.strip_prefix("/// ") {
                doc.push_str(more);
                doc.push(' ');
                continue;
            }
            if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
                is_view = doc.starts_with('`') && (has_parts || doc.contains(".html`"));
                if !is_view && !has_parts {
                    doc.clear();
                    continue;
                }
                let text = words(&doc);
                let (title, more) =
                    if is_view { text.split_once(". ").unwrap_or((text.trim_end_matches('.'), "")) } else { (name, text.as_str()) };
                section = format!("### {title}\n\n");
                if !more.is_empty() {
                    write!(section, "{more}\n\n").unwrap();
                }
                section.push_str("| field | is | |\n|---|---|---|\n");
            } else if !section.is_empty()
                && let Some((field, of)) = line.strip_prefix("    pub ").and_then(|rest| rest.strip_suffix(',')?.split_once(": "))
            {
                let said = if of == "PageFrame" { "The frame of the page.".to_owned() } else { words(&doc).replace('|', "\\|") };
                writeln!(section, "{}", format!("| `{field}` | {} | {said} |", kind(of)).replace("|  |", "| |")).unwrap();
            } else if line == "}" && !section.is_empty() {
                let target = if is_view { &mut views } else { &mut parts };
                write!(target, "\n{}", std::mem::take(&mut section)).unwrap();
            }
            if !code.starts_with("#[") {
                doc.clear();
            }
        }
    }
    (views, parts)
}

#[test]
fn the_manual_says_what_the_views_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TEMPLATES.md");
    let manual = fs::read_to_string(&path).unwrap();
    let (views, parts) = sections();
    let (ours, theirs) = manual.split_once(HEADING).unwrap();
    let made = format!("{views}\n## The parts that views share\n{parts}");
    if std::env::var("UPDATE").is_ok() {
        fs::write(&path, format!("{ours}{HEADING}{made}")).unwrap();
    } else {
        assert!(theirs == made, "docs/TEMPLATES.md is not as the views are: UPDATE=1 cargo test the_manual_says");
    }
}

/// Where the table of codes begins in `docs/FINDINGS.md`; it goes to the end of the file.
const CODES: &str = "| code | | fields |\n|---|---|---|\n";

#[test]
fn the_manual_explains_every_code() {
    let row = |(code, means): &(&str, &str)| {
        let of_code = SENTENCES.iter().filter(|sentence| sentence.code == *code);
        let fields: BTreeSet<&str> = of_code.flat_map(|sentence| sentence.fields.iter().copied()).collect();
        let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
        format!("| `{code}` | {means} | {} |\n", fields.join(", ")).replace("|  |", "| |")
    };
    ends_with("docs/FINDINGS.md", CODES, &message::CODES.iter().map(row).collect::<String>());
}

#[test]
fn every_sentence_is_said() {
    let mut said = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), Path::new(env!("CARGO_MANIFEST_DIR")).join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            match entry.extension() {
                None if entry.is_dir() => folders.push(entry),
                Some(ending) if ending == "rs" => {
                    let text = fs::read_to_string(&entry).unwrap();
                    said.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap());
                }
                _ => {}
            }
        }
    }
    let words: BTreeSet<&str> =
        said.split("say::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect();
    let unsaid: Vec<&str> = SENTENCES.iter().map(|sentence| sentence.id).filter(|id| !words.contains(id)).collect();
    assert!(unsaid.is_empty(), "nothing says {unsaid:?}");
}

/// Holds that a file of the manual ends with a table that is made of the program, or writes it there.
fn ends_with(file: &str, head: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let manual = fs::read_to_string(&path).unwrap();
    let (ours, theirs) = manual.split_once(head).unwrap_or((&manual, ""));
    if std::env::var("UPDATE").is_ok() {
        fs::write(&path, format!("{ours}{head}{made}")).unwrap();
    } else {
        assert!(theirs == made, "{file} is not as the program is: UPDATE=1 cargo test the_manual");
    }
}

/// Where the table of remarks begins in `docs/INGEST.md`; it goes to the end of the file.
const REMARKS: &str = "| remark | fields | |\n|---|---|---|\n";

#[test]
fn the_manual_names_every_remark_with_its_fields() {
    let row = |kind: &ingest::RemarkKind| {
        let fields: Vec<String> = kind.fields.iter().map(|field| format!("`{field}`")).collect();
        format!("| `{}` | {} |{} |\n", kind.name, fields.join(", "), kind.means).replace("|  |", "| |")
    };
    let made: String = ingest::REMARKS.iter().map(row).collect();
    ends_with("docs/INGEST.md", REMARKS, &made);
}
