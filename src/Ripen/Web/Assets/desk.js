// The keyboard, the dialogs, light and dark, and what changes by itself. Pages work without it.

const typing = (at) => at.closest("input, textarea, select, [contenteditable]");

// Keys -----------------------------------------------------------------------------------------------------------------

const keys = {
  "/": () => document.querySelector("#search")?.focus(),
  "?": () => document.querySelector("#keys")?.showModal(),
  j: () => move(1),
  k: () => move(-1),
  x: () => document.activeElement.closest("[data-row]")?.querySelector("[data-pick]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    else if (event.target.id === "search" && event.key === "ArrowDown") focusHit(event);
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const act = keys[event.key] ?? (() => document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click());
  if (event.key.length !== 1) return;
  act();
  if (keys[event.key] || document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)) event.preventDefault();
});

function move(by) {
  const rows = [...document.querySelectorAll("[data-row] [data-open]")];
  const at = rows.indexOf(document.activeElement.closest("[data-row]")?.querySelector("[data-open]"));
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.focus();
  next?.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

function focusHit(event) {
  event.preventDefault();
  document.querySelector("#found a")?.focus();
}

// Clicks ---------------------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) openDialog(document.getElementById(opener.dataset.dialog));
  if (event.target.matches("[data-select]")) event.target.select();
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-print]")) print();
  const choice = event.target.closest("[data-appearance-choice]");
  if (choice) appear(choice.dataset.appearanceChoice);
});

// What was typed into it and not sent, or sent for something else, is not there again.
function openDialog(dialog) {
  for (const form of dialog?.querySelectorAll("form") ?? []) if (!form.querySelector(".error")) form.reset();
  dialog?.showModal();
}

function appear(choice) {
  document.documentElement.dataset.appearance = choice;
  document.cookie = `appearance=${choice}; Path=/; Max-Age=31536000; SameSite=Strict`;
  for (const button of document.querySelectorAll("[data-appearance-choice]")) button.setAttribute("aria-pressed", button.dataset.appearanceChoice === choice);
}

// Rows that are picked -------------------------------------------------------------------------------------------------

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) for (const box of document.querySelectorAll("[data-pick]")) box.checked = event.target.checked;
  if (event.target.matches("[data-pick], [data-pick-all], [data-pick-match]")) tellPicked();
});

function tellPicked() {
  const all = document.querySelector("[data-pick-match]:checked");
  const picked = document.querySelectorAll("[data-pick]:checked").length;
  for (const part of document.querySelectorAll("[data-when-picked]")) part.hidden = picked === 0 && !all;
  for (const number of document.querySelectorAll("[data-picked]")) number.textContent = all ? all.dataset.pickMatch : picked;
}

// What changes by itself: the server says what has changed, and what shows it is fetched again. -------------------------

let source;

function listen() {
  const topics = new Set([...document.querySelectorAll("[data-live]")].flatMap((part) => part.dataset.live.split(" ")));
  const url = topics.size === 0 ? null : `/live?topics=${encodeURIComponent([...topics].sort().join(" "))}`;
  if (source?.asked === url) return;
  source?.close();
  source = url && new EventSource(url);
  if (!source) return;
  source.asked = url;
  source.addEventListener("changed", (event) => {
    for (const part of document.querySelectorAll(`[data-live~="${CSS.escape(event.data)}"]`)) refresh(part);
  });
}

// What somebody in the part has just asked for comes first.
function refresh(part) {
  if (!part.isConnected || isBusy(part)) return;
  if (part.matches(".htmx-request") || part.querySelector(".htmx-request")) setTimeout(() => refresh(part), 300);
  else htmx.trigger(part, "live");
}

// What somebody works in is not taken from under his hands.
const isBusy = (part) => part.querySelector("[data-pick]:checked, dialog[open]") || (part.contains(document.activeElement) && typing(document.activeElement));

// Who stands on a row still stands on it when the list has changed around it.
let stoodOn;

document.addEventListener("htmx:before:swap", () => { stoodOn = document.activeElement?.matches("[data-open]") ? document.activeElement.getAttribute("href") : null; });
document.addEventListener("htmx:after:swap", () => {
  if (stoodOn && document.activeElement?.getAttribute("href") !== stoodOn) document.querySelector(`[data-open][href="${CSS.escape(stoodOn)}"]`)?.focus();
  listen();
  tellPicked();
});
// A browser has six connections to a server at most: who does not look needs none, and sees what he has missed when he looks again.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else {
    listen();
    for (const part of document.querySelectorAll("[data-live]")) refresh(part);
  }
});
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => { if (event.persisted) { source = null; listen(); } });
listen();
