//! Citations: their cites sorted, grouped, collapsed and joined (specification, "Citation", "Cite Grouping", "Cite Collapsing").

use super::collapse::{self, Piece};
use super::position::{self, Found};
use super::render::{FirstNames, Pen, Place, Scene};
use super::work::{Distinct, Work};
use super::{Citation, Cite, CiteForm, Cluster, sort};
use crate::style::element::Position;
use crate::style::name::Area;
use crate::style::variable::Variable;
use crate::text;
use crate::tree::{Node, Part};

/// All citations of a document.
pub(super) fn citations(work: &Work<'_>, clusters: &[Cluster]) -> Vec<Citation> {
    let orders: Vec<Vec<usize>> = clusters.iter().map(|cluster| order(work, cluster)).collect();
    let found = position::positions(clusters, &orders, work.processor.style.citation.near_note_distance);
    clusters.iter().zip(&orders).zip(&found).map(|((cluster, order), found)| citation(work, cluster, order, found)).collect()
}

/// The order in which the cites of a citation are printed. Words in front of a cite belong to its place: where it would move the
/// order stays as it is written.
fn order(work: &Work<'_>, cluster: &Cluster) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cluster.cites.len()).collect();
    let sort = &work.processor.style.citation.sort;
    if order.len() < 2 || sort.is_empty() || is_fixed(cluster) {
        return order;
    }
    let keys: Vec<_> = cluster.cites.iter().map(|cite| sort::keys(work, cite.item, sort, Area::Citation)).collect();
    // What the keys do not part stands as in the bibliography, so that letters of years follow on each other.
    let place = |at: usize| cluster.cites.get(at).and_then(|cite| work.places.get(cite.item));
    order.sort_by(|a, b| match (keys.get(*a), keys.get(*b)) {
        (Some(x), Some(y)) => sort::compare_keys(work.processor, sort, x, y).then_with(|| place(*a).cmp(&place(*b))),
        _ => std::cmp::Ordering::Equal,
    });
    // Words in front of the first are those of the whole: "see A; B" would become "B; see A".
    let is_led = cluster.cites.first().is_some_and(|cite| !cite.prefix.is_empty());
    if is_led && order.first() != Some(&0) { (0..cluster.cites.len()).collect() } else { order }
}

/// Whether an editor's words, or names in the running text, keep the cites in their places.
fn is_fixed(cluster: &Cluster) -> bool {
    let narrative = cluster.cites.first().is_some_and(|cite| cite.form == CiteForm::Narrative);
    narrative || cluster.cites.iter().skip(1).any(|cite| !cite.prefix.is_empty())
}

fn citation(work: &Work<'_>, cluster: &Cluster, order: &[usize], found: &[Found]) -> Citation {
    let writer = Writer { work, cluster, found, first: order.first().copied() };
    let layout = &work.processor.style.citation.layout;
    let mut pieces: Vec<Piece> = order.iter().filter_map(|at| writer.piece(*at)).collect();
    let mut author = Vec::new();
    if let Some(first) = pieces.first_mut().filter(|piece| piece.form == CiteForm::Narrative)
        && let Some((names, rest)) = writer.narrative(first.cite)
    {
        author = names;
        first.nodes = rest;
    }
    let mut nodes = collapse::join(&writer, pieces);
    if !nodes.is_empty() && !cluster.cites.iter().all(|cite| cite.form == CiteForm::AuthorOnly) {
        // The affixes of a layout are formatted as it is (specification, "Affixes").
        text::looks::affix(&mut nodes, &layout.looks.prefix, &layout.looks.suffix);
        nodes = text::looks::bare(nodes, &layout.looks, &work.processor.locale.lang);
    }
    let marks = &work.processor.marks;
    Citation { author: text::finish::finish(author, marks), nodes: text::finish::finish(nodes, marks) }
}

/// What writes the cites of a citation.
pub(super) struct Writer<'w, 'a> {
    pub work: &'w Work<'a>,
    pub cluster: &'w Cluster,
    found: &'w [Found],
    /// The cite that is printed first.
    first: Option<usize>,
}

impl Writer<'_, '_> {
    pub fn cite(&self, at: usize) -> Option<&Cite> {
        self.cluster.cites.get(at)
    }

    /// A cite as it is printed where nothing is collapsed.
    fn piece(&self, at: usize) -> Option<Piece> {
        let cite = self.cite(at)?;
        let (nodes, names) = match cite.form {
            CiteForm::SuppressAuthor => (self.render(at, FirstNames::Skip, None)?, String::new()),
            CiteForm::AuthorOnly => {
                let nodes = names(&self.render(at, FirstNames::Print, None)?).map(<[Node]>::to_vec);
                (nodes.or_else(|| self.first_names(at)).unwrap_or_default(), String::new())
            }
            CiteForm::Whole | CiteForm::Narrative => {
                let mut nodes = self.render(at, FirstNames::Print, None)?;
                if nodes.is_empty() {
                    nodes = self.title(cite.item);
                }
                let names = names(&nodes).map(text::words);
                if names.is_none() {
                    begin(&mut nodes);
                }
                (nodes, names.unwrap_or_default())
            }
        };
        Some(Piece { cite: at, form: cite.form, nodes, names })
    }

    /// The title of an item of which the style prints nothing at all: better than a cite that vanishes.
    fn title(&self, item: usize) -> Vec<Node> {
        let record = self.work.records.get(item);
        let title = record.and_then(|record| record.text(Variable::TitleShort).or_else(|| record.text(Variable::Title)));
        text::rich::parse(title.unwrap_or(""), &self.work.processor.marks)
    }

