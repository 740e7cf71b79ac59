// A form that asks (GET) leaves out what was left empty: its answer's address says what holds, and nothing else.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) {
    if (value === "" && formData.getAll(name).every((each) => each === "")) formData.delete(name);
  }
});
