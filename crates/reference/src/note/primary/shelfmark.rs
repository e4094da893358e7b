//! Pieces of archives as notes cite them: an archive and a shelfmark, with a description before or behind, and the leaf (ISO 690:2021, 15.3;
//! The Chicago Manual of Style, 17th ed., 14.221 to 14.231; ГОСТ Р 7.0.5–2008, 8; for CSL `archive`, `archive_location`).

use std::ops::Range;

use scholion_base::{script::is_cyrillic, text::squeeze};

use super::{
    Primary, as_json,
    clause::{parts, unit},
    part::{
        Part, abbreviation, acronym, has_acronym, has_recipient, is_archive, is_fonds, is_name, is_series, kind, may_count, tells_records,
    },
};
use crate::{
    Kind, Record, dates,
    note::{names::is_in, start},
};

/// Reads the piece of an archive that the clause at a place names.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let clause = Clause::of(text, from, to)?;
    let archive = clause.parts.iter().position(|(part, _)| matches!(part, Part::Archive(_)));
    match archive {
        Some(archive) => clause.archive_first(archive).or_else(|| clause.archive_last(archive)),
        None => clause.without_archive(),
    }
}

struct Clause<'a> {
    text: &'a str,
    parts: Vec<(Part, Range<usize>)>,
}

impl<'a> Clause<'a> {
    fn of(text: &'a str, from: usize, to: usize) -> Option<Self> {
        let mut found: Vec<(Part, Range<usize>)> = Vec::new();
        let ranges = parts(text, from, to);
        let words = |at: usize| ranges.get(at).and_then(|range| text.get(range.clone())).unwrap_or("");
        if !(0..ranges.len()).any(|at| may_count(words(at), words(at + 1))) {
            return None;
        }
        for (index, range) in ranges.iter().enumerate() {
            let words = text.get(range.clone()).unwrap_or("");
            let next = ranges.get(index + 1).and_then(|next| text.get(next.clone())).unwrap_or("");
            // "the letter in TNA", "BArch R 43 I/1234": words before and behind an abbreviation are parts of their own.
            if let Some((start, end)) = abbreviation(words).or_else(|| acronym(words, next)) {
                let before = range.start..range.start + words.get(..start).unwrap_or("").trim_end().len();
                found.extend((!before.is_empty()).then_some((Part::Other, before)));
                found.push((Part::Archive(true), range.start + start..range.start + end));
                let rest = words.get(end..).unwrap_or("");
                let lead = rest.len() - rest.trim_start().len();
                let rest = range.start + end + lead..range.end;
                let is_told = words.get(end..).is_some_and(|rest| rest.contains(char::is_alphanumeric));
                found.extend(is_told.then(|| (kind(text.get(rest.clone()).unwrap_or("")), rest)));
            } else {
                // "// Исторический архив. № 3" is a journal.
                let hosted = self::is_hosted(text, range.start);
                let is_archive = is_archive(words) && (!hosted || is_fonds(next))
                    || is_fonds(next) && (is_name(words) && words.contains(is_cyrillic) || has_acronym(words));
                found.push((if is_archive { Part::Archive(false) } else { kind(words) }, range.clone()));
            }
        }
        Some(Self { text, parts: found })
    }

    fn part(&self, index: usize) -> Option<Part> {
        self.parts.get(index).map(|(part, _)| *part)
    }

    fn words(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }

    /// From the beginning of one part to the end of another.
    fn span(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.parts.get(from).map_or(0, |(_, range)| range.start);
        let end = to.checked_sub(1).and_then(|last| self.parts.get(last)).map_or(start, |(_, range)| range.end);
        start..end.max(start)
    }

