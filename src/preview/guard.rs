//! Whether a request is meant for us.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Uri, header};

/// Why a request is not answered; `None` if it may be.
///
/// A page of another site can send requests here under a name of its own that it lets point to this machine. The
/// browser then says that name in `Host`; an address in figures, or `localhost`, cannot be borrowed so.
pub fn refusal(uri: &Uri, headers: &HeaderMap, here: SocketAddr) -> Option<&'static str> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_meant = host.is_some_and(|host| is_ours(host, here));
    if !is_meant || uri.authority().is_some_and(|authority| !is_ours(authority.as_str(), here)) {
        return Some("this address is not known here: ask for localhost or for an address in figures, with the port");
    }
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_ours(host, here));
    if origins.any(|origin| !origin.to_str().is_ok_and(is_own)) {
        return Some("this request comes from another site");
    }
    None
}

/// Whether `host`, with its port, is a name of ours that nobody else can have.
fn is_ours(host: &str, here: SocketAddr) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    if port != Some(here.port()) {
        return false;
    }
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let figures = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    figures.parse().is_ok_and(|ip: IpAddr| ip.is_loopback() || ip == here.ip() || here.ip().is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_cannot_be_borrowed_are_ours() {
        let check = |here: &str, host: &str| is_ours(host, here.parse().unwrap());
        for host in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "127.8.8.8:1111", "[::1]:1111"] {
            assert!(check("127.0.0.1:1111", host), "{host}");
        }
        for host in [
            "localhost",
            "localhost:80",
            "localhost:1112",
            "evil.example:1111",
            "localhost.evil.example:1111",
            "127.0.0.1.nip.io:1111",
            "192.168.1.5:1111",
            "[::1]",
            "",
            ":1111",
            "localhost:1111:1111",
        ] {
            assert!(!check("127.0.0.1:1111", host), "{host}");
        }
        assert!(check("127.0.0.1:80", "localhost") && check("[::1]:80", "[::1]"));
        assert!(check("192.168.1.5:1111", "192.168.1.5:1111") && !check("192.168.1.5:1111", "192.168.1.6:1111"));
        assert!(check("0.0.0.0:1111", "192.168.1.6:1111") && !check("0.0.0.0:1111", "box.local:1111"));
    }
}
