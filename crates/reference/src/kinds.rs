//! What kind of work an entry describes, judged by what it says of it.

use scholion_base::script::lowercase;
use scholion_lang::{
    ACT_GENRE, ACT_TITLE, ACT_WORD, COURT, DESCRIPTOR, ENCYCLOPEDIA_STEM, INTERVIEW_TITLE, JUDGMENT, NEWSPAPER, PATENT, PROCEEDINGS,
    REPORT_GENRE, RESOLUTION, THESIS, THESIS_GENRE, TREATY, UNION_ACT, VERSUS, Words,
};

use super::{Kind, Record, symbol};

/// The kind of the work. `entry` is the printed entry.
pub fn kind(record: &Record, entry: &str) -> Kind {
    let title = lowercase(&record.title);
    let genre = lowercase(&record.genre);
    let has = |words: &Words| words.within(&title).any(|word| contains_word(&title, word)) || holds(&genre, words);
    if let Some(kind) = coded(entry, !record.container.is_empty()) {
        return kind;
    }
    // `Technical Report TR-99-02` is none.
    if record.genre.is_empty() && symbol::standard(&record.number) == Some(record.number.len()) {
        return Kind::Standard;
    }
    if let Some(name) = symbol::name(&record.number) {
        if name.starts_with("ECLI") {
            return Kind::LegalCase;
        }
        let act = name.contains("/RES/") || name.contains("/DEC/") || has(&RESOLUTION);
        return if act { Kind::Legislation } else { Kind::Document };
    }
    if record.number.ends_with("-ФЗ") || record.number.ends_with("-ФКЗ") || holds(&genre, &ACT_GENRE) {
        return Kind::Legislation;
    }
    match DESCRIPTOR.part(&genre) {
        Some("dataset") => return Kind::Dataset,
        Some("software") => return Kind::Software,
        Some("film") => return Kind::MotionPicture,
        _ => {}
    }
    let lower = lowercase(entry);
    if holds(&genre, &THESIS_GENRE) || holds(&lower, &THESIS) {
        return Kind::Thesis;
    }
    if record.author.is_empty() && has(&TREATY) {
        return Kind::Treaty;
    }
    if record.author.is_empty() && record.container.is_empty() && (has(&ACT_TITLE) || is_act(&title)) {
        return Kind::Legislation;
    }
    if is_union_act(&title) {
        return Kind::Legislation;
    }
    if is_judgment(entry) || record.author.is_empty() && is_case(&record.title) {
        return Kind::LegalCase;
    }
    if lowercase(&record.number).starts_with("arxiv") && record.volume.is_empty() {
        return Kind::Article;
    }
    let is_patent = record.container.is_empty() && contains_word(&lower, "patent") || PATENT.iter().any(|head| lower.starts_with(head));
    if is_patent {
        return Kind::Patent;
    }
    if record.container.is_empty() && is_interview(&title) {
        return Kind::Interview;
    }
    let in_journal = !record.container.is_empty() && (!record.volume.is_empty() || !record.issue.is_empty());
    let day = record.issued.is_some_and(|date| date.start.day.is_some());
    if !record.container.is_empty() {
        let container = lowercase(&record.container);
        if holds(&container, &PROCEEDINGS) {
            return Kind::Conference;
        }
        if holds(&container, &ENCYCLOPEDIA_STEM) && (!record.publisher.is_empty() || !in_journal) {
            return Kind::Encyclopedia;
        }
        // `Handbuch der Gewässer, Bd. 3. Berlin: Ulme`: of journals nobody names both.
        let in_volume = record.issue.is_empty() && !record.place.is_empty() && record.doi.is_empty();
        if !record.editor.is_empty() || !record.publisher.is_empty() && (!in_journal || in_volume) {
            return Kind::Chapter;
        }
        if day && record.volume.is_empty() && record.pages.is_empty() && !record.url.is_empty() {
            return if is_newspaper(&container) { Kind::Newspaper } else { Kind::WebPage };
        }
        // `Известия РАН. 2001. № 3. С. 12–19`
        let in_numbers = !record.issue.is_empty() && record.pages.contains('–') && !day;
        if day && record.volume.is_empty() || is_newspaper(&container) && record.volume.is_empty() && !in_numbers {
            return Kind::Newspaper;
        }
        if !in_journal && !record.place.is_empty() && !record.pages.is_empty() {
            return Kind::Chapter;
        }
        if in_journal || !record.pages.is_empty() || !record.doi.is_empty() {
            return Kind::Journal;
        }
        if !record.url.is_empty() {
            return Kind::WebPage;
        }
        return if record.place.is_empty() { Kind::Journal } else { Kind::Chapter };
    }
    if !record.archive_location.is_empty() {
        return Kind::Manuscript;
    }
    if !genre.is_empty() && has(&REPORT_GENRE) {
        return Kind::Report;
    }
    if record.place.is_empty() && record.publisher.is_empty() && record.isbn.is_empty() {
        if !record.url.is_empty() {
            return Kind::WebPage;
        }
        if !record.volume.is_empty() && !record.pages.is_empty() {
            return Kind::Journal;
        }
        return if record.author.is_empty() && record.editor.is_empty() { Kind::Document } else { Kind::Book };
    }
    Kind::Book
}

