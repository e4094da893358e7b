//! What ingest found, beside the pages that came of it: pages of the preview's own, which no host ever sees.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::task;

use super::{mime, server::Server};

/// Where reports stand; that of a document below it, by its slug.
pub const ADDRESS: &str = "/_scholion/report";

/// Who knows what ingest found.
pub trait Reporter: Send + Sync {
    /// What a page links to its report by: `label` and `open`, how many items need eyes, and `slug`; `None` for pages that came of no
    /// source.
    fn link(&self, page: &str) -> Option<Value>;
    /// The report on the document of a slug, as a page.
    fn one(&self, slug: &str) -> Option<String>;
    /// The list of all, as a page.
    fn all(&self) -> Option<String>;
}

/// What a page is told about its report.
pub async fn link(State(server): State<Server>, query: Query<HashMap<String, String>>) -> Response {
    let page = query.get("page").cloned().unwrap_or_default();
    let reporter = Arc::clone(&server.reporter);
    match task::spawn_blocking(move || reporter.link(&page)).await {
        Ok(Some(mut link)) => {
            link["href"] = format!("{ADDRESS}/{}", link.get("slug").and_then(Value::as_str).unwrap_or_default()).into();
            Json(link).into_response()
        }
        // Most pages have none, and a browser counts what is not found as an error.
        Ok(None) => Json(json!({})).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The report on a document.
pub async fn one(State(server): State<Server>, Path(slug): Path<String>) -> Response {
    let reporter = Arc::clone(&server.reporter);
    give(task::spawn_blocking(move || reporter.one(&slug)).await)
}

/// The list.
pub async fn all(State(server): State<Server>) -> Response {
    let reporter = Arc::clone(&server.reporter);
    give(task::spawn_blocking(move || reporter.all()).await)
}

fn give(page: Result<Option<String>, task::JoinError>) -> Response {
    match page {
        Ok(Some(page)) => ([(header::CONTENT_TYPE, mime::of("report.html"))], page).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, "no document of this name came of a source\n").into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
