/* Recordings and their transcript: a time in the text plays from there, and the text follows what is heard. Without this the
   players are those of the browser, and each time leads to the file at that time. */
(() => {
  'use strict';
  // Notes on times stand in the text as well, and are no part of what is heard.
  const links = [...document.querySelectorAll('.text a.time[data-t]')].filter((link) => !link.closest('.annotation'));
  const players = [...document.querySelectorAll('.recordings :is(audio, video)')];
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const turnOf = (link) => link.closest('.turn') || link.closest('p, li, blockquote, figure') || link;
  let current = null;

  const mark = (link) => {
    if (link === current) return;
    for (const one of document.querySelectorAll('.text .heard')) one.classList.remove('heard');
    if (current) current.removeAttribute('aria-current');
    current = link;
    if (!link) return;
    link.setAttribute('aria-current', 'true');
    turnOf(link).classList.add('heard');
  };

  // The text moves only where the reader has the words in sight: whoever has gone elsewhere in it stays there.
  const follow = (before, link) => {
    const place = link.getBoundingClientRect();
    const is = before ? before.getBoundingClientRect() : place;
    const inSight = is.bottom > -innerHeight && is.top < 2 * innerHeight;
    if (inSight && (place.top < 0 || place.bottom > innerHeight * .8)) link.scrollIntoView({ block: 'center', behavior: calm.matches ? 'auto' : 'smooth' });
  };

  // A page that is opened from a disk may load no captions: those of a film are made of the text, as `src/site/captions.rs` makes them.
  const caption = (player, own) => {
    const track = player.querySelector('track');
    if (location.protocol !== 'file:' || player.localName !== 'video' || !track) return;
    const made = player.addTextTrack('captions', track.label, track.srclang);
    track.remove();
    own.forEach(([time, link], nth) => {
      const range = document.createRange();
      range.setStartAfter(link);
      const next = own.slice(nth + 1).find((one) => one[0] > time);
      const behind = links[links.indexOf(link) + 1];
      if (behind) range.setEndBefore(behind);
      else range.setEndAfter(turnOf(link));
      const heard = range.cloneContents();
      heard.querySelectorAll('.annotation, .noteref').forEach((note) => note.remove());
      const words = heard.textContent.trim();
      const parts = words.match(/\S.{0,80}(?=\s|$)|\S{1,80}/gs) || [];
      const lasts = next ? next[0] - time : words.length / 15;
      let before = 0;
      for (const part of parts) {
        const start = time + lasts * before / words.length;
        before += part.length;
        made.addCue(new VTTCue(start, time + lasts * before / words.length, part.replace(/\s+/g, ' ')));
      }
    });
  };

  for (const player of players) {
    const own = links.filter((link) => link.dataset.recording === player.id).map((link) => [Number(link.dataset.t), link]);
    own.sort((a, b) => a[0] - b[0]);
    if (!own.length) continue;
    caption(player, own);
    const heard = () => {
      // A player that was asked for a time stands a little before it.
      const now = player.currentTime + .05;
      let at = null;
      for (const [time, link] of own) {
        if (time > now) break;
        at = link;
      }
      const before = current;
      mark(at);
      if (at && at !== before && !player.paused) follow(before, at);
    };
    player.addEventListener('timeupdate', heard);
    player.addEventListener('seeked', heard);
    player.addEventListener('play', () => players.forEach((other) => other === player || other.pause()));
  }

  // A player that is heard stays in sight; the page keeps its place, so that nothing moves.
  const inSight = new Set();
  const float = () => players.forEach((player) => {
    const floats = !player.paused && !inSight.has(player.parentElement);
    if (floats) player.parentElement.style.minHeight = `${player.parentElement.offsetHeight}px`;
    player.classList.toggle('afloat', floats);
    if (!floats) player.parentElement.style.minHeight = '';
  });
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) inSight[entry.isIntersecting ? 'add' : 'delete'](entry.target);
    float();
  });
  for (const player of players) {
    watch.observe(player.parentElement);
    for (const name of ['play', 'pause', 'ended']) player.addEventListener(name, float);
  }

  const playFrom = (link) => {
    const player = document.getElementById(link.dataset.recording);
    if (!player) return false;
    const start = () => {
      player.currentTime = Number(link.dataset.t);
      player.play().catch(() => {});
    };
    if (player.readyState > 0) start();
    else {
      player.addEventListener('loadedmetadata', start, { once: true });
      player.load();
    }
    return true;
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a.time[data-t]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!playFrom(link)) return;
    event.preventDefault();
    // The address of the page is then that of the place.
    if (link.id) history.replaceState(null, '', `#${link.id}`);
  });

  // Space plays and pauses where the focus is on a time, as it does on a player.
  document.addEventListener('keydown', (event) => {
    const link = event.key === ' ' && event.target.closest && event.target.closest('a.time[data-t]');
    if (!link) return;
    const player = document.getElementById(link.dataset.recording);
    if (!player) return;
    event.preventDefault();
    if (player.paused) playFrom(link);
    else player.pause();
  });

  // Whoever comes to a time finds the player there; `#t=751` and `#t=12:31` are times as well (Media Fragments URI 1.0, 4.2.1).
  const asked = () => {
    const named = /^#t=(?:npt:)?([\d:.]+)/.exec(location.hash);
    if (!named) return [links.find((one) => `#${one.id}` === location.hash)];
    const seconds = named[1].split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    const before = links.filter((one) => Number(one.dataset.t) <= seconds);
    const link = before.reduce((best, one) => (best && Number(best.dataset.t) >= Number(one.dataset.t) ? best : one), undefined);
    if (link) link.scrollIntoView({ block: 'center' });
    return [link, seconds];
  };
  const come = () => {
    const [link, seconds] = asked();
    const player = link && document.getElementById(link.dataset.recording);
    if (!player || !player.paused) return;
    const seek = () => { player.currentTime = seconds ?? Number(link.dataset.t); };
    if (player.readyState > 0) seek();
    else player.addEventListener('loadedmetadata', seek, { once: true });
  };
  addEventListener('hashchange', come);
  come();
})();
