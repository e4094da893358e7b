//! From a printed entry, or a note, to the works it cites.

use std::sync::LazyLock;

use scholion_base::Span;

use super::{
    Field, InTextWork, Label, Parsed, Record, assemble,
    crf::{Model, Scratch},
    dates,
    features::{self, Attributes},
    kinds, layout, marks, markup, mend,
    note::{self, Named, Naming},
    token, works,
};

/// The weights that come with the program: `docs/REFERENCE_MODEL.md` says what they were learned from.
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("model/weights.bin")));

/// Below this a title in quotation marks says more than what was read.
const DOUBT: f32 = 0.2;

/// Longest text that is read; no entry and no note is longer.
const LONGEST: usize = 1 << 16;

/// Finds the works in one printed entry, or in one note that may hold several ("See: A (…). URL: … ; B …").
///
/// Markdown emphasis, `<…>` autolinks and backslash escapes are tolerated. Spans are byte spans into `text`.
/// Empty when nothing bibliographic is there.
pub fn parse(text: &str) -> Vec<Parsed> {
    Parser::new().parse(text)
}

/// As [`parse`], with other weights than the program's.
pub fn parse_with(model: &Model, text: &str) -> Vec<Parsed> {
    Parser::with(model).parse(text)
}

/// What a note names among its sentences, in order, unread.
pub fn named(text: &str) -> Vec<Named> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let plain = markup::plain(text);
    let mut found = note::named(&plain.text, &marks::find(&plain.text));
    for named in &mut found {
        named.span = plain.source(named.span.start as usize, named.span.end as usize);
        if let Naming::Short(work) = &mut named.naming {
            work.span = named.span;
        }
    }
    found
}

/// A part of a note that names a work.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted {
    /// Its words in the given text.
    pub span: Span,
    /// How it names the work.
    pub naming: Naming,
    /// What was read of a work that is named in full.
    pub work: Option<Parsed>,
}

/// A parser for many entries: it keeps its memory from one to the next, and nothing else.
pub struct Parser<'m> {
    model: &'m Model,
    tokens: Vec<token::Token>,
    attributes: Attributes,
    allowed: Vec<u32>,
    scratch: Scratch,
    places: Vec<u8>,
    labels: Vec<Label>,
    without: Option<usize>,
}

impl Default for Parser<'static> {
    fn default() -> Self {
        Self::new()
    }
}

impl Parser<'static> {
    /// A parser with the program's weights.
    pub fn new() -> Self {
        Parser::with(&MODEL)
    }
}

impl<'m> Parser<'m> {
    /// A parser with these weights.
    pub fn with(model: &'m Model) -> Self {
        Self {
            model,
            tokens: Vec::with_capacity(64),
            attributes: Attributes::default(),
            allowed: Vec::with_capacity(64),
            scratch: Scratch::default(),
            places: Vec::with_capacity(64),
            labels: Vec::with_capacity(64),
            without: None,
        }
    }

    /// Leaves out the rule of [`RULES`](crate::mend::RULES) with this number from now on: what each is worth is weighed so.
    pub fn leave_out(&mut self, rule: Option<usize>) {
        self.without = rule;
    }

    /// See [`parse()`].
    pub fn parse(&mut self, text: &str) -> Vec<Parsed> {
        self.read(text, true)
    }

    /// The records alone, for those who do not ask how sure they are: that takes a fifth of the time of labelling.
    pub fn records(&mut self, text: &str) -> Vec<Record> {
        self.read(text, false).into_iter().map(|found| found.record).collect()
    }

    /// What a note names among its sentences, in order.
    pub fn note(&mut self, text: &str) -> Vec<Noted> {
        if text.len() > LONGEST {
            return Vec::new();
        }
        let plain = markup::plain(text);
        let marks = marks::find(&plain.text);
        let mut found = Vec::new();
        for Named { span, naming } in note::named(&plain.text, &marks) {
            let primary = match naming {
                Naming::Work | Naming::SameAuthor | Naming::By(_) => {
                    note::primary::whole(&plain.text, span.start as usize, span.end as usize)
                }
                Naming::Short(_) | Naming::Back => None,
            };
            let work = match (&naming, primary) {
                (_, Some(primary)) => Some(read_whole(primary, text, &plain, span, true)),
                (Naming::Work, None) => {
                    let work = self.printed(text, &plain, &marks, span, true);
                    settled(work.map(|work| set_apart(titled(work, &plain, span), &plain, span)), text, &plain, span)
                }
                (Naming::SameAuthor | Naming::By(_), None) => self.printed(text, &plain, &marks, span, true),
                (Naming::Short(_) | Naming::Back, None) => None,
            };
            let span = plain.source(span.start as usize, span.end as usize);
            let naming = match naming {
                Naming::Short(work) => Naming::Short(InTextWork { span, ..work }),
                naming => naming,
            };
            found.push(Noted { span, naming, work });
        }
        found
    }

