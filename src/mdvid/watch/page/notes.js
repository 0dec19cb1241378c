// What is said on the slide that is seen, word by word.

import { byId, element, setAttribute, setText } from "./dom.js";
import { clock } from "./format.js";
import { during } from "./score.js";

export class Notes {
  #list = byId("notes-list");
  #heading = byId("notes-heading");
  #shown = "";
  #words = []; // {start, end, element}
  #said = []; // {start, end, element}
  #word = null;
  #part = null;
  #seek;

  constructor({ onSeek }) {
    this.#seek = onSeek;
    this.#list.addEventListener("click", ({ target }) => {
      const at = target.closest("[data-at]")?.dataset.at;
      if (at !== undefined) this.#seek(Number(at));
    });
  }

  // Shows what is said on `slide`, timed by `timing`, its place in the score.
  show(slide, timing) {
    const written = slide?.speech ?? [];
    const timed = timing && !timing.estimated ? timing.speech : [];
    const shown = JSON.stringify([slide?.number, slide?.title, written, timed]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    setText(this.#heading, slide ? `${slide.number}. ${slide.title || "Untitled"}` : "Notes");
    this.#words = [];
    this.#said = [];
    this.#word = this.#part = null;
    const items = timed.length ? timed.map((item) => this.#timed(item)) : written.map(untimed);
    this.#list.replaceChildren(...(items.length ? items : [nothing()]));
  }

  // Lights up what is being said.
  move(position) {
    const word = during(this.#words, position)?.element ?? null;
    const part = during(this.#said, position)?.element ?? null;
    if (word !== this.#word) {
      if (this.#word) setAttribute(this.#word, "data-now", null);
      if (word) setAttribute(word, "data-now", true);
      this.#word = word;
    }
    if (part === this.#part) return;
    if (this.#part) setAttribute(this.#part, "data-now", null);
    if (part) setAttribute(part, "data-now", true);
    this.#part = part;
  }

  #timed({ text, voice, start, end, words }) {
    const line = element("p", { class: "said-text", dir: "auto", title: voice });
    for (const part of parted(text, words)) {
      if (typeof part === "string") {
        line.append(part);
        continue;
      }
      const made = element("span", { class: "word", "data-at": part.start }, part.text);
      this.#words.push({ ...part, element: made });
      line.append(made);
    }
    const jump = element("button", { type: "button", class: "jump", "data-at": start }, clock(start));
    setAttribute(jump, "aria-label", `Go to ${clock(start)}: ${text}`);
    const item = element("li", { class: "said" }, jump, line);
    this.#said.push({ start, end, element: item });
    return item;
  }
}

// Returns `text` in parts: words with their times, and what stands between them.
function parted(text, words) {
  const parts = [];
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word.text, at);
    if (found < 0) continue;
    if (found > at) parts.push(text.slice(at, found));
    parts.push(word);
    at = found + word.text.length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

function untimed({ text }) {
  const wait = element("span", { class: "jump", title: "Not spoken yet" }, "–");
  return element("li", { class: "said untimed" }, wait, element("p", { class: "said-text", dir: "auto" }, text));
}

function nothing() {
  const hint = element("p", {}, "What is said on a slide stands in an HTML comment on it:");
  const example = element("code", {}, "<!-- Welcome aboard. -->");
  return element("li", { class: "empty" }, element("strong", {}, "Nothing is said here"), hint, example);
}
