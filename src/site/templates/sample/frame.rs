//! A full frame.

use super::*;

pub fn page() -> PageFrame {
    PageFrame {
        site_title: text("Site"),
        site_title_lang: text("en"),
        site_lang: text("en"),
        home: text("../index.html"),
        main_path: text("documents/a.html"),
        languages: vec![LanguageLink {
            lang: text("ru"),
            name: text("R"),
            href: text("../ru/index.html"),
            address: text("https://a.example/ru/"),
            current: true,
        }],
        root: text("../"),
        path: text("documents/a.html"),
        canonical: text("https://example.org/documents/a.html"),
        title: text("Title"),
        lang: text("ru"),
        dir: "ltr",
        description: text("A page"),
        search: text("search.html"),
        feed: text("../feed.xml"),
        nav: vec![
            NavItem { key: "documents", href: text("../documents/index.html"), current: true, ..NavItem::default() },
            NavItem { title: text("About"), lang: text("ru"), href: text("../pages/about.html"), ..NavItem::default() },
            NavItem {
                title: text("More"),
                entries: vec![NavItem { title: text("Blog"), web: web("https://blog.example/"), ..NavItem::default() }],
                ..NavItem::default()
            },
        ],
        logo: LogoView {
            src: text("../files/logo.svg"),
            dark: text("../files/logo-dark.svg"),
            alt: text("A seal"),
            lang: text("ru"),
            width: 40,
            height: 20,
            with_title: true,
        },
        footer_html: paragraph("Imprint"),
        footer_lang: text("ru"),
        icon: IconView { href: text("../files/icon.png"), mime: "image/png" },
        social: SocialView {
            address: text("https://example.org/files/card.png"),
            mime: "image/png",
            width: 1200,
            height: 630,
            alt: text("A harbour"),
        },
        is_furnished: true,
        has_faces: true,
        theme: "slate",
    }
}
