// Whom words name, said on the page: "not this one", "this is …", "somebody new".
//
// 1. Where words are selected a button opens a form; what they name already is known from the link around them.
// 2. The records are searched on the server as a name is typed.
// 3. The server finds the words in the text again and writes what is said beside the records, never into the text.
(() => {
  "use strict";
  /** The words of the form. */
  let info = null;
  let dialog = null;
  let isStale = false;

  const word = (key) => (info.words && info.words[key]) || key;
  const say = (key, values = {}) => word(key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const make = (name, properties = {}, ...children) => {
    const { data = {}, ...rest } = properties;
    const element = Object.assign(document.createElement(name), rest);
    for (const [key, value] of Object.entries(data)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const KINDS = ["people", "organizations", "places", "topics"];
  const host = make("scholion-mentions");
  const root = host.attachShadow({ mode: "open" });
  const button = make("button", { type: "button", className: "start", hidden: true });
  button.style.bottom = "6rem";

  /** The record to which the words lead that are selected; empty if they are no mention. */
  function mentioned(range) {
    const inner = range.startContainer.parentElement;
    const link = inner && inner.closest("a.mention") || [...document.querySelectorAll("a.mention")].find((one) => range.intersectsNode(one));
    const found = link && /([a-z]+)\/([^/]+)\.html$/.exec(new URL(link.href).pathname);
    return found && KINDS.includes(found[1]) ? found[1] + "/" + decodeURIComponent(found[2]) : "";
  }

  function follow() {
    const selection = getSelection();
    const has = !dialog && selection.rangeCount && !selection.isCollapsed && selection.toString().trim();
    const text = has && document.querySelector(".reading .text, .reading section.notes");
    button.hidden = !text || !selection.getRangeAt(0).commonAncestorContainer.parentElement?.closest(".reading");
  }

  function open() {
    const asked = {};
    const range = getSelection().getRangeAt(0).cloneRange();
    dispatchEvent(new CustomEvent("scholion-quote", { detail: asked }));
    if (!asked.quote) return;
    const known = mentioned(range);
    const alert = make("p", { className: "problem", hidden: true, data: { role: "alert" } });
    const name = make("input", { type: "text", id: "name", autocomplete: "off", value: asked.quote.exact });
    const list = make("select", { id: "record", size: 6 });
    const kind = make("select", { id: "kind" }, ...KINDS.map((one) => make("option", { value: one, textContent: word("kind-" + one) })));
    const act = (what, wish, isOn = true) => {
      const one = make("button", { type: "button", textContent: what, disabled: !isOn });
      one.addEventListener("click", () => send(wish()));
      return one;
    };
    // Of a name only the first in each section is a link: of the others the list tells whom they do not name.
    const none = act(say("mention-not"), () => ({ names: false, record: known || list.value }), Boolean(known));
    const is = act(say("mention-is"), () => ({ names: true, record: list.value }), false);
    const fresh = act(say("mention-new"), () => ({ names: true, kind: kind.value, name: name.value }));
    const cancel = make("button", { type: "button", textContent: say("cancel") });
    let asking = 0;
    async function search() {
      // Answers may come in another order than they were asked for: only the last one counts.
      const mine = ++asking;
      const found = await fetch("/_scholion/mentions?" + new URLSearchParams({ q: name.value, page: asked.page }), { cache: "no-store" });
      const records = found.ok ? await found.json() : [];
      if (mine !== asking) return;
      list.replaceChildren(...records.map((one) => make("option", { value: one.record, textContent: one.name + " (" + word("kind-" + one.record.split("/")[0]) + ")" })));
      list.selectedIndex = records.length ? 0 : -1;
      is.disabled = !records.length;
      none.disabled = !known && !records.length;
    }
    async function send(mend) {
      let answer;
      try {
        answer = await asked.send({ mend: { ...mend, quote: asked.quote } });
      } catch { answer = { error: "away" }; }
      if (answer.isDone) {
        close();
        dispatchEvent(new CustomEvent("scholion-tell", { detail: say("mention-saved", answer) }));
        return;
      }
      const key = "error-" + (answer.error || "away");
      alert.textContent = say(key, answer);
      alert.hidden = false;
    }
    function close() {
      dialog.close();
      dialog.remove();
      dialog = null;
      if (isStale) {
        isStale = false;
        dispatchEvent(new Event("scholion-check"));
      }
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      follow();
    }
    const label = (id, words, field) => make("div", {}, make("label", { htmlFor: id, textContent: words }), field);
    dialog = make("dialog", { data: { "aria-labelledby": "heading" } },
      make("h2", { id: "heading", textContent: say("mention-heading") }), alert,
      make("blockquote", { textContent: asked.quote.exact, lang: document.documentElement.lang }),
      ...(known ? [make("p", { className: "hint", textContent: say("mention-known", { record: known }) }), make("div", { className: "buttons" }, none)] : []),
      label("name", say("mention-name"), name), label("record", say("mention-record"), list), make("div", { className: "buttons" }, is, ...(known ? [] : [none])),
      label("kind", say("mention-kind"), kind), make("div", { className: "buttons" }, fresh, cancel));
    name.addEventListener("input", search);
    cancel.addEventListener("click", close);
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    root.append(dialog);
    dialog.showModal();
    name.focus();
    follow();
    search();
  }

  // While the form is open the page stays as it is.
  addEventListener("scholion-reload", (event) => {
    if (!dialog) return;
    event.preventDefault();
    isStale = true;
  });

  addEventListener("scholion-known", (event) => {
    info = event.detail;
    if (host.isConnected) return;
    button.textContent = say("mention-button");
    root.append(make("link", { rel: "stylesheet", href: "/_scholion/editor.css" }), button);
    // A click must not take the selection away before it is read.
    button.addEventListener("pointerdown", (pressed) => pressed.preventDefault());
    button.addEventListener("mousedown", (pressed) => pressed.preventDefault());
    button.addEventListener("click", open);
    document.addEventListener("selectionchange", follow);
    document.body.append(host);
  });
})();
