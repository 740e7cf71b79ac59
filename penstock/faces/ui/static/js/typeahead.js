// What is typed while a dialog is on its way goes into its first field: it is neither lost nor taken for keys.
const patience = 3000;
let kept = null;
let forget = 0;

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const target = typeof ctx.target === "string" ? document.querySelector(ctx.target) : ctx.target;
  if (!target?.matches("dialog[data-dialog]:not([open])")) return;
  kept = "";
  clearTimeout(forget);
  forget = setTimeout(drop, patience);
});
document.addEventListener("htmx:error", drop);

document.addEventListener("keydown", (event) => {
  if (kept === null || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  kept += event.key;
  event.preventDefault();
});

document.addEventListener("dialog-open", () => {
  const field = document.activeElement;
  if (kept && field.matches("input, textarea")) {
    field.setRangeText(kept, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  drop();
});

function drop() {
  kept = null;
}
