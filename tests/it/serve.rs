//! `scholion serve` over plain connections: what it gives out, to whom, and what it keeps to itself.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::symlink,
    time::Duration,
};

use crate::{
    fixture::{Archive, example},
    watching::Watching,
};

/// The preview of an archive, at any port.
pub fn serve(archive: &Archive) -> (Watching<'_>, u16) {
    let watching = Watching::start(archive, &["serve", "--port", "0"]);
    let port = port(&watching);
    (watching, port)
}

/// The port that was said.
pub fn port(watching: &Watching<'_>) -> u16 {
    let said = watching.said();
    let address = said.split("preview at http://").nth(1).unwrap().split('/').next().unwrap();
    address.rsplit(':').next().unwrap().parse().unwrap()
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> String {
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}: ")));
        line.map_or(String::new(), |line| line[name.len() + 2..].to_owned())
    }
}

/// Sends a request as it stands.
pub fn send(port: u16, request: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).map_or(0, |status| status.parse().unwrap());
    Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
}

/// A request as a browser sends it, with more headers.
fn ask(port: u16, method: &str, path: &str, more: &str) -> Answer {
    send(port, &format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{more}\r\n"))
}

pub fn get(port: u16, path: &str) -> Answer {
    ask(port, "GET", path, "")
}

#[test]
fn files_are_given_as_what_they_are() {
    let archive = example();
    archive.write("content/documents/images/film.mp4", (0..=255u8).cycle().take(700_000).collect::<Vec<u8>>());
    archive.write("content/documents/карта.svg", "<svg/>");
    archive.write(
        "content/pages/files.md",
        "---\ntitle: Files\n---\n\n[A film](../documents/images/film.mp4), ![a map](../documents/карта.svg)\n",
    );
    let (_watching, port) = serve(&archive);
    for (path, mime) in [
        ("/", "text/html; charset=utf-8"),
        ("/documents/first.html?a=b", "text/html; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/data/works.json", "application/json"),
        ("/data/citations.csv", "text/csv; charset=utf-8"),
        ("/documents/images/film.mp4", "video/mp4"),
        ("/documents/%D0%BA%D0%B0%D1%80%D1%82%D0%B0.svg", "image/svg+xml; charset=utf-8"),
    ] {
        let answer = get(port, path);
        assert_eq!((answer.status, answer.header("content-type").as_str()), (200, mime), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    assert!(get(port, "/").text().contains("<title>Letters"));
    assert_eq!(get(port, "/data/works.json").body, std::fs::read(archive.at("public/data/works.json")).unwrap());
    let redirect = get(port, "/documents");
    assert_eq!((redirect.status, redirect.header("location").as_str()), (307, "/documents/"));
    assert_eq!(get(port, "/documents?x=//a.example").header("location"), "/documents/?x=//a.example");
    for elsewhere in ["//documents", "/documents/../documents", "/%2F%2Fa.example/documents"] {
        assert_eq!(get(port, elsewhere).status, 404, "{elsewhere}");
    }
    assert_eq!(get(port, "/documents/").status, 200);
    let film = std::fs::read(archive.at("public/documents/images/film.mp4")).unwrap();
    assert_eq!(get(port, "/documents/images/film.mp4").body, film);
    let part = ask(port, "GET", "/documents/images/film.mp4", "Range: bytes=1000-1999\r\n");
    assert_eq!((part.status, part.header("content-range").as_str()), (206, "bytes 1000-1999/700000"));
    assert_eq!(part.body, film[1000..2000]);
    assert_eq!(ask(port, "GET", "/documents/images/film.mp4", "Range: bytes=700000-\r\n").status, 416);
    let head = ask(port, "HEAD", "/documents/images/film.mp4", "");
    assert_eq!((head.status, head.header("content-length").as_str(), head.body.len()), (200, "700000", 0));
}

#[test]
fn the_script_is_in_what_is_served_and_never_on_disk() {
    let archive = example();
    let (watching, port) = serve(&archive);
    for path in ["documents/first.html", "index.html"] {
        let served = get(port, &format!("/{path}")).text();
        assert_eq!(served.matches("<script src=\"/_scholion/client.js\"").count(), 1, "{path}");
        assert!(!archive.read(&format!("public/{path}")).contains("_scholion"), "{path}");
    }
    assert_eq!(get(port, "/_scholion/client.js").header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(get(port, "/_scholion/client.css").header("content-type"), "text/css; charset=utf-8");
    watching.is_clean();
}

#[test]
fn pages_and_files_carry_the_policy_that_hosts_are_told_to_give() {
    let archive = example();
    archive.write("content/documents/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    archive.write("content/documents/second.md", archive.read("content/documents/second.md") + "\n![A plan](plan.svg)\n");
    let (_watching, port) = serve(&archive);
    // Files of their own that people put into the output folder are served, too.
    archive.write("public/documents/own.js", "1");
    archive.write("public/documents/own.pdf", "%PDF");
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/PUBLISHING.md")).unwrap();
    let told = manual.split("Content-Security-Policy \"").nth(1).unwrap().split('"').next().unwrap();
    for (path, is_boxed) in [
        ("/documents/first.html", false),
        ("/nothing.html", false),
        ("/_scholion/events.js", false),
        ("/documents/own.pdf", false),
        ("/documents/plan.svg", true),
        ("/documents/own.js", true),
    ] {
        let policy = get(port, path).header("content-security-policy");
        assert!(policy.starts_with(told) && policy.ends_with("; frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(policy.contains("; sandbox;"), is_boxed, "{path}: {policy}");
    }
    assert_eq!(get(port, "/documents/first.html").header("x-frame-options"), "DENY");
    // What is no script of the program's own is given out as none.
    assert_eq!(get(port, "/assets/reading.js").header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(get(port, "/documents/own.js").header("content-type"), "text/plain; charset=utf-8");
    // What a browser says of itself: links of other sites lead here, and nothing else of theirs comes in.
    let foreign = |more: &str| ask(port, "GET", "/documents/first.html", &format!("Sec-Fetch-Site: {more}\r\n")).status;
    assert_eq!(foreign("cross-site\r\nSec-Fetch-Mode: navigate"), 200);
    assert_eq!(foreign("same-origin\r\nSec-Fetch-Mode: cors"), 200);
    assert_eq!(foreign("cross-site\r\nSec-Fetch-Mode: no-cors"), 421);
    assert_eq!(foreign("same-site\r\nSec-Fetch-Mode: cors"), 421);
}

#[test]
fn a_part_is_given_of_the_file_as_it_is() {
    let archive = example();
    archive.write("content/documents/talk.mp3", vec![7_u8; 3000]);
    let (_watching, port) = serve(&archive);
    archive.write("public/documents/talk.mp3", vec![7_u8; 3000]);
    let part = |more: &str| ask(port, "GET", "/documents/talk.mp3", more);
    assert_eq!((part("Range: bytes=-10\r\n").status, part("Range: bytes=-10\r\n").body.len()), (206, 10));
    assert_eq!(part("Range: bytes=0-9\r\nIf-Range: \"x\"\r\n").body.len(), 3000, "nothing tells that it is the same file");
    let head = ask(port, "HEAD", "/documents/talk.mp3", "Range: bytes=0-9\r\n");
    assert_eq!((head.status, head.header("content-length").as_str(), head.body.len()), (206, "10", 0));
}

/// Some connections that say nothing, or only begin to.
fn silent(port: u16, count: usize) -> Vec<TcpStream> {
    let open = |n: usize| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        if n.is_multiple_of(2) {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
        }
        stream
    };
    (0..count).map(open).collect()
}

#[test]
fn sixty_four_descriptors_are_enough_however_many_say_nothing() {
    let archive = example();
    let plain = archive.command(&["serve", "--port", "0"]);
    let mut command = archive.command(&[]);
    command = {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "ulimit -n 64; exec \"$@\"", "sh"]).arg(command.get_program()).args(plain.get_args());
        shell.current_dir(archive.root()).env_clear().stdin(std::process::Stdio::null());
        shell
    };
    let watching = Watching::start_command(&archive, command);
    let port = port(&watching);
    let idle = silent(port, 100);
    for n in 0..10 {
        assert_eq!(get(port, "/documents/first.html").status, 200, "{n}");
    }
    // What is built meanwhile is built.
    archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("See", "Look at"));
    watching.shows("documents/first.html", "Look at");
    assert!(get(port, "/documents/first.html").text().contains("Look at"));
    drop(idle);
    watching.is_clean();
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let mut events = Events::open(port);
    events.next("findings");
    let mut idle = silent(port, 4);
    // One that was answered and asks nothing more.
    let mut kept = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(kept, "GET /robots.txt HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
    idle.push(kept);
    for stream in &mut idle {
        stream.set_read_timeout(Some(Duration::from_secs(50))).unwrap();
        let mut rest = Vec::new();
        assert!(stream.read_to_end(&mut rest).is_ok(), "it was not ended");
    }
    // A page that listens is heard from time to time, and stays.
    archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("See", "Look at"));
    assert!(events.next("changed")["paths"].as_array().unwrap().contains(&"documents/first.html".into()));
}

#[test]
fn the_page_for_what_is_not_there_leads_to_what_is_there_also_in_a_sub_folder() {
    let archive = example();
    archive.write("scholion.yaml", "title: Letters\nlang: en\nbase-url: https://a.example/some/where/\n");
    let (watching, port) = serve(&archive);
    let check = |root: &str| {
        let missing = get(port, "/no/such.html");
        assert_eq!(missing.status, 404);
        let links = missing.text();
        let links: Vec<&str> =
            links.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).filter(|link| link.starts_with('/')).collect();
        assert!(links.iter().any(|link| link.contains(".css")) && links.iter().all(|link| link.starts_with(root)), "{links:?}");
        for link in links {
            // The feed is made behind the pages.
            watching.until(link, || {
                let answer = get(port, link);
                let answer = if answer.status == 307 { get(port, &answer.header("location")) } else { answer };
                answer.status == 200
            });
        }
    };
    check("/some/where/");
    archive.write("scholion.yaml", "title: Letters\nlang: en\nbase-url: https://a.example/elsewhere/\n");
    watching.shows("404.html", "/elsewhere/");
    check("/elsewhere/");
    archive.write("scholion.yaml", "title: Letters\nlang: en\n");
    watching.until("the links are those of the root", || !archive.read("public/404.html").contains("/elsewhere/"));
    check("/");
}

#[test]
fn pages_are_told_which_of_them_could_not_be_read() {
    let archive = example();
    archive.write("content/documents/never.md", "---\ntitle: [\n---\n\nWords.\n");
    let (_watching, port) = serve(&archive);
    let mut events = Events::open(port);
    let own = events.next("findings")["own"].clone();
    assert_eq!(own.as_object().unwrap().keys().collect::<Vec<_>>(), ["documents/never.html"]);
    assert_eq!(own["documents/never.html"]["held"], false);
    archive.write("content/documents/first.md", "---\ntitle: A: B\n---\n");
    let own = events.next("findings")["own"].clone();
    assert_eq!(own["documents/first.html"]["held"], true);
    assert_eq!(own["documents/first.html"]["errors"][0]["place"], "content/documents/first.md:2:9");
}

#[test]
fn what_is_not_there_is_the_sites_own_page() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let answer = get(port, "/documents/nothing.html");
    assert_eq!((answer.status, answer.header("content-type").as_str()), (404, "text/html; charset=utf-8"));
    assert!(answer.text().contains("class=\"not-found\"") && answer.text().contains("data-page=\"documents/nothing.html\""));
}

#[test]
fn who_asks_of_the_archive_before_it_is_known_is_told_to_wait() {
    let archive = example();
    archive.run(&["build"]);
    std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
    let mut command = archive.command(&["serve", "--port", "0"]);
    let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let said = lines.find_map(|line| Some(line.split("preview at http://").nth(1)?.split('/').next()?.to_owned())).unwrap();
    let port = said.rsplit(':').next().unwrap().parse().unwrap();
    let asked = || get(port, "/_scholion/annotations?page=documents/first.html").status;
    let answers: Vec<u16> = std::iter::repeat_with(asked).take_while(|status| *status != 200).take(10_000).collect();
    // The rest is read, so that the program may go on saying it.
    let _ = child.kill();
    let _ = child.wait();
    assert!(answers.len() < 10_000 && answers.iter().all(|status| *status == 503), "{answers:?}");
}

#[test]
fn nothing_but_the_site_is_given_out() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    archive.write("public/.htpasswd", "secret");
    symlink("../scholion.yaml", archive.at("public/out.yaml")).unwrap();
    symlink("..", archive.at("public/up")).unwrap();
    for path in [
        "/../scholion.yaml",
        "/%2e%2e/scholion.yaml",
        "/..%2fscholion.yaml",
        "/documents/../../scholion.yaml",
        "/out.yaml",
        "/up/scholion.yaml",
        "/.htpasswd",
        "/.scholion-manifest",
        "//etc/passwd",
        "/%00",
    ] {
        let answer = get(port, path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        assert!(!answer.text().contains("title: Letters") && !answer.text().contains("secret"), "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        for path in ["/", "/_scholion/events"] {
            let answer = ask(port, method, path, "Content-Length: 0\r\n");
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.header("allow").contains("GET"), "{method} {path}: {}", answer.head);
        }
    }
}

#[test]
fn only_those_who_mean_us_are_answered() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let status = |host: &str, more: &str| send(port, &format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n")).status;
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(status(&format!("{host}:{port}"), ""), 200, "{host}");
        assert_eq!(status(&format!("{host}:{port}"), &format!("Origin: http://{host}:{port}\r\n")), 200, "{host}");
    }
    for host in
        ["evil.example".to_owned(), format!("evil.example:{port}"), "localhost".to_owned(), format!("10.0.0.1:{port}"), String::new()]
    {
        assert_eq!(status(&host, ""), 421, "{host}");
    }
    for origin in ["http://evil.example", "null", "https://localhost", "http://localhost:1"] {
        assert_eq!(status(&format!("localhost:{port}"), &format!("Origin: {origin}\r\n")), 421, "{origin}");
    }
    let absolute = send(port, &format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!(absolute.status, 421);
    let nameless = send(port, "GET / HTTP/1.0\r\n\r\n");
    assert!(matches!(nameless.status, 400 | 421), "{nameless:?}");
}

/// A stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(port: u16) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET /_scholion/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// The data of the next event of that name.
    fn next(&mut self, name: &str) -> serde_json::Value {
        let mut is_it = false;
        for line in (&mut self.0).lines() {
            let line = line.unwrap();
            match line.split_once(": ") {
                Some(("event", event)) => is_it = event == name,
                Some(("data", data)) if is_it => return serde_json::from_str(data).unwrap(),
                _ => {}
            }
        }
        panic!("the stream ended");
    }
}

