// Notes, written on the page that they are about.
//
// 1. Words that are selected are quoted with what stands around them, as a reader sees them.
// 2. A form asks what the note is to say. While it is open the page does not reload, and what is typed outlives it.
// 3. The server checks that the words stand in the text and that nobody else changed the note, and writes the file; the build
//    that follows shows it.
(() => {
  "use strict";
  const script = document.currentScript;
  const page = script.dataset.page;
  let token = script.dataset.token;
  // In the frame of a text's editor the page is only looked at.
  if (top !== self) { script.removeAttribute("data-token"); return; }
  // It stands nowhere on the page from now on.
  script.removeAttribute("data-token");
  /** What the server says of this page: its notes, the words of the form. */
  let info = null;

  const say = (key, values = {}) => word(key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const word = (key) => (info && info.words && info.words[key]) || key;

  const make = (name, properties = {}, ...children) => {
    const { data = {}, ...rest } = properties;
    const element = Object.assign(document.createElement(name), rest);
    for (const [key, value] of Object.entries(data)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const sheet = () => make("link", { rel: "stylesheet", href: "/_scholion/editor.css" });
  const memory = (storage, key, value) => {
    try {
      if (value === undefined) return JSON.parse(storage.getItem("scholion:" + key));
      if (value === null) storage.removeItem("scholion:" + key);
      else storage.setItem("scholion:" + key, JSON.stringify(value));
    } catch { /* Without storage nothing is remembered. */ }
    return null;
  };

  // --- The server ------------------------------------------------------------------------------------------------

  async function ask() {
    const answer = await fetch("/_scholion/annotations?page=" + encodeURIComponent(page), { cache: "no-store" });
    if (answer.status === 503) {
      // A server that was just started does not know the archive yet.
      await new Promise((done) => setTimeout(done, 1000));
      return ask();
    }
    info = answer.ok ? await answer.json() : null;
    return info;
  }

  async function send(method, wish, isAgain, to = "annotations") {
    const headers = { "Content-Type": "application/json", "X-Scholion-Token": token };
    const answer = await fetch("/_scholion/" + to, { method, headers, body: JSON.stringify({ page, ...wish }) });
    if (answer.status === 403 && !isAgain) {
      // A server that was started anew gives its pages another token.
      const html = await (await fetch(location.pathname, { cache: "no-store" })).text();
      const now = /data-token="([0-9a-f]+)"/.exec(html);
      if (now && now[1] !== token) {
        token = now[1];
        return send(method, wish, true, to);
      }
    }
    return { isDone: answer.ok, ...(await answer.json()) };
  }

  // --- Words of the text -----------------------------------------------------------------------------------------

  // What the page shows and the text does not have: notes and their marks, ways back, buttons.
  const FOREIGN = "aside.annotation, section.annotations, .noteref, [role=doc-noteref], [role=doc-backlink], section.notes > h2, .archived, nav, script, style, "
    + "scholion-editor, scholion-preview, scholion-note";
  const BLOCK = "p, li, dt, dd, td, th, pre, blockquote, figcaption, h1, h2, h3, h4, h5, h6, div, section, article, summary, header, footer";
  const AROUND = 80;

  /** The quotation of the words that are selected; null if none are. */
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    let roots = [...document.querySelectorAll("article.reading .text, article.reading section.notes, .transcription .text, .transcription section.notes")];
    if (!roots.some((root) => range.intersectsNode(root))) roots = [...document.querySelectorAll("main")];
    let text = "";
    let start = -1;
    let end = -1;
    let block = null;
    for (const root of roots) {
      const accept = (node) =>
        node.nodeType === Node.TEXT_NODE ? (node.parentElement.closest("math") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
          : node.localName === "br" || node.localName === "math" ? NodeFilter.FILTER_ACCEPT
          : node.matches(FOREIGN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.localName === "br") { text += "\n"; continue; }
        // The words of a formula are its TeX.
        const words = node.localName === "math" ? node.getAttribute("data-tex") : node.data;
        const now = node.parentElement.closest(BLOCK);
        if (now !== block && text) text += "\n";
        block = now;
        if (range.intersectsNode(node)) {
          const from = node === range.startContainer ? range.startOffset : 0;
          const to = node === range.endContainer ? range.endOffset : words.length;
          if (from < to) {
            if (start < 0) start = text.length + from;
            end = text.length + to;
          }
        }
        text += words;
      }
    }
    const words = start < 0 ? "" : text.slice(start, end);
    if (!words.trim()) return null;
    start += words.length - words.trimStart().length;
    end = start + words.trim().length;
    // No half of a character beyond the 16 bits may stand at an end.
    const prefix = text.slice(Math.max(0, start - AROUND), start).replace(/^[\uDC00-\uDFFF]/, "");
    const suffix = text.slice(end, end + AROUND).replace(/[\uD800-\uDBFF]$/, "");
    return { exact: text.slice(start, end), prefix, suffix };
  }

  // --- The buttons -----------------------------------------------------------------------------------------------

  const host = make("scholion-editor");
  const root = host.attachShadow({ mode: "open" });
  const status = make("p", { className: "status", data: { role: "status" } });
  const start = make("button", { type: "button", className: "start" });
  // For the mouse only: the same as `start`, where the words are.
  const bubble = make("button", { type: "button", className: "bubble act", hidden: true, tabIndex: -1, data: { "aria-hidden": "true" } });

  function follow() {
    const selection = getSelection();
    const range = !form && selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const has = range && document.querySelector("main")?.contains(range.commonAncestorContainer) && selection.toString().trim();
    start.textContent = has ? say("annotate-selection") : say("annotate-document");
    const place = has && range.getBoundingClientRect();
    bubble.hidden = !place || place.bottom < 0 || place.top > innerHeight;
    if (bubble.hidden) return;
    bubble.style.left = Math.max(8, Math.min(place.right, innerWidth - 130)) + "px";
    bubble.style.top = Math.max(8, Math.min(place.bottom + 6, innerHeight - 40)) + "px";
  }

  const begin = () => open({ kind: "add", quote: selected() });
  // A place that was drawn on a picture (regions.js).
  addEventListener("scholion-annotate", (event) => {
    const { id, ...region } = event.detail;
    open({ kind: id ? "edit" : "add", id, quote: null, region });
  });
  // What is said of a name (mentions.js) needs the words that are selected, and a way to the server.
  addEventListener("scholion-quote", (event) => {
    event.detail.quote = selected();
    event.detail.page = page;
    event.detail.send = (wish) => send("POST", wish, false, "mentions");
  });
  addEventListener("scholion-tell", (event) => tell(event.detail));

  /** The buttons of a note, at the end of its last line. */
  function tools(state) {
    const note = document.getElementById("note-" + state.id);
    if (!note || note.querySelector(":scope > scholion-note, :scope > .by > scholion-note")) return;
    const lines = note.querySelectorAll(":scope > .by");
    const place = lines.length ? lines[lines.length - 1] : note;
    const box = make("scholion-note");
    const short = (state.quote || state.body).slice(0, 40);
    const button = (kind, what, act = () => open({ kind, id: state.id })) => {
      const element = make("button", { type: "button", textContent: what, data: { "data-do": kind, "aria-label": say("of-note", { what, note: short }) } });
      element.addEventListener("click", act);
      return element;
    };
    const list = make("span", { className: "tools" }, button("reply", say("reply")), button("edit", say("edit")), button("delete", say("delete")));
    if (state.place && note.closest(".surfaces")) {
      const redraw = button("redraw", say("redraw"), () => dispatchEvent(new CustomEvent("scholion-redraw", { detail: state })));
      list.append(redraw);
    }
    box.attachShadow({ mode: "open" }).append(sheet(), list);
    place.append(box);
  }

  // --- The form --------------------------------------------------------------------------------------------------

  /** The open form, if there is one. */
  let form = null;
  let isStale = false;
  const METHODS = { add: "POST", reply: "POST", edit: "PUT", delete: "DELETE" };

  async function open(task) {
    // One note at a time: the one that is being written is shown.
    if (form) { form.first.focus(); return; }
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
    let problem = null;
    try {
      if (!(await ask())) problem = { error: "no-document" };
    } catch { problem = { error: "away" }; }
    if (form || !info) return;
    const note = info.notes.find((one) => one.id === task.id);
    if (task.id && !note && !problem) problem = info.refused || { error: "note-gone", path: info.path };
    form = build({ ...task, note, range, draftKey: ["draft", page, task.kind, task.id || ""].join(":") });
    root.append(form.dialog);
    // The page stays as it is, and is read and moved through while one writes.
    form.dialog.show();
    form.first.focus();
    stand(range);
    complete(form);
    follow();
    if (problem || info.refused) show(problem || info.refused);
  }

  /** Marks the words that the note is about, and makes room below the page for the form, so that it covers none of them for good. */
  function stand(range) {
    const { dialog } = form;
    document.body.style.paddingBottom = dialog.offsetHeight + 32 + "px";
    if (!range || range.collapsed || !form.quote) return;
    if (self.Highlight) CSS.highlights.set("scholion-words", new Highlight(range));
    const [place, box] = [range.getBoundingClientRect(), dialog.getBoundingClientRect()];
    if (place.bottom > box.top && place.right > box.left) scrollBy({ top: place.bottom - box.top + 24, behavior: "instant" });
  }

  /** Names and works are completed in the text of a note as in texts; the list stands below the field. */
  async function complete({ dialog, fields: { body }, kind }) {
    if (kind === "delete") return;
    try {
      const { completion } = await import("/_scholion/text-names.js");
      const asked = (what, wish) => send("POST", wish, false, "text/" + what);
      const below = () => { const { left, bottom } = body.getBoundingClientRect(); return { left, bottom, top: bottom }; };
      completion(body, { rect: below }, { ask: asked, say, make, root: dialog });
    } catch { /* Without it one types the whole name. */ }
  }

  function build(task) {
    const { kind, quote, note, region } = task;
    const before = kind === "edit" && note ? note : null;
    const now = { motivation: kind === "reply" ? "replying" : "commenting", body: "", tags: [], lang: "", creator: memory(localStorage, "creator") || "", ...before };
    const field = (id, label, input, hint) => {
      const parts = [make("label", { htmlFor: id, textContent: label }), Object.assign(input, { id })];
      if (hint) {
        input.setAttribute("aria-describedby", id + "-hint");
        parts.push(make("p", { id: id + "-hint", className: "hint", textContent: hint }));
      }
      return make("div", {}, ...parts);
    };
    const body = make("textarea", { rows: 6, spellcheck: true });
    const motivation = make("select", {}, ...info.motivations.map((name) => make("option", { value: name, textContent: word("motivation-" + name) })));
    const [tags, creator, lang] = [0, 0, 0].map(() => make("input", { type: "text", autocomplete: "off" }));
    const fields = { body, motivation, tags, creator, lang };
    const fill = (said) => {
      Object.assign(body, { value: said.body });
      motivation.value = said.motivation;
      tags.value = Array.isArray(said.tags) ? said.tags.join(", ") : said.tags;
      creator.value = said.creator;
      lang.value = said.lang;
    };
    fill(now);
    const alert = make("div", { className: "problem", hidden: true, data: { role: "alert" } });
    const notice = make("p", { className: "said", data: { role: "status" } });
    const headings = { add: say("heading-add"), reply: say("heading-reply"), edit: say("heading-edit"), delete: say("heading-delete") };
    const parts = [make("h2", { id: "heading", textContent: headings[kind] }), alert];
    const words = quote ? quote.exact : note ? note.quote : "";
    if (kind === "reply" && note) parts.push(make("p", { className: "hint", textContent: say("on-note") }), make("blockquote", { textContent: note.body || note.quote }));
    else if (kind === "delete" && note) parts.push(make("blockquote", { textContent: note.body || note.quote }));
    else if (words) parts.push(make("blockquote", { textContent: words, lang: document.documentElement.lang }));
    else if (region || note && note.place) {
      const drawn = region ? region.page + " (" + (region.xywh || region.polygon) + ")" : note.place;
      parts.push(make("p", { className: "hint", textContent: say("on-place", { place: drawn }) }));
    } else parts.push(make("p", { className: "hint", textContent: say("on-document") }));
    const save = make("button", { type: "submit", className: kind === "delete" ? "danger" : "act", textContent: kind === "delete" ? say("delete") : say("save") });
    const cancel = make("button", { type: "button", textContent: say("cancel") });
    if (kind === "delete") {
      if (note && note.replies) parts.push(make("p", { textContent: say("deletes-replies", { n: note.replies }) }));
    } else {
      parts.push(
        field("body", say("body"), body, say("body-hint")),
        make("div", { className: "row" }, field("motivation", say("motivation"), motivation), field("tags", say("tags"), tags, say("tags-hint")),
          field("creator", say("creator"), creator), field("lang", say("lang"), lang, say("lang-hint"))));
    }
    parts.push(notice, make("div", { className: "buttons" }, save, cancel));
    const sheetOfPaper = make("form", { noValidate: true }, ...parts);
    const dialog = make("dialog", { data: { "aria-labelledby": "heading" } }, sheetOfPaper);
    const one = { ...task, dialog, fields, fill, alert, notice, save, first: kind === "delete" ? cancel : body, target: undefined };
    const draft = kind === "delete" ? null : memory(sessionStorage, task.draftKey);
    if (draft) {
      fill(draft);
      const drop = make("button", { type: "button", textContent: say("draft-drop") });
      drop.addEventListener("click", () => { fill(now); memory(sessionStorage, task.draftKey, null); notice.replaceChildren(); body.focus(); });
      notice.append(say("draft-back"), " ", drop);
    }
    sheetOfPaper.addEventListener("input", () => memory(sessionStorage, task.draftKey, typed(one)));
    sheetOfPaper.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    sheetOfPaper.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); }
      // A list of names that is open closes first.
      if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); close(); }
      event.stopPropagation();
    });
    cancel.addEventListener("click", () => close());
    return one;
  }

  const typed = ({ fields }) => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));

  function close() {
    const { dialog, range } = form;
    form = null;
    document.body.style.paddingBottom = "";
    if (self.Highlight) CSS.highlights.delete("scholion-words");
    dialog.close();
    dialog.remove();
    dispatchEvent(new Event("scholion-form-closed"));
    // The words are selected again, so that they can be annotated after all.
    if (range && range.startContainer.isConnected) {
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
    follow();
    if (isStale) {
      isStale = false;
      dispatchEvent(new Event("scholion-check"));
    }
  }

  async function submit() {
    const one = form;
    if (!one || one.save.disabled) return;
    const { kind, note, quote, region } = one;
    const said = typed(one);
    const draft = { ...said, tags: said.tags.split(",") };
    if (one.target) draft.target = one.target;
    else if (kind === "reply" && note) draft.target = { note: { id: note.id, version: note.version } };
    else if (kind === "add" && quote) draft.target = { words: { exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix } };
    else if (region && kind !== "reply") draft.target = { region };
    else if (kind === "add") draft.target = "document";
    const seen = { id: one.id || "", version: note ? note.version : "", thread: note ? note.thread : "" };
    one.save.disabled = true;
    let answer;
    try {
      answer = await send(one.method || METHODS[kind], { ...seen, note: draft });
    } catch { answer = { error: "away" }; }
    one.save.disabled = false;
    if (form !== one) return;
    if (!answer.isDone) return show(answer);
    memory(sessionStorage, one.draftKey, null);
    if (kind !== "delete") memory(localStorage, "creator", said.creator || null);
    const text = kind === "delete" ? say("deleted", answer) : say("saved", answer);
    memory(sessionStorage, "written", { page, id: kind === "delete" ? "" : answer.id, text, at: Date.now() });
    close();
    tell(text);
  }

  /** What is wrong, over the form, with what can be done about it. */
  function show(answer) {
    const one = form;
    const parts = [make("p", { textContent: say(answer.error ? "error-" + answer.error : "error-away", answer) })];
    const buttons = make("div", { className: "buttons" });
    const offer = (text, act) => {
      const button = make("button", { type: "button", textContent: text });
      button.addEventListener("click", act);
      buttons.append(button);
    };
    if (answer.line) {
      const [left, place, right] = answer.line;
      parts.push(make("pre", {}, left, make("mark", { textContent: place }), right));
    }
    if (answer.hint) parts.push(make("p", { textContent: "→ " + answer.hint }));
    if (answer.error === "conflict") {
      const { now } = answer;
      const about = [word("motivation-" + now.motivation), now.tags.join(", "), now.creator].filter(Boolean).join(" · ");
      parts.push(make("p", { textContent: say("on-disk", answer) }), make("pre", { className: "theirs", textContent: now.body }), make("p", { className: "hint", textContent: about }));
      if (one.kind === "edit") {
        offer(say("take-theirs"), () => { one.note = now; one.fill(now); memory(sessionStorage, one.draftKey, null); one.alert.hidden = true; one.first.focus(); });
        offer(say("keep-mine"), () => { one.note = now; submit(); });
      } else {
        // What was seen is what is answered or deleted: with the new text in view it may be done again.
        one.note = now;
      }
    }
    if (one.kind !== "delete" && (answer.error.startsWith("words-") || answer.error === "note-gone")) {
      offer(say("save-whole"), () => { Object.assign(one, { target: "document", method: "POST", kind: "add" }); submit(); });
    }
    if (answer.error.startsWith("words-")) offer(say("choose-again"), close);
    if (buttons.children.length) parts.push(buttons);
    one.alert.replaceChildren(...parts);
    one.alert.hidden = false;
    one.alert.scrollIntoView({ block: "nearest" });
  }

  let fading = 0;
  function tell(text) {
    status.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => { status.textContent = ""; }, 6000);
  }

  // --- The page --------------------------------------------------------------------------------------------------

  /** The note that was just written is shown and has the focus; that of an earlier day has not. */
  function welcome() {
    const written = memory(sessionStorage, "written");
    if (!written || written.page !== page || Date.now() - written.at > 60000) return;
    const note = written.id && document.getElementById("note-" + written.id);
    if (written.id && !note) return;
    memory(sessionStorage, "written", null);
    tell(written.text);
    if (!note) return;
    dispatchEvent(new Event("scholion-moved"));
    if (!note.hasAttribute("tabindex")) note.tabIndex = -1;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  }

  // While a form is open the page stays as it is.
  addEventListener("scholion-reload", (event) => {
    if (!form) return;
    event.preventDefault();
    isStale = true;
    if (!form.notice.textContent) form.notice.textContent = say("page-changed");
  });

  ask().then((known) => {
    if (!known) return;
    start.title = say("annotate-key");
    start.setAttribute("aria-keyshortcuts", say("annotate-key"));
    bubble.textContent = say("annotate");
    root.append(sheet(), start, bubble, status);
    for (const button of [start, bubble]) {
      // A click must not take the selection away before it is read.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", begin);
    }
    document.addEventListener("selectionchange", follow);
    addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", follow);
    addEventListener("keydown", (event) => {
      if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === "KeyN") {
        event.preventDefault();
        begin();
      }
    });
    document.body.append(host);
    const marked = new CSSStyleSheet();
    marked.replaceSync("::highlight(scholion-words) { background: Highlight; color: HighlightText; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, marked];
    // Readers' own notes keep out of the way.
    document.body.dataset.writing = "";
    follow();
    known.notes.forEach(tools);
    dispatchEvent(new CustomEvent("scholion-known", { detail: known }));
    welcome();
  }).catch(() => { /* The preview is away: there is nothing to write to. */ });
})();
