// The list of documents that stand on one page: divided, searched and put into another order where it stands. Without it the choices are pages.
(() => {
  "use strict";
  const main = document.querySelector("main"), items = [...main.querySelectorAll(".cards > li")], form = document.getElementById("_narrow");
  const sections = [...main.querySelectorAll("section.year")], status = document.getElementById("_count"), nothing = document.getElementById("_nothing");
  const links = [...main.querySelectorAll("nav.narrow a")], kinds = ["type", "lang"];
  const kindOf = link => kinds.find(kind => link.dataset[kind] !== undefined);
  // What the page itself is of stays: its other choices are pages.
  const chosen = new Map(kinds.map(kind => [kind, ""]));
  const isPart = links.some(link => link.hasAttribute("aria-current") && link.dataset[kindOf(link)]);
  const lang = document.documentElement.lang, collator = new Intl.Collator(lang, { numeric: true });
  const fold = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(items.map(item => [item, fold(item.textContent)])), homes = new Map(items.map(item => [item, item.parentElement]));
  const title = item => item.querySelector(".title").textContent;

  // EDTF: years before Christ stand before the others, and what has no date behind all.
  const year = item => { const found = /-?\d+/.exec(item.dataset.date.replace(/X/g, "0")); return found ? Number(found[0]) : null; };
  const byDate = (a, b) => (year(a) === null) - (year(b) === null) || year(a) - year(b) || (a.dataset.date < b.dataset.date ? -1 : a.dataset.date > b.dataset.date ? 1 : 0);
  const byTitle = (a, b) => collator.compare(title(a), title(b));
  const orders = { oldest: byDate, title: byTitle, author: (a, b) => !a.dataset.author - !b.dataset.author || collator.compare(a.dataset.author, b.dataset.author) || byTitle(a, b) };

  function arrange() {
    const order = orders[form?.elements.order.value], own = [...new Set(homes.values())];
    if (order) own[0].append(...items.toSorted(order));
    else for (const item of items) homes.get(item).append(item);
    narrow();
  }

  function narrow() {
    const words = fold(form?.elements.words.value ?? "").split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const isOf = kind => !chosen.get(kind) || item.dataset[kind].split("-")[0] === chosen.get(kind) || item.dataset[kind] === chosen.get(kind);
      item.hidden = !(kinds.every(isOf) && words.every(word => texts.get(item).includes(word)));
      if (!item.hidden) shown++;
    }
    const isOrdered = Boolean(orders[form?.elements.order.value]);
    for (const section of sections) {
      section.hidden = !section.querySelector("li:not([hidden])");
      section.querySelector("h2").hidden = isOrdered;
    }
    status.textContent = shown === items.length ? status.dataset.all : `${shown.toLocaleString(lang)} / ${status.dataset.all}`;
    nothing.hidden = shown > 0;
  }

  if (!isPart) {
    for (const link of links) {
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const kind = kindOf(link);
        chosen.set(kind, link.dataset[kind]);
        for (const other of links) if (kindOf(other) === kind) other.toggleAttribute("aria-current", false);
        link.setAttribute("aria-current", "true");
        narrow();
      });
    }
  }
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  form.elements.words.addEventListener("input", narrow);
  form.elements.order.addEventListener("change", arrange);
  // What a browser has kept of the form when one comes back.
  addEventListener("pageshow", arrange);
})();
