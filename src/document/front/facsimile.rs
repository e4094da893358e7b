//! `facsimile:`: reads it. What it is stands in [`crate::document::facsimile`].

use super::Front;
use crate::{
    base::{say, text::squeeze, yaml::Node},
    document::{FacsimilePart, LinkTarget, address},
};

/// What may be said of a part.
const KEYS: &[&str] = &["file", "label", "page"];

/// What others call these keys.
const SYNONYMS: &[(&str, &str)] =
    &[("image", "file"), ("path", "file"), ("src", "file"), ("url", "file"), ("folder", "file"), ("n", "label"), ("name", "label")];

impl Front<'_> {
    /// An address, a mapping with one, or a list of these.
    pub(super) fn facsimile(&mut self, value: &Node<'_>) -> Vec<FacsimilePart> {
        if value.is_null() {
            return Vec::new();
        }
        let items = value.list().unwrap_or(std::slice::from_ref(value));
        items.iter().filter_map(|item| self.facsimile_part(item)).collect()
    }

    fn facsimile_part(&mut self, value: &Node<'_>) -> Option<FacsimilePart> {
        let (mut file, mut label, mut page, mut place) = (String::new(), String::new(), None, value.span);
        match (value.text(), value.map()) {
            (Some(text), _) => text.trim().clone_into(&mut file),
            (None, Some(pairs)) => {
                for pair in pairs {
                    match pair.key.as_ref() {
                        "file" => {
                            file = self.report.text("file", &pair.value);
                            place = pair.value.span;
                        }
                        "label" => label = squeeze(&self.report.text("label", &pair.value)),
                        "page" => match pair.value.text().and_then(|text| text.trim().parse().ok()).filter(|page| *page > 0) {
                            Some(number) => page = Some(number),
                            None => self.report.wrong("page", &pair.value, say::expected_number()),
                        },
                        _ => self.report.unknown(pair, KEYS, SYNONYMS),
                    }
                }
            }
            _ => {}
        }
        let target = match address::sort(&file) {
            LinkTarget::File(path, fragment) if !path.is_empty() => match page_of(&fragment) {
                Some(number) => {
                    page = page.or(Some(number));
                    LinkTarget::File(path, String::new())
                }
                None => LinkTarget::File(path, fragment),
            },
            outside @ LinkTarget::Outside(_) => outside,
            _ => {
                self.report.wrong("facsimile", value, say::expected_facsimile());
                return None;
            }
        };
        Some(FacsimilePart { target, label, page, place: self.report.span(place) })
    }
}

/// The page that the fragment of an address means: `page=3` is the third page of a PDF (RFC 8118, 3).
fn page_of(fragment: &str) -> Option<u32> {
    fragment.strip_prefix("page=")?.parse().ok().filter(|page| *page > 0)
}

#[cfg(test)]
mod tests {
    use crate::{
        base::RelPath,
        document::{self, LinkTarget},
    };

    fn file(target: &LinkTarget) -> &str {
        match target {
            LinkTarget::File(path, _) => path,
            LinkTarget::Outside(address) => address.as_str(),
            _ => "",
        }
    }

    fn check(front: &str, expected: &[(&str, &str, Option<u32>)]) {
        let (meta, found) = document::meta(&RelPath::new("content/documents/a.md"), format!("---\ntitle: A\n{front}\n---\n").as_bytes());
        let parts: Vec<(&str, &str, Option<u32>)> =
            meta.facsimile.iter().map(|part| (file(&part.target), part.label.as_str(), part.page)).collect();
        assert_eq!(parts, expected, "{front}: {found:?}");
    }

    #[test]
    fn a_facsimile_is_a_folder_a_file_or_a_list() {
        check("facsimile: ../files/letter/", &[("../files/letter/", "", None)]);
        check("facsimile: scan.pdf#page=3", &[("scan.pdf", "", Some(3))]);
        check(
            "facsimile:\n- {file: 1r.jpg, label: 1r}\n- 1v.jpg\n- {file: all.tif, page: 2}",
            &[("1r.jpg", "1r", None), ("1v.jpg", "", None), ("all.tif", "", Some(2))],
        );
        check("facsimile: https://example.org/1.jpg", &[("https://example.org/1.jpg", "", None)]);
        check("facsimile:", &[]);
        check("facsimile: javascript:alert(1)", &[]);
        check("facsimile: [[a]]", &[]);
        check("facsimile: {label: 1r}", &[]);
        check("facsimile: {file: a.pdf, page: 0}", &[("a.pdf", "", None)]);
    }
}
