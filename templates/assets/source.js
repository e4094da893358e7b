/* From difference to difference: the buttons know where one is, and so do n and p while the keyboard is in the table or in the bar above it.
   Without this file each difference leads to the next by a link. */
(() => {
  'use strict';
  const bar = document.querySelector('.steps-bar');
  if (!bar) return;
  const table = document.querySelector('.beside');
  const rows = [...table.querySelectorAll('tr.differs')];
  const line = () => bar.getBoundingClientRect().bottom + 60;
  let at = -1;
  let gone = -Infinity;
  const go = (step) => {
    const top = (row) => row.getBoundingClientRect().top;
    // Who has scrolled away goes on from there; the page itself may still be on its way.
    const isSeen = at >= 0 && (performance.now() - gone < 1500 || top(rows[at]) > 0 && top(rows[at]) < innerHeight);
    if (!isSeen) {
      const behind = rows.findIndex((row) => top(row) > line());
      at = step > 0 ? (behind < 0 ? rows.length : behind) - 1 : behind < 0 ? rows.length : behind;
    }
    const next = rows[at + step];
    if (!next) return;
    at += step;
    gone = performance.now();
    const cell = next.querySelector('.line');
    location.hash = cell.id;
    (cell.querySelector('.steps a:last-child') || cell).focus({ preventScroll: true });
  };
  bar.addEventListener('click', (event) => {
    const link = event.target.closest('.step');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.matches('.next') ? 1 : -1);
    link.focus({ preventScroll: true });
  });
  table.addEventListener('click', (event) => {
    const link = event.target.closest('.steps a');
    if (link) at = rows.findIndex((row) => row.querySelector('.line').id === link.hash.slice(1));
  });
  document.addEventListener('keydown', (event) => {
    const step = { n: 1, p: -1 }[event.key];
    // A letter alone does something only where the keyboard is (WCAG 2.2, 2.1.4).
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !event.target.closest('.steps-bar, .beside')) return;
    event.preventDefault();
    go(step);
  });
})();
