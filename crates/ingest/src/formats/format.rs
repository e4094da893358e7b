//! The formats that are told apart, and how names of such files end.

use super::packed::Packed;

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, Markdown, and all that shows nothing else.
    Text,
    /// A web page.
    Html,
    /// A web page that a converter made: all of it is text.
    Converted,
    /// The Journal Article Tag Suite, or its forerunner, NLM.
    Jats,
    /// The Text Encoding Initiative's.
    Tei,
    /// Text recognised on scans, in ALTO.
    Alto,
    /// The same in PAGE XML.
    PageXml,
    /// The same in hOCR.
    Hocr,
    /// The order of such files, in METS.
    Mets,
    /// A debate, a law or a decision in Akoma Ntoso.
    Akoma,
    /// XML of another kind.
    OtherXml,
    /// A zip archive with a text in it.
    Packed(Packed),
    /// Captions: WebVTT, SubRip, SBV.
    Captions,
    /// Captions in TTML.
    Ttml,
    /// A transcript with times on its lines.
    Timed,
    /// A table of a transcript.
    Sheet,
    /// A message, or a page saved as one.
    Mail,
}

/// The formats that are read without a program of others: what each is called, and how names of such files end. What a
/// file holds decides, and its ending only in doubt.
pub const FORMATS: [(Format, &str, &[&str]); 12] = [
    (Format::Text, "plain text and Markdown", &["txt", "md"]),
    (Format::Html, "web pages", HTML),
    (Format::Jats, "articles in JATS", XML),
    (Format::Tei, "editions in TEI", XML),
    (Format::Akoma, "debates, laws and decisions in Akoma Ntoso", XML),
    (Format::Packed(Packed::Docx), "Word", &["docx"]),
    (Format::Packed(Packed::Odt), "OpenDocument", &["odt"]),
    (Format::Packed(Packed::Epub), "EPUB", &["epub"]),
    (Format::Mail, "mail, and pages saved as MHTML", &["eml", "mbox", "mht", "mhtml"]),
    (Format::Captions, "captions", &["vtt", "srt", "sbv", "ass", "ssa", "ttml", "dfxp"]),
    (Format::Sheet, "tables of transcripts, with columns for speaker and words", &["csv", "tsv"]),
    (Format::Alto, "recognised text in ALTO, PAGE XML and hOCR, with METS that orders it", SCANS),
];
/// How names of web pages end.
pub const HTML: &[&str] = &["html", "htm", "xhtml"];
/// How names of XML files end.
pub const XML: &[&str] = &["xml", "tei", "nxml"];
/// How names of files with recognised text end.
const SCANS: &[&str] = &["xml", "hocr"];
