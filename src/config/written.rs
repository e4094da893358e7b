//! The first stage: `scholion.yaml` as written, each key with its value and place.

use crate::base::{Diagnostic, RelPath, Span, say, yaml};

/// A key of the file and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'t> {
    pub key: String,
    /// Where it stands.
    pub place: Span,
    pub value: yaml::Node<'t>,
}

/// Reads the file into its entries, in order. What is no YAML, or no mapping, or stands twice, is
/// reported; of two values of one key the first holds.
pub fn read<'t>(path: &RelPath, bytes: &'t [u8]) -> (Vec<Entry<'t>>, Vec<Diagnostic>) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let problem = Diagnostic::error(path, say::not_utf8_file()).at(at..at + 1);
            return (Vec::new(), vec![problem.hint(say::not_utf8_file_hint())]);
        }
    };
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - yaml.len();
    let shift = |span: Span| Span::new(span.start as usize + mark, span.end as usize + mark);
    let tree = match yaml::read(yaml) {
        Ok(tree) => tree,
        Err(fault) => {
            let mut problem = Diagnostic::error(path, fault.message);
            problem.span = fault.span.map(shift);
            problem.hint = fault.hint;
            return (Vec::new(), vec![problem]);
        }
    };
    let double = |double: &yaml::Doubled| {
        let problem = Diagnostic::error(path, say::duplicate_key_configuration(&double.key)).at(shift(double.again));
        problem.related(path, Some(shift(double.first)), say::duplicate_key_first_here()).hint(say::duplicate_key_configuration_hint())
    };
    let mut diagnostics: Vec<Diagnostic> = tree.doubled.iter().map(double).collect();
    let entries = match tree.root.data {
        yaml::Data::Null => Vec::new(),
        yaml::Data::Map(pairs) => pairs.into_iter().map(|pair| entry(pair, &shift)).collect(),
        _ => {
            let problem = Diagnostic::error(path, say::wrong_type_configuration()).at(0..0);
            diagnostics.push(problem.hint(say::wrong_type_configuration_hint()));
            Vec::new()
        }
    };
    (entries, diagnostics)
}

fn entry<'t>(pair: yaml::Pair<'t>, shift: &dyn Fn(Span) -> Span) -> Entry<'t> {
    let mut value = pair.value;
    shift_all(&mut value, shift);
    Entry { key: pair.key.into_owned(), place: shift(pair.place), value }
}

/// Moves a value and all within it.
fn shift_all(node: &mut yaml::Node<'_>, shift: &dyn Fn(Span) -> Span) {
    node.span = shift(node.span);
    match &mut node.data {
        yaml::Data::List(items) => items.iter_mut().for_each(|item| shift_all(item, shift)),
        yaml::Data::Map(pairs) => pairs.iter_mut().for_each(|pair| {
            pair.place = shift(pair.place);
            shift_all(&mut pair.value, shift);
        }),
        yaml::Data::Null | yaml::Data::Plain(_) | yaml::Data::Quoted(_) => {}
    }
}
