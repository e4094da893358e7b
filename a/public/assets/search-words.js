// The half of the tokenizer that runs in a reader's browser: docs/SEARCH.md is its specification, src/search/words.rs
// its other half. The tables of letters and languages come from there, as search/words.js.
//
// scholion.load(root, name)   a file of the index, as a promise; works on file://, since it loads scripts
// scholion.words(tables)      → { segments, fold, read, query, hits }
window.scholion ??= (() => {
  "use strict";
  const asked = new Map(), waiting = new Map();

  // Files of the index call this with their name and what they hold.
  function give(name, ...values) {
    waiting.get(name)?.(values);
    waiting.delete(name);
  }

  function load(root, name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = `${root}search/${name}.js`;
        script.onload = () => script.remove();
        script.onerror = () => { script.remove(); asked.delete(name); reject(new Error(name)); };
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  // The English stemmer of Snowball ("Porter 2"), by https://snowballstem.org/algorithms/english/stemmer.html
  const english = (() => {
    const whole = { skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli",
      only: "onli", singly: "singl" };
    for (const word of "sky news howe atlas cosmos bias andes".split(" ")) whole[word] = word;
    const done = new Set("inning outing canning herring earring proceed exceed succeed".split(" "));
    const second = { tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize", ational: "ate", ation: "ate",
      ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous", ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble",
      bli: "ble", ogi: "og", fulli: "ful", lessli: "less", li: "" };
    const third = { tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "" };
    const fourth = {};
    for (const ending of "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion".split(" ")) fourth[ending] = "";

    // The longest ending of the word that the table has.
    function ending(word, table, longest) {
      for (let n = Math.min(longest, word.length); n > 0; n--) {
        const end = word.slice(word.length - n);
        if (Object.hasOwn(table, end)) return end;
      }
      return "";
    }
    const short = word => /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word);
    // Where the part behind the first vowel and the consonant that follows it begins, from `at` on.
    function region(word, at) {
      const found = /[aeiouy][^aeiouy]/.exec(word.slice(at));
      return found ? at + found.index + 2 : word.length;
    }

    return word => {
      if (Object.hasOwn(whole, word)) return whole[word];
      if (word.length < 3) return word;
      // A y that is a consonant is written large.
      word = word.replace(/^y/, "Y");
      for (let at = 1; at < word.length; at++) {
        if (word[at] === "y" && /[aeiouy]/.test(word[at - 1])) word = `${word.slice(0, at)}Y${word.slice(at + 1)}`;
      }
      const special = /^(gener|commun|arsen)/.exec(word);
      const first = special ? special[0].length : region(word, 0);
      const next = region(word, first);
      const cut = (n, put = "") => { word = word.slice(0, word.length - n) + put; };

      if (word.endsWith("sses")) cut(2);
      else if (/ie[ds]$/.test(word)) cut(word.length > 4 ? 2 : 1);
      else if (/[^us]s$/.test(word) && /[aeiouy]/.test(word.slice(0, -2))) cut(1);
      if (done.has(word)) return word;

      const eed = /eed(ly)?$/.exec(word), ed = /(ed|ing)(ly)?$/.exec(word);
      if (eed) {
        if (eed.index >= first) word = `${word.slice(0, eed.index)}ee`;
      } else if (ed && /[aeiouy]/.test(word.slice(0, ed.index))) {
        word = word.slice(0, ed.index);
        if (/(at|bl|iz)$/.test(word)) word += "e";
        else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) cut(1);
        else if (word.length === first && short(word)) word += "e";
      }
      if (/.[^aeiouy][yY]$/.test(word)) cut(1, "i");

      let end = ending(word, second, 7);
      if (end && word.length - end.length >= first) {
        const before = word[word.length - end.length - 1] ?? "";
        if (end === "ogi" ? before === "l" : end !== "li" || /[cdeghkmnrt]/.test(before)) cut(end.length, second[end]);
      }
      end = ending(word, third, 7);
      if (end && word.length - end.length >= (end === "ative" ? Math.max(first, next) : first)) cut(end.length, third[end]);
      end = ending(word, fourth, 5);
      if (end && word.length - end.length >= next && (end !== "ion" || /[st]ion$/.test(word))) cut(end.length);
      const at = word.length - 1;
      if (word[at] === "e" && (at >= next || (at >= first && !short(word.slice(0, at))))) cut(1);
      else if (word[at] === "l" && at >= next && word[at - 1] === "l") cut(1);
      return word.replaceAll("Y", "y");
    };
  })();

  // The Russian stemmer of Snowball, by https://snowballstem.org/algorithms/russian/stemmer.html
  const russian = (() => {
    const list = text => text.split(" ").sort((a, b) => b.length - a.length);
    // Endings that need а or я before them, and those that do not.
    const gerund = [list("в вши вшись"), list("ив ивши ившись ыв ывши ывшись")];
    const adjective = list("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
    const participle = [list("ем нн вш ющ щ"), list("ивш ывш ующ")];
    const verb = [list("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно"),
      list("ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю")];
    const noun = list("а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я");
    // Without the longest ending that the lists have; null if none fits.
    function without(word, [after, any]) {
      const [a, b] = [after, any].map(endings => endings.find(end => word.endsWith(end)) ?? "");
      if (b.length > a.length) return word.slice(0, -b.length);
      return a && /[ая]$/.test(word.slice(0, -a.length)) ? word.slice(0, -a.length) : null;
    }
    const plain = (word, endings) => without(word, [[], endings]);

    return word => {
      const found = /[аеиоуыэюя]/.exec(word);
      if (!found) return word;
      const start = word.slice(0, found.index + 1);
      let rest = word.slice(start.length);
      const regions = /^[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя][^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]/.exec(word);
      const second = (regions ? regions[0].length : word.length) - start.length;
      const done = without(rest, gerund);
      if (done !== null) rest = done;
      else {
        rest = plain(rest, ["ся", "сь"]) ?? rest;
        const adjectival = plain(rest, adjective);
        if (adjectival !== null) rest = without(adjectival, participle) ?? adjectival;
        else rest = without(rest, verb) ?? plain(rest, noun) ?? rest;
      }
      rest = rest.replace(/и$/, "");
      const derived = /ость?$/.exec(rest);
      if (derived && derived.index >= second) rest = rest.slice(0, derived.index);
      if (/ейше?$/.test(rest)) rest = rest.replace(/ейше?$/, "").replace(/нн$/, "н");
      else rest = rest.replace(/нн$/, "н").replace(/ь$/, "");
      return start + rest;
    };
  })();

  function words(tables) {
    const within = (ranges, code) => {
      for (let n = 0; n < ranges.length; n += 2) if (ranges[n] <= code && code <= ranges[n + 1]) return true;
      return false;
    };
    const isMark = c => /^\p{M}$/u.test(c), isAlphanumeric = c => /^[\p{Alphabetic}\p{N}]$/u.test(c);
    const notLatin = new Set(tables.notLatin.split(" ")), cyrillic = new Set(tables.cyrillic.split(" "));
    const classes = new Map();

    // l: letter or digit; u: letter of a script without spaces; m: mark; a: apostrophe; empty: anything else.
    function classOf(c) {
      let found = classes.get(c);
      if (found === undefined) {
        const code = c.codePointAt(0);
        if (c === "'" || c === "’" || c === "ʼ") found = "a";
        else if (within(tables.joiners, code) || isMark(c)) found = "m";
        else if (!isAlphanumeric(c)) found = "";
        else found = within(tables.unspaced, code) ? "u" : "l";
        classes.set(c, found);
      }
      return found;
    }

    // Takes a passage apart: give(start, end) for a word, give(start, end, letters) for a run of letters without spaces.
    function segments(text, give) {
      let word = null, run = [];
      const endRun = () => { if (run.length) give(run[0][0], run[run.length - 1][1], run); run = []; };
      const endWord = () => { if (word) give(word[0], word[1]); word = null; };
      for (let at = 0; at < text.length;) {
        const c = String.fromCodePoint(text.codePointAt(at)), end = at + c.length, kind = classOf(c);
        at = end;
        if (kind === "l") {
          endRun();
          word ??= [end - c.length, end];
          word[1] = end;
        } else if (kind === "u") {
          endWord();
          run.push([end - c.length, end]);
        } else if (kind === "m") {
          const last = word ?? run[run.length - 1];
          if (last) last[1] = end;
        } else {
          endRun();
          if (word) {
            endWord();
            // The English genitive is no word of its own.
            if (kind === "a" && /^[sS]$/.test(text[end] ?? "")) {
              const next = end + 1 < text.length ? classOf(String.fromCodePoint(text.codePointAt(end + 1))) : "";
              if (next !== "l" && next !== "m") at = end + 1;
            }
          }
        }
      }
      endRun();
      endWord();
    }

    // How a word is compared.
    function fold(word) {
      if (/^[a-zA-Z0-9]+$/.test(word)) return word.slice(0, tables.longest).toLowerCase();
      let folded = "", base = "\0";
      for (const whole of word) {
        for (const part of whole.normalize("NFKD")) {
          for (const c of part.toLowerCase().normalize("NFKD")) {
            const code = c.codePointAt(0);
            if (isMark(c)) {
              const under = base.codePointAt(0);
              const dropped = within(tables.points, code) || (under >= 0x400 && under <= 0x52f
                ? code === 0x300 || code === 0x301 || (base === "е" && code === 0x308)
                : under < 0x400 && code >= 0x300 && code <= 0x36f);
              if (!dropped) folded += c;
              continue;
            }
            base = c;
            if (Object.hasOwn(tables.letters, c)) folded += tables.letters[c];
            else if (isAlphanumeric(c) && !within(tables.joiners, code)) folded += c;
          }
        }
      }
      return [...folded.normalize("NFC")].slice(0, tables.longest).join("");
    }

    const stemmed = new Map();
    function stem(folded, isEnglish, isRussian) {
      const which = isEnglish && /^[a-z]+$/.test(folded) ? english : isRussian && /^[а-я]+$/.test(folded) ? russian : null;
      if (!which) return folded;
      let found = stemmed.get(folded);
      if (found === undefined) stemmed.set(folded, found = which(folded));
      return found;
    }

    // The terms of a passage: give(term, place, start, end).
    function read(text, lang, give) {
      const primary = (lang || "und").split("-")[0].toLowerCase();
      const isEnglish = primary === "en" || primary === "und" || notLatin.has(primary), isRussian = !cyrillic.has(primary);
      let place = 0;
      segments(text, (start, end, letters) => {
        if (letters) {
          letters.forEach(([from, to], nth) => {
            const next = letters[nth + 1];
            give(fold(text.slice(from, to)) + (next ? fold(text.slice(...next)) : ""), place++, from, next ? next[1] : to);
          });
          return;
        }
        const folded = fold(text.slice(start, end));
        if (folded) give(stem(folded, isEnglish, isRussian), place++, start, end);
      });
    }

    // What a query asks for: a list of { words, phrase, not }; each word is { forms, begins }: the terms that it may be in a
    // passage of any language, and the beginning of others.
    function query(text) {
      const parts = [];
      const pattern = /(-?)(?:["“”„«»「」『』]([^"“”„«»「」『』]*)(?:["“”„«»「」『』]|$)|([^\s"“”„«»「」『』]+))/gu;
      for (const [, minus, quoted, bare] of text.matchAll(pattern)) {
        const found = read_query(quoted ?? bare);
        if (!found.length) continue;
        // A word that falls apart ("A/RES/75") is looked for as one.
        const phrase = quoted !== undefined ? found.length > 1 : found.length > 1 && !found.some(word => word.run);
        if (minus || phrase) parts.push({ words: found, phrase, not: minus === "-" });
        else for (const word of found) parts.push({ words: [word], phrase: false, not: false });
      }
      return parts;
    }

    function read_query(text) {
      const found = [];
      segments(text, (start, end, letters) => {
        if (letters) {
          const folded = letters.map(([from, to]) => fold(text.slice(from, to)));
          // A letter alone begins pairs.
          if (folded.length === 1) found.push({ forms: folded, begins: folded[0], run: true, text: folded[0] });
          for (let nth = 0; nth + 1 < folded.length; nth++) {
            found.push({ forms: [folded[nth] + folded[nth + 1]], begins: "", run: true, text: folded[nth] + folded[nth + 1] });
          }
          return;
        }
        const folded = fold(text.slice(start, end));
        if (!folded) return;
        const begins = text[end] === "*" ? folded : "";
        found.push({ forms: [...new Set([folded, stem(folded, true, true)])], begins, run: false, text: folded });
      });
      return found;
    }

    // Where a passage has what the query asks for: [start, end, which part], in order.
    function hits(text, lang, parts) {
      const tokens = [];
      read(text, lang, (term, place, start, end) => tokens.push({ term, place, start, end }));
      const fits = (word, token) => !!token && (word.forms.includes(token.term) || (!!word.begins && token.term.startsWith(word.begins)));
      const found = [];
      parts.forEach((part, nth) => {
        if (part.not) return;
        tokens.forEach((token, at) => {
          const all = part.words.every((word, n) => fits(word, tokens[at + n]));
          if (all) found.push([token.start, tokens[at + part.words.length - 1].end, nth]);
        });
      });
      return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    }

    return { segments, fold, read, query, hits };
  }

  return { give, load, words, english, russian };
})();
