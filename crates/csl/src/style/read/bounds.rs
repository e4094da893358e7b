//! What a style may not do: macros that call themselves, elements too deep in each other, renderings without end.

use roxmltree::Node;

use super::{DEEPEST, Reader, What, elements, name};
use crate::style::element::{Element, Source};
use crate::style::layout::KeyBy;
use crate::style::whole::Style;

/// How many elements a rendering may visit: none of the official styles visits four thousand.
const MOST: u64 = 1 << 16;

/// How deep a macro is and how many elements are visited in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    depth: usize,
    visits: u64,
}

/// What is known of a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Nothing,
    /// It is being looked at: where it is called now there is a circle.
    Open,
    Size(Size),
}

/// Checks a style that is right otherwise.
pub(super) fn check(style: &Style, root: Node<'_, '_>, reader: &mut Reader<'_>) {
    let mut sizes = Sizes { style, known: vec![Known::Nothing; style.macros.len()], circles: Vec::new(), is_too_deep: false };
    for number in 0..style.macros.len() {
        sizes.of_macro(number, 0);
    }
    let bibliography = style.bibliography.as_ref();
    let layouts = std::iter::once(&style.citation.layout).chain(bibliography.map(|bibliography| &bibliography.layout));
    let layouts: Vec<Size> = layouts.map(|layout| sizes.of(&layout.children, 0)).collect();
    let keys = style.citation.sort.iter().chain(bibliography.into_iter().flat_map(|bibliography| &bibliography.sort));
    let macros = keys.filter_map(|key| match key.by {
        KeyBy::Macro(number) => Some(sizes.of_macro(number, 0)),
        KeyBy::Variable(_) => None,
    });
    let is_too_large = macros.collect::<Vec<Size>>().iter().chain(&layouts).any(|size| size.visits > MOST);
    let macros: Vec<_> = elements(root).filter(|node| name(*node) == "macro").collect();
    for number in std::mem::take(&mut sizes.circles) {
        if let (Some(node), Some(called)) = (macros.get(number), style.macros.get(number)) {
            reader.fault(*node, What::Circle(called.name.to_string()));
        }
    }
    if sizes.is_too_deep {
        reader.fault(root, What::TooDeep);
    }
    if is_too_large {
        reader.fault(root, What::TooLarge);
    }
}

struct Sizes<'s> {
    style: &'s Style,
    known: Vec<Known>,
    circles: Vec<usize>,
    is_too_deep: bool,
}

impl Sizes<'_> {
    /// The size of a macro that is called below `depth` elements.
    fn of_macro(&mut self, number: usize, depth: usize) -> Size {
        match self.known.get(number).copied() {
            Some(Known::Nothing) => {}
            Some(Known::Size(size)) => {
                self.is_too_deep |= depth + size.depth > DEEPEST;
                return size;
            }
            Some(Known::Open) => {
                self.circles.push(number);
                return Size::default();
            }
            None => return Size::default(),
        }
        self.set(number, Known::Open);
        let style = self.style;
        let size = style.macros.get(number).map(|called| self.of(&called.children, depth)).unwrap_or_default();
        self.set(number, Known::Size(size));
        size
    }

    fn set(&mut self, number: usize, known: Known) {
        if let Some(place) = self.known.get_mut(number) {
            *place = known;
        }
    }

    /// The size of elements that stand below `depth` others. What is too deep is not looked into: a chain of macros may be longer
    /// than what the stack of a thread holds.
    fn of(&mut self, children: &[Element], depth: usize) -> Size {
        if depth > DEEPEST {
            self.is_too_deep = true;
            return Size::default();
        }
        let mut size = Size::default();
        for child in children {
            let inner = match child {
                Element::Text(text) => match text.source {
                    Source::Macro(number) => self.of_macro(number, depth + 1),
                    _ => Size::default(),
                },
                Element::Number(_) | Element::Date(_) | Element::Label(_) => Size::default(),
                Element::Names(names) => self.of(&names.substitute, depth + 1),
                Element::Group(group) => self.of(&group.children, depth + 1),
                Element::Choose(branches) => {
                    let mut most = Size::default();
                    for branch in branches {
                        let size = self.of(&branch.children, depth + 1);
                        most.depth = most.depth.max(size.depth);
                        most.visits = most.visits.max(size.visits);
                    }
                    most
                }
            };
            size.depth = size.depth.max(inner.depth + 1);
            size.visits = size.visits.saturating_add(inner.visits).saturating_add(1);
        }
        size
    }
}