    /// Where the shelfmark that begins with a part ends.
    fn shelfmark_end(&self, from: usize) -> usize {
        let counts = |at: usize| matches!(self.part(at), Some(Part::Unit | Part::Code | Part::Collection)) || self.is_volume(at);
        let mut end = from;
        loop {
            // "Audiencia de Lima, leg. 34", "Senato, Dispacci, Costantinopoli, b. 12": names are parts of it where numbers follow.
            let names = (end..end + 3).take_while(|&at| self.part(at) == Some(Part::Name)).count();
            let named = names > 0 && counts(end + names)
                || matches!(self.part(end), Some(Part::Name | Part::Collection))
                    && (counts(end + 1) || self.part(end + 1) == Some(Part::Leaf));
            if !(matches!(self.part(end), Some(Part::Unit | Part::Code)) || end > from && self.is_volume(end) || named) {
                return end;
            }
            end += 1;
        }
    }

    /// The parts of a range that count as a shelfmark.
    fn has_unit(&self, from: usize, to: usize) -> bool {
        self.parts.get(from..to).unwrap_or_default().iter().any(|(part, _)| *part == Part::Unit)
    }

    /// Whether a part is a volume of a fonds, with more of the shelfmark behind it: "Inquisición, vol. 1344, exp. 3".
    fn is_volume(&self, at: usize) -> bool {
        let words = self.parts.get(at).map_or("", |(_, range)| self.words(range.clone()));
        let unit = words.split([' ', '.', '\u{a0}']).next().unwrap_or("");
        let number = words.get(unit.len()..).unwrap_or("").trim_start_matches(['.', ' ', '\u{a0}']);
        scholion_lang::JOURNAL_NUMBER.part(&unit.to_lowercase()) == Some("volume")
            && matches!(self.part(at + 1), Some(Part::Unit | Part::Leaf))
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
    }

    /// "TNA, FO 371/1234, fol. 7v, Smith to Jones, 3 May 1901", "Smith to Jones, 3 May 1901, TNA, FO 371/1234".
    fn archive_first(&self, archive: usize) -> Option<Primary> {
        let is_known = self.part(archive) == Some(Part::Archive(true));
        let mut last = archive;
        // "Bundesarchiv, BArch", "Archives nationales, Paris"
        while matches!(self.part(last + 1), Some(Part::Archive(_))) {
            last += 1;
        }
        let seat = self.part(last + 1) == Some(Part::Name)
            && self.parts.get(last + 1).is_some_and(|(_, range)| !self.words(range.clone()).contains(' '));
        let mut shelf = last + 1;
        // "National Archives, Washington, DC, Record Group 84"
        let is_state = self.parts.get(shelf + 1).is_some_and(|(_, range)| {
            let words = self.words(range.clone());
            (2..=4).contains(&words.len()) && words.chars().all(|c| c.is_ascii_uppercase() || c == '.')
        });
        if is_state && self.part(shelf) == Some(Part::Name) && self.shelfmark_end(shelf + 2) > shelf + 2 {
            shelf += 2;
        } else if self.shelfmark_end(shelf) == shelf && seat && self.shelfmark_end(shelf + 1) > shelf + 1 {
            shelf += 1;
        }
        let name = self.words(self.span(archive, shelf));
        let mut end = self.shelfmark_end(shelf);
        let behind = self.part(end) == Some(Part::Leaf);
        // Behind an archive that goes by words only a word for a box, or a leaf, shows that it is none of a title.
        let is_mark = end > shelf && (is_known || self.has_unit(shelf, end) || behind && self.has_code(shelf, end));
        let mut told = None;
        if !is_mark {
            // What the piece is may stand between: "TNA, Smith to Jones, 3 May 1901, FO 371/1234".
            let unit = (shelf..self.parts.len()).find(|&at| self.part(at) == Some(Part::Unit))?;
            told = Some(self.described(shelf, unit)?);
            (shelf, end) = (unit, self.shelfmark_end(unit));
        }
        let location = self.span(shelf, end);
        if !self.words(location.clone()).contains(|c: char| c.is_ascii_digit()) || dates::is_year(self.words(location.clone())) {
            return None;
        }
        let mut place = location.end..location.end;
        if self.part(end) == Some(Part::Leaf) {
            let leaves = (end..).take_while(|&at| self.part(at) == Some(Part::Leaf)).count();
            place = self.span(end, end + leaves);
            end += leaves;
        }
        // "Oxford, Bodleian Library, MS Laud Misc. 108"
        let town = archive == 1
            && self.part(0) == Some(Part::Name)
            && self.parts.first().is_some_and(|(_, range)| !self.words(range.clone()).contains(' '));
        let mut start = self.parts.get(if town { 0 } else { archive })?.1.start;
        let mut link = start..location.end;
        // "Schreiben vom 4. März 1821, in: Geheimes Staatsarchiv"
        let hosted = archive > 1 && self.parts.get(archive - 1).is_some_and(|(_, range)| is_in(&self.words(range.clone()).to_lowercase()));
        let head = archive - usize::from(hosted);
        let before = if archive > 0 && !town && told.is_none() { self.described(0, head) } else { None };
        let mut stop = place.end;
        let mut description = told.or_else(|| before.clone());
        if let Some(described) = before {
            start = described.title.start;
            link = described.title.clone();
        } else if (archive == 0 || town)
            && description.is_none()
            && let Some((described, to)) = self.told_behind(end)
        {
            stop = self.span(end, to).end;
            description = Some(described);
            let leaves = (to..).take_while(|&at| self.part(at) == Some(Part::Leaf)).count();
            if leaves > 0 && place.is_empty() {
                place = self.span(to, to + leaves);
                stop = place.end;
            }
        }
        let mut primary = self.primary(name, location, place, description, start..stop, link);
        if town {
            primary.record.other.push(seat_of(self.words(self.span(0, 1))));
        }
        Some(primary)
    }

