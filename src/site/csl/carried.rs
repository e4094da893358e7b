//! The styles and locales that the program carries, each packed by itself and woken when it is needed. `carried/README.md` says whose they are,
//! `tools/pack_csl.py` how they are packed.

use std::io::Read;

use flate2::read::DeflateDecoder;

const STYLES: &[u8] = include_bytes!("carried/styles.pack");
const LOCALES: &[u8] = include_bytes!("carried/locales.pack");
const NAMES: &str = include_str!("carried/styles.txt");

/// The name of the official style that is known by a name: its own, or another.
pub fn style_named(name: &str) -> Option<&'static str> {
    lines().find_map(|mut names| {
        let own = names.next()?;
        (own == name || names.any(|other| other == name)).then_some(own)
    })
}

/// All names by which styles are known.
pub fn names() -> impl Iterator<Item = &'static str> {
    lines().flatten()
}

fn lines() -> impl Iterator<Item = std::str::SplitWhitespace<'static>> {
    NAMES.lines().filter(|line| !line.starts_with('#')).map(str::split_whitespace)
}

/// The text of a style by its own name.
pub fn style(name: &str) -> Option<String> {
    unpacked(STYLES, name)
}

/// The text of a locale (`de-AT`).
pub fn locale(name: &str) -> Option<String> {
    unpacked(LOCALES, name)
}

/// A file of a pack: its index is a line a file, and ends with an empty line.
fn unpacked(pack: &[u8], name: &str) -> Option<String> {
    let end = pack.windows(2).position(|two| two == b"\n\n")?;
    let index = std::str::from_utf8(pack.get(..end)?).ok()?;
    let entry = index.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    let mut numbers = entry.split(' ').map(|number| number.parse::<usize>().ok());
    let mut next = || numbers.next().flatten();
    let (offset, packed, length) = (next()?, next()?, next()?);
    let start = end + 2 + offset;
    let mut text = String::with_capacity(length);
    DeflateDecoder::new(pack.get(start..start + packed)?).take(length as u64).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_carried_can_be_read() {
        for own in lines().filter_map(|mut names| names.next()) {
            let style = style(own).unwrap_or_default();
            let style = scholion_csl::style::Style::read(&style).unwrap_or_else(|faults| panic!("{own}: {faults:?}"));
            assert!(style.info.parent.is_none(), "{own}");
        }
        let index = LOCALES.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
        let mut count = 0;
        for line in index {
            let name = String::from_utf8_lossy(line.split(|byte| *byte == b' ').next().unwrap_or_default()).into_owned();
            let text = locale(&name).unwrap_or_default();
            let locale = scholion_csl::style::locale::Locale::read(&text).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
            assert_eq!(locale.lang, name);
            count += 1;
        }
        assert_eq!(count, 62);
    }

    #[test]
    fn styles_are_known_by_several_names() {
        assert_eq!(style_named("mla"), Some("modern-language-association"));
        assert_eq!(style_named("gost"), Some("gost-r-7-0-5-2008-numeric"));
        assert_eq!(style_named("apa"), Some("apa"));
        assert_eq!(style_named("#"), None);
        assert!(style("apa").is_some_and(|text| text.starts_with("<?xml")));
        assert_eq!(style("mla"), None);
        assert_eq!(locale("en"), None);
    }
}
