//! Who speaks in captions, by what stands before the words.

/// A stretch of words of one voice.
#[derive(Debug, Default)]
pub struct Cue {
    /// Milliseconds.
    pub start: u64,
    pub end: u64,
    /// Who speaks; empty if that is not said.
    pub voice: String,
    /// Whether a sign says that another voice begins.
    pub is_new: bool,
    /// The words, as markup.
    pub said: String,
    /// When it begins, as it is printed; empty if that is no matter.
    pub time: String,
}

/// Signs before words that say that another speaks: two angles, and a dash where several cues have one.
pub fn signs(cues: &mut [Cue]) {
    const ANGLES: &str = "&gt;&gt;";
    let dashed = cues.iter().filter(|cue| cue.is_new || dash(&cue.said).is_some()).count();
    for cue in cues.iter_mut().filter(|cue| cue.voice.is_empty()) {
        let angled = cue.said.trim_start().strip_prefix(ANGLES).map(|rest| rest.trim_start_matches("&gt;"));
        let own = angled.or_else(|| dash(&cue.said).filter(|_| dashed > 1 && !cue.is_new)).map(|rest| rest.trim_start().to_owned());
        if let Some(said) = own {
            (cue.said, cue.is_new) = (said, true);
        }
    }
}

/// The words behind the dash with which a line begins.
pub fn dash(line: &str) -> Option<&str> {
    ["- ", "– ", "— ", "-", "–", "—"]
        .iter()
        .find_map(|dash| line.trim_start().strip_prefix(dash))
        .filter(|rest| rest.starts_with(char::is_alphabetic) || rest.starts_with(['¿', '¡', '"', '“', '«', ' ']))
}

/// A line without the dash with which it begins, behind tags that say how it looks.
pub fn undashed(line: &str) -> Option<String> {
    let mut rest = line.trim_start();
    while rest.starts_with('<') || rest.starts_with("{\\") {
        let close = if rest.starts_with('<') { '>' } else { '}' };
        rest = rest.split_once(close)?.1.trim_start();
    }
    let said = dash(rest)?;
    Some(format!("{}{said}", line.get(..line.len() - rest.len())?))
}

/// Voices that are written before the words: `ANNA: In 1901.`, `[ANNA] In 1901.` A name that stands once is no voice, unless
/// all stand in capitals. Gives whether there are any.
pub fn names(cues: &mut [Cue]) -> bool {
    if cues.iter().any(|cue| !cue.voice.is_empty()) {
        return false;
    }
    let name = |said: &str| -> Option<String> {
        let bracketed = said.strip_prefix('[').or_else(|| said.strip_prefix('(')).and_then(|rest| rest.split_once([']', ')']));
        let (name, rest) = bracketed.or_else(|| said.split_once(':'))?;
        let words = name.split_whitespace().count();
        let is_name = (1..=4).contains(&words) && name.starts_with(char::is_uppercase) && !name.contains(['<', ',', '?', '!']);
        let is_said = rest.trim_start_matches(':').starts_with(' ') && rest.chars().any(char::is_alphanumeric);
        (is_name && is_said && !name.trim_end().ends_with('.')).then(|| name.trim().to_owned())
    };
    let mut count = std::collections::BTreeMap::new();
    cues.iter().filter_map(|cue| name(&cue.said)).for_each(|name| *count.entry(name).or_insert(0usize) += 1);
    let is_capitals = |name: &String| name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.contains(char::is_lowercase);
    // What is heard stands in brackets and in capitals as well.
    let is_heard = |cue: &Cue| cue.said.starts_with(['[', '(']) && name(&cue.said).is_some();
    let is_written = || count.keys().all(is_capitals) && !cues.iter().any(is_heard);
    if count.len() < 2 || !(count.values().any(|count| *count > 1) || is_written()) {
        return false;
    }
    for cue in cues {
        if let Some(found) = name(&cue.said) {
            let end = if cue.said.starts_with(['[', '(']) { cue.said.find([']', ')']) } else { cue.said.find(':') };
            let rest = cue.said.get(end.map_or(0, |end| end + 1)..).unwrap_or("");
            cue.said = rest.trim_start_matches(':').trim().to_owned();
            (cue.voice, cue.is_new) = (found, true);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_stand_behind_tags() {
        for (line, expected) in [
            ("<i>- Where?</i>", Some("<i>Where?</i>")),
            ("{\\an8}<font color=\"#fff\">– Here.", Some("{\\an8}<font color=\"#fff\">Here.")),
            ("- Down.", Some("Down.")),
            ("<i>Down - there", None),
            ("-5", None),
        ] {
            assert_eq!(undashed(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn names_in_capitals_are_voices() {
        for (said, expected) in [
            (["ANA: Where?", "LUIS: There."], ["ANA", "LUIS"]),
            (["Ana: Where?", "Luis: There."], ["", ""]),
            (["[MUSIC] Where?", "[WIND] There."], ["", ""]),
        ] {
            let mut cues: Vec<Cue> = said.iter().map(|said| Cue { said: (*said).to_owned(), ..Cue::default() }).collect();
            names(&mut cues);
            assert_eq!(cues.iter().map(|cue| cue.voice.as_str()).collect::<Vec<_>>(), expected);
        }
    }
}
