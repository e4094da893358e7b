/* Loads what readers do with words when they select some, or have notes here. */
(() => {
  const me = document.currentScript;
  const key = `scholion-notes:${new URL('../', me.src)}`;
  const load = () => {
    document.removeEventListener('selectionchange', look);
    const script = document.createElement('script');
    Object.assign(script.dataset, me.dataset, { key });
    script.src = me.dataset.form;
    document.head.append(script);
  };
  const look = () => {
    const { anchorNode: at, isCollapsed } = getSelection();
    if (!isCollapsed && at.parentElement?.closest('.text, .notes') && !('writing' in document.body.dataset)) load();
  };
  document.addEventListener('selectionchange', look);
  try { if (localStorage.getItem(key)) load(); } catch { /* None. */ }
})();
