// The page on which texts are added: files and folders are dropped or chosen, sent one by one, taken in together, and then it is asked
// what ingest made of each until that is known.
(() => {
  "use strict";
  const zone = document.getElementById("zone");
  const { words, most, files: mostFiles, total: mostBytes, megabytes } = JSON.parse(document.getElementById("words").textContent);
  const token = zone.dataset.token;
  zone.removeAttribute("data-token");
  const [results, list, said, progress] = ["results", "list", "status", "progress"].map((id) => document.getElementById(id));
  const say = (key, fields = {}) => words[key].replace(/\{(\w+)\}/g, (all, name) => (name in fields ? fields[name] : all));
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  // What stands between two ` is code.
  const coded = (name, properties, text) =>
    make(name, properties, ...text.split("`").map((part, nth) => (nth % 2 ? make("code", { textContent: part }) : part)));
  const lang = (element, told) => {
    if (told && told.lang && told.lang !== document.documentElement.lang) { element.lang = told.lang; element.dir = "auto"; }
    return element;
  };

  // --- What comes in ---------------------------------------------------------------------------------------------

  // Of what is hidden nothing is sent; what else is passed over by its name the preview says.
  const isHidden = (name) => name.startsWith(".");

  // The files of an entry of a drop, with the folders in which they lie; what is hidden is named, and not looked into, and what
  // cannot be read is named as well, and keeps nothing else back.
  async function entries(entry, found) {
    const path = entry.fullPath.replace(/^\//, "");
    if (isHidden(entry.name)) return found.hidden.push(path);
    try {
      if (entry.isFile) {
        const file = await new Promise((done, failed) => entry.file(done, failed));
        return found.files.push({ name: path, file });
      }
      const reader = entry.createReader();
      for (;;) {
        // A browser gives a hundred at a time.
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (some.length === 0) return null;
        for (const one of some) await entries(one, found);
      }
    } catch { return found.unread.push(path); }
  }

  async function dropped(transfer) {
    const found = { files: [], hidden: [], unread: [] };
    // What was dropped is gone once this task is over, so that all of it is taken hold of first.
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const held = items.map((item) => [item.webkitGetAsEntry && item.webkitGetAsEntry(), item.getAsFile()]);
    for (const [entry, file] of held) {
      if (entry) await entries(entry, found);
      else if (file) found.files.push({ name: file.name, file });
    }
    return found;
  }

  function chosen(input) {
    const found = { files: [], hidden: [], unread: [] };
    for (const file of input.files) {
      const name = file.webkitRelativePath || file.name;
      const at = name.split("/").findIndex(isHidden);
      if (at < 0) found.files.push({ name, file });
      else found.hidden.push(name.split("/").slice(0, at + 1).join("/"));
    }
    found.hidden = [...new Set(found.hidden)];
    input.value = "";
    return found;
  }

  // --- Sending ---------------------------------------------------------------------------------------------------

  const ask = async (what, body) => {
    const answer = await fetch("/_scholion/upload/" + what, {
      method: "POST",
      headers: { "content-type": "application/json", "x-scholion-token": token },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.message || say("state-failed"));
    return said;
  };

  // Why a file could not be sent; null if it was.
  async function send(batch, { name, file }) {
    if (file.size > most) return say("large", { size: megabytes });
    const address = "/_scholion/upload/file?" + new URLSearchParams({ batch, name });
    const headers = { "content-type": "application/octet-stream", "x-scholion-token": token };
    try {
      const answer = await fetch(address, { method: "POST", headers, body: file });
      if (answer.ok) return null;
      const { error, message } = await answer.json();
      if (error === "large") return say("large", { size: megabytes });
      return error === "full" ? say("full") : message || say("state-failed");
    } catch {
      // A browser says no more of a file that it cannot read than of a preview that has gone.
      return say((await file.slice(0, 1).arrayBuffer().then(() => true, () => false)) ? "away" : "unread");
    }
  }

  // As many as go at once, and those that go behind them. Pictures follow the texts that name them; of two of one name the second
  // comes by itself, so that both can be kept.
  function parted(files) {
    const isBeside = ({ file }) => /^(image|audio|video|font)\/|^text\/(css|javascript)/.test(file.type);
    const [now, later, names] = [[], [], new Set()];
    let bytes = 0;
    for (const one of [...files.filter((one) => !isBeside(one)), ...files.filter(isBeside)]) {
      const size = one.file.size > most ? 0 : one.file.size;
      const fits = now.length < mostFiles && bytes + size <= mostBytes && !names.has(one.name);
      (fits ? now : later).push(one);
      if (fits) { bytes += size; names.add(one.name); }
    }
    return [now, later];
  }

  const ready = () => { said.textContent = say(list.querySelector(".failed, .taken, .refused:not(.passed)") ? "not-all" : "ready"); };

  let isBusy = false;
  const waiting = [];
  // The entries of the list by the paths of their sources, of those of which nothing is known yet.
  const asked = new Map();

  async function take(found) {
    if (isBusy) { waiting.push(found); return; }
    results.hidden = false;
    for (const name of found.hidden) show({ name, state: "refused passed", label: say("state-refused"), why: { text: say("why-hidden") } });
    for (const name of found.unread) show({ name, state: "failed", label: say("state-failed"), why: { text: say("unread") } });
    if (found.files.length === 0) {
      if (found.unread.length > 0) ready();
      else said.textContent = say("nothing");
      return;
    }
    isBusy = true;
    progress.hidden = false;
    try {
      const { batch } = await ask("begin", {});
      const [queue, later] = parted(found.files);
      if (later.length > 0) waiting.unshift({ files: later, hidden: [], unread: [] });
      const total = queue.reduce((sum, { file }) => sum + file.size, 0) || 1;
      let next = 0;
      let sent = 0;
      const work = async () => {
        while (next < queue.length) {
          const one = queue[next];
          next += 1;
          said.textContent = say("sending", { done: next, n: queue.length, name: one.name });
          const why = await send(batch, one);
          sent += one.file.size;
          progress.value = sent / total;
          if (why) show({ name: one.name, state: "failed", label: say("state-failed"), why: { text: why } }, batch);
        }
      };
      await Promise.all([work(), work(), work()]);
      said.textContent = say("reading");
      progress.removeAttribute("value");
      await finish(batch, []);
    } catch (error) { said.textContent = error instanceof TypeError ? say("away") : error.message; }
    isBusy = false;
    progress.hidden = true;
    const more = waiting.shift();
    if (more) take(more);
    else if (asked.size === 0 && said.textContent === say("reading")) ready();
  }

  async function finish(batch, keep) {
    const { files } = await ask("finish", { batch, keep });
    for (const one of files) {
      // Of what was asked again, the rest is as it was.
      if (keep.length > 0 && !keep.includes(one.name)) continue;
      show(one, batch);
    }
    follow();
  }

  // --- What became of them ---------------------------------------------------------------------------------------

  const shown = new Map();

  function show(one, batch) {
    // A file of the same name may be dropped again.
    const key = one.key || (batch || "") + "/" + one.name;
    one.key = key;
    const item = make("li", { className: one.state });
    item.append(make("bdi", { className: "name", textContent: one.name }), " ", make("span", { className: "state", textContent: one.label }));
    if (one.renamed) item.append(" ", make("span", { className: "small", textContent: one.renamed }));
    if (one.why) item.append(lang(coded("p", { className: "why" }, one.why.text), one.why));
    if (one.hint) item.append(lang(coded("p", { className: "hint" }, one.hint.text), one.hint));
    if (one.keep) {
      const button = make("button", { type: "button", textContent: one.keep });
      button.addEventListener("click", async () => {
        button.disabled = true;
        try { await finish(batch, [one.name]); } catch (error) { said.textContent = error.message; button.disabled = false; }
      });
      item.append(make("p", {}, button));
    }
    // That no text is there holds no longer.
    if (one.documents) document.querySelector(".intro").hidden = true;
    for (const made of one.documents || []) item.append(documentOf(made));
    const old = shown.get(key);
    if (old) old.replaceWith(item);
    else list.append(item);
    shown.set(key, item);
    if (one.path && one.state === "wait") asked.set(one.path, one);
    return item;
  }

  function documentOf(made) {
    const counts = make("span", { className: "small", textContent: made.counts.join(" · ") });
    const head = make("p", {}, make("a", { href: made.href, textContent: made.title, dir: "auto" }), " ", counts);
    if (made.report) head.append(" ", make("a", { className: "small", href: made.report, textContent: say("report") }));
    const items = (made.items || []).map((item) => {
      const place = make("a", { className: "place", href: item.beside || item.edit, textContent: item.line });
      // A few letters stand everywhere, and show no place.
      const words = item.words.length > 3 ? "?" + new URLSearchParams({ words: item.words }) : "";
      const edit = make("a", { className: "edit", href: item.edit + words, textContent: say("edit") });
      edit.setAttribute("aria-label", say("edit") + ": " + item.line);
      const line = make("li", {}, place, " ", make("span", { className: "rule", textContent: item.rule }), " ");
      if (item.words) line.append(make("q", { textContent: item.words, dir: "auto" }), " ");
      if (item.remark) line.append(lang(coded("span", { className: "small" }, item.remark.text), item.remark), " ");
      line.append(edit);
      return line;
    });
    if (made.more) items.push(make("li", {}, make("a", { href: made.report, textContent: made.more })));
    return make("div", { className: "document" }, head, items.length > 0 ? make("ul", {}, ...items) : null);
  }

  let isFollowing = false;

  // Asks until it is known of all, less and less often.
  async function follow() {
    if (isFollowing) return;
    isFollowing = true;
    for (let pause = 400; asked.size > 0; pause = Math.min(pause * 1.2, 5000)) {
      said.textContent = say("reading");
      await new Promise((done) => setTimeout(done, pause));
      try {
        const { files } = await ask("state", { paths: [...asked.keys()] });
        for (const now of files) {
          const before = asked.get(now.path);
          if (!before || now.state === "wait") continue;
          asked.delete(now.path);
          show({ ...before, ...now });
        }
      } catch (error) {
        if (!(error instanceof TypeError)) { said.textContent = error.message; break; }
        said.textContent = say("away");
      }
    }
    isFollowing = false;
    if (asked.size === 0 && !isBusy) ready();
  }

  // --- The hand --------------------------------------------------------------------------------------------------

  let depth = 0;
  const over = (by) => { depth = Math.max(0, depth + by); zone.classList.toggle("over", depth > 0); };
  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  // A file that is dropped beside the field would take the place of the page.
  addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener("dragenter", (event) => { if (hasFiles(event)) over(1); });
  addEventListener("dragleave", (event) => { if (hasFiles(event)) over(-1); });
  addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(-depth);
    take(await dropped(event.dataTransfer));
  });
  for (const button of zone.querySelectorAll("button[data-for]")) {
    const input = document.getElementById(button.dataset.for);
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => take(chosen(input)));
  }
  addEventListener("beforeunload", (event) => { if (isBusy) event.preventDefault(); });
  zone.classList.add("ready");
})();
