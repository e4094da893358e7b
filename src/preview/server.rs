//! Requests and their answers.

use std::{
    convert::Infallible,
    fs,
    io::{self, Read, Seek, SeekFrom},
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{self, ConnectInfo, DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response, Sse,
        sse::{self, KeepAlive},
    },
    routing::{get, post},
};
use futures_util::stream::{self, Stream};
use tokio::{net, runtime, sync::broadcast, task, time};

use super::{
    Editor, Hub, Receiver, Reporter,
    door::{Door, Peer},
    editor,
    files::{self, Found},
    guard, hub, mime, page, policy, report, text, token, upload,
};

/// What all answers are made from.
#[derive(Clone)]
pub struct Server {
    hub: Arc<Hub>,
    here: SocketAddr,
    /// Who writes notes.
    pub editor: Arc<dyn Editor>,
    /// Who knows what ingest found.
    pub reporter: Arc<dyn Reporter>,
    /// Who takes texts in.
    pub receiver: Arc<dyn Receiver>,
    /// What a page must know that wants notes written; without it none are.
    pub token: Option<Arc<str>>,
}

/// Answers requests for as long as the program runs.
pub fn serve(
    listener: TcpListener,
    hub: Arc<Hub>,
    (editor, reporter, receiver): (Arc<dyn Editor>, Arc<dyn Reporter>, Arc<dyn Receiver>),
) -> io::Result<()> {
    let here = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let app = router(Server { hub, here, editor, reporter, receiver, token: token::new().map(Arc::from) });
        axum::serve(Door::new(net::TcpListener::from_std(listener)?), app.into_make_service_with_connect_info::<Peer>()).await
    })
}

/// Our own addresses stand below `/_scholion/`, which no page can have; all else is the site.
fn router(server: Server) -> Router {
    let asked = Router::new()
        .route("/_scholion/annotations", get(editor::read).post(editor::write).put(editor::write).delete(editor::write))
        .route("/_scholion/mentions", get(editor::records).post(editor::mend))
        .route("/_scholion/works", get(editor::verdicts).post(editor::verdict))
        .route("/_scholion/reported", get(report::link))
        .route(&format!("{}/{{*page}}", text::ADDRESS), get(text::page))
        .route(&format!("{}/{{what}}", text::DOOR), post(text::ask).layer(DefaultBodyLimit::max(text::MOST_BYTES)))
        .route(report::ADDRESS, get(report::all).post(report::settle))
        .route(&format!("{}/{{*slug}}", report::ADDRESS), get(report::one))
        .merge(upload::routes())
        .route_layer(middleware::from_fn_with_state(server.clone(), once_known));
    Router::new()
        .merge(asked)
        .merge(upload::files())
        .route("/_scholion/events", get(events))
        .route("/_scholion/events.js", get(|| async { own("events.js", include_str!("events.js")) }))
        .route("/_scholion/page", get(state))
        .route("/_scholion/client.js", get(|| async { own("client.js", include_str!("client.js")) }))
        .route("/_scholion/client.css", get(|| async { own("client.css", include_str!("client.css")) }))
        .route("/_scholion/editor.js", get(|| async { own("editor.js", include_str!("editor.js")) }))
        .route("/_scholion/regions.js", get(|| async { own("regions.js", include_str!("regions.js")) }))
        .route("/_scholion/editor.css", get(|| async { own("editor.css", include_str!("editor.css")) }))
        .route("/_scholion/mentions.js", get(|| async { own("mentions.js", include_str!("mentions.js")) }))
        .route("/_scholion/works.js", get(|| async { own("works.js", include_str!("works.js")) }))
        .route("/_scholion/{own}", get(text_file))
        .route("/_scholion/report.js", get(|| async { own("report.js", include_str!("report.js")) }))
        .layer(DefaultBodyLimit::max(editor::MOST_BYTES))
        .fallback(site)
        .layer(middleware::from_fn_with_state(server.clone(), watchman))
        .with_state(server)
}

/// How long a change may take to arrive and to be made.
const MOST_TIME: Duration = Duration::from_secs(60);

