// Notices outside the window: what the bell has to tell shows on the computer, too, while nobody looks at the desk.
// Asked for on one's profile; this browser keeps the choice. The bell brings the newest with it when it is read again.

const ON = "makegood_tells";
const TOLD = "makegood_told_until";
const canTell = () => "Notification" in window && window.isSecureContext;
const isOn = () => canTell() && Notification.permission === "granted" && localStorage.getItem(ON) === "on";

function tell({ newest, at, words, about }, address) {
  // Several windows hear the same: the first one tells it. Once it is read, what came before it is no news.
  if (!newest || Number(at) <= Number(localStorage.getItem(TOLD))) return;
  localStorage.setItem(TOLD, at);
  if (!isOn() || document.hasFocus()) return;
  const shown = new Notification(words, { body: about, tag: newest });
  shown.addEventListener("click", () => {
    window.focus();
    location.assign(address);
  });
}

document.addEventListener("htmx:afterSwap", () => {
  const bell = document.getElementById("bell");
  if (bell) tell(bell.dataset, bell.href);
});

const place = document.querySelector("[data-tells]");
if (place) {
  const button = place.querySelector("button");
  const said = place.querySelector("[role=status]");

  const show = () => {
    const { wordsOn, wordsOff, wordsRefused, wordsNone, wordsSwitchOn, wordsSwitchOff } = place.dataset;
    const isRefused = canTell() && Notification.permission === "denied";
    said.textContent = !canTell() ? wordsNone : isRefused ? wordsRefused : isOn() ? wordsOn : wordsOff;
    button.textContent = isOn() ? wordsSwitchOff : wordsSwitchOn;
    button.hidden = !canTell() || isRefused;
    place.hidden = false;
  };

  button.addEventListener("click", async () => {
    if (isOn()) localStorage.removeItem(ON);
    else if (await Notification.requestPermission() === "granted") localStorage.setItem(ON, "on");
    show();
  });
  show();
}
