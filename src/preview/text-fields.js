// The fields of a text's front matter as a form. What is changed in it is written into the text by the preview, which keeps all else as it
// is; so the browser can undo it, and nothing is on the disk before the text is saved.

export function fields(known, { area, exchange, ask, say, make, problem }) {
  const grid = make("div", { className: "grid" });
  const more = make("select", { id: "more-fields" });
  const add = make("button", { type: "button", textContent: say("text-add") });
  const summary = make("summary", { textContent: say("text-fields") });
  const none = make("p", { className: "hint", hidden: true, textContent: say("text-fields-none") });
  const others = make("p", { className: "others" }, make("label", { htmlFor: "more-fields", textContent: say("text-more-fields") }), more, add);
  const element = make("details", { className: "fields" }, summary, none, make("form", { noValidate: true }, grid), others);
  element.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  /** By key: the field and its parts. */
  const inputs = new Map();
  const wanted = new Set();
  let all = [];

  const read = (value) => (value === null || value === undefined ? "" : Array.isArray(value) ? value.join("\n") : String(value));

  function input(field) {
    const id = "field-" + field.key;
    const { shape, values } = field;
    if (shape === "truth") {
      return make("select", { id }, make("option", { value: "", textContent: "–" }), make("option", { value: "true", textContent: say("text-yes") }), make("option", { value: "false", textContent: say("text-no") }));
    }
    if (shape === "choice") {
      return make("select", { id }, make("option", { value: "", textContent: "–" }), ...values.map(([value, label]) => make("option", { value, textContent: label })));
    }
    if (shape === "lines" || shape === "long") return make("textarea", { id, rows: shape === "long" ? 3 : 2, dir: "auto" });
    return make("input", { id, type: "text", autocomplete: "off", dir: "auto" });
  }

  function show(field) {
    const one = input(field);
    const label = make("label", { htmlFor: one.id, textContent: field.label });
    if (field.label.toLowerCase() !== field.key) label.append(" ", make("code", { textContent: field.key }));
    const wrong = make("p", { className: "wrong", id: one.id + "-wrong" });
    const hint = make("p", { className: "hint", id: one.id + "-hint" });
    hint.textContent = { lines: say("text-lines-hint"), date: say("text-date-hint") }[field.shape] || "";
    one.setAttribute("aria-describedby", wrong.id + " " + hint.id);
    const box = make("div", { className: "one " + field.shape }, label, one, hint, wrong);
    if (field.values.length && one.localName === "input") {
      const list = make("datalist", { id: one.id + "-list" }, ...field.values.map(([value, label]) => make("option", { value, label })));
      one.setAttribute("list", list.id);
      box.append(list);
    }
    const go = make("button", { type: "button", className: "go", textContent: say("text-show"), hidden: true });
    go.addEventListener("click", () => {
      const now = inputs.get(field.key).field;
      area.focus();
      area.setSelectionRange(now.at, now.at + now.key.length);
    });
    box.append(go);
    one.addEventListener("change", () => change(field.key));
    grid.append(box);
    inputs.set(field.key, { one, box, wrong, hint, go, field });
  }

  async function change(key) {
    const { one, field } = inputs.get(key);
    const typed = one.value;
    const value = field.shape === "truth" ? (typed === "" ? null : typed === "true")
      : field.shape === "lines" ? typed.split("\n").map((line) => line.trim()).filter(Boolean)
      : typed.trim();
    const was = area.value;
    const answer = await ask("field", { text: was, key, value });
    // Who typed into the text meanwhile is not overwritten: the field is asked for again.
    if (answer.isDone && area.value !== was) return change(key);
    if (!answer.isDone) return problem(answer);
    exchange(answer.text);
  }

  function fill(now, findings = []) {
    none.hidden = now !== null;
    grid.hidden = others.hidden = now === null;
    if (now === null) return;
    all = now;
    for (const field of all) {
      const isShown = field.usual || field.at >= 0 || wanted.has(field.key);
      const known = inputs.get(field.key);
      if (known && (!isShown || known.field.shape !== field.shape)) {
        known.box.remove();
        inputs.delete(field.key);
      }
      if (isShown && !inputs.has(field.key)) show(field);
      const parts = inputs.get(field.key);
      if (!parts) continue;
      parts.field = field;
      const value = read(field.value);
      // What is being typed is left alone.
      if (document.activeElement !== parts.one) {
        if (parts.one.localName === "select" && value && ![...parts.one.options].some((option) => option.value === value)) parts.one.append(make("option", { value, textContent: value }));
        parts.one.value = value;
      }
      parts.one.disabled = field.other;
      parts.go.hidden = !field.other;
      if (field.other) parts.hint.textContent = say("text-other");
      const others = all.map((other) => other.at).filter((at) => at > field.at);
      const end = others.length ? Math.min(...others) : Infinity;
      const mine = field.at < 0 ? [] : findings.filter((one) => one.line && one.start >= field.at && one.start < end && one.start < front());
      parts.wrong.textContent = mine.length ? mine[0].message.text : "";
      parts.one.toggleAttribute("aria-invalid", mine.some((one) => one.severity === "error"));
    }
    const rest = all.filter((field) => !inputs.has(field.key));
    more.replaceChildren(...rest.map((field) => make("option", { value: field.key, textContent: field.label + (field.label === field.key ? "" : " (" + field.key + ")") })));
    others.hidden = rest.length === 0;
  }

  /** Where the front matter ends. */
  function front() {
    const end = /\n(---|\.\.\.)[ \t]*(\n|$)/.exec(area.value);
    return end ? end.index : Infinity;
  }

  add.addEventListener("click", () => {
    const field = all.find((one) => one.key === more.value);
    if (!field) return;
    wanted.add(field.key);
    fill(all);
    inputs.get(field.key).one.focus();
  });
  fill(known);
  return { element, fill };
}
