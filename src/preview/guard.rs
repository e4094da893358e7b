//! Whether a request is meant for us.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Uri, header};

use super::token;

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
    // What a browser says of itself (Fetch Metadata): a link of another site may lead here; nothing else of it comes in.
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_foreign = said("sec-fetch-site").is_some_and(|site| matches!(site, "cross-site" | "same-site"));
    if is_foreign && said("sec-fetch-mode").is_none_or(|mode| mode != "navigate") {
        return Some("this request comes from another site");
    }
    None
}

/// Whether a page of ours asks for one to show it in a frame. Only what the browser says of itself counts (Fetch Metadata): a page of another
/// site cannot say it, and a browser that says nothing shows no frame.
pub fn is_own_frame(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    said("sec-fetch-dest") == Some("iframe") && said("sec-fetch-site") == Some("same-origin")
}

/// Whether who asks sits at this machine.
pub fn is_here(peer: SocketAddr) -> bool {
    peer.ip().to_canonical().is_loopback()
}

/// Why a request may not change anything; `None` if it may. It comes behind [`refusal`], by which an `Origin` is ours.
///
/// 1. It comes from this machine.
/// 2. It says from which page it comes, as browsers do with every change (Fetch Standard, 3.1), and from no other site.
/// 3. A script of ours sent it: no form, no link, no picture, no frame (Fetch Metadata, where the browser says so).
/// 4. It is JSON, which no form of another site can send.
/// 5. It has the token of this session, which stands in the pages given out here, and which other sites cannot read.
pub fn may_not_write(headers: &HeaderMap, peer: SocketAddr, session: Option<&str>) -> Option<&'static str> {
    may_not_send(headers, peer, session, "application/json")
}

/// The same of what is sent as another kind of content; as one that no form can send either.
pub fn may_not_send(headers: &HeaderMap, peer: SocketAddr, session: Option<&str>, kind: &str) -> Option<&'static str> {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if !is_here(peer) {
        return Some("notes are written on this machine only");
    }
    if headers.get_all(header::ORIGIN).iter().count() != 1 || value("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Some("this request does not come from a page of the preview");
    }
    let is_script = value("sec-fetch-mode").is_none_or(|mode| matches!(mode, "cors" | "same-origin"));
    if !is_script || value("sec-fetch-dest").is_some_and(|target| target != "empty") {
        return Some("this request does not come from a page of the preview");
    }
    if !value("content-type").is_some_and(|said| said.split(';').next().is_some_and(|said| said.trim() == kind)) {
        return Some("changes are sent as JSON, and files as bytes");
    }
    if !session.zip(value(TOKEN)).is_some_and(|(session, given)| token::is(session, given)) {
        return Some("this page is from another session of the preview: reload it");
    }
    None
}

/// The header with the token.
const TOKEN: &str = "x-scholion-token";

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
    fn only_pages_of_this_session_on_this_machine_may_write() {
        let good = [("origin", "http://localhost:1111"), ("content-type", "application/json; charset=utf-8"), (TOKEN, "abc")];
        let check = |peer: &str, left_out: &str, more: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in good.iter().filter(|(name, _)| *name != left_out).chain(more) {
                headers.append(*name, value.parse().unwrap());
            }
            may_not_write(&headers, peer.parse().unwrap(), Some("abc")).is_none()
        };
        assert!(check("127.0.0.1:5", "", &[]) && check("[::1]:5", "", &[("sec-fetch-site", "same-origin")]));
        assert!(check("[::ffff:127.0.0.1]:5", "", &[]));
        assert!(!check("192.168.1.6:5", "", &[]));
        for (name, _) in good {
            assert!(!check("127.0.0.1:5", name, &[]), "{name}");
        }
        assert!(!check("127.0.0.1:5", TOKEN, &[(TOKEN, "abd")]) && !check("127.0.0.1:5", "", &[("sec-fetch-site", "same-site")]));
        assert!(check("127.0.0.1:5", "", &[("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")]));
        for other in
            [("sec-fetch-mode", "navigate"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "document"), ("sec-fetch-dest", "image")]
        {
            assert!(!check("127.0.0.1:5", "", &[other]), "{other:?}");
        }
        assert!(!check("127.0.0.1:5", "content-type", &[("content-type", "text/plain")]));
        assert!(!check("127.0.0.1:5", "", &[("origin", "http://localhost:1111")]));
        let mut headers = HeaderMap::new();
        good.iter().for_each(|(name, value)| _ = headers.insert(*name, value.parse().unwrap()));
        assert!(may_not_write(&headers, "127.0.0.1:5".parse().unwrap(), None).is_some(), "without a token nothing is written");
    }

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
