// The editor of a text: the file as it is on one side, its page on the other.
//
// 1. The text is asked for, and what is wrong with it is shown as one types; nothing is written before it is saved.
// 2. It is saved only over what was read; else both texts are shown, and nothing is lost.
// 3. What buttons and fields change in it goes in as if it were typed, so that the browser can undo it.
import { fields } from "/_scholion/text-fields.js";
import { completion } from "/_scholion/text-names.js";
import { differences } from "/_scholion/text-rows.js";
import { view } from "/_scholion/text-view.js";

const script = document.getElementById("editor-script");
const page = script.dataset.page;
let token = script.dataset.token;
// It stands nowhere on the page from now on.
script.removeAttribute("data-token");

let words = {};
const say = (key, values = {}) => (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const make = (name, properties = {}, ...children) => {
  const { data = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(name), rest);
  for (const [key, value] of Object.entries(data)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/** Asks the preview; what comes back has `isDone`, or an `error` by name. */
async function ask(what, wish = {}, isAgain = false) {
  let answer;
  try {
    answer = await fetch("/_scholion/text/" + what, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Scholion-Token": token },
      body: JSON.stringify({ page, ...wish }),
    });
    if (answer.status === 403 && !isAgain) {
      // A server that was started anew gives its pages another token.
      const now = /data-token="([0-9a-f]+)"/.exec(await (await fetch(location.pathname, { cache: "no-store" })).text());
      if (now && now[1] !== token) {
        token = now[1];
        return ask(what, wish, true);
      }
    }
    // A server that was just started does not know the archive yet.
    if (answer.status === 503) {
      await new Promise((done) => setTimeout(done, 1000));
      return ask(what, wish, isAgain);
    }
    return { isDone: answer.ok, ...(await answer.json()) };
  } catch { return { isDone: false, error: "away" }; }
}

const KEY = "scholion:text:" + page;
const remember = (value) => {
  try {
    if (value === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch { /* Without storage, or in a full one, nothing is remembered. */ }
};
const remembered = () => {
  try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; }
};

// --- The page ----------------------------------------------------------------------------------------------------

const area = make("textarea", { id: "text", spellcheck: true, autocomplete: "off", data: { "aria-describedby": "state" } });
const state = make("p", { id: "state", className: "state", data: { role: "status" } });
const alert = make("div", { className: "problem", hidden: true, data: { role: "alert" } });
const notice = make("p", { className: "notice", hidden: true, data: { role: "status" } });
const count = make("h2", { className: "count", data: { role: "status" } });
const list = make("ol", { className: "list" });
const saving = make("button", { type: "button", className: "save" });
const frame = make("iframe", { id: "page" });

/** What is on the disk, as the field holds it, and its version. */
let disk = { text: "", version: "" };
let shown = null;
let form = null;

const isDirty = () => area.value !== disk.text;

/** Exchanges what differs, as if it were typed: the browser can undo it. */
function exchange(text) {
  const old = area.value;
  if (old === text) return;
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < text.length - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  const focus = document.activeElement;
  const { scrollTop } = area;
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, old.length - end);
  const put = text.slice(start, text.length - end);
  const isTyped = put ? document.execCommand("insertText", false, put) : document.execCommand("delete");
  if (!isTyped || area.value !== text) {
    area.value = text;
    area.dispatchEvent(new Event("input"));
  }
  area.scrollTop = scrollTop;
  if (focus && focus !== area && focus.isConnected) focus.focus({ preventScroll: true });
}

function tell() {
  const dirty = isDirty();
  saving.disabled = !dirty;
  state.textContent = dirty ? say("text-unsaved") : say("text-clean");
  state.classList.toggle("dirty", dirty);
}

function problem(answer) {
  const key = "error-" + answer.error;
  alert.replaceChildren(make("p", { textContent: words[key] ? say(key, answer) : say("error-away") }));
  alert.hidden = false;
}

function note(text, label, act) {
  notice.replaceChildren(text);
  if (label) {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => { notice.hidden = true; act(); });
    notice.append(" ", button);
  }
  notice.hidden = false;
}

// --- What is wrong -----------------------------------------------------------------------------------------------

let waiting = 0;
let asked = 0;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(check, Math.min(1500, 250 + area.value.length / 1000));
}

async function check() {
  const mine = ++asked;
  const text = area.value;
  const answer = await ask("check", { text });
  // What was typed meanwhile is asked for again.
  if (mine !== asked || text !== area.value) return;
  if (!answer.isDone) return problem(answer);
  alert.hidden = true;
  const { findings, more, blocks } = answer;
  shown.draw(findings, blocks);
  form.fill(answer.fields, findings);
  count.textContent = findings.length ? say("text-findings", { n: findings.length + more }) : say("text-no-findings");
  list.replaceChildren(...findings.map((one) => {
    const place = one.line ? say("text-place", one) : say("text-whole");
    const button = make("button", { type: "button", className: one.severity },
      make("span", { className: "place", textContent: place }), make("span", { textContent: one.message.text, lang: one.message.lang }));
    button.addEventListener("click", () => shown.goto(one.start, one.end));
    const item = make("li", {}, button);
    if (one.hint) item.append(make("p", { className: "hint", textContent: one.hint.text, lang: one.hint.lang }));
    return item;
  }));
  if (more) list.append(make("li", { textContent: say("text-more", { n: more }) }));
}

// --- To the disk -------------------------------------------------------------------------------------------------

