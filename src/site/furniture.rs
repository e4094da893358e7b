//! What stands around every page besides the menu: logo, sign, footer, and the picture for those who share it.
//!
//! Each page shows it ([`lay`]); what it shows is published, and what is wrong with it said, once, with the front ([`publish`]).

use super::{
    address,
    footnotes::with_feet,
    frame::{Maker, canonical},
    links::Filler,
    menu,
    own_fields::words,
    page_path::PagePath,
    pictures::largest,
    rights::{Shown, shown},
    view::{IconView, LogoView, PageFrame, SocialView},
};
use crate::{
    archive::{Found, Thing},
    base::{
        Diagnostic, Html, Lang, PictureSize, RelPath, mime,
        places::{CONFIGURED, is_picture, is_shown_by_browsers},
        say,
    },
    config::{
        self,
        frame::{FrameFile, Logo},
        look::Faces,
    },
    document::{Document, Hole, LinkTarget, Piece, footer::Footer},
};

/// Lays it around a page.
pub fn lay(maker: &Maker<'_, '_>, path: &PagePath, page: &mut PageFrame) {
    let frame = &maker.config.frame;
    page.logo = frame.logo.as_ref().and_then(|logo| logo_view(maker, path, logo)).unwrap_or_default();
    page.icon = frame.favicon.as_ref().and_then(|icon| icon_view(maker, path, icon)).unwrap_or_default();
    page.social = site_picture(maker).unwrap_or_default();
    if let Some((footer, html, _)) = footer(maker, path, "") {
        page.footer_lang = footer.lang.as_ref().filter(|lang| !is_own(maker, lang)).map(Lang::to_string).unwrap_or_default();
        page.footer_html = html;
    }
    page.has_faces = frame.look.faces == Faces::Carried;
    page.theme = frame.look.theme.name();
    page.is_furnished = !page.logo.src.is_empty() || !page.footer_html.is_empty() || page.nav.iter().any(|item| !item.entries.is_empty());
}

/// Makes the addresses of a page's frame such that they lead on from any address: the site stands at `root`.
pub fn from_anywhere(maker: &Maker<'_, '_>, path: &PagePath, page: &mut PageFrame, root: &str) {
    let PageFrame { home, search, feed, nav, languages, logo, icon, .. } = page;
    let of_nav = nav.iter_mut().flat_map(|item| std::iter::once(&mut item.href).chain(item.entries.iter_mut().map(|item| &mut item.href)));
    let of_languages = languages.iter_mut().map(|link| &mut link.href);
    let all = [home, search, feed, &mut logo.src, &mut logo.dark, &mut icon.href].into_iter().chain(of_nav).chain(of_languages);
    all.filter(|href| !href.is_empty()).for_each(|href| href.insert_str(0, root));
    if let Some((_, html, _)) = footer(maker, path, root) {
        page.footer_html = html;
    }
    root.clone_into(&mut page.root);
}

/// Publishes the files of the frame, and says what is wrong with it; `path` is the front.
pub fn publish(maker: &Maker<'_, '_>, path: &PagePath) {
    let frame = maker.reader.frame();
    let logo = frame.logo.iter().flat_map(|logo| std::iter::once(&logo.file).chain(&logo.dark));
    for file in logo.chain(&frame.favicon).chain(&frame.social.file) {
        match find(maker, file) {
            Some(found) => maker.attach(&found),
            None => maker.report([missing(maker, file)]),
        }
    }
    if let Some(file) = frame.social.file.as_ref().filter(|file| find(maker, file).is_some_and(|found| found.extension() == "svg")) {
        let message = say::bad_frame_drawing(&file.path);
        maker.report([Diagnostic::warning(&RelPath::new(config::FILE), message).at(file.place).hint(say::bad_frame_drawing_hint())]);
    }
    if let Some((.., findings)) = footer(maker, path, "") {
        maker.report(findings);
    }
    maker.report(menu::findings(maker, path));
}

/// The first picture of a text, for those who share its page, where the archive wants that.
pub fn first_picture(maker: &Maker<'_, '_>, text: &Document) -> Option<SocialView> {
    // What is not shown whole shows no pictures.
    if !maker.config.frame.social.first || maker.config.base_url.is_empty() || shown(maker.config, &text.meta) != Shown::Full {
        return None;
    }
    text.body.all_pieces().find_map(|piece| {
        let Piece::Hole(Hole::Image(nth)) = piece else { return None };
        let link = text.facts.links.get(*nth as usize)?;
        let LinkTarget::File(written, fragment) = &link.target else { return None };
        let (Found::Thing(Thing::File(file)), _) = maker.reader.find_address(&text.path, written, fragment) else { return None };
        let alt = link.picture.as_deref().map(|picture| picture.alt.to_string()).unwrap_or_default();
        // Who shares a page shows no drawings in lines, and no pictures as large as scans are.
        let size = maker.reader.picture(&file).filter(|_| is_picture(&file) && file.extension() != "svg")?;
        let widths = maker.config.pictures.widths.iter().copied().filter(|width| *width < size.width);
        let smaller = widths.filter(|width| *width >= ENOUGH).min().and_then(|width| Some((maker.scale(&file, size, width)?, width)));
        if let Some((to, width)) = smaller.or_else(|| largest(maker, &file, size).filter(|_| !is_shown_by_browsers(&file))) {
            let height = u64::from(size.height) * u64::from(width) / u64::from(size.width.max(1));
            let scaled = PictureSize { width, height: u32::try_from(height).unwrap_or(u32::MAX), ..size };
            return Some(social(maker, to.as_str(), Some(scaled), alt));
        }
        Some(social(maker, &address::file(&file)?, Some(size), alt))
    })
}

