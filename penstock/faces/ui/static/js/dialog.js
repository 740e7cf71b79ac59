// What HTMX swaps into <dialog data-dialog> opens it; [data-close], a click beside it or the event
// "dialog-close" (HX-Trigger) closes and empties it. The same for the panel beside a list ([data-peek]).
const fields = "input:not([type=hidden]), select, textarea";
const dialog = document.querySelector("dialog[data-dialog]");
const peek = document.querySelector("[data-peek]");

watch(dialog, () => {
  if (dialog.open) return;
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.showModal();
  const inside = [...dialog.querySelectorAll(`[autofocus], .dialog__body :is(${fields}, summary)`)];
  (inside.find((field) => field.checkVisibility()) ?? dialog).focus();
  dialog.dispatchEvent(new CustomEvent("dialog-open", { bubbles: true }));
});
// On the panel itself: j and k go on walking the list, Tab goes into it.
watch(peek, () => peek.focus({ preventScroll: true }));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) close(event.target);
});

document.addEventListener("key", (event) => {
  if (event.detail.name !== "back" || !peek?.childElementCount) return;
  event.preventDefault();
  close(peek);
});

document.addEventListener("dialog-close", () => dialog?.close());
dialog?.addEventListener("close", () => dialog.replaceChildren());

function watch(box, filled) {
  if (box) new MutationObserver(() => box.childElementCount && filled()).observe(box, { childList: true });
}

function close(inside) {
  const box = inside.closest("dialog, [data-peek]");
  if (box?.matches("dialog")) box.close();
  else {
    box?.replaceChildren();
    document.querySelector("[data-item][data-current] [data-open]")?.focus();
  }
}
