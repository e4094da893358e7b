//! What makes two records one work (DESIGN §5, "Works").
//!
//! A record has some identity keys; two records that share one are candidates to be one work, and
//! [`super::compare()`] weighs the rest. Keys are digests of a kind and a normalised value, so that an index
//! over a hundred thousand works is a map of small numbers.

use scholion_base::{
    Digest,
    text::{fold, percent_decoded},
};

use super::{Kind, Record, particulars, symbol, translit};

/// Something that two records of one work share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityKey {
    /// What was compared.
    pub kind: IdentityKind,
    /// Its normalised form: `10.1093/cjip/poaa007`, `A/RES/75/240`, `un.org/x`.
    pub value: String,
}

/// What an identity key is made of, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// The DOI in lower case.
    Doi,
    /// The ISBN in its form of 13 digits.
    Isbn,
    /// A document symbol.
    Symbol,
    /// The canonical address.
    Url,
    /// Folded title, year and first author's family name, transliterated to a common key.
    TitleYearAuthor,
    /// Journal, volume and first page: some styles leave out titles.
    Place,
    /// Archive and shelfmark of a piece without a title.
    Shelfmark,
    /// The first words of the title with the author, in this year or the next: what is worth comparing.
    TitleStart,
}

impl IdentityKind {
    /// Its name in addresses of words and in data: `doi`, `title`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Doi => "doi",
            Self::Isbn => "isbn",
            Self::Symbol => "symbol",
            Self::Url => "url",
            Self::TitleYearAuthor => "title",
            Self::Place => "place",
            Self::Shelfmark => "shelfmark",
            Self::TitleStart => "start",
        }
    }
}

impl IdentityKey {
    /// The key as a short digest, for maps.
    pub fn digest(&self) -> Digest {
        Digest::of(format!("{:?}\u{0}{}", self.kind, self.value).as_bytes())
    }
}

/// The identity keys of a record, surest first.
pub fn identity(record: &Record) -> Vec<IdentityKey> {
    let mut keys = Vec::with_capacity(3);
    let mut add = |kind, value: String| {
        let key = IdentityKey { kind, value };
        if !key.value.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    if let Some(doi) = doi(&record.doi).or_else(|| doi(&record.url)) {
        add(IdentityKind::Doi, doi);
    }
    // An ISBN is the book's, not its chapter's.
    if is_of_isbn(record) {
        isbns(&record.isbn).into_iter().for_each(|isbn| add(IdentityKind::Isbn, isbn));
    }
    if let Some(symbol) = symbols(record).into_iter().next() {
        add(IdentityKind::Symbol, symbol);
    }
    if let Some(url) = canonical_url(&record.url).filter(|url| !url.starts_with("doi.org/")) {
        add(IdentityKind::Url, url);
    }
    let title = translit::common(&particulars::numbered(&record.title));
    if let Some(value) = title_year_author(record, &title) {
        add(IdentityKind::TitleYearAuthor, value);
    }
    // A title printed in two languages is known by either.
    if !record.translated_title.is_empty()
        && let Some(value) = title_year_author(record, &translit::common(&particulars::numbered(&record.translated_title)))
    {
        add(IdentityKind::TitleYearAuthor, value);
    }
    if let Some(value) = place(record) {
        add(IdentityKind::Place, value);
    }
    if let Some(value) = shelfmark(record) {
        add(IdentityKind::Shelfmark, value);
    }
    for value in title_start(record, &title) {
        add(IdentityKind::TitleStart, value);
    }
    keys
}

/// Whether the ISBN that a record has names what it describes: a chapter, or a paper of proceedings, has that of its book.
pub fn is_of_isbn(record: &Record) -> bool {
    let is_paper = record.kind == Kind::Conference && !record.container.is_empty();
    !is_paper && !particulars::stands_in_another(record.kind)
}

/// The document symbols of a record: its number's, its address's, its title's.
pub fn symbols(record: &Record) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !found.contains(&name) {
            found.push(name);
        }
    };
    symbol::name(&record.number).into_iter().for_each(&mut add);
    symbol_in_url(&record.url).into_iter().for_each(&mut add);
    if found.is_empty() {
        // A symbol inside a longer title ("Report on A/RES/53/70") is a subject, not the name, unless the
        // title begins with it or with the word resolution.
        let title = record.title.as_str();
        if let Some(symbol) = symbol::find(title).into_iter().next()
            && (symbol.span.start == 0 || title.to_lowercase().starts_with("resolution ") && symbol.span.start < 14)
        {
            found.push(symbol.name);
        }
    }
    found
}

