//! What a header says again: fields that say nothing but values which the front matter or a record has.
//!
//! A value may claim a word once: what stands a second time is left. A field of a header is a value whole or it is none, so that nothing is
//! hidden: in what is said in words, and beside a word that nothing has, no word is taken for a value.

use rustc_hash::FxHashMap;

use super::{
    super::{Scope, Seen, Standing},
    FREE, LEFT_OUT, Sides, Words,
};

/// Values of more words are texts.
const LONGEST: usize = 64;
/// Fields of more words are texts.
const MOST: usize = 400;
/// A number of fewer digits says by itself nothing of what it counts.
const SHORT: usize = 4;

/// Lets values claim the fields of their scope that say them.
pub fn said_again(sides: &mut Sides<'_>, seen: &Seen<'_>, source: &Words<'_>) {
    let values = Values::of(sides);
    if values.lengths.is_empty() {
        return;
    }
    let fields: Vec<(Scope, usize, usize)> = seen.fields(source).collect();
    for group in fields.chunk_by(|one, other| one.0 == other.0) {
        let is_due =
            |&&(_, from, to): &&(Scope, usize, usize)| (1..=MOST).contains(&(to - from)) && (from..to).any(|at| is_open(sides, at));
        let due: Vec<(usize, usize)> = group.iter().filter(is_due).map(|&(_, from, to)| (from, to)).collect();
        if due.is_empty() {
            continue;
        }
        let owner = match group.first() {
            Some((Scope::Head, ..)) => Some(0),
            Some((Scope::Entry(_), ..)) => values.best(sides, group),
            _ => None,
        };
        let Some(owner) = owner else { continue };
        for (from, to) in due {
            let is_count = |at: usize| source.word(at).len() < SHORT && source.word(at).bytes().all(|byte| byte.is_ascii_digit());
            if to - from > 1 || !is_count(from) {
                cover(sides, &values, owner, from, to);
            }
        }
    }
}

/// Whether nothing has a word, but a value that says it otherwise.
fn is_open(sides: &Sides<'_>, at: usize) -> bool {
    match sides.to.get(at) {
        Some(&FREE) => true,
        Some(&LEFT_OUT) | None => false,
        Some(&word) => sides.standing(word as usize) == Standing::Stated,
    }
}

/// Claims a field if it says nothing but values and what is claimed already.
fn cover(sides: &mut Sides<'_>, values: &Values, owner: u32, from: usize, to: usize) {
    let digests: Vec<u64> = (from..to).filter_map(|at| sides.digest(at)).collect();
    // For each word how many words on the next value begins, and the part that has those between; if the end is reached so.
    let mut steps: Vec<Option<(usize, Option<usize>)>> = vec![None; digests.len() + 1];
    if let Some(end) = steps.last_mut() {
        *end = Some((0, None));
    }
    for at in (0..digests.len()).rev() {
        let reaches = |length: usize| steps.get(at + length).is_some_and(Option::is_some);
        let value = values.lengths.iter().rev().filter(|&&length| reaches(length)).find_map(|&length| {
            let part = values.find(owner, digests.get(at..at + length)?)?;
            Some((length, Some(part)))
        });
        let step = value.or_else(|| (reaches(1) && !is_open(sides, from + at)).then_some((1, None)));
        if let Some(own) = steps.get_mut(at) {
            *own = step;
        }
    }
    let mut at = 0;
    while let Some(&Some((length, part))) = steps.get(at).filter(|_| at < digests.len()) {
        if let Some(part) = part {
            claim(sides, part, from + at, from + at + length);
        }
        at += length;
    }
}

/// Lets a value claim the open words of a stretch, whatever the order of its own.
fn claim(sides: &mut Sides<'_>, part: usize, from: usize, to: usize) {
    let (first, end) = sides.words_of(part);
    let mut left: Vec<usize> = (first..end).collect();
    for at in from..to {
        let Some(nth) = left.iter().position(|&word| sides.document.get(word).copied() == sides.digest(at)) else { continue };
        let word = left.remove(nth);
        if !is_open(sides, at) {
            continue;
        }
        if let Some(before) = sides.to.get(at).filter(|&&before| before != FREE).map(|&before| before as usize)
            && let Some(before) = sides.from.get_mut(before)
        {
            *before = FREE;
        }
        sides.claim(at, word);
    }
}

/// The values by their words.
#[derive(Default)]
struct Values {
    /// How many words they have, each number once, in order.
    lengths: Vec<usize>,
    /// By the number and the sum of their words: whose they are, and their parts.
    parts: FxHashMap<(usize, u64), Vec<(u32, usize)>>,
}

impl Values {
    fn of(sides: &Sides<'_>) -> Self {
        let mut values = Self::default();
        for (part, standing) in sides.standing.iter().enumerate() {
            let &Standing::Value(owner) = standing else { continue };
            let (from, to) = sides.words_of(part);
            if !(1..=LONGEST).contains(&(to - from)) {
                continue;
            }
            let Some(words) = sides.document.get(from..to) else { continue };
            values.parts.entry((words.len(), sum(words))).or_default().push((owner, part));
            values.lengths.push(words.len());
        }
        values.lengths.sort_unstable();
        values.lengths.dedup();
        values
    }