#[test]
fn open_pages_hear_what_changed_and_nothing_else() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let mut events = Events::open(port);
    assert_eq!(events.next("findings")["error_count"], 0);
    let first = archive.read("content/documents/first.md");
    archive.write("content/documents/first.md", first.replace("See", "Look at"));
    let changed = events.next("changed");
    let paths: Vec<&str> = changed["paths"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(paths.contains(&"documents/first.html") && !paths.contains(&"documents/second.html"), "{paths:?}");
    // The front shows its first words.
    assert!(paths.contains(&"index.html") && !paths.contains(&"pages/about.html"), "{paths:?}");
    // All pages name the style sheet's version, but what they show stays as it is.
    archive.write("templates/assets/style.css", "p { color: teal }");
    assert_eq!(events.next("changed")["paths"], serde_json::json!(["assets/style.css"]));
    archive.write("content/documents/first.md", "---\ntitle: A: B\n---\n");
    let findings = events.next("findings");
    assert_eq!(findings["error_count"], 1);
    let error = &findings["errors"][0];
    assert_eq!(error["place"], "content/documents/first.md:2:9");
    assert_eq!(error["line"], serde_json::json!(["title: A", ":", " B"]));
    assert!(error["hint"]["text"].as_str().unwrap().contains("quotation marks"));
    archive.write("content/documents/first.md", &first);
    assert_eq!(events.next("findings")["error_count"], 0);
    std::fs::remove_file(archive.at("content/documents/second.md")).unwrap();
    assert!(events.next("changed")["paths"].as_array().unwrap().contains(&"documents/second.html".into()));
}

