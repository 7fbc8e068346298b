// What a field offers while one types in it: "@" colleagues in a note, "/" prepared answers in an answer.
// A list box under the caret's field: arrows choose, Enter or Tab takes, Escape leaves. The menu of templates is here, too.

const MOST = 8;
let offered = null;

// Case and accents count for nothing when one searches.
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const fits = (text, wanted) => plain(wanted).split(/\s+/).every((word) => plain(text).includes(word));

const KINDS = {
  colleagues: {
    opens: /@([\p{L}\p{N} .'-]{0,30})$/u,
    find: (field, wanted) => {
      const names = field.dataset.mentions.split("\n").filter((name) => fits(name, wanted));
      return names.some((name) => `${name.toLowerCase()} ` === wanted.toLowerCase()) ? [] : names.map((name) => ({ label: name }));
    },
    take: (field, start, option) => {
      // A space that stands there already is the one after the name.
      const end = field.selectionStart + (field.value[field.selectionStart] === " " ? 1 : 0);
      field.setRangeText(`@${option.label} `, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  },
  templates: {
    // At the beginning of a line or after a space: neither in "and/or" nor in an address.
    opens: /(?:^|\s)\/([^\n/]{0,40})$/u,
    find: (_field, wanted) => prepared().filter((one) => fits(one.dataset.words, wanted)).map((one) => ({
      label: one.querySelector("[data-name]").textContent,
      note: one.querySelector("[data-note]")?.textContent.trim() || "",
      language: one.lang,
      button: one,
    })),
    take: (field, start, option) => insert(option.button, field, start, field.selectionStart),
  },
};

// In the page's order, which is the order of use: the case's own language first.
const prepared = () => [...document.querySelectorAll("#templates [data-template]")];

function kindOf(field) {
  if (field.matches("[data-mentions]")) return KINDS.colleagues;
  return field.matches("[data-offers-templates]") && prepared().length ? KINDS.templates : null;
}

function leave() {
  if (!offered) return;
  offered.list.remove();
  offered.field.removeAttribute("aria-activedescendant");
  offered.field.removeAttribute("aria-controls");
  offered = null;
}

function mark(at) {
  const options = [...offered.list.children];
  offered.at = (at + options.length) % options.length;
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === offered.at)));
  options[offered.at].scrollIntoView({ block: "nearest" });
  offered.field.setAttribute("aria-activedescendant", options[offered.at].id);
}

function take(option) {
  const { field, kind, start } = offered;
  leave();
  field.focus();
  kind.take(field, start, option);
}

function drawn(option, i) {
  const line = document.createElement("li");
  line.id = `offer-${i}`;
  line.setAttribute("role", "option");
  const name = document.createElement("span");
  name.textContent = option.label;
  if (option.language) name.lang = option.language;
  line.append(name);
  if (option.note) {
    const note = document.createElement("span");
    note.className = "muted small";
    note.textContent = option.note;
    line.append(note);
  }
  line.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(option);
  });
  return line;
}

function offer(field) {
  leave();
  const kind = kindOf(field);
  const found = kind?.opens.exec(field.value.slice(Math.max(0, field.selectionStart - 60), field.selectionStart));
  if (!found) return;
  const options = kind.find(field, found[1]).slice(0, MOST);
  if (!options.length) return;
  const list = document.createElement("ul");
  list.id = "offers";
  list.className = "mentions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.offers || "");
  list.append(...options.map(drawn));
  field.after(list);
  field.setAttribute("aria-controls", "offers");
  offered = { field, kind, list, options, start: field.selectionStart - found[1].length - 1, at: 0 };
  place(list, field);
  mark(0);
}

// Above the field where there is more room: the composer stands at the foot of the page.
function place(list, field) {
  const { top, bottom } = field.getBoundingClientRect();
  const above = top - 8;
  const below = window.innerHeight - bottom - 8;
  list.style.maxHeight = `${Math.max(Math.min(Math.max(above, below), 360), 120)}px`;
  list.style.insetBlockStart = above > below
    ? `${field.offsetTop - list.offsetHeight - 4}px`
    : `${field.offsetTop + field.offsetHeight + 4}px`;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea") && !event.isComposing) offer(event.target);
});
document.addEventListener("focusout", (event) => {
  if (offered && event.target === offered.field) leave();
});
document.addEventListener("keydown", (event) => {
  if (!offered || event.target !== offered.field || event.isComposing) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in moves) mark(offered.at + moves[event.key]);
  else if (event.key === "Enter" || event.key === "Tab") take(offered.options[offered.at]);
  else if (event.key === "Escape") leave();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// A template is put where the caret stands (where it never stood, below what is written), as if typed: it can be undone.
let caretIsKnown = false;
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-offers-templates]")) caretIsKnown = true;
});

async function insert(button, field, start, end) {
  const form = new FormData();
  form.set("template", button.value);
  form.set("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
  let text, promises;
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: form, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    ({ text, promises } = await answer.json());
  } catch {
    window.dispatchEvent(new CustomEvent("makegood:toast", { detail: document.body.dataset.wordsFailed }));
    return;
  }
  if (promises) field.form.elements.promise_template.value = promises;
  const before = field.value.slice(0, start).trimEnd();
  const after = field.value.slice(end).trimStart();
  field.focus();
  field.setSelectionRange(before.length, field.value.length - after.length);
  const words = (before && "\n\n") + text + (after && "\n\n");
  // The one way to change a field that the browser's own undo knows of.
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  leave();
  const from = before.length + (before ? 2 : 0);
  const gap = /\{\{\s*[\w.]+\s*\}\}/.exec(text);
  if (gap) field.setSelectionRange(from + gap.index, from + gap.index + gap[0].length);
  else field.setSelectionRange(from + text.length, from + text.length);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-template]");
  const field = document.querySelector("[data-offers-templates]");
  if (!button || !field) return;
  event.preventDefault();
  button.closest("details.menu").open = false;
  const end = field.value.length;
  insert(button, field, caretIsKnown ? field.selectionStart : end, caretIsKnown ? field.selectionEnd : end);
});

// The search in the menu: what does not fit goes away, folded groups open as long as one searches.
document.addEventListener("input", (event) => {
  if (event.target.id !== "template-search") return;
  const wanted = event.target.value.trim();
  for (const one of prepared()) one.hidden = !fits(one.dataset.words, wanted);
  for (const group of document.querySelectorAll("#templates details")) {
    group.dataset.wasOpen ??= String(group.open);
    group.open = wanted ? true : group.dataset.wasOpen === "true";
    group.hidden = !group.querySelector("[data-template]:not([hidden])");
    if (!wanted) delete group.dataset.wasOpen;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "template-search") return;
  const shown = () => prepared().filter((one) => one.offsetParent);
  if (event.key === "Enter") {
    event.preventDefault();
    shown()[0]?.click();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    shown()[0]?.focus();
  }
});
document.addEventListener("keydown", (event) => {
  const at = event.target.matches?.("#templates [data-template]") && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!at) return;
  event.preventDefault();
  const shown = prepared().filter((one) => one.offsetParent);
  const next = shown[shown.indexOf(event.target) + at];
  if (next) next.focus();
  else if (at < 0) document.getElementById("template-search")?.focus();
});
