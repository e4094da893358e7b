//! What stands behind a text: notes that several places call, and the works that it cites.

use std::sync::Arc;

use super::{bibliography, edition::Edition, ids::Ids};
use crate::{base::Xml, document::Document, reference::Record};

/// The works of a text, by the keys under which it cites them, in the order of its bibliography.
pub fn works<'a>(edition: &Edition<'_, 'a>, document: &Document) -> Vec<(&'a Arc<str>, &'a Arc<Record>)> {
    edition.reader.works_of(&document.slug).map(|(key, record, _)| (key, record)).collect()
}

/// The id of the heading under which the works of a text are listed: that in which its words end, if there are any.
pub fn heading<'d>(document: &'d Document, works: &[(&Arc<str>, &Arc<Record>)]) -> Option<&'d str> {
    let last = document.body.blocks.iter().rfind(|block| block.note.is_none())?;
    let heading = document.facts.headings.last().filter(|heading| heading.text == last.text)?;
    (!works.is_empty()).then_some(heading.id.as_str())
}

/// Writes the list of works, under the words of its heading.
pub fn list(xml: &mut Xml<'_>, ids: &Ids, works: &[(&Arc<str>, &Arc<Record>)], heading: Option<(&str, &str)>) {
    xml.push_str("<div type=\"bibliography\"");
    if let Some((id, _)) = heading {
        xml.attribute("xml:id", &ids.id(id));
    }
    xml.push_str(">\n");
    if let Some((_, words)) = heading {
        xml.element("head", words);
        xml.push_str("\n");
    }
    xml.push_str("<listBibl>\n");
    for (key, record) in works {
        let mut record = Record::clone(record);
        record.key = key.to_string();
        bibliography::write(xml, &record, &ids.id(&format!("ref-{key}")), true);
    }
    xml.push_str("</listBibl>\n</div>\n");
}
