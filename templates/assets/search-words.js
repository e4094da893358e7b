// The half of the tokenizer that runs in a reader's browser: docs/SEARCH.md is its specification, src/search/words.rs
// its other half. The tables of letters and languages come from there, as search/words.js; stemmers are files beside it.
//
// scholion.load(root, name)        a file of the index, as a promise; works on file://, since it loads scripts
// scholion.tokenizer(root, text)   a promise of { segments, fold, read, query, hits }, with what queries in the letters of
//                                  `text` need; without `text` all that the archive's languages need
window.scholion ??= (() => {
  "use strict";
  const asked = new Map(), waiting = new Map(), made = new Map();

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

  async function tokenizer(root, text) {
    const [tables] = await load(root, "words");
    if (!made.has(root)) made.set(root, words(tables));
    const known = made.get(root), scripts = text === undefined ? null : known.scripts(text);
    const is = script => !scripts || scripts.has(script);
    const due = Object.keys(tables.stemmers).filter(name => !known.has(name) && tables.stemmers[name][0].split(" ").some(is));
    const han = is("Hani") && !known.has("han") ? load(root, "han").then(([pairs]) => known.addHan(pairs)) : null;
    if (due.length) {
      const [base] = await load(root, "stem");
      await Promise.all(due.map(async name => known.add(name, (await load(root, `stem-${name}`))[0](base))));
    }
    await han;
    return known;
  }

  const COMPOUND = 8, HEAD = 4, BACKWARDS = "_", MARKED = "~", MOST_JOINED = 4, MOST_GROUPED = 8;

  function words(tables) {
    const within = (ranges, code) => {
      for (let n = 0; n < ranges.length; n += 2) if (ranges[n] <= code && code <= ranges[n + 1]) return true;
      return false;
    };
    const isMark = c => /^\p{M}$/u.test(c), isAlphanumeric = c => /^[\p{Alphabetic}\p{N}]$/u.test(c);
    const isNumeric = c => /^\p{N}$/u.test(c), at = (text, place) => (place < text.length ? String.fromCodePoint(text.codePointAt(place)) : "");
    const [halfSpace, firstOfArabic, lastOfArabic] = tables.halfSpace.map(code => String.fromCodePoint(code));
    const classes = new Map(), stemmers = new Map(), han = new Map();

    // l: letter or digit; u: letter of a script without spaces; m: mark; a: apostrophe; h: hyphen; empty: anything else.
    function classOf(c) {
      let found = classes.get(c);
      if (found === undefined) {
        const code = c.codePointAt(0);
        if (tables.apostrophes.includes(c)) found = "a";
        else if (tables.hyphens.includes(c)) found = "h";
        else if (within(tables.joiners, code) || isMark(c)) found = "m";
        else if (!isAlphanumeric(c)) found = "";
        else found = within(tables.unspaced, code) ? "u" : "l";
        classes.set(c, found);
      }
      return found;
    }

    const isHebrew = c => c >= "\u05d0" && c <= "\u05f2", isCyrillic = c => c >= "\u0400" && c <= "\u052f";
    // Whether what stands behind letters of a word is in it and goes on.
    function goesOn(c, last, text, end) {
      const next = at(text, end) || " ";
      if (tables.dividers.includes(c)) {
        const behind = next === " " ? at(text, end + 1) : next;
        return behind !== "" && isAlphanumeric(behind);
      }
      if ("\"'’".includes(c) && isHebrew(last) && isHebrew(next)) return true;
      return tables.apostrophes.includes(c) && isCyrillic(last) && tables.afterApostrophe.includes(next);
    }

    // What a word may be among others with signs between them: "n" and how many digits, "l" for a letter or two, or nothing.
    function grouped(word) {
      const letters = [...word.slice(0, 8)], digits = letters.filter(isNumeric).length;
      return digits && digits === letters.length && digits <= 3 ? `n${digits}` : !digits && letters.length <= 2 ? "l" : "";
    }

    // Takes a passage apart: give(start, end) for a word, give(start, end, letters) for a run of letters without spaces, and
    // give(start, end, null, count) if the last `count` words stand together as one.
    function segments(text, give) {
      let word = null, run = [], chain = [], link = "", last = "", group = [];
      const endGroup = () => {
        if (group.length > 1 && group.length <= MOST_GROUPED) give(group[0][0], group[group.length - 1][1], null, group.length);
        group = [];
      };
      // Whether a word goes on with letters that have points between them, or with digits in threes, or may be the first of such.
      const isGrouped = ([start, end]) => {
        const [first] = group, before = group[group.length - 1], sign = at(text, first[1]);
        if (at(text, before[1]) !== sign || before[1] + sign.length !== start) return false;
        return grouped(text.slice(start, end)) === (grouped(text.slice(...first)) === "l" ? "l" : "n3");
      };
      const beginsGroup = ([start, end]) => {
        const sign = at(text, end), part = sign && tables.groupers.includes(sign) ? grouped(text.slice(start, end)) : "";
        return part !== "" && (part !== "l" || sign === ".");
      };
      const endRun = () => { if (run.length) { endGroup(); give(run[0][0], run[run.length - 1][1], run); } run = []; };
      const endWord = () => {
        if (!word) return;
        const isNext = group.length > 0 && isGrouped(word);
        if (!isNext) endGroup();
        give(word[0], word[1]);
        if (isNext || beginsGroup(word)) group.push(word);
        if (isNumeric(at(text, word[0]))) chain = []; else chain.push(word);
        word = null;
        link = "";
      };
      const endChain = () => {
        if (chain.length > 1 && chain.length <= MOST_JOINED) give(chain[0][0], chain[chain.length - 1][1], null, chain.length);
        chain = [];
        link = "";
      };
      for (let place = 0; place < text.length;) {
        const c = at(text, place), end = place + c.length, kind = classOf(c);
        if (kind === "l") {
          endRun();
          if (word) word[1] = end;
          else {
            const before = chain[chain.length - 1];
            const joins = link === "" ? !chain.length : link === "a" ? !!before && /^[oO]$/.test(text.slice(...before)) : !isNumeric(c);
            if (!joins) endChain();
            word = [place, end];
            link = "";
          }
          last = c;
        } else if (kind === "u") {
          endWord();
          endChain();
          run.push([place, end]);
        } else if (kind !== "h" && word && goesOn(c, last, text, end)) {
          word[1] = end;
          if (text[end] === " " && tables.dividers.includes(c)) { place = end + 1; continue; }
          last = c;
        } else if (kind === "m") {
          const open = word ?? run[run.length - 1];
          if (open) { open[1] = end; last = c; }
        } else {
          const isWord = !!word;
          endRun();
          endWord();
          if (kind === "a" && isWord) {
            const next = at(text, end + 1), behind = next ? classOf(next) : "";
            // The English genitive is no word of its own.
            if (/^[sS]$/.test(text[end] ?? "") && behind !== "l" && behind !== "m") {
              endChain();
              place = end + 1;
              continue;
            }
            link = "a";
          } else if (kind === "h" && isWord) link = "h";
          // A word that is divided at the end of a line goes on in small letters.
          else if (c === " " && link === "h" && /^\p{Lowercase}$/u.test(at(text, end))) link = "hs";
          else endChain();
        }
        place = end;
      }
      endRun();
      endWord();
      endChain();
      endGroup();
    }

    // A word in small letters, accents and all.
    function small(word, isDotless) {
      if (!isDotless && /^[a-zA-Z0-9]+$/.test(word)) return word.slice(0, tables.longest).toLowerCase();
      let made = "", base = "\0";
      const put = c => {
        const code = c.codePointAt(0);
        if (isMark(c)) {
          if (within(tables.points, code) || (isCyrillic(base) && (code === 0x300 || code === 0x301 || (base === "е" && code === 0x308)))) return;
          made += c;
          return;
        }
        if (c === halfSpace) { if (base >= firstOfArabic && base <= lastOfArabic) made += c; return; }
        base = c;
        if (!isAlphanumeric(c) || within(tables.joiners, code) || tables.apostrophes.includes(c)) return;
        const zero = code < 0x660 ? undefined : tables.zeros.find(zero => zero <= code && code < zero + 10);
        made += zero === undefined ? c : String(code - zero);
      };
      for (const whole of word) {
        if (isDotless && (whole === "I" || whole === "İ")) put(whole === "I" ? "ı" : "i");
        else for (const part of whole.normalize("NFKD")) for (const c of part.toLowerCase().normalize("NFKD")) put(c);
      }
      return [...made.normalize("NFC")].slice(0, tables.longest).join("");
    }

    // Without accents on Latin and Greek letters, and with letters that stand for others written as these.
    function plain(word) {
      if (/^[\0-\x7fа-я]*$/.test(word)) return word;
      const [first, last, distance] = tables.katakana;
      let made = "", base = "\0";
      for (const c of word.normalize("NFD")) {
        const code = c.codePointAt(0);
        if (isMark(c)) {
          if (base >= "\u0400" || code < 0x300 || code > 0x36f) made += c;
          continue;
        }
        base = c;
        if (c === halfSpace) continue;
        if (Object.hasOwn(tables.letters, c)) made += tables.letters[c];
        else if (code >= first && code <= last) made += String.fromCodePoint(code - distance);
        else made += han.get(c) ?? c;
      }
      return made.normalize("NFC");
    }

    // How a word is compared.
    const fold = word => plain(small(word, false));

    // The script of a word in small letters, of those whose words lose endings.
    function scriptOf(word) {
      const code = word.codePointAt(0);
      for (const [script, ranges] of Object.entries(tables.scripts)) {
        if (within(ranges, code)) return [...word].every(c => within(ranges, c.codePointAt(0)) || isMark(c)) ? script : "";
      }
      return "";
    }

    // What a language is to the tokenizer: { lang, own, flags }.
    function languageOf(lang) {
      const primary = (lang || "und").split("-")[0].toLowerCase(), known = Object.hasOwn(tables.langs, primary) ? tables.langs[primary] : ["", "ru"];
      return { lang: primary === "und" || !Object.hasOwn(tables.langs, primary) ? "" : primary, own: known[0], flags: known[1] };
    }
    const archive = Object.keys(tables.langs).map(languageOf);

    function stemmerOf({ lang, own, flags }, script) {
      if (own && tables.stemmers[own][0].split(" ").includes(script)) return [own, lang];
      if (flags.includes("e") && script === "Latn") return ["english", "en"];
      if (flags.includes("r") && script === "Cyrl") return ["russian", "ru"];
      return ["", lang];
    }

    const stemmed = new Map();
    function stem(name, word) {
      const stemmer = stemmers.get(name);
      if (!stemmer) return plain(word);
      const key = `${name} ${word}`;
      let found = stemmed.get(key);
      if (found === undefined) stemmed.set(key, found = plain(stemmer.stem(word)) || plain(word));
      return found;
    }

    // What the rules of a language make of a word; at each letter the longest that holds counts. Null if that is the word.
    function respelled(word, lang) {
      const rules = (Object.hasOwn(tables.older, lang) ? tables.older[lang] : []).filter(([written]) => word.includes(written));
      if (!rules.length) return null;
      let made = "";
      for (let place = 0; place < word.length;) {
        let best = null;
        for (const rule of rules) {
          const [written, where, before] = rule, end = place + written.length;
          const holds = word.startsWith(written, place) && (!where.includes("^") || place === 0) && (!where.includes("$") || end === word.length)
            && (!before || (end < word.length && before.includes(at(word, end))));
          if (holds && (!best || written.length >= best[0].length)) best = rule;
        }
        const taken = best ? best[0] : at(word, place);
        made += best ? best[3] : taken;
        place += taken.length;
      }
      return made === word ? null : made;
    }

    // The terms of a word, the one that it has first of all before the others.
    function terms(word, language) {
      const written = small(word, language.flags.includes("i"));
      if (!written) return [];
      const script = scriptOf(written), [name, lang] = stemmerOf(language, script), bare = plain(written);
      // What a stemmer has made bears its mark, so that it is not taken for what another makes of a different word.
      const mark = name && tables.stemmers[name][1], put = term => found.add(mark ? term + MARKED + mark : term);
      const main = stem(name, script === "Grek" ? bare : written), found = new Set();
      put(main);
      if ((script === "Latn" || script === "Arab") && bare !== written) put(stem(name, bare));
      if (script === "Arab" && written.includes(halfSpace)) put(stem(name, written.replaceAll(halfSpace, "")));
      const others = [respelled(written, lang)];
      if (language.flags.includes("u") && !/^[\0-\x7f]*$/.test(written)) others.push(respelled(written, "mul"));
      for (const other of others) if (other !== null) put(stem(name, other));
      if (language.flags.includes("c") && script === "Latn" && [...bare].length >= COMPOUND) found.add(backwards(main));
      return [...found];
    }
    const backwards = term => BACKWARDS + [...term].reverse().join("");

    // The terms of a passage: give(term, place, start, end), those of a word at one place.
    function read(text, lang, give) {
      const language = languageOf(lang), known = new Map();
      const termsOf = (start, end) => {
        const word = text.slice(start, end);
        if (!known.has(word)) known.set(word, terms(word, language));
        return known.get(word);
      };
      let place = 0;
      segments(text, (start, end, letters, count) => {
        if (letters) {
          const folded = letters.map(([from, to]) => fold(text.slice(from, to)));
          letters.forEach(([from, to], nth) => give(folded[nth] + (folded[nth + 1] ?? ""), place++, from, letters[nth + 1]?.[1] ?? to));
        } else if (count) {
          for (const term of termsOf(start, end)) give(term, Math.max(place - count, 0), start, end);
        } else {
          const found = termsOf(start, end);
          for (const term of found) give(term, place, start, end);
          if (found.length) place++;
        }
      });
    }

    // What a query asks for: a list of { words, phrase, not, exact, joined, text }. Each word is { forms, begins, heads, run, text, written }:
    // the terms that it may be in a passage of any language of the archive, the beginning of others, the beginnings of terms under
    // which compounds with this last part stand. `joined` is the word that a word with a hyphen is too.
    function query(text) {
      const parts = [], asked = text.replace(/([\u05d0-\u05f2])["”](?=[\u05d0-\u05f2])/g, "$1\u05f4");
      const pattern = /(-?)(?:["“”„«»「」『』]([^"“”„«»「」『』]*)(?:["“”„«»「」『』]|$)|([^\s"“”„«»「」『』]+))/gu;
      for (const [, minus, quoted, bare] of asked.matchAll(pattern)) {
        const exact = quoted !== undefined, not = minus === "-", { found, joined } = queryWords(quoted ?? bare, exact, exact || not);
        if (!found.length) continue;
        const isRun = found.some(word => word.run), text = quoted ?? bare;
        // A word that falls apart ("A/RES/75") is looked for as one.
        const phrase = found.length > 1 && (exact || not || !isRun);
        if (not || phrase || exact) parts.push({ words: found, phrase, not, exact, joined: exact ? null : joined, text });
        else for (const word of found) parts.push({ words: [word], phrase: false, not: false, exact: false, joined: null, text });
      }
      return parts;
    }

    function queryWord(word, begins) {
      const written = fold(word), forms = new Set(), heads = new Set();
      for (const language of archive) {
        const found = terms(word, language).filter(term => !term.startsWith(BACKWARDS));
        found.forEach(term => forms.add(term));
        const [head] = (found[0] ?? "").split(MARKED);
        if (language.flags.includes("c") && [...head].length >= HEAD) heads.add(backwards(head));
      }
      forms.add(written);
      return { forms: [...forms], begins: begins ? written : "", heads: [...heads], run: false, text: written, written };
    }

    function queryWords(text, isExact, isPhrase) {
      const found = [];
      let joined = null, last = "";
      // In a passage the last letter of a run stands by itself before what follows.
      const endRun = () => {
        if (isPhrase && last) found.splice(found.length - (found.at(-1).begins ? 1 : 0), 1, ofRun(last, ""));
        last = "";
      };
      segments(text, (start, end, letters, count) => {
        if (count) joined = count === found.length ? queryWord(text.slice(start, end), false) : null;
        else if (letters) {
          endRun();
          found.push(...pairs(text, letters, isExact));
          last = fold(text.slice(...letters.at(-1)));
        } else if (fold(text.slice(start, end))) {
          endRun();
          found.push(queryWord(text.slice(start, end), text[end] === "*"));
        }
      });
      return { found, joined: joined && joined.written && found.length > 1 ? joined : null };
    }

    const ofRun = (form, begins) => ({ forms: [form], begins, heads: [], run: true, text: form, written: form });

    // The pairs of a run; a Korean word without the particle behind it.
    function pairs(text, letters, isExact) {
      let folded = letters.map(([from, to]) => fold(text.slice(from, to)));
      if (!isExact && folded.length > 2 && folded.every(letter => /^[가-힣]$/.test(letter))) {
        const particle = tables.particles.split(" ").filter(one => folded.length - one.length >= 2 && folded.join("").endsWith(one));
        const longest = Math.max(0, ...particle.map(one => one.length));
        folded = folded.slice(0, folded.length - longest);
      }
      // A letter alone begins pairs.
      if (folded.length === 1) return [ofRun(folded[0], folded[0])];
      return folded.slice(1).map((letter, nth) => ofRun(folded[nth] + letter, ""));
    }

    // Where a passage has what the query asks for: [start, end, which part], in order.
    function hits(text, lang, parts) {
      const tokens = [], joined = [];
      read(text, lang, (term, place, start, end) => {
        const token = tokens[place];
        if (!token) tokens[place] = { terms: [term], start, end };
        else if (token.start === start && token.end === end) token.terms.push(term);
        else if (joined.at(-1)?.start === start) joined.at(-1).terms.push(term);
        else joined.push({ terms: [term], start, end });
      });
      const begins = (token, start) => (token.written ??= fold(text.slice(token.start, token.end))).startsWith(start);
      const fits = (word, token) => !!token && (token.terms.some(term => word.forms.includes(term) || (!!word.begins && term.startsWith(word.begins))
        || word.heads?.some(head => term.startsWith(head))) || (!!word.begins && begins(token, word.begins)));
      const found = [];
      parts.forEach((part, nth) => {
        if (part.not) return;
        tokens.forEach((token, place) => {
          const all = part.words.every((word, n) => fits(word, tokens[place + n]));
          if (all) found.push([token.start, tokens[place + part.words.length - 1].end, nth]);
        });
        for (const word of [part.joined, ...(part.words.length === 1 ? part.words : [])]) {
          if (!word) continue;
          for (const token of word === part.joined ? [...tokens, ...joined] : joined) if (fits(word, token)) found.push([token.start, token.end, nth]);
        }
      });
      return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    }

    // The scripts of a text's letters, those whose words lose endings, and that of Chinese.
    function scripts(text) {
      const found = new Set();
      for (const c of text.normalize("NFKD").toLowerCase()) {
        const code = c.codePointAt(0);
        if (/^\p{Script=Han}$/u.test(c)) found.add("Hani");
        for (const [script, ranges] of Object.entries(tables.scripts)) if (within(ranges, code)) found.add(script);
      }
      return found;
    }

    const has = name => (name === "han" ? han.size > 0 : stemmers.has(name));
    const add = (name, Stemmer) => stemmers.set(name, new Stemmer());
    const addHan = text => { const letters = [...text]; for (let n = 0; n < letters.length; n += 2) han.set(letters[n], letters[n + 1]); };
    return { segments, fold, terms, read, query, hits, scripts, has, add, addHan };
  }

  return { give, load, tokenizer };
})();
