// Two texts line by line, as the preview has compared them: what a conflict is about, and what a button would change.

/** The rows as a table that can be scrolled; `say` has the words, `make` makes elements. */
export function differences(rows, { say, make }) {
  const body = make("tbody");
  for (const { kind, line, parts: [before, mark, behind] } of rows) {
    const sign = { old: "−", new: "+" }[kind] || "";
    const who = { old: say("text-row-old"), new: say("text-row-new") }[kind] || "";
    const cell = make("td", { dir: "auto" }, before, mark ? make("mark", { textContent: mark }) : "", behind);
    body.append(make("tr", { className: kind },
      make("td", { className: "number", textContent: line || "⋯" }), make("td", { className: "sign" }, make("span", { className: "hidden", textContent: who }), sign), cell));
  }
  return make("div", { className: "differences", tabIndex: 0, data: { role: "region", "aria-label": say("text-differences") } }, make("table", {}, body));
}