fn contains_word(text: &str, word: &str) -> bool {
    let (bytes, wanted) = (text.as_bytes(), word.as_bytes());
    let Some(&first) = wanted.first() else { return false };
    memchr::memchr_iter(first, bytes).any(|at| {
        bytes.get(at..).is_some_and(|rest| rest.starts_with(wanted))
            && !text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphanumeric)
            && !text.get(at + wanted.len()..).and_then(|text| text.chars().next()).is_some_and(char::is_alphanumeric)
    })
}

/// Whether a text in small letters holds one of the words.
fn holds(text: &str, words: &Words) -> bool {
    words.within(text).any(|word| text.contains(word))
}

fn is_newspaper(container: &str) -> bool {
    NEWSPAPER.within(container).any(|word| contains_word(container, word))
}

/// What a code after GB/T 7714 says, `[J]`, `[EB/OL]`; `hosted` tells whether the work appeared in another.
fn coded(entry: &str, hosted: bool) -> Option<Kind> {
    entry.match_indices('[').find_map(|(at, _)| {
        let inside = entry.get(at + 1..)?.split(']').next().filter(|inside| inside.len() <= 5)?;
        Some(match inside.split('/').next()? {
            "J" => Kind::Journal,
            "M" | "G" | "C" if inside.len() == 1 && !hosted => Kind::Book,
            "C" => Kind::Conference,
            "M" | "G" | "A" => Kind::Chapter,
            "D" => Kind::Thesis,
            "N" => Kind::Newspaper,
            "S" => Kind::Standard,
            "P" => Kind::Patent,
            "R" => Kind::Report,
            "EB" if inside.ends_with("/OL") => Kind::WebPage,
            "DB" | "DS" => Kind::Dataset,
            "CP" => Kind::Software,
            _ => return None,
        })
    })
}

/// `Loi n° 78-17 du 6 janvier 1978`, `Lei nº 12.527`: words that are frequent in other titles as well say it at the head, or with
/// a number.
fn is_act(title: &str) -> bool {
    ACT_WORD.iter().any(|word| contains_word(title, word) && (title.starts_with(word) || title.bytes().any(|byte| byte.is_ascii_digit())))
}

/// `Interview with …`, `Entretien avec …`: a conversation that appeared nowhere.
fn is_interview(title: &str) -> bool {
    INTERVIEW_TITLE.within(title).any(|word| title.starts_with(word))
}

/// `Regulation (EU) 2016/679 of the European Parliament`, in lower case.
fn is_union_act(title: &str) -> bool {
    UNION_ACT.may_begin(title) && UNION_ACT.iter().any(|head| title.starts_with(head)) && title.contains('/')
}

/// `BGH, Urteil vom 21. Oktober 2014 – VI ZR 135/13`: a court and its decision at the head of an entry.
pub fn is_judgment(entry: &str) -> bool {
    let court =
        COURT.may_begin(entry) && COURT.iter().any(|court| entry.strip_prefix(court).is_some_and(|tail| tail.starts_with([',', ' ', ':'])));
    court && JUDGMENT.iter().any(|act| entry.contains(act))
}

/// `Smith v. Jones`, `Smith v Jones`, `Société X c. Y`: what stands between the parties is an abbreviation, and elsewhere than in English
/// has its point.
fn is_case(title: &str) -> bool {
    let mut short = VERSUS.iter().filter(|word| word.len() < 3);
    (short.any(|versus| title.contains(&format!(" {versus}. "))) || title.contains(" v "))
        && title.starts_with(char::is_uppercase)
        && title.split_whitespace().count() < 16
}
