//! The elements that a text may have: the one list, from which the sanitiser, the body and its writers know them.
//!
//! Source: HTML Living Standard, 4.3 to 4.9 and 4.11.1, without what runs, asks or frames, or loads of itself.

use serde::{Deserialize, Serialize};

/// Where an element may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among words, and in blocks.
    Words,
    /// Instead of a block: in blocks of HTML, and in a cell of a table.
    Block,
    /// The same; and around blocks of Markdown, its tags on lines of their own.
    Around,
}

/// An element that raw HTML may have.
#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub name: Name,
    /// Where it may stand.
    pub place: Place,
    /// What it may say of itself besides [`EVERYWHERE`]: names of attributes, as they may come in.
    pub attributes: &'static [&'static str],
}

/// Writes [`Name`] and [`ELEMENTS`] from one list.
macro_rules! elements {
    ($($place:ident { $($name:ident $text:literal [$($attribute:literal)*],)* })*) => {
        /// An element of a body.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "the names of HTML")]
        pub enum Name {
            /// A heading of the first level, which only a text in the making has: a page's is its title.
            H1,
            $($($name,)*)*
        }

        impl Name {
            /// Its name in HTML, in small letters.
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::H1 => "h1",
                    $($(Self::$name => $text,)*)*
                }
            }
        }

        /// Every element that raw HTML may have.
        pub const ELEMENTS: &[Element] =
            &[$($(Element { name: Name::$name, place: Place::$place, attributes: &[$($attribute),*] },)*)*];
    };
}

#[rustfmt::skip]
elements! {
    Words {
        A "a" ["href" "name"], Abbr "abbr" [], Audio "audio" ["src" "controls" "preload"], B "b" [], Bdi "bdi" [], Br "br" [], Cite "cite" [], Code "code" [], Del "del" ["datetime"],
        Dfn "dfn" [], Em "em" [], I "i" [], Img "img" ["src" "alt" "width" "height"], Ins "ins" ["datetime"], Kbd "kbd" [], Mark "mark" [],
        Q "q" [], Rp "rp" [], Rt "rt" [], Ruby "ruby" [], S "s" [], Samp "samp" [], Small "small" [],
        Source "source" ["src" "type"], Span "span" ["data-n" "data-facs" "data-page"],
        Strong "strong" [], Sub "sub" [], Sup "sup" [], Time "time" ["datetime"],
        Track "track" ["src" "kind" "srclang" "label" "default"], U "u" [], Var "var" [],
        Video "video" ["src" "controls" "preload" "width" "height"], Wbr "wbr" [],
    }
    Around {
        Aside "aside" [], Blockquote "blockquote" [], Caption "caption" [], Colgroup "colgroup" ["span"], Dd "dd" [], Details "details" ["open"],
        Div "div" [], Dl "dl" [], Dt "dt" [], Figcaption "figcaption" [], Figure "figure" [], Li "li" ["value"],
        Ol "ol" ["start" "reversed" "type"], P "p" [], Section "section" [], Summary "summary" [], Table "table" [], Tbody "tbody" [],
        Td "td" ["colspan" "rowspan" "align" "style"], Tfoot "tfoot" [], Th "th" ["colspan" "rowspan" "scope" "align" "style"],
        Thead "thead" [], Tr "tr" [], Ul "ul" [],
    }
    Block {
        Col "col" ["span"], H2 "h2" [], H3 "h3" [], H4 "h4" [], H5 "h5" [], H6 "h6" [], Hr "hr" [], Pre "pre" [],
    }
}

/// The attributes that any element of raw HTML may have.
pub const EVERYWHERE: &[&str] = &["id", "class", "lang", "dir", "title"];

/// The classes that a text may give its words; the style sheet knows them.
#[rustfmt::skip]
pub const CLASSES: &[&str] = &[
    "small-caps", "underline", "mark", "pb", "cb", "line", "milestone", "callout", "callout-note", "callout-tip", "callout-important", "callout-warning", "callout-caution",
];

/// Writes [`Attribute`].
macro_rules! attributes {
    ($($name:ident $text:literal,)*) => {
        /// An attribute that an element of a body may have. Addresses are none: what leads somewhere is a [`super::Hole`], and
        /// passes the door of schemes when the page is made.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "the names of HTML")]
        pub enum Attribute {
            $($name,)*
        }

        impl Attribute {
            /// Its name in HTML.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The attribute of this name, in small letters.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

#[rustfmt::skip]
attributes! {
    Id "id", Class "class", Lang "lang", Dir "dir", Title "title", Alt "alt", Datetime "datetime", DataN "data-n", DataFacs "data-facs", DataPage "data-page", Span "span", Open "open",
    Controls "controls", Preload "preload", Kind "kind", Srclang "srclang", Label "label", Default "default",
    Value "value", Start "start", Reversed "reversed", Type "type", Colspan "colspan", Rowspan "rowspan", Scope "scope",
}

impl Name {
    /// The heading of a level, from 1 to 6.
    pub const fn heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::H1,
            2 => Self::H2,
            3 => Self::H3,
            4 => Self::H4,
            5 => Self::H5,
            _ => Self::H6,
        }
    }

    /// The level of a heading.
    pub const fn level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Whether it holds nothing and has no end tag.
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Br | Self::Hr | Self::Img | Self::Wbr | Self::Col | Self::Source | Self::Track)
    }

    /// Whether it is a cell of a table.
    pub const fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Th)
    }

    /// Whether it is a part of a table, which means nothing outside of one.
    pub const fn is_of_table(self) -> bool {
        matches!(self, Self::Caption | Self::Col | Self::Colgroup | Self::Tr) || self.is_rows() || self.is_cell()
    }

    const fn is_rows(self) -> bool {
        matches!(self, Self::Thead | Self::Tbody | Self::Tfoot)
    }

    /// Whether it ends, being open, where another begins, without an end tag. Source: HTML Living Standard, 13.1.2.4.
    pub(super) fn ends_before(self, next: Self) -> bool {
        match self {
            Self::Li => next == Self::Li,
            Self::Dt | Self::Dd => matches!(next, Self::Dt | Self::Dd),
            Self::Td | Self::Th => next.is_cell() || next == Self::Tr || next.is_rows(),
            Self::Tr => next == Self::Tr || next.is_rows(),
            Self::Thead | Self::Tbody | Self::Tfoot => next.is_rows(),
            Self::Caption | Self::Colgroup => next != Self::Col && next.is_of_table(),
            _ => false,
        }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Element {
    /// Whether it may have an attribute of this name.
    pub fn may_have(&self, attribute: &str) -> bool {
        self.attributes.iter().chain(EVERYWHERE).any(|allowed| attribute.eq_ignore_ascii_case(allowed))
    }
}

/// The element of this name, if raw HTML may have it.
pub(super) fn element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| name.eq_ignore_ascii_case(element.name.as_str()))
}

/// What the style sheet calls a class, where Pandoc calls it otherwise.
pub(super) fn class(given: &str) -> &str {
    match given {
        "smallcaps" => "small-caps",
        "ul" => "underline",
        given => given,
    }
}
