// Puts a form of the desk into a page, where this script stands: in a frame that is as high as the form.
(() => {
  const script = document.currentScript;
  const address = new URL(script.src);
  const frame = document.createElement('iframe');
  const show = visitor => {
    const form = new URL(address.pathname.replace(/\/embed\.js$/, ''), address);
    form.searchParams.set('framed', '1');
    const here = new URL(location.href);
    here.searchParams.delete('rp');
    form.searchParams.set('u', here.href.slice(0, 900));
    if (document.referrer) form.searchParams.set('r', document.referrer.slice(0, 900));
    if (visitor) form.searchParams.set('v', visitor);
    const language = script.dataset.lang || document.documentElement.lang;
    if (language) form.searchParams.set('lang', language.slice(0, 20));
    frame.src = form;
  };
  frame.title = script.dataset.title || document.title;
  Object.assign(frame.style, { width: '100%', height: '400px', border: '0', display: 'block' });
  addEventListener('message', event => {
    if (event.source === frame.contentWindow && event.origin === address.origin && event.data && event.data.ripen === 'height') frame.style.height = `${Math.min(4000, Math.max(50, Number(event.data.height) || 0))}px`;
  });
  script.after(frame);
  // The tracker of the page, if it has one, says who the visitor is; it may come later than this, and so may his consent.
  let shown;
  const start = () => {
    const visitor = window.ripen && window.ripen.visitor ? window.ripen.visitor() : null;
    if (shown === (visitor || '')) return;
    shown = visitor || '';
    show(visitor);
  };
  const wait = () => {
    const tracker = window.ripen ? null : document.querySelector('script[src*="/t.js"]');
    if (!tracker) return start();
    tracker.addEventListener('load', start);
    tracker.addEventListener('error', start);
    setTimeout(start, 2000);
  };
  addEventListener('ripen', start);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', wait);
  else wait();
})();
