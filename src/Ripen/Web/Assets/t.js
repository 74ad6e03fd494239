// Ripen's tracker: <script src="https://the.desk/t.js" data-consent="ask" async></script>. Nothing is kept or sent before the visitor agrees.
(() => {
  const script = document.currentScript;
  if (!script || window.ripen) return;
  const obeysDnt = false;
  const key = "ripen";
  const to = new URL("/t", script.src).href;
  const set = script.dataset;
  const files = /\.(pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|epub|mp[34])$/i;
  const says = {
    en: ["May we remember your visits, so that we show and send you what suits you?", "Yes", "No", "Privacy"],
    de: ["Dürfen wir uns Ihre Besuche merken, damit wir Ihnen zeigen und senden, was zu Ihnen passt?", "Ja", "Nein", "Datenschutz"],
    fr: ["Pouvons-nous mémoriser vos visites, afin de vous montrer et de vous envoyer ce qui vous convient ?", "Oui", "Non", "Confidentialité"],
    es: ["¿Podemos recordar sus visitas para mostrarle y enviarle lo que le conviene?", "Sí", "No", "Privacidad"],
  };
  let memory = null, visitor = null, view = null, since = 0, seen = 0, told = -1, bar = null, page, link = null;

  const isRefused = () => navigator.globalPrivacyControl || (obeysDnt && navigator.doNotTrack === "1");
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

  function kept() {
    try { return localStorage.getItem(key) ?? memory; } catch { return memory; }
  }

  function keep(value) {
    memory = value;
    try { localStorage.setItem(key, value); } catch { /* Storage is blocked: it holds for this page. */ }
  }

  // Sent until the desk says that it is kept; a desk that is busy says when to come again.
  async function post(message, tries = 0, at = Date.now()) {
    let wait = 0;
    try {
      const answer = await fetch(to, { method: "POST", body: JSON.stringify({ ...message, a: Date.now() - at }), keepalive: true, credentials: "omit" });
      if (answer.status === 429 || answer.status === 503) wait = Number(answer.headers.get("Retry-After")) || 5;
    } catch {
      wait = 5;
    }
    if (wait && tries < 5) setTimeout(() => (message.e === "gone" || message.v === visitor) && post(message, tries + 1, at), wait * 1000 * 2 ** tries);
  }

  const send = (message) => visitor && post({ v: visitor, ...message });

  function look(referrer) {
    [view, page, seen, told, since] = [random(), location.pathname, 0, -1, document.hidden ? 0 : performance.now()];
    send({ i: view, e: "view", u: location.href, r: referrer, l: link });
    link = null;
  }

  // Only the time in which the page is to be seen counts.
  function leave() {
    if (since) seen += performance.now() - since;
    since = document.hidden ? 0 : performance.now();
    const seconds = Math.round(seen / 1000);
    if (view && seconds > told) send({ i: view, e: "left", s: told = seconds });
  }

  function moved() {
    if (!visitor || location.pathname === page) return;
    leave();
    look();
  }

  function begin() {
    if (visitor || isRefused()) return;
    const before = kept();
    visitor = /^[0-9a-f-]{36}$/.test(before) ? before : random();
    keep(visitor);
    dispatchEvent(new Event("ripen"));
    look(document.referrer);
  }

  function consent(yes) {
    bar?.remove();
    bar = null;
    if (yes) return begin();
    const before = kept();
    if (/^[0-9a-f-]{36}$/.test(before)) post({ v: before, i: random(), e: "gone" });
    visitor = view = null;
    keep("no");
  }

  function ask() {
    const [question, yes, no, privacy] = says[document.documentElement.lang.slice(0, 2)] ?? says.en;
    const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });
    bar = make("section", "");
    bar.setAttribute("aria-label", set.privacyText ?? privacy);
    const button = (text, answer) => {
      const made = make("button", text);
      made.type = "button";
      made.onclick = () => consent(answer);
      Object.assign(made.style, { font: "inherit", padding: ".5em 1.2em", border: "1px solid #1a1a1a", borderRadius: "6px", background: "#1a1a1a", color: "#fff", cursor: "pointer" });
      return made;
    };
    const text = make("span", set.text ?? question);
    Object.assign(text.style, { flex: "1 1 16em" });
    bar.append(text);
    if (set.privacy) {
      const more = make("a", set.privacyText ?? privacy);
      more.href = set.privacy;
      more.style.color = "inherit";
      bar.append(more);
    }
    bar.append(button(set.no ?? no, false), button(set.yes ?? yes, true));
    Object.assign(bar.style, { position: "fixed", inset: "auto 0 0 0", zIndex: 2147483647, display: "flex", flexWrap: "wrap", gap: ".75em 1em", alignItems: "center", padding: "1em 1.25em", background: "#fff", color: "#1a1a1a", font: "16px/1.4 system-ui, sans-serif", boxShadow: "0 -2px 16px rgb(0 0 0 / .2)" });
    document.body.append(bar);
  }

  function start() {
    const before = kept();
    if (isRefused()) {
      if (before && before !== "no") consent(false);
    } else if (before !== "no" && (before || set.consent === "given")) begin();
    else if (!before && set.consent === "ask") document.body ? ask() : addEventListener("DOMContentLoaded", ask);
  }

  // A link that was sent to somebody alone says who he is; it is nobody else's business, so it leaves the address.
  const address = new URL(location.href);
  link = address.searchParams.get("rp");
  if (link !== null) {
    address.searchParams.delete("rp");
    history.replaceState(history.state, "", address.href);
  }

  const push = history.pushState;
  history.pushState = function (...given) {
    push.apply(this, given);
    moved();
  };
  addEventListener("popstate", moved);
  addEventListener("visibilitychange", leave, true);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && visitor && look());
  addEventListener("storage", (event) => event.key === key && event.newValue !== visitor && (visitor = view = null));
  addEventListener("click", (event) => {
    const target = event.target.closest?.("a[href]");
    if (target && /^https?:/.test(target.protocol) && (target.hasAttribute("download") || files.test(target.pathname))) send({ i: random(), e: "file", u: target.href });
  }, true);

  window.ripen = {
    consent,
    visitor: () => visitor,
    touch: (kind, { offer } = {}) => send({ i: random(), e: "touch", u: location.href, k: kind, o: offer }),
  };
  document.prerendering ? document.addEventListener("prerenderingchange", start, { once: true }) : start();
})();
