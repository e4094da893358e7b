//! Books as text from Gallica (`.texteBrut`): before the words of the pages stands what the reader asked for, and the notice of the book, a
//! line each: `<p><strong>Auteur : </strong>Delmas, Claire (1850-1921)</p>`.

use dom_query::{Document, NodeRef};

use super::attribute;
use crate::front_matter::Front;
use scholion_base::{Date, text::squeeze};
use scholion_reference::Role;

/// The class of what stands before the pages.
pub const CLASS: &str = "scholion-frame";

/// Takes title, author, day and rights from the notice, and marks it as none of the text.
pub fn read(page: &Document, front: &mut Front) {
    const MOST: usize = 40;
    let paragraphs = page.select("body p");
    let first: Vec<NodeRef<'_>> = paragraphs.nodes().iter().copied().filter(|node| !node.text().trim().is_empty()).take(MOST).collect();
    if !first.first().is_some_and(|node| node.text().trim().starts_with("Rappel de votre demande")) {
        return;
    }
    let Some(end) = first.iter().rposition(|node| node.text().contains("Le taux de reconnaissance") || label(node) == Some("Source"))
    else {
        return;
    };
    for node in first.iter().take(end + 1) {
        let text = squeeze(&node.text());
        let value = text.split_once(" : ").or_else(|| text.split_once(':')).map_or("", |(_, value)| value.trim());
        // What goes into the front matter is said there.
        let said = match label(node).filter(|_| !value.is_empty()) {
            Some("Titre") => {
                let title = value.split(" / ").next().unwrap_or(value).trim();
                title.clone_into(&mut front.title);
                title
            }
            Some("Auteur") => {
                let name = value.split([';', '(']).next().unwrap_or(value).split(". ").next().unwrap_or(value).trim();
                front.add_person(Role::Author, name, &[]);
                name
            }
            Some("Date d'édition") => {
                front.issued = value.get(..4).and_then(Date::parse).or(front.issued);
                ""
            }
            Some("Droits") => {
                value.clone_into(&mut front.rights);
                value
            }
            _ => "",
        };
        if !said.is_empty() {
            node.set_text(text.replacen(said, "", 1));
        }
        node.set_attr("class", format!("{} {CLASS}", attribute(node, "class")).trim());
    }
    page.select("body hr").nodes().iter().for_each(page_end);
}

/// A page ends at a rule; its number, if it was read, stands on the next line.
fn page_end(rule: &NodeRef<'_>) {
    let mut next = rule.next_sibling();
    while next.is_some_and(|node| node.is_text() && node.text().trim().is_empty()) {
        next = next.and_then(|node| node.next_sibling());
    }
    let is_number = |node: &NodeRef<'_>| {
        let text = node.text();
        let number = text.trim().trim_matches(['-', '—', '–', ' ']);
        (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some(number) = next.filter(|node| node.node_name().as_deref() == Some("p") && is_number(node)) {
        number.set_attr("class", "pagenum");
        rule.remove_from_parent();
    }
}

/// The label with which a line of the notice begins.
fn label(node: &NodeRef<'_>) -> Option<&'static str> {
    const LABELS: [&str; 10] =
        ["Titre", "Auteur", "Éditeur", "Date d'édition", "Type", "Langue", "Droits", "Identifiant", "Source", "Description"];
    let text = node.text();
    let name = text.trim().split(':').next().unwrap_or("").trim().replace('’', "'");
    LABELS.into_iter().find(|label| *label == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_says_whose_book_it_is() {
        let page = Document::from(
            "<p>Rappel de votre demande:<p><b>Titre : </b>Le barrage / par Claire Delmas<p><b>Auteur : </b>Delmas, Claire (1850-1921)\
            <p><b>Date d'édition : </b>1889<p><b>Source : </b>BnF<hr><p>LE BARRAGE",
        );
        let mut front = Front::default();
        read(&page, &mut front);
        assert_eq!((front.title.as_str(), front.issued), ("Le barrage", Some(Date::year(1889))));
        assert_eq!(front.people.iter().map(|person| person.name.display()).collect::<Vec<_>>(), ["Claire Delmas"]);
        assert_eq!(page.select(".scholion-frame").nodes().len(), 5);
    }
}
