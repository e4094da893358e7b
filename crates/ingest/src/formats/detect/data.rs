//! Texts that are read by machines, and bytes that are no text at all.

use super::{Refusal, Words, ending, head};
use scholion_base::{say, source_text::Source};

/// What a text is by the end of its name, where its content would not tell it from prose.
const ENDINGS: &[(&[&str], Words, Words)] = &[
    (&["css", "scss", "sass", "less"], say::source_not_text_style_sheet, say::source_not_text_file_hint),
    (&["js", "mjs", "cjs", "ts", "jsx", "tsx", "vbs", "applescript"], say::source_not_text_script, say::source_not_text_file_hint),
    (
        &[
            "py", "rb", "pl", "pm", "php", "sh", "bash", "zsh", "bat", "cmd", "ps1", "lua", "r", "jl", "c", "h", "cc", "cpp", "hpp", "cs",
            "java", "kt", "scala", "go", "rs", "swift", "m", "hs", "ml", "clj", "el", "lisp", "sql", "xquery", "xq", "xsl", "xslt",
        ],
        say::source_not_text_program,
        say::source_not_text_file_hint,
    ),
    (&["json", "jsonl", "ndjson", "geojson", "jsonld", "har", "webmanifest"], say::source_not_text_json, say::source_not_text_file_hint),
    (
        &["yaml", "yml", "toml", "ini", "cfg", "conf", "properties", "env", "lock", "plist"],
        say::source_not_text_settings,
        say::source_not_text_file_hint,
    ),
    (&["csv", "tsv", "tab"], say::source_not_text_table, say::source_not_text_table_hint),
    (&["bib", "ris", "nbib", "enw", "enl"], say::source_not_text_library, say::source_not_text_library_hint),
    (&["xsd", "rng", "rnc", "dtd", "sch"], say::source_not_text_schema, say::source_not_text_file_hint),
    (&["svg"], say::source_not_text_drawing, say::source_not_text_file_hint),
    (&["ttl", "nt", "nq", "n3", "trig", "rdf", "owl"], say::source_not_text_linked_data, say::source_not_text_file_hint),
    (&["map"], say::source_not_text_json, say::source_not_text_file_hint),
    (&["ics"], say::source_not_text_calendar, say::source_not_text_file_hint),
    (&["vcf"], say::source_not_text_card, say::source_not_text_card_hint),
    (&["url", "webloc", "desktop", "lnk"], say::source_not_text_link, say::source_not_text_link_hint),
    (&["sfv", "md5", "sha1", "sha256"], say::source_not_text_digests, say::source_not_text_file_hint),
];

/// How texts begin that are data, whatever their names.
const BEGINNINGS: &[(&str, Words, Words)] = &[
    ("#!/", say::source_not_text_script, say::source_not_text_file_hint),
    ("BEGIN:VCALENDAR", say::source_not_text_calendar, say::source_not_text_file_hint),
    ("BEGIN:VCARD", say::source_not_text_card, say::source_not_text_card_hint),
    ("-----BEGIN ", say::source_not_text_key, say::source_not_text_file_hint),
    ("[InternetShortcut]", say::source_not_text_link, say::source_not_text_link_hint),
    ("<?php", say::source_not_text_program, say::source_not_text_file_hint),
    ("<svg", say::source_not_text_drawing, say::source_not_text_file_hint),
    ("File type = \"ooTextFile", say::source_not_text_praat, say::source_not_text_speech_hint),
    ("@UTF8\n", say::source_not_text_chat, say::source_not_text_speech_hint),
    ("@UTF8\r\n", say::source_not_text_chat, say::source_not_text_speech_hint),
    ("@Begin\n", say::source_not_text_chat, say::source_not_text_speech_hint),
    ("\\_sh v3", say::source_not_text_toolbox, say::source_not_text_speech_hint),
];

/// What a text is that no person reads; and what is no text.
pub fn refused(name: &str, bytes: &[u8]) -> Option<Refusal> {
    let refusal = |what: Words, hint: Words| Some(Refusal::of(what, hint));
    if !is_text(bytes) {
        return Some(Refusal { message: say::source_not_text_bytes(), hint: say::source_not_text_bytes_hint() });
    }
    let ending = ending(name);
    let head = head(bytes);
    if let Some((_, what, hint)) = BEGINNINGS.iter().find(|(start, ..)| head.starts_with(start)) {
        return refusal(*what, *hint);
    }
    // A page or a text may well be called so by mistake: then it says what it is.
    let is_page = head.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html>")) || head.starts_with("<html");
    if let Some((_, what, hint)) = ENDINGS.iter().find(|(endings, ..)| !is_page && endings.contains(&ending.as_str())) {
        return refusal(*what, *hint);
    }
    if is_json(&head, bytes) {
        return refusal(say::source_not_text_json, say::source_not_text_file_hint);
    }
    is_library(&head).then(|| Refusal::of(say::source_not_text_library, say::source_not_text_library_hint))
}

/// Whether bytes are text: hardly a control character, and no NUL but in UTF-16.
fn is_text(bytes: &[u8]) -> bool {
    /// As much is looked at.
    const MUCH: usize = 1 << 20;
    let sample = bytes.get(..bytes.len().min(MUCH)).unwrap_or_default();
    // Line ends, pages, tabs, what printers were told (escape), and the end of a text of DOS are no signs of data.
    let is_strange = |byte: &u8| matches!(byte, 1..=7 | 0xe..=0x19 | 0x1c..=0x1f | 0x7f);
    let strange = sample.iter().filter(|byte| is_strange(byte)).count();
    let nul = memchr::memchr_iter(0, sample).count();
    if nul == 0 && strange == 0 {
        return true;
    }
    if Source::decode(sample).encoding.starts_with("utf-16") {
        return true;
    }
    nul * 1000 <= sample.len() && (strange + nul) * 200 <= sample.len()
}

/// Whether a text is one value of JSON, or a value on each line. A text in braces with front matter is none.
fn is_json(head: &str, bytes: &[u8]) -> bool {
    let is_value = |text: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    if !head.starts_with(['{', '[']) {
        return false;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = head.lines().next().unwrap_or("");
    // A single list of one word in brackets is more likely a text: "[Illegible]" is no JSON anyway.
    is_value(text) || first.starts_with('{') && head.lines().count() > 1 && head.lines().take(2).all(|line| is_value(line.as_bytes()))
}

/// Whether a text is a library in BibTeX or RIS.
fn is_library(head: &str) -> bool {
    let entry = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('%')).unwrap_or("");
    let is_bibtex = entry.strip_prefix('@').and_then(|rest| rest.split_once('{')).is_some_and(|(kind, key)| {
        !kind.is_empty() && kind.trim().bytes().all(|byte| byte.is_ascii_alphabetic()) && (key.trim_end().ends_with(',') || key.is_empty())
    });
    is_bibtex || head.starts_with("TY  - ")
}
