use std::collections::BTreeSet;

use super::*;

/// A page as it is written, with its parts, where files beside it are there whose names begin with `own`.
fn written(page: &str) -> (String, Vec<(String, Vec<u8>)>) {
    let path = RelPath::new("content/archive/a.example/b/c.html");
    let there = |address: &str| place::meant(&path, address).into_iter().find(|path| path.name().starts_with("own"));
    let writing = Writing { path: &path, url: "https://a.example/b/c.html", banner: "A copy of 2026-05-05.", there: &there };
    let made = write(page.as_bytes(), &writing).unwrap();
    (String::from_utf8(made.bytes).unwrap(), made.parts.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect())
}

/// The body as it is written, behind the banner.
fn body(page: &str) -> String {
    let (whole, _) = written(page);
    let (_, behind) = whole.split_once("</a></div><div style=\"").unwrap();
    behind.split_once("\">").unwrap().1.strip_suffix("</div></body></html>\n").unwrap().to_owned()
}

/// Tags and attributes of what was written, read by a parser of HTML.
fn read_again(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let page = dom_query::Document::from(page);
    let nodes = page.select("*");
    let of = |node: &dom_query::NodeRef<'_>| {
        let attributes = node.attrs().into_iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
        (node.node_name().unwrap().to_string(), attributes)
    };
    nodes.nodes().iter().map(of).collect()
}

/// What somebody may put into a page who knows that it will be captured; each names `probe` where it would run, send or load.
const PROBES: &[&str] = &[
    "<script>probe()</script>",
    "<script src='https://probe.example/a.js'></script>",
    "<img src=x onerror='probe()'>",
    "<body onload='probe()'>",
    "<a href='javascript:probe()'>x</a>",
    "<a href='java\nscript:probe()'>x</a>",
    "<a href=' &#1;javascript:probe()'>x</a>",
    "<a href='data:text/html,<script>probe()</script>'>x</a>",
    "<a href='vbscript:probe()'>x</a>",
    "<iframe src='https://probe.example/'></iframe>",
    "<iframe srcdoc='<script>probe()</script>'></iframe>",
    "<object data='https://probe.example/'></object><embed src='https://probe.example/'>",
    "<meta http-equiv=refresh content='0;url=https://probe.example/'>",
    "<meta http-equiv=Content-Security-Policy content='script-src probe'>",
    "<base href='https://probe.example/'>",
    "<link rel=stylesheet href='https://probe.example/a.css'>",
    "<link rel=preload as=image href='https://probe.example/a.png'><link rel=prefetch href='https://probe.example/'><link rel=dns-prefetch href='//probe.example'>",
    "<link rel=manifest href='https://probe.example/m'><link rel=import href='https://probe.example/'>",
    "<style>@import 'https://probe.example/a.css';a{background:url(//probe.example/b)}</style>",
    "<p style='background:url(https://probe.example/a)'>x</p>",
    "<p style='background:u\\72l(https://probe.example/a)'>x</p>",
    "<img src='https://probe.example/a.png'><img srcset='https://probe.example/a.png 2x, //probe.example/b 3x'>",
    "<picture><source srcset='https://probe.example/a.png'></picture><video poster='https://probe.example/a'><source src='https://probe.example/v'></video>",
    "<table background='https://probe.example/a'><tr><td background='https://probe.example/b'>x</table>",
    "<form action='https://probe.example/'><input type=image src='https://probe.example/a'><button formaction='https://probe.example/'>x</button></form>",
    "<a ping='https://probe.example/' href='#x'>x</a>",
    "<svg onload='probe()'><script>probe()</script><a xlink:href='javascript:probe()'><text>x</text></a></svg>",
    "<svg><use href='https://probe.example/#a'/><image href='https://probe.example/a'/><foreignObject><img src=x onerror='probe()'></foreignObject></svg>",
    "<svg><animate attributeName=href values='javascript:probe()'/><set attributeName=onload to='probe()'/></svg>",
    "<svg><rect fill='url(https://probe.example/#a)' filter='url(//probe.example/#b)'/><style>@import 'https://probe.example/'</style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror='probe()'></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=probe()>'></noscript>",
    "<template><script>probe()</script></template>",
    "<textarea></textarea><img src=x onerror='probe()'></textarea>",
    "<title></title><img src=x onerror='probe()'></title>",
    "<xmp><img src=x onerror='probe()'></xmp><plaintext><img src=x onerror='probe()'>",
    "<!--><img src=x onerror='probe()'>--><!--!><script>probe()</script>",
    "<p title='\"><script>probe()</script>'>x</p>",
    "<p style='a:b;}</style><script>probe()</script>'>x</p>",
    "<my-part onclick='probe()' style='background:url(https://probe.example/a)'>x</my-part>",
    "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"probe()\"><script>probe()</script></svg>'>",
    "<img src='data:text/html,<script>probe()</script>'>",
    "<link rel=stylesheet href='data:text/css,@import \"https://probe.example/\";a{background:url(https://probe.example/)}'>",
    "<audio src='https://probe.example/a' autoplay></audio><track src='https://probe.example/a'>",
    "<img src='../../../../scholion.yaml'><img src='file:///etc/passwd'><img src='/../../probe'>",
];

