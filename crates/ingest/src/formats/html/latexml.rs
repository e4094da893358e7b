//! Pages of LaTeXML, which ar5iv and arXiv show. The words of a note stand behind its mark, in the midst of the text, and a style sheet hides
//! them. Authors, day and summary have classes. Source: LaTeXML, `LaTeXML-inline-xhtml.xsl`, `LaTeXML-structure-xhtml.xsl`.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::named,
    notes::{ASIDE, Notes},
    signs,
};
use crate::{block::is_sign, formats::Manuscript, recognise::moments};
use scholion_base::text::{escaped, squeeze};
use scholion_reference::Role;

/// Writes signs in the place of marks, and sets the words of notes aside.
pub fn mark<'a>(page: &'a Document, notes: &mut Notes<'a>) {
    let found = page.select(".ltx_note").nodes().to_vec();
    let found: Vec<(NodeRef<'a>, String, NodeRef<'a>)> = found.into_iter().filter(is_note).filter_map(read).collect();
    // Marks and words may stand apart: `\footnotemark`, `\footnotetext`.
    let mut marks: BTreeMap<String, NodeRef<'a>> = BTreeMap::new();
    for (note, label, content) in found {
        if has_role(&note, "footnotemark") {
            marks.insert(label, note);
            continue;
        }
        let call = if has_role(&note, "footnotetext") { marks.remove(&label) } else { Some(note) };
        let Some(call) = call else { continue };
        clear(&content);
        clear(&call);
        if content.text().trim().is_empty() {
            continue;
        }
        let number = notes.number(content, &label);
        call.before_html(escaped(&signs::note(number, &label)));
        content.rename(ASIDE);
    }
}

/// Takes authors, day and summary out of a page, where the front matter has none.
pub fn front(page: &Document, manuscript: &mut Manuscript) {
    let front = &mut manuscript.front;
    if front.people.iter().all(|person| person.role != Role::Author) {
        let people = page.select(".ltx_authors .ltx_role_author > .ltx_personname");
        let names: Option<Vec<(String, Vec<String>)>> = people.nodes().iter().map(name).collect();
        for (node, (name, offices)) in people.nodes().iter().zip(names.unwrap_or_default()) {
            front.add_person(Role::Author, &name, &offices);
            manuscript.about.push(name);
            node.remove_from_parent();
        }
    }
    if front.issued.is_none()
        && let [node] = page.select(".ltx_dates").nodes()
        && let Some(date) = moments::full_date(node.text().trim().trim_matches(['(', ')']))
    {
        front.issued = Some(date);
        node.remove_from_parent();
    }
    if front.abstract_.is_empty()
        && let [node] = page.select(".ltx_abstract").nodes()
    {
        let parts = named(node, &["p"]);
        let text: Vec<String> = parts.iter().map(|part| squeeze(&part.text())).collect();
        // Of formulas and notes an abstract knows nothing.
        let is_plain = !node.text().contains(is_sign) && node.descendants_it().all(|inner| inner.node_name().as_deref() != Some("li"));
        if let ([text], true) = (text.as_slice(), is_plain) {
            front.abstract_.clone_from(text);
            node.remove_from_parent();
        }
    }
}

/// The name in an element, a few words, raised marks left out; and what stands on the lines below it: a post, a place of work.
fn name(node: &NodeRef<'_>) -> Option<(String, Vec<String>)> {
    const MOST: usize = 4;
    let is_mark = |inner: &NodeRef<'_>| inner.ancestors_it(Some(3)).any(|outer| outer.node_name().as_deref() == Some("sup"));
    let mut lines = vec![String::new()];
    for inner in node.descendants_it() {
        if inner.node_name().as_deref() == Some("br") {
            lines.push(String::new());
        } else if inner.is_text() && !is_mark(&inner) {
            lines.last_mut().into_iter().for_each(|line| line.push_str(&inner.text()));
        }
    }
    let mut lines = lines.iter().map(|line| squeeze(line)).filter(|line| !line.is_empty());
    let name = lines.next()?;
    let offices: Vec<String> = lines.collect();
    let is_plain = |line: &str| !line.contains(['@', ':']) && line.len() <= 120;
    // A note that is called there is called nowhere else.
    let is_name = !node.text().contains(is_sign)
        && (2..=5).contains(&name.split(' ').count())
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '‐' | '\'' | '’'));
    // Another name may stand below, where authors are not told apart.
    let is_of_work = |line: &String| is_plain(line) && (crate::lexicon::is_affiliation(line) || line.contains(','));
    (is_name && offices.len() <= MOST && offices.iter().all(is_of_work)).then_some((name, offices))
}

/// The mark and the words of a note.
fn read(note: NodeRef<'_>) -> Option<(NodeRef<'_>, String, NodeRef<'_>)> {
    let with = |name: &str| note.descendants_it().find(|inner| inner.has_class(name));
    let label = with("ltx_note_mark")?.text().trim().to_owned();
    let content = with("ltx_note_content")?;
    let is_label = !label.is_empty() && label.chars().count() <= 8;
    is_label.then_some((note, label, content))
}

fn is_note(note: &NodeRef<'_>) -> bool {
    ["footnote", "endnote", "footnotemark", "footnotetext"].iter().any(|role| has_role(note, role))
        // The words of a note within a note stay there.
        && !note.ancestors_it(None).any(|outer| outer.has_class("ltx_note"))
}

fn has_role(note: &NodeRef<'_>, role: &str) -> bool {
    attribute(note, "class").split_whitespace().any(|class| class.strip_prefix("ltx_role_") == Some(role))
}

/// Takes out marks, and what says that these are words of a note.
fn clear(node: &NodeRef<'_>) {
    let is_mark = |inner: &NodeRef<'_>| ["ltx_note_mark", "ltx_tag_note", "ltx_note_type"].iter().any(|name| inner.has_class(name));
    let marks: Vec<NodeRef<'_>> = node.descendants_it().filter(is_mark).collect();
    marks.iter().for_each(NodeRef::remove_from_parent);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_a_few_words() {
        for (html, expected) in [
            ("<i>Mei Tanaka<sup>1</sup></i>", Some(("Mei Tanaka", 0))),
            ("<i>Mei Tanaka<br>Institute of Weirs, University of Kobe</i>", Some(("Mei Tanaka", 1))),
            ("<i>Mei Tanaka<br>Jo Ford</i>", None),
            ("<i>Mei Tanaka, Jo Ford</i>", None),
        ] {
            let page = Document::from(html);
            let found = page.select("i").nodes().first().and_then(name);
            assert_eq!(found.as_ref().map(|(name, offices)| (name.as_str(), offices.len())), expected, "{html}");
        }
    }

    #[test]
    fn words_of_notes_are_set_aside() {
        let page = Document::from(
            "<p>A weir leaks<span class='ltx_note ltx_role_footnote'><sup class=ltx_note_mark>1</sup><span class=ltx_note_outer>\
            <span class=ltx_note_content><sup class=ltx_note_mark>1</sup><span class='ltx_tag ltx_tag_note'>1</span>At the sill.</span>\
            </span></span> now.</p>",
        );
        let mut notes = Notes::default();
        mark(&page, &mut notes);
        assert_eq!(page.select(ASIDE).text().as_ref(), "At the sill.");
        assert_eq!(page.select("p").text().to_string(), format!("A weir leaks{}At the sill. now.", signs::note(0, "1")));
        assert_eq!(notes.bodies.iter().map(|body| body.label.as_str()).collect::<Vec<_>>(), ["1"]);
    }
}
