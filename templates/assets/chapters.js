/* A book: the place where one stopped, kept in the browser for its title page; from chapter to chapter by the arrow keys.
   Without this file the pages are the same. */
(() => {
  'use strict';
  const folder = location.pathname.replace(/[^/]*$/, '');
  const key = `scholion-book:${folder}`;
  const memory = (value) => {
    try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
  };
  const article = document.querySelector('.reading');
  const goOn = document.querySelector('.go-on');
  if (goOn) {
    let kept = null;
    try { kept = JSON.parse(memory() || 'null'); } catch { kept = null; }
    // What a chapter was called is believed only if there still is one of that name.
    const line = kept && [...document.querySelectorAll('.chapters a')].find((link) => link.pathname === folder + kept.file);
    if (line) {
      const place = /^[\w-]+$/.test(kept.id || '') ? `#${kept.id}` : '';
      goOn.href = line.getAttribute('href').replace(/#.*/, '') + place;
      goOn.lastElementChild.textContent = line.textContent;
      goOn.lastElementChild.lang = document.documentElement.lang;
      goOn.hidden = false;
      line.setAttribute('aria-current', 'true');
    }
  }
  if (article.dataset.chapter === undefined) return;
  document.addEventListener('scholion-read', (event) => {
    memory(JSON.stringify({ file: location.pathname.slice(folder.length), id: event.detail.id }));
  });
  document.addEventListener('keydown', (event) => {
    const isBack = event.key === 'ArrowLeft';
    if (!isBack && event.key !== 'ArrowRight' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    // In a field, a player or what scrolls sideways an arrow has its own meaning.
    if (event.target.closest('input, select, textarea, audio, video, dialog, [tabindex], [contenteditable]')) return;
    const link = document.querySelector(isBack === (document.documentElement.dir === 'rtl') ? '[rel=next]' : '[rel=prev]');
    if (link) location.href = link.href;
  });
})();
