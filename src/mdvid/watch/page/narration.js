// What is heard: utterances, scheduled by the clock of the sound device.

import { Sounds } from "./sounds.js";

const AHEAD = 8; // seconds that are scheduled in advance, so that a page behind others goes on
const PATIENCE = 1500; // ms in which a sound device must begin to run
const LEAD = 0.03; // seconds in which a sound can still be begun exactly

export class Narration {
  #context = null;
  #gain = null;
  #sounds = null;
  #sources = new Map(); // what plays, by sound and time
  #audible = false;
  #muted = false;

  // Seconds of a clock that never jumps while it is played: the device's, if there is one that runs.
  get now() {
    return this.#audible ? this.#context.currentTime : performance.now() / 1000;
  }

  set muted(value) {
    this.#muted = value;
    if (this.#gain) this.#gain.gain.value = value ? 0 : 1;
  }

  // Gets the device going; browsers allow that only while they handle a key or a click.
  async wake() {
    if (!this.#context) {
      this.#context = new AudioContext({ latencyHint: "interactive", sampleRate: 48000 });
      this.#gain = new GainNode(this.#context, { gain: this.#muted ? 0 : 1 });
      this.#gain.connect(this.#context.destination);
      this.#sounds = new Sounds((data) => this.#context.decodeAudioData(data));
    }
    // Without a device `resume` may wait forever; the talk goes on all the same, unheard.
    await Promise.race([this.#context.resume(), new Promise((done) => setTimeout(done, PATIENCE))]);
    this.#audible = this.#context.state === "running";
  }

  // Loads what is heard first from `time` on, so that it can begin at once.
  async prepare(score, time) {
    const first = soon(score, time, 1);
    await Promise.all(first.map(({ sound }) => this.#sounds.load(sound)));
  }

  // Schedules what is heard soon; `startedAt` is when, by `now`, the talk began or would have.
  schedule(score, startedAt) {
    if (!this.#audible) return;
    for (const utterance of soon(score, this.now - startedAt, AHEAD)) {
      if (this.#sources.has(nameOf(utterance))) continue;
      const buffer = this.#sounds.ready(utterance.sound);
      if (buffer) this.#start(utterance, buffer, startedAt);
      else this.#sounds.load(utterance.sound);
    }
  }

  stop() {
    for (const source of this.#sources.values()) source.stop();
    this.#sources.clear();
  }

  #start(utterance, buffer, startedAt) {
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    const when = startedAt + utterance.start;
    const late = Math.max(0, this.now + LEAD - when);
    source.connect(this.#gain);
    source.start(when + late, late);
    source.onended = () => source.disconnect();
    this.#sources.set(nameOf(utterance), source);
  }
}

function nameOf({ sound, start }) {
  return `${sound}@${start}`;
}

function soon(score, time, ahead) {
  return score.speech.filter(({ sound, start, end }) => sound && end > time && start < time + ahead);
}
