// The search page: what its form says is looked for and listed. What is found says search-find.js, how it is shown search-hits.js, what it
// is divided by search-facets.js. docs/SEARCH.md tells of it all.
(() => {
  "use strict";
  const form = document.getElementById("search");
  if (!form) return;
  const { root, home = root } = form.dataset, input = form.elements.q;
  const part = id => document.getElementById(`search-${id}`);
  const labels = new Map([...part("labels").content.children].map(label => [label.dataset.key, label.textContent]));
  const label = key => labels.get(key), say = key => label(key) ?? key.replace(/^[a-z-]+:/, "");
  const count = number => number.toLocaleString(document.documentElement.lang);
  // How many hits and names are listed at a time, how many hits are ready before the list is seen, and how many parts of texts are read at a
  // time to find a phrase that was left open.
  const PAGE = 10, NAMES = 5, FIRST = 8, READ = 10, PAUSE = 120;

  function make(name, properties, ...inside) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  }

  let state = new URLSearchParams(location.search), turn = 0, seen = null, opened, facets;
  const open = () => opened ??= scholion.openIndex(root).catch(error => { opened = undefined; throw error; });

  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) { watcher.unobserve(entry.target); entry.target.show?.(); }
  }, { rootMargin: "200px" });

  function more(list, items, count, shower, run) {
    for (const what of items.slice(list.children.length, list.children.length + count)) {
      const item = make("li", {}, "…");
      item.setAttribute("aria-busy", "true");
      item.show = () => shower(item, what, run).then(() => item.removeAttribute("aria-busy"), () => item.replaceChildren(say("failed")));
      list.append(item);
      watcher.observe(item);
    }
    return list.children.length < items.length;
  }

  // ---- From the form to the list

  async function search() {
    const mine = ++turn, asked = (state.get("q") ?? "").trim(), isExact = state.has("exact");
    const isOld = () => mine !== turn;
    document.title = [asked, part("title").textContent, document.body.dataset.site ?? ""].filter(Boolean).join(" · ");
    const slow = setTimeout(() => { if (!isOld()) part("status").textContent = say("searching"); }, 300);
    try {
      // Without words all texts are there to be filtered; nothing is listed before a filter is chosen.
      const names = [...form.querySelectorAll(".facets details")].map(box => box.id.slice(7));
      const isAsked = Boolean(asked) || names.some(facet => state.has(facet));
      if (!isAsked) {
        for (const one of ["results", "tips", "also"]) part(one).hidden = true;
        part("status").textContent = "";
        // What a query will need first is loaded before there is one.
        if (!form.querySelector(".facets details[open]:not([hidden])")) { seen = null; return void open().catch(() => {}); }
      }
      const index = await open(), tokenizer = await scholion.tokenizer(root, asked);
      facets ??= scholion.facets(index, form, { say, label, count, make });
      const key = JSON.stringify([asked, isExact]);
      if (isOld()) return;
      if (seen?.key !== key) {
        const parts = tokenizer.query(asked);
        // A word at the end that is still being typed.
        if (/[^\s"“”„«»「」『』]$/u.test(state.get("q") ?? "")) for (const word of parts.at(-1)?.words.slice(-1) ?? []) word.isTyped = true;
        const formsOf = word => tokenizer.query(word).flatMap(part => part.words).flatMap(word => word.forms);
        const finder = scholion.find(index, formsOf, { exact: isExact, places: Number(form.dataset.places) });
        const all = async () => ({ hits: (await index.columns()).all.map(text => ({ text, score: 0 })), names: [], also: [], isPartial: false });
        const found = await (asked ? finder.all(parts) : all());
        if (isOld()) return;
        seen = { ...found, key, parts, finder };
      }
      await list(seen, { asked, isAsked, isOld, slow, index, tokenizer });
    } catch (error) {
      if (!isOld()) part("status").textContent = say("failed");
      throw error;
    } finally {
      clearTimeout(slow);
      if (!isOld()) form.dispatchEvent(new CustomEvent("answered"));
    }
  }

  async function list(found, { asked, isAsked, isOld, slow, index, tokenizer }) {
    const tests = await facets.tests(state), hits = found.hits.filter(hit => tests.every(([, test]) => test(hit.text)));
    if (!asked || state.get("sort") === "date") {
      const columns = await index.columns(), year = hit => { const year = parseInt(columns.year(hit.text), 10); return Number.isNaN(year) ? -9999 : year; };
      hits.sort((a, b) => year(b) - year(a) || b.score - a.score);
    }
    if (isOld()) return;
    if (!isAsked) {
      clearTimeout(slow);
      part("status").textContent = "";
      return facets.show(hits, tests, state);
    }
    const leaves = hit => (asked ? found.finder.leaves(hit) : [index.firstPart(hit.text)]), run = { parts: found.parts, text: scholion.asWritten(found.parts), leaves };
    const show = scholion.hits(index, tokenizer, { root, home, say, count, make });
    // Works and names stand in no language, of no year: with a filter only documents are meant.
    const names = tests.length ? [] : found.names;
    part("names-box").hidden = !names.length;
    part("names").replaceChildren();
    const moreNames = () => { part("more-names").hidden = !more(part("names"), names, part("names").children.length ? 20 : NAMES, show.name, run); };
    part("more-names").onclick = moreNames;
    moreNames();
    part("hits").replaceChildren();
    const moreHits = hitsShower(found, { hits, names, run, show, isOld, tokenizer });
    part("more").onclick = async () => {
      const before = part("hits").children.length;
      await moreHits();
      const next = part("hits").children[before];
      if (next) { next.tabIndex = -1; next.focus({ preventScroll: true }); }
    };
    showAlso(found.also);
    await moreHits();
    clearTimeout(slow);
    if (isOld()) return;
    await facets.show(found.hits, tests, state);
    // The first of them before the list is seen, so that nothing moves when they come.
    const first = part("results").hidden ? [...[...part("hits").children].slice(0, FIRST), ...part("names").children] : [];
    await Promise.all(first.map(item => { watcher.unobserve(item); return item.show?.(); }));
    if (!isOld()) part("results").hidden = false;
  }

  // Lists hits, ten more at each call. With a phrase that was left open, hits are those of the texts that have been read; `More` reads on.
  function hitsShower(found, { hits, names, run, show, isOld, tokenizer }) {
    const isOpen = found.parts.some(part => part.isOpen), sure = isOpen ? [] : hits;
    let read = 0;
    return async () => {
      part("more").disabled = true;
      const reading = { left: part("hits").children.length ? 3 * READ : READ };
      for (const wanted = sure.length + PAGE; isOpen && read < hits.length && sure.length < wanted; read++) {
        const answer = await found.finder.has(hits[read], reading, tokenizer);
        if (isOld() || answer === undefined) break;
        if (answer) sure.push(hits[read]);
      }
      if (isOld()) return;
      const mayBeMore = isOpen && read < hits.length;
      part("more").disabled = false;
      part("hits-box").hidden = !sure.length && !mayBeMore;
      const isMore = more(part("hits"), sure, PAGE, show.text, run);
      part("more").hidden = !isMore && !mayBeMore;
      const isFound = sure.length || names.length;
      part("status").textContent = [
        isFound ? `${say("found")} ${count(sure.length)}.` : mayBeMore ? "" : say("nothing"),
        names.length ? `${say("found-names")} ${count(names.length)}.` : "",
        found.isPartial && sure.length ? say("partial") : "",
        mayBeMore ? say("open") : "",
      ].filter(Boolean).join(" ");
      part("tips").hidden = Boolean(isFound) || isOpen;
    };
  }

  // What was looked for besides, and the way to the words alone.
  function showAlso(also) {
    const box = part("also");
    box.hidden = !also.length;
    const words = also.map(({ word, begins }) => [" ", make("bdi", {}, make("b", {}, begins ? `${word}…` : word))]).flat();
    const alone = make("button", { type: "button" }, say("alone"));
    alone.addEventListener("click", () => { form.elements.exact.checked = true; go(); input.focus(); });
    box.replaceChildren(say("also"), ...words, " ", alone);
  }

  // ---- The form

  function take() {
    const next = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value && !(name === "sort" && value === "rank")) next.append(name, value);
    // Filters that are not shown yet have no boxes to be read.
    for (const box of form.querySelectorAll(".facets details:not(:has(input))")) for (const value of state.getAll(box.id.slice(7))) next.append(box.id.slice(7), value);
    return next;
  }
  function go() {
    const next = take();
    if (next.toString() === state.toString()) return;
    state = next;
    const address = `${location.pathname}${[...state].length ? `?${state}` : ""}`;
    try { history.replaceState(null, "", address); } catch { /* Some browsers do not allow it on file://. */ }
    return search();
  }
  function fill() {
    input.value = state.get("q") ?? "";
    form.elements.sort.value = state.get("sort") === "date" ? "date" : "rank";
    form.elements.exact.checked = state.has("exact");
  }
  let waits;
  input.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(go, PAUSE); });
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(waits); go(); });
  form.addEventListener("change", event => { if (event.target !== input) go(); });
  form.addEventListener("toggle", event => { if (event.target.open) search(); }, true);
  addEventListener("popstate", () => { state = new URLSearchParams(location.search); fill(); search(); });

  // Keys: / to the words; down and up from there through the hits, Escape back.
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const active = document.activeElement, isTyping = /^(input|textarea|select)$/i.test(active?.tagName ?? "");
    if (event.key === "/" && !isTyping) { event.preventDefault(); input.focus(); input.select(); }
    const links = [...document.querySelectorAll("#search-names a, #search-hits h3 a")], at = links.indexOf(active);
    const isIn = at >= 0 || Boolean(active?.closest?.("#search-hits"));
    if (event.key === "Escape" && isIn) input.focus();
    if (!links.length || (active !== input && at < 0)) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined || (active === input && event.key === "ArrowUp")) return;
    event.preventDefault();
    (links[to] ?? (to < 0 ? input : links.at(-1))).focus();
  });

  // Without a query in the address it is in the form, in which somebody has begun to write (search-begin.js).
  const isAddressed = [...state].length > 0;
  if (isAddressed) fill();
  for (const box of form.querySelectorAll(".facets details")) if (state.has(box.id.slice(7)) && !/^(lang|type|year)$/.test(box.id.slice(7))) box.open = true;
  ((isAddressed ? null : go()) ?? search()).finally(() => form.classList.add("ready"));
})();
