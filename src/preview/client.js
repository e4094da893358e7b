// What a page of the preview does beyond what it does on any host: it follows the builds.
//
// 1. It reloads if, and only if, it shows something that changed, and stays at the same paragraph.
// 2. A style sheet that changed is exchanged without a reload.
// 3. What is wrong with the page's own files is told by a badge, and shown over the page if its file could not be read; it goes
//    when it is mended. What is wrong elsewhere is a small line, behind which it can be read.
// 4. A page that came of a source links to what ingest found in it, and one that shows a text to its editor.
// 5. In a frame of that editor the page is a page and nothing else.
(() => {
  "use strict";
  const script = document.currentScript;
  const page = script.dataset.page;
  const is = script.dataset.is;
  const isFramed = top !== self;
  const address = (path) => "/" + path.split("/").map(encodeURIComponent).join("/");
  const encoded = page.split("/").map(encodeURIComponent).join("/");

  // --- Where the reader is ---------------------------------------------------------------------------------------

  const KEY = "scholion:place";

  // The named elements near the top of the window, nearest first. Paragraphs have names that edits elsewhere leave as
  // they are; should one be edited itself, the next one serves.
  function landmarks() {
    const all = [...document.querySelectorAll("main [id], article [id], [id]")];
    const near = all
      .map((element) => ({ id: element.id, top: element.getBoundingClientRect().top, height: element.getClientRects().length }))
      .filter((one) => one.height > 0 && one.top > -2000 && one.top < innerHeight + 500);
    near.sort((a, b) => Math.abs(a.top) - Math.abs(b.top));
    return near.slice(0, 20).map(({ id, top }) => ({ id, top }));
  }

  // A place that this page does not have: a file seen half written gives a short page, which soon is long again.
  let unmet = null;

  function reload() {
    // Who is in the midst of something may ask for patience, and calls again when it is done.
    if (!dispatchEvent(new CustomEvent("scholion-reload", { cancelable: true }))) return;
    const focus = document.activeElement && document.activeElement.id;
    try {
      const place = unmet || { page, x: scrollX, y: scrollY, marks: scrollY > 0 ? landmarks() : [], focus };
      sessionStorage.setItem(KEY, JSON.stringify(place));
      history.scrollRestoration = "manual";
    } catch { /* Without storage the browser's own memory of the place must do. */ }
    location.reload();
  }

  function restore() {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
    } catch { /* As above. */ }
    if (!place || place.page !== page) return;
    const go = () => {
      const mark = place.marks.find(({ id }) => document.getElementById(id));
      const y = mark ? document.getElementById(mark.id).getBoundingClientRect().top + scrollY - mark.top : place.y;
      scrollTo({ left: place.x, top: y, behavior: "instant" });
      unmet = Math.abs(scrollY - y) > 2 || (place.marks.length > 0 && !mark) ? place : null;
    };
    go();
    // Images and fonts may have moved the text by the time all is loaded, and the browser may have gone to the fragment
    // in the address; a reader who did something meanwhile is left alone. Only then may the browser have its own memory
    // of the place back, or it would scroll there now.
    let isTouched = false;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown", "scholion-moved"]) {
      addEventListener(kind, () => { isTouched = true; unmet = null; }, { once: true, passive: true });
    }
    const settle = () => {
      // When the browser goes to the fragment is its own affair: within some frames of the end of loading, which on a busy
      // machine take their time.
      const end = performance.now() + 500;
      let frames = 0;
      const hold = () => {
        frames += 1;
        if (!isTouched) go();
        if (!isTouched && (performance.now() < end || frames < 10)) requestAnimationFrame(hold);
        else history.scrollRestoration = "auto";
      };
      hold();
    };
    if (document.readyState === "complete") settle();
    else addEventListener("load", settle, { once: true });
    const focus = place.focus && document.getElementById(place.focus);
    if (focus) focus.focus({ preventScroll: true });
  }

  // --- What changed ----------------------------------------------------------------------------------------------

  function exchange(sheets) {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    sheets.forEach((href, n) => {
      const old = links[n];
      if (!old || old.getAttribute("href") === href) return;
      const link = old.cloneNode();
      link.setAttribute("href", href);
      // The old sheet goes once the new one is there, so that the page is never bare.
      link.addEventListener("load", () => old.remove(), { once: true });
      link.addEventListener("error", () => old.remove(), { once: true });
      old.after(link);
    });
  }

  let asking = false;
  let again = false;
  // Compares this page with the one on disk.
  async function check() {
    if (asking) { again = true; return; }
    asking = true;
    try {
      do {
        again = false;
        const answer = await fetch("/_scholion/page?path=" + encoded, { cache: "no-store" });
        const now = await answer.json();
        if (now.is !== is) return reload();
        if (is) exchange(now.sheets);
      } while (again);
    } catch { /* The server is away; the connection that comes back asks again. */ } finally { asking = false; }
  }

  function changed({ paths, more }) {
    const shown = (path) => [...document.querySelectorAll("[src]")].some((element) => {
      try { return new URL(element.src, location.href).pathname === address(path); } catch { return false; }
    });
    if (paths.some((path) => !path.endsWith(".html") && shown(path))) return reload();
    if (more || paths.includes(page) || paths.some((path) => path.endsWith(".css"))) check();
  }

  // --- What is wrong ---------------------------------------------------------------------------------------------

  const host = document.createElement("scholion-preview");
  const root = host.attachShadow({ mode: "open" });
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  let before = null;

  function close(panel, id) {
    try { sessionStorage.setItem("scholion:closed", id); } catch { /* Then it comes back with the next page. */ }
    panel.remove();
    const badge = root.querySelector(".badge");
    if (badge) badge.hidden = false;
    if (before && before.isConnected) before.focus({ preventScroll: true });
    else if (badge) badge.focus({ preventScroll: true });
    before = null;
  }

  function show(kind, title, words, findings, count, id, takeFocus, others) {
    const old = root.querySelector("section");
    if (old) old.remove();
    const entries = (list) => list.map((one) => {
      const item = make("li", {}, make("p", { className: "message", textContent: one.message.text, lang: one.message.lang }), make("p", { className: "place", textContent: one.place }));
      if (one.line) {
        const [left, place, right] = one.line;
        item.append(make("pre", {}, left, make("mark", { textContent: place }), right));
      }
      if (one.hint) item.append(make("p", { className: "hint", textContent: one.hint.text, lang: one.hint.lang }));
      return item;
    });
    const items = entries(findings);
    if (count > findings.length) items.push(make("li", { textContent: "… " + (count - findings.length) }));
    const heading = make("h2", { id: "title", textContent: title });
    const button = make("button", { type: "button", textContent: words.close });
    const panel = make("section", { className: kind, tabIndex: -1, lang: words.lang }, heading, button, make("ol", {}, ...items));
    if (others && others.list.length) {
      const list = make("ol", { hidden: true }, ...entries(others.list));
      const more = make("button", { type: "button", className: "more", textContent: others.label });
      more.setAttribute("aria-expanded", "false");
      more.addEventListener("click", () => { list.hidden = !list.hidden; more.setAttribute("aria-expanded", String(!list.hidden)); });
      panel.append(more, list);
    }
    panel.setAttribute("role", kind === "errors" ? "alertdialog" : "dialog");
    panel.setAttribute("aria-labelledby", "title");
    button.addEventListener("click", () => close(panel, id));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.stopPropagation(); close(panel, id); }
    });
    root.append(panel);
    if (takeFocus) {
      before = document.activeElement;
      panel.focus({ preventScroll: true });
    }
  }

  // What is to be said of a page whose own file could not be read: what one sees depends on what was there before.
  function state(own, words) {
    if (own.held && is) return words.held;
    return is ? words.poor : words.none;
  }

  function findings(now) {
    root.querySelectorAll("section, .badge, .add").forEach((old) => old.remove());
    // Where texts are listed, more can be added.
    const add = now.words && now.words.add;
    if (add && !isFramed && /(^|\/)index\.html$/.test(page)) root.append(make("a", { className: "add", href: "/_scholion/welcome", textContent: add, lang: now.words.lang }));
    const all = now.error_count + now.warning_count;
    if (all === 0 || isFramed) return;
    const words = now.words;
    const here = (now.here && (now.here[page] || now.here[""])) || { count: 0, findings: [], elsewhere: words.count };
    const known = new Set(here.findings.map((one) => JSON.stringify(one)));
    const others = { label: here.elsewhere, list: [...now.errors, ...now.warnings].filter((one) => !known.has(JSON.stringify(one))) };
    // What is wrong with other pages is a small line.
    const isHere = here.count > 0;
    const kind = isHere ? here.kind : "others";
    const label = isHere ? here.label : here.elsewhere;
    const badge = make("button", { type: "button", className: "badge " + kind, textContent: label, lang: words.lang });
    badge.addEventListener("click", () => {
      badge.hidden = true;
      if (isHere) show(kind, label, words, here.findings, here.count, now.id, true, others);
      else show("warnings", label, words, others.list, all, now.id, true);
    });
    root.append(badge);
    const own = now.own[page];
    let closed = null;
    try { closed = sessionStorage.getItem("scholion:closed"); } catch { /* Nothing was closed then. */ }
    if (own && closed !== own.id) {
      badge.hidden = true;
      show("errors", state(own, words), words, own.errors, own.errors.length, own.id, true, others);
    }
  }

  // --- What ingest found -----------------------------------------------------------------------------------------

  // A link to the report on the source of this page's document, if it came of one.
  async function reported() {
    if (isFramed) return;
    try {
      const answer = await fetch("/_scholion/reported?page=" + encodeURIComponent(page), { cache: "no-store" });
      // A server that was just started does not know the archive yet.
      if (answer.status === 503) setTimeout(reported, 1000);
      if (!answer.ok) return;
      const found = await answer.json();
      root.querySelectorAll(".report, .edit").forEach((old) => old.remove());
      if (found.edit) root.append(make("a", { className: "edit", href: found.edit.href, textContent: found.edit.label, lang: found.edit.lang }));
      if (!found.href) return;
      const link = make("a", { className: "report" + (found.open ? " open" : ""), href: found.href, textContent: found.label });
      link.lang = found.lang;
      root.append(link);
    } catch { /* The server is away: there is nothing to link to. */ }
  }

  // --- Listening -------------------------------------------------------------------------------------------------

  restore();
  root.append(make("link", { rel: "stylesheet", href: "/_scholion/client.css" }));
  host.classList.toggle("framed", isFramed);
  document.body.append(host);
  const hear = (name, data) => {
    // Whatever happened while nobody listened is seen by comparing.
    if (name === "open") { check(); reported(); }
    else if (name === "changed") changed(JSON.parse(data));
    else if (name === "findings") findings(JSON.parse(data));
  };
  addEventListener("scholion-check", check);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  // A browser without shared workers has a connection for each tab that is looked at, and for no other.
  function listen() {
    let events = null;
    const open = () => {
      events = new EventSource("/_scholion/events");
      events.addEventListener("open", () => hear("open"));
      for (const name of ["changed", "findings"]) events.addEventListener(name, (event) => hear(name, event.data));
    };
    const follow = () => {
      if (document.visibilityState === "visible") { if (!events) open(); } else if (events) { events.close(); events = null; }
    };
    addEventListener("visibilitychange", follow);
    addEventListener("pagehide", () => { if (events) events.close(); });
    follow();
  }
  try {
    const { port } = new SharedWorker("/_scholion/events.js", { name: "scholion" });
    port.addEventListener("message", ({ data: { name, data } }) => hear(name, data));
    port.start();
    addEventListener("pagehide", () => port.postMessage("bye"));
  } catch { listen(); }
})();