/// Lets in what is meant for us, and puts on every answer what belongs there.
async fn watchman(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>, request: Request, next: Next) -> Response {
    peer.is_heard();
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD);
    let is_framed = guard::is_own_frame(request.headers());
    let mut response = match guard::refusal(request.uri(), request.headers(), server.here) {
        Some(why) => (StatusCode::MISDIRECTED_REQUEST, format!("{why}\n")).into_response(),
        None if is_change => {
            let changed = time::timeout(MOST_TIME, next.run(request)).await;
            changed.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
        }
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // No page of another site may show or load anything from here, nor keep a hand on a window that it opened.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static(if is_framed { "SAMEORIGIN" } else { "DENY" }));
    let policy = headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(policy::page);
    if is_framed {
        *policy = policy::framed(policy);
    }
    response
}

/// Lets those wait who ask of the archive what only a build knows: pages of the site that lies there are open before.
async fn once_known(State(server): State<Server>, request: Request, next: Next) -> Response {
    if server.hub.is_built() { next.run(request).await } else { being_built() }
}

/// A file of the editor of texts.
async fn text_file(extract::Path(name): extract::Path<String>) -> Response {
    let file = text::FILES.iter().find(|(known, _)| *known == name);
    file.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |(name, text)| own(name, text))
}

/// A file that the program carries.
fn own(name: &str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, mime::of(name))], text).into_response()
}

/// A file of the site.
async fn site(State(server): State<Server>, method: Method, request: Request) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "only GET and HEAD are answered\n").into_response();
    }
    let Some(folder) = server.hub.folder() else { return being_built() };
    let is_built = server.hub.is_built();
    let address = request.uri().path().to_owned();
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    let headers = request.headers().clone();
    let is_here = request.extensions().get().is_some_and(|ConnectInfo(peer): &ConnectInfo<Peer>| guard::is_here(peer.address));
    let token = server.token.filter(|_| is_here);
    let base = server.hub.base();
    let receiver = server.receiver;
    // Files are read on a thread of their own, so that a slow disk keeps nobody else waiting.
    task::spawn_blocking(move || match files::find(&folder, &address) {
        // Of an archive without texts the front, as it is first asked for, is the page on which they are added.
        _ if is_built && address == "/" && query.is_empty() && receiver.is_empty() => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, upload::ADDRESS)]).into_response()
        }
        // From the root, as it was asked for: a name alone may look like a scheme (`a:b`).
        Found::Folder => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{address}/{query}"))]).into_response(),
        Found::Nothing => match files::below(&base, &address) {
            // The page for what is not there names all else as it stands on the host, in the folder of `base-url`.
            Some(rest) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{rest}{query}"))]).into_response(),
            None if !is_built => being_built(),
            None => missing(&folder, &address),
        },
        Found::File(place, path) => match file(&place, &path, &headers, token.as_deref()) {
            Ok(response) => response,
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing(&folder, &address),
            Err(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("{path} cannot be read: {error}\n")).into_response(),
        },
    })
    .await
    .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// What stands for what is not there before the first build is done: a page that asks again until it is.
fn being_built() -> Response {
    const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"1\">\
        <title>The site is being built</title></head><body><p>The site is being built.</p></body></html>\n";
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1"), (header::CONTENT_TYPE, mime::of("index.html"))], PAGE).into_response()
}

/// The site's own page for what is not there.
fn missing(folder: &Path, address: &str) -> Response {
    let path = files::decode(address).unwrap_or_default();
    let path = path.trim_start_matches('/');
    let html = fs::read_to_string(folder.join("404.html"))
        .unwrap_or_else(|_| "<!doctype html><html><head><title>404</title></head><body><p>Nothing stands here.</p></body></html>".into());
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, mime::of("404.html"))], page::with_script(html.as_bytes(), path, "", None))
        .into_response()
}

/// How often a file is opened for which no descriptor is left, and how long to wait for one.
const TRIES: (u32, Duration) = (100, Duration::from_millis(20));

/// Opens a file. That no descriptor is left (`EMFILE` and `ENFILE`) passes: builds and other requests give theirs back.
fn open(place: &Path) -> io::Result<fs::File> {
    let is_full = |error: &io::Error| matches!(error.raw_os_error(), Some(23 | 24));
    for _ in 0..TRIES.0 {
        match fs::File::open(place) {
            Err(error) if is_full(&error) => thread::sleep(TRIES.1),
            file => return file,
        }
    }
    fs::File::open(place)
}

