// Words of the playbook were put into the answer: show it, also where a narrow window had it out of sight.
document.addEventListener("htmx:afterSwap", (event) => {
  const pressed = event.detail.requestConfig?.elt;
  if (!pressed?.matches("[data-script]")) return;
  location.hash = "composer";
  document.getElementById("body")?.focus();
});
