//! `scholion export docx`: Pandoc makes a file for word processors of the tree that the program writes.

use std::path::Path;

use anyhow::Context;

use super::{
    Usage,
    ingest::extract::{BOUNDS, Failure, run},
};

/// Makes the file `to` of a document's tree, whose pictures lie below `root`.
pub fn write_file(root: &Path, tree: &str, to: &Path) -> anyhow::Result<()> {
    let empty = run("pandoc", &["--from=markdown", "--to=json"], b"", BOUNDS).map_err(problem)?;
    // Each Pandoc reads the trees of its own version only.
    let version = serde_json::from_str::<serde_json::Value>(&empty).ok().and_then(|tree| tree.get("pandoc-api-version").cloned());
    let version = version.context("pandoc does not tell the version of its trees")?;
    let tree = tree.replacen("\"pandoc-api-version\":[]", &format!("\"pandoc-api-version\":{version}"), 1);
    let to = std::path::absolute(to)?;
    let pictures = format!("--resource-path={}", std::path::absolute(root)?.display());
    let output = format!("--output={}", to.display());
    run("pandoc", &["--from=json", "--to=docx", &pictures, &output], tree.as_bytes(), BOUNDS).map_err(problem)?;
    Ok(())
}

fn problem(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Missing => {
            Usage { message: "this needs pandoc, which is not installed".into(), hint: "install the package `pandoc`".into() }.into()
        }
        Failure::Said(words) => anyhow::anyhow!("pandoc made no file: {words}"),
        Failure::Slow | Failure::Large | Failure::Hungry => anyhow::anyhow!("pandoc made no file: it needs too much time or memory"),
    }
}
