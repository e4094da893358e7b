//! Diagnostics for people: the place, the line itself, how to mend it.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{
    Sources,
    lines::{Excerpt, Lines},
};
use crate::{
    base::{Diagnostic, RelPath, Severity, Span},
    commands::terminal::visible,
};

/// All findings, in the order given, styled for a terminal; an empty line behind each.
pub fn text(diagnostics: &[Diagnostic], sources: Sources<'_>) -> String {
    let mut out = String::new();
    for group in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let bytes = super::file_of(group, sources);
        let lines = bytes.as_deref().map(Lines::new);
        for one in group {
            // What files hold is made visible here, before colours are laid on it.
            out.push_str(&render(one, lines.as_ref(), sources));
            out.push_str("\n\n");
        }
    }
    out
}

fn render(one: &Diagnostic, lines: Option<&Lines<'_>>, sources: Sources<'_>) -> String {
    let level = match one.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE.with_name("notice"),
    };
    let mut columns = Columns::default();
    let first = place(&one.path, one.span, lines, AnnotationKind::Primary, None, &mut columns);
    let mut report = level.primary_title(visible(&one.message.to_string()).into_owned()).id(one.code()).elements(first);
    for other in &one.related {
        let bytes = if other.path == one.path { None } else { sources(&other.path) };
        let own = bytes.as_deref().map(Lines::new);
        let lines = if other.path == one.path { lines } else { own.as_ref() };
        report =
            report.elements(place(&other.path, other.span, lines, AnnotationKind::Context, Some(&other.message.to_string()), &mut columns));
    }
    if let Some(hint) = &one.hint {
        report = report.element(Level::HELP.message(visible(&hint.to_string()).into_owned()));
    }
    let rendered = Renderer::styled().render(&[report]);
    columns.iter().fold(rendered, |rendered, (shown, true_place)| rendered.replacen(shown, true_place, 1))
}

/// Where the renderer, which sees the cut line only, says a place is, and where it truly is.
type Columns = Vec<(String, String)>;

/// Where it is, and the line there if it can be shown.
fn place<'a>(
    path: &RelPath,
    span: Option<Span>,
    lines: Option<&Lines<'_>>,
    kind: AnnotationKind,
    label: Option<&str>,
    columns: &mut Columns,
) -> Vec<Element<'a>> {
    let label = label.map(|label| visible(label).into_owned());
    let path = visible(path.as_str()).into_owned();
    let Some((span, lines)) = span.zip(lines) else {
        let label = label.map(|label| Element::from(Level::NOTE.message(label)));
        return std::iter::once(Element::from(Origin::path(path))).chain(label).collect();
    };
    let Excerpt { line, column, text, marked } = lines.excerpt(span);
    let shown = text.get(..marked.start).unwrap_or("").chars().count() + 1;
    if shown != column {
        columns.push((format!("{path}:{line}:{shown}"), format!("{path}:{line}:{column}")));
    }
    vec![Snippet::source(text).path(path).line_start(line).annotation(kind.span(marked).label(label)).into()]
}
