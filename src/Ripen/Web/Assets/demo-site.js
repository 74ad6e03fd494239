// The website of the demo: the link to what the desk knows carries the visitor along.
for (const link of document.querySelectorAll('[data-who]')) {
  link.addEventListener('click', () => {
    const visitor = window.ripen && window.ripen.visitor();
    if (visitor) link.search = `?v=${visitor}`;
  });
}
