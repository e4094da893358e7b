//! Marks of the pages of an original (`<span class="pb" data-n="3r">`): places that can be cited, as `#page-3r`.

use super::{Attributes, Writer, ids};
use crate::document::{Hole, body::Attribute, facts::PageMark};

/// How the ids of marks begin.
const START: &str = "page-";

impl Writer<'_> {
    /// If this is what the mark of a page says of itself, names it, and notes the page. Gives what stands in the mark: the way to its picture.
    pub fn page_mark(&mut self, attributes: &mut Attributes) -> Option<Hole> {
        let said = |wanted: Attribute| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.trim());
        if !said(Attribute::Class).is_some_and(|class| class.split_whitespace().any(|class| class == "pb")) {
            return None;
        }
        let page = said(Attribute::DataPage).and_then(|page| page.parse().ok()).filter(|page| *page > 0);
        let label = said(Attribute::DataN).filter(|label| !label.is_empty()).or_else(|| said(Attribute::DataPage))?.to_owned();
        if label.is_empty() {
            return None;
        }
        let picture = said(Attribute::DataFacs).unwrap_or("").to_owned();
        let id = match said(Attribute::Id) {
            Some(id) => id.to_owned(),
            None => {
                let id = self.page_id(&label);
                self.facts.places.push(id.as_str().into());
                // Before the class, which is read last.
                let place = attributes.iter().position(|(name, _)| *name == Attribute::Class).unwrap_or(attributes.len());
                attributes.insert(place, (Attribute::Id, id.clone()));
                id
            }
        };
        let at = u32::try_from(self.body.text.len()).unwrap_or(u32::MAX);
        let nth = u32::try_from(self.facts.pages.len()).unwrap_or(u32::MAX);
        self.facts.pages.push(PageMark { id: id.into(), label: label.into(), page, picture: picture.into(), at });
        // Within a link there can be no other.
        (!self.in_link()).then_some(Hole::Page(nth))
    }

    /// The fragment id of a page that nothing before it has.
    fn page_id(&mut self, label: &str) -> String {
        let id = ids::fragment(START, label);
        let mut times = self.slugs.get(&id).map_or(1, |times| times.saturating_add(1));
        let unique = loop {
            let unique = if times == 1 { id.clone() } else { format!("{id}-{times}") };
            if !self.slugs.contains_key(&unique) {
                break unique;
            }
            times = times.saturating_add(1);
        };
        self.slugs.insert(unique.clone(), 1);
        // The next of this label is looked for from here on.
        self.slugs.insert(id, times);
        unique
    }
}

#[cfg(test)]
mod tests {
    use crate::{base::RelPath, document};

    fn check(text: &str, expected: &[(&str, &str, Option<u32>, &str, u32)]) {
        let file = format!("---\ntitle: A\n---\n\n{text}\n");
        let read = document::parse(&RelPath::new("content/documents/a.md"), file.as_bytes(), &|_, _| None);
        let pages = &read.facts.pages;
        let found: Vec<_> = pages.iter().map(|page| (&*page.id, &*page.label, page.page, &*page.picture, page.at)).collect();
        assert_eq!(found, expected, "{text}");
        assert!(pages.iter().all(|page| read.facts.places.contains(&page.id)));
    }

    #[test]
    fn marks_of_pages_are_places() {
        check(
            "One <span class=\"pb\" data-n=\"3r\" data-facs=\"f5.jpg\"></span>two [](#page-3r).",
            &[("page-3r", "3r", None, "f5.jpg", 4)],
        );
        check("[]{.pb data-n=\"[12] a\" data-page=5}One.", &[("page-12-a", "[12] a", Some(5), "", 0)]);
        check("<span class=\"pb\" data-page=\"5\"></span>One.", &[("page-5", "5", Some(5), "", 0)]);
        check(
            "## Page 3\n\n<span class=\"pb\" data-n=\"3\"></span>One <span class=\"pb\" data-n=\"3\" id=\"here\"></span>two.",
            &[("page-3-2", "3", None, "", 7), ("here", "3", None, "", 11)],
        );
        check("<span class=\"cb\" data-n=\"3\"></span>One <span class=\"pb\"></span><span class=\"pb\" data-n=\"\"></span>", &[]);
    }

    #[test]
    fn many_pages_of_one_label_are_told_apart_at_once() {
        let file = format!("---\ntitle: A\n---\n\n{}One.\n", "<span class=\"pb\" data-n=\"1\"></span>".repeat(20_000));
        let read = document::parse(&RelPath::new("content/documents/a.md"), file.as_bytes(), &|_, _| None);
        assert_eq!(read.facts.pages.last().map(|page| &*page.id), Some("page-1-20000"));
    }

    #[test]
    fn labels_of_any_script_name_a_place() {
        check(
            "<span class=\"pb\" data-n=\"٣\"></span><span class=\"pb\" data-n=\"***\"></span>One.",
            &[("page-٣", "٣", None, "", 0), ("page-_", "***", None, "", 0)],
        );
    }
}
