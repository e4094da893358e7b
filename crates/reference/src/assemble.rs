//! From labelled words to a record: runs of one label become fields, each with its span.

use scholion_base::{
    Lang, Span,
    script::{is_letter, is_letter_or_number},
    text::squeeze,
};

use super::{
    Field, Label, Name, Record, backref, dates, identity, kinds, language, locator,
    marks::{self, Mark, What},
    mend, names, symbol,
    token::Token,
};

/// A run of words that belong to one part.
#[derive(Clone, Copy, Debug)]
struct Run {
    label: Label,
    span: Span,
}

/// Makes the record of `text[whole]` from its tokens and their labels.
///
/// `emphasis` tells whether a byte of the text stands in italics or bold, `without` the rule of [`mend`] that is left out.
pub fn assemble(
    text: &str,
    whole: Span,
    tokens: &[Token],
    labels: &mut [Label],
    marks: &[Mark],
    emphasis: &dyn Fn(usize) -> bool,
    without: Option<usize>,
) -> (Record, Vec<(Field, Span)>) {
    let mut record = Record::default();
    let mut fields: Vec<(Field, Span)> = Vec::with_capacity(12);
    mend::mend(text, tokens, labels, emphasis, without);
    first_printed(text, tokens, labels, &mut record);
    let mut runs = runs(text, tokens, labels);
    split_section(text, &mut runs);
    for run in runs {
        take(text, run, &mut record, &mut fields);
    }
    for mark in marks.iter().filter(|mark| mark.span.start >= whole.start && mark.span.end <= whole.end) {
        take_mark(text, mark, &mut record, &mut fields);
    }
    move_symbol_out_of_title(text, &mut record, &mut fields);
    move_standard_out_of_title(text, whole, &mut record, &mut fields);
    if record.language.is_none() {
        record.language = language::language(&record);
    }
    record.kind = kinds::kind(&record, whole.of(text));
    fields.sort_by_key(|(field, span)| (span.start, span.end, *field));
    (record, fields)
}

/// `1976 [1776]`: when a work was printed first, where a year in square brackets says so.
fn first_printed(text: &str, tokens: &[Token], labels: &mut [Label], record: &mut Record) {
    let dated = |at: &usize| labels.get(*at) == Some(&Label::Date);
    let Some(at) = mend::reprint(text, tokens).filter(dated) else { return };
    let (Some(now), Some(first)) = (tokens.get(at), tokens.get(at + 1)) else { return };
    let in_brackets = text.get(now.end as usize..first.start as usize).is_some_and(|gap| gap.ends_with('['));
    if in_brackets && first.of(text) < now.of(text) {
        record.other.push(("original-date".into(), format!("\"{}\"", first.of(text))));
        labels.get_mut(at + 1).into_iter().for_each(|label| *label = Label::Other);
    }
}

/// The runs of equal labels, trimmed.
fn runs(text: &str, tokens: &[Token], labels: &[Label]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(12);
    let mut last = Label::Other;
    for (at, (token, &label)) in tokens.iter().zip(labels).enumerate() {
        let label = match token.mark {
            None => label,
            // A symbol inside a title is part of it: "Resolution A/RES/53/70 adopted by …".
            Some(What::Symbol | What::Volumes) if last == Label::Title && labels.get(at + 1) == Some(&last) => last,
            Some(_) => Label::Other,
        };
        if label != Label::Other {
            match runs.last_mut() {
                Some(run) if last == label => run.span.end = token.end,
                _ => runs.push(Run { label, span: Span { start: token.start, end: token.end } }),
            }
        }
        last = label;
    }
    for run in &mut runs {
        run.span = widened(text, run.span, run.label);
    }
    runs
}

/// A run takes in the brackets that its words leave open or closed, and points that belong to abbreviations.
fn widened(text: &str, span: Span, label: Label) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    let words = span.of(text);
    let tail = text.get(end..).unwrap_or("");
    let head = text.get(..start).unwrap_or("");
    let may_have = words.bytes().any(|byte| matches!(byte, b'(' | b')' | b'[' | b']') || !byte.is_ascii());
    for (open, close) in [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”'), ('‘', '’')].into_iter().filter(|_| may_have) {
        let opened = words.matches(open).count();
        let closed = words.matches(close).count();
        if opened > closed && tail.starts_with(close) {
            end += close.len_utf8();
        } else if closed > opened && head.ends_with(open) {
            start -= open.len_utf8();
        }
    }
    let next = text.get(end..).and_then(|tail| tail.chars().next());
    match label {
        Label::Author | Label::Editor | Label::Translator if next == Some('.') => end += 1,
        Label::Title | Label::Container | Label::Translated if matches!(next, Some('?' | '!')) => end += 1,
        Label::Place | Label::Edition | Label::Container | Label::Genre | Label::Series
            if next == Some('.') && is_abbreviated(label, words) =>
        {
            end += 1
        }
        _ => {}
    }
    Span::new(start, end)
}

