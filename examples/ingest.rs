//! Runs ingest over a folder of texts: `cargo run --release --example ingest -- IN OUT [--input NAME] [--scores | --content]`.
//!
//! IN holds texts, or a folder for each document with its text in a file called NAME (`input.md`). OUT gets for
//! each a document `NAME.md`, a bibliography `NAME.yaml` and a report `NAME.report.json`. With `--scores` the
//! documents are written for the scorers of `eval`: without links around citations, which count as words there,
//! and with `NAME.json`, the references and citations in the scorers' form. With `--content` OUT is the folder
//! `content` of an archive.

use std::{error::Error, fs, path::Path, path::PathBuf, time::Instant};

use scholion::{
    base::yaml::{self, Value},
    ingest::{Ingested, ingest},
};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| args.iter().position(|arg| arg == name);
    let input = flag("--input").and_then(|at| args.get(at + 1)).map_or("input.md", String::as_str);
    let scores = flag("--scores").is_some();
    let content = flag("--content").is_some();
    let [from, to] = [args.first(), args.get(1)].map(|arg| arg.map(PathBuf::from));
    let (Some(from), Some(to)) = (from, to) else { return Err("give a folder of texts and a folder for the results".into()) };
    fs::create_dir_all(&to)?;
    let (mut bytes_read, mut time) = (0, 0.0);
    let mut files: Vec<PathBuf> = fs::read_dir(&from)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    for path in files {
        let file = if path.is_dir() { path.join(input) } else { path.clone() };
        let Ok(bytes) = fs::read(&file) else { continue };
        let name = if path.is_dir() { format!("{}.txt", name_of(&path)) } else { name_of(&path) };
        let start = Instant::now();
        let made = ingest(&name, &bytes);
        time += start.elapsed().as_secs_f64();
        bytes_read += bytes.len();
        if content {
            write_content(&to, &made)?;
        } else {
            write(&to, &name, &made, scores)?;
        }
        if !made.report.lost.is_empty() || !made.report.added.is_empty() {
            eprintln!(
                "{name}: lost {:?} added {:?}",
                made.report.lost.iter().take(8).collect::<Vec<_>>(),
                made.report.added.iter().take(8).collect::<Vec<_>>()
            );
        }
    }
    eprintln!("{bytes_read} bytes in {time:.3} s: {:.1} MB/s", bytes_read as f64 / time / 1e6);
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn write(to: &Path, name: &str, made: &Ingested, scores: bool) -> Result<(), Box<dyn Error>> {
    let stem = name.strip_suffix(".txt").unwrap_or(name);
    let markdown = if scores { without_citation_links(&made.markdown) } else { made.markdown.clone() };
    fs::write(to.join(format!("{stem}.md")), markdown)?;
    if !made.bibliography.is_empty() {
        fs::write(to.join(format!("{stem}.yaml")), &made.bibliography)?;
    }
    if scores {
        fs::write(to.join(format!("{stem}.json")), serde_json::to_string(&for_scorers(made))?)?;
    }
    fs::write(to.join(format!("{stem}.report.json")), serde_json::to_string_pretty(&made.report)?)?;
    Ok(())
}

fn write_content(to: &Path, made: &Ingested) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to.join("documents"))?;
    fs::create_dir_all(to.join("bibliography"))?;
    fs::write(to.join(format!("documents/{}.md", made.slug)), &made.markdown)?;
    if !made.bibliography.is_empty() {
        fs::write(to.join(format!("bibliography/{}.yaml", made.slug)), &made.bibliography)?;
    }
    Ok(())
}

/// The links around citations with their places: `before` is the text up to the link or its bracket.
fn for_scorers(made: &Ingested) -> Value {
    let bibliography = yaml::parse(&made.bibliography).unwrap_or_default();
    let empty = Vec::new();
    let records = bibliography.get("references").and_then(Value::as_array).unwrap_or(&empty);
    let refs: Vec<Value> = records.iter().filter(|record| record.get("printed-in").is_none()).map(reference).collect();
    let all: Vec<Value> = if refs.is_empty() { records.iter().map(reference).collect() } else { refs };
    let body = made.markdown.split_once("\n---\n").map_or("", |(_, body)| body);
    let (text, notes) = body.find("\n\n[^1]: ").map_or((body, ""), |at| body.split_at(at));
    let mut cites: Vec<Value> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](#ref-") {
        let Some(open) = opening(&rest[..at]) else { break };
        plain.push_str(&rest[..open]);
        let words = &rest[open + 1..at];
        let key = rest[at + 7..].split(')').next().unwrap_or("");
        // What a range leaves out has no words, and the scorers no place for it.
        if words.chars().any(char::is_alphanumeric) {
            cites.push(serde_json::json!({"text": words, "before": tail(&plain), "refs": [key]}));
        }
        plain.push_str(words);
        rest = &rest[at + 7 + key.len() + 1..];
    }
    let mut noted: Vec<Value> = Vec::new();
    for note in notes.split("\n\n[^").skip(1) {
        let number = note.split(']').next().unwrap_or("");
        let keys: Vec<Value> = note.match_indices("](#ref-").map(|(at, _)| note[at + 7..].split(')').next().unwrap_or("").into()).collect();
        noted.push(serde_json::json!({"n": number.parse::<u32>().unwrap_or(0), "refs": keys}));
    }
    serde_json::json!({"refs": all, "cites": cites, "notes": noted})
}

/// The last words before a citation, in its paragraph.
fn tail(text: &str) -> String {
    let text = text.rsplit("\n\n").next().unwrap_or(text);
    let start = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    text[start..].replace("[^", "").replace(']', "")
}

fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn reference(record: &Value) -> Value {
    let text = |key: &str| record.get(key).map_or(String::new(), |value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    let mut issued = text("issued");
    issued.truncate(4);
    serde_json::json!({
        "id": text("id"), "raw": text("verbatim"), "authors": record.get("author").cloned().unwrap_or_default(), "title": text("title"), "container": text("container-title"),
        "year": issued, "volume": text("volume"), "issue": text("issue"), "pages": text("page"), "publisher": text("publisher"), "place": text("publisher-place"), "url": text("URL"), "doi": text("DOI"),
    })
}

fn without_citation_links(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find("](#ref-") {
        let Some(open) = opening(&rest[..at]) else { break };
        out.push_str(&rest[..open]);
        out.push_str(&rest[open + 1..at]);
        let key = rest[at..].find(')').map_or(rest.len(), |end| at + end + 1);
        rest = &rest[key..];
    }
    out.push_str(rest);
    // The scorers know the plural only.
    out.replacen("\nkeyword:", "\nkeywords:", 1)
}