    /// The value of an owner that has these words.
    fn find(&self, owner: u32, words: &[u64]) -> Option<usize> {
        self.parts.get(&(words.len(), sum(words)))?.iter().find(|(own, _)| *own == owner).map(|(_, part)| *part)
    }

    /// The record of whose values an entry says most.
    fn best(&self, sides: &Sides<'_>, fields: &[(Scope, usize, usize)]) -> Option<u32> {
        let mut said: FxHashMap<u32, usize> = FxHashMap::default();
        for &(_, from, to) in fields {
            for at in from..to {
                for &length in self.lengths.iter().take_while(|&&length| at + length <= to) {
                    let words: Vec<u64> = (at..at + length).filter_map(|at| sides.digest(at)).collect();
                    for (owner, _) in self.parts.get(&(length, sum(&words))).into_iter().flatten().filter(|(owner, _)| *owner > 0) {
                        *said.entry(*owner).or_default() += length;
                    }
                }
            }
        }
        said.into_iter().max_by_key(|&(owner, words)| (words, std::cmp::Reverse(owner))).map(|(owner, _)| owner)
    }
}

/// Of words in whatever order: that of a name may be the other way round, and that of a day.
fn sum(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum, word| sum.wrapping_add(word.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word >> 29))
}

#[cfg(test)]
mod tests {
    use crate::{Format, ingest_format, report::AROUND};

    /// What is listed of a source as standing around its text.
    fn around(source: &str) -> Vec<String> {
        let made = ingest_format("a.xml", source.as_bytes(), None, Format::of("a.xml", source.as_bytes())).unwrap();
        assert!(made.report.lost.is_empty() && made.report.added.is_empty(), "{:?} {:?}", made.report.lost, made.report.added);
        made.report.findings.into_iter().filter(|finding| finding.rule == AROUND).map(|finding| finding.text).collect()
    }

    fn tei(header: &str) -> String {
        format!(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader>{header}</teiHeader><text><body><p>We went to the weir at noon.</p></body></text></TEI>"
        )
    }

    #[test]
    fn a_header_that_says_it_again_loses_nothing() {
        let names = "<title type='main'>On salt and weights</title><title type='main' xml:lang='ru'>О соли</title>\
                     <author><forename>Marta</forename> <surname>Ilves</surname></author>";
        let again = "<biblStruct><monogr><author><persName><surname>Ilves</surname>, <forename>Marta</forename></persName></author>\
                     <title level='m'>On salt and weights</title><title>О соли</title><idno type='DOI'>10.5555/s.1</idno>\
                     <imprint><date when='1843-05-02'>1843-05-02</date></imprint></monogr></biblStruct>";
        let header = |last: &str| {
            tei(&format!(
                "<fileDesc><titleStmt>{names}</titleStmt><publicationStmt><p/><idno type='DOI'>10.5555/s.1</idno></publicationStmt>\
                 <sourceDesc>{again}</sourceDesc></fileDesc><profileDesc><creation><date when='1843-05-02'>{last}</date></creation></profileDesc>"
            ))
        };
        assert_eq!(around(&header("1843-05-02")), Vec::<String>::new());
        // What no value says as it is printed is listed, and so is a field that says more.
        assert_eq!(around(&header("2 May 1843")), ["2 May 1843"]);
        assert_eq!(around(&header("1843-05-02 at noon")), ["1843-05-02 at noon"]);
    }

    #[test]
    fn a_field_is_that_of_its_own_scope() {
        let article = |meta: &str| {
            format!(
                "<article><front><journal-meta><journal-title>Annals of Lamps</journal-title>{meta}</journal-meta><article-meta>\
                 <title-group><article-title>Oil</article-title></title-group><pub-date><day>2</day><month>10</month><year>2019</year></pub-date>\
                 <volume>12</volume><issue>4</issue></article-meta></front><body><p>Oil was dear on the coast.</p></body>\
                 <back><ref-list><ref id='r1'><element-citation publication-type='book'><source>Rules for keepers</source><year>1911</year>\
                 <publisher-name>Coast Press</publisher-name></element-citation></ref></ref-list></back></article>"
            )
        };
        assert_eq!(around(&article("<journal-id>annals-of-lamps</journal-id>")), Vec::<String>::new());
        // That a work has it says nothing of this text.
        let publisher = "<publisher><publisher-name>Coast Press</publisher-name></publisher>";
        assert_eq!(around(&article(&publisher.repeat(2))), ["Coast Press"]);
    }

    #[test]
    fn what_records_have_of_a_register_is_theirs() {
        let file = |register: &str| {
            let text = tei("<fileDesc><titleStmt><title>Salt</title></titleStmt></fileDesc>");
            text.replace("</TEI>", &format!("<standOff><listPerson>{register}</listPerson></standOff></TEI>"))
        };
        let person = "<person xml:id='i'><persName>Marta Ilves</persName><birth when='1811'/><idno type='gnd'>118540238</idno>";
        assert_eq!(around(&file(&format!("{person}</person>"))), Vec::<String>::new());
        assert_eq!(around(&file(&format!("{person}<sex>her own</sex></person>"))), ["her own"]);
        // Without a place in the register there is no record.
        assert_eq!(around(&file("<person><persName>Marta Ilves</persName></person>")), ["Marta Ilves"]);
    }
}
