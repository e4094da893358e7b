//! What is wrong with relations between records: to nobody, to itself, in a circle.

use std::collections::BTreeMap;

use super::{Claim, Survey};
use crate::{
    base::{
        Diagnostic, RelPath, Span,
        diagnostic::{Guesses, meant},
        places::AUTHORITIES,
        say,
    },
    config::Config,
    document::{
        Authority, AuthorityKind,
        relation::{Relation, RelationKind},
    },
};

/// A record, by its kind and id.
type Node = (AuthorityKind, String);
/// A relation: to whom, and where it is written.
type Edge<'a> = (Node, &'a RelPath, Span);

/// Finds what is wrong with relations.
pub fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let mut above: BTreeMap<RelationKind, BTreeMap<Node, Vec<Edge<'_>>>> = BTreeMap::new();
    let mut guesses = Guesses::default();
    for file in survey.authority_files() {
        for record in &file.records {
            for relation in &record.relations {
                let own: Node = (record.kind, record.id.to_string());
                let other: Node = match survey.related(record.kind, relation) {
                    Claim::One(kind, id) => (kind, id.to_string()),
                    // A place of birth may have no record.
                    Claim::None if matches!(relation.kind, RelationKind::BornIn | RelationKind::DiedIn) => continue,
                    Claim::None => {
                        all.push(unknown(survey, &file.path, record, relation, guesses.one_more()));
                        continue;
                    }
                    Claim::Shared(ids) => {
                        let ids: Vec<String> = ids.iter().map(|(kind, id)| format!("`{}/{id}`", kind.folder())).collect();
                        let message = say::bad_relation_shared(relation.kind.name(), &relation.to);
                        let hint = say::bad_relation_shared_hint(ids.join(", "));
                        all.push(Diagnostic::error(&file.path, message).at(relation.source).hint(hint));
                        continue;
                    }
                };
                if own == other {
                    let found = Diagnostic::error(&file.path, say::bad_relation_self(&record.id)).at(relation.source);
                    all.push(found.hint(say::bad_relation_self_hint()));
                    continue;
                }
                let (kind, own, other) = match relation.kind.inverse() {
                    inverse if inverse.is_hierarchy() => (inverse, other, own),
                    _ => (relation.kind, own, other),
                };
                if kind.is_hierarchy() {
                    above.entry(kind).or_default().entry(own).or_default().push((other, &file.path, relation.source));
                }
            }
        }
    }
    above.iter().for_each(|(kind, edges)| circles(*kind, edges, all));
}

fn unknown(survey: &Survey<'_>, path: &RelPath, record: &Authority, relation: &Relation, is_guessed: bool) -> Diagnostic {
    let kinds = relation.kind.admits(record.kind);
    let of_kinds = survey.authority_files().filter(|file| kinds.contains(&file.kind));
    let ids = of_kinds.flat_map(|file| &file.records).map(|other| other.id.as_str());
    let folders: Vec<String> = kinds.iter().map(|kind| format!("{AUTHORITIES}/{}.yaml", kind.folder())).collect();
    let near = if is_guessed { meant(&relation.to, ids) } else { None };
    let hint = near.unwrap_or_else(|| say::bad_relation_unknown_hint(folders.join(", ")));
    let written = match relation.folder {
        Some(folder) => format!("{}/{}", folder.folder(), relation.to),
        None => relation.to.clone(),
    };
    Diagnostic::error(path, say::bad_relation_unknown(relation.kind.name(), written)).at(relation.source).hint(hint)
}

/// Walks upwards from each record, and says where a way comes back to itself.
fn circles<'a>(kind: RelationKind, edges: &BTreeMap<Node, Vec<Edge<'a>>>, all: &mut Vec<Diagnostic>) {
    // Whether the way upwards from a record is known to its end.
    let mut known: BTreeMap<&Node, bool> = BTreeMap::new();
    for start in edges.keys() {
        if known.contains_key(start) {
            continue;
        }
        let mut way: Vec<(&Node, usize)> = vec![(start, 0)];
        known.insert(start, false);
        while let Some((node, nth)) = way.last_mut() {
            let Some((next, path, place)) = edges.get(*node).and_then(|edges| edges.get(*nth)) else {
                known.insert(*node, true);
                way.pop();
                continue;
            };
            *nth += 1;
            match known.get(next) {
                Some(true) => {}
                Some(false) => {
                    let round = way.iter().skip_while(|(node, _)| *node != next).map(|(node, _)| *node).chain([next]);
                    let ids: Vec<String> = round.map(|(_, id)| format!("`{id}`")).collect();
                    let message = say::bad_relation_circle(kind.name(), ids.join(" → "));
                    all.push(Diagnostic::error(path, message).at(*place).hint(say::bad_relation_circle_hint()));
                }
                None => {
                    known.insert(next, false);
                    way.push((next, 0));
                }
            }
        }
    }
}
