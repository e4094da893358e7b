//! One name: the order of its parts, and their looks (specification, "Name-part Order", "Name-part").

use std::borrow::Cow;

use super::initials::Initials;
use super::{Ask, Given};
use crate::item::Name;
use crate::style::Demote;
use crate::style::element::Looks;
use crate::style::name::{NameForm, SortOrder};
use crate::text::script::{begins_spaced, has_spaced, is_language};
use crate::text::{looks, rich, without_periods};
use crate::tree::{FontStyle, FontVariant, FontWeight, Format, Node};

/// A name as it is printed, and whether its family name stands in front of a sort separator.
pub(super) fn person(ask: &Ask, name: &Name, given: Given, first: bool) -> (Vec<Node>, bool) {
    let writer = Writer { ask };
    if !name.literal.is_empty() || (name.family.is_empty() && name.given.is_empty()) {
        return (writer.words(&name.literal, &ask.names.family), false);
    }
    if name.family.is_empty() {
        return (writer.words(&name.given, &ask.names.family), false);
    }
    writer.parts(name, given, first)
}

struct Writer<'a> {
    ask: &'a Ask<'a>,
}

impl Writer<'_> {
    /// Words of a part of a name, without its affixes.
    fn words(&self, words: &str, part: &Looks) -> Vec<Node> {
        if words.is_empty() {
            return Vec::new();
        }
        if self.ask.sort {
            return vec![Node::Text(words.to_owned())];
        }
        let lang = if self.ask.lang.is_empty() { &self.ask.locale.lang } else { self.ask.lang };
        looks::bare(rich::parse(words, self.ask.marks), &form(part), lang)
    }

    /// A particle; in sorting its apostrophe does not count.
    fn particle(&self, particle: &str, part: &Looks) -> Vec<Node> {
        if self.ask.sort { self.words(&particle.replace(['\'', '’'], ""), part) } else { self.words(particle, part) }
    }

    fn parts(&self, name: &Name, level: Given, first: bool) -> (Vec<Node>, bool) {
        let ask = self.ask;
        let (family_looks, given_looks) = (&ask.names.family, &ask.names.given);
        let family = self.words(&name.family, family_looks);
        let non_dropping = self.particle(&name.non_dropping_particle, family_looks);
        let (given_words, short) = self.given(name, level);
        let given = self.words(&given_words, given_looks);
        // The short form has neither dropping particle nor suffix.
        let dropping = if short { Vec::new() } else { self.particle(&name.dropping_particle, given_looks) };
        let suffix = if short { Vec::new() } else { self.words(&self.suffix(name), &Looks::default()) };
        let glued = ends_joining(&name.non_dropping_particle);
        let blank = if ["fr", "ru", "cs"].iter().any(|lang| ask.locale.is(lang)) { "\u{a0}" } else { " " };

        let spaced = has_spaced(&name.family);
        if !spaced && !begins_spaced(&name.given) {
            return ([non_dropping, family, given].concat(), false);
        }
        if !spaced || name.static_ordering || ["zh", "ja", "hu", "vi"].iter().any(|lang| is_language(ask.lang, lang)) {
            let family = join([non_dropping, family], if glued { "" } else { blank });
            return (join([family, given], " "), false);
        }
        let demote = ask.style.demote_non_dropping_particle;
        if ask.sort {
            let separator = ", ";
            let nodes = if demote == Demote::Never {
                let family = join([join([non_dropping, family], if glued { "" } else { " " }), dropping], " ");
                join([join([family, given], separator), suffix], " ")
            } else {
                join([join([family, join([given, dropping, non_dropping], " ")], separator), suffix], " ")
            };
            return (nodes, true);
        }
        let inverted = match ask.options.name_as_sort_order {
            Some(SortOrder::All) => true,
            Some(SortOrder::First) => first,
            None => false,
        };
        if inverted {
            let separator = if matches!(name.given.as_str(), "Lord" | "Lady") { ", " } else { &ask.options.sort_separator };
            let (mut front, mut behind) = if demote == Demote::DisplayAndSort {
                (family, join([join([given, dropping], " "), non_dropping], " "))
            } else {
                (join([non_dropping, family], if glued { "" } else { blank }), join([given, dropping], " "))
            };
            affix(&mut front, family_looks);
            affix(&mut behind, given_looks);
            return (join([join([front, behind], separator), suffix], separator), true);
        }
        let family = if dropping.is_empty()
            || !non_dropping.is_empty()
            || !ends_joining(&name.dropping_particle)
            || name.dropping_particle.starts_with("de'")
        {
            let family = join([non_dropping, family], if glued { "" } else { blank });
            join([dropping, family], blank)
        } else {
            [dropping, family].concat()
        };
        let mut family = join([family, suffix], if name.comma_suffix { ", " } else { " " });
        let mut given = given;
        affix(&mut family, family_looks);
        affix(&mut given, given_looks);
        (join([given, family], " "), false)
    }

    /// The given name as it is printed, and whether there is none as the form is short.
    fn given<'n>(&self, name: &'n Name, level: Given) -> (Cow<'n, str>, bool) {
        let options = self.ask.options;
        let as_style = match (options.form, &options.initialize_with) {
            (NameForm::Long, None) => Given::Full,
            (NameForm::Long, Some(_)) => Given::Initials,
            (NameForm::Short | NameForm::Count, _) => Given::AsStyle,
        };
        match level.max(as_style) {
            Given::AsStyle => (Cow::Borrowed(""), true),
            Given::Full => (Cow::Borrowed(&*name.given), false),
            Given::Initials => (Cow::Owned(self.initials(!options.initialize).of(&name.given)), false),
        }
    }

    fn initials(&self, only_initials: bool) -> Initials<'_> {
        let with = self.ask.options.initialize_with.as_deref().unwrap_or_default();
        Initials { with, hyphen: self.ask.style.initialize_with_hyphen, only_initials }
    }

    /// A suffix, with or without full stops as initials are.
    fn suffix<'n>(&self, name: &'n Name) -> Cow<'n, str> {
        match self.ask.options.initialize_with.as_deref() {
            Some(with) if !with.contains('.') => Cow::Owned(without_periods(&name.suffix)),
            _ => Cow::Borrowed(&*name.suffix),
        }
    }
}

