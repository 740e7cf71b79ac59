// A form that comes back with errors puts the cursor where the first one is.
function look(root) {
  root?.querySelector?.("[aria-invalid=true], [data-first-error]")?.focus();
}

look(document);
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => look(typeof ctx.target === "string" ? document.querySelector(ctx.target) : ctx.target));
