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
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details[data-sheet][open]")) event.target.querySelector("[autofocus], input:not([type=hidden]), select")?.focus();
}, true);
