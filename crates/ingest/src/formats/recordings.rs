//! The recording of which a source is the transcript, where it lies beside it.

use scholion_base::{
    RelPath,
    places::{is_picture, is_recording},
    yaml::{Map, Value},
};

use super::around::Beside;

/// Endings of recordings, the smaller file first: of several forms of one recording one is enough.
const ENDINGS: [&str; 20] = [
    "mp3", "m4a", "aac", "ogg", "oga", "opus", "mp4", "m4v", "webm", "ogv", "flac", "wav", "aif", "aiff", "mov", "mkv", "avi", "mpg",
    "mpeg", "wmv",
];

/// The recording that is called as its transcript is (`talk.vtt`, `talk.en.vtt`, `talk.mp3.srt`), as the front matter names it. It stays where
/// it is, however large.
pub fn beside_transcript(file_name: &str, beside: Beside<'_>) -> Option<Value> {
    let path = RelPath::new(file_name);
    let folder = path.parent();
    let at = |name: &str| RelPath::new(&format!("{folder}/{name}"));
    let stem = path.stem().to_owned();
    let shorter = stem.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    if is_heard(&at(&stem)) && beside(at(&stem).as_str()) {
        return Some(named([at(&stem)]));
    }
    let all = [Some(stem), shorter].into_iter().flatten();
    let mut files = all.flat_map(|stem| ENDINGS.map(|ending| at(&format!("{stem}.{ending}"))));
    files.find(|file| beside(file.as_str())).map(|file| named([file]))
}

/// The recordings that a source names, each once, as the front matter names them; `None` if none lies beside it.
pub fn of<'a>(addresses: impl Iterator<Item = &'a str>, file_name: &str, beside: Beside<'_>) -> Option<Value> {
    let path = RelPath::new(file_name);
    let mut files: Vec<RelPath> = Vec::new();
    for file in addresses.filter_map(|address| path.join(&scholion_base::text::percent_decoded(address))) {
        if is_heard(&file) && beside(file.as_str()) && !files.contains(&file) {
            files.push(file);
        }
    }
    (!files.is_empty()).then(|| named(files))
}

fn is_heard(path: &RelPath) -> bool {
    is_recording(path) && !is_picture(path)
}

fn named(files: impl IntoIterator<Item = RelPath>) -> Value {
    let entry = |file: RelPath| Value::Object(Map::from_iter([("file".to_owned(), Value::from(format!("../sources/{file}")))]));
    Value::Array(files.into_iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_called_as_its_transcript() {
        assert!(ENDINGS.iter().all(|ending| is_heard(&RelPath::new(&format!("a.{ending}")))));
        let there = |name: &str| ["a/talk.mp3", "a/talk.mp4", "film.mkv", "b.png"].contains(&name);
        let file = |name: &str| beside_transcript(name, &there).map(|found| found[0]["file"].as_str().unwrap_or("").to_owned());
        for (name, expected) in [
            ("a/talk.vtt", Some("../sources/a/talk.mp3")),
            ("a/talk.en.vtt", Some("../sources/a/talk.mp3")),
            ("film.mkv.srt", Some("../sources/film.mkv")),
            ("talk.vtt", None),
            ("b.srt", None),
        ] {
            assert_eq!(file(name).as_deref(), expected, "{name}");
        }
    }
}
