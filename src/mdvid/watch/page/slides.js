// The strip of slides: number, title, how far each is.

import { byId, element, icon, setAttribute, setIcon, setText } from "./dom.js";
import { clock } from "./format.js";

const STATES = {
  waiting: ["dot", "waiting"],
  running: ["spinner", "being made"],
  ready: ["check", "built"],
  cached: ["cached", "cached"],
  failed: ["alert", "failed"],
};

export class Slides {
  #list = byId("slide-list");
  #items = new Map(); // by key
  #all = []; // in order
  #current = null;
  #choose;

  constructor({ onChoose }) {
    this.#choose = onChoose;
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
  }

  // Shows slides and what is known of them: `current` is an index, `edited` a number.
  show(slides, score, diagnostics, edited) {
    const items = new Map();
    const worst = worstOf(diagnostics);
    let last = null;
    for (const [index, slide] of slides.entries()) {
      const item = this.#items.get(slide.key) ?? this.#reused(slides, slide) ?? made();
      items.set(slide.key, item);
      item.index = index;
      item.id = slide.id;
      item.button.onclick = () => this.#choose(index);
      fill(item, slide, score.slides[index], worst.get(slide.number), slide.number === edited);
      const place = last ? last.row.nextSibling : this.#list.firstChild;
      if (item.row !== place) this.#list.insertBefore(item.row, place);
      last = item;
    }
    const kept = new Set(items.values());
    for (const item of this.#items.values()) {
      if (!kept.has(item)) item.row.remove();
    }
    this.#items = items;
    this.#all = [...kept];
  }

  // Marks the slide that is seen, and brings it into view.
  mark(index) {
    const item = this.#all[index];
    if (item === this.#current && item?.button.tabIndex === 0) return;
    for (const one of this.#all) {
      setAttribute(one.button, "aria-current", one === item ? "true" : null);
      setAttribute(one.button, "tabindex", one === item ? 0 : -1);
    }
    this.#current = item ?? null;
    if (item) reveal(this.#list, item.row);
  }

  // An edit changes a slide's key: its row stays, so that the focus stays as well.
  #reused(slides, slide) {
    const gone = ([key, { id }]) => id === slide.id && !slides.some((other) => other.key === key);
    return [...this.#items].find(gone)?.[1] ?? null;
  }

  #walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !this.#current) return;
    event.preventDefault();
    event.stopPropagation();
    const next = this.#all[this.#current.index + by];
    if (!next) return;
    this.#choose(next.index);
    next.button.focus({ preventScroll: true });
  }
}

function made() {
  const number = element("span", { class: "number" });
  const title = element("span", { class: "title", dir: "auto" });
  const length = element("span", { class: "length" });
  const badge = element("span", { class: "badge" }, icon("dot"), element("span", { class: "word" }));
  const button = element(
    "button",
    { type: "button", tabindex: "-1", class: "slide" },
    number,
    element("span", { class: "text" }, title, element("span", { class: "meta" }, length, badge)),
  );
  return { row: element("li", {}, button), button, number, title, length, badge };
}

function fill(item, slide, timing, worst, edited) {
  const state = slide.state === "ready" && slide.cached ? "cached" : slide.state;
  const [drawing, word] = STATES[state] ?? STATES.waiting;
  setText(item.number, String(slide.number));
  setText(item.title, slide.title || "Untitled");
  setText(item.length, (timing.estimated ? "~" : "") + clock(Math.round(timing.end - timing.start)));
  setText(item.badge.lastChild, word);
  setIcon(item.badge, drawing);
  setAttribute(item.badge, "data-state", state);
  setAttribute(item.button, "data-edited", edited);
  setAttribute(item.button, "data-worst", worst ?? null);
  const problem = worst ? `, has ${worst === "error" ? "an error" : "a warning"}` : "";
  const spoken = `Slide ${slide.number}: ${slide.title || "Untitled"}, ${word}${edited ? ", edited last" : ""}${problem}`;
  setAttribute(item.button, "aria-label", spoken);
}

function worstOf(diagnostics) {
  const worst = new Map();
  for (const { slide, severity } of diagnostics) {
    if (slide == null || !["error", "warning"].includes(severity)) continue;
    if (worst.get(slide) !== "error") worst.set(slide, severity);
  }
  return worst;
}

// Not `scrollIntoView`, which would scroll the page as well where it is narrow.
function reveal(list, row) {
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const top = Math.min(0, inner.top - outer.top - 8) + Math.max(0, inner.bottom - outer.bottom + 8);
  const left = Math.min(0, inner.left - outer.left - 12) + Math.max(0, inner.right - outer.right + 12);
  if (top || left) list.scrollBy({ top, left, behavior });
}
