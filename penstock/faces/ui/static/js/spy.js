// [data-spy]: links to parts of what is swiped sideways; the link of the part in sight is the current one.
function spy(nav) {
  const links = new Map([...nav.querySelectorAll("a")].map((link) => [document.querySelector(link.hash), link]));
  const observer = new IntersectionObserver((seen) => seen.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => mark(links, links.get(target))), { threshold: 0.6 });
  for (const part of links.keys()) if (part) observer.observe(part);
}

function mark(links, current) {
  for (const link of links.values()) link.toggleAttribute("aria-current", false);
  current?.setAttribute("aria-current", "true");
  current?.scrollIntoView({ block: "nearest", inline: "center" });
}

if (matchMedia("(max-width: 720px)").matches) for (const nav of document.querySelectorAll("[data-spy]")) spy(nav);
