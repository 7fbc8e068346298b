// The composer's small comforts. Saving, templates and files are HTMX on the form itself; all of it works without.

const byId = (id) => document.getElementById(id);

// A long conversation opens where it stopped: at what was said last.
if (!location.hash) {
  const last = [...document.querySelectorAll(".entries:last-child > .said:not(.said-auto)")].at(-1);
  if (last && last.getBoundingClientRect().bottom > window.innerHeight - 220) last.scrollIntoView({ block: "center" });
}

// A field nobody filled: pressing its name selects the place.
document.addEventListener("click", (event) => {
  const finder = event.target.closest("[data-finds]");
  if (!finder) return;
  const body = byId("body");
  const field = finder.dataset.finds.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`\\{\\{\\s*${field}\\s*\\}\\}`).exec(body.value);
  body.focus();
  if (found) body.setSelectionRange(found.index, found.index + found[0].length);
});

// What was typed since the last save stays in this window, through a sign-in or a reload, until the server has it.
const memory = window.sessionStorage;
let keeping = null;
function keep() {
  keeping = null;
  const field = byId("body");
  const version = document.querySelector("#composer-state [name=version]");
  if (!field?.dataset.keptAs || !version) return;
  try {
    memory.setItem(`draft:${field.dataset.keptAs}`, JSON.stringify({ body: field.value, version: version.value }));
  } catch {
    // Full, or not allowed here: the server's copy is then the only one.
  }
}
document.addEventListener("input", (event) => {
  if (event.target.id === "body" && keeping === null) keeping = window.setTimeout(keep, 300 + event.target.value.length / 200);
});
window.addEventListener("pagehide", () => {
  if (keeping > 0) keep(); // -1: forgotten, and so it stays
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const field = byId("body");
  if (event.detail.elt === field) field.dataset.asked = field.value;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const field = byId("body");
  if (!field || event.detail.elt !== field || !event.detail.successful) return;
  // Typed on since: what is kept is still ahead of the server.
  if (field.value === field.dataset.asked) memory.removeItem(`draft:${field.dataset.keptAs}`);
  delete field.dataset.asked;
});
// A save changes the number of the version and the time, mostly nothing else: then only those are written, for
// exchanging the part takes longer than a frame on a slow machine, and somebody may be typing again.
const VERSION = /name="version" value="(\d+)"/;
const SAVED = /<p class="[^"]*saved"[^>]*>([\s\S]*?)<\/p>/;
let shown = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id !== "composer-state" || xhr.status !== 200) {
    shown = "";
    return;
  }
  const rest = xhr.responseText.replace(VERSION, "").replace(SAVED, "");
  const [version, saved] = [VERSION.exec(xhr.responseText), SAVED.exec(xhr.responseText)];
  if (rest === shown && version && saved) {
    event.detail.shouldSwap = false;
    target.querySelector("[name=version]").value = version[1];
    const line = target.querySelector(".saved");
    const words = new DOMParser().parseFromString(saved[1], "text/html").body.textContent.trim();
    if (line.textContent.trim() !== words) line.lastChild.textContent = words;
  }
  shown = rest;
});
function restore() {
  const field = byId("body");
  const name = `draft:${field?.dataset.keptAs}`;
  const kept = field && memory.getItem(name);
  if (!kept) return;
  memory.removeItem(name);
  const { body, version } = JSON.parse(kept);
  if (body === field.value || !body.trim()) return;
  field.value = body;
  // With the version it was typed over: had another window saved since, the server says so, and neither text is lost.
  document.querySelector("#composer-state [name=version]").value = version;
  window.dispatchEvent(new CustomEvent("makegood:toast", { detail: field.dataset.restored }));
  window.addEventListener("load", () => field.dispatchEvent(new Event("restored")), { once: true });
}
restore();
// Sent, or thrown away on purpose: nothing is to come back.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) forget();
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "answer" && !event.defaultPrevented) forget();
});
function forget() {
  const field = byId("body");
  window.clearTimeout(keeping);
  keeping = -1;
  if (field) memory.removeItem(`draft:${field.dataset.keptAs}`);
}

// A question about the text: its button selects the words. A place still to be filled in is selected at once.
function show(finder) {
  const body = byId("body");
  body.focus();
  body.setSelectionRange(Number(finder.dataset.start), Number(finder.dataset.end));
}
document.addEventListener("click", (event) => {
  const finder = event.target.closest("[data-start]");
  if (finder) show(finder);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "composer-doubts") return;
  const doubts = byId("composer-doubts");
  const place = doubts.querySelector("[data-doubt=left_open] [data-start]");
  if (place) show(place);
  doubts.scrollIntoView({ block: "nearest" });
});

// Who has not begun to write answers what stands on the page now; who has is asked about what was said since.
document.addEventListener("htmx:afterSwap", (event) => {
  const seen = byId("conversation")?.dataset.seen;
  if (event.detail.target.id === "conversation" && seen && !byId("body")?.value.trim()) {
    document.querySelector("#answer > [name=after]").value = seen;
  }
});

// While an answer is being sent its words are not saved as a draft: it would come to life again after they have left.
let isSending = false;
const sends = (event) => event.detail.elt.matches("#answer [hx-target='#composer-doubts']");
document.addEventListener("htmx:beforeRequest", (event) => {
  if (sends(event)) isSending = true;
  else if (isSending && event.detail.elt === byId("body")) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (sends(event) && !event.detail.xhr.getResponseHeader("HX-Redirect")) isSending = false;
});

// What was sent by HTMX empties its form.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  const part = event.detail.elt;
  if (part.matches("[data-empties]")) part.reset();
});

// Focus makes the composer grow. Pressing a button must not: the button would slip away before the mouse is let go.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".composer-foot :is(button, summary, label)")) event.preventDefault();
});
