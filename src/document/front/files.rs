//! `files:`: what belongs to a document.

use super::Front;
use crate::{
    base::{diagnostic::meant, say, text::squeeze, yaml::Node},
    document::{Attachment, FileRole, LinkTarget, address},
};

/// What may be said of a file.
const KEYS: &[&str] = &["file", "label", "role", "rights"];

/// What others call these keys.
const SYNONYMS: &[(&str, &str)] = &[
    ("path", "file"),
    ("src", "file"),
    ("url", "file"),
    ("href", "file"),
    ("name", "label"),
    ("title", "label"),
    ("caption", "label"),
    ("type", "role"),
    ("kind", "role"),
    ("license", "rights"),
    ("copyright", "rights"),
];

impl Front<'_> {
    /// An address, a mapping with one, or a list of these.
    pub(super) fn files(&mut self, value: &Node<'_>) -> Vec<Attachment> {
        if value.is_null() {
            return Vec::new();
        }
        value.list().unwrap_or(std::slice::from_ref(value)).iter().filter_map(|item| self.file(item)).collect()
    }

    fn file(&mut self, value: &Node<'_>) -> Option<Attachment> {
        let (mut file, mut place) = (String::new(), value.span);
        let (mut label, mut role, mut rights) = (String::new(), FileRole::Other, String::new());
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
                        "rights" => rights = squeeze(&self.report.text("rights", &pair.value)),
                        "role" => role = self.role(&pair.value),
                        _ => self.report.unknown(pair, KEYS, SYNONYMS),
                    }
                }
            }
            _ => {}
        }
        let target = match address::sort(&file) {
            target @ LinkTarget::Outside(_) => target,
            LinkTarget::File(path, fragment) if !path.is_empty() => LinkTarget::File(path, fragment),
            _ => {
                self.report.wrong("files", value, say::expected_files());
                return None;
            }
        };
        Some(Attachment { target, label, role, rights, place: self.report.span(place) })
    }

    fn role(&mut self, value: &Node<'_>) -> FileRole {
        let name = self.report.text("role", value);
        if name.is_empty() {
            return FileRole::Other;
        }
        FileRole::named(&name).unwrap_or_else(|| {
            let names = FileRole::ALL.map(FileRole::name);
            let hint = meant(&name, names).unwrap_or_else(|| say::unknown_role_hint(names.map(str::to_owned).to_vec()));
            self.report.warning(say::unknown_role(&name), value.span, hint);
            FileRole::Other
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        base::RelPath,
        document::{self, LinkTarget},
    };

    fn check(front: &str, expected: &[(&str, &str, &str, &str)], findings: usize) {
        let text = format!("---\ntitle: A\n{front}\n---\n");
        let (meta, found) = document::meta(&RelPath::new("content/documents/a.md"), text.as_bytes());
        let files: Vec<(&str, &str, &str, &str)> = meta
            .files
            .iter()
            .map(|file| {
                let target = match &file.target {
                    LinkTarget::File(path, _) => path.as_str(),
                    LinkTarget::Outside(address) => address.as_str(),
                    _ => "",
                };
                (target, &*file.label, file.role.name(), &*file.rights)
            })
            .collect();
        assert_eq!((files.as_slice(), found.len()), (expected, findings), "{front}: {found:?}");
    }

    #[test]
    fn files_are_an_address_or_a_list() {
        check("files: ../files/a.pdf", &[("../files/a.pdf", "", "other", "")], 0);
        check(
            "files:\n- {file: a.pdf, label: As  received, role: Original, rights: © A}\n- b.csv",
            &[("a.pdf", "As received", "original", "© A"), ("b.csv", "", "other", "")],
            0,
        );
        check("files: https://example.org/a.zip", &[("https://example.org/a.zip", "", "other", "")], 0);
        check("files:", &[], 0);
        check("files: [[a.pdf]]", &[], 1);
        check("files: {label: A}", &[], 1);
        check("files: javascript:alert(1)", &[], 1);
        check("files: {file: a.pdf, role: originl}", &[("a.pdf", "", "other", "")], 1);
        check("files: {path: a.pdf, file: b.pdf}", &[("b.pdf", "", "other", "")], 1);
    }
}
