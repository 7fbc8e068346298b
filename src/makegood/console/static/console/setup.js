// The first page of all: the country by the browser's clock, its language with it. Only a guess: what somebody has chosen stays.

const { zones, languages } = JSON.parse(document.getElementById("guesses").textContent);
const country = document.getElementById("id_country");
const boxes = [...document.querySelectorAll('input[name="languages"]')];
const own = document.documentElement.lang;
let ours = boxes.filter((box) => box.defaultChecked && box.value !== own); // ticked by a guess
let areTheirs = false; // whether somebody has ticked a language themselves

function tickLanguagesOf(code) {
  if (areTheirs) return;
  for (const box of ours) box.checked = false;
  ours = boxes.filter((box) => (languages[code] || []).includes(box.value) && box.value !== own.split("-")[0]);
  for (const box of ours) box.checked = true;
}

for (const box of boxes) box.addEventListener("change", () => { areTheirs = true; });
country.addEventListener("change", () => tickLanguagesOf(country.value));

const here = zones[Intl.DateTimeFormat().resolvedOptions().timeZone];
const isUntouched = country.value === (country.querySelector("option[selected]")?.value ?? "");
if (here && isUntouched && here !== country.value) {
  country.value = here;
  tickLanguagesOf(here);
}