#[test]
fn a_taken_port_is_said_and_a_free_one_named() {
    let archive = example();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let ran = archive.run(&["serve", "--port", &port.to_string()]);
    assert_eq!(ran.status, 3);
    let expected = format!("error: port {port} is taken; ");
    assert!(ran.stderr.starts_with(&expected) && ran.stderr.contains(" is free: `--port "), "{}", ran.stderr);
    assert!(!archive.at("public").exists(), "nothing was begun");
    assert_eq!(archive.run(&["serve", "--interface", "192.0.2.1"]).status, 3, "no address of this machine");
    assert_eq!(archive.run(&["serve", "--interface", "nowhere"]).status, 2);
}

#[test]
fn an_archive_that_says_nothing_of_itself_is_served_and_a_browser_opened() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    // Whatever opens browsers on this machine is replaced by a program that notes the address.
    archive.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > \"$NOTE\"\n");
    let program = archive.at("bin/xdg-open");
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut command = archive.command(&["serve", "--port", "0", "--interface", "::1", "--open"]);
    command.env("PATH", format!("{}:/usr/bin:/bin", archive.at("bin").display())).env("NOTE", archive.at("note"));
    let watching = Watching::start_command(&archive, command);
    watching.until("a browser was opened", || std::fs::read_to_string(archive.at("note")).is_ok_and(|note| note.ends_with("/\n")));
    assert_eq!(archive.read("note"), format!("http://[::1]:{}/\n", port(&watching)));
    watching.is_clean();
    watching.signal("INT");
    assert_eq!(watching.ends(), Some(0));
    assert!(!archive.at("public/.scholion-journal").exists());
}
