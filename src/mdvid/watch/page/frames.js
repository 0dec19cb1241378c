// The slides, in two sandboxed frames: one is seen while the other is made ready, so that nothing
// unfinished is ever seen.

import { element } from "./dom.js";
import { mark } from "./marks.js";

export class Frames {
  #holder;
  #front = null; // what is seen
  #back = null; // what is being made ready
  #url = null;
  #wanted = null;
  #serial = 0; // of what frames are asked, so that no answer is taken for another
  #asked = 0; // when, by performance.now(), what is wanted was asked for

  // Calls `onShown(slide, notice, milliseconds)` when a slide is to be seen, `onFailed(message)`
  // when it cannot be shown.
  constructor(holder, { onShown, onFailed }) {
    this.#holder = holder;
    this.onShown = onShown;
    this.onFailed = onFailed;
    addEventListener("message", (event) => this.#hear(event));
  }

  // Shows slides in the document at `url` from now on; the old one stays until a slide is ready.
  load(url) {
    if (url === this.#url) return;
    this.#url = url;
    this.#back?.element.remove();
    this.#back = this.#made();
    if (this.#front) this.#front.outdated = true;
    if (this.#wanted) this.#ask(this.#back, this.#wanted);
  }

  // Shows `slide` ({key, html, smallest, step}) as soon as it is ready.
  show(slide) {
    if (sameView(this.#wanted, slide)) return;
    this.#wanted = slide;
    this.#asked = performance.now();
    mark("wanted", slide.key);
    const front = this.#front;
    if (front && !front.outdated && front.asked.html === slide.html) this.#ask(front, slide);
    else if (this.#back) this.#ask(this.#back, slide);
  }

  // Whether what is wanted is seen.
  get settled() {
    return this.#wanted !== null && sameView(this.#front?.slide, this.#wanted);
  }

  // Makes a slide ready that is likely to be shown next.
  prepare(slide) {
    const back = this.#back;
    if (!back?.ready || !this.#front || this.#front.outdated || sameView(back.asked, slide)) return;
    if (!this.settled) return; // what is wanted now comes first
    this.#ask(back, slide);
  }

  #made() {
    const frame = element("iframe", { sandbox: "allow-scripts", src: this.#url, tabindex: "-1", "aria-hidden": "true", title: "" });
    this.#holder.append(frame);
    return { element: frame, ready: false, slide: null, asked: null };
  }

  #ask(frame, slide) {
    frame.asked = slide;
    if (sameView(frame.slide, slide)) {
      this.#shown(frame, slide, frame.notice);
    } else if (frame.ready) {
      frame.slide = null; // until it answers, it is neither the old one nor the new one
      // The document has no origin; what it is told is no secret to it.
      this.#serial += 1;
      frame.id = this.#serial;
      frame.element.contentWindow.postMessage({ type: "show", id: frame.id, ...slide }, "*");
    }
  }

  #hear({ source, data }) {
    const frame = [this.#front, this.#back].find((one) => one?.element.contentWindow === source);
    if (!frame) return;
    if (data?.type === "ready") {
      frame.ready = true;
      frame.slide = null;
      if (frame.asked) this.#ask(frame, frame.asked);
    } else if (data?.type === "shown" && data.id === frame.id) {
      this.#shown(frame, frame.asked, data.notice);
    } else if (data?.type === "failed" && data.id === frame.id && sameView(frame.asked, this.#wanted)) {
      this.onFailed(String(data.message));
    }
  }

  #shown(frame, slide, notice) {
    Object.assign(frame, { slide, notice });
    if (!sameView(slide, this.#wanted)) return;
    if (frame === this.#back) this.#swap();
    mark("shown", slide.key);
    this.onShown(slide, notice, performance.now() - this.#asked);
  }

  #swap() {
    const old = this.#front;
    [this.#front, this.#back] = [this.#back, old];
    this.#front.element.className = "front";
    this.#front.element.title = "Slide";
    this.#front.element.removeAttribute("aria-hidden");
    if (!old || old.outdated) {
      old?.element.remove();
      this.#back = this.#made();
      return;
    }
    old.element.className = "";
    old.element.title = "";
    old.element.setAttribute("aria-hidden", "true");
  }
}

function sameView(one, other) {
  return one?.html === other?.html && one?.step === other?.step && one?.smallest === other?.smallest;
}
