//! What Readwise exports: the JSON of its API, tables, and Markdown.
//!
//! Source: Readwise API (<https://readwise.io/api_deets>), version 2: "Highlight EXPORT", "Highlights LIST"; the default template of its Markdown.

use super::{DELETED, Import, Imported, made::Made, plain::of_other_markdown, text};
use crate::base::{table, yaml::Value};

/// Reads the JSON of its API; `None` if it is another.
pub fn read(value: &Value) -> Option<Import> {
    let results = value.get("results")?.as_array()?;
    let mut import = Import::default();
    let mut nth = 0;
    for result in results {
        let book = result.get("highlights").and_then(Value::as_array);
        if book.is_none() && result.get("text").is_none() {
            return None;
        }
        for highlight in book.map_or_else(|| vec![result], |all| all.iter().collect()) {
            nth += 1;
            let iri = highlight.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).unwrap_or_default();
            let iri = text(highlight, "readwise_url").map_or_else(|| format!("readwise:{iri}"), str::to_owned);
            let is = |key: &str| highlight.get(key).and_then(Value::as_bool) == Some(true);
            if is("is_deleted") || is("is_discard") {
                import.leave(DELETED);
                continue;
            }
            import.notes.push(note(result, highlight, iri).note(nth));
        }
    }
    let more =
        text(value, "next").map(str::to_owned).or_else(|| value.get("nextPageCursor").filter(|next| !next.is_null()).map(Value::to_string));
    import.remarks.extend(more.map(|next| format!("the file is one page of several; the next is {next}")));
    Some(import)
}

fn note(book: &Value, highlight: &Value, iri: String) -> Made {
    let of = |value: &Value, key: &str| text(value, key).unwrap_or_default().to_owned();
    let tags = highlight.get("tags").and_then(Value::as_array).into_iter().flatten();
    Made {
        iri,
        source: of(book, "source_url"),
        title: of(book, "title"),
        exact: of(highlight, "text"),
        body: of_other_markdown(of(highlight, "note").trim()),
        tags: tags.filter_map(|tag| tag.as_str().or_else(|| text(tag, "name"))).map(str::to_owned).collect(),
        created: of(highlight, "highlighted_at"),
        ..Made::default()
    }
}

/// Reads its table; `None` if it is another.
pub fn of_table(csv: &str) -> Option<Import> {
    let table = table::read(csv);
    let (head, rows) = table.rows.split_first()?;
    let column = |name: &str| head.cells.iter().position(|cell| cell.text.eq_ignore_ascii_case(name));
    let (highlight, title) = column("Highlight").zip(column("Book Title"))?;
    let (note, tags, at) = (column("Note"), column("Tags"), column("Highlighted at"));
    let of_row = |(nth, row): (usize, &table::Row<'_>)| -> Imported {
        let cell = |column: Option<usize>| column.and_then(|at| row.cells.get(at)).map(|cell| cell.text.to_string()).unwrap_or_default();
        let made = Made {
            title: cell(Some(title)),
            exact: cell(Some(highlight)),
            body: of_other_markdown(&cell(note)),
            tags: cell(tags).split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
            created: cell(at),
            ..Made::default()
        };
        made.note(nth + 1)
    };
    Some(Import { notes: rows.iter().enumerate().map(of_row).collect(), ..Import::default() })
}

/// Reads its Markdown; `None` if it is another.
pub fn of_markdown(markdown: &str) -> Option<Import> {
    if !markdown.lines().any(|line| line.trim() == "## Highlights") || !markdown.contains("## Metadata") {
        return None;
    }
    let (mut made, mut all): (Option<Made>, Vec<Made>) = (None, Vec::new());
    let (mut title, mut source, mut is_in) = (String::new(), String::new(), false);
    for line in markdown.lines() {
        let bare = line.trim();
        if let Some(heading) = bare.strip_prefix("## ") {
            is_in = heading.contains("ighlights");
        } else if let Some(heading) = bare.strip_prefix("# ").filter(|_| title.is_empty()) {
            heading.trim().clone_into(&mut title);
        } else if let Some(full) = bare.strip_prefix("- Full Title:") {
            full.trim().clone_into(&mut title);
        } else if let Some(url) = bare.strip_prefix("- URL:") {
            url.trim().clone_into(&mut source);
        } else if let Some(words) = line.strip_prefix("- ").filter(|_| is_in) {
            all.extend(made.take());
            made = Some(Made { title: title.clone(), source: source.clone(), exact: without_link(words), ..Made::default() });
        } else if let Some(made) = made.as_mut().filter(|_| is_in && !bare.is_empty()) {
            match (bare.strip_prefix("- Note:"), bare.strip_prefix("- Tags:")) {
                (Some(note), _) => made.body = of_other_markdown(note.trim()),
                (_, Some(tags)) => made.tags = tags_of(tags),
                // A highlight or a note of several lines.
                _ if made.body.is_empty() => made.exact = without_link(&format!("{}\n{bare}", made.exact)),
                _ => made.body = format!("{}\n{}", made.body, of_other_markdown(bare)),
            }
        }
    }
    all.extend(made);
    Some(Import { notes: all.into_iter().enumerate().map(|(nth, made)| made.note(nth + 1)).collect(), ..Import::default() })
}

/// The words without the link to their place behind them: `([Location 12](…))`.
fn without_link(words: &str) -> String {
    let cut =
        words.rfind(" ([").filter(|at| words.get(*at..).is_some_and(|link| link.contains("](http") && link.trim_end().ends_with("))")));
    words.get(..cut.unwrap_or(words.len())).unwrap_or(words).trim().to_owned()
}

/// `[[one]] [[two three]]`, or `#one #two`.
fn tags_of(tags: &str) -> Vec<String> {
    if tags.contains("[[") {
        return tags.split("[[").skip(1).filter_map(|rest| rest.split_once("]]")).map(|(tag, _)| tag.to_owned()).collect();
    }
    tags.split_whitespace().map(|tag| tag.trim_matches(['#', ',']).to_owned()).filter(|tag| !tag.is_empty()).collect()
}
