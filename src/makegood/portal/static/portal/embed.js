// Stands in the shop's own page: <script src="https://desk.example/o/embed.js" data-lang="it" async></script>
// puts a frame here in which a customer finds their order. What they enter is sent to the desk, and opens there.
(() => {
  const tag = document.currentScript;
  if (!tag) return;
  const desk = new URL("./", tag.src);
  const frame = document.createElement("iframe");
  if (tag.dataset.lang) desk.searchParams.set("lang", tag.dataset.lang);
  if (tag.dataset.number) desk.searchParams.set("number", tag.dataset.number);
  frame.src = desk.href;
  frame.title = tag.dataset.title || "Order";
  frame.style.cssText = "border:0;width:100%;height:30rem;display:block";
  tag.after(frame);
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== desk.origin) return;
    const height = Number(event.data?.makegoodHeight);
    if (height > 0 && height < 5000) frame.style.height = `${height}px`;
  });
})();
