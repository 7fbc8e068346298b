// What was typed into any form of the desk while the session ended goes through the sign-in, in this window, and stands there
// again, for whoever typed it: who signs in here next does not see it, and is told once that it waits. The draft of an answer is kept by the server, too,
// with its version: composer.js.

const KEPT = "kept-fields:";
const body = document.body;
const mine = KEPT + body.dataset.reader;

function isChanged(field) {
  if (!field.id || field.id === "body" || ["hidden", "password", "file", "search"].includes(field.type)) return false;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

function write(name, kept) {
  try {
    window.sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // Full, or not allowed here: it is as it was without.
  }
}

function read(name) {
  try {
    return JSON.parse(window.sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(window.sessionStorage).filter((name) => name.startsWith(KEPT));
  } catch {
    return [];
  }
}

function keep() {
  const all = document.querySelectorAll("form[method=post] :is(input, textarea, select), #composer > input");
  const changed = [...all].filter(isChanged);
  const fields = changed.map((field) => [field.id, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
  if (fields.length) write(mine, { path: location.pathname, fields, wasSignedOut: false });
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
  const kept = read(mine);
  if (!kept) return;
  window.sessionStorage.removeItem(mine);
  if (!kept.wasSignedOut || kept.path !== location.pathname) return;
  kept.fields.forEach(putBack);
  window.dispatchEvent(new CustomEvent("makegood:toast", { detail: body.dataset.wordsRestored }));
}

// Who signs in where a colleague was signed out: what lies here is not theirs, and the window is not to be closed on it.
function tellOfOthers() {
  const others = names().filter((name) => name !== mine && read(name)?.wasSignedOut && !read(name).wasTold);
  if (!others.length) return;
  others.forEach((name) => write(name, { ...read(name), wasTold: true }));
  window.dispatchEvent(new CustomEvent("makegood:toast", { detail: body.dataset.wordsOfOthers }));
}

if (body.classList.contains("desk")) {
  window.addEventListener("load", comeBack);
  window.addEventListener("load", tellOfOthers);
  // By then the page knows: its own requests were refused, or a form goes off and may find it so.
  window.addEventListener("pagehide", () => {
    if (document.getElementById("signed-out")) keep();
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") keep();
  });
} else if (body.classList.contains("plain")) {
  names().forEach((name) => write(name, { ...read(name), wasSignedOut: true }));
}
