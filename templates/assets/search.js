// The search page: what a query needs of the index is loaded, ranked, and shown. docs/SEARCH.md has the format.
(() => {
  "use strict";
  const form = document.getElementById("search");
  if (!form) return;
  const { root, home = root } = form.dataset, input = form.elements.q;
  const part = id => document.getElementById(`search-${id}`);
  const labels = new Map([...part("labels").content.children].map(label => [label.dataset.key, label.textContent]));
  const say = key => labels.get(key) ?? key.replace(/^[a-z]+:/, "");
  const count = number => number.toLocaleString(document.documentElement.lang);
  const load = name => scholion.load(root, name);
  const PAGE = 10, NAMES = 5, UNIT = 32, K1 = 1.2, B = 0.75, MOST_TERMS = 400, MOST_SHARDS = 4;
  // How many places of words a phrase may load, and how many parts of texts are read to find one that was left open.
  const mostPlaces = () => Number(form.dataset.places), READ = 10, FIRST = 8;
  // Facets: those of the columns, and those whose file is loaded when they are opened.
  const COLUMNS = ["lang", "type", "year"], LISTS = [...form.querySelectorAll(".facets details")].map(box => box.id.slice(7)).filter(id => !COLUMNS.includes(id));

  // Numbers as src/search/number.rs writes them.
  function numbers(text) {
    let at = 0;
    const symbol = () => { const code = text.charCodeAt(at++); return code === 33 ? 0 : code < 92 ? code - 34 : code - 35; };
    return {
      get more() { return at < text.length; },
      get at() { return at; },
      set at(to) { at = to; },
      next() {
        const first = symbol();
        if (first < 60) return first;
        if (first < 84) return 60 + (first - 60) * 92 + symbol();
        if (first < 91) return 2268 + ((first - 84) * 92 + symbol()) * 92 + symbol();
        let sum = 0;
        for (let n = 0; n < 5; n++) sum = sum * 92 + symbol();
        return 61516 + sum;
      },
    };
  }

  // By characters, not by UTF-16 units: as the files are sorted.
  function isBehind(a, b) {
    const fix = code => (code >= 0xd800 && code < 0xe000 ? code + 0x10000 : code);
    for (let n = 0; n < a.length && n < b.length; n++) if (a[n] !== b[n]) return fix(a.charCodeAt(n)) > fix(b.charCodeAt(n));
    return a.length > b.length;
  }

  let index, tokenizer;
  async function open() {
    const [[tables], [raw]] = await Promise.all([load("words"), load("index")]);
    tokenizer ??= scholion.words(tables);
    const texts = [], textOf = new Map(), columns = numbers(raw.texts);
    let total = 0;
    for (let next = 0; columns.more;) {
      const text = { first: next + columns.next(), length: 0 };
      const leaves = columns.next();
      for (let n = 0; n < leaves; n++) {
        textOf.set(text.first + n, texts.length);
        text.length += columns.next() * UNIT;
      }
      [text.lang, text.type, text.year] = [raw.langs, raw.kinds, raw.years].map(values => values[columns.next()]);
      total += text.length;
      next = text.first + leaves;
      texts.push(text);
    }
    return { texts, textOf, average: total / Math.max(texts.length, 1), names: raw.names, shards: raw.shards ? raw.shards.split(" ") : [] };
  }

  const fileOf = first => "-" + [...first].map(c => (/[a-z0-9]/.test(c) ? c : `_${c.codePointAt(0).toString(16)}`)).join("");

  // The shard in which a term stands if it stands anywhere.
  function shardOf(term) {
    let low = 0, high = index.shards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBehind(index.shards[middle], term)) high = middle; else low = middle + 1;
    }
    return Math.max(low - 1, 0);
  }

  const opened = new Map();
  async function terms(shard) {
    if (opened.has(shard)) return opened.get(shard);
    const name = fileOf(index.shards[shard]);
    const [list, lengths, postings] = await load(`t/${name}`);
    const found = new Map(), shared = numbers(list), sizes = numbers(lengths);
    let term = "", from = 0, nth = 0;
    while (shared.more) {
      const kept = shared.next(), space = list.indexOf(" ", shared.at);
      term = term.slice(0, kept) + list.slice(shared.at, space);
      shared.at = space + 1;
      const size = sizes.next(), texts = size >> 1, names = size & 1 ? sizes.next() : 0;
      found.set(term, { nth: nth++, texts: postings.slice(from, from + texts), names: postings.slice(from + texts, from + texts + names) });
      from += texts + names;
    }
    const made = { name, terms: found };
    opened.set(shard, made);
    return made;
  }

  // Everything that a word of the query may be in the index: { term, shard, postings }.
  async function look(word) {
    const found = [];
    for (const form of word.forms) {
      if (!index.shards.length) break;
      const shard = shardOf(form), entry = (await terms(shard)).terms.get(form);
      if (entry) found.push({ term: form, shard, entry });
    }
    if (word.begins) found.push(...await beginning(word.begins, found));
    if (!found.length && !word.run) {
      // What is no word of the index may be the beginning of one; else the longest word that it begins with.
      const begins = word.text;
      found.push(...await beginning(begins, found));
      if (found.length) word.begins = begins;
      for (let n = begins.length - 1; !found.length && n >= Math.max(4, begins.length - 3); n--) {
        const shorter = begins.slice(0, n), shard = shardOf(shorter), entry = (await terms(shard)).terms.get(shorter);
        if (entry) {
          found.push({ term: shorter, shard, entry });
          word.forms.push(shorter);
        }
      }
    }
    return found;
  }

  async function beginning(begins, known) {
    const found = [], have = new Set(known.map(one => one.term));
    const first = shardOf(begins);
    for (let shard = first; shard < Math.min(index.shards.length, first + MOST_SHARDS); shard++) {
      if (shard > first && !index.shards[shard].startsWith(begins)) break;
      for (const [term, entry] of (await terms(shard)).terms) {
        if (term.startsWith(begins) && !have.has(term)) found.push({ term, shard, entry });
      }
    }
    return found.sort((a, b) => b.entry.texts.length - a.entry.texts.length).slice(0, MOST_TERMS);
  }

  // number of the text's part → how often the word occurs in it.
  function occurrences(found) {
    const parts = new Map();
    for (const { entry } of found) {
      const list = numbers(entry.texts);
      for (let next = 0; list.more;) {
        const value = list.next(), number = next + (value >> 1), weight = value & 1 ? list.next() + 2 : 1;
        parts.set(number, (parts.get(number) ?? 0) + weight);
        next = number + 1;
      }
    }
    return parts;
  }

  // number of the text's part → where the word stands in it.
  async function places(found) {
    const parts = new Map();
    for (const { shard, entry } of found) {
      const name = (await terms(shard)).name, [lengths, all] = await load(`p/${name}`), sizes = numbers(lengths);
      let from = 0;
      for (let n = 0; n < entry.nth; n++) from += sizes.next();
      const list = numbers(all.slice(from, from + sizes.next())), postings = numbers(entry.texts);
      for (let next = 0; postings.more;) {
        const value = postings.next(), number = next + (value >> 1);
        if (value & 1) postings.next();
        const own = parts.get(number) ?? new Set();
        for (let left = list.next(), place = 0; left > 0; left--) own.add(place += list.next());
        parts.set(number, own);
        next = number + 1;
      }
    }
    return parts;
  }

  // Where all words of a phrase stand side by side: number of the text's part → how often. Words that stand nearly everywhere
  // have more places than a reader is to wait for: a number of them is loaded, the rarest words' first. What that leaves open
  // (`isOpen`) is found out when the text itself is shown.
  async function phrase(part) {
    const counts = part.found.map(occurrences), sizes = counts.map(parts => [...parts.values()].reduce((sum, n) => sum + n, 0));
    const rarest = [...sizes.keys()].sort((a, b) => sizes[a] - sizes[b]);
    let room = part.not ? Infinity : mostPlaces();
    let known = rarest.filter(nth => (room -= sizes[nth]) >= 0);
    // The places of one word by itself say nothing.
    if (known.length < 2) known = [];
    part.isOpen = known.length < counts.length;
    const all = await Promise.all(known.map(nth => places(part.found[nth]))), found = new Map();
    for (const [number, most] of counts[rarest[0]]) {
      if (counts.some(parts => !parts.has(number))) continue;
      let count = most;
      if (known.length) {
        const here = all.map(parts => parts.get(number) ?? new Set());
        count = [...here[0]].filter(start => here.every((places, n) => places.has(start + known[n] - known[0]))).length;
      }
      if (count) found.set(number, count);
    }
    return found;
  }

  // Whether a text has the phrases that were left open; nothing if so many parts of texts have been read that it must wait.
  async function has(hit, reading) {
    hit.open ??= [];
    while (hit.open.length) {
      const { part, leaves } = hit.open[0];
      let isThere = false;
      while (!isThere && leaves.length) {
        if (!reading.left) return undefined;
        reading.left--;
        const [[, title, lang, , , , , passages]] = await load(`d/${leaves[0]}`);
        leaves.shift();
        isThere = tokenizer.hits(title, lang, [part]).length > 0 || passages.some(([, , own, words]) => tokenizer.hits(words, own || lang, [part]).length > 0);
      }
      if (!isThere) return false;
      hit.open.shift();
    }
    return true;
  }

  // Works and names that bear all the words.
  function named(parts) {
    const scores = new Map();
    parts.forEach((part, nth) => {
      const own = new Map();
      for (const found of part.found) {
        const here = new Map();
        for (const { entry } of found) {
          const list = numbers(entry.names);
          for (let next = 0; list.more;) {
            const number = next + list.next();
            here.set(number, list.next());
            next = number + 1;
          }
        }
        const weight = Math.log(1 + index.names / Math.max(here.size, 1));
        for (const [number, length] of here) {
          const before = own.get(number) ?? { words: 0, score: 0 };
          own.set(number, { words: before.words + 1, score: before.score + weight / Math.sqrt(length) });
        }
      }
      for (const [number, { words, score }] of own) {
        if (words < part.found.length) continue;
        const before = scores.get(number) ?? { parts: 0, score: 0 };
        if (before.parts === nth) scores.set(number, { parts: nth + 1, score: before.score + score });
      }
    });
    const hits = [...scores].filter(([, { parts: n }]) => n === parts.length);
    return hits.sort((a, b) => b[1].score - a[1].score || a[0] - b[0]).map(([number]) => number);
  }

  // What the query finds, best first (Robertson's BM25): { hits: [{ text, score, leaf }], names, isPartial }.
  async function find(parts) {
    for (const part of parts) {
      part.found = await Promise.all(part.words.map(look));
      part.at = part.phrase ? await phrase(part) : occurrences(part.found[0]);
    }
    const wanted = parts.filter(part => !part.not), hits = new Map(), { texts, textOf, average } = index;
    for (const part of wanted) {
      const counts = new Map(), best = new Map();
      for (const [number, count] of part.at) {
        const text = textOf.get(number);
        if (text === undefined) continue;
        counts.set(text, (counts.get(text) ?? 0) + count);
        if (!best.has(text)) best.set(text, []);
        best.get(text).push([number, count]);
      }
      const rarity = Math.log(1 + (texts.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [text, count] of counts) {
        const hit = hits.get(text) ?? { text, score: 0, parts: 0, leaves: new Map() };
        hit.score += rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * texts[text].length / average));
        hit.parts++;
        if (part.isOpen) (hit.open ??= []).push({ part, leaves: best.get(text).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number) });
        for (const [number, n] of best.get(text)) hit.leaves.set(number, (hit.leaves.get(number) ?? 0) + rarity * (1 + Math.log(n)));
        hits.set(text, hit);
      }
    }
    for (const part of parts.filter(part => part.not)) for (const number of part.at.keys()) hits.delete(textOf.get(number));
    let list = [...hits.values()];
    const most = list.reduce((most, hit) => Math.max(most, hit.parts), 0);
    list = list.filter(hit => hit.parts === most);
    for (const hit of list) hit.leaf = [...hit.leaves].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
    list.sort((a, b) => b.score - a.score || a.text - b.text);
    return { hits: list, names: wanted.length ? named(wanted) : [], isPartial: most > 0 && most < wanted.length };
  }

  // All texts, where filters are chosen and nothing is asked.
  const everything = () => ({ hits: index.texts.map((text, number) => ({ text: number, score: 0, leaf: text.first })), names: [], isPartial: false });

  // ---- Facets

  const chosen = () => Object.fromEntries([...COLUMNS, ...LISTS].map(facet => [facet, state.getAll(facet)]));
  const decade = year => (/^\d{4}$/.test(year) ? `${year.slice(0, 3)}0-${year.slice(0, 3)}9` : year);
  const isIn = (year, range) => year === range || (range.includes("-") && decade(year) === range);
  const lists = new Map();

  async function list(facet) {
    if (!lists.has(facet)) {
      const [raw] = await load(`by-${facet}`);
      lists.set(facet, raw.map(([slug, name, gaps]) => {
        const texts = new Set(), read = numbers(gaps);
        for (let next = 0; read.more;) {
          const first = next + read.next();
          texts.add(index.textOf.get(first));
          next = first + 1;
        }
        return { value: slug, name, texts };
      }));
    }
    return lists.get(facet);
  }

  async function filters() {
    const wanted = chosen(), tests = [];
    for (const facet of COLUMNS) {
      if (wanted[facet].length) tests.push([facet, text => wanted[facet].some(value => (facet === "year" ? isIn(index.texts[text].year, value) : index.texts[text][facet] === value))]);
    }
    for (const facet of LISTS) {
      if (!wanted[facet].length) continue;
      const entries = (await list(facet)).filter(entry => wanted[facet].includes(entry.value));
      tests.push([facet, text => entries.some(entry => entry.texts.has(text))]);
    }
    return tests;
  }

  const MOST_VALUES = 12, MOST_YEARS = 15;
  async function showFacet(facet, hits, tests) {
    const box = part(facet);
    if (!box || (LISTS.includes(facet) && !box.open && !state.has(facet))) return;
    const others = tests.filter(([name]) => name !== facet).map(([, test]) => test);
    const left = hits.filter(hit => others.every(test => test(hit.text))), counts = new Map(), names = new Map();
    if (LISTS.includes(facet)) {
      const here = new Set(left.map(hit => hit.text));
      for (const entry of await list(facet)) {
        let count = 0;
        for (const text of entry.texts) if (here.has(text)) count++;
        if (count || state.getAll(facet).includes(entry.value)) counts.set(entry.value, count);
        names.set(entry.value, entry.name);
      }
    } else {
      const values = left.map(hit => index.texts[hit.text][facet]);
      const isLong = facet === "year" && new Set(values).size > MOST_YEARS;
      for (const value of values) {
        const shown = isLong ? decade(value) : value;
        if (shown) counts.set(shown, (counts.get(shown) ?? 0) + 1);
      }
      for (const value of state.getAll(facet)) if (!counts.has(value)) counts.set(value, 0);
    }
    const on = new Set(state.getAll(facet));
    let rows = [...counts];
    if (facet === "year") rows.sort((a, b) => (a[0] < b[0] ? 1 : -1));
    else rows.sort((a, b) => on.has(b[0]) - on.has(a[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (facet !== "year") rows = rows.slice(0, Math.max(MOST_VALUES, on.size));
    const items = rows.map(([value, count]) => {
      const check = make("input", { type: "checkbox", name: facet, value, checked: on.has(value) });
      const words = labels.get(`${facet}:${value}`) ?? names.get(value) ?? (facet === "year" ? value.replace("-", "–") : say(`${facet}:${value}`));
      const item = make("li", {}, make("label", {}, check, " ", words, " ", make("span", { className: "count" }, String(count))));
      return item;
    });
    const focused = document.activeElement?.name === facet ? document.activeElement.value : null;
    box.querySelector("ul").replaceChildren(...items);
    if (focused !== null) [...box.querySelectorAll("input")].find(check => check.value === focused)?.focus();
    box.hidden = !LISTS.includes(facet) && rows.length < 2 && !on.size;
  }

  // ---- What is shown

  function make(name, properties, ...inside) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  }

  // Text with the hits in it marked.
  function marked(element, text, ranges) {
    let at = 0;
    for (const [start, end] of ranges) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      element.append(text.slice(at, from), make("mark", {}, text.slice(from, end)));
      at = end;
    }
    element.append(text.slice(at));
    return element;
  }

  // The words around the hits: a window that has most parts of the query, then most hits.
  const WINDOW = 280;
  function excerpt(text, ranges) {
    let best = { worth: -1, first: 0, last: 0 };
    for (let first = 0; first < ranges.length; first++) {
      let last = first;
      const kinds = new Set();
      for (let n = first; n < ranges.length && ranges[n][1] - ranges[first][0] <= WINDOW * 0.7; n++) { kinds.add(ranges[n][2]); last = n; }
      const worth = kinds.size * 100 + Math.min(last - first, 50);
      if (worth > best.worth) best = { worth, first, last };
    }
    const from = ranges[best.first]?.[0] ?? 0, to = ranges[best.last]?.[1] ?? 0, around = Math.max(0, (WINDOW - (to - from)) / 2);
    let start = Math.max(0, Math.floor(from - around)), end = Math.min(text.length, Math.ceil(to + around));
    // Not within a word, where words have spaces.
    if (start > 0) start = Math.min(from, (text.slice(start, from).search(/\s/) + 1 || 0) + start);
    if (end < text.length) { const space = text.slice(to, end).search(/\s\S*$/); if (space > 0) end = to + space; }
    const inside = ranges.filter(range => range[0] >= start && range[1] <= end).map(([a, b]) => [a - start, b - start]);
    return { worth: best.worth, words: text.slice(start, end), ranges: inside, before: start > 0, after: end < text.length };
  }

  function bestPassages(passages, lang, parts) {
    const found = [];
    for (const [kind, id, own, words, pages] of passages) {
      const ranges = tokenizer.hits(words, own || lang, parts);
      if (ranges.length) found.push({ kind, id, pages, lang: own || lang, ...excerpt(words, ranges), order: found.length });
    }
    found.sort((a, b) => b.worth - a.worth || a.order - b.order);
    return found.slice(0, 2).sort((a, b) => a.order - b.order);
  }

  const isRtl = lang => /^(ar|he|fa|ur|yi|syr|dv|ps|sd|ug)(-|$)/.test(lang);
  const inLang = (element, lang) => { if (lang && lang !== "und") Object.assign(element, { lang, dir: isRtl(lang) ? "rtl" : "ltr" }); return element; };
  const withQuery = (address, text, id = "", from = root) => `${from}${encodeURI(address)}${text ? `?q=${encodeURIComponent(text)}` : ""}${id ? `#${encodeURIComponent(id)}` : ""}`;

  async function showHit(item, hit, run) {
    const [[address, title, lang, authors, year, kind, container, passages]] = await load(`d/${hit.leaf}`);
    const { parts, text: asked } = run;
    const found = bestPassages(passages, lang, parts), where = found.find(one => one.id)?.id ?? "";
    const heading = make("h3", {}, marked(make("a", { href: withQuery(address, asked, where) }), title, tokenizer.hits(title, lang, parts)));
    inLang(heading, lang);
    const isPage = address.startsWith("pages/");
    const about = [authors, container, year, say(`type:${isPage ? "page" : kind}`)].filter(Boolean).join(" · ");
    item.replaceChildren(heading, make("p", { className: "about" }, about));
    for (const one of found) {
      const words = inLang(make("p", { className: "passage" }), one.lang);
      if (one.kind) words.append(inLang(make("span", { className: "of" }, say(`in:${one.kind}`)), document.documentElement.lang), " ");
      // As the mark of a page stands in the text.
      if (one.pages) words.append(make("span", { className: "of" }, `[${one.pages}]`), " ");
      const time = /^t-(\d+)-(\d\d)-(\d\d)/.exec(one.id)?.slice(1).join(":");
      if (time && !one.words.includes(time)) words.append(make("span", { className: "of" }, time), " ");
      if (one.before) words.append("… ");
      marked(words, one.words, one.ranges);
      if (one.after) words.append(" …");
      item.append(words);
    }
    item.removeAttribute("aria-busy");
  }

  async function showName(item, number, run) {
    const [group] = await load(`n/${Math.floor(number / 32)}`), [kind, address, name, authors, date, count, lang] = group[number % 32];
    const link = make("a", { href: withQuery(address, run.text, "", home) }, name);
    item.replaceChildren(inLang(link, lang), " ", make("span", { className: "about" }, [say(`kind:${kind}`), authors, date.replace(/\/(\.\.)?/, "–")].filter(Boolean).join(" · ")), " ", make("span", { className: "count", title: say("documents") }, String(count)));
  }

  // The query as the pages reached by it are to mark it: beginnings of words are written out.
  function asWritten(parts) {
    return parts.filter(part => !part.not).map(part => {
      const words = part.words.map(word => word.text + (word.begins && !word.run ? "*" : "")).join(" ");
      return part.phrase ? `"${words}"` : words;
    }).join(" ");
  }

  let state = new URLSearchParams(location.search), turn = 0, seen = null;
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) { watcher.unobserve(entry.target); entry.target.show?.(); }
  }, { rootMargin: "200px" });

  function more(listElement, items, count, shower, run) {
    for (const what of items.slice(listElement.children.length, listElement.children.length + count)) {
      const item = make("li", {}, "…");
      item.setAttribute("aria-busy", "true");
      item.show = () => shower(item, what, run).then(() => item.removeAttribute("aria-busy"), () => item.replaceChildren(say("failed")));
      listElement.append(item);
      watcher.observe(item);
    }
    return listElement.children.length < items.length;
  }

  async function search() {
    const mine = ++turn, asked = (state.get("q") ?? "").trim();
    document.title = [asked, part("title").textContent, document.body.dataset.site ?? ""].filter(Boolean).join(" · ");
    // Without words all texts are there to be filtered; nothing is listed before a filter is chosen.
    const isAsked = Boolean(asked) || [...COLUMNS, ...LISTS].some(facet => state.has(facet));
    if (!isAsked) {
      part("results").hidden = true;
      part("status").textContent = "";
      part("tips").hidden = true;
      if (!LISTS.some(facet => part(facet)?.open)) { seen = null; return; }
    }
    const slow = setTimeout(() => { if (mine === turn) part("status").textContent = say("searching"); }, 300);
    try {
      index ??= await open();
      const parts = tokenizer.query(asked);
      if (seen?.asked !== asked) {
        const found = { asked, ...(asked ? await find(parts) : everything()), parts };
        if (mine !== turn) return;
        seen = found;
      }
      const tests = await filters(), hits = seen.hits.filter(hit => tests.every(([, test]) => test(hit.text)));
      if (!asked || state.get("sort") === "date") hits.sort((a, b) => (parseInt(index.texts[b.text].year, 10) || -9999) - (parseInt(index.texts[a.text].year, 10) || -9999) || b.score - a.score);
      if (mine !== turn) return;
      if (!isAsked) { part("status").textContent = ""; for (const facet of [...COLUMNS, ...LISTS]) await showFacet(facet, hits, tests); return; }
      const run = { parts: seen.parts, text: asWritten(seen.parts) };
      // Works and names stand in no language, of no year: with a filter only documents are meant.
      const names = tests.length ? [] : seen.names;
      part("names-box").hidden = !names.length;
      part("names").replaceChildren();
      const moreNames = () => { part("more-names").hidden = !more(part("names"), names, part("names").children.length ? 20 : NAMES, showName, run); };
      part("more-names").onclick = moreNames;
      moreNames();
      part("hits").replaceChildren();
      // With a phrase that was left open, hits are those of the texts that have been read; `More` reads on.
      const isOpen = seen.parts.some(part => part.isOpen), sure = isOpen ? [] : hits;
      let read = 0;
      const moreHits = async () => {
        part("more").disabled = true;
        const reading = { left: part("hits").children.length ? 3 * READ : READ };
        for (const wanted = sure.length + PAGE; isOpen && read < hits.length && sure.length < wanted; read++) {
          const answer = await has(hits[read], reading);
          if (mine !== turn || answer === undefined) break;
          if (answer) sure.push(hits[read]);
        }
        if (mine !== turn) return;
        part("more").disabled = false;
        part("hits-box").hidden = !sure.length && read >= hits.length;
        const isMore = more(part("hits"), sure, PAGE, showHit, run);
        part("more").hidden = !isMore && !(isOpen && read < hits.length);
        const found = sure.length || names.length;
        part("status").textContent = [
          found ? `${say("found")} ${count(sure.length)}.` : isMore || (isOpen && read < hits.length) ? "" : say("nothing"),
          names.length ? `${say("found-names")} ${count(names.length)}.` : "",
          seen.isPartial && sure.length ? say("partial") : "",
          isOpen && read < hits.length ? say("open") : "",
        ].filter(Boolean).join(" ");
        part("tips").hidden = Boolean(found) || isOpen;
      };
      part("more").onclick = async () => {
        const before = part("hits").children.length;
        await moreHits();
        const next = part("hits").children[before];
        if (next) { next.tabIndex = -1; next.focus({ preventScroll: true }); }
      };
      await moreHits();
      if (mine !== turn) return;
      clearTimeout(slow);
      for (const facet of [...COLUMNS, ...LISTS]) await showFacet(facet, seen.hits, tests);
      // The first of them before the list is seen, so that nothing moves when they come.
      const first = part("results").hidden ? [...part("names").children, ...part("hits").children].slice(0, FIRST) : [];
      await Promise.all(first.map(item => { watcher.unobserve(item); return item.show?.(); }));
      if (mine === turn) part("results").hidden = false;
    } catch (error) {
      if (mine === turn) part("status").textContent = say("failed");
      throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  // ---- The form

  function take() {
    const next = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value && !(name === "sort" && value === "rank")) next.append(name, value);
    return next;
  }
  function go() {
    const next = take();
    // Facets that are not shown yet have no boxes to be read.
    for (const facet of [...COLUMNS, ...LISTS]) if (!part(facet)?.querySelector("input")) for (const value of state.getAll(facet)) next.append(facet, value);
    if (next.toString() === state.toString()) return;
    state = next;
    const address = `${location.pathname}${state.size ? `?${state}` : ""}`;
    try { history.replaceState(null, "", address); } catch { /* Some browsers do not allow it on file://. */ }
    search();
  }
  let waits;
  input.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(() => go(), 150); });
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(waits); go(); });
  form.addEventListener("change", event => { if (event.target !== input) go(); });
  form.addEventListener("toggle", event => { if (event.target.open) search(); }, true);
  addEventListener("keydown", event => {
    const isTyping = /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
  });
  addEventListener("popstate", () => { state = new URLSearchParams(location.search); input.value = state.get("q") ?? ""; search(); });

  input.value = state.get("q") ?? "";
  if (form.elements.sort && state.get("sort")) form.elements.sort.value = state.get("sort");
  // Where there is little room filters wait to be opened, and hits come first.
  if (matchMedia("(max-width: 40rem)").matches) for (const facet of COLUMNS) part(facet).open = false;
  for (const facet of LISTS) if (state.has(facet)) part(facet).open = true;
  if (!input.value) input.focus();
  search().finally(() => form.classList.add("ready"));
})();
