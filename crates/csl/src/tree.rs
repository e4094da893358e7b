//! What comes out: a tree for whatever writes it, never markup.

/// A piece of a citation or an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Words.
    Text(String),
    /// Words formatted otherwise than what is around them.
    Span(Format, Vec<Node>),
    /// Words in quotation marks: which marks, only the finished whole knows, as they alternate with those around them.
    /// Gone when a tree is finished: then the marks stand as words.
    Quoted(Vec<Node>),
    /// What the field itself asks for, which alternates with what is around it: italics in italics are upright.
    /// Gone when a tree is finished.
    Flip(Flip, Vec<Node>),
    /// Words whose letter case stays (`<span class="nocase">`). Gone when a tree is finished.
    NoCase(Vec<Node>),
    /// Words that lead to an address, as the item has it: what is safe to open is for the writer to decide.
    Link(String, Vec<Node>),
    /// A block of an entry (`display`).
    Block(Display, Vec<Node>),
    /// What a writer may want to know again, without a form of its own.
    Part(Part, Vec<Node>),
}

impl Node {
    /// What stands inside, to be changed; `None` of words.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Text(_) => None,
            Self::Span(_, inner)
            | Self::Quoted(inner)
            | Self::Flip(_, inner)
            | Self::NoCase(inner)
            | Self::Link(_, inner)
            | Self::Block(_, inner)
            | Self::Part(_, inner) => Some(inner),
        }
    }

    /// What stands inside; nothing of words.
    pub fn children(&self) -> &[Node] {
        match self {
            Self::Text(_) => &[],
            Self::Span(_, inner)
            | Self::Quoted(inner)
            | Self::Flip(_, inner)
            | Self::NoCase(inner)
            | Self::Link(_, inner)
            | Self::Block(_, inner)
            | Self::Part(_, inner) => inner,
        }
    }
}

/// A form that a field asks for by its own markup (CSL-JSON's rich text) or its own quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flip {
    Italic,
    Bold,
    SmallCaps,
    Sup,
    Sub,
    /// Nothing of style, variant and weight that is around it (`<span class="nodecor">`).
    Plain,
    /// Quotation marks: the outer ones, if none are around.
    Quote,
    /// Quotation marks: the inner ones, if none are around.
    InnerQuote,
    /// The same two, where the field goes on with punctuation: this stays where it is.
    KeptQuote,
    KeptInnerQuote,
}

/// What a part of the output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// A cite, by its place among those that were handed over for this citation.
    Cite(usize),
    /// The names of a `cs:names`.
    Names,
    /// The number of a citation (`citation-number`).
    Number,
    /// The letter that tells two works of one year apart (`year-suffix`).
    YearSuffix,
}

/// How words are formatted; `None` is as what is around them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Format {
    pub font_style: Option<FontStyle>,
    pub font_variant: Option<FontVariant>,
    pub font_weight: Option<FontWeight>,
    pub text_decoration: Option<TextDecoration>,
    pub vertical_align: Option<VerticalAlign>,
}

impl Format {
    /// Whether nothing is said.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }
}

/// `font-style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FontStyle {
    Normal,
    Italic,
    Oblique,
}

/// `font-variant`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FontVariant {
    Normal,
    SmallCaps,
}

/// `font-weight`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FontWeight {
    Normal,
    Bold,
    Light,
}

/// `text-decoration`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextDecoration {
    None,
    Underline,
}

/// `vertical-align`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VerticalAlign {
    Baseline,
    Sup,
    Sub,
}

/// `display`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Display {
    Block,
    LeftMargin,
    RightInline,
    Indent,
}