    /// "Minutes of the Harbour Council, 3 January 1844, box 3, folder 12, Council Papers, City Archives, Riga".
    fn archive_last(&self, archive: usize) -> Option<Primary> {
        let unit = (0..archive).find(|&at| self.part(at) == Some(Part::Unit));
        // "Salt Office to Commissioners, 4 March 1821, T 64/219, The National Archives"
        let is_code = |at: &usize| {
            self.part(*at) == Some(Part::Code) && self.parts.get(*at).is_some_and(|(_, range)| self.words(range.clone()).contains('/'))
        };
        let code =
            || (1..archive).find(is_code).filter(|&at| self.described(0, at).is_some_and(|told| told.issued.is_some() || told.is_letter));
        let first = unit.or_else(code)?;
        // "Holm Papers, box 3": the collection belongs to the shelfmark.
        let from = first - usize::from(first > 0 && self.part(first - 1) == Some(Part::Collection));
        let leaves: Vec<usize> = (from..archive).filter(|&at| self.part(at) == Some(Part::Leaf)).collect();
        let is_told = |at: usize| self.parts.get(at).is_some_and(|(_, range)| tells_records(self.words(range.clone())));
        let fits = (from..archive).all(|at| !matches!(self.part(at), Some(Part::Day | Part::Other)) || is_told(at));
        let described = self.described(0, from);
        if !fits || from > 0 && described.is_none() {
            return None;
        }
        let place = leaves.first().map_or(0..0, |&leaf| self.span(leaf, leaf + leaves.len()));
        let marks = (from..archive)
            .filter(|at| !leaves.contains(at))
            .filter_map(|at| self.parts.get(at))
            .map(|(_, range)| self.words(range.clone()));
        let location = marks.collect::<Vec<_>>().join(", ");
        let seat = self.part(archive + 1) == Some(Part::Name);
        let span = self.span(0, archive + 1 + usize::from(seat));
        let link = described.as_ref().map_or(self.span(from, archive + 1), |described| described.title.clone());
        let name = self.words(self.parts.get(archive)?.1.clone());
        let mut primary = self.primary(name, 0..0, place, described, span, link);
        primary.record.archive_location = squeeze(&location);
        if seat {
            primary.record.other.push(seat_of(self.words(self.parts.get(archive + 1)?.1.clone())));
        }
        Some(primary)
    }

