// The composer's small comforts. Saving, templates and files are HTMX on the form itself; all of it works without.

const byId = (id) => document.getElementById(id);
document.documentElement.classList.add("has-js");

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

// What was sent by HTMX empties its form; a file field forgets what it has handed over.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  const part = event.detail.elt;
  if (part.matches("[data-empties]")) part.reset();
  if (part.matches("[data-clears]")) part.value = "";
});

// The text grows under the template; the eye should be at its end, in the field.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "composer") return;
  const body = byId("body");
  body.focus();
  body.setSelectionRange(body.value.length, body.value.length);
});

// Files dropped or pasted into the composer.
function take(files) {
  const field = byId("files");
  if (!files?.length || !field) return false;
  field.files = files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
document.addEventListener("paste", (event) => {
  if (event.target.id === "body" && take(event.clipboardData.files)) event.preventDefault();
});
document.addEventListener("dragover", (event) => {
  if (event.target.closest?.("#answer")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (event.target.closest?.("#answer") && take(event.dataTransfer.files)) event.preventDefault();
});

// @ offers colleagues: arrows choose, Enter or Tab takes, Escape leaves.
let offered = null;

function wanted(field) {
  const before = field.value.slice(0, field.selectionStart);
  const found = /@([\p{L}\p{N} .'-]{0,30})$/u.exec(before);
  return found && { start: found.index, text: found[1].toLowerCase() };
}

function leave() {
  offered?.list.remove();
  offered?.field.removeAttribute("aria-activedescendant");
  offered = null;
}

function mark(at) {
  const options = [...offered.list.children];
  offered.at = (at + options.length) % options.length;
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === offered.at)));
  offered.field.setAttribute("aria-activedescendant", options[offered.at].id);
}

function choose(name) {
  const { field, start } = offered;
  field.setRangeText(`@${name} `, start, field.selectionStart, "end");
  leave();
  field.focus();
}

function offer(field) {
  leave();
  const want = wanted(field);
  if (!want) return;
  const names = field.dataset.mentions.split("\n").filter((name) => name.toLowerCase().includes(want.text)).slice(0, 6);
  if (!names.length || names.some((name) => `${name.toLowerCase()} ` === want.text)) return;
  const list = document.createElement("ul");
  list.className = "mentions";
  list.setAttribute("role", "listbox");
  names.forEach((name, i) => {
    const option = document.createElement("li");
    option.id = `mention-${i}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(name);
    });
    list.append(option);
  });
  field.after(list);
  offered = { field, list, start: want.start, at: 0 };
  mark(0);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-mentions]")) offer(event.target);
});
document.addEventListener("focusout", (event) => {
  if (offered && event.target === offered.field) leave();
});
document.addEventListener("keydown", (event) => {
  if (!offered || event.target !== offered.field) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) mark(offered.at + moves[event.key]);
  else if (event.key === "Enter" || event.key === "Tab") choose(offered.list.children[offered.at].textContent);
  else if (event.key === "Escape") leave();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// Focus makes the composer grow. Pressing a button must not: the button would slip away before the mouse is let go.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".composer-foot :is(button, summary, label)")) event.preventDefault();
});
