// What the status page does beyond its forms: it shows news at once, names the chosen files, and sends but once.
// Without any of this the page works the same; one reads it again to see what is new.

const page = document.querySelector("[data-live]");

async function readAgain() {
  const here = new URL(location.href);
  here.searchParams.delete("thanks");
  const answer = await fetch(here, { headers: { Accept: "text/html" } });
  if (!answer.ok) return answer.status === 404 ? location.reload() : undefined;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let isNew = false;
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = fresh.getElementById(part.id);
    if (!other || other.innerHTML === part.innerHTML) continue;
    for (const open of part.querySelectorAll("li[id] details[open]")) {
      const same = other.querySelector(`#${CSS.escape(open.closest("li").id)} details`);
      if (same) same.open = true;
    }
    part.replaceWith(document.adoptNode(other));
    isNew = true;
  }
  if (isNew) window.dispatchEvent(new CustomEvent("makegood:toast", { detail: page.dataset.news }));
}

let waiting = null;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => readAgain().catch(() => {}), 150);
}

function listen() {
  const stream = new EventSource(page.dataset.live);
  let wasLost = false;
  stream.addEventListener("message", soon);
  stream.addEventListener("open", () => {
    if (wasLost) soon();
    wasLost = false;
  });
  stream.addEventListener("error", () => {
    wasLost = true;
    // Closed for good: no stream can be reached from here. Then the page is read again while somebody looks at it.
    if (stream.readyState === EventSource.CLOSED) setInterval(() => document.hidden || soon(), 30000);
  });
}
if (page && "EventSource" in window) listen();
document.addEventListener("visibilitychange", () => document.hidden || soon());

const form = document.querySelector("[data-answer]");
form?.querySelector("input[type=file]")?.addEventListener("change", (event) => {
  const list = form.querySelector("[data-chosen]");
  list.replaceChildren(...[...event.target.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = file.name;
    return line;
  }));
});
form?.addEventListener("submit", (event) => {
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  button.setAttribute("aria-disabled", "true");
  button.querySelector("span").textContent = button.dataset.sending;
});
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
document.getElementById("thanks")?.focus({ preventScroll: true });
