// Where the talk is, and how it goes on. Tells "move", "play" and "pause".

import { moved } from "./score.js";

const ROUND = 250; // ms between looks at what has to be scheduled

export class Player extends EventTarget {
  score = { duration: 0, slides: [], speech: [], captions: [] };
  playing = false;
  #narration;
  #position = 0;
  #startedAt = 0;
  #attempt = 0; // counts starts, so that one that was overtaken while it waited is given up
  #timer = 0;

  constructor(narration) {
    super();
    this.#narration = narration;
  }

  // Seconds from the beginning; while playing, by the clock of the sound device.
  get position() {
    if (!this.playing) return this.#position;
    return Math.min(this.#narration.now - this.#startedAt, this.score.duration);
  }

  async play() {
    if (this.playing || !this.score.duration) return;
    const attempt = (this.#attempt += 1);
    await this.#narration.wake();
    const from = this.#position >= this.score.duration - 0.01 ? 0 : this.#position;
    await this.#narration.prepare(this.score, from);
    if (attempt !== this.#attempt || this.playing) return;
    this.#position = from;
    this.playing = true;
    this.#start(from);
    this.#timer = setInterval(() => this.#round(), ROUND);
    requestAnimationFrame(() => this.#frame());
    this.dispatchEvent(new Event("play"));
  }

  pause() {
    this.#attempt += 1;
    if (!this.playing) return;
    this.#position = this.position;
    this.playing = false;
    clearInterval(this.#timer);
    this.#narration.stop();
    this.dispatchEvent(new Event("pause"));
    this.#move();
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  seek(time) {
    this.#position = Math.max(0, Math.min(time, this.score.duration));
    if (this.playing) this.#start(this.#position);
    this.#move();
  }

  // Goes on with another score at the same place of the talk.
  change(score) {
    const at = this.position;
    const place = moved(this.score, score, at, this.playing);
    const same = place === at && sounds(score) === sounds(this.score);
    this.score = score;
    if (same) return;
    this.#position = place;
    if (this.playing) this.#start(place);
    this.#move();
  }

  #start(from) {
    this.#narration.stop();
    this.#startedAt = this.#narration.now - from;
    this.#narration.schedule(this.score, this.#startedAt);
  }

  #round() {
    if (this.position >= this.score.duration) this.pause();
    else this.#narration.schedule(this.score, this.#startedAt);
  }

  #frame() {
    if (!this.playing) return;
    this.#move();
    requestAnimationFrame(() => this.#frame());
  }

  #move() {
    this.dispatchEvent(new Event("move"));
  }
}

function sounds(score) {
  return score.speech.map(({ sound, start }) => `${sound}@${start}`).join(" ");
}
