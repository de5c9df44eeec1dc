// The quick way out: empties the page at once and takes its place in the history.
const link = document.querySelector("[data-leave]");
let pressed = [];

function leave() {
  document.title = "";
  document.body.replaceChildren();
  location.replace(link.href);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keydown", (event) => {
  if (!link || event.key !== "Escape" || event.repeat) return;
  pressed = [...pressed.filter((at) => event.timeStamp - at < 3000), event.timeStamp];
  if (pressed.length >= 3) leave();
});
