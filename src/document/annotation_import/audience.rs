//! For whom a note was written: what its program shows to its author only, or to a group, is not for everybody.
//!
//! Source: Hypothes.is API, version 1 (`permissions`, `group`, `hidden`, `moderation_status`).

use super::text;
use crate::base::yaml::Value;

/// For whom a note was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody.
    #[default]
    Everybody,
    /// The members of a group, by its id.
    Group(String),
    /// Its author alone ("Only Me").
    Author,
    /// Nobody: a moderator has hidden it, or not yet let it through.
    Hidden,
}

/// The group of everybody.
const WORLD: &str = "__world__";

/// For whom an annotation was written.
pub fn of(value: &Value) -> Audience {
    let status = text(value, "moderation_status").unwrap_or("approved");
    if value.get("hidden").and_then(Value::as_bool) == Some(true) || !status.eq_ignore_ascii_case("approved") {
        return Audience::Hidden;
    }
    let group = text(value, "group").filter(|group| *group != WORLD);
    let Some(readers) = value.get("permissions").and_then(|permissions| permissions.get("read")).and_then(Value::as_array) else {
        return group.map_or(Audience::Everybody, |group| Audience::Group(group.to_owned()));
    };
    let mut groups = readers.iter().filter_map(|reader| reader.as_str()?.strip_prefix("group:"));
    match groups.clone().find(|group| *group == WORLD).or_else(|| groups.next()) {
        Some(WORLD) => Audience::Everybody,
        Some(group) => Audience::Group(group.to_owned()),
        None => Audience::Author,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_for_everybody_is_known() {
        let check = |value: Value, expected: Audience| assert_eq!(of(&value), expected, "{value}");
        let group = || Audience::Group("abc".into());
        check(json!({}), Audience::Everybody);
        check(json!({"group": "__world__", "permissions": {"read": ["group:__world__"]}}), Audience::Everybody);
        check(json!({"group": "abc", "permissions": {"read": ["group:abc"]}}), group());
        check(json!({"group": "abc"}), group());
        check(json!({"group": "abc", "permissions": {"read": ["acct:a@hypothes.is"]}}), Audience::Author);
        check(json!({"group": "__world__", "permissions": {"read": []}}), Audience::Author);
        check(json!({"group": "__world__", "hidden": true, "permissions": {"read": ["group:__world__"]}}), Audience::Hidden);
        check(json!({"moderation_status": "PENDING"}), Audience::Hidden);
        check(json!({"moderation_status": "APPROVED"}), Audience::Everybody);
    }
}