/// Whether a text has the form of a DOI (DOI Handbook, 2.2; ISO 26324): a prefix `10.` and a registrant's number, a slash, and a suffix of printable characters.
pub fn is_doi(doi: &str) -> bool {
    doi.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, suffix)| {
        let number = registrant.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        number && registrant.len() >= 4 && !suffix.is_empty() && !suffix.contains(char::is_whitespace)
    })
}

/// A DOI as it is written, without the resolver or label before it (DOI Handbook, 3.7: `https://doi.org/10.…`, `doi:10.…`); what has
/// neither stays as it is.
pub fn bare_doi(text: &str) -> &str {
    const LEADS: [&str; 8] = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi.org/",
        "dx.doi.org/",
        "doi:",
        "info:doi/",
    ];
    let text = text.trim();
    let behind =
        |lead: &&str| text.get(lead.len()..).filter(|_| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)));
    LEADS.iter().find_map(behind).unwrap_or(text).trim_start()
}

/// A DOI in lower case, without resolver or label; `None` if it is none.
pub fn doi(text: &str) -> Option<String> {
    let at = text.find("10.")?;
    let lead = text.get(..at)?.to_ascii_lowercase();
    let known = ["", "doi:", "doi", "doi ", "doi: ", "info:doi/"].contains(&lead.as_str())
        || lead.ends_with("doi.org/")
        || lead.ends_with("doi.org/doi:");
    let doi: String = text.get(at..)?.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let doi = percent_decoded(doi.split(['?', '#']).next().unwrap_or("")).trim_end_matches(['.', ',', ';', '/']).to_owned();
    let registrant = doi.get(3..)?.split('/').next()?;
    (known && doi.contains('/') && registrant.len() >= 4 && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
        .then_some(doi)
}

/// The ISBNs of a field, which may have one of each binding, or of each volume: `978-0-306-40615-7 (hbk), 0-306-40615-2`.
pub fn isbns(text: &str) -> Vec<String> {
    match isbn(text) {
        Some(isbn) => vec![isbn],
        None => text.split([',', ';', '/', '(', ')']).filter_map(isbn).collect(),
    }
}

/// An ISBN as 13 digits with the right check digit; `None` if it is wrong.
pub fn isbn(text: &str) -> Option<String> {
    let digits: Vec<u32> = text
        .chars()
        .filter_map(|c| match c {
            '0'..='9' => c.to_digit(10),
            'X' | 'x' | 'Х' | 'х' => Some(10),
            _ => None,
        })
        .collect();
    let body: Vec<u32> = match digits.len() {
        10 => {
            let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            if !sum.is_multiple_of(11) {
                return None;
            }
            [9, 7, 8].into_iter().chain(digits.iter().copied().take(9)).collect()
        }
        13 => digits.iter().copied().take(12).collect(),
        _ => return None,
    };
    let sum: u32 = body.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum();
    let check = (10 - sum % 10) % 10;
    if digits.len() == 13 && digits.last() != Some(&check) || body.iter().any(|&digit| digit > 9) {
        return None;
    }
    Some(body.into_iter().chain([check]).filter_map(|digit| char::from_digit(digit, 10)).collect())
}

/// An address without what does not tell pages apart: scheme, `www.`, port, case of the host, trailing
/// slash, index page, fragment, tracking parameters; parameters sorted. `None` if it is no web address.
pub fn canonical_url(url: &str) -> Option<String> {
    let compact: String = url.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = match compact.split_once("://") {
        Some((scheme, rest)) if matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp") => rest,
        Some(_) => return None,
        None if compact.contains('@') => return None,
        None => compact.as_str(),
    };
    let rest = rest.split('#').next().unwrap_or("");
    // A path in the fragment (`#!/page`) is rare enough to lose; a web archive's copy is the page it copies.
    if let Some(original) = rest.strip_prefix("web.archive.org/web/").and_then(|copy| copy.split_once('/')).map(|(_, original)| original)
        && original.contains('.')
    {
        return canonical_url(original);
    }
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_lowercase();
    let host = host.rsplit('@').next().unwrap_or("").trim_end_matches(":80").trim_end_matches(":443");
    let host = host.strip_prefix("www.").unwrap_or(host);
    if !host.contains('.') || host.starts_with('.') || host.ends_with('.') {
        return None;
    }
    let mut path = percent_decoded(path);
    while path.ends_with('/') {
        path.pop();
    }
    for index in ["index.html", "index.htm", "index.php", "default.aspx", "default.asp"] {
        if let Some(folder) = path.strip_suffix(index).filter(|folder| folder.is_empty() || folder.ends_with('/')) {
            path = folder.trim_end_matches('/').to_owned();
        }
    }
    let mut parameters: Vec<&str> = query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracking(parameter)).collect();
    parameters.sort_unstable();
    let mut canonical = host.to_owned();
    if !path.is_empty() {
        canonical.push('/');
        canonical.push_str(&path);
    }
    if !parameters.is_empty() {
        canonical.push('?');
        canonical.push_str(&percent_decoded(&parameters.join("&")));
    }
    Some(canonical)
}

