// The inbox reads itself again when something happens. Nothing jumps under somebody who is reading or walking
// through it: then a pill says what is new and waits to be pressed.

const queue = () => document.getElementById("queue");
let pill = null;
let isReading = false;
let isStale = false;

function numbers(root) {
  return [...root.querySelectorAll("[data-number]")].map((row) => row.dataset.number);
}

async function read() {
  const address = new URL(queue().dataset.address, location.href);
  address.searchParams.set("part", "news");
  address.searchParams.set("shown", numbers(queue()).length);
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": "queue" } });
  if (!answer.ok) return null;
  const news = new DOMParser().parseFromString(await answer.text(), "text/html");
  recount(news.getElementById("queue-views"));
  return news.getElementById("queue");
}

// The views beside the rows: their figures change under nobody's hands, and who stands on one of them stays there.
function recount(news) {
  const views = document.getElementById("queue-views");
  if (!news || views.innerHTML === news.innerHTML) return;
  const at = [...views.querySelectorAll("a")].indexOf(document.activeElement);
  views.replaceChildren(...[...news.childNodes].map((node) => document.importNode(node, true)));
  views.querySelectorAll("a")[at]?.focus({ preventScroll: true });
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

// One request at a time: what happens while one is under way makes one more, and no heap of them where answers are slow.
async function hear() {
  if (isReading) {
    isStale = true;
    return;
  }
  isReading = true;
  try {
    await show();
  } finally {
    isReading = false; // whatever broke: the next news must be read
  }
  if (isStale) {
    isStale = false;
    hear();
  }
}

async function show() {
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
