//! Lines `variable: value`, by which Zotero keeps in its field "Extra" what its items have no field for
//! (Zotero, "Citing fields from Extra"): names of variables as CSL or people write them, names of people as `Family || Given`.

use crate::{
    Kind, Name, Record, Role, csl,
    variable::{self, Shape},
};
use scholion_base::yaml::Value;

/// The variable that a label names: `original-date`, `Original Date`, `PMID`, `archive_location`.
pub fn variable_of(label: &str) -> Option<&'static str> {
    let label = label.trim().to_lowercase().replace([' ', '_'], "-");
    let own = ["type", "citation-key", "title-addon"];
    let sign = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    let is = |name: &str| !name.is_empty() && name.len() == label.len() && name.bytes().map(sign).eq(label.bytes());
    let known = variable::ALL.iter().find(|variable| is(variable.name) || is(variable.formerly));
    known.map(|variable| variable.name).or_else(|| own.into_iter().find(|name| *name == label))
}

/// Reads a line into a record. Whether it is one.
pub fn read_line(record: &mut Record, line: &str) -> bool {
    let Some((label, value)) = line.split_once(':') else { return false };
    let value = value.trim();
    let Some(variable) = variable_of(label).filter(|_| !value.is_empty()) else { return false };
    if let Some(role) = Role::named(variable) {
        record.add(role, name(value));
        return true;
    }
    if variable == "type" {
        let Some(kind) = Kind::named(value) else { return false };
        record.kind = kind;
        return true;
    }
    // The line says what the format's own field could not.
    record.other.retain(|(name, _)| name != variable);
    csl::set(record, variable, value);
    true
}

/// Reads a text of such lines; gives the lines that are none.
pub fn read(record: &mut Record, text: &str) -> String {
    let rest: Vec<&str> = text.lines().filter(|line| !read_line(record, line)).collect();
    rest.join("\n").trim().to_owned()
}

/// The kind that a line of the text says.
pub fn kind_of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<Kind> {
    let mut kinds = lines.into_iter().filter_map(|line| line.split_once(':')).filter(|(label, _)| variable_of(label) == Some("type"));
    kinds.find_map(|(_, value)| Kind::named(value.trim()))
}

/// A name in a line.
pub fn write_name(name: &Name) -> String {
    if !name.literal.is_empty() {
        return name.literal.clone();
    }
    let given = [&*name.given, &*name.dropping].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let suffix = if name.suffix.is_empty() { String::new() } else { format!(", {}", name.suffix) };
    format!("{} || {given}{suffix}", name.short())
}

fn name(value: &str) -> Name {
    match value.split_once("||") {
        Some((family, given)) => in_parts(family, given),
        None => Name::literal(value),
    }
}

/// A name of which family and given name stand apart, with particles and suffix among them: `van Gogh` and `Vincent`, `Humboldt` and
/// `Alexander von`, `King` and `Martin, Jr.`.
pub fn in_parts(family: &str, given: &str) -> Name {
    let (given, suffix) = given.split_once(',').unwrap_or((given, ""));
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let family: Vec<&str> = family.split_whitespace().collect();
    let given: Vec<&str> = given.split_whitespace().collect();
    // A name that is all in small letters has no particle.
    let before = family.iter().position(|word| !is_small(word)).unwrap_or(0);
    let behind = given.iter().rposition(|word| !is_small(word)).map_or(given.len(), |at| at + 1);
    let join = |words: Option<&[&str]>| words.unwrap_or(&[]).join(" ");
    Name {
        family: join(family.get(before..)),
        particle: join(family.get(..before)),
        given: join(given.get(..behind)),
        dropping: join(given.get(behind..)),
        suffix: suffix.trim().to_owned(),
        ..Name::default()
    }
}

/// The lines of a variable that a format has no field for.
pub fn lines(record: &Record, variable: &str) -> Vec<String> {
    if let Some(role) = Role::named(variable) {
        return record.names(role).iter().map(|name| format!("{variable}: {}", write_name(name))).collect();
    }
    let is_date = variable::of_shape(Shape::Date).any(|date| date == variable);
    let date = if is_date { csl::date_value(record, variable) } else { Value::Null };
    let literal = date.get("literal").and_then(Value::as_str).map(str::to_owned);
    let own = csl::texts(record).into_iter().find(|(name, _)| *name == variable).map(|(_, text)| text.clone());
    let date = || csl::read_date(&date).map(|date| date.to_string());
    let value = literal.or(own).or_else(date).unwrap_or_else(|| super::other(record, variable).into_owned());
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.is_empty() { Vec::new() } else { vec![format!("{variable}: {value}")] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_what_has_no_field() {
        let text = "Original Date: 1850\ncontainer-author: van Gogh || Vincent\nPMID: 123\nissued: c2004\nA remark: of mine\nhttps://example.org\ntype: interview";
        let mut record = Record { kind: kind_of(text.lines()).unwrap_or_default(), ..Record::default() };
        let rest = read(&mut record, text);
        assert_eq!(rest, "A remark: of mine\nhttps://example.org");
        assert_eq!(record.kind, Kind::Interview);
        let lines: Vec<String> =
            ["original-date", "container-author", "PMID", "issued", "URL"].iter().flat_map(|variable| lines(&record, variable)).collect();
        assert_eq!(lines, ["original-date: 1850", "container-author: van Gogh || Vincent", "PMID: 123", "issued: c2004"]);
    }

    #[test]
    fn particles_stand_where_people_put_them() {
        let parts = |family, given| {
            let name = in_parts(family, given);
            [name.given, name.dropping, name.particle, name.family, name.suffix].join("|")
        };
        assert_eq!(parts("van Gogh", "Vincent"), "Vincent||van|Gogh|");
        assert_eq!(parts("Humboldt", "Alexander von"), "Alexander|von||Humboldt|");
        assert_eq!(parts("La Fontaine", "Jean de"), "Jean|de||La Fontaine|");
        assert_eq!(parts("King", "Martin L., Jr."), "Martin L.|||King|Jr.");
        assert_eq!(parts("hooks", "bell"), "bell|||hooks|");
    }
}
