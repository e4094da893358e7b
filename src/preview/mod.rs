//! The site at home: served over HTTP as it lies in the output folder, and kept in step with it.
//!
//! 1. [`bind`]: a port is taken, or one that is free is named;
//! 2. [`door`]: connections are let in, few at a time, and let go when they are quiet;
//! 3. [`guard`]: a request must be meant for us: pages of other sites may not look into the archive by way of a name
//!    that they let point here (DNS rebinding);
//! 4. [`server`]: which file a request asks for, and never one outside of the folder ([`files`]), and what it may do in a browser
//!    ([`policy`]);
//! 5. [`page`]: a page gets one more script as it is served, never on disk;
//! 6. [`hub`]: builds tell what changed and what is wrong, and open pages hear of it;
//! 7. [`editor`]: a page that was given out here may ask for notes to be written ([`token`]), in the language of the site
//!    ([`words`]);
//! 8. [`report`]: what ingest found, beside the pages that came of it;
//! 9. [`text`](self::text): a text is edited beside its page;
//! 10. [`upload`]: texts come in; of an archive that has none this is the first page.
//!
//! What a browser has open reloads if, and only if, it shows something that changed, and stays at the same
//! paragraph; a style sheet is exchanged without that.

mod door;
mod editor;
mod files;
mod guard;
mod hub;
mod page;
mod policy;
mod report;
mod server;
mod text;
mod token;
mod upload;

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr, TcpListener},
};

use crate::base::mime;

pub use editor::{Answer, ChangeKind, Editor, Outcome};
pub use hub::{About, Finding, Hub, MOST_FINDINGS, Said, Unread};
pub use report::{ADDRESS as REPORT, Reporter, SettleRequest};
pub use server::serve;
pub use text::ADDRESS as EDIT;
pub use upload::{ADDRESS as WELCOME, MOST_FILES, MOST_OF_A_FILE, MOST_OF_ALL, Receiver};

/// The port that is taken if none is asked for; if it is taken already, one of the next.
pub const DEFAULT_PORT: u16 = 1111;
/// How many ports are tried.
const TRIES: u16 = 50;

/// A port that cannot be had.
#[derive(Debug)]
pub struct PortTaken {
    address: SocketAddr,
    cause: io::Error,
    /// One that is free.
    free: Option<u16>,
}

/// Takes `port`, or if none is asked for, the first from [`DEFAULT_PORT`] that is free.
pub fn bind(interface: IpAddr, port: Option<u16>) -> Result<TcpListener, PortTaken> {
    let at = |port: u16| TcpListener::bind((interface, port));
    let wanted = port.unwrap_or(DEFAULT_PORT);
    let cause = match at(wanted) {
        Ok(listener) => return Ok(listener),
        Err(cause) => cause,
    };
    let next = (wanted..=wanted.saturating_add(TRIES)).skip(1);
    // What is wrong with the interface is wrong with every port of it.
    let next = if cause.kind() == io::ErrorKind::AddrInUse { next } else { (0..=0).skip(1) };
    let free = next.filter_map(|port| at(port).ok()).next();
    match (port, free) {
        (None, Some(listener)) => Ok(listener),
        (_, free) => {
            let free = free.and_then(|listener| listener.local_addr().ok()).map(|address| address.port());
            Err(PortTaken { address: SocketAddr::new(interface, wanted), cause, free })
        }
    }
}

impl fmt::Display for PortTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.free {
            Some(free) => write!(f, "port {} is taken; {free} is free: `--port {free}`", self.address.port()),
            None => write!(f, "cannot listen at {}: {}", self.address, crate::base::diagnostic::io_words(&self.cause)),
        }
    }
}

impl std::error::Error for PortTaken {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_nobody_asked_for_gives_way() {
        let here = IpAddr::from([127, 0, 0, 1]);
        // Taken by this or by another program: either way it is taken.
        let _held = TcpListener::bind((here, DEFAULT_PORT));
        let listener = bind(here, None).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(port > DEFAULT_PORT && port <= DEFAULT_PORT + TRIES, "{port}");
        let taken = bind(here, Some(port)).unwrap_err();
        assert!(taken.free.is_some_and(|free| free > port), "{taken}");
        assert_ne!(bind(here, Some(0)).unwrap().local_addr().unwrap().port(), 0);
    }
}