    fn read(&mut self, text: &str, weigh: bool) -> Vec<Parsed> {
        if text.len() > LONGEST {
            return Vec::new();
        }
        let plain = markup::plain(text);
        let marks = marks::find(&plain.text);
        let parts = works::split(&plain.text, &marks);
        let parts = parts.into_iter().flat_map(|part| with_sources(&plain.text, part));
        let read = |part: Span| match note::primary::whole(&plain.text, part.start as usize, part.end as usize) {
            Some(primary) => Some(read_whole(primary, text, &plain, part, false)),
            None => self.printed(text, &plain, &marks, part, weigh),
        };
        parts.filter_map(read).collect()
    }

    /// Reads a part of a text that is a work, and no primary source.
    fn printed(&mut self, text: &str, plain: &markup::Plain, marks: &[marks::Mark], whole: Span, weigh: bool) -> Option<Parsed> {
        let Self { model, tokens, attributes, allowed, scratch, places, labels, without } = self;
        token::tokens(&plain.text, whole.start as usize, whole.end as usize, marks, tokens);
        features::attributes(&plain.text, tokens, |at| plain.is_emphasised(at), attributes);
        layout::allowed(&plain.text, tokens, marks, allowed);
        let best = model.label(attributes, allowed, scratch, places);
        labels.clear();
        labels.extend(places.iter().map(|&place| Label::ALL.get(usize::from(place)).copied().unwrap_or_default()));
        // A judgment may name its court, day and file reference and nothing else.
        let text_only = !is_bibliographic(tokens, labels) && !mend::is_shelfmark(&plain.text, tokens);
        let decided = || note::law::decided(whole.of(&plain.text), &Record::default()).is_some();
        if text_only && !kinds::is_judgment(whole.of(&plain.text)) && !decided() {
            return None;
        }
        let confidence = if weigh { model.probability(attributes, scratch, best) } else { 0.0 };
        let (mut record, fields) = assemble::assemble(&plain.text, whole, tokens, labels, marks, &|at| plain.is_emphasised(at), *without);
        let span = plain.source(whole.start as usize, whole.end as usize);
        record.verbatim = scholion_base::text::squeeze(span.of(text));
        super::points::settle(&mut record, whole.of(&plain.text));
        if let Some(decided) = note::law::decided(whole.of(&plain.text), &record) {
            record = decided;
        }
        if record.kind == super::Kind::Patent {
            note::primary::official::settle(&mut record, whole.of(&plain.text));
        }
        let fields = fields.into_iter().map(|(field, span)| (field, plain.source(span.start as usize, span.end as usize))).collect();
        Some(Parsed { record, fields, span, confidence })
    }
}

/// A part of a text, cut at the semicolons around what a rule reads whole: "Archer, Ports (1988), 12; TNA, FO 371/1234".
fn with_sources(text: &str, part: Span) -> Vec<Span> {
    let words = part.of(text);
    if !words.contains(';') {
        return vec![part];
    }
    let mut parts = Vec::new();
    let mut rest = Span::new(part.start as usize, part.start as usize);
    let mut at = part.start as usize;
    for piece in words.split(';') {
        let lead = piece.len() - piece.trim_start().len();
        let lead = lead + works::lead_len(piece.trim_start());
        let span = Span::new(at + lead.min(piece.len()), at + piece.trim_end().len().max(lead.min(piece.len())));
        at += piece.len() + 1;
        if note::primary::whole(text, span.start as usize, span.end as usize).is_some() {
            parts.extend((!rest.is_empty()).then_some(rest));
            parts.push(span);
            rest = Span::new(at.min(part.end as usize), at.min(part.end as usize));
        } else {
            let start = if rest.is_empty() { span.start } else { rest.start };
            rest = Span::new(start as usize, span.end.max(start) as usize);
        }
    }
    if parts.is_empty() {
        return vec![part];
    }
    parts.extend((!rest.is_empty()).then_some(rest));
    parts
}

/// What a rule read whole. In a note the leaf is a place that is cited; an entry has none but itself to say it.
fn read_whole(primary: note::primary::Primary, text: &str, plain: &markup::Plain, whole: Span, cited: bool) -> Parsed {
    let mut record = primary.record;
    if let Some(leaf) =
        plain.text.get(primary.place.clone()).filter(|leaf| !leaf.is_empty() && !cited && record.kind == super::Kind::Manuscript)
    {
        let pointed = plain.text.get(..primary.place.start).is_some_and(|before| before.trim_end().ends_with('.'));
        record.archive_location = format!("{}{}{leaf}", record.archive_location, if pointed { ". " } else { ", " });
    }
    let span = plain.source(whole.start as usize, whole.end as usize);
    record.verbatim = scholion_base::text::squeeze(span.of(text));
    if !record.title.is_empty() {
        record.language = super::language::language(&record);
    }
    Parsed { record, fields: vec![(Field::Title, plain.source(primary.link.start, primary.link.end))], span, confidence: 1.0 }
}

