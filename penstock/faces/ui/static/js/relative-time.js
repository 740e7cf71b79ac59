// <time data-relative>: "2 hours ago" stays true while the page is open.
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
const units = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

setInterval(() => {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const seconds = (new Date(element.dateTime) - Date.now()) / 1000;
    const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
    element.textContent = words.format(Math.round(seconds / size), unit);
  }
}, 30000);
