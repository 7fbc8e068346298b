// The desk by keyboard. A control with data-key="r" is pressed by "r"; "g i" are two keys one after the other.
// j and k walk through [data-walk] elements; Enter follows the one that has the focus.

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]");
let first = "";
let forget = null;

// What stands in a closed menu or fold has its key all the same: pressing it opens what hides it.
function hidingPlaces(control) {
  const places = [];
  for (let place = control.parentElement?.closest("details"); place; place = place.parentElement.closest("details")) {
    if (!place.open && control.parentElement !== place) places.push(place);
  }
  return places;
}

export function isWithinReach(control) {
  const places = hidingPlaces(control);
  const outermost = places[places.length - 1];
  return control.offsetParent !== null || Boolean(outermost?.querySelector("summary").offsetParent);
}

export function press(control) {
  for (const place of hidingPlaces(control)) place.open = true;
  if (control.dataset.focuses) {
    control.click();
    const field = document.getElementById(control.dataset.focuses);
    field.focus();
    field.scrollIntoView({ block: "center" });
    return;
  }
  if (control.matches("summary")) {
    const sheet = control.parentElement.querySelector(":scope > .menu-sheet") || control.closest(".menu-sheet") || control.parentElement;
    control.parentElement.open = true;
    // Its button may be scrolled out of sight: first the button, then the whole sheet, come into view.
    control.scrollIntoView({ block: "nearest" });
    sheet.scrollIntoView({ block: "nearest" });
    control.parentElement.querySelector(":scope :is(input:not([type=hidden]), select, textarea, button, a)")?.focus({ preventScroll: true });
  } else if (control.matches("input, textarea, select")) {
    control.focus();
    control.scrollIntoView({ block: "nearest" });
  } else {
    control.click();
  }
}

function walk(step) {
  const all = [...document.querySelectorAll("[data-walk]")].filter((one) => one.offsetParent);
  if (!all.length) return;
  const at = all.indexOf(document.activeElement.closest("[data-walk]"));
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function find(key) {
  const held = CSS.escape(key);
  const all = [...document.querySelectorAll(`[data-key="${held}"]`)].filter(isWithinReach);
  return all.find((one) => one.matches("input")) || all[0];
}

document.addEventListener("keydown", (event) => {
  const form = event.target.form || event.target.closest?.("form");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && form) {
    const send = form.querySelector(event.shiftKey ? "[data-closes]" : "[data-sends]");
    if (send) {
      event.preventDefault();
      send.click();
    }
    return;
  }
  if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (event.key === "?") {
    document.getElementById("keys")?.showModal();
    event.preventDefault();
  } else if (event.key === "j" || event.key === "k") {
    walk(event.key === "j" ? 1 : -1);
    event.preventDefault();
  } else {
    const control = (first && find(`${first} ${event.key}`)) || find(event.key);
    clearTimeout(forget);
    if (control) {
      first = "";
      press(control);
      event.preventDefault();
    } else {
      first = event.key.length === 1 ? event.key : "";
      forget = setTimeout(() => { first = ""; }, 1200);
    }
  }
});
