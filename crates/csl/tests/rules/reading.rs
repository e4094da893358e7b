//! Styles and locales that are wrong: every fault, where it stands, within bounds.

use super::bench::{LOCALE, xml};
use scholion_csl::style::locale::Locale;
use scholion_csl::style::term::{Form, Term};
use scholion_csl::style::{Fault, Style, What};

/// What is wrong with a style, each with the text it is about.
fn faults(style: &str) -> Vec<String> {
    let said = |fault: Fault| format!("{fault} @ {}", style.get(fault.at.clone()).unwrap());
    Style::read(style).err().unwrap_or_default().into_iter().map(said).collect()
}

fn inside(inside: &str) -> Vec<String> {
    faults(&xml("note", inside))
}

#[test]
fn all_faults_are_told_each_with_its_place() {
    let found = inside(r#"<citation collapse="yes"><layout><text/><texts variable="title"/><text macro="none"/></layout></citation>"#);
    assert_eq!(
        found,
        [
            r#""yes" is nothing that collapse can be @ collapse="yes""#,
            "<text> lacks variable @ <text/>",
            r#"<texts> cannot stand in <layout> @ <texts variable="title"/>"#,
            r#"there is no macro "none" @ macro="none""#,
        ]
    );
}

#[test]
fn what_is_no_style() {
    assert!(faults("<style>\n<b></c></style>")[0].starts_with("this is no XML: "));
    assert!(faults("")[0].starts_with("this is no XML: "));
    assert_eq!(faults("<locale/>"), ["the file begins with <locale>, not with <style> @ <locale/>"]);
    assert_eq!(faults("<style/>"), ["<style> lacks citation @ <style/>"]);
    assert_eq!(inside("<citation/>"), ["<citation> lacks layout @ <citation/>"]);
}

#[test]
fn macros_that_call_themselves() {
    let found = inside(
        r#"<macro name="a"><text macro="b"/></macro><macro name="b"><group><text macro="a"/></group></macro><citation><layout><text macro="a"/></layout></citation>"#,
    );
    assert!(found.len() == 1 && found[0].contains("calls itself"), "{found:?}");
    let twice = inside(r#"<macro name="a"/><macro name="a"/><citation><layout/></citation>"#);
    assert_eq!(twice, [r#"there are two macros "a" @ <macro name="a"/>"#]);
}

#[test]
fn bounds() {
    let deep = format!("<citation><layout>{}{}</layout></citation>", "<group>".repeat(200), "</group>".repeat(200));
    assert!(Style::read(&xml("note", &deep)).unwrap_err().iter().any(|fault| fault.what == What::TooDeep));
    // As deep as may be, and it is written.
    let deep = format!("<citation><layout>{}<text value=\"x\"/>{}</layout></citation>", "<group>".repeat(120), "</group>".repeat(120));
    let processor = super::bench::processor("note", &deep);
    assert_eq!(super::bench::printed(&processor, &super::bench::works("a|book"), &super::bench::together(&[0])), "x");
    // Each macro calls the one before it twice: nothing deep, nothing long, and no end.
    let mut macros = r#"<macro name="m0"><text value="x"/></macro>"#.to_owned();
    for n in 1..40 {
        macros.push_str(&format!(r#"<macro name="m{n}"><text macro="m{0}"/><text macro="m{0}"/></macro>"#, n - 1));
    }
    macros.push_str(r#"<citation><layout><text macro="m39"/></layout></citation>"#);
    assert!(Style::read(&xml("note", &macros)).unwrap_err().iter().any(|fault| fault.what == What::TooLarge));
    assert_eq!(Style::read(&" ".repeat(5 << 20)).unwrap_err()[0].what, What::TooLarge);
    let attributes: String = (0..100_000).map(|n| format!(r#"a{n}=">" "#)).collect();
    assert_eq!(Style::read(&format!("<style {attributes}/>")).unwrap_err()[0].what, What::TooLarge);
    assert!(faults("<!DOCTYPE style [<!ENTITY a \"b\">]><style>&a;</style>")[0].starts_with("this is no XML"));
    assert!(!Style::read(&format!("<style>{}", "<a>".repeat(500_000))).unwrap_err().is_empty());
}

#[test]
fn what_csl_does_not_have_is_passed_over_and_told() {
    let style = xml(
        "note",
        r#"<citation strange="1"><layout><text variable="hereinafter"/><choose><if type="treatise"><text value="x"/></if></choose></layout></citation>"#,
    );
    let doubts: Vec<String> = Style::read(&style).unwrap().doubts.iter().map(ToString::to_string).collect();
    assert_eq!(
        doubts,
        [
            r#"<citation> has no attribute "strange""#,
            r#""hereinafter" is nothing that variable can be"#,
            r#""treatise" is nothing that type can be"#
        ]
    );
}

#[test]
fn a_dependent_style_names_its_parent() {
    let style = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><id>d</id><title>D</title><link rel="independent-parent" href="http://www.zotero.org/styles/apa"/></info></style>"#;
    assert_eq!(Style::read(style).unwrap().info.parent.as_deref(), Some("http://www.zotero.org/styles/apa"));
}

#[test]
fn locales_fall_back() {
    assert_eq!(Locale::fallback("de-AT"), ["de-AT", "de-DE", "en-US"]);
    assert_eq!(Locale::fallback("en"), ["en-US"]);
    assert_eq!(Locale::fallback("en_gb"), ["en-gb", "en-US"]);
    assert_eq!(Locale::fallback("pt"), ["pt-PT", "en-US"]);
    assert_eq!(Locale::fallback("xx"), ["xx", "en-US"]);
    assert_eq!(Locale::fallback(""), ["en-US"]);
}

#[test]
fn a_style_has_the_last_word_on_terms() {
    let style = xml(
        "note",
        r#"<locale><terms><term name="ibid">all</term><term name="and">all and</term></terms></locale>
        <locale xml:lang="en"><terms><term name="ibid">english</term></terms></locale>
        <locale xml:lang="de"><terms><term name="ibid">ebd.</term></terms></locale><citation><layout/></citation>"#,
    );
    let style = Style::read(&style).unwrap();
    let file = Locale::read(LOCALE).unwrap();
    let locale = style.locale("en", &[&file]);
    assert_eq!((locale.word(Term::Ibid), locale.word(Term::And), locale.lang.as_str()), ("english", "all and", "en-US"));
    assert_eq!(style.locale("de-AT", &[&file]).word(Term::Ibid), "ebd.");
    // Forms fall back to others: "verb-short" to "verb" to "long".
    assert_eq!(locale.term(Term::Editor, Form::VerbShort, false), None);
    assert_eq!(locale.term(Term::Page, Form::Symbol, true), Some("pp."));
}

#[test]
fn long_chains_of_macros_and_many_namespaces_are_refused() {
    // Far more macros in a row than a thread's stack holds calls.
    let mut chain: String = (1..20_000).map(|at| format!(r#"<macro name="m{at}"><text macro="m{}"/></macro>"#, at - 1)).collect();
    chain.push_str(r#"<macro name="m0"><text value="x"/></macro><citation><layout><text macro="m19999"/></layout></citation>"#);
    let found = Style::read(&xml("note", &chain)).unwrap_err();
    assert_eq!(found.iter().map(|fault| &fault.what).collect::<Vec<_>>(), [&What::TooDeep]);
    // A circle, each of whose macros is deep.
    let open = "<group>".repeat(100);
    let close = "</group>".repeat(100);
    let mut circle: String =
        (0..100).map(|at| format!(r#"<macro name="m{at}">{open}<text macro="m{}"/>{close}</macro>"#, (at + 1) % 100)).collect();
    circle.push_str("<citation><layout/></citation>");
    assert!(Style::read(&xml("note", &circle)).is_err());
    let nested: String = (0..40_000).map(|at| format!(r#"<group xmlns:n{at}="x">"#)).collect();
    let found = Style::read(&xml("note", &format!("<citation><layout>{nested}"))).unwrap_err();
    assert_eq!(found.iter().map(|fault| &fault.what).collect::<Vec<_>>(), [&What::TooLarge]);
    // And elements that are merely deep.
    assert!(Style::read(&xml("note", &"<group>".repeat(100_000))).is_err());
}
