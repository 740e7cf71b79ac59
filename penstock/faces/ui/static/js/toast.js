// [data-toast] leaves by itself, but not while one looks at it; errors stay longer. A lost connection says so.
const region = document.getElementById("toasts");
const stays = { status: 8000, alert: 16000 };

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node.matches?.("[data-toast]")) begin(node);
}).observe(region, { childList: true });
for (const toast of region.querySelectorAll("[data-toast]")) begin(toast);

region.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) leave(event.target.closest("[data-toast]"));
});
region.addEventListener("htmx:after:request", (event) => {
  if (event.detail.ctx.response?.status < 400) leave(event.target.closest("[data-toast]"));
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.response) return;
  region.append(document.getElementById("toast-lost").content.cloneNode(true));
});

function begin(toast) {
  // In the top layer, above an open dialog.
  region.popover = "manual";
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
  let timer = 0;
  const start = () => (timer = setTimeout(() => leave(toast), stays[toast.getAttribute("role")]));
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

function leave(toast) {
  if (!toast) return;
  toast.dataset.leaving = "";
  setTimeout(() => {
    toast.remove();
    if (!region.querySelector("[data-toast]") && region.matches(":popover-open")) region.hidePopover();
  }, 150);
}
