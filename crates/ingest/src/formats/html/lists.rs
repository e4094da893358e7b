//! Lists that count.

use dom_query::NodeRef;

use super::attribute;

/// The numbers of a list.
pub struct Numbers {
    is_numbered: bool,
    next: i64,
    step: i64,
    /// How it counts, if Markdown cannot say that.
    kind: Option<&'static str>,
    start: Option<i64>,
}

impl Numbers {
    /// Those of an `ol`, or none. Source: HTML Standard, 4.4.5.
    pub fn new(list: &NodeRef<'_>, is_numbered: bool) -> Self {
        let is_reversed = is_numbered && list.has_attr("reversed");
        let start = attribute(list, "start").trim().parse().ok();
        let count = || list.children_it(false).filter(|child| child.node_name().as_deref() == Some("li")).count();
        let first = if is_reversed { i64::try_from(count()).unwrap_or(1) } else { 1 };
        let kind = kind(&attribute(list, "type"), &attribute(list, "style")).filter(|_| is_numbered);
        let kind = kind.or((is_reversed || start.is_some_and(|start: i64| start < 0)).then_some("1"));
        Self { is_numbered, next: start.unwrap_or(first), step: if is_reversed { -1 } else { 1 }, kind, start }
    }

    /// The tag with which a list begins that Markdown has no mark for.
    pub fn tag(&self) -> Option<String> {
        let kind = self.kind?;
        let start = self.start.map_or(String::new(), |start| format!(" start=\"{start}\""));
        let reversed = if self.step < 0 { " reversed" } else { "" };
        let kind = if kind == "1" { String::new() } else { format!(" type=\"{kind}\"") };
        Some(format!("<ol{kind}{start}{reversed}>"))
    }

    /// The mark of the next item, which may say its number itself; whether it goes on from the one before.
    pub fn next(&mut self, value: &str) -> (String, bool) {
        if !self.is_numbered {
            return ("-".to_owned(), true);
        }
        let said = value.trim().parse().ok().filter(|value: &i64| (0..=999_999_999).contains(value));
        let goes_on = said.is_none_or(|said| said == self.next);
        let number = said.unwrap_or(self.next).clamp(0, 999_999_999);
        self.next = number.saturating_add(self.step);
        (format!("{number}."), goes_on)
    }
}

/// The tag of an item of such a list.
pub fn item(value: &str) -> String {
    match value.trim().parse::<i64>() {
        Ok(value) => format!("<li value=\"{value}\">"),
        Err(_) => "<li>".to_owned(),
    }
}

/// Which letters count, if letters do.
fn kind(given: &str, style: &str) -> Option<&'static str> {
    let style = style.to_ascii_lowercase();
    let styles = [
        ("lower-alpha", "a"),
        ("lower-latin", "a"),
        ("upper-alpha", "A"),
        ("upper-latin", "A"),
        ("lower-roman", "i"),
        ("upper-roman", "I"),
    ];
    let by_style = styles.into_iter().find(|(name, _)| style.contains(name)).map(|(_, kind)| kind);
    by_style.or_else(|| ["a", "A", "i", "I"].into_iter().find(|kind| *kind == given.trim()))
}
