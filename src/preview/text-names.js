// Names while one types: behind [[ those of people, bodies, places and texts, behind [@ the works. A list below the words, which arrow
// keys choose from; Enter or Tab takes, Escape closes.

/** `shown.rect` tells where a place of the text is in the window; `root` is where the list may stand. */
export function completion(area, shown, { ask, say, make, root = document.body }) {
  const list = make("ul", { className: "names", id: "names", hidden: true, data: { role: "listbox", "aria-label": say("text-names-label") } });
  const status = make("p", { className: "hidden", data: { role: "status" } });
  root.append(list, status);
  area.setAttribute("aria-autocomplete", "list");
  let found = [];
  let chosen = 0;
  let asked = 0;
  /** What is being typed: its kind and where it begins. */
  let open = null;

  function sought() {
    if (area.selectionStart !== area.selectionEnd) return null;
    const at = area.selectionStart;
    const before = area.value.slice(Math.max(0, at - 200), at);
    const link = /\[\[([^[\]\n|#]{0,80})$/.exec(before);
    if (link) return { kind: "link", q: link[1], start: at - link[1].length };
    const work = /\[[^[\]\n]*@([\p{L}\p{N}_:.+/-]{0,80})$/u.exec(before);
    return work ? { kind: "work", q: work[1], start: at - work[1].length } : null;
  }

  async function follow() {
    const now = sought();
    if (!now) return close();
    const mine = ++asked;
    const answer = await ask("names", { kind: now.kind, q: now.q });
    // Answers may come in another order than they were asked for.
    if (mine !== asked) return;
    found = answer.names || [];
    if (!found.length) return close();
    open = now;
    chosen = 0;
    show();
    status.textContent = say("text-names", { n: found.length });
  }

  function show() {
    list.replaceChildren(...found.map((one, nth) => {
      const item = make("li", { id: "name-" + nth, data: { role: "option", "aria-selected": String(nth === chosen) } }, make("span", { textContent: one.name }), " ", make("small", { textContent: one.note }));
      // The field keeps the focus.
      item.addEventListener("mousedown", (event) => { event.preventDefault(); chosen = nth; take(); });
      return item;
    }));
    list.hidden = false;
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-activedescendant", "name-" + chosen);
    position();
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }

  /** Beside the words, wherever they are scrolled to. */
  function position() {
    const place = shown.rect(open.start);
    const box = area.getBoundingClientRect();
    if (place.bottom < box.top || place.top > box.bottom) return close();
    const width = Math.min(360, innerWidth - 16);
    list.style.setProperty("--left", Math.max(8, Math.min(place.left, innerWidth - width - 8)) + "px");
    const below = place.bottom + 4 + list.offsetHeight < innerHeight;
    list.style.setProperty("--top", (below ? place.bottom + 4 : Math.max(8, place.top - list.offsetHeight - 4)) + "px");
  }

  function close() {
    asked += 1;
    open = null;
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
  }

  function take() {
    const { kind, start } = open;
    const behind = area.value.slice(area.selectionEnd);
    const closing = kind === "link" ? (behind.startsWith("]]") ? "" : "]]") : "";
    const put = found[chosen].insert + closing;
    area.setSelectionRange(start, area.selectionEnd);
    if (!document.execCommand("insertText", false, put)) {
      area.setRangeText(put, start, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
    }
    if (kind === "link" && !closing) area.setSelectionRange(area.selectionEnd + 2, area.selectionEnd + 2);
    close();
  }

  area.addEventListener("input", follow);
  area.addEventListener("blur", close);
  area.addEventListener("click", close);
  area.addEventListener("scroll", () => { if (open) position(); }, { passive: true });
  area.addEventListener("keydown", (event) => {
    if (!open || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      chosen = (chosen + step + found.length) % found.length;
      show();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      take();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close();
  });
}
