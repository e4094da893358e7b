//! The TEI of a unit (Distributed Text Services 1.0, "XML/TEI encoding and sub-tree representation").

use super::{
    tags::{Tag, tags},
    units::{PAGE, Unit},
};
use crate::base::Xml;

/// A unit of a text whose TEI is `tei` and stands at `base`, from which what the unit points to is known.
pub fn write(tei: &str, base: &str, unit: &Unit) -> String {
    let mut out = String::with_capacity(unit.at.len() + 512);
    let mut xml = Xml::new(&mut out);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"");
    if let Some(lang) = tags(tei).find(|tag| tag.name == "text").and_then(|text| text.get("xml:lang")) {
        xml.attribute("xml:lang", lang);
    }
    xml.attribute("xml:base", base);
    xml.push_str(">\n<dts:wrapper xmlns:dts=\"https://w3id.org/api/dts#\">");
    part(tei, unit, xml.text());
    xml.push_str("</dts:wrapper>\n</TEI>\n");
    out
}

/// A stretch of XML as XML of its own. A page may begin and end within elements: what is open where it begins is opened before it, without its
/// id, and what is open where it ends is closed.
fn part(tei: &str, unit: &Unit, out: &mut String) {
    let own = tei.get(unit.at.clone()).unwrap_or_default();
    if unit.kind != PAGE {
        out.push_str(own);
        return;
    }
    let mut open: Vec<Tag<'_>> = Vec::new();
    let mut is_inside = false;
    for tag in tags(tei).skip_while(|tag| tag.name != "body").skip(1) {
        if !is_inside && tag.at.start >= unit.at.start {
            is_inside = true;
            open.iter().for_each(|tag| out.push_str(&tag.without(tei, "xml:id")));
            out.push_str(own);
        }
        if tag.at.start >= unit.at.end {
            break;
        }
        match (tag.opens, tag.closes) {
            (true, false) => open.push(tag),
            (false, true) => _ = open.pop(),
            _ => {}
        }
    }
    open.iter().rev().for_each(|tag| out.push_str(&format!("</{}>", tag.name)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Dts, site::dts::units::trees};

    #[test]
    fn a_page_is_xml_of_its_own() {
        let tei = "<TEI><text xml:lang=\"et\"><body><div xml:id=\"a..d\"><p xml:id=\"a..p-1\">One<pb xml:id=\"a..page-1\" n=\"1\"/> two <hi \
                   rend=\"i\">three<pb xml:id=\"a..page-2\" n=\"2\"/></hi> four</p></div></body></text></TEI>";
        let trees = trees(tei, Dts::Paragraphs);
        let wrapped = |tree: usize, unit: usize| {
            let text = write(tei, "https://example.org/a.xml", &trees[tree].units[unit]);
            assert!(
                text.contains("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"et\" xml:base=\"https://example.org/a.xml\">"),
                "{text}"
            );
            let inside = text.split_once("dts#\">").unwrap().1.split_once("</dts:wrapper>").unwrap().0;
            inside.to_owned()
        };
        let first = "<div><p><pb xml:id=\"a..page-1\" n=\"1\"/> two <hi rend=\"i\">three</hi></p></div>";
        assert_eq!(wrapped(1, 0), first);
        assert_eq!(wrapped(1, 1), "<div><p><hi rend=\"i\"><pb xml:id=\"a..page-2\" n=\"2\"/></hi> four</p></div>");
        assert!(wrapped(0, 0).starts_with("<div xml:id=\"a..d\">") && wrapped(0, 1).starts_with("<p xml:id=\"a..p-1\">One"));
    }
}