/// A work of a note with the words between names and year for its title, if nothing else was read as that.
fn titled(mut work: Parsed, plain: &markup::Plain, span: Span) -> Parsed {
    let record = &mut work.record;
    let words = span.of(&plain.text);
    let Some(title) = note::title(words).filter(|_| record.title.is_empty()) else { return work };
    if !record.container.is_empty() && !title.of(words).contains(&record.container) {
        return work;
    }
    record.container.clear();
    title.of(words).clone_into(&mut record.title);
    // "Holm, Ponds and Men": the title was read as further names.
    let is_taken = |name: &super::Name| title.of(words).split(' ').any(|word| word == name.family || word == name.given);
    if record.author.iter().any(is_taken) {
        record.author = super::names::read(words.get(..note::names_len(words)).unwrap_or("")).names;
    }
    let start = span.start as usize;
    work.fields.retain(|(field, _)| *field != Field::Container);
    work.fields.push((Field::Title, plain.source(start + title.start as usize, start + title.end as usize)));
    work
}

/// A name that print sets apart from the title is no part of it: "*Esser*, Vorverständnis und Methodenwahl".
fn set_apart(mut work: Parsed, plain: &markup::Plain, span: Span) -> Parsed {
    let words = span.of(&plain.text);
    let Some((name, _)) = words.split_once(", ").filter(|(name, _)| work.record.author.is_empty() && !name.contains(' ')) else {
        return work;
    };
    let (start, behind) = (span.start as usize, span.start as usize + name.len() + 2);
    let told = plain.is_emphasised(start) && !plain.is_emphasised(behind);
    let title = work.record.title.strip_prefix(name).and_then(|rest| rest.strip_prefix(", ")).map(str::to_owned);
    let Some(title) = title.filter(|_| told) else { return work };
    work.record.author = name.split('/').map(super::names::one).collect();
    work.record.title = title;
    let from = plain.source(behind, span.end as usize).start as usize;
    for (field, place) in &mut work.fields {
        if *field == Field::Title {
            *place = Span::new(from, place.end as usize);
        }
    }
    work
}

/// A work of a note that may be a decision or a statute.
fn settled(work: Option<Parsed>, text: &str, plain: &markup::Plain, span: Span) -> Option<Parsed> {
    let read = work.is_some();
    let whole = plain.source(span.start as usize, span.end as usize);
    let unread = || Parsed { record: Record::default(), fields: Vec::new(), span: whole, confidence: 1.0 };
    let mut work = work.unwrap_or_else(unread);
    without_places(&mut work, text);
    let title = note::law::settle(&mut work, span.of(&plain.text));
    if let Some(len) = title {
        work.record.verbatim = scholion_base::text::squeeze(whole.of(text));
        work.confidence = 1.0;
        work.fields = vec![(Field::Title, plain.source(span.start as usize, span.start as usize + len))];
    }
    let unread = work.record.title.is_empty() || work.confidence < DOUBT;
    if let Some((from, to)) = note::quoted(span.of(&plain.text)).filter(|_| title.is_none() && unread) {
        let start = span.start as usize;
        let place = plain.source(start + from, start + to);
        let words = span.of(&plain.text);
        words.get(from..to).unwrap_or("").clone_into(&mut work.record.title);
        work.record.issued = work.record.issued.or_else(|| dates::read(words.get(to..)?).map(|printed| printed.date));
        work.record.verbatim = scholion_base::text::squeeze(whole.of(text));
        work.confidence = work.confidence.max(DOUBT);
        work.fields.retain(|(field, _)| *field != Field::Title);
        work.fields.push((Field::Title, place));
        return Some(work);
    }
    (read || title.is_some()).then_some(work)
}

/// Takes out numbers of chapters and articles that were read as those of pages or volumes: "ch. 4", "Art. 14 Rn. 5".
fn without_places(work: &mut Parsed, text: &str) {
    for field in [Field::Pages, Field::Volume] {
        let unit = work.span_of(field).and_then(|number| text.get(..number.start as usize)).map_or("", last_word);
        if matches!(scholion_lang::LOCATOR.part(&unit.to_lowercase()), Some("chapter" | "paragraph" | "section" | "article" | "note")) {
            let number = if field == Field::Pages { &mut work.record.pages } else { &mut work.record.volume };
            number.clear();
            work.fields.retain(|(found, _)| *found != field);
        }
    }
}

/// The last word of a text, without the point behind it.
fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '.', '\u{a0}']);
    text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// Whether a part says enough to be a citation: a mark that names a place to find the work, or a year and a title.
fn is_bibliographic(tokens: &[token::Token], labels: &[Label]) -> bool {
    if tokens
        .iter()
        .any(|token| token.mark.is_some_and(|what| !matches!(what, marks::What::Label | marks::What::Language | marks::What::Volumes)))
    {
        return true;
    }
    labels.iter().any(|label| {
        !matches!(
            label,
            Label::Other
                | Label::Pages
                | Label::Date
                | Label::Volume
                | Label::Issue
                | Label::Note
                | Label::Genre
                | Label::Edition
                | Label::Place
        )
    })
}
