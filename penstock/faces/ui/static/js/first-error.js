// A form that comes back with errors puts the cursor where the first one is.
function look(root) {
  root.querySelector?.("[aria-invalid=true], [data-first-error]")?.focus();
}

look(document);
document.addEventListener("htmx:after:swap", (event) => look(event.detail.ctx?.target ?? document));
