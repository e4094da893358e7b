// The report on an ingest in the preview: an item is settled by a button, which writes its verdict into the document; and where the text
// itself is to change, by one that shows what would differ, changes it, and can take that back.
(() => {
  "use strict";
  const script = document.currentScript;
  const { slug, token, right, asPrinted, done, rightMeans, asPrintedMeans, doneMeans, open, away, mend } = script.dataset;
  script.removeAttribute("data-token");
  /** What is said of changes, as the preview tells it. */
  let words = {};
  const say = (key, values = {}) => (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const make = (name, properties = {}, ...children) => {
    const { data = {}, ...rest } = properties;
    const element = Object.assign(document.createElement(name), rest);
    for (const [key, value] of Object.entries(data)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const said = make("p", { className: "said", data: { role: "status" } });
  const KEY = "scholion:mended:" + slug;
  const memory = (value) => {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem(KEY));
      if (value === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify(value));
    } catch { /* Without storage what was done is not offered to be undone. */ }
    return null;
  };

  async function send(to, wish) {
    try {
      const answer = await fetch(to, {
        method: "POST",
        headers: { "content-type": "application/json", "x-scholion-token": token },
        body: JSON.stringify({ slug, ...wish }),
      });
      return { isDone: answer.ok, ...(await answer.json()) };
    } catch { return { isDone: false, message: away }; }
  }

  async function settle(id, verdict) {
    said.textContent = "";
    const answer = await send("/_scholion/report", { id, verdict });
    if (answer.isDone) return location.reload();
    said.textContent = answer.message;
  }

  function button(group, item, label, act, means) {
    const one = make("button", { type: "button", textContent: label, title: means || "", data: { "aria-describedby": item.id } });
    one.addEventListener("click", act);
    group.append(one);
    return one;
  }

  function buttons(item, choices, mends) {
    const group = make("span", { className: "buttons" });
    for (const [verdict, label, means] of choices) button(group, item, label, () => settle(item.dataset.id, verdict), means);
    if (mends) {
      const one = button(group, item, mend, () => change(item, one));
      one.setAttribute("aria-expanded", "false");
    }
    item.append(group);
  }

  // --- What changes the text -------------------------------------------------------------------------------------

  async function change(item, opener) {
    const old = item.querySelector(".mending");
    if (old) {
      old.remove();
      opener.setAttribute("aria-expanded", "false");
      return;
    }
    const { id } = item.dataset;
    const known = await send("/_scholion/text/offers", { id });
    words = known.words || words;
    if (!known.isDone) {
      said.textContent = known.said || known.message;
      return;
    }
    const { differences } = await import("/_scholion/text-rows.js");
    const edit = make("a", { href: known.edit + "?words=" + encodeURIComponent(known.sought), textContent: say("mend-edit") });
    const box = make("div", { className: "mending" });
    if (!known.offers.length) box.append(make("p", { textContent: say("mend-none") }), make("p", {}, edit));
    else {
      const shown = make("div");
      const save = make("button", { type: "button", className: "act", textContent: say("mend-save") });
      let chosen = null;
      const choose = (offer) => {
        chosen = offer;
        shown.replaceChildren(differences(offer.rows, { say, make }));
      };
      const many = known.offers.length > 8;
      const field = make("fieldset", {}, make("legend", { textContent: say("mend-choose") }));
      if (many) {
        const list = make("select", { data: { "aria-label": say("mend-choose") } }, ...known.offers.map((offer, nth) => make("option", { value: nth, textContent: offer.label })));
        list.addEventListener("change", () => choose(known.offers[list.value]));
        field.append(list);
      } else {
        known.offers.forEach((offer, nth) => {
          const radio = make("input", { type: "radio", name: "mend-" + id, checked: nth === 0 });
          radio.addEventListener("change", () => choose(offer));
          field.append(make("label", {}, radio, " ", offer.label));
        });
      }
      choose(known.offers[0]);
      save.addEventListener("click", async () => {
        save.disabled = true;
        const answer = await send("/_scholion/text/mend", { id, mend: chosen.mend, version: known.version });
        if (!answer.isDone) {
          said.textContent = answer.said || answer.message;
          save.disabled = false;
          return;
        }
        memory({ id, version: answer.version, said: say("mend-done", answer), undo: say("mend-undo"), undone: say("mend-undone", answer), gone: say("error-mend-gone") });
        location.reload();
      });
      box.append(field, shown, make("p", { className: "buttons" }, save, edit));
    }
    item.append(box);
    opener.setAttribute("aria-expanded", "true");
    (box.querySelector("input, select, a")).focus();
  }

  /** What was done just now, and the way back. */
  function recall() {
    const last = memory();
    if (!last) return;
    said.textContent = last.said + " ";
    if (!last.undo) return memory(null);
    const undo = make("button", { type: "button", textContent: last.undo });
    undo.addEventListener("click", async () => {
      const answer = await send("/_scholion/text/undo", { version: last.version });
      memory(answer.isDone ? { said: last.undone } : { said: last.gone });
      location.reload();
    });
    said.append(undo);
  }

  document.querySelectorAll("li[data-id]").forEach((item, nth) => {
    item.id = "item-" + nth;
    const mends = "mends" in item.dataset;
    const choices = [["right", right, rightMeans], ["as-printed", asPrinted, asPrintedMeans], ["done", done, doneMeans]];
    if (item.closest(".part.open")) buttons(item, choices, mends);
    else if (item.closest(".part.settled")) buttons(item, [["open", open, ""]], false);
    else if (mends) buttons(item, [], true);
  });
  document.querySelectorAll(".how").forEach((old) => old.remove());
  document.querySelector("main").prepend(said);
  recall();
})();
