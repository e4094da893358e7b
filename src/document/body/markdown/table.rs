//! Tables and code.

use std::ops::Range;

use super::{Writer, tree::Tree, words::Where};
use crate::document::body::{Event, Name};

impl<'d> Writer<'d> {
    /// A table; `range` is what stands in it.
    pub(super) fn table(&self, tree: &Tree<'d>, range: Range<usize>) -> String {
        let mut rows: Vec<String> = Vec::new();
        let mut line = String::from("|");
        for at in range {
            match tree.get(at) {
                Some(Event::Open { name: Name::Tr, .. }) => rows.push(String::from("|")),
                Some(Event::Open { name, .. }) if name.is_cell() => {
                    let cell = self.words(tree, at + 1..tree.partner(at), Where::Cell);
                    if rows.len() == 1 {
                        line.push_str(match tree.class(at) {
                            "align-left" => " :-- |",
                            "align-center" => " :-: |",
                            "align-right" => " --: |",
                            _ => " --- |",
                        });
                    }
                    if let Some(row) = rows.last_mut() {
                        row.push_str(&format!(" {cell} |"));
                    }
                }
                _ => {}
            }
        }
        rows.insert(rows.len().min(1), line);
        rows.join("\n")
    }
}

/// A block of code; `range` is what stands in its `<pre>`.
pub(super) fn code(tree: &Tree<'_>, range: Range<usize>) -> String {
    let lang = tree.class(range.start).strip_prefix("language-").unwrap_or("");
    let mut code = String::new();
    for at in range {
        match tree.get(at) {
            Some(Event::Words { .. }) => code.push_str(&tree.text(at..at + 1)),
            Some(Event::Line) => code.push('\n'),
            _ => {}
        }
    }
    let fence = "`".repeat(longest_run(&code).max(2) + 1);
    format!("{fence}{lang}\n{}\n{fence}", code.strip_suffix('\n').unwrap_or(&code))
}

/// How many backticks follow each other at most.
pub(super) fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
