// <selectable-list>: rows or cards ([data-item]) walked by j and k, opened by Enter, looked into by Space,
// ticked by x or with Shift over a range. Focus is on the item's own link, so the screen reader walks along.
import htmx from "htmx";

class SelectableList extends HTMLElement {
  #index = -1;
  #last = null;
  #observer = new MutationObserver(() => this.#settle());

  connectedCallback() {
    document.addEventListener("key", this.#keys);
    this.addEventListener("focusin", (event) => this.#mark(event.target.closest("[data-item]")));
    this.addEventListener("click", (event) => this.#tick(event));
    this.addEventListener("change", () => this.#count());
    this.#observer.observe(this, { childList: true, subtree: true });
    this.#count();
  }

  disconnectedCallback() {
    document.removeEventListener("key", this.#keys);
    this.#observer.disconnect();
  }

  get items() {
    return [...this.querySelectorAll("[data-item]")].filter((item) => item.checkVisibility());
  }

  get current() {
    return this.querySelector("[data-item][data-current]");
  }

  #keys = (event) => {
    const deed = { next: () => this.#go(1), previous: () => this.#go(-1), open: () => this.#link()?.click(), peek: () => this.#peek(), select: () => this.#toggle(), back: () => this.#clear() }[event.detail.name];
    if (deed && deed() !== false) event.preventDefault();
  };

  #go(step) {
    const items = this.items;
    if (!items.length) return false;
    const at = items.indexOf(this.current);
    const next = items[Math.min(items.length - 1, Math.max(0, at === -1 ? 0 : at + step))];
    next.querySelector("[data-open]").focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (document.querySelector("[data-peek]")?.childElementCount) this.#peek();
  }

  #mark(item) {
    if (!item) return;
    for (const other of this.querySelectorAll("[data-item][data-current]")) delete other.dataset.current;
    item.dataset.current = "";
    this.#index = this.items.indexOf(item);
  }

  #link() {
    return this.current?.querySelector("[data-open]");
  }

  #peek() {
    const address = this.current?.dataset.peekHref;
    if (!address) return false;
    htmx.ajax("GET", address, { target: "#peek" });
  }

  #toggle() {
    const box = this.current?.querySelector("input[type=checkbox]");
    if (!box) return false;
    box.checked = !box.checked;
    this.#last = this.current;
    this.#count();
  }

  #clear() {
    const ticked = this.#boxes().filter((box) => box.checked);
    if (!ticked.length) return false;
    for (const box of [...ticked, ...this.querySelectorAll("[data-every]")]) box.checked = false;
    this.#count();
  }

  #tick(event) {
    const all = event.target.closest("[data-all]");
    if (all) for (const box of this.#boxes()) box.checked = all.checked;
    const item = event.target.matches("[data-item] input[type=checkbox]") && event.target.closest("[data-item]");
    if (item && event.shiftKey && this.#last?.isConnected) {
      const items = this.items;
      const [from, to] = [items.indexOf(this.#last), items.indexOf(item)].sort((one, other) => one - other);
      for (const between of items.slice(from, to + 1)) between.querySelector("input[type=checkbox]").checked = event.target.checked;
    }
    if (item) this.#last = item;
    if (item || all) this.#count();
  }

  #boxes() {
    return [...this.querySelectorAll("[data-item] input[type=checkbox]")];
  }

  #count() {
    const boxes = this.#boxes();
    const ticked = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.closest("[data-item]").toggleAttribute("data-checked", box.checked);
    this.toggleAttribute("data-any", ticked > 0);
    for (const place of this.querySelectorAll("[data-count]")) if (place.textContent !== String(ticked)) place.textContent = ticked;
    const all = this.querySelector("[data-all]");
    if (all) Object.assign(all, { checked: ticked > 0 && ticked === boxes.length, indeterminate: ticked > 0 && ticked < boxes.length });
  }

  // After an act the row may be gone: the one in its place is current.
  #settle() {
    this.#count();
    if (!this.current && this.#index >= 0) this.#mark(this.items[Math.min(this.#index, this.items.length - 1)]);
  }
}

customElements.define("selectable-list", SelectableList);
