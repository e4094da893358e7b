//! What a PDF says of itself: its Info dictionary, as `pdfinfo` prints it, and its XMP packet (ISO 16684-1), as `pdfinfo -meta` does.
//!
//! XMP counts first, since PDF 2.0 has titles and names there only (ISO 32000-2, 14.3.3). When the file was made is not when its text was.

use crate::{base::text::squeeze, ingest::Properties};

/// What the file says.
pub fn properties(info: &str, xmp: &str, bytes: &[u8]) -> Properties {
    let info = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim).to_owned();
    let first = |names: &[&str]| names.iter().flat_map(|name| values(xmp, name)).next().unwrap_or_default();
    let or = |own: String, other: String| if own.is_empty() { other } else { own };
    let all = |name: &str| values(xmp, name).join("; ");
    let doi = or(first(&["prism:doi"]), first(&["dc:identifier"]));
    let doi = doi.trim_start_matches("https://doi.org/").trim_start_matches("doi:").trim().to_owned();
    Properties {
        title: or(first(&["dc:title"]), info("Title:")),
        author: or(all("dc:creator"), info("Author:")),
        subject: or(first(&["dc:description"]), info("Subject:")),
        keywords: or(or(first(&["pdf:Keywords"]), all("dc:subject")), info("Keywords:")),
        lang: language(&or(first(&["dc:language"]), of_catalog(bytes))),
        rights: first(&["dc:rights"]),
        container: first(&["prism:publicationName"]),
        volume: first(&["prism:volume"]),
        issue: first(&["prism:number"]),
        issn: first(&["prism:issn"]),
        doi: if doi.starts_with("10.") && doi.contains('/') && !doi.contains(char::is_whitespace) { doi } else { String::new() },
        published: first(&["prism:publicationDate", "prism:coverDate"]),
    }
}

/// The values of a property: the text of its element, of each item in it, or of its attribute.
fn values(xmp: &str, name: &str) -> Vec<String> {
    if let Some(inner) = element(xmp, name).map(|(inner, _)| inner) {
        let mut items = Vec::new();
        let mut rest = inner;
        while let Some((item, behind)) = element(rest, "rdf:li") {
            items.push(plain(item));
            rest = behind;
        }
        if items.is_empty() {
            items.push(plain(inner));
        }
        // Of one text in several languages the first counts.
        items.truncate(if inner.contains("rdf:Alt") { 1 } else { 100 });
        items.retain(|item| !item.is_empty());
        return items;
    }
    let attribute = xmp.split_once(&format!(" {name}=")).and_then(|(_, rest)| {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest.get(1..)?.split_once(quote).map(|(value, _)| plain(value))
    });
    attribute.filter(|value| !value.is_empty()).into_iter().collect()
}

/// What stands in the first element of this name, and what stands behind it.
fn element<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let open = format!("<{name}");
    let mut rest = text;
    loop {
        let (_, behind) = rest.split_once(&open)?;
        rest = behind;
        if !behind.starts_with(['>', ' ', '\t', '\r', '\n', '/']) {
            continue;
        }
        let (attributes, inner) = behind.split_once('>')?;
        if attributes.ends_with('/') {
            continue;
        }
        return inner.split_once(&format!("</{name}>"));
    }
}

/// Text without tags, and without references to signs (XML 1.0, 4.6).
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for part in text.split('<') {
        words.push_str(if words.is_empty() && !text.starts_with('<') { part } else { part.split_once('>').map_or("", |(_, words)| words) });
    }
    let plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&#xA;", " ");
    squeeze(&plain.replace("&amp;", "&"))
}

/// The language of the whole, as the catalogue has it (PDF 32000-1, 14.9.2), where all that is said so in the file is the same.
fn of_catalog(bytes: &[u8]) -> String {
    let mut found = String::new();
    for at in memchr::memmem::find_iter(bytes, b"/Lang") {
        let rest = bytes.get(at + 5..bytes.len().min(at + 60)).unwrap_or_default().trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"(") else { continue };
        let tag: String = rest.iter().take_while(|byte| **byte != b')').map(|byte| char::from(*byte)).collect();
        if !found.is_empty() && found != tag {
            return String::new();
        }
        found = tag;
    }
    found
}

/// A tag of a language, if it is one.
fn language(tag: &str) -> String {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or("");
    let fits = tag.split('-').all(is_part) && (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if fits && tag != "x-default" { tag.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is() {
        let info = "Title:           mill.doc\nAuthor:          A\nSubject:         Of mills\n";
        let xmp = "<rdf:Description pdf:Keywords=\"oak, elm\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Oak &amp; elm</rdf:li>\
                   <rdf:li xml:lang=\"de\">Eiche</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Anna Berg</rdf:li><rdf:li>Karl Holm</rdf:li>\
                   </rdf:Seq></dc:creator><dc:identifier>doi:10.1/a b</dc:identifier><prism:doi>10.1/ab</prism:doi></rdf:Description>";
        let about = properties(info, xmp, b"<</Lang (de-AT) /Lang(de-AT)>>");
        let found = [about.title, about.author, about.subject, about.keywords, about.lang, about.doi];
        assert_eq!(found, ["Oak & elm", "Anna Berg; Karl Holm", "Of mills", "oak, elm", "de-AT", "10.1/ab"]);
        assert_eq!(properties(info, "<dc:title", b"/Lang(de)/Lang(fr)").title, "mill.doc");
    }
}
