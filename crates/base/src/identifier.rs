//! Identifiers of people, bodies, places and subjects in the authority files of others: how each is written, and where it leads.

use crate::{Message, WebAddress, say};

/// An authority file.
#[derive(Debug)]
pub struct Scheme {
    /// Its key under `identifiers:`; its name on pages stands in the strings under `identifier.`.
    pub name: &'static str,
    /// The address of an identifier is this, the identifier, and `after`.
    before: &'static str,
    after: &'static str,
    /// What an identifier looks like, for hints.
    example: &'static str,
    /// Whether a text is one, once [`bare`] has taken it out of an address.
    is: fn(&str) -> bool,
}

const fn scheme(name: &'static str, before: &'static str, example: &'static str, is: fn(&str) -> bool) -> Scheme {
    Scheme { name, before, after: "", example, is }
}

/// All that are known. The forms are those that each describes for its own.
pub const SCHEMES: &[Scheme] = &[
    scheme("orcid", "https://orcid.org/", "0000-0002-1825-0097, the last digit of which checks the others", is_orcid),
    scheme("isni", "https://isni.org/isni/", "0000 0001 2103 2683, the last digit of which checks the others", is_isni),
    scheme("viaf", "https://viaf.org/viaf/", "102333412", is_viaf),
    scheme("wikidata", "https://www.wikidata.org/wiki/", "Q5582", is_wikidata),
    scheme("ror", "https://ror.org/", "02mhbdp94, the last two digits of which check the others", is_ror),
    scheme("gnd", "https://d-nb.info/gnd/", "118540238, the last digit of which checks the others", is_gnd),
    scheme("lccn", "https://id.loc.gov/authorities/", "n79021164", is_lccn),
    scheme("bnf", "https://catalogue.bnf.fr/ark:/12148/", "cb119032862", is_bnf),
    scheme("geonames", "https://www.geonames.org/", "588335", is_count),
    scheme("pleiades", "https://pleiades.stoa.org/places/", "579885", is_count),
    scheme("ulan", "https://vocab.getty.edu/page/ulan/", "500115588", |text| is_getty(text, "500")),
    scheme("tgn", "https://vocab.getty.edu/page/tgn/", "7011781", is_tgn),
    scheme("aat", "https://vocab.getty.edu/page/aat/", "300026879", |text| is_getty(text, "300")),
];

/// The authority file of a name.
pub fn named(name: &str) -> Option<&'static Scheme> {
    SCHEMES.iter().find(|scheme| scheme.name == name)
}

/// The authority file of an address, and the identifier in it: of `https://d-nb.info/gnd/118540238` GND and that number.
pub fn of_address(address: &str) -> Option<(&'static Scheme, String)> {
    let scheme = SCHEMES.iter().find(|scheme| scheme.has_address(address))?;
    Some((scheme, scheme.bare(address)?))
}

/// The authority file that is meant by a name as editions and libraries write it: `GND`, `PND`, `LoC`.
pub fn meant(name: &str) -> Option<&'static Scheme> {
    let name = name.to_ascii_lowercase();
    named(match name.as_str() {
        "pnd" | "dnb" | "de-588" | "gkd" => "gnd",
        "loc" | "lc" | "naf" | "lcnaf" => "lccn",
        "wd" | "wikidata-id" => "wikidata",
        "geoname" | "gn" => "geonames",
        other => other,
    })
}

impl Scheme {
    /// Whether it has identifiers of this form; one may be given with its address.
    pub fn knows(&self, value: &str) -> bool {
        self.bare(value).is_some()
    }

    /// How to write one.
    pub fn hint(&self) -> Message {
        say::bad_identifier_hint(self.name, self.example)
    }

    /// Where an identifier leads; nowhere if it is none.
    pub fn address(&self, value: &str) -> WebAddress {
        let bare = self.bare(value).unwrap_or_default();
        if bare.is_empty() { WebAddress::default() } else { WebAddress::of_page(&format!("{}{bare}{}", self.before, self.after)) }
    }

