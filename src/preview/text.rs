//! The editor of a text: a page of the preview's own, which no host ever sees, with the text on one side and its page on the other.
//!
//! The page shows the site's in a frame, which [`policy`] allows to it alone. All that it asks for goes through one door, under the same
//! guard as notes are written; it names a page of the site, never a file.

use axum::{
    body::Bytes,
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use tokio::task;

use super::{
    door::Peer,
    editor::{answered, refuse},
    guard, mime, policy,
    server::Server,
};

/// Where the editors of texts stand; that of a text below it, by its page.
pub const ADDRESS: &str = "/_scholion/edit";
/// Where they ask.
pub const DOOR: &str = "/_scholion/text";
/// The most bytes of a request: more than any text that a person can edit in a field.
pub const MOST_BYTES: usize = 24 << 20;

/// The files of the editor's page, by their names.
pub const FILES: [(&str, &str); 6] = [
    ("text.js", include_str!("text.js")),
    ("text-fields.js", include_str!("text-fields.js")),
    ("text-names.js", include_str!("text-names.js")),
    ("text-rows.js", include_str!("text-rows.js")),
    ("text-view.js", include_str!("text-view.js")),
    ("text.css", include_str!("text.css")),
];

/// The editor of the text on a page.
pub async fn page(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, Path(page): Path<String>) -> Response {
    let Some(token) = server.token.filter(|_| guard::is_here(peer.address)) else {
        return (StatusCode::FORBIDDEN, "texts are edited on this machine only\n").into_response();
    };
    match task::spawn_blocking(move || server.editor.text_page(&page, &token)).await {
        Ok(Some(html)) => {
            let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(mime::of("edit.html")))];
            (kind, [(header::CONTENT_SECURITY_POLICY, policy::with_frames())], html).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, "this page shows no text of the archive\n").into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What the editor asks for, by name.
pub async fn ask(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(what): Path<String>,
    headers: HeaderMap,
    wish: Bytes,
) -> Response {
    match guard::may_not_write(&headers, peer.address, server.token.as_deref()) {
        Some(why) => refuse(why),
        None => match task::spawn_blocking(move || server.editor.text(&what, &wish)).await {
            Ok(Some(answer)) => answered(answer),
            Ok(None) => (StatusCode::NOT_FOUND, axum::Json(json!({"error": "malformed"}))).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}
