// The files of the index, as the search page reads them: docs/SEARCH.md has their format. Its tokenizer is in search-words.js.
//
// await scholion.openIndex(root) →
//   tables, count, names, average   of the tokenizer; how many texts, works and names; mean length of a text
//   textOf(part), firstPart(text)   the text to which a part of one belongs, and a text's first part
//   await term(term)                its entry, if there is one: { term, count }
//   await begins(start, most)       the entries that begin so, those of most texts first
//   await forms(start, most)        [{ form, count }]: words as they are written that begin so; formsAround(word): those of its file;
//                                   formsEnding(end): those that end so
//   walk(entry, give)               give(part of a text, how often it occurs there), in order
//   postings(entry)                 Map: part of a text → how often it occurs there; named(entry): number of a work or name → its words
//   await places(entry)             Map: part of a text → [places]
//   length(text)                    how long a text is; await columns(): { all, length(text), lang(text), type(text), year(text) }
//   await filter(facet)             [{ value, name, texts }]: the values of a filter, each with its texts
//   await part(number)              { address, title, lang, authors, year, type, container, passages: [{ kind, id, lang, words, pages, facsimile }] }
//   await name(number)              { kind, address, name, authors, date, documents, lang, names }: names are all that it is called, [[name, lang]]
scholion.openIndex = async root => {
  "use strict";
  const load = name => scholion.load(root, name);
  const PARTS = 4096, MOST_FILES = 4, GROUP = 64, FOLDER = 512;

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

  const [[tables], [raw], [gaps, steps]] = await Promise.all([load("words"), load("index"), load("lengths")]);
  const [shards, ends] = [raw.shards, raw.ends].map(firsts => (firsts ? firsts.split(" ") : [])), length = new Map();
  // Lengths are told apart by steps, each a fifth longer than the one before (src/search/columns.rs).
  const lengths = [0, 16];
  while (lengths.length < 60) lengths.push(lengths.at(-1) + Math.floor(lengths.at(-1) / 5));
  let total = 0;
  for (let next = 0, numberOf = numbers(gaps), stepOf = numbers(steps); numberOf.more;) {
    const text = next + numberOf.next();
    length.set(text, lengths[stepOf.next()]);
    total += length.get(text);
    next = text + 1;
  }
  const textOf = part => Math.floor(part / PARTS);

  let values;
  async function columns() {
    values ??= load("values").then(([kinds, which]) => {
      const own = new Map(), kind = numbers(which);
      for (const text of length.keys()) own.set(text, kinds[kind.next()]);
      const of = nth => text => own.get(text)?.[nth];
      return { all: [...length.keys()], length: text => length.get(text), lang: of(0), type: of(1), year: of(2) };
    });
    return values;
  }

  // What is no small Latin letter or digit stands in the name of a file as its number.
  const fileOf = first => "-" + [...first].map(c => (/[a-z0-9]/.test(c) ? c : `_${c.codePointAt(0).toString(36).padStart(4, "0")}`)).join("");

  // Which of the files that begin so has a term, if any.
  function place(term, firsts = shards) {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBehind(firsts[middle], term)) high = middle; else low = middle + 1;
    }
    return Math.max(low - 1, 0);
  }

  // The terms of a file: give(term).
  function list(text, give) {
    const shared = numbers(text);
    for (let term = ""; shared.more;) {
      const kept = shared.next(), space = text.indexOf(" ", shared.at);
      term = term.slice(0, kept) + text.slice(shared.at, space);
      shared.at = space + 1;
      give(term);
    }
  }

  const opened = new Map();
  async function terms(at) {
    if (!shards.length) return new Map();
    if (opened.has(at)) return opened.get(at);
    const name = fileOf(shards[at]), [all, counts, postings] = await load(`t/${name}`);
    const found = new Map(), sizes = numbers(counts);
    let from = 0, nth = 0;
    list(all, word => {
      const forms = sizes.next(), size = sizes.next(), texts = size >> 2, names = size & 2 ? sizes.next() : 0;
      const entry = { term: word, forms, file: name, texts: postings.slice(from, from + texts), names: postings.slice(from + texts, from + texts + names),
        nth: size & 1 ? nth++ : -1, get count() { return count(this); } };
      found.set(word, entry);
      from += texts + names;
    });
    opened.set(at, found);
    return found;
  }

  // How many texts have it.
  function count(entry) {
    let texts = 0;
    for (let list = numbers(entry.texts), isFirst = true; list.more; isFirst = false) {
      const value = list.next();
      if (isFirst || value > 3) texts++;
      for (let more = (value & 1) + (value >> 1 & 1); more; more--) list.next();
    }
    return texts;
  }

  const isTerm = entry => entry?.texts || entry?.names;
  async function term(word) {
    const entry = (await terms(place(word))).get(word);
    return isTerm(entry) ? entry : undefined;
  }

  // All that begins so and passes, from a few files.
  async function beginning(start, passes) {
    const found = [], first = place(start);
    for (let at = first; at < Math.min(shards.length, first + MOST_FILES); at++) {
      if (at > first && !shards[at].startsWith(start)) break;
      for (const [word, entry] of await terms(at)) if (word.startsWith(start) && passes(entry)) found.push(entry);
    }
    return found;
  }

  const begins = async (start, most) => (await beginning(start, isTerm)).sort((a, b) => b.texts.length - a.texts.length).slice(0, most);

  const asForms = entries => entries.filter(entry => entry.forms).map(({ term: form, forms: count }) => ({ form, count }));
  const forms = async (start, most) => asForms(await beginning(start, entry => entry.forms)).sort((a, b) => b.count - a.count).slice(0, most);
  const formsAround = async word => asForms([...(await terms(place(word))).values()]);
  // Words stand there from their last letter to the first.
  const backwards = word => [...word].reverse().join("");
  async function formsEnding(end) {
    const found = [], start = backwards(end), first = place(start, ends);
    for (let at = first; at < Math.min(ends.length, first + MOST_FILES); at++) {
      if (at > first && !ends[at].startsWith(start)) break;
      const [all] = await load(`r/${fileOf(ends[at])}`);
      list(all, word => { if (word.startsWith(start)) found.push({ form: backwards(word), count: 1 }); });
    }
    return found;
  }

  // In the order of the index: give(part, weight).
  function walk(entry, give) {
    const list = numbers(entry.texts);
    for (let text = 0; list.more;) {
      const value = list.next();
      text += Math.floor(value / 4);
      const nth = value & 2 ? list.next() : 0;
      give(text * PARTS + nth, value & 1 ? list.next() + 2 : 1);
    }
  }

  function postings(entry) {
    const parts = new Map();
    walk(entry, (part, weight) => parts.set(part, weight));
    return parts;
  }

  async function places(entry) {
    const parts = new Map();
    if (entry.nth < 0) return parts;
    const [sizes, all] = await load(`p/${entry.file}`), size = numbers(sizes);
    let from = 0;
    for (let n = 0; n < entry.nth; n++) from += size.next();
    const list = numbers(all.slice(from, from + size.next()));
    walk(entry, part => {
      const own = [];
      for (let left = list.next(), at = 0; left > 0; left--) own.push(at += list.next());
      parts.set(part, own);
    });
    return parts;
  }

  function named(entry) {
    const list = numbers(entry.names), found = new Map();
    for (let number = 0; list.more;) found.set(number += list.next(), list.next());
    return found;
  }

  async function part(number) {
    const text = textOf(number), nth = number % PARTS;
    const [[address, title, lang, authors, year, type, container, facsimile, grave, passages]] = await load(`d/${Math.floor(text / FOLDER)}/${text}${nth ? `-${nth}` : ""}`);
    // The page beside the facsimile has the passages of the text.
    const beside = id => (facsimile && id ? `${address.replace(/html$/, "facsimile.html")}#${id}` : "");
    return { address, title, lang, authors, year, type, container, grave,
      passages: passages.map(([kind, id, own, words, pages = ""]) => ({ kind, id, lang: own || lang, words, pages, facsimile: beside(id) })) };
  }

  async function name(number) {
    const [group] = await load(`n/${Math.floor(number / GROUP)}`), [kind, address, called, authors, date, lang, documents, names] = group[number % GROUP];
    return { kind, address, name: called, authors, date, documents, lang, names };
  }

  const lists = new Map();
  async function filter(facet) {
    if (!lists.has(facet)) {
      const [raw] = await load(`by-${facet}`);
      lists.set(facet, raw.map(([value, name, gaps]) => {
        const own = new Set(), read = numbers(gaps);
        for (let next = 0; read.more;) {
          const first = next + read.next();
          own.add(first);
          next = first + 1;
        }
        return { value, name, texts: own };
      }));
    }
    return lists.get(facet);
  }

  return { tables, count: raw.texts, names: raw.names, average: total / Math.max(raw.texts, 1),
    textOf, firstPart: text => text * PARTS, length: text => length.get(text), term, begins, forms, formsAround, formsEnding, walk, postings, named, places, columns, filter, part, name };
};
