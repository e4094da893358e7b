//! Addresses that were published and lead nowhere any more.

use std::sync::Arc;

use crate::base::{Diagnostic, RelPath, say};

/// How many addresses a message names.
const NAMED: usize = 3;

/// One finding for all pages among `gone`, files that an earlier build published in the folder `output` and this one did not:
/// others may link to them. The first that it names are documents and free pages. Further pages of lists, and the page beside a
/// source, are not spoken of.
pub fn addresses(output: &str, gone: &[Arc<str>]) -> Option<Diagnostic> {
    let is_address = |path: &str| path.ends_with(".html") && !path.ends_with(".source.html") && !path.contains('~');
    let is_text = |path: &str| path.starts_with("documents/") || path.starts_with("pages/");
    let mut addresses: Vec<&str> = gone.iter().map(|path| &**path).filter(|path| is_address(path)).collect();
    addresses.sort_by_key(|path| (!is_text(path), *path));
    let first = addresses.first()?;
    let named: Vec<String> = addresses.iter().take(NAMED).map(|path| (*path).to_owned()).collect();
    let more = addresses.len().saturating_sub(NAMED);
    let message = match (addresses.len(), more) {
        (1, _) => say::address_gone(named),
        (count, 0) => say::address_gone_several(count, named),
        (count, more) => say::address_gone_many(count, named, more),
    };
    let hint = say::address_gone_hint();
    Some(Diagnostic::warning(&RelPath::new(&format!("{output}/{first}")), message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_names_the_texts_first() {
        let said = |gone: &[&str]| {
            let gone: Vec<Arc<str>> = gone.iter().map(|path| Arc::from(*path)).collect();
            addresses("public", &gone).map(|said| format!("{}: {}", said.path, said.message))
        };
        assert_eq!(said(&[]), None);
        assert_eq!(said(&["documents/a.source.html", "documents/index~2.html", "documents/a.bib"]), None);
        assert_eq!(
            said(&["documents/a.bib", "documents/a.html"]).as_deref(),
            Some("public/documents/a.html: the published address `documents/a.html` leads nowhere any more")
        );
        assert_eq!(
            said(&["citations/x.html", "documents/a.html", "documents/box/b.html", "pages/c.html", "works/d.html"]).as_deref(),
            Some(
                "public/documents/a.html: 5 published addresses lead nowhere any more: `documents/a.html`, `documents/box/b.html`, `pages/c.html` and 2 more"
            )
        );
    }
}
