//! `recordings:`: the sounds and films of which a text is the transcript.

use super::Front;
use crate::{
    base::{
        Lang, say,
        text::squeeze,
        yaml::{Node, Pair},
    },
    document::{Captions, LinkTarget, Recording, address},
};

/// What may be said of a recording.
const KEYS: &[&str] = &["file", "label", "captions"];

/// What others call these keys.
const SYNONYMS: &[(&str, &str)] = &[
    ("audio", "file"),
    ("video", "file"),
    ("path", "file"),
    ("src", "file"),
    ("url", "file"),
    ("name", "label"),
    ("title", "label"),
    ("subtitles", "captions"),
    ("track", "captions"),
    ("vtt", "captions"),
    ("srt", "captions"),
];

impl Front<'_> {
    /// An address, a mapping with one, or a list of these.
    pub(super) fn recordings(&mut self, value: &Node<'_>) -> Vec<Recording> {
        if value.is_null() {
            return Vec::new();
        }
        value.list().unwrap_or(std::slice::from_ref(value)).iter().filter_map(|item| self.recording(item)).collect()
    }

    fn recording(&mut self, value: &Node<'_>) -> Option<Recording> {
        let (mut file, mut label, mut captions) = (None, String::new(), Vec::new());
        match (value.text(), value.map()) {
            (Some(text), _) => file = Some((target(text), value.span)),
            (None, Some(pairs)) => {
                for pair in pairs {
                    let value = &pair.value;
                    match pair.key.as_ref() {
                        "file" => file = Some((target(&self.report.text("file", value)), value.span)),
                        "label" => label = squeeze(&self.report.text("label", value)),
                        "captions" => captions = self.captions(value),
                        _ => self.report.unknown(pair, KEYS, SYNONYMS),
                    }
                }
            }
            _ => {}
        }
        let Some((Some(target), place)) = file else {
            self.report.wrong("recordings", value, say::expected_recordings());
            return None;
        };
        Some(Recording { target, label, captions, place: self.report.span(place) })
    }

    /// A file, or one for each language.
    fn captions(&mut self, value: &Node<'_>) -> Vec<Captions> {
        let Some(pairs) = value.map() else { return self.captions_in(None, value).into_iter().collect() };
        let of_language = |pair: &Pair<'_>| {
            let lang = self.report.lang_tag(&pair.key, pair.place);
            self.captions_in(Some(lang), &pair.value)
        };
        pairs.iter().filter_map(of_language).collect()
    }

    fn captions_in(&mut self, lang: Option<Lang>, value: &Node<'_>) -> Option<Captions> {
        let text = self.report.text("captions", value);
        // Browsers load captions from where the page is.
        let target = target(&text).filter(|target| matches!(target, LinkTarget::File(..)));
        if target.is_none() && !text.is_empty() {
            self.report.wrong("captions", value, say::expected_recordings());
        }
        target.map(|target| Captions { lang, target, place: self.report.span(value.span) })
    }
}

/// A file of the archive or an address of the web.
fn target(written: &str) -> Option<LinkTarget> {
    match address::sort(written.trim()) {
        LinkTarget::File(path, _) if path.is_empty() => None,
        target @ (LinkTarget::File(..) | LinkTarget::Outside(_)) => Some(target),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        base::RelPath,
        document::{self, LinkTarget},
    };

    fn file(target: Option<&LinkTarget>) -> String {
        match target {
            Some(LinkTarget::File(path, _)) => path.clone(),
            Some(LinkTarget::Outside(address)) => address.to_string(),
            _ => String::new(),
        }
    }

    fn check(front: &str, expected: &[(&str, &str, &str)], findings: usize) {
        let text = format!("---\ntitle: A\n{front}\n---\n");
        let (meta, found) = document::meta(&RelPath::new("content/documents/a.md"), text.as_bytes());
        let read: Vec<(String, String, String)> = meta
            .recordings
            .iter()
            .map(|one| {
                (
                    file(Some(&one.target)),
                    one.label.clone(),
                    one.captions.iter().map(|one| file(Some(&one.target))).collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        let read: Vec<(&str, &str, &str)> = read.iter().map(|(file, label, captions)| (&**file, &**label, &**captions)).collect();
        assert_eq!((read.as_slice(), found.len()), (expected, findings), "{front}: {found:?}");
    }

    #[test]
    fn recordings_are_a_file_or_a_list() {
        check("recordings: ../files/tape.mp3", &[("../files/tape.mp3", "", "")], 0);
        check(
            "recordings:\n- {file: a.mp3, label: Tape  1, captions: a.vtt}\n- b.ogg",
            &[("a.mp3", "Tape 1", "a.vtt"), ("b.ogg", "", "")],
            0,
        );
        check("recordings: {file: a.mp3, captions: {en: a.vtt, ru: ru.srt}}", &[("a.mp3", "", "a.vtt ru.srt")], 0);
        check("recordings: https://example.org/a.mp3", &[("https://example.org/a.mp3", "", "")], 0);
        check("recordings: {file: a.mp3, captions: https://example.org/a.vtt}", &[("a.mp3", "", "")], 1);
        check("recordings:", &[], 0);
        check("recordings: javascript:alert(1)", &[], 1);
        check("recordings: {label: Tape 1}", &[], 1);
        check("recordings: {file: a.mp3, subtitles: a.vtt}", &[("a.mp3", "", "")], 1);
        check("recordings: [[a]]", &[], 1);
    }
}
