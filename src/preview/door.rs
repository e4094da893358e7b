//! Connections: how many there may be, and how long one may be quiet.
//!
//! Everyone on the machine can open connections and say nothing. Each costs a descriptor, of which a process may have as few as 64,
//! and while none are left nobody is let in. So there are at most [`MOST`]; who waits for nothing goes when another comes, and who says
//! nothing goes after a while.

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Instant, Sleep, sleep, sleep_until},
};

/// The most connections at a time. Each may have a file open as well; what is left of 64 descriptors is for builds.
pub const MOST: usize = 20;
/// How long a connection may stay open without a request under way: longer than [`super::server`] lets pass between two signs of life
/// of a stream of events.
const QUIET: Duration = Duration::from_secs(20);
/// How long a request may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(15);
/// How long to wait before looking again whether there is room.
const PAUSE: Duration = Duration::from_millis(10);

/// Where connections come in.
pub struct Door {
    listener: TcpListener,
    lines: Vec<Weak<Line>>,
}

/// Who asks, and by which connection.
#[derive(Clone)]
pub struct Peer {
    /// From where.
    pub address: SocketAddr,
    line: Arc<Line>,
}

/// What is known of a connection.
struct Line(Mutex<State>);

struct State {
    /// Since when it is as it is.
    since: Instant,
    doing: Doing,
    /// Whether it is a stream of events, which is never done.
    is_stream: bool,
    /// Whether another needs its place.
    is_ended: bool,
    /// Who waits for it to be read.
    reader: Option<Waker>,
    /// Who waits until it takes more.
    writer: Option<Waker>,
}

/// What a connection is doing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Nothing: nobody asked yet, or all was answered.
    Waiting,
    /// A request is coming in.
    Hearing,
    /// A request was heard, and its answer has not begun.
    Thinking,
}

impl Door {
    /// Lets in who comes to `listener`.
    pub fn new(listener: TcpListener) -> Self {
        Self { listener, lines: Vec::new() }
    }

    /// Makes room for one more: of those that wait for nothing the one that does so the longest is sent away, streams last.
    fn make_room(&mut self, most: usize) -> bool {
        self.lines.retain(|line| line.strong_count() > 0);
        if self.lines.len() < most {
            return true;
        }
        let lines: Vec<Arc<Line>> = self.lines.iter().filter_map(Weak::upgrade).collect();
        if lines.iter().any(|line| line.state().is_ended) {
            return false;
        }
        let is_free = |line: &&Arc<Line>| line.state().doing != Doing::Thinking;
        let last = lines.iter().filter(is_free).min_by_key(|line| {
            let state = line.state();
            (state.is_stream, state.since)
        });
        if let Some(line) = last {
            let mut state = line.state();
            state.is_ended = true;
            state.reader.take().inspect(Waker::wake_by_ref);
            state.writer.take().inspect(Waker::wake_by_ref);
        }
        false
    }
}

impl Listener for Door {
    type Io = Wire;
    type Addr = Peer;

    async fn accept(&mut self) -> (Wire, Peer) {
        loop {
            while !self.make_room(MOST) {
                sleep(PAUSE).await;
            }
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    let line = Arc::new(Line::new());
                    self.lines.push(Arc::downgrade(&line));
                    return (Wire::new(stream, Arc::clone(&line)), Peer { address, line });
                }
                // No descriptor is left, or the other side is gone already: with fewer connections it will do.
                Err(_) => {
                    self.make_room(1);
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Peer> {
        self.listener.local_addr().map(|address| Peer { address, line: Arc::new(Line::new()) })
    }
}

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.remote_addr().clone()
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)
    }
}

impl Peer {
    /// A request was heard whole but for its body; until its answer begins it may take its time.
    pub fn is_heard(&self) {
        self.line.state().turn(Doing::Thinking);
    }

    /// The answer will be a stream of events.
    pub fn is_stream(&self) {
        self.line.state().is_stream = true;
    }
}

impl Line {
    fn new() -> Self {
        Self(Mutex::new(State {
            since: Instant::now(),
            doing: Doing::Waiting,
            is_stream: false,
            is_ended: false,
            reader: None,
            writer: None,
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn turn(&mut self, doing: Doing) {
        (self.doing, self.since) = (doing, Instant::now());
    }

    /// When it is over, if nothing happens.
    fn end(&self) -> Option<Instant> {
        match self.doing {
            Doing::Waiting => Some(self.since + QUIET),
            Doing::Hearing => Some(self.since + ARRIVAL),
            Doing::Thinking => None,
        }
    }
}

/// A connection that ends when it has been quiet for too long.
pub struct Wire {
    stream: TcpStream,
    line: Arc<Line>,
    reading: Pin<Box<Sleep>>,
    writing: Pin<Box<Sleep>>,
}

impl Wire {
    fn new(stream: TcpStream, line: Arc<Line>) -> Self {
        let later = || Box::pin(sleep_until(Instant::now() + QUIET));
        Self { stream, line, reading: later(), writing: later() }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        let mut state = wire.line.state();
        // Who sends a letter from time to time is not heard out either.
        if state.is_ended || state.end().is_some_and(|end| Instant::now() > end) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut wire.stream).poll_read(context, buffer) {
            if buffer.filled().len() > before && state.doing == Doing::Waiting {
                state.turn(Doing::Hearing);
            }
            return Poll::Ready(read);
        }
        state.reader = Some(context.waker().clone());
        let Some(end) = state.end() else { return Poll::Pending };
        drop(state);
        wire.reading.as_mut().reset(end);
        ready!(wire.reading.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wire = &mut *self;
        let mut state = wire.line.state();
        if state.is_ended {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        let written = Pin::new(&mut wire.stream).poll_write(context, bytes);
        match written {
            Poll::Ready(written) => {
                state.turn(Doing::Waiting);
                Poll::Ready(written)
            }
            // Who does not take what it asked for is quiet, too: a browser asks for the rest of a film when it needs it.
            Poll::Pending => {
                state.writer = Some(context.waker().clone());
                let end = state.since + QUIET;
                drop(state);
                wire.writing.as_mut().reset(end);
                ready!(wire.writing.as_mut().poll(context));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
