/* Words that a reader has selected: a message about them to the editors, or a note of the reader's own.

   1. Words: what is selected, as a quotation (W3C Web Annotation Data Model, 4.2.4), and a quotation found again.
   2. Notes: kept in this browser under the archive's address, shown, listed, taken away as a W3C AnnotationPage.
   3. Messages: mail, or a form of a tracker, opened with the quotation in it. Nothing is sent from here.
   4. The buttons beside the selection, and the dialogs. */
(() => {
  'use strict';
  const { dataset } = document.currentScript;
  const { key, page, mail, issues } = dataset;
  const say = JSON.parse(dataset.words);
  const root = key.slice('scholion-notes:'.length);
  const main = document.querySelector('main');
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };
  const button = (words, act, attributes = {}) => {
    const made = make('button', { type: 'button', ...attributes }, words);
    made.addEventListener('click', act);
    return made;
  };
  document.head.append(make('link', { rel: 'stylesheet', href: dataset.sheet }));

  /* 1. Words */

  // How many letters are quoted, stand around a quotation, and are said of it.
  const MOST = { quote: 500, around: 40, said: 2000, address: 8000 };
  // What a page shows and its text does not have: notes of editors, marks of notes, ways back.
  const FOREIGN = 'aside.annotation, .noteref, [role=doc-noteref], [role=doc-backlink], section.notes > h2, .archived, .pilcrow, .answers, math, script, style';
  const BLOCK = 'p, li, dt, dd, td, th, pre, blockquote, figcaption, h1, h2, h3, h4, h5, h6, div, section';
  const roots = [...document.querySelectorAll('.reading .text, .reading .notes')];

  /** The words of the page with white space folded, and for each letter where it stands. */
  const read = () => {
    const nodes = [];
    const places = [];
    let text = '';
    let block = null;
    const accept = (node) => (node.nodeType === Node.TEXT_NODE || node.localName === 'br' ? NodeFilter.FILTER_ACCEPT
      : node.matches(FOREIGN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
    const put = (letter, node, at) => {
      const isSpace = /\s/.test(letter);
      if (isSpace && (!text || text.endsWith(' '))) return;
      text += isSpace ? ' ' : letter;
      nodes.push(node);
      places.push(at);
    };
    for (const part of roots) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const now = node.parentElement.closest(BLOCK);
        if (node.localName === 'br' || now !== block) put(' ', node, 0);
        block = now;
        for (let at = 0; at < (node.data || '').length; at += 1) put(node.data[at], node, at);
      }
    }
    return { text, nodes, places };
  };

  /** The quotation of what is selected; null if nothing of the text is. */
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!roots.some((part) => range.intersectsNode(part))) return null;
    const { text, nodes, places } = read();
    let last = null;
    let meets = false;
    const isIn = (nth) => {
      const node = nodes[nth];
      if (node !== last) meets = node.nodeType === Node.TEXT_NODE && range.intersectsNode(node);
      last = node;
      if (!meets) return false;
      return range.comparePoint(node, places[nth]) >= 0 && range.comparePoint(node, places[nth] + 1) <= 0;
    };
    let start = 0;
    while (start < text.length && !isIn(start)) start += 1;
    let end = text.length;
    while (end > start && !isIn(end - 1)) end -= 1;
    while (start < end && text[start] === ' ') start += 1;
    while (end > start && text[end - 1] === ' ') end -= 1;
    if (start === end) return null;
    // No half of a character beyond the 16 bits may stand at an end.
    return {
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - MOST.around), start).replace(/^[\uDC00-\uDFFF]/, ''),
      suffix: text.slice(end, end + MOST.around).replace(/[\uD800-\uDBFF]$/, ''),
    };
  };

  /** Where a quotation stands on this page: the place around which most is as it was; null if its words stand nowhere. */
  const find = ({ exact, prefix, suffix }, { text, nodes, places }) => {
    const same = (one, other) => {
      let count = 0;
      while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
      return count;
    };
    const back = (words) => [...words].reverse();
    let best = null;
    for (let at = text.indexOf(exact); exact && at >= 0; at = text.indexOf(exact, at + 1)) {
      const end = at + exact.length;
      const like = same(back(prefix), back(text.slice(Math.max(0, at - MOST.around), at))) + same([...suffix], [...text.slice(end, end + MOST.around)]);
      if (!best || like > best.like) best = { like, at, end };
    }
    if (!best) return null;
    const range = document.createRange();
    const [first, last] = [best.at, best.end - 1];
    range.setStart(nodes[first], places[first]);
    range.setEnd(nodes[last], nodes[last].nodeType === Node.TEXT_NODE ? places[last] + 1 : 0);
    return range;
  };

  /* 2. Notes */

  const kept = () => {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; }
  };
  /** Keeps the notes; whether this browser does. */
  const keep = (notes) => {
    try {
      if (notes.length) localStorage.setItem(key, JSON.stringify(notes));
      else localStorage.removeItem(key);
      return true;
    } catch { return false; }
  };
  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  };
  const address = () => document.querySelector('link[rel=canonical]')?.href || location.href.split('#')[0];
  /** A note or a message as an annotation (W3C Web Annotation Data Model, 3). */
  const annotation = ({ id, source, quote, said, created }, motivation) => ({
    ...(id && { id: `urn:uuid:${id}` }),
    type: 'Annotation',
    motivation,
    created,
    ...(said && { body: { type: 'TextualBody', value: said, format: 'text/plain' } }),
    target: { source, selector: { type: 'TextQuoteSelector', ...quote } },
  });
  const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
  const now = () => `${new Date().toISOString().split('.')[0]}Z`;

  const save = () => {
    const items = kept().map((note) => annotation(note, 'commenting'));
    const file = { '@context': CONTEXT, id: `urn:uuid:${uuid()}`, type: 'AnnotationPage', startIndex: 0, items };
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/ld+json' }));
    make('a', { href: url, download: 'notes.jsonld' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  const mine = button('', () => { list(); }, { class: 'answers mine', lang: say.lang });
  /** Marks the words of the notes on this page, and tells how many notes there are. */
  const show = () => {
    const notes = kept();
    mine.textContent = `${say.mine} (${notes.length})`;
    if (!notes.length) mine.remove();
    else if (!mine.isConnected) (document.querySelector('.reading .tools') || main).append(mine);
    if (!window.Highlight) return;
    const words = read();
    const ranges = notes.filter((note) => note.page === page).map((note) => find(note.quote, words)).filter(Boolean);
    CSS.highlights.set('scholion-notes', new Highlight(...ranges));
  };

  /* 3. Messages */

  /** The address that opens a message about words; empty if it would be longer than programs take. */
  const message = (quote, said) => {
    const one = annotation({ source: address(), quote, said: '', created: now() }, 'commenting');
    const short = quote.exact.length > 80 ? `${quote.exact.slice(0, 80)} …` : quote.exact;
    const title = `${document.title.slice(0, 120)}: ${short.slice(0, 40)}`;
    const json = JSON.stringify({ '@context': CONTEXT, ...one });
    const text = `${said}\n\n“${short}”\n${address()}\n\n\`\`\`json\n${json}\n\`\`\`\n`;
    const asked = (names) => names.map(([name, words]) => `${encodeURIComponent(name)}=${encodeURIComponent(words)}`).join('&');
    let to = '';
    if (mail) to = `mailto:${mail}?${asked([['subject', title], ['body', text.replace(/\n/g, '\r\n')]])}`;
    else {
      const isGitLab = issues.includes('/-/issues/');
      const names = isGitLab ? ['issue[title]', 'issue[description]'] : ['title', 'body'];
      to = `${issues}${issues.includes('?') ? '&' : '?'}${asked([[names[0], title], [names[1], text]])}`;
    }
    return to.length > MOST.address ? '' : to;
  };

  /* 4. Buttons and dialogs */

  const open = (label, ...children) => {
    const box = make('dialog', { class: 'answers', lang: say.lang, 'aria-labelledby': '_answers' }, make('h2', { id: '_answers' }, label), ...children);
    // Escape closes a dialog, and what was focused before is again (HTML Living Standard, 4.11.4).
    box.addEventListener('close', () => { box.remove(); show(); });
    document.body.append(box);
    box.showModal();
    return box;
  };
  const cited = (quote) => {
    const words = make('blockquote', { lang: document.querySelector('.reading').closest('[lang]').lang }, quote.exact);
    words.dir = 'auto';
    return words;
  };

  const write = (quote, isReport) => {
    bar.remove();
    const problem = make('p', { class: 'problem', role: 'alert' });
    const field = make('textarea', { id: '_answer', rows: 6, maxlength: MOST.said });
    field.dir = 'auto';
    const done = () => {
      const said = field.value.trim();
      if (!isReport) {
        if (!said) return field.focus();
        const note = { id: uuid(), page, source: address(), title: document.title, quote, said, created: now() };
        if (keep([...kept(), note])) return box.close();
        problem.textContent = say.full;
        return undefined;
      }
      const to = message(quote, said);
      if (!to) {
        problem.textContent = say.many;
        return undefined;
      }
      const link = make('a', { href: to, rel: 'noopener noreferrer', ...(mail ? {} : { target: '_blank' }) });
      document.body.append(link);
      link.click();
      link.remove();
      return box.close();
    };
    const form = make('form', { method: 'dialog' },
      cited(quote),
      make('label', { for: '_answer' }, isReport ? say.say : say.own),
      field,
      make('p', { class: 'by' }, isReport ? say.opens : say.here),
      problem,
      make('p', {}, make('button', { type: 'submit' }, isReport ? say.open : say.save), ' ', button(say.close, () => box.close())));
    form.addEventListener('submit', (event) => { event.preventDefault(); done(); });
    const box = open(isReport ? say.report : say.note, form);
    field.focus();
  };

  const list = () => {
    const words = read();
    const notes = kept();
    const remove = (note, item) => {
      keep(kept().filter((other) => other.id !== note.id));
      item.remove();
      box.querySelector('button')?.focus();
      if (!kept().length) box.close();
    };
    const entry = (note) => {
      const range = find(note.quote, words);
      const go = () => {
        box.close();
        const block = range.startContainer.parentElement;
        block.scrollIntoView({ block: 'center' });
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      };
      const item = make('li', {});
      const said = make('p', {}, note.said);
      said.dir = 'auto';
      item.append(...(range ? [] : [make('p', { class: 'by' }, say.lost)]), range ? button(note.quote.exact.slice(0, 120), go, { class: 'words' }) : cited(note.quote), said,
        make('p', { class: 'by' }, note.created.split('T')[0], ' ', button(say.remove, () => remove(note, item))));
      return item;
    };
    const here = notes.filter((note) => note.page === page);
    const others = new Map();
    for (const note of notes.filter((other) => other.page !== page)) others.set(note.page, [note.title, (others.get(note.page)?.[1] || 0) + 1]);
    const elsewhere = [...others].sort(([one], [other]) => (one < other ? -1 : 1)).map(([path, [title, count]]) => make('li', {},
      make('a', { href: new URL(path.split('/').map(encodeURIComponent).join('/'), root).href }, title), ` (${count})`));
    const box = open(say.mine,
      make('p', { class: 'by' }, say.here),
      make('ul', { class: 'own' }, ...here.map(entry)),
      ...(elsewhere.length ? [make('h3', {}, say.all), make('ul', {}, ...elsewhere)] : []),
      make('p', {}, button(say.file, save), ' ', button(`${say.remove} (${notes.length})`, () => { if (confirm(say.sure) && keep([])) box.close(); }), ' ', button(say.close, () => box.close())));
  };

  const bar = make('div', { class: 'answers bar', role: 'toolbar', lang: say.lang, 'aria-label': [mail || issues ? say.report : '', dataset.notes ? say.note : ''].filter(Boolean).join(', ') });
  // What is pressed must not take the selection away before it was read.
  bar.addEventListener('pointerdown', (event) => event.preventDefault());
  const ask = (isReport) => {
    const quote = selected();
    if (!quote) return bar.remove();
    if (quote.exact.length <= MOST.quote) return write(quote, isReport);
    return open(isReport ? say.report : say.note, make('p', { role: 'alert' }, say.many), make('p', {}, button(say.close, (event) => event.target.closest('dialog').close())));
  };
  // Not every browser goes on from the selection by the keyboard: these keys do from anywhere.
  const keys = {};
  const offer = (words, code, isReport) => {
    bar.append(button(words, () => ask(isReport), { 'aria-keyshortcuts': `Alt+Shift+${code.slice(-1)}`, title: `Alt+Shift+${code.slice(-1)}` }));
    keys[code] = isReport;
  };
  if (mail || issues) offer(say.report, 'KeyR', true);
  if (dataset.notes) offer(say.note, 'KeyN', false);
  addEventListener('keydown', (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !bar.isConnected || !(event.code in keys)) return;
    event.preventDefault();
    ask(keys[event.code]);
  });
  let waiting = 0;
  const follow = () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const part = range && !document.querySelector('dialog[open]') && roots.find((one) => one.contains(range.endContainer));
    if (!part || !selection.toString().trim()) {
      // Who goes to the buttons by the keyboard keeps them.
      if (!bar.contains(document.activeElement)) bar.remove();
      return;
    }
    // Behind the block in which the selection ends, so that the next stop of the keyboard is here.
    let block = range.endContainer;
    while (block.parentElement !== part && block !== part) block = block.parentElement;
    if (block === part) part.append(bar);
    else if (block.nextSibling !== bar) block.after(bar);
    const words = range.getBoundingClientRect();
    const edge = document.documentElement.clientWidth - bar.offsetWidth - 8;
    bar.style.left = `${Math.max(8, Math.min(words.right, edge)) + scrollX}px`;
    bar.style.top = `${words.bottom + scrollY + 6}px`;
  };
  document.addEventListener('selectionchange', () => {
    clearTimeout(waiting);
    waiting = setTimeout(follow, 150);
  });
  addEventListener('storage', (event) => { if (event.key === key) show(); });
  follow();
  show();
})();
