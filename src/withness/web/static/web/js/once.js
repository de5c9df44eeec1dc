// Sends a form once: a second press while it is on its way does nothing.
const sending = "sending";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset[sending]) {
    event.preventDefault();
    return;
  }
  form.dataset[sending] = "yes";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => free(form), 10000);
});

// Coming back by the back button finds every form ready again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach(free));

function free(form) {
  delete form.dataset[sending];
  form.removeAttribute("aria-busy");
}
