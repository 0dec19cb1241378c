// Problems with the deck: a list, and the worst of them over the slide when it cannot be read.

import { byId, element, icon, setAttribute, setText, withCode } from "./dom.js";
import { copy } from "./clipboard.js";
import { count } from "./format.js";

const ICONS = { error: "alert", warning: "warning", note: "info", info: "info" };
const SEVERITIES = { error: "Error", warning: "Warning", note: "Note", info: "Note" };
const BEFORE = 24; // characters of a long line that are shown before what is meant
const OVER = 4; // problems that are shown over the slide; the panel has all

export class Problems {
  #list = byId("problems-list");
  #overlay = byId("overlay");
  #badge = byId("problems-count");
  #heading = byId("problems-heading");
  #shown = "";
  #say;
  #dismissed = "";

  constructor({ say }) {
    this.#say = say;
    byId("overlay-close").addEventListener("click", () => this.dismiss());
    for (const list of [this.#list, byId("overlay-list")]) {
      list.addEventListener("click", ({ target }) => this.#clicked(target));
    }
  }

  show(diagnostics, failed) {
    const shown = JSON.stringify([diagnostics, failed]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const found = [...diagnostics].sort((a, b) => rank(a) - rank(b));
    const errors = found.filter(({ severity }) => severity === "error");
    const warnings = found.filter(({ severity }) => severity === "warning");
    this.#list.replaceChildren(...(found.length ? found.map(card) : [nothing()]));
    setText(this.#heading, found.length ? summary(errors, warnings, found) : "Problems");
    setText(this.#badge, String(errors.length + warnings.length));
    setAttribute(this.#badge, "hidden", !errors.length && !warnings.length);
    setAttribute(this.#badge, "data-worst", errors.length ? "error" : "warning");
    this.#over(failed ? (errors.length ? errors : found) : [], failed);
  }

  // Hides what lies over the slide until there is something else to say; tells whether it did.
  dismiss() {
    if (this.#overlay.hidden) return false;
    this.#dismissed = this.#shown;
    setAttribute(this.#overlay, "hidden", true);
    return true;
  }

  #over(found, failed) {
    setAttribute(this.#overlay, "hidden", !failed || this.#dismissed === this.#shown);
    const more = found.length - OVER;
    const cards = found.slice(0, OVER).map(card);
    if (more > 0) cards.push(element("li", { class: "more" }, `and ${count(more, "more problem")}`));
    byId("overlay-list").replaceChildren(...cards);
    if (failed) this.#say(`The deck cannot be read. ${count(found.length, "problem")}.`);
  }

  async #clicked(target) {
    const place = target.closest("[data-place]")?.dataset.place;
    if (!place) return;
    this.#say((await copy(place)) ? `Copied ${place}` : `Cannot copy; it is at ${place}`, true);
  }
}

function rank({ severity }) {
  return Object.keys(ICONS).indexOf(severity);
}

function summary(errors, warnings, found) {
  const parts = [
    errors.length && count(errors.length, "error"),
    warnings.length && count(warnings.length, "warning"),
    errors.length + warnings.length < found.length &&
      count(found.length - errors.length - warnings.length, "note"),
  ];
  return parts.filter(Boolean).join(", ");
}

function card(problem) {
  const { severity, message, hint, path, line } = problem;
  const place = path ? `${path}${line ? `:${line}` : ""}` : "";
  const head = element(
    "span",
    { class: "problem-head" },
    icon(ICONS[severity] ?? "info"),
    element("span", { class: "visually-hidden" }, `${SEVERITIES[severity] ?? "Note"}: `),
    element("span", { class: "problem-message" }, ...withCode(sentence(message))),
  );
  const parts = [
    head,
    problem.excerpt ? source(problem) : null,
    hint ? element("span", { class: "problem-hint" }, icon("hint"), element("span", {}, ...withCode(sentence(hint)))) : null,
    place ? element("span", { class: "problem-place" }, element("span", {}, place), icon("copy")) : null,
  ];
  const attributes = { class: "problem", "data-severity": severity, "data-place": place || false };
  if (!place) return element("li", {}, element("div", attributes, ...parts));
  return element("li", {}, element("button", { type: "button", ...attributes, title: `Copy ${place}` }, ...parts));
}

// The line of the source with carets below what is meant.
function source({ excerpt, line, column, length }) {
  const skipped = Math.max(0, (column || 1) - 1 - BEFORE);
  // Tabs would be as wide as a browser likes: the carets would stand elsewhere.
  const text = (skipped ? "…" : "") + excerpt.slice(skipped).replaceAll("\t", " ");
  const from = Math.max(0, (column || 1) - 1 - skipped + (skipped ? 1 : 0));
  const carets = " ".repeat(from) + "^".repeat(Math.max(1, Math.min(length || 1, text.length - from)));
  const gutter = element("span", { class: "gutter" }, String(line ?? ""));
  const mark = element("span", { class: "carets", "aria-hidden": "true" }, carets);
  return element("span", { class: "source" }, gutter, element("span", { class: "code" }, `${text}\n`, mark));
}

function sentence(message) {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

function nothing() {
  return element("li", { class: "empty" }, icon("check"), element("strong", {}, "No problems"), element("p", {}, "What mdvid notices in the deck, its pictures and its theme is listed here."));
}
