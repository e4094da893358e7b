//! Attributes that many elements have: formatting, affixes, text-case, and so on.

use roxmltree::Attribute;

use super::{Took, choose, put, set, truth};
use crate::style::element::{Looks, TextCase};
use crate::tree::{Display, FontStyle, FontVariant, FontWeight, Format, TextDecoration, VerticalAlign};

/// Takes an attribute of formatting, or an affix.
pub(super) fn take(looks: &mut Looks, attribute: Attribute<'_, '_>) -> Took {
    let value = attribute.value();
    match attribute.name() {
        "prefix" => looks.prefix = signs(value),
        "suffix" => looks.suffix = signs(value),
        "quotes" => return put(&mut looks.quotes, truth(value)),
        "strip-periods" => return put(&mut looks.strip_periods, truth(value)),
        "display" => return set(&mut looks.display, choose(value, DISPLAY)),
        "text-case" => return set(&mut looks.text_case, choose(value, TEXT_CASE)),
        _ => return format(&mut looks.format, attribute),
    }
    Took::Yes
}

/// Words of a style. Some write a sign as a reference that is itself escaped (`&amp;#160;`), as citeproc-js hands it on to HTML.
pub(super) fn signs(value: &str) -> Box<str> {
    if !value.contains("&#") {
        return value.into();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once("&#") {
        out.push_str(before);
        let sign = behind.split_once(';').and_then(|(number, after)| {
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some((char::from_u32(code).filter(|sign| !sign.is_control())?, after))
        });
        match sign {
            Some((sign, after)) => {
                out.push(sign);
                rest = after;
            }
            None => {
                out.push_str("&#");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out.into()
}

fn format(format: &mut Format, attribute: Attribute<'_, '_>) -> Took {
    let value = attribute.value();
    match attribute.name() {
        "font-style" => set(&mut format.font_style, choose(value, FONT_STYLE)),
        "font-variant" => set(&mut format.font_variant, choose(value, FONT_VARIANT)),
        "font-weight" => set(&mut format.font_weight, choose(value, FONT_WEIGHT)),
        "text-decoration" => set(&mut format.text_decoration, choose(value, TEXT_DECORATION)),
        "vertical-align" => set(&mut format.vertical_align, choose(value, VERTICAL_ALIGN)),
        _ => Took::No,
    }
}

const DISPLAY: &[(&str, Display)] =
    &[("block", Display::Block), ("left-margin", Display::LeftMargin), ("right-inline", Display::RightInline), ("indent", Display::Indent)];

const TEXT_CASE: &[(&str, TextCase)] = &[
    ("lowercase", TextCase::Lowercase),
    ("uppercase", TextCase::Uppercase),
    ("capitalize-first", TextCase::CapitalizeFirst),
    ("capitalize-all", TextCase::CapitalizeAll),
    ("sentence", TextCase::Sentence),
    ("title", TextCase::Title),
];

const FONT_STYLE: &[(&str, FontStyle)] = &[("normal", FontStyle::Normal), ("italic", FontStyle::Italic), ("oblique", FontStyle::Oblique)];

const FONT_VARIANT: &[(&str, FontVariant)] = &[("normal", FontVariant::Normal), ("small-caps", FontVariant::SmallCaps)];

const FONT_WEIGHT: &[(&str, FontWeight)] = &[("normal", FontWeight::Normal), ("bold", FontWeight::Bold), ("light", FontWeight::Light)];

const TEXT_DECORATION: &[(&str, TextDecoration)] = &[("none", TextDecoration::None), ("underline", TextDecoration::Underline)];

const VERTICAL_ALIGN: &[(&str, VerticalAlign)] =
    &[("baseline", VerticalAlign::Baseline), ("sup", VerticalAlign::Sup), ("sub", VerticalAlign::Sub)];
