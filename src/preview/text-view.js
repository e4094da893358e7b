// What stands around the field of a text: marks below its words, signs beside its lines, and its page, which goes with it.
//
// A field shows nothing but its text. Below it lies the same text once more, in which marks can be, and in which places can be measured.

const LARGE = 200000;

export function view(area, frame, { make, say }) {
  const mirror = make("div", { className: "mirror", data: { "aria-hidden": "true" } });
  const signs = make("div", { className: "signs", data: { "aria-hidden": "true" } });
  const gutter = make("div", { className: "gutter" }, signs);
  const element = make("div", { className: "field" }, gutter, mirror, area);
  let findings = [];
  let blocks = [];
  let text = null;

  // --- The text once more ----------------------------------------------------------------------------------------

  function redraw() {
    text = area.value;
    const marks = findings.filter((one) => one.line).map((one) => ({ ...one, end: Math.max(one.end, Math.min(one.start + 1, text.length)) }));
    const cuts = new Set([0, text.length]);
    for (const one of marks) { cuts.add(one.start); cuts.add(one.end); }
    for (const [at] of blocks) cuts.add(at);
    const places = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
    const starts = new Map(blocks.map(([at, id]) => [at, id]));
    const nodes = [];
    const open = [];
    let next = 0;
    places.forEach((at, nth) => {
      if (starts.has(at)) nodes.push(make("i", { data: { "data-id": starts.get(at) } }));
      while (next < marks.length && marks[next].start <= at) { open.push(marks[next]); next += 1; }
      for (let old = open.length - 1; old >= 0; old -= 1) if (open[old].end <= at) open.splice(old, 1);
      const piece = text.slice(at, places[nth + 1] ?? at);
      if (!piece) return;
      const worst = open.find((one) => one.severity === "error") || open[0];
      nodes.push(worst ? make("mark", { className: worst.severity, textContent: piece, data: { "data-line": worst.line, "data-says": worst.message.text } }) : piece);
    });
    // An empty last line has a height, too.
    mirror.replaceChildren(...nodes, "\u200b");
    mirror.scrollTop = area.scrollTop;
    const lines = new Set();
    signs.replaceChildren(...[...mirror.querySelectorAll("mark")].filter((mark) => !lines.has(mark.dataset.line) && lines.add(mark.dataset.line)).map((mark) => {
      const sign = make("button", { type: "button", className: mark.className, tabIndex: -1, title: mark.dataset.says, textContent: { error: "✕", warning: "!", notice: "·" }[mark.className] });
      sign.style.setProperty("--top", mark.offsetTop + "px");
      sign.addEventListener("click", () => { const one = findings.find((known) => String(known.line) === mark.dataset.line); if (one) goto(one.start, one.end); });
      return sign;
    }));
    level();
    anchors = null;
  }

  /** Marks move with the words until the next answer. */
  function typed() {
    const now = area.value;
    if (now.length > LARGE || text === null) return;
    let start = 0;
    while (start < now.length && now[start] === text[start]) start += 1;
    const more = now.length - text.length;
    const moved = (at) => (at > start ? Math.max(start, at + more) : at);
    findings = findings.map((one) => ({ ...one, start: moved(one.start), end: moved(one.end) }));
    blocks = blocks.map(([at, id]) => [moved(at), id]);
    redraw();
  }

  function level() {
    mirror.scrollTop = area.scrollTop;
    signs.style.setProperty("--scrolled", -area.scrollTop + "px");
  }

  /** Where a place of the text is in the window. */
  function rect(offset) {
    if (text !== area.value) redraw();
    const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (offset <= at + node.data.length) {
        const range = document.createRange();
        range.setStart(node, offset - at);
        range.setEnd(node, Math.min(node.data.length, offset - at + 1));
        return range.getClientRects()[0] || mirror.getBoundingClientRect();
      }
      at += node.data.length;
    }
    return mirror.getBoundingClientRect();
  }

  function goto(start, end) {
    document.body.dataset.side = "text";
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    const place = rect(start);
    const box = area.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) area.scrollTop += place.top - box.top - box.height / 3;
    level();
  }

  // --- The page goes with the text -------------------------------------------------------------------------------

  /** Places that text and page have in common, in pixels from the top of each. */
  let anchors = null;
  function common() {
    if (anchors) return anchors;
    const page = frame.contentDocument;
    const inner = frame.contentWindow;
    anchors = [[0, 0]];
    if (!page || !page.scrollingElement) return anchors;
    for (const place of mirror.querySelectorAll("i")) {
      const there = page.getElementById(place.dataset.id);
      if (!there || !there.getClientRects().length) continue;
      const pair = [place.offsetTop, there.getBoundingClientRect().top + inner.scrollY];
      const last = anchors[anchors.length - 1];
      // Notes stand elsewhere than where they are written.
      if (pair[0] > last[0] && pair[1] > last[1]) anchors.push(pair);
    }
    const last = anchors[anchors.length - 1];
    anchors.push([Math.max(last[0] + 1, area.scrollHeight), Math.max(last[1] + 1, page.scrollingElement.scrollHeight)]);
    return anchors;
  }

  const between = (at, from, to) => {
    const all = common();
    let nth = all.findIndex((pair) => pair[from] > at);
    if (nth < 0) nth = all.length - 1;
    const [before, behind] = [all[Math.max(0, nth - 1)], all[nth]];
    const part = behind[from] > before[from] ? (at - before[from]) / (behind[from] - before[from]) : 0;
    return before[to] + Math.min(1, Math.max(0, part)) * (behind[to] - before[to]);
  };
  // Who scrolls leads; what follows is not followed back.
  let leads = "";
  let until = 0;
  const lead = (who) => {
    if (leads !== who && performance.now() < until) return false;
    leads = who;
    until = performance.now() + 200;
    return true;
  };
  const ABOVE = 40;
  area.addEventListener("scroll", () => {
    level();
    const inner = frame.contentWindow;
    if (!inner || !lead("text")) return;
    try { inner.scrollTo({ top: area.scrollTop < 2 ? 0 : between(area.scrollTop + ABOVE, 0, 1) - ABOVE, behavior: "instant" }); } catch { /* Another site is in the frame. */ }
  }, { passive: true });

  function framed() {
    anchors = null;
    try {
      const inner = frame.contentWindow;
      inner.addEventListener("scroll", () => {
        if (!lead("page")) return;
        area.scrollTop = inner.scrollY < 2 ? 0 : between(inner.scrollY + ABOVE, 1, 0) - ABOVE;
        level();
      }, { passive: true });
      inner.addEventListener("resize", () => { anchors = null; });
      // Pictures and faces move the text when they come.
      inner.addEventListener("load", () => { anchors = null; });
    } catch { /* As above. */ }
  }
  new ResizeObserver(() => { if (text !== null) redraw(); }).observe(area);

  return {
    element, goto, rect, typed, framed,
    draw(now, places) { findings = now; blocks = places; redraw(); },
  };
}
