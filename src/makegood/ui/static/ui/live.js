// Live news: one EventSource a page. It says only what changed; the parts that show it fetch themselves again.
// <element data-live="case:123" hx-get="…" hx-trigger="live">; topics end up on <body data-topics>.

const body = document.body;
const waiting = new Map();
const POLL = 10000;
let source = null;
let poll = null;
let retry = 1000;
let lastId = body.dataset.since;
let isAway = false;
let leaving = null;

function topics() {
  const own = [...document.querySelectorAll("[data-live]")].flatMap((part) => part.dataset.live.split(","));
  return [...new Set([...body.dataset.topics.split(","), ...own].filter(Boolean))];
}

// data-hears="Case PromiseKept": only news whose names begin so; without it every news of its topics.
function concerns(part, { topic, name }) {
  const hears = part.dataset.hears?.split(" ").filter(Boolean) || [];
  if (topic !== "*" && hears.length && !hears.some((start) => name.startsWith(start))) return false;
  return topic === "*" || part.dataset.live.split(",").some((own) => own === topic || (own === "inbox" && topic.startsWith("case:")));
}

// Several things that happen at once make one request; what happens while one is under way makes one more, because
// its answer may be older than the news. Parts are known by id: a swap puts a new element in the old one's place.
function refresh(part) {
  const state = waiting.get(part.id) || { timer: null, isBusy: false, isStale: false, asking: null };
  waiting.set(part.id, state);
  if (state.isBusy && state.asking.isConnected) state.isStale = true;
  else state.timer ??= setTimeout(() => fetchAgain(part.id, state), 120);
}

// Somebody is at work in there: a form was filled in, a menu stands open, a field has the focus, a question waits for
// its answer and holds what they wrote.
function isChanged(field) {
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.type !== "hidden" && field.value !== field.defaultValue;
}

function isInUse(part) {
  return [...part.querySelectorAll("input, textarea, select")].some(isChanged)
    || part.querySelector("details.menu[open], [data-takes-focus]") !== null
    || (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"));
}

function fetchAgain(id, state) {
  const part = document.getElementById(id);
  state.timer = null;
  if (!part) return;
  if (isInUse(part)) {
    // Nothing is taken from under anybody's hands; what they save is held against what stands there by then.
    state.timer = setTimeout(() => fetchAgain(id, state), 1000);
    return;
  }
  state.asking = part;
  window.htmx.trigger(part, "live");
  // A part that has just been put in hears nothing for a moment: it is asked again.
  if (part.hasAttribute("hx-get") && !state.isBusy) state.timer = setTimeout(() => fetchAgain(id, state), 100);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const state = waiting.get(event.detail.elt.id);
  if (state && state.asking === event.detail.elt) state.isBusy = true;
});
document.addEventListener("htmx:afterRequest", (event) => {
  // The element that asked may be gone by now; its request remembers it.
  const id = event.detail.requestConfig?.elt.id;
  const state = waiting.get(id);
  if (!state?.isBusy) return;
  const isStale = state.isStale;
  state.isBusy = state.isStale = false;
  const part = document.getElementById(id);
  if (isStale && part) refresh(part);
});

// Somebody opened a menu or began to type while the request was under way: its answer would take that from them. It is
// let go, and asked for again once they are done.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  const state = waiting.get(target.id);
  if (!state || requestConfig?.triggeringEvent?.type !== "live" || !isInUse(target)) return;
  event.detail.shouldSwap = false;
  state.isStale = true;
});

// A form's answer took the place of a part that was asking: what it would have heard is lost, so it asks once more.
document.addEventListener("htmx:afterSwap", (event) => {
  for (const [id, state] of waiting) {
    if (!state.isBusy || state.asking.isConnected || event.detail.requestConfig?.elt === state.asking) continue;
    state.isBusy = state.isStale = false;
    const part = document.getElementById(id);
    if (part) refresh(part);
  }
});

// What stood open before stands open again.
let open = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  open = event.detail.requestConfig?.triggeringEvent?.type === "live"
    ? [...event.detail.target.querySelectorAll("details[id][open]")].map((one) => one.id) : [];
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of open.splice(0)) document.getElementById(id)?.setAttribute("open", "");
});

function refreshAll() {
  for (const part of document.querySelectorAll("[data-live]")) refresh(part);
}

function hear(event) {
  lastId = event.lastEventId || lastId;
  let news;
  try {
    news = JSON.parse(event.data);
  } catch {
    return;
  }
  for (const part of document.querySelectorAll("[data-live]")) {
    if (concerns(part, news)) refresh(part);
  }
}

function startPolling() {
  if (poll) return;
  poll = setInterval(refreshAll, POLL);
  body.classList.add("is-polling");
}

function stopPolling() {
  clearInterval(poll);
  poll = null;
  body.classList.remove("is-polling");
}

function connect() {
  const wanted = topics();
  if (!body.dataset.stream || !wanted.length) return;
  const address = new URL(body.dataset.stream);
  address.searchParams.set("topics", wanted.join(","));
  if (lastId) address.searchParams.set("since", lastId);
  const here = document.querySelector("[data-here]")?.dataset.here;
  if (here && !isAway) address.searchParams.set("here", here);
  if (body.dataset.link) address.searchParams.set("link", body.dataset.link);
  source = new EventSource(address, { withCredentials: true });
  let wasBroken = poll !== null;
  // A browser opens six connections a host: in a seventh tab the stream waits, without an error, until one is closed.
  const late = setTimeout(() => {
    if (source.readyState === EventSource.CONNECTING) startPolling();
  }, 5000);
  source.onopen = () => {
    clearTimeout(late);
    retry = 1000;
    stopPolling();
    body.dataset.live = "on";
    if (wasBroken) refreshAll();
    wasBroken = false;
  };
  source.onmessage = hear;
  source.addEventListener("presence", (event) => {
    window.dispatchEvent(new CustomEvent("makegood:presence", { detail: JSON.parse(event.data) }));
  });
  source.onerror = () => {
    wasBroken = true;
    body.dataset.live = "off";
    startPolling();
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(connect, retry);
    retry = Math.min(retry * 2, 30000);
  };
}

window.addEventListener("pagehide", () => source?.close());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) connect();
});
// Who looks at something else is not here: after a while colleagues are told so, by a line that no longer says it.
function goAway(now) {
  if (isAway === now || !document.querySelector("[data-here]")) return;
  isAway = now;
  source?.close();
  connect();
}
document.addEventListener("visibilitychange", () => {
  clearTimeout(leaving);
  if (document.hidden) leaving = setTimeout(goAway, 20000, true);
  else goAway(false);
  if (!document.hidden && body.dataset.live !== "on") refreshAll();
});
// Time passes even when nothing happens: what is left of a promise is read again every minute.
setInterval(() => {
  for (const part of document.querySelectorAll("[data-live][data-ages]")) if (!document.hidden) refresh(part);
}, 60000);
window.addEventListener("makegood:over", refreshAll);
connect();