/// Whether an address names a site and no page of it: `https://www.icann.org/en`.
pub fn is_home_page(url: &str) -> bool {
    canonical_url(url)
        .is_some_and(|url| url.split_once('/').is_none_or(|(_, path)| path.len() <= 2 || matches!(path, "eng" | "rus" | "home")))
}

/// Parameters that record where a reader came from or which language the page's frame has.
fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("").to_ascii_lowercase();
    name.starts_with("utm_")
        || matches!(
            name.as_str(),
            "fbclid"
                | "gclid"
                | "yclid"
                | "msclkid"
                | "mc_cid"
                | "mc_eid"
                | "ref"
                | "ref_src"
                | "igshid"
                | "spm"
                | "openelement"
                | "needaccess"
                | "casa_token"
                | "_openstat"
                | "from"
                | "share"
        )
}

/// The symbol in an address of the United Nations' document servers.
fn symbol_in_url(url: &str) -> Option<String> {
    let url = percent_decoded(url);
    let lower = url.to_lowercase();
    let tail = if let Some(at) = lower.find("symbol=") {
        url.get(at + 7..)?.split('&').next()?
    } else {
        let at = ["undocs.org/", "docs.un.org/"].iter().find_map(|host| lower.find(host).map(|at| at + host.len()))?;
        let path = url.get(at..)?;
        let language = ["en/", "fr/", "es/", "ru/", "ar/", "zh/"].iter().find(|language| path.starts_with(**language));
        path.get(language.map_or(0, |language| language.len())..)?.split('?').next()?
    };
    symbol::name(tail)
}

/// Title, year and first author, folded; `None` without a title that can tell works apart.
fn title_year_author(record: &Record, title: &str) -> Option<String> {
    if title.chars().count() < 4 {
        return None;
    }
    let year = record.issued.map(|date| date.start.year);
    let author = first_author(record);
    // Without year and author only a long title says enough.
    if year.is_none() && author.is_none() && title.split(' ').count() < 5 {
        return None;
    }
    Some(format!("{title}|{}|{}", year.map_or(String::new(), |year| year.to_string()), author.unwrap_or_default()))
}

fn first_author(record: &Record) -> Option<String> {
    record.author.first().or_else(|| record.editor.first()).map(|name| translit::common(&name.short()))
}