    /// A piece of a series that goes by itself, "FO 371/1234", of a collection, "Council Papers, box 3", or of a fonds, "Ф. 5. Оп. 1. Д. 7".
    fn without_archive(&self) -> Option<Primary> {
        let first = (0..self.parts.len()).find(|&at| self.part(at) == Some(Part::Unit))?;
        let from = first - usize::from(first > 0 && self.part(first - 1) == Some(Part::Collection));
        let end = self.shelfmark_end(from);
        let words = self.words(self.parts.get(first)?.1.clone());
        let units = self.parts.get(first..end)?.iter().filter(|(part, _)| *part == Part::Unit).count();
        let is_fonds = unit(words).is_some_and(|unit| unit.part == "fonds") && units > 1;
        if !(from < first || is_fonds || is_series(words)) {
            return None;
        }
        let described = if from > 0 { Some(self.described(0, from)?) } else { None };
        let location = self.span(from, end);
        let leaves = (end..).take_while(|&at| self.part(at) == Some(Part::Leaf)).count();
        let place = if leaves > 0 { self.span(end, end + leaves) } else { location.end..location.end };
        let start = described.as_ref().map_or(location.start, |described| described.title.start);
        let link = described.as_ref().map_or(location.clone(), |described| described.title.clone());
        let stop = place.end;
        Some(self.primary("", location, place, described, start..stop, link))
    }

    /// What the parts behind a shelfmark say of it up to a leaf, and where they end: of whom it is or of which day, "lettera del 4 marzo 1821".
    fn told_behind(&self, from: usize) -> Option<(Described, usize)> {
        let to = (from..self.parts.len()).find(|&at| self.part(at) == Some(Part::Leaf)).unwrap_or(self.parts.len());
        if let Some(described) = self.described(from, to).filter(|described| described.issued.is_some() || described.is_letter) {
            return Some((described, to));
        }
        let span = Some(self.span(from, to)).filter(|_| to > from && self.part(to - 1) == Some(Part::Day))?;
        let words = self.words(span.clone());
        let issued = dates::read(words).map(|printed| printed.date)?;
        let is_told = words.starts_with(char::is_lowercase) && words.split(' ').count() <= 8;
        let title = if is_told { span } else { span.start..span.start };
        Some((Described { title, issued: Some(issued), is_letter: false }, to))
    }

    fn has_code(&self, from: usize, to: usize) -> bool {
        self.parts.get(from..to).unwrap_or_default().iter().any(|(part, _)| *part == Part::Code)
    }

    /// What parts say a piece is: no sentence, and nothing that was published.
    fn described(&self, from: usize, to: usize) -> Option<Described> {
        let parts = self.parts.get(from..to).filter(|parts| !parts.is_empty())?;
        let all = self.words(self.span(from, to));
        let published = all.contains(['“', '«', '„', '"']) && all.contains("): ")
            || all.match_indices('(').any(|(at, _)| all.get(at..).and_then(|rest| rest.split(')').next()).is_some_and(start::has_year));
        let is_day = |(part, _): &&(Part, Range<usize>)| *part == Part::Day;
        let days = parts.iter().rev().take_while(is_day).count();
        let title = self.span(from, to - days);
        let words = self.words(title.clone());
        let sentence = words.split(' ').count() > 20 || start::is_prose(words) && !has_recipient(words);
        let starts =
            words.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()) || scholion_base::quotes::opens(words);
        if published || sentence || !starts || parts.iter().any(|(part, _)| matches!(part, Part::Leaf)) || words.contains("://") {
            return None;
        }
        let issued = parts.iter().find(is_day).map_or(words, |(_, range)| self.words(range.clone()));
        let issued = dates::read(issued).map(|printed| printed.date);
        Some(Described { title, issued, is_letter: has_recipient(words) })
    }

    fn primary(
        &self,
        archive: &str,
        location: Range<usize>,
        place: Range<usize>,
        described: Option<Described>,
        span: Range<usize>,
        link: Range<usize>,
    ) -> Primary {
        let mut record = Record {
            kind: Kind::Manuscript,
            archive: squeeze(archive.trim_end_matches([',', ':', '.', ' '])),
            archive_location: squeeze(self.words(location).trim_end_matches([',', '.', ' '])),
            ..Record::default()
        };
        if let Some(described) = described {
            record.title = squeeze(self.words(described.title).trim_matches(['“', '”', '„', '«', '»', '"', ',', ' ']));
            record.issued = described.issued;
        }
        Primary { record, span, link, place }
    }
}

