/* A text and the pictures of its pages follow each other. The page is whole without this script: marks of pages lead to
   pictures and back.

   1. The column that is scrolled leads, the other follows.
   2. Keys, in the pictures: left and right turn pages, Home and End go to the first and the last.
   3. A line of the text lights up on its picture, and the other way. */
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
  const follow = () => {
    if (!leader) return;
    if (leader === text) {
      const line = Math.max(innerHeight / 3, frame.getBoundingClientRect().bottom >= innerHeight ? 0 : frame.getBoundingClientRect().bottom + 60);
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

  /* 3. Lines */

  const lines = (name) => document.querySelectorAll(`[data-line="${CSS.escape(name)}"]`);
  let lit = null;
  const light = (name) => {
    if (name === lit) return;
    if (lit) lines(lit).forEach((one) => one.classList.remove('lit'));
    lit = name;
    if (name) lines(name).forEach((one) => one.classList.add('lit'));
  };
  const named = (event) => event.target.closest && event.target.closest('[data-line]');
  document.addEventListener('pointerover', (event) => {
    const line = named(event);
    light(line ? line.dataset.line : null);
  });
  frame.addEventListener('click', (event) => {
    const line = named(event);
    const words = line && text.querySelector(`[data-line="${CSS.escape(line.dataset.line)}"]`);
    if (words) words.scrollIntoView({ block: 'center', behavior: behavior() });
  });
  // A passage to which a link leads lights up on its picture.
  const target = () => {
    let id = '';
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const passage = id && document.getElementById(id);
    if (!passage) return;
    rest();
    if (frame.contains(passage)) return void show(passage);
    const own = passage.querySelectorAll('[data-line]');
    own.forEach((line) => lines(line.dataset.line).forEach((one) => one.classList.add('lit')));
    const box = own.length && frame.querySelector(`[data-line="${CSS.escape(own[0].dataset.line)}"]`);
    if (box) {
      show(box.closest('li'));
      turnTo(box.closest('li'));
      return;
    }
    const mark = passage.closest('.pb') && marks.find((one) => one.mark === passage.closest('.pb'));
    if (mark && show(mark.surface)) turnTo(mark.surface);
  };
  addEventListener('hashchange', target);
  if (location.hash) target(); else soon();
})();
