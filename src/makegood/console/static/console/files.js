// Files chosen, pasted or dropped go up one after the other, each with its progress. Without this, they go with the form.

const byId = (id) => document.getElementById(id);
const waiting = [];
let busy = false;

const said = (words, values) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);

function take(files) {
  const field = byId("files");
  const place = byId("uploads");
  const some = [...(files || [])];
  if (!some.length || !field || !place) return false;
  for (const old of place.querySelectorAll(".upload-trouble")) old.remove();
  const count = some.length + waiting.length + document.querySelectorAll("#composer-files .chip").length;
  if (count > Number(field.dataset.most)) {
    trouble(said(place.dataset.wordsTooMany, { most: field.dataset.most, count }));
    return true;
  }
  for (const file of some) {
    if (file.size > Number(field.dataset.largest)) trouble(said(place.dataset.wordsTooLarge, { name: file.name }));
    else waiting.push({ file, line: drawn(file) });
  }
  next();
  return true;
}

function trouble(words) {
  const line = document.createElement("p");
  line.className = "flash flash-warning upload-trouble";
  line.setAttribute("role", "alert");
  line.textContent = words;
  byId("uploads").append(line);
}

function drawn(file) {
  const line = document.createElement("p");
  line.className = "upload small";
  const name = document.createElement("span");
  name.className = "clip";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "button button-quiet button-small";
  cancel.textContent = byId("uploads").dataset.wordsCancel;
  line.append(name, bar, cancel);
  byId("uploads").append(line);
  cancel.addEventListener("click", () => {
    const at = waiting.findIndex((one) => one.line === line);
    if (at >= 0) waiting.splice(at, 1);
    line.dispatchEvent(new Event("cancelled"));
    line.remove();
    byId("body")?.focus();
  });
  return line;
}

function next() {
  const one = !busy && waiting.shift();
  if (!one) return;
  busy = true;
  const { file, line } = one;
  const form = new FormData();
  const fields = byId("answer").elements;
  form.set("csrfmiddlewaretoken", fields.csrfmiddlewaretoken.value);
  if (fields.thread) form.set("thread", fields.thread.value);
  form.set("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", byId("files").dataset.uploads);
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) line.querySelector("progress").value = (event.loaded / event.total) * (file.size || 1);
  });
  const words = byId("uploads").dataset;
  const over = () => {
    busy = false;
    line.remove();
    next();
  };
  request.addEventListener("load", () => {
    if (request.status === 200 || request.status === 422) show(request.responseText);
    else trouble(said(words.wordsFailed, { name: file.name }));
    if (request.status === 200) byId("uploads-said").textContent = said(words.wordsAttached, { name: file.name });
    over();
  });
  request.addEventListener("error", () => {
    trouble(said(words.wordsFailed, { name: file.name }));
    over();
  });
  request.addEventListener("abort", over);
  line.addEventListener("cancelled", () => request.abort());
  request.send(form);
}

function show(html) {
  const made = new DOMParser().parseFromString(html, "text/html").getElementById("composer-files");
  byId("composer-files").replaceWith(document.adoptNode(made));
  window.htmx?.process(byId("composer-files"));
}

// A picture from the clipboard is called image.png, each of them: the time tells them apart.
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const moment = new Date().toISOString().slice(0, 19).replace("T", "-").replace(/:/g, "");
  return new File([file], file.name.replace("image", `image-${moment}`), { type: file.type });
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "files") return;
  take(event.target.files);
  event.target.value = "";
});
document.addEventListener("paste", (event) => {
  const { files } = event.clipboardData;
  // A text copied from an office program brings a picture of itself: the words are meant.
  if (event.target.id === "body" && files.length && !event.clipboardData.getData("text/plain") && take([...files].map(named))) event.preventDefault();
});
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") && event.target.closest?.("#answer");
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  byId("answer").classList.add("is-dropping");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget?.closest?.("#answer")) byId("answer")?.classList.remove("is-dropping");
});
document.addEventListener("drop", (event) => {
  byId("answer")?.classList.remove("is-dropping");
  if (carriesFiles(event) && take(event.dataTransfer.files)) event.preventDefault();
});
// An answer must not leave while one of its files is still on the way.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#answer [hx-post][hx-target='#composer-doubts']") || (!busy && !waiting.length)) return;
  event.preventDefault();
  event.stopPropagation();
  const button = event.target.closest("button");
  const again = setInterval(() => {
    if (busy || waiting.length) return;
    clearInterval(again);
    if (!document.querySelector(".upload-trouble")) button.click();
  }, 150);
}, true);
