//! A page or sheet of others, written anew.

use std::collections::BTreeSet;

use super::{
    Writing,
    css::{self, Use},
    names::{ATTRIBUTES, DRAWN, DRAWN_ATTRIBUTES, ELEMENTS, INPUTS, VOID, among},
    part::{self, Part},
};
use crate::{
    base::{Href, Html, RelPath, web},
    document::capture_place::{self as place, Kind, on_site},
    ingest::{PageEvent, page_events},
    site::address,
};

/// What a browser may load and do with a page: what stands beside it, and nothing else. A file that is opened from a disk has no origin, so its
/// scheme is named; from there a page on the web may load nothing.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'self' file: 'unsafe-inline'; font-src 'self' file:; media-src 'self' file:; form-action 'none'; base-uri 'none'";

/// What the page cannot undo by its style: above it stands what it is, and nothing of it is drawn there.
const ROOT: &str = "display:block!important;visibility:visible!important;opacity:1!important;transform:none!important;translate:none!important;scale:none!important;rotate:none!important;zoom:1!important;perspective:none!important;filter:none!important;clip-path:none!important;clip:auto!important;mask:none!important;content-visibility:visible!important;position:static!important;float:none!important;margin-top:0!important;padding-top:0!important;overflow:visible!important";
const BANNER: &str = "all:initial!important;unicode-bidi:plaintext!important;display:block!important;position:relative!important;z-index:2147483647!important;box-sizing:border-box!important;width:100%!important;padding:.6em 1em!important;background:#fff7d6!important;color:#222!important;border-bottom:1px solid #b59b3a!important;font:16px/1.5 system-ui,sans-serif!important";
const LINK: &str = "all:initial!important;color:#0645ad!important;text-decoration:underline!important;cursor:pointer!important;font:inherit!important;overflow-wrap:anywhere!important";
/// What is fixed on the page is fixed in this; nothing of it is cut off.
const FRAME: &str = "position:relative!important;z-index:0!important;transform:translate(0)!important;margin:0!important";
/// What a style may add around an element without being one. Of what must be so the first layer counts before all others, and one without a name
/// cannot be gone on with (CSS Cascading 5, section 6.4).
const LAYER: &str = "@layer{html::before,html::after,body::before,body::after,[data-banner]::before,[data-banner]::after,[data-banner] a::before,[data-banner] a::after{content:none!important;display:none!important}html::first-line,body::first-line,[data-banner]::first-line,html::first-letter,body::first-letter,[data-banner]::first-letter{color:inherit!important;background:none!important;font:inherit!important;float:none!important;text-transform:none!important;letter-spacing:normal!important;word-spacing:normal!important}}";

/// The attributes of an element.
type Attributes<'e> = &'e [(String, String)];

/// What was read of a page, and is written of it.
#[derive(Default)]
pub struct Page {
    /// What stands in its body.
    body: Html,
    /// The sheets of its head.
    head: Html,
    /// Attributes of the whole, and of its body.
    on_html: Vec<(&'static str, String)>,
    on_body: Vec<(&'static str, String)>,
    /// If it is a sheet, what it says.
    pub sheet: String,
    /// Its title.
    pub title: String,
    /// The address by which it calls itself.
    pub canonical: String,
    /// The files that stood in it.
    pub parts: Vec<Part>,
    /// The files beside it that it shows, as it calls them.
    pub asks: BTreeSet<String>,
    /// How many parts of it are left out that could run or that are pages themselves.
    pub left_out: u32,
}

/// A page while it is read.
struct Reading<'w> {
    page: Page,
    writing: &'w Writing<'w>,
    /// What links of it are seen from.
    base: String,
    /// Whether the page says that by a whole address, so that it is the same whoever reads it.
    says_base: bool,
    /// What is open; `None` where its tags are left out.
    open: Vec<Option<&'static str>>,
    /// How deep we are in something that is left out whole.
    skipped: usize,
    /// How deep we are in a drawing.
    drawn: usize,
    in_head: bool,
    /// The words of what is no text: a title, a sheet.
    kept: Option<String>,
    /// For which media the sheet is that is read.
    media: String,
}

impl Page {
    /// Reads a page, or a sheet.
    pub fn read(kind: Kind, text: &str, writing: &Writing<'_>) -> Self {
        let mut reading = Reading {
            page: Self::default(),
            writing,
            base: writing.url.to_owned(),
            says_base: false,
            open: Vec::new(),
            skipped: 0,
            drawn: 0,
            in_head: false,
            kept: None,
            media: String::new(),
        };
        if kind == Kind::Sheet {
            let from = on_site(writing.path).unwrap_or_else(|| writing.path.clone());
            let sheet = reading.sheet(text, &from);
            reading.page.sheet = format!("@charset \"utf-8\";\n{sheet}");
        } else if !page_events(text, &mut |event| reading.take(event)) {
            reading.page.left_out += 1;
        }
        reading.page
    }