    /// The names of a cite for the running text, and all the rest. `None` if it has no names.
    fn narrative(&self, at: usize) -> Option<(Vec<Node>, Vec<Node>)> {
        let whole = self.render(at, FirstNames::Print, None)?;
        match names(&whole) {
            Some(names) => Some((names.to_vec(), self.render(at, FirstNames::Skip, None)?)),
            // "Ibid." names nobody; the text has to.
            None => Some((self.first_names(at)?, whole)),
        }
    }

    /// The names of a cite as they would be if it were the first of its item.
    fn first_names(&self, at: usize) -> Option<Vec<Node>> {
        let first = Found { position: Position::First, near_note: false, first_note: 0 };
        names(&self.print(&self.scene(at, first, FirstNames::Print, None)?)).map(<[Node]>::to_vec)
    }

    /// A cite as it would be without its locator.
    pub fn without_locator(&self, at: usize) -> Option<Vec<Node>> {
        let scene = self.scene(at, *self.found.get(at)?, FirstNames::Print, None)?;
        Some(self.print(&Scene { place: Place { locator: "", ..scene.place }, ..scene }))
    }

    /// Renders a cite. `distinct`: otherwise than its item needs.
    pub fn render(&self, at: usize, first_names: FirstNames<'_>, distinct: Option<&Distinct>) -> Option<Vec<Node>> {
        let mut nodes = self.print(&self.scene(at, *self.found.get(at)?, first_names, distinct)?);
        if matches!(first_names, FirstNames::Skip) {
            begin(&mut nodes);
        }
        Some(nodes)
    }

    fn print(&self, scene: &Scene<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        Pen::new(scene).elements(&scene.processor.style.citation.layout.children, "", &mut nodes);
        nodes
    }

    fn scene<'s>(&'s self, at: usize, found: Found, first_names: FirstNames<'s>, distinct: Option<&'s Distinct>) -> Option<Scene<'s>> {
        let work = self.work;
        let cite = self.cite(at)?;
        Some(Scene {
            processor: work.processor,
            record: work.records.get(cite.item)?,
            register: &work.register,
            area: Area::Citation,
            place: Place {
                locator: cite.locator.trim(),
                label: cite.label,
                position: Some(found.position),
                near_note: found.near_note,
                first_note: found.first_note,
                number: work.numbers.get(cite.item).copied().unwrap_or(0),
                follows: if cite.prefix.is_empty() { self.first != Some(at) } else { !ends_sentence(&cite.prefix) },
            },
            distinct: distinct.or_else(|| work.distinct.get(cite.item))?,
            sort: None,
            first_names,
            compared: false,
        })
    }

    /// A cite with the words in front of it and behind it.
    pub fn dressed(&self, at: usize, nodes: Vec<Node>) -> Vec<Node> {
        let marks = &self.work.processor.marks;
        let (prefix, suffix) = self.cite(at).map_or(("", ""), |cite| (&*cite.prefix, &*cite.suffix));
        let mut out = text::rich::parse_affix(&spaced_behind(prefix), marks);
        if !nodes.is_empty() {
            out.push(Node::Part(Part::Cite(at), nodes));
        }
        out.extend(text::rich::parse_affix(&spaced_before(suffix), marks));
        out
    }
}

/// Takes away what parts the rest of a cite from names that are not printed: a blank or a comma does not begin a citation.
fn begin(nodes: &mut Vec<Node>) {
    while let Some(first) = nodes.first_mut() {
        if let Node::Text(words) = first {
            *words = words.trim_start_matches([' ', '\u{a0}', ',', ';', ':']).to_owned();
            if !words.is_empty() {
                return;
            }
        } else if let Some(inner) = first.children_mut() {
            begin(inner);
            if !inner.is_empty() {
                return;
            }
        }
        nodes.remove(0);
    }
}

/// The first names in a tree.
fn names(nodes: &[Node]) -> Option<&[Node]> {
    nodes.iter().find_map(|node| match node {
        Node::Part(Part::Names, inner) => Some(&inner[..]),
        other => names(other.children()),
    })
}

/// Words in front of a cite, with the blank that parts them from it.
fn spaced_behind(prefix: &str) -> String {
    let last = prefix.trim_end_matches(QUOTES).chars().next_back();
    let parts = |sign: char| is_western(sign) || matches!(sign, ':' | '.' | ';' | '!' | '?' | ',' | ')' | ']');
    if last.is_some_and(parts) && !prefix.ends_with(char::is_whitespace) { format!("{prefix} ") } else { prefix.to_owned() }
}

/// Words behind a cite, with the blank that parts them from it.
fn spaced_before(suffix: &str) -> String {
    let parts = |sign: char| is_western(sign) || matches!(sign, '(' | '[');
    if suffix.starts_with(parts) { format!(" {suffix}") } else { suffix.to_owned() }
}

/// Whether words in front of a cite end a sentence: then what follows begins one. A single word with a full stop is an abbreviation.
fn ends_sentence(prefix: &str) -> bool {
    let words = prefix.trim();
    words.contains(' ') && words.trim_end_matches(QUOTES).ends_with(['.', '!', '?', ':', ';'])
}

const QUOTES: [char; 8] = ['"', '\'', '”', '’', '»', '\u{202f}', '\u{a0}', ' '];

/// A letter or digit of a script that has blanks between words.
fn is_western(sign: char) -> bool {
    sign.is_alphanumeric()
        && !matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{20000}'..='\u{3ffff}' | '\u{0e00}'..='\u{0eff}')
}
