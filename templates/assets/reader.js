/* How a reader wants to read: size of letters, width of lines, colours, and what is shown beside the words. It is kept in this browser, for
   this archive, and told to nobody. The script runs before the page is painted, so that nothing changes under a reader's eyes; its
   panel is made when the page is there. Without it there is no button, and the page is as the system wants it. */
(() => {
  'use strict';
  const script = document.currentScript;
  const page = document.documentElement;
  const key = `scholion-reader:${new URL('../', script.src).pathname}`;
  const say = (script.dataset.words || '').split('|');
  const [OPEN, SIZE, SMALLER, LARGER, WIDTH, NARROW, USUAL, WIDE, COLOURS, AUTO, LIGHT, DARK, SEPIA, SHOWN, NOTES, OWN, NAMES, RESET, DONE] = say;
  const NAME = ['size', 'width', 'scheme', 'hide'];
  let chosen = {};

  // Storage may be refused, and may hold what something else has written.
  try { chosen = Object(JSON.parse(localStorage.getItem(key))); } catch { /* as the system wants it */ }
  for (const name of NAME) if (!/^[\w -]{1,300}$/.test(chosen[name])) delete chosen[name];
  const keep = () => {
    try {
      if (Object.keys(chosen).length) localStorage.setItem(key, JSON.stringify(chosen));
      else localStorage.removeItem(key);
    } catch { /* for this page, then */ }
  };
  const hidden = () => new Set((chosen.hide || '').split(' ').filter(Boolean));

  const apply = () => {
    for (const name of NAME) {
      if (chosen[name]) page.dataset[name] = chosen[name];
      else delete page.dataset[name];
    }
  };
  // Notes of one kind, and their marks; a logo for dark pages.
  const applyParts = () => {
    const unwanted = hidden();
    for (const note of document.querySelectorAll('.text .annotation[data-motivation]')) {
      const isHidden = unwanted.has(`of-${note.dataset.motivation}`);
      note.classList.toggle('unwanted', isHidden);
      for (const mark of document.querySelectorAll(`a[href="#${CSS.escape(note.id)}"]`)) mark.closest('sup')?.classList.toggle('unwanted', isHidden);
    }
    for (const mark of document.querySelectorAll('mark.annotated')) {
      mark.classList.toggle('plain', [...mark.classList].some((kind) => unwanted.has(`of-${kind}`)));
    }
    for (const source of document.querySelectorAll('header.site picture source')) {
      source.media = { dark: 'all', light: 'not all', sepia: 'not all' }[chosen.scheme] || '(prefers-color-scheme: dark)';
    }
    // What stands in the margin has its place by measure (reading.js).
    dispatchEvent(new Event('resize'));
    document.dispatchEvent(new Event('scholion:reader'));
  };
  apply();

  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...inside);
    return element;
  };

  const ready = () => {
    if (Object.keys(chosen).length) applyParts();
    const bar = document.querySelector('header.site .bar');
    if (!bar || say.length < 19) return;
    const open = make('button', { type: 'button', class: 'reader-button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-label': `Aa: ${OPEN}`, title: OPEN }, 'Aa');
    bar.append(open);
    let panel = null;
    const status = make('output', { class: 'status', 'aria-live': 'polite' });

    const choose = (name, value, words) => {
      if (value) chosen[name] = value;
      else delete chosen[name];
      keep();
      apply();
      applyParts();
      status.textContent = words;
    };
    const radios = (name, legend, options) => {
      const set = make('fieldset', {}, make('legend', {}, legend));
      for (const [value, words] of options) {
        const input = make('input', { type: 'radio', name: `reader-${name}`, value });
        input.checked = (chosen[name] || '') === value;
        input.onchange = () => choose(name, value, `${legend}: ${words}`);
        set.append(make('label', {}, input, make('span', {}, words)));
      }
      return set;
    };
    const sizes = () => {
      const now = () => Number(chosen.size || 3);
      const value = make('output', {}, `${now()} / 5`);
      const step = (sign, words, by) => {
        const button = make('button', { type: 'button', 'aria-label': words }, sign);
        button.onclick = () => {
          const size = Math.min(5, Math.max(1, now() + by));
          choose('size', size === 3 ? '' : String(size), `${SIZE}: ${size} / 5`);
          value.textContent = `${size} / 5`;
        };
        return button;
      };
      return make('fieldset', { class: 'steps' }, make('legend', {}, SIZE), step('−', SMALLER, -1), value, step('+', LARGER, 1));
    };
    const shown = () => {
      const set = make('fieldset', {}, make('legend', {}, SHOWN));
      const box = (token, words) => {
        const input = make('input', { type: 'checkbox' });
        input.checked = !hidden().has(token);
        input.onchange = () => {
          const all = hidden();
          if (input.checked) all.delete(token);
          else all.add(token);
          choose('hide', [...all].sort().join(' '), `${words}: ${input.checked ? '✓' : '–'}`);
        };
        set.append(make('label', {}, input, make('span', {}, words)));
      };
      const kinds = new Map();
      for (const note of document.querySelectorAll('.text .annotation[data-motivation]')) {
        const name = note.querySelector('.by > .kind');
        if (name && /^[\w-]+$/.test(note.dataset.motivation)) kinds.set(note.dataset.motivation, name.textContent);
      }
      // What footnotes are called says their heading.
      const footnotes = document.querySelector('.reading > .notes > h2');
      if (footnotes) box('footnotes', footnotes.textContent);
      if (kinds.size) box('notes', NOTES);
      if (kinds.size > 1) for (const kind of [...kinds.keys()].sort()) box(`of-${kind}`, `${NOTES}: ${kinds.get(kind)}`);
      if (document.querySelector('script[data-notes]')) box('own', OWN);
      if (document.querySelector('.text .mention')) box('names', NAMES);
      return set.children.length > 1 ? [set] : [];
    };
    const close = (toButton) => {
      if (!panel) return;
      panel.remove();
      panel = null;
      open.setAttribute('aria-expanded', 'false');
      if (toButton) open.focus();
    };
    const fill = () => {
      const reset = make('button', { type: 'button' }, RESET);
      reset.onclick = () => {
        chosen = {};
        keep();
        apply();
        applyParts();
        fill();
        status.textContent = DONE;
        panel.querySelector('button, input').focus();
      };
      panel.replaceChildren(
        sizes(),
        radios('width', WIDTH, [['narrow', NARROW], ['', USUAL], ['wide', WIDE]]),
        radios('scheme', COLOURS, [['', AUTO], ['light', LIGHT], ['sepia', SEPIA], ['dark', DARK]]),
        ...shown(), reset, status,
      );
    };
    open.onclick = () => {
      if (panel) return close();
      panel = make('div', { class: 'reader-panel', role: 'dialog', 'aria-label': OPEN });
      status.textContent = '';
      fill();
      open.after(panel);
      open.setAttribute('aria-expanded', 'true');
      panel.querySelector('button, input').focus();
    };
    addEventListener('keydown', (event) => { if (event.key === 'Escape' && panel) close(true); });
    addEventListener('pointerdown', (event) => { if (panel && !panel.contains(event.target) && event.target !== open) close(); });
    bar.addEventListener('focusout', (event) => {
      if (panel && event.relatedTarget && !panel.contains(event.relatedTarget) && event.relatedTarget !== open) close();
    });
  };
  // Another page of the archive, in another tab, has chosen otherwise.
  addEventListener('storage', (event) => {
    if (event.key !== key) return;
    try { chosen = Object(JSON.parse(event.newValue)); } catch { chosen = {}; }
    for (const name of NAME) if (!/^[\w -]{1,300}$/.test(chosen[name])) delete chosen[name];
    apply();
    applyParts();
  });
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', ready);
  else ready();
})();