    /// The page as readers get it.
    pub fn whole(&self, writing: &Writing<'_>) -> String {
        let mut html = Html::with_capacity(self.body.len() + self.head.len() + 2048);
        let tag = |html: &mut Html, name: &'static str, attributes: &[(&'static str, String)]| {
            html.open(name);
            let own = attributes.iter().find(|(name, _)| *name == "style").map_or("", |(_, style)| style.as_str());
            html.attribute_of("style", &[own, if own.is_empty() { "" } else { ";" }, ROOT]);
            attributes.iter().filter(|(name, _)| *name != "style").for_each(|(name, value)| _ = html.attribute(name, value));
            html.end();
        };
        html.doctype();
        tag(&mut html, "html", &self.on_html);
        html.open("head").end();
        html.open("meta").attribute("charset", "utf-8").end();
        html.open("meta").attribute("http-equiv", "Content-Security-Policy").attribute("content", POLICY).end();
        html.open("meta").attribute("name", "robots").attribute("content", "noindex, nofollow, noarchive").end();
        html.open("meta").attribute("name", "referrer").attribute("content", "no-referrer").end();
        html.open("meta").attribute("name", "viewport").attribute("content", "width=device-width, initial-scale=1").end();
        html.element("title", self.title.trim());
        html.open("style").end();
        html.words(LAYER);
        html.close("style");
        html.push(&self.head);
        html.close("head");
        tag(&mut html, "body", &self.on_body);
        html.open("div").attribute("role", "note").attribute("data-banner", "").attribute("style", BANNER).end();
        html.words(writing.banner);
        let original = crate::base::WebAddress::of_page(writing.url);
        if !original.is_empty() {
            html.words(" ");
            html.open("a")
                .address("href", Href::Web(&original))
                .attribute("rel", "noopener noreferrer nofollow")
                .attribute("style", LINK)
                .end();
            html.words(&original);
            html.close("a");
        }
        html.close("div");
        html.open("div").attribute("style", FRAME).end();
        html.push(&self.body);
        html.close("div");
        html.close("body");
        html.close("html");
        String::from(html) + "\n"
    }
}

