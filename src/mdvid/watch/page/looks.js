// Light or dark: as the system is, until a person chooses.

import { byId, setAttribute, setIcon } from "./dom.js";
import { remember, remembered } from "./settings.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

// Follows the system and the button; calls `onChange` whenever colours change.
export class Looks {
  #chosen = remembered("theme", null);
  #button = byId("theme");
  #changed;

  constructor({ onChange }) {
    this.#changed = onChange;
    dark.addEventListener("change", () => this.#apply());
    this.#button.addEventListener("click", () => this.toggle());
    this.#apply();
  }

  toggle() {
    const next = this.#now === "dark" ? "light" : "dark";
    // Chosen as the system is: from then on it follows the system again.
    this.#chosen = next === (dark.matches ? "dark" : "light") ? null : next;
    remember("theme", this.#chosen);
    this.#apply();
  }

  get #now() {
    return this.#chosen ?? (dark.matches ? "dark" : "light");
  }

  #apply() {
    setAttribute(document.documentElement, "data-theme", this.#now);
    setIcon(this.#button, this.#now === "dark" ? "sun" : "moon");
    setAttribute(this.#button, "aria-label", `Use ${this.#now === "dark" ? "light" : "dark"} colours`);
    this.#changed();
  }
}
