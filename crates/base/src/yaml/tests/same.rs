//! When our reader and the crate agree; `fuzz/targets/yaml.rs` asks the same.

use super::Value;

/// Whether two values are the same but for numbers that we leave as text.
pub fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b))),
        (Value::String(text), Value::Number(number)) => serde_yaml::from_str::<serde_json::Number>(text).is_ok_and(|read| read == *number),
        // Infinities and the like are null in JSON.
        (Value::String(text), Value::Null) => text.starts_with(['.', '-', '+']),
        _ => ours == theirs,
    }
}
