// The slide as it will be, as large as there is room.

import { byId, setAttribute, setText } from "./dom.js";
import { Frames } from "./frames.js";

export class Stage {
  #stage = byId("stage");
  #canvas = byId("canvas");
  #caption = byId("caption");
  #size = [1280, 720];
  #frames;

  // Calls `onShown(milliseconds)` when a slide is to be seen, so long after it was asked for.
  constructor({ onShown, onFailed }) {
    this.#frames = new Frames(byId("frames"), {
      onShown: (slide, notice, milliseconds) => {
        setAttribute(this.#stage, "data-ready", true);
        const frame = this.#canvas.querySelector("iframe.front");
        setAttribute(frame, "title", `Slide ${slide.number}: ${slide.title}`);
        onShown(milliseconds);
      },
      onFailed,
    });
    new ResizeObserver(() => this.#fit()).observe(this.#stage);
  }

  // Takes the document of the slides and their size in CSS pixels.
  load(url, size) {
    if (String(size) !== String(this.#size)) {
      this.#size = size;
      document.documentElement.style.setProperty("--ratio", size[0] / size[1]);
      this.#fit();
    }
    this.#frames.load(url);
  }

  get settled() {
    return this.#frames.settled;
  }

  show(slide, { step, smallest }) {
    this.#frames.show({ ...sent(slide), smallest, step });
  }

  prepare(slide, { step, smallest }) {
    this.#frames.prepare({ ...sent(slide), smallest, step });
  }

  caption(lines) {
    setText(this.#caption, lines.join("\n"));
    setAttribute(this.#caption, "hidden", lines.length === 0);
  }

  #fit() {
    const [width, height] = this.#size;
    const room = this.#stage.getBoundingClientRect(); // fractions of a pixel as well
    const scale = Math.min(room.width / width, room.height / height);
    if (!(scale > 0)) return;
    const { style } = this.#canvas;
    // Whole pixels outside: the edge of a slide is sharp.
    style.setProperty("width", `${Math.round(width * scale)}px`);
    style.setProperty("height", `${Math.round(height * scale)}px`);
    style.setProperty("--width", `${width}px`);
    style.setProperty("--height", `${height}px`);
    style.setProperty("--scale", scale);
  }
}

function sent({ key, html, number, title }) {
  return { key, html, number, title };
}
