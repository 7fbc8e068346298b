// Who else looks at this case, and who is writing: told by the live stream, drawn where room is kept for it.

const place = document.getElementById("presence");
const said = document.getElementById("presence-said");
let others = [];
let over = null;
let announcing = null;

const words = (pattern, name) => pattern.replace("{name}", name);
const isTyping = (one) => one.until > Date.now();
function sentence(one) {
  if (!isTyping(one)) return words(place.dataset.looks, one.name);
  return words(one.what === "note" ? place.dataset.notes : place.dataset.writes, one.name);
}

function initials(name) {
  const parts = name.trim().split(/\s+/);
  return `${[...parts[0]][0] || "?"}${parts.length > 1 ? [...parts.at(-1)][0] : ""}`.toUpperCase();
}

function drawn(one) {
  const chip = document.createElement("li");
  const mark = document.createElement("span");
  chip.className = isTyping(one) ? "is-typing" : "";
  chip.title = sentence(one);
  mark.className = `avatar avatar-small avatar-${[...one.name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8}`;
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = initials(one.name);
  const name = document.createElement("span");
  name.className = "presence-name";
  name.textContent = sentence(one);
  chip.append(mark, name);
  return chip;
}

function draw() {
  place.replaceChildren(...others.map(drawn));
  const typing = others.filter(isTyping);
  const answering = typing.filter((one) => one.what !== "note"); // a note is no second answer
  const warning = document.getElementById("answering");
  if (warning) {
    warning.querySelector("span").textContent = answering.map(sentence).join(". ");
    warning.hidden = !answering.length;
  }
  clearTimeout(over);
  if (typing.length) over = setTimeout(draw, Math.min(...typing.map((one) => one.until)) - Date.now() + 50);
  clearTimeout(announcing);
  announcing = setTimeout(announce, 1000, others.map(sentence).join(". "));
}

// Once somebody has settled, and only what is different: a reload of theirs is no news.
function announce(text) {
  if (said.textContent !== text) said.textContent = text;
}

window.addEventListener("makegood:presence", (event) => {
  others = event.detail.map((one) => ({ name: one.name, what: one.what, until: Date.now() + one.typing_for * 1000 }));
  draw();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "composer" && others.length) draw();
});
