// What every page does: dialogs and menus open and close, the theme is kept, focus survives a swap, failures are told.

const body = document.body;
document.documentElement.classList.add("has-js");

function toast(words) {
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = words;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}
window.addEventListener("makegood:toast", (event) => toast(event.detail));

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  const copier = event.target.closest("[data-copies]");
  if (copier) {
    navigator.clipboard?.writeText(copier.dataset.copies);
    toast(copier.dataset.copied);
  }
  if (event.target.closest("[data-prints]")) {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
    window.print();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.matches("dialog")) event.target.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form that sends itself when its choice changes; its button stays for those without JavaScript.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-sends-itself]")) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const ask = event.submitter?.dataset.asks || event.target.dataset.asks;
  if (ask && !window.confirm(ask)) event.preventDefault();
}, true);

// HTMX has not heard what was typed while the page was still loading.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
  for (const field of document.querySelectorAll('[hx-trigger~="typed"]')) {
    if (field.value !== field.defaultValue) window.htmx.trigger(field, "typed");
  }
}));

// The theme: applied at once, kept in a cookie by the form's own answer.
document.addEventListener("change", (event) => {
  if (event.target.name === "theme") document.documentElement.dataset.theme = event.target.value;
});

// HTMX keeps focus on elements with an id; a link is known by where it leads. A question that comes in answer to what
// somebody did takes it always, and comes into view: it may stand far above what was pressed.
let hadFocus = null;
function knownBy(one) {
  if (one.id) return `#${CSS.escape(one.id)}`;
  return one.matches("a[href]") ? `a[href="${CSS.escape(one.getAttribute("href"))}"]` : "";
}
document.addEventListener("htmx:beforeSwap", (event) => {
  hadFocus = event.detail.target?.contains(document.activeElement) ? knownBy(document.activeElement) : null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const question = event.target.querySelector?.("[data-takes-focus]");
  if (question && event.detail.requestConfig?.triggeringEvent?.type !== "live") {
    (question.closest("[role=alert]") || question).scrollIntoView({ block: "nearest" });
    question.focus();
  } else if (hadFocus !== null && document.activeElement === body) {
    const again = (hadFocus && (event.target.querySelector?.(hadFocus) || document.querySelector(hadFocus))) || question;
    again?.focus({ preventScroll: true });
  }
  if (event.target.closest?.("#flashes")) event.target.scrollIntoView?.({ block: "nearest" }); // why something was refused
  hadFocus = null;
});
// What somebody asked for and has not after a moment: the place it comes to shows that it is awaited.
const PATIENCE = 300;
const awaited = new WeakMap();
document.addEventListener("htmx:beforeRequest", ({ detail: { xhr, target, requestConfig } }) => {
  const cause = requestConfig.triggeringEvent?.type;
  if (requestConfig.verb !== "get" || !cause || cause === "live") return;
  const timer = setTimeout(() => {
    target.classList.add("is-awaited");
    target.setAttribute("aria-busy", "true");
  }, PATIENCE);
  awaited.set(xhr, timer);
});
document.addEventListener("htmx:afterRequest", ({ detail: { xhr, target } }) => {
  if (!awaited.has(xhr)) return;
  clearTimeout(awaited.get(xhr));
  target.classList.remove("is-awaited");
  target.removeAttribute("aria-busy");
});

// The session ended: said once, with the way back; what was typed stays where it is.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401 || !body.dataset.signIn || document.getElementById("signed-out")) return;
  const bar = document.createElement("div");
  bar.id = "signed-out";
  bar.className = "flash flash-warning signed-out";
  bar.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.className = "grow";
  words.textContent = body.dataset.wordsSignedOut;
  const way = document.createElement("a");
  way.className = "button";
  way.href = `${body.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
  way.textContent = body.dataset.wordsSignIn;
  bar.append(words, way);
  body.append(bar);
});
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (event.detail.xhr?.status === 401 || !event.detail.requestConfig?.triggeringEvent || event.detail.requestConfig.triggeringEvent.type === "live") return;
    toast(body.dataset.wordsFailed);
  });
}

// The server's clock counts: a computer's own may be an hour off. Told as the page came; one that is shown again from the
// browser's store bears an old time, and takes what was known before.
const visit = performance.getEntriesByType("navigation")[0];
const AHEAD = "clock-ahead";
if (visit?.type !== "back_forward" && body.dataset.now) {
  const came = Date.now() - performance.now() + (visit?.responseStart || 0);
  try {
    window.sessionStorage.setItem(AHEAD, Math.round(came - Date.parse(body.dataset.now)));
  } catch {
    // Not allowed here: the computer's clock has to do.
  }
}
function ahead() {
  try {
    return Number(window.sessionStorage.getItem(AHEAD)) || 0;
  } catch {
    return 0;
  }
}
const AHEAD_BY = ahead();
document.documentElement.dataset.ahead = AHEAD_BY; // for scripts that count, too
const now = () => Date.now() - AHEAD_BY;

// "ago" goes on while the page is open.
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always", style: "long" });
function tick() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const seconds = (new Date(time.dateTime) - now()) / 1000;
    const [unit, length] = Math.abs(seconds) < 3600 ? ["minute", 60] : ["hour", 3600];
    if (Math.abs(seconds) > 60 && Math.abs(seconds) < 86400) time.textContent = relative.format(Math.round(seconds / length), unit);
  }
}
setInterval(tick, 60000);

// Seconds left to undo; the bar goes when they are over.
function countDown() {
  for (const part of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil((new Date(part.dataset.until) - now()) / 1000);
    if (left <= 0) {
      if (part.dataset.over === "reload") window.dispatchEvent(new CustomEvent("makegood:over", { detail: part }));
      else part.remove();
      delete part.dataset.until;
      continue;
    }
    const figure = part.querySelector("[data-countdown]");
    if (figure) figure.textContent = left;
  }
}
setInterval(countDown, 250);
countDown();

// What lies over the page can be put away before its time; one who was in it is in the page again.
function dismiss(part) {
  const was = part?.contains(document.activeElement);
  part?.remove();
  if (was) document.querySelector("main")?.focus();
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-dismisses]");
  if (button) dismiss(document.getElementById(button.dataset.dismisses));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") dismiss(event.target.closest?.(".undo-bar"));
});

// A menu stays inside the window: moved when it would leave it sideways; lower when it opens upwards near the top,
// where nobody can scroll to.
document.addEventListener("toggle", (event) => {
  const sheet = event.target.matches?.("details.menu[open]") && event.target.querySelector(".menu-sheet");
  if (!sheet) return;
  sheet.style.maxHeight = sheet.style.translate = "";
  const { top, bottom, left, right, height } = sheet.getBoundingClientRect();
  const opensUpwards = bottom <= event.target.getBoundingClientRect().top;
  if (opensUpwards && top < 8) sheet.style.maxHeight = `${Math.max(height + top - 8, 120)}px`;
  const { clientWidth } = document.documentElement;
  const moved = left < 8 ? 8 - left : Math.min(0, clientWidth - 8 - right);
  if (moved) sheet.style.translate = `${moved}px 0`;
}, true);

// A long list of settings begins where one is.
const here = document.querySelector(".settings-nav [aria-current]");
if (here) {
  const list = here.closest(".settings-nav");
  list.scrollTop = here.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
}

// What is folded away is printed too, and folded away again afterwards.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("[data-prints-open]:not([open])")];
  for (const fold of unfolded) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of unfolded.splice(0)) fold.open = false;
});
