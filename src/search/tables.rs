//! The tokenizer's tables as its half in JavaScript gets them, and what else that needs for the languages of an archive.

use std::fmt::Write;

use scholion_lang::{OLDER_SPELLING, TAGS};
use scholion_stem::Algorithm;

use super::{
    alphabet,
    fold::HAN,
    literal::string,
    spelling,
    stems::{Stems, mark, scripts},
};
use crate::base::Lang;

/// The languages of a set, each with what it is to the tokenizer; that of no known language first.
fn languages(bits: u128) -> impl Iterator<Item = (&'static str, Stems)> {
    let there = TAGS.into_iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, tag)| tag);
    std::iter::once("und").chain(there.filter(|tag| *tag != "und")).map(|tag| (tag, Stems::of(&Lang::new(tag))))
}

/// The stemmers of the languages of a set, and those of words whose script tells their language.
fn stemmers(bits: u128) -> Vec<Algorithm> {
    let mut stemmers: Vec<Algorithm> = languages(bits).filter_map(|(_, stems)| stems.told().0).collect();
    stemmers.extend(["english", "russian"].into_iter().filter_map(Algorithm::named));
    stemmers.sort_unstable();
    stemmers.dedup();
    stemmers
}

/// `search/words.js` of an archive with the languages of a set ([`Stems::bits`]).
pub fn script(bits: u128) -> String {
    let mut script = String::from("scholion.give(\"words\",{");
    let flat = |ranges: &[(u32, u32)]| ranges.iter().map(|(first, last)| format!("{first},{last}")).collect::<Vec<_>>().join(",");
    // Writing to a string never fails.
    for (name, ranges) in [("unspaced", alphabet::UNSPACED), ("joiners", alphabet::JOINERS), ("points", alphabet::POINTS)] {
        let _ = write!(script, "{name}:[{}],", flat(ranges));
    }
    let letters: Vec<String> = alphabet::LETTERS.iter().map(|(from, to)| format!("\"{from}\":\"{to}\"")).collect();
    let zeros: Vec<String> = alphabet::ZEROS.iter().map(u32::to_string).collect();
    let (first, last, distance) = alphabet::KATAKANA;
    let _ = write!(script, "letters:{{{}}},zeros:[{}],katakana:[{first},{last},{distance}],", letters.join(","), zeros.join(","));
    let marks = [
        ("dividers", alphabet::DIVIDERS),
        ("hyphens", alphabet::HYPHENS),
        ("apostrophes", alphabet::APOSTROPHES),
        ("groupers", alphabet::GROUPERS),
    ];
    for (name, marks) in marks {
        let _ = write!(script, "{name}:");
        script.push('(');
        string(&mut script, &marks.iter().collect::<String>());
        script.push_str("),");
    }
    let _ = write!(script, "afterApostrophe:\"{}\",particles:\"{}\",", alphabet::AFTER_APOSTROPHE, alphabet::PARTICLES.join(" "));
    let (half_space, first, last) = alphabet::HALF_SPACE;
    let _ = write!(script, "halfSpace:[{},{first},{last}],", u32::from(half_space));
    let ranges: Vec<String> = alphabet::SCRIPTS.iter().map(|(name, ranges)| format!("{name}:[{}]", flat(ranges))).collect();
    let _ = write!(script, "scripts:{{{}}},", ranges.join(","));
    let stemmers: Vec<String> = stemmers(bits)
        .into_iter()
        .map(|one| format!("{}:[\"{}\",\"{}\"]", one.name(), scripts(one).join(" "), mark(one).map(String::from).unwrap_or_default()))
        .collect();
    let _ = write!(script, "stemmers:{{{}}},", stemmers.join(","));
    let languages: Vec<String> = languages(bits)
        .map(|(tag, stems)| {
            let (own, flags) = stems.told();
            format!("{tag}:[\"{}\",\"{flags}\"]", own.map_or("", Algorithm::name))
        })
        .collect();
    let _ = write!(script, "langs:{{{}}},", languages.join(","));
    let older: Vec<String> = TAGS.into_iter().filter(|tag| OLDER_SPELLING.of(tag).next().is_some()).map(older).collect();
    let _ = write!(script, "older:{{{}}},", older.join(","));
    let _ = writeln!(script, "longest:{}}});", alphabet::LONGEST);
    script
}

/// The rules of a language: `de:[["th","","","t"]]`: what was written, where (`^`, `$`), before which letters, what is written today.
fn older(tag: &str) -> String {
    let mut line = format!("{tag}:[");
    for rule in spelling::rules(tag) {
        if !line.ends_with('[') {
            line.push(',');
        }
        line.push('[');
        let place =
            [(rule.is_start, '^'), (rule.is_end, '$')].into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect::<String>();
        [rule.written, &place, rule.before, rule.put].into_iter().for_each(|part| string(&mut line, part));
        line.push(']');
    }
    line.push(']');
    line
}

/// Whose the list of Chinese characters is, as its licence asks to be told.
const HAN_FROM: &str =
    "/*! From lists of OpenCC, https://github.com/BYVoid/OpenCC, Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0 */\n";

/// What a reader's browser loads for queries in some scripts: each with its path and what it holds.
pub fn files(bits: u128) -> Vec<(String, String)> {
    let mut files = vec![
        (String::from("search/han.js"), format!("{HAN_FROM}scholion.give(\"han\",\"{HAN}\");\n")),
        (String::from("search/stem.js"), scholion_stem::SCRIPT.to_owned()),
    ];
    files.extend(stemmers(bits).into_iter().map(|one| (format!("search/stem-{}.js", one.name()), one.script().to_owned())));
    files
}
