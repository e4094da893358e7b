// Filters: what hits are divided by, with counts that follow the query.
//
// scholion.facets(index, form, words) →
//   names                   all of them: columns of the index, and those whose file is loaded when they are opened
//   await tests(state)      [[facet, text => whether it may stay]] of what is chosen
//   await show(hits, tests, state)
scholion.facets = (index, form, words) => {
  "use strict";
  const { say, label, count, make } = words;
  const COLUMNS = ["lang", "type", "year"], boxes = [...form.querySelectorAll(".facets details")];
  const LISTS = boxes.map(box => box.id.slice(7)).filter(id => !COLUMNS.includes(id)), names = [...COLUMNS, ...LISTS];
  // How many values are shown at first, and from how many years on decades are.
  const VALUES = 12, MORE = 50, YEARS = 15;
  // From so many texts on, what all of them have is loaded when a filter is opened.
  const MANY = 20000, isMany = index.count > MANY;
  const room = new Map();
  const box = facet => document.getElementById(`search-${facet}`);
  const decade = year => (/^\d{4}$/.test(year) ? `${year.slice(0, 3)}0-${year.slice(0, 3)}9` : year);
  const isIn = (year, range) => year === range || (range.includes("-") && decade(year) === range);

  if (isMany) for (const facet of COLUMNS) box(facet).open = false;

  async function tests(state) {
    const found = [];
    for (const facet of names) {
      const wanted = state.getAll(facet);
      if (!wanted.length) continue;
      const columns = COLUMNS.includes(facet) ? await index.columns() : null;
      if (LISTS.includes(facet)) {
        const entries = (await index.filter(facet)).filter(entry => wanted.includes(entry.value));
        found.push([facet, text => entries.some(entry => entry.texts.has(text))]);
      } else found.push([facet, text => wanted.some(value => (facet === "year" ? isIn(columns.year(text), value) : columns[facet](text) === value))]);
    }
    return found;
  }

  // What a filter has for these hits: [[value, what it is called, how many]].
  async function rows(facet, hits, chosen) {
    if (LISTS.includes(facet)) {
      const here = new Set(hits.map(hit => hit.text)), found = [];
      for (const { value, name, texts } of await index.filter(facet)) {
        let sum = 0;
        const [few, many] = texts.size < here.size ? [texts, here] : [here, texts];
        for (const text of few) if (many.has(text)) sum++;
        if (sum || chosen.has(value)) found.push([value, label(`${facet}:${value}`) ?? name, sum]);
      }
      // An address may ask for what the archive has no more: it can be left.
      for (const value of chosen) if (!found.some(([known]) => known === value)) found.push([value, value, 0]);
      return found;
    }
    const columns = await index.columns(), values = hits.map(hit => columns[facet](hit.text)), sums = new Map([...chosen].map(value => [value, 0]));
    const isLong = facet === "year" && new Set(values).size > YEARS;
    for (const value of values) {
      const shown = isLong ? decade(value) : value;
      if (shown) sums.set(shown, (sums.get(shown) ?? 0) + 1);
    }
    // A decade that was chosen stands among years, a year among decades.
    if (facet === "year") for (const range of chosen) sums.set(range, values.filter(year => isIn(year, range)).length);
    return [...sums].map(([value, sum]) => [value, facet === "year" ? value.replace("-", "–") : say(`${facet}:${value}`), sum]);
  }

  async function showOne(facet, hits, tests, state) {
    const own = box(facet), chosen = new Set(state.getAll(facet));
    if ((isMany || LISTS.includes(facet)) && !own.open && !chosen.size) {
      own.hidden = false;
      return;
    }
    const others = tests.filter(([name]) => name !== facet).map(([, test]) => test);
    const found = await rows(facet, hits.filter(hit => others.every(test => test(hit.text))), chosen);
    if (facet === "year") found.sort((a, b) => (a[0] < b[0] ? 1 : -1));
    else found.sort((a, b) => chosen.has(b[0]) - chosen.has(a[0]) || b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
    const most = facet === "year" ? Infinity : Math.max(room.get(facet) ?? VALUES, chosen.size);
    const top = Math.max(1, ...found.map(([, , sum]) => sum));
    const items = found.slice(0, most).map(([value, called, sum]) => {
      const check = make("input", { type: "checkbox", name: facet, value, checked: chosen.has(value) });
      const bar = facet === "year" && top > 1 ? [make("progress", { max: top, value: sum, ariaHidden: "true" })] : [];
      return make("li", {}, make("label", {}, check, " ", make("bdi", {}, called), " ", make("span", { className: "count" }, count(sum)), ...bar));
    });
    if (found.length > most) {
      const more = make("button", { type: "button" }, say("more"));
      more.addEventListener("click", async () => {
        room.set(facet, most + MORE);
        await showOne(facet, hits, tests, state);
        own.querySelectorAll("input")[most]?.focus();
      });
      items.push(make("li", {}, more));
    }
    const focused = document.activeElement?.name === facet ? document.activeElement.value : null;
    own.querySelector("ul").replaceChildren(...items);
    if (focused !== null) [...own.querySelectorAll("input")].find(check => check.value === focused)?.focus();
    own.hidden = !LISTS.includes(facet) && found.length < 2 && !chosen.size;
  }

  async function show(hits, tests, state) {
    for (const facet of names) await showOne(facet, hits, tests, state);
  }

  return { COLUMNS, LISTS, names, box, tests, show };
};
