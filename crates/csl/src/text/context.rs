//! What is around words when their form is settled: the formatting in force, and how deep in quotation marks they stand.

use crate::tree::{Flip, FontStyle, FontVariant, FontWeight, Format, VerticalAlign};

/// What is around words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    format: Format,
    quotes: Option<Level>,
}

/// Which quotation marks are nearest around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Outer,
    Inner,
}

impl Context {
    /// Inside of a style's own formatting; `normal` says nothing where nothing else is around.
    pub(super) fn format(self, mut format: Format) -> (Self, Format) {
        let around = self.format;
        if format.font_style == Some(FontStyle::Normal) && matches!(around.font_style, None | Some(FontStyle::Normal)) {
            format.font_style = None;
        }
        if format.font_variant == Some(FontVariant::Normal) && matches!(around.font_variant, None | Some(FontVariant::Normal)) {
            format.font_variant = None;
        }
        if format.font_weight == Some(FontWeight::Normal) && matches!(around.font_weight, None | Some(FontWeight::Normal)) {
            format.font_weight = None;
        }
        let inside = Format {
            font_style: format.font_style.or(around.font_style),
            font_variant: format.font_variant.or(around.font_variant),
            font_weight: format.font_weight.or(around.font_weight),
            text_decoration: format.text_decoration.or(around.text_decoration),
            vertical_align: format.vertical_align.or(around.vertical_align),
        };
        (Self { format: inside, ..self }, format)
    }

    /// The formatting that a field asks for, here.
    pub(super) fn flip(self, flip: Flip) -> Format {
        let (around, mut own) = (self.format, Format::default());
        match flip {
            Flip::Italic => {
                let upright = matches!(around.font_style, Some(FontStyle::Italic | FontStyle::Oblique));
                own.font_style = Some(if upright { FontStyle::Normal } else { FontStyle::Italic });
            }
            Flip::Bold => {
                let bold = around.font_weight == Some(FontWeight::Bold);
                own.font_weight = Some(if bold { FontWeight::Normal } else { FontWeight::Bold });
            }
            Flip::SmallCaps => {
                let small = around.font_variant == Some(FontVariant::SmallCaps);
                own.font_variant = Some(if small { FontVariant::Normal } else { FontVariant::SmallCaps });
            }
            Flip::Sup => own.vertical_align = Some(VerticalAlign::Sup),
            Flip::Sub => own.vertical_align = Some(VerticalAlign::Sub),
            Flip::Plain => {
                own.font_style = around.font_style.map(|_| FontStyle::Normal);
                own.font_variant = around.font_variant.map(|_| FontVariant::Normal);
                own.font_weight = around.font_weight.map(|_| FontWeight::Normal);
            }
            Flip::Quote | Flip::InnerQuote | Flip::KeptQuote | Flip::KeptInnerQuote => {}
        }
        own
    }

    /// Inside of quotation marks: they alternate, and begin with `first`.
    pub(super) fn quoted(self, first: Level) -> (Self, Level) {
        let level = match self.quotes {
            None => first,
            Some(Level::Outer) => Level::Inner,
            Some(Level::Inner) => Level::Outer,
        };
        (Self { quotes: Some(level), ..self }, level)
    }
}