impl Reading<'_> {
    fn take(&mut self, event: PageEvent<'_>) {
        match event {
            PageEvent::Open(_, _) if self.skipped > 0 => self.skipped += 1,
            PageEvent::Close(_) if self.skipped > 0 => self.skipped -= 1,
            PageEvent::Words(_) if self.skipped > 0 => {}
            PageEvent::Open(name, attributes) => self.begin(name, attributes),
            PageEvent::Words(words) => match &mut self.kept {
                Some(kept) => kept.push_str(words),
                None if self.in_head => {}
                None => self.page.body.words(words),
            },
            PageEvent::Close(name) => self.end(name),
        }
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_>) {
        let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
        match name {
            _ if self.drawn > 0 || name == "svg" => return self.draw(name, attributes),
            "html" => self.page.on_html = self.plain(attributes),
            "body" => self.page.on_body = self.plain(attributes),
            "head" => self.in_head = true,
            "title" if self.in_head => self.kept = Some(String::new()),
            // One of another kind is none to browsers.
            "style" if !matches!(value("type").trim().to_lowercase().as_str(), "" | "text/css") => {
                self.skipped = 1;
                return;
            }
            "style" => {
                self.kept = Some(String::new());
                value("media").clone_into(&mut self.media);
            }
            // What a page hides of a form is for its host: who was known to it, and by what.
            "input" if value("type").trim().eq_ignore_ascii_case("hidden") => {}
            "base" => {
                if let Some(base) = place::leads(&self.base, value("href")) {
                    self.base = base.to_string();
                    self.says_base = web::scheme(&web::bare(value("href"))).is_some();
                }
            }
            "link" => self.link(value("rel"), value("href"), value("media")),
            "iframe" | "frame" | "frameset" | "object" | "embed" | "applet" | "portal" | "fencedframe" => {
                self.page.left_out += 1;
                self.skipped = 1;
                return;
            }
            "script" | "template" | "noembed" | "noframes" | "noscript" | "canvas" | "map" | "datalist" | "xml" | "xmp" | "plaintext" => {
                self.skipped = 1;
                return;
            }
            _ if self.in_head => {}
            _ => {
                // An element of the page's own making is a stretch of words to browsers that do not know it.
                let made = if name.contains('-') { Some("span") } else { among(ELEMENTS, name) };
                if let Some(made) = made {
                    self.open_tag(made, attributes);
                }
                self.open.push(made);
                return;
            }
        }
        self.open.push(None);
    }

    fn end(&mut self, name: &str) {
        match name {
            "head" => self.in_head = false,
            "title" if self.in_head => self.page.title = crate::base::text::squeeze(&self.kept.take().unwrap_or_default()),
            "style" if self.drawn == 0 => {
                if let Some(sheet) = self.kept.take() {
                    let media = std::mem::take(&mut self.media);
                    self.own_sheet(&sheet, &media);
                }
            }
            _ => {}
        }
        if let Some(Some(made)) = self.open.pop()
            && !VOID.contains(&made)
        {
            self.page.body.close(made);
        }
        self.drawn = self.drawn.saturating_sub(1);
    }

    /// A part of a drawing.
    fn draw(&mut self, name: &str, attributes: Attributes<'_>) {
        let Some(made) = among(DRAWN, name) else {
            self.skipped = 1;
            return;
        };
        self.drawn += 1;
        if self.in_head {
            self.open.push(None);
            return;
        }
        let style = self.style(attributes);
        let html = &mut self.page.body;
        html.open(made);
        for (name, value) in attributes {
            if matches!(name.as_str(), "href" | "xlink:href") && value.starts_with('#') && made == "use" {
                html.address("href", Href::Here(value));
            }
            // What is painted by something of another file is not painted.
            let leads_out = value.contains('\\') || value.to_lowercase().replace("url(#", "").contains("url");
            if let Some(name) = among(DRAWN_ATTRIBUTES, name).filter(|_| !leads_out) {
                html.attribute(name, value);
            }
        }
        html.attribute_if_any("style", &style);
        html.end();
        self.open.push(Some(made));
    }

    /// The tag of an element.
    fn open_tag(&mut self, made: &'static str, attributes: Attributes<'_>) {
        let mut addresses: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in attributes {
            match (made, name.as_str()) {
                ("img" | "source" | "audio" | "video", "src") => addresses.extend(self.shown(value).map(|to| ("src", to))),
                ("video", "poster") => addresses.extend(self.shown(value).map(|to| ("poster", to))),
                _ => {}
            }
        }
        let widths =
            attributes.iter().find(|(name, _)| name == "srcset" && matches!(made, "img" | "source")).map(|(_, value)| self.widths(value));
        let is_secret =
            made == "input" && attributes.iter().any(|(name, value)| name == "type" && value.trim().eq_ignore_ascii_case("password"));
        let plain = self.plain(attributes);
        let base = self.base.clone();
        let html = &mut self.page.body;
        html.open(made);
        for (name, value) in plain.iter().filter(|(name, _)| !(is_secret && *name == "value")) {
            html.attribute(name, value);
        }
        for (name, to) in &addresses {
            html.address(name, Href::Here(to));
        }
        html.attribute_if_any("srcset", &widths.unwrap_or_default());
        for (name, value) in attributes {
            match (made, name.as_str()) {
                ("a", "href") if value.trim_start().starts_with('#') => _ = html.address("href", Href::Here(value.trim_start())),
                ("a", "href") => {
                    if let Some(to) = place::leads(&base, value) {
                        html.address("href", Href::Web(&to)).attribute("rel", "noopener noreferrer nofollow");
                    }
                }
                ("input", "type") => _ = html.attribute("type", among(INPUTS, &value.to_lowercase()).unwrap_or("text")),
                ("button", "type") => _ = html.attribute("type", "button"),
                ("ol" | "ul" | "li", "type") => _ = html.attribute("type", value),
                _ => {}
            }
        }
        html.end();
    }

    /// The attributes that are no addresses, `style` among them.
    fn plain(&mut self, attributes: Attributes<'_>) -> Vec<(&'static str, String)> {
        let style = self.style(attributes);
        let plain = attributes.iter().filter_map(|(name, value)| Some((among(ATTRIBUTES, name)?, value.clone())));
        plain.chain((!style.is_empty()).then_some(("style", style))).collect()
    }

    /// The style of an element.
    fn style(&mut self, attributes: Attributes<'_>) -> String {
        let Some((_, style)) = attributes.iter().find(|(name, _)| name == "style") else { return String::new() };
        let from = on_site(self.writing.path).unwrap_or_else(|| self.writing.path.clone());
        self.sheet(style, &from)
    }

    /// A sheet of the page's head or body, in a file of its own.
    fn own_sheet(&mut self, sheet: &str, media: &str) {
        let cleaned = self.sheet(sheet, &part::place("own.css"));
        if cleaned.trim().is_empty() {
            return;
        }
        let part = Part::new(format!("@charset \"utf-8\";\n{cleaned}").into_bytes(), "css");
        let to = self.seen_from_page(&part::place(&part.name));
        self.page.parts.push(part);
        self.sheet_link(&to, media);
    }

    /// A `link`: a sheet, or the address by which the page calls itself.
    fn link(&mut self, rel: &str, href: &str, media: &str) {
        let has = |wanted: &str| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(wanted));
        if has("canonical") && self.page.canonical.is_empty() {
            self.page.canonical = place::leads(&self.base, href).unwrap_or_default().to_string();
        }
        if !has("stylesheet") || has("alternate") {
            return;
        }
        if part::is_data(href) {
            if let Some(sheet) = part::sheet(href) {
                self.own_sheet(&sheet, media);
            }
        } else if let Some(to) = self.beside(href).filter(|path| place::kind(path) == Some(Kind::Sheet)).and_then(|path| on_site(&path)) {
            let to = self.seen_from_page(&to);
            self.sheet_link(&to, media);
        }
    }

    fn sheet_link(&mut self, to: &str, media: &str) {
        let html = if self.in_head { &mut self.page.head } else { &mut self.page.body };
        html.open("link").attribute("rel", "stylesheet").address("href", Href::Here(to)).attribute_if_any("media", media).end();
    }

    /// A sheet that is to stand at `from`, with addresses that lead from there.
    fn sheet(&mut self, sheet: &str, from: &RelPath) -> String {
        css::clean(sheet, &mut |address, of| {
            let to = match of {
                Use::Shown => self.file(address)?,
                Use::Sheet => on_site(&self.beside(address).filter(|path| place::kind(path) == Some(Kind::Sheet))?)?,
            };
            Some(address::encode_path(&from.to(to.as_str())))
        })
    }

    /// Where a picture, font, sound or film stands, seen from the page.
    fn shown(&mut self, address: &str) -> Option<String> {
        let to = self.file(address)?;
        Some(self.seen_from_page(&to))
    }

    /// Where a picture, font, sound or film stands on the site.
    fn file(&mut self, address: &str) -> Option<RelPath> {
        if part::is_data(address) {
            let part = part::shown(address)?;
            let to = part::place(&part.name);
            self.page.parts.push(part);
            return Some(to);
        }
        on_site(&self.beside(address).filter(|path| place::kind(path) == Some(Kind::Shown))?)
    }

    /// A file beside the page: seen from the page, as programs write it that lay files there, or from where the page says that it is.
    fn beside(&mut self, address: &str) -> Option<RelPath> {
        let bare = web::bare(address).into_owned();
        let whole = Some(&self.base).filter(|_| self.says_base).and_then(|base| place::leads(base, &bare)).map(|whole| whole.to_string());
        for ask in std::iter::once(bare).chain(whole) {
            if place::meant(self.writing.path, &ask).is_empty() {
                continue;
            }
            let found = (self.writing.there)(&ask);
            self.page.asks.insert(ask);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn seen_from_page(&self, to: &RelPath) -> String {
        let from = on_site(self.writing.path).unwrap_or_else(|| self.writing.path.clone());
        address::encode_path(&from.to(to.as_str()))
    }

    /// The addresses of a picture in several widths, as far as they are there (HTML Living Standard, 4.8.4.2.2).
    fn widths(&mut self, written: &str) -> String {
        // An address that holds a picture holds commas, too.
        if written.to_lowercase().contains("data:") {
            return String::new();
        }
        let mut widths = Vec::new();
        for one in written.split(',') {
            let mut words = one.split_ascii_whitespace();
            let (Some(address), size) = (words.next(), words.next().unwrap_or("")) else { continue };
            if !size.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'w' | b'x')) {
                continue;
            }
            // A comma in a path would part it.
            widths.extend(self.shown(address).map(|to| format!("{} {size}", to.replace(',', "%2C"))));
        }
        widths.join(", ")
    }
}
