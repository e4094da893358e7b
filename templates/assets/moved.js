/* Addresses that are no more.
   On the small page at an old address: leads on, with the fragment and the query that were asked for.
   On the front: leads on if the query is that of an old address (`/?p=12`).
   On the page for addresses that lead nowhere: leads on if the address is an old one (data/moved/), else offers those nearest
   to it (data/near/). Scripts, since a page opened from a disk may not fetch. Without this script the links of the page stand. */
(() => {
  const script = document.currentScript;
  const root = new URL(script.dataset.root, location.href);
  const found = {};
  window.scholionMoved = window.scholionNear = (more) => Object.assign(found, more);

  // FNV-1a, folded to a byte: the same as in src/site/previews.rs.
  const digest = (text) => {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return ((hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & 255).toString(16).padStart(2, '0');
  };
  const asked = {};
  const look = (folder, key) => {
    const path = `data/${folder}/${digest(key)}.js`;
    asked[path] ||= new Promise((done) => {
      const data = document.createElement('script');
      data.src = new URL(path, root);
      data.onload = data.onerror = done;
      document.head.append(data);
    });
    return asked[path].then(() => (Object.hasOwn(found, key) ? found[key] : undefined));
  };

  const go = (address) => {
    const to = new URL(address, root);
    if (to.origin !== location.origin || to.protocol !== location.protocol) return;
    // What stood behind the question mark was a part of the old address, or asks for something on the page.
    if (location.search && !isQuery) to.search = location.search;
    if (location.hash) to.hash = location.hash;
    location.replace(to);
  };
  let isQuery = false;
  const only = document.getElementById('_to');
  if (only) return go(only.href);
  if (!script.dataset.near && !location.search) return;

  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const here = decoded(location.pathname);
  const base = decoded(root.pathname);
  // A site may be looked at elsewhere than where it is to stand.
  const path = (here.startsWith(base) ? here.slice(base.length) : here.slice(1)).replace(/(^|\/)index\.html$/, '').replace(/\/+$/, '').toLowerCase();

  const near = async () => {
    const leaf = [...path.replace(/\.html?$/, '').split('/').pop()];
    const places = new Map();
    for (const [sign, letters] of [['<', leaf], ['>', [...leaf].reverse()]]) {
      for (let count = 1; count <= letters.length; count += 1) {
        const list = await look('near', sign + letters.slice(0, count).join(''));
        if (list) {
          list.forEach(([address, title]) => places.set(address, title));
          break;
        }
      }
    }
    // How much of two words is the same: pairs of letters (Dice 1945).
    const pairs = (text) => new Set([...` ${text} `].map((_, at, all) => all[at] + (all[at + 1] || '')));
    const name = leaf.join('');
    const mine = pairs(name);
    const likeness = (address) => {
      const theirs = pairs(address.split('/').pop().replace(/\.html$/, '').toLowerCase());
      const shared = [...mine].filter((pair) => theirs.has(pair)).length;
      return (2 * shared) / (mine.size + theirs.size) + (address.split('/')[0] === path.split('/')[0] ? 0.05 : 0);
    };
    const best = [...places.keys()].map((address) => [likeness(address), address]).filter(([much]) => much > 0.3);
    best.sort((one, other) => other[0] - one[0] || (one[1] < other[1] ? -1 : 1));
    return best.slice(0, 5).map(([, address]) => [address, places.get(address)]);
  };

  const offer = (places) => {
    const links = document.querySelector('main ul');
    if (!places.length || !links) return;
    const list = document.createElement('ul');
    for (const [address, title] of places) {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = new URL(address.split('/').map(encodeURIComponent).join('/'), root);
      link.textContent = title;
      item.append(link, ' ', Object.assign(document.createElement('small'), { textContent: address }));
      list.append(item);
    }
    const head = document.createElement('p');
    head.textContent = script.dataset.near;
    head.lang = document.documentElement.lang;
    links.before(head, list);
  };

  (async () => {
    if (location.search) {
      const address = await look('moved', path + location.search);
      isQuery = Boolean(address);
      if (address) return go(address);
    }
    const address = await look('moved', path);
    if (address) return go(address);
    if (script.dataset.near) offer(await near());
  })();
})();
