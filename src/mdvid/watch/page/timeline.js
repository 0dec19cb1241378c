// The whole talk drawn to scale: slides, their steps, what is said, captions. A slider to seek.

import { byId, setAttribute, setText } from "./dom.js";
import { clock } from "./format.js";
import { paint } from "./painting.js";
import { slideAt } from "./score.js";

const STEP = 1; // seconds

export class Timeline {
  #slider = byId("timeline");
  #canvas = byId("lanes");
  #playhead = byId("playhead");
  #hover = byId("hover");
  #score = null;
  #position = 0;
  #marked = {};
  #waiting = false;
  #seek;

  constructor({ onSeek }) {
    this.#seek = onSeek;
    new ResizeObserver(() => this.draw()).observe(this.#canvas);
    document.fonts.addEventListener("loadingdone", () => this.draw()); // letters that came late
    this.#slider.addEventListener("pointerdown", (event) => this.#down(event));
    this.#slider.addEventListener("pointermove", (event) => this.#moved(event));
    this.#slider.addEventListener("keydown", (event) => this.#key(event));
    this.#slider.addEventListener("pointerleave", () => setAttribute(this.#hover, "hidden", true));
  }

  // Shows a score; `marked` are `current` (index of a slide) and `edited` (number of a slide).
  show(score, marked) {
    const same = score === this.#score && Object.keys(marked).every((name) => marked[name] === this.#marked[name]);
    if (same) return;
    this.#score = score;
    this.#marked = { ...marked };
    this.draw();
    this.move(this.#position);
  }

  // Draws in the next frame, however often it is asked to.
  draw() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      if (this.#score) paint(this.#canvas, this.#score, this.#marked);
      this.move(this.#position);
    });
  }

  move(position) {
    this.#position = position;
    const { duration = 0 } = this.#score ?? {};
    const share = duration ? position / duration : 0;
    this.#playhead.style.setProperty("transform", `translateX(${share * this.#canvas.clientWidth}px)`);
    this.#describe(position, duration);
  }

  // Once a second at most: screen readers tell of every change.
  #describe(position, duration) {
    const now = Math.floor(position);
    if (Number(this.#slider.getAttribute("aria-valuenow")) === now && this.#slider.dataset.duration === String(duration)) return;
    const slide = this.#score ? slideAt(this.#score, position) : null;
    const place = slide ? `, slide ${slide.number}` : "";
    setAttribute(this.#slider, "data-duration", duration);
    setAttribute(this.#slider, "aria-valuemax", Math.floor(duration));
    setAttribute(this.#slider, "aria-valuenow", now);
    setAttribute(this.#slider, "aria-valuetext", `${clock(position)} of ${clock(duration)}${place}`);
  }

  #timeOf(event) {
    const { left, width } = this.#canvas.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return share * (this.#score?.duration ?? 0);
  }

  #down(event) {
    if (event.button !== 0 || !this.#score?.duration) return;
    this.#slider.setPointerCapture(event.pointerId);
    this.#seek(this.#timeOf(event));
  }

  // A slider's own keys; all others mean here what they mean everywhere.
  #key(event) {
    const { duration = 0 } = this.#score ?? {};
    const there = {
      ArrowLeft: this.#position - STEP,
      ArrowRight: this.#position + STEP,
      Home: 0,
      End: duration,
    }[event.key];
    if (there === undefined || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#seek(there);
  }

  #moved(event) {
    if (!this.#score?.duration) return;
    const time = this.#timeOf(event);
    if (this.#slider.hasPointerCapture(event.pointerId)) this.#seek(time);
    const slide = slideAt(this.#score, time);
    const { clientWidth } = this.#canvas;
    const x = (time / this.#score.duration) * clientWidth;
    setAttribute(this.#hover, "hidden", event.pointerType === "touch");
    setText(this.#hover, `${clock(time)}  ${slide.number}. ${slide.title}`);
    const half = this.#hover.offsetWidth / 2;
    const centre = Math.max(half, Math.min(x, clientWidth - half));
    this.#hover.style.setProperty("transform", `translateX(${centre - half}px)`);
  }
}
