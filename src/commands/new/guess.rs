//! What texts say of the archive that is made of them: in which language most of them are, and under which licence.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    base::RelPath,
    commands::{
        ingest::extract,
        intake::{Candidate, Judged, Verdict},
    },
    ingest::{Around, Known},
};

/// How many texts are read for that, and how large one may be.
const MOST_TEXTS: usize = 24;
const LARGEST: usize = 4 << 20;

/// What the texts say.
#[derive(Debug, Default)]
pub struct Guess {
    /// The language in which most words are; empty if none could be told.
    pub lang: String,
    /// The others, most words first.
    pub others: Vec<String>,
    /// How many texts were read.
    pub read: usize,
    /// The licences that were found, and in how many texts.
    pub licenses: BTreeMap<String, usize>,
}

/// Reads some of the texts, evenly among all.
pub fn guess(judged: &Judged, candidates: &[Candidate]) -> Guess {
    let is_text = |one: &&Candidate| matches!(judged.verdicts.get(&one.path), Some(Verdict::Text));
    let texts: Vec<&Candidate> = candidates.iter().filter(is_text).collect();
    let step = texts.len().div_ceil(MOST_TEXTS).max(1);
    let mut guess = Guess::default();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts.iter().step_by(step) {
        let Some(bytes) = judged.snapshot.get(text.path.as_str()).filter(|bytes| bytes.len() <= LARGEST) else { continue };
        let Some((lang, count, license)) = read(&text.path, bytes) else { continue };
        guess.read += 1;
        *words.entry(lang).or_default() += count;
        license.into_iter().for_each(|license| *guess.licenses.entry(license).or_default() += 1);
    }
    // A language that could not be told is none (ISO 639-2).
    ["", "und"].into_iter().for_each(|none| _ = words.remove(none));
    let all: usize = words.values().sum();
    let mut langs: Vec<(usize, String)> = words.into_iter().map(|(lang, count)| (count, lang)).collect();
    langs.sort_by(|one, other| other.cmp(one));
    // A language of a few words is that of a quotation.
    let mut langs = langs.into_iter().filter(|(count, _)| count * 20 >= all).map(|(_, lang)| lang);
    guess.lang = langs.next().unwrap_or_default();
    guess.others = langs.collect();
    guess
}

/// The licence that files say which describe a folder: the first that names one, and which.
pub fn license_of(folder: &Path, names: impl Iterator<Item = String>) -> Option<(String, String)> {
    names.into_iter().find_map(|name| {
        let bytes = fs::read(folder.join(PathBuf::from(&name))).ok().filter(|bytes| bytes.len() <= LARGEST)?;
        let (_, _, license) = read(&RelPath::new("content/sources/text.txt"), &bytes)?;
        Some((name, license?))
    })
}

/// The language of a text, how many words it has, and its licence.
fn read(path: &RelPath, bytes: &[u8]) -> Option<(String, usize, Option<String>)> {
    let around = Around { known: &Known::default(), files: &|_| None, beside: &|_| false };
    let ingested = extract::ingest(path, None, bytes, around).ok()?;
    let front = ingested.markdown.split("\n---").next().unwrap_or_default();
    let license =
        front.lines().find_map(|line| line.strip_prefix("license: ")).map(|value| value.trim_matches(['"', '\'', ' ']).to_owned());
    let lang = ingested.report.language.to_string();
    let lang = lang.split('-').next().unwrap_or_default().to_owned();
    Some((lang, ingested.report.words, license.filter(|license| !license.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::intake::{MOST_BYTES, judge};

    #[test]
    fn the_language_of_most_words_is_that_of_the_archive() {
        let folder = tempfile::tempdir().unwrap();
        let german = "Liebe Ida, die Kisten sind gestern im Hafen angekommen, und wir haben sie noch nicht geöffnet. Der Vater schreibt, dass er im \
            Frühling kommen will, wenn das Eis auf dem Fluss gebrochen ist.\n\nDein Karl\n"
            .repeat(3);
        let english = "Dear Karl, thank you for the letter. We will open the crates when you are here, and not before.\n\nYours, Ida\n";
        let files = [("a.txt", german.as_str()), ("b.txt", german.as_str()), ("c.txt", english)];
        let candidates: Vec<Candidate> = files
            .iter()
            .map(|(name, text)| {
                fs::write(folder.path().join(name), text).unwrap();
                Candidate { path: RelPath::new(&format!("content/sources/{name}")), place: folder.path().join(name) }
            })
            .collect();
        let guess = guess(&judge(None, &candidates, MOST_BYTES), &candidates);
        assert_eq!((guess.lang.as_str(), guess.read, guess.licenses.len()), ("de", 3, 0), "{guess:?}");
        fs::write(folder.path().join("LICENSE"), "This work is licensed under CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n")
            .unwrap();
        let license = license_of(folder.path(), ["README", "LICENSE"].into_iter().map(str::to_owned));
        assert_eq!(license, Some(("LICENSE".to_owned(), "CC-BY-4.0".to_owned())));
    }
}
