//! The names of Dublin Core, and the tags of HTML by which they are said.

/// A term without the name of its vocabulary.
pub fn term(written: &str) -> &str {
    written.split_once([':', '.']).map_or(written, |(_, term)| term)
}

/// All terms.
pub fn terms() -> impl Iterator<Item = &'static str> {
    ELEMENTS.iter().chain(&TERMS).copied()
}

/// The name of the tag for a term: `DC.subject` for `subject` and `dc:subject`, `DCTERMS.medium` for `medium` and `dcterms:medium`; `None`
/// if there is no such term.
pub fn tag(written: &str) -> Option<String> {
    let (space, term) = written.split_once([':', '.']).unwrap_or(("", written));
    let named = |terms: &[&'static str]| terms.iter().find(|known| known.eq_ignore_ascii_case(term)).copied();
    let (is_element, is_term) = match space.to_ascii_lowercase().as_str() {
        "" => (true, true),
        "dc" | "dc11" => (true, false),
        "dcterms" | "dct" => (false, true),
        _ => (false, false),
    };
    let element = named(&ELEMENTS).filter(|_| is_element).map(|element| format!("DC.{element}"));
    element.or_else(|| named(&ELEMENTS).or_else(|| named(&TERMS)).filter(|_| is_term).map(|term| format!("DCTERMS.{term}")))
}

/// The elements of Dublin Core (DCMI Metadata Terms, 2020, section 3).
const ELEMENTS: [&str; 15] = [
    "contributor",
    "coverage",
    "creator",
    "date",
    "description",
    "format",
    "identifier",
    "language",
    "publisher",
    "relation",
    "rights",
    "source",
    "subject",
    "title",
    "type",
];

/// The properties of DCMI's terms that are no elements (DCMI Metadata Terms, 2020, section 2).
const TERMS: [&str; 40] = [
    "abstract",
    "accessRights",
    "accrualMethod",
    "accrualPeriodicity",
    "accrualPolicy",
    "alternative",
    "audience",
    "available",
    "bibliographicCitation",
    "conformsTo",
    "created",
    "dateAccepted",
    "dateCopyrighted",
    "dateSubmitted",
    "educationLevel",
    "extent",
    "hasFormat",
    "hasPart",
    "hasVersion",
    "instructionalMethod",
    "isFormatOf",
    "isPartOf",
    "isReferencedBy",
    "isReplacedBy",
    "isRequiredBy",
    "isVersionOf",
    "issued",
    "license",
    "mediator",
    "medium",
    "modified",
    "provenance",
    "references",
    "replaces",
    "requires",
    "rightsHolder",
    "spatial",
    "tableOfContents",
    "temporal",
    "valid",
];
