// Buttons and switches, and what they and the keys do.

import { byId, setAttribute, setIcon } from "./dom.js";
import { remember, remembered } from "./settings.js";
import { say } from "./voice.js";

// The notes are open at first, unless a slide would have little room beside them.
const CRAMPED = "(min-width: 861px) and (max-width: 1100px)";

export class Controls {
  #view;
  #player;
  #narration;
  #side = remembered("side", matchMedia(CRAMPED).matches ? "" : "notes");
  #muted = remembered("muted", false);

  constructor(view, player, narration) {
    this.#view = view;
    this.#player = player;
    this.#narration = narration;
    view.captioned = remembered("captions", true);
    view.following = remembered("follow", true);
    for (const [id, act] of Object.entries(this.#buttons())) byId(id).addEventListener("click", act);
    for (const event of ["play", "pause"]) player.addEventListener(event, () => this.#show());
    const help = byId("help");
    help.addEventListener("click", ({ target }) => target === help && help.close());
    this.#show();
  }

  // What keys do, by name: see keys.js.
  get actions() {
    return {
      toggle: () => this.#player.toggle(),
      skip: (by) => this.#view.seek(this.#player.position + by),
      slide: (by) => this.#view.slideBy(by),
      step: (by) => this.#view.stepBy(by),
      captions: () => this.#captions(),
      mute: () => this.#mute(),
      follow: () => this.#follow(),
      notes: () => this.#open("notes"),
      problems: () => this.#open("problems"),
      help: () => this.#help(),
      escape: () => this.#escape(),
    };
  }

  #buttons() {
    const { toggle, slide, captions, mute, follow, notes, problems, help } = this.actions;
    const close = () => this.#open(this.#side);
    return {
      play: toggle,
      stage: toggle,
      previous: () => slide(-1),
      next: () => slide(1),
      captions,
      mute,
      follow,
      notes,
      problems,
      "help-open": help,
      "help-close": help,
      "side-close": close,
    };
  }

  #captions() {
    this.#view.captioned = !this.#view.captioned;
    remember("captions", this.#view.captioned);
    this.#view.refresh();
    this.#show(`Captions ${this.#view.captioned ? "on" : "off"}`);
  }

  #mute() {
    this.#muted = !this.#muted;
    remember("muted", this.#muted);
    this.#show(`Sound ${this.#muted ? "off" : "on"}`);
  }

  #follow() {
    this.#view.following = !this.#view.following;
    remember("follow", this.#view.following);
    this.#show(`${this.#view.following ? "Following" : "Not following"} edits`);
  }

  #open(name) {
    this.#side = this.#side === name ? "" : name;
    remember("side", this.#side);
    this.#show();
  }

  #help() {
    const help = byId("help");
    if (help.open) help.close();
    else help.showModal();
  }

  #escape() {
    const help = byId("help");
    if (help.open) help.close();
    else if (!byId("overlay").hidden) byId("overlay-close").click();
    else if (this.#side) this.#open(this.#side);
  }

  #show(message = "") {
    const { playing } = this.#player;
    this.#narration.muted = this.#muted;
    setIcon(byId("play"), playing ? "pause" : "play");
    setAttribute(byId("play"), "aria-label", playing ? "Pause" : "Play");
    setAttribute(document.documentElement, "data-playing", playing);
    setIcon(byId("mute"), this.#muted ? "muted" : "sound");
    const pressed = {
      captions: this.#view.captioned,
      mute: this.#muted,
      follow: this.#view.following,
      notes: this.#side === "notes",
      problems: this.#side === "problems",
    };
    for (const [id, on] of Object.entries(pressed)) setAttribute(byId(id), "aria-pressed", String(on));
    setAttribute(byId("side"), "hidden", !this.#side);
    for (const name of ["notes", "problems"]) setAttribute(byId(`${name}-panel`), "hidden", this.#side !== name);
    say(message, true);
  }
}
