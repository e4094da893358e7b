/* Whoever goes from a text to its facsimile stays at the place where he is, and takes along what he has searched for: it is shown there on
   the picture. Without this script the ways lead to the pages. */
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href*=".facsimile.html"]');
  if (!link) return;
  const to = new URL(link.href);
  // That of another text is another place.
  if (to.pathname !== `${location.pathname.replace(/\.html$/, '')}.facsimile.html`) return;
  if (!to.search) to.search = location.search;
  if (!to.hash && location.hash) to.hash = location.hash;
  link.href = to.href;
}, true);
