// What HTMX swaps into <dialog data-dialog> opens it; [data-close], a click beside it or the event
// "dialog-close" (HX-Trigger) closes and empties it. The same for the panel beside a list ([data-peek]).
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx?.target;
  if (target?.matches?.("dialog[data-dialog]") && target.childElementCount && !target.open) {
    target.setAttribute("aria-labelledby", "dialog-title");
    target.showModal();
  }
  if (target?.matches?.("[data-peek]")) target.querySelector("a, button")?.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) close(event.target);
});

document.addEventListener("dialog-close", () => document.querySelector("dialog[data-dialog][open]")?.close());

document.addEventListener("close", (event) => event.target.matches("[data-dialog]") && event.target.replaceChildren(), true);

function close(inside) {
  const box = inside.closest("dialog, [data-peek]");
  if (box?.matches("dialog")) box.close();
  else {
    box?.replaceChildren();
    document.querySelector("[data-item][data-current] [data-open]")?.focus();
  }
}
