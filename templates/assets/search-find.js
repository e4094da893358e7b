// What a query finds, best first.
//
// scholion.find(index, formsOf, { exact, places }) →
//   await all(parts)        { hits: [{ text, score }], names, isPartial, also } of a query as search-words.js reads it
//   leaves(hit)             the parts of a text that have words of the query, best first
//   await has(hit, reading) whether a text has the phrases that were left open
scholion.find = (index, formsOf, options) => {
  "use strict";
  const K1 = 1.2, B = 0.75, MOST_TERMS = 400, MOST_FORMS = 40;
  // A word that fewer texts have has been found seldom; a word so many times as common may be meant instead.
  const FEW = 3, COMMONER = 8;
  // How much a beginning counts, the head of a compound, and a slip, against the word itself.
  const BEGINNING = 0.6, HEAD = 0.5, SLIP = 0.3;

  // ---- Words

  // Everything that a word of the query may be in the index: [{ entry, weight }]; what of it was not asked for is noted (`also`).
  async function look(word, part) {
    const found = [], have = new Set(), { written } = word;
    const add = (entries, weight) => {
      for (const entry of entries) if (!have.has(entry.term)) { have.add(entry.term); found.push({ entry, weight }); }
    };
    add((await Promise.all(word.forms.map(form => index.term(form)))).filter(Boolean), 1);
    if (word.begins) add(await beginnings(word, word.begins), 1);
    const isAlone = part.exact || options.exact;
    if (isAlone || part.phrase) word.heads = [];
    for (const head of word.heads) add(await index.begins(head, MOST_TERMS), HEAD);
    if (word.run || word.begins || part.not || isAlone || found.some(({ entry }) => entry.count >= FEW)) return found;
    const asked = bearing(found);
    if (asked >= FEW) return found;
    // What is no word of the index, or is still being typed, may be the beginning of one.
    if (!asked || (word.isTyped && [...written].length > 3)) {
      add(await beginnings(word, written), BEGINNING);
      // What adds no text goes without saying.
      if (bearing(found) > asked) {
        word.begins = written;
        part.also.push({ word: written, begins: true });
        return found;
      }
    }
    if (part.phrase) return found;
    for (const { form, isMisread } of await scholion.slips(word, formsOf, index)) {
      const entries = (await Promise.all(formsOf(form).map(term => index.term(term)))).filter(entry => entry && !have.has(entry.term));
      if (!entries.length || (asked && !isMisread && bearing(entries.map(entry => ({ entry }))) < asked * COMMONER)) continue;
      const before = bearing(found);
      add(entries, SLIP);
      if (bearing(found) === before) continue;
      take(word, entries.map(entry => entry.term));
      part.also.push({ word: form });
    }
    // Else the longest word that it begins with.
    const letters = [...written];
    for (let n = letters.length - 1; !found.length && n >= Math.max(4, letters.length - 3); n--) {
      const shorter = letters.slice(0, n).join(""), entries = (await Promise.all(formsOf(shorter).map(term => index.term(term)))).filter(Boolean);
      if (!entries.length) continue;
      add(entries, SLIP);
      take(word, entries.map(entry => entry.term));
      part.also.push({ word: shorter });
    }
    return found;
  }

  // What begins so in the index, and what is written so: an ending that is typed is none of the index.
  async function beginnings(word, start) {
    const begin = await index.begins(start, MOST_TERMS), forms = await index.forms(start, MOST_FORMS);
    const terms = [...new Set(forms.flatMap(({ form }) => formsOf(form)))].filter(term => !term.startsWith(start));
    const others = (await Promise.all(terms.map(term => index.term(term)))).filter(Boolean);
    take(word, others.map(entry => entry.term));
    return [...begin, ...others];
  }

  // Terms that are looked for in place of a word are marked like it.
  const take = (word, terms) => word.forms.push(...terms.filter(term => !word.forms.includes(term)));

  // How many texts, works and names have any of these words.
  function bearing(found) {
    const texts = new Set(), names = new Set();
    for (const { entry } of found) {
      index.walk(entry, part => texts.add(index.textOf(part)));
      for (const number of index.named(entry).keys()) names.add(number);
    }
    return texts.size + names.size;
  }

  // ---- Lists: the numbers of parts of texts, in order, and how often something occurs in each

  function listOf({ entry, weight }) {
    const list = { numbers: [], counts: [] };
    index.walk(entry, (number, count) => { list.numbers.push(number); list.counts.push(count * weight); });
    return list;
  }

  function both(a, b, join) {
    if (!a.numbers.length || !b.numbers.length) return a.numbers.length ? a : b;
    const numbers = [], counts = [];
    for (let i = 0, j = 0; i < a.numbers.length || j < b.numbers.length;) {
      const left = i < a.numbers.length ? a.numbers[i] : Infinity, right = j < b.numbers.length ? b.numbers[j] : Infinity;
      numbers.push(left < right ? left : right);
      counts.push(left === right ? join(a.counts[i], b.counts[j]) : left < right ? a.counts[i] : b.counts[j]);
      if (left <= right) i++;
      if (right <= left) j++;
    }
    return { numbers, counts };
  }

  // Two by two, so that many short lists cost little.
  function together(lists, join) {
    while (lists.length > 1) {
      const next = [];
      for (let n = 0; n < lists.length; n += 2) next.push(n + 1 < lists.length ? both(lists[n], lists[n + 1], join) : lists[n]);
      lists = next;
    }
    return lists[0] ?? { numbers: [], counts: [] };
  }

  // The parts of texts that a word is in. Its own terms stand at the same words.
  function occurrences(found) {
    const own = found.filter(({ weight }) => weight === 1).map(listOf), others = found.filter(({ weight }) => weight !== 1).map(listOf);
    const sum = (a, b) => a + b;
    return both(together(own, Math.max), together(others, sum), sum);
  }

  // The place in a list at which a number, or the first part of a text, stands or would stand.
  function placeOf({ numbers }, isBefore) {
    let low = 0, high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(numbers[middle])) low = middle + 1; else high = middle;
    }
    return low;
  }

  const holds = (list, number) => list.numbers[placeOf(list, other => other < number)] === number;

  // The parts of a text that a list has: [number, how often].
  function within(list, text) {
    const own = [];
    for (let at = placeOf(list, number => index.textOf(number) < text); at < list.numbers.length && index.textOf(list.numbers[at]) === text; at++) {
      own.push([list.numbers[at], list.counts[at]]);
    }
    return own;
  }

  // ---- Phrases

  async function places(found) {
    const parts = new Map();
    for (const { entry } of found) {
      for (const [number, list] of await index.places(entry)) {
        const own = parts.get(number) ?? new Set();
        list.forEach(place => own.add(place));
        parts.set(number, own);
      }
    }
    return parts;
  }

  // Where all words of a phrase stand side by side: number of the text's part → how often. Words that stand nearly everywhere
  // have more places than a reader is to wait for: a number of them is loaded, the rarest words' first. What that leaves open
  // (`isOpen`) is found out when the text itself is shown.
  async function phrase(part) {
    const lists = part.found.map(occurrences), sizes = lists.map(({ counts }) => counts.reduce((sum, n) => sum + n, 0));
    const rarest = [...sizes.keys()].sort((a, b) => sizes[a] - sizes[b]);
    let room = part.not ? Infinity : options.places;
    let known = rarest.filter(nth => (room -= sizes[nth]) >= 0);
    // The places of one word by itself say nothing.
    if (known.length < 2) known = [];
    part.isOpen = known.length < lists.length;
    const all = await Promise.all(known.map(nth => places(part.found[nth]))), found = { numbers: [], counts: [] }, first = lists[rarest[0]];
    first.numbers.forEach((number, nth) => {
      if (lists.some(list => list !== first && !holds(list, number))) return;
      let count = first.counts[nth];
      if (known.length) {
        const here = all.map(parts => parts.get(number) ?? new Set());
        count = [...here[0]].filter(start => here.every((places, n) => places.has(start + known[n] - known[0]))).length;
      }
      if (!count) return;
      found.numbers.push(number);
      found.counts.push(count);
    });
    return found;
  }

  // Whether a text has the phrases that were left open; nothing if so many parts of texts have been read that it must wait.
  async function has(hit, reading, tokenizer) {
    const inText = part => within(part.list, hit.text).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
    hit.open ??= wanted.filter(part => part.isOpen).map(part => ({ part, leaves: inText(part) }));
    while (hit.open.length) {
      const { part, leaves } = hit.open[0];
      let isThere = false;
      while (!isThere && leaves.length) {
        if (!reading.left) return undefined;
        reading.left--;
        const { title, lang, passages } = await index.part(leaves[0]);
        leaves.shift();
        isThere = tokenizer.hits(title, lang, [part]).length > 0 || passages.some(passage => tokenizer.hits(passage.words, passage.lang, [part]).length > 0);
      }
      if (!isThere) return false;
      hit.open.shift();
    }
    return true;
  }

  // ---- Works and names that bear all the words

  function named(parts) {
    const scores = new Map();
    parts.forEach((part, nth) => {
      const own = new Map();
      for (const found of part.found) {
        const here = new Map();
        for (const { entry, weight } of found) {
          for (const [number, length] of index.named(entry)) here.set(number, Math.max(here.get(number) ?? 0, weight / Math.sqrt(length)));
        }
        const rarity = Math.log(1 + index.names / Math.max(here.size, 1));
        for (const [number, worth] of here) {
          const before = own.get(number) ?? { words: 0, score: 0 };
          own.set(number, { words: before.words + 1, score: before.score + rarity * worth });
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

  // ---- All of it, by Robertson's BM25

  let wanted = [];

  async function all(parts) {
    await Promise.all(parts.map(async part => {
      part.also = [];
      part.found = await Promise.all(part.words.map(word => look(word, part)));
      part.list = part.phrase ? await phrase(part) : occurrences(part.found[0]);
      // What is written with a hyphen may be written as one word.
      if (part.joined) part.list = both(part.list, occurrences(await look(part.joined, { ...part, exact: true })), Math.max);
    }));
    wanted = parts.filter(part => !part.not);
    let sums = { texts: [], scores: [], parts: [] }, most = 0;
    for (const part of wanted) sums = added(sums, scored(part));
    const without = new Set(parts.filter(part => part.not).flatMap(part => part.list.numbers.map(index.textOf)));
    sums.texts.forEach((text, nth) => { if (!without.has(text)) most = Math.max(most, sums.parts[nth]); });
    const hits = [];
    sums.texts.forEach((text, nth) => { if (sums.parts[nth] === most && !without.has(text)) hits.push({ text, score: sums.scores[nth] }); });
    return { hits: ranked(hits), names: wanted.length ? named(wanted) : [], isPartial: most > 0 && most < wanted.length, also: wanted.flatMap(part => part.also) };
  }

  // The texts that have a part of the query, in order, with what that is worth.
  function scored(part) {
    const { numbers, counts } = part.list, texts = [], scores = [];
    let last = null;
    for (let nth = 0; nth < numbers.length; nth++) {
      const text = index.textOf(numbers[nth]);
      if (text === last) scores[scores.length - 1] += counts[nth];
      else { texts.push(last = text); scores.push(counts[nth]); }
    }
    part.rarity = Math.log(1 + (index.count - texts.length + 0.5) / (texts.length + 0.5));
    for (let nth = 0; nth < texts.length; nth++) {
      scores[nth] = part.rarity * scores[nth] * (K1 + 1) / (scores[nth] + K1 * (1 - B + B * index.length(texts[nth]) / index.average));
    }
    return { texts, scores };
  }

  function added(sums, { texts, scores }) {
    const all = { texts: [], scores: [], parts: [] };
    for (let i = 0, j = 0; i < sums.texts.length || j < texts.length;) {
      const left = i < sums.texts.length ? sums.texts[i] : Infinity, right = j < texts.length ? texts[j] : Infinity;
      all.texts.push(left < right ? left : right);
      all.scores.push((left <= right ? sums.scores[i] : 0) + (right <= left ? scores[j] : 0));
      all.parts.push((left <= right ? sums.parts[i] : 0) + (right <= left ? 1 : 0));
      if (left <= right) i++;
      if (right <= left) j++;
    }
    return all;
  }

  // The hits of the highest scores first. A hundred thousand numbers are sorted in a tenth of the time that as many hits would take: each holds
  // a score, turned round and as fine as there is room, and behind it the place of the hit.
  function ranked(hits) {
    const size = Math.max(hits.length, 1), levels = Math.floor(Number.MAX_SAFE_INTEGER / size) - 1;
    const top = hits.reduce((top, hit) => Math.max(top, hit.score), 0) || 1;
    const keys = new Float64Array(hits.length);
    for (let nth = 0; nth < hits.length; nth++) keys[nth] = Math.floor((1 - Math.max(hits[nth].score, 0) / top) * levels) * size + nth;
    const sorted = [];
    for (const key of keys.sort()) sorted.push(hits[key % size]);
    return sorted;
  }

  function leaves(hit) {
    const worth = new Map();
    for (const part of wanted) {
      for (const [number, count] of within(part.list, hit.text)) worth.set(number, (worth.get(number) ?? 0) + part.rarity * Math.log(Math.E + count));
    }
    return [...worth].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
  }

  return { all, leaves, has };
};
