//! What ingest found, beside the pages that came of it: pages of the preview's own, which no host ever sees. Items are settled
//! there, under the same guard as notes are written.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{ConnectInfo, Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task;

use super::{door::Peer, guard, mime, policy, server::Server, text, token};

/// Where reports stand; that of a document below it, by its slug.
pub const ADDRESS: &str = "/_scholion/report";

/// Who knows what ingest found.
pub trait Reporter: Send + Sync {
    /// What a page links to its report by: `label` and `open`, how many items need eyes, and `slug`; `None` for pages that came of no
    /// source.
    fn link(&self, page: &str) -> Option<Value>;
    /// The report on the document of a slug, as a page; with a `token`, its items can be settled there.
    fn one(&self, slug: &str, token: Option<&str>) -> Option<String>;
    /// The list of all, as a page.
    fn all(&self) -> Option<String>;
    /// Writes a verdict on an item, or says why not.
    fn settle(&self, wish: &SettleRequest) -> Result<(), String>;
}

/// What the page of a report asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettleRequest {
    /// The document.
    pub slug: String,
    /// The item.
    pub id: String,
    /// What is said of it; `open` for nothing any more.
    pub verdict: String,
}

/// What a page is told about its report.
pub async fn link(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, query: Query<HashMap<String, String>>) -> Response {
    let page = query.get("page").cloned().unwrap_or_default();
    let (reporter, editor) = (Arc::clone(&server.reporter), Arc::clone(&server.editor));
    let may_edit = server.token.is_some() && guard::is_here(peer.address);
    match task::spawn_blocking(move || (reporter.link(&page), may_edit.then(|| editor.text_link(&page)).flatten())).await {
        Ok((report, text)) => {
            // Most pages have neither, and a browser counts what is not found as an error.
            let mut link = report.unwrap_or_else(|| json!({}));
            if let Some(slug) = link.get("slug").and_then(Value::as_str) {
                link["href"] = format!("{ADDRESS}/{slug}").into();
            }
            if let Some(mut text) = text {
                text["href"] = format!("{}/{}", text::ADDRESS, text.get("page").and_then(Value::as_str).unwrap_or_default()).into();
                link["edit"] = text;
            }
            Json(link).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The report on a document.
pub async fn one(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, Path(slug): Path<String>) -> Response {
    let token = server.token.filter(|_| guard::is_here(peer.address));
    give(task::spawn_blocking(move || server.reporter.one(&slug, token.as_deref())).await)
}

/// A verdict.
pub async fn settle(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, headers: HeaderMap, wish: Bytes) -> Response {
    let refused = |status: StatusCode, why: &str| (status, Json(json!({"message": why}))).into_response();
    if let Some(why) = guard::may_not_write(&headers, peer.address, server.token.as_deref()) {
        return refused(StatusCode::FORBIDDEN, why);
    }
    let Ok(wish) = serde_json::from_slice::<SettleRequest>(&wish) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "this is no verdict");
    };
    match task::spawn_blocking(move || server.reporter.settle(&wish)).await {
        Ok(Ok(())) => Json(json!({})).into_response(),
        Ok(Err(why)) => refused(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The list.
pub async fn all(State(server): State<Server>) -> Response {
    let reporter = Arc::clone(&server.reporter);
    give(task::spawn_blocking(move || reporter.all()).await)
}

fn give(page: Result<Option<String>, task::JoinError>) -> Response {
    match page {
        Ok(Some(page)) => {
            // The style of the page stands in it, before all that comes of the archive.
            let nonce = token::new().unwrap_or_default();
            let page = page.replacen("<style>", &format!("<style nonce=\"{nonce}\">"), 1);
            let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(mime::of("report.html")))];
            (kind, [(header::CONTENT_SECURITY_POLICY, policy::own_page(&nonce))], page).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, "no document of this name came of a source\n").into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