/// Whether the point behind these words belongs to their last, an abbreviation: `М.`, `2nd ed.`, `Phys. Rev. Lett.`
fn is_abbreviated(label: Label, words: &str) -> bool {
    let last = words.rsplit(|c: char| !is_letter_or_number(c)).next().unwrap_or("");
    let letters = last.chars().count();
    match label {
        Label::Place => letters == 1 && last.chars().all(char::is_uppercase) || scholion_lang::PLACE_ABBREVIATION.contains(last),
        Label::Edition => scholion_lang::EDITION_ABBREVIATION.contains(last),
        Label::Genre => scholion_lang::GENRE_ABBREVIATION.contains(last),
        // `U.S.`, `J.A.M.A.`: the last initial of several.
        Label::Container if letters == 1 && words.len() > 2 && words.split('.').all(|initial| initial.chars().count() == 1) => true,
        _ => {
            (1..=5).contains(&letters)
                && words.contains(". ")
                && words.split_whitespace().filter(|word| word.ends_with('.')).count() * 2 + 1 >= words.split_whitespace().count()
        }
    }
}

/// Fills the field that a run stands for. A second run of a part is kept only where several are usual.
fn take(text: &str, run: Run, record: &mut Record, fields: &mut Vec<(Field, Span)>) {
    let words = run.span.of(text);
    let value = squeeze(words);
    let Some(mut field) = run.label.field() else { return };
    let target = match run.label {
        Label::Author => return take_people(words, run.span, Field::Author, record, fields),
        Label::Editor => return take_people(words, run.span, Field::Editor, record, fields),
        Label::Translator => return take_people(words, run.span, Field::Translator, record, fields),
        Label::Date => {
            if record.issued.is_none()
                && let Some(printed) = dates::read(words)
            {
                record.issued = Some(printed.date);
                if let Some(letter) = printed.letter {
                    record.set_year_suffix(&letter.to_string());
                }
                fields.push((Field::Issued, run.span));
            }
            return;
        }
        Label::Title => &mut record.title,
        // `IIS School // Academy [Школа // Академия]` translates both; else, behind a container, only that.
        Label::Translated if !record.container.is_empty() && words.contains(" // ") => {
            let title = words.split(" // ").next().unwrap_or("").trim_end();
            if record.translated_title.is_empty() {
                record.translated_title = squeeze(title);
                fields.push((Field::TranslatedTitle, Span::new(run.span.start as usize, run.span.start as usize + title.len())));
            }
            return;
        }
        Label::Translated if !record.container.is_empty() || record.title.is_empty() => return,
        Label::Translated => &mut record.translated_title,
        Label::Container => &mut record.container,
        Label::Series => &mut record.series,
        Label::Edition => &mut record.edition,
        Label::Publisher => &mut record.publisher,
        Label::Place => &mut record.place,
        Label::Volume => &mut record.volume,
        Label::Issue => &mut record.issue,
        Label::Pages => {
            if is_count(text, run.span) && record.container.is_empty() {
                number_of_pages(&value, record);
            } else if record.pages.is_empty() {
                record.pages = locator::pages(&value);
                fields.push((Field::Pages, run.span));
            }
            return;
        }
        Label::Number => &mut record.number,
        Label::Genre => &mut record.genre,
        Label::Archive => return take_archive(text, run.span, record, fields),
        Label::Note => &mut record.note,
        Label::Other => return,
    };
    if target.is_empty() {
        *target = value;
    } else if run.label == Label::Place && target.split("; ").any(|known| known == value) {
        // Where a conference was held, and where its papers were published.
        return;
    } else if run.label == Label::Place {
        // "Cambridge; New York" with a word between that is no place.
        target.push_str("; ");
        target.push_str(&value);
        field = Field::Place;
    } else {
        return;
    }
    fields.push((field, run.span));
}

