//! IIIF manifests that editors put into the archive: which pictures they list (Presentation API 2.1 and 3.0).

use serde_json::Value;

use crate::base::WebAddress;

/// The pictures of a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Its canvases, in their order.
    pub canvases: Vec<Canvas>,
}

/// A canvas: a page, and the picture painted on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canvas {
    /// What it is called; empty if it is not.
    pub label: String,
    /// How the picture may be called in the archive, the likeliest first: the last part of its address, and what an image service knows it by.
    pub names: Vec<String>,
    /// Where the picture stands; empty if that is no address of the web.
    pub address: WebAddress,
}

/// More pages are damage.
const MOST: usize = 100_000;

/// Reads a manifest; nothing if it is none.
pub fn parse(bytes: &[u8]) -> Option<Manifest> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let canvases = match (value.get("items"), value.get("sequences")) {
        (Some(items), _) => items.as_array()?.iter().take(MOST).map(canvas_3).collect(),
        (None, Some(sequences)) => sequences.get(0)?.get("canvases")?.as_array()?.iter().take(MOST).map(canvas_2).collect(),
        (None, None) => return None,
    };
    Some(Manifest { canvases })
}

/// Presentation 3.0, section 5.3: a canvas has pages of annotations, of which the first paints the picture.
fn canvas_3(canvas: &Value) -> Canvas {
    let body = canvas.pointer("/items/0/items/0/body").unwrap_or(&Value::Null);
    // Of several to choose from the first (section 7.1).
    let body = body.get("items").and_then(|items| items.get(0)).or_else(|| body.get(0)).unwrap_or(body);
    picture(label(canvas.get("label")), body)
}

/// Presentation 2.1, section 5.4.
fn canvas_2(canvas: &Value) -> Canvas {
    let resource = canvas.pointer("/images/0/resource").unwrap_or(&Value::Null);
    let resource = resource.get("default").unwrap_or(resource);
    picture(label(canvas.get("label")), resource)
}

fn id(value: &Value) -> &str {
    value.get("id").or_else(|| value.get("@id")).and_then(Value::as_str).unwrap_or("")
}

fn picture(label: String, body: &Value) -> Canvas {
    let own = id(body);
    let service = body.get("service").map(|service| id(service.get(0).unwrap_or(service))).unwrap_or("");
    let path = own.split(['?', '#']).next().unwrap_or(own);
    let parts: Vec<&str> = path.split('/').collect();
    // Image API 3.0, section 3: identifier, region, size, rotation, quality and format.
    let of_service = match parts.as_slice() {
        [.., identifier, _, _, _, last]
            if ["default.", "color.", "gray.", "bitonal.", "native."].iter().any(|start| last.starts_with(start)) =>
        {
            Some(*identifier)
        }
        _ => service.trim_end_matches('/').rsplit('/').next().filter(|identifier| !identifier.is_empty()),
    };
    let names = of_service.into_iter().chain(parts.last().copied()).map(name).filter(|name| !name.is_empty()).collect();
    let address = WebAddress::read(if own.is_empty() { service } else { own }).unwrap_or_default();
    Canvas { label, names, address }
}

/// The last part of a name that may be a path, its escapes read.
fn name(part: &str) -> String {
    let name = crate::base::text::percent_decoded(part);
    name.rsplit(['/', '\\', ':']).next().unwrap_or("").to_owned()
}

/// A label, whatever its languages: Presentation 3.0 has lists by language, 2.1 a text, or texts with their languages.
fn label(value: Option<&Value>) -> String {
    let text = match value {
        Some(Value::String(text)) => Some(text.as_str()),
        Some(Value::Array(values)) => values.first().and_then(|value| value.as_str().or_else(|| value.get("@value")?.as_str())),
        Some(Value::Object(of)) => match of.get("@value") {
            Some(value) => value.as_str(),
            None => of.values().find_map(|values| values.get(0)?.as_str()),
        },
        _ => None,
    };
    crate::base::text::squeeze(text.unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[(&str, &[&str], &str)]) {
        let manifest = parse(json.as_bytes()).unwrap_or_default();
        let found: Vec<(String, Vec<String>, String)> =
            manifest.canvases.iter().map(|canvas| (canvas.label.clone(), canvas.names.clone(), canvas.address.to_string())).collect();
        let expected: Vec<(String, Vec<String>, String)> = expected
            .iter()
            .map(|(label, names, address)| {
                ((*label).to_owned(), names.iter().map(|name| (*name).to_owned()).collect(), (*address).to_owned())
            })
            .collect();
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn pictures_of_both_versions_are_found() {
        check(
            r#"{"type": "Manifest", "items": [
              {"type": "Canvas", "label": {"none": ["1r"]}, "items": [{"items": [{"body":
                {"id": "https://iiif.example/a%2F1r/full/max/0/default.jpg", "service": [{"id": "https://iiif.example/a%2F1r"}]}}]}]},
              {"label": {"en": ["1v"]}, "items": [{"items": [{"body": {"type": "Choice", "items": [{"id": "1v.jpg"}]}}]}]},
              {}]}"#,
            &[("1r", &["1r", "default.jpg"], "https://iiif.example/a%2F1r/full/max/0/default.jpg"), ("1v", &["1v.jpg"], ""), ("", &[], "")],
        );
        check(
            r#"{"@type": "sc:Manifest", "sequences": [{"canvases": [
              {"label": "f. 1", "images": [{"resource": {"@id": "https://a.example/1.jpg", "service": {"@id": "https://a.example/iiif/f1/"}}}]},
              {"label": [{"@value": "f. 2", "@language": "en"}], "images": []}]}]}"#,
            &[("f. 1", &["f1", "1.jpg"], "https://a.example/1.jpg"), ("f. 2", &[], "")],
        );
        check("{\"items\": [{\"items\": [{\"items\": [{\"body\": {\"id\": \"javascript:alert(1)\"}}]}]}]}", &[("", &["alert(1)"], "")]);
        for none in ["", "[]", "{}", "{\"items\": 1}", "{\"sequences\": []}", "{"] {
            assert_eq!(parse(none.as_bytes()), None, "{none}");
        }
    }
}
