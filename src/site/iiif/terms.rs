//! Under what terms something is, as far as IIIF has a name for them.

use crate::document::License;

/// The address of a licence as `rights` may have it (Presentation API 3.0, section 3.2: of Creative Commons or rightsstatements.org, as
/// these write it); empty if it has no such.
pub fn rights(license: &License) -> String {
    of_address(&license.url).or_else(|| of_name(&license.id)).unwrap_or_default()
}

fn of_address(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.split(['?', '#']).next().unwrap_or("");
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    if let Some(path) = rest.strip_prefix("creativecommons.org/") {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let [kind @ ("licenses" | "publicdomain"), name, version, others @ ..] = parts.as_slice() else { return None };
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let port = others.first().filter(|part| part.len() == 2 || **part == "igo");
        let port = port.map_or_else(String::new, |port| format!("{port}/"));
        return (is_name && is_version(version)).then(|| format!("http://creativecommons.org/{kind}/{name}/{version}/{port}"));
    }
    let path = rest.strip_prefix("rightsstatements.org/")?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // A page says it to people, `vocab` to programs.
    let ["vocab" | "page", name, version] = parts.as_slice() else { return None };
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    (is_name && is_version(version)).then(|| format!("http://rightsstatements.org/vocab/{name}/{version}/"))
}

/// A licence by its SPDX identifier: `CC-BY-SA-4.0`, `CC0-1.0`.
fn of_name(id: &str) -> Option<String> {
    let id = id.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    let (name, version) = id.rsplit_once('-')?;
    if !is_version(version) {
        return None;
    }
    match name {
        "cc0" => Some(format!("http://creativecommons.org/publicdomain/zero/{version}/")),
        "pdm" | "cc-pdm" => Some(format!("http://creativecommons.org/publicdomain/mark/{version}/")),
        "cc-by" | "cc-by-sa" | "cc-by-nd" | "cc-by-nc" | "cc-by-nc-sa" | "cc-by-nc-nd" => {
            Some(format!("http://creativecommons.org/licenses/{}/{version}/", name.strip_prefix("cc-")?))
        }
        _ => None,
    }
}

fn is_version(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, part)| {
        [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::WebAddress;

    fn check(id: &str, url: &str, expected: &str) {
        let license = License { id: id.to_owned(), url: WebAddress::of_page(url) };
        assert_eq!(rights(&license), expected, "{id} {url}");
    }

    #[test]
    fn only_names_that_iiif_knows_are_rights() {
        check("", "https://creativecommons.org/licenses/by/4.0/", "http://creativecommons.org/licenses/by/4.0/");
        check("", "https://creativecommons.org/licenses/by-sa/3.0/de/deed.en", "http://creativecommons.org/licenses/by-sa/3.0/de/");
        check("", "http://creativecommons.org/licenses/by/4.0/legalcode", "http://creativecommons.org/licenses/by/4.0/");
        check("", "https://creativecommons.org/publicdomain/zero/1.0/", "http://creativecommons.org/publicdomain/zero/1.0/");
        check("", "https://rightsstatements.org/page/InC-EDU/1.0/?language=en", "http://rightsstatements.org/vocab/InC-EDU/1.0/");
        check("", "https://rightsstatements.org/page/NKC/1.0/", "http://rightsstatements.org/vocab/NKC/1.0/");
        check("CC-BY-NC-4.0", "", "http://creativecommons.org/licenses/by-nc/4.0/");
        check("CC0-1.0", "", "http://creativecommons.org/publicdomain/zero/1.0/");
        check("CC-BY", "", "");
        check("MIT", "https://opensource.org/licenses/MIT", "");
        check("All rights reserved", "", "");
        check("", "https://creativecommons.org.example.org/licenses/by/4.0/", "");
    }
}
