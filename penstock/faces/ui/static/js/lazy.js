// Heavy behaviours come when the page has a place for them.
const heavy = {
  "chart-figure": () => import("./chart-figure.js"),
  "sortable-board": () => import("./sortable-board.js"),
};

function look() {
  for (const [name, load] of Object.entries(heavy)) {
    if (!customElements.get(name) && document.querySelector(name)) load();
  }
}

look();
document.addEventListener("htmx:after:swap", look);
