//! Annotations as IIIF Presentation 2 has them, after the Open Annotation drafts: as those of the W3C's model, which came of these.
//!
//! Source: IIIF Presentation API 2.1.1, 5.5 "Annotation List" and Open Annotation Data Model (Community Draft, 8 February 2013).

use crate::base::yaml::{Map, Value};

/// The same as the W3C's model has it; `None` if it is no Open Annotation.
pub fn as_annotation(value: &Value) -> Option<Value> {
    if value.get("target").is_some() {
        return None;
    }
    let mut map = Map::new();
    map.insert("target".into(), target(first(value.get("on")?))?);
    for (old, new) in [("@id", "id"), ("id", "id")] {
        if let Some(id) = value.get(old) {
            map.insert(new.into(), id.clone());
        }
    }
    for (old, new) in [("oa:annotatedAt", "created"), ("created", "created"), ("modified", "modified"), ("creator", "creator")] {
        if let Some(moment) = value.get(old) {
            map.insert(new.into(), moment.clone());
        }
    }
    let motivation = value.get("motivation").map(first).and_then(Value::as_str).unwrap_or("");
    // The text of a picture, which the W3C's model says by `supplementing`, is a description here.
    let motivation = if motivation == "sc:painting" { "describing" } else { motivation };
    if !motivation.is_empty() {
        map.insert("motivation".into(), motivation.into());
    }
    let bodies: Vec<Value> = value.get("resource").map(all).unwrap_or_default().into_iter().filter_map(body).collect();
    map.insert("body".into(), bodies.into());
    Some(map.into())
}

/// What it is on: an address with a fragment, or one with a selector, whose choice has an outline as well.
fn target(on: &Value) -> Option<Value> {
    if let Some(address) = on.as_str() {
        return Some(address.into());
    }
    let source = text(on, "full").or_else(|| on.get("full").and_then(|full| text(full, "@id"))).or_else(|| text(on, "@id"))?;
    let mut selectors: Vec<Value> = Vec::new();
    for selector in on.get("selector").map(all).unwrap_or_default() {
        let parts = [Some(selector), selector.get("default"), selector.get("item")];
        for part in parts.into_iter().flatten() {
            let (kind, value) = match (text(part, "value"), text(part, "chars")) {
                (Some(value), _) => ("FragmentSelector", value),
                (None, Some(svg)) => ("SvgSelector", svg),
                (None, None) => continue,
            };
            selectors.push(Value::Object(Map::from_iter([("type".into(), kind.into()), ("value".into(), value.into())])));
        }
    }
    Some(Value::Object(Map::from_iter([("source".into(), source.into()), ("selector".into(), selectors.into())])))
}

/// What it says.
fn body(resource: &Value) -> Option<Value> {
    let mut body = Map::new();
    body.insert("type".into(), "TextualBody".into());
    body.insert("value".into(), text(resource, "chars").or_else(|| text(resource, "cnt:chars"))?.into());
    if all(resource.get("@type")?).iter().any(|kind| kind.as_str() == Some("oa:Tag")) {
        body.insert("purpose".into(), "tagging".into());
    }
    for key in ["language", "format"] {
        if let Some(said) = text(resource, key) {
            body.insert(key.into(), said.into());
        }
    }
    Some(body.into())
}

fn all(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |all| all.iter().collect())
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|all| all.first()).unwrap_or(value)
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn annotations_of_iiif_2_are_read() {
        let old = json!({
            "@id": "https://a.example/list/1#a1", "@type": "oa:Annotation", "motivation": ["oa:commenting"],
            "resource": [{"@type": "dctypes:Text", "format": "text/html", "chars": "<p>A seal.</p>"}, {"@type": "oa:Tag", "chars": "seals"}],
            "on": [{"@type": "oa:SpecificResource", "full": "https://a.example/canvas/1", "selector": {
                "@type": "oa:Choice", "default": {"@type": "oa:FragmentSelector", "value": "xywh=1,2,3,4"},
                "item": {"@type": "oa:SvgSelector", "chars": "<svg><path d='M1,2h3v4z'/></svg>"}}}]
        });
        let new = json!({
            "id": "https://a.example/list/1#a1", "motivation": "oa:commenting",
            "body": [{"type": "TextualBody", "value": "<p>A seal.</p>", "format": "text/html"}, {"type": "TextualBody", "value": "seals", "purpose": "tagging"}],
            "target": {"source": "https://a.example/canvas/1", "selector": [
                {"type": "FragmentSelector", "value": "xywh=1,2,3,4"},
                {"type": "SvgSelector", "value": "<svg><path d='M1,2h3v4z'/></svg>"}]}
        });
        assert_eq!(as_annotation(&old), Some(new.clone()));
        assert_eq!(as_annotation(&new), None);
        let plain = json!({"on": "https://a.example/canvas/1#xywh=1,2,3,4", "resource": {"@type": "cnt:ContentAsText", "chars": "Dear"}});
        assert_eq!(as_annotation(&plain).map(|plain| plain["target"].clone()), Some("https://a.example/canvas/1#xywh=1,2,3,4".into()));
        assert_eq!(as_annotation(&json!({"x": 1})), None);
    }
}
