// <choice-list>: the buttons in it are walked by the arrows, Home and End, as in a menu.
class ChoiceList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#walk(event));
  }

  #walk(event) {
    const buttons = [...this.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, to))].focus();
  }
}

customElements.define("choice-list", ChoiceList);