/// Journal, volume and first page.
fn place(record: &Record) -> Option<String> {
    let first = record.pages.split(|c: char| !c.is_alphanumeric()).next().filter(|page| !page.is_empty())?;
    let told = !record.container.is_empty() && !record.volume.is_empty();
    told.then(|| format!("{}|{}|{first}", translit::common(&record.container), fold(&record.volume)))
}

/// Archive and shelfmark of a piece without a title: "TNA, FO 371/1234".
pub fn shelfmark(record: &Record) -> Option<String> {
    let is_bare =
        record.kind == Kind::Manuscript && record.title.is_empty() && !record.archive.is_empty() && !record.archive_location.is_empty();
    is_bare.then(|| format!("{}|{}", translit::common(&record.archive), fold(&record.archive_location)))
}

/// The first three words of the title, the author, and the year, once as it is and once as the next one's: works of one
/// year or of two that follow share one of them.
fn title_start(record: &Record, title: &str) -> Vec<String> {
    let (Some(author), Some(date)) = (first_author(record), record.issued) else { return Vec::new() };
    let mut words = title.match_indices(' ').map(|(at, _)| at);
    let start = title.get(..words.nth(2).unwrap_or(title.len())).unwrap_or("");
    if start.chars().count() < 8 {
        return Vec::new();
    }
    [0, 1].map(|more| format!("{start}|{author}|{}", date.start.year + more)).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_canonical() {
        for (url, canonical) in [
            ("http://www.Example.org/a/?utm_source=x&b=2&a=1#top", "example.org/a?a=1&b=2"),
            ("https://example.org/a", "example.org/a"),
            ("https://www.isc.org.cn/", "isc.org.cn"),
            ("www.example.org/index.html", "example.org"),
            ("https://web.archive.org/web/2020/http://a.ru/x", "a.ru/x"),
            ("https://documents-dds-ny.un.org/doc/N2100025.pdf?OpenElement", "documents-dds-ny.un.org/doc/N2100025.pdf"),
        ] {
            assert_eq!(canonical_url(url).as_deref(), Some(canonical), "{url}");
        }
        assert_eq!(canonical_url("mailto:a@b.org"), None);
        assert!(is_home_page("https://www.icann.org/en"));
        assert!(!is_home_page("https://www.icann.org/en/about"));
    }

    #[test]
    fn numbers_are_normalised() {
        assert_eq!(isbn("0-306-40615-2").as_deref(), Some("9780306406157"));
        assert_eq!(isbn("978-0-306-40615-7").as_deref(), Some("9780306406157"));
        assert_eq!(isbn("978-0-306-40615-8"), None);
        assert_eq!(doi("https://doi.org/10.1093/CJIP/poaa007").as_deref(), Some("10.1093/cjip/poaa007"));
        assert_eq!(doi("http://example.org/10.html"), None);
        assert!(is_doi("10.22363/2313-0660-2022-22-2-342-351") && is_doi("10.1000.10/1"));
        assert!(!is_doi("11.1/x") && !is_doi("10.1093") && !is_doi("10.1093/a b") && !is_doi("10.12/a"));
    }

    #[test]
    fn a_doi_stands_behind_its_resolver() {
        for text in
            ["10.1/Ab", " https://doi.org/10.1/Ab", "HTTP://DX.DOI.ORG/10.1/Ab", "DOI: 10.1/Ab", "info:doi/10.1/Ab", "doi.org/10.1/Ab"]
        {
            assert_eq!(bare_doi(text), "10.1/Ab", "{text}");
        }
        assert_eq!(bare_doi("https://example.org/10.1/ab"), "https://example.org/10.1/ab");
    }

    #[test]
    fn symbols_come_from_numbers_and_addresses() {
        let url = |url: &str| symbols(&Record { url: url.into(), ..Record::default() });
        assert_eq!(url("https://www.un.org/ga/search/view_doc.asp?symbol=A/RES/53/70&Lang=E"), ["A/RES/53/70"]);
        assert_eq!(url("https://undocs.org/en/A/RES/75/240"), ["A/RES/75/240"]);
        assert_eq!(symbols(&Record { number: "A/65/201".into(), ..Record::default() }), ["A/65/201"]);
    }
}