/// `РГАСПИ. Ф. 17. Оп. 3.`: the archive up to the first separator with a number behind it, then the shelfmark.
fn take_archive(text: &str, span: Span, record: &mut Record, fields: &mut Vec<(Field, Span)>) {
    if !record.archive_location.is_empty() {
        return;
    }
    let words = span.of(text);
    let cut = words.match_indices([',', '.', ':', ';']).map(|(at, _)| at).find(|&at| {
        let (head, tail) = words.split_at(at);
        let numbered = tail.bytes().any(|byte| byte.is_ascii_digit());
        numbered
            && head.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !head.bytes().any(|byte| byte.is_ascii_digit())
            && tail.get(1..).is_some_and(|tail| tail.starts_with(' '))
    });
    // The last separator before the first number's unit: "Library of Congress, Manuscript Division, box 3".
    let bare = !words.contains(|c: char| c.is_ascii_digit());
    let (archive, shelf) = match cut {
        None if bare && record.archive.is_empty() => (words, ""),
        Some(at) => (words.get(..at).unwrap_or(""), words.get(at + 1..).unwrap_or("").trim_start()),
        None => ("", words),
    };
    let start = span.start as usize;
    if !archive.is_empty() {
        record.archive = squeeze(archive);
        fields.push((Field::Archive, Span::new(start, start + archive.len())));
    }
    if shelf.is_empty() {
        return;
    }
    record.archive_location = squeeze(shelf);
    fields.push((Field::ArchiveLocation, Span::new(start + words.len() - shelf.len(), start + words.len())));
}

fn take_people(words: &str, span: Span, field: Field, record: &mut Record, fields: &mut Vec<(Field, Span)>) {
    let people = names::read(words);
    if people.names.is_empty() {
        return;
    }
    let field = if people.editors { Field::Editor } else { field };
    // `in: dies. (Hg.)`: the authors again.
    if field == Field::Editor && backref::names_again(words) && !record.author.is_empty() {
        record.editor = record.author.clone();
        fields.push((field, span));
        return;
    }
    // `ders./Karl Rau`: the authors again, and others.
    let is_again = |name: &Name| name.given.is_empty() && name.literal.is_empty() && backref::names_again(&name.family);
    let again = |name: Name| if is_again(&name) { record.author.clone() } else { vec![name] };
    let names: Vec<Name> = if field == Field::Editor && people.names.iter().any(is_again) {
        people.names.into_iter().flat_map(again).collect()
    } else {
        people.names
    };
    let list = match field {
        Field::Editor => &mut record.editor,
        Field::Translator => &mut record.translator,
        _ => &mut record.author,
    };
    // The statement of responsibility of GOST repeats the authors.
    let fresh: Vec<Name> = names.into_iter().filter(|name| !list.iter().any(|known| known.family == name.family)).collect();
    if fresh.is_empty() {
        return;
    }
    list.extend(fresh);
    fields.push((field, span));
}

/// `345 с.`, `230 p.`: how many pages a book has, not which.
fn is_count(text: &str, span: Span) -> bool {
    let tail = text.get(span.end as usize..).unwrap_or("").trim_start_matches([' ', '\u{a0}']);
    let unit = tail.split(|c: char| !is_letter(c)).next().unwrap_or("");
    let before = text.get(..span.start as usize).unwrap_or("").trim_end_matches([' ', '.', '\u{a0}']);
    let led = before.rsplit(|c: char| !is_letter(c)).next().unwrap_or("");
    // `248p`: without a blank.
    let value = span.of(text);
    let digits = value.trim_end_matches(is_letter);
    let glued = value.get(digits.len()..).filter(|unit| !unit.is_empty() && *unit != "f" && !digits.is_empty());
    !digits.is_empty()
        && locator::thousands(digits, true).bytes().all(|byte| byte.is_ascii_digit())
        && locator::counts_pages(glued.unwrap_or(unit))
        && !locator::is_page(led)
}

fn number_of_pages(value: &str, record: &mut Record) {
    if !record.other.iter().any(|(variable, _)| variable == "number-of-pages") {
        record.other.push((
            "number-of-pages".into(),
            format!("\"{}\"", locator::thousands(value.trim_end_matches(is_letter), true).replace(['"', '\\'], "")),
        ));
    }
}

/// `Phys. Rev. D57`: the letter of a section belongs to an abbreviated journal, the number behind it to the volume.
fn split_section(text: &str, runs: &mut [Run]) {
    for at in 1..runs.len() {
        let (before, volume) = (runs[at - 1], runs[at]);
        let words = volume.span.of(text);
        let mut chars = words.chars();
        let is_section = chars.next().is_some_and(|c| ('A'..='H').contains(&c)) && words.len() > 1 && chars.all(|c| c.is_ascii_digit());
        let between = text.get(before.span.end as usize..volume.span.start as usize).unwrap_or("");
        let is_short = before.span.of(text).ends_with('.') || between.starts_with('.');
        if (before.label, volume.label) == (Label::Container, Label::Volume)
            && is_section
            && is_short
            && matches!(between.trim_start_matches('.').trim(), "" | ",")
        {
            runs[at - 1].span.end = volume.span.start + 1;
            runs[at].span.start += 1;
        }
    }
}

