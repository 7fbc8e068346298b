// How long the call has lasted; the server knows when it began, also without this.
const clocks = () => document.querySelectorAll("[data-timer]");

function tick() {
  for (const clock of clocks()) {
    const now = Date.now() - Number(document.documentElement.dataset.ahead || 0);
    const seconds = Math.max(0, Math.floor((now - Date.parse(clock.dataset.timer)) / 1000));
    const parts = [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0"));
    clock.textContent = parts.join(":");
  }
}

tick();
setInterval(tick, 1000);
