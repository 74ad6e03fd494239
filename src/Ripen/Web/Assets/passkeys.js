// Passkeys. A form with data-passkey asks the desk for a question, the device for the answer, and is sent with it.

const missing = "This browser has no passkeys, or not here. Use your password, or a newer browser.";

const sentences = {
  NotAllowedError: "Nothing was done: it was cancelled, took too long, or there is no passkey of this desk on the device. Try again, or use your password.",
  AbortError: "Nothing was done: it was cancelled. Try again, or use your password.",
  InvalidStateError: "This device has a passkey of yours for this desk already.",
  NotSupportedError: "This device cannot make a passkey that the desk would take. Try another one.",
  SecurityError: "The browser allows no passkeys at this address. Open the desk by its name.",
  TypeError: "The desk did not answer. Is the network there? Try again.",
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.passkey) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  say(form, "");
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) return say(form, missing);
  form.ariaBusy = "true";
  try {
    const response = await fetch(form.dataset.question, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
    const question = await response.json();
    if (!response.ok) return say(form, question.detail);
    form.elements.answer.value = JSON.stringify((await answer(form.dataset.passkey, question)).toJSON());
    // It was checked with the question.
    for (const field of form.querySelectorAll("[type=password]")) field.disabled = true;
    form.submit();
  } catch (failure) {
    say(form, sentences[failure.name] ?? "That did not work. Try again, or use your password.");
  } finally {
    form.ariaBusy = null;
  }
});

function answer(kind, question) {
  return kind === "new"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
}

function say(form, sentence) {
  const place = form.querySelector("[data-passkey-problem]");
  place.textContent = sentence;
  place.hidden = sentence === "";
}