fn whole(place: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(place)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn file(place: &Path, path: &str, headers: &HeaderMap, token: Option<&str>) -> io::Result<Response> {
    let mime = policy::mime(path, mime::of(path));
    if mime.starts_with("text/html") {
        let html = whole(place)?;
        return Ok(([(header::CONTENT_TYPE, mime)], page::with_script(&html, path, &page::digest(&html), token)).into_response());
    }
    let mut file = open(place)?;
    let len = file.metadata()?.len();
    // A part is wanted only of the file as it was (RFC 9110, 13.1.5), which nothing here tells: all of it is given.
    let asked = headers.get(header::RANGE).filter(|_| !headers.contains_key(header::IF_RANGE)).and_then(|range| range.to_str().ok());
    let accepts = (header::ACCEPT_RANGES, "bytes".to_owned());
    let (status, start, end, range) = match files::range(asked, len) {
        Err(()) => {
            let none = [accepts, (header::CONTENT_RANGE, format!("bytes */{len}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, none).into_response());
        }
        Ok(None) => (StatusCode::OK, 0, len, None),
        Ok(Some((start, end))) => (StatusCode::PARTIAL_CONTENT, start, end, Some(format!("bytes {start}-{}/{len}", end.saturating_sub(1)))),
    };
    file.seek(SeekFrom::Start(start))?;
    let head = [accepts, (header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_LENGTH, (end - start).to_string())];
    let policy = [(header::CONTENT_SECURITY_POLICY, policy::file(mime))];
    let mut response = (status, head, policy, Body::from_stream(pieces(file, end - start))).into_response();
    if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// The next `len` bytes of a file, a piece at a time: a film is not to be held in memory.
fn pieces(file: fs::File, len: u64) -> impl Stream<Item = io::Result<Bytes>> {
    const PIECE: u64 = 256 * 1024;
    stream::try_unfold((file, len), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        task::spawn_blocking(move || {
            let mut piece = Vec::new();
            let read = file.by_ref().take(left.min(PIECE)).read_to_end(&mut piece)? as u64;
            // A file that was cut off meanwhile ends the answer early, which the browser notices by its length.
            if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(Some((Bytes::from(piece), (file, left - read)))) }
        })
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
    })
}

/// What a page is now: its digest and its style sheets, for a page that is open and may be old.
async fn state(State(server): State<Server>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or("");
    let path = query.split('&').find_map(|pair| pair.strip_prefix("path=")).unwrap_or("");
    let address = format!("/{path}");
    let found = task::spawn_blocking(move || {
        let folder = server.hub.folder()?;
        match files::find(&folder, &address) {
            Found::File(place, _) => whole(&place).ok(),
            _ => None,
        }
    })
    .await;
    let (is, sheets) = match found {
        Ok(Some(html)) => (page::digest(&html), page::sheets(&html)),
        _ => (String::new(), Vec::new()),
    };
    axum::Json(serde_json::json!({"is": is, "sheets": sheets})).into_response()
}

/// How often a stream of events says that it is still there: more often than a quiet connection is ended ([`super::door`]).
const SIGN_OF_LIFE: Duration = Duration::from_secs(8);

/// All that happens, for as long as somebody listens.
async fn events(State(server): State<Server>, ConnectInfo(peer): ConnectInfo<Peer>) -> Response {
    peer.is_stream();
    let (findings, receiver) = server.hub.listen();
    let first = findings.unwrap_or(hub::Event {
        name: "findings",
        data: "{\"errors\":[],\"warnings\":[],\"error_count\":0,\"warning_count\":0,\"own\":{},\"id\":\"\"}".into(),
    });
    let events = stream::unfold((Some(first), receiver), |(first, mut receiver)| async move {
        let event = match first {
            Some(first) => first,
            None => match receiver.recv().await {
                Ok(event) => event,
                // Who could not keep up looks for itself.
                Err(broadcast::error::RecvError::Lagged(_)) => hub::Event { name: "changed", data: "{\"paths\":[],\"more\":true}".into() },
                Err(broadcast::error::RecvError::Closed) => return None,
            },
        };
        let event = sse::Event::default().event(event.name).data(&*event.data);
        Some((Ok::<_, Infallible>(event), (None, receiver)))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}
