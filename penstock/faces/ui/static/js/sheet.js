// <details data-sheet>: a little form that opens under its button; Escape or a click elsewhere closes it.
document.addEventListener("click", (event) => {
  for (const sheet of document.querySelectorAll("details[data-sheet][open], details.definition[open]")) if (!sheet.contains(event.target)) sheet.open = false;
});
document.addEventListener("keydown", (event) => {
  const sheet = event.key === "Escape" && document.querySelector("details[data-sheet][open], details.definition[open]");
  if (!sheet) return;
  sheet.open = false;
  sheet.querySelector("summary").focus();
  event.preventDefault();
});
// <form data-closes>: once it is through, its sheet is empty and shut again.
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  const sheet = target.matches?.("form[data-closes]") && ctx.response?.status < 400 && target.closest("details");
  if (!sheet) return;
  target.reset();
  sheet.open = false;
  sheet.querySelector("summary").focus();
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details[data-sheet][open]")) event.target.querySelector("[autofocus], input:not([type=hidden]), select, textarea")?.focus();
}, true);
