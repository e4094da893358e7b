//! The bibliography (specification, "Bibliography").

use super::Entry;
use super::render::{FirstNames, Noted, Pen, Place, Scene};
use super::work::Work;
use crate::style::layout::{Bibliography, SubstituteRule};
use crate::style::name::Area;
use crate::text;
use crate::tree::{Display, Node};

/// The entries in their order.
pub(super) fn entries(work: &Work<'_>, style: &Bibliography) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(work.order.len());
    let mut before: Option<Vec<Vec<String>>> = None;
    for item in &work.order {
        let Some((mut nodes, seen)) = entry(work, style, *item, FirstNames::Print) else { continue };
        if let Some(substitute) = &style.subsequent_author_substitute {
            let names = seen.first;
            if let (Some(before), Some(names)) = (&before, &names) {
                let replaced = replaced(before, names, style.subsequent_author_substitute_rule, substitute);
                let again = match &replaced {
                    Replaced::Nothing => None,
                    Replaced::Whole => Some(FirstNames::Whole(substitute)),
                    Replaced::Some(names) => Some(FirstNames::Some(names)),
                };
                if let Some((again, _)) = again.and_then(|names| entry(work, style, *item, names)) {
                    nodes = again;
                }
            }
            before = names;
        }
        if !text::words(&nodes).is_empty() {
            entries.push(Entry { item: *item, nodes: text::finish::finish(nodes, &work.processor.marks) });
        }
    }
    entries
}

/// An entry, with the affixes and formatting of the layout.
fn entry<'a>(work: &'a Work<'_>, style: &'a Bibliography, item: usize, first_names: FirstNames<'a>) -> Option<(Vec<Node>, Noted)> {
    let scene = Scene {
        processor: work.processor,
        record: work.records.get(item)?,
        register: &work.register,
        area: Area::Bibliography,
        place: Place { number: work.numbers.get(item).copied().unwrap_or(0), ..Place::default() },
        distinct: work.distinct.get(item)?,
        sort: None,
        first_names,
        compared: false,
    };
    render(&scene, style)
}

fn render<'a>(scene: &Scene<'a>, style: &'a Bibliography) -> Option<(Vec<Node>, Noted)> {
    let mut pen = Pen::new(scene);
    let mut nodes = Vec::new();
    let mut rest = style.layout.children.as_slice();
    let mut first = Vec::new();
    // The first field is the first element that prints something.
    while let Some((element, others)) = rest.split_first().filter(|_| style.second_field_align.is_some()) {
        rest = others;
        pen.elements(std::slice::from_ref(element), "", &mut first);
        if !first.is_empty() {
            break;
        }
    }
    pen.elements(rest, "", &mut nodes);
    if first.is_empty() && nodes.is_empty() {
        return None;
    }
    let looks = &style.layout.looks;
    let lang = &scene.processor.locale.lang;
    let mut nodes = text::looks::bare(nodes, looks, lang);
    if first.is_empty() {
        text::looks::affix(&mut nodes, &looks.prefix, "");
        end(&mut nodes, &looks.suffix);
    } else {
        let mut first = text::looks::bare(first, looks, lang);
        text::looks::affix(&mut first, &looks.prefix, "");
        text::looks::affix(&mut nodes, "", &looks.suffix);
        nodes = vec![Node::Block(Display::LeftMargin, first), Node::Block(Display::RightInline, nodes)];
    }
    Some((nodes, pen.seen))
}

/// Puts the suffix of the layout to the end, into the last block if there is one.
fn end(nodes: &mut Vec<Node>, suffix: &str) {
    match nodes.last_mut() {
        Some(Node::Block(_, inner)) => text::looks::affix(inner, "", suffix),
        _ => text::looks::affix(nodes, "", suffix),
    }
}

/// What of the first names is replaced.
enum Replaced<'a> {
    Nothing,
    Whole,
    Some(Vec<Option<&'a str>>),
}

/// `subsequent-author-substitute-rule`.
fn replaced<'a>(before: &[Vec<String>], names: &[Vec<String>], rule: SubstituteRule, substitute: &'a str) -> Replaced<'a> {
    let whole = before == names;
    let (Some(first_before), Some(first)) = (before.first(), names.first()) else { return Replaced::Nothing };
    let same = first_before.iter().zip(first).take_while(|(a, b)| a == b).count();
    match rule {
        SubstituteRule::CompleteAll if whole => Replaced::Whole,
        SubstituteRule::CompleteEach if whole => Replaced::Some(vec![Some(substitute); first.len()]),
        SubstituteRule::PartialEach if same > 0 => Replaced::Some(vec![Some(substitute); same]),
        SubstituteRule::PartialFirst if same > 0 => Replaced::Some(vec![Some(substitute)]),
        _ => Replaced::Nothing,
    }
}
