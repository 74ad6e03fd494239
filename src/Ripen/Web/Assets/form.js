// A form for visitors: it works without this. With it fields appear where they belong, the browser does a little work that
// robots mind, and a form in a page of another site is as high as what it holds.
const form = document.querySelector('[data-form]');

function height() {
  if (parent !== window) parent.postMessage({ ripen: 'height', height: document.documentElement.scrollHeight }, '*');
}

function showFields() {
  for (const field of form.querySelectorAll('[data-when]')) {
    const asked = [...form.querySelectorAll(`[name="${CSS.escape(field.dataset.when)}"]`)];
    const said = asked.filter(one => !['radio', 'checkbox'].includes(one.type) || one.checked).map(one => one.value);
    field.hidden = !said.includes(field.dataset.is);
    for (const input of field.querySelectorAll('input, select')) input.disabled = field.hidden;
  }
  height();
}

// Finds a number with which the hash of the ticket begins with enough zero bits.
async function prove(ticket, bits) {
  const bytes = new TextEncoder();
  for (let number = 0; ; number++) {
    const hash = new DataView(await crypto.subtle.digest('SHA-256', bytes.encode(`${ticket}.${number}`)));
    if (hash.getUint32(0) >>> (32 - bits) === 0) return String(number);
  }
}

let proven;
function begin() {
  if (proven || !crypto.subtle) return;
  proven = prove(form.ticket.value, 14).then(number => { form.proof.value = number; });
  const started = new URLSearchParams({ ticket: form.ticket.value });
  navigator.sendBeacon(`${new URL(form.getAttribute('action'), location.href).pathname}/start`, started);
}

if (form) {
  form.addEventListener('input', begin, { once: true });
  form.addEventListener('change', showFields);
  form.addEventListener('submit', async event => {
    if (form.proof.value || !crypto.subtle || form.dataset.sending) return;
    event.preventDefault();
    form.dataset.sending = 'yes';
    form.querySelector('button').disabled = true;
    begin();
    await proven;
    HTMLFormElement.prototype.submit.call(form);
  });
  // Back from the next page it can be sent again.
  addEventListener('pageshow', () => {
    delete form.dataset.sending;
    form.querySelector('button').disabled = false;
  });
  showFields();
}
addEventListener('load', height);
new ResizeObserver(height).observe(document.body);
