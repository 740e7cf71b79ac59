// <sortable-board>: cards ([data-item]) move between columns ([data-column]) by mouse, touch, and [ ].
// The move shows at once; the server's answer brings the two columns, or puts the card back and says why.
// A card without data-move-href stays, and [ ] say why: the board brings the words ([data-refusal]).
import htmx from "htmx";
import Sortable from "sortablejs";

// A finger that holds a card so near to the edge turns to the next column, and again after a while.
const edge = 40;
const pause = 900;

class SortableBoard extends HTMLElement {
  #sortables = [];
  #finger = null;
  #turning = 0;
  #turned = 0;
  #refusal = null;
  #observer = new MutationObserver(() => this.#attach());

  connectedCallback() {
    document.addEventListener("key", this.#keys);
    document.addEventListener("htmx:before:swap", this.#plain);
    this.#observer.observe(this, { childList: true, subtree: true });
    this.#attach();
  }

  disconnectedCallback() {
    document.removeEventListener("key", this.#keys);
    document.removeEventListener("htmx:before:swap", this.#plain);
    this.#observer.disconnect();
    for (const sortable of this.#sortables) sortable.destroy();
  }

  get columns() {
    return [...this.querySelectorAll("[data-column]")];
  }

  #attach() {
    this.#sortables = this.#sortables.filter((sortable) => sortable.el?.isConnected);
    const known = new Set(this.#sortables.map((sortable) => sortable.el));
    for (const column of this.columns) if (!known.has(column)) this.#sortables.push(this.#make(column));
  }

  #make(column) {
    return Sortable.create(column, {
      group: "cards",
      draggable: "[data-move-href]",
      sort: false,
      animation: 120,
      delay: 180,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      ghostClass: "card--ghost",
      dragClass: "card--drag",
      onChoose: ({ item }) => (item.cloneNode = withoutStyle),
      onStart: () => this.#dragging(true),
      onMove: ({ to }) => this.#target(to),
      onEnd: ({ item, from, to, oldIndex }) => {
        this.#target(null);
        this.#dragging(false);
        if (from !== to) this.#send(item, from, to, from.children[oldIndex] ?? null);
      },
    });
  }

  // HTMX copies the style attribute that Sortable leaves on cards, which the policy refuses.
  #plain = () => {
    for (const moved of this.querySelectorAll("[style]")) moved.removeAttribute("style");
  };

  #dragging(is) {
    clearInterval(this.#turning);
    document.removeEventListener("touchmove", this.#feel);
    if (!is) return;
    this.#finger = null;
    this.#turning = setInterval(() => this.#turn(), 100);
    document.addEventListener("touchmove", this.#feel, { passive: true });
  }

  #feel = ({ touches }) => (this.#finger = touches[0]?.clientX ?? null);

  #turn() {
    const board = this.firstElementChild;
    const { left, right } = board.getBoundingClientRect();
    const step = this.#finger === null ? 0 : Number(this.#finger > right - edge) - Number(this.#finger < left + edge);
    if (!step || performance.now() - this.#turned < pause) return;
    this.#turned = performance.now();
    board.scrollBy({ left: step * this.columns[0].offsetWidth, behavior: "smooth" });
  }

  #target(column) {
    for (const other of this.columns) other.toggleAttribute("data-target", other === column);
  }

  #keys = (event) => {
    const step = { "stage-on": 1, "stage-back": -1 }[event.detail.name];
    const card = this.querySelector("[data-item][data-current]");
    if (!step || !card) return;
    if (!card.dataset.moveHref) {
      event.preventDefault();
      return this.#refuse();
    }
    const from = card.closest("[data-column]");
    const to = this.columns[this.columns.indexOf(from) + step];
    if (!to) return;
    event.preventDefault();
    const before = card.nextElementSibling;
    to.prepend(card);
    card.querySelector("[data-open]")?.focus();
    this.#send(card, from, to, before);
  };

  #refuse() {
    this.#refusal?.remove();
    this.#refusal = this.querySelector("[data-refusal]").content.firstElementChild.cloneNode(true);
    document.getElementById("toasts").append(this.#refusal);
  }

  async #send(card, from, to, before) {
    card.dataset.moving = "";
    const focused = card.contains(document.activeElement);
    const failed = () => from.insertBefore(card, before?.parentNode === from ? before : null);
    const seen = (event) => {
      if (event.detail.ctx.sourceElement === card && (event.detail.error || event.detail.ctx.response?.status >= 400)) failed();
    };
    document.addEventListener("htmx:after:request", seen);
    document.addEventListener("htmx:error", seen);
    try {
      await htmx.ajax("POST", card.dataset.moveHref, { source: card, target: card, swap: "none", values: { stage: to.dataset.column, version: card.dataset.version ?? "" } });
    } finally {
      document.removeEventListener("htmx:after:request", seen);
      document.removeEventListener("htmx:error", seen);
      delete card.dataset.moving;
      if (focused && !document.querySelector("dialog[open]")) document.getElementById(card.id)?.querySelector("[data-open]")?.focus();
    }
  }
}

// The policy refuses a copy that comes with a style attribute; Sortable sets its own on the copy anyway.
function withoutStyle(deep) {
  const style = this.style.cssText;
  this.removeAttribute("style");
  const copy = Node.prototype.cloneNode.call(this, deep);
  this.style.cssText = style;
  return copy;
}

customElements.define("sortable-board", SortableBoard);
