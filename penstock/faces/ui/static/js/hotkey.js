// Keys. The table in the page says which chord means what; the element that names it with data-key is pressed.
// Where no element does, a "key" event goes out for lists and boards. Keys typed into fields stay theirs.
const table = JSON.parse(document.getElementById("key-table").textContent);
const prefixes = new Set(Object.keys(table).filter((chord) => chord.includes(" ")).map((chord) => chord.split(" ")[0]));
const aliases = { ArrowDown: "j", ArrowUp: "k" };
const patience = 2000;
const fields = "[autofocus], input:not([type=hidden]), select, textarea";
const mac = /Mac|iPhone|iPad/.test(navigator.platform);
let pending = "";
let forget = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const pressed = chordOf(event);
  if (!pressed || (typing(event.target) && !pressed.startsWith("mod+") && pressed !== "Escape")) return;
  if (pressed === "Escape" && (typing(event.target) || document.querySelector("dialog[open]"))) return;
  if (native(event.target, pressed)) return;
  const chord = pending ? `${pending} ${pressed}` : pressed;
  wait(!pending && prefixes.has(pressed) ? pressed : "");
  const names = table[chord] ?? table[aliases[chord]] ?? [];
  if (names.some(act)) event.preventDefault();
});

if (mac) for (const part of document.querySelectorAll("[data-mod]")) part.textContent = "⌘";

function chordOf({ key, code, ctrlKey, metaKey, shiftKey }) {
  // Letters of another script are read by their place on the keyboard.
  const letter = /^Key([A-Z])$/.exec(code)?.[1].toLowerCase();
  let name = key === " " ? "Space" : key;
  if (letter && !/^[a-z]$/i.test(name)) name = letter;
  if (ctrlKey || metaKey) return `mod+${shiftKey ? "shift+" : ""}${name.length === 1 ? name.toLowerCase() : name}`;
  return name.length === 1 && shiftKey && /[a-z]/i.test(name) ? "" : name;
}

function typing(target) {
  return target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select");
}

function native(target, pressed) {
  if (pressed === "Enter") return Boolean(target.closest?.("a, button, summary"));
  return pressed === "Space" && Boolean(target.closest?.("button, summary, input"));
}

function wait(prefix) {
  clearTimeout(forget);
  pending = prefix;
  if (prefix) forget = setTimeout(() => (pending = ""), patience);
}

function act(name) {
  const element = elementFor(name);
  if (!element) return !document.dispatchEvent(new CustomEvent("key", { detail: { name }, cancelable: true }));
  if (element.matches("input, select, textarea")) element.focus();
  else element.click();
  // A sheet's "toggle" comes later than the next letter that is typed.
  element.closest("details[open]")?.querySelector(fields)?.focus();
  return true;
}

function elementFor(name) {
  const scope = document.querySelector("dialog[open]") ?? document;
  const all = [...scope.querySelectorAll(`[data-key~="${name}"]`)].filter((element) => !element.disabled && !element.closest("[inert]"));
  const near = document.activeElement?.closest("form, [data-item]");
  return all.find((element) => near?.contains(element)) ?? all.find((element) => element.checkVisibility()) ?? all[0];
}
