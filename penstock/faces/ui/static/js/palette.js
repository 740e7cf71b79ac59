// Search and go. The link to the search page opens it in place; arrows choose, Enter goes.
const palette = document.querySelector("dialog[data-palette]");
const field = palette?.querySelector("input[type=search]");

document.addEventListener("click", (event) => {
  if (!field || !event.target.closest("[data-opens-palette]") || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  open();
});
document.addEventListener("key", (event) => {
  if (!field || event.detail.name !== "palette") return;
  event.preventDefault();
  open();
});
field?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(step);
  else if (event.key === "Enter" && chosen()) chosen().click();
  else if (event.key === "Escape") palette.close();
  else return;
  event.preventDefault();
});
if (palette) new MutationObserver(() => choose(1)).observe(palette.querySelector("[role=listbox]") ?? palette, { childList: true });

function open() {
  if (!palette.open) palette.showModal();
  field.select();
}

function chosen() {
  return palette.querySelector("[role=option][aria-selected=true]");
}

function choose(step) {
  const options = [...palette.querySelectorAll("[role=option]")];
  const at = options.indexOf(chosen());
  const next = options[(at + step + options.length) % options.length];
  for (const option of options) option.setAttribute("aria-selected", option === next);
  field.setAttribute("aria-activedescendant", next?.id ?? "");
  next?.scrollIntoView({ block: "nearest" });
}
