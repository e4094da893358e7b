// What is found for the words in a field while they are written: a list below it (the pattern "combobox with a listbox" of the ARIA Authoring
// Practices). Nothing in it is chosen before a reader goes to it: Enter leads to all results, as it does without this.
//
// scholion.suggest(input, { root, home, say })
scholion.suggest = (input, page) => {
  "use strict";
  const { root, home, say } = page;
  // How many texts are shown, how many works and names; how long it waits for more letters; how many places of a phrase it loads.
  const TEXTS = 5, NAMES = 3, PAUSE = 120, PLACES = 20000, GAP = 8;
  const form = input.form, make = (name, properties, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };
  const set = (element, attributes) => { for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value); return element; };
  const count = number => number.toLocaleString(document.documentElement.lang);
  const list = set(make("ul", { id: "_found", className: "found", hidden: true }), { role: "listbox", "aria-label": say("results") });
  const status = set(make("p", { className: "said" }), { role: "status" });
  form.append(list, status);
  set(input, { role: "combobox", "aria-expanded": "false", "aria-controls": "_found", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });

  let turn = 0, waits, opened, at = -1;
  const open = () => opened ??= scholion.openIndex(root).catch(error => { opened = undefined; throw error; });
  const options = () => [...list.children];

  function close() {
    turn++;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(nth) {
    at = nth;
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options()[at].id);
    options()[at].scrollIntoView({ block: "nearest" });
  }

  function show(found, all) {
    const option = ({ href, kind, title, grave = [], about, line }, nth) => {
      const item = set(make("li", { id: `_found-${nth}` }), { role: "option", "aria-selected": "false", "data-href": href });
      item.append(make("span", { className: "kind" }, say(kind)), " ", title, ...grave);
      if (about) item.append(" ", make("span", { className: "about" }, about));
      if (line) item.append(" ", line);
      return item;
    };
    const rest = { href: all, kind: "", title: make("span", { className: "title" }, say("all")) };
    const items = [...found, rest].map(option);
    items.at(-1).className = "all";
    list.replaceChildren(...items);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(-1);
    // Not over the edge of the window, wherever the field stands.
    list.style.translate = "";
    const { left, right } = list.getBoundingClientRect(), width = document.documentElement.clientWidth;
    if (right > width - GAP) list.style.translate = `${width - GAP - right}px`;
    else if (left < GAP) list.style.translate = `${GAP - left}px`;
  }

  async function ask() {
    const mine = ++turn, words = input.value.trim();
    if (!words) return close();
    const index = await open(), tokenizer = await scholion.tokenizer(root, words), parts = tokenizer.query(words);
    // A word at the end that is still being typed.
    if (/[^\s"“”„«»「」『』]$/u.test(input.value)) for (const word of parts.at(-1)?.words.slice(-1) ?? []) word.isTyped = true;
    const formsOf = word => tokenizer.query(word).flatMap(part => part.words).flatMap(word => word.forms);
    const finder = scholion.find(index, formsOf, { exact: false, places: PLACES }), found = await finder.all(parts);
    const run = { parts, text: scholion.asWritten(parts), leaves: finder.leaves }, shower = scholion.hits(index, tokenizer, { root, home, say, count, make });
    // Names that are found by all the words are what a reader means more often than not, if they are few.
    const texts = found.hits.slice(0, TEXTS).map(hit => shower.brief(hit, run)), names = found.names.slice(0, NAMES).map(number => shower.briefName(number, run));
    const all = await Promise.all([...texts, ...names]);
    if (mine !== turn) return;
    show(all, `${form.getAttribute("action")}?q=${encodeURIComponent(words)}`);
    status.textContent = all.length ? `${say("found")} ${count(found.hits.length)}. ${say("found-names")} ${count(found.names.length)}.` : say("nothing");
  }

  // What could not be loaded is not shown: the field leads to the search page all the same.
  const later = () => { clearTimeout(waits); waits = setTimeout(() => ask().catch(close), PAUSE); };
  const go = (option, isAside) => { if (isAside) window.open(option.dataset.href); else location.assign(option.dataset.href); };

  input.addEventListener("input", later);
  input.addEventListener("keydown", event => {
    if (event.isComposing) return;
    const isOpen = !list.hidden, last = list.children.length - 1;
    if (event.key === "Escape" && isOpen) {
      // The words stay; a second time the browser takes them away.
      event.preventDefault();
      return close();
    }
    if (event.key === "Enter" && isOpen && at >= 0) {
      event.preventDefault();
      return go(options()[at], event.ctrlKey || event.metaKey);
    }
    const to = { ArrowDown: at < last ? at + 1 : -1, ArrowUp: at < 0 ? last : at - 1 }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    if (isOpen) choose(to); else later();
  });
  // A click in the list leaves the focus where it is.
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const option = event.target.closest("[role=option]");
    if (option) go(option, event.ctrlKey || event.metaKey);
  });
  form.addEventListener("focusout", event => { if (!form.contains(event.relatedTarget)) { clearTimeout(waits); close(); } });
  form.addEventListener("submit", () => clearTimeout(waits));
  addEventListener("pageshow", event => { if (event.persisted) close(); });
  open().catch(() => {});
  if (input.value && document.activeElement === input) later();
};
