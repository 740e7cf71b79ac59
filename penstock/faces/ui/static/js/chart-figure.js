// <chart-figure>: draws the numbers of its data-chart; arrows go from point to point, Enter and a click
// open what is behind one. Colours are the theme's tokens, read anew when the theme changes.
import * as echarts from "echarts";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const HUES = ["--deep-1", "--deep-4", "--deep-7", "--deep-5", "--deep-3", "--deep-8"];
const STRIPES = { symbol: "rect", symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 };

class ChartFigure extends HTMLElement {
  #chart = null;
  #at = -1;
  #theme = new MutationObserver(() => this.#draw());
  #narrow = null;
  #size = new ResizeObserver(() => {
    this.#chart?.resize();
    if (this.#narrow !== isNarrow(this)) this.#draw();
  });
  #draw = () => {
    this.#narrow = isNarrow(this);
    this.#chart?.setOption(options(this.told, this), { notMerge: true });
  };

  connectedCallback() {
    const canvas = this.querySelector("[data-canvas]");
    if (!canvas || this.#chart) return;
    this.told = JSON.parse(this.dataset.chart);
    canvas.hidden = false;
    this.#chart = echarts.init(canvas, null, { renderer: "canvas" });
    this.#draw();
    // Names are measured when they are drawn: again, once their own letters are there.
    if (document.fonts.status === "loading") document.fonts.ready.then(this.#draw);
    this.#chart.on("click", ({ seriesIndex, dataIndex, seriesId }) => this.#open(seriesOf(this.told, seriesId, seriesIndex), dataIndex));
    if (isLine(this.told)) this.#chart.getZr().on("click", this.#column);
    canvas.addEventListener("keydown", this.#keys);
    canvas.addEventListener("blur", () => this.#chart?.dispatchAction({ type: "hideTip" }));
    this.#theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    dark.addEventListener("change", this.#draw);
    this.#size.observe(canvas);
  }

  disconnectedCallback() {
    this.#theme.disconnect();
    this.#size.disconnect();
    dark.removeEventListener("change", this.#draw);
    this.#chart?.dispose();
    this.#chart = null;
  }

  #keys = (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    if (event.key in steps) this.#go(Math.max(0, Math.min(this.told.labels.length - 1, this.#at + steps[event.key])));
    else if (event.key === "Enter" && this.#at >= 0) this.#open(this.told.series.find((series) => series.points[this.#at].href), this.#at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #go(at) {
    this.#at = at;
    const drawn = this.told.series.findIndex((series) => series.points[at].value !== null);
    if (drawn >= 0) this.#chart.dispatchAction({ type: "showTip", seriesIndex: this.told.kind === "bridge" ? 1 : drawn, dataIndex: at });
    this.querySelector("[data-said]").textContent = said(this.told, at);
  }

  // A line is thin: a click above or below a point means it, too.
  #column = ({ target, offsetX, offsetY }) => {
    if (target || !this.#chart.containPixel("grid", [offsetX, offsetY])) return;
    const [at] = this.#chart.convertFromPixel("grid", [offsetX, offsetY]);
    this.#open(this.told.series.find((series) => series.points[at]?.href), at);
  };

  #open(series, at) {
    const address = series?.points[at]?.href;
    if (address) location.assign(address);
  }
}

function isLine({ kind }) {
  return kind === "line" || kind === "steps";
}

function isNarrow(element) {
  return element.clientWidth < 560;
}

// Bars lie where their names are long, and those of a bridge where there is no room for them side by side.
function isAcross(told, element) {
  return told.kind === "bars" || (told.kind === "bridge" && isNarrow(element));
}

function seriesOf(told, id, index) {
  return told.series.find((series) => series.name === id) ?? told.series[told.kind === "bridge" ? 0 : index];
}

function said(told, at) {
  const values = told.series.filter(({ points }) => points[at].text).map(({ name, points }) => `${name} ${points[at].text}${points[at].mark ? `, ${points[at].mark}` : ""}`);
  return `${told.labels[at]}: ${[...values, ...eventsAt(told, at)].join(", ")}`;
}

function eventsAt(told, at) {
  return told.events.filter((event) => event.at === at).map(({ text }) => text);
}

// A canvas wants plain colours: a pixel painted with the token says which one it is under this theme.
function palette(element) {
  const probe = document.createElement("span");
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  element.append(probe);
  const read = (token) => {
    probe.style.color = `var(${token})`;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgba(${red},${green},${blue},${alpha / 255})`;
  };
  const tokens = Object.fromEntries(["text", "text-soft", "text-faint", "line", "line-strong", "surface", "accent", "accent-soft", "won", "lost", "risk"].map((name) => [name, read(`--${name}`)]));
  const hues = HUES.map(read);
  const font = getComputedStyle(element).fontFamily;
  probe.remove();
  return { ...tokens, hues, font };
}

// The names of a bridge's bars all stand there, in two lines if need be, where there is room for a word.
function names(told, element, across) {
  if (across) return { width: 150, overflow: "truncate" };
  const place = Math.floor((element.clientWidth - 64) / told.labels.length) - 6;
  return told.kind === "bridge" && place >= 64 ? { interval: 0, hideOverlap: false, width: place, lineHeight: 15, overflow: "break" } : {};
}

function options(told, element) {
  const colours = palette(element);
  const across = isAcross(told, element);
  const category = { type: "category", data: told.labels, inverse: across, axisLine: { lineStyle: { color: colours["line-strong"] } }, axisTick: { show: false }, axisLabel: { color: colours["text-soft"], hideOverlap: true, ...names(told, element, across) } };
  const value = { type: "value", scale: false, max: told.unit === "share" ? (range) => Math.min(1, Math.ceil(range.max * 10) / 10) : undefined, splitNumber: across && isNarrow(element) ? 2 : 4, splitLine: { lineStyle: { color: colours.line } }, axisLabel: { color: colours["text-faint"], hideOverlap: true, formatter: shortly(told) } };
  return {
    animation: !still.matches,
    animationDuration: 120,
    textStyle: { fontFamily: colours.font, fontSize: 12 },
    aria: { enabled: false, decal: { show: false } },
    grid: { left: 8, right: { bridge: across ? 64 : 16, bars: 36 }[told.kind] ?? 16, top: told.series.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
    legend: { show: legend(told).length > 1, data: legend(told), top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: colours["text-soft"] } },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: isLine(told) ? "line" : "shadow", lineStyle: { color: colours["line-strong"] }, shadowStyle: { opacity: 0.15 } }, backgroundColor: colours.surface, borderColor: colours["line-strong"], textStyle: { color: colours.text, fontSize: 12 }, formatter: (points) => tip(told, points[0].dataIndex) },
    xAxis: across ? value : category,
    yAxis: across ? category : value,
    series: told.kind === "bridge" ? bridge(told, colours, across) : series(told, colours),
  };
}

function legend(told) {
  return told.kind === "bridge" ? [] : told.series.filter(({ role }) => role !== "low" && role !== "high" && role !== "limit").map(({ name }) => name);
}

function tip(told, at) {
  return [told.labels[at], ...told.series.filter(({ points }) => points[at].text).map(({ name, points }) => `${name}  ${points[at].text}${points[at].mark ? ` (${points[at].mark})` : ""}`), ...eventsAt(told, at)].join("\n");
}

function shortly(told) {
  const style = { share: { style: "percent" }, money: { style: "currency", currency: told.currency || "EUR", notation: "compact", maximumFractionDigits: 1 }, days: { maximumFractionDigits: 1 }, number: { notation: "compact" } }[told.unit];
  const format = new Intl.NumberFormat(told.language, style);
  // English alone glues its units to the number; the page's other numbers have them apart.
  return (number) => format.format(number).replace(/(?<=\d)[KMBT]$/, (unit) => `\u00a0${{ K: "k", B: "bn", T: "tn" }[unit] ?? unit}`).replace("-", "−");
}

function series(told, colours) {
  const low = told.series.find(({ role }) => role === "low");
  let part = 0;
  return told.series.map((one) => {
    const common = { id: one.name, name: one.name, data: one.points.map(({ value }) => value), cursor: one.points.some(({ href }) => href) ? "pointer" : "default" };
    const colour = { main: colours.accent, comparison: colours["text-faint"], part: colours.hues[part % colours.hues.length] }[one.role];
    if (one.role === "part") part += 1;
    if (one.role === "low") return { ...common, type: "line", stack: "range", symbol: "none", silent: true, lineStyle: { opacity: 0 } };
    if (one.role === "high") return { ...common, data: one.points.map(({ value }, at) => (value === null ? null : value - (low?.points[at].value ?? 0))), type: "line", stack: "range", symbol: "none", silent: true, lineStyle: { opacity: 0 }, areaStyle: { color: colours["accent-soft"], opacity: 1 }, z: 0 };
    if (one.role === "limit") return { ...common, type: "line", step: "middle", symbol: "none", silent: true, lineStyle: { color: colours["text-faint"], width: 1, type: [4, 4] }, z: 1 };
    if (isLine(told)) return line(told, one, common, colour, colours);
    return bar(told, one, common, colour);
  });
}

function line(told, one, common, colour, colours) {
  const last = one.points.length - 1;
  const data = one.points.map(({ value, mark }) => (mark ? { value, symbolSize: 9, itemStyle: { color: colours.risk } } : value));
  return {
    ...common,
    data,
    type: "line",
    step: told.kind === "steps" ? "end" : false,
    symbol: "circle",
    symbolSize: one.points.length > 60 ? 0 : 5,
    showSymbol: one.role === "main",
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2, type: one.role === "comparison" ? [5, 4] : "solid" },
    ...(one.role === "main" && told.events.length ? { markLine: events(told, colours) } : {}),
    ...(told.is_partial && last > 0 ? { markArea: { silent: true, itemStyle: { color: hatch(colours["line-strong"]), opacity: 0.6 }, data: [[{ xAxis: last - 1 }, { xAxis: last }]] } } : {}),
  };
}

// An area takes a pattern for its colour, and no decal as bars do.
function hatch(colour) {
  const image = document.createElement("canvas");
  image.width = image.height = 8;
  const pen = image.getContext("2d");
  pen.strokeStyle = colour;
  for (const x of [-8, 0, 8]) {
    pen.moveTo(x, 8);
    pen.lineTo(x + 8, 0);
  }
  pen.stroke();
  return { image, repeat: "repeat" };
}

function events(told, colours) {
  const label = { color: colours.text, fontSize: 11, overflow: "truncate" };
  // Lines that stand close take turns: the upper half on the left, the lower half on the right.
  const near = told.labels.length / 25;
  let low = false;
  const data = told.events.map(({ at, text }, i) => {
    const crowds = [told.events[i - 1], told.events[i + 1]].some((other) => other && Math.abs(other.at - at) < near);
    low = i > 0 && at - told.events[i - 1].at < near && !low;
    return { xAxis: at, label: { ...label, position: low ? "insideStartBottom" : "insideEndTop", width: crowds ? 90 : 160, formatter: () => text } };
  });
  return { silent: true, symbol: "none", lineStyle: { color: colours.text, width: 1, type: "dotted" }, data };
}

function bar(told, one, common, colour) {
  const last = one.points.length - 1;
  const data = one.points.map(({ value }, at) => (told.is_partial && at === last ? { value, itemStyle: { decal: { ...STRIPES, color: "rgba(255,255,255,0.55)" }, opacity: 0.75 } } : value));
  return { ...common, data, type: "bar", stack: told.kind === "stack" ? "all" : undefined, barMaxWidth: 36, itemStyle: { color: colour, borderRadius: told.kind === "stack" ? 0 : 2, ...(one.role === "comparison" ? { opacity: 0.45, borderColor: colour, borderType: "dashed", borderWidth: 1 } : {}) } };
}

// Bars that float: an unseen one below carries each change to where the last one ended.
function bridge(told, colours, across) {
  const { name, points, totals } = told.series[0];
  const ground = [];
  const bars = [];
  let level = 0;
  points.forEach(({ value, tone }, at) => {
    const change = value ?? 0;
    const total = totals.includes(at);
    const end = total ? change : level + change;
    ground.push(total ? 0 : Math.min(level, end));
    bars.push({ value: Math.abs(change), itemStyle: { color: colours[total ? "accent" : tone || (change < 0 ? "lost" : "won")] } });
    level = end;
  });
  const labels = { show: true, position: across ? "right" : "top", color: colours["text-soft"], fontSize: 11, formatter: ({ dataIndex }) => points[dataIndex].text };
  const layout = { hideOverlap: true };
  return [
    { id: "ground", type: "bar", stack: "all", silent: true, data: ground, itemStyle: { color: "transparent" }, barMaxWidth: 56 },
    { id: name, name, type: "bar", stack: "all", data: bars, barMaxWidth: 56, label: labels, labelLayout: layout, itemStyle: { borderRadius: 2 } },
  ];
}

customElements.define("chart-figure", ChartFigure);