/// Whether two strokes stand before a place, as before a journal.
fn is_hosted(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end().ends_with("//"))
}

/// The town of an archive, as a variable.
fn seat_of(town: &str) -> (String, String) {
    ("archive-place".to_owned(), as_json(town))
}

/// What a piece is said to be.
#[derive(Clone, Debug)]
struct Described {
    title: Range<usize>,
    issued: Option<scholion_base::Date>,
    is_letter: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Archive, shelfmark, leaf, title.
    fn check(text: &str, archive: &str, location: &str, leaf: &str, title: &str) {
        let found = read(text, 0, text.len());
        let fields = found.as_ref().map(|found| {
            (
                found.record.archive.as_str(),
                found.record.archive_location.as_str(),
                text.get(found.place.clone()).unwrap_or(""),
                found.record.title.as_str(),
            )
        });
        assert_eq!(fields, Some((archive, location, leaf, title)), "{text}");
    }

    #[test]
    fn pieces_of_archives_are_read() {
        check("РГИА. Ф. 1276. Оп. 2. Д. 5. Л. 12–13 об.", "РГИА", "Ф. 1276. Оп. 2. Д. 5", "Л. 12–13 об", "");
        check("ГАРФ, ф. 102, оп. 1, д. 5, л. 12 об.", "ГАРФ", "ф. 102, оп. 1, д. 5", "л. 12 об", "");
        check("ОР РНБ. Ф. 124. Ед. хр. 33. Л. 2.", "ОР РНБ", "Ф. 124. Ед. хр. 33", "Л. 2", "");
        check("Архив РАН. Ф. 2. Оп. 1. Д. 5.", "Архив РАН", "Ф. 2. Оп. 1. Д. 5", "", "");
        check("TNA, FO 371/1234, fol. 7v.", "TNA", "FO 371/1234", "fol. 7v", "");
        check("TNA, FO 371/1234, Smith to Jones, 3 May 1901.", "TNA", "FO 371/1234", "", "Smith to Jones");
        check("Smith to Jones, 3 May 1901, TNA, FO 371/1234, fol. 7v.", "TNA", "FO 371/1234", "fol. 7v", "Smith to Jones");
        check("BArch R 43 I/1234, Bl. 23.", "BArch", "R 43 I/1234", "Bl. 23", "");
        check("AN, F/7/4567, dossier 3.", "AN", "F/7/4567, dossier 3", "", "");
        check("AGI, Audiencia de Lima, leg. 34, f. 12r.", "AGI", "Audiencia de Lima, leg. 34", "f. 12r", "");
        check("NARA, RG 59, box 12, folder 3.", "NARA", "RG 59, box 12, folder 3", "", "");
        check("ASV, Segr. Stato, Germania 12, f. 23r.", "ASV", "Segr. Stato, Germania 12", "f. 23r", "");
        check(
            "City Archives, Council Papers, box 3, folder 12, fol. 5r.",
            "City Archives",
            "Council Papers, box 3, folder 12",
            "fol. 5r",
            "",
        );
        check("BL, Add. MS 12345, fol. 3r.", "BL", "Add. MS 12345", "fol. 3r", "");
        check(
            "Minutes of the Harbour Council, 3 January 1844, box 3, folder 12, Council Papers, City Archives, Riga.",
            "City Archives",
            "box 3, folder 12, Council Papers",
            "",
            "Minutes of the Harbour Council",
        );
        check(
            "Smith to Jones, 3 May 1901, Smith Papers, box 3, Library of Congress.",
            "Library of Congress",
            "Smith Papers, box 3",
            "",
            "Smith to Jones",
        );
        check(
            "Memorandum of Conversation, 14 June 1950, box 12, folder 3, Records of the Policy Planning Staff, RG 59, National Archives, College Park, MD.",
            "National Archives",
            "box 12, folder 3, Records of the Policy Planning Staff, RG 59",
            "",
            "Memorandum of Conversation",
        );
        check(
            "Schreiben des Amtes vom 4. März 1821, in: Stadtarchiv Köln, Best. 151, Nr. 445, Bl. 12r.",
            "Stadtarchiv Köln",
            "Best. 151, Nr. 445",
            "Bl. 12r",
            "Schreiben des Amtes vom 4. März 1821",
        );
        check("National Archives, Washington, DC, RG 84, box 3.", "National Archives, Washington, DC", "RG 84, box 3", "", "");
        check(
            "Archivo General de la Nación, Inquisición, vol. 1344, exp. 3, f. 12.",
            "Archivo General de la Nación",
            "Inquisición, vol. 1344, exp. 3",
            "f. 12",
            "",
        );
        check("FO 371/1234, fol. 5.", "", "FO 371/1234", "fol. 5", "");
        check("ASV, Senato, Dispacci, Riga, b. 12, c. 45r.", "ASV", "Senato, Dispacci, Riga, b. 12", "c. 45r", "");
        check(
            "Archivio di Stato di Milano, Finanza, Sale, b. 219, lettera del 4 marzo 1821, c. 3r.",
            "Archivio di Stato di Milano",
            "Finanza, Sale, b. 219",
            "c. 3r",
            "lettera del 4 marzo 1821",
        );
        check(
            "Salt Office to Commissioners, 4 March 1821, T 64/219, fol. 12r, The National Archives, Kew.",
            "The National Archives",
            "T 64/219",
            "fol. 12r",
            "Salt Office to Commissioners",
        );
        check("Arch. dép. Gironde, 3 E 1234, fol. 12.", "Arch. dép. Gironde", "3 E 1234", "fol. 12", "");
        check("Arch. dép. de la Gironde, C 3456.", "Arch. dép. de la Gironde", "C 3456", "", "");
        check("ÖStA/AVA, Inneres, MdI, Kt. 345.", "ÖStA/AVA", "Inneres, MdI, Kt. 345", "", "");
        check("Stadtarchiv Köln, Best. 30, Nr. 12, Bl. 3.", "Stadtarchiv Köln", "Best. 30, Nr. 12", "Bl. 3", "");
    }

    #[test]
    fn printed_works_are_none() {
        for text in [
            "Archiv für Kulturgeschichte 12 (1990), S. 5.",
            "Holm, K., Ponds and Rivers, London 1990, p. 12.",
            "Ann Archer, The Frozen Port (Boston: Oak Press, 1988), 12.",
            "Lind, E., Archives and Power, Journal of Archives, vol. 3, no. 2, 1999, pp. 3–9.",
            "The box was opened in 1901.",
            "In box 3, as we saw, folder 12 was empty.",
            "BL 1990, 12.",
            "Петров И. И. Северные письма. М., 1978. С. 12.",
            "Archer, Frozen Port, 20.",
        ] {
            assert_eq!(read(text, 0, text.len()).map(|found| found.record), None, "{text}");
        }
    }
}
