// How hits are shown: the sentences in which the words stand, with the words marked, and the ways to their places.
//
// scholion.hits(index, tokenizer, { root, home, say, count, make }) → { text(item, hit, run), name(item, number, run), and both in brief }
// scholion.asWritten(parts)   the query as it is handed on
// A run is { parts, text, leaves }: the query as read, as the pages reached by it are to mark it, and the parts of a text that have it.
scholion.hits = (index, tokenizer, page) => {
  "use strict";
  const { root, home, say, count, make } = page;
  // How many sentences a hit shows at first, how many parts of a text are read for all of them at a time, and how long a sentence may be
  // and is to be.
  const SHOWN = 3, PARTS = 12, LONGEST = 320, SHORTEST = 80;
  // Scripts that say in a third of the letters what others do.
  const DENSE = /[\u3040-\u9fff\uac00-\ud7ff]/;
  const ABBREVIATION = /(?:^|[\s(])(?:\p{L}|\p{Lu}\p{L}{1,2})\.\s*$/u;
  const isRtl = lang => /^(ar|he|fa|ur|yi|syr|dv|ps|sd|ug|ckb)(-|$)/.test(lang) || /^[a-z]+-(arab|hebr)/i.test(lang);
  const inLang = (element, lang) => { if (lang && lang !== "und") Object.assign(element, { lang, dir: isRtl(lang) ? "rtl" : "ltr" }); return element; };
  const withQuery = (address, text, id = "", from = root) => `${from}${encodeURI(address)}${text ? `?q=${encodeURIComponent(text)}` : ""}${id ? `#${encodeURIComponent(id)}` : ""}`;

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

  const segmenters = new Map();
  function segmenter(lang) {
    if (!segmenters.has(lang)) {
      let made = null;
      try { made = new Intl.Segmenter(lang || "en", { granularity: "sentence" }); } catch { /* Of an older browser, or of a language that it does not know. */ }
      segmenters.set(lang, made);
    }
    return segmenters.get(lang);
  }

  // The sentences of a text: where each ends.
  function ends(text, lang) {
    const found = [], made = segmenter(lang);
    if (made) for (const { index: at, segment } of made.segment(text)) found.push(at + segment.length);
    else for (const { index: at, 0: stop } of text.matchAll(/[.!?…]+["”»’)]*\s+|[。！？]+[”」』]*|[؟۔]\s+/gu)) found.push(at + stop.length);
    if (found.at(-1) !== text.length) found.push(text.length);
    return found;
  }

  // The sentences that have hits, each with the hits in it; a short one with the next, a long one cut to the words around the hits.
  function sentences(text, lang, ranges) {
    const found = [];
    if (!ranges.length) return found;
    const shortest = DENSE.test(text) ? SHORTEST / 3 : SHORTEST;
    let start = 0, nth = 0;
    const stops = ends(text, lang);
    for (let n = 0; n < stops.length && nth < ranges.length; n++) {
      const isLast = n + 1 === stops.length, next = ranges[nth];
      // `St. Petersburg` is no two sentences, and a hit that goes on behind the stop keeps them together.
      const isCut = ABBREVIATION.test(text.slice(Math.max(start, stops[n] - 6), stops[n])) || ranges.some(([from, to]) => from < stops[n] && to > stops[n]);
      if (!isLast && (isCut || (next[0] < stops[n] && stops[n] - start < shortest))) continue;
      const own = [];
      for (; nth < ranges.length && ranges[nth][0] < stops[n]; nth++) own.push(ranges[nth]);
      if (own.length) found.push(...cut(text, start, stops[n], own));
      start = stops[n];
    }
    return found;
  }

  function cut(text, start, end, ranges) {
    while (start < end && /\s/.test(text[start])) start++;
    while (end > start && /\s/.test(text[end - 1])) end--;
    if (end - start <= LONGEST) return [line(text, start, end, start, end, ranges)];
    const found = [];
    for (let first = 0; first < ranges.length;) {
      let last = first;
      while (last + 1 < ranges.length && ranges[last + 1][1] - ranges[first][0] <= LONGEST * 0.6) last++;
      const from = ranges[first][0], to = Math.max(...ranges.slice(first, last + 1).map(range => range[1])), around = Math.max(20, (LONGEST - (to - from)) / 2);
      let left = Math.max(start, Math.floor(from - around)), right = Math.min(end, Math.ceil(to + around));
      // Not within a word, where words have spaces.
      if (left > start) left = Math.min(from, (text.slice(left, from).search(/\s/) + 1 || 0) + left);
      if (right < end) { const space = text.slice(to, right).search(/\s\S*$/); if (space > 0) right = to + space; }
      found.push(line(text, left, right, start, end, ranges.slice(first, last + 1)));
      first = last + 1;
    }
    return found;
  }

  function line(text, from, to, start, end, ranges) {
    const inside = ranges.map(([a, b]) => [Math.max(a, from) - from, Math.min(b, to) - from]);
    const worth = new Set(ranges.map(range => range[2])).size * 100 + Math.min(ranges.length, 50);
    return { words: text.slice(from, to), ranges: inside, before: from > start, after: to < end, worth };
  }

  // The lines of a part of a text, in its order.
  function lines({ passages }, parts) {
    return passages.flatMap(passage => {
      const words = passage.words, own = sentences(words, passage.lang, tokenizer.hits(words, passage.lang, parts));
      // What is said of a text comes behind what it says.
      return own.map(line => ({ ...passage, ...line, worth: line.worth - (passage.kind === "description" ? 20 : 0) }));
    });
  }

  function show(address, one, run) {
    const element = make("p", { className: "passage" }), inPage = document.documentElement.lang;
    // As the mark of a page stands in the text; where there is its picture, the way to it.
    const label = one.pages && `[${one.pages}]`;
    if (one.facsimile) {
      const [page, id] = one.facsimile.split("#");
      element.append(make("a", { className: "of", href: withQuery(page, run.text, id) }, [label, say("facsimile")].filter(Boolean).join(" ")), " ");
    } else if (label) element.append(make("span", { className: "of" }, label), " ");
    const time = /^t-(\d+)-(\d\d)-(\d\d)/.exec(one.id)?.slice(1).join(":");
    if (time && !one.words.includes(time)) element.prepend(make("span", { className: "of" }, time), " ");
    if (one.kind) element.prepend(inLang(make("span", { className: "of kind" }, say(`in:${one.kind}`)), inPage), " ");
    const words = inLang(make("a", { className: "words", href: withQuery(address, run.text, one.id) }), one.lang);
    if (one.before) words.append("… ");
    marked(words, one.words, one.ranges);
    if (one.after) words.append(" …");
    element.append(words);
    return element;
  }

  // Behind a title: that the text was taken back, or is doubted.
  const takenBack = grave => (grave ? [" ", inLang(make("strong", { className: "taken-back" }, say(`grave:${grave}`)), document.documentElement.lang)] : []);

  // All lines of a text, part by part.
  function everything(item, found, run, { address, title }, button) {
    const leaves = found.toSorted((a, b) => a - b);
    let next = 0, sum = 0;
    button.addEventListener("click", async () => {
      button.disabled = true;
      const first = next === 0, before = item.querySelectorAll(".passage").length;
      const read = await Promise.all(leaves.slice(next, next + PARTS).map(leaf => index.part(leaf)));
      next += read.length;
      const found = read.flatMap(part => lines(part, run.parts));
      sum += found.length;
      if (first) item.querySelectorAll(".passage").forEach(one => one.remove());
      button.before(...found.map(one => show(address, one, run)));
      button.disabled = false;
      button.hidden = next >= leaves.length;
      button.textContent = say("more");
      button.setAttribute("aria-label", `${say("more")}: ${title}`);
      item.querySelector(".places").textContent = `${say("places")} ${count(sum)}${next < leaves.length ? " …" : ""}`;
      const at = item.querySelectorAll(".passage a.words")[first ? 0 : before];
      at?.focus({ preventScroll: first });
    });
  }

  async function text(item, hit, run) {
    const leaves = run.leaves(hit), part = await index.part(leaves[0]), { address, title, lang, authors, year, type, container, grave } = part;
    const all = lines(part, run.parts).map((one, order) => ({ ...one, order }));
    const shown = all.toSorted((a, b) => b.worth - a.worth || a.order - b.order).slice(0, SHOWN).sort((a, b) => a.order - b.order);
    const where = shown.find(one => one.id)?.id ?? "";
    const heading = make("h3", {}, marked(make("a", { href: withQuery(address, run.text, where) }), title, tokenizer.hits(title, lang, run.parts)));
    inLang(heading, lang);
    heading.append(...takenBack(grave));
    const [folder] = address.split("/"), kind = { pages: "type:page", collections: "kind:collection" }[folder] ?? `type:${type}`;
    const about = [authors, container, year, say(kind)].filter(Boolean).join(" · ");
    item.replaceChildren(heading, make("p", { className: "about" }, about), ...shown.map(one => show(address, one, run)));
    if (all.length > shown.length || leaves.length > 1) {
      const button = make("button", { type: "button", className: "all" }, say("all-places"));
      button.setAttribute("aria-label", `${say("all-places")}: ${title}`);
      item.append(make("p", { className: "about places" }), button);
      everything(item, leaves, run, part, button);
    }
    item.removeAttribute("aria-busy");
  }

  async function name(item, number, run) {
    const { kind, address, name: called, authors, date, documents, lang } = await index.name(number);
    const link = make("a", { href: withQuery(address, run.text, "", home) }, called);
    item.replaceChildren(inLang(link, lang), " ", make("span", { className: "about" }, [say(`kind:${kind}`), authors, date.replace(/\/(\.\.)?/, "–")].filter(Boolean).join(" · ")), " ", make("span", { className: "count", title: say("documents") }, count(documents)));
    item.removeAttribute("aria-busy");
  }

  // A hit in two lines, for lists that leave the rest to the page of all results: { href, kind, title, about, line }.
  async function brief(hit, run) {
    const { address, title, lang, authors, year, grave, passages } = await index.part(run.leaves(hit)[0]);
    const all = lines({ passages }, run.parts), best = all.reduce((best, one) => (one.worth > (best?.worth ?? 0) ? one : best), undefined);
    const line = best && inLang(make("span", { className: "context" }), best.lang);
    if (best) marked(line, `${best.before ? "… " : ""}${best.words}`, best.ranges.map(range => range.map(at => at + (best.before ? 2 : 0))));
    return {
      href: withQuery(address, run.text, best?.id), kind: address.split("/")[0], about: [authors, year].filter(Boolean).join(" · "), line,
      title: marked(inLang(make("span", { className: "title" }), lang), title, tokenizer.hits(title, lang, run.parts)), grave: takenBack(grave),
    };
  }

  async function briefName(number, run) {
    const { kind, address, name: called, authors, date, lang } = await index.name(number);
    const about = [authors, date.replace(/\/(\.\.)?/, "–")].filter(Boolean).join(" · ");
    return { href: withQuery(address, run.text, "", home), kind, about, title: marked(inLang(make("span", { className: "title" }), lang), called, tokenizer.hits(called, lang, run.parts)) };
  }

  return { text, name, brief, briefName };
};

// The query as the pages reached by it are to mark it: beginnings of words are written out, and so is what was looked for instead.
scholion.asWritten = parts => parts.filter(part => !part.not).map(part => {
  const isRun = part.words.some(word => word.run), written = part.words.map(word => word.text + (word.begins && !word.run ? "*" : "")).join(" ");
  const words = part.exact && isRun ? part.text : written;
  const also = part.also.filter(({ begins }) => !begins).map(({ word }) => ` ${word}`).join("");
  return (part.phrase || part.exact ? `"${words}"` : words) + also;
}).join(" ");
