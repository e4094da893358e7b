//! The words of a notebook of Jupyter (nbformat 4): its cells, and what its programs wrote.

use serde_json::Value;

use crate::formats::packed::visible;

/// The words, a cell or an output a paragraph.
pub fn words(text: &str) -> Vec<String> {
    let notebook: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut words = Vec::new();
    for cell in list(&notebook, "cells") {
        let source = cell.get("source").map(joined).unwrap_or_default();
        let is_code = cell.get("cell_type").and_then(Value::as_str) == Some("code");
        words.push(if is_code { source } else { visible(&source) });
        words.extend(list(&cell, "outputs").iter().map(output));
    }
    words
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
}