fn take_mark(text: &str, mark: &Mark, record: &mut Record, fields: &mut Vec<(Field, Span)>) {
    let value = mark.value.of(text);
    let field = match mark.what {
        What::Url if record.url.is_empty() => {
            record.url = value.split_whitespace().collect();
            Field::Url
        }
        What::Doi if record.doi.is_empty() => {
            record.doi = value.split_whitespace().collect();
            // The address of a resolver is an address, too.
            if record.url.is_empty() && marks::is_resolved(mark.span.of(text)) {
                record.url = mark.span.of(text).split_whitespace().collect();
            }
            Field::Doi
        }
        What::Accessed if record.accessed.is_none() => {
            record.accessed = dates::read(value).map(|printed| printed.date);
            Field::Accessed
        }
        What::Language if record.language.is_none() => {
            record.language = marks::language_named(value).map(Lang::new);
            Field::Language
        }
        What::Isbn if record.isbn.is_empty() => {
            record.isbn = identity::isbn(value).map_or_else(|| squeeze(value), |_| squeeze(value));
            Field::Isbn
        }
        What::Issn if record.issn.is_empty() => {
            record.issn = squeeze(value);
            Field::Issn
        }
        What::Preprint | What::Symbol if record.number.is_empty() => {
            record.number = squeeze(value);
            Field::Number
        }
        What::Volumes if !record.other.iter().any(|(variable, _)| variable == "number-of-volumes") => {
            record.other.push(("number-of-volumes".into(), format!("\"{}\"", squeeze(value).replace(['"', '\\'], ""))));
            return;
        }
        _ => return,
    };
    fields.push((field, mark.value));
}

/// `Report of the Group (A/65/201)`: the symbol behind a title is the work's number, not part of its title.
fn move_symbol_out_of_title(text: &str, record: &mut Record, fields: &mut [(Field, Span)]) {
    let Some((_, span)) = fields.iter_mut().find(|(field, _)| *field == Field::Title) else { return };
    let words = span.of(text);
    let Some(symbol) = symbol::find(words).pop() else { return };
    let behind = words.get(symbol.span.end as usize..).unwrap_or("");
    if record.number.is_empty() {
        record.number = squeeze(symbol.span.of(words));
    }
    if behind.chars().any(char::is_alphanumeric) {
        return;
    }
    let title = words
        .get(..symbol.span.start as usize)
        .unwrap_or("")
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',' | ':' | '.' | ';' | '/'));
    if title.chars().filter(|&c| is_letter(c)).count() > 12 {
        span.end = span.start + title.len() as u32;
        record.title = squeeze(title);
    }
}

/// `ISO 690:2021. Information and documentation`, `文献著录: GB/T 3792.4-2009`: the designation of a standard before or behind its
/// title is its number.
fn move_standard_out_of_title(text: &str, whole: Span, record: &mut Record, fields: &mut Vec<(Field, Span)>) {
    if !record.number.is_empty() {
        return;
    }
    let Some((_, span)) = fields.iter_mut().find(|(field, _)| *field == Field::Title) else { return };
    if let Some(len) = symbol::standard(whole.of(text)).filter(|len| whole.start as usize + len < span.start as usize) {
        let number = Span::new(whole.start as usize, whole.start as usize + len);
        record.number = squeeze(number.of(text));
        fields.push((Field::Number, number));
        return;
    }
    let words = span.of(text);
    let start = span.start as usize;
    let separates = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '—' | '–' | '-' | '：');
    let (number, title) = if let Some(len) = symbol::standard(words) {
        let title = words.get(len..).unwrap_or("").trim_start_matches(separates);
        (Span::new(start, start + len), Span::new(span.end as usize - title.len(), span.end as usize))
    } else {
        // A designation ends in its year.
        let behind = words
            .match_indices([' ', '：'])
            .filter(|_| words.ends_with(|c: char| c.is_ascii_digit()))
            .map(|(at, gap)| at + gap.len())
            .find(|&at| words.get(at..).is_some_and(|tail| symbol::standard(tail) == Some(tail.len())));
        let Some(at) = behind else { return };
        let title = words.get(..at).unwrap_or("");
        // Without a separator it is spoken of: "Implementing ISO 9001:2015".
        if !title.trim_end().ends_with([':', ',', '.', '：', '—', '–']) {
            return;
        }
        (Span::new(start + at, span.end as usize), Span::new(start, start + title.trim_end_matches(separates).len()))
    };
    record.number = squeeze(number.of(text));
    if title.of(text).chars().filter(|c| c.is_alphabetic()).count() > 3 {
        *span = title;
        record.title = squeeze(title.of(text));
        fields.push((Field::Number, number));
    }
}
