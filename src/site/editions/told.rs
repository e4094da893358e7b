//! What is told of a document in lines of words, for formats that have no places of their own for it: people with their roles, the way of a letter.

use crate::{
    document::{Document, Person, history::HistoryEvent},
    reference::Role,
    site::{
        address,
        frame::Maker,
        letters::way,
        markup,
        view::{Anchor, LetterActionView},
    },
};

/// A line for each of the people: an author's is the name with what stands behind it, that of others begins with the role.
pub(super) fn people(maker: &Maker<'_, '_>, document: &Document) -> Vec<String> {
    let line = |person: &Person| {
        let role = maker.words.plain(&format!("roles.{}", person.role.name())).unwrap_or_default();
        let said = if person.role == Role::Author { "" } else { role };
        let name = std::iter::once(person.name.display()).chain(person.offices.iter().cloned()).collect::<Vec<_>>().join(", ");
        if said.is_empty() { name } else { format!("{said}: {name}") }
    };
    document.meta.people.iter().map(line).collect()
}

/// What a reader must know before the text: that it, or a part of it, was taken back, or is doubted, each with its day and the editors' words.
pub(super) fn taken_back(maker: &Maker<'_, '_>, document: &Document) -> Vec<String> {
    let grave = document.meta.history.iter().filter(|event| event.kind.is_grave());
    let line = |event: &HistoryEvent| {
        let kind = maker.words.plain(&format!("history.kinds.{}", event.kind.name())).unwrap_or(event.kind.name());
        let date = event.date.map(|date| format!(", {}", maker.words.date(&date.to_string()))).unwrap_or_default();
        let note = markup::plain(&event.note);
        format!("{kind}{date}{}{note}", if note.is_empty() { "" } else { ": " })
    };
    grave.map(line).collect()
}

/// Something on the way of a letter.
pub(super) struct Station {
    /// What happened: `sent`, `received`, how it was passed on, or which letter it follows or is followed by.
    pub kind: &'static str,
    /// The same in the words of the site.
    pub label: String,
    /// By whom, where and when.
    pub words: String,
}

/// The way of a letter; nothing of what is none.
pub(super) fn way(maker: &Maker<'_, '_>, document: &Document) -> Vec<Station> {
    let page = maker.at(&address::document(&document.slug));
    let Some(letter) = way::of_document(maker, &page, document) else { return Vec::new() };
    let mut lines = vec![("sent", action(maker, &[], &letter.sent))];
    lines.extend(letter.forwarded.iter().map(|passed| (passed.kind, action(maker, &passed.people, &passed.action))));
    lines.push(("received", action(maker, &[], &letter.received)));
    lines.push(("answers", letter.before.title));
    lines.push(("answered-by", letter.after.title));
    let label = |kind: &str| maker.words.plain(&format!("letters.{kind}")).unwrap_or_default().to_owned();
    let lines = lines.into_iter().filter(|(_, words)| !words.is_empty());
    lines.map(|(kind, words)| Station { kind, label: label(kind), words }).collect()
}

/// By whom, where and when something happened to a letter, and what of this it does not say itself.
fn action(maker: &Maker<'_, '_>, people: &[Anchor], action: &LetterActionView) -> String {
    let with = |key: &str, name: &str, value: &str| {
        let words = maker.words.text(&format!("letters.{key}"), None, |wanted| (wanted == name).then(|| value.to_owned().into()));
        words.map_or_else(|| value.to_owned(), |words| words.into_owned())
    };
    let mut parts: Vec<String> = people.iter().map(|person| person.title.clone()).collect();
    parts.push(action.place.title.clone());
    let date = maker.words.date(&action.date);
    parts.push(if action.is_between { with("between", "date", &date) } else { date.into_owned() });
    parts.retain(|part| !part.is_empty());
    let mut line = parts.join(", ");
    if line.is_empty() {
        return line;
    }
    let doubts = [("conjecture", &action.conjecture), ("uncertain", &action.uncertain)];
    for (key, part) in doubts.into_iter().flat_map(|(key, parts)| parts.iter().map(move |part| (key, *part))) {
        let part = maker.words.plain(&format!("letters.parts.{part}")).unwrap_or_default();
        line.push_str(&format!(" ({})", with(key, "part", part)));
    }
    line
}
