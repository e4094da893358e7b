//! What a style may not do: macros that call themselves, elements too deep in each other, renderings without end.

use roxmltree::Node;

use super::{DEEPEST, Reader, What, elements, name};
use crate::style::element::{Element, Source};
use crate::style::layout::KeyBy;
use crate::style::whole::Style;

/// How many elements a rendering may visit: none of the official styles visits four thousand.
const MOST: u64 = 1 << 16;

/// How deep a macro is and how many elements are visited in it.
#[derive(Clone, Copy, Default)]
struct Size {
    depth: usize,
    visits: u64,
}

/// Checks a style that is right otherwise.
pub(super) fn check(style: &Style, root: Node<'_, '_>, reader: &mut Reader<'_>) {
    let mut sizes = Sizes { style, known: vec![None; style.macros.len()], circles: Vec::new() };
    for number in 0..style.macros.len() {
        sizes.of_macro(number, 0);
    }
    let macros: Vec<_> = elements(root).filter(|node| name(*node) == "macro").collect();
    for number in std::mem::take(&mut sizes.circles) {
        if let (Some(node), Some(called)) = (macros.get(number), style.macros.get(number)) {
            reader.fault(*node, What::Circle(called.name.to_string()));
        }
    }
    if !reader.faults.is_empty() {
        return;
    }
    let bibliography = style.bibliography.as_ref();
    let layouts = std::iter::once(&style.citation.layout).chain(bibliography.map(|bibliography| &bibliography.layout));
    let keys = style.citation.sort.iter().chain(bibliography.into_iter().flat_map(|bibliography| &bibliography.sort));
    let macros = keys.filter_map(|key| match key.by {
        KeyBy::Macro(number) => Some(sizes.known.get(number).copied().flatten().unwrap_or_default()),
        KeyBy::Variable(_) => None,
    });
    let mut all: Vec<Size> = macros.collect();
    all.extend(layouts.map(|layout| sizes.of(&layout.children, 0)));
    if all.iter().any(|size| size.depth > DEEPEST) {
        reader.fault(root, What::TooDeep);
    }
    if all.iter().any(|size| size.visits > MOST) {
        reader.fault(root, What::TooLarge);
    }
}

struct Sizes<'s> {
    style: &'s Style,
    /// `None`: not looked at yet.
    known: Vec<Option<Size>>,
    circles: Vec<usize>,
}

impl Sizes<'_> {
    /// The size of a macro. `depth` macros are being looked at: where one of them comes again there is a circle.
    fn of_macro(&mut self, number: usize, depth: usize) -> Size {
        let Some(known) = self.known.get(number) else { return Size::default() };
        if let Some(size) = *known {
            return size;
        }
        if depth > self.known.len() || depth > DEEPEST {
            self.circles.push(number);
            return Size::default();
        }
        let style = self.style;
        let size = style.macros.get(number).map(|called| self.of(&called.children, depth + 1)).unwrap_or_default();
        if let Some(known) = self.known.get_mut(number) {
            *known = Some(size);
        }
        size
    }

    fn of(&mut self, children: &[Element], depth: usize) -> Size {
        let mut size = Size::default();
        for child in children {
            let inner = match child {
                Element::Text(text) => match text.source {
                    Source::Macro(number) => self.of_macro(number, depth),
                    _ => Size::default(),
                },
                Element::Number(_) | Element::Date(_) | Element::Label(_) => Size::default(),
                Element::Names(names) => self.of(&names.substitute, depth),
                Element::Group(group) => self.of(&group.children, depth),
                Element::Choose(branches) => {
                    let mut most = Size::default();
                    for branch in branches {
                        let size = self.of(&branch.children, depth);
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
