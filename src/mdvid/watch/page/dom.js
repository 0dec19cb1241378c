// Elements made and changed with as little work as possible; data never becomes HTML.

const SVG = "http://www.w3.org/2000/svg";

// Returns the element of the page with this id.
export const byId = (id) => document.getElementById(id);

// Returns a new element: `properties` are attributes, functions are listeners, false leaves one out.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}

// Returns one of the drawings that index.html has.
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

// The following change nothing that is so already: what is not touched is not laid out anew.

export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

export function setAttribute(target, name, value) {
  if (value === null || value === false) {
    if (target.hasAttribute(name)) target.removeAttribute(name);
  } else if (target.getAttribute(name) !== String(value === true ? "" : value)) {
    target.setAttribute(name, value === true ? "" : value);
  }
}

export function setIcon(target, name) {
  setAttribute(target.querySelector("use"), "href", `#i-${name}`);
}

// Splits text at `code` in backquotes, as messages have it.
export function withCode(text) {
  return text.split(/`([^`]+)`/).map((part, i) => (i % 2 ? element("code", {}, part) : part));
}
