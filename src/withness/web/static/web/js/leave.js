// The quick way out: empties the page at once, ends the visit, and takes its place in the history.
const form = document.querySelector("[data-leave]");
let pressed = [];

function leave() {
  document.title = "";
  document.body.replaceChildren();
  // the answer clears this device; where it does not come, the empty page still takes this place
  fetch(form.action, { method: "POST", keepalive: true, redirect: "manual" })
    .catch(() => undefined)
    .finally(() => location.replace(form.action));
  setTimeout(() => location.replace(form.action), 700);
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keydown", (event) => {
  if (!form || event.key !== "Escape" || event.repeat) return;
  pressed = [...pressed.filter((at) => event.timeStamp - at < 3000), event.timeStamp];
  if (pressed.length >= 3) leave();
});

// A page that comes back out of the browser's own memory is asked for anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
