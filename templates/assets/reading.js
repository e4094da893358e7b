/* Aids to reading: previews of links, notes beside their marks, the section where one is, links to paragraphs, buttons that copy,
   larger pictures. Every page is whole without them. */
(() => {
  'use strict';
  const $ = (selector, around = document) => around.querySelector(selector);
  const all = (selector, around = document) => [...around.querySelectorAll(selector)];
  const make = (tag, attributes = {}, text) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    if (text) element.textContent = text;
    return element;
  };
  const root = new URL('../', document.currentScript.src);
  const main = $('main');
  const text = $('.text[data-link]');
  const words = text ? text.dataset : {};
  const idOf = (href) => {
    try { return decodeURIComponent(href.slice(1)); } catch { return ''; }
  };

  /* 1. Previews */

  const previews = {};
  const asked = {};
  window.scholionPreviews = (more) => Object.assign(previews, more);

  // FNV-1a, folded to a byte: the same as in src/site/previews.rs.
  const digest = (path) => {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(path)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return ((hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & 255).toString(16).padStart(2, '0');
  };

  // What is known of a page of this site, or nothing.
  const known = (path) => {
    const shard = digest(path);
    asked[shard] ??= new Promise((done) => {
      const script = make('script', { src: new URL(`data/previews/${shard}.js`, root) });
      script.onload = script.onerror = done;
      document.head.append(script);
    });
    return asked[shard].then(() => previews[path]);
  };

  const written = (edtf) => {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(edtf);
    if (!parts) return edtf.replace(/\/(\.\.)?/, '–').replace(/([\d-]+)~/g, '~$1');
    const style = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
    try {
      return new Intl.DateTimeFormat(words.uiLang || document.documentElement.lang, style).format(new Date(`${edtf}T00:00:00Z`));
    } catch { return edtf; }
  };

  const fromPage = (id) => {
    const target = document.getElementById(id);
    if (!target || !/^(fn|ref|note)-/.test(id)) return null;
    const copy = target.cloneNode(true);
    all('[role=doc-backlink], .by, .annotation, .more', copy).forEach((part) => part.remove());
    // Nothing in it may be a link or have a name.
    all('a', copy).forEach((link) => link.replaceWith(...link.childNodes));
    [copy, ...all('[id]', copy)].forEach((part) => part.removeAttribute('id'));
    const body = make('div', { lang: target.closest('[lang]').lang, class: 'from-page' });
    body.append(...copy.childNodes);
    return body;
  };

  const fromArchive = async (link) => {
    const url = new URL(link.href);
    if (!url.href.startsWith(root.href) || url.pathname === location.pathname) return null;
    let path = url.pathname.slice(root.pathname.length);
    try { path = decodeURIComponent(path).replace(/^[a-z]{2,3}(-\w+)*\//, ''); } catch { return null; }
    // A chapter and a title page are known as the text that they are of.
    path = path.replace(/^(documents\/.+)\.chapters\/[^/]+\.html$/, '$1.html');
    if (!/^(documents|works|people|organizations|places|topics)\/[^/]+\.html$/.test(path)) return null;
    const page = await known(path);
    if (!page) return null;
    const body = make('div', page.l ? { lang: page.l } : {});
    body.dir = 'auto';
    body.append(make('strong', {}, page.t));
    if (page.g) body.append(' ', make('strong', { class: 'taken-back', lang: words.uiLang || '', dir: 'auto' }, text?.getAttribute(`data-${page.g}`) || page.g));
    const by = [page.b, page.c, page.d && written(page.d)].filter(Boolean).join(' · ');
    if (by) body.append(make('p', { class: 'by' }, by));
    if (page.s) body.append(make('p', {}, page.s));
    return by || page.s || page.g ? body : null;
  };

  const card = make('div', { id: '_preview', role: 'tooltip', class: 'preview', hidden: '' });
  let shownBy = null;
  let wanted = null;
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    wanted = null;
    card.hidden = true;
    if (shownBy) shownBy.removeAttribute('aria-describedby');
    shownBy = null;
    all('.lit').forEach((note) => note.classList.remove('lit'));
  };
  const show = async (link) => {
    wanted = link;
    const href = link.getAttribute('href');
    const id = href.startsWith('#') ? idOf(href) : '';
    const beside = id && document.getElementById(id);
    if (beside && beside.classList.contains('beside')) return beside.classList.add('lit');
    const body = id ? fromPage(id) : await fromArchive(link);
    if (!body || wanted !== link) return;
    if (!card.isConnected) main.append(card);
    card.replaceChildren(body);
    card.hidden = false;
    shownBy = link;
    link.setAttribute('aria-describedby', card.id);
    // Above the words where there is room.
    const place = link.getClientRects()[0];
    const { width, height } = card.getBoundingClientRect();
    const edge = document.documentElement.clientWidth - width - 8;
    card.style.left = `${scrollX + Math.max(8, Math.min(place.left - 16, edge))}px`;
    card.style.top = `${scrollY + (place.top > height + 16 ? place.top - height - 8 : place.bottom + 8)}px`;
  };
  const soon = (link, delay) => {
    if (link === shownBy) return clearTimeout(timer);
    hide();
    timer = setTimeout(show, delay, link);
  };
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  };
  main.addEventListener('pointerover', (event) => {
    const link = event.target.closest('a[href]');
    if (link && event.pointerType === 'mouse' && !link.ownerSVGElement) soon(link, 250);
  });
  main.addEventListener('pointerout', (event) => event.target.closest('a[href]') && leave());
  main.addEventListener('focusin', (event) => event.target.matches('a[href]:focus-visible') && soon(event.target, 250));
  main.addEventListener('focusout', leave);
  card.addEventListener('pointerenter', () => clearTimeout(timer));
  card.addEventListener('pointerleave', leave);
  addEventListener('keydown', (event) => event.key === 'Escape' && hide());

  /* 2. Notes in the margin: the notes themselves, so that nothing is there twice */

  // Whether there is a margin says the style sheet.
  const hasMargin = () => getComputedStyle($('.reading') || main).getPropertyValue('--beside').trim() === '1';
  const notes = text ? all('.notes > ol > li, .text .annotation') : [];
  const opened = new Set();
  const GAP = 9, FAR = 90, FOLDED = 83;
  // Each at its mark, or below the one before.
  const below = (places) => {
    let free = 0;
    return places.map(({ at, height }) => {
      const top = Math.max(free, at);
      free = top + height + GAP;
      return top;
    });
  };
  // As near to all marks as may be: a row of notes that touch stands where the mean of their ways is least (isotonic regression).
  const between = (places) => {
    const rows = [];
    let length = 0;
    for (const { at, height } of places) {
      let row = { sum: at - length, count: 1 };
      while (rows.length && rows.at(-1).sum / rows.at(-1).count > row.sum / row.count) {
        const last = rows.pop();
        row = { sum: row.sum + last.sum, count: row.count + last.count };
      }
      rows.push(row);
      length += height + GAP;
    }
    const starts = rows.flatMap(({ sum, count }) => Array(count).fill(Math.max(0, sum / count)));
    length = 0;
    // But none stands far above its mark.
    return below(places.map(({ at, height }, nth) => {
      const top = starts[nth] + length;
      length += height + GAP;
      return { at: Math.max(top, at - FAR), height };
    }));
  };
  const drift = (places, laid) => Math.max(0, ...places.map(({ at }, nth) => laid[nth] - at));
  const open = (note) => {
    if (opened.has(note) || !note.classList.contains('folded')) return;
    opened.add(note);
    placeNotes();
  };
  const foldNote = ({ note }) => {
    if (!$(':scope > .more', note)) {
      const more = make('button', { type: 'button', class: 'more', lang: words.uiLang, 'aria-expanded': 'false', 'aria-label': words.more, title: words.more }, '…');
      more.onclick = () => { open(note); ($('a', note) || note).focus({ preventScroll: true }); };
      // By keys one comes to a link of the note first, and that opens it.
      if ($('a[href]', note)) more.tabIndex = -1;
      note.append(more);
    }
    note.classList.add('folded');
  };
  const placeNotes = () => {
    const article = $('.reading');
    notes.forEach((note) => { note.classList.remove('beside', 'folded'); note.style.top = ''; });
    const isBeside = hasMargin() && notes.length > 0;
    article.classList.toggle('with-margin', isBeside);
    article.style.minHeight = '';
    if (!isBeside) return;
    notes.forEach((note) => note.classList.add('beside'));
    // All is measured before anything is moved.
    const top = article.getBoundingClientRect().top;
    let last = 0;
    const places = notes.map((note) => {
      const mark = document.getElementById(note.id.startsWith('fn-') ? note.id.replace('fn-', 'fnref-') : `at-${note.id}`);
      last = mark ? mark.getBoundingClientRect().top - top - 4 : last;
      return { note, at: last, along: mark ? mark.getBoundingClientRect().left : 0, height: note.getBoundingClientRect().height };
    });
    // On one line small letters stand a little lower.
    const onward = getComputedStyle(article).direction === 'rtl' ? -1 : 1;
    places.sort((a, b) => Math.round(a.at / 12) - Math.round(b.at / 12) || onward * (a.along - b.along));
    let laid = below(places);
    // Where many stand, the long ones that push another from its mark show their beginning; one with room stands whole.
    let from = 0;
    for (;;) {
      const far = places.findIndex(({ at }, nth) => nth >= from && laid[nth] - at > FAR);
      if (far < 0) break;
      let first = far;
      while (first > 0 && laid[first] > places[first].at) first--;
      const pushing = places.slice(first, far).filter(({ note, height }) => height >= FOLDED * 1.3
        && !note.matches(':target, :focus-within, .folded') && !opened.has(note));
      if (pushing.length) {
        pushing.forEach(foldNote);
        pushing.forEach((place) => { place.height = place.note.getBoundingClientRect().height; });
        laid = below(places);
      } else {
        from = far + 1;
      }
    }
    if (drift(places, laid) > FAR) laid = between(places);
    let free = 0;
    places.forEach((place, nth) => {
      place.note.style.top = `${laid[nth]}px`;
      free = laid[nth] + place.height + GAP;
    });
    article.style.minHeight = `${free}px`;
  };

  // What is too wide is scrolled, and must be reached by keys.
  const wide = all('.text :is(pre, table), .notes :is(pre, table)');
  const reachWide = () => {
    const isWide = wide.map((block) => block.scrollWidth > block.clientWidth);
    wide.forEach((block, nth) => { if (isWide[nth]) block.tabIndex = 0; else block.removeAttribute('tabindex'); });
  };

  /* 3. Where one is */

  const headings = all('.contents a[href^="#"]').map((link) => [link, document.getElementById(idOf(link.getAttribute('href')))]);
  const paragraphs = text ? all('p[id^="p-"], h2[id], h3[id], h4[id]', text) : [];
  const key = `scholion:${location.pathname}`;
  const memory = (value) => {
    try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
  };
  const topmost = () => paragraphs.find((paragraph) => paragraph.getBoundingClientRect().bottom > 40);
  const fold = $('.contents details');
  const read = make('span', { class: 'progress' });
  // How much of the text is read, of a chapter how much of its book; and how long the rest of the page takes.
  const progress = () => {
    if (!text || !fold) return;
    const { from = 0, to = 100, minutes = 0 } = $('.reading').dataset;
    const { top, height } = text.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (innerHeight - top) / height));
    const percent = scrollY > 0 ? Number(from) + (to - from) * share : Number(from);
    let said = `${Math.round(percent)} %`;
    try { said = new Intl.NumberFormat(words.uiLang, { style: 'percent' }).format(Math.round(percent) / 100); } catch { /* as it is */ }
    const left = Math.ceil(minutes * (1 - share));
    read.textContent = left > 0 ? `${said} · ${words.left.replace('#', left)}` : said;
    if (!read.isConnected) fold.firstElementChild.append(read);
  };
  const look = () => {
    let current = null;
    progress();
    for (const [link, heading] of headings) if (heading && heading.getBoundingClientRect().top < innerHeight / 3) current = link;
    for (const [link] of headings) {
      if (link === current) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
    // Contents that scroll show where one is.
    const list = current && current.closest('.contents');
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = current.offsetTop - list.clientHeight / 2;
    const at = topmost();
    document.dispatchEvent(new CustomEvent('scholion-read', { detail: { id: at && scrollY > 0 ? at.id : '' } }));
    if (at) memory(at.getBoundingClientRect().top > 0 && scrollY < innerHeight ? '' : at.id);
  };
  let looking = 0;
  const resume = () => {
    const target = memory() && document.getElementById(memory());
    if (!target || location.hash || scrollY > 0 || target.offsetTop < innerHeight * 2) return;
    const bar = make('p', { class: 'resume', lang: words.uiLang });
    const link = make('a', { href: `#${target.id}` }, words.resume);
    const close = make('button', { type: 'button', 'aria-label': words.close }, '×');
    bar.append(link, close);
    bar.onclick = () => bar.remove();
    text.before(bar);
  };

  /* 4. Links to paragraphs, and copies */

  const copy = (what) => navigator.clipboard ? navigator.clipboard.writeText(what) : Promise.reject();
  all('button.copy').forEach((button) => {
    const label = button.textContent;
    const source = button.previousElementSibling;
    button.hidden = false;
    button.onclick = () => copy(source.textContent.trim()).then(() => {
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    }, () => getSelection().selectAllChildren(source));
  });

  // One sign for all paragraphs is one stop of the keyboard.
  const pilcrow = make('a', { class: 'pilcrow', 'aria-label': words.link || '', lang: words.uiLang || '' });
  const moveTo = (paragraph) => {
    if (!paragraph || pilcrow.parentElement === paragraph) return;
    pilcrow.href = `#${paragraph.id}`;
    pilcrow.removeAttribute('data-done');
    paragraph.append(pilcrow);
  };
  pilcrow.addEventListener('click', () => copy(pilcrow.href).then(() => { pilcrow.dataset.done = words.copied; }, () => {}));
  pilcrow.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && paragraphs[paragraphs.indexOf(pilcrow.parentElement) + step];
    if (!next) return;
    event.preventDefault();
    moveTo(next);
    pilcrow.focus();
  });

  /* A map of citations: the lines of what is pointed at */

  all('figure.map').forEach((map) => {
    const light = (event) => {
      const link = event.target.closest('a');
      map.classList.toggle('pointed', Boolean(link));
      all('path', map).forEach((line) => line.classList.toggle('lit', Boolean(link)
        && (line.dataset.left === link.dataset.left || line.dataset.right === link.dataset.right)));
    };
    for (const event of ['pointerover', 'pointerleave', 'focusin', 'focusout']) map.addEventListener(event, light);
  });

  /* 5. Pictures */

  const enlarge = (link) => {
    const shown = $('img', link);
    const box = make('dialog', { class: 'enlarged', 'aria-label': shown.alt || link.getAttribute('aria-label') || '' });
    const room = make('div', { class: 'room', tabindex: '0' });
    const image = make('img', { src: link.href, alt: shown.alt });
    const tools = make('p', { class: 'tools', lang: words.uiLang || '' });
    let scale = 1;
    // At 1 the picture fits the window.
    const size = (by) => {
      const at = [room.scrollLeft + room.clientWidth / 2, room.scrollTop + room.clientHeight / 2];
      const was = scale;
      scale = by ? Math.min(16, Math.max(1, scale * by)) : 1;
      image.style.cssText = scale === 1 ? '' : `max-width:none;max-height:none;width:${fit * scale}px;height:auto`;
      room.scrollTo((at[0] * scale) / was - room.clientWidth / 2, (at[1] * scale) / was - room.clientHeight / 2);
    };
    let fit = 0;
    image.onload = () => { fit = image.getBoundingClientRect().width; };
    const button = (sign, label, act) => {
      const made = make('button', { type: 'button', 'aria-label': label || sign, title: label || '' }, sign);
      made.onclick = act;
      tools.append(made);
    };
    button('−', words.smaller, () => size(2 / 3));
    button('+', words.larger, () => size(1.5));
    button('×', words.close, () => box.close());
    box.addEventListener('keydown', (event) => {
      const by = { '+': 1.5, '=': 1.5, '-': 2 / 3, 0: 0 }[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      size(by);
    });
    // Beside the picture is out of it.
    box.addEventListener('click', (event) => { if (event.target === room || event.target === box) box.close(); });
    image.addEventListener('dblclick', () => size(scale > 1 ? 0 : 3));
    // The focus goes back to the link by itself (HTML, 4.11.4).
    box.addEventListener('close', () => box.remove());
    room.append(image);
    box.append(tools, room);
    document.body.append(box);
    box.showModal();
    room.focus();
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a.zoom:not([data-tiles])');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    enlarge(link);
  });

  const unfold = () => {
    if (!fold) return;
    const isBeside = hasMargin();
    if (isBeside === fold.classList.contains('stays')) return;
    fold.classList.toggle('stays', isBeside);
    fold.open = isBeside;
    // Beside the text there is nothing to fold.
    if (isBeside) fold.firstElementChild.tabIndex = -1; else fold.firstElementChild.removeAttribute('tabindex');
  };
  unfold();
  new ResizeObserver(unfold).observe(main);
  // Who follows a link of the contents on a telephone wants to read.
  if (fold) fold.addEventListener('click', (event) => { if (event.target.closest('a') && !hasMargin()) fold.open = false; });

  if (!text) return;
  progress();
  addEventListener('hashchange', () => {
    const target = document.getElementById(idOf(location.hash));
    if (target && target.matches('.beside')) open(target);
  });
  $('.reading').addEventListener('focusin', (event) => {
    const note = event.target.closest('.beside.folded');
    if (note && !event.target.matches('.more')) open(note);
  });
  moveTo(topmost() || paragraphs[0]);
  text.addEventListener('pointerover', (event) => {
    if (document.activeElement !== pilcrow) moveTo(event.target.closest('p[id^="p-"], h2[id], h3[id], h4[id]'));
  });
  const lay = () => { placeNotes(); reachWide(); };
  lay();
  resume();
  let resized = 0;
  const again = () => { cancelAnimationFrame(resized); resized = requestAnimationFrame(lay); };
  const watcher = new ResizeObserver(again);
  watcher.observe(text);
  watcher.observe(main);
  addEventListener('scroll', () => {
    looking ||= setTimeout(() => { looking = 0; look(); }, 150);
  }, { passive: true });
})();
