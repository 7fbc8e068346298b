// The inbox reads itself again when something happens. Nothing jumps under somebody who is reading or walking
// through it: then a pill says what is new and waits to be pressed.

const queue = () => document.getElementById("queue");
let pill = null;
let asked = 0;

function numbers(root) {
  return [...root.querySelectorAll("[data-number]")].map((row) => row.dataset.number);
}

async function read() {
  const mine = ++asked;
  const address = new URL(queue().dataset.address, location.href);
  address.searchParams.set("shown", numbers(queue()).length);
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": "queue" } });
  if (!answer.ok || mine !== asked) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("queue");
}

function isBusy() {
  return window.scrollY > 120 || queue().contains(document.activeElement) || Boolean(document.querySelector("details.menu[open]"));
}

function freshen(news) {
  for (const row of news.querySelectorAll("[data-number]")) {
    const shown = document.getElementById(row.id);
    if (!shown || shown.outerHTML === row.outerHTML) continue;
    const focused = shown.contains(document.activeElement) ? document.activeElement.id : "";
    shown.replaceWith(document.importNode(row, true));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

function apply(news) {
  const before = new Set(numbers(queue()));
  const focused = queue().contains(document.activeElement) ? document.activeElement.id : "";
  queue().replaceChildren(...[...news.childNodes].map((node) => document.importNode(node, true)));
  window.htmx.process(queue());
  for (const row of queue().querySelectorAll("[data-number]")) {
    if (!before.has(row.dataset.number)) row.classList.add("case-row-new");
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  dropPill();
}

function dropPill() {
  pill?.remove();
  pill = null;
}

function offer(news, count) {
  const words = queue().dataset;
  const label = count ? words.wordsNew.replace("{count}", count) : words.wordsMoved;
  dropPill();
  pill = document.createElement("button");
  pill.type = "button";
  pill.className = "button button-main news-pill";
  pill.textContent = label;
  pill.addEventListener("click", () => {
    apply(news);
    window.scrollTo({ top: 0 });
    queue().querySelector("[data-walk]")?.focus({ preventScroll: true });
  });
  queue().before(pill);
  tell(label);
}

function tell(words) {
  document.getElementById("queue-news").textContent = words;
}

async function hear() {
  const news = await read().catch(() => null);
  if (!news) return;
  const [old, now] = [numbers(queue()), numbers(news)];
  if (old.length && old.join() === now.join()) {
    freshen(news);
    dropPill();
    return;
  }
  const fresh = now.filter((number) => !old.includes(number)).length;
  if (isBusy() && old.length) {
    offer(news, fresh);
  } else {
    apply(news);
    if (fresh) tell(queue().dataset.wordsTold);
  }
}

document.addEventListener("live", (event) => {
  if (event.target === queue()) hear();
});
