// Places on pictures, drawn on the page beside a facsimile.
//
// 1. Each picture has two buttons: a rectangle or a polygon is drawn on it.
// 2. By pointer: a rectangle is pulled open, a polygon set corner by corner. By keyboard: the arrows move the rectangle (with Shift
//    its size), or a cross from which the space bar sets a corner. Enter goes on to the form, Escape gives up.
// 3. The form (editor.js) is asked to open on that place; what is drawn stays until it closes.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  /** The words of the form, and the pictures that the server knows. */
  let info = null;
  /** What is being drawn. */
  let drawing = null;

  const say = (key, values = {}) => ((info.words && info.words[key]) || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const clamp = (number, least, most) => Math.min(Math.max(number, least), most);

  addEventListener("scholion-known", (event) => {
    info = event.detail;
    (info.pictures || []).forEach(offer);
  });
  addEventListener("scholion-form-closed", () => give(false));
  // The place of a note that is there already, as a rectangle or polygon as it was.
  addEventListener("scholion-redraw", (event) => {
    const { id, place } = event.detail;
    const surface = document.getElementById("note-" + id)?.closest("li[id]:has(.sheet)");
    const picture = surface && info.pictures.find((one) => one.id === surface.id);
    const kind = /\d,\S+ \d/.test(place) ? "polygon" : "rectangle";
    const button = surface?.querySelector("scholion-draw")?.shadowRoot.querySelector(`[data-draw=${kind}]`);
    if (!picture || !button) return;
    surface.scrollIntoView({ block: "nearest" });
    begin(kind, picture, surface.querySelector(".sheet"), button, id);
    // It begins where it was, as far as that lies on the picture that is there now.
    const written = /\(([^()]*)\)$/.exec(place)?.[1] || "";
    const isShare = written.startsWith("percent:") && !drawing.unit;
    const sides = [drawing.width, drawing.height];
    const was = written.replace("percent:", "").split(/[ ,]/).map((number, nth) => clamp(Number(number) * (isShare ? sides[nth % 2] / 100 : 1), 0, sides[nth % 2]));
    if (was.length < 4 || was.some(Number.isNaN)) return;
    if (kind === "polygon") for (let nth = 0; nth + 1 < was.length; nth += 2) drawing.corners.push([was[nth], was[nth + 1]]);
    else drawing.box = [...was.slice(0, 2), Math.min(was[2], sides[0] - was[0]), Math.min(was[3], sides[1] - was[1])];
    draw(drawing);
  });

  /** The buttons below a picture. */
  function offer(picture) {
    const surface = document.getElementById(picture.id);
    const sheet = surface && surface.querySelector(".sheet");
    if (!sheet || surface.querySelector("scholion-draw")) return;
    const host = document.createElement("scholion-draw");
    const tree = host.attachShadow({ mode: "open" });
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/_scholion/editor.css" });
    const tools = Object.assign(document.createElement("span"), { className: "tools" });
    const kinds = { rectangle: say("draw-rectangle"), polygon: say("draw-polygon") };
    for (const [kind, words] of Object.entries(kinds)) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
      button.dataset.draw = kind;
      button.setAttribute("aria-label", say("of-page", { what: words, page: picture.label }));
      button.addEventListener("click", () => begin(kind, picture, sheet, button));
      tools.append(button);
    }
    tree.append(style, tools);
    (surface.querySelector("figcaption") || surface).append(host);
  }

  function begin(kind, picture, sheet, button, id = "") {
    give(false);
    // Of a picture whose size nobody knows hundredths of it are kept.
    const isKnown = picture.width > 0 && picture.height > 0;
    const [width, height] = isKnown ? [picture.width, picture.height] : [100, 100];
    const one = { kind, picture, sheet, button, id, width, height, unit: isKnown ? "" : "percent:", corners: [], shape: null, from: null };
    one.svg = make("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", tabindex: "0", role: "application",
      "aria-label": kind === "rectangle" ? say("draw-rectangle-help") : say("draw-polygon-help") });
    Object.assign(one.svg.style, { position: "absolute", inset: "0", width: "100%", height: "100%", cursor: "crosshair", touchAction: "none", zIndex: "3" });
    sheet.style.position = "relative";
    sheet.append(one.svg);
    // It begins where the picture is in sight.
    one.svg.scrollIntoView({ block: "nearest", behavior: "instant" });
    const [is, frame] = [one.svg, sheet.closest(".surfaces") || document.documentElement].map((element) => element.getBoundingClientRect());
    const middle = (Math.max(is.top, frame.top, 0) + Math.min(is.bottom, frame.bottom, innerHeight)) / 2;
    one.at = [width / 2, clamp((middle - is.top) / is.height, .1, .9) * height];
    if (kind === "rectangle") one.box = [width * .3, one.at[1] - height * .1, width * .4, height * .2];
    one.svg.addEventListener("pointerdown", (event) => down(one, event));
    one.svg.addEventListener("pointermove", (event) => move(one, event));
    one.svg.addEventListener("pointerup", (event) => up(one, event));
    one.svg.addEventListener("dblclick", () => kind === "polygon" && finish(one));
    one.svg.addEventListener("keydown", (event) => key(one, event));
    drawing = one;
    draw(one);
    one.svg.focus({ preventScroll: true });
    tell(kind === "rectangle" ? say("draw-rectangle-help") : say("draw-polygon-help"));
  }

  /** Nothing is drawn any more. */
  function give(isFocused) {
    if (!drawing) return;
    const { svg, button } = drawing;
    drawing = null;
    svg.remove();
    if (isFocused) button.focus();
  }

  const tell = (text) => dispatchEvent(new CustomEvent("scholion-tell", { detail: text }));

  // --- The pointer -----------------------------------------------------------------------------------------------

  /** Where the pointer is, in the picture's pixels. */
  function place(one, event) {
    const frame = one.svg.getBoundingClientRect();
    return [clamp((event.clientX - frame.left) / frame.width, 0, 1) * one.width, clamp((event.clientY - frame.top) / frame.height, 0, 1) * one.height];
  }

  function down(one, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    one.svg.focus({ preventScroll: true });
    if (one.kind === "polygon") {
      // The second press of a double click ends it.
      if (event.detail < 2) one.corners.push(place(one, event));
    } else {
      one.from = place(one, event);
      one.svg.setPointerCapture(event.pointerId);
    }
    draw(one);
  }

  function move(one, event) {
    const [x, y] = place(one, event);
    one.at = [x, y];
    if (one.from) {
      const [left, top] = one.from;
      one.box = [Math.min(left, x), Math.min(top, y), Math.abs(x - left), Math.abs(y - top)];
    }
    if (one.from || one.kind === "polygon") draw(one);
  }

  function up(one) {
    if (!one.from) return;
    one.from = null;
    const least = one.width / 200;
    // What was but a click is no rectangle.
    if (one.box[2] > least && one.box[3] > least) finish(one);
  }

  // --- The keyboard ----------------------------------------------------------------------------------------------

  function key(one, event) {
    if (event.altKey || event.metaKey) return;
    const step = event.ctrlKey ? 1 : Math.max(one.width, one.height) / 50;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) {
      const [right, down] = way.map((sign) => sign * step);
      if (one.kind === "polygon") {
        one.at = [clamp(one.at[0] + right, 0, one.width), clamp(one.at[1] + down, 0, one.height)];
      } else {
        let [x, y, width, height] = one.box;
        if (event.shiftKey) {
          width = clamp(width + right, 1, one.width - x);
          height = clamp(height + down, 1, one.height - y);
        } else {
          x = clamp(x + right, 0, one.width - width);
          y = clamp(y + down, 0, one.height - height);
        }
        one.box = [x, y, width, height];
      }
      tell(numbers(one, one.kind === "polygon" ? [one.at] : [one.box]));
    } else if (event.key === "Escape") give(true);
    else if (event.key === "Enter") finish(one);
    else if (one.kind === "polygon" && event.key === " ") one.corners.push([...one.at]);
    else if (one.kind === "polygon" && (event.key === "Backspace" || event.key === "Delete")) one.corners.pop();
    else return;
    event.preventDefault();
    // The page turns its pages by the same keys.
    event.stopPropagation();
    if (drawing === one) draw(one);
  }

  // --- What is drawn ---------------------------------------------------------------------------------------------

  /** As in a file of notes: whole pixels, or hundredths with a tenth. */
  function numbers(one, all) {
    const round = (number) => (one.unit ? Math.round(number * 10) / 10 : Math.round(number));
    return all.map((part) => part.map(round).join(",")).join(" ");
  }

  function draw(one) {
    const line = { fill: "#f59e0b40", stroke: "#1d4ed8", "stroke-width": "2", "vector-effect": "non-scaling-stroke" };
    const parts = [];
    if (one.kind === "rectangle") {
      const [x, y, width, height] = one.box;
      parts.push(make("rect", { x, y, width, height, ...line }));
    } else {
      const points = numbers({ unit: "1" }, one.corners);
      if (one.corners.length) parts.push(make("polygon", { points, ...line }));
      for (const [x, y] of one.corners) parts.push(make("ellipse", { cx: x, cy: y, rx: one.width / 150, ry: one.height / 150 * (one.width / one.height), fill: "#1d4ed8" }));
      const [x, y] = one.at;
      const arm = Math.max(one.width, one.height) / 60;
      parts.push(make("path", { d: `M${x - arm} ${y}h${2 * arm}M${x} ${y - arm}v${2 * arm}`, ...line, fill: "none" }));
    }
    one.svg.replaceChildren(...parts);
  }

  function finish(one) {
    if (one.kind === "polygon" && one.corners.length < 3) return tell(say("draw-corners"));
    const region = { page: one.picture.label, surface: one.picture.id };
    if (one.kind === "polygon") region.polygon = one.unit + numbers(one, one.corners);
    else region.xywh = one.unit + numbers(one, [one.box.map((side, nth) => (nth < 2 ? side : Math.max(side, 1)))]);
    dispatchEvent(new CustomEvent("scholion-annotate", { detail: one.id ? { ...region, id: one.id } : region }));
  }
})();