fn affix(nodes: &mut Vec<Node>, part: &Looks) {
    if !nodes.is_empty() {
        looks::affix(nodes, &part.prefix, &part.suffix);
    }
}

/// Parts with something between them, but for those that are empty.
fn join<const N: usize>(parts: [Vec<Node>; N], between: &str) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    for part in parts {
        if part.is_empty() {
            continue;
        }
        if !out.is_empty() && !between.is_empty() {
            out.push(Node::Text(between.to_owned()));
        }
        out.extend(part);
    }
    out
}

/// Whether a particle is written together with what follows: d’, al-.
fn ends_joining(particle: &str) -> bool {
    particle.ends_with(['\'', '’', 'ʼ', '-', ' '])
}

/// The looks of `cs:name` or `cs:name-part`. `normal` says nothing there: names are formed by themselves, before they stand in what is formatted otherwise,
/// as citeproc-js does it.
pub(super) fn form(looks: &Looks) -> Cow<'_, Looks> {
    let format = looks.format;
    let (style, variant, weight) = (
        format.font_style.filter(|style| *style != FontStyle::Normal),
        format.font_variant.filter(|variant| *variant != FontVariant::Normal),
        format.font_weight.filter(|weight| *weight != FontWeight::Normal),
    );
    let settled = Format { font_style: style, font_variant: variant, font_weight: weight, ..format };
    if settled == format { Cow::Borrowed(looks) } else { Cow::Owned(Looks { format: settled, ..looks.clone() }) }
}
