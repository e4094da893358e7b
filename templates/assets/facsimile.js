/* A text and the pictures of its pages follow each other. The page is whole without this script: marks of pages lead to
   pictures and back.

   1. The column that is scrolled leads, the other follows.
   2. Keys, in the pictures: left and right turn pages, Home and End go to the first and the last.
   3. A line of the text, and each word where its place is known, lights up on its picture, and the other way; so do a note and its words.
   4. What was searched for, and the passage to which a link leads, are shown on the picture. */
(() => {
  'use strict';
  const frame = document.querySelector('.surfaces');
  const text = document.querySelector('.transcription');
  if (!frame || !text) return;
  const idOf = (link) => {
    try { return decodeURIComponent(link.hash.slice(1)); } catch { return ''; }
  };
  const surfaces = [...frame.querySelectorAll('li[id]')];
  // Marks in the order of the text, each with its picture.
  const marks = [...text.querySelectorAll('.pb > a[href^="#"]')]
    .map((link) => ({ mark: link.parentElement, surface: document.getElementById(idOf(link)) }))
    .filter(({ surface }) => surface && frame.contains(surface));

  /* 1. Who leads */

  let leader = text;
  let current = null;
  const lead = (event) => { leader = frame.contains(event.target) ? frame : text; };
  for (const kind of ['wheel', 'pointerdown', 'touchstart', 'keydown', 'focusin']) addEventListener(kind, lead, { passive: true, capture: true });

  // Where a link leads is not left again by what the browser scrolls for it: nobody leads until somebody scrolls on.
  let restedAt = null;
  const rest = () => {
    leader = restedAt = null;
    setTimeout(() => { restedAt = scrollY; }, 600);
  };
  const leave = () => {
    if (!leader && restedAt !== null && Math.abs(scrollY - restedAt) > 60) leader = text;
  };

  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const behavior = () => (calm.matches ? 'instant' : 'smooth');
  const turnTo = (surface) => {
    const top = surface.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop - 8;
    frame.scrollTo({ top, behavior: behavior() });
  };
  const show = (surface) => {
    if (surface === current) return false;
    current = surface;
    surfaces.forEach((one) => one.classList.toggle('current', one === surface));
    marks.forEach(({ mark, surface: own }) => mark.classList.toggle('current', own === surface));
    return true;
  };
  // Down to where one reads: a third of the window, or a little below pictures that stand above the text. It begins at the top with the text, however
  // short that is, and ends with it.
  const reading = () => {
    const { bottom } = frame.getBoundingClientRect();
    const top = bottom >= innerHeight ? 0 : bottom;
    const way = document.documentElement.scrollHeight - innerHeight;
    if (way < innerHeight) return top + (innerHeight - top) * (way > 0 ? scrollY / way : 0);
    return Math.max(Math.min(Math.max(innerHeight / 3, top && top + 60), top + scrollY), innerHeight - way + scrollY);
  };
  const follow = () => {
    if (!leader) return;
    if (leader === text) {
      const line = reading();
      const above = marks.filter(({ mark }) => mark.getBoundingClientRect().top < line);
      const at = above.length ? above[above.length - 1] : marks[0];
      if (at && show(at.surface)) turnTo(at.surface);
      return;
    }
    const edge = frame.getBoundingClientRect();
    const line = edge.top + edge.height / 3;
    const at = surfaces.filter((one) => one.getBoundingClientRect().top < line).pop() || surfaces[0];
    if (at && show(at)) toText(at);
  };
  const toText = (surface) => {
    const found = marks.find((one) => one.surface === surface);
    if (found) found.mark.scrollIntoView({ block: 'start', behavior: behavior() });
  };
  let waiting = 0;
  const soon = () => {
    waiting ||= requestAnimationFrame(() => { waiting = 0; follow(); });
  };
  addEventListener('scroll', () => {
    leave();
    if (leader === text) soon();
  }, { passive: true });
  frame.addEventListener('scroll', () => leader === frame && soon(), { passive: true });
  addEventListener('resize', soon);

  /* 2. Keys */

  frame.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = surfaces.length - 1;
    const at = surfaces.indexOf(current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    const surface = surfaces[Math.min(Math.max(to, 0), last)];
    if (to === undefined || !surface) return;
    event.preventDefault();
    turnTo(surface);
    show(surface);
    toText(surface);
  });

  /* 3. Lines, words, notes */

  const lines = (name) => document.querySelectorAll(`[data-line="${CSS.escape(name)}"]`);
  const boxOf = (name) => frame.querySelector(`[data-line="${CSS.escape(name)}"]`);
  const wordsOf = (name) => text.querySelectorAll(`[data-line="${CSS.escape(name)}"]`);

  // As `text::fold` compares words (crates/base/src/text.rs).
  const fold = (word) => word.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  // What a line has: the boxes of its words as recognised, and its words in the text, each with its place in it and its box if one is known:
  // as src/site/facsimile/words.rs finds it.
  const known = new Map();
  const read = (name) => {
    const nodes = [];
    let all = '';
    for (const part of wordsOf(name)) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest('.noteref')) continue;
        nodes.push([all.length, walker.currentNode]);
        all += walker.currentNode.data;
      }
    }
    const box = boxOf(name);
    const boxes = (box?.dataset.words || '').split(';').filter(Boolean).map((place) => place.split(' ').map(Number));
    const printed = (box?.textContent || '').split(/\s+/).filter(Boolean);
    const recognised = printed.map(fold);
    // The last word of a line may be the beginning of one.
    const isCut = /[-\u00ad¬⸗‐=]$/.test(printed.at(-1) || '');
    const isKnown = boxes.length > 0 && boxes.length === recognised.length;
    // Letter for letter, if both are the same: whatever parts words in a script.
    const of = recognised.flatMap((word, nth) => [...word].map((letter) => ({ letter, nth })));
    const letters = [...all.matchAll(/[\p{L}\p{N}]/gu)].flatMap(({ 0: letter, index }) => [...fold(letter)].map((folded) => ({ folded, index, length: letter.length })));
    const isSame = of.length > 0 && (letters.length === of.length || (isCut && letters.length > of.length)) && of.every(({ letter }, nth) => letter === letters[nth].folded);
    if (isKnown && isSame) {
      const parts = [];
      letters.forEach(({ index, length }, at) => {
        const { nth } = of[Math.min(at, of.length - 1)];
        if (parts.at(-1)?.nth !== nth) parts.push({ start: index, end: 0, nth });
        parts.at(-1).end = index + length;
      });
      return { box, boxes, nodes, tokens: parts };
    }
    let next = 0;
    const tokens = [...all.matchAll(/\S+/g)].filter(([word]) => fold(word)).map((found) => {
      const word = fold(found[0]);
      let nth = -1;
      for (let at = next; isKnown && nth < 0 && at < Math.min(next + 3, recognised.length); at += 1) {
        const other = recognised[at];
        if (other === word || (isCut && at + 1 === recognised.length && other && word.startsWith(other))) nth = at;
      }
      if (nth >= 0) next = nth + 1;
      return { start: found.index, end: found.index + found[0].length, nth };
    });
    return { box, boxes, nodes, tokens };
  };
  const line = (name) => {
    if (!known.has(name)) known.set(name, read(name));
    return known.get(name);
  };

  const rangeOf = ({ nodes }, { start, end }) => {
    const at = (offset, isEnd) => {
      const found = nodes.filter(([from]) => (isEnd ? from < offset : from <= offset)).pop();
      return found && [found[1], Math.min(offset - found[0], found[1].data.length)];
    };
    const [from, to] = [at(start, false), at(end, true)];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  };
  // The word of a line at a place in one of its nodes.
  const tokenAt = ({ nodes, tokens }, node, offset) => {
    const own = nodes.find(([, other]) => other === node);
    return own && tokens.find(({ start, end }) => start <= own[0] + offset && own[0] + offset < end);
  };

  const over = (box, [x, y, width, height], name) => {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [key, value] of Object.entries({ x, y, width, height, class: name })) rect.setAttribute(key, value);
    box.after(rect);
    return rect;
  };

  let lit = null;
  const light = (name) => {
    if (name === lit) return;
    if (lit) lines(lit).forEach((one) => one.classList.remove('lit'));
    lit = name;
    if (name) lines(name).forEach((one) => one.classList.add('lit'));
  };
  const highlights = window.Highlight && CSS.highlights;
  let litWord = null;
  const lightWord = (of, token) => {
    if (litWord?.token === token) return;
    litWord?.rect?.remove();
    highlights?.delete('word');
    litWord = null;
    if (!token) return;
    const box = token.nth >= 0 && of.boxes[token.nth];
    const range = highlights && rangeOf(of, token);
    if (range) highlights.set('word', new Highlight(range));
    litWord = { token, rect: box && over(of.box, box, 'word') };
  };
  const inText = (event) => {
    const place = document.caretPositionFromPoint?.(event.clientX, event.clientY) || document.caretRangeFromPoint?.(event.clientX, event.clientY);
    return place && [place.offsetNode || place.startContainer, place.offset ?? place.startOffset];
  };
  const onPicture = (of, event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(of.box.getScreenCTM().inverse());
    const nth = of.boxes.findIndex(([x, y, width, height]) => place.x >= x && place.x <= x + width && place.y >= y && place.y <= y + height);
    return of.tokens.find((token) => token.nth === nth && nth >= 0);
  };
  document.addEventListener('pointermove', (event) => {
    const at = event.target.closest && event.target.closest('[data-line]');
    light(at ? at.dataset.line : null);
    if (!at) return lightWord(null, null);
    const of = line(at.dataset.line);
    if (frame.contains(at)) return lightWord(of, onPicture(of, event));
    const place = inText(event);
    return lightWord(of, place && tokenAt(of, ...place));
  }, { passive: true });
  frame.addEventListener('click', (event) => {
    const at = event.target.closest('[data-line]');
    const words = at && wordsOf(at.dataset.line)[0];
    if (words) words.scrollIntoView({ block: 'center', behavior: behavior() });
  });

  // A note: its words in the text, its mark behind them, its place on the picture and itself.
  const noteMarks = [...text.querySelectorAll('.noteref a[href^="#note-"]')];
  const noteOf = (place) => {
    const words = place.closest('mark.annotated');
    const isBehind = (link) => words.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING;
    const link = place.closest('a[href^="#note-"]') || (words && noteMarks.find(isBehind));
    return link ? link.getAttribute('href').slice(1) : place.closest('.annotation-item')?.id;
  };
  const lightNote = (event) => {
    for (const one of document.querySelectorAll('.noted')) one.classList.remove('noted');
    const id = event.type !== 'pointerleave' && event.target.closest && noteOf(event.target);
    if (!id) return;
    document.getElementById(`at-${id}`)?.classList.add('noted');
    document.getElementById(id)?.classList.add('noted');
    for (const mark of text.querySelectorAll(`a[href="#${CSS.escape(id)}"]`)) mark.classList.add('noted');
  };
  document.addEventListener('pointerover', lightNote);
  document.addEventListener('focusin', lightNote);

  /* 4. What is shown on the picture */

  // What an element of the text covers of its line: its words, or the whole line where the places of these are not known.
  const showOnPicture = (element, name) => {
    const around = element.closest('[data-line]');
    const names = around ? [around.dataset.line] : [...new Set([...element.querySelectorAll('[data-line]')].map((one) => one.dataset.line))];
    let first = null;
    for (const one of names) {
      const of = line(one);
      if (!of.box) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const isIn = (token) => {
        const own = rangeOf(of, token);
        return own && range.compareBoundaryPoints(Range.END_TO_START, own) < 0 && range.compareBoundaryPoints(Range.START_TO_END, own) > 0;
      };
      const own = of.tokens.filter(isIn);
      if (own.length && own.length < of.tokens.length && own.every((token) => token.nth >= 0)) own.forEach((token) => over(of.box, of.boxes[token.nth], name));
      else of.box.classList.add(name);
      first ||= of.box;
    }
    return first;
  };
  // The page on which a place of the text stands.
  const pageOf = (place) => marks.filter(({ mark }) => mark.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  const firstWord = (passage) => {
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT, (node) => (node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
    return walker.nextNode() || passage;
  };
  const turnToPage = (mark) => {
    if (mark && show(mark.surface)) turnTo(mark.surface);
  };
  // A passage to which a link leads lights up on its picture; where its place there is not known, its page is turned to.
  const target = () => {
    let id = '';
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const passage = id && document.getElementById(id);
    if (!passage) return;
    rest();
    if (frame.contains(passage)) {
      const surface = passage.closest('li[id]');
      if (surface) show(surfaces.find((one) => one.contains(passage)) || surface);
      return;
    }
    frame.querySelectorAll('.found').forEach((one) => (one.dataset.line ? one.classList.remove('found') : one.remove()));
    const box = showOnPicture(passage, 'found');
    if (box) {
      const surface = surfaces.find((one) => one.contains(box));
      show(surface);
      turnTo(surface);
      return;
    }
    const own = passage.closest('.pb');
    turnToPage(own ? marks.find((one) => one.mark === own) : passage.closest('.text') && pageOf(firstWord(passage)));
  };
  // Words that were searched for have been marked (search-marks.js): each node that is marked is another than before.
  document.addEventListener('scholion-marked', () => {
    known.clear();
    for (const hit of text.querySelectorAll('mark.hit')) showOnPicture(hit, 'hit');
    const hit = text.querySelector(':target mark.hit');
    if (hit && !hit.closest('[data-line]') && hit.closest('.text')) turnToPage(pageOf(hit));
  });
  addEventListener('hashchange', target);
  if (location.hash) target(); else soon();
})();