#[test]
fn nothing_of_a_capture_runs_sends_or_loads() {
    for probe in PROBES {
        for page in [format!("<html><head>{probe}</head><body><p>Words</p></body></html>"), format!("<p>Words</p>{probe}<p>More</p>")] {
            let (whole, parts) = written(&page);
            // The one sheet in the page is the program's own.
            assert_eq!(whole.matches("<style").count(), 1, "{probe}: {whole}");
            for (name, attributes) in read_again(&whole) {
                let is_known = names::among(names::ELEMENTS, &name).is_some() || names::among(names::DRAWN, &name).is_some();
                let is_frame = ["html", "head", "body", "title", "meta", "link", "style"].contains(&name.as_str());
                assert!(is_known || is_frame, "{probe}: {name}: {whole}");
                for (attribute, value) in &attributes {
                    assert!(!attribute.starts_with("on"), "{probe}: {attribute}: {whole}");
                    let is_written =
                        ["href", "src", "srcset", "poster", "style", "rel", "content", "charset", "http-equiv", "type", "data-banner"]
                            .contains(&attribute.as_str());
                    let is_listed =
                        names::among(names::ATTRIBUTES, attribute).is_some() || names::among(names::DRAWN_ATTRIBUTES, attribute).is_some();
                    assert!(is_written || is_listed, "{probe}: {attribute}: {whole}");
                    // Links lead out, as they are followed by people; nothing else does.
                    let is_link = name == "a" && attribute == "href";
                    let leads_out = value.contains("probe.example")
                        && matches!(attribute.as_str(), "href" | "src" | "srcset" | "poster" | "style" | "fill" | "filter");
                    assert!(is_link || !leads_out, "{probe}: {attribute}={value}");
                    assert!(!is_link || value.starts_with('#') || value.starts_with("https://"), "{probe}: {value}");
                }
                let policies = attributes.iter().filter(|(name, _)| name == "http-equiv").count();
                assert!(
                    name != "meta"
                        || policies == 0
                        || attributes.iter().any(|(name, value)| name == "content" && value.starts_with("default-src 'none'")),
                    "{probe}"
                );
            }
            for (path, bytes) in parts {
                let text = String::from_utf8_lossy(&bytes);
                // Nothing in a sheet runs, whatever words stand in it.
                let word = if path.ends_with(".css") { "probe.example" } else { "probe" };
                assert!(!text.contains(word), "{probe}: {path}: {text}");
            }
        }
    }
}

#[test]
fn what_announces_itself_is_what_is_written() {
    let pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    let page = format!(
        "<!--\n Page saved with SingleFile\n url: https://a.example/b/c.html\n saved date: Tue May 05 2026\n--><title> A  title </title>\
         <link rel=canonical href='/b/c'><style>p{{background:url({pixel})}}</style><link rel=stylesheet href=own.css><p><img src='{pixel}'><img src='own.png'><img src='lost.png'><iframe></iframe>"
    );
    let path = RelPath::new("content/archive/a.example/b/c.html");
    let known = look(&path, page.as_bytes()).unwrap();
    let (_, parts) = written(&page);
    let names: BTreeSet<String> = parts.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(known.parts.iter().map(|name| part_place(name).to_string()).collect::<BTreeSet<_>>(), names);
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(known.asks, ["lost.png", "own.css", "own.png"]);
    assert_eq!((known.title.as_str(), known.url.as_str(), known.left_out), ("A title", "https://a.example/b/c.html", 1));
    assert_eq!(known.date.map(|date| date.to_string()).as_deref(), Some("2026-05-05"));
    assert!(look(&RelPath::new("content/archive/a.example/a.png"), b"").is_none());
}

