// The desk of Sales: rows that open a lead beside them on a wide screen, and on a narrow one the lead itself.

const isWide = () => matchMedia("(min-width: 1101px)").matches;
let waiting;

function open(link) {
  if (document.querySelector("#focus [data-lead]")?.dataset.lead === link.closest("[data-desk-row]").id.slice("row-".length)) return;
  clearTimeout(waiting);
  // Whoever runs down the rows with a key held does not fetch them all.
  waiting = setTimeout(() => {
    htmx.ajax("GET", link.dataset.focus, { target: "#focus", swap: "innerHTML" });
    document.querySelector("#focus").scrollTop = 0;
    for (const row of document.querySelectorAll("[data-desk-row]")) {
      if (row.contains(link)) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }, 80);
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-desk-row] [data-focus]") && isWide()) open(event.target);
});

document.addEventListener("click", (event) => {
  const on = event.target.closest("[data-focus-on]");
  if (on) document.querySelector(on.dataset.focusOn)?.focus();
  const link = event.target.closest("[data-desk-row]")?.querySelector("[data-focus]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  // Enter on a row opens the lead itself.
  if (isWide() && event.detail > 0) {
    event.preventDefault();
    link.focus();
    open(link);
  } else if (event.detail > 0 && !event.target.closest("a")) link.click();
});

document.addEventListener("change", (event) => { if (event.target.matches("[data-send]")) event.target.form.requestSubmit(); });

// The server is told where on the desk the lead stood, so that the one behind it is opened when it is gone.
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("[data-place-of]")) field.value = document.querySelector(`#${CSS.escape(field.dataset.placeOf)} [data-place]`)?.dataset.place ?? "";
}, true);

// What was done has closed its dialog and changed the rows: the keyboard goes on at the lead that is open.
// A dialog is closed before its page changes under it: one that only loses its attribute would hold the page. Whose form came
// back with something wrong opens again.
let dialogOf;
let stoodAt = null;

document.addEventListener("htmx:before:swap", (event) => {
  stoodAt = event.detail?.ctx?.sourceElement?.matches?.("form") ? scrollY : null;
  const dialog = event.detail?.ctx?.sourceElement?.closest?.("dialog[open]");
  if (!dialog) return;
  dialogOf = dialog.id;
  dialog.close();
});

document.addEventListener("htmx:after:swap", () => {
  const dialog = dialogOf && document.getElementById(dialogOf);
  if (dialog?.querySelector(".error")) dialog.showModal();
  dialogOf = null;
  const isDone = stoodAt !== null && !document.querySelector("#focus .error");
  if (document.querySelector("#desk") && (isDone || document.activeElement === document.body || !document.activeElement) && !document.querySelector("dialog[open]"))
    document.querySelector("[data-desk-row][aria-current] [data-open]")?.focus({ preventScroll: true });
  // A row that holds the keyboard and has moved far down would take the page with it.
  if (stoodAt !== null && document.querySelector("#desk")) {
    const top = stoodAt;
    requestAnimationFrame(() => scrollTo(scrollX, top));
  }
});