/// A picture of this width is large enough to be shared (ogp.me does not say; networks ask for 1200).
const ENOUGH: u32 = 1200;

/// The picture of all pages, for those who share them.
fn site_picture(maker: &Maker<'_, '_>) -> Option<SocialView> {
    let picture = &maker.config.frame.social;
    let file = find(maker, picture.file.as_ref().filter(|_| !maker.config.base_url.is_empty())?)?;
    let alt = words(&picture.alt, maker.config).0;
    Some(social(maker, &address::file(&file)?, maker.reader.picture(&file), alt))
}

fn social(maker: &Maker<'_, '_>, to: &str, size: Option<PictureSize>, alt: String) -> SocialView {
    let (width, height) = size.map_or((0, 0), |size| (size.width, size.height));
    SocialView { address: canonical(maker.config, &RelPath::new(to)), mime: bare(mime::of(to)), width, height, alt }
}

fn logo_view(maker: &Maker<'_, '_>, path: &PagePath, logo: &Logo) -> Option<LogoView> {
    let href = |file: &RelPath| Some(address::encode_path(&path.to(&address::file(file)?)));
    let file = find(maker, &logo.file)?;
    let dark = logo.dark.as_ref().and_then(|file| find(maker, file)).and_then(|file| href(&file));
    let (mut alt, lang) = words(&logo.alt, maker.config);
    // A picture that stands alone for the title says it.
    if alt.is_empty() && !logo.with_title {
        alt.clone_from(&maker.config.title);
    }
    let (width, height) = maker.reader.picture(&file).map_or((0, 0), |size| (size.width, size.height));
    Some(LogoView { src: href(&file)?, dark: dark.unwrap_or_default(), alt, lang, width, height, with_title: logo.with_title })
}

fn icon_view(maker: &Maker<'_, '_>, path: &PagePath, icon: &FrameFile) -> Option<IconView> {
    let file = find(maker, icon)?;
    let to = address::file(&file)?;
    Some(IconView { href: address::encode_path(&path.to(&to)), mime: bare(mime::of(&to)) })
}

/// The footer in the language of a page, as the page at `path` shows it, with what is wrong with its links.
fn footer<'a>(maker: &Maker<'a, '_>, path: &PagePath, root: &str) -> Option<(&'a Footer, Html, Vec<Diagnostic>)> {
    let footers = maker.reader.footers();
    let of = |lang: &Lang| footers.iter().find(|footer| footer.lang.as_ref() == Some(lang));
    let near = || footers.iter().find(|footer| footer.lang.as_ref().is_some_and(|lang| is_own(maker, lang)));
    let footer = of(&maker.config.lang).or_else(near).or_else(|| of(maker.config.main_lang())).or_else(|| footers.first())?;
    let text = &footer.text;
    let mut filler = Filler::for_page(maker, path, text).rooted(root);
    // Its places stand on pages that have others.
    let html = with_feet(text, "_footer-", &mut |hole, html| filler.fill(hole, html));
    let mut findings = filler.diagnostics;
    for found in &mut findings {
        found.path = RelPath::new(config::FILE);
    }
    Some((footer, html, findings))
}

/// Whether a language is that of the site's own words, here or there.
fn is_own(maker: &Maker<'_, '_>, lang: &Lang) -> bool {
    lang.primary().eq_ignore_ascii_case(maker.config.lang.primary())
}

/// The picture of the archive that the configuration names.
fn find(maker: &Maker<'_, '_>, file: &FrameFile) -> Option<RelPath> {
    match maker.reader.menu().named.get(&file.path)? {
        Found::Thing(Thing::File(path)) if is_picture(path) && is_shown_by_browsers(path) || path.extension() == "ico" => {
            Some(path.clone())
        }
        _ => None,
    }
}

/// What is to be said of a picture that is none, or is not there.
fn missing(maker: &Maker<'_, '_>, file: &FrameFile) -> Diagnostic {
    let (message, hint) = match maker.reader.menu().named.get(&file.path) {
        Some(Found::Thing(Thing::File(path))) => (say::frame_to_nothing_no_picture(path), say::frame_to_nothing_picture_hint()),
        Some(Found::Several(names)) => (say::frame_to_nothing_several(&file.path), say::ambiguous_name_hint(names.clone())),
        _ => {
            let written = file.path.strip_prefix("content/").unwrap_or(&file.path);
            let near = maker.reader.nearest_addresses(&RelPath::new(CONFIGURED), written);
            let hint = crate::base::diagnostic::did_you_mean(&near).unwrap_or_else(say::frame_to_nothing_picture_hint);
            (say::frame_to_nothing(&file.path), hint)
        }
    };
    Diagnostic::error(&RelPath::new(config::FILE), message).at(file.place).hint(hint)
}

/// A media type without its parameters.
fn bare(mime: &'static str) -> &'static str {
    mime.split(';').next().unwrap_or(mime)
}
