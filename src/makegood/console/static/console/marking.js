// Marked cases stay marked when the inbox reads itself again; x marks the case that has the focus.

const main = document.querySelector(".queue-main");
const bar = document.getElementById("marking");
const told = bar.querySelector("[data-marked]");
const marked = new Set();
const boxes = () => [...main.querySelectorAll(".case-row-mark input")];

function show() {
  for (const box of boxes()) box.checked = marked.has(box.value);
  told.textContent = told.dataset.words.replace("{count}", marked.size);
}

function mark(box, isOn) {
  if (isOn) marked.add(box.value);
  else marked.delete(box.value);
}

main.addEventListener("change", (event) => {
  if (!event.target.closest(".case-row-mark")) return;
  mark(event.target, event.target.checked);
  show();
});

bar.querySelector("[data-mark-all]").hidden = false;
bar.querySelector("[data-mark-all]").addEventListener("click", () => {
  for (const box of boxes()) mark(box, true);
  show();
});
bar.addEventListener("reset", () => {
  marked.clear();
  queueMicrotask(show);
});

document.addEventListener("keydown", (event) => {
  const row = document.activeElement.closest?.("[data-number]");
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || !row) return;
  const box = row.querySelector(".case-row-mark input");
  mark(box, !box.checked);
  show();
});

for (const box of boxes()) mark(box, box.checked); // the browser's way back brings them marked
new MutationObserver(show).observe(document.getElementById("queue"), { childList: true });
show();
