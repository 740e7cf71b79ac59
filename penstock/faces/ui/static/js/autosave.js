// <form data-autosave>: one value in place. It is sent when a choice is made, on Enter, or when one leaves it
// changed; Escape presses its [data-cancel].
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosave]") && event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) save(form);
});

document.addEventListener("focusout", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosave]") && !form.contains(event.relatedTarget)) leave(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.form;
  if (!form || !form.matches("[data-autosave]")) return;
  event.preventDefault();
  form.reset();
  // Given up: what is typed until the field is gone is for the page.
  form.dataset.sent = "";
  form.querySelector("[data-cancel]")?.click();
  event.target.blur();
});

// What is on its way is not sent twice, unless it got lost.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-autosave]")) event.target.dataset.sent = "";
});

document.addEventListener("htmx:error", (event) => delete event.target.closest?.("[data-autosave]")?.dataset.sent);

function leave(form) {
  if ("sent" in form.dataset) return;
  if (changed(form)) save(form);
  else form.querySelector("[data-cancel]")?.click();
}

function changed(form) {
  return [...form.elements].some((field) => ("checked" in field && field.checked !== field.defaultChecked) || (field.defaultValue !== undefined && field.type !== "checkbox" && field.type !== "radio" && field.value !== field.defaultValue));
}

function save(form) {
  if (form.isConnected && !("sent" in form.dataset) && form.reportValidity()) form.requestSubmit();
}
