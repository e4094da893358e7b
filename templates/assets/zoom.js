/* A picture that is there in tiles, looked at closely. Without this script its link leads to the picture itself.

   The viewer (OpenSeadragon, BSD) is loaded when the first picture is opened. What it must know of the tiles stands on the link, so
   that nothing is fetched and the page works from a disk. Keys are the viewer's: + and -, arrows, 0 for the whole; Esc closes. */
(() => {
  'use strict';
  const words = document.currentScript.dataset;
  let loading = null;
  const load = () => (loading ||= new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = words.viewer;
    script.onload = done;
    script.onerror = () => { loading = null; fail(); };
    document.head.append(script);
  }));

  // IIIF Image API 3.0, level 0: as `info.json` has it.
  const source = ({ tiles, side, width, height }) => {
    const [w, h, tile] = [Number(width), Number(height), Number(side)];
    const scaleFactors = [1];
    while (Math.ceil(Math.max(w, h) / scaleFactors.at(-1)) > tile) scaleFactors.push(scaleFactors.at(-1) * 2);
    return {
      '@context': 'http://iiif.io/api/image/3/context.json',
      id: new URL(tiles, document.baseURI).href,
      type: 'ImageService3',
      protocol: 'http://iiif.io/api/image',
      profile: 'level0',
      width: w,
      height: h,
      sizes: scaleFactors.map((factor) => ({ width: Math.ceil(w / factor), height: Math.ceil(h / factor) })).reverse(),
      tiles: [{ width: tile, height: tile, scaleFactors }],
    };
  };

  const button = (label, sign, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.title = label;
    made.setAttribute('aria-label', label);
    made.textContent = sign;
    made.addEventListener('click', act);
    return made;
  };

  const open = async (link) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'closely';
    dialog.setAttribute('aria-label', link.closest('figure')?.querySelector('img')?.alt || link.textContent);
    const place = document.createElement('div');
    const bar = document.createElement('div');
    bar.className = 'bar';
    dialog.append(place, bar);
    document.body.append(dialog);
    dialog.showModal();
    try {
      await load();
    } catch {
      location.href = link.href;
      return;
    }
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const viewer = OpenSeadragon({
      element: place,
      tileSources: source(link.dataset),
      // From a disk no other way of drawing may read the tiles.
      drawer: 'canvas',
      showNavigationControl: false,
      showNavigator: false,
      animationTime: still ? 0 : 0.6,
      maxZoomPixelRatio: 4,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    });
    const zoom = (by) => { viewer.viewport.zoomBy(by); viewer.viewport.applyConstraints(); };
    bar.append(
      button(words.in, '+', () => zoom(1.5)),
      button(words.out, '−', () => zoom(1 / 1.5)),
      button(words.whole, '⤢', () => viewer.viewport.goHome()),
      button(words.close, '×', () => dialog.close()),
    );
    dialog.addEventListener('close', () => { viewer.destroy(); dialog.remove(); link.focus(); });
    // What has the focus has a name; its keys are its own (ARIA 1.2, `application`).
    viewer.canvas.setAttribute('role', 'application');
    viewer.canvas.setAttribute('aria-label', dialog.getAttribute('aria-label'));
    viewer.addHandler('open', () => viewer.canvas.focus());
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a.zoom[data-tiles]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
})();
