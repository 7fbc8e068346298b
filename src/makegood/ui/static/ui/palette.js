// Ctrl K: what can be done on this page, and where one can go. Actions are the page's own controls that have a key; the rest is
// the server's answer to what is typed. Arrows choose, Enter takes, Escape leaves, and the focus goes back where it was.
import { isWithinReach, press } from "./keys.js";

const palette = document.getElementById("palette");
const WAIT = 150;

// Case and accents count for nothing when one searches.
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

function start(palette) {
  const field = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const said = palette.querySelector("[role=status]");
  let controls = [];
  let asked = null;
  let wait = null;
  let isOld = false; // what is listed answers other words than those that stand there
  let isTaken = false; // Enter came first: what the answer begins with is meant

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function mark(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option?.id || "");
  }

  // The words a control shows, or is called by; without its key and what only screen readers hear twice.
  function nameOf(control) {
    const shown = control.querySelector(":scope > span:not(.sr)")?.textContent || control.textContent;
    return (control.getAttribute("aria-label") || control.title || shown).replace(/\s+/g, " ").trim();
  }

  function actions(text) {
    const words = plain(text).split(/\s+/);
    const seen = new Set();
    controls = [...document.querySelectorAll("main [data-key]")].filter((one) => {
      const name = nameOf(one);
      const fits = name && !seen.has(name) && isWithinReach(one) && words.every((word) => plain(name).includes(word));
      if (fits) seen.add(name);
      return fits;
    });
    if (!controls.length) return null;
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", palette.dataset.wordsHere);
    group.innerHTML = '<p class="palette-head" aria-hidden="true"></p>';
    group.firstChild.textContent = palette.dataset.wordsHere;
    controls.forEach((control, i) => {
      const option = document.createElement("div");
      option.setAttribute("role", "option");
      option.id = `palette-action-${i}`;
      option.dataset.action = i;
      const name = document.createElement("span");
      name.className = "grow clip";
      name.textContent = nameOf(control);
      option.append(name);
      for (const key of control.dataset.key.split(" ")) option.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      group.append(option);
    });
    return group;
  }

  function show(places) {
    const here = actions(field.value);
    list.replaceChildren(...(here ? [here] : []));
    list.insertAdjacentHTML("beforeend", places);
    options().forEach((option) => option.setAttribute("aria-selected", "false"));
    const found = options();
    if (!found.length) list.textContent = palette.dataset.wordsNone;
    said.textContent = found.length ? "" : palette.dataset.wordsNone;
    mark(found[0]);
    isOld = false;
    if (isTaken) take(found[0]);
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const address = `${palette.dataset.from}?${new URLSearchParams({ q: field.value.trim() })}`;
      const answer = await fetch(address, { signal, headers: { "HX-Request": "true" } });
      show(answer.ok && !answer.redirected ? await answer.text() : "");
    } catch (error) {
      if (error.name !== "AbortError") show("");
    }
  }

  function take(option) {
    isTaken = false;
    if (!option) return;
    palette.close();
    if (option.dataset.action) press(controls[option.dataset.action]);
    else location.assign(option.dataset.href);
  }

  field.addEventListener("input", () => {
    isOld = true;
    isTaken = false;
    asked?.abort();
    clearTimeout(wait);
    wait = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      mark(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOld) isTaken = true;
      else take(chosen());
    }
  });
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  palette.addEventListener("close", () => {
    clearTimeout(wait);
    asked?.abort();
  });
  // Opened by its button or its key: the same beginning.
  new MutationObserver(() => {
    if (!palette.open) return;
    field.value = "";
    isOld = isTaken = false;
    list.replaceChildren();
    ask();
  }).observe(palette, { attributes: true, attributeFilter: ["open"] });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (palette.open) palette.close();
    else if (!document.querySelector("dialog[open]")) palette.showModal();
  });
}

if (palette) start(palette);
