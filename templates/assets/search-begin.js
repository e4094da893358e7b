// The search page before anything is looked for: only this is loaded with it. The index and what reads it are loaded when somebody uses the form,
// or at once where the address has a query.
(() => {
  "use strict";
  const form = document.getElementById("search"), { parts } = document.currentScript.dataset;
  if (!form) return;
  const input = form.elements.q, asked = new URLSearchParams(location.search);
  let isBegun = false;
  // In their order, as each builds on those before it.
  const begin = () => {
    if (isBegun) return;
    isBegun = true;
    for (const src of parts.split(" ")) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
  };
  // Where there is little room filters wait to be opened, and hits come first.
  if (matchMedia("(max-width: 40rem)").matches) for (const box of form.querySelectorAll(".facets details")) box.open = false;
  if (!asked.get("q")) input.focus();
  if ([...asked].length) return begin();
  form.classList.add("waiting");
  // What a browser kept in the form from before is a query as well.
  if (input.value) return begin();
  for (const kind of ["input", "change", "pointerdown", "click", "submit"]) form.addEventListener(kind, begin, { capture: true, once: true });
  addEventListener("keydown", event => {
    const isTyping = /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? "");
    if (isBegun || event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    input.focus();
  });
})();
