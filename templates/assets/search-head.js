// The search field in the head of each page. Only this is loaded with a page: what finds is loaded when somebody goes to the field, and shows
// what is found while it is being written (search-suggest.js). Without it the field leads to the search page.
(() => {
  "use strict";
  const { root, home, parts, sheet, labels } = document.currentScript.dataset;
  const field = () => document.querySelector(".search-box input[name=q]");
  // In their order, as each builds on those before it.
  const load = src => new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("script"), { src, async: false, onload: resolve, onerror: reject })));
  let loaded;
  function begin(input) {
    if (!input || loaded) return;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet }));
    loaded = Promise.all(parts.split(" ").map(load));
    const said = new Map(labels.split("\n").map(line => line.split("\t")));
    loaded.then(() => scholion.suggest(input, { root, home: home || root, say: key => said.get(key) ?? "" }), () => { loaded = undefined; });
  }
  addEventListener("focusin", event => { if (event.target === field()) begin(event.target); });
  addEventListener("keydown", event => {
    const isTyping = /^(input|textarea|select)$/i.test(document.activeElement?.tagName) || document.activeElement?.isContentEditable;
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !field()?.checkVisibility?.()) return;
    event.preventDefault();
    field().focus();
  });
  // Where there is room for its sign only, that opens the field; an empty field that is left goes again.
  addEventListener("click", event => {
    const sign = event.target.closest?.(".to-search");
    if (!sign || !field() || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    sign.closest("header").classList.add("asking");
    field().focus();
  });
  addEventListener("focusout", event => {
    const form = field()?.form;
    if (form?.contains(event.target) && !form.contains(event.relatedTarget) && !field().value) form.closest("header").classList.remove("asking");
  });
  addEventListener("keydown", event => {
    const head = field()?.closest(".asking");
    if (event.key !== "Escape" || event.defaultPrevented || event.target !== field() || field().value || !head) return;
    head.classList.remove("asking");
    head.querySelector(".to-search").focus();
  });
  // Who is there already when this comes.
  if (document.activeElement === field()) begin(field());
})();
