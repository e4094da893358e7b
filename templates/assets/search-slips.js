// Words that a word of the query may be meant for: slips of the typist, or of a program that read print.
//
// await scholion.slips(word, termsOf, index) → [{ form, isMisread }], words as they are written in the archive, likely ones first;
//                                             word is one of a query, termsOf(form) gives the terms of a word as it is written
//
// A slip is one letter too many, too few, another, or two that changed places (Damerau 1964: four of five misspellings). What is
// misread of print are letters that look alike, at one or at all places: modem and modern, poffeffion and possession.
// A slip in a word that stands in the archive in another form is one of what both are without their endings.
(() => {
  "use strict";
  // The shortest word that has slips, how many of them are told, in how many files besides that of the word they are looked for, and how
  // many letters an ending has.
  const SHORTEST = 5, MOST = 6, MOST_FILES = 3, LONGEST_ENDING = 3;
  // What looks alike in print; each as it is compared.
  const PAIRS = [["rn", "m"], ["cl", "d"], ["vv", "w"], ["f", "s"], ["1", "l"], ["i", "l"], ["0", "o"], ["5", "s"], ["8", "b"]];
  const alike = word => PAIRS.reduce((word, [from, to]) => word.replaceAll(from, to), word);

  // Whether one slip makes one word of the other; both are arrays of letters.
  function isSlip(a, b) {
    if (a.length > b.length) [a, b] = [b, a];
    if (b.length - a.length > 1) return false;
    let start = 0, end = 0;
    while (start < a.length && a[start] === b[start]) start++;
    while (end < a.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const left = a.length - start - end, right = b.length - start - end;
    if (left === 0) return right === 1;
    return right === left && (left === 1 || (left === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]));
  }

  // Words that print has misread from their beginning on: they stand in other files, and may end otherwise.
  function elsewhere(letters) {
    const text = letters.join(""), start = letters.slice(0, 4).join("");
    const pairs = PAIRS.flatMap(([from, to]) => [[from, to], [to, from]]).filter(([from]) => start.includes(from));
    return [...new Set(pairs.map(([from, to]) => text.replaceAll(from, to)))].slice(0, MOST_FILES);
  }

  // The letters of a term; what stands behind them says its language.
  const bare = term => [...term.split("~", 1)[0]];

  // Whether a word, or the beginning of a word with an ending more, is a slip of another.
  function mayBeSlip(letters, other) {
    if (isSlip(letters, other)) return true;
    const most = Math.min(letters.length + 1, other.length - 1);
    for (let n = Math.max(letters.length - 1, other.length - LONGEST_ENDING); n <= most; n++) if (isSlip(letters, other.slice(0, n))) return true;
    return false;
  }

  scholion.slips = async (word, termsOf, index) => {
    const { written } = word, letters = [...written];
    if (letters.length < SHORTEST || !/\p{L}/u.test(written)) return [];
    const skeleton = alike(written), found = new Map(), stems = word.forms.map(bare).filter(form => form.length >= SHORTEST && form.length < letters.length);
    const end = letters.slice(Math.ceil(letters.length / 2)).join("");
    const lists = await Promise.all([index.formsAround(written), index.formsEnding(end), ...elsewhere(letters).map(other => index.formsAround(other))]);
    const isSame = form => termsOf(form).map(bare).some(term => term.length >= SHORTEST && [letters, ...stems].some(own => isSlip(own, term)));
    for (const { form, count } of lists.flat()) {
      if (Math.abs(form.length - written.length) > 4 || form === written || found.has(form)) continue;
      const other = [...form], isMisread = alike(form) === skeleton;
      if (other.length + 1 < SHORTEST || !(isMisread || isSlip(letters, other) || ([letters, ...stems].some(own => mayBeSlip(own, other)) && isSame(form)))) continue;
      found.set(form, { form, isMisread, isSure: isMisread || other[0] === letters[0], worth: Math.log(1 + count) + (isMisread ? 3 : 0) });
    }
    // The first letter is seldom wrong.
    const all = [...found.values()], sure = all.filter(slip => slip.isSure);
    return (sure.length ? sure : all).sort((a, b) => b.worth - a.worth || (a.form < b.form ? -1 : 1)).slice(0, MOST);
  };
})();
