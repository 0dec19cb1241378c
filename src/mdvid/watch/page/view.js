// What is seen: the slide and step at the position of the talk, and everything around it.

import { byId, setAttribute, setText } from "./dom.js";
import { clock } from "./format.js";
import { mark } from "./marks.js";
import { during, makeScore, slideAt, stepAt } from "./score.js";
import { announcement } from "./status.js";
import { say } from "./voice.js";

const QUIET = 500; // ms after which the slide that was gone to is told

export class View {
  state = null;
  score = makeScore(null);
  following = true;
  captioned = true;
  #player;
  #parts;
  #whole = false; // whether all of a slide is seen, not what is seen at one of its steps
  #telling = 0;

  constructor(player, parts) {
    this.#player = player;
    this.#parts = parts;
    player.addEventListener("move", () => this.#move());
    player.addEventListener("play", () => {
      this.#whole = false;
    });
  }

  // Takes what the server says: see state.js.
  take(state, changed, fresh, first) {
    const before = this.state?.build?.state;
    const { stage, slides, problems, status } = this.#parts;
    this.state = state;
    mark("state", state.revision);
    if (state.document) stage.load(state.document, state.deck.viewport);
    if (changed.has("slides") || changed.has("timeline")) {
      this.score = makeScore(state);
      this.#player.change(this.score);
    }
    this.#follow(changed, fresh, first);
    this.#move();
    slides.show(state.slides, this.score, state.diagnostics, state.edited);
    slides.mark(this.#slide?.index);
    problems.show(state.diagnostics, state.failed);
    status.show(state);
    if (changed.has("video")) status.video(state.video);
    if (!first && before) say(announcement(before, state));
    this.#head();
  }

  connection(connected) {
    this.#parts.status.connection(connected);
    say(connected ? "Connected again." : "Connection lost.");
  }

  seek(time) {
    this.#whole = false;
    this.#player.seek(time);
  }

  // Goes to the slide with this index, or the nearest there is.
  slide(index) {
    const { slides } = this.score;
    const slide = slides[Math.max(0, Math.min(index, slides.length - 1))];
    if (!slide) return;
    this.seek(slide.start);
    this.#tell();
  }

  slideBy(by) {
    if (this.#slide) this.slide(this.#slide.index + by);
  }

  stepBy(by) {
    const slide = this.#slide;
    if (!slide) return;
    const step = this.#step ?? slide.steps.length;
    const there = slide.steps[step - 1 + by];
    const beside = this.score.slides[slide.index + by];
    if (there) this.seek(there.start);
    else if (beside) this.seek(by > 0 ? beside.start : beside.steps.at(-1).start);
  }

  // What was wanted is seen, so many milliseconds after it was asked for.
  shown(milliseconds) {
    document.documentElement.dataset.shownIn = milliseconds.toFixed(1);
    this.#settle();
    const next = this.score.slides[(this.#slide?.index ?? -1) + 1];
    if (this.#player.playing && next) {
      this.#parts.stage.prepare(this.state.slides[next.index], { step: 1, smallest: this.state.smallest });
    }
  }

  repaint() {
    this.#parts.timeline.draw();
  }

  refresh() {
    if (this.state) this.#move();
  }

  get #slide() {
    return slideAt(this.score, this.#player.position);
  }

  get #step() {
    return this.#whole ? null : stepAt(this.#slide, this.#player.position);
  }

  #follow(changed, fresh, first) {
    const { slides, edited } = this.state;
    if (first || !this.following || this.#player.playing || edited === null) return;
    if (!changed.has("edited") && !fresh.size) return;
    const index = slides.findIndex(({ number }) => number === edited);
    if (index < 0) return;
    // All of it: what was written may come only with a later step.
    this.#whole = true;
    this.#player.seek(this.score.slides[index].start);
  }

  #move() {
    const { stage, slides, timeline, notes } = this.#parts;
    const { position } = this.#player;
    const slide = this.#slide;
    setText(byId("position"), clock(position));
    setText(byId("duration"), (this.score.estimated ? "~" : "") + clock(this.score.duration));
    setAttribute(byId("empty"), "hidden", slide !== null);
    if (!slide) return;
    const step = this.#step;
    stage.show(this.state.slides[slide.index], { step, smallest: this.state.smallest });
    if (stage.settled) this.#settle();
    stage.caption(this.captioned ? (during(this.score.captions, position)?.lines ?? []) : []);
    timeline.show(this.score, { current: slide.index, edited: this.state.edited });
    timeline.move(position);
    slides.mark(slide.index);
    notes.show(this.state.slides[slide.index], slide);
    notes.move(position);
    setText(byId("place"), place(slide, this.score, step));
  }

  // For tests and benchmarks the page says what is seen.
  #settle() {
    const { documentElement } = document;
    setAttribute(documentElement, "data-shown-key", this.state.slides[this.#slide.index].key);
    setAttribute(documentElement, "data-shown-step", this.#step ?? "all");
    setAttribute(documentElement, "data-revision", this.state.revision);
  }

  #tell() {
    clearTimeout(this.#telling);
    if (this.#player.playing) return;
    const slide = this.#slide;
    const words = `Slide ${slide.number} of ${this.score.slides.length}: ${slide.title}`;
    this.#telling = setTimeout(() => say(words), QUIET);
  }

  #head() {
    const { deck, failed } = this.state;
    if (!deck) return;
    setText(byId("title"), deck.title || "Untitled");
    setText(byId("path"), deck.path);
    const title = `${failed ? "✕ " : ""}${deck.title || deck.path} · mdvid`;
    if (document.title !== title) document.title = title;
  }
}

function place(slide, score, step) {
  const steps = slide.steps.length;
  const among = `Slide ${slide.number} of ${score.slides.length}`;
  return steps > 1 ? `${among} · step ${step ?? steps} of ${steps}` : among;
}
