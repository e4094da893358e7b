//! The words of a notebook of Jupyter (nbformat 4): its cells, and what its programs wrote.

use serde_json::Value;

use crate::{
    attached::AttachedFile,
    formats::{base64, packed::visible},
};

/// The words, a cell or an output a paragraph.
pub fn words(text: &str) -> Vec<String> {
    let notebook: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut words = Vec::new();
    for cell in list(&notebook, "cells") {
        let source = cell.get("source").map(joined).unwrap_or_default();
        let is_code = cell.get("cell_type").and_then(Value::as_str) == Some("code");
        // Where a picture stands that is attached to a cell is no word.
        words.push(if is_code { source } else { visible(&source.replace("](attachment:", "](")) });
        words.extend(list(&cell, "outputs").iter().map(output));
    }
    words
}

/// The pictures of a notebook, by their addresses on the page that pandoc makes of it: those that are attached to cells have their names, those of
/// outputs digests, in the order of the outputs.
pub fn pictures(text: &str, page: &str) -> Vec<AttachedFile> {
    let notebook: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let cells = notebook.get("cells").and_then(Value::as_array).into_iter().flatten();
    let (mut files, mut shown) = (Vec::new(), Vec::new());
    for cell in cells {
        for (name, data) in cell.get("attachments").and_then(Value::as_object).into_iter().flatten() {
            files.extend(picture(data).and_then(|bytes| AttachedFile::shown(name, name, bytes)));
        }
        let outputs = cell.get("outputs").and_then(Value::as_array).into_iter().flatten();
        shown.extend(outputs.filter_map(|output| picture(output.get("data")?)));
    }
    let is_digest =
        |name: &&str| name.split('.').next().is_some_and(|stem| stem.len() == 40 && stem.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let addresses: Vec<&str> = page.split("<img src=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(is_digest).collect();
    if addresses.len() == shown.len() {
        files.extend(addresses.into_iter().zip(shown).filter_map(|(address, bytes)| AttachedFile::shown(address, "output", bytes)));
    }
    files
}

/// The bytes of a picture among several forms of one result.
fn picture(data: &Value) -> Option<Vec<u8>> {
    let data = data.as_object()?;
    let (kind, value) = data.iter().find(|(kind, _)| kind.starts_with("image/"))?;
    let text = joined(value);
    if kind == "image/svg+xml" { Some(text.into_bytes()) } else { base64::decoded(&text) }
}

/// The words of an output: of several forms of one result the richest counts, and a picture has none.
fn output(output: &Value) -> String {
    let data = |kind: &str| output.get("data").and_then(|data| data.get(kind));
    let is_picture = output.get("data").and_then(Value::as_object).is_some_and(|data| data.keys().any(|kind| kind.starts_with("image/")));
    if let Some(page) = data("text/html") {
        return visible(&joined(page));
    }
    let said = data("text/markdown").or_else(|| data("text/plain").filter(|_| !is_picture)).or_else(|| output.get("text"));
    said.or_else(|| output.get("evalue")).map(joined).unwrap_or_default()
}

/// A text, which may be a list of its lines.
fn joined(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_cells_and_outputs() {
        let text = r#"{"cells": [{"cell_type": "markdown", "source": ["The <b>pier</b>\n", "of oak"]}, {"cell_type": "code", "source": "n < 2",
            "outputs": [{"text": ["312\n"]}, {"data": {"image/png": "AAAA", "text/plain": ["<Figure>"]}}]}]}"#;
        assert_eq!(words(text), ["The pier\nof oak", "n < 2", "312\n", ""]);
    }

    #[test]
    fn pictures_of_cells_and_outputs_are_found() {
        let picture = "R0lGODlhAwADAIAAAAAAAP///ywAAAAAAwADAAACA4RvBQA7";
        let text = format!(
            r#"{{"cells": [{{"attachments": {{"pier.gif": {{"image/gif": "{picture}"}}}}, "source": "![p](attachment:pier.gif)"}},
            {{"cell_type": "code", "outputs": [{{"data": {{"image/gif": ["{picture}\n"]}}}}]}}]}}"#
        );
        let digest = "a82dfca69bec222c8329f690b79f65ef4b252e86.gif";
        let page = format!("<img src=\"pier.gif\" alt=\"p\" /><img src=\"{digest}\" />");
        let names: Vec<String> = pictures(&text, &page).into_iter().map(|file| file.shown_as().unwrap_or("").to_owned()).collect();
        assert_eq!(names, ["pier.gif", digest]);
    }
}
