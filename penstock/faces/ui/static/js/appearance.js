// [data-appearance]: theme and row height change at once; the form only keeps them.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-appearance]")) return;
  const button = event.submitter;
  const { name, value } = button;
  event.preventDefault();
  if (value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset[name] = value;
  for (const other of document.querySelectorAll(`[data-appearance] button[name="${name}"]`)) other.setAttribute("aria-pressed", other.value === value);
  const body = new FormData(event.target);
  body.set(name, value);
  fetch(event.target.action, { method: "POST", body, redirect: "manual", keepalive: true });
});
