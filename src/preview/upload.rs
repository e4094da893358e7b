//! Texts that come in through the browser: a page of the preview's own, which no host ever sees, under the same guard as notes are written.
//!
//! A page begins a batch, sends its files one by one, each streamed to the disk and never whole in memory, and then asks for them to be
//! taken in together, since texts and what belongs to them are judged together. What is sent lies aside until then, and what does not
//! arrive whole is gone. What files are called, and what becomes of them, is not said here ([`Receiver`]).

use std::{
    collections::HashMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{ConnectInfo, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures_util::StreamExt;
use serde_json::json;
use tokio::task;

use super::{
    door::Peer,
    editor::{Answer, answered, refuse},
    guard, mime,
    server::Server,
};

/// Where the page stands on which texts are added.
pub const ADDRESS: &str = "/_scholion/welcome";

/// The largest file that is taken, in bytes: a long book with its pictures.
pub const MOST_OF_A_FILE: u64 = 256 << 20;
/// The most bytes and the most files that may lie aside at a time.
pub const MOST_OF_ALL: u64 = 1 << 30;
pub const MOST_FILES: usize = 2000;

/// Who takes texts in.
pub trait Receiver: Send + Sync {
    /// Whether the archive is known and has no document, so that there is nothing to look at.
    fn is_empty(&self) -> bool;
    /// The page on which texts are added; with a `token`, they can be.
    fn page(&self, token: Option<&str>) -> String;
    /// Begins a batch: its name.
    fn begin(&self) -> Answer;
    /// Where a file of a batch is to lie until it is taken in, and how large it may be; or why it may not come.
    fn place(&self, batch: &str, name: &str) -> Result<(PathBuf, u64), Answer>;
    /// A file of a batch has come, whole: so many bytes.
    fn came(&self, batch: &str, name: &str, place: &Path, bytes: u64);
    /// Takes a batch in: what became of each file.
    fn finish(&self, wish: &[u8]) -> Answer;
    /// What ingest made of files that were taken in.
    fn state(&self, wish: &[u8]) -> Answer;
}

/// All addresses of it that ask for the archive.
pub fn routes() -> Router<Server> {
    Router::new()
        .route(ADDRESS, get(page))
        .route("/_scholion/upload/begin", post(begin))
        .route("/_scholion/upload/file", post(file))
        .route("/_scholion/upload/finish", post(finish))
        .route("/_scholion/upload/state", post(state))
}

/// The script and the sheet of the page.
pub fn files() -> Router<Server> {
    let give = |name: &'static str, text: &'static str| get(move || async move { ([(header::CONTENT_TYPE, mime::of(name))], text) });
    Router::new()
        .route("/_scholion/welcome.js", give("welcome.js", include_str!("welcome.js")))
        .route("/_scholion/welcome.css", give("welcome.css", include_str!("welcome.css")))
}

/// The page.
async fn page(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>) -> Response {
    let token = server.token.filter(|_| guard::is_here(peer.address));
    match task::spawn_blocking(move || server.receiver.page(token.as_deref())).await {
        Ok(page) => ([(header::CONTENT_TYPE, HeaderValue::from_static(mime::of("welcome.html")))], page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn begin(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, headers: HeaderMap) -> Response {
    ask(server, peer, headers, Bytes::new(), |receiver, _| receiver.begin()).await
}

async fn finish(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, headers: HeaderMap, wish: Bytes) -> Response {
    ask(server, peer, headers, wish, |receiver, wish| receiver.finish(wish)).await
}

async fn state(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, headers: HeaderMap, wish: Bytes) -> Response {
    ask(server, peer, headers, wish, |receiver, wish| receiver.state(wish)).await
}

/// Passes a wish on, if it comes from a page of ours.
async fn ask(server: Server, peer: Peer, headers: HeaderMap, wish: Bytes, what: fn(&dyn Receiver, &[u8]) -> Answer) -> Response {
    if let Some(why) = guard::may_not_write(&headers, peer.address, server.token.as_deref()) {
        return refuse(why);
    }
    match task::spawn_blocking(move || what(&*server.receiver, &wish)).await {
        Ok(answer) => answered(answer),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A file.
async fn file(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    headers: HeaderMap,
    query: Query<HashMap<String, String>>,
    body: Body,
) -> Response {
    if let Some(why) = guard::may_not_send(&headers, peer.address, server.token.as_deref(), "application/octet-stream") {
        return refuse(why);
    }
    let [batch, name] = ["batch", "name"].map(|key| query.get(key).cloned().unwrap_or_default());
    let receiver = Arc::clone(&server.receiver);
    let (of, called) = (batch.clone(), name.clone());
    let (place, most) = match task::spawn_blocking(move || receiver.place(&of, &called)).await {
        Ok(Ok(place)) => place,
        Ok(Err(answer)) => return answered(answer),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let length = match said {
        Some(length) if length > most => Ok(None),
        _ => pour(body, &place, most).await,
    };
    match length {
        Ok(Some(length)) => {
            let receiver = Arc::clone(&server.receiver);
            match task::spawn_blocking(move || receiver.came(&batch, &name, &place, length)).await {
                Ok(()) => Json(json!({})).into_response(),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
        Ok(None) => (StatusCode::PAYLOAD_TOO_LARGE, Json(json!({"error": "large"}))).into_response(),
        Err(error) => {
            let message = crate::base::diagnostic::io_words(&error);
            (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({"error": "disk", "message": message}))).into_response()
        }
    }
}

/// A file that is not whole yet; gone with the value, should its sender go.
struct Half(Option<PathBuf>);

impl Drop for Half {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(|place| _ = fs::remove_file(place));
    }
}

/// Writes what comes into a new file, a piece at a time: how many bytes; `None` if they are too many. What is not whole is gone.
async fn pour(body: Body, place: &Path, most: u64) -> io::Result<Option<u64>> {
    const PIECE: usize = 256 * 1024;
    let mut half = Half(Some(place.to_path_buf()));
    let path = place.to_path_buf();
    let on_disk = task::spawn_blocking(move || fs::File::create_new(path)).await;
    let mut file = on_disk.unwrap_or_else(|error| Err(io::Error::other(error)))?;
    let (mut stream, mut piece, mut length) = (body.into_data_stream(), Vec::new(), 0_u64);
    loop {
        let bytes = stream.next().await.transpose().map_err(io::Error::other)?;
        let is_end = bytes.is_none();
        let bytes = bytes.unwrap_or_default();
        length += bytes.len() as u64;
        if length > most {
            return Ok(None);
        }
        piece.extend_from_slice(&bytes);
        if piece.len() >= PIECE || is_end {
            let full = std::mem::take(&mut piece);
            let written = task::spawn_blocking(move || file.write_all(&full).map(|()| file)).await;
            file = written.unwrap_or_else(|error| Err(io::Error::other(error)))?;
        }
        if is_end {
            half.0 = None;
            return Ok(Some(length));
        }
    }
}
