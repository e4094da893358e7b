// Marks on a page what was searched for: documents/a.html?q=two+words. What that needs is loaded only then.
(() => {
  "use strict";
  const own = document.currentScript, asked = new URLSearchParams(location.search).get("q");
  if (!asked) return;
  const { root, words } = own.dataset;
  const BLOCKS = "p,li,dd,dt,td,th,h1,h2,h3,h4,h5,h6,blockquote,pre,figcaption,summary,div,section,aside";
  const SKIPPED = "script,style,template,nav,form,[role=doc-noteref],[aria-hidden=true],mark.hit,math";
  const MOST = 1000;

  // The text of each block, with the nodes it comes from.
  function runs(main) {
    const found = new Map(), walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, parent = node.parentElement;
      const block = parent.closest(BLOCKS) ?? main, lang = parent.closest("[lang]")?.lang ?? "", key = block;
      let run = found.get(key)?.at(-1);
      if (!run || run.lang !== lang) {
        run = { lang, text: "", nodes: [] };
        found.set(key, [...(found.get(key) ?? []), run]);
      }
      if (parent.closest(SKIPPED)) run.text += " ";
      else {
        run.nodes.push([run.text.length, node]);
        run.text += node.data;
      }
    }
    return [...found.values()].flat();
  }

  function mark(node, start, end) {
    const rest = start ? node.splitText(start) : node;
    if (end - start < rest.data.length) rest.splitText(end - start);
    const element = document.createElement("mark");
    element.className = "hit";
    rest.replaceWith(element);
    element.append(rest);
  }

  function show(tokenizer) {
    const main = document.querySelector("main"), parts = tokenizer.query(asked);
    let count = 0;
    for (const { text, lang, nodes } of runs(main)) {
      if (count >= MOST) break;
      // What overlaps is one hit; marking begins at the end, so that what stands before keeps its place.
      const ranges = [];
      for (const [start, end] of tokenizer.hits(text, lang, parts)) {
        const last = ranges.at(-1);
        if (last && start <= last[1]) last[1] = Math.max(last[1], end); else ranges.push([start, end]);
      }
      count += ranges.length;
      for (const [start, end] of ranges.reverse()) {
        for (const [from, node] of [...nodes].reverse()) {
          const first = Math.max(start - from, 0), last = Math.min(end - from, node.data.length);
          if (first < last) mark(node, first, last);
        }
      }
    }
    document.dispatchEvent(new Event("scholion-marked"));
    if (!location.hash) document.querySelector("mark.hit")?.scrollIntoView({ block: "center" });
  }

  addEventListener("DOMContentLoaded", () => {
    const script = document.createElement("script");
    script.src = words;
    script.onload = () => scholion.tokenizer(root, asked).then(show);
    document.head.append(script);
  });
})();
