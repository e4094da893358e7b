//! Notes, written in the browser.
//!
//! A page of the preview may ask for the notes of its document and for changes of them. What a change means is decided
//! elsewhere ([`Editor`]); here it is made sure that it comes from a page of ours, on this machine: see
//! [`guard::may_write`](super::guard::may_write). A client names a page and a note, never a file.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{ConnectInfo, Query, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::task;

use super::{door::Peer, guard, server::Server};

/// Who reads and writes the notes that pages show.
pub trait Editor: Send + Sync {
    /// The notes on what the page at `page` shows, and what a form needs to know, its `words` among it; `None` if it is no document's.
    fn notes(&self, page: &str) -> Option<Value>;
    /// The records whose names hold some words, and whom these words name on the page at `page`: for each its `name`, and the `record` by
    /// which it is named.
    fn records(&self, words: &str, page: &str) -> Value;
    /// What was said of the records of the work on the page at `page`: which are `different`, and the `words` of the buttons; `None` if it is no work's.
    fn verdicts(&self, page: &str) -> Option<Value>;
    /// What leads to the editor of the text that the page at `page` shows: its `label` and the `page`; `None` if it shows none.
    fn text_link(&self, page: &str) -> Option<Value>;
    /// The editor of the text that the page at `page` shows, as a page.
    fn text_page(&self, page: &str, token: &str) -> Option<String>;
    /// What that editor asks for, by name; `None` if there is nothing of that name.
    fn text(&self, what: &str, wish: &[u8]) -> Option<Answer>;
    /// Does what a page asks for, if it can be done.
    fn change(&self, kind: ChangeKind, wish: &[u8]) -> Answer;
}

/// What a page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A note more.
    Add,
    /// Other words in a note.
    Edit,
    /// A note less.
    Delete,
    /// Whom words name, or do not.
    Mend,
    /// That records are not one work, or that this is taken back.
    Verdict,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// In short.
    pub outcome: Outcome,
    /// For the form: the note's `id`, or an `error` by name with what is to be said about it.
    pub body: Value,
}

/// The same in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk.
    Done,
    /// It cannot be done as it is asked for.
    Refused,
    /// Somebody else changed the note meanwhile.
    Conflict,
    /// The disk failed.
    Failed,
}

/// The most bytes of a request: far more than a note has, far less than memory.
pub const MOST_BYTES: usize = 1 << 20;

/// What a page is told about its notes, with the words of the form.
pub async fn read(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, query: Query<HashMap<String, String>>) -> Response {
    tell(server, peer, query, |editor, page| editor.notes(page)).await
}

/// What an editor says of a page.
async fn tell(server: Server, peer: Peer, query: Query<HashMap<String, String>>, ask: fn(&dyn Editor, &str) -> Option<Value>) -> Response {
    if !guard::is_here(peer.address) {
        return refuse("notes are written on this machine only");
    }
    let page = query.get("page").cloned().unwrap_or_default();
    let editor = Arc::clone(&server.editor);
    match task::spawn_blocking(move || ask(&*editor, &page)).await {
        Ok(Some(said)) => Json(said).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, Json(json!({"error": "no-document"}))).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A change.
pub async fn write(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    method: Method,
    headers: HeaderMap,
    wish: Bytes,
) -> Response {
    if let Some(why) = guard::may_not_write(&headers, peer.address, server.token.as_deref()) {
        return refuse(why);
    }
    let kind = match method {
        Method::POST => ChangeKind::Add,
        Method::PUT => ChangeKind::Edit,
        _ => ChangeKind::Delete,
    };
    change(&server, kind, wish).await
}

/// The records that words may name.
pub async fn records(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    query: Query<HashMap<String, String>>,
) -> Response {
    if !guard::is_here(peer.address) {
        return refuse("notes are written on this machine only");
    }
    let [words, page] = ["q", "page"].map(|key| query.get(key).cloned().unwrap_or_default());
    let editor = Arc::clone(&server.editor);
    match task::spawn_blocking(move || editor.records(&words, &page)).await {
        Ok(records) => Json(records).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Whom words name.
pub async fn mend(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, headers: HeaderMap, wish: Bytes) -> Response {
    match guard::may_not_write(&headers, peer.address, server.token.as_deref()) {
        Some(why) => refuse(why),
        None => change(&server, ChangeKind::Mend, wish).await,
    }
}

/// What was said of the records of a work.
pub async fn verdicts(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    query: Query<HashMap<String, String>>,
) -> Response {
    tell(server, peer, query, |editor, page| editor.verdicts(page)).await
}

/// That records are not one work, or that this is taken back.
pub async fn verdict(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, headers: HeaderMap, wish: Bytes) -> Response {
    match guard::may_not_write(&headers, peer.address, server.token.as_deref()) {
        Some(why) => refuse(why),
        None => change(&server, ChangeKind::Verdict, wish).await,
    }
}

async fn change(server: &Server, kind: ChangeKind, wish: Bytes) -> Response {
    let editor = Arc::clone(&server.editor);
    match task::spawn_blocking(move || editor.change(kind, &wish)).await {
        Ok(answer) => answered(answer),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What became of a wish, as an answer.
pub fn answered(Answer { outcome, body }: Answer) -> Response {
    let status = match outcome {
        Outcome::Done => StatusCode::OK,
        Outcome::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Outcome::Conflict => StatusCode::CONFLICT,
        Outcome::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, Json(body)).into_response()
}

/// What may not be done, and why.
pub fn refuse(why: &str) -> Response {
    (StatusCode::FORBIDDEN, Json(json!({"error": "forbidden", "message": why}))).into_response()
}
