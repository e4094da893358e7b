//! The words of texts in XML that another program reads, by what they are: `DocBook`, `FictionBook`, OPML.

use roxmltree::Node;

/// What the words of a file are.
#[derive(Debug, Default)]
pub struct Told {
    /// Of the text, a paragraph each.
    pub words: Vec<String>,
    /// The words of outlines, which stand in attributes, with tags of HTML.
    pub outlines: Vec<String>,
    pub comments: Vec<String>,
    /// What is said to programs.
    pub settings: Vec<String>,
    /// The files that belong into this one.
    pub includes: Vec<String>,
}

/// Elements that hold no words: files in letters, and what programs say of themselves.
const SILENT: [&str; 2] = ["binary", "document-info"];
/// Elements that speak to programs: of an index, of the file, of its language, of the print from which it was taken.
const SETTINGS: [&str; 9] =
    ["publish-info", "indexterm", "revhistory", "genre", "lang", "src-lang", "dateCreated", "dateModified", "ownerEmail"];

/// The words below an element.
pub fn told(root: Node<'_, '_>) -> Told {
    let mut counted = Told::default();
    walk(root, &mut counted);
    counted
}

/// Each element that has words of its own is a paragraph with all that it holds.
fn walk(node: Node<'_, '_>, counted: &mut Told) {
    let is_words = |part: &Node<'_, '_>| part.is_text() && part.text().is_some_and(|text| !text.trim().is_empty());
    if node.children().any(|part| is_words(&part)) {
        let mut words = String::new();
        gather(node, &mut words, counted);
        counted.words.push(words);
        return;
    }
    // An outline has its words in attributes.
    let said = ["text", "_note"].iter().filter_map(|key| node.attribute(*key)).filter(|_| node.has_tag_name("outline"));
    counted.outlines.extend(said.map(str::to_owned));
    for child in node.children() {
        if enter(child, counted) {
            walk(child, counted);
        }
    }
}

/// Adds the words in an element. Those of elements that follow each other stand apart.
fn gather(node: Node<'_, '_>, words: &mut String, counted: &mut Told) {
    for child in node.children() {
        if child.is_text() {
            words.push_str(child.text().unwrap_or(""));
        } else if enter(child, counted) {
            if child.prev_sibling_element().is_some() || child.first_element_child().is_some() {
                words.push(' ');
            }
            gather(child, words, counted);
        }
    }
}

/// Whether a node is an element with words of the text; what else it may be is counted.
fn enter(node: Node<'_, '_>, counted: &mut Told) -> bool {
    if node.is_comment() {
        counted.comments.push(node.text().unwrap_or("").to_owned());
    }
    let name = node.tag_name().name();
    if name == "include" {
        counted.includes.extend(node.attribute("href").map(str::to_owned));
    }
    // What editors remark in drafts (DocBook 5.1, `remark`).
    if name == "remark" {
        counted.comments.push(node.descendants().filter(|part| part.is_text()).filter_map(|part| part.text()).collect());
        return false;
    }
    let is_setting = SETTINGS.contains(&name);
    if is_setting {
        let words = node.descendants().filter(|part| part.is_text()).filter_map(|part| part.text());
        counted.settings.push(words.collect::<Vec<_>>().join(" "));
    }
    node.is_element() && !is_setting && !SILENT.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_what_is_said_to_programs() {
        let text = "<book xmlns='http://docbook.org/ns/docbook'><!-- ask Ida --><info><author><firstname>Ida</firstname><surname>Falk</surname></author>\
                    <revhistory><revision><date>2010</date></revision></revhistory></info><sidebar><title>Tides</title>\
                    <para>Low<footnote><para>By noon.</para></footnote> water<indexterm><primary>tide</primary></indexterm>.</para></sidebar></book>";
        let of = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let told = |text: &str| told(roxmltree::Document::parse(text).unwrap().root_element());
        let counted = told(text);
        assert_eq!(counted.words, of(&["Ida", "Falk", "Tides", "Low By noon. water."]));
        assert_eq!((counted.comments, counted.settings), (of(&[" ask Ida "]), of(&["2010", "tide"])));
        let outline = "<opml><body><outline text='The <i>pier</i>' _note='Old.'/></body></opml>"
            .replace("<i>", "&lt;i&gt;")
            .replace("</i>", "&lt;/i&gt;");
        assert_eq!(told(&outline).outlines, of(&["The <i>pier</i>", "Old."]));
    }
}