#[test]
fn a_page_stays_readable() {
    assert_eq!(
        body("<h1 class=t>A &amp; b</h1><p>One<br>two <b>three</b>"),
        "<h1 class=\"t\">A &amp; b</h1><p>One<br>two <b>three</b></p>"
    );
    assert_eq!(
        body("<a href='d.html#e'>x</a><a href='#f'>y</a>"),
        "<a href=\"https://a.example/b/d.html#e\" rel=\"noopener noreferrer nofollow\">x</a><a href=\"#f\">y</a>"
    );
    assert_eq!(body("<img src='own%20a.png' alt=A width=3>"), "<img alt=\"A\" width=\"3\" src=\"own%20a.png\">");
    assert_eq!(body("<img src='https://cdn.example/own.png'>"), "<img src=\"../../cdn.example/own.png\">");
    assert_eq!(body("<img src='/lost.png' alt=A>"), "<img alt=\"A\">");
    assert_eq!(body("<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>"), "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>");
    assert_eq!(body("<noscript><img src=own.png></noscript>"), "<img src=\"own.png\">");
    assert_eq!(body("<my-card class=a><p>x</p></my-card>"), "<span class=\"a\"><p>x</p></span>");
}

#[test]
fn what_a_page_shows_is_seen_from_where_it_says_that_it_is() {
    let path = RelPath::new("content/archive/a.example/b/c.html");
    let there = |address: &str| place::meant(&path, address).into_iter().find(|path| path.as_str() == "content/archive/a.example/d/e.png");
    for (base, shown) in [("https://a.example/d/", true), ("//a.example/d/", false), ("https://b.example/d/", false), ("/d/", false)] {
        let page = format!("<base href='{base}'><p><img src='e.png'>");
        let made = write(page.as_bytes(), &Writing { path: &path, url: "", banner: "", there: &there }).unwrap();
        assert_eq!(String::from_utf8(made.bytes).unwrap().contains("<img src=\"../d/e.png\">"), shown, "{base}");
        let asks = look(&path, page.as_bytes()).unwrap().asks;
        assert_eq!(asks.contains(&String::from("https://a.example/d/e.png")), shown, "{base}: {asks:?}");
    }
}

#[test]
fn a_page_says_what_it_is() {
    let (whole, _) = written("<body style='color:red'><p>x</p>");
    assert!(
        whole.contains("<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">") && whole.contains("A copy of 2026-05-05."),
        "{whole}"
    );
    assert!(whole.contains("<body style=\"color:red;display:block!important;"), "{whole}");
    // A page that cannot be read is an empty one that says so.
    let deep = "<div>".repeat(100_000);
    assert!(body(&deep).is_empty());
}

#[test]
fn sheets_keep_what_they_are_for() {
    let (whole, parts) = written(
        "<style media=print>p{color:red}</style><style>p{color:blue}</style><style type='text/x-mine'>p{color:green}</style><p>x</p>",
    );
    assert_eq!(parts.len(), 2, "{whole}");
    assert_eq!(whole.matches("media=\"print\"").count(), 1, "{whole}");
    assert!(whole.find("media=\"print\"") < whole.rfind("rel=\"stylesheet\""), "{whole}");
}

#[test]
fn what_a_form_hides_stays_hidden() {
    let form = "<form><input type=Hidden name=token value=secret><input type=PASSWORD value=secret><input value=seen></form>";
    assert_eq!(body(form), "<form><input type=\"text\"><input value=\"seen\"></form>");
}

#[test]
fn what_is_above_a_page_stays_above_it() {
    let (whole, _) = written("<style>body::after{content:'x';position:fixed}</style><p>x</p>");
    let (own, of_page) = (whole.find("<style>@layer{"), whole.find("rel=\"stylesheet\""));
    assert!(own.is_some() && own < of_page && !whole.contains("&gt;{"), "{whole}");
    assert!(whole.contains("data-banner=\"\" style=\"all:initial!important;"), "{whole}");
    // Nothing of a page that is wider than the window is cut off.
    assert!(!whole.contains("contain:"), "{whole}");
}

#[test]
fn a_sheet_beside_a_page_is_cleaned() {
    let path = RelPath::new("content/archive/a.example/own.css");
    let there = |address: &str| place::meant(&path, address).into_iter().find(|path| path.name().starts_with("own"));
    let sheet = b"@import url(own2.css);a{background:url(own.png)}b{background:url(https://probe.example/)}";
    let made = write(sheet, &Writing { path: &path, url: "", banner: "", there: &there }).unwrap();
    assert_eq!(
        String::from_utf8(made.bytes).unwrap(),
        "@charset \"utf-8\";\n@import \"own2.css\";a{background:url(\"own.png\")}b{background:none}"
    );
}
