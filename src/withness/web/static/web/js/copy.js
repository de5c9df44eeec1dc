// Copies what stands in the named field; the button shows only where the browser can.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.parentElement.querySelector("[role=status]")?.replaceChildren(button.dataset.copied);
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = before; }, 2000);
    }, { passive: true });
  }
}
