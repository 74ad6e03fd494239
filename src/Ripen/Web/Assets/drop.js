// A file that is dropped is sent as one that is chosen.

for (const form of document.querySelectorAll("[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const over = (is) => (event) => { event.preventDefault(); form.classList.toggle("over", is); };
  form.addEventListener("dragenter", over(true));
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  field.addEventListener("change", () => field.files.length > 0 && form.requestSubmit());
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.textContent = `Reading ${field.files[0]?.name ?? "the file"}…`;
    button.setAttribute("aria-busy", "true");
  });
}