let isSaving = false;
async function save(version = disk.version) {
  // One conflict at a time: it is decided before anything is saved again.
  if (isSaving || !isDirty() || document.querySelector("dialog[open]")) return;
  isSaving = true;
  const text = area.value;
  const answer = await ask("save", { text, version });
  isSaving = false;
  if (answer.error === "text-conflict") return conflict(answer);
  if (!answer.isDone) return problem(answer);
  alert.hidden = true;
  notice.hidden = true;
  disk = { text, version: answer.version };
  keep();
  tell();
  if (!isDirty()) state.textContent = say("text-saved", answer);
}

/** What is typed outlives a reload. */
function keep() {
  remember(isDirty() ? { text: area.value, version: disk.version, at: disk.text.length } : null);
}

function conflict({ version, theirs, rows, path }) {
  const button = (label, act) => {
    const one = make("button", { type: "button", textContent: label });
    one.addEventListener("click", () => { dialog.close(); dialog.remove(); act(); });
    return one;
  };
  const goOn = button(say("text-go-on"), () => area.focus());
  const dialog = make("dialog", { className: "conflict", data: { "aria-labelledby": "conflict" } },
    make("h2", { id: "conflict", textContent: say("text-conflict") }), make("p", { textContent: say("text-conflict-hint", { path }) }), differences(rows, { say, make }),
    make("div", { className: "buttons" },
      button(say("text-mine"), () => save(version)),
      button(say("text-theirs"), () => { disk = { text: theirs, version }; exchange(theirs); keep(); tell(); area.focus(); }),
      goOn));
  // Escape goes on editing, too.
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  goOn.focus();
}

/** The file may have been changed by another hand: when its page was built anew it is looked at. */
async function look() {
  const now = await ask("open");
  if (!now.isDone || now.version === disk.version || isSaving) return;
  if (isDirty()) return note(say("text-changed"));
  disk = { text: now.text, version: now.version };
  exchange(now.text);
  tell();
}

// --- The beginning -----------------------------------------------------------------------------------------------

async function begin() {
  const known = await ask("open");
  words = known.words || words;
  if (!known.isDone) {
    document.body.append(alert);
    return problem(known);
  }
  disk = { text: known.text, version: known.version };
  const title = make("h1", {}, make("span", { textContent: say("text-edit") + ": " }), make("code", { textContent: known.path }));
  saving.textContent = say("text-save");
  saving.title = "Ctrl+S";
  saving.setAttribute("aria-keyshortcuts", "Control+S");
  const sides = [["text", say("text-source")], ["page", say("text-page")]].map(([side, label]) => {
    const one = make("button", { type: "button", textContent: label, data: { "aria-pressed": String(side === "text"), "data-side": side } });
    one.addEventListener("click", () => {
      document.body.dataset.side = side;
      for (const other of sides) other.setAttribute("aria-pressed", String(other === one));
    });
    return one;
  });
  document.body.dataset.side = "text";
  const back = make("a", { className: "back", href: known.address, textContent: say("text-back") });
  const bar = make("header", { className: "bar" }, back, title, state, make("div", { className: "sides", data: { role: "group", "aria-label": say("text-sides") } }, ...sides), saving);
  frame.title = say("text-page");
  form = fields(known.fields, { area, exchange, ask, say, make, problem });
  shown = view(area, frame, { make, say });
  const source = make("section", { className: "source", data: { "aria-label": say("text-source") } },
    make("label", { htmlFor: "text", className: "hidden", textContent: say("text-label", known) }), shown.element,
    make("section", { className: "findings", data: { "aria-label": say("text-wrong") } }, count, list));
  document.body.append(bar, alert, notice, form.element, make("main", { className: "panes" }, source, frame));
  document.documentElement.classList.add("ready");
  completion(area, shown, { ask, say, make });

  area.value = known.text;
  area.setSelectionRange(0, 0);
  const draft = remembered();
  if (draft && draft.text !== known.text) {
    disk.version = draft.version;
    area.value = draft.text;
    area.setSelectionRange(0, 0);
    note(say("draft-back"), say("draft-drop"), () => { disk.version = known.version; exchange(disk.text); keep(); tell(); });
  }
  area.addEventListener("input", () => { keep(); tell(); shown.typed(); later(); });
  saving.addEventListener("click", () => save());
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });
  addEventListener("beforeunload", (event) => { if (isDirty()) event.preventDefault(); });
  frame.addEventListener("load", () => { look(); shown.framed(); });
  frame.src = known.address;
  tell();
  await check();
  aim(new URLSearchParams(location.search));
  document.body.dataset.known = "";
}

/** Goes to the line or the words that the address names. */
function aim(asked) {
  const line = Number(asked.get("line"));
  const sought = (asked.get("words") || "").trim();
  const text = area.value;
  if (line > 0) {
    let start = 0;
    for (let nth = 1; nth < line && start >= 0; nth += 1) start = text.indexOf("\n", start) + 1 || -1;
    if (start >= 0) shown.goto(start, (text + "\n").indexOf("\n", start));
  } else if (sought) {
    // Signs of Markdown may stand before any sign.
    const pattern = [...sought].map((c) => (/\s/.test(c) ? "\\s+" : "\\\\?" + c.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"))).join("");
    const found = new RegExp(pattern, "u").exec(text);
    if (found) shown.goto(found.index, found.index + found[0].length);
  }
}

begin();