    /// What stands before an identifier in its address.
    pub fn base(&self) -> &'static str {
        self.before
    }

    /// The identifier itself, without an address around it; `None` if the value is none of this file.
    pub fn value(&self, value: &str) -> Option<String> {
        self.bare(value)
    }

    /// Whether an address is one of this file: on its host, and, where a host has several files, with its name in the path.
    fn has_address(&self, address: &str) -> bool {
        if !address.contains("://") {
            return false;
        }
        let host = |address: &str| -> String {
            let (_, rest) = address.split_once("://").unwrap_or(("", ""));
            let host = rest.split(['/', '?', '#']).next().unwrap_or("").to_ascii_lowercase();
            // `catalogue.bnf.fr` and `data.bnf.fr`, `www.geonames.org` and `sws.geonames.org` are of one.
            host.rsplit('.').take(2).collect::<Vec<_>>().join(".")
        };
        let own = host(self.before);
        let is_shared = || SCHEMES.iter().filter(|other| host(other.before) == own).count() > 1;
        host(address) == own && (address.contains(&format!("/{}/", self.name)) || !is_shared())
    }

    /// The identifier without an address around it and without blanks: the last part of the path that is one.
    fn bare(&self, value: &str) -> Option<String> {
        let value = value.trim();
        if value.contains("://") {
            let path = value.split(['?', '#']).next().unwrap_or("");
            return path.rsplit('/').find(|part| (self.is)(part)).map(str::to_owned);
        }
        let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        (self.is)(&bare).then_some(bare)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 24 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number that was counted up to, without zeros before it.
fn is_count(text: &str) -> bool {
    is_number(text) && text.len() <= 12 && !text.starts_with('0')
}

/// Wikidata: an item; its properties (`P…`) and words (`L…`) are nobody and nowhere.
fn is_wikidata(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(is_count)
}

/// VIAF: up to nine digits, or eighteen to twenty-two of a newer cluster. It has none that checks the others.
fn is_viaf(text: &str) -> bool {
    is_number(text) && !text.starts_with('0') && (text.len() <= 9 || (18..=22).contains(&text.len()))
}

/// The Getty vocabularies: nine digits, the first three of which say which.
fn is_getty(text: &str, first: &str) -> bool {
    is_number(text) && text.len() == 9 && text.starts_with(first)
}

/// The Getty Thesaurus of Geographic Names: seven digits.
fn is_tgn(text: &str) -> bool {
    is_number(text) && text.len() == 7 && !text.starts_with('0')
}

/// ROR: a zero, six signs of Crockford's Base 32, and two digits that check them (ISO 7064 MOD 97-10;
/// ror.readme.io/docs/ror-identifier-pattern).
fn is_ror(text: &str) -> bool {
    const SIGNS: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    let Some((number, check)) = text.strip_prefix('0').filter(|rest| rest.len() == 8).and_then(|rest| rest.split_at_checked(6)) else {
        return false;
    };
    let number = number.chars().try_fold(0_u64, |number, c| Some(number * 32 + SIGNS.find(c)? as u64));
    let check = Some(check).filter(|check| is_number(check)).and_then(|check| check.parse().ok());
    number.is_some() && number.map(|number| 98 - number * 100 % 97) == check
}

/// GND: digits, perhaps with a hyphen, the last of which may be an X. It checks the others: their sum, from the right, times 2, 3, 4 …,
/// modulo 11. Of numbers without hyphen sum and check together are a multiple of 11; of subject headings (`4…-…`) the check is the rest
/// itself; of others with a hyphen both are met.
fn is_gnd(text: &str) -> bool {
    let (number, check) = text.split_at_checked(text.len().saturating_sub(1)).unwrap_or(("", ""));
    let digits = number.replace('-', "");
    let is_like_one = number.matches('-').count() <= 1
        && (8..=9).contains(&digits.len().max(if number.ends_with('-') { 8 } else { 0 }))
        && is_number(&digits)
        && matches!(check.as_bytes(), [b'0'..=b'9' | b'X']);
    if !is_like_one {
        return false;
    }
    let sum: u32 = (2..).zip(digits.bytes().rev()).map(|(weight, digit)| weight * u32::from(digit - b'0')).sum();
    let check = check.parse().unwrap_or(10);
    match (number.ends_with('-'), number.starts_with('4')) {
        (false, _) => (sum + check).is_multiple_of(11),
        (true, true) => sum % 11 == check,
        (true, false) => true,
    }
}

/// The Library of Congress: one to three letters (`n`, `sh`, `nb`), then digits.
fn is_lccn(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_lowercase());
    (1..=3).contains(&(text.len() - digits.len())) && digits.len() >= 6 && is_number(digits)
}

