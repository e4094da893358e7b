//! MODS as catalogues write it.

use super::*;
use crate::format::{other, tree};

#[test]
fn a_record_of_a_catalogue_is_read() {
    let text = r#"<mods:modsCollection xmlns:mods="http://www.loc.gov/mods/v3"><mods:mods ID="roe1999">
        <mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>Ports</mods:title><mods:subTitle>a history</mods:subTitle></mods:titleInfo>
        <mods:titleInfo type="abbreviated"><mods:title>Ports</mods:title></mods:titleInfo>
        <mods:name type="personal"><mods:namePart type="family">van Roe</mods:namePart><mods:namePart type="given">Ann</mods:namePart><mods:role><mods:roleTerm type="code">aut</mods:roleTerm></mods:role></mods:name>
        <mods:name type="corporate"><mods:namePart>Harbour Board.</mods:namePart><mods:role><mods:roleTerm>Editor</mods:roleTerm></mods:role></mods:name>
        <mods:genre>journal article</mods:genre><mods:language><mods:languageTerm type="code">ger</mods:languageTerm><mods:languageTerm type="text">German</mods:languageTerm></mods:language>
        <mods:relatedItem type="host"><mods:titleInfo><mods:title>Letters</mods:title></mods:titleInfo><mods:identifier type="issn">2045-2322</mods:identifier>
          <mods:originInfo><mods:dateIssued encoding="w3cdtf" qualifier="approximate">1999-05</mods:dateIssued></mods:originInfo>
          <mods:part><mods:detail type="volume"><mods:number>3</mods:number></mods:detail><mods:detail type="issue"><mods:number>2</mods:number></mods:detail><mods:extent unit="page"><mods:start>5</mods:start><mods:end>9</mods:end></mods:extent></mods:part></mods:relatedItem>
        <mods:subject><mods:topic>Ice</mods:topic></mods:subject><mods:identifier type="doi">10.1000/x</mods:identifier>
        <mods:location><mods:physicalLocation>Town Archive</mods:physicalLocation><mods:shelfLocator>TA 3/2</mods:shelfLocator></mods:location>
        <mods:classification>900</mods:classification></mods:mods></mods:modsCollection>"#;
    let library = tree::read(text);
    let record = &library.entries[0].record;
    assert_eq!((record.key.as_str(), record.kind, record.title.as_str()), ("roe1999", Kind::Journal, "The Ports: a history"));
    assert_eq!((record.author[0].in_two_parts(), record.editor[0].display()), ("van Roe, Ann".into(), "Harbour Board".into()));
    assert_eq!(
        (record.volume.as_str(), record.issue.as_str(), record.pages.as_str(), record.container.as_str()),
        ("3", "2", "5–9", "Letters")
    );
    assert_eq!(record.issued.map(|date| date.to_string()).as_deref(), Some("1999-05~"));
    assert_eq!((record.archive.as_str(), record.archive_location.as_str()), ("Town Archive", "TA 3/2"));
    assert_eq!((other(record, "keyword").as_ref(), record.language.as_ref().map(|lang| lang.as_str())), ("Ice", Some("de")));
    assert_eq!(
        library.faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>(),
        ["fields that are not kept: `classification` (1)"]
    );
}
