// What was typed into any form of the desk while the session ended goes through the sign-in, in this window, and stands there
// again. The draft of an answer is kept by the server, too, with its version: composer.js.

const KEPT = "kept-fields";
const body = document.body;

function isChanged(field) {
  if (!field.id || field.id === "body" || ["hidden", "password", "file", "search"].includes(field.type)) return false;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

function write(kept) {
  try {
    window.sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // Full, or not allowed here: it is as it was without.
  }
}

function read() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

function keep() {
  const all = document.querySelectorAll("form[method=post] :is(input, textarea, select), #composer > input");
  const changed = [...all].filter(isChanged);
  const fields = changed.map((field) => [field.id, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
  if (fields.length) write({ path: location.pathname, fields, wasSignedOut: false });
}

function putBack([id, value]) {
  const field = document.getElementById(id);
  if (!field) return;
  if (typeof value === "boolean") field.checked = value;
  else field.value = value;
  field.closest("details:not(.menu)")?.setAttribute("open", "");
  field.dispatchEvent(new Event("input", { bubbles: true })); // what saves itself does so now
}

// A page of the desk that is not the sign-in: either one is back from there, or what was sent has arrived.
function comeBack() {
  const kept = read();
  if (!kept) return;
  window.sessionStorage.removeItem(KEPT);
  if (!kept.wasSignedOut || kept.path !== location.pathname) return;
  kept.fields.forEach(putBack);
  window.dispatchEvent(new CustomEvent("makegood:toast", { detail: body.dataset.wordsRestored }));
}

if (body.classList.contains("desk")) {
  window.addEventListener("load", comeBack);
  // By then the page knows: its own requests were refused, or a form goes off and may find it so.
  window.addEventListener("pagehide", () => {
    if (document.getElementById("signed-out")) keep();
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") keep();
  });
} else if (body.classList.contains("plain")) {
  const kept = read();
  if (kept) write({ ...kept, wasSignedOut: true });
}