/// The Bibliothèque nationale: `cb`, eight digits, a sign that checks them; the number alone will do for the record, not for
/// the address.
fn is_bnf(text: &str) -> bool {
    let rest = text.strip_prefix("cb").unwrap_or("");
    rest.len() == 9
        && rest.is_char_boundary(8)
        && is_number(rest.get(..8).unwrap_or(""))
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// An ORCID: four groups of four.
pub fn is_orcid(text: &str) -> bool {
    text.split('-').filter(|group| group.len() == 4).count() == 4 && text.len() == 19 && is_checked(text)
}

/// An ISNI: sixteen digits, in groups or not.
fn is_isni(text: &str) -> bool {
    text.len() == 16 && is_checked(text)
}

/// ISO 7064 MOD 11-2 over sixteen digits, as ISO 27729 (ISNI) and ORCID use it.
fn is_checked(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) }).collect();
    let Some((check, digits)) = digits.split_last().filter(|(_, digits)| digits.len() == 15) else { return false };
    let total = digits.iter().fold(0_u32, |total, digit| (total + digit) * 2 % 11);
    (12 - total) % 11 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_lead_to_their_addresses() {
        for (scheme, value, address) in [
            ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
            ("orcid", "https://orcid.org/0000-0002-1694-233X", "https://orcid.org/0000-0002-1694-233X"),
            ("isni", "0000 0001 2103 2683", "https://isni.org/isni/0000000121032683"),
            ("viaf", "http://viaf.org/viaf/12/#x", "https://viaf.org/viaf/12"),
            ("wikidata", "Q5", "https://www.wikidata.org/wiki/Q5"),
            ("geonames", "https://www.geonames.org/588335/tartu.html", "https://www.geonames.org/588335"),
            ("gnd", "4021477-1", "https://d-nb.info/gnd/4021477-1"),
            ("lccn", "n 79021164", "https://id.loc.gov/authorities/n79021164"),
            ("bnf", "cb119032862", "https://catalogue.bnf.fr/ark:/12148/cb119032862"),
            ("pleiades", "1", "https://pleiades.stoa.org/places/1"),
            ("ror", "02mhbdp94", "https://ror.org/02mhbdp94"),
        ] {
            assert_eq!(&*named(scheme).unwrap().address(value), address, "{scheme} {value}");
        }
    }

    #[test]
    fn addresses_tell_their_file() {
        let check = |address: &str, expected: Option<(&str, &str)>| {
            let found = of_address(address);
            assert_eq!(found.as_ref().map(|(scheme, value)| (scheme.name, value.as_str())), expected, "{address}");
        };
        check("http://d-nb.info/gnd/118540238", Some(("gnd", "118540238")));
        check("https://www.wikidata.org/entity/Q5", Some(("wikidata", "Q5")));
        check("https://sws.geonames.org/588335/about.rdf", Some(("geonames", "588335")));
        check("http://vocab.getty.edu/tgn/7011781", Some(("tgn", "7011781")));
        check("https://example.org/gnd/118540238", None);
        check("gnd:118540238", None);
    }

    #[test]
    fn what_is_none_leads_nowhere() {
        for (scheme, value) in [
            ("orcid", "0000-0002-1825-0098"),
            ("orcid", "0000000218250097"),
            ("orcid", ""),
            ("isni", "0000 0001 2103 2684"),
            ("viaf", "twelve"),
            ("wikidata", "5582"),
            ("wikidata", "Q0"),
            ("ror", "12mhbdp94"),
            ("ror", "02mhbdp95"),
            ("gnd", "118540239"),
            ("gnd", "4021477-2"),
            ("viaf", "012345"),
            ("geonames", "0588335"),
            ("tgn", "701178"),
            ("ulan", "300115588"),
            ("wikidata", "P569"),
            ("gnd", "Goethe"),
            ("gnd", "é"),
            ("lccn", "79021164"),
            ("bnf", "119032862"),
            ("geonames", "Tartu"),
            ("wikidata", "Q5\" onclick=\"x"),
        ] {
            let scheme = named(scheme).unwrap();
            assert!(!scheme.knows(value) && scheme.address(value).is_empty(), "{} {value}", scheme.name);
        }
    }
}
