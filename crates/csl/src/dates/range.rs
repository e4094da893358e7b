//! Ranges: what both days have in common is said once (specification, "Date Ranges").

use super::Plan;
use super::part::{Edge, Writer};
use crate::item::{Date, Day};
use crate::style::element::PartName;
use crate::tree::Node;

/// A date or a range as a plan has it.
pub(super) fn write(plan: &Plan, date: &Date, writer: Writer) -> Vec<Node> {
    let Some(differs) = date.end.and_then(|end| largest_difference(plan, date.start, end).map(|part| (part, end))) else {
        return join(plan, date.start, 0..plan.parts.len(), writer, None, None);
    };
    let (largest, end) = differs;
    // What is as small as the part that differs, or smaller, is said twice, and what stands between such parts.
    let inside = |part: &crate::style::element::DatePart| part.name >= largest;
    let (Some(first), Some(last)) = (plan.parts.iter().position(inside), plan.parts.iter().rposition(inside)) else { return Vec::new() };
    let said = |day: Day| (first..=last).filter(move |at| plan.parts.get(*at).is_some_and(|part| has(part.name, day)));
    let (closes, opens) = (said(date.start).next_back(), said(end).next());

    let mut out = join(plan, date.start, 0..first, writer, None, None);
    let from = join(plan, date.start, first..last + 1, writer, None, closes);
    let to = join(plan, end, first..last + 1, writer, opens, None);
    let rest = join(plan, date.start, last + 1..plan.parts.len(), writer, None, None);
    let delimiter = plan
        .parts
        .iter()
        .find(|part| part.name == largest)
        .and_then(|part| part.range_delimiter.as_deref())
        .filter(|delimiter| !delimiter.is_empty())
        .unwrap_or("–");
    delimit(&mut out, plan, from);
    out.push(Node::Text(delimiter.to_owned()));
    out.extend(to);
    delimit(&mut out, plan, rest);
    out
}

/// The largest part that is printed and differs.
fn largest_difference(plan: &Plan, start: Day, end: Day) -> Option<PartName> {
    [PartName::Year, PartName::Month, PartName::Day].into_iter().find(|name| {
        plan.parts.iter().any(|part| part.name == *name)
            && match name {
                PartName::Year => start.year != end.year,
                PartName::Month => (start.month, start.season) != (end.month, end.season),
                PartName::Day => start.day != end.day,
            }
    })
}

fn has(name: PartName, day: Day) -> bool {
    match name {
        PartName::Year => day.year != 0,
        PartName::Month => day.month != 0 || day.season != 0,
        PartName::Day => day.day != 0,
    }
}

/// Some parts of a day with the delimiter between them; one without its prefix, one without its suffix.
fn join(plan: &Plan, day: Day, range: std::ops::Range<usize>, writer: Writer, opens: Option<usize>, closes: Option<usize>) -> Vec<Node> {
    let mut out = Vec::new();
    for at in range {
        let Some(part) = plan.parts.get(at) else { break };
        let edge = if opens == Some(at) {
            Edge::NoPrefix
        } else if closes == Some(at) {
            Edge::NoSuffix
        } else {
            Edge::Both
        };
        // Of two years only the second has the suffix that tells works apart.
        delimit(&mut out, plan, writer.part(part, day, edge, closes.is_none()));
    }
    out
}

fn delimit(out: &mut Vec<Node>, plan: &Plan, nodes: Vec<Node>) {
    if !out.is_empty() && !nodes.is_empty() && !plan.delimiter.is_empty() {
        out.push(Node::Text(plan.delimiter.to_owned()));
    }
    out.extend(nodes);
}
