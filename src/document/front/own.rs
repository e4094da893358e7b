//! Keys that mean nothing by themselves: kept for the archive's own fields, or told to be unknown.

use super::{
    Front,
    keys::{ELSEWHERE, ORDERS, SYNONYMS, keys},
};
use crate::{
    base::{
        Diagnostic, RelPath, say,
        text::squeeze,
        yaml::{Node, Pair},
    },
    document::{Own, OwnShape, OwnValue, meta::Meta, report::Report},
    reference::variable,
};

impl Front<'_> {
    /// Keeps what may be a field of the archive, and says of what means something to Pandoc only that it has no effect.
    pub(super) fn own(&mut self, meta: &mut Meta, pair: &Pair<'_>) {
        let key = pair.key.as_ref();
        if let Some((_, instead)) = ELSEWHERE.iter().find(|(other, _)| *other == key) {
            return self.report.warning(say::no_effect_site(key), pair.place, instead());
        }
        let items = pair.value.list().unwrap_or(std::slice::from_ref(&pair.value));
        let values = items.iter().filter_map(|item| Some(OwnValue { shape: shape(item)?, place: self.report.span(item.span) }));
        meta.own.push(Own { key: key.to_owned(), place: self.report.span(pair.place), values: values.collect() });
    }
}

/// What a value is; nothing where nothing stands.
fn shape(node: &Node<'_>) -> Option<OwnShape> {
    if let Some(text) = node.text() {
        let text = squeeze(text);
        return (!text.is_empty()).then_some(OwnShape::Text(text));
    }
    let texts = node.map().and_then(|pairs| {
        let text = |pair: &Pair<'_>| Some((pair.key.to_string(), squeeze(pair.value.text()?)));
        pairs.iter().map(text).collect::<Option<Vec<(String, String)>>>()
    });
    Some(texts.map_or_else(|| OwnShape::Other(node.kind()), OwnShape::Texts))
}

/// What is to be said of a key that nobody knows, and that is no field of the archive, of which these are the names.
pub fn unknown<'a>(path: &RelPath, own: &Own, fields: impl Iterator<Item = &'a str>) -> Diagnostic {
    let key = own.key.as_str();
    if ORDERS.contains(&key) {
        return Diagnostic::warning(path, say::unknown_key(key)).at(own.place).hint(say::unknown_key_order_hint());
    }
    let mut known: Vec<&str> = keys().filter(|known| *known != "language").collect();
    known.extend(fields);
    let synonyms: Vec<(&str, &str)> = SYNONYMS.iter().copied().chain(variable::synonyms()).collect();
    let mut report = Report::new(path, 0);
    report.unknown(&Pair { key: key.into(), place: own.place, value: Node::default() }, &known, &synonyms);
    report.finish().pop().unwrap_or_else(|| Diagnostic::warning(path, say::unknown_key(key)).at(own.place))
}
